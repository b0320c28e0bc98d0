"""What is big or keeps its content outside Python: arrays, tables, tensors, random states, databases."""

from __future__ import annotations

import sys
import warnings
import zlib
from array import array
from collections.abc import Callable
from typing import Any

from grading.expect.kinds import family

# Of a bigger array or list of Python objects only their identities are looked at.
MOST_OBJECTS = 10_000
_TABLES = """
SELECT database_name, schema_name, table_name, estimated_size, sql FROM duckdb_tables()
UNION ALL
SELECT database_name, schema_name, view_name, 0, sql FROM duckdb_views() WHERE NOT internal
ORDER BY ALL
"""


def parts(value: Any) -> tuple[Any, ...] | None:
    """Plain values that change when the content of this array, table, generator or database does; None for others."""
    readers: dict[str, Callable[[Any], tuple[Any, ...]]] = {
        "array": _array, "tensor": _tensor, "frame": _frame, "series": _series}
    word = family(value)
    if word in readers:
        return readers[word](value)
    if _is(value, "numpy", "generic"):
        return str(value.dtype), repr(value)
    if _is(value, "duckdb", "DuckDBPyConnection"):
        return _database(value)
    return _random(value)


def attributes(value: Any) -> dict[str, Any] | None:
    """The object's own attributes; None when it has no place for any."""
    try:
        own = object.__getattribute__(value, "__dict__")
    except (AttributeError, TypeError):
        return None
    return own if isinstance(own, dict) else None


def checksum(values: Any) -> int:
    """One number for the bytes of a NumPy array without Python objects in it."""
    return zlib.crc32(values.ravel(order="K").view("u1")) if values.nbytes else 0


def identities(members: list[Any]) -> int:
    """One number for which objects a list holds, and in which order."""
    return zlib.crc32(array("Q", map(id, members)))


def database(connection: Any) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """A DuckDB's tables and views, and its settings; seen through a second cursor, so that no result is lost."""
    import duckdb

    try:
        cursor = connection.cursor()
        tables = cursor.execute(_TABLES).fetchall()
        settings = cursor.execute("SELECT name, value FROM duckdb_settings() ORDER BY ALL").fetchall()
    except duckdb.Error:  # closed, or in a failed transaction
        return ("unreadable",), ()
    return tuple(tables), tuple(settings)


def _is(value: Any, module: str, *names: str) -> bool:
    """Whether the value is of one of these classes of a module that is loaded."""
    loaded = sys.modules.get(module)
    return any(issubclass(type(value), cls) for name in names if isinstance(cls := getattr(loaded, name, None), type))


def _array(value: Any) -> tuple[Any, ...]:
    import numpy as np

    mask = np.ma.getmaskarray(value) if isinstance(value, np.ma.MaskedArray) else None
    plain = np.asarray(value)
    if not plain.dtype.hasobject:
        content: Any = checksum(plain)
    elif plain.size <= MOST_OBJECTS:
        content = plain.ravel().tolist()
    else:
        content = identities(plain.ravel().tolist())
    return str(plain.dtype), plain.shape, content, mask


def _tensor(value: Any) -> tuple[Any, ...]:
    import torch

    from grading.expect.arraygaps import as_tensor

    plain = as_tensor(value)
    about = str(plain.dtype), tuple(plain.shape), bool(value.requires_grad)
    if plain.layout is not torch.strided or plain.is_quantized:
        return (*about, id(value), value._version)
    numbers = plain.resolve_conj().resolve_neg().reshape(-1)
    return (*about, checksum(numbers.view(torch.uint8).numpy()) if len(numbers) else 0,
            value.grad if value.is_leaf else None)


def _frame(value: Any) -> tuple[Any, ...]:
    return ([str(dtype) for dtype in value.dtypes], value.columns.tolist(), list(value.index.names),
            _hashed(value, lambda: [value.iloc[:, place].tolist() for place in range(value.shape[1])]))


def _series(value: Any) -> tuple[Any, ...]:
    return str(value.dtype), repr(value.name), _hashed(value, value.tolist)


def _hashed(value: Any, members: Callable[[], Any]) -> Any:
    """One number for a table or a column with its index, or its members where these cannot be hashed."""
    import pandas as pd

    try:
        return checksum(pd.util.hash_pandas_object(value).to_numpy())
    except (TypeError, ValueError):
        return members()


def _random(value: Any) -> tuple[Any, ...] | None:
    """The state of a generator of random numbers."""
    if _is(value, "numpy.random", "Generator"):
        return (value.bit_generator.state,)
    if _is(value, "numpy.random", "BitGenerator"):
        return (value.state,)
    if _is(value, "numpy.random", "RandomState"):
        return (value.get_state(legacy=False),)
    if _is(value, "torch", "Generator"):
        return (value.get_state(),)
    return (value.getstate(),) if _is(value, "random", "Random") else None


def _database(connection: Any) -> tuple[Any, ...]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return id(connection), *database(connection)
