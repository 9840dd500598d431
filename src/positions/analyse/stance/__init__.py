"""Stances: from positions to cells, and back from a cell to what it rests on."""
