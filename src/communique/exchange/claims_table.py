"""Claims as a table: one row a stance."""

from __future__ import annotations

from collections.abc import Iterable

from communique.ledger import ClaimRow, Table

COLUMNS = (
    "claim_id",
    "standing",
    "type",
    "actors",
    "recipients",
    "date",
    "place",
    "speaker",
    "country",
    "stance",
    "taken",
    "report_id",
)


def claims_table(found: Iterable[ClaimRow]) -> Table:
    """Gives the stances of claims, each with its claim."""
    rows = tuple(
        (
            claim.claim_id,
            claim.standing,
            claim.type,
            claim.actors,
            claim.recipients,
            claim.edtf,
            claim.place,
            stance.speaker,
            stance.country,
            stance.stance,
            stance.taken,
            stance.report_id,
        )
        for claim in found
        for stance in claim.stances
    )
    return Table(COLUMNS, rows)
