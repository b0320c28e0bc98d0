"""A small lesson with every part the standard asks for: no rule of lint fires on it. Tests break it, part by part."""

from __future__ import annotations

from pathlib import Path

NAME = "21_rain"

TOML = """
[lessons.21_rain]
title = "Rain"
question = "On which days should we take an umbrella?"
minutes = 60
prerequisites = ["12_planned"]
objectives = [
    "divide whole numbers and walk through a list",
    "count rows of a table that may lack values",
    "choose a limit from costs",
]
covers = ["counting"]

[planned]
12_planned = "Python collections"
"""

SOURCE = '''# %% [markdown]
# **On which days should we take an umbrella?**
#
# Rain is measured in millimetres (mm) a day. A gauge that froze overnight reports nothing at all.
#
# **The delay alert, so far:** rain is one of the things it will look at.

# %% [markdown]
# ## Set up
#
# DuckDB holds the table, Matplotlib draws it.

# %%
import duckdb
import matplotlib.pyplot as plt
import numpy as np
from grading import expect

plt.style.use("grading.workbook")

# %% [markdown]
# ## Warm-up: two old friends
#
# Whole-number division, and walking through a list.

# %% [markdown]
# Predict, without running anything, what Python makes of these three expressions. Three whole numbers.
#
# *Example:* `8 // 2` gives 4.
#
# <details><summary>Hint 1: a nudge</summary>
#
# `//` goes down to a whole number. Which way is down from -3.5?
#
# </details>
# <details><summary>Hint 2: the idea</summary>
#
# The rest of a division is what is left over.
#
# </details>

# %% solution="divided" kind="predict" title="Whole numbers" minutes=2 objective=1
divided = {"7 // 2": 3, "-7 // 2": -4, "7 % 2": 1}

# %% test="divided" points=2
expect.filled(divided, keys={"7 // 2": int, "-7 // 2": int, "7 % 2": int})
### BEGIN HIDDEN TESTS
expect.equal(divided["7 // 2"], 7 // 2, because="`//` goes down to a whole number", hint=1)
expect.equal(divided["-7 // 2"], -7 // 2, because="down from -3.5 is further from zero", hint=1)
expect.equal(divided["7 % 2"], 7 % 2, because="three twos leave something over", hint=2)
### END HIDDEN TESTS

# %% [markdown]
# Write `wet_days(rain)`: on how many days did more than 1 mm fall? `rain` is a list of amounts in mm.
# Walk through it with `for amount in rain:`, test with `if amount > 1:`, count with `count += 1` and `return` it.
#
# *Example:* `wet_days([0.0, 2.5])` is 1.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Start counting at 0, above the loop.
#
# </details>
# <details><summary>Hint 2: the idea</summary>
#
# A day with exactly 1 mm is not a wet day.
#
# </details>

# %% solution="wet_days" kind="build" title="Wet days" minutes=5 objective=1
def wet_days(rain: list[float]) -> int:
    """Return how many amounts are more than 1 mm.

    No day, no wet day: an empty list gives 0.
    """
    count = 0
    for amount in rain:
        if amount > 1:
            count += 1
    return count

# %% test="wet_days" points=3
expect.function(wet_days, "rain")
expect.equal(expect.call(wet_days, [0.0, 2.5]), 1, because="only 2.5 is more than 1", hint=2)
### BEGIN HIDDEN TESTS
_random = expect.rng("wet_days")
_amounts = [float(_mm) for _mm in _random.uniform(0, 5, 40)]
expect.equal(expect.call(wet_days, _amounts), sum(_mm > 1 for _mm in _amounts), because="one for each wet day", hint=1)
### END HIDDEN TESTS

# %% [markdown]
# ## 1 · A table with holes
#
# A **view** gives a query a name. Here is a week, one row a day; NULL is a day on which the gauge froze.
# In this week 12.5 mm fell.

# %%
con = duckdb.connect()
con.execute("CREATE TABLE week AS SELECT * FROM (VALUES (1, 0.5), (2, 12.0), (3, NULL)) AS days(day, mm)")


def ask(query):
    """Return the answer to a query as a table."""
    return con.execute(query).df()


total = ask("SELECT sum(mm) AS total FROM week WHERE mm > 0")["total"][0]
assert total == 12.5  # quoted: 12.5

# %% [markdown]
# How many of those days were measured? `count(mm)` leaves out NULL, `count(*)` doesn't.

# %%
ask("SELECT count(*) AS days, count(mm) AS measured FROM week")

# %% [markdown]
# Count the wet days of any table `week(day, mm)`: one row, one column `wet`, days with more than 1 mm.
#
# *Example:* amounts 0.5, 12 and NULL give 1.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Which clause keeps rows?
#
# </details>
# <details><summary>Hint 2: the idea</summary>
#
# A condition on NULL is never true.
#
# </details>

# %% solution="wet_count" kind="query" title="Wet days in SQL" minutes=6 objective=2
wet_count = """
SELECT count(*) AS wet
FROM week
WHERE mm > 1
"""

# %% test="wet_count" points=4
_columns = "day INTEGER, mm DOUBLE"
expect.query(wet_count, tables={"week": (_columns, [(1, 0.5), (2, 12.0), (3, None)])}, columns=["wet"],
             equals=[(1,)], because="only day 2 is wet", hint=1)
### BEGIN HIDDEN TESTS
_random = expect.rng("wet_count")
_rows = [(_day, None if _random.random() < 0.2 else float(_random.uniform(0, 4))) for _day in range(30)]
expect.query(wet_count, tables={"week": (_columns, _rows)}, columns=["wet"],
             equals=[(sum(_mm is not None and _mm > 1 for _, _mm in _rows),)], because="NULL is no wet day", hint=2)
### END HIDDEN TESTS

# %% [markdown]
# ### Mistake: `= NULL`
#
# Nothing equals NULL, not even NULL: `mm = NULL` finds no row. `mm IS NULL` asks the right question.

# %%
found = ask("SELECT count(*) AS n FROM week WHERE mm IS NULL")["n"][0]
assert found == 1

# %% [markdown]
# Find the bug and mend it: the query should list each `day` of `week(day, mm)` on which the gauge froze.
#
# *Example:* amounts 0.5 on day 1 and NULL on day 3 give day 3.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Run it. How many rows come back?
#
# </details>
# <details><summary>Hint 2: the idea</summary>
#
# What equals NULL?
#
# </details>

# %% solution="frozen" kind="bug" title="Frozen gauges" minutes=5 objective=2
frozen = "SELECT day FROM week WHERE mm IS NULL"
### BEGIN STUB
# frozen = "SELECT day FROM week WHERE mm = NULL"
### END STUB

# %% test="frozen" points=3
expect.query(frozen, tables={"week": ("day INTEGER, mm DOUBLE", [(1, 0.5), (3, None)])}, columns=["day"],
             equals=[(3,)], because="the gauge froze on day 3", hint=2)
### BEGIN HIDDEN TESTS
expect.query(frozen, tables={"week": ("day INTEGER, mm DOUBLE", [(1, 0.5)])}, columns=["day"], equals=[],
             because="where every day was measured there is nothing to list")
### END HIDDEN TESTS

# %% [markdown]
# ## 2 · Look at it
#
# **Figure 1.** Bars: rain a day over four weeks, in mm. What to see: most bars are low, three tower over them.

# %%
rng = np.random.default_rng(3)
amounts = rng.exponential(3, 28)
figure, ax = plt.subplots()
ax.bar(range(28), amounts)
ax.set(xlabel="day", ylabel="rain (mm)", title="Most days are dry")
plt.show()

# %% [markdown]
# ![Rain falls on few days, and then a lot](rain.png)
#
# **Figure 2.** A line: the rain of all days up to each day, in mm. What to see: steps where it poured.

# %%
figure, ax = plt.subplots()
ax.plot(range(28), amounts.cumsum())
ax.set(xlabel="day", ylabel="rain so far (mm)", title="Rain comes in steps")
plt.show()

# %% [markdown]
# Read Figure 2: the day of the steepest step, and the rain so far on days 10 and 20, in whole mm.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Follow the line from the left.
#
# </details>
# <details><summary>Hint 2: the idea</summary>
#
# A flat line is a dry week.
#
# </details>

# %% solution="steps" kind="read" title="Steps" minutes=4 objective=1
steps = {"steepest": 4, "day 10": 31, "day 20": 58}

# %% test="steps" points=2
expect.filled(steps, keys={"steepest": int, "day 10": int, "day 20": int})
### BEGIN HIDDEN TESTS
expect.that(abs(steps["day 10"] - amounts[:11].sum()) < 3, "On day 10 the line is elsewhere: go up from 10.", hint=1)
### END HIDDEN TESTS

# %% [markdown]
# ## 3 · Decide
#
# Carrying an umbrella costs 1, being soaked costs 4. Where rain has the chance $p$, walking without costs
#
# $$4 \\cdot p$$

# %% [markdown]
# From which chance of rain on do you carry an umbrella? A number between 0 and 1.
#
# <details><summary>Hint 1: a nudge</summary>
#
# Write down both costs for a chance of one half.
#
# </details>
# <details><summary>Hint 2: the idea</summary>
#
# At the border both cost the same.
#
# </details>

# %% solution="umbrella_from" kind="decide" title="The border" minutes=5 objective=3 slow=true
umbrella_from = 1 / 4

# %% test="umbrella_from" points=4
expect.that(isinstance(umbrella_from, float | int), f"umbrella_from is a number, not {umbrella_from!r:.40}.")
### BEGIN HIDDEN TESTS
expect.close(umbrella_from, 0.25, rtol=0.05, because="at the border, 4 times the chance is the cost of carrying", hint=2)
### END HIDDEN TESTS

# %% [markdown]
# Tell a friend in two sentences.

# %% [markdown] manual="advice" points=2 title="Advice" minutes=5 objective=3
# Take one when rain is likelier than one in four. Below that, risk it.
#
# ### BEGIN MARK SCHEME
# One point for the border, one for the reason.
# ### END MARK SCHEME

# %% [markdown]
# ## In production
#
# * A gauge that froze is not a dry day.
# * Costs change with the season: keep them in configuration.
# * Count what is missing every night, and say so.

# %% [markdown]
# ## Recap
#
# * `//` goes down, and a loop counts.
# * `count(column)` leaves out NULL.
# * Where two costs meet, there is the border.
#
# **Further reading**
#
# * E. F. Codd, *A Relational Model of Data for Large Shared Data Banks*, 1970
'''

