"""A forged function: in the place of the true one it gives something else, and keeps book of whether it did."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from grading.audit.disguise.same import MOST_ITEMS, duplicate, duplicates, is_stream, same
from grading.audit.disguise.spoil import spoil
from grading.audit.disguise.twist import SenselessError, Twist
from grading.audit.disguise.yes import Yes
from grading.audit.footprint.values import fingerprint

Call = Callable[..., Any]


@dataclass
class Outcome:
    """What came of a call: a value, or an error; the items of a stream are kept in a list."""

    value: Any = None
    error: Exception | None = None
    stream: bool = False

    def give(self) -> Any:
        """Return or raise it."""
        if self.error is not None:
            raise self.error
        return iter(self.value) if self.stream else self.value


@dataclass
class Forger:
    """Forges calls in one way, and remembers what it did.

    `known` holds what the true answer said to the visible examples, by their fingerprints; `record` writes it there.
    """

    how: str
    known: dict[str, Outcome] = field(default_factory=dict)
    first: dict[str, Outcome] = field(default_factory=dict)
    called: int = 0
    differed: bool = False
    spoilt: bool = False
    inside: bool = False
    twist: Twist = field(init=False)

    def __post_init__(self) -> None:
        self.twist = Twist(self.how, self.note)

    def note(self) -> None:
        """Remember that something wrong was given."""
        self.differed = True

    def call(self, right: Call, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], copies: bool = True) -> Any:
        """What the forgery gives in the place of `right(*args, **kwargs)`; with `copies`, nothing happens to those.

        What the true answer calls itself meanwhile is answered truly: it may call itself.
        """
        if self.inside:
            return right(*args, **kwargs)
        self.called += 1
        if self.how == "mutate":
            return self._mutated(right, args, kwargs)
        if self.how == "record":
            return self._recorded(right, name, args, kwargs)
        if self.differed and self.how in _WITHOUT_TRUTH:
            return self._forged(Outcome(), name, args, kwargs).give()
        theirs = duplicates(args, kwargs) if copies else (args, kwargs)
        truth = self._outcome(right, *theirs)
        if truth.error is None and truth.value is _owner(right):
            return truth.value  # it did its work on its own object, as `fit` does
        forged = self._forged(truth, name, args, kwargs)
        if not self.differed:
            later = self.how in _TWISTED and self.twist.later
            self.differed = self.twist.sure if later else \
                _differ(forged, truth) or fingerprint((args, kwargs)) != fingerprint(theirs)
        return forged.give()

    def _forged(self, truth: Outcome, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Outcome:
        """What is given in the place of the truth."""
        if self.how == "none":
            return Outcome()
        if self.how == "yes":
            return Outcome(Yes(type(truth.value) if truth.error is None else object))
        if self.how == "input":
            return Outcome(next(iter([*args, *kwargs.values()]), None))
        if self.how == "visible":
            told = self.known.get(_key(name, args, kwargs)) or self.first.get(name) or Outcome()
            return Outcome(duplicate(told.value), told.error, told.stream)
        return self._twisted(truth)

    def _twisted(self, truth: Outcome) -> Outcome:
        """The truth made wrong; an error of the true answer, and what has no wrong counterpart, as they are."""
        self.twist.later = self.twist.sure = False
        if truth.error is not None:
            return truth
        try:
            return Outcome(self.twist.make(truth.value), stream=truth.stream)
        except SenselessError:
            return truth

    def _outcome(self, right: Call, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Outcome:
        """What the true answer does."""
        with self._truly():
            try:
                value = right(*args, **kwargs)
                if is_stream(value):
                    return Outcome(list(islice(value, MOST_ITEMS)), stream=True)
                return Outcome(value)
            except Exception as error:
                return Outcome(error=error)

    @contextmanager
    def _truly(self) -> Iterator[None]:
        """Whatever is called meanwhile is answered truly."""
        self.inside = True
        try:
            yield
        finally:
            self.inside = False

    def _recorded(self, right: Call, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """The truth, remembered."""
        key = _key(name, args, kwargs)
        truth = self._outcome(right, args, kwargs)
        kept = Outcome(duplicate(truth.value), truth.error, truth.stream)
        self.known.setdefault(key, kept)
        if truth.error is None:
            self.first.setdefault(name, kept)
        return truth.give()

    def _mutated(self, right: Call, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """The truth, and then the arguments are spoilt; what is given keeps what it held before that."""
        truth = self._outcome(right, args, kwargs)
        before, kept = fingerprint(truth.value), duplicate(truth.value)
        self.spoilt |= spoil(args, kwargs)
        if fingerprint(truth.value) != before:
            truth = Outcome(kept, truth.error, truth.stream)
        return truth.give()


_NOTHING = object()
_TWISTED = ("empty", "zero", "noise", "far", "yes_inside")
# Once it is known that these give something else, what would be right need not be found out.
_WITHOUT_TRUTH = ("none", "visible", "input")


def _differ(forged: Outcome, truth: Outcome) -> bool:
    """Whether somebody could see a difference."""
    if forged.error is not None or truth.error is not None:
        return type(forged.error) is not type(truth.error)
    return not same(forged.value, truth.value)


def _owner(right: Call) -> Any:
    """The object that a method works on; something that nothing is, for a function."""
    return right.args[0] if isinstance(right, functools.partial) and right.args else _NOTHING


def _key(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    return fingerprint((name, args, sorted(kwargs.items())))
