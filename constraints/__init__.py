"""The versions that the package is tested with, each file of them by its hash, and the lowest that it works with."""
