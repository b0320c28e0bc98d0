"""`equal` and `close`: one value against another."""

from __future__ import annotations

from typing import Any

from grading.expect.errors import NotYet, message
from grading.expect.gaps import Gap, count, gap, kind_gap
from grading.expect.kinds import NUMBERS, family, kind, plain
from grading.expect.place import subject
from grading.expect.show import show


def equal(got: Any, want: Any, because: str = "", hint: int | str | None = None) -> None:
    """Nothing when both are the same in kind and value (numbers within 1e-9, float32 within 1e-6); else NotYet."""
    found = gap(got, want)
    if found is not None:
        raise NotYet(_text(found, got, want, because, hint))


def close(got: Any, want: Any, rtol: float = 1e-9, atol: float = 0.0, because: str = "",
          hint: int | str | None = None) -> None:
    """Nothing when numbers, arrays, lists or dicts of numbers agree within the tolerance; else NotYet."""
    found = _close_gap(got, want, rtol, atol)
    if found is not None:
        raise NotYet(_text(found, got, want, because, hint))


def _text(found: Gap, got: Any, want: Any, because: str, hint: int | str | None) -> str:
    name = subject("The result")
    both: list[str] = []
    if found.place:
        both = [f"  expected: {show(want)}", f"  got:      {show(got)}"]
        if family(want) in ("frame", "series") or any("\n" in line or len(line) > 120 for line in both):
            both = []
        name = f"{name}, at {found.place},"
    return message(f"{name} {found.text}.", *both, found.cause, because=because, hint=hint)


def _close_gap(got: Any, want: Any, rtol: float, atol: float) -> Gap | None:
    ours, theirs = family(want), family(got)
    if ours in NUMBERS:
        got = _single(got)
        return gap(got, want, rtol, atol)
    many = ("list", "tuple", "array", "series", "tensor")
    if ours in many and theirs in many:
        from grading.expect.arraygaps import numbers_gap

        return numbers_gap(got, want, rtol, atol)
    if ours == "dict" and theirs == "dict":
        return _close_dicts(plain(got), plain(want), rtol, atol)
    if ours in many:
        return Gap(f"should hold {count(len(want), 'number')}, but is {kind(got)}: {show(got)}")
    return gap(got, want, rtol, atol) if ours == theirs else kind_gap(got, want)


def _close_dicts(got: dict[Any, Any], want: dict[Any, Any], rtol: float, atol: float) -> Gap | None:
    found = gap(dict.fromkeys(got), dict.fromkeys(want))
    if found is not None:
        return found
    for key, value in want.items():
        found = _close_gap(got[key], value, rtol, atol)
        if found is not None:
            return found.at(f"[{show(key)}]")
    return None


def _single(value: Any) -> Any:
    """The one number inside an array or tensor without dimensions; any other value unchanged."""
    if family(value) in ("array", "tensor") and len(value.shape) == 0:
        return value.item()
    return value
