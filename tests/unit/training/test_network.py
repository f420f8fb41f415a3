"""Networks over tiny random encoders of both kinds; needs PyTorch (the extra `train`)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

torch = pytest.importorskip("torch")
transformers = pytest.importorskip("transformers")

if TYPE_CHECKING:
    from communique.training.network import EventNetwork

PIECES = ((5, 9, 11, 7, 2), (5, 8, 2))


@pytest.fixture(params=["bert", "mpnet"])
def base(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Random weights of an encoder with two layers."""
    sizes = {
        "vocab_size": 40, "hidden_size": 8, "num_hidden_layers": 2, "num_attention_heads": 2,
        "intermediate_size": 16, "max_position_embeddings": 64,
    }  # fmt: skip
    torch.manual_seed(1)
    if request.param == "bert":
        whole = transformers.BertModel(transformers.BertConfig(**sizes))
    else:
        whole = transformers.MPNetModel(transformers.MPNetConfig(**sizes))
    whole.save_pretrained(tmp_path)
    return tmp_path


def _network(base: Path) -> EventNetwork:
    from communique.training.network import EventNetwork, Shape

    network = EventNetwork(base, Shape.of(base, layers=2), 3)
    network.eval()
    return network


def test_the_shape_takes_the_size_of_the_base_weights(base: Path) -> None:
    from communique.training.network import Shape

    assert Shape.of(base, layers=2).hidden == 8


def test_running_the_layers_in_two_steps_gives_the_same(base: Path) -> None:
    from communique.training.descent import collate

    encoder = _network(base).encoder
    pieces, mask = collate(PIECES)
    once = encoder(pieces, mask)
    twice = encoder.upper(encoder.lower(pieces, mask, last=1), mask, first=1)
    assert torch.allclose(once, twice, atol=1e-6)


def test_padding_is_not_looked_at(base: Path) -> None:
    from communique.training.descent import collate

    encoder = _network(base).encoder
    together = encoder(*collate(PIECES))[1, : len(PIECES[1])]
    alone = encoder(torch.tensor([PIECES[1]]), None)[0]
    assert torch.allclose(together, alone, atol=1e-5)


def test_the_layers_that_are_kept_as_they_are_do_not_learn(base: Path) -> None:
    from communique.training.event_fit import FitOptions, fit_events
    from communique.training.examples import PairExample, TriggerExample, WindowExample

    pair = PairExample(position=1, labels=("x",) * 6, actor=1, recipient=0)
    trigger = TriggerExample(position=2, type=3, statuses=(0,), mutual=0, pairs=[pair])
    example = WindowExample("a", 1.0, PIECES[0], [1, 2, 3], [0, 4, 0], [0, 0, 0], [trigger])
    network = _network(base)
    lower, upper = (layer.intermediate.dense.weight.clone() for layer in network.encoder.layers)
    told: list[str] = []
    options = FitOptions(epochs=2, rate=1e-2, frozen=1, threads=1)
    epochs = list(fit_events(network, [example] * 8, {"x": 1}, options, report=told.append))
    after = [layer.intermediate.dense.weight for layer in network.encoder.layers]
    assert epochs == [0, 1]
    assert torch.equal(after[0], lower)
    assert not torch.equal(after[1], upper)
    assert [line.split(":")[0] for line in told] == ["epoch 1 of 2", "epoch 2 of 2"]


def test_a_word_with_nothing_but_its_statuses_teaches_their_sum(base: Path) -> None:
    from communique.training.descent import collate
    from communique.training.event_fit import FitOptions, fit_events
    from communique.training.examples import UNKNOWN, TriggerExample, WindowExample

    either = TriggerExample(position=2, type=UNKNOWN, statuses=(0, 3), mutual=UNKNOWN)
    example = WindowExample("a", 1.0, PIECES[0], [], [], [], [either])
    network = _network(base)
    kinds = network.kind.weight.clone()

    def chance() -> float:
        states = network.states(*collate([PIECES[0]]))[0, 2]
        chances = torch.softmax(network.status(states), -1).detach()
        return float(chances[0] + chances[3])

    before = chance()
    options = FitOptions(epochs=5, rate=1e-2, frozen=0, threads=1)
    list(fit_events(network, [example] * 8, {}, options, report=lambda _: None))
    assert chance() > before
    assert torch.allclose(network.kind.weight, kinds, rtol=0.01)
