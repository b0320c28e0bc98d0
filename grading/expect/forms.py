"""Properties, and the form of an answer that is chosen or filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from grading.expect.errors import NotYet, message
from grading.expect.gaps import gap, listed
from grading.expect.kinds import family, genuine, kind, plain, spelt
from grading.expect.place import subject
from grading.expect.show import show

Kind = type | tuple[type, ...]


def that(condition: Any, message_: str, hint: int | str | None = None) -> None:
    """Nothing when the condition is True; NotYet with the author's message when it is False."""
    if family(condition) != "bool":
        raise NotYet(message(f"This check needs True or False, but {subject('the condition')} gave "
                             f"{kind(condition)}: {show(condition)}.",
                             "A comparison with an array or a column gives many answers, not one. "
                             "Is your answer the kind of thing the exercise asks for?", hint=hint))
    if not bool(condition):
        raise NotYet(message(message_, hint=hint))


def choice(got: Any, options: Iterable[Any], what: str = "") -> None:
    """Nothing when the answer is one of the options; it says nothing about which is right."""
    allowed = list(options)
    if any(gap(got, option) is None for option in allowed):
        return
    name = what or subject("Your answer")
    lines = [f"{_capital(name)} should be one of {listed(allowed, 12)}, but is {show(got)}."]
    near = [option for option in allowed if family(option) == "str" and family(got) == "str"
            and plain(option).strip().casefold() == plain(got).strip().casefold()]
    if near:
        lines.append(f"Write it exactly as {show(near[0])}: capitals and spaces count.")
    elif family(got) not in {family(option) for option in allowed}:
        lines.append(_other_kind(got, allowed))
    raise NotYet(message(*lines))


def _other_kind(got: Any, allowed: list[Any]) -> str:
    """What is said of a choice that is no text where texts are asked for, and the like."""
    if any(family(option) == "str" and plain(option) == spelt(got) for option in allowed):
        return f'Put quotes round it: "{spelt(got)}".'
    return f"It is {kind(got)}; the options are {kind(allowed[0])}." if allowed else ""


def filled(got: Any, keys: Mapping[Any, Kind | None]) -> None:
    """Nothing when the dict has exactly these keys with values of these types, none left `...`."""
    name = subject("Your answer")
    if family(got) != "dict":
        raise NotYet(message(f"{name} should be a dict with the keys {listed(list(keys), 12)}, "
                             f"but is {_said(got)}."))
    answer = plain(got)
    problems = [f"{show(key)} is missing." for key in keys if key not in answer]
    problems += [f"{show(key)} is not asked for: is it a misspelling?" for key in answer if key not in keys]
    for key, wanted in keys.items():
        if key in answer:
            problems.append(_wrong(key, answer[key], wanted))
    if any(problems):
        raise NotYet(message(f"{name} is not filled in yet as the exercise asks:",
                             *("  " + problem for problem in problems if problem)))


def _wrong(key: Any, value: Any, wanted: Kind | None) -> str:
    if value is Ellipsis:
        return f"{show(key)} still is `...`."
    if wanted is None or wanted is object:
        return ""
    types = wanted if isinstance(wanted, tuple) else (wanted,)
    if not genuine(value) and family(value) not in ("function", "class"):
        return (f"{show(key)} holds a value of a class of your own, {type(value).__name__}. Write plain numbers and "
                "text, or what a library gives.")
    if any(_fits(value, one) for one in types):
        return ""
    said = f"{show(key)} should be {' or '.join(_word(one) for one in types)}, but is {_said(value)}."
    return said + (f' Put quotes round it: "{spelt(value)}".' if str in types and family(value) == "class" else "")


def _fits(value: Any, wanted: type) -> bool:
    word = family(value)
    if wanted is float:
        return word in ("int", "float")
    if wanted in (int, bool, str, list, tuple, dict, set):
        return word == wanted.__name__
    return issubclass(type(value), wanted)


def _said(value: Any) -> str:
    """The kind of a value and the value; one word where the value is its own kind."""
    return kind(value) if family(value) == "none" else f"{kind(value)}: {show(value)}"


def _word(wanted: type) -> str:
    known = {int: "a whole number", float: "a number", str: "text in quotes", bool: "True or False", list: "a list",
             tuple: "a tuple", dict: "a dict", type(None): "None"}
    return known.get(wanted, f"a {wanted.__name__}")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
