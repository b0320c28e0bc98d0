"""Calling a learner's function: its signature, its errors, its side effects."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from typing import Any

from grading.expect.errors import NotAttempted, NotYet, message
from grading.expect.gaps import gap
from grading.expect.kinds import family, kind
from grading.expect.place import own_line, subject
from grading.expect.show import is_array, shorten, show
from grading.expect.state import now


def function(f: Any, signature: str = "") -> None:
    """Nothing when f is a function with these parameters, in order, with their defaults; optional ones may follow."""
    from grading.expect.signatures import differences

    name = subject("The answer")
    if not callable(f) or isinstance(f, type):
        raise NotYet(message(f"{name} should be a function, but is {kind(f)}: {show(f)}.",
                             "Was the name given to something else after `def`, or the function called and not kept?"))
    lines = differences(f, signature)
    if lines:
        raise NotYet(message(f"{name} should take the parameters ({signature}), but takes other ones.", *lines,
                             "The first line of the function, as it was given, has them."))


def call(f: Any, *args: Any, **kwargs: Any) -> Any:
    """What the learner's function returns; an exception in it becomes NotYet with the learner's own line."""
    text = now.called = call_text(f, args, kwargs)
    try:
        result = f(*args, **kwargs)
    except NotYet:
        raise
    except (Exception, SystemExit) as error:
        _still_a_stub(error)
        from grading.expect.reasons import around

        raise NotYet(message(stopped(f"`{text}`", error), **around())) from None
    now.results.append((text, result))
    return result


def raises(error: type[BaseException] | tuple[type[BaseException], ...], f: Any, *args: Any, match: str | None = None,
           **kwargs: Any) -> None:
    """Nothing when the call raises this error (and its text holds `match`, a pattern without regard to case)."""
    text = f"`{call_text(f, args, kwargs)}`"
    words = " or ".join(one.__name__ for one in (error if isinstance(error, tuple) else (error,)))
    try:
        result = f(*args, **kwargs)
    except error as raised:
        said = safe_text(raised)
        if match is not None and not re.search(match, said, re.IGNORECASE):
            raise NotYet(message(f"{text} raises {type(raised).__name__} as it should, but its message should mention "
                                 f"{show(match)} so that its reader can act.", f"  it says: {show(said)}",
                                 own_line(raised.__traceback__))) from None
        return
    except (Exception, SystemExit) as raised:
        _still_a_stub(raised)
        lines = [f"{text} should raise {words}, but raised {type(raised).__name__}: {shorten(safe_text(raised))}.",
                 own_line(raised.__traceback__)]
        if issubclass(error if isinstance(error, type) else error[0], type(raised)):
            lines.append(f"{type(raised).__name__} is a wider class than {words}: raise {words} itself.")
        raise NotYet(message(*lines)) from None
    raise NotYet(message(f"{text} should raise {words}, but returned {show(result)}.",
                         "Is the bad input tested for before the calculation, and does that branch use `raise`?"))


def unchanged(f: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """What f returns, after a check that the call left its arguments as they were."""
    text = call_text(f, args, kwargs)
    before = copy.deepcopy((args, kwargs))
    result = call(f, *args, **kwargs)
    pairs = [(f"argument {i + 1}", a, b) for i, (a, b) in enumerate(zip(args, before[0], strict=True))]
    pairs += [(f"argument `{name}`", kwargs[name], before[1][name]) for name in kwargs]
    for name, after, original in pairs:
        found = gap(after, original, rtol=0.0)
        if found is not None:
            place = f", at {found.place}," if found.place else ""
            raise NotYet(message(
                f"`{text}` should leave what it is given as it was, but it changed its {name}.",
                f"After the call, {name}{place} {_after(found.text)}.",
                "Some methods and operators change a value in place (+=, sort, append, fill, inplace=True, "
                "assigning to a slice or a column). Work on a copy, or build a new value."))
    return result


def _still_a_stub(error: BaseException) -> None:
    """Raise NotAttempted when the error is what the exercise's own starting text ends in."""
    from grading.expect.attempts import is_stub_error

    if is_stub_error(error, now.number):
        raise NotAttempted(message(f"{now.label} is not attempted yet:",
                                   "the line `raise NotImplementedError(…)` is still there.",
                                   "Write your code in its place, and run that cell.")) from None


def _after(text: str) -> str:
    """What differs, told as a change."""
    for pattern, words in ((r"^has the right items in another order: should be (.*), but is (.*)$",
                            r"has its items in another order: it was \1 and is now \2"),
                           (r"^should be (.*), but is (.*)$", r"was \1 and is now \2"),
                           (r"^should have (.*), but has (.*)$", r"had \1 and now has \2"),
                           (r" \(the first of (\d+) wrong among ([^)]*)\)$", r" (\1 of \2 changed)"),
                           (r" \(the only wrong one of (\d+)\)$", r" (the only one of \1 that changed)")):
        text = re.sub(pattern, words, text, flags=re.DOTALL)
    return text


def stopped(text: str, error: BaseException) -> str:
    """The message for an error in the learner's code: what was called, the error, the line, the likely cause."""
    from grading.expect.causes import likely_cause

    return message(f"{text} stopped with {type(error).__name__}: {shorten(safe_text(error), 300)}",
                   own_line(error.__traceback__), likely_cause(error))


def safe_text(error: BaseException) -> str:
    """The error's own text, even when its __str__ fails."""
    try:
        return str(error)
    except Exception:
        return "(its message cannot be shown)"


def call_text(f: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    """The call as short text: `f([1, 2], axis=0)`."""
    name = getattr(f, "__name__", type(f).__name__)
    parts = [_argument(value) for value in args] + [f"{key}={_argument(value)}" for key, value in kwargs.items()]
    return shorten(f"{name}({', '.join(parts)})", 120)


def _argument(value: Any) -> str:
    if family(value) == "frame":
        return f"<table of {len(value)} rows>"
    if is_array(value) and value.size > 12:
        return f"<array of shape {value.shape}>"
    return " ".join(show(value, 80).split())
