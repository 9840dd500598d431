"""What the dataset and its programs withstand: damage, odd input, sudden death, ill will, and load.

Each module is one sort of trial and gives figures; `python -m hardening` runs them and writes ``docs/reliability.md``.
"""
