"""The expectations that the schema implies, and the files in which they stand beside those that people wrote.

``expectations/TABLE.json`` is a Great Expectations suite on a table as it is; ``expectations/in_context/TABLE.json``
is one on the table joined with what its rows refer to. Derived expectations are marked so and rewritten by the
build; the others are people's and are kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from positions import schema
from positions.codebook import Codebook
from positions.errors import DataDamaged, DataMissing
from positions.files import replaced
from positions.schema import Column, Kind

Expectation = dict[str, Any]
# Leading, trailing or doubled blanks, control characters, and UTF-8 that was read as Latin-1.
UNTIDY = (
    r"^\s|\s$|\s\s|[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd]|Ã[\x80-\xbf]|â€|Â[\xa0-\xbf]"
)
ADDRESS = r"^https?://[^\s<>\"{}|\\^`]+$"
_DTYPES = {Kind.DATE: "datetime64[ms]", Kind.FLAG: "bool"}


def dtype(column: Column) -> str:
    """The pandas dtype under which a column is validated."""
    if column.kind is Kind.NUMBER:
        return "int8" if column.codes else "int16"
    return _DTYPES.get(column.kind, "str")


def derived(table: schema.Table, codebook: Codebook) -> list[Expectation]:
    """The expectations that the declaration of a table implies."""
    found = [_expect("expect_table_columns_to_match_ordered_list", column_list=list(table.names)), _unique(table.key)]
    for column in table:
        found += _of_column(column, codebook)
    found += list(_of_spans(table))
    if table is schema.CODES:
        found += list(_of_lists(codebook))
    return [{**expectation, "meta": {"derived": True}} for expectation in found]


def _expect(kind: str, /, **kwargs: Any) -> Expectation:
    return {"type": kind, "kwargs": kwargs}


def _unique(key: tuple[str, ...]) -> Expectation:
    if len(key) == 1:
        return _expect("expect_column_values_to_be_unique", column=key[0])
    return _expect("expect_compound_columns_to_be_unique", column_list=list(key))


def _of_column(column: Column, codebook: Codebook) -> Iterator[Expectation]:
    yield _expect("expect_column_values_to_be_of_type", column=column.name, type_=dtype(column))
    if column.required:
        yield _expect("expect_column_values_to_not_be_null", column=column.name)
    if column.codes:
        names = codebook[column.codes].names
        values = [int(name) for name in names] if column.kind is Kind.NUMBER else list(names)
        yield _expect("expect_column_values_to_be_in_set", column=column.name, value_set=values)
    elif column.kind is Kind.NUMBER:
        yield _expect("expect_column_values_to_be_between", column=column.name, min_value=0)
    if column.references:
        yield _expect(
            "expect_column_values_to_be_in_set",
            column=column.name,
            value_set={"$PARAMETER": f"known_{column.references}"},
        )
    if column.pattern:
        yield _expect("expect_column_values_to_match_regex", column=column.name, regex=f"^({column.pattern})$")
    if column.kind is Kind.TEXT:
        yield _expect("expect_column_values_to_not_match_regex", column=column.name, regex=UNTIDY)
    if column.kind is Kind.URL:
        yield _expect("expect_column_values_to_match_regex", column=column.name, regex=ADDRESS)


def _of_spans(table: schema.Table) -> Iterator[Expectation]:
    for column in table:
        if f"{column.name}_end" in table.names:
            yield _expect(
                "expect_column_pair_values_a_to_be_greater_than_b", column_A=f"{column.name}_end", column_B=column.name,
                or_equal=True, ignore_row_if="either_value_is_missing",
            )  # fmt: skip


def _of_lists(codebook: Codebook) -> Iterator[Expectation]:
    """That the table of codes holds every list as the codebook has it."""
    for codelist in codebook.values():
        of_list = f'list == "{codelist.name}"'
        yield _expect(
            "expect_column_distinct_values_to_equal_set",
            column="code",
            value_set=list(codelist.names),
            row_condition=of_list,
        )
        if codelist.parent and codelist.parent in codebook:
            parents = list(codebook[codelist.parent].names)
            yield _expect(
                "expect_column_values_to_be_in_set", column="parent", value_set=parents, row_condition=of_list
            )
    yield _expect("expect_compound_columns_to_be_unique", column_list=["list", "rank"])


def words(expectation: Expectation) -> str:
    """An expectation in words: the note that people gave it, or what a derived one says of its column."""
    if expectation.get("notes"):
        return str(expectation["notes"])
    kwargs = expectation["kwargs"]
    bound = kwargs.get("value_set")
    match expectation["type"].removeprefix("expect_"):
        case "table_columns_to_match_ordered_list":
            return f"The columns are {', '.join(kwargs['column_list'])}, in this order."
        case "column_values_to_be_unique":
            return f"{kwargs['column']} is unique."
        case "compound_columns_to_be_unique":
            return f"{', '.join(kwargs['column_list'])} are unique together."
        case "column_values_to_be_of_type":
            return f"{kwargs['column']} has the type {kwargs['type_']}."
        case "column_values_to_not_be_null":
            return f"{kwargs['column']} has a value in every row."
        case "column_distinct_values_to_equal_set":
            return f"{kwargs['column']} takes every value of {', '.join(bound)}, and no other, where {kwargs['row_condition']}."
        case "column_values_to_be_in_set" if "row_condition" in kwargs:
            return f"{kwargs['column']} is one of {', '.join(bound)} where {kwargs['row_condition']}."
        case "column_values_to_be_in_set" if isinstance(bound, dict):
            return f"{kwargs['column']} is the key of a row of {bound['$PARAMETER'].removeprefix('known_')}."
        case "column_values_to_be_in_set":
            return f"{kwargs['column']} is one of {', '.join(map(str, bound))}."
        case "column_values_to_match_regex":
            return f"{kwargs['column']} has the form {kwargs['regex']}."
        case "column_values_to_not_match_regex" if kwargs["regex"] == UNTIDY:
            return f"{kwargs['column']} is free of stray blanks, control characters and wrongly decoded letters."
        case "column_values_to_be_between":
            return f"{kwargs['column']} is at least {kwargs['min_value']}."
        case "column_pair_values_a_to_be_greater_than_b":
            return f"{kwargs['column_A']} is not before {kwargs['column_B']}."
        case other:
            return f"{other.replace('_', ' ')} ({', '.join(f'{key} {value}' for key, value in kwargs.items())})"


def rewrite(suite: dict[str, Any], table: schema.Table, codebook: Codebook) -> dict[str, Any]:
    """A suite with its derived expectations made anew and people's kept behind them."""
    people = [
        expectation for expectation in suite.get("expectations", []) if not expectation.get("meta", {}).get("derived")
    ]
    return {
        "name": table.name,
        "meta": {"row": table.row, "key": list(table.key)},
        "expectations": derived(table, codebook) + people,
    }


