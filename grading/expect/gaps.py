"""The first difference between what came and what was expected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from grading.expect import numbers
from grading.expect.kinds import NUMBERS, family, kind, plain, spelt
from grading.expect.show import show


@dataclass(frozen=True)
class Gap:
    """The first difference: where it is, what should be there and what is, and what commonly causes it."""

    text: str
    place: str = ""
    cause: str = ""

    def at(self, step: str) -> Gap:
        """The same difference, seen from one level further out."""
        return Gap(self.text, step + self.place, self.cause)


def gap(got: Any, want: Any, rtol: float = 1e-9, atol: float = 0.0, depth: int = 0) -> Gap | None:
    """The first difference, or None when the two are the same in kind and value."""
    if depth > 50:
        return Gap("is nested too deeply to compare")
    ours, theirs = family(want), family(got)
    if ours in NUMBERS and theirs in NUMBERS:
        return number_gap(got, want, rtol, atol)
    if ours in ("array", "tensor", "frame", "series") and ours == theirs:
        return _library_gap(got, want, rtol, atol, ours)
    if ours != theirs or (ours not in _COMPARE and type(got) is not type(want)):
        return kind_gap(got, want, inside=depth > 0)
    if ours in ("list", "tuple"):
        return _sequence_gap(plain(got), plain(want), rtol, atol, depth)
    if ours == "dict":
        return _dict_gap(plain(got), plain(want), rtol, atol, depth)
    if ours == "set":
        return _set_gap(plain(got), plain(want))
    if ours == "str":
        return text_gap(plain(got), plain(want))
    if want is got or (plain(want) == plain(got)) is True:
        return None
    return Gap(f"should be {show(want)}, but is {show(got)}")


_COMPARE = ("none", "ellipsis", "bool", "str", "bytes", "list", "tuple", "dict", "set", "datetime", "date", "time",
            "timedelta")


def number_gap(got: Any, want: Any, rtol: float, atol: float) -> Gap | None:
    """Two numbers; whole numbers exactly, others within the tolerance (float32 with its own)."""
    rtol = numbers.tolerance(want, numbers.tolerance(got, rtol))
    one, two = plain(got), plain(want)
    if numbers.agree(one, two, rtol, atol):
        return None
    about = "about " if rtol > 1e-8 or atol > 0 else ""
    return Gap(f"should be {about}{_digits(two, one)}, but is {_digits(one, two)}", cause=numbers.likely(one, two))


def _digits(value: Any, other: Any) -> str:
    return show(value) if isinstance(value, int) else numbers.number_text(value, other)


def kind_gap(got: Any, want: Any, inside: bool = False) -> Gap:
    """Two different kinds of thing, with what commonly leads there; `inside` a list, None is no missing `return`."""
    text = f"should be {_named(want)}, but is {_named(got)}"
    return Gap(text, cause="" if inside and got is None else _kind_cause(got, want))


def _named(value: Any) -> str:
    word = family(value)
    if word in ("function", "class"):
        return show(value)
    if value is None or word in ("ellipsis", "array", "tensor", "frame", "series"):
        return kind(value)
    return f"{kind(value)}: {show(value)}" if word != "none" else "a missing value (None)"


def _kind_cause(got: Any, want: Any) -> str:
    ours, theirs = family(want), family(got)
    if theirs == "ellipsis":
        return "The `...` is still there: put your answer in its place."
    if theirs == "none":
        return "" if ours == "none" else \
            "None comes from a function that ends without `return`, or that returns None itself."
    if theirs == "function":
        return "Is the call missing? A function is called with brackets after its name."
    if ours == "none" and theirs == "float" and got != got:
        return "nan (not a number) and None (no value) are different things."
    if theirs == "str" and ours in NUMBERS:
        return _digits_cause(plain(got))
    if ours == "str" and theirs == "class":
        return f'Put quotes round it: "{spelt(got)}".' if spelt(got) else ""
    if ours == "str" and theirs in NUMBERS:
        return "The same digits as text stand in quotes." if str(got) == str(want) else ""
    if ours == "bool" and theirs in (*NUMBERS, "str"):
        return "True and False are written without quotes, and are not the numbers 1 and 0."
    if theirs == "bool" and ours in NUMBERS:
        return "True and False come from a comparison; the number itself is asked for."
    if {ours, theirs} == {"list", "tuple"}:
        same = gap(list(plain(got)), list(plain(want))) is None
        start = "The values are right, only the" if same else "The"
        return f"{start} brackets differ: [ ] make a list, ( ) a tuple."
    return ""


def _digits_cause(got: str) -> str:
    """What is said of digits that are text."""
    try:
        float(got)
    except ValueError:
        return ""
    return f'It is text (in quotes, or made by str()): "{got.strip()}" is not the number {got.strip()}.'


def text_gap(got: str, want: str) -> Gap | None:
    """Two texts: the first place that differs, and whether only spaces or capitals do."""
    if got == want:
        return None
    text = f"should be {show(want)}, but is {show(got)}"
    if got.strip() == want.strip():
        return Gap(text, cause="Only the spaces or line ends around it differ.")
    if got.casefold() == want.casefold():
        return Gap(text, cause="Only capital and small letters differ.")
    if len(want) > 30:
        place = next((i for i, (a, b) in enumerate(zip(got, want, strict=False)) if a != b), min(len(got), len(want)))
        text += f"; they part after {show(want[max(0, place - 15):place])}" if place else ""
    return Gap(text)


def _sequence_gap(got: Any, want: Any, rtol: float, atol: float, depth: int) -> Gap | None:
    if len(got) != len(want):
        cause = "It is empty." if not len(got) else _length_cause(got, want)
        return Gap(f"should have {count(len(want), 'item')}, but has {len(got)}: {show(got)}", cause=cause)
    for index, (one, two) in enumerate(zip(got, want, strict=True)):
        found = gap(one, two, rtol, atol, depth + 1)
        if found is not None:
            if depth == 0 and _same_items(got, want):
                return Gap(f"has the right items in another order: should be {show(want)}, but is {show(got)}")
            return found.at(f"[{index}]")
    return None


def _length_cause(got: Any, want: Any) -> str:
    if len(got) == len(want) + 1 and (gap(got[:-1], want) is None or gap(got[1:], want) is None):
        return "There is one too many at an end: look at where the counting starts and where it ends."
    if len(got) == len(want) - 1 and (gap(got, want[:-1]) is None or gap(got, want[1:]) is None):
        return "One is missing at an end: look at where the counting starts and where it ends."
    return ""


def _same_items(got: Any, want: Any) -> bool:
    if len(got) > 200:
        return False
    left = list(want)
    for item in got:
        match = next((i for i, other in enumerate(left) if gap(item, other) is None), None)
        if match is None:
            return False
        del left[match]
    return True


def _dict_gap(got: Any, want: Any, rtol: float, atol: float, depth: int) -> Gap | None:
    ours, theirs = {_key(k): k for k in want}, {_key(k): k for k in got}
    missing = [k for word, k in ours.items() if word not in theirs]
    extra = [k for word, k in theirs.items() if word not in ours]
    if missing or extra:
        parts = [f"lacks {listed(missing)}"] if missing else []
        parts += [f"has {extras(extra, bool(missing))}"] if extra else []
        return Gap(f"has other keys than expected: it {' and '.join(parts)}", cause=_key_cause(missing, extra))
    for word, key in ours.items():
        found = gap(got[theirs[word]], want[key], rtol, atol, depth + 1)
        if found is not None:
            return found.at(f"[{show(key)}]")
    return None


def _key(value: Any) -> Any:
    word = family(value)
    if word in ("int", "float"):
        return ("number", plain(value))
    return (word, plain(value)) if word in _COMPARE or word == "decimal" else (word, id(type(value)), value)


def _key_cause(missing: list[Any], extra: list[Any]) -> str:
    if {str(plain(k)).casefold() for k in missing} & {str(plain(k)).casefold() for k in extra}:
        return "Some keys differ only in capitals, or in being text and not a number."
    return ""


def _set_gap(got: Any, want: Any) -> Gap | None:
    ours, theirs = {_key(v): v for v in want}, {_key(v): v for v in got}
    missing = [v for word, v in ours.items() if word not in theirs]
    extra = [v for word, v in theirs.items() if word not in ours]
    if not missing and not extra:
        return None
    parts = [f"lacks {listed(missing)}"] if missing else []
    parts += [f"has {extras(extra, bool(missing))}"] if extra else []
    return Gap(f"has other members than expected: it {' and '.join(parts)}")


def listed(values: list[Any], most: int = 5) -> str:
    """The first few values, then how many more."""
    text = ", ".join(show(value, 60) for value in values[:most])
    return text + (f" and {len(values) - most} more" if len(values) > most else "")


def extras(values: list[Any], instead: bool) -> str:
    """What is there and should not be, after "has"."""
    return f"{listed(values, 8)} instead" if instead else f"{listed(values, 8)}, which should not be there"


def count(number: int, word: str) -> str:
    """"1 row", "2 rows"."""
    return f"{number} {word}" + ("" if number == 1 else "es" if word.endswith("s") else "s")


def _library_gap(got: Any, want: Any, rtol: float, atol: float, word: str) -> Gap | None:
    if word in ("frame", "series"):
        from grading.expect.framegaps import frame_gap, series_gap

        return frame_gap(got, want, rtol, atol) if word == "frame" else series_gap(got, want, rtol, atol)
    from grading.expect.arraygaps import array_gap

    return array_gap(got, want, rtol, atol)
