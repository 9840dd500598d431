"""The static web site: the tables as pages that compare, and lead from every cell to its evidence."""
