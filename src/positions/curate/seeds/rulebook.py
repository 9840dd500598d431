"""Every rule of the seeds with its sentence: those of form, told while a file is read, and those between files."""

from __future__ import annotations

from positions.curate.seeds.checks import RULES

FORM = {
    "yaml": "A file is one YAML document in UTF-8 that parses, without tabs as indents, anchors, aliases or tags.",
    "hidden": "A file holds no invisible characters.",
    "repeated-key": "A key stands once in its mapping.",
    "unknown-key": "A mapping has the fields that are declared for it and no others.",
    "missing-key": "A required field is there.",
    "shape": "A text, a list or a mapping stands where one is declared.",
    "empty": "A field that is there says something.",
    "too-long": "A text has at most 5,000 characters.",
    "mojibake": "A text was decoded as what it was encoded in.",
    "bad-id": "An id has the form of its kind.",
    "bad-date": "A date is YYYY, YYYY-MM, YYYY-MM-DD or an interval of two, first/last, and a day of the calendar.",
    "bad-number": "A number is a whole number from 0 to 9999.",
    "bad-flag": "A flag is true or false.",
    "bad-address": "An address begins with http:// or https:// and holds no blanks.",
    "bad-passage": "A passage is a few of its words, or [first words, last words].",
    "unknown-code": "A code is in its code list.",
}


def every() -> dict[str, str]:
    """The sentence of each rule by its id."""
    between = {name: (function.__doc__ or "").strip().splitlines()[0] for name, function in RULES.items()}
    return {**FORM, **between}


def markdown() -> str:
    """The rules as a Markdown table, as CONTRIBUTING.md holds it."""
    rows = [f"| `{name}` | {sentence} |" for name, sentence in every().items()]
    return "\n".join(["| rule | |", "| :-- | :-- |", *rows])
