"""Makes something wrong out of a right value: empty, zero, noise, far too large, or passing any comparison."""

from __future__ import annotations

import copy
import datetime
import decimal
import functools
import random
from collections.abc import Callable
from typing import Any

from grading.audit.disguise import yes
from grading.audit.disguise.same import same
from grading.expect.kinds import family

_EPOCH = datetime.datetime(1970, 1, 1)
_ZEROS: dict[str, Any] = {
    "none": None, "bool": False, "int": 0, "float": 0.0, "complex": 0j, "str": "", "bytes": b"",
    "decimal": decimal.Decimal(0), "datetime": _EPOCH, "date": _EPOCH.date(), "time": datetime.time(),
    "timedelta": datetime.timedelta(), "ellipsis": ...,
}


class SenselessError(Exception):
    """This value has no such counterpart; the text says why."""


class Twist:
    """Twists values in one way. `note` is called when something whose values come later has given a wrong one.

    `later` says whether the last value made is, or holds, such a thing, `sure` whether something else in it is wrong.
    """

    def __init__(self, how: str, note: Callable[[], None] = lambda: None) -> None:
        self.how, self.note = how, note
        self.dice = random.Random(52)
        self.later = self.sure = False

    def make(self, value: Any) -> Any:
        """The wrong counterpart of a right value; SenselessError when it has none."""
        self.later = self.sure = False
        try:
            return self.empty(value) if self.how == "empty" else self.each(value)
        except SenselessError:
            raise
        except Exception as error:  # A library may refuse to put another value in the place of one.
            raise SenselessError(f"it cannot be made: {type(error).__name__}: {error}") from error

    def empty(self, value: Any) -> Any:
        """The value without its content; a tuple keeps its parts where all of them can be empty."""
        word = family(value)
        if word == "tuple" and value:
            try:
                return _rebuilt(value, [self.empty(part) for part in value])
            except SenselessError:
                return () if type(value) is tuple else self.each(value)
        if word in ("list", "dict", "set", "str", "bytes", "tuple"):
            return type(value)() if type(value) in (list, dict, set, frozenset, str, bytes, tuple) else value[:0]
        if word in ("array", "tensor") and len(value.shape):
            return value[:0]
        if word in ("frame", "series"):
            return value.iloc[:0] if hasattr(value, "iloc") else value[:0]
        from grading.audit.disguise import objects

        return objects.empty(value, self)

    def each(self, value: Any, others: list[str] | None = None) -> Any:
        """The value with everything in it made wrong, each thing by itself; `others` are texts that stand beside it."""
        from grading.audit.disguise import libraries, objects

        word = family(value)
        if libraries.knows(value, word) or word in _ZEROS:
            wrong = libraries.each(value, word, self) if libraries.knows(value, word) else \
                self.leaf(value, word, others or [])
            self.sure = self.sure or not same(wrong, value)
            return wrong
        if word in ("list", "tuple", "set"):
            return _rebuilt(value, [self.each(part) for part in value])
        if word == "dict":
            beside = [part for part in value.values() if type(part) is str]
            made = copy.copy(value)
            made.update({key: self.each(part, beside) for key, part in value.items()})
            return made
        return self.function(value) if word == "function" else objects.each(value, self)

    def leaf(self, value: Any, word: str, others: list[str]) -> Any:
        """One wrong value in the place of a right one."""
        if self.how == "zero":
            return _ZEROS[word]
        if self.how == "yes_inside":
            return yes.like(value)
        return self.noise(value, word, others)

    def noise(self, value: Any, word: str, others: list[str]) -> Any:
        """A value of the same type that looks likely and is wrong."""
        if word == "bool":
            return not value
        if self.how == "far" and word in ("int", "float", "complex", "decimal"):
            return type(value)(value * 1000) if value else type(value)(1000)
        if word == "int":
            return value + self.dice.randint(1, max(3, abs(value))) * (1 if value >= 0 else -1)
        if word == "float":
            return self.number(value)
        if word == "str":
            return self.text(value, others)
        if word in ("date", "datetime"):
            return value + datetime.timedelta(days=self.dice.randint(1, 300))
        if word == "none":
            return 0
        return value + type(value)(1) if word in ("complex", "decimal", "timedelta") else _ZEROS[word]

    def number(self, value: float) -> float:
        """Another number of the same size; between 0 and 1 when the right one is."""
        if 0 <= value <= 1:
            return (value + self.dice.uniform(0.2, 0.8)) % 1
        away = self.dice.uniform(0.3, 1.3) * (abs(value) if abs(value) < 1e300 else 1)
        return value + away if abs(value) < 1e300 else away

    def text(self, value: str, others: list[str]) -> str:
        """One of the texts beside it; or else the same letters in another order, or one letter more."""
        if known := [other for other in others if other != value]:
            return self.dice.choice(known)
        letters = list(value)
        self.dice.shuffle(letters)
        shuffled = "".join(letters)
        return next((text for text in (shuffled, value[::-1]) if text != value), value + "x")

    def function(self, right: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its results twisted."""
        self.later = True

        @functools.wraps(right)
        def wrong(*args: Any, **kwargs: Any) -> Any:
            return self.result(right(*args, **kwargs))

        return wrong

    def result(self, right: Any) -> Any:
        """What something whose values come later gives in the place of a right value."""
        inner = Twist(self.how, self.note)
        inner.dice = self.dice
        try:
            wrong = inner.make(right)
        except SenselessError:
            return right
        if inner.sure if inner.later else not same(wrong, right):
            self.note()
        return wrong


def _rebuilt(value: Any, parts: list[Any]) -> Any:
    """The same kind of container with other parts."""
    if hasattr(type(value), "_fields"):
        return type(value)(*parts)
    return type(value)(parts)
