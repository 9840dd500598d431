"""Names that become files: ids, names and versions that would leave a folder."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from pathlib import Path
from unittest import mock

from hardening.shipped import ROOT
from hardening.trials import Complaints, all_files, good_seeds, trial
from positions import datapackage
from positions.errors import PositionsError

NAMES = (
    "../../../owned",
    "/owned",
    "..\\..\\owned",
    "a/b",
    ".",
    "..",
    "a\x00b",
    "~",
    "$(touch owned)",
    "a;b",
    "C:owned",
    "a\u202eb",
    "-rf",
    "x" * 300,
)


# Every name of the seeds that becomes one of a file or folder, of a site, a release or a cache.
BECOME_PATHS = (
    ("actors.yaml", "id: LTU"), ("groups/PAIR.yaml", "id: PAIR"), ("sources/press.yaml", "id: paper-2017-05-19"),
    ("events/humanitarian_visas/visas-2017.yaml", "id: visas-2017"), ("codebook.yaml", "id: humanitarian_visas"),
    ("dataset.yaml", "name: example"), ("dataset.yaml", 'version: "2018.1"'),
)  # fmt: skip


@trial
def names_in_seeds(folder: Path, quick: bool) -> Complaints:
    """Ids, the name and the version of the dataset that would leave a folder as the name of a file"""
    from positions.curate.seeds import checks

    for file, field in BECOME_PATHS:
        for name in NAMES[:3] if quick else NAMES:
            root = good_seeds(folder)
            text = (root / file).read_text("utf-8")
            assert field in text, f"{file} no longer holds {field}"
            key = field.partition(":")[0]
            (root / file).write_text(text.replace(field, f"{key}: {json.dumps(name)}", 1), encoding="utf-8")
            told = {problem.rule for problem in checks.check(root)[1] if problem.place.path.as_posix().endswith(file)}
            # The curator is told of the name itself, not only of what no longer fits to it.
            yield None if told & {"bad-id", "hidden"} else f"the {key} {name!r} in {file}: {sorted(told)}"


@trial
def names_in_tables(folder: Path, quick: bool) -> Complaints:
    """Ids in tables, with right hashes, that would leave the folder of a site or an export"""
    from positions.analyse.dataset import Dataset
    from positions.share.export import export
    from positions.share.release import release
    from positions.share.site import building

    sys.path.insert(0, str(ROOT))
    from tests.small import small_rows, write_tables

    for number, name in enumerate(("../../owned", str(folder / "absolute"), "a/../../../owned")[: 1 if quick else 3]):
        for column in ("event_id", "actor_id"):
            here = folder / f"{number}{column}"
            rows = small_rows()
            old = {"event_id": "visas-2017", "actor_id": "LTU"}[column]
            for table in rows.values():
                for row in table:
                    for key, value in row.items():
                        if isinstance(value, str) and key in (column, "position_id", "target_id"):
                            row[key] = ":".join(name if part == old else part for part in value.split(":"))
            data = write_tables(here / "in" / "data", rows)
            before = all_files(here / "in")
            with contextlib.suppress(PositionsError):
                building.build(Dataset(data), here / "deep" / "er" / "site")
            with contextlib.suppress(PositionsError):
                export(here / "deep" / "er" / "csv", "csv", data=data)
            with contextlib.suppress(PositionsError):
                release(Dataset(data), here / "deep" / "er" / "release")
            outside = all_files(here) - {f"in/{file}" for file in before}
            left = sorted(
                file for file in outside if not file.startswith(("deep/er/site/", "deep/er/csv/", "deep/er/release/"))
            )
            outer = [
                path
                for path in (folder / "absolute.html", folder / "absolute.js", folder / "owned.html")
                if path.exists()
            ]
            yield f"{column} {name!r}: wrote {left or outer}" if left or outer else None


@trial
def names_in_descriptions(folder: Path, quick: bool) -> Complaints:
    """Names, versions and paths in the description of a release that would leave a folder, to be downloaded, released or cited"""
    from tests.small import small_rows, write_tables
    from tests.unit.share.files import as_built

    from positions.analyse.dataset import Dataset
    from positions.share.download.download import download
    from positions.share.release import release

    for number, name in enumerate(NAMES[:3] if quick else NAMES):
        for what in ("name", "version", "path"):
            here = folder / f"{number}{what}"
            data = as_built(write_tables(here / "in" / "data", small_rows()))
            described = json.loads((data / datapackage.FILE).read_text("utf-8"))
            (described["resources"][0] if what == "path" else described)[what] = name
            (data / datapackage.FILE).write_text(json.dumps(described), encoding="utf-8")
            (data / datapackage.SUMS).write_text(datapackage.sums(data), encoding="utf-8")
            before = all_files(here)
            taken = []
            for does, make in {
                "release": lambda data=data, here=here: release(Dataset(data), here / "deep" / "er" / "release"),
                "download": lambda data=data: download(data),
            }.items():
                # What only names the dataset, in a place that takes no path from it, may be taken.
                cache = {"POSITIONS_CACHE": str(here / "deep" / "er" / "cache")}
                with contextlib.suppress(PositionsError), mock.patch.dict(os.environ, cache):
                    make()
                    taken += [does] if (what, does) != ("name", "download") else []
            left = sorted(file for file in all_files(here) - before if not file.startswith("deep/er/cache/"))
            yield f"the {what} {name!r}: {taken} wrote {left[:2]}" if left or taken else None
