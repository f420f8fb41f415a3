"""Across articles: copies, stories, event identity, claims, the agenda; and judgements."""