def load(folder: Path) -> dict[str, dict[str, Any]]:
    """The suites below a folder: by the name of their table, and by ``in_context/TABLE``.

    Raises
    ------
    DataMissing, DataDamaged
        If there is none, or one cannot be read.
    """
    paths = [*sorted(folder.glob("*.json")), *sorted(folder.glob("in_context/*.json"))]
    if not paths:
        raise DataMissing(folder, "name the folder of the expectation suites with --expectations")
    return {path.relative_to(folder).with_suffix("").as_posix(): _load(path) for path in paths}


def _load(path: Path) -> dict[str, Any]:
    try:
        suite = json.loads(path.read_text(encoding="utf-8"))
        schema.table(path.stem)
        for expectation in suite["expectations"]:
            expectation["type"], expectation["kwargs"]
    except (ValueError, KeyError, TypeError) as error:
        raise DataDamaged(
            path, f"is not a suite of expectations ({error})", "restore it, or run `positions build`"
        ) from error
    return dict(suite)


def refresh(folder: Path, codebook: Codebook) -> list[Path]:
    """Rewrite the derived part of every suite; return the files that changed."""
    changed = stale(folder, codebook)
    for path, text in changed.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        # A suite that was cut short would stop the next build.
        replaced(path, text.encode("utf-8"))
    return list(changed)


def stale(folder: Path, codebook: Codebook) -> dict[Path, str]:
    """The suite files whose derived part is not what the schema gives, each with the text that is."""
    changed = {}
    for table in schema.TABLES.values():
        path = folder / f"{table.name}.json"
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        new = dumps(rewrite(json.loads(old) if old else {}, table, codebook))
        if new != old:
            changed[path] = new
    return changed


def dumps(suite: dict[str, Any]) -> str:
    """The text of a suite file: an expectation a line, so that a change shows as a line."""
    head = {key: value for key, value in suite.items() if key != "expectations"}
    lines = ",\n".join("    " + json.dumps(expectation, ensure_ascii=False) for expectation in suite["expectations"])
    return json.dumps(head, ensure_ascii=False, indent=2)[:-2] + ',\n  "expectations": [\n' + lines + "\n  ]\n}\n"
