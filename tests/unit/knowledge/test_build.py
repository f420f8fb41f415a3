from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from communique.knowledge.base import KnowledgeBase
from communique.knowledge.build import build_base, compile_text, family_name
from communique.knowledge.compiled import BASE_FILE, read_compiled
from communique.knowledge.entries import Office, Person
from communique.knowledge.titles import plural

SOURCES = Path(__file__).parents[3] / "resources"


def test_the_same_sources_give_the_same_bytes(resources: Path) -> None:
    assert compile_text(build_base(resources)) == compile_text(build_base(resources))


def test_the_base_that_ships_is_that_of_the_sources() -> None:
    assert compile_text(build_base(SOURCES)) == BASE_FILE.read_text(encoding="utf-8"), (
        "run `communique knowledge build`"
    )


def test_what_is_written_is_read_back(resources: Path, tmp_path: Path) -> None:
    built = build_base(resources)
    file = tmp_path / "base.txt"
    file.write_text(compile_text(built), encoding="utf-8")
    read = read_compiled(file)
    for table in fields(built.base):
        one, other = getattr(read, table.name), getattr(built.base, table.name)
        assert type(other)(one) == other


def test_an_ended_state_counts_under_its_successor(resources: Path, tmp_path: Path) -> None:
    file = tmp_path / "base.txt"
    file.write_text(compile_text(build_base(resources)), encoding="utf-8")
    base = KnowledgeBase.load(path=file)
    assert base.country_of("GDR") == "DEU"
    assert [p.name for p in base.office_holder("DEU", "head_of_state")] == ["Erich Honecker"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Ann Example,,FRA,minister,,GOVT,2001,,x", "sector 'GOVT' is unknown"),
        ("Ann Example,,FRA,minister,,GOV,2001-02-30,,x", "start '2001-02-30' is no date"),
        ("Ann Example,,FRA,minister,,GOV,2005,2001,x", "it ends (2001) before it starts (2005)"),
        ("Ann Example,,France,minister,,GOV,2001,,x", "country 'France' is no ISO 3166-1"),
        ("Ann Example,,XXQ,minister,,GOV,2001,,x", "country 'XXQ' is none of states.csv"),
        ("Ann Example,FRA,minister,,GOV,2001,,x", "the row has 8 cells, the header 9"),
        (",,FRA,minister,,GOV,2001,,x", "the name is empty"),
    ],
)
def test_errors_name_file_line_and_remedy(resources: Path, line: str, message: str) -> None:
    file = resources / "persons" / "europe.csv"
    file.write_text(file.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    (problem,) = build_base(resources).problems
    assert str(problem).startswith("europe.csv:4: ")
    assert message in str(problem)
    assert problem.remedy


def test_a_missing_source_is_a_problem(resources: Path) -> None:
    (resources / "organs.csv").unlink()
    (problem,) = build_base(resources).problems
    assert problem.file == "organs.csv"


@pytest.mark.parametrize("content", ["", "nothing of ours\n", "communique knowledge base 1\n"])
def test_a_broken_file_says_what_to_do(tmp_path: Path, content: str) -> None:
    file = tmp_path / "base.txt"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match="communique knowledge build"):
        read_compiled(file)


@pytest.mark.parametrize(
    ("name", "country", "family"),
    [
        ("Xi Jinping", "CHN", "Xi"),
        ("Ban Ki-moon", "KOR", "Ban"),
        ("Sergei Lavrov", "RUS", "Lavrov"),
        ("Ursula von der Leyen", "DEU", "der Leyen"),
        ("Sukarno", "IDN", "Sukarno"),
    ],
)
def test_family_names(name: str, country: str, family: str) -> None:
    assert family_name(name, country).split()[-1] == family.split()[-1]


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("chief of staff", "chiefs of staff"),
        ("ministry", "ministries"),
        ("attorney general", "attorneys general"),
        ("spokesman", "spokesmen"),
        ("witness", "witnesses"),
        ("police", "police"),
        ("minister for trade", "ministers for trade"),
    ],
)
def test_plurals(one: str, many: str) -> None:
    assert plural(one) == many


def test_examples_of_the_sources_hold(base: KnowledgeBase) -> None:
    examples = build_base(SOURCES).examples
    assert len(examples) > 40
    for example in examples:
        words = example.text.removesuffix(" of").removesuffix(" for").removesuffix(" to")
        modifiers = ("acting ", "interim ", "deputy ")
        bare = next((words.removeprefix(m) for m in modifiers if words.startswith(m)), words)
        entries = [r.entry for name in (words, bare) for r in base.lookup(name)]
        if example.key is not None:
            keys = [entry.key for entry in entries if isinstance(entry, Office)]
            assert example.key in keys, example
        sectors = [getattr(entry, "sector", None) for entry in entries]
        assert (sectors and sectors[0]) == example.sector, example


def test_every_state_has_a_country_and_an_adjective_or_is_a_territory(base: KnowledgeBase) -> None:
    for row in base.compiled.states:
        code, name, *_, kind = row.split("\t")
        assert len(code) == 3 or kind == "ambiguous", name
        assert base.country_of(name) or kind == "ambiguous", name


def test_persons_have_tenures(base: KnowledgeBase) -> None:
    for reading in base.lookup("Sergei Lavrov"):
        assert isinstance(reading.entry, Person)
        assert reading.entry.tenures
