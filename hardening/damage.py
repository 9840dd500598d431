"""Kinds of damage to tables, and those that every column can suffer because of what is declared of it."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import pyarrow as pa

from hardening.shipped import Row, Shipped, Tables
from positions import schema
from positions.curate.link import link
from positions.schema import Column, Kind, Table

DAY = dt.timedelta(days=1)
Change = Callable[[Tables, Row, random.Random], None]
Where = Callable[[Row, Shipped], bool]


@dataclass(frozen=True)
class Damage:
    """One way to damage one table.

    Attributes
    ----------
    kind
        What sort of damage it is, in words.
    change
        Damages tables at a row.
    where
        The rows that can be damaged so.
    alone
        Whether the event of the row is to be the only one, because the damage reaches far.
    """

    kind: str
    table: str
    change: Change
    where: Where = lambda row, shipped: True
    alone: bool = False


def put(**values: object) -> Change:
    """Put values into the row; a function is given the row."""

    def change(tables: Tables, row: Row, rng: random.Random) -> None:
        row.update({name: value(row) if callable(value) else value for name, value in values.items()})

    return change


def of_schema() -> Iterator[Damage]:
    """The damages that the declarations of tables and columns suggest."""
    for table in schema.TABLES.values():
        yield from _of_columns(table)
        yield from _of_rows(table)
        for column in table:
            yield from _of_values(table, column)
            yield from _of_types(table, column)
        yield from _of_spans(table)


def _retype(kind: str, table: Table, make: Callable[[pa.Table], pa.Table]) -> Damage:
    def change(tables: Tables, row: Row, rng: random.Random) -> None:
        tables.retyped[table.name] = make

    return Damage(kind, table.name, change)


def _of_columns(table: Table) -> Iterator[Damage]:
    def some(make: Callable[[pa.Table, str], pa.Table]) -> Change:
        def change(tables: Tables, row: Row, rng: random.Random) -> None:
            name = rng.choice(table.names)
            tables.retyped[table.name] = lambda whole: make(whole, name)

        return change

    yield Damage("a column is lost", table.name, some(lambda whole, name: whole.drop_columns([name])))
    yield Damage("a column has another name", table.name,
                 some(lambda whole, name: whole.rename_columns([n + "_" * (n == name) for n in whole.column_names])))  # fmt: skip
    yield Damage("a column too many", table.name, some(lambda whole, name: whole.append_column("more", whole[name])))
    yield Damage("columns stand in another order", table.name,
                 some(lambda whole, name: whole.select([*(n for n in reversed(whole.column_names))])))  # fmt: skip


def _of_rows(table: Table) -> Iterator[Damage]:
    def twice(tables: Tables, row: Row, rng: random.Random) -> None:
        tables.rows[table.name].append(dict(row))

    def lost(tables: Tables, row: Row, rng: random.Random) -> None:
        tables.rows[table.name].remove(row)

    def emptied(tables: Tables, row: Row, rng: random.Random) -> None:
        tables.rows[table.name].clear()

    yield Damage("a row stands twice", table.name, twice)
    yield Damage("a row has the key of another", table.name, _other_key(table))
    yield Damage("a row is lost", table.name, lost)
    yield Damage("a table has lost all its rows", table.name, emptied)
    yield Damage("a table is missing", table.name, lambda tables, row, rng: tables.lost.add(table.name))


def _other_key(table: Table) -> Change:
    def change(tables: Tables, row: Row, rng: random.Random) -> None:
        other = rng.choice([other for other in tables.rows[table.name] if other is not row])
        row.update({part: other[part] for part in table.key})

    return change


UNTIDY = {
    "a stray blank before a text": lambda text: " " + text,
    "a stray blank behind a text": lambda text: text + " ",
    "a blank doubled": lambda text: text.replace(" ", "  ", 1) if " " in text else text + "  x",
    "a line break in a text": lambda text: text + "\nx",
    "a control character in a text": lambda text: text[:1] + "\x07" + text[1:],
    "a character of no width in a text": lambda text: text[:1] + "\u200b" + text[1:],
    "a change of direction in a text (bidi)": lambda text: text[:1] + "\u202e" + text[1:],
    "UTF-8 read as Latin-1": lambda text: (text + " é’").encode().decode("latin-1"),
    "UTF-8 read as Windows-1252": lambda text: (text + " ’").encode().decode("cp1252", "replace"),
    "letters replaced because they could not be decoded": lambda text: text + "\ufffd",
}


def _of_values(table: Table, column: Column) -> Iterator[Damage]:
    name = column.name

    def filled(row: Row, shipped: Shipped) -> bool:
        return row[name] is not None

    def make(kind: str, value: object) -> Damage:
        return Damage(kind, table.name, put(**{name: value}), filled)

    if column.required:
        yield make("a required value is missing", None)
    if column.codes and column.kind is not Kind.NUMBER:
        yield make("a code is not in its list", "nonsense")
        yield make("a code is in capitals", lambda row: row[name].upper())
        yield make("a code is misspelt", lambda row: row[name][:-1])
    elif column.codes:
        yield make("a number is not on the scale", 3)
    elif column.kind is Kind.NUMBER:
        yield make("a count below zero", -1)
    if column.references:
        yield make(f"what is named in {column.references} does not exist", lambda row: row[name][:-1] + "Q")
    if column.pattern:
        yield make("an id has another form", lambda row: row[name] + "_!")
    if column.kind is Kind.TEXT:
        for kind, spoil in UNTIDY.items():
            yield Damage(kind, table.name, _spoiled(table, name, spoil), filled)
    if column.kind is Kind.URL:
        yield make("an address has no scheme", lambda row: row[name].removeprefix("https://").removeprefix("http://"))
        yield make("an address runs a script", "javascript:alert(1)")
        yield make("an address holds a blank", lambda row: row[name] + " x")
        yield make("an address is a file of the reader's", "file:///etc/passwd")
    if column.kind is Kind.DATE:
        yield make("a date in the year 9999", lambda row: dt.date(9999, 12, 31))


def _spoiled(table: Table, name: str, spoil: Callable[[str], str]) -> Change:
    """Spoil a text, and the link that is made of it."""

    def change(tables: Tables, row: Row, rng: random.Random) -> None:
        row[name] = spoil(row[name])
        if name.startswith("find_") and "link" in table.names:
            relink(tables, row)

    return change


def relink(tables: Tables, row: Row) -> None:
    """Give a row the link that its passage gives."""
    url = next((source["url"] for source in tables.rows["sources"] if source["source_id"] == row["source_id"]), None)
    row["link"] = link(url, row["find_start"], row["find_end"])


def _of_types(table: Table, column: Column) -> Iterator[Damage]:
    def to(kind: str, make: Callable[[pa.Table], pa.Array]) -> Damage:
        def retyped(whole: pa.Table) -> pa.Table:
            return whole.set_column(whole.column_names.index(column.name), column.name, make(whole))

        return _retype(kind, table, retyped)

    def numbers(whole: pa.Table) -> pa.Array:
        return pa.array(range(len(whole)), pa.int64())

    if column.kind is Kind.DATE:
        yield to("dates are times", lambda whole: whole[column.name].cast(pa.timestamp("us")))
        yield to("dates are texts", lambda whole: whole[column.name].cast(pa.string()))
    elif column.kind is Kind.NUMBER:
        yield to("numbers are of a wider type", lambda whole: whole[column.name].cast(pa.int64()))
        yield to("numbers are texts", lambda whole: whole[column.name].cast(pa.string()))
        yield to("numbers have decimals", lambda whole: whole[column.name].cast(pa.float64()))
    elif column.kind is Kind.FLAG:
        yield to("flags are numbers", lambda whole: whole[column.name].cast(pa.int8()))
        yield to("flags are texts", lambda whole: whole[column.name].cast(pa.string()))
    else:
        yield to("texts are numbers", numbers)
        yield to("texts are bytes", lambda whole: whole[column.name].cast(pa.string()).cast(pa.binary()))
        if column.codes:
            yield to("codes are stored as plain texts", lambda whole: whole[column.name].cast(pa.string()))
        yield to(
            "texts are stored as long texts", lambda whole: whole[column.name].cast(pa.string()).cast(pa.large_string())
        )
    if not column.required:
        yield to("a column has lost its values and its type", lambda whole: pa.nulls(len(whole)))
        if column.kind is not Kind.FLAG:
            yield to(
                "a column has lost its values", lambda whole: pa.nulls(len(whole), whole.schema.field(column.name).type)
            )


def _of_spans(table: Table) -> Iterator[Damage]:
    for column in table:
        if f"{column.name}_end" not in table.names:
            continue
        first, last = column.name, f"{column.name}_end"

        def known(row: Row, shipped: Shipped, last: str = last) -> bool:
            return row[last] is not None

        def of(precision: str, last: str = last, first: str = first) -> Where:
            return lambda row, shipped: row[last] is not None and row[f"{first}_precision"] == precision

        yield Damage(
            "a date ends before it begins", table.name, put(**{last: lambda row, f=first: row[f] - DAY}), known
        )
        yield Damage("a day is called a month", table.name, put(**{f"{first}_precision": "month"}), of("day"))
        yield Damage("a month is called a day", table.name, put(**{f"{first}_precision": "day"}), of("month"))
        yield Damage("an interval is called a year", table.name, put(**{f"{first}_precision": "year"}), of("interval"))


def by_kind(damages: Iterable[Damage]) -> dict[str, list[Damage]]:
    """The damages of each kind."""
    found: dict[str, list[Damage]] = {}
    for damage in damages:
        found.setdefault(damage.kind, []).append(damage)
    return found
