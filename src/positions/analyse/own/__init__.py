"""Tables of the user's own: the same comparisons, over whatever engine holds the rows."""
