"""Out and in: the forms in which readings leave and enter."""
