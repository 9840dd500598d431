"""The evidence: the passages that the seeds name, held against copies of their sources."""
