"""Places of an article: every toponym with where it lies, one sense for one name."""

from __future__ import annotations

from collections.abc import Sequence

from communique.knowledge.gazetteer import Gazetteer
from communique.knowledge.gazetteer_context import NamedPlace, settle
from communique.knowledge.places import PlaceChoice
from communique.language import ParsedArticle
from communique.reading.places.toponyms import Toponym, find_toponyms
from communique.records import Place, Span


def read_places(parsed: ParsedArticle, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Reads the places that an article names, in reading order.

    A name has one sense throughout the article, chosen so that the places fit together. Names
    that the gazetteer does not know come with the words of the text and without a point.
    """
    toponyms = find_toponyms(parsed, gazetteer)
    choices = _choose(gazetteer, toponyms)
    return tuple(
        _place(toponym.span, choices[toponym.key] if toponym.known else None)
        for toponym in toponyms
    )


def resolve_place(
    name: str, gazetteer: Gazetteer, *, others: Sequence[Place] = ()
) -> PlaceChoice | None:
    """Chooses the place of a name beside what else the article names.

    Args:
        name: The name, perhaps with what it lies in ("Athens, Ohio").
        gazetteer: Where the candidates come from.
        others: Places that were read from the same article.

    Returns:
        The choice with its reason, or None when no place has that name.
    """
    head, _, tail = name.partition(",")
    names = [NamedPlace(head.strip(), (tail.strip(),) if tail.strip() else ())]
    names += [NamedPlace(other) for other in dict.fromkeys(place.name for place in others)]
    return settle(gazetteer, names)[0]


def _choose(gazetteer: Gazetteer, toponyms: Sequence[Toponym]) -> dict[str, PlaceChoice | None]:
    known = [toponym for toponym in toponyms if toponym.known]
    keys = tuple(dict.fromkeys(toponym.key for toponym in known))
    names = []
    for key in keys:
        same = [toponym for toponym in known if toponym.key == key]
        wholes = tuple(dict.fromkeys(whole for toponym in same for whole in toponym.wholes))
        names.append(NamedPlace(key, wholes, len(same)))
    return dict(zip(keys, settle(gazetteer, names), strict=True))


def _place(span: Span, choice: PlaceChoice | None) -> Place:
    if choice is None:
        return Place(name=span.text, span=span)
    place = choice.place
    return Place(
        name=place.name,
        country=place.country,
        latitude=place.latitude,
        longitude=place.longitude,
        geonameid=place.geonameid,
        span=span,
    )
