"""From annotated articles and the codebook to a model folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from communique.reading.events.fitted_files import remove_fitted
from communique.reading.events.model_folder import Fitted
from communique.reading.ground import Ground
from communique.training.descent import Report
from communique.training.event_fit import FitOptions, feature_vocabulary, fit_events
from communique.training.examples import WindowExample, article_examples, read_rows
from communique.training.export import export_events, export_relations
from communique.training.factuality import factuality_examples
from communique.training.network import Checkpoint, EventNetwork, RelationNetwork, Shape
from communique.training.prune import narrow
from communique.training.relation_fit import (
    RelationExample,
    RelationOptions,
    cross_validated,
    event_examples,
    fit,
    fit_first,
    pair_examples,
)
from communique.training.templates import frame_rows, template_rows

TEMPLATE_COPIES = 2
FRAME_COPIES = 14
FURTHER = 0.5
"""Fillings of every template and every status frame; and the weight of
further articles; chosen by hand, not tried otherwise."""


@dataclass(frozen=True, slots=True)
class Material:
    """What is learned from.

    Attributes:
        articles: Files of annotated articles, JSON Lines.
        further: Files of articles that were annotated otherwise (more densely, by one reader) and
            count `FURTHER` times as much.
        pairs: Files of sentences with a marked pair and its type, JSON Lines.
        factuality: Files of texts whose words have an annotated factuality, JSON Lines; they teach
            statuses.
        codebook: Folder of the codebook, whose templates are filled; None for no templates.
        base: Folder of the encoder's base weights.
    """

    articles: tuple[Path, ...]
    further: tuple[Path, ...]
    pairs: tuple[Path, ...]
    factuality: tuple[Path, ...]
    codebook: Path | None
    base: Path


def tokenizer_of(base: Path) -> Tokenizer:
    """Gives the tokenizer of the base weights, without padding and cutting."""
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def event_material(material: Material, *, seed: int, report: Report) -> list[WindowExample]:
    """Makes the examples of all articles and of the filled codebook."""
    ground, tokenizer = Ground(), tokenizer_of(material.base)
    book: list[dict[str, Any]] = []
    if material.codebook is not None:
        book += template_rows(material.codebook, copies=TEMPLATE_COPIES, seed=seed)
        book += frame_rows(material.codebook, each=FRAME_COPIES, seed=seed)
    parts = (
        ("articles", _rows(material.articles), 1.0),
        ("further articles", _rows(material.further), FURTHER),
        ("filled templates", book, 1.0),
    )
    examples: list[WindowExample] = []
    for name, rows, weight in parts:
        examples += article_examples(rows, ground, tokenizer, weight=weight)
        report(f"{len(rows)} {name} prepared")
    words = _rows(material.factuality)
    examples += factuality_examples(words, ground, tokenizer)
    report(f"{len(words)} texts with factuality prepared")
    return examples


def _rows(paths: Iterable[Path]) -> list[dict[str, Any]]:
    return [row for path in paths for row in read_rows(path)]


@dataclass(frozen=True, slots=True)
class EventPlan:
    """How the event model is trained, in two stages: at full width, then with fewer neurons.

    Attributes:
        layers: Layers of the base encoder that are kept.
        inner: Neurons kept in every feed-forward block for the second stage; all if 0.
        wide: The first stage; left out where training starts from full weights.
        narrow: The second stage; left out where `inner` is 0.
        version: Name of the model.
    """

    layers: int
    inner: int
    wide: FitOptions
    narrow: FitOptions
    version: str

    @classmethod
    def fast(cls, *, seed: int, threads: int, version: str) -> EventPlan:
        """Gives the plan of the packaged model: the six layers of the small encoder, narrowed."""
        wide = FitOptions(epochs=4, rate=1.5e-4, frozen=2, seed=seed, threads=threads)
        after = FitOptions(epochs=5, rate=1e-4, frozen=0, seed=seed, threads=threads)
        return cls(layers=6, inner=768, wide=wide, narrow=after, version=version)

    @classmethod
    def accurate(cls, *, seed: int, threads: int, version: str) -> EventPlan:
        """Gives the plan of the large encoder: twelve layers, the upper four of them trained."""
        wide = FitOptions(epochs=3, rate=6e-5, frozen=8, seed=seed, threads=threads)
        return cls(layers=12, inner=0, wide=wide, narrow=wide, version=version)

    def lasting(self, *, epochs: int | None, narrow_epochs: int | None) -> EventPlan:
        """Gives the same plan with other numbers of passes.

        Args:
            epochs: Passes at full width; as planned if None.
            narrow_epochs: Passes after narrowing; as planned if None, and no narrowing if 0.
        """
        return replace(
            self,
            inner=0 if narrow_epochs == 0 else self.inner,
            wide=replace(self.wide, epochs=epochs or self.wide.epochs),
            narrow=replace(self.narrow, epochs=narrow_epochs or self.narrow.epochs),
        )


def train_events(
    material: Material, out: Path, plan: EventPlan, *, start: Path | None, report: Report
) -> None:
    """Trains the event model and writes its folder after every epoch.

    The full weights, from which training goes on and that of relations starts, are written beside
    the folder (`checkpoint_of`). What was fitted to weights that the folder held before is removed.

    Args:
        material: What is learned from.
        out: Folder of the model.
        plan: How to train.
        start: Full weights to go on from; the first stage is then left out.
        report: Told of every epoch.
    """
    examples = event_material(material, seed=plan.wide.seed, report=report)
    if start is not None:
        stored = Checkpoint.read(start)
        network, vocabulary = stored.network(material.base), stored.vocabulary
    else:
        vocabulary = feature_vocabulary(examples)
        torch.manual_seed(plan.wide.seed)
        shape = Shape.of(material.base, layers=plan.layers)
        network = EventNetwork(material.base, shape, len(vocabulary) + 1)
    report(f"{len(examples)} windows, {len(vocabulary)} party features")
    for stage in _stages(plan, going_on=start is not None):
        if stage is plan.narrow:
            narrow(network, examples, inner=plan.inner)
        for _ in fit_events(network, examples, vocabulary, stage, report=report):
            export_events(network, vocabulary, material.base, out, version=plan.version)
            for file in remove_fitted(out):
                report(f"{out / file} was fitted to other weights and is removed")
            Checkpoint.of(network, vocabulary).write(checkpoint_of(out))
    for file in Fitted:
        report(f"reads with the packaged {file} until `{file.command} --model {out}`")


def _stages(plan: EventPlan, *, going_on: bool) -> list[FitOptions]:
    first = [] if going_on else [plan.wide]
    return [*first, *([plan.narrow] if plan.inner else [])] or [plan.wide]


def checkpoint_of(model: Path) -> Path:
    """Gives the file of an event model's full weights, which stay with whoever trained it."""
    return model.with_name(f"{model.name}.pt")


