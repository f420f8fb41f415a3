"""Parsed text -> time expressions with their values."""

from communique.reading.times.attach import nearest_time
from communique.reading.times.reader import read_times

__all__ = ["nearest_time", "read_times"]
