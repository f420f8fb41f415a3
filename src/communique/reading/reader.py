"""The reader: articles in, readings out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from communique.language import ParsedArticle
from communique.reading.actors.article_actors import ArticleActors, speaker_of
from communique.reading.events.assemble import Evidence, assemble
from communique.reading.events.event_model import EventModel
from communique.reading.events.model_folder import model_folder
from communique.reading.events.triggers import find_triggers
from communique.reading.ground import Ground
from communique.reading.statements import RawStatement
from communique.reading.times import read_times
from communique.records import Article, Issue, Reading, Stage, Statement

LEAST_PROBABILITY = 0.3
"""Probability that the network gives a trigger's best type, below which nothing is read of it."""

LEAST_CONFIDENCE = 0.2
"""Confidence below which no event is given: strict F1 over 120 annotated articles is .454 here and
best at .25 (.461), but a ledger loses reports by it; where parties do not count, .1 is best."""


@dataclass(frozen=True, slots=True)
class ReaderOptions:
    """How a reader is built; what `Reader` takes, in a form that goes to other processes."""

    min_confidence: float | None = None
    explain: bool = False
    model: str | Path | None = None
    pipeline: str | None = None


class Reader:
    """Reads articles; the models are loaded once."""

    def __init__(
        self,
        *,
        min_confidence: float | None = None,
        explain: bool = False,
        model: str | Path | None = None,
        pipeline: str | None = None,
    ) -> None:
        """Loads the models and the knowledge base.

        Args:
            min_confidence: Confidence, from 0 to 1, that an event must reach; the reader's own
                threshold if None.
            explain: Whether every event says why it was read so.
            model: A model that finds events: its name, "fast" for the packaged one, or its folder
                (`communique model extend` makes one); the packaged one if None.
            pipeline: An installed spaCy pipeline for English; the packaged one if None.

        Raises:
            ValueError: When `min_confidence` is not between 0 and 1, there is no such model or
                pipeline, or a file of the model is missing or damaged.
        """
        if min_confidence is not None and not 0 <= min_confidence <= 1:
            raise ValueError(f"min_confidence is {min_confidence}; it must lie from 0 to 1")
        self._options = ReaderOptions(min_confidence, explain, model, pipeline)
        self._least = LEAST_CONFIDENCE if min_confidence is None else min_confidence
        self._explain = explain
        # The network's session is built outside Python's lock, so both load at the same time.
        with ThreadPoolExecutor(max_workers=1) as pool:
            loading = pool.submit(EventModel.load, model_folder(model))
            self._ground = Ground(model=pipeline)
            self._model = loading.result()

    @classmethod
    def from_options(cls, options: ReaderOptions) -> Reader:
        """Builds a reader with the options of another."""
        return cls(
            min_confidence=options.min_confidence,
            explain=options.explain,
            model=options.model,
            pipeline=options.pipeline,
        )

    def read(self, article: Article) -> Reading:
        """Reads one article.

        Returns:
            All that was read; the same article always gives the same reading.
        """
        ground = self._ground.read(article)
        parsed, actors = ground.parsed, ground.actors
        times = read_times(parsed)
        triggers = find_triggers(
            ground.telling(), ground.candidates, self._model.network, least=LEAST_PROBABILITY
        )
        evidence = Evidence(
            parsed, actors, ground.statements, times, ground.places, self._ground.base
        )
        return Reading(
            article=article,
            events=assemble(
                triggers, evidence, self._model, least=self._least, explain=self._explain
            ),
            statements=tuple(_statement(s, parsed, actors) for s in ground.statements),
            times=times,
            places=ground.places,
            notes=tuple(_notes(parsed)),
        )

    def pipe(self, articles: Iterable[Article], *, workers: int = 1) -> Iterator[Reading | Issue]:
        """Reads articles in order; one that fails becomes an issue and stops nothing.

        Args:
            articles: Articles, taken as they are needed.
            workers: Processes that read at the same time.
        """
        if workers > 1:
            from communique.reading.parallel import read_in_parallel

            yield from read_in_parallel(articles, self._options, workers=workers)
            return
        for article in articles:
            yield self.read_or_issue(article)

    def read_or_issue(self, article: Article) -> Reading | Issue:
        """Reads one article; a failure becomes an issue that names the article and the reason."""
        try:
            return self.read(article)
        except Exception as error:  # noqa: BLE001 - one bad article never stops a run
            return Issue(article.id, Stage.READ, f"could not be read: {error!r}")


def _statement(raw: RawStatement, parsed: ParsedArticle, actors: ArticleActors) -> Statement:
    referent = speaker_of(raw, parsed, actors)
    speaker = referent.actors()[0] if referent is not None else None
    return Statement(
        speaker=speaker,
        speaker_span=raw.speaker_span,
        cue=raw.cue,
        content=raw.content,
        direct=raw.direct,
        addressee=raw.addressee,
        channel=raw.channel,
    )


def _notes(parsed: ParsedArticle) -> Iterator[str]:
    if parsed.article.published is None:
        yield "No publication date is known: relative dates stay open."
