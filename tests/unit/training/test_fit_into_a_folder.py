"""`communique model fit-…` writes into the folder of a user's model, and no other unasked."""

from __future__ import annotations

import json
import re
import shutil
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from communique.cli.model import app
from communique.reading.events.event_model import EventModel
from communique.reading.events.model_folder import (
    DEFAULT_MODEL,
    MODELS_VARIABLE,
    Card,
    Fitted,
    file_digest,
)
from communique.training.own_model import extend_model

pytestmark = pytest.mark.model

STATES = {
    "France": "FRA",
    "Russia": "RUS",
    "Iran": "IRN",
    "Turkey": "TUR",
    "Egypt": "EGY",
    "Iraq": "IRQ",
}


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model of the user's that has the name `accurate`; it is the packaged one."""
    monkeypatch.setenv(MODELS_VARIABLE, str(tmp_path / "models"))
    shutil.copytree(DEFAULT_MODEL, tmp_path / "models" / "accurate")
    return tmp_path / "models" / "accurate"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Thirty annotated articles of one sentence; in a third, who is condemned is not annotated."""
    path = tmp_path / "articles.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in _rows()), encoding="utf-8")
    return path


def _rows() -> list[dict[str, Any]]:
    pairs = permutations(STATES, 2)
    return [_row(*pair, whole=number % 3 > 0) for number, pair in enumerate(pairs)]


def _row(actor: str, recipient: str, *, whole: bool) -> dict[str, Any]:
    text = f"{actor} condemned {recipient} over the blockade."
    trigger = {"field": "text", "start": len(actor) + 1, "end": len(actor) + 10}
    evidence = {"field": "text", "start": 0, "end": len(text), "text": text}
    parties = [[{"name": n, "country": STATES[n], "sector": "GOV"}] for n in (actor, recipient)]
    event = {
        "type": "ACCUSE",
        "alt": [],
        "mentions": [{"evidence": evidence, "trigger": trigger | {"text": "condemned"}}],
        "actors": parties[0],
        "recipients": parties[1] if whole else [],
        "mutual": False,
        "status": "occurred",
    }
    return {"id": f"{actor} {recipient}", "title": "", "text": text, "events": [event]}


def fit(command: str, *arguments: str | Path) -> str:
    result = CliRunner().invoke(app, [command, *map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result.output


def test_confidence_goes_into_the_folder_and_onto_its_card(own: Path, articles: Path) -> None:
    before = Card.checked(own).digests
    printed = fit("fit-confidence", "--model", "accurate", "--articles", articles)
    after = Card.checked(own).digests
    assert {name for name in after if after[name] != before[name]} == {Fitted.CONFIDENCE}
    assert str(own / Fitted.CONFIDENCE) in printed.replace("\n", "")
    assert EventModel.load(own).confidence["always"] > 0


def test_the_choice_goes_into_the_folder_and_onto_its_card(own: Path, articles: Path) -> None:
    pytest.importorskip("torch")
    before = Card.checked(own).digests
    fit("fit-parties", "--model", "accurate", "--articles", articles)
    after = Card.checked(own).digests
    assert {name for name in after if after[name] != before[name]} == {Fitted.CHOICE}
    assert len(EventModel.load(own).choice.rows) < 200


def test_what_is_damaged_can_be_fitted_anew(own: Path, articles: Path) -> None:
    (own / Fitted.CONFIDENCE).write_text("{", encoding="utf-8")
    fit("fit-confidence", "--model", own, "--articles", articles)
    assert Card.checked(own)


def test_a_named_file_is_written_and_the_folder_left_alone(
    own: Path, articles: Path, tmp_path: Path
) -> None:
    card = file_digest(own / "card.json")
    out = tmp_path / "weights.json"
    fit("fit-confidence", out, "--model", own, "--articles", articles)
    assert "always" in json.loads(out.read_text(encoding="utf-8"))
    assert file_digest(own / "card.json") == card


@pytest.mark.parametrize("model", [(), ("--model", "fast"), ("--model", str(DEFAULT_MODEL))])
def test_the_installed_package_is_not_written_into_unasked(
    articles: Path, model: tuple[str, ...]
) -> None:
    digests = {path: file_digest(path) for path in DEFAULT_MODEL.iterdir()}
    result = CliRunner().invoke(app, ["fit-confidence", *model, "--articles", str(articles)])
    assert result.exit_code == 2
    assert re.search(r"OUT: a file is wanted", result.output)
    assert {path: file_digest(path) for path in DEFAULT_MODEL.iterdir()} == digests


def test_training_leaves_nothing_that_was_fitted_to_former_weights(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("torch")
    from communique.training import recipe

    def nothing(*_arguments: object, **_options: object) -> list[Any]:
        return []

    class Weights:
        """Weights that are read and written without being there."""

        vocabulary = ()
        network = of = read = classmethod(lambda cls, *_: cls)
        write = staticmethod(nothing)

    monkeypatch.setattr(recipe, "event_material", nothing)
    monkeypatch.setattr(recipe, "fit_events", lambda *_a, **_k: [0, 1])
    monkeypatch.setattr(recipe, "export_events", nothing)
    monkeypatch.setattr(recipe, "Checkpoint", Weights)
    monkeypatch.setattr(recipe, "narrow", nothing)
    said: list[str] = []
    plan = recipe.EventPlan.fast(seed=1, threads=1, version="x")
    material = recipe.Material((), (), (), None, own)
    recipe.train_events(material, own, plan, start=own, report=said.append)
    assert not any((own / file).exists() for file in Fitted)
    assert [line for line in said if line.endswith("is removed")] == [
        f"{own / file} was fitted to other weights and is removed" for file in Fitted
    ]
    assert said[-1].endswith(f"until `communique model fit-confidence --model {own}`")


def test_an_extended_model_takes_along_what_is_fitted_to_its_base(
    own: Path, articles: Path, tmp_path: Path
) -> None:
    (tmp_path / "codebook").mkdir()
    book = "name: charges\ntake: [ACCUSE]\n"
    (tmp_path / "codebook" / "codebook.yaml").write_text(book, encoding="utf-8")
    fit("fit-confidence", "--model", own, "--articles", articles)
    extend_model(own, tmp_path / "codebook", tmp_path / "made", report=lambda _: None)
    digests = Card.checked(tmp_path / "made").digests
    assert {file: digests[file] for file in Fitted} == {
        file: file_digest(own / file) for file in Fitted
    }


def test_events_that_are_all_right_are_too_few_to_learn_from(own: Path, tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps(_row("Iran", "Iraq", whole=True)), encoding="utf-8")
    result = CliRunner().invoke(
        app, ["fit-confidence", "--model", str(own), "--articles", str(path)]
    )
    assert result.exit_code == 2
    assert "annotate more articles" in result.output
    assert Card.checked(own)
