"""Puts forgeries in the place of functions and of the methods of classes."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from types import FunctionType
from typing import Any

from grading.audit.disguise.forger import Forger
from grading.audit.disguise.rehearse import rehearse

_SPECIAL = ("__call__", "__getitem__", "__iter__")
Told = Callable[[], str]


class SenselessFakeError(Exception):
    """This fake makes no sense for this answer; the text says why."""


def wear(namespace: dict[str, Any], name: str, how: str, visible: list[str]) -> Told:
    """Put a forgery in the place of the function or class `name`; what tells later whether it was one."""
    right = namespace[name]
    if how in ("input", "mutate") and not isinstance(right, type) and not _parameters(right):
        raise SenselessFakeError("it takes nothing")
    forger = Forger(how)
    if how == "visible":
        witness = Forger("record")
        rehearse(namespace, name, forged(right, witness), visible)
        if not witness.called:
            raise SenselessFakeError("no visible test calls it")
        forger = Forger(how, witness.known, witness.first)
    namespace[name] = forged(right, forger)
    return lambda: _told(forger)


def _told(forger: Forger) -> str:
    """Why it was no fake after all, or nothing."""
    if forger.how == "mutate":
        return "" if forger.spoilt else "nothing that can be changed in place ever reached it"
    # Tests that ask for nothing but the visible examples are fooled, though all that they were told is right.
    if forger.called and not forger.differed and forger.how != "visible":
        return "everything it gave was equal to the true answer"
    return ""


def forged(right: Any, forger: Forger) -> Any:
    """The function or class, answered for by the forger."""
    return _class(right, forger) if isinstance(right, type) else _function(right, forger)


def _function(right: Any, forger: Forger) -> Any:
    @functools.wraps(right)
    def answer(*args: Any, **kwargs: Any) -> Any:
        return forger.call(right, "", *_filled(right, args, kwargs))

    return answer


def _filled(right: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """The arguments in one form, whether they were given by place or by name; as they are where they do not fit."""
    try:
        bound = inspect.signature(right).bind(*args, **kwargs)
    except (TypeError, ValueError):
        return args, kwargs
    return bound.args, bound.kwargs


def _parameters(right: Any) -> bool:
    """Whether it takes anything."""
    try:
        return bool(inspect.signature(right).parameters)
    except (TypeError, ValueError):
        return True


def _class(right: type, forger: Forger) -> type:
    """A class below the true one whose own methods are forged; what they call on the object meanwhile is true."""
    body: dict[str, Any] = {}
    for cls in reversed(right.__mro__):
        own = vars(cls).items() if cls.__module__ == right.__module__ else ()
        body |= {word: _method(word, held, forger) for word, held in own if _gives_results(word, held)}
    if not body:
        raise SenselessFakeError("it has no methods of its own")
    body |= {"__doc__": right.__doc__, "__module__": right.__module__, "__qualname__": right.__qualname__}
    try:
        return type(right)(right.__name__, (right,), body)
    except TypeError:
        raise SenselessFakeError("nothing can be derived from it") from None


def _gives_results(word: str, held: Any) -> bool:
    public = not word.startswith("_") or word in _SPECIAL
    return public and isinstance(held, FunctionType | staticmethod | classmethod)


def _method(word: str, held: Any, forger: Forger) -> Any:
    if isinstance(held, staticmethod | classmethod):
        return type(held)(_bound(word, held.__func__, forger, 0 if isinstance(held, staticmethod) else 1))
    return _bound(word, held, forger, 1)


def _bound(word: str, right: Any, forger: Forger, first: int) -> Any:
    """The method, whose arguments begin at `first`; it works on its own object, or no model could be trained."""
    @functools.wraps(right)
    def answer(*args: Any, **kwargs: Any) -> Any:
        return forger.call(functools.partial(right, *args[:first]), word, args[first:], kwargs, copies=False)

    return answer
