"""Parties are chosen among those that the sentence or the article names, and nobody."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from communique.reading.actors.referents import Referent, ReferentKind
from communique.reading.events import parties
from communique.reading.events.model_folder import DEFAULT_MODEL, Fitted
from communique.reading.events.party_choice import PartyChoice
from communique.reading.events.party_signs import Option, Telling
from communique.records import Sector


def weights() -> PartyChoice:
    """A sign that adds its value to the score, one that adds two, and a hidden number unused."""
    return PartyChoice(
        {"recipient own": 0, "recipient nobody": 1},
        np.zeros((2, 1), dtype=np.float32),
        np.array([1.0, 2.0], dtype=np.float32),
        np.ones(1, dtype=np.float32),
    )


def option(own: float, referent: Referent | None) -> Option:
    """Someone whom a sentence elsewhere names, with what the network might say."""
    name = "recipient own" if referent is not None else "recipient nobody"
    return Option(referent, None, ((name, own), ("recipient never seen", 5.0)))


def state(country: str) -> Referent:
    """The government of a state."""
    return Referent(country, ReferentKind.BODY, country, Sector.GOV)


def test_the_chances_of_all_options_add_up_to_one_and_unknown_signs_say_nothing() -> None:
    chances = weights().chances([option(0.0, state("SYR")), option(1.0, None)])
    assert sum(chances) == pytest.approx(1.0, abs=1e-6)
    assert chances[1] / chances[0] == pytest.approx(np.exp(2.0), rel=1e-4)


def test_a_hidden_number_below_nothing_does_not_count() -> None:
    whole = weights()
    dark = PartyChoice(whole.rows, np.full((2, 1), -3.0, np.float32), whole.direct, whole.outer)
    options = [option(0.5, state("SYR")), option(1.0, None)]
    assert dark.chances(options) == pytest.approx(whole.chances(options))


def test_weights_are_read_as_they_were_written(tmp_path: Path) -> None:
    weights().write(tmp_path / "choice.npz")
    options = [option(0.5, state("SYR")), option(1.0, None)]
    again = PartyChoice.read(tmp_path / "choice.npz")
    assert again.chances(options) == pytest.approx(weights().chances(options), abs=1e-3)


def test_the_packaged_weights_follow_the_network() -> None:
    def with_own(own: float) -> Option:
        return Option(state("SYR"), None, (("actor in", 1.0), ("actor own", own)))

    packaged = PartyChoice.read(DEFAULT_MODEL / Fitted.CHOICE)
    sure, doubtful = packaged.chances([with_own(3.0), with_own(-3.0)])
    assert sure > 2 * doubtful


def choose(
    monkeypatch: pytest.MonkeyPatch, chances: list[float], *, acting: bool, taken: int | None = None
) -> list[str | None]:
    """Chooses between Syria, Turkey and nobody; gives the countries chosen."""
    found = [state("SYR"), state("TUR")]
    options = [Option(referent, None, ()) for referent in (*found, None)]
    monkeypatch.setattr(parties, "options_of", lambda _telling, **_: options)
    fixed = cast(PartyChoice, SimpleNamespace(chances=lambda _options: chances))
    others = () if taken is None else (parties.Party(found[taken], None, 1.0),)
    chosen = parties._chosen(cast(Telling, None), fixed, others, acting=acting)
    return [party.referent.country for party in chosen]


def test_the_likeliest_is_the_party(monkeypatch: pytest.MonkeyPatch) -> None:
    assert choose(monkeypatch, [0.3, 0.6, 0.1], acting=False) == ["TUR"]


def test_nobody_receives_where_nobody_is_likelier_than_any(monkeypatch: pytest.MonkeyPatch) -> None:
    assert choose(monkeypatch, [0.3, 0.2, 0.5], acting=False) == []


def test_somebody_acts_even_where_nobody_is_likelier(monkeypatch: pytest.MonkeyPatch) -> None:
    assert choose(monkeypatch, [0.3, 0.2, 0.5], acting=True) == ["SYR"]


def test_who_acts_does_not_also_receive(monkeypatch: pytest.MonkeyPatch) -> None:
    assert choose(monkeypatch, [0.7, 0.2, 0.1], acting=False, taken=0) == ["TUR"]
