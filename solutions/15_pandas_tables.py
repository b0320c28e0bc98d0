# %% [markdown]
# **336,776 flights left New York in 2013, or should have: what really happened, and how much slack does a trip need?**
#
# A table in memory answers such questions in a line. A wrong line answers too: flights that never left count as
# punctual, a plane lands before it took off, a join counts passengers twice, and no error appears.
# So this lesson teaches pandas, and with every tool the check that catches it lying.
#
# **The delay alert, so far:** lesson 14 worked on bare arrays. Here the flights become a table that can be trusted, and
# from it comes the first plan with a price: how much slack a trip needs, judged on months it has not seen.

# %% [markdown]
# ## Set up
#
# Run the next three code cells. `pd` is what everybody calls pandas. In pandas 2 one switch makes tables behave as they do in
# pandas 3; section 3 is about it. All times are of 2013. Lines that begin with `assert` keep the numbers in the text
# true: skip them.

# %%
import warnings
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from grading import expect

DATA = Path("../../data")
plt.style.use("grading.workbook")
if int(pd.__version__.split(".")[0]) < 3:
    pd.options.mode.copy_on_write = True

# %% [markdown]
# Some programs in this lesson fail on purpose. `complaint` runs such a program and returns the first line of its message.

# %%
def complaint(program):
    """Return the first line of the message that this program fails with."""
    try:
        exec(program, dict(globals()))
    except Exception as error:
        return f"{type(error).__name__}: {str(error).splitlines()[0]}"
    raise AssertionError("this program was meant to fail")

# %% [markdown]
# A row of `flights` is one flight that was scheduled to leave one of New York's three airports, cancelled ones included.
# `planes` has a row for each aeroplane in the registry, `airports` for each airport, `airlines` for each airline.
# `read_parquet` reads a file that knows the types of its columns (`read_csv` reads text, and has to guess them).

# %%
flights = pd.read_parquet(DATA / "flights" / "flights.parquet")
planes = pd.read_parquet(DATA / "flights" / "planes.parquet")
airports = pd.read_parquet(DATA / "flights" / "airports.parquet")
airlines = pd.read_parquet(DATA / "flights" / "airlines.parquet")
assert flights.shape == (336_776, 19)  # quoted: 336,776
flights.shape

# %% [markdown]
# ## Warm-up: two things NumPy already taught you
#
# A column of a table is an array with labels. So what you know about missing numbers and about bytes comes along.
#
# **How the checks work.** Run your cell, then the check below it. "The form is right" comes after a prediction: the
# check does not look at what you predict. "Nothing wrong found here" means that the cases you see passed. In a terminal,
# `workbook check 15` tries more cases and gives the verdict.

# %% [markdown]
# Predict, without running anything. `delays = np.array([20, -5, np.nan, 40])` holds four delays in minutes; one is
# missing (`np.nan`, not a number). `late = delays > 15` is a mask, `~` turns True and False of a mask round, `sum` and
# `mean` take True for 1. Five numbers; where the outcome is nan, write `"nan"` in quotes.
#
# *Example:* for `"delays.max()"` you would write `"nan"`: `max` does not leave the missing one out.
#
# <details><summary>Hint 1: one element at a time</summary>
#
# Write the four elements of `late`. Every comparison with nan is False, even nan == nan. Then `~`, on what you wrote.
#
# </details>
# <details><summary>Hint 2: mean of what?</summary>
#
# The mean of a mask divides by the length of the mask. The mean of the delays needs their sum. What is 55 plus an
# unknown number?
#
# </details>

# %% solution="nan_masks" kind="predict" title="A mask meets a missing number" minutes=5 objective=2
nan_masks = {
    "late.sum()": 2,
    "(~late).sum()": 2,
    "late.mean()": 0.5,
    "(delays == np.nan).sum()": 0,
    "delays.mean()": "nan",
}

# %% test="nan_masks" points=1
_keys = ["late.sum()", "(~late).sum()", "late.mean()", "(delays == np.nan).sum()", "delays.mean()"]
expect.filled(nan_masks, keys=dict.fromkeys(_keys, (float, str)))
_said_of = {_key: "nan" if nan_masks[_key] != nan_masks[_key] else nan_masks[_key] for _key in _keys}  # np.nan too
for _key, _said in _said_of.items():
    expect.that(not isinstance(_said, str) or _said in ["nan"], f'{_key}: a number without quotes, or "nan" in quotes, spelt like that.')
### BEGIN HIDDEN TESTS
_delays = np.array([20, -5, np.nan, 40])
_late = _delays > 15
_truth = dict(zip(_keys, [int(_late.sum()), int((~_late).sum()), float(_late.mean()), int((_delays == np.nan).sum()), "nan"],
                  strict=True))
_traps = {
    ("late.sum()", 3): "late.sum(): nan > 15 is False. An unknown delay is not known to be late.",
    ("late.sum()", "nan"): "late.sum(): the mask holds no nan. A comparison with nan gives False.",
    ("(~late).sum()", 1): "(~late).sum(): nan > 15 gave False, and ~ makes True of it: the missing flight is now among those "
                          "that are \"not late\".",
    ("late.mean()", "nan"): "late.mean(): the mask holds no nan. A comparison with nan gives False.",
    ("(delays == np.nan).sum()", 1): "(delays == np.nan).sum(): nan equals nothing, not even nan. `np.isnan` asks that question.",
}
for _key in _keys:
    _said, _want = _said_of[_key], _truth[_key]
    _why = _traps.get((_key, _said), f"{_key}: not {_said!r}. Write down all four elements first.")
    if _key == "late.mean()" and not isinstance(_said, str) and abs(_said - 2 / 3) < 0.01:
        _why = "late.mean(): you left the missing flight out of the four. The mask did not: there it counts as False."
    if _key == "delays.mean()" and not isinstance(_said, str):
        _why = "delays.mean(): NumPy does not leave nan out. A sum with one unknown number in it is unknown."
    _same = _said == _want if isinstance(_want, str) or isinstance(_said, str) else abs(_said - _want) < 1e-9
    expect.that(_same, _why, hint=2 if "mean" in _key else 1)
### END HIDDEN TESTS

# %% [markdown]
# Committed? Then let NumPy answer, and beside it pandas, on the same four delays. One number differs.

# %%
delays = np.array([20, -5, np.nan, 40])
late = delays > 15
print("NumPy: ", late.sum(), (~late).sum(), late.mean(), (delays == np.nan).sum(), delays.mean())
column = pd.Series(delays)
late = column > 15
print("pandas:", late.sum(), (~late).sum(), late.mean(), (column == np.nan).sum(), round(column.mean(), 1))
assert round(column.mean(), 1) == 18.3 and np.isnan(delays.mean())  # quoted: 18.3

# %% [markdown]
# pandas leaves missing numbers out of `mean`, `sum`, `min` and `max`: 18.3 is the mean of three delays. Comparisons
# stay as in NumPy, so in `~late` the missing flight is still among those "not late". Both habits are convenient, and both
# have cost somebody a wrong report. Section 4 is about that.

# %% [markdown]
# How large is it? Estimate before you measure, in megabytes (1 MB is 1,000,000 bytes), for 336,776 rows: one column of
# 64-bit floats; a mask; one column of 16-bit integers; a table of 19 columns of 64-bit floats. Within a tenth is right.
#
# *Example:* 1,000,000 rows of one byte each are `1.0`.
#
# <details><summary>Hint 1: bits and bytes</summary>
#
# A byte is 8 bits. So a 64-bit float takes 8 bytes, and NumPy stores True or False in one whole byte.
#
# </details>
# <details><summary>Hint 2: the sum</summary>
#
# Rows times bytes a value, divided by a million. For the table, times 19.
#
# </details>

# %% solution="on_paper" kind="estimate" title="Bytes on paper" minutes=6 objective=1
on_paper = {
    "64-bit floats": 2.69,
    "mask": 0.337,
    "16-bit integers": 0.674,
    "19 columns": 51.2,
}

# %% test="on_paper" points=1
_keys = ["64-bit floats", "mask", "16-bit integers", "19 columns"]
expect.filled(on_paper, keys=dict.fromkeys(_keys, float))
expect.that(all(0 < _mb < 1e9 for _mb in on_paper.values()), "All four should be megabytes, above 0.")
### BEGIN HIDDEN TESTS
_truth = {"64-bit floats": np.zeros(336_776).nbytes, "mask": np.zeros(336_776, bool).nbytes,
          "16-bit integers": np.zeros(336_776, np.int16).nbytes, "19 columns": np.zeros((336_776, 19)).nbytes}
for _key in _keys:
    _ratio = on_paper[_key] * 1e6 / _truth[_key]
    _why = f"{_ratio:.3g} times what it is."
    for _factor, _text in ((1e6, "that is the number of bytes; a megabyte is a million of them."),
                           (1e3, "that is in thousands of bytes; a megabyte is a million."),
                           (8, "8 times too much: bits taken for bytes."),
                           (1 / 8, "an eighth of what it is. " + ("Were the 8 bytes of each value forgotten?" if "64" in _key or
                                   _key == "19 columns" else "Is that bits divided by 8 once too often?"))):
        if abs(_ratio / _factor - 1) < 0.1:
            _why = _text
    expect.that(abs(_ratio - 1) <= 0.1, f"{_key}: {_why}", hint=1 if "8" in _why else 2)
### END HIDDEN TESTS

# %% [markdown]
# NumPy knows: `nbytes` is what an array takes.

# %%
for kind, width in [("float64", 1), ("bool", 1), ("int16", 1), ("float64", 19)]:
    array = np.zeros((len(flights), width), dtype=kind)
    print(f"{width:2} × {kind:8} {array.nbytes / 1e6:6.2f} MB")

# %% [markdown]
# ## 1 · A table is columns that share row labels
#
# A **DataFrame** is a table; each of its columns is a **Series**: an array of one type, the **dtype**, with a label for
# each row. The labels are the **index**. After reading a file they are 0, 1, 2 and so on.
#
# `flights["dest"]` is a column, `flights[["carrier", "dest"]]` a table of two. `head(3)` shows the first three rows.
# `arr_delay` is in minutes, negative when early. `hour` and `minute` are those of the **schedule**, known when you book;
# `time_hour` is that hour as a moment, in UTC (section 5).

