"""Text as a terminal shows it: grids and tables laid out in its columns, in its colours."""
