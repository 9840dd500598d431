"""Arrow arrays from plain values, straight from their buffers.

``pyarrow.array`` imports pandas wherever it is installed, which takes longer than a whole comparison does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_EPOCH = dt.date(1970, 1, 1)
_FIRST_DAY, _LAST_DAY = (dt.date.min - _EPOCH).days, (dt.date.max - _EPOCH).days


def strings(values: Sequence[str]) -> pa.StringArray:
    """An array of texts, none of them missing."""
    encoded = [value.encode() for value in values]
    offsets = np.concatenate(([0], np.cumsum([len(text) for text in encoded]))).astype(np.int32)
    return pa.StringArray.from_buffers(len(encoded), pa.py_buffer(offsets), pa.py_buffer(b"".join(encoded)))


def flags(values: np.ndarray) -> pa.BooleanArray:
    """An array of booleans."""
    bits = np.packbits(values.astype(bool), bitorder="little")
    return pa.BooleanArray.from_buffers(pa.bool_(), len(values), [None, pa.py_buffer(bits)])


def integers(values: np.ndarray) -> pa.Int64Array:
    """An array of whole numbers."""
    return pa.Int64Array.from_buffers(
        pa.int64(), len(values), [None, pa.py_buffer(np.ascontiguousarray(values, np.int64))]
    )


def texts(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column of texts, whether it was stored as a dictionary or not."""
    return column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column


def is_in(column: pa.ChunkedArray, values: Sequence[str]) -> np.ndarray:
    """Whether each text of a column is one of `values`."""
    found = pc.is_in(texts(column), value_set=strings(values)).combine_chunks()
    bits = np.frombuffer(found.buffers()[1], np.uint8) if len(found) else np.array([], np.uint8)
    return np.unpackbits(bits, bitorder="little")[found.offset : found.offset + len(found)].astype(bool)


def values(column: pa.ChunkedArray) -> np.ndarray:
    """A column of numbers, or of dates as days since 1970, none of them missing, as an array."""
    whole = column.combine_chunks()
    if pa.types.is_date32(whole.type):
        whole = whole.cast(pa.int32())
    if not len(whole):
        return np.array([], np.int64)
    if pa.types.is_integer(whole.type):
        whole = whole.cast(pa.int64())
        return np.frombuffer(whole.buffers()[1], np.int64)[whole.offset : whole.offset + len(whole)]
    whole = whole.cast(pa.float64())
    return np.frombuffer(whole.buffers()[1], np.float64)[whole.offset : whole.offset + len(whole)]


def factorized(column: pa.ChunkedArray) -> tuple[tuple[str, ...], np.ndarray]:
    """The distinct values of a column as texts in order, and for each row the place of its own among them."""
    whole = column.combine_chunks()
    encoded = whole if pa.types.is_dictionary(whole.type) else whole.dictionary_encode()
    labels = [str(label) for label in encoded.dictionary.to_pylist()]
    codes = values(pa.chunked_array([encoded.indices]))
    # A dictionary keeps values whose rows were all filtered out; they are no values of the column.
    used = np.flatnonzero(np.bincount(codes, minlength=len(labels))).tolist() if len(codes) else []
    order = sorted(used, key=labels.__getitem__)
    rank = np.empty(len(labels), np.int64)
    rank[order] = np.arange(len(order))
    return tuple(labels[i] for i in order), rank[codes] if len(codes) else codes


def outside_calendar(column: pa.ChunkedArray) -> bool:
    """Whether a column of days holds one outside the years 1 to 9999, which Arrow can hold and Python cannot."""
    found = pc.min_max(column.cast(pa.int32())).as_py()
    return found["min"] is not None and not bool(_FIRST_DAY <= found["min"] <= found["max"] <= _LAST_DAY)
