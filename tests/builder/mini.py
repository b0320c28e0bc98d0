"""A small course on disk, with one lesson that has every kind of cell, for tests of the builder."""

from __future__ import annotations

from pathlib import Path

TOML = """
[lessons.21_mini]
title = "Mini"
question = "How small can a lesson be?"
minutes = 5
prerequisites = ["11_planned"]
objectives = ["count", "mend"]

[planned]
11_planned = "Python basics"
"""

SOURCE = '''# %% [markdown]
# A lesson as small as it gets.

# %%
from grading import expect

# %% [markdown]
# Double a number. `double(2)` is 4.
#
# <details><summary>Hint 1: a nudge</summary> twice </details>

# %% solution="double" kind="build" title="Twice" minutes=2 objective=1
def double(x: int) -> int:
    """Return twice `x`."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION

# %% test="double" points=2
expect.equal(double(2), 4, because="twice two")
### BEGIN HIDDEN TESTS
expect.equal(double(-3), -6, because="twice a negative number")
### END HIDDEN TESTS

# %% test="double" points=1
expect.equal(double(0), 0, because="twice nothing")

# %% [markdown]
# Count flights.

# %% solution="count_query" kind="query" title="Count" minutes=2 objective=1
count_query = """
SELECT count(*) FROM flights
"""

# %% test="count_query" points=1
expect.query(count_query, tables={"flights": ("n INTEGER", [(1,), (2,)])}, equals=[(2,)], because="rows")

# %% [markdown]
# Mend this query.

# %% solution="mended" kind="bug" title="Mend" minutes=2 objective=2
mended = "SELECT n FROM flights WHERE n IS NULL"
### BEGIN STUB
# mended = "SELECT n FROM flights WHERE n = NULL"
### END STUB

# %% test="mended" points=1
expect.query(mended, tables={"flights": ("n INTEGER", [(1,), (None,)])}, equals=[(None,)], because="= NULL")

# %% [markdown]
# Predict three things.

# %% solution="guess" kind="predict" title="Guess" minutes=1 objective=1
guess = {"a": 1, "b": "no", "c": None}

# %% test="guess" points=1
expect.that(guess["a"] == 1, "one")

# %% [markdown]
# Choose a number.

# %% solution="chosen" kind="decide" title="Choose" minutes=1 objective=1
chosen = 3 + 4

# %% test="chosen" points=1
expect.equal(chosen, 7, because="three and four")

# %% [markdown]
# Tell a manager.

# %% [markdown] manual="memo" points=2 title="Memo" minutes=5 objective=2
# Seven it is.
#
# ### BEGIN MARK SCHEME
# Two points for seven.
# ### END MARK SCHEME
'''


def course(root: Path, source: str = SOURCE, toml: str = TOML, name: str = "21_mini") -> Path:
    """Write the course under `root` (solutions, lessons.toml, an empty data folder) and return the source's path."""
    (root / "solutions").mkdir(parents=True, exist_ok=True)
    (root / "data").mkdir(exist_ok=True)
    (root / "lessons.toml").write_text(toml, encoding="utf-8")
    path = root / "solutions" / f"{name}.py"
    path.write_text(source, encoding="utf-8")
    return path
