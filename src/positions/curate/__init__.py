"""The writing wing: from the seeds that people write to the tables that people read."""
