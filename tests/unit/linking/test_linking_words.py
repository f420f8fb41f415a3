from datetime import date

import pytest

from communique.linking.articles import fingerprint, shingles
from communique.linking.cues import cues, find_cues
from communique.linking.grouping import components
from communique.linking.news import Relation, copies, shared_texts, stories_of
from communique.linking.types import neighbours, type_likeness
from communique.linking.words import (
    count_words,
    counts_to_bytes,
    packaged_counts,
    stems,
)
from communique.records import Article, EventType


def test_inflection_and_case_are_cut_off() -> None:
    assert stems("Visits, visited and the President's visiting") == [
        "visit",
        "visit",
        "president",
        "visit",
    ]


def test_counts_are_written_and_read() -> None:
    counts = count_words(["one army", "one navy", "army"], at_least=2)
    assert counts.articles == 3
    assert counts.counts == {"army": 2}
    assert counts.rarity("army") < counts.rarity("navy")
    assert counts_to_bytes(counts) == counts_to_bytes(counts)
    assert packaged_counts().articles > 1000


@pytest.mark.parametrize("cue", cues(), ids=lambda cue: cue.pattern.pattern[:30])
def test_every_cue_matches_its_examples_alone(cue: object) -> None:
    for sentence in cue.matches:  # type: ignore[attr-defined]
        assert find_cues(sentence, cue.kind), sentence  # type: ignore[attr-defined]
        assert cue.pattern.search(sentence), sentence  # type: ignore[attr-defined]
    for sentence in cue.other:  # type: ignore[attr-defined]
        assert not cue.pattern.search(sentence), sentence  # type: ignore[attr-defined]


def test_types_are_alike_both_ways() -> None:
    assert type_likeness(EventType.COERCE, EventType.COERCE) == 1
    assert 0 < type_likeness(EventType.COERCE, EventType.ASSAULT) < 1
    assert type_likeness(EventType.AID, EventType.ASSAULT) == 0
    for one in EventType:
        for other in EventType:
            assert type_likeness(one, other) == type_likeness(other, one)
    assert all(len(pair) == 2 for pair in neighbours())


LONG = (
    "The governments of Chad and Niger agreed on Monday to reopen the road between their capitals "
    "after eight months of talks, the ministry of transport said in a statement. Lorries had been "
    "waiting at the border since autumn, and prices of grain and fuel had doubled in the towns."
)


def _article(name: str, text: str, day: int = 4) -> Article:
    return Article(name, "Road to open", text, date(2031, 3, day))


def test_a_copy_an_excerpt_and_an_update_are_told_apart() -> None:
    update = LONG + " A first convoy of forty lorries is to leave on Friday under escort. " * 1
    articles = [
        _article("original", LONG),
        _article("copy", LONG.replace("Monday", "Monday,"), 5),
        _article("cut", LONG[:150], 5),
        _article("longer", update + "Traders cheered. " * 8, 6),
        _article("other", "Nothing of the kind was said about anything else at all.", 6),
    ]
    likely = [
        ("copy", "original"),
        ("cut", "original"),
        ("longer", "original"),
        ("original", "other"),
    ]
    grouped = components([one.id for one in articles], shared_texts(articles, likely))
    found = {one.article_id: one.relation for one in copies(grouped, articles)}
    assert found == {
        "original": Relation.ORIGINAL,
        "copy": Relation.COPY,
        "cut": Relation.EXCERPT,
        "longer": Relation.UPDATE,
        "other": Relation.ORIGINAL,
    }


def test_the_same_news_in_other_words_is_one_story() -> None:
    first = _article("a", LONG)
    second = _article(
        "b",
        "Chad and Niger will reopen the road that links their capitals, officials said. The "
        "lorries that waited at the border for eight months may pass, and grain should be cheaper.",
        5,
    )
    third = _article("c", "Parliament in Lima debated a budget for schools and clinics until dawn.")
    late = Article("d", second.title, second.text, date(2032, 3, 5))
    assert stories_of([third, second, first, late]) == [("a", "b"), ("c",), ("d",)]


def test_an_empty_article_has_a_fingerprint() -> None:
    empty = Article("e", "", "")
    assert fingerprint(empty, packaged_counts()).terms == {}
    assert shingles(empty) == frozenset()
    assert stories_of([empty]) == [("e",)]
    assert stories_of([]) == []
