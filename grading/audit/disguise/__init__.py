"""Puts a fake in the place of a true answer, in the process where the tests will judge it.

`wear` installs it; `told`, after the tests, says whether it ever did anything that a right answer does not do: a test
must not be blamed for accepting a fake that was right by chance.
"""

from __future__ import annotations

import functools
from typing import Any

from grading.audit.disguise import functions, queries
from grading.audit.disguise.functions import SenselessFakeError, Told
from grading.audit.disguise.same import same
from grading.audit.disguise.twist import SenselessError, Twist
from grading.audit.disguise.yes import Yes
from grading.expect.kinds import family

# What can be asked more than once, and is given something each time.
_ASKED = ("visible", "input", "mutate")
_told: dict[str, Told] = {}


def wear(namespace: dict[str, Any], name: str, how: str, visible: list[str]) -> str:
    """Replace `namespace[name]` by the fake `how`; "" when that is done, or why this fake makes no sense here.

    `visible` are the texts of the test cells up to their hidden part: the fake that knows them by heart runs them.
    """
    told(namespace, name)
    if name not in namespace:
        return f"there is no `{name}`"
    value = namespace[name]
    try:
        if isinstance(value, type) or family(value) == "function" or _is_wrapped(value):
            _told[name] = functions.wear(namespace, name, how, visible)
        elif how in ("empty", "zero", "noise", "visible") and queries.is_query(value):
            _told[name] = queries.wear(namespace, name, how, visible)
        else:
            namespace[name] = _value(value, how)
    except (SenselessFakeError, SenselessError) as reason:
        return str(reason)
    return ""


def told(namespace: dict[str, Any], name: str) -> str:
    """After the tests: "" when the fake did what a right answer does not do, or why it was no fake after all."""
    tell = _told.pop(name, None)
    return tell() if tell is not None else ""


def _is_wrapped(value: Any) -> bool:
    """Whether it is a function inside something that functools made."""
    return callable(value) and (isinstance(value, functools.partial) or hasattr(type(value), "cache_info"))


def _value(value: Any, how: str) -> Any:
    """The fake of an answer that is a value."""
    if how in _ASKED:
        raise SenselessFakeError("nobody can ask it anything: it is no function")
    if how == "yes_inside" and queries.is_query(value):
        raise SenselessFakeError("the values of a query are in the database")
    if how in ("none", "yes"):
        fake: Any = None if how == "none" else Yes(type(value))
        if fake is value:
            raise SenselessFakeError("the true answer is None")
        return fake
    twist = Twist(how)
    fake = twist.make(value)
    if not twist.later and same(fake, value):
        raise SenselessFakeError(f"the true answer is {'empty' if how == 'empty' else 'zero'} already")
    return fake
