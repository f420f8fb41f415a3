"""What stands for white space in a text and misleads a parser."""

from __future__ import annotations

import re

_STANDS_FOR_SPACE = re.compile(
    r"""
    [\t\v\f\xa0\u2000-\u200a\u202f\u3000]    # tabs, spaces that do not break, of another width
    | (?<!\S) & \\[tnr] (?=\S)               # what some archives of newswire have made of a tab
    | (?<!\S) \\[tnr] (?=["'A-Z])            # the same without the ampersand, before a sentence
    | & (?: nbsp | \#160 | \#xa0 | \#9 | \#x9 ) ;
    """,
    re.VERBOSE | re.ASCII,
)


def plainly_spaced(text: str) -> str:
    """Gives a text of the same length with plain spaces where anything else stands for them.

    To the parser a tab or a space that does not break is a word of its own, and remains of markup
    are part of the next word. Offsets stay what they are.
    """
    return _STANDS_FOR_SPACE.sub(lambda found: " " * len(found[0]), text)
