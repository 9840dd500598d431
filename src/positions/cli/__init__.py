"""The command line: each command parses, asks the library one thing, hands the answer on, and sets the exit code."""
