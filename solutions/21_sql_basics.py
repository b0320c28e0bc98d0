# %% [markdown]
# **Which flights out of New York are late often enough that we should warn their passengers?**
#
# SQL has been the language of stored data since 1974. You write down *what* you want; the database works out *how*.
# That is a good deal, with one catch: a wrong query rarely fails. It returns a tidy table of wrong numbers.
# So this lesson teaches the words, and then how to notice that the answer is wrong.
#
# **The delay alert, so far:** lesson 01 says what the product should do. Here you settle what "late" means, find out
# who is late, and choose a first rule for sending warnings. Lesson 22 builds the training set for the model that has
# to beat it.

# %% [markdown]
# ## Set up
#
# [DuckDB](https://duckdb.org) is a whole database inside a Python library: no server, no password.
# The last import brings the checks that stand under every exercise.

# %%
from pathlib import Path

import duckdb
import matplotlib.pyplot as plt

from grading import expect

DATA = Path("../../data")
plt.style.use("grading.workbook")

# %% [markdown]
# The data are all 336,776 departures scheduled from New York's three airports in 2013, with their delays,
# and two small tables beside them. A **view** gives a file a name, so that queries can speak of `flights`.
# `ask` runs a query and returns its answer as a table.
#
# A line that begins with `assert` keeps a number in the text true. Skip those lines, and the pandas around them:
# this lesson is about the text between the triple quotes.

# %%
con = duckdb.connect()
for name in ["flights", "airlines", "planes"]:
    file = (DATA / "flights" / f"{name}.parquet").as_posix()
    con.execute(f"CREATE VIEW {name} AS SELECT * FROM '{file}'")


def ask(sql):
    """Return the answer to a query as a pandas table."""
    answer = con.execute(sql)
    return "There is no query yet." if answer is None else answer.df()


size = ask("SELECT count(*) AS flights FROM flights")
assert size["flights"][0] == 336_776  # quoted: 336,776
size

# %% [markdown]
# ## Warm-up: two things Python already taught you
#
# Whole-number division and the missing value `None` both come back in SQL, slightly changed.
# Slightly changed is the dangerous kind.
#
# **How the checks work.** Run your cell, then the check below it. A red message says what the check saw, and what it
# expected. If it finds nothing wrong, it prints one line:
#
# * *"the form is right; whether the answer is …"*: after a prediction. The check does not look at what you predict,
#   because that would give the answer away. The next cell shows the truth; `workbook check 21`, typed in a terminal, gives
#   the verdict.
# * *"nothing wrong found here …"*: the cases that you see passed. `workbook check 21` tries more.

# %% [markdown]
# Predict, without running anything, what Python makes of these four expressions.
# Write numbers for the first two. For the last two write one of the words
# `"True"`, `"False"`, `"None"` or `"TypeError"` (the kind of error it stops with).
#
# *Example:* for `"8 // 2"` you would write `4`, and for `"2 > 1"` you would write `"True"`.
#
# <details><summary>Hint 1: where to look</summary>
#
# `//` divides and then goes down to a whole number. Where is "down" from -3.5?
#
# </details>
# <details><summary>Hint 2: about None</summary>
#
# `None` is one single object. Asking whether it equals itself is easy; asking whether it is bigger than 15
# makes no sense, and Python says so in its own way.
#
# </details>

# %% solution="python_first" kind="predict" title="What Python says" minutes=3 objective=2
python_first = {
    "7 // 2": 3,
    "-7 // 2": -4,
    "None == None": "True",
    "None > 15": "TypeError",
}

# %% test="python_first" points=1
expect.filled(python_first, keys={"7 // 2": int, "-7 // 2": int,
                                  "None == None": str, "None > 15": str})
for _key in ["None == None", "None > 15"]:
    expect.choice(python_first[_key], ["True", "False", "None", "TypeError"], what=_key)
### BEGIN HIDDEN TESTS
expect.that(python_first["7 // 2"] == 7 // 2,
            "7 // 2: how many whole twos fit into seven? What is left over does not count.", hint=1)
expect.that(python_first["-7 // 2"] != -3,
            "-7 // 2 is not -3: Python goes down to the next whole number, and down from -3.5 is further from zero.",
            hint=1)
expect.that(python_first["-7 // 2"] == -7 // 2,
            "-7 // 2: halve -7, then go down, not towards zero, to a whole number.", hint=1)
expect.that(python_first["None == None"] == str(None == None),  # noqa: E711
            "None == None: Python has only one None. Is a thing equal to itself? (SQL will have its own view.)", hint=2)
expect.that(python_first["None > 15"] == "TypeError",
            "None > 15: Python has no order between None and a number, and it doesn't make one up.", hint=2)
### END HIDDEN TESTS

# %% [markdown]
# Committed? Then let Python answer (`eval` runs a text as Python), and compare line by line.
# Where you were wrong, say why before you go on.

# %%
for text in ["7 // 2", "-7 // 2", "None == None", "None > 15"]:
    try:
        print(f"{text:>12}   gives", eval(text))
    except TypeError as error:
        print(f"{text:>12}   stops with TypeError: {error}")

# %% [markdown]
# Write `late_share(delays)` in plain Python. `delays` is a list of minutes; `None` stands for a flight that never
# arrived. Return the share of flights more than 15 minutes late **among those that arrived**, between 0 and 1.
# If none arrived, return `None`. (In the first line `float | None` reads "a number or None": what goes in, what comes out.)
#
# *Example:* `late_share([40, 15, None, -3])` is `0.333…`: three arrived, one of them late.
#
# <details><summary>Hint 1: two counters</summary>
#
# Walk through the list once. Count the flights that arrived, and among them the late ones.
#
# </details>
# <details><summary>Hint 2: nearly there</summary>
#
# Skip an entry with `if delay is None: continue`. An early flight has a negative delay, and an exactly
# punctual one has 0; both arrived. Look after the division when nothing arrived.
#
# </details>

# %% solution="late_share" kind="build" title="A share, by hand" minutes=6 objective=2
def late_share(delays: list[float | None]) -> float | None:
    """Return the share (0 to 1) of arrivals more than 15 minutes late, or None if none arrived."""
    arrived = [delay for delay in delays if delay is not None]
    if not arrived:
        return None
    late = [delay for delay in arrived if delay > 15]
    return len(late) / len(arrived)

# %% test="late_share" points=1
expect.function(late_share, "delays")
expect.close(expect.call(late_share, [40, 20, 10, 5]), 0.5,
             because="two of these four are more than 15 minutes late")
expect.close(expect.unchanged(late_share, [40, 15, None, -3]), 1 / 3, hint=2,
             because="a flight that never arrived is neither late nor punctual, "
                     "and 15 is not more than 15")
expect.close(expect.call(late_share, [0, 40]), 0.5, hint=2,
             because="a delay of 0 is a punctual arrival; `if delay:` treats 0 like None")
expect.equal(expect.call(late_share, []), None, hint=2,
             because="with no flights there is no share, and 0 would be a claim")
expect.equal(expect.call(late_share, [None, None]), None, hint=2,
             because="nobody arrived, so there is nothing to divide by")
### BEGIN HIDDEN TESTS
expect.close(expect.call(late_share, [0, 0, 30, None]), 1 / 3,
             because="two punctual arrivals and a late one; the fourth never arrived", hint=2)
expect.close(expect.call(late_share, [-45, None, 0]), 0.0,
             because="two arrived, and none of them late: that is a share, and 0 is what it is")
expect.close(expect.call(late_share, [15.5, 15.0, 2.25]), 1 / 3,
             because="a delay may have a part after the point: 15.5 is more than 15, and 15.0 is not")
_random = expect.rng("late_share")
for _ in range(5):
    _delays = [int(_d) if _d > -20 else None for _d in _random.integers(-40, 60, 30)] + [16]
    _late, _known = sum(_d is not None and _d > 15 for _d in _delays), 30 + 1 - _delays.count(None)
    expect.close(expect.call(late_share, list(_delays)), _late / _known,
                 because="late flights over flights that arrived")
### END HIDDEN TESTS

# %% [markdown]
# ## 1 · Rows and columns
#
# One row of `flights` is one scheduled departure. These are the columns we use:
#
# | Column | Holds |
# |---|---|
# | `month`, `hour` | month; *scheduled* hour of departure, 0–23 |
# | `carrier`, `tailnum` | airline code; the aeroplane's registration |
# | `origin`, `dest` | airport codes: EWR, JFK or LGA, and where to |
# | `dep_time` | when it really left, as hhmm (517 is 5:17 a.m.) |
# | `arr_delay` | minutes late on arrival; negative is early |
#
# A query is made of **clauses**, parts that begin with a word of SQL. `SELECT` names columns (`*` means all of them),
# `FROM` the table, `LIMIT` stops after so many rows. *Which* rows is open: rows have no order until you ask for one.
#
# In its own words SQL does not care about capitals, nor about line breaks. In values it does: `'jfk'` is not `'JFK'`.
# `--` begins a comment.

# %%
ask("""
SELECT carrier, origin, dest, hour, dep_time, arr_delay
FROM flights
LIMIT 4
""")

# %% [markdown]
# `WHERE` keeps the rows for which its condition is true: `=` is equal, `<>` is not equal. (DuckDB lets `==` pass;
# most databases don't.) `ORDER BY` sorts, smallest first; `DESC` turns that round, for the one column it stands behind:
# `ORDER BY a, b DESC` still sorts `a` upwards. `AS` names a column of the answer. Text stands in single quotes.
#
# The worst arrival of the year, a flight to Honolulu, came 1,272 minutes late: 21.2 hours. Bring a book.

