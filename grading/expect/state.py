"""Which exercise is being checked, and where its test cell stands."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Any


@dataclass
class State:
    """The exercise of the test cell that runs now; empty before the first begin.

    `called` is the last call that a check made of a learner's function, `results` the last few with what they returned,
    `undo` what the cell's end puts back.
    """

    name: str = ""
    number: str = ""
    file: str = ""
    namespace: dict[str, Any] | None = None
    called: str = ""
    results: deque[tuple[str, Any]] = field(default_factory=lambda: deque(maxlen=8))
    undo: list[Any] = field(default_factory=list)

    @property
    def label(self) -> str:
        """How messages call the exercise."""
        if self.number:
            return f"Exercise {self.number}"
        return f"The exercise `{self.name}`" if self.name else "This exercise"


now = State()
