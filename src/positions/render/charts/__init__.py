"""Pictures of results, each specified once."""
