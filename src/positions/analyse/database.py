"""A dataset as a database: a DuckDB connection with its tables, and the views that save the joins."""

from __future__ import annotations

from typing import Any

from positions import schema
from positions.analyse.dataset import Dataset
from positions.analyse.frames import connected, tidy
from positions.analyse.selection import Selection

# Rule 1 of the codebook in SQL, over the positions that count by default: within an event deeds speak before words.
STANCES = """
CREATE VIEW stances AS
SELECT actor_id, actor, topic_id, event_id, event,
    coalesce(avg(stance) FILTER (commitment = 'enacted'), avg(stance)) AS stance,
    count(*) AS positions, max(date) AS newest
FROM counted GROUP BY ALL
"""


def connection(dataset: Dataset) -> Any:
    """A DuckDB connection with every table of a dataset as a view, the tidy positions as ``tidy``, and ``stances``."""
    made = connected()
    for name in schema.TABLES:
        if not (dataset.folder / f"{name}.parquet").is_file():
            continue
        path = str(dataset.folder.resolve() / f"{name}.parquet").replace("'", "''")
        made.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{path}')")  # nosec B608  # noqa: S608 - a table of ours, and a path that is quoted
    made.register("tidy", tidy(dataset))
    made.register("counted", tidy(dataset, Selection()))
    made.execute(STANCES)
    return made