# %%
assert (flights["hour"] == flights["sched_dep_time"] // 100).all()
flights[["month", "day", "dep_time", "sched_dep_time", "arr_delay", "carrier", "origin", "dest"]].head(3)

# %% [markdown]
# `loc[rows, columns]` takes out by **label or mask**, `iloc[rows, columns]` by **place**, as in an array. Masks join with
# `&` (and), `|` (or), `~` (not), and each comparison needs its own brackets.
#
# The worst arrivals among flights from JFK. At the top stands the worst of the whole year: a flight to Honolulu that came
# 1,272 minutes late.

# %%
worst = flights.loc[(flights["arr_delay"] > 900) & (flights["origin"] == "JFK"), ["carrier", "dest", "arr_delay"]]
worst = worst.sort_values("arr_delay", ascending=False)
assert worst["arr_delay"].iloc[0] == 1272 == flights["arr_delay"].max() and worst["dest"].iloc[0] == "HNL"  # quoted: 1,272
worst.head(4)

# %% [markdown]
# Look at the numbers on the left: rows keep their labels when a table is cut or sorted. `worst.loc[0]` would fail, and
# `worst.iloc[0]` is the top row. `reset_index(drop=True)` numbers afresh.
#
# ### Mistake: `and` for `&`
#
# `and` wants one True or False and gets 336,776. The message is famous, and hard to read for the first time.

# %%
print(complaint("flights[(flights['month'] == 1) and (flights['dest'] == 'HNL')]"))

# %% [markdown]
# ### Labels find each other
#
# Between two Series pandas matches rows by **label**, not by place. What finds no partner becomes missing. That keeps
# a sorted column together with an unsorted one. It also fills a column with NaN in silence when labels don't fit.

# %%
one = pd.Series([10, 20, 30], index=["AA", "B6", "UA"])
two = pd.Series([1, 2, 3], index=["UA", "AA", "DL"])
both = one + two
assert both["AA"] == 12 and both["UA"] == 31 and both.isna().sum() == 2
both

# %% [markdown]
# Two more words you will use every day. `value_counts()` says how often each value occurs, most frequent first.
# `isin([...])` is a mask: which values stand in this list?

# %%
print(flights["origin"].value_counts())
far = flights["dest"].isin(["HNL", "ANC"])
assert far.sum() == 715
print(far.sum(), "flights to Honolulu or Anchorage")

# %% [markdown]
# ## 2 · Count the bytes, then make them fewer
#
# | dtype | Bytes | Holds |
# |---|---|---|
# | `int8`, `int16`, `int32`, `int64` | 1, 2, 4, 8 | whole numbers from -128 to 127; to 32,767; to 2 billion; to 9 billion billion |
# | `float64` | 8 | fractions; NaN for missing |
# | `bool` | 1 | True, False |
# | `datetime64` | 8 | moments |
# | text | varies | how much depends on pandas' version: measure |
# | `category` | 1, 2 or 4 | a number for each row, and a list of the different values, once |
#
# A column of whole numbers in which one is missing becomes `float64`: only floats have NaN. (`"Int16"`, with a capital,
# is pandas' own whole number that can be missing.)

# %%
assert np.iinfo("int16").max == 32_767  # quoted: 32,767
flights[["month", "distance", "dep_time", "arr_delay", "dest", "time_hour"]].dtypes

# %% [markdown]
# `memory_usage(deep=True)` counts bytes, column by column. `deep` matters for text held as Python objects: without it, only
# the 8-byte references to the texts are counted, not the texts.
#
# A CSV file says nothing about types, so pandas reads whole numbers into 8 bytes each. Text became Python objects before
# pandas 3, and still is in much data that you will meet; pandas 3 reads it as `str`, its letters packed one behind the
# other. `astype` brings `flights` into both forms: with objects 122 MB, with `str` 56. (`{... for ... in ...}` builds a
# dict in one line, `|` joins two dicts, and `|=` adds to one.)

# %%
text = ["carrier", "tailnum", "origin", "dest"]
whole = [name for name in flights.columns if flights[name].dtype.kind == "i"]
packed = flights.astype({name: "int64" for name in whole})
wide = packed.astype({name: object for name in text})
before = wide.memory_usage(deep=True, index=False)
packed = packed.memory_usage(deep=True, index=False)
assert round(before.sum() / 1e6) == 122 and len(whole) == 9  # quoted: 122
assert pd.__version__ < "3" or round(packed.sum() / 1e6) == 56  # quoted: 56
print(f"text as objects: {before.sum() / 1e6:.0f} MB; as this pandas reads it: {packed.sum() / 1e6:.0f} MB")
before.sort_values(ascending=False).head(6)

# %% [markdown]
# That is one year of one city. A hundred such files, and the laptop is full. `dtype.kind` is one letter: `"i"` whole
# numbers, `"f"` floats, `"b"` True or False, `"M"` moments.
#
# A destination takes about 60 bytes as an object, 11 as `str`. There are 105 of them, so a **category** numbers them and
# stores one byte a flight (`cat.codes` shows these numbers).

# %%
as_category = wide["dest"].astype("category")
shrunk = as_category.memory_usage(deep=True, index=False)
assert wide["dest"].nunique() == 105 and before["dest"] > 50 * len(wide) and shrunk < 1.1 * len(wide)
assert pd.__version__ < "3" or round(packed["dest"] / len(wide)) == 11  # quoted: 11
print(f"{before['dest'] / len(wide):.1f} bytes a flight, then {shrunk / len(wide):.2f}")
print(as_category.cat.codes.head(3).tolist(), list(as_category.head(3)))

# %% [markdown]
# ### Mistake: a category of everything
#
# Where nearly every value is different, the list of values is as long as the column, and the numbers come on top. The
# category is larger than the text was. Measure both.

# %%
names = pd.Series([f"N{number}" for number in range(1000)])
as_text = names.memory_usage(deep=True, index=False)
as_category = names.astype("category").memory_usage(deep=True, index=False)
assert as_category > as_text
print("text:", as_text, "bytes, category:", as_category, "bytes")

# %% [markdown]
# ### Mistake: too small a box
#
# `astype("int8")` does not complain when a number does not fit. It keeps the lowest eight bits, and 1,400 miles become
# 120. `pd.to_numeric(column, downcast="integer")` looks at the values first and takes the smallest type that holds them.

# %%
miles = flights["distance"].head(3)
squeezed = miles.astype("int8")
fitted = pd.to_numeric(miles, downcast="integer")
assert (miles[0], squeezed[0], fitted[0]) == (1400, 120, 1400) and fitted.dtype == "int16"  # quoted: 1,400
print(miles.tolist(), squeezed.tolist(), fitted.tolist(), fitted.dtype)

# %% [markdown]
# `for name in table.columns:` goes through the names of the columns. `table.copy()` is a table of its own, and
# `small[name] = …` puts a column into it. `name in text` asks whether a name stands in a list.

# %%
toy = pd.DataFrame({"month": [1, 12], "dest": ["HNL", "BOS"]})
small = toy.copy()
for name in toy.columns:
    if name in ["month"]:
        small[name] = toy[name].astype("int8")
print(toy.dtypes["month"], small.dtypes["month"])

# %% [markdown]
# Write `shrink(table, text)`. It returns a new table, same values, columns, rows and labels: columns of whole numbers in
# the smallest of int8, int16, int32, int64 that holds them; each column named in the list `text` as a category **where
# that takes fewer bytes** (`memory_usage(deep=True)`); all others as they are. `table` itself stays unchanged.
#
# *Example:* `month` from 1 to 12 becomes `int8`; `distance` up to 4,983 becomes `int16`; a float stays `float64`.
#
# <details><summary>Hint 1: the frame</summary>
#
# As in the cell above: start from a copy, go through the columns, and put a smaller column in its place.
#
# </details>
# <details><summary>Hint 2: which columns are whole numbers?</summary>
#
# `table[name].dtype.kind == "i"`. Let `pd.to_numeric` find the type; `astype("int8")` would spoil what does not fit.
#
# </details>
# <details><summary>Hint 3: text, only where it pays</summary>
#
# Make the category, ask both columns for `memory_usage(deep=True)`, and keep the smaller one. Leave floats out, also
# those that happen to be whole: with NaN they have no smaller box.
#
# </details>

# %% solution="shrink" kind="build" title="A table that fits" minutes=22 objective=1
def shrink(table: pd.DataFrame, text: list[str]) -> pd.DataFrame:
    """Return a copy with the same values in fewer bytes: int columns downcast, text columns as category where smaller."""
    small = table.copy()
    for name in table.columns:
        column = table[name]
        if name in text:
            category = column.astype("category")
            if category.memory_usage(deep=True) < column.memory_usage(deep=True):
                small[name] = category
        elif column.dtype.kind == "i":
            small[name] = pd.to_numeric(column, downcast="integer")
    return small

# %% test="shrink" points=3
expect.function(shrink, "table, text")


def _shrink_check(table, text):
    """Everything that the task asks of shrink(table, text), column by column."""
    types = table.dtypes.astype(str).to_dict()
    expect.that(isinstance(_small := expect.unchanged(shrink, table, text), pd.DataFrame), "shrink should return a table; it "
                f"returned {'None: is `return` missing?' if _small is None else type(_small).__name__}",
                hint="Hints 1 and 2 above are about this.")
    changed = [name for name, kind in types.items() if str(table[name].dtype) != kind]
    expect.that(not changed, f"After the call the table that was given has other types in {changed}: shrink should work on a copy.",
                hint=1)
    expect.table(_small, columns=list(table.columns), rows=len(table), columns_ordered=True, hint=1,
                 because="all columns stay, in their order, and so do all rows")
    expect.that(list(_small.index) == list(table.index), "The row labels should be those of the table.", hint=1)
    for name in table.columns:
        old, new = table[name], _small[name]
        gone, missing = [list(column.isna()) for column in (new, old)]
        pairs = zip(new.astype(object), old.astype(object), missing, strict=True)
        bad = [(a, b) for a, b, unknown in pairs if not unknown and a != b]
        about = 3 if name in text or old.dtype.kind != "i" else 2
        expect.that(gone == missing, f"Column {name!r}: other values are missing than before.", hint=about)
        expect.that(not bad, f"Column {name!r}: {len(bad)} of {len(old)} values changed, {bad and bad[0][1]!r} for one: "
                    "that type cannot hold it.", hint=about)
        size, least = _bytes(new), _bytes(old)
        if name in text:
            ways = [old.astype("category"), pd.Series(pd.Categorical(old))]
            least = min(least, max(_bytes(category) for category in ways))
        elif old.dtype.kind == "i":
            fits = [8 * n for n in (1, 2, 4, 8) if -2 ** (8 * n - 1) <= old.min() and old.max() < 2 ** (8 * n - 1)]
            least = len(old) * fits[0] // 8
        else:
            expect.that(new.dtype == old.dtype, f"Column {name!r} holds neither whole numbers nor a text you were told to "
                        f"make small: it should stay {old.dtype}, but is {new.dtype}.", hint=3)
        expect.that(size <= least, f"Column {name!r} ({old.dtype} before, {new.dtype} now) takes {size} bytes for "
                    f"{len(old)} rows; {least} are enough. Its first values: {old.astype(object).tolist()[:3]}."
                    f"{' An unsigned type has no negative numbers.' if about == 2 and old.min() < 0 else ''}", hint=about)


def _bytes(column):
    return int(column.memory_usage(deep=True, index=False))


_shrink_check(pd.DataFrame({"month": [1, 12, 7] * 20, "distance": [17, 4983, 1400] * 20, "gain": [0.1, 2.0, -3.25] * 20,
                            "origin": ["EWR", "JFK", "LGA"] * 20}), ["origin"])
_shrink_check(pd.DataFrame({"tailnum": [f"N{_n}" for _n in range(60)], "delay": [-43, 15, None] * 20,
                            "note": ["late", "late", "on time"] * 20, "seats": [2, 379, 55] * 20, "early": [-70, 12, 0] * 20,
                            "carrier": ["AA", None, "UA"] * 20}), ["tailnum", "carrier"])
_shrink_check(pd.DataFrame({"objects": ["EWR", "JFK", "EWR"], "miles": [2475, 187, 719]}).astype({"objects": object}),
              ["objects"])
### BEGIN HIDDEN TESTS
_shrink_check(pd.DataFrame({"a": [-128, 127], "b": [-129, 0], "c": [0, 128], "d": [-32768, 32767], "e": [0, 32768],
                            "f": [-32769, 5], "g": [2**31 - 1, -2**31], "h": [2**31, 0], "i": [-2**31 - 1, 0]}), [])
_shrink_check(pd.DataFrame({"whole": [1.0, 2.0, 3.0], "late": [True, False, True], "n": [3, 2, 1]}, index=[7, 3, 5]), [])
_when = pd.Series(pd.to_datetime(["2013-01-01", "2013-02-01"] * 10))
_shrink_check(pd.DataFrame({"t": _when, "wait": _when - _when[0], "x": np.array([5, 300] * 10, "int32")}), [])
_random = expect.rng("shrink")
for _most in (100, 30_000, 10**9, 10**12):
    _n = int(_random.integers(30, 60))
    _frame = pd.DataFrame({"x": _random.integers(-_most, _most, _n), "y": _random.normal(0, 10, _n),
                           "few": _random.choice(["AA", "B6", "UA"], _n), "many": [f"N{_i}" for _i in range(_n)],
                           "also": _random.choice(["late", "on time"], _n)}, index=_random.permutation(_n))
    _shrink_check(_frame, ["few", "many"])
### END HIDDEN TESTS
expect.equal(list(expect.call(shrink, pd.DataFrame({"miles": [1400, 200]}), [])["miles"]), [1400, 200], hint=2,
             because="1400 miles are still 1400 miles in fewer bytes")

# %% [markdown]
# The same for the whole year, with the types written down by hand, column by column. In real projects this is worth it:
# such a list is a contract, and a file that breaks it is noticed. `arr_delay` and its like become `"Int16"`, which keeps
# missing values. (`dict.fromkeys(names, kind)` gives every name the same kind.) About an eighth of the bytes is left where
# text was objects, and a quarter where it was `str`.

# %%
tight = dict.fromkeys(["month", "day", "hour", "minute"], "int8") | dict.fromkeys(text, "category")
tight |= dict.fromkeys(["year", "sched_dep_time", "sched_arr_time", "flight", "distance"], "int16")
tight |= dict.fromkeys(["dep_time", "arr_time", "dep_delay", "arr_delay", "air_time"], "Int16")
after = wide.astype(tight).memory_usage(deep=True, index=False)
ratio = after.sum() / before.sum()
assert 0.1 < ratio < 0.14
assert pd.__version__ < "3" or 0.23 < after.sum() / packed.sum() < 0.27
print(f"{after.sum() / 1e6:.1f} MB: {ratio:.0%} of {before.sum() / 1e6:.0f},",
      f"{after.sum() / packed.sum():.0%} of {packed.sum() / 1e6:.0f}")

# %% [markdown]
# **Figure 1.** Pairs of bars, one pair a column, longest at the top: orange with text as objects, blue after. Black strokes
# mark the four texts as this pandas reads them; before pandas 3 they stand at the ends of the orange bars. What to see: as
# objects the four are most of the table, and nearly nothing after. As `str` they still lead. Look there first.

# %%
order = before.sort_values().index
place = np.arange(len(order))
figure, ax = plt.subplots(figsize=(7.2, 5.6))
ax.barh(place + 0.2, before[order] / 1e6, height=0.4, color="#E69F00")
ax.barh(place - 0.2, after[order] / 1e6, height=0.4, color="#0072B2")
ax.plot(packed[order[-4:]] / 1e6, place[-4:] + 0.2, "|", color="black", markersize=11, markeredgewidth=2)
ax.set_yticks(place, order)
ax.text(11, len(order) - 4.5, "text as objects", color="#B87D00", ha="center", va="center")
ax.text(packed[order[-4]] / 1e6 - 0.2, len(order) - 4.5, "as read", va="center")
ax.text(after["time_hour"] / 1e6 + 0.2, list(order).index("time_hour") - 0.2, "after", color="#0072B2", va="center")
ax.set(xlabel="memory (MB)", ylabel="column", title="Text is where the bytes are")
ax.grid(visible=False, axis="y")
plt.show()

# %% [markdown]
# We go on with `flights` as it was read: while you learn, fewer kinds of columns are easier. One warning for later:
# grouped by a category, a table gets a row for every category there *could* be, also without flights, unless you say
# `observed=True` (from pandas 3 on that is the default). Say it, and both versions agree.

# %% [markdown]
# ## 3 · Who else sees your change?
#
# A name is a label on a table (lesson 11). `b = a` makes a second label, not a second table: a change through one is seen
# through the other. A function gets such a label too.
#
# Everything that pandas *returns* is another matter. A column, a selection, the result of a method: each behaves as a
# copy. No copying is done until somebody writes; until then both share one piece of memory. This is **copy-on-write**.

# %%
toy = pd.DataFrame({"delay": [20, 5, 40]})
column = toy["delay"]
shared = np.shares_memory(column.to_numpy(), toy["delay"].to_numpy())
column.iloc[0] = 99
still = np.shares_memory(column.to_numpy(), toy["delay"].to_numpy())
assert shared and not still and toy["delay"].tolist() == [20, 5, 40]
print("shared before the write:", shared, " after:", still, " the table:", toy["delay"].tolist())

# %% [markdown]
# ### Mistake: the assignment that never arrives
#
# `toy[mask]["delay"] = 0` runs in two steps. `toy[mask]` returns a table of its own; then that table's column is written to;
# then it is thrown away. pandas mostly warns of this *chained assignment*. `loc` writes in one step, into `toy` itself.

# %%
mask = toy["delay"] > 15
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    toy[mask]["delay"] = 0
assert toy["delay"].tolist() == [20, 5, 40]
print("chained:", toy["delay"].tolist(), [warning.category.__name__ for warning in seen])
toy.loc[mask, "delay"] = 0
assert toy["delay"].tolist() == [0, 5, 0]
print("loc:    ", toy["delay"].tolist())

# %% [markdown]
# Three ways to write that can be relied on: `table["new"] = …` puts a column in, `table.loc[rows, "column"] = …` changes
# some rows, and `table.assign(new=…)` returns a new table and leaves the old one alone. In a function, begin with
# `copy()` or use `assign`, or your caller's table changes under his feet.
#
# (Before pandas 3 a selection was sometimes a copy and sometimes not. Old answers on the web are about that.)

# %% [markdown]
# Predict. Each of these five programs begins afresh with `t = pd.DataFrame({"delay": [20, 5, 40]})`; the sum of its
# column is 65. What is `t["delay"].sum()` in the end? Five whole numbers. (`def f(x):` and its body are as in lesson 11.)
#
# ```python
# A:   u = t;  u.loc[0, "delay"] = 0
# B:   part = t[t["delay"] > 15];  part["delay"] = 0
# C:   t[t["delay"] > 15]["delay"] = 0
# D:   t.loc[t["delay"] > 15, "delay"] = 0
# E:   def clean(x):
#          x["delay"] = x["delay"] - 10
#          return x
#      clean(t)
# ```
#
# <details><summary>Hint 1: label or copy?</summary>
#
# For each line ask: is this a second label on the same table, or something that pandas returned?
#
# </details>
# <details><summary>Hint 2: what a function gets</summary>
#
# Inside `clean`, `x` is a label on the caller's table. Does it matter that nobody keeps what `clean` returns?
#
# </details>

# %% solution="copies" kind="predict" title="Who sees the change?" minutes=10 objective=1
copies = {"A": 45, "B": 65, "C": 65, "D": 5, "E": 35}

# %% test="copies" points=2
expect.filled(copies, keys=dict.fromkeys(["A", "B", "C", "D", "E"], int))
### BEGIN HIDDEN TESTS
_first = pd.DataFrame({"delay": [20, 5, 40]})
_a, _d, _e = _first.copy(), _first.copy(), _first.copy()
_u = _a
_u.loc[0, "delay"] = 0
_d.loc[_d["delay"] > 15, "delay"] = 0
_e["delay"] = _e["delay"] - 10
_part = _first[_first["delay"] > 15]
_part["delay"] = 0
_sums = {"A": _a, "B": _first, "C": _first, "D": _d, "E": _e}
_traps = {
    ("A", 65): "A: `u = t` makes no copy. It is a second label on the same table.",
    ("B", 5): "B: a selection behaves as a copy. Writing to `part` changes `part` alone.",
    ("C", 5): "C: `t[…]` returns a table of its own; the assignment goes there and is lost with it.",
    ("D", 65): "D: `loc` with rows and column writes in one step, into `t` itself.",
    ("D", 60): "D: which of the three are more than 15? Those become 0.",
    ("D", 0): "D: only the rows where the mask is True become 0.",
    ("E", 65): "E: `x` is a label on the caller's table, and `x[\"delay\"] = …` writes into it, whatever is done with the "
               "return value.",
}
for _key, _table in _sums.items():
    _want = int(_table["delay"].sum())
    expect.that(copies[_key] == _want, _traps.get((_key, copies[_key]), f"{_key}: not {copies[_key]}. Which table is written "
                                                                      "to, and which of 20, 5 and 40 change?"),
                hint={"D": 1 if copies[_key] == 65 else None, "E": 2}.get(_key, 1))
### END HIDDEN TESTS

# %% [markdown]
# Committed? Make a cell of your own with **+** and run the five programs, each after a fresh `t`, with
# `print(t["delay"].sum())` at the end. (B may warn in older versions, C warns in most.) Where you were wrong, say why
# before you go on.
#
# ## 4 · Missing, and why
#
# `isna()` is the mask of what is missing, `notna()` its opposite, `count()` counts what is there. Three columns of
# `flights` lack values, each another number of them.

# %%
gaps = flights[["dep_time", "arr_time", "arr_delay"]].isna().sum()
assert gaps.tolist() == [8255, 8713, 9430]  # quoted: 8,255, 8,713, 9,430
gaps

# %% [markdown]
# A hole in a table is a fact about the world, or about whoever wrote it down. Here:
#
# * no `dep_time`: the flight never left. Cancelled: 8,255.
# * a `dep_time`, no `arr_delay`: it left, and has no arrival that can be compared with the plan. These 1,175
#   were **diverted** or turned back. 717 of them do have an `arr_time`: they landed, somewhere.
#
# So "missing arr_delay" is two stories. Which of them is "late"? Neither, and no passenger would call either punctual.

# %%
left = flights["dep_time"].notna()
no_delay = flights["arr_delay"].isna()
assert (left & no_delay).sum() == 1175  # quoted: 1,175
assert (left & no_delay & flights["arr_time"].notna()).sum() == 717
print((~left).sum(), "never left,", (left & no_delay).sum(), "left and have no delay on arrival")

# %% [markdown]
# To give every row a word, begin with a Series that holds one word everywhere, on the **same labels**, and overwrite it
# where masks say so.

# %%
toy = pd.DataFrame({"delay": [40, 3, -12]}, index=[7, 2, 5])
word = pd.Series("punctual", index=toy.index)
word[toy["delay"] > 15] = "late"
assert word.tolist() == ["late", "punctual", "punctual"]
word

# %% [markdown]
# Write `fate(table)`. `table` has `dep_time`, `arr_time` and `arr_delay`, with missing values; its labels may be any.
# Return a Series on the same labels with one word a flight: `"cancelled"` if it never left, `"diverted"` if it left and
# has no `arr_delay`, else `"arrived"`.
#
# *Example:* with `dep_time` 517, missing, 900, `arr_time` 830, missing, 1420, `arr_delay` 11, missing, missing it gives
# arrived, cancelled, diverted.
#
# <details><summary>Hint 1: begin with one word</summary>
#
# As in the cell above: `pd.Series("arrived", index=table.index)`, then overwrite where a mask is True.
#
# </details>
# <details><summary>Hint 2: the order</summary>
#
# A cancelled flight has no `arr_delay` either. Which of the two words must be written last? And `arr_time` proves
# only that a plane landed, not where.
#
# </details>

# %% solution="fate" kind="build" title="What became of it" minutes=12 objective=2
def fate(table: pd.DataFrame) -> pd.Series:
    """Return "cancelled", "diverted" or "arrived" for each flight, on the labels of the table."""
    word = pd.Series("arrived", index=table.index)
    word[table["arr_delay"].isna()] = "diverted"
    word[table["dep_time"].isna()] = "cancelled"
    return word

# %% test="fate" points=2
expect.function(fate, "table")


def _fate_check(rows, labels, because, hint):
    """fate on rows (dep_time, arr_time, arr_delay, word) with these labels."""
    given = pd.DataFrame([row[:3] for row in rows], columns=["dep_time", "arr_time", "arr_delay"], index=labels, dtype=float)
    expect.that(isinstance(_words := expect.unchanged(fate, given), pd.Series), f"fate should return a Series, one column of "
                f"words; it returned a {type(_words).__name__}.", hint=1 if labels == [0, 1, 2] else "This table has the labels "
                f"{labels}. A Series made without `index=` has 0, 1, 2 …, and no mask of the table fits it: hint 1 above.")
    expect.that(list(_words.index) == list(labels), "The Series should have the labels of the table, in their order: "
                f"{list(labels)[:6]}. It has {list(_words.index)[:6]}.", hint=1)
    expect.equal(list(_words), [row[3] for row in rows], because=because, hint=hint)


_fate_check([(517, 830, 11, "arrived"), (None, None, None, "cancelled"), (900, None, None, "diverted")], [0, 1, 2],
            "the second flight never left; the third left and has no arr_delay", 2)
_fate_check([(900, 1420, None, "diverted"), (1, 259, 0, "arrived"), (2400, 130, -5, "arrived")], [0, 1, 2],
            "the first landed somewhere, but has no arr_delay; a delay of 0 is an arrival, and so is an early one", 2)
_fate_check([(None, None, None, "cancelled"), (800, 900, 3, "arrived")], [40, 7],
            "labels of the table are 40 and 7", 1)
### BEGIN HIDDEN TESTS
_random = expect.rng("fate")
_kinds = [(900, 1200, 5, "arrived"), (900, 1200, 0, "arrived"), (1, 2, -30, "arrived"), (900, None, None, "diverted"),
          (900, 1300, None, "diverted"), (None, None, None, "cancelled")]
for _ in range(3):
    _rows = [_kinds[int(_i)] for _i in _random.permutation(np.repeat(np.arange(6), 3))]
    _fate_check(_rows, [int(_i) for _i in _random.permutation(18)],
                "dep_time says whether it left, arr_delay whether it got there", 2)
_fate_check([], [], "no flights, no words", 1)
_fate_check([(None, None, None, "cancelled")] * 3, ["a", "b", "b"], "labels may be text, and occur twice", 1)
### END HIDDEN TESTS
_alone = pd.DataFrame({"dep_time": [900.0], "arr_time": [np.nan], "arr_delay": [np.nan]})
expect.equal(list(expect.call(fate, _alone)), ["diverted"], because="a table may have a single row", hint=2)

# %% [markdown]
# ### Three averages of one stormy day
#
# On 9 February a snowstorm cancelled 57.5% of the day's 684 flights. We group the flights by date (section 6 explains
# `groupby`) and take three averages a day: the delay of those that arrived; the same with `fillna(0)`, which puts 0 in
# every hole; and the share that **let its passengers down**: more than 15 minutes late, or never there.
#
# `arr_delay <= 15` is False for NaN, so `~` of it is exactly that. (`flights["arr_delay"].groupby(date)` groups one Series by
# another: row by row, the second says which group the first belongs to. It need not be a column of any table.)

# %%
date = pd.to_datetime(flights[["year", "month", "day"]])
days = pd.DataFrame({
    "mean": flights["arr_delay"].groupby(date).mean(),
    "filled": flights["arr_delay"].fillna(0).groupby(date).mean(),
    "late": (flights["arr_delay"] > 15).groupby(date).sum() / flights["arr_delay"].groupby(date).count(),
    "let_down": (~(flights["arr_delay"] <= 15)).groupby(date).mean(),
    "cancelled": flights["dep_time"].isna().groupby(date).mean(),
})
storm = days.loc["2013-02-09"]
assert days["cancelled"].idxmax() == storm.name
assert f"{storm['cancelled']:.1%}" == "57.5%" and (date == "2013-02-09").sum() == 684  # quoted: 57.5%
assert [f"{number:.1f}" for number in storm[["mean", "filled"]]] == ["6.6", "2.8"]  # quoted: 6.6, 2.8
assert f"{flights['arr_delay'].mean():.1f}" == "6.9"  # quoted: 6.9
assert (f"{storm['let_down']:.1%}", f"{storm['late']:.1%}") == ("67.3%", "23.0%")  # quoted: 67.3%, 23.0%
days.loc["2013-02-07":"2013-02-11"].round(2)

# %% [markdown]
# The mean over arrivals that day is 6.6 minutes. The mean of the year is 6.9: by that number the day with the
# largest share of cancelled flights in the whole year was **better than average**. `fillna(0)` makes it 2.8, better still.
# The share late among arrivals is 23.0%, unremarkable. Only the last share, 67.3% let down, tells what happened.
#
# None of these is a wrong calculation. They are answers to different questions, and each is printed as "delays on
# 9 February". Filling a hole is a claim about the world. Write down which.

# %% [markdown]
# **Figure 2.** Two lines over the days of February: orange the share late among flights that arrived, blue the share of
# scheduled flights that let their passengers down. What to see: on most days the two lie close together. On 8 and
# 9 February they come apart: flights that might have been late were taken out of the count by cancelling them.

# %%
february = days.loc["2013-02-01":"2013-02-28"]
figure, ax = plt.subplots()
ax.plot(february.index.day, 100 * february["late"], marker="o", color="#E69F00")
ax.plot(february.index.day, 100 * february["let_down"], marker="o", color="#0072B2")
ax.text(9.6, 66, "let down\n(% of all scheduled)", color="#0072B2", va="center")
ax.text(8.9, 5, "late (% of arrivals)", color="#B87D00", va="center")
ax.set(xlabel="day of February 2013", ylabel="share of flights (%)", ylim=(0, 80),
       title="Cancelling makes a day look punctual")
plt.show()

# %% [markdown]
# ## 5 · Time: clocks are not moments
#
# `dep_time` is written hhmm: 517 is 5:17. Subtracting such numbers is nonsense: from 5:59 to 6:00 it gives 41. Lesson 11
# had the cure: `// 100` gives the hour, `% 100` the minute. It works on whole columns.
#
# For 99,777 flights `dep_time - sched_dep_time` is not `dep_delay`. In minutes of the day 1,207 are still wrong.
# Who are they?

# %%
clock = pd.DataFrame({"left": flights["dep_time"] // 100 * 60 + flights["dep_time"] % 100,
                      "planned": flights["sched_dep_time"] // 100 * 60 + flights["sched_dep_time"] % 100})
raw = (flights["dep_time"] - flights["sched_dep_time"] != flights["dep_delay"]) & left
off = clock["left"] - clock["planned"] - flights["dep_delay"]
wrong = (off != 0) & left
assert (raw.sum(), wrong.sum()) == (99_777, 1_207) and (off[wrong] == -1440).all()  # quoted: 99,777, 1,207
flights.loc[wrong, ["month", "day", "sched_dep_time", "dep_time", "dep_delay"]].head(3)

# %% [markdown]
# They left after midnight. The clock starts again, and the date in the row is that of the **schedule**: put `dep_time` on
# it and the plane leaves a day early, before anybody has boarded. Likewise 10,633 flights have an `arr_time` below their
# `dep_time`.
#
# A clock reading is not a moment. pandas has a type for moments. `to_datetime` makes a date of three columns,
# `to_timedelta` a length of time, and they add. A missing one is `NaT`, not a time.

# %%
assert (flights["arr_time"] < flights["dep_time"]).sum() == 10_633  # quoted: 10,633
toy = pd.DataFrame({"year": [2013, 2013], "month": [2, 2], "day": [28, 28], "minutes": [23 * 60 + 50, None]})
start = pd.to_datetime(toy[["year", "month", "day"]]) + pd.to_timedelta(toy["minutes"], unit="min")
later = start + pd.to_timedelta(25, unit="min")
assert later[0] == pd.Timestamp("2013-03-01 00:15") and later.isna().tolist() == [False, True]
later

# %% [markdown]
# ### Zones
#
# A moment such as 2013-03-01 00:15 is still a clock reading: where? `dt.tz_localize("America/New_York")` says so, and
# changes no clock. `dt.tz_convert("UTC")` then turns the clock to Greenwich without changing the moment. (`dt.` leads to
# what a whole column of moments can do: `dt.hour`, `dt.day_of_week`, `dt.tz_localize` …)
#
# Differences between moments are right only when both know their zone. **UTC has no summer time**: add there.

# %%
noon = pd.Series(pd.to_datetime(["2013-01-15 12:00", "2013-07-15 12:00"])).dt.tz_localize("America/New_York")
utc = noon.dt.tz_convert("UTC")
assert utc.dt.hour.tolist() == [17, 16]
print(noon, utc, sep="\n\n")

# %% [markdown]
# ### Mistake: 1:30 in the night of 3 November
#
# At 2:00 the clocks went back to 1:00, so 1:30 came twice. Asked which one is meant, pandas refuses to guess. So don't
# compute a night's clock reading and localise it afterwards. Localise something that is certain, such as the
# schedule, go to UTC, and do your adding there: 160 minutes after 23:50 it is 1:30 for the second time, 5 hours behind UTC
# (`-05:00`; the first 1:30 was at `-04:00`).

# %%
message = complaint("pd.Series(pd.to_datetime(['2013-11-03 01:30'])).dt.tz_localize('America/New_York')")
assert "2013-11-03 01:30" in message
print(message)
before_midnight = pd.Series(pd.to_datetime(["2013-11-02 23:50"])).dt.tz_localize("America/New_York")
second = (before_midnight.dt.tz_convert("UTC") + pd.to_timedelta(160, unit="min")).dt.tz_convert("America/New_York")[0]
assert str(second) == "2013-11-03 01:30:00-05:00"  # quoted: 160
print(second)

# %% [markdown]
# ### Six hours to Honolulu?
#
# By the clocks of the timetable a flight to Honolulu takes 373 minutes in January and 273 in July. Do planes fly
# faster in summer? A little: the mean time in the air is 632 minutes in January and 605 in July: less headwind.
# But 60 of the 100 minutes are no flying at all: New York puts its clocks forward, Honolulu doesn't, and `sched_arr_time` is
# in the time of the place it flies to. (That leaves 13, which are the timetable's alone.) United's
# flight takes 361 minutes by the clocks on 9 March, and 301 on 10 March.

# %%
honolulu = flights[flights["dest"] == "HNL"]
minutes = [honolulu[name] // 100 * 60 + honolulu[name] % 100 for name in ["sched_arr_time", "sched_dep_time"]]
by_clock = (minutes[0] - minutes[1]) % 1440
march = by_clock[(honolulu["month"] == 3) & (honolulu["carrier"] == "UA")].groupby(honolulu["day"]).mean()
assert (march[9], march[10]) == (361, 301)  # quoted: 361, 301
in_the_air = honolulu.groupby("month")["air_time"].mean()
assert (round(in_the_air[1]), round(in_the_air[7])) == (632, 605)  # quoted: 632, 605
by_clock = by_clock.groupby(honolulu["month"]).mean()
assert 372 < by_clock[1] < 373 and 273 < by_clock[7] < 274
by_clock.round().loc[[1, 7]]

# %% [markdown]
# To know how long a flight is under way, each end has to be put into its own zone. A column holds one zone only, so we go
# zone by zone, on the flights of 15 January. Read only the table that comes out; the code uses words of later sections, and
# is worth a second look then: `merge` fetches to each flight the row of its destination in `airports` (section 7), a loop
# over `groupby` gives each zone's name and its rows (section 6), and `concat` puts Series one below the other. Of the
# day's 894 flights 874 are left: why, section 7 will tell.

# %%
day = flights[(flights["month"] == 1) & (flights["day"] == 15)].merge(airports, left_on="dest", right_on="faa")
day = day.assign(date=pd.Timestamp("2013-01-15"))
for end in ["dep", "arr"]:
    hhmm = day[f"sched_{end}_time"]
    day[end] = day["date"] + pd.to_timedelta(hhmm // 100 * 60 + hhmm % 100, unit="min")
day["by_clock"] = (day["arr"] - day["dep"]).dt.total_seconds() / 60 % 1440
takeoff = day["dep"].dt.tz_localize("America/New_York").dt.tz_convert("UTC")
landing = pd.concat([part["arr"].dt.tz_localize(zone).dt.tz_convert("UTC") for zone, part in day.groupby("tzone")])
day["under_way"] = (landing - takeoff).dt.total_seconds() / 60 % 1440
assert len(day) == 874 and ((flights["month"] == 1) & (flights["day"] == 15)).sum() == 894  # quoted: 894, 874
day.loc[day["dest"] == "HNL", ["carrier", "sched_dep_time", "sched_arr_time", "by_clock", "under_way"]]

# %% [markdown]
# So these two are eleven hours under way, not six. `% 1440`, the minutes of a day, brings a landing after midnight back.

# %%
under_way = day.loc[day["dest"] == "HNL", "under_way"]
assert (under_way // 60 == [11, 10]).all()
under_way.tolist()

# %% [markdown]
# `landing - takeoff` worked although the two were put together in different orders: labels found each other.
#
# **Figure 3.** Each dot is a scheduled flight: miles across, minutes upwards. On the left minutes by the clocks, coloured
# by zone of the destination; on the right minutes under way. What to see: on the left parallel bands, an hour apart,
# that would make any model think that the west is near. On the right one line.

# %%
colours = {"America/New_York": "#0072B2", "America/Chicago": "#E69F00", "America/Denver": "#009E73",
           "America/Phoenix": "#009E73", "America/Los_Angeles": "#CC79A7", "Pacific/Honolulu": "#D55E00"}
figure, axes = plt.subplots(1, 2, figsize=(7.2, 3.8), sharey=True)
for ax, column, title in zip(axes, ["by_clock", "under_way"], ["by the clocks", "under way"], strict=True):
    for zone, part in day.groupby("tzone"):
        ax.plot(part["distance"], part[column], "o", markersize=3, color=colours.get(zone, "grey"))
    ax.set(title=title, xlabel="distance (miles)", ylabel="schedule, minutes")
names = {zone.split("/")[1]: colour for zone, colour in colours.items()}
for zone, x, y, city in [("Eastern", 50, 215, "New_York"), ("Central", 1500, 80, "Chicago"), ("Mountain", 2150, 130, "Denver"),
                   ("Pacific", 2050, 265, "Los_Angeles"), ("Hawaii", 4150, 310, "Honolulu")]:
    axes[0].text(x, y, zone, fontsize=9, color=names[city])
axes[1].set_ylabel("")
plt.show()

# %% [markdown]
# Find the bug and mend it. `left_at(table)` should return the moment each flight **really left**, as a Series in UTC on
# the same labels; `NaT` if it never left. It puts some planes into the air a day early. `year`, `month`, `day`,
# `sched_dep_time` are the schedule, `dep_time` the clock when it left, `dep_delay` the minutes that passed since the
# schedule, also when clocks change. *Example:* planned 28 February 23:50, left 0:15, is `2013-03-01 05:15` UTC.
#
# <details><summary>Hint 1: whose date?</summary>
#
# `year`, `month` and `day` belong to the schedule. Which of the two clock readings belongs to that date?
#
# </details>
# <details><summary>Hint 2: what else says when it left?</summary>
#
# `dep_delay` counts minutes from the schedule, over midnight or not.
#
# </details>
# <details><summary>Hint 3: the order</summary>
#
# Make the scheduled moment, say its zone, go to UTC, and only there add the delay as a length of time.
#
# </details>

# %% solution="left_at" kind="bug" title="Gone before it left" minutes=22 objective=3
def left_at(table: pd.DataFrame) -> pd.Series:
    """Return the moment each flight really left, in UTC (NaT if it never did), on the labels of the table."""
    date = pd.to_datetime(table[["year", "month", "day"]])
    minutes = table["sched_dep_time"] // 100 * 60 + table["sched_dep_time"] % 100
    planned = date + pd.to_timedelta(minutes, unit="min")
    planned = planned.dt.tz_localize("America/New_York").dt.tz_convert("UTC")
    return planned + pd.to_timedelta(table["dep_delay"], unit="min")
### BEGIN STUB
# def left_at(table: pd.DataFrame) -> pd.Series:
#     """Return the moment each flight really left, in UTC (NaT if it never did), on the labels of the table."""
#     date = pd.to_datetime(table[["year", "month", "day"]])
#     minutes = table["dep_time"] // 100 * 60 + table["dep_time"] % 100
#     left = date + pd.to_timedelta(minutes, unit="min")
#     return left.dt.tz_localize("America/New_York").dt.tz_convert("UTC")
### END STUB

# %% test="left_at" points=3
expect.function(left_at, "table")


def _left_check(rows, because, hint, labels=None):
    """left_at on rows (month, day, planned hhmm, left hhmm, delay, moment in UTC or None)."""
    names = ["month", "day", "sched_dep_time", "dep_time", "dep_delay"]
    given = pd.DataFrame([row[:5] for row in rows], columns=names, index=labels).assign(year=2013)
    given = given.astype({"dep_time": float, "dep_delay": float})
    expect.that(isinstance(_moments := expect.unchanged(left_at, given), pd.Series), "left_at should return a Series of moments; "
                f"it returned a {type(_moments).__name__}.", hint="Hint 3 above is about this, and section 5 says why not to "
                "localise a night's clock reading.")
    expect.that(list(_moments.index) == list(given.index), "The Series should have the labels of the table.")
    zone = str(getattr(_moments.dtype, "tz", None))
    expect.that("UTC" in zone, f"The moments should be in UTC. Their dtype is {_moments.dtype}.", hint=3)
    _got = [None if moment is pd.NaT else f"{moment:%Y-%m-%d %H:%M}" for moment in _moments]
    expect.that("2013-01-16 01:00" not in _got[:1], "The first flight was to leave at 12:00, written 1200, and got 20:00, which is "
                "1,200 minutes after midnight. hhmm is not minutes: the hour is `// 100`, the minute `% 100`.")
    filled = [(row[:3], moment) for row, moment in zip(rows, _got, strict=True) if row[5] is None and moment is not None]
    expect.that(not filled, f"(month, day, hhmm) = {filled and filled[0][0]} never left: it should be NaT, but is "
                f"{filled and filled[0][1]}. Was its missing delay filled? Unknown plus something is unknown: leave it.")
    expect.equal(_got, [row[5] for row in rows], because=because, hint=hint)


_left_check([(1, 15, 1200, 1200, 0, "2013-01-15 17:00"), (7, 15, 559, 604, 5, "2013-07-15 10:04")],
            "noon in January is 17:00 UTC; 6:04 in July, in summer time, is 10:04 UTC", 3)
_left_check([(6, 3, 700, 655, -5, "2013-06-03 10:55")], "planned at 7:00, gone at 6:55: it left early, and on its own day", 2)
_left_check([(2, 28, 2350, 15, 25, "2013-03-01 05:15"), (7, 1, 2359, 2400, 1, "2013-07-02 04:00"),
             (5, 3, 600, None, None, None)],
            "the first left after midnight, a day after its date; the second at midnight; the third never", 1)
_left_check([(11, 2, 2350, 130, 100, "2013-11-03 05:30"), (3, 9, 2355, 325, 150, "2013-03-10 07:25")],
            "the clocks went back in the first night, and forward in the second; the delay is the time that passed", 3,
            labels=[8, 4])
### BEGIN HIDDEN TESTS
from datetime import datetime as _datetime
from datetime import timedelta as _timedelta
from datetime import timezone as _timezone
from zoneinfo import ZoneInfo as _ZoneInfo


def _row(month, day, hhmm, delay):
    """A row whose clock reading and moment come from Python's own calendar."""
    start = _datetime(2013, month, day, hhmm // 100, hhmm % 100, tzinfo=_ZoneInfo("America/New_York"))
    moment = start.astimezone(_timezone.utc) + _timedelta(minutes=delay)
    clock = moment.astimezone(_ZoneInfo("America/New_York"))
    return (month, day, hhmm, clock.hour * 100 + clock.minute, delay, f"{moment:%Y-%m-%d %H:%M}")


_random = expect.rng("left_at")
for _ in range(4):
    _rows = [_row(int(_random.integers(1, 13)), int(_random.integers(1, 29)),
                  int(_random.integers(5, 24)) * 100 + int(_random.integers(60)), int(_random.integers(-20, 400)))
             for _ in range(12)] + [(4, 1, 1700, None, None, None)]
    _left_check(_rows, "the moment is the planned one, plus the delay", 2, [int(_i) for _i in _random.permutation(13)])
_left_check([_row(6, 1, 900, 1301), _row(12, 31, 2359, 60), _row(1, 1, 5, -10), _row(11, 2, 2359, 185), _row(3, 9, 2300, 200)],
            "a delay may be longer than the rest of the day, go over New Year, or be negative", 2)
### END HIDDEN TESTS
_alone = pd.DataFrame({"year": [2013], "month": [7], "day": [4], "sched_dep_time": [2355], "dep_time": [5.0],
                       "dep_delay": [10.0]})
expect.equal(str(expect.call(left_at, _alone)[0])[:16], "2013-07-05 04:05", hint=1,
             because="planned five minutes before midnight, gone five minutes after it")

# %% [markdown]
# Mended? In the real flights 1,207 moments change: 1,203 by 24 hours and 4 by 23. Those four carry
# the date of 10 March, left after the midnight that followed, and the day between had only 23 hours. 1,207 are less than
# half a percent: too few for any average to show, and enough to wreck a table of "which plane is next at this gate".

# %%
early = (date + pd.to_timedelta(clock["left"], unit="min"))[wrong]
day_later = (early + pd.to_timedelta(1, unit="D")).dt.tz_localize("America/New_York")
hours = (day_later - early.dt.tz_localize("America/New_York")).dt.total_seconds() / 3600
assert hours.value_counts().to_dict() == {24: 1203, 23: 4}  # quoted: 1,203
assert (flights.loc[hours.index[hours == 23], ["month", "day"]] == [3, 10]).all().all()
hours.value_counts()

# %% [markdown]
# ## 6 · Groups: split, compute, put together
#
# `groupby("carrier")` splits a table by the values of a column; then each group is computed on. `agg` gives **one row a
# group**: `name=("column", "what")` makes a column of the answer. `"size"` counts rows, `"count"` counts what is there,
# and `"mean"` divides by the count.

# %%
by_carrier = flights.groupby("carrier").agg(
    scheduled=("arr_delay", "size"),
    arrived=("arr_delay", "count"),
    mean_delay=("arr_delay", "mean"),
)
assert f"{by_carrier.loc['EV', 'mean_delay']:.1f}" == "15.8"  # quoted: 15.8
by_carrier.sort_values("mean_delay", ascending=False).head(5).round(1)

# %% [markdown]
# ### Mistake: groups that vanish
#
# Where the key is missing, `groupby` leaves the row out. No message. Of 336,776 flights 2,512 have no tail number, and
# every one of them was cancelled: a share of cancelled flights per plane loses exactly those. `dropna=False` keeps them, as
# a group of their own. Add up the sizes, as a habit.

# %%
sizes = flights.groupby("tailnum").size()
kept = flights.groupby("tailnum", dropna=False).size()
assert len(flights) - sizes.sum() == 2512 and kept.sum() == len(flights)  # quoted: 2,512
assert flights.loc[flights["tailnum"].isna(), "dep_time"].isna().all()
print(len(flights), sizes.sum(), kept.sum())

# %% [markdown]
# ### transform: the group's number, sent back to its rows
#
# Often a row has to be compared with its own group. `agg` gives one row a group; **`transform`** gives each row the number
# of its group, with the table's own labels, so that it can stand beside the other columns.

# %%
toy = pd.DataFrame({"hour": [6, 18, 6, 18, 18], "delay": [0, 30, 10, None, 50]})
print(toy.groupby("hour")["delay"].mean().to_dict())
toy["usual"] = toy.groupby("hour")["delay"].transform("mean")
assert toy["usual"].tolist() == [5, 40, 5, 40, 40]
toy

# %% [markdown]
# Without `transform`, `toy["delay"] - toy.groupby("hour")["delay"].mean()` would match labels: rows 0 to 4 with hours 6 and
# 18. No partner anywhere, and all NaN. With two keys pandas stops at once.

# %%
message = complaint("flights['arr_delay'] - flights.groupby(['origin', 'dest'])['arr_delay'].mean()")
assert "cannot join" in message
print(message)

# %% [markdown]
# A group may have several keys: `groupby(["hour", "origin"])`, in a list.
#
# Lesson 11 ended with EV, ExpressJet: more late flights than any other airline. Is that the airline, or is it where
# it flies? A first step to an answer is to compare each flight with what is usual on its own **route**, from the same
# airport to the same airport.

# %% [markdown]
# Write `above_usual(table)`. For each flight return `arr_delay` minus the mean `arr_delay` of all flights of the table with
# the same `origin` **and** the same `dest`: a Series on the labels of the table, minutes, missing where `arr_delay` is.
#
# *Example:* three flights JFK to BOS with delays 10, 30 and missing, one EWR to BOS with 7: it gives -10, 10, missing, 0.
#
# <details><summary>Hint 1: one number a group, or one a row?</summary>
#
# You need each flight's usual delay beside it. Which of `agg` and `transform` has the labels of the table? Where pandas
# "cannot join", labels of groups met labels of rows.
#
# </details>
# <details><summary>Hint 2: two keys</summary>
#
# `groupby` takes both in a list; from then on it is the cell with `toy["usual"]` again. The subtraction comes last.
#
# </details>

# %% solution="above_usual" kind="build" title="Compared with its route" minutes=10 objective=4
def above_usual(table: pd.DataFrame) -> pd.Series:
    """Return arr_delay minus the mean arr_delay of the same route, in minutes, on the labels of the table."""
    usual = table.groupby(["origin", "dest"])["arr_delay"].transform("mean")
    return table["arr_delay"] - usual

# %% test="above_usual" points=2
expect.function(above_usual, "table")


def _usual_check(rows, because, hint, labels=None):
    """above_usual on rows (origin, dest, delay), against means worked out route by route in plain Python."""
    given = pd.DataFrame(rows, columns=["origin", "dest", "arr_delay"], index=labels).astype({"arr_delay": float})
    expect.that(isinstance(_above := expect.unchanged(above_usual, given), pd.Series), "above_usual should return a Series, one "
                f"column of minutes; it returned a {type(_above).__name__}.", hint=1)
    expect.that(list(_above.index) == list(given.index), f"The Series should have the labels of the table, "
                f"{list(given.index)[:6]}, but has {list(_above.index)[:6]}.", hint=1)
    routes = {}
    for origin, dest, delay in rows:
        routes.setdefault((origin, dest), []).extend([] if delay is None else [delay])
    want = [None if delay is None else delay - sum(routes[origin, dest]) / len(routes[origin, dest])
            for origin, dest, delay in rows]
    means = {route: sum(known) / sum((row[0], row[1]) == route for row in rows) for route, known in routes.items()}
    zeros = [None if delay is None else delay - means[origin, dest] for origin, dest, delay in rows]
    same = [a == b or abs(a - b) < 1e-9 for a, b in zip(_above, zeros, strict=True) if b is not None and pd.notna(a)]
    expect.that(zeros == want or len(same) < len(rows) - zeros.count(None) or not all(same), "A missing delay was counted as 0 in "
                "the mean of its route. Nobody knows that flight's delay: leave it as it is, and mean leaves it out.")
    _minutes = pd.DataFrame({"above": list(_above)})
    expect.table(_minutes, equals=pd.DataFrame({"above": want}, dtype=float), ordered=True, atol=1e-9, because=because,
                 hint=hint)


_usual_check([("JFK", "BOS", 10), ("JFK", "BOS", 30), ("JFK", "BOS", None), ("EWR", "BOS", 7)],
             "the mean of the first route is 20, and the missing delay is no part of it; the fourth is its own route", 2)
_usual_check([("LGA", "ORD", 0), ("JFK", "LAX", 50), ("LGA", "ORD", 60), ("LGA", "LAX", -20), ("JFK", "LAX", 10)],
             "a route has two ends: LGA to LAX is another route than JFK to LAX", 2, [9, 4, 2, 7, 5])
### BEGIN HIDDEN TESTS
_random = expect.rng("above_usual")
for _ in range(3):
    _rows = [(str(_random.choice(["EWR", "JFK"])), str(_random.choice(["BOS", "LAX", "MIA"])),
              None if _random.random() < 0.2 else float(_random.integers(-30, 300))) for _ in range(40)]
    _usual_check(_rows, "delay minus the mean of its own route", 2, [int(_i) for _i in _random.permutation(40)])
_usual_check([("JFK", "BOS", None), ("JFK", "LAX", 5)], "on a route where nobody arrived nothing is usual", 1)
### END HIDDEN TESTS
_two = pd.DataFrame({"origin": ["JFK", "JFK"], "dest": ["BOS", "BOS"], "arr_delay": [0.0, 8.0]})
expect.close(list(expect.call(above_usual, _two)), [-4.0, 4.0], because="their mean is 4", hint=2)

# %% [markdown]
# Now for all airlines. (The route means are made here by another way, a join; that is the next section.) Measured against
# its own routes EV drops from 15.8 minutes to 1.5. So it flies where everybody is late, and is excused?

# %%
usual = flights.groupby(["origin", "dest"], as_index=False).agg(usual=("arr_delay", "mean"))
joined = flights[["carrier", "origin", "dest", "arr_delay"]].merge(usual, on=["origin", "dest"], how="left")
joined["above"] = joined["arr_delay"] - joined["usual"]
compared = joined.groupby("carrier")[["arr_delay", "above"]].mean()
assert [f"{number:.1f}" for number in compared.loc["EV"]] == ["15.8", "1.5"]  # quoted: 1.5
assert abs(compared.loc["HA", "above"]) < 1e-9
compared.loc[["EV", "HA"]].round(1)

# %% [markdown]
# ### Mistake: compared with oneself
#
# Hawaiian, HA, has exactly 0: it flies its route alone. And EV? For the average EV flight 83% of the flights on its route
# are EV's own. The "usual" that it is measured against is mostly EV.
#
# Better is the mean of the **others** on the route: the route's sum minus the airline's own, over the same of the counts.
# `transform`, four times. Where the others have fewer than 100 arrivals we don't compare: `where(mask)` keeps a value where
# the mask is True and makes it missing elsewhere. That leaves 38% of EV's.

# %%
route = joined.groupby(["origin", "dest"])["arr_delay"]
own = joined.groupby(["origin", "dest", "carrier"])["arr_delay"]
others = route.transform("count") - own.transform("count")
their_mean = (route.transform("sum") - own.transform("sum")) / others
joined["against_others"] = joined["arr_delay"] - their_mean.where(others >= 100)
ev = joined[joined["carrier"] == "EV"]
own_share = (own.transform("size") / route.transform("size"))[ev.index].mean()
comparable = ev["against_others"].count() / ev["arr_delay"].count()
assert f"{own_share:.0%}" == "83%" and f"{comparable:.0%}" == "38%"  # quoted: 83%, 38%
print(f"EV: {own_share:.0%} of the flights on its routes are its own, {comparable:.0%} of them can be compared")

# %% [markdown]
# So, is EV excused by where it flies? No. On the 38% of its flights that can be compared it is 15.1 minutes late, 3.8 above
# the mean of its routes, and 9.4 above the *others* there. Of the other 62% nobody can say. (From 1.5 to 9.4 would be a
# step to other flights as well: the table compares the same ones.)

# %%
same = joined[joined["against_others"].notna()]
compared = same.groupby("carrier")[["arr_delay", "above", "against_others"]].mean()
nearer = compared["above"].abs() < compared["against_others"].abs()
assert f"{1 - comparable:.0%}" == "62%"  # quoted: 62%
assert [f"{number:.1f}" for number in compared.loc["EV"]] == ["15.1", "3.8", "9.4"]  # quoted: 15.1, 3.8, 9.4
assert (nearer.sum(), len(compared)) == (14, 15)  # quoted: 14, 15
assert [f"{abs(compared.loc[code, 'against_others']):.1f}" for code in ["F9", "DL"]] == ["17.3", "8.2"]  # quoted: 17.3, 8.2
compared.loc[["EV", "F9", "DL"]].round(1)

# %% [markdown]
# **Figure 4.** A row for each airline, three dots a row, on the flights that can be compared: grey the mean delay, orange
# above the mean of its routes, blue against the others there. What to see: for 14 of 15 airlines orange is nearer to 0
# than blue, because it compares them with themselves. (Orange sits a little above the line, lest blue hide it.)
# Frontier (F9) is 17.3 minutes later than the others, Delta (DL) 8.2 earlier. HA has no row: nobody to compare it with.
# (`airlines` has all the names.)

# %%
compared = compared.sort_values("arr_delay")
place = np.arange(len(compared))
figure, ax = plt.subplots(figsize=(7.2, 5.2))
ax.hlines(place, compared.min(axis=1), compared.max(axis=1), color="lightgrey")
words = ["mean delay", "above its routes", "against others"]
for column, colour, word, height in zip(compared, ["grey", "#E69F00", "#0072B2"], words, [0.45, 0.45, 1.15], strict=True):
    ax.scatter(compared[column], place + (0.16 if word == words[1] else 0), color=colour, s=26, zorder=2)
    ax.text(compared[column].iloc[-1], place[-1] + height, word, color=colour, ha="center", fontsize=9)
ax.axvline(0, color="black", linestyle="--", linewidth=1)
ax.set_yticks(place, compared.index)
ax.set(xlabel="delay on arrival (minutes)", ylabel="airline", xlim=(-18, 28), ylim=(-0.7, len(compared) + 1),
       title="Late, compared with whom?")
plt.show()

# %% [markdown]
# ## 7 · Joins that lie
#
# `left.merge(right, on="key")` puts rows together whose key is equal. `how="inner"`, which you get unasked, keeps only rows
# with a partner. `how="left"` keeps every row of the left table, with missing values where there is no partner.
#
# 52,606 flights find no plane. An inner join loses them, and with them most flights of American (AA) and Envoy (MQ).

# %%
inner = flights.merge(planes[["tailnum", "seats"]], on="tailnum")
outer = flights.merge(planes[["tailnum", "seats"]], on="tailnum", how="left")
assert len(flights) - len(inner) == 52_606 == outer["seats"].isna().sum()  # quoted: 52,606
nowhere = outer["seats"].isna().groupby(outer["carrier"]).mean()
assert (nowhere[["AA", "MQ"]] > 0.5).all() and (nowhere.drop(["AA", "MQ"]) < 0.5).all()
print(len(flights), "flights; inner join", len(inner), "rows; left join", len(outer), "rows")

# %% [markdown]
# ### Mistake: no `on`
#
# Without `on`, `merge` joins on **every** column that the two tables share. Both have a `year`: that of the flight, and
# that in which the plane was built. So `flights.merge(planes)` finds the flights of planes built in 2013: 4,630 of them.
# With `on="tailnum"` you get `year_x` and `year_y`. Rename before you join.

# %%
unasked = flights.merge(planes)
assert len(unasked) == 4630 and (unasked["year"] == 2013).all()  # quoted: 4,630
suffixed = flights.merge(planes, on="tailnum").columns
print(len(unasked), [name for name in suffixed if name.startswith("year")])

# %% [markdown]
# ### Mistake: the fan-out
#
# Which carrier owns a plane? `owners` has a row for each pair of tail number and carrier. 17 planes flew for two carriers,
# so they stand there twice, and each of their flights finds two partners. Joined, there are 15,896 flights more than
# there were. Every sum over them is too large, and nothing looks wrong.
#
# Most of the surplus is another trap: **pandas joins missing to missing.** Each flight without a tail number meets every
# owner without one. (A database would not do that.)

# %%
owners = flights[["tailnum", "carrier"]].drop_duplicates().rename(columns={"carrier": "owner"})
fanned = flights.merge(owners, on="tailnum")
surplus = len(fanned) - len(flights)
unknown = fanned["tailnum"].isna().sum() - flights["tailnum"].isna().sum()
assert surplus == 15_896 and unknown > surplus / 2  # quoted: 15,896
assert owners.dropna()["tailnum"].duplicated().sum() == 17
print(surplus, "rows too many,", unknown, "of them without a tail number")

# %% [markdown]
# So count rows before and after? A colleague has written that down as a function. Every join in the company now goes
# through it.

# %%
def add_seats(flights, planes):
    """Return the flights with the seats of their planes; stop when rows were lost or doubled."""
    joined = flights.merge(planes, on="tailnum")
    assert len(joined) == len(flights), "the join has lost rows, or doubled some"
    return joined


trips = pd.DataFrame({"trip": [1, 2, 3], "tailnum": ["N1", "N2", "N1"]})
fleet = pd.DataFrame({"tailnum": ["N1", "N2"], "seats": [180, 55]})
add_seats(trips, fleet)

# %% [markdown]
# Break it. Find tables with which `add_seats` does **not** stop, and yet the answer is wrong: some trip is missing in it,
# or is there more than once. Write one to four tail numbers for `"flights"` (the trips get the numbers 1, 2, 3 …), and one
# to four pairs of tail number and seats for `"planes"`. Text and whole numbers, nothing missing.
#
# *Form:* the call above would be `"flights": ["N1", "N2", "N1"], "planes": [("N1", 180), ("N2", 55)]`, and is right.
#
# <details><summary>Hint 1: what is compared?</summary>
#
# Two lengths. An inner join can lose a row, and it can double one. When does the assertion see neither?
#
# </details>
# <details><summary>Hint 2: two wrongs</summary>
#
# One row lost and one row doubled leave the number as it was. Which plane has to be missing, which to be there twice?
#
# </details>

# %% solution="fooled" kind="break" title="The count is right" minutes=10 objective=4
fooled = {
    "flights": ["N1", "N2"],
    "planes": [("N1", 180), ("N1", 20)],
}

# %% test="fooled" points=2
expect.filled(fooled, keys={"flights": (list, tuple), "planes": (list, tuple)})
_tails, _pairs = list(fooled["flights"]), list(fooled["planes"])
expect.that(1 <= len(_tails) <= 4 and all(isinstance(_tail, str) for _tail in _tails),
            f'"flights" should hold one to four tail numbers, each a text in quotes. It holds {len(_tails)}: {_tails[:6]}.', hint=1)
expect.that(1 <= len(_pairs) <= 4, f'"planes" should hold one to four pairs; it holds {len(_pairs)}.', hint=1)
expect.that(all(isinstance(_pair, (list, tuple)) and len(_pair) == 2 and isinstance(_pair[0], str)
                and isinstance(_pair[1], int) for _pair in _pairs),
            '"planes" should hold pairs such as ("N1", 180): a tail number in quotes and a whole number.')
_partners = [sum(_pair[0] == _tail for _pair in _pairs) for _tail in _tails]
expect.that(sum(_partners) == len(_tails), f"add_seats stops here: {len(_tails)} flights go in, {sum(_partners)} rows come out. "
            "It notices that. You need tables where the two numbers are equal.", hint=1)
expect.that(set(_partners) != {1}, "add_seats does not stop, and it needn't: every trip is there exactly once, so the answer is "
            "right.", hint=2)
### BEGIN HIDDEN TESTS
_out = pd.DataFrame({"trip": range(1, len(_tails) + 1), "tailnum": _tails}).merge(
    pd.DataFrame(_pairs, columns=["tailnum", "seats"]), on="tailnum")
expect.that(len(_out) == len(_tails) and sorted(_out["trip"]) != list(range(1, len(_tails) + 1)),
            "By pandas' own merge every trip is there exactly once, or the lengths differ.", hint=2)
### END HIDDEN TESTS

# %% [markdown]
# ### What to check instead
#
# State what you believe about the keys, and let pandas hold you to it. `validate="many_to_one"` means: many flights may share
# a plane, and a plane stands **once** on the right. If not, `MergeError`, before any row is made. With `how="left"` no row
# is lost, and with `validate` none is doubled. `indicator=True` adds a column `_merge` that says of each row whether it
# found a partner. Look at those that did not.

# %%
message = complaint("flights.merge(owners, on='tailnum', how='left', validate='many_to_one')")
assert "not a many-to-one merge" in message
print(message)
checked = flights.merge(airports, left_on="dest", right_on="faa", how="left", validate="many_to_one", indicator=True)
lost = checked.loc[checked["_merge"] == "left_only", "dest"].value_counts()
assert len(checked) == len(flights) and lost.sum() == 7602  # quoted: 7,602
lost

# %% [markdown]
# 7,602 flights go to airports that the table does not know: Puerto Rico and the Virgin Islands. An inner join drops the
# Caribbean. Figure 3 has lost it too: 20 of that day's 894 flights, and nothing looked wrong.
#
# `dropna(subset=["tailnum"])` leaves out rows whose key is missing; `rename(columns={"old": "new"})` renames.

# %% [markdown]
# Write `add_planes(flights, planes)`. Return the flights: each once, in the same order, with two more columns. Both are
# missing where a flight has no tail number or no plane. `planes` too may have rows without a tail number: they belong to
# no flight. If a tail number stands twice in `planes`, raise a `ValueError` (`MergeError` is one). Row labels don't matter.
#
# | New column | Holds |
# |---|---|
# | `built` | the `year` of the plane (`flights` keeps its own `year`) |
# | `seats` | the `seats` of the plane; other columns of `planes` are not wanted |
#
# *Example:* a flight of N1 in 2013, plane N1 of 1999 with 55 seats: `year` is 2013, `built` 1999, `seats` 55.
#
# <details><summary>Hint 1: prepare the right table</summary>
#
# Before the join, make of `planes` a table with three columns, `tailnum`, `built` and `seats`, without rows whose key
# is missing.
#
# </details>
# <details><summary>Hint 2: two promises</summary>
#
# One argument of `merge` keeps every flight, another stops where a plane stands twice: "What to check instead" has both.
# And say `on`.
#
# </details>

# %% solution="add_planes" kind="build" title="A join that keeps its word" minutes=15 objective=4
def add_planes(flights: pd.DataFrame, planes: pd.DataFrame) -> pd.DataFrame:
    """Return the flights with columns built (year) and seats; ValueError if a tail number is twice in planes."""
    known = planes.dropna(subset=["tailnum"]).rename(columns={"year": "built"})
    known = known[["tailnum", "built", "seats"]]
    return flights.merge(known, on="tailnum", how="left", validate="many_to_one")

# %% test="add_planes" points=2
expect.function(add_planes, "flights, planes")


def _join_check(tails, fleet, because, hint):
    """add_planes on these tail numbers and planes (tailnum, year, seats, maker), against a look-up in a dict."""
    left = pd.DataFrame({"year": 2013, "flight": range(1, len(tails) + 1), "tailnum": pd.Series(tails, dtype=object)})
    right = pd.DataFrame(fleet, columns=["tailnum", "year", "seats", "manufacturer"]).astype({"tailnum": object})
    known = {row[0]: row for row in fleet if row[0] is not None}
    want = left.assign(built=pd.Series([known[t][1] if t in known else None for t in tails], dtype=float),
                       seats=pd.Series([known[t][2] if t in known else None for t in tails], dtype=float))
    expect.table(expect.unchanged(add_planes, left, right), columns=list(want.columns), equals=want, ordered=True, because=because, hint=hint)


_fleet = [("N2", 2008, 149, "BOEING"), ("N1", 1999, 55, "EMBRAER"), ("N9", 2013, 20, "CESSNA")]
_join_check(["N1", "N2", "N1"], _fleet, "N1 flies twice, and that is no mistake: every flight once, in its order, with the data "
            "of its own plane; no other columns", "Hint 1 above is about the columns, hint 2 about `merge`.")
_join_check(["N2", "N7", None, "N9"], _fleet, "N7 is in no registry, and the third flight has no tail number: they stay, "
            "with built and seats missing", 2)
_join_check(["N1", "N3"], [*_fleet, ("N3", None, 8, "CESSNA")], "the year a plane was built may be missing: N3 is known all "
            "the same, and has its seats", 1)
_join_check(["N1", None], [*_fleet, (None, 1980, 2, "HOMEBUILT")], "the second flight has no tail number, and neither has the "
            "last plane: that does not make them the same plane", 1)
_join_check(["N1", None], [*_fleet, (None, 1980, 2, "HOMEBUILT"), (None, 1981, 4, "CESSNA")], "several planes without a tail "
            "number are not a tail number that stands twice: leave them out before you look for doubles", 1)


def _twice_check(tails, known, twice):
    """add_planes should raise a ValueError: the tail number `twice` stands twice among the planes."""
    left = pd.DataFrame({"year": 2013, "tailnum": pd.Series(tails, dtype=object)})
    right = pd.DataFrame({"tailnum": known, "year": 1999, "seats": range(20, 20 + len(known))})
    returned = asserted = None
    try:
        returned = add_planes(left, right)
    except AssertionError:
        asserted = True
    except Exception:  # The right error, or one that the last check describes.
        pass
    expect.that(returned is None, f"{twice} stands twice in planes, {known}, so add_planes should raise a ValueError, whether "
                f"{twice} flies or not; for the flights of {tails} it returned something.", hint=2)
    expect.that(not asserted, f"{twice} stands twice in planes, {known}, and add_planes stopped with an AssertionError. A ValueError "
                "is asked for: `raise` one, or let `merge` raise its MergeError. Hint 2 above says where.")
    expect.raises(ValueError, add_planes, left, right)


for _tails in (["N1", "N3"], ["N3"]):
    _twice_check(_tails, ["N1", "N1"], "N1")
### BEGIN HIDDEN TESTS
_random = expect.rng("add_planes")
for _ in range(3):
    _known = [(f"N{int(_i)}", int(_random.integers(1970, 2014)), int(_random.integers(2, 400)), "BOEING")
              for _i in _random.permutation(30)[:15]]
    _tails = [None if _random.random() < 0.2 else f"N{int(_random.integers(30))}" for _ in range(30)]
    _join_check(_tails, [*_known, (None, 1980, 2, "HOMEBUILT"), (None, 1981, 4, "CESSNA")],
                "look up each flight's own plane", 1)
_join_check(["N1"], [("N1", 1999, None, "CESSNA")], "the seats of a plane may be missing", 1)
_join_check([None, None], [("N1", 1999, 8, "CESSNA")], "two flights without a tail number are still two flights", 2)
_twice_check(["N1", "N2"], ["N1", "N2", "N2"], "N2")
### END HIDDEN TESTS
_once = pd.DataFrame({"year": [2013], "tailnum": ["N5"]})
expect.raises(ValueError, add_planes, _once, pd.DataFrame({"tailnum": ["N5", "N5"], "year": [1999] * 2, "seats": [55] * 2}))

# %% [markdown]
# ## 8 · Long and wide
#
# A **long** table has a row for each observation: good for `groupby`, joins and models. A **wide** one has a column for each
# value of something: good for eyes, plots, and for comparing along a row. `pivot_table` goes from long to wide (and
# averages what falls into one cell), `melt` from wide to long.
#
# Here, the share of flights that let their passengers down, by month and airport.

# %%
let_down = flights[["month", "origin"]].assign(let_down=~(flights["arr_delay"] <= 15))
table = let_down.pivot_table(index="month", columns="origin", values="let_down", aggfunc="mean")
again = table.reset_index().melt(id_vars="month", var_name="origin", value_name="share")
assert table.shape == (12, 3) and again.shape == (36, 3)
print(again.head(2))
table.round(2).head(4)

# %% [markdown]
# In a wide table `idxmin(axis=1)` says for each row **in which column** the smallest value stands; `idxmin()` of a Series
# says at which label. For every month: at which airport were fewest let down?

# %%
best = table.idxmin(axis=1)
print(best.value_counts().to_dict())
assert best.loc[12] == table.loc[12].idxmin()
best.head(3)

# %% [markdown]
# ### A decision that a manager asks for
#
# A company's travel desk books flights to meetings. Between planned arrival and the meeting it leaves some **slack**: 0, 15,
# 30, 45, 60, 90, 120 or 180 minutes. Slack costs working time, a minute a minute. A meeting is missed when the plane is
# later than the slack, **or never comes**; a missed meeting costs 480 minutes, a working day. (Invented prices. Put in
# yours.) A flight with slack $s$ costs on average
#
# $$s + 480 \cdot (\text{share of flights later than } s \text{, or never there}).$$
#
# One number for everybody, or one for each destination, airline or hour (of the schedule, so known when you book)? We plan
# with the flights up to September and judge on October to December.

# %%
slacks = [0, 15, 30, 45, 60, 90, 120, 180]
past = flights.loc[flights["month"] <= 9, ["hour", "origin", "dest", "carrier", "arr_delay"]]
missed_30 = ~(past["arr_delay"] <= 30)
price = 30 + 480 * missed_30.mean()
assert f"{missed_30.mean():.1%}" == "19.1%" and f"{price:.0f}" == "122"  # quoted: 19.1%
print(f"slack 30: {missed_30.mean():.1%} missed, {price:.0f} minutes a flight")

# %% [markdown]
# With 30 minutes 19.1% of the meetings are missed, and a flight costs 122 minutes. Now every slack, for each airport: a
# **wide** table of costs, one column a slack. A dict of Series makes such a table; we fill it in a loop. All three airports
# come out at 45 minutes.

# %%
columns = {}
for slack in slacks:
    too_late = ~(past["arr_delay"] <= slack)
    columns[slack] = slack + 480 * too_late.groupby(past["origin"]).mean()
by_origin = pd.DataFrame(columns)
print(by_origin.idxmin(axis=1).to_dict())
assert (by_origin.idxmin(axis=1) == 45).all()
by_origin.round(0)

# %% [markdown]
# **Figure 5.** Three curves: cost a flight over slack, for flights planned for the hours from 6, 12 and 18 o'clock; a dot marks the
# lowest point of each. What to see: each curve falls steeply and rises slowly. Too little slack is dearer than too much.
# And from 6 to 18 o'clock the lowest point moves to the right. (Here every fifth minute is tried: at 12 o'clock 40 is
# cheapest. The desk's list has 30 and 45.)

# %%
figure, ax = plt.subplots()
lowest = {}
for hour, colour in [(6, "#E69F00"), (12, "#0072B2"), (18, "#D55E00")]:
    delay = past.loc[past["hour"] == hour, "arr_delay"]
    cost = pd.Series({slack: slack + 480 * (~(delay <= slack)).mean() for slack in range(0, 181, 5)})
    ax.plot(cost.index, cost, color=colour)
    lowest[hour] = cost.idxmin()
    ax.plot(cost.idxmin(), cost.min(), "o", color=colour)
    ax.text(cost.idxmin(), cost.min() - 6, f"{hour}:00", color=colour, ha="center", va="top")
assert lowest == {6: 30, 12: 40, 18: 60}  # quoted: 40
ax.set(xlabel="slack (minutes)", ylabel="cost (minutes a flight)", ylim=(0, 250), title="At 18:00 twice the slack of 6:00")
plt.show()

# %% [markdown]
# ### How your rule is judged
#
# A group of three flights has a best slack too, and it is luck (lesson 11). So groups too small to trust get the slack that
# is best for **all** flights together. Where the border lies, you choose, and nobody judges it. The hidden check makes up 40
# worlds with very small groups and large ones, in which it knows how late each group really is; your plan sees the flights,
# and pays the real price. What a border costs on real flights, you will see after the exercise.

# %% [markdown]
# Decide. Write `plan_slack(past, by, slacks, missed)`. It returns a Series of minutes: for each value of the column `by` the
# cheapest slack of its flights. A group too small to trust gets the cheapest slack of **all** flights together.
#
# | Given | Is |
# |---|---|
# | `past` | a table with `arr_delay` (missing if it never came) and the column named `by` |
# | `by` | the name of a column, such as `"dest"`; its values are the labels of the answer |
# | `slacks`, `missed` | the slacks to choose from, rising; the price of a missed meeting |
# | too small | fewer than 10 flights are, 1,000 are not (cancelled ones count); between them you choose |
# | equally cheap | either will do |
#
# *Example:* 1,000 flights at hour 6, delay 20 each, and a cancelled one at hour 7; slacks 0 and 30, price 480: 30 for both.
#
# <details><summary>Hint 1: the wide table</summary>
#
# As for the airports above: a dict, a loop over `slacks`, `groupby(past[by])`. Then `idxmin(axis=1)`.
#
# </details>
# <details><summary>Hint 2: cancelled flights</summary>
#
# A flight that never came is a missed meeting at every slack: the same price on every one. What matters is that it stays
# among the flights that the share is out of.
#
# </details>
# <details><summary>Hint 3: one for all</summary>
#
# The same without groups gives one cost a slack. Keep these in a dict, make a Series of it, and take its `idxmin()`.
#
# </details>
# <details><summary>Hint 4: the small ones</summary>
#
# `past.groupby(by).size()` has the same labels as your plan. A mask made of it says which entries to overwrite.
#
# </details>

# %% solution="plan_slack" kind="decide" title="How much slack?" minutes=35 objective=5
def plan_slack(past: pd.DataFrame, by: str, slacks: list[int], missed: float) -> pd.Series:
    """Return the cheapest slack (minutes) for each value of the column `by`; small groups get that of all flights."""
    groups, everybody = {}, {}
    for slack in slacks:
        failed = ~(past["arr_delay"] <= slack)
        groups[slack] = slack + missed * failed.groupby(past[by]).mean()
        everybody[slack] = slack + missed * failed.mean()
    plan = pd.DataFrame(groups).idxmin(axis=1)
    plan[past.groupby(by).size() < 100] = pd.Series(everybody).idxmin()
    return plan

# %% test="plan_slack" points=4
expect.function(plan_slack, "past, by, slacks, missed")


def _plan_check(groups, slacks, missed, want, because, hint, by="hour"):
    """plan_slack on groups {value: list of delays} against the slacks wanted."""
    rows = [(value, delay) for value, delays in groups.items() for delay in delays]
    given = pd.DataFrame(rows, columns=[by, "arr_delay"]).astype({"arr_delay": float})
    expect.that(isinstance(_plan := expect.unchanged(plan_slack, given, by, slacks, missed), pd.Series), "plan_slack should return a "
                f"Series; it returned a {type(_plan).__name__}.", hint=1)
    expect.that(sorted(map(str, _plan.index)) == sorted(map(str, groups)), f"The labels should be the values of {by!r}, "
                f"{list(groups)}; they are {list(_plan.index)[:8]}.",
                hint=4 if any(value not in _plan.index and len(groups[value]) < 10 for value in groups) else 1)
    _slacks = {value: _plan[value].item() if hasattr(_plan[value], "item") else _plan[value] for value in want}
    expect.close(_slacks, want, because=because, hint=hint)


_plan_check({6: [20] * 1000, 18: [50] * 700 + [5] * 300}, [0, 30, 60], 480, {6: 30, 18: 60},
            "at 6 all are 20 late: 30 minutes are enough; at 18 slack 30 costs 30 + 480 × 0.7, slack 60 costs 60", 1)
_plan_check({6: [20] * 1000, 18: [50] * 700 + [5] * 300}, [0, 30, 60], 25, {6: 0, 18: 0},
            "where a missed meeting costs only 25, no slack is cheapest: at most 25 a flight, against 30 and more", 1)
_plan_check({6: [30] * 1000, 9: [0] * 1000}, [0, 30, 60], 480, {6: 30, 9: 0},
            "a plane 30 late is in time with slack 30; one without delay needs none", 2)
_plan_check({"LAX": [10] * 500 + [None] * 500, "BOS": [None] * 900 + [40] * 100}, [0, 15, 45], 100, {"LAX": 15, "BOS": 0},
            "of the flights to LAX half never came, at any slack, and 15 minutes save the others; to BOS 45 minutes would save 1 "
            "of 10, which is worth 10 minutes", 2, by="dest")
_plan_check({6: [20] * 1000, 7: [None], 8: [100] * 9}, [0, 30, 120], 480, {6: 30, 7: 30, 8: 30},
            "one flight and nine flights are too few to trust: they get the slack that is best for all flights", 4)
expect.equal(float(expect.call(plan_slack, pd.DataFrame({"hour": [6] * 1000, "arr_delay": [20.0] * 1000}), "hour", [15, 25],
                               480)[6]), 25.0, because="slack 25 costs 25 a flight, slack 15 costs 15 + 480", hint=1)
### BEGIN HIDDEN TESTS
_plan_check({6: [5] * 1000, 7: [100] * 1000, 8: [0] * 4}, [0, 15, 120], 480, {6: 15, 7: 120, 8: 120},
            "best for all flights together, 2,004 of them, not for the average group or for any one of them", 3)
_plan_check({1: [None] * 1000, 2: [-5] * 1000}, [0, 15], 480, {1: 0, 2: 0}, "where nobody ever comes, slack buys nothing", 2)
_plan_check({1: [10] * 1000, 2: [None] * 5}, [0, 15], 480, {1: 15, 2: 15}, "five flights are too few", 4)
_plan_check({4: [14] * 1000, 5: [16] * 1000}, [15, 20], 480, {4: 15, 5: 20}, "1,000 flights are not too few, so "
            "each hour gets the cheapest slack of its own flights: all of hour 4 come 14 late. Slacks may begin above 0", 1)
_random = expect.rng("plan_slack")
_choices, _sizes = [0, 15, 30, 45, 60, 90, 120, 180], [3, 4, 5, 6, 7, 9, 1000, 1300, 1600, 2000]
_small, _large = [], []
for _ in range(40):
    _scale, _never = _random.uniform(15, 60, 10), _random.uniform(0, 0.06, 10)
    _group = np.repeat(np.arange(10), _sizes)
    _delay = np.round(_random.exponential(_scale[_group]) - 10)
    _delay[_random.random(len(_group)) < _never[_group]] = np.nan
    _price = pd.DataFrame({_s: _s + 480 * (1 - (1 - _never) * (1 - np.exp(-(_s + 10.5) / _scale))) for _s in _choices})
    _order = _random.permutation(len(_group))
    _plan = expect.call(plan_slack, pd.DataFrame({"hour": _group, "arr_delay": _delay}).iloc[_order], "hour", list(_choices), 480)
    expect.that(set(_plan) <= set(_choices), f"Every slack should be one of {_choices}; the plan has {sorted(set(_plan))[:6]}.")
    _regret = [float(_price.loc[_g, int(_plan[_g])] - _price.loc[_g].min()) for _g in range(10)]
    _small += _regret[:6]
    _large += _regret[6:]
expect.that(np.mean(_large) <= 1.5, f"In 40 made-up worlds groups of 1,000 flights and more paid {np.mean(_large):.1f} minutes a "
            "flight above the best; 1.5 is allowed. Do large groups get a slack of their own?", hint=1)
expect.that(np.mean(_small) <= 14, f"In 40 made-up worlds groups of 3 to 9 flights paid {np.mean(_small):.1f} minutes a flight "
            "above the best; 14 are allowed. Do they get the slack that is best for all flights?", hint=4)
### END HIDDEN TESTS

# %% [markdown]
# ### Was it worth it?
#
# Try it: `plan_slack(past, "dest", slacks, 480)` in a cell of your own. Which plan would you give the desk: one slack for
# all, by airport, by destination, by airline, or by hour? Say a guess aloud before you go on.
#
# The next cell makes all five, with NumPy in place of your function. `[:, None]` stands the delays upright, so that each
# meets every slack: a row a flight, a column a slack. `where(mask, other)` keeps a value where the mask is True and puts
# the other in its place elsewhere. "One slack for all" is a plan by a column that holds the same word everywhere.

# %%
def plan_by(known, by, border=100):
    """Return the cheapest slack for each value of `by`; where fewer flights than `border` are known, the cheapest for all."""
    late = known["arr_delay"].fillna(np.inf).to_numpy()[:, None] > np.array(slacks)
    late = pd.DataFrame(late, columns=slacks, index=known.index)
    price = 480 * late.groupby(known[by]).mean() + slacks
    return price.idxmin(axis=1).where(known[by].value_counts() >= border, (480 * late.mean() + slacks).idxmin())


past = past.assign(all="everybody")
plans = {by: plan_by(past, by) for by in ["all", "origin", "dest", "carrier", "hour"]}
assert plans["all"].tolist() == [45] and (plans["origin"] == 45).all()
assert plans["hour"].loc[5:7].eq(30).all() and plans["hour"].loc[8:13].eq(45).all()
assert plans["hour"].loc[14:].isin([60, 90]).all()
plans["hour"].to_dict()

# %% [markdown]
# Now October to December. `map(plan)` looks up each flight's value among the labels of the plan; a destination that the
# plan does not know gets 45.

# %%
def pay(judged, plan, by):
    """Return what each flight costs under a plan: its slack, and 480 more if the meeting is missed."""
    slack = judged[by].map(plan).fillna(45)
    return slack + 480 * ~(judged["arr_delay"] <= slack)


future = flights[flights["month"] >= 10].assign(all="everybody")
paid = pd.DataFrame({by: pay(future, plan, by) for by, plan in plans.items()})
missed_share = (paid >= 480).mean()
costs = [f"{cost:.1f}" for cost in paid.mean()]
assert costs == ["96.8", "96.8", "97.2", "96.8", "95.8"]  # quoted: 96.8, 97.2, 95.8
assert (missed_share.round(1) == 0.1).all() and (paid["origin"] == paid["all"]).all()
borders = [f"{pay(future, plan_by(past, 'dest', border), 'dest').mean():.1f}" for border in [1, 10, 100, 1000]]
assert borders == ["97.2"] * 4
print("by destination, with a border of 1, 10, 100 and 1,000 flights:", borders)
pd.DataFrame({"cost": paid.mean(), "missed": missed_share}).round(3)

# %% [markdown]
# One slack for all, 45 minutes, costs 96.8 minutes a flight. By airport it is the same plan. By destination 97.2, by airline
# 96.8, by hour 95.8. So destination loses and hour wins?
#
# And the border? Whether 1, 10, 100 or a thousand flights: by destination 97.2 each time, for hardly anybody flies to the
# small ones. Where small groups are many, as in the made-up worlds, it matters.

# %% [markdown]
# ### Mistake: a winner by one minute
#
# These are averages of 92 days, and one storm delays hundreds of flights at once. Would another autumn give the same order?
# Make up 2,000 autumns: each draws 92 days out of these 92, a day may come twice or never (`integers` gives their
# places; `transpose()` swaps rows and columns at the end), and look at how far each plan's distance from "all" moves. 95 of
# 100 lie between the two numbers of a row.

# %%
day = future["month"] * 100 + future["day"]
sums = paid.groupby(day).sum().assign(flights=paid.groupby(day).size())
drawn = np.random.default_rng(15).integers(0, len(sums), size=(2000, len(sums)))
autumns = pd.DataFrame(sums.to_numpy()[drawn].sum(axis=1), columns=sums.columns)
spread = {}
for by in ["dest", "carrier", "hour"]:
    spread[by] = ((autumns[by] - autumns["all"]) / autumns["flights"]).quantile([0.025, 0.975])
spread = pd.DataFrame(spread).transpose()
assert (drawn.shape, len(autumns)) == ((2000, 92), 2000)  # quoted: 2,000
better, worse = [[f"{abs(number):.1f}" for number in spread[end]] for end in (0.025, 0.975)]
assert better == ["0.3", "0.8", "2.3"] and worse == ["1.0", "0.8", "0.2"]  # quoted: 0.3, 1.0, 0.8, 2.3, 0.2
assert (spread[0.025] < 0).all() and (spread[0.975] > 0).all()
spread.round(2)

# %% [markdown]
# Destination lies between 0.3 better and 1.0 worse than 45 for all, airline between 0.8 better and 0.8 worse. Nothing can be
# told from chance here. Even the hour, between 2.3 better and 0.2 worse, is not safe from 0. So judge once more, inside January
# to September: plan on every other week, judge on the weeks between, and the other way round. (Whole weeks, not days: a storm
# that lasts two days would sit in both halves.)

# %%
odd = date[past.index].dt.day_of_year // 7 % 2 == 1
halves = {}
for name, learn in [("planned on odd weeks", odd), ("planned on even weeks", ~odd)]:
    known, rest = past[learn], past[~learn]
    halves[name] = {by: pay(rest, plan_by(known, by), by).mean() for by in plans}
halves = pd.DataFrame(halves).transpose()
gain = halves["all"] - halves["hour"]
assert (gain > 2).all()  # quoted: 2
assert (halves["all"] - halves["carrier"]).between(0.5, 1).all() and ((halves["all"] - halves["dest"]).abs() < 0.5).all()
halves.round(1)

# %% [markdown]
# The hour wins both times, by more than 2 minutes, airline by less than one. Destination and "all" stay within half a
# minute of each other.
#
# Why did the hour gain less in autumn? One thing is certain: autumn was calmer than the past we planned on. With 30 minutes
# of slack 15.1% were missed, before October 19.1%. Slack bought for storms that don't come is paid all the same, and no plan
# buys more of it than the one by hour: 51.4 minutes on average against 45 for all, 60 or more for 49% of the flights.

# %%
calm = (~(future["arr_delay"] <= 30)).mean()
bought = pd.DataFrame({by: future[by].map(plan).fillna(45) for by, plan in plans.items()})
long_slack = (bought["hour"] >= 60).mean()
assert bought.mean().idxmax() == "hour" and f"{bought['hour'].mean():.1f}" == "51.4"  # quoted: 51.4
assert f"{calm:.1%}" == "15.1%" and f"{long_slack:.0%}" == "49%"  # quoted: 15.1%, 49%
print(f"slack 30: {calm:.1%} missed in autumn; by hour, 60 minutes or more for {long_slack:.0%} of the flights")
bought.mean().round(1)

# %% [markdown]
# So the answer to the manager: 45 minutes for everybody is fine. If you want more, plan by the hour: 30 early in the morning,
# 60 or 90 from 14:00 on. From destination or airline autumn had no gain that could be told from chance. And however
# you plan, about one meeting in ten is missed.
#
# A fine point: cancelled flights cost 480 at *every* slack. They raise the price, and do not move the lowest point. So a
# `plan_slack` that takes them for punctual (`fillna(0)`) passes the check: its slack is right, its prices are wrong. Leave
# their rows out, though, and the others count for more than they are: too much slack.

# %%
by_hand = past.assign(arr_delay=past["arr_delay"].fillna(0))
assert plan_by(by_hand, "hour").equals(plans["hour"])
print("mean price with 45 minutes:", [f"{pay(table, plans['all'], 'all').mean():.0f}" for table in (past, by_hand)])

# %% [markdown]
# One year, one city, one autumn: a difference of one minute may not come again. That the lowest points move with the hour
# is likely to, since delays pile up during the day. Lesson 42 lets a model look at everything at once, and it will be judged
# in the same way: against 45 minutes for everybody.

# %% [markdown]
# ## In production
#
# * **Types are a contract.** Load with a written list of dtypes, and a file that breaks it fails at the door, not in a report.
# * **Every join says `validate`.** A key that was unique last year is the commonest reason for money counted twice.
# * **Missing has a dictionary.** Which hole means what, and which denominator it belongs to, stands next to the column.
# * **Store moments in UTC**, with the zone of the place in a column beside it. Turn to local time when a person looks.
# * **Memory peaks, not tables, kill a job.** A sort or a join holds several copies: plan for three times the table.

# %% [markdown]
# ## Recap
#
# * `memory_usage(deep=True)` said: small types leave an eighth where text was objects, a quarter where it was `str`. A box
#   too small changes values in silence.
# * A missing value has a reason. Cancelled flights are in no mean of `arr_delay`: name the denominator.
# * A clock reading becomes a moment by the right date and a zone; add in UTC.
# * `agg` gives a row a group, `transform` a value a row. A mean over a group has you in it.
# * `groupby` drops missing keys, `merge` joins them. `validate` and `how="left"` stop lying joins.
# * `pivot_table` and `melt` turn wide and long.
# * Against 45 minutes for all, autumn showed no safe gain by destination or airline; by hour, perhaps a minute.

# %% [markdown]
# **Further reading**
#
# * W. McKinney, *Data Structures for Statistical Computing in Python*, 2010
# * W. McKinney, *Python for Data Analysis*, third edition, 2022
# * H. Wickham, *Tidy Data*, 2014
# * R. J. A. Little and D. B. Rubin, *Statistical Analysis with Missing Data*, third edition, 2019
# * The pandas development team, *Copy-on-Write (user guide)*, 2025
