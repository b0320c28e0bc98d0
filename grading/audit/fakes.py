"""Fakes: what looks like an answer and is none. `grading.audit.disguise` makes them out of the true answer."""

from __future__ import annotations

from dataclasses import dataclass

_TEXTS = {
    "none": "is None, or returns None whatever it is given",
    "empty": "is of the right type and empty, or returns that whatever it is given",
    "zero": "is of the right type and shape and all zeros, or returns that whatever it is given",
    "noise": "is of the right type and shape and every value in it is wrong, or returns that",
    "visible": "knows the examples of the visible tests by heart, and nothing else",
    "yes": "claims to be equal to whatever it is compared with, or returns something that does",
    "yes_inside": "is of the right type, but every value in it passes any comparison",
    "input": "returns the first thing it is given",
    "mutate": "returns the right value, and spoils what it was given",
}
_VALUE = ("none", "empty", "zero", "noise", "yes", "yes_inside")
_QUERY = ("none", "empty", "zero", "noise", "visible", "yes")
# Kinds whose answer is committed to, not computed: nothing in it can be asked twice.
_COMMITTED = ("predict", "estimate", "read")


@dataclass(frozen=True)
class Fake:
    """One fake: its name, what `disguise.wear` is told to do, and what it does: words that follow "an answer that"."""

    name: str
    how: str
    text: str


def fakes(kind: str) -> list[Fake]:
    """The fakes to try on an exercise of this kind; `disguise.wear` says which make no sense for its answer."""
    hows: tuple[str, ...] = tuple(_TEXTS)
    if kind == "explain":
        hows = ()
    elif kind == "query":
        hows = _QUERY
    elif kind in _COMMITTED:
        hows = _VALUE
    return [Fake(how.replace("_", " "), how, _TEXTS[how]) for how in hows]