def train_relations(
    material: Material,
    out: Path,
    options: RelationOptions,
    *,
    start: Path | None,
    version: str,
    report: Report,
) -> None:
    """Trains the relation model on everything and writes its folder.

    Args:
        material: What is learned from.
        out: Folder of the model.
        options: How to train.
        start: Full weights of an event model (`checkpoint_of`); the base weights if None.
        version: Name of the model.
        report: Told of every pass.
    """
    network, pairs, further = _relation_network(material, options, start=start, report=report)
    fit(network, pairs, further, options, report=report)
    export_relations(network, material.base, out, version=version)


def answers_across_folds(
    material: Material,
    options: RelationOptions,
    *,
    start: Path | None,
    count: int,
    report: Report,
) -> Iterator[tuple[str, str]]:
    """Answers every marked pair with weights that have not seen its fold."""
    network, pairs, further = _relation_network(material, options, start=start, report=report)
    yield from cross_validated(network, pairs, further, options, count=count, report=report)


def _relation_network(
    material: Material, options: RelationOptions, *, start: Path | None, report: Report
) -> tuple[RelationNetwork, list[RelationExample], list[RelationExample]]:
    """Gives a network that has learned from templates and events, the pairs, and the rest."""
    tokenizer = tokenizer_of(material.base)
    rows: list[dict[str, Any]] = []
    if material.codebook is not None:
        rows += template_rows(material.codebook, copies=TEMPLATE_COPIES, seed=options.seed)
    rows += _rows((*material.articles, *material.further))
    pairs = pair_examples(_rows(material.pairs), tokenizer)
    further = event_examples(rows, tokenizer)
    report(f"{len(pairs)} marked pairs, {len(further)} templates and events")
    torch.manual_seed(options.seed)
    network = RelationNetwork.starting_from(material.base, start)
    fit_first(network, further, options, report=report)
    return network, pairs, further
