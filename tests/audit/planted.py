"""A course of one small lesson with good tests, and ways to make them bad: what an audit must tell apart."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from grading import build
from grading.audit.lesson import audit
from grading.audit.record import LessonAudit

NAME = "21_late"
TOML = """
[lessons.21_late]
title = "Late"
question = "How many are late?"
minutes = 5
objectives = ["count"]
"""
CHECKS = '''expect.function(late_share, "delays")
expect.close(expect.call(late_share, [16, 0]), 0.5, because="one of two is late")
expect.equal(expect.call(late_share, []), None, because="no flights, no share")
### BEGIN HIDDEN TESTS
expect.close(expect.call(late_share, [15, 15, 16, 3]), 0.25, because="15 minutes are not late")
expect.close(expect.call(late_share, [90]), 1.0, because="one flight, and it is late")
expect.close(expect.unchanged(late_share, [0, -5]), 0.0, because="nobody is late")
### END HIDDEN TESTS'''
LESSON = '''# %% [markdown]
# A lesson with tests that test.

# %%
import pandas as pd

from grading import expect

shared = [1, 2, 3]
table = pd.DataFrame({"n": [1, 2]})

# %% [markdown]
# The share of flights more than 15 minutes late; None when there are none. `late_share([16, 0])` is `0.5`.
#
# <details><summary>Hint 1: a nudge</summary> count </details>

# %% solution="late_share" kind="build" title="Late" minutes=2 objective=1
def late_share(delays: list) -> float | None:
    """Return the share of delays above 15; None without delays."""
    ### BEGIN SOLUTION
    if not delays:
        return None
    return sum(delay > 15 for delay in delays) / len(delays)
    ### END SOLUTION

# %% test="late_share" points=2
CHECKS
'''
BANK = '''
# %% right="late_share" how="a loop and counters"
def late_share(delays):
    late = 0
    for delay in delays:
        if delay > 15:
            late += 1
    return late / len(delays) if len(delays) else None

# %% wrong="late_share" why="15 counts as late" says="15 minutes are not late"
def late_share(delays):
    return sum(d >= 15 for d in delays) / len(delays) if delays else None

# %% wrong="late_share" why="no flights give zero" says="no share"
def late_share(delays):
    return sum(d > 15 for d in delays) / len(delays) if delays else 0.0
'''


def course(root: Path, checks: str = CHECKS, lesson: str = LESSON, bank: str = BANK) -> None:
    """Write the course under `root`, with these checks in the test cell."""
    for folder in ("solutions", "data", "tests/answers"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    (root / "lessons.toml").write_text(TOML, encoding="utf-8")
    (root / "solutions" / f"{NAME}.py").write_text(lesson.replace("CHECKS", checks), encoding="utf-8")
    (root / "tests" / "answers" / f"{NAME}.py").write_text(bank, encoding="utf-8")


@cache
def audited(checks: str = CHECKS, lesson: str = LESSON, bank: str = BANK) -> LessonAudit:
    """The audit of that course."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        root = Path(folder)
        course(root, checks, lesson, bank)
        syllabus, lessons = build.lessons(None, root)
        return audit(lessons[0], syllabus, root)
