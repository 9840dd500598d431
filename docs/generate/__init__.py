"""Pages that are written by a program from what they tell of: ``python -m docs.generate``."""
