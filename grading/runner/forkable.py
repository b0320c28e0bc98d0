"""What libraries need so that a process which has used them can be forked."""

from __future__ import annotations

import functools
import sys
from contextlib import suppress
from typing import Any


def prepare(namespace: dict[str, Any]) -> None:
    """Let libraries that are imported do all their work in the thread that asks, as far as they can be told to."""
    if (duckdb := sys.modules.get("duckdb")) is not None:
        _no_readers(duckdb)


def _no_readers(duckdb: Any) -> None:
    """DuckDB from 2.0 on reads files in threads that a fork does not have: a query there would wait for ever."""
    connect = duckdb.connect

    @functools.wraps(connect)
    def in_this_thread(database: Any = ":memory:", read_only: bool = False, config: Any = None) -> Any:
        return connect(database, read_only=read_only, config={"async_threads": 0, **(config or {})})

    with suppress(duckdb.Error):  # an older one knows no such setting, and has no such threads
        duckdb.execute("SET async_threads = 0")
        duckdb.connect = in_this_thread
