"""Who is meant: every name, description and pronoun of an article led to one actor."""
