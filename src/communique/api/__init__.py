"""The HTTP API and the pages over one ledger; the only room that knows the web framework."""

from communique.api.options import ServeOptions

__all__ = ["ServeOptions"]
