"""Tables as statistics programs want them: codes as numbers with labels, dates as dates, short descriptions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from positions.codebook import Codebook
from positions.errors import BadQuery
from positions.schema import Column, Kind
from positions.share.export.sheets import Sheet

if TYPE_CHECKING:
    import pandas as pd

# Both programs: letters, digits and underscores, at most so many.
LONGEST_NAME = 32


def numbers(codebook: Codebook, column: Column) -> dict[Any, int]:
    """The number that stands for each code: its rank in the code list, or the code itself where that is a number."""
    assert column.codes
    if column.kind is Kind.NUMBER:
        return {int(code.code): int(code.code) for code in codebook[column.codes]}
    return {code.code: code.rank for code in codebook[column.codes]}


def value_labels(codebook: Codebook, sheet: Sheet) -> dict[str, dict[int, str]]:
    """For each coded column the label of each number, which begins with the code."""
    found = {}
    for column in sheet.columns:
        if column.codes:
            by_code = numbers(codebook, column)
            found[column.name] = {
                by_code[int(code.code) if column.kind is Kind.NUMBER else code.code]: code.label
                for code in codebook[column.codes]
            }
    return found


def frame(codebook: Codebook, sheet: Sheet, date: str) -> pd.DataFrame:
    """The table as a frame: codes as numbers, a missing text as an empty one.

    Parameters
    ----------
    date
        ``datetime`` for dates as pandas has them, ``date`` for dates as Python has them.
    """
    import pandas as pd

    made: dict[str, Any] = {}
    for column in sheet.columns:
        if len(column.name) > LONGEST_NAME:
            raise BadQuery(f"{sheet.name}.{column.name}: the name has more than {LONGEST_NAME} letters")
        values = sheet.values(column.name)
        if column.codes:
            by_code = numbers(codebook, column)
            made[column.name] = _whole([None if value is None else by_code[value] for value in values])
        elif column.kind is Kind.NUMBER:
            made[column.name] = _whole(values)
        elif column.kind is Kind.FLAG:
            made[column.name] = _whole([None if value is None else int(value) for value in values])
        elif column.kind is Kind.DATE:
            made[column.name] = (
                pd.to_datetime(pd.Series(values)) if date == "datetime" else pd.Series(values, dtype=object)
            )
        else:
            made[column.name] = pd.Series(["" if value is None else value for value in values], dtype=object)
    return pd.DataFrame(made)


def _whole(values: list[int | None]) -> Any:
    import pandas as pd

    # A number that may be missing is a float in both programs; there it is shown as a whole number.
    return pd.Series(values, dtype="float64" if None in values else "int16")


def shortened(text: str, longest: int) -> str:
    """A text of at most so many bytes, cut between words."""
    if len(text.encode()) <= longest:
        return text
    words = text.split()
    while words and len((" ".join(words) + " ...").encode()) > longest:
        words.pop()
    return " ".join(words) + " ..."
