"""`begin`, the first line of every test cell: whose answer is checked, whether there is one, and quiet around it."""

from __future__ import annotations

import builtins
import linecache
import re
import sys
from types import FunctionType
from typing import Any

from grading.expect import attempts, passed, quiet
from grading.expect.errors import NotAttempted, message
from grading.expect.state import now

_LAST_RUN = "If that cell shows an error, mend it first: a check sees what ran last, not what is written there."


def begin(name: str, namespace: dict[str, Any], number: str = "", given: str | None = None, form: bool = False) -> None:
    """Nothing when there is an answer to check; NotAttempted when `name` still is what the learner started from.

    `namespace` is the notebook's `globals()`, `number` how the exercise is called ("21.3"), `given` the fingerprint
    of a starting text that is no answer yet, `form` whether what learners see here looks at the form of an answer only.
    When the cell finds nothing wrong, one line on stdout says so, and how much that means. Until it ends, warnings,
    stderr and the value of a last line are not shown (nbgrader gives zero for the first two and reads the third as
    points), and changes of the global random state are undone afterwards. `expect` and its checks, and builtins that
    the cell uses and the notebook has covered up, are put back for this cell.
    """
    quiet.restore()
    now.name, now.number, now.namespace = name, number, namespace
    now.file = sys._getframe(1).f_code.co_filename
    now.called = ""
    now.results.clear()
    _put_back(name, namespace)
    quiet.hush(sys._getframe(1).f_code)
    if name not in namespace:
        raise NotAttempted(message(f"{now.label} is not attempted yet: there is no `{name}`.",
                                   f"Run the cell above this one, and keep the name `{name}` in it.", _LAST_RUN))
    if what_to_do := attempts.untouched(namespace[name], name, given):
        raise NotAttempted(message(f"{now.label} is not attempted yet: {what_to_do}", _LAST_RUN))
    passed.announce(number or name, _source(), form)


def _put_back(name: str, namespace: dict[str, Any]) -> None:
    """Make `expect` whole, and uncover builtins that the test cell reads until it ends."""
    package = sys.modules["grading.expect"]
    for public in package._HOME:
        vars(package).pop(public, None)
    namespace["expect"] = package
    words = set(re.findall(r"[A-Za-z_]\w*", _source()))
    covered = [word for word in words & namespace.keys() & vars(builtins).keys()
               if word != name and not word.startswith("_") and namespace[word] is not vars(builtins)[word]]
    for word in covered:
        value = namespace[word]
        # A function may be a helper that the answer calls: it stays then.
        if not callable(value) or word not in _used(namespace):
            del namespace[word]
            now.undo.append(lambda word=word, value=value: namespace.setdefault(word, value))


def _used(namespace: dict[str, Any]) -> set[str]:
    """Every name that the notebook's own functions and methods read."""
    found: set[str] = set()
    for value in list(namespace.values()):
        methods = type.__getattribute__(value, "__dict__").values() if issubclass(type(value), type) else ()
        for part in [value, *methods]:
            if type(part) is FunctionType and part.__globals__ is namespace:
                found |= attempts.names(part.__code__)
    return found


def _source() -> str:
    """The text of the test cell that runs."""
    return "".join(linecache.getlines(now.file))
