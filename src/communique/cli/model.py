"""`communique model`: train, build and cross-validate the reader's models."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from communique.training.recipe import Material

app = typer.Typer(
    help="Train the reader's models on annotated articles (needs the extra `train`).",
    no_args_is_help=True,
)

_Articles = Annotated[
    list[Path], typer.Option(help="Annotated articles, JSON Lines; may be given several times.")
]
_Pairs = Annotated[
    list[Path] | None, typer.Option(help="Sentences with a marked pair and its type, JSON Lines.")
]
_Codebook = Annotated[
    Path | None, typer.Option(help="Folder of a codebook; the packaged one if left out.")
]
_Base = Annotated[
    Path | None, typer.Option(help="Folder of base weights; those of the installed package if "
                              "left out.")
]  # fmt: skip
_Layers = Annotated[int, typer.Option(min=1, max=12, help="Layers of the encoder that are kept.")]
_Epochs = Annotated[int, typer.Option(min=1, help="Passes over the examples.")]
_Seed = Annotated[int, typer.Option(help="Seed of everything random.")]
_Threads = Annotated[int, typer.Option(min=1, help="Threads of PyTorch.")]


@app.command()
def train(
    out: Annotated[Path, typer.Argument(help="Folder that the model is written to.")],
    articles: _Articles,
    codebook: _Codebook = None,
    base: _Base = None,
    layers: _Layers = 4,
    epochs: _Epochs = 6,
    seed: _Seed = 7,
    threads: _Threads = 2,
    version: Annotated[str, typer.Option(help="Name kept with every reading.")] = "own",
) -> None:
    """Train the event model; the folder is written anew after every epoch."""
    from communique.training.event_fit import FitOptions
    from communique.training.recipe import train_events

    options = FitOptions(epochs=epochs, seed=seed, threads=threads)
    material = _material(articles, None, codebook, base)
    train_events(material, out, options, layers=layers, version=version, report=typer.echo)


@app.command()
def train_relations(
    out: Annotated[Path, typer.Argument(help="File that the weights are written to (.npz).")],
    articles: _Articles,
    pairs: _Pairs = None,
    codebook: _Codebook = None,
    base: _Base = None,
    seed: _Seed = 7,
) -> None:
    """Fit `communique relate` on the states of the event model."""
    from communique.training.recipe import train_relations as run

    run(_material(articles, pairs, codebook, base), out, seed=seed, report=typer.echo)


@app.command()
def cross_validate(
    out: Annotated[Path, typer.Argument(help="File that the answers are written to.")],
    articles: _Articles,
    pairs: _Pairs = None,
    codebook: _Codebook = None,
    base: _Base = None,
    folds: Annotated[int, typer.Option(min=2, help="Number of folds.")] = 5,
    seed: _Seed = 7,
) -> None:
    """Answer every marked pair with weights that have not seen its fold."""
    from communique.training.recipe import answers_across_folds

    material = _material(articles, pairs, codebook, base)
    answers = answers_across_folds(material, count=folds, seed=seed, report=typer.echo)
    with out.open("w", encoding="utf-8") as sink:
        for identifier, kind in answers:
            sink.write(json.dumps({"id": identifier, "type": kind, "status": "occurred"}) + "\n")


def _material(
    articles: list[Path], pairs: list[Path] | None, codebook: Path | None, base: Path | None
) -> Material:
    from communique import ontology
    from communique.training.recipe import Material, RecipeError, base_folder

    for path in [*articles, *(pairs or ())]:
        if not path.is_file():
            raise typer.BadParameter(f"{path} is no file")
    packaged = Path(ontology.__file__).parent / "codebook"
    try:
        weights = base or base_folder()
    except RecipeError as error:
        raise typer.BadParameter(str(error)) from None
    return Material(tuple(articles), tuple(pairs or ()), codebook or packaged, weights)
