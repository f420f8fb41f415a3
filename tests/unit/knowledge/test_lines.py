from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from communique.knowledge.lines import LineList, LineMap

WORDS = st.text(st.characters(exclude_characters="\t\n\r", exclude_categories=("Cs",)), min_size=1)


@given(st.dictionaries(WORDS, WORDS, max_size=400))
def test_every_key_finds_its_value(pairs: dict[str, str]) -> None:
    lines = "\n".join(f"{key}\t{value}" for key, value in sorted(pairs.items()))
    found = LineMap(memoryview(lines.encode()))
    assert dict(found.items()) == pairs
    assert len(found) == len(pairs)
    assert all(found.get(key) == value for key, value in pairs.items())


def test_keys_in_and_between_blocks() -> None:
    pairs = {f"name {number:05}": f"b{number}" for number in range(5000)}
    lines = "\n".join(f"{key}\t{value}" for key, value in sorted(pairs.items()))
    found = LineMap(memoryview(lines.encode()))
    assert [found.get(key) for key in pairs] == list(pairs.values())
    for key in ("", "name", "name 0", "name 000001", "name 05000", "a", "zz", "ame 00001"):
        assert found.get(key, "none") == "none"
        assert key not in found


def test_lines_by_number() -> None:
    found = LineList(memoryview("one\ntwo\nthrée".encode()))
    assert (found[0], found[2], len(found), list(found)) == ("one", "thrée", 3, [*found])
    assert len(LineList(memoryview(b""))) == 0
