"""Scores of statements: what is said found, and who says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from communique.evaluation.counts import Rates, Share, Tally, bootstrap, rates, total
from communique.evaluation.gold import GoldArticle, GoldStatement
from communique.evaluation.names import head_word, words_of
from communique.evaluation.pairing import Pair, greedy_pairs
from communique.records import Article, ArticleField, Reading, Span, Statement

_TOKEN = re.compile(r"\w+(?:['’]\w+)*")
_FOUND = 0.5  # least token F1 of a pair that counts as found (evaluation data, README)

_Token = tuple[ArticleField, int]


@dataclass(frozen=True, slots=True)
class KindScore:
    """Recall of one kind of statement: direct, indirect or mixed."""

    kind: str
    found: Share


@dataclass(frozen=True, slots=True)
class StatementScores:
    """How well statements were read.

    Attributes:
        articles: Number of articles.
        content: Token F1 of paired statements, averaged.
        found: Pairs with a token F1 of at least one half.
        tokens: Tokens of all contents together.
        speaker: Speaker right, over found statements that have one.
        no_speaker: None given, over found statements that have none.
        cue: Cue overlaps, over found statements that have one.
        direct: Direct or not, over found statements that are not mixed.
        kinds: Recall by kind.
    """

    articles: int
    content: Rates
    found: Rates
    tokens: Rates
    speaker: Share
    no_speaker: Share
    cue: Share
    direct: Share
    kinds: tuple[KindScore, ...]


@dataclass(frozen=True, slots=True)
class _Paired:
    """One article: its gold, what was found, and which is which."""

    gold: Sequence[GoldStatement]
    gold_tokens: Sequence[set[_Token]]
    statements: Sequence[Statement]
    found_tokens: Sequence[set[_Token]]
    overlaps: Mapping[Pair, float]

    @property
    def found(self) -> Iterator[tuple[GoldStatement, Statement]]:
        for (i, j), overlap in self.overlaps.items():
            if overlap >= _FOUND:
                yield self.gold[i], self.statements[j]

    @property
    def tally(self) -> Tally:
        return Tally(sum(1 for _ in self.found), len(self.statements), len(self.gold))

    @property
    def content_tally(self) -> Tally:
        return Tally(sum(self.overlaps.values()), len(self.statements), len(self.gold))

    @property
    def token_tally(self) -> Tally:
        gold = set[_Token]().union(*self.gold_tokens)
        found = set[_Token]().union(*self.found_tokens)
        return Tally(len(gold & found), len(found), len(gold))


def score_statements(
    gold: Sequence[GoldArticle], readings: Mapping[str, Reading]
) -> StatementScores:
    """Scores the statements of readings (by article id)."""
    articles = [_paired(article, readings.get(article.article.id)) for article in gold]
    found = [pair for article in articles for pair in article.found]
    contents = [article.content_tally for article in articles]
    interval = bootstrap(contents, lambda rows: total(rows).rates().f1)
    named = [pair for pair in found if pair[0].speaker_spans]
    cued = [pair for pair in found if pair[0].cue_spans]
    plain = [pair for pair in found if pair[0].kind in ("direct", "indirect")]
    return StatementScores(
        articles=len(gold),
        content=replace(total(contents).rates(), interval=interval),
        found=rates([article.tally for article in articles]),
        tokens=total(article.token_tally for article in articles).rates(),
        speaker=Share.of(_speaker_right(*pair) for pair in named),
        no_speaker=Share.of(
            _speaker_words(other) is None for one, other in found if not one.speaker_spans
        ),
        cue=Share.of(_cue_right(*pair) for pair in cued),
        direct=Share.of(other.direct == (one.kind == "direct") for one, other in plain),
        kinds=tuple(_kinds(articles)),
    )


def _paired(article: GoldArticle, reading: Reading | None) -> _Paired:
    gold = article.statements or ()
    statements = reading.statements if reading else ()
    index = _token_index(article.article)
    gold_tokens = [_tokens(one.statement.content, index) for one in gold]
    found_tokens = [_tokens(one.content, index) for one in statements]
    overlaps: dict[Pair, float] = {}
    for i, one in enumerate(gold_tokens):
        for j, other in enumerate(found_tokens):
            if common := len(one & other):
                overlaps[i, j] = 2 * common / (len(one) + len(other))
    kept = greedy_pairs(overlaps)
    return _Paired(
        gold,
        gold_tokens,
        statements,
        found_tokens,
        {pair: overlaps[pair] for pair in kept.items()},
    )


_TokenIndex = Mapping[ArticleField, Sequence[tuple[int, int]]]


def _token_index(article: Article) -> _TokenIndex:
    return {
        field: [match.span() for match in _TOKEN.finditer(article.field_text(field))]
        for field in ArticleField
    }


def _tokens(spans: Iterable[Span], index: _TokenIndex) -> set[_Token]:
    return {
        (span.field, number)
        for span in spans
        for number, (start, end) in enumerate(index[span.field])
        if start < span.end and end > span.start
    }


def _speaker_words(statement: Statement) -> str | None:
    if statement.speaker_span:
        return statement.speaker_span.text
    return statement.speaker.name if statement.speaker else None


def _speaker_right(gold: GoldStatement, found: Statement) -> bool:
    said = _speaker_words(found)
    if not said:
        return False
    wanted = " ".join(span.text for span in gold.speaker_spans)
    return head_word(wanted) in words_of(said) or head_word(said) in words_of(wanted)


def _cue_right(gold: GoldStatement, found: Statement) -> bool:
    cue = found.cue
    return cue is not None and any(span.overlaps(cue) for span in gold.cue_spans)


def _kinds(articles: Sequence[_Paired]) -> Iterator[KindScore]:
    kinds = [one.kind for article in articles for one in article.gold]
    found = [one.kind for article in articles for one, _ in article.found]
    for kind in sorted(set(kinds)):
        yield KindScore(kind, Share(found.count(kind), kinds.count(kind)))
