from __future__ import annotations

from pathlib import Path

import pytest

from communique.knowledge.base import KnowledgeBase
from communique.knowledge.resolve import Resolver


@pytest.fixture(scope="session")
def base() -> KnowledgeBase:
    return KnowledgeBase.load()


@pytest.fixture(scope="session")
def resolver(base: KnowledgeBase) -> Resolver:
    return Resolver(base)


@pytest.fixture
def resources(tmp_path: Path) -> Path:
    """The sources of a small base."""
    (tmp_path / "persons").mkdir()
    _write(
        tmp_path / "states.csv",
        "code,name,official,aliases,adjectives,people,capital,country,sector,start,end,"
        "successors,cow,gw,kind",
        "FRA,France,French Republic,,French,Frenchmen,Paris,FRA,GOV,,,,220,220,state",
        "DEU,Germany,,,German,Germans,Berlin,DEU,GOV,,,,255,260,state",
        "DDR,East Germany,,GDR,East German,,East Berlin,DEU,GOV,1949,1990,DEU,265,265,ended",
    )
    _write(tmp_path / "metonyms.csv", "name,aliases,country,sector,kind,start,end")
    _write(
        tmp_path / "organs.csv",
        "name,aliases,country,sector,start,end",
        "Stasi,,DEU,SPY,1950-02-08,1990-01-13",
    )
    _write(
        tmp_path / "persons" / "europe.csv",
        "person,aliases,country,office,body,sector,start,end,provenance",
        "Erich Honecker,,DDR,head_of_state,,GOV,1976-10-29,1989-10-18,test",
        "Helmut Kohl,,DEU,chancellor,,GOV,1982-10-01,1998-10-27,test",
    )
    (tmp_path / "offices.yaml").write_text(
        "portfolios: {foreign: [foreign, external]}\n"
        "offices:\n"
        "  - {key: chancellor, sector: GOV, rank: 1, forms: [chancellor]}\n"
        '  - {key: foreign_minister, sector: GOV, rank: 2, forms: ["{foreign} minister"]}\n'
        "modifiers:\n"
        "  former: {effect: former, forms: [former]}\n"
        "examples: []\n",
        encoding="utf-8",
    )
    words = Path(__file__).parents[3] / "resources" / "titles.yaml"
    (tmp_path / "titles.yaml").write_text(words.read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path


def _write(path: Path, *lines: str) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
