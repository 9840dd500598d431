"""The declarations as SQL: tables in the order of their references, keys, checks of codes, views with names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from positions import schema
from positions.codebook import Codebook
from positions.schema import Column, Kind
from positions.share.export.job import Job
from positions.share.export.sheets import NAMED, Sheet, code_labels


def fill(database: Any, job: Job, types: Mapping[Kind, str], insert: Callable[[Sheet], None]) -> None:
    """Everything of an export into an empty database: tables with their rows, views with names, what they are of.

    Parameters
    ----------
    database
        What executes statements.
    types
        The type of the database for each kind of column.
    insert
        Puts the rows of a table in place.
    """
    known, ordered = {sheet.name for sheet in job.sheets}, in_order(job.sheets)
    for sheet in ordered:
        database.execute(create(sheet, job.facts.codebook, types, known))
        insert(sheet)
    for view in filter(None, (named_view(sheet, known) for sheet in ordered)):
        database.execute(view)
    facts = {"version": job.facts.version, "contents": job.heading, "citation": job.facts.citation()}
    for statement in about(facts):
        database.execute(statement)


def in_order(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The tables, each after those that it refers to."""
    by_name, done = {sheet.name: sheet for sheet in sheets}, dict[str, Sheet]()

    def add(sheet: Sheet) -> None:
        for column in sheet.table:
            other = column.references
            if other and other != sheet.name and other in by_name and other not in done:
                add(by_name[other])
        done.setdefault(sheet.name, sheet)

    for sheet in sheets:
        add(sheet)
    return list(done.values())


def create(sheet: Sheet, codebook: Codebook, types: Mapping[Kind, str], known: set[str]) -> str:
    """The statement that creates a table.

    Parameters
    ----------
    types
        The type of the database for each kind of column.
    known
        The tables that are exported; a reference to another is left out.
    """
    parts = [_column(column, codebook, types) for column in sheet.table]
    parts.append(f"PRIMARY KEY ({', '.join(map(quoted, sheet.table.key))})")
    for column in sheet.table:
        if column.references in known:
            key = schema.table(column.references).key[0]
            parts.append(f"FOREIGN KEY ({quoted(column.name)}) REFERENCES {quoted(column.references)} ({quoted(key)})")
    return f"CREATE TABLE {quoted(sheet.name)} (\n  " + ",\n  ".join(parts) + "\n)"


def _column(column: Column, codebook: Codebook, types: Mapping[Kind, str]) -> str:
    words = [quoted(column.name), types[column.kind]]
    if column.required:
        words.append("NOT NULL")
    if column.codes:
        codes = ", ".join(literal(code) for code in code_labels(codebook, column))
        words.append(f"CHECK ({quoted(column.name)} IN ({codes}))")
    return " ".join(words)


def named_view(sheet: Sheet, known: set[str]) -> str | None:
    """The view ``TABLE_named`` with names beside ids and labels beside codes; None where there is nothing to name."""
    columns, joins = [], []
    for place, column in enumerate(sheet.table):
        columns.append(f"t.{quoted(column.name)}")
        other = f"j{place}"
        if column.references in NAMED and column.references in known:
            source, ending = NAMED[column.references]
            key = schema.table(column.references).key[0]
            columns.append(f"{other}.{quoted(source)} AS {quoted(column.name.removesuffix('_id') + '_' + ending)}")
            joins.append(
                f"LEFT JOIN {quoted(column.references)} {other} ON {other}.{quoted(key)} = t.{quoted(column.name)}"
            )
        elif column.codes and "codes" in known:
            columns.append(f"{other}.label AS {quoted(column.name + '_label')}")
            joins.append(
                f"LEFT JOIN codes {other} ON {other}.list = {literal(column.codes)} AND {other}.code = CAST(t.{quoted(column.name)} AS VARCHAR)"
            )
    if not joins:
        return None
    view, table = quoted(sheet.name + "_named"), quoted(sheet.name)
    return " ".join(["CREATE VIEW", view, "AS SELECT", ", ".join(columns), "FROM", table, "t", *joins])


def about(facts: Mapping[str, str]) -> list[str]:
    """The statements that keep version and citation in the database itself."""
    rows = ", ".join(f"({literal(name)}, {literal(value)})" for name, value in facts.items())
    return [
        "CREATE TABLE about (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)",
        " ".join(["INSERT INTO about VALUES", rows]),
    ]


def generations(sheet: Sheet) -> list[list[int]]:
    """The rows in groups, each after the one that its rows refer to within the same table."""
    own = [column.name for column in sheet.table if column.references == sheet.name]
    if not own:
        return [list(range(sheet.data.num_rows))]
    keys, parents = sheet.values(sheet.table.key[0]), list(zip(*(sheet.values(name) for name in own), strict=True))
    there: set[str] = set()
    left, groups = list(range(len(keys))), list[list[int]]()
    while left:
        ready = [row for row in left if all(parent is None or parent in there for parent in parents[row])]
        if not ready:
            # Rows that refer to each other in a ring: the database is left to say so.
            return [*groups, left]
        groups.append(ready)
        there |= {keys[row] for row in ready}
        left = [row for row in left if keys[row] not in there]
    return groups


def quoted(name: str) -> str:
    """A name of a table or column, quoted."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: str | int) -> str:
    """A value as SQL writes it."""
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"
