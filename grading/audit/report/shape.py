"""Whether a record read from a file holds what its fields say, since JSON promises nothing about types."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints


def misshapen(record: object) -> str:
    """What is the first thing in this dataclass that is not of its field's type, in words; "" when all is well."""
    kind: Any = type(record)
    for name, hint in _hints(kind):
        if wrong := _wrong(getattr(record, name), hint):
            return f"{name} {wrong}"
    return ""


@cache
def _hints(kind: Any) -> list[tuple[str, Any]]:
    hints = get_type_hints(kind)
    return [(field.name, hints[field.name]) for field in fields(kind)]


def _wrong(value: Any, hint: Any) -> str:
    if get_origin(hint) is tuple:
        if not isinstance(value, tuple):
            return "is no list"
        return next((wrong for item in value if (wrong := _wrong(item, get_args(hint)[0]))), "")
    kinds: tuple[type, ...] = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    if float in kinds:
        kinds += (int,)
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        return f"is {type(value).__name__}, not {kinds[0].__name__}"
    return misshapen(value) if is_dataclass(value) else ""
