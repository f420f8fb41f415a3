"""Events in parsed text: triggers, types, parties, status, by a small encoder with heads."""
