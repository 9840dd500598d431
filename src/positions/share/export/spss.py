"""SPSS: one file a table, with labels of variables and values."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from positions.errors import BadQuery, MissingExtra
from positions.schema import Kind
from positions.share.export import coded
from positions.share.export.job import Job
from positions.share.export.sheets import Sheet

LONGEST_LABEL = 255
LONGEST_VALUE_LABEL = 120
LONGEST_TEXT = 32_767
# Where the header keeps the moment of writing: nine bytes of date, eight of time.
_MOMENT = 92


def write(job: Job, folder: Path) -> None:
    """Write each table as a ``.sav`` file."""
    try:
        import pyreadstat
    except ImportError:
        raise MissingExtra("pyreadstat", "export", "writing an SPSS file") from None
    for sheet in job.sheets:
        frame = coded.frame(job.facts.codebook, sheet, "date")
        _refuse_long(sheet)
        labels = coded.value_labels(job.facts.codebook, sheet)
        path = folder / f"{sheet.name}.sav"
        pyreadstat.write_sav(
            frame,
            str(path),
            file_label=coded.shortened(job.heading, 64),
            column_labels={column.name: coded.shortened(column.description, LONGEST_LABEL) for column in sheet.columns},
            variable_value_labels={
                name: {number: coded.shortened(label, LONGEST_VALUE_LABEL) for number, label in of.items()}
                for name, of in labels.items()
            },
            variable_measure={name: "ordinal" if name == "stance" else "nominal" for name in labels},
            variable_format={
                column.name: "F8.0"
                for column in sheet.columns
                if column.codes or column.kind in (Kind.NUMBER, Kind.FLAG)
            },
        )
        _settle(path, dt.date.fromisoformat(job.facts.released))


def _refuse_long(sheet: Sheet) -> None:
    for column in sheet.columns:
        if column.kind in (Kind.TEXT, Kind.ID, Kind.URL):
            for row, text in enumerate(sheet.values(column.name), 1):
                if text and len(text.encode()) > LONGEST_TEXT:
                    raise BadQuery(
                        f"{sheet.name}, row {row}, {column.name}: a text of {len(text.encode())} bytes; SPSS holds {LONGEST_TEXT}; use another format"
                    )


def _settle(path: Path, day: dt.date) -> None:
    """Take the clock out of the header: the day of release stands for the moment of writing."""
    # Not strftime for the month, which speaks the user's language.
    month = "JanFebMarAprMayJunJulAugSepOctNovDec"[3 * day.month - 3 : 3 * day.month]
    moment = f"{day:%d} {month} {day:%y}00:00:00".encode("ascii")
    with path.open("r+b") as file:
        file.seek(_MOMENT)
        file.write(moment)
