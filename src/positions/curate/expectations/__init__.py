"""The expectations: what must hold of the tables, and whether it does."""
