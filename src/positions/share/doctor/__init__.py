"""What is wrong with an installation, the data, the cache or a checkout, and the command that mends it."""
