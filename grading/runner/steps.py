"""What a session is asked to do, how far it may go, and what came of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from grading import course

MEMORY_MB = 4096
OUTPUT_MB = 64


@dataclass(frozen=True)
class Step:
    """One cell to run. `instead` runs when `source` fails: the lesson's cell that a learner has changed.

    `role` is lesson (as released), changed (a lesson's cell, edited), own (the learner's), solution, test or call: the
    function named in `source` as `module:function`, which gets the notebook's names and then `arguments` (JSON).
    """

    role: str
    source: str
    name: str
    exercise: str = ""
    points: int = 0
    instead: str = ""
    number: str = ""
    arguments: tuple[Any, ...] = field(default=())

    def order(self) -> dict[str, Any]:
        """The step as a session takes it."""
        return asdict(self)


@dataclass(frozen=True)
class Result:
    """What came of a step.

    `state`: ok, raised, replaced (the original cell stood in), not yet, not attempted, broke, interrupted,
    timed out, crashed, skipped. `value` is what a call gave, `cpu` processor seconds, `hung` whether a step that timed
    out did so without working, as a fork does that waits for a thread left behind in its parent.
    """

    state: str
    message: str = ""
    seconds: float = 0.0
    cpu: float = 0.0
    value: Any = None
    hung: bool = False


@dataclass(frozen=True)
class Limits:
    """How long a step may take, in seconds by the clock and of the processor; megabytes of memory and of output."""

    seconds: float = course.CELL_TIMEOUT_SECONDS
    memory_mb: float = MEMORY_MB
    output_mb: float = OUTPUT_MB
    cpu_seconds: float = float("inf")
