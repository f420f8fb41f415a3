"""The API, version 1: the verbs of the command line."""

from __future__ import annotations

from fastapi import APIRouter

from communique.api import v1_articles, v1_events, v1_exports, v1_read, v1_record, v1_service

ROUTERS: tuple[APIRouter, ...] = tuple(
    part.router for part in (v1_read, v1_events, v1_record, v1_articles, v1_exports, v1_service)
)
"""What is answered under `/api/v1`."""