# %%
worst = ask("""
SELECT carrier, dest, arr_delay, arr_delay / 60 AS hours
FROM flights
WHERE origin = 'JFK' AND arr_delay > 900
ORDER BY arr_delay DESC
""")
assert worst["arr_delay"][0] == 1272 and worst["dest"][0] == "HNL"  # quoted: 1,272 and Honolulu
assert round(worst["hours"][0], 1) == 21.2  # quoted: 21.2
worst

# %% [markdown]
# ### Mistake: which division?
#
# In DuckDB `/` keeps the fraction and `//` cuts it off. In PostgreSQL, SQLite and SQL Server, `/` between two whole
# numbers cuts: the same query, another answer, no error. `//` cuts towards zero, so `-7 // 2` is -3, where
# Python goes down to -4. And in DuckDB `CAST(… AS INTEGER)` does not cut, it rounds. (SQLite and SQL Server cut.)

# %%
numbers = con.execute("SELECT 7 / 2, 7 // 2, -7 // 2, CAST(3.7 AS INTEGER)").fetchone()
assert numbers == (3.5, 3, -3, 4)  # quoted: -3
numbers

# %% [markdown]
# ### Mistake: double quotes
#
# Double quotes mean "the column called". `origin = "JFK"` looks for a column JFK. `complaint` runs a query that should
# fail, and returns what the database says. Read the first line. (A *binder* looks up names; its *candidate bindings* are
# names that look similar. Here that guess is of no use.)

# %%
def complaint(sql):
    """Return the error message of a query that fails."""
    try:
        con.execute(sql)
    except duckdb.Error as error:
        return str(error)
    raise AssertionError("this query was meant to fail")


message = complaint('SELECT carrier FROM flights WHERE origin = "JFK"')
assert 'column "JFK" not found' in message
print(message)

# %% [markdown]
# ### DISTINCT
#
# `SELECT` keeps duplicates: a table is a list of rows, not a set. `SELECT DISTINCT` keeps one of each.
# Many flights leave at hour 23, the last one of the day. They fly to few places.

# %%
departures = ask("SELECT origin, dest FROM flights WHERE hour = 23")
late_evening = ask("""
SELECT DISTINCT origin, dest
FROM flights
WHERE hour = 23
ORDER BY origin, dest
""")
assert (len(departures), len(late_evening)) == (1061, 8)  # quoted: 1,061 and 8
late_evening

# %% [markdown]
# So 1,061 departures, 8 different routes. Without `DISTINCT` a list of flights stays a list of flights, and two
# flights that look the same are still two flights.

# %% [markdown]
# ### How the query exercises work
#
# You write the query between the triple quotes. To see its answer on the real flights, add `ask(long_waits)` as the
# last line of the cell (with the exercise's own name) and run it, as often as you like.
#
# The check below it runs your query on **small made-up tables** that hold only the columns the exercise names.
# So write queries that would be right on any data, not only on this year's. "Nothing wrong found here" means: right on
# the tables you see there. `workbook check 21` tries more: no rows at all, many rows, other values.
#
# "Not attempted", and you did write something? Then your cell was not run, or stopped with an error.

# %% [markdown]
# The airline's complaints desk wants every flight **from JFK** that arrived **more than 600 minutes** late.
# Columns: `carrier`, `dest`, and `hours`, the delay in whole hours, cut off, not rounded. Longest `arr_delay` first;
# equal delays in any order. One row per flight. `flights` has the columns `carrier`, `origin`, `dest`, `arr_delay`.
#
# *Example:* JFK flights with delays 671, 600 and -4 give one row, its `hours` 11.
#
# <details><summary>Hint 1: start from a neighbour</summary>
#
# The query for the worst arrivals, above, is close. What does each of its lines have to become?
#
# </details>
# <details><summary>Hint 2: whole hours</summary>
#
# `/` gives 11.18, and CAST rounds. Which operator cuts?
#
# </details>
# <details><summary>Hint 3: the order</summary>
#
# You may sort by a column that you do not select: 671 and 719 minutes are both 11 hours, and 719 comes first.
#
# </details>

# %% solution="long_waits" kind="query" title="The complaints desk" minutes=12 objective=1
long_waits = """
SELECT carrier, dest, arr_delay // 60 AS hours
FROM flights
WHERE origin = 'JFK' AND arr_delay > 600
ORDER BY arr_delay DESC
"""

# %% test="long_waits" points=2
_columns = "carrier VARCHAR, origin VARCHAR, dest VARCHAR, arr_delay INTEGER"
_asked = ["carrier", "dest", "hours"]
_few = [("HA", "JFK", "HNL", 660), ("AA", "LGA", "MIA", 720), ("AA", "JFK", "SFO", 600),
        ("B6", "JFK", "BOS", -4), ("B6", "JFK", "BOS", None)]
expect.query(long_waits, tables={"flights": (_columns, _few)}, columns=_asked,
             equals=[("HA", "HNL", 11)], hint=1,
             because="this is about JFK only, and more than 600 minutes: 600 itself is not more")
_few = [("HA", "JFK", "HNL", 671), ("DL", "JFK", "TPA", 719), ("B6", "JFK", "SJU", 663),
        ("AA", "JFK", "SFO", 905)]
_long = [("AA", "SFO", 15), ("DL", "TPA", 11), ("HA", "HNL", 11), ("B6", "SJU", 11)]
expect.query(long_waits, tables={"flights": (_columns, _few)}, columns=_asked, equals=_long, hint=2,
             because="671 and 719 minutes are both 11 whole hours: cut off, neither kept "
                     "nor rounded")
expect.query(long_waits, tables={"flights": (_columns, _few)}, columns=_asked, equals=_long,
             ordered=True, hint=3,
             because="905 minutes come first; 719 come before 671 and 671 before 663, though all "
                     "three are 11 whole hours")
_few = [("AA", "JFK", "SFO", 601), ("UA", "JFK", "SFO", -700)]
expect.query(long_waits, tables={"flights": (_columns, _few)}, columns=_asked,
             equals=[("AA", "SFO", 10)],
             because="601 minutes are more than 600, though both are 10 whole hours; "
                     "700 minutes early is not late")
expect.query(long_waits, tables={"flights": (_columns, [("AA", "JFK", "SFO", 610)] * 30)},
             columns=_asked, equals=[("AA", "SFO", 10)] * 30,
             because="30 flights that look the same are still 30: DISTINCT would lose 29, and "
                     "a LIMIT would lose some")
### BEGIN HIDDEN TESTS
expect.query(long_waits, tables={"flights": (_columns, [])}, columns=_asked, equals=[],
             because="with no flights the answer has no rows")
expect.query(long_waits, tables={"flights": (_columns, [("HA", "JFK", "HNL", 1505)])}, columns=_asked,
             equals=[("HA", "HNL", 25)], hint=2,
             because="1505 minutes are longer than a day, and the hours go on counting after 24")
expect.query(long_waits, tables={"flights": (_columns, [("AA", "JFK", "SFO", 610)] * 250)}, columns=_asked,
             equals=[("AA", "SFO", 10)] * 250, because="all 250 flights are asked for: a LIMIT would lose some")
_random = expect.rng("long_waits")
_many = [(str(_random.choice(["AA", "UA", "DL"])), str(_random.choice(["JFK", "JFK", "EWR"])),
          str(_random.choice(["LAX", "MIA"])), None if _random.random() < 0.1 else int(_random.integers(500, 800)))
         for _ in range(60)] + [(f"A{_i}", "JFK", "SEA", 601 + 60 * _i) for _i in range(12)]
_long = sorted((_row for _row in _many if _row[1] == "JFK" and _row[3] is not None and _row[3] > 600),
               key=lambda row: -row[3])
