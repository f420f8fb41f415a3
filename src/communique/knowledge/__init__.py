"""Who is who and where is what, by date."""
