"""PLOVER as data: types, modes, contexts, sectors, scores and templates."""