expect.query(long_waits, tables={"flights": (_columns, _many)}, columns=_asked,
             equals=[(_row[0], _row[2], _row[3] // 60) for _row in _long], ordered=["hours"], hint=2,
             because="every flight from JFK over 600 minutes, hours cut off and not rounded, longest first, no LIMIT")
_alone = [("A1", "JFK", "SEA", 601 + _m) for _m in (3, 40, 17, 58)]
expect.query(long_waits, tables={"flights": (_columns, [(f"C{_r[3]}", *_r[1:]) for _r in _alone])},
             columns=_asked, ordered=True, hint=3,
             equals=[(f"C{_d}", "SEA", _d // 60) for _d in sorted((_r[3] for _r in _alone), reverse=True)],
             because="the order is that of the minutes, not of the whole hours")
### END HIDDEN TESTS

# %% [markdown]
# ## 2 · NULL: the third answer
#
# Some flights never left, some never arrived. Their `arr_delay` is not 0; it is **NULL**: no value here.
#
# Is an unknown delay more than 15 minutes? SQL answers: unknown. So a condition has *three* outcomes, true, false and
# NULL, and `WHERE` keeps a row only when the outcome is **true**. NULL is not false, but it is not kept either.
#
# `NOT` turns true into false; NULL it leaves NULL. What about `AND` and `OR`? We ask the engine, one combination at a time.

# %%
words = ["TRUE", "NULL", "FALSE"]


def outcome(left, word, right):
    """Return what SQL makes of `left AND right` or `left OR right`, as a word."""
    value = con.execute(f"SELECT {left} {word} {right}").fetchone()[0]
    return {True: "TRUE", None: "NULL", False: "FALSE"}[value]


assert con.execute("SELECT NOT NULL").fetchone()[0] is None
outcome("NULL", "AND", "FALSE"), outcome("NULL", "OR", "TRUE"), outcome("NULL", "AND", "TRUE")

# %% [markdown]
# **Figure 1.** Two three-by-three grids, AND on the left, OR on the right. The two inputs stand along the sides; each
# square shows the outcome in words. What to see: NULL spreads, but not everywhere. One FALSE is enough to make AND
# false, and one TRUE is enough to make OR true, whatever the other side is. `WHERE` keeps only the blue squares.

# %%
colours = {"TRUE": "#0072B2", "NULL": "#DDDDDD", "FALSE": "#E69F00"}
figure, axes = plt.subplots(1, 2, figsize=(7.2, 3.4))
for ax, word in zip(axes, ["AND", "OR"], strict=True):
    for place in range(9):
        row, column = place // 3, place % 3
        value = outcome(words[row], word, words[column])
        ax.add_patch(plt.Rectangle((column, row), 1, 1, fc=colours[value], ec="white", lw=3))
        ax.text(column + 0.5, row + 0.5, value, ha="center", va="center",
                color="white" if value == "TRUE" else "black")
    ax.set(title=f"left {word} right", xlabel="right side", ylabel="left side")
    ax.set(xlim=(0, 3), ylim=(3, 0))
    ax.set_xticks([0.5, 1.5, 2.5], words)
    ax.set_yticks([0.5, 1.5, 2.5], words, rotation=90, va="center")
plt.show()

# %% [markdown]
# ### Mistake: `= NULL`
#
# Whatever you compare with NULL, the outcome is NULL, even NULL with NULL. So `arr_delay = NULL` is never true, and
# the symptom is quiet: no error, no rows. The question "is there a value?" has its own words, `IS NULL` and
# `IS NOT NULL`, which always answer true or false. (`'NULL'` in quotes is an ordinary word of four letters.)

# %%
wrong = ask("SELECT count(*) AS n FROM flights WHERE arr_delay = NULL")["n"][0]
right = ask("SELECT count(*) AS n FROM flights WHERE arr_delay IS NULL")["n"][0]
assert (wrong, right) == (0, 9430)  # quoted: 9,430
print(f"= NULL finds {wrong}, IS NULL finds {right}")

# %% [markdown]
# ### Counting what is there
#
# `count(*)` counts rows. `count(column)` counts rows where that column is **not NULL**. `sum`, `avg`, `min` and `max`
# skip NULL too. So counting three columns shows where flights get lost: 8,255 never left (cancelled), and
# 9,430 have no arrival delay. The 1,175 in between left, but were diverted to another airport or turned back.

# %%
counts = ask("""
SELECT count(*) AS scheduled, count(dep_time) AS departed, count(arr_delay) AS arrived
FROM flights
""")
scheduled, departed, arrived = counts.loc[0]
assert scheduled - departed == 8255 and scheduled - arrived == 9430  # quoted: 8,255 and 9,430
assert departed - arrived == 1175  # quoted: 1,175
counts

# %% [markdown]
# Predict first. A table holds five delays: `-5`, `15`, `20`, `40` and `NULL`.
# How many of the five rows does each `WHERE` condition keep? Five whole numbers.
#
# *Example:* `arr_delay < 0` keeps 1 row.
#
# <details><summary>Hint 1: one row at a time</summary>
#
# Write the outcome for each of the five rows: true, false or NULL. Then count only the trues.
#
# </details>
# <details><summary>Hint 2: about NOT</summary>
#
# NOT turns true into false and false into true. What can it do with "unknown"?
#
# </details>
# <details><summary>Hint 3: about OR</summary>
#
# Figure 1, right grid: one true side is enough, whatever the other side is.
#
# </details>

# %% solution="kept_rows" kind="predict" title="Five rows, five conditions" minutes=6 objective=2
kept_rows = {
    "arr_delay > 15": 2,
    "NOT (arr_delay > 15)": 2,
    "arr_delay = NULL": 0,
    "arr_delay <> 20": 3,
    "arr_delay <> 20 OR arr_delay IS NULL": 4,
}

# %% test="kept_rows" points=2
expect.filled(kept_rows, keys={"arr_delay > 15": int, "NOT (arr_delay > 15)": int,
                               "arr_delay = NULL": int, "arr_delay <> 20": int,
                               "arr_delay <> 20 OR arr_delay IS NULL": int})
expect.that(all(0 <= _n <= 5 for _n in kept_rows.values()),
            "The table has five rows: each answer is from 0 to 5.")
### BEGIN HIDDEN TESTS
_table = {"delays": ("arr_delay INTEGER", [(-5,), (15,), (20,), (40,), (None,)])}
_truth = {_where: expect.rows(f"SELECT count(*) FROM delays WHERE {_where}", _table)[0][0] for _where in
          ("arr_delay > 15", "NOT (arr_delay > 15)", "arr_delay = NULL", "arr_delay <> 20",
           "arr_delay <> 20 OR arr_delay IS NULL")}
_traps = {("arr_delay > 15", 3): "`arr_delay > 15`: either you kept 15, which is not more than 15, or the NULL row.",
          ("NOT (arr_delay > 15)", 3): "`NOT (arr_delay > 15)`: you counted the row with NULL as not late. "
                                       "Its outcome is NULL, and NOT NULL is still NULL.",
          ("arr_delay = NULL", 1): "`arr_delay = NULL`: the comparison is NULL even for the NULL row. "
                                   "Python's None == None does not carry over.",
          ("arr_delay <> 20", 4): "`arr_delay <> 20`: you kept the row with NULL. An unknown delay might be 20: "
                                  "the outcome is unknown, not true.",
          ("arr_delay <> 20 OR arr_delay IS NULL", 3): "`… OR arr_delay IS NULL`: the NULL row comes back here, "
                                                       "because IS NULL is true and one true side is enough for OR."}
for _where, _count in _truth.items():
    _said = kept_rows[_where]
    expect.that(_said == _count, _traps.get((_where, _said), f"`{_where}`: not {_said}. Go through the five rows "
                                            "one by one, write true, false or NULL, and count the trues."),
                hint=2 if "NOT" in _where else 3 if "OR" in _where else 1)
### END HIDDEN TESTS

# %% [markdown]
# Committed? Then ask the database. `ask_on` makes a table `flights` with the columns `carrier` and `arr_delay` from
# rows that you write down, runs a query on it and returns the answer's rows as a list. `None` in Python stands for NULL.
# You will need it again.

# %%
def ask_on(rows, sql):
    """Return the answer to a query on a table flights(carrier, arr_delay) that holds these rows."""
    own = duckdb.connect()
    own.execute("CREATE TABLE flights (carrier VARCHAR, arr_delay DOUBLE)")
    if rows:  # DuckDB refuses to insert an empty list
        own.executemany("INSERT INTO flights VALUES (?, ?)", rows)
    return own.execute(sql).fetchall()


five = [("AA", -5), ("AA", 15), ("AA", 20), ("AA", 40), ("AA", None)]
for where in ["arr_delay > 15", "NOT (arr_delay > 15)", "arr_delay = NULL", "arr_delay <> 20",
              "arr_delay <> 20 OR arr_delay IS NULL"]:
    kept = ask_on(five, f"SELECT arr_delay FROM flights WHERE {where}")
    print(f"{where:<38}{len(kept)}  ", *[delay for (delay,) in kept])

# %% [markdown]
# Now the same on the real flights. "More than 15 late" and "not more than 15 late" sound like everybody.
# They are not: 9,430 flights are in neither group. Two halves that don't add up to the whole are the commonest
# symptom of a forgotten NULL. Make the sum a habit.

# %%
late = ask("SELECT count(*) AS n FROM flights WHERE arr_delay > 15")["n"][0]
not_late = ask("SELECT count(*) AS n FROM flights WHERE NOT (arr_delay > 15)")["n"][0]
assert scheduled - late - not_late == 9430  # quoted: 9,430
print(f"{late} late + {not_late} not late = {late + not_late}, of {scheduled}")

# %% [markdown]
# ### A list to look things up in
#
# `IN` asks whether a value stands in a list, `NOT IN` whether it doesn't. The list may be written out,
# `dest IN ('HNL', 'ANC')`, or be a query of its own in brackets: a **subquery**.
# Which airlines flew from New York in January to Honolulu or Anchorage?

# %%
far = ask("""
SELECT name
FROM airlines
WHERE carrier IN (SELECT carrier FROM flights WHERE month = 1 AND dest IN ('HNL', 'ANC'))
ORDER BY name
""")
far

# %% [markdown]
# ### Which aeroplanes had January off?
#
# `planes` lists 3,322 aeroplanes. Python's sets say that 713 of them had no flight **scheduled** from New York in January.
# The query below asks the same in SQL. It finds 0. (717 did not fly: four more had only cancelled flights.)

# %%
registry = set(ask("SELECT tailnum FROM planes")["tailnum"])
january = set(ask("SELECT tailnum FROM flights WHERE month = 1")["tailnum"])
from_sql = ask("""
SELECT tailnum FROM planes
WHERE tailnum NOT IN (SELECT tailnum FROM flights WHERE month = 1)
""")
assert (len(registry), len(registry - january), len(from_sql)) == (3322, 713, 0)  # quoted: 3,322 and 713
flown = set(ask("SELECT tailnum FROM flights WHERE month = 1 AND dep_time IS NOT NULL")["tailnum"])
assert len(registry - flown) == 717  # quoted: 717
print(f"Python: {len(registry - january)}   SQL: {len(from_sql)}")

# %% [markdown]
# `x NOT IN (a, b, c)` means `x <> a AND x <> b AND x <> c`. What do you know about `<>` and `AND`? And what may stand
# among the tail numbers of January? Some flights were cancelled before an aeroplane was chosen.

# %% [markdown]
# Find the bug and mend it. The query should list the planes with **no flight scheduled** in January (a cancelled flight
# is scheduled too): columns `tailnum`, `manufacturer`, in any order. `planes` has `tailnum` (never NULL) and
# `manufacturer`; `flights` has `tailnum` (sometimes NULL) and `month`. On the real data it should find 713.
#
# *Example:* planes N1 and N2; January flights by N1 and by NULL. Right: N2. The broken query: nothing.
#
# <details><summary>Hint 1: look at the list</summary>
#
# Run the subquery alone. Which value in it is not a tail number?
#
# </details>
# <details><summary>Hint 2: follow one plane</summary>
#
# For N2 the condition reads `'N2' <> 'N1' AND 'N2' <> NULL`. That is TRUE AND NULL. Is that kept?
#
# </details>
# <details><summary>Hint 3: nearly there</summary>
#
# Keep NULL out of the list, inside the brackets. Outside them it is too late.
#
# </details>

# %% solution="idle_planes" kind="bug" title="January off" minutes=8 objective=4
idle_planes = """
SELECT tailnum, manufacturer
FROM planes
WHERE tailnum NOT IN (
    SELECT tailnum FROM flights WHERE month = 1 AND tailnum IS NOT NULL
)
"""
### BEGIN STUB
# idle_planes = """
# SELECT tailnum, manufacturer
# FROM planes
# WHERE tailnum NOT IN (
#     SELECT tailnum FROM flights WHERE month = 1
# )
# """
### END STUB

# %% test="idle_planes" points=2
_planes = ("tailnum VARCHAR, manufacturer VARCHAR",
           [("N1", "BOEING"), ("N2", "AIRBUS"), ("N3", "EMBRAER")])
_columns, _idle = ["tailnum", "manufacturer"], [("N2", "AIRBUS"), ("N3", "EMBRAER")]
_trips = ("tailnum VARCHAR, month INTEGER", [("N1", 1), ("N1", 1), ("N3", 2), (None, 2)])
expect.query(idle_planes, tables={"planes": _planes, "flights": _trips}, columns=_columns,
             equals=_idle,
             because="N2 had no flight at all, N3 only in February; only N1 was scheduled in "
                     "January, and each plane comes once")
_trips = ("tailnum VARCHAR, month INTEGER", [("N1", 1), ("N3", 2), (None, 1)])
expect.query(idle_planes, tables={"planes": _planes, "flights": _trips}, columns=_columns,
             equals=_idle, hint=2,
             because="a NULL inside the list makes NOT IN unknown for every plane that is "
                     "not in it")
### BEGIN HIDDEN TESTS
expect.query(idle_planes, tables={"planes": _planes, "flights": (_trips[0], [])}, columns=_columns, equals=_planes[1],
             because="with no flights at all, every plane had January off")
expect.query(idle_planes, tables={"planes": (_planes[0], []), "flights": _trips}, columns=_columns, equals=[],
             because="with no planes there is nothing to list")
_unknown = [("N1", None), ("N2", None), ("N3", "AIRBUS")]
expect.query(idle_planes, tables={"planes": (_planes[0], _unknown), "flights": _trips}, columns=_columns,
             equals=_unknown[1:], because="a plane of an unknown maker is a plane too")
_year = [("N1", 1), *[(_tail, _month) for _month in range(2, 13) for _tail in ("N1", "N2")]]
expect.query(idle_planes, tables={"planes": _planes, "flights": (_trips[0], _year)}, columns=_columns, equals=_idle,
             because="N1 was scheduled in every month, so it had no January off; N2 in every other month, and is "
                     "listed once; N3 never")
_random = expect.rng("idle_planes")
_fleet = [(f"N{_i}", str(_random.choice(["BOEING", "AIRBUS"]))) for _i in range(20)]
_flown = [(None if _random.random() < 0.2 else f"N{_random.integers(26)}", int(_random.integers(1, 4)))
          for _ in range(40)] + [(None, 1), ("N0", 1), ("N0", 1), ("N1", 3)]
_busy = {_tail for _tail, _month in _flown if _month == 1}
expect.query(idle_planes, tables={"planes": (_planes[0], _fleet), "flights": (_trips[0], _flown)}, columns=_columns,
             equals=[_plane for _plane in _fleet if _plane[0] not in _busy],
             because="each plane without a January flight, once, whatever it did in other months")
### END HIDDEN TESTS

# %% [markdown]
# ## 3 · One answer per group
#
# `GROUP BY` puts rows into groups and returns **one row per group**; `count`, `sum`, `avg` then work inside each.
# Grouping delays by quarter of an hour gives a picture of the whole year. `floor` goes down to a whole number, so
# `floor(arr_delay / 15) * 15` is where the quarter begins: 22 goes into bin 15, and -7 into bin -15.

# %%
histogram = ask("""
SELECT floor(arr_delay / 15) * 15 AS bin, count(*) AS flights
FROM flights
WHERE arr_delay IS NOT NULL
GROUP BY bin
ORDER BY bin
""")
assert histogram["flights"].sum() == arrived
assert con.execute("SELECT floor(22 / 15) * 15, floor(-7 / 15) * 15").fetchone() == (15, -15)
shares = {limit: histogram.loc[histogram["bin"] >= limit, "flights"].sum() / arrived
          for limit in [0, 15, 60]}

# %% [markdown]
# **Figure 2.** Bars: flights per quarter-hour of arrival delay, -90 to 180 minutes; three dashed lines mark 0, 15
# and 60. What to see: the tallest bar is *early*, and the tail goes on and on. So "late" is a choice, and each choice
# is another number: 42.3% arrive on or after their time, 24.5% at least 15 minutes later, 8.7% at least an hour.
#
# We take **more than 15 minutes**: enough to miss a train. On this definition 15 itself is not late.

# %%
figure, ax = plt.subplots()
ax.bar(histogram["bin"], histogram["flights"] / 1000, width=14, align="edge")
for limit, height in [(0, 110), (15, 82), (60, 54)]:
    ax.vlines(limit, 0, height, color="black", linestyle="--", linewidth=1)
    ax.text(limit + 3, height, f"{shares[limit]:.1%} arrive {limit} min late or more", va="top")
ax.set(xlim=(-90, 180), ylim=(0, 115), xlabel="arrival delay (minutes)",
       ylabel="flights (thousands)", title="Most flights are early; the tail is long")
plt.show()
shown = [f"{share:.1%}" for share in shares.values()]
assert shown == ["42.3%", "24.5%", "8.7%"]  # quoted: 42.3%, 24.5%, 8.7%

# %% [markdown]
# ### The order in which a query is read
#
# You write `SELECT` first; the database reads it almost last. Nearly every puzzling error follows from this order:
#
# | Step | Clause | Does |
# |---|---|---|
# | 1 | `FROM` | takes the table |
# | 2 | `WHERE` | keeps **rows** |
# | 3 | `GROUP BY` | makes groups |
# | 4 | `HAVING` | keeps **groups** |
# | 5 | `SELECT` | computes columns, then `DISTINCT` |
# | 6 | `ORDER BY` | sorts |
# | 7 | `LIMIT` | cuts |
#
# DuckDB lets names made in `SELECT` through early: `GROUP BY bin`, `HAVING arrived >= 10`, even `WHERE hours > 10`
# run. Many other databases refuse them, for the reason that this table shows.

# %% [markdown]
# ### Mistakes: two error messages you will meet
#
# A function that makes one value of many, like `count` or `avg`, is an **aggregate**. A column that is neither grouped
# nor inside an aggregate has many values per group, and the database won't guess. And `WHERE` runs before there are
# groups, so it cannot know an average: that is what `HAVING` is for.

# %%
no_group = complaint("SELECT carrier, dest, avg(arr_delay) FROM flights GROUP BY carrier")
too_early = complaint("SELECT carrier FROM flights WHERE avg(arr_delay) > 15 GROUP BY carrier")
assert "must appear in the GROUP BY clause" in no_group
assert "WHERE clause cannot contain aggregates" in too_early
let_through = ask("SELECT arr_delay / 60 AS hours FROM flights WHERE hours > 10")
assert let_through["hours"].min() > 10
print(no_group.splitlines()[0], too_early.splitlines()[0], sep="\n")

# %% [markdown]
# The second query, mended: `WHERE` is left out, and the condition on groups moves to `HAVING`, after `GROUP BY`.
# Four airlines average over 15 minutes late.

# %%
slow = ask("""
SELECT carrier, count(*) AS scheduled, avg(arr_delay) AS mean_delay
FROM flights
GROUP BY carrier
HAVING avg(arr_delay) > 15
ORDER BY mean_delay DESC
""")
assert len(slow) == 4
slow

# %% [markdown]
# Both clauses can stand in one query: `WHERE` throws out rows first, here the morning; then `HAVING` throws out groups.
# From noon on, six airlines average over 15 minutes late.

# %%
afternoon = ask("""
SELECT carrier, count(*) AS scheduled, avg(arr_delay) AS mean_delay
FROM flights
WHERE hour >= 12
GROUP BY carrier
HAVING avg(arr_delay) > 15
ORDER BY mean_delay DESC
""")
assert len(afternoon) == 6
afternoon

# %% [markdown]
# And in the morning? Guess first: a longer list or a shorter one? Then look at the column beside the average. Small
# groups give the wildest averages, so put the count next to every average you show.

# %%
morning = ask("""
SELECT carrier, count(*) AS scheduled, avg(arr_delay) AS mean_delay
FROM flights
WHERE hour < 12
GROUP BY carrier
HAVING avg(arr_delay) > 15
""")
assert len(morning) == 1 and morning["scheduled"][0] == 1
morning

# %% [markdown]
# ### CASE: a value by condition
#
# `CASE WHEN condition THEN value … ELSE value END` takes the first branch whose condition is true. With no `ELSE`
# the rest get NULL. Turn "late" into 1 and "in time" into 0, and the **average is the share**.
#
# But an `ELSE` catches NULL too. With `ELSE 0`, flights that never arrived count as punctual: 23.1% late.
# With a second `WHEN` they stay NULL, `avg` skips them, and the share among arrivals is 23.7%.

# %%
two_shares = ask("""
SELECT avg(CASE WHEN arr_delay > 15 THEN 1 ELSE 0 END) AS over_all,
       avg(CASE WHEN arr_delay > 15 THEN 1 WHEN arr_delay <= 15 THEN 0 END) AS over_arrived
FROM flights
""")
assert [f"{share:.1%}" for share in two_shares.loc[0]] == ["23.1%", "23.7%"]  # quoted: 23.1%, 23.7%
two_shares

# %% [markdown]
# Six tenths of a point may look small. But in February, after a snowstorm, 5.1% of departures were cancelled, and
# "punctual because cancelled" is a claim you would not repeat to a passenger. Always say the denominator aloud:
# late **out of what?** Here is the same by airport, with the counts beside the share.
#
# `count(CASE WHEN … THEN 1 END)` counts the rows for which the condition is true: all others get NULL, and `count`
# skips NULL. A 0 or a FALSE is a value, so `count` counts it: leave the `ELSE` out. (DuckDB lets a later column use the names of earlier ones, `late / arrived`; most databases don't.)

# %%
airports = ask("""
SELECT origin,
       count(arr_delay) AS arrived,
       count(CASE WHEN arr_delay > 15 THEN 1 END) AS late,
       late / arrived AS share
FROM flights
GROUP BY origin
ORDER BY share DESC
""")
assert airports["late"].sum() == late
airports

# %% [markdown]
# **Figure 3.** Bars: the share of departures cancelled in each month, in percent. What to see: the bar of February
# towers over the rest at 5.1%, and October and November stay below 1%. A share that hides cancelled flights is worst
# exactly when passengers need it most.
#
# The `ELSE 0` in this query does no harm: `dep_time IS NULL` is always true or false, never NULL, so there is nothing
# that `ELSE` could catch by mistake.

# %%
monthly = ask("""
SELECT month, 100 * avg(CASE WHEN dep_time IS NULL THEN 1 ELSE 0 END) AS cancelled
FROM flights
GROUP BY month
ORDER BY month
""")
figure, ax = plt.subplots(figsize=(7.2, 3.4))
bars = ax.bar(monthly["month"], monthly["cancelled"])
ax.bar_label(bars, fmt="%.1f", padding=2)
ax.set(xlabel="month of 2013", ylabel="cancelled (% of departures)", ylim=(0, 6),
       xticks=range(1, 13), title="Cancelled flights come in storms")
plt.show()
assert round(monthly["cancelled"][1], 1) == 5.1  # quoted: 5.1%
assert monthly["cancelled"][9:11].max() < 1  # quoted: 1%

# %% [markdown]
# Which destinations are late most often? Return **every** destination with **at least 10** arrivals: `dest`, `arrived`
# (flights that arrived) and `late_share` (more than 15 minutes late, out of those that arrived, not rounded).
# Largest `late_share` first; ties in any order. `flights` has the columns `dest` and `arr_delay`.
#
# *Example:* ten arrivals at CAE, four late, plus two that never arrived: `('CAE', 10, 0.4)`. Nine arrivals: no row.
#
# <details><summary>Hint 1: say it in steps</summary>
#
# One row per destination, so group. A condition on a count is about groups: which clause is that?
#
# </details>
# <details><summary>Hint 2: the denominator</summary>
#
# count(*) also counts flights that never arrived. What do you put in the brackets to count arrivals?
#
# </details>
# <details><summary>Hint 3: nearly there</summary>
#
# Take the CASE with two WHENs from above for the share, and
# `HAVING count(arr_delay) >= …` for the groups.
#
# </details>

# %% solution="late_destinations" kind="query" title="Where not to have a tight connection" minutes=16 objective=3
late_destinations = """
SELECT dest,
       count(arr_delay) AS arrived,
       avg(CASE WHEN arr_delay > 15 THEN 1 WHEN arr_delay <= 15 THEN 0 END) AS late_share
FROM flights
GROUP BY dest
HAVING count(arr_delay) >= 10
ORDER BY late_share DESC
"""

# %% test="late_destinations" points=3
_columns = "dest VARCHAR, arr_delay INTEGER"
_asked = ["dest", "arrived", "late_share"]
_few = [("MIA", 16)] + [("MIA", 15)] * 11 + [("CAE", 90)] * 4 + [("CAE", 5)] * 6 + [("LEX", 70)] * 9
_few += [("ATL", 500)] * 5 + [("ATL", 0)] * 9
_want = [("CAE", 10, 0.4), ("ATL", 14, 5 / 14), ("MIA", 12, 1 / 12)]
expect.query(late_destinations, tables={"flights": (_columns, _few)}, columns=_asked, equals=_want,
             ordered=True,
             hint="Hint 1 above is about which rows there are, hint 3 about the share",
             because="a destination needs at least 10 arrivals (10 is enough); 16 minutes are late "
                     "and 15 are not; the largest share comes first. And count counts every value "
                     "that is not NULL, 0 and false too")
_few += [("CAE", None)] * 2 + [("LEX", None)] * 3
expect.query(late_destinations, tables={"flights": (_columns, _few)}, columns=_asked, equals=_want,
             ordered=True, hint=2,
             because="flights that never arrived count neither as arrived nor in the share; "
                     "count counts every value that is not NULL, 0 and false too")
### BEGIN HIDDEN TESTS
expect.query(late_destinations, tables={"flights": (_columns, [])}, columns=_asked, equals=[],
             because="with no flights there is no destination to report")
_few = [("BUR", 15)] * 5 + [("BUR", -40)] * 5 + [("OAK", 16)] * 10
expect.query(late_destinations, tables={"flights": (_columns, _few)}, columns=_asked, ordered=True,
             equals=[("OAK", 10, 1.0), ("BUR", 10, 0.0)],
             because="a destination where nobody was late has its row too, and its share is 0, not unknown")
_few = [(f"D{_i}", 60 if _i % 10 > _j else 0) for _i in range(120) for _j in range(10)]
expect.query(late_destinations, tables={"flights": (_columns, _few)}, columns=_asked, ordered=["late_share"],
             equals=[(f"D{_i}", 10, _i % 10 / 10) for _i in sorted(range(120), key=lambda i: -(i % 10))],
             because="each of the 120 destinations has 10 arrivals: a LIMIT loses some")
_random = expect.rng("late_destinations")
_many = [(f"D{_random.integers(14)}", None if _random.random() < 0.2 else int(_random.integers(-30, 70)))
         for _ in range(250)] + [("TIE1", 30), ("TIE2", 30)] * 6 + [("TIE1", 0), ("TIE2", 0)] * 5 + [("GONE", None)] * 30
_groups = {}
for _dest, _delay in _many:
    _groups.setdefault(_dest, []).extend([] if _delay is None else [_delay])
_want = sorted(((_d, len(_v), sum(_x > 15 for _x in _v) / len(_v)) for _d, _v in _groups.items() if len(_v) >= 10),
               key=lambda row: -row[2])
expect.query(late_destinations, tables={"flights": (_columns, _many)}, columns=_asked, equals=_want,
             ordered=["late_share"], because="this is late arrivals over arrivals, per destination, largest first")
### END HIDDEN TESTS

# %% [markdown]
# ### Mistake: the average of averages
#
# "Average the destinations' averages" sounds like "average the flights". It isn't: each destination gets one vote,
# whether it has 17,283 flights or one. Per flight, the mean delay is 6.9 minutes; averaged over destinations it
# is 8.7. Neither is wrong. They answer different questions: one about a random *flight*, one about a random
# *destination*. (A subquery can stand in `FROM` as well: its answer is a table.)

# %%
per_flight = ask("SELECT avg(arr_delay) AS mean FROM flights")["mean"][0]
per_dest = ask("""
SELECT avg(mean) AS mean
FROM (SELECT dest, avg(arr_delay) AS mean FROM flights GROUP BY dest)
""")["mean"][0]
assert (round(per_flight, 1), round(per_dest, 1)) == (6.9, 8.7)  # quoted: 6.9 and 8.7
sizes = ask("SELECT count(*) AS n FROM flights GROUP BY dest")["n"]
assert (sizes.min(), sizes.max()) == (1, 17283)  # quoted: 17,283
print(f"per flight {per_flight:.1f} min, per destination {per_dest:.1f} min")

# %% [markdown]
# To see two such queries disagree, give them a table of your own: `ask_on` (from the five rows) runs a query on rows
# that you write down. Here is one pair of rows on which both give the same.

# %%
A = "SELECT avg(arr_delay) FROM flights"
B = "SELECT avg(m) FROM (SELECT avg(arr_delay) AS m FROM flights GROUP BY carrier)"
rows = [("AA", 5), ("UA", 12)]
(a,), (b,) = ask_on(rows, A)[0], ask_on(rows, B)[0]
assert (a, b) == (8.5, 8.5)
print("A:", a)
print("B:", b)

# %% [markdown]
# Break it. Find rows of a table `flights(carrier, arr_delay)`, **three at most** and no NULL among them, on which
# A and B from the cell above differ by **10 minutes or more**. A averages the flights, B the carriers' averages.
# To try rows, add `ask_on(unequal_votes, A), ask_on(unequal_votes, B)` as the last line of your cell.
#
# *Form:* a list of pairs, `[("AA", 5), ("UA", 12)]`. On these A and B both give 8.5.
#
# <details><summary>Hint 1: when they agree</summary>
#
# If every carrier has equally many flights, both give the same. What must you avoid?
#
# </details>
# <details><summary>Hint 2: two against one</summary>
#
# Give one carrier two flights and another carrier one. In A the single flight has a third of the weight, in B a half.
# Now move that flight's delay, and watch A and B.
#
# </details>

# %% solution="unequal_votes" kind="break" title="Two averages, three rows" minutes=8 objective=4
unequal_votes = [("AA", 0), ("AA", 0), ("UA", 90)]

# %% test="unequal_votes" points=2
expect.that(isinstance(unequal_votes, list | tuple),
            f"unequal_votes is a list of pairs; this is a {type(unequal_votes).__name__}.")
expect.that(1 <= len(unequal_votes) <= 3,
            f"unequal_votes is a list of one to three pairs; this has {len(unequal_votes)}.")
for _row in unequal_votes:
    expect.that(isinstance(_row, list | tuple) and len(_row) == 2 and isinstance(_row[0], str)
                and type(_row[1]) in (int, float) and abs(_row[1]) < 1e6,
                'Each row is a pair like ("AA", 5), a carrier and minutes without NULL; '
                f"one of yours is {_row!r:.80}.")
_table = {"flights": ("carrier VARCHAR, arr_delay DOUBLE", [tuple(_row) for _row in unequal_votes])}
_a = expect.rows("SELECT avg(arr_delay) FROM flights", _table)[0][0]
_b = expect.rows("SELECT avg(m) FROM (SELECT avg(arr_delay) AS m FROM flights GROUP BY carrier)",
                 _table)[0][0]
_seen = f"On your rows A gives {_a:.4g} and B gives {_b:.4g}"
### BEGIN HIDDEN TESTS
_names = [_row[0] for _row in unequal_votes]
expect.that(len(set(_names)) > 1, f"{_seen}: with one carrier the average of one average is that average.", hint=2)
expect.that(len(set(_names)) < len(_names),
            f"{_seen}: every carrier has one flight here, so every flight has the same vote in both.", hint=1)
expect.that(abs(_a - _b) > 1e-9, f"{_seen}: the two carriers have the same average, so it doesn't matter who has more "
                                 "votes.", hint=2)
### END HIDDEN TESTS
expect.that(abs(_a - _b) >= 10 - 1e-9, f"{_seen}. They should differ by 10 minutes or more.",
            hint=1 if abs(_a - _b) < 1e-9 else 2)

# %% [markdown]
# ## 4 · Queries that run, and are wrong
#
# Below is a real-looking report per airport. It has run every Monday; nobody complained, because it is tidy.
# It says that no flight from New York was cancelled in 2013. You know 8,255 that were.

# %%
ask("""
SELECT origin,
       count(arr_delay) AS scheduled,
       count(CASE WHEN dep_time = NULL THEN 1 END) AS cancelled,
       avg(CASE WHEN arr_delay > 15 THEN 1 ELSE 0 END) AS late_share
FROM flights
GROUP BY origin
ORDER BY origin
""")

# %% [markdown]
# Find the bugs (there is one in each of the three computed columns) and mend them. Per `origin`, in any order:
# `scheduled`, all flights; `cancelled`, those without a `dep_time`; `late_share`, the share more than
# 15 minutes late **out of those that arrived**. `flights` has the columns `origin`, `dep_time`, `arr_delay`.
#
# *Example:* JFK with delays 20, 5, one cancelled, one diverted: `('JFK', 4, 1, 0.5)`.
#
# <details><summary>Hint 1: test each column alone</summary>
#
# Which of the three would be wrong for an airport where everything was cancelled?
#
# </details>
# <details><summary>Hint 2: what equals NULL?</summary>
#
# Nothing does. And what does count(arr_delay) leave out?
#
# </details>
# <details><summary>Hint 3: the quiet one</summary>
#
# ELSE 0 also catches flights that never arrived. Section 3 has a CASE that lets them be NULL.
#
# </details>

# %% solution="origin_report" kind="bug" title="The Monday report" minutes=10 objective=4
origin_report = """
SELECT origin,
       count(*) AS scheduled,
       count(CASE WHEN dep_time IS NULL THEN 1 END) AS cancelled,
       avg(CASE WHEN arr_delay > 15 THEN 1 WHEN arr_delay <= 15 THEN 0 END) AS late_share
FROM flights
GROUP BY origin
"""
### BEGIN STUB
# origin_report = """
# SELECT origin,
#        count(arr_delay) AS scheduled,
#        count(CASE WHEN dep_time = NULL THEN 1 END) AS cancelled,
#        avg(CASE WHEN arr_delay > 15 THEN 1 ELSE 0 END) AS late_share
# FROM flights
# GROUP BY origin
# """
### END STUB

# %% test="origin_report" points=2
_columns = "origin VARCHAR, dep_time INTEGER, arr_delay INTEGER"
_asked = ["origin", "scheduled", "cancelled", "late_share"]
_few = [("LGA", 600, 50), ("LGA", 700, 0), ("LGA", 800, 15), ("LGA", 900, 16)]
expect.query(origin_report, tables={"flights": (_columns, _few)}, columns=_asked,
             equals=[("LGA", 4, 0, 0.5)],
             because="where every flight arrived the old report was right, so keep that: "
                     "15 is not late. And count counts every value that is not NULL, 0 and false "
                     "too; a CASE without ELSE gives NULL, and avg skips it")
_few = [("JFK", 900, 20), ("JFK", 905, 5), ("JFK", None, None)]
expect.query(origin_report, tables={"flights": (_columns, _few)}, columns=_asked,
             equals=[("JFK", 3, 1, 0.5)],
             hint="Hint 2 above is about the two counts, hint 3 about the share",
             because="the third flight was scheduled, is cancelled (nothing equals NULL), and "
                     "did not arrive, so it is no part of the share")
_few = [("EWR", 900, 20), ("EWR", 905, 5), ("EWR", 910, None), ("EWR", 915, None)]
expect.query(origin_report, tables={"flights": (_columns, _few)}, columns=_asked,
             equals=[("EWR", 4, 0, 0.5)],
             because="two flights left and were diverted. They have a dep_time, so they are not "
                     "cancelled, and they did not arrive, so they are no part of the share")
_dark = expect.rows(origin_report, {"flights": (_columns, [("LGA", 900, 20), ("EWR", None, None)])})
expect.that(all(0 not in _row for _row in _dark if "EWR" in _row),
            "EWR's only flight was cancelled, so there is nothing to take a share of, and late_share "
            "has no value there: 0 would say that everybody was in time.", hint=3)
### BEGIN HIDDEN TESTS
expect.that(any("EWR" in _row for _row in _dark), "An airport where every flight was cancelled still needs its row: the "
                                                 "passengers there would like to be counted.", hint=1)
expect.query(origin_report, tables={"flights": (_columns, [])}, columns=_asked, equals=[],
             because="with no flights there is no airport to report")
expect.query(origin_report, tables={"flights": (_columns, [("SWF", 700, -40), ("SWF", 710, 15), ("SWF", None, None)])},
             columns=_asked, equals=[("SWF", 3, 1, 0.0)],
             because="two arrived, and both in time: their late_share is 0, not unknown")
_random = expect.rng("origin_report")
_many = [("JFK", 1, 15), ("EWR", 1, 16), ("LGA", 1, -3)] + [("SWF", 1, 16), ("SWF", None, None)] * 2 + [("SWF", 1, 0)]
for _ in range(90):
    _fate = _random.random()
    _many.append((str(_random.choice(["JFK", "EWR", "LGA"])), None if _fate < 0.15 else 1200,
                  None if _fate < 0.3 else int(_random.integers(-30, 80))))
_want = []
for _origin in ("JFK", "EWR", "LGA", "SWF"):
    _mine = [_row for _row in _many if _row[0] == _origin]
    _known = [_row[2] for _row in _mine if _row[2] is not None]
    _want.append((_origin, len(_mine), sum(_row[1] is None for _row in _mine),
                  sum(_x > 15 for _x in _known) / len(_known)))
expect.query(origin_report, tables={"flights": (_columns, _many)}, columns=_asked, equals=_want,
             because="all scheduled, those without dep_time, and late over arrived, for each airport")
### END HIDDEN TESTS

# %% [markdown]
# ### A query deserves a test
#
# The Monday report survived because nobody ever ran it on data whose answer they knew. A test for a query is a tiny
# table and the answer you worked out by hand. Choose its rows as an enemy of the query would: each of them should make
# some mistake visible, a NULL the wrong denominator, a 15 the wrong comparison.
#
# Ten ordinary flights test nothing. Here a wrong query passes on two of them.

# %%
wrong_share = """
SELECT carrier, avg(CASE WHEN arr_delay > 15 THEN 1 ELSE 0 END) AS share
FROM flights
GROUP BY carrier
"""
ordinary = [("AA", 30), ("AA", 0)]
assert ask_on(ordinary, wrong_share) == [("AA", 0.5)]
print(ask_on(ordinary, wrong_share), "is right, and the query is wrong.")

# %% [markdown]
# Write a test for "each carrier's late share (more than 15 minutes) out of its arrivals; `None` where none arrived":
# `rows` of `flights(carrier, arr_delay)`, six at most, a NULL written `None`, and the answer `expected` of a *right*
# query, in any order, a share written like `2/3`. The check holds five wrong queries that you **do not see**. On your
# rows, each must give an answer different from the right one. To try one: `ask_on(sharp_test["rows"], "SELECT …")`.
#
# *Form:* `{"rows": [("AA", 30), ("AA", 0)], "expected": [("AA", 1/2)]}` catches one of the five; the check counts yours.
#
# <details><summary>Hint 1: collect suspects</summary>
#
# Suspects stand not only under "Mistake". Look again at DISTINCT, at `//`, at `ELSE`, at the border 15, and ask what
# a WHERE does to a carrier that has no arrivals.
#
# </details>
# <details><summary>Hint 2: rows that accuse</summary>
#
# A delay of exactly 15. A NULL beside real delays. A carrier that never arrived at all. Two flights that look alike.
#
# </details>
# <details><summary>Hint 3: duplicates</summary>
#
# If two equal rows are merged, the share must change: three flights, two of them equal, not all late.
#
# </details>

# %% solution="sharp_test" kind="test" title="A table with a purpose" minutes=22 objective=4
sharp_test = {
    "rows": [("AA", 30), ("AA", 30), ("AA", 15), ("AA", None), ("UA", None)],
    "expected": [("AA", 2 / 3), ("UA", None)],
}

# %% test="sharp_test" points=2
import codecs as _codecs

expect.filled(sharp_test, keys={"rows": list, "expected": list})
expect.that(1 <= len(sharp_test["rows"]) <= 6,
            f"`rows` should have one to six rows; yours has {len(sharp_test['rows'])}.")
for _part in ("rows", "expected"):
    for _row in sharp_test[_part]:
        expect.that(isinstance(_row, list | tuple) and len(_row) == 2 and isinstance(_row[0], str)
                    and (_row[1] is None or (type(_row[1]) in (int, float) and abs(_row[1]) < 1e6)),
                    f"{_part}: each is a pair of a carrier and a number or None; "
                    f"one of yours is {_row!r:.80}.")
_tables = {"flights": ("carrier VARCHAR, arr_delay DOUBLE",
                       [tuple(_row) for _row in sharp_test["rows"]])}


def _answers(sql):
    return {_c: None if _s is None else round(_s, 3) for _c, _s in expect.rows(sql, _tables)}


_right = _answers("""
SELECT carrier, avg(CASE WHEN arr_delay > 15 THEN 1 WHEN arr_delay <= 15 THEN 0 END)
FROM flights
GROUP BY carrier""")
_said = {_c: _s if _s is None else round(_s, 3) for _c, _s in sharp_test["expected"]}
for _carrier, _share in _right.items():
    expect.that(_carrier in _said,
                f"expected has no row for {_carrier!r}. A right query has one for every carrier in "
                "rows, also when nothing arrived.", hint=2)
    _same = (_said[_carrier] is _share if None in (_said[_carrier], _share)
             else abs(_said[_carrier] - _share) < 0.01)
    expect.that(_same,
                f"expected says {_said[_carrier]} for {_carrier!r}; a right query gives "
                "something else. Count again, by hand: late flights divided by arrivals, and 15 is "
                "not late. With no arrival there is nothing to divide: the share is None, not 0.")
expect.that(len(sharp_test["expected"]) == len(_right),
            f"expected has {len(sharp_test['expected'])} rows, but rows has {len(_right)} "
            f"carrier{'s' * (len(_right) > 1)}: one row per carrier, no others.")
# The five wrong queries, each letter moved by 13 places: so nobody reads them by accident.
_wrong = _codecs.decode("""
FRYRPG pneevre, nit(pbnyrfpr(nee_qrynl > 15, snyfr)::VAG) SEBZ syvtugf TEBHC OL pneevre
FRYRPG pneevre, nit((nee_qrynl >= 15)::VAG) SEBZ syvtugf TEBHC OL pneevre
FRYRPG pneevre, nit((nee_qrynl > 15)::VAG) SEBZ syvtugf JURER nee_qrynl VF ABG AHYY TEBHC OL 1
FRYRPG pneevre, fhz((nee_qrynl > 15)::VAG) // ahyyvs(pbhag(nee_qrynl), 0) SEBZ syvtugf TEBHC OL 1
FRYRPG pneevre, nit((nee_qrynl > 15)::VAG) SEBZ (FRYRPG QVFGVAPG * SEBZ syvtugf) TEBHC OL pneevre
""", "rot13").strip().splitlines()
_caught = [_answers(_sql) != _right for _sql in _wrong]
### BEGIN HIDDEN TESTS
for _mistake, _seen in zip((
        "divides by all flights (ELSE 0)", "counts exactly 15 minutes as late", "loses carriers that never arrived",
        "uses whole-number division", "merges flights that look alike"), _caught, strict=True):
    expect.that(_seen, f"Your table lets a wrong query through: one that {_mistake} gives the same answer on it. Which row "
                       "would tell them apart?", hint=3 if "merges" in _mistake else 2)
### END HIDDEN TESTS
expect.that(all(_caught),
            f"expected is right, and your rows catch {sum(_caught)} of the 5 wrong queries. "
            f"The {'other gives' if sum(_caught) == 4 else 'others give'} the right answer on them. "
            "Which mistake of this lesson would your rows not show?",
            hint=1 if sum(_caught) < 3 else "Hint 2 above is about this, and hint 3 about equal rows")

# %% [markdown]
# ## 5 · Decide: whom do we warn?
#
# Delays pile up during the day. One suspect is the aeroplane: late on this trip, late on its next. So the first rule
# of the delay alert looks at one thing a passenger knows beforehand, the **scheduled hour**.

# %%
hourly = ask("""
SELECT hour, count(arr_delay) AS arrived,
       100 * avg(CASE WHEN arr_delay > 15 THEN 1 WHEN arr_delay <= 15 THEN 0 END) AS late
FROM flights
GROUP BY hour
HAVING count(arr_delay) >= 100
ORDER BY hour
""")
least, most = hourly["late"].iloc[0], hourly["late"].max()
assert (f"{least:.0f}%", f"{most:.0f}%") == ("10%", "37%")  # quoted: 10%, 37%
assert hourly["hour"].iloc[0] == 5 and hourly.loc[hourly["late"].idxmax(), "hour"] == 21

# %% [markdown]
# **Figure 4.** A line with dots: per scheduled hour of departure, 5 to 23, the share of arrivals more than
# 15 minutes late, in percent. What to see: an almost straight climb from 10% at hour 5 to 37% at
# hour 21, and a step down for the few flights after that. If you hate waiting, book breakfast.

# %%
figure, ax = plt.subplots()
ax.plot(hourly["hour"], hourly["late"], marker="o")
all_day = 100 * two_shares["over_arrived"][0]
ax.axhline(all_day, color="black", linestyle="--", linewidth=1)
ax.text(5, all_day + 0.6, f"all day: {all_day:.1f}%")
ax.set(xlabel="scheduled hour of departure", ylabel="late (% of arrivals)", ylim=(0, 40),
       xticks=range(5, 24, 2), title="Lateness grows through the day")
plt.show()

# %% [markdown]
# ### From a share to a decision
#
# Where on that line do we start to warn? That depends on what mistakes cost. Suppose a needless warning costs 1
# (nerves) and a missing one also costs 1. In a group where a share $p$ of flights needs the warning,
#
# * warning everyone costs $(1 - p) \cdot 1$ a flight: those who didn't need it;
# * warning nobody costs $p \cdot 1$ a flight: those who did.
#
# **Figure 5.** Two straight lines over $p$: "warn" falls from 1 to 0, "stay silent" rises from 0 to 1. What to see:
# they cross at 0.5. To the right of the crossing, warn. Other costs tilt the lines and move the crossing.

# %%
crossing = min(p / 100 for p in range(101) if 1 - p / 100 <= p / 100)
assert crossing == 0.5  # quoted: 0.5
figure, ax = plt.subplots(figsize=(7.2, 3.4))
ax.plot([0, 1], [1, 0], color="#0072B2")
ax.plot([0, 1], [0, 1], color="#D55E00")
ax.text(0.17, 0.86, "warn", color="#0072B2")
ax.text(0.83, 0.86, "stay silent", color="#D55E00", ha="right")
ax.axvline(crossing, color="black", linestyle="--", linewidth=1)
ax.text(crossing, 0.05, " from here on, warn")
ax.set(xlabel="share p of flights that need a warning (0 to 1)", ylabel="cost per flight",
       title="The cheaper line wins (both mistakes cost 1)")
plt.show()

# %% [markdown]
# Decide. A flight **needs a warning** if it arrives more than 15 minutes late *or never arrives*. A needless warning
# costs 1, **a missing one costs 3**. Your query looks at past flights and returns one column `hour`: the scheduled hours,
# once each, in any order, whose flights to warn. Leave out hours with fewer than 20 scheduled flights. `flights` has
# `hour` and `arr_delay`. A share exactly at the crossing may go either way.
#
# *Example:* 20 flights at hour 9, one of which needs a warning, and 20 at hour 18, nine of which do: the answer is 18.
#
# <details><summary>Hint 1: the new crossing</summary>
#
# Warning costs (1 - p) · 1 a flight, silence costs p · 3. For which p are they equal?
#
# </details>
# <details><summary>Hint 2: who needs it</summary>
#
# This time a flight that never arrived belongs with the bad ones, and p is out of all scheduled flights.
# An ELSE that catches NULL is a bug in one question and the right tool in another.
#
# </details>
# <details><summary>Hint 3: nearly there</summary>
#
# Group by hour. Two conditions on groups: `HAVING count(*) >= 20 AND avg(CASE …) > …`, where the CASE
# gives 0 for a flight in time and 1 for everything else.
#
# </details>

# %% solution="warn_hours" kind="decide" title="Which hours to warn" minutes=20 objective=5
warn_hours = """
SELECT hour
FROM flights
GROUP BY hour
HAVING count(*) >= 20
   AND avg(CASE WHEN arr_delay <= 15 THEN 0 ELSE 1 END) > 0.25
"""

# %% test="warn_hours" points=4
_columns = "hour INTEGER, arr_delay INTEGER"
_few = [(9, 90)] * 1 + [(9, 0)] * 19 + [(18, 90)] * 9 + [(18, 0)] * 11 + [(3, 90)] * 19
expect.query(warn_hours, tables={"flights": (_columns, _few)}, columns=["hour"],
             equals=[(18,)], hint="Hint 1 above is about the border, hint 3 about the 20 flights",
             because="at hour 18, 9 flights of 20 need a warning (silence costs 3 × 0.45 a flight "
                     "there, warning 0.55); at hour 9, 1 of 20 does (3 × 0.05 against 0.95); and "
                     "hour 3 has only 19 flights")
_few = [(6, 90)] * 6 + [(6, 0)] * 14 + [(17, 90)] * 4 + [(17, 0)] * 16 + [(21, 90)] * 20
expect.query(warn_hours, tables={"flights": (_columns, _few)}, columns=["hour"],
             equals=[(6,), (21,)], hint=1,
             because="at hour 6, 6 flights of 20 need a warning (silence costs 3 × 0.3 a flight, "
                     "warning 0.7); at hour 17, 4 of 20, however late (3 × 0.2 against 0.8); "
                     "at hour 21 all do")
_few = [(11, 90)] * 3 + [(11, None)] * 3 + [(11, 0)] * 14
expect.query(warn_hours, tables={"flights": (_columns, _few)}, columns=["hour"],
             equals=[(11,)], hint=2,
             because="at hour 11, 3 flights of 20 were late and 3 never arrived: all 6 needed a "
                     "warning, and all 20 were scheduled")
_few = [(12, 15)] * 15 + [(12, 90)] * 3 + [(12, -5)] * 2 + [(18, 90)] * 20
expect.query(warn_hours, tables={"flights": (_columns, _few)}, columns=["hour"], equals=[(18,)],
             because="at hour 12 only 3 flights of 20 need a warning: a delay of exactly "
                     "15 minutes does not")
### BEGIN HIDDEN TESTS
expect.query(warn_hours, tables={"flights": (_columns, [])}, columns=["hour"], equals=[],
             because="with no past flights there is no reason to warn anybody")
_others = [(4, 0)] * 39 + [(4, 90)] + [(20, 90)] * 19 + [(20, 0)] + [(2, 90)] * 19
for _hour, _bad, _all, _hint, _why in (
        (7, [900] * 2, 20, 2,
         "at hour 7, 2 flights of 20 were very late: the rule is about how many need a warning, not how long"),
        (10, [15] * 12 + [40] * 2, 20, 2,
         "at hour 10 only 2 flights of 20 need a warning: a delay of exactly 15 minutes does not"),
        (8, [16] * 6, 20, 2, "at hour 8, 6 flights of 20 need a warning: 16 minutes are more than 15"),
        (15, [40] * 7, 20, 1, "at hour 15, 7 flights of 20 need it: silence costs 3 × 0.35 a flight, warning 0.65"),
        (14, [40] * 26, 100, 1, "at hour 14, 26 flights of 100 need it: silence costs 3 × 0.26 a flight, warning 0.74"),
        (13, [40] * 24, 100, 1, "at hour 13, 24 flights of 100 need it: silence costs 3 × 0.24 a flight, warning 0.76"),
        (16, [16] * 3 + [None] * 5, 20, 2, "at hour 16, 3 flights of 20 were late and 5 never arrived: those needed the "
                                          "warning most, and they count among the 20"),
        (17, [None] * 8, 20, 2,
         "at hour 17, 8 flights of 20 never arrived: that is enough to warn, though no other one was late")):
    _rows = [(_hour, _d) for _d in [*_bad, *[-5] * (_all - len(_bad))]]
    _share = sum(_d is None or _d > 15 for _, _d in _rows) / _all
    expect.query(warn_hours, tables={"flights": (_columns, _rows + _others)}, columns=["hour"],
                 equals=[(20,), (_hour,)] if 3 * _share > 1 - _share else [(20,)], because=_why, hint=_hint)
expect.query(warn_hours, tables={"flights": (_columns, [(_h, 40) for _h in range(24) for _ in range(20)])},
             columns=["hour"], equals=[(_h,) for _h in range(24)],
             because="every hour of the day needs it here: no hour is left out for its name, nor for their number")
_random = expect.rng("warn_hours")
_needs = {_h: float(_p) for _h, _p in zip(range(5, 23), _random.permutation([0.03 + 0.035 * _i for _i in range(18)]),
                                          strict=True)}


def _play(flights_an_hour):
    return [(_h, int(_random.integers(-30, 16)) if _i >= _p * flights_an_hour else None if _random.random() < 0.3 else 45)
            for _h, _p in _needs.items() for _i in range(flights_an_hour)]


_warned = {_row[0] for _row in expect.rows(warn_hours, {"flights": (_columns, _play(200))})}
_fresh = _play(200)


def _cost(hours):
    _bad = [(_h, _d is None or _d > 15) for _h, _d in _fresh]
    return sum((not _b) if _h in hours else 3 * _b for _h, _b in _bad) / len(_fresh)


_best, _yours = _cost({_h for _h, _p in _needs.items() if _p > 0.25}), _cost(_warned)
expect.that(_yours <= 1.02 * _best, f"Simulated on fresh flights your rule costs {_yours:.2f} a flight; {_best:.2f} was "
            f"possible. It warns at {len(_warned)} of 18 hours. Is your border where the two costs cross?", hint=1)
### END HIDDEN TESTS

# %% [markdown]
# ### Was the rule worth it?
#
# A rule chosen on past flights must be judged on later ones. So we choose on the flights up to September, this time in
# pandas: `isna()` is its word for IS NULL, and `|` for OR.
#
# There, among hours with at least 20 flights, silence costs more than a warning at every hour from 13 on, and at none
# before. On the whole year a right query starts at 14: at hour 13 the share is 25.8% up to September, and 24.9% over
# the year.

# %%
def warned(table):
    """Return the hours whose flights to warn, and the share that needs a warning at hour 13."""
    needs = table["arr_delay"].isna() | (table["arr_delay"] > 15)
    hours = needs.groupby(table["hour"]).agg(["size", "mean"])
    hours = hours[hours["size"] >= 20]
    return list(hours.index[3 * hours["mean"] > 1 - hours["mean"]]), hours["mean"][13]


past, at_13 = warned(ask("SELECT hour, arr_delay FROM flights WHERE month <= 9"))
year, at_13_all_year = warned(ask("SELECT hour, arr_delay FROM flights"))
assert past == list(range(13, 24)) and year == list(range(14, 24))
assert (f"{at_13:.1%}", f"{at_13_all_year:.1%}") == ("25.8%", "24.9%")  # quoted: 25.8%, 24.9%
print("chosen up to September: warn at", past)

# %% [markdown]
# And then? We let this rule decide about October to December, at costs 1 and 3. The subquery gives each flight a `bad`
# of 1 if it needed a warning, else 0. A missing warning then costs `3 * bad`, a needless one `1 - bad`.
#
# Staying silent costs 0.71 a flight, warning everyone 0.76, and the rule 0.62. It wins, modestly: the hour alone knows
# little. A model has to beat 0.62.

# %%
costs = ask("""
SELECT avg(3 * bad) AS silent,
       avg(1 - bad) AS everyone,
       avg(CASE WHEN hour >= 13 THEN 1 - bad ELSE 3 * bad END) AS from_13
FROM (SELECT hour, CASE WHEN arr_delay <= 15 THEN 0 ELSE 1 END AS bad
      FROM flights
      WHERE month >= 10)
""")
shown = [f"{cost:.2f}" for cost in costs.loc[0]]
assert shown == ["0.71", "0.76", "0.62"]  # quoted: 0.71, 0.76, 0.62
costs

# %% [markdown]
# ## In production
#
# * **A dashboard is a query nobody reads again.** Store the denominator next to every share, and alert when it jumps.
# * **NULL means several things** (cancelled, not yet landed, sensor off). Ask whoever writes the table, and write it down.
# * **Dialects differ** on `/`, on where NULL sorts (last in DuckDB; first in PostgreSQL under `DESC`), on names in `SELECT`.
# * **Reconcile:** groups must add up to `count(*)`. One assertion a night catches most of this lesson.
# * **Thresholds come from costs**, and costs change. Keep them in configuration with their date, not inside a query.

# %% [markdown]
# ## Recap
#
# * `WHERE` keeps rows, `ORDER BY` sorts, `DISTINCT` merges equal rows. Equal rows stay apart unless you ask for that,
#   and rows have no order unless you ask for one.
# * A comparison with NULL is NULL; `WHERE` keeps only true; `count(column)` and `avg` skip NULL.
# * `GROUP BY` gives a row per group and `HAVING` keeps groups; a share is the average of a `CASE` of 1 and 0.
# * Queries fail silently at `= NULL`, `NOT IN`, `ELSE 0` and averages of averages; a tiny table made against them shows it.
# * Costs 1 and 3 put the border at a share of one in four, and a rule is judged on flights it has not seen.

# %% [markdown]
# ### Further reading
#
# * E. F. Codd, *A Relational Model of Data for Large Shared Data Banks*, 1970
# * D. D. Chamberlin and R. F. Boyce, *SEQUEL: A Structured English Query Language*, 1974
# * C. J. Date, *SQL and Relational Theory*, 2015
# * M. Raasveldt and H. Mühleisen, *DuckDB: an Embeddable Analytical Database*, 2019
# * H. Wickham, *nycflights13* (the data), 2021
