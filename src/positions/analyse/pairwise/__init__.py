"""Agreement, pair by pair: joint counts, the measures that contract them, and intervals."""
