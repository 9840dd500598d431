"""Stata: one file a table, with labels of variables and values; a text that is longer than 2045 bytes is a strL."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from positions.schema import Kind
from positions.share.export import coded
from positions.share.export.job import Job
from positions.share.export.sheets import Sheet

LONGEST_LABEL = 80
LONGEST_STR = 2045


def write(job: Job, folder: Path) -> None:
    """Write each table in Stata's format 118, which version 14 and later read."""
    for sheet in job.sheets:
        _write(job, sheet, folder / f"{sheet.name}.dta")


def _write(job: Job, sheet: Sheet, path: Path) -> None:
    frame = coded.frame(job.facts.codebook, sheet, "datetime")
    texts = [column.name for column in sheet.columns if frame[column.name].dtype == object]
    long = [name for name in texts if frame[name].map(lambda text: len(text.encode())).max() > LONGEST_STR]
    frame.to_stata(
        path,
        version=118,
        write_index=False,
        data_label=coded.shortened(job.heading, LONGEST_LABEL),
        time_stamp=dt.datetime.fromisoformat(job.facts.released),
        convert_dates={column.name: "td" for column in sheet.columns if column.kind is Kind.DATE},
        convert_strl=long,
        variable_labels={column.name: coded.shortened(column.description, LONGEST_LABEL) for column in sheet.columns},
        value_labels=coded.value_labels(job.facts.codebook, sheet),  # type: ignore[arg-type]  # the stubs ask for floats
    )
