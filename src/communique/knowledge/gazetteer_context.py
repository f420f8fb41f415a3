"""One sense for each place name of a text: the names of a text decide each other's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from communique.knowledge.gazetteer import Gazetteer, describe, lies_in
from communique.knowledge.places import EARTH_RADIUS_KM, KnownPlace, PlaceChoice, PlaceKind

_MOST_CANDIDATES = 60
# The weights were chosen as told beside the priors of the gazetteer module.
_ROUNDS = 4
_SHARPNESS = 0.7
_LEAST_SHARE = 0.05
_WITHIN_GAINS = 8.0
_CONTEXT_GAINS = 8.0
_HALF_SUPPORT = 1.5
_NEAR_KM = 50.0
_SAME_PROVINCE = 0.9
_SAME_COUNTRY = 0.15
_AREAS = (PlaceKind.COUNTRY, PlaceKind.PROVINCE, PlaceKind.CONTINENT, PlaceKind.SEA)

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place name as a text uses it.

    Attributes:
        name: The name.
        wholes: Names of what the text puts it in ("Ohio" of "Athens, Ohio").
        times: How often the text names it.
    """

    name: str
    wholes: tuple[str, ...] = ()
    times: int = 1


def settle(gazetteer: Gazetteer, names: Sequence[NamedPlace]) -> tuple[PlaceChoice | None, ...]:
    """Chooses a place for every name so that the places of the text fit together.

    Every name begins with the shares that kind and size give its candidates; then, in a few
    rounds, candidates gain by what the likely places of the other names have in common with them:
    nearness, the same province, the same country.

    Args:
        gazetteer: Where candidates come from.
        names: The names of one text, each once.

    Returns:
        For each name the choice, or None where the gazetteer does not know it.
    """
    field = _Field(gazetteer, names)
    if not field.places:
        return tuple(None for _ in names)
    support = field.support()
    scores = field.prior + _CONTEXT_GAINS * support / (support + _HALF_SUPPORT)
    return tuple(field.choice(number, scores, support) for number in range(len(names)))


class _Field:
    """All candidates of all names, side by side."""

    def __init__(self, gazetteer: Gazetteer, names: Sequence[NamedPlace]) -> None:
        self.places: list[KnownPlace] = []
        self.reasons: list[str] = []
        self._starts = [0]
        prior: list[float] = []
        owner: list[int] = []
        for number, name in enumerate(names):
            for place, score, reason in _candidates(gazetteer, name):
                self.places.append(place)
                self.reasons.append(reason)
                prior.append(score)
                owner.append(number)
            self._starts.append(len(self.places))
        self.prior = np.array(prior, np.float32)
        self._owner = np.array(owner, np.int64)
        self._weight = np.array([min(name.times, 3) ** 0.5 for name in names], np.float32)
        self._tabulate()

    def _tabulate(self) -> None:
        places = self.places
        self._points = np.radians(
            np.array([(place.latitude, place.longitude) for place in places], np.float32)
        )
        countries = {code: at for at, code in enumerate({place.country for place in places})}
        self._country = np.array(
            [-1 if place.country is None else countries[place.country] for place in places]
        )
        provinces: dict[tuple[str | None, str | None], int] = {}
        self._province = np.array(
            [provinces.setdefault(_province(place), len(provinces)) for place in places]
        )
        self._has_province = np.array([_province(place)[1] is not None for place in places], bool)
        self._area = np.array([place.kind in _AREAS for place in places], bool)

    def support(self) -> Floats:
        """Gives what the other names lend each candidate, after a few rounds."""
        support = np.zeros(len(self.places), np.float32)
        for _ in range(_ROUNDS):
            share = self._share(self.prior + _CONTEXT_GAINS * support / (support + _HALF_SUPPORT))
            support = self._lend(share)
        return support

    def _share(self, scores: Floats) -> Floats:
        share = np.zeros_like(scores)
        for start, end in zip(self._starts, self._starts[1:], strict=False):
            if end > start:
                power = np.exp(_SHARPNESS * (scores[start:end] - scores[start:end].max()))
                share[start:end] = power / power.sum()
        return share

    def _lend(self, share: Floats) -> Floats:
        likely = np.flatnonzero(share >= _LEAST_SHARE)
        lent = self._affinity(likely) * (share[likely] * self._weight[self._owner[likely]])
        lent[self._owner[:, None] == self._owner[likely][None, :]] = 0
        total = np.zeros(len(share), np.float32)
        for owner in np.unique(self._owner[likely]):
            total += lent[:, self._owner[likely] == owner].max(axis=1)
        return total

    def _affinity(self, columns: NDArray[np.int64]) -> Floats:
        """Gives what each candidate and each of the columns have in common, between 0 and 1.7."""
        near = np.exp(-_gaps(self._points, self._points[columns]) / _NEAR_KM)
        near[self._area, :] = 0
        near[:, self._area[columns]] = 0
        province = self._province[:, None] == self._province[columns][None, :]
        province &= self._has_province[:, None]
        country = self._country[:, None] == self._country[columns][None, :]
        country &= (self._country >= 0)[:, None]
        total: Floats = near + _SAME_PROVINCE * province + _SAME_COUNTRY * country
        return total

    def choice(self, number: int, scores: Floats, support: Floats) -> PlaceChoice | None:
        """Gives the best candidate of a name with its reason."""
        start, end = self._starts[number], self._starts[number + 1]
        if start == end:
            return None
        best = start + int(scores[start:end].argmax())
        reason = self.reasons[best]
        if support[best] >= 0.5 and end - start > 1:
            reason += "; it fits the other places that the text names"
        return PlaceChoice(self.places[best], float(scores[best]), f"{reason}.")


def _candidates(gazetteer: Gazetteer, name: NamedPlace) -> list[tuple[KnownPlace, float, str]]:
    wholes = [place for whole in name.wholes for place in gazetteer.candidates(whole)[:8]]
    found = []
    for place, prior in gazetteer.priors(name.name):
        whole = next((whole for whole in wholes if lies_in(place, whole)), None)
        reason = f"{place.name}: {describe(place)}"
        if whole is not None:
            prior += _WITHIN_GAINS
            reason += f"; the text puts it in {whole.name}"
        found.append((place, prior, reason))
    found.sort(key=lambda candidate: -candidate[1])
    return found[:_MOST_CANDIDATES]


def _province(place: KnownPlace) -> tuple[str | None, str | None]:
    """Gives country and province that a place stands for or lies in."""
    if place.kind is PlaceKind.PROVINCE:
        return place.country, place.name
    return place.country, place.province


def _gaps(points: Floats, others: Floats) -> Floats:
    """Gives distances in kilometres on the plate carrée, good enough for nearness."""
    latitude = points[:, 0, None] - others[None, :, 0]
    longitude = np.abs(points[:, 1, None] - others[None, :, 1])
    longitude = np.minimum(longitude, 2 * np.pi - longitude) * np.cos(points[:, 0, None])
    gaps: Floats = EARTH_RADIUS_KM * np.hypot(latitude, longitude)
    return gaps
