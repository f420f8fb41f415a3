"""Parsed text -> Reading: actors, events, status, attribution, times and places."""
