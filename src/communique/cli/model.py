"""`communique model`: train, build and cross-validate the reader's models."""

from __future__ import annotations

import json
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.model_extend import extend
from communique.cli.model_fit import (
    Articles,
    all_files,
    fit_confidence,
    fit_parties,
    fit_resolution,
)

if TYPE_CHECKING:
    from communique.training.recipe import Material


class Size(StrEnum):
    """How large the encoder of an event model is."""

    FAST = "fast"
    ACCURATE = "accurate"


app = typer.Typer(
    help="Extend the reader's model by an own codebook; train the reader's models on annotated "
    "articles (needs the extra `train`).",
    no_args_is_help=True,
)

_Further = Annotated[
    list[Path] | None,
    typer.Option(help="Articles annotated more densely or by one reader; they count half."),
]
_Pairs = Annotated[
    list[Path], typer.Option(help="Sentences with a marked pair and its type, JSON Lines.")
]
_Factuality = Annotated[
    list[Path] | None,
    typer.Option(
        help="Texts whose words have an annotated factuality (-3 to 3), JSON Lines; they teach "
        "statuses alone."
    ),
]
_Codebook = Annotated[
    Path | None, typer.Option(help="Folder of a codebook; the packaged one if left out.")
]
_Base = Annotated[
    Path | None, typer.Option(help="Folder of base weights; those of the installed package if "
                              "left out.")
]  # fmt: skip
_Start = Annotated[
    Path | None, typer.Option(help="Full weights of an event model (OUT.pt) to start from.")
]
_Version = Annotated[str, typer.Option(help="Name kept with every reading.")]
_Seed = Annotated[int, typer.Option(help="Seed of everything random.")]
_Threads = Annotated[int, typer.Option(min=1, help="Threads of PyTorch.")]


for _command in (extend, fit_parties, fit_confidence, fit_resolution):
    app.command()(_command)


@app.command()
def train(
    articles: Articles,
    out: Annotated[
        Path | None,
        typer.Argument(
            help="Folder that the model is written to; with `--size accurate` it may be left out: "
            "then it goes where `--model accurate` finds it."
        ),
    ] = None,
    further: _Further = None,
    factuality: _Factuality = None,
    codebook: _Codebook = None,
    base: _Base = None,
    start: _Start = None,
    size: Annotated[
        Size, typer.Option(help="The packaged model's encoder, or the larger one.")
    ] = Size.FAST,
    templates: Annotated[
        bool, typer.Option(help="Learn from the codebook's templates as well.")
    ] = True,
    epochs: Annotated[
        int | None, typer.Option(min=1, help="Passes at full width; those of the size if left out.")
    ] = None,
    narrow_epochs: Annotated[
        int | None,
        typer.Option(min=0, help="Passes after narrowing; 0 keeps all neurons."),
    ] = None,
    seed: _Seed = 7,
    threads: _Threads = 2,
    version: _Version = "own",
) -> None:
    """Train the event model; the folder is written anew after every epoch."""
    from communique.training.recipe import EventPlan, train_events

    out = _out_of(size) if out is None else out
    out.parent.mkdir(parents=True, exist_ok=True)
    plans = {Size.FAST: EventPlan.fast, Size.ACCURATE: EventPlan.accurate}
    plan = plans[size](seed=seed, threads=threads, version=version)
    plan = plan.lasting(epochs=epochs, narrow_epochs=narrow_epochs)
    weights = _base_weights(base, size=size, beside=out)
    material = _material(articles, further, None, codebook, weights, factuality=factuality)
    material = material if templates else replace(material, codebook=None)
    train_events(material, out, plan, start=_checkpoint(start), report=typer.echo)


@app.command()
def train_relations(
    out: Annotated[Path, typer.Argument(help="Folder that the model is written to.")],
    articles: Articles,
    pairs: _Pairs,
    further: _Further = None,
    codebook: _Codebook = None,
    base: _Base = None,
    start: _Start = None,
    seed: _Seed = 7,
    threads: _Threads = 2,
    version: _Version = "own",
) -> None:
    """Train the model of `communique relate`."""
    from communique.training.recipe import train_relations as run
    from communique.training.relation_fit import RelationOptions

    weights = _base_weights(base, size=Size.FAST, beside=out)
    material = _material(articles, further, pairs, codebook, weights)
    options = RelationOptions(seed=seed, threads=threads)
    run(material, out, options, start=_checkpoint(start), version=version, report=typer.echo)


@app.command()
def cross_validate(
    out: Annotated[Path, typer.Argument(help="File that the answers are written to.")],
    articles: Articles,
    pairs: _Pairs,
    further: _Further = None,
    codebook: _Codebook = None,
    base: _Base = None,
    start: _Start = None,
    folds: Annotated[int, typer.Option(min=2, help="Number of folds.")] = 5,
    seed: _Seed = 7,
    threads: _Threads = 2,
) -> None:
    """Answer every marked pair with weights that have not seen its fold."""
    from communique.training.recipe import answers_across_folds
    from communique.training.relation_fit import RelationOptions

    weights = _base_weights(base, size=Size.FAST, beside=out)
    material = _material(articles, further, pairs, codebook, weights)
    options = RelationOptions(seed=seed, threads=threads)
    answers = answers_across_folds(
        material, options, start=_checkpoint(start), count=folds, report=typer.echo
    )
    with out.open("w", encoding="utf-8") as sink:
        for identifier, kind in answers:
            sink.write(json.dumps({"id": identifier, "type": kind, "status": "occurred"}) + "\n")


def _checkpoint(start: Path | None) -> Path | None:
    all_files([start] if start is not None else [])
    return start


def _material(
    articles: list[Path],
    further: list[Path] | None,
    pairs: list[Path] | None,
    codebook: Path | None,
    base: Path,
    *,
    factuality: list[Path] | None = None,
) -> Material:
    from communique import ontology
    from communique.training.recipe import Material

    all_files([*articles, *(further or ()), *(pairs or ()), *(factuality or ())])
    if codebook is not None:
        _only_plover(codebook)
    packaged = Path(ontology.__file__).parent / "codebook"
    return Material(
        articles=tuple(articles),
        further=tuple(further or ()),
        pairs=tuple(pairs or ()),
        factuality=tuple(factuality or ()),
        codebook=codebook or packaged,
        base=base,
    )


def _only_plover(codebook: Path) -> None:
    """Refuses a codebook with own types, whose place is on top of a finished model."""
    from communique.ontology.codebook import Codebook
    from communique.records import OwnType

    try:
        types = Codebook.load(codebook).types
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    own = [entry.name for entry in types if isinstance(entry.kind, OwnType)]
    if own:
        raise typer.BadParameter(
            f"{codebook} has own types ({', '.join(own)}), and this learns PLOVER's; "
            "`communique model extend` adds own types to a finished model"
        )


def _out_of(size: Size) -> Path:
    from communique.reading.events.model_folder import ACCURATE, built_folder

    if size is not Size.ACCURATE:
        raise typer.BadParameter("a folder is wanted", param_hint="OUT")
    return built_folder(ACCURATE)


def _base_weights(base: Path | None, *, size: Size, beside: Path) -> Path:
    """Gives the folder of base weights; the larger ones are unpacked beside the model."""
    from communique.training.base_weights import BaseWeightsError, large_weights, small_weights

    try:
        if base is None:
            return small_weights() if size is Size.FAST else large_weights(beside.parent)
    except BaseWeightsError as error:
        raise typer.BadParameter(str(error)) from None
    return base
