"""The reading wing: from the tables to a matrix whose every cell can be followed back to its evidence."""
