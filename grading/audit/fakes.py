"""Fakes: what looks like an answer and is none. `grading.audit.disguise` makes them out of the true answer."""

from __future__ import annotations

from dataclasses import dataclass

_TEXTS = {
    "none": "is None, or returns None whatever it is given",
    "empty": "is of the right type and empty, or returns that whatever it is given",
    "zero": "is of the right type and shape and all zeros, or returns that whatever it is given",
    "noise": "is of the right type and shape and every value in it is wrong, or returns that",
    "far": "is of the right type and shape and every number in it is far too large, or returns that",
    "visible": "knows the examples of the visible tests by heart, and nothing else",
    "yes": "claims to be equal to whatever it is compared with, or returns something that does",
    "yes_inside": "is of the right type, but every value in it passes any comparison",
    "input": "returns the first thing it is given",
    "mutate": "returns the right value, and spoils what it was given",
}
_VALUE = ("none", "empty", "zero", "noise", "yes", "yes_inside")
_QUERY = ("none", "empty", "zero", "noise", "visible", "yes")
_ASKED = ("visible", "input", "mutate")
# Kinds whose answer is committed to, not computed, so that nothing can be asked twice; and kinds with many right
# answers: another input may break the code as well, another estimate be as good.
_OF_KIND = {
    "explain": (), "query": _QUERY, "predict": _VALUE, "read": _VALUE,
    "estimate": ("none", "empty", "zero", "far", "yes", "yes_inside"),
    "break": ("none", "empty", "yes", "yes_inside", *_ASKED),
}


@dataclass(frozen=True)
class Fake:
    """One fake: its name, what `disguise.wear` is told to do, and what it does: words that follow "an answer that"."""

    name: str
    how: str
    text: str


def fakes(kind: str) -> list[Fake]:
    """The fakes to try on an exercise of this kind; `disguise.wear` says which make no sense for its answer."""
    hows = _OF_KIND.get(kind, (*_VALUE, *_ASKED))
    return [Fake(how.replace("_", " "), how, _TEXTS[how]) for how in hows]
