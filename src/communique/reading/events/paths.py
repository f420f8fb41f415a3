"""How a candidate stands to a trigger in the parse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

LONGEST_PATH = 4
"""Steps on either side after which a path counts as long."""


@dataclass(frozen=True, slots=True)
class Relation:
    """How a candidate stands to a trigger.

    Attributes:
        path: Dependency labels from the candidate up to the common head and down to the trigger,
            for instance "nsubj^" or "pobj^prep^|" ; "far" when there is no short one.
        last: The candidate's own dependency label.
        entity: The candidate's entity label, or "".
        tag: The candidate's part-of-speech tag.
        trigger_tag: The trigger's part-of-speech tag.
        distance: Signed distance in tokens, candidate minus trigger, in buckets from -6 to 6.
    """

    path: str
    last: str
    entity: str
    tag: str
    trigger_tag: str
    distance: int

    @property
    def labels(self) -> tuple[str, ...]:
        """The categorical features, in a fixed order."""
        return (
            self.path,
            f"last={self.last}",
            f"entity={self.entity}",
            f"tag={self.tag}",
            f"trigger={self.trigger_tag}",
            f"distance={self.distance}",
        )


def relation(candidate: Token, trigger: Token) -> Relation:
    """Describes how the candidate stands to the trigger; both must be of one paragraph."""
    return next(relations([candidate], trigger))


def relations(candidates: Iterable[Token], trigger: Token) -> Iterator[Relation]:
    """Describes how each of the candidates stands to the trigger."""
    sentence = trigger.sent
    down = _chain(trigger)
    voice = _voice(trigger)
    for candidate in candidates:
        same = sentence.start <= candidate.i < sentence.end
        yield Relation(
            path=_path(candidate, down) if same else "other-sentence",
            last=candidate.dep_,
            entity=candidate.ent_type_,
            tag=candidate.tag_,
            trigger_tag=voice,
            distance=_bucket(candidate.i - trigger.i),
        )


def _path(candidate: Token, down: Sequence[Token]) -> str:
    up = _chain(candidate)
    positions = {token.i: at for at, token in enumerate(down)}
    for steps, token in enumerate(up):
        if token.i in positions:
            rise = [_label(t) for t in up[:steps]]
            fall = [_label(t) for t in reversed(down[: positions[token.i]])]
            if len(rise) > LONGEST_PATH or len(fall) > LONGEST_PATH:
                return "far"
            return ">".join(rise) + "|" + "<".join(fall)
    return "far"


def _chain(token: Token) -> list[Token]:
    chain = [token]
    while chain[-1].head.i != chain[-1].i and len(chain) < 2 * LONGEST_PATH + 2:
        chain.append(chain[-1].head)
    return chain


def _label(token: Token) -> str:
    """The dependency label; prepositions carry their word, since "by" and "with" decide roles."""
    if token.dep_ in ("prep", "agent"):
        return f"{token.dep_}:{token.lower_}"
    return str(token.dep_)


def _voice(trigger: Token) -> str:
    passive = any(child.dep_ == "auxpass" for child in trigger.children)
    return f"{trigger.tag_}-passive" if passive else str(trigger.tag_)


_BUCKETS = (1, 2, 4, 8, 16, 32)


def _bucket(distance: int) -> int:
    size = sum(abs(distance) >= edge for edge in _BUCKETS)
    return size if distance >= 0 else -size
