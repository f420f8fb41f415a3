"""Measuring a reading against gold."""
