"""What stands around an act: who reports it, when and where it happened, whether it is recalled."""

from communique.reading.events.circumstances.act import Act
from communique.reading.events.circumstances.reported import (
    Reported,
    last_speaker,
    reported_in,
    said_by,
)
from communique.reading.events.circumstances.setting import Circumstances

__all__ = [
    "Act",
    "Circumstances",
    "Reported",
    "last_speaker",
    "reported_in",
    "said_by",
]
