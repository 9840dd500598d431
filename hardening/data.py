"""Damage of every kind at random places of the shipped tables, and who catches it: `validate`, `verify`, or nothing."""

from __future__ import annotations

import json
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from hardening import breakage, distortion, figures, judge, seeding, single
from hardening.damage import Damage, by_kind, of_schema
from hardening.shipped import Shipped, Tables
from positions import datapackage, parquet
from positions.share import verify

PLACES = 10
CRASH = "traceback:"
# Kinds of which a sample of the columns is enough, because another kind asks the same of every column.
SAMPLED = ("a stray blank", "a line break", "a control", "a character", "a change of", "UTF-8", "letters",
           "a code is in capitals", "a code is misspelt", "a column is lost", "a column has", "columns stand", "a row is lost",
           "a row has", "a table", "numbers are texts", "numbers have", "a date in", "texts are numbers", "texts are bytes")  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What became of one kind of damage.

    Attributes
    ----------
    trials
        At how many places it was done.
    validated
        At how many of them `validate` caught it in the tables.
    hashed, verified
        At how many `verify` was asked about the file, once and wherever `validate` was silent, and how often it told.
    catchers
        The expectations that caught it, and how often each.
    alone
        The expectations that at some place caught it and no other did.
    """

    kind: str
    trials: int
    validated: int
    hashed: int
    verified: int
    catchers: dict[str, int]
    alone: tuple[str, ...]


def kinds() -> dict[str, list[Damage]]:
    """Every kind of damage to tables, and the ways to do it."""
    return by_kind([*of_schema(), *single.all_of(), *distortion.all_of()])


@cache
def shipped() -> Shipped:
    """The shipped tables, read once a process."""
    return Shipped()


def candidates(damage: Damage) -> list[dict[str, Any]]:
    """The rows at which a damage can be done."""
    return [row for row in shipped().rows[damage.table] if damage.where(row, shipped())]


def damaged(damage: Damage, rng: random.Random, row: dict[str, Any], whole: bool) -> tuple[Tables, Tables]:
    """Sound tables around a row, and the same tables damaged."""
    state = rng.getstate()
    sides = []
    for _ in range(2):
        rng.setstate(state)
        sides.append(shipped().whole() if whole else shipped().around(damage.table, row, rng, 0 if damage.alone else 3))
    damage.change(sides[1], sides[1].find(damage.table, row), rng)
    return sides[0], sides[1]


def trial(damage: Damage, rng: random.Random) -> tuple[str, ...]:
    """Do a damage at a random place; the expectations that catch it."""
    rows = candidates(damage)
    assert rows, f"{damage.kind}: no row of {damage.table} can be damaged so"
    sound, broken = damaged(damage, rng, rng.choice(rows), whole=False)
    try:
        return judge.caught(sound.arrow(), broken.arrow(), shipped().released)
    except Exception as error:
        return (f"{CRASH} {type(error).__name__}: {error}",)


def seen_by_verify(damage: Damage, rng: random.Random, entirely: bool) -> bool:
    """Whether `verify` tells that the file of a damaged table is not the one released."""
    sound, broken = damaged(damage, rng, rng.choice(candidates(damage)), whole=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "data"
        shutil.copytree(shipped().folder, folder)
        described = datapackage.read(folder)
        changed = broken.differing(sound)
        for name in changed:
            path = folder / f"{name}.parquet"
            path.unlink()
            if name not in broken.lost:
                found = broken.one(name)
                # Without the promise of the schema that nothing is missing: the writer would keep it.
                parquet.write(
                    pa.Table.from_arrays(found.columns, names=found.column_names),
                    path,
                    {"version": described["version"]},
                )
        if entirely:
            return not verify.verify(folder).ok
        entries = {entry["name"]: entry for entry in datapackage.tables(described)}
        return any(verify.check_file(folder / f"{name}.parquet", entries[name]) for name in changed)


def outcome(kind: str, places: int = PLACES) -> Outcome:
    """Do one kind of damage at several places, each way of it at least once."""
    ways = kinds()[kind]
    ways = [way for way in ways if candidates(way)]
    assert ways, f"{kind}: no row can be damaged so"
    random.Random(kind).shuffle(ways)
    found: Counter[str] = Counter()
    alone: set[str] = set()
    trials = max(places, len(ways)) if places == PLACES and not kind.startswith(SAMPLED) else places
    validated = hashed = verified = 0
    for n in range(trials):
        way = ways[n % len(ways)]
        catchers = trial(way, random.Random(f"{kind} {n}"))
        validated += bool(catchers)
        found.update(catchers)
        alone.update(catchers if len(catchers) == 1 else ())
        if n == 0 or not catchers:
            hashed += 1
            verified += seen_by_verify(way, random.Random(f"{kind} {n}"), entirely=n == 0)
    return Outcome(kind, trials, validated, hashed, verified, dict(found.most_common()), tuple(sorted(alone)))


def outcomes(names: Iterable[str], places: int = PLACES, workers: int = 2) -> Iterator[Outcome]:
    """The outcome of each kind, as they come."""
    with ProcessPoolExecutor(workers) as pool:
        asked = {pool.submit(outcome, name, places): name for name in names}
        for done in as_completed(asked):
            if error := done.exception():
                # The others go on; the kind is missing in the figures until it is run again.
                print(f"{asked[done]}: {type(error).__name__}: {error}", flush=True)
            else:
                yield done.result()


def _kept(path: Path) -> dict[str, Outcome]:
    """What an interrupted run had found."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    found = [Outcome(**{**json.loads(line), "alone": tuple(json.loads(line)["alone"])}) for line in lines]
    return {done.kind: done for done in found}


def run(quick: bool = False) -> dict[str, Any]:
    """The figures: each kind with who caught it, and the expectations that never were alone in catching."""
    names = list(kinds())[:: 16 if quick else 1]
    part = figures.FOLDER / "data.part"
    found = [] if quick else list(_kept(part).values())
    for done in outcomes([name for name in names if name not in {one.kind for one in found}], 1 if quick else PLACES):
        print(f"{done.validated:4}/{done.trials:<4} {done.kind}", flush=True)
        found.append(done)
        if not quick:
            with part.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(done)) + "\n")
    if not quick and len(found) < len(names):
        raise SystemExit(f"{len(names) - len(found)} kinds failed; run again, what was found is kept")
    found.sort(key=lambda done: names.index(done.kind))
    known = judge.everything()
    alone: dict[str, str] = {}
    for done in found:
        for name in done.alone:
            alone.setdefault(name, done.kind)
    files = breakage.outcomes(places=1 if quick else PLACES)
    slips = list(seeding.outcomes(1, 4) if quick else seeding.outcomes(PLACES))
    part.unlink(missing_ok=True)
    return {
        "kinds": [asdict(done) for done in found],
        "files": files,
        "seeds": slips,
        # For each expectation a kind of damage that at some place no other caught; null where there is none.
        "alone": {name: alone.get(name) for name in known},
        "crashes": sorted({name for done in found for name in done.catchers if name.startswith(CRASH)}),
    }
