"""The seeds: what people write, read with every mistake told at its line."""
