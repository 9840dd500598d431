"""YAML written plainly: mappings, lists and texts, every text in double quotes so that none is taken for something else."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any


class Plain(str):
    """A text that is written without quotes, such as a date that a reader should take for one."""

    __slots__ = ()


def dumps(value: Mapping[str, Any] | Sequence[Any]) -> str:
    """The YAML text of a mapping or list; a JSON text in double quotes is one of YAML as well."""
    return "\n".join(_lines(value)) + "\n"


def _lines(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [line for key, entry in value.items() for line in _entry(f"{key}:", entry)]
    lines = []
    for entry in value:
        first, *rest = _lines(entry) if isinstance(entry, Mapping) and entry else [_scalar(entry)]
        lines += [f"- {first}", *(f"  {line}" for line in rest)]
    return lines


def _entry(key: str, value: Any) -> list[str]:
    if isinstance(value, (Mapping, list, tuple)) and value:
        inside = _lines(value)
        return [key, *(f"  {line}" for line in inside)]
    return [f"{key} {_scalar(value)}"]


def _scalar(value: Any) -> str:
    if isinstance(value, Plain):
        return str(value)
    return json.dumps(value, ensure_ascii=False)
