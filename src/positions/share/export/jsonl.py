"""JSON Lines: one file a table, one object a row; what is missing is null."""

from __future__ import annotations

import json
from pathlib import Path

from positions.share.export.job import Job


def write(job: Job, folder: Path) -> None:
    """Write each table."""
    for sheet in job.sheets:
        names = [column.name for column in sheet.columns]
        rows = (dict(zip(names, row, strict=True)) for row in sheet.rows())
        lines = (json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=str) + "\n" for row in rows)
        (folder / f"{sheet.name}.jsonl").write_text("".join(lines), encoding="utf-8", newline="")
