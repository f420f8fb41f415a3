"""Speech that a name and a colon introduce: headlines and transcripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.language import ParsedArticle
from communique.reading.statements.lexicon import load_cues
from communique.reading.statements.raw import RawStatement
from communique.records import Article, ArticleField

_NAME = r"[A-Z][\w.'\u2019-]*(?: [A-Z][\w.'\u2019-]*){0,3}"
_HEADLINE = re.compile(rf"\s*(?P<name>{_NAME})(?P<cue>:) +(?P<content>\S.*)", re.DOTALL)
_HEADLINE_END = re.compile(rf"(?P<content>\S.*\w[^\w:]?)(?P<cue>:) +(?P<name>{_NAME})\s*")
_TURN = re.compile(
    r"(?:^|(?<=[\n\"\u201c]))\s*(?P<name>[A-Z][A-Z.'\u2019-]+(?: [A-Z.'\u2019-]+){0,3})(?P<cue>:) "
)
_SPEAKERS = frozenset({"PERSON", "ORG", "GPE", "NORP"})


def turns(parsed: ParsedArticle) -> Iterator[RawStatement]:
    """Gives what headlines ("Lavrov: we will …") and transcripts ("HOST: …") report."""
    yield from _headline(parsed)
    yield from _transcript(parsed.article)


def _headline(parsed: ParsedArticle) -> Iterator[RawStatement]:
    article = parsed.article
    for pattern in (_HEADLINE, _HEADLINE_END):
        match = pattern.fullmatch(article.title)
        if match and _is_speaker(parsed, match):
            yield _statement(
                article, ArticleField.TITLE, match, match.start("content"), match.end("content")
            )
            return


def _is_speaker(parsed: ParsedArticle, match: re.Match[str]) -> bool:
    if match["name"].split()[-1].lower() in load_cues().headline_speakers:
        return True
    span = parsed.article.span(ArticleField.TITLE, match.start("name"), match.end("name"))
    sentence = parsed.sentence_at(span)
    tokens = sentence.tokens_in(span) if sentence else None
    if tokens is not None and any(token.ent_type_ in _SPEAKERS for token in tokens):
        return True
    # Headlines are hard for the tagger: a name that the text uses as well is good enough.
    return (
        re.search(rf"\b{re.escape(match['name'].split()[-1])}\b", parsed.article.text) is not None
    )


def _transcript(article: Article) -> Iterator[RawStatement]:
    matches = list(_TURN.finditer(article.text))
    if len({match["name"] for match in matches}) < 2:
        return
    for number, match in enumerate(matches):
        end = matches[number + 1].start() if number + 1 < len(matches) else len(article.text)
        stretch = article.text[match.end() : end]
        if number + 1 == len(matches):
            stretch = stretch.split("\n\n")[0]
        if stretch.strip():
            yield _statement(
                article, ArticleField.TEXT, match, match.end(), match.end() + len(stretch.rstrip())
            )


def _statement(
    article: Article, field: ArticleField, match: re.Match[str], start: int, end: int
) -> RawStatement:
    return RawStatement(
        speaker_span=article.span(field, match.start("name"), match.end("name")),
        cue=article.span(field, match.start("cue"), match.end("cue")),
        content=(article.span(field, start, end),),
        direct=field is ArticleField.TEXT,
    )
