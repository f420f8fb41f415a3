from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_readings import TEXT, reading

from communique.ledger import Added, Ledger, LedgerReadOnlyError, Maker
from communique.records import Issue, Stage

MAKER = Maker("1", "model", "knowledge", "codebook")
_TEXTS = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("\x00\x1f\u2028'\";\\é\U0001f600"),
    min_size=1,
    max_size=60,
)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "ledger.duckdb")


def test_readings_come_back_as_they_were_made(ledger: Ledger) -> None:
    given_readings = [reading("b"), reading("a", published=None, publisher=None)]
    assert ledger.add(given_readings, maker=MAKER) == Added(new=2)
    assert list(ledger.readings()) == sorted(given_readings, key=lambda one: one.article.id)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=_TEXTS, title=_TEXTS, name=_TEXTS)
def test_untrusted_text_comes_back_unharmed(text: str, title: str, name: str) -> None:
    with Ledger(":memory:") as ledger:
        hostile = reading("x'); DROP TABLE kept.article; --", text=text, title=title, name=name)
        ledger.add([hostile], maker=MAKER)
        assert list(ledger.readings()) == [hostile]


def test_spans_count_code_points_in_the_views(ledger: Ledger) -> None:
    ledger.add([reading(text="\U0001f600e\u0301 " + TEXT)], maker=MAKER)
    rows = ledger.connection.rows('SELECT sentence, "trigger" FROM mentions ORDER BY 1, 2')
    assert ("\U0001f600e\u0301 " + TEXT, "\U0001f600") in rows


def test_the_same_article_again_changes_nothing(ledger: Ledger) -> None:
    ledger.add([reading()], maker=MAKER)
    assert ledger.add([reading(), reading()], maker=MAKER).known >= 1
    assert len(ledger.article_ids()) == 1
    assert ledger.unread([reading().article], maker=MAKER) == []


def test_a_corrected_version_supersedes_and_is_kept(ledger: Ledger) -> None:
    old, new = reading(), reading(text=TEXT + " Corrected.")
    ledger.add([old], maker=MAKER)
    assert ledger.add([new], maker=MAKER) == Added(corrected=1)
    assert list(ledger.readings()) == [new]
    [(aside, by)] = ledger.connection.rows(
        "SELECT article_id, superseded_by FROM superseded_articles"
    )
    assert by == "a1"
    [kept] = ledger.readings([aside])
    assert kept.article.text == TEXT
    assert kept.events[0].mentions == old.events[0].mentions


def test_an_older_version_that_comes_again_is_known(ledger: Ledger) -> None:
    old, new = reading(), reading(text=TEXT + " Corrected.")
    ledger.add([old, new], maker=MAKER)
    assert ledger.add([old], maker=MAKER) == Added(known=1)
    assert list(ledger.readings()) == [new]


def test_versions_are_told_by_their_address_too(ledger: Ledger) -> None:
    url = "https://news.example/1"
    ledger.add([reading("first", url=url)], maker=MAKER)
    ledger.add([reading("second", url=url, text=TEXT + " More.")], maker=MAKER)
    assert ledger.article_ids() == ["second"]


def test_another_maker_renews_the_reading(ledger: Ledger) -> None:
    ledger.add([reading()], maker=MAKER)
    other = replace(reading(), notes=("read anew",))
    assert ledger.unread([other.article], maker=Maker("2")) == [other.article]
    assert ledger.add([other], maker=Maker("2")) == Added(renewed=1)
    assert list(ledger.readings()) == [other]
    assert ledger.connection.rows("SELECT reader FROM readings") == [("2",)]


def test_any_batch_size_gives_the_same_ledger() -> None:
    given_readings = [reading(f"a{number}") for number in range(7)]
    found = []
    for batch in (1, 3, 100):
        with Ledger(":memory:") as ledger:
            ledger.add(given_readings, maker=MAKER, batch=batch)
            found.append(list(ledger.readings()))
    assert found[0] == found[1] == found[2] == given_readings


def test_what_was_committed_stays_when_a_batch_fails(ledger: Ledger) -> None:
    def broken() -> object:
        yield reading("a1")
        yield reading("a2")
        raise RuntimeError("the reader fell over")

    with pytest.raises(RuntimeError):
        ledger.add(broken(), maker=MAKER, batch=1)  # type: ignore[arg-type]
    assert ledger.article_ids() == ["a1", "a2"]


def test_an_event_of_another_article_is_refused(ledger: Ledger) -> None:
    wrong = reading()
    events = (replace(wrong.events[0], id="else#1"),)
    with pytest.raises(ValueError, match="does not belong"):
        ledger.add([replace(wrong, events=events)], maker=MAKER)
    assert ledger.article_ids() == []


def test_issues_are_kept_once_and_settled(ledger: Ledger) -> None:
    bad = Issue("news.jsonl, line 3", Stage.PARSE, "not JSON")
    other = Issue("other.html", Stage.DECODE, "empty")
    ledger.add_issues([bad, bad, other])
    ledger.add_issues([bad])
    assert set(ledger.issues()) == {bad, other}
    ledger.settle_issues(["news.jsonl"])
    assert ledger.issues() == (other,)


def test_a_ledger_for_asking_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "ledger.duckdb"
    Ledger(path).close()
    with Ledger(path, read_only=True) as ledger, pytest.raises(LedgerReadOnlyError):
        ledger.add([reading()], maker=MAKER)
