"""The examples in a task's text, "`double(2)` is `4`": what they claim, and whether the solution keeps it."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from typing import Any

from grading.expect.gaps import gap
from grading.lesson import Exercise

_EXAMPLE = re.compile(r"`([^`]+)` is `([^`]+)`")
# An example that cannot be written out in full is written as such (0.333…), and is no literal.
ROUNDED = 1e-6


def claimed(exercise: Exercise) -> list[tuple[str, str]]:
    """(call, value) for each example that calls the exercise's function and writes its value out."""
    pairs = [pair for task in exercise.tasks for pair in _EXAMPLE.findall(task.source)]
    return [(call, said) for call, said in pairs if call.startswith(f"{exercise.name}(") and _is_literal(said)]


def untrue(namespace: dict[str, Any], examples: Sequence[Sequence[str]]) -> list[str]:
    """What the task claims and the answer in the namespace does not do, each in words."""
    told: list[str] = []
    for call, said in examples:
        try:
            got = eval(call, namespace)
        except Exception as error:
            told.append(f"the task says that `{call}` is `{said}`, but it stops with {type(error).__name__}: {error}")
            continue
        if gap(got, ast.literal_eval(said), rtol=ROUNDED) is not None:
            told.append(f"the task says that `{call}` is `{said}`, but it is {got!r}")
    return told


def _is_literal(text: str) -> bool:
    try:
        ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return False
    return True
