"""The forms in which a ledger can be written."""

from __future__ import annotations

from enum import StrEnum


class ExportForm(StrEnum):
    """What `communique export` and `GET /api/v1/export/…` know."""

    PARQUET = "parquet"
    PLOVER = "plover"
    POLECAT = "polecat"
    ICEWS = "icews"
    GDELT = "gdelt"
    CSV = "csv"
    JSONL = "jsonl"
    GEOJSON = "geojson"
    GRAPHML = "graphml"
