"""The fingerprint of a value: the same as long as nothing in it has changed, whatever it holds."""

from __future__ import annotations

import datetime
import decimal
import fractions
import functools
import pathlib
import re
import sys
import uuid
from collections import deque
from collections.abc import Iterable
from hashlib import blake2b
from itertools import chain
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType, ModuleType
from typing import Any

from grading.audit.footprint import bulk

# Values of these types say all about themselves in their repr, and nothing in them can change.
PLAIN = frozenset({int, float, bool, str, bytes, complex, type(None), type(Ellipsis), range, slice})
_TOLD = (datetime.date, datetime.time, datetime.timedelta, datetime.tzinfo, decimal.Decimal, fractions.Fraction,
         pathlib.PurePath, re.Pattern, uuid.UUID)
# What these libraries make is known by its identity: inside are windows, locks, threads and half of the library.
_OPAQUE = {"matplotlib", "mpl_toolkits", "duckdb", "_duckdb", "IPython", "ipykernel", "traitlets", "threading",
           "asyncio", "_thread", "socket", "subprocess", "multiprocessing", "concurrent", "sqlite3", "weakref", "io",
           "_io", "contextlib", "logging"}
MOST_PARTS = 200_000
DEEPEST = 60

Known = dict[int, tuple[Any, str]]


def fingerprint(value: Any, known: Known | None = None) -> str:
    """The same text for a value that holds the same; what cannot be looked into is told by its identity.

    `known` keeps the fingerprints of big things, so that several values that hold one array hash it once.
    """
    reader = _Reader({} if known is None else known)
    reader.read(value, 0)
    return reader.hash.hexdigest()


class _Reader:
    """Reads a value into a hash, each object once."""

    def __init__(self, known: Known) -> None:
        self.hash = blake2b(digest_size=16)
        self.known = known
        # The objects are kept with their numbers: a freed one could give its id to another.
        self.seen: dict[int, tuple[int, Any]] = {}

    def read(self, value: Any, depth: int) -> None:
        """Take in one value and all it holds."""
        cls = type(value)
        if cls in PLAIN or issubclass(cls, _TOLD):
            self.say(cls.__name__, repr(value))
        elif id(value) in self.seen:
            self.say("again", str(self.seen[id(value)][0]))
        elif len(self.seen) > MOST_PARTS or depth > DEEPEST:
            self.say("object", str(id(value)))
        else:
            self.seen[id(value)] = (len(self.seen), value)
            self.say("type", f"{cls.__module__}.{cls.__qualname__}")
            try:
                self.inside(value, depth + 1)
            except (AttributeError, LookupError, NotImplementedError, RuntimeError, TypeError, ValueError):
                self.say("object", str(id(value)))  # one of those whose content cannot be asked for

    def say(self, *words: str) -> None:
        """Take in words."""
        for word in words:
            self.hash.update(word.encode("utf-8", "surrogatepass") + b"\0")

    def inside(self, value: Any, depth: int) -> None:
        """Take in what an object holds."""
        if isinstance(value, (list, tuple, set, frozenset, deque)):
            self._many(value, depth)
            self._attributes(value, depth)
        elif isinstance(value, dict):
            self._many(dict.keys(value), depth)
            self._many(dict.values(value), depth)
            self._attributes(value, depth)
        elif (parts := self._bulk(value)) is not None:
            self.say(parts)
        elif isinstance(value, (FunctionType, MethodType, BuiltinFunctionType, functools.partial, CodeType)):
            self._callable(value, depth)
        elif isinstance(value, type):
            self._class(value, depth)
        elif _is_opaque(value) or not self._attributes(value, depth):
            self.say("object", str(id(value)))

    def _many(self, values: Iterable[Any], depth: int) -> None:
        """Take in the members of a container; of one that holds only plain values, or rows of them, at once."""
        members = list(values)
        if isinstance(values, (set, frozenset)):
            members.sort(key=repr)
        kinds = set(map(type, members))
        self.say(str(len(members)))
        if kinds <= PLAIN or (kinds <= {tuple} and set(map(type, chain.from_iterable(members))) <= PLAIN):
            # None of these can change; in a long list it is enough to see that they are the same ones.
            self.say(repr(members) if len(members) <= bulk.MOST_OBJECTS else str(bulk.identities(members)))
            return
        for member in members:
            self.read(member, depth)

    def _attributes(self, value: Any, depth: int) -> bool:
        """Take in an object's attributes; whether it has any place for them."""
        slots = [name for cls in type(value).__mro__ for name in _slots(cls)]
        own = bulk.attributes(value)
        for name in slots:
            self.say(name)
            self.read(getattr(value, name, None), depth)
        if own:
            self._many(own.keys(), depth)
            self._many(own.values(), depth)
        return own is not None or bool(slots)

    def _bulk(self, value: Any) -> str | None:
        """The fingerprint of an array, a table and the like, remembered; None for anything else."""
        if id(value) in self.known:
            return self.known[id(value)][1]
        parts = bulk.parts(value)
        if parts is None:
            return None
        text = fingerprint(parts, self.known)
        self.known[id(value)] = (value, text)
        return text

    def _callable(self, value: Any, depth: int) -> None:
        if isinstance(value, CodeType):
            self.say(value.co_code.hex(), repr(value.co_names))
            self._many(value.co_consts, depth)
        elif isinstance(value, functools.partial):
            self._many([value.func, value.args, value.keywords], depth)
        elif isinstance(value, MethodType):
            self._many([value.__func__, value.__self__], depth)
        elif isinstance(value, FunctionType) and not _of_a_library(value.__globals__.get("__name__"),
                                                                   value.__globals__):
            cells = [_content(cell) for cell in value.__closure__ or ()]
            self._many([value.__code__, value.__defaults__, value.__kwdefaults__, cells, vars(value)], depth)
        else:
            self.say("object", str(id(value)))

    def _class(self, value: type, depth: int) -> None:
        held = type.__getattribute__(value, "__dict__")
        if _of_a_library(value.__module__):
            self.say("object", str(id(value)))
            return
        for name, part in list(held.items()):
            if not name.startswith("__") or isinstance(part, FunctionType):
                self.say(name)
                self.read(part, depth)


def _is_opaque(value: Any) -> bool:
    """Whether it is known by its identity alone."""
    return isinstance(value, ModuleType) or type(value).__module__.partition(".")[0] in _OPAQUE


def _of_a_library(name: Any, names: dict[str, Any] | None = None) -> bool:
    """Whether a module of this name was imported (and holds these names): its own things do not change with a cell."""
    module = sys.modules.get(name) if isinstance(name, str) else None
    return module is not None and name != "__main__" and (names is None or vars(module) is names)


def _content(cell: Any) -> Any:
    """What a closure holds; its cell itself while that is empty."""
    try:
        return cell.cell_contents
    except ValueError:
        return id(cell)


def _slots(cls: type) -> list[str]:
    """The names of a class's slots that hold values."""
    slots = type.__getattribute__(cls, "__dict__").get("__slots__", ())
    names = [slots] if isinstance(slots, str) else list(slots)
    return [name for name in names if name not in ("__dict__", "__weakref__") and not name.startswith("__")]