BANK = '''# The answers to the lesson on rain.

# %% right="divided" how="worked out by the machine"
divided = {"7 // 2": 7 // 2, "-7 // 2": -7 // 2, "7 % 2": 7 % 2}

# %% right="divided" how="from divmod"
divided = dict(zip(["7 // 2", "-7 // 2", "7 % 2"], [divmod(7, 2)[0], divmod(-7, 2)[0], 1]))

# %% wrong="divided" why="division keeps the fraction" says="whole"
divided = {"7 // 2": 3.5, "-7 // 2": -3.5, "7 % 2": 1}

# %% wrong="divided" why="cut towards zero" says="further from zero"
divided = {"7 // 2": 3, "-7 // 2": -3, "7 % 2": 1}

# %% wrong="divided" why="% is per cent" says="left over"
divided = {"7 // 2": 3, "-7 // 2": -4, "7 % 2": 0}

# %% right="wet_days" how="a sum of booleans"
def wet_days(rain):
    return sum(amount > 1 for amount in rain)

# %% right="wet_days" how="the length of a list"
def wet_days(rain):
    return len([amount for amount in rain if amount > 1])

# %% wrong="wet_days" why="1 counts" says="more than 1"
def wet_days(rain):
    return sum(amount >= 1 for amount in rain)

# %% wrong="wet_days" why="adds the amounts" says="more than 1"
def wet_days(rain):
    return sum(rain)

# %% wrong="wet_days" why="any rain counts" says="more than 1"
def wet_days(rain):
    return sum(amount > 0 for amount in rain)

# %% right="wet_count" how="a sum over CASE"
wet_count = "SELECT count(CASE WHEN mm > 1 THEN 1 END) AS wet FROM week"

# %% right="wet_count" how="count of the column"
wet_count = "SELECT count(mm) AS wet FROM week WHERE mm > 1"

# %% wrong="wet_count" why="1 counts" says="wet"
wet_count = "SELECT count(*) AS wet FROM week WHERE mm >= 0.5"

# %% wrong="wet_count" why="NULL counts" says="wet"
wet_count = "SELECT count(*) AS wet FROM week WHERE mm > 1 OR mm IS NULL"

# %% wrong="wet_count" why="all rows" says="wet"
wet_count = "SELECT count(*) AS wet FROM week"

# %% right="frozen" how="not not null"
frozen = "SELECT day FROM week WHERE NOT (mm IS NOT NULL)"

# %% right="frozen" how="coalesce"
frozen = "SELECT day FROM week WHERE coalesce(mm, -1) = -1"

# %% wrong="frozen" why="dry is frozen" says="froze"
frozen = "SELECT day FROM week WHERE mm = 0"

# %% wrong="frozen" why="turned round" says="froze"
frozen = "SELECT day FROM week WHERE mm IS NOT NULL"

# %% wrong="frozen" why="every day" says="froze"
frozen = "SELECT day FROM week"

# %% right="steps" how="read a little lower"
steps = {"steepest": 4, "day 10": 30, "day 20": 57}

# %% right="steps" how="read a little higher"
steps = {"steepest": 4, "day 10": 32, "day 20": 59}

# %% wrong="steps" why="read the first figure" says="elsewhere"
steps = {"steepest": 4, "day 10": 3, "day 20": 2}

# %% wrong="steps" why="days mixed up" says="elsewhere"
steps = {"steepest": 4, "day 10": 58, "day 20": 31}

# %% wrong="steps" why="the last day" says="elsewhere"
steps = {"steepest": 27, "day 10": 80, "day 20": 80}

# %% right="umbrella_from" how="a decimal"
umbrella_from = 0.25

# %% right="umbrella_from" how="from the costs"
cost, soaked = 1, 4
umbrella_from = cost / soaked

# %% wrong="umbrella_from" why="one half by habit" says="border"
umbrella_from = 0.5

# %% wrong="umbrella_from" why="turned round" says="border"
umbrella_from = 4.0

# %% wrong="umbrella_from" why="out of five" says="border"
umbrella_from = 1 / 5

# %% equivalent="umbrella_from" because="the same number"
umbrella_from = 2 / 8
'''


def course(root: Path, source: str = SOURCE, bank: str = BANK, toml: str = TOML, name: str = NAME) -> Path:
    """Write the course under `root` and return the lesson's path; no bank is written where it is ""."""
    for folder in ("solutions", "data", "tests/answers"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    (root / "lessons.toml").write_text(toml, encoding="utf-8")
    path = root / "solutions" / f"{name}.py"
    path.write_text(source, encoding="utf-8")
    if bank:
        (root / "tests" / "answers" / f"{name}.py").write_text(bank, encoding="utf-8")
    return path
