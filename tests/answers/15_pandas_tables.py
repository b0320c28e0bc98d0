# Answers to the exercises of lesson 15, right and wrong, each with the message a wrong one must get.

# %% right="nan_masks" how="asked of NumPy"
_delays = np.array([20, -5, np.nan, 40])
nan_masks = {
    "late.sum()": int((_delays > 15).sum()),
    "(~late).sum()": int((~(_delays > 15)).sum()),
    "late.mean()": float((_delays > 15).mean()),
    "(delays == np.nan).sum()": int((_delays == np.nan).sum()),
    "delays.mean()": str(_delays.mean()),
}

# %% right="nan_masks" how="the keys in another order, a fraction for the mean"
nan_masks = dict([("delays.mean()", "nan"), ("late.mean()", 2 / 4), ("(delays == np.nan).sum()", 0), ("late.sum()", 2),
                  ("(~late).sum()", 2.0)])

# %% right="nan_masks" how="nan itself, not its name"
nan_masks = {"late.sum()": 2, "(~late).sum()": 2, "late.mean()": 0.5, "(delays == np.nan).sum()": 0, "delays.mean()": np.nan}

# %% wrong="nan_masks" why="nan spreads, written as a float" says="the mask holds no nan"
nan_masks = {"late.sum()": 2, "(~late).sum()": 2, "late.mean()": float("nan"), "(delays == np.nan).sum()": 0,
             "delays.mean()": float("nan")}

# %% wrong="nan_masks" why="the missing flight is in neither half" says="among those that are \"not late\""
nan_masks = {"late.sum()": 2, "(~late).sum()": 1, "late.mean()": 0.5, "(delays == np.nan).sum()": 0, "delays.mean()": "nan"}

# %% wrong="nan_masks" why="the mean leaves the missing one out" says="you left the missing flight out of the four"
nan_masks = {"late.sum()": 2, "(~late).sum()": 2, "late.mean()": 0.667, "(delays == np.nan).sum()": 0, "delays.mean()": "nan"}

# %% wrong="nan_masks" why="nan spreads into the mask" says="The mask holds no nan"
nan_masks = {"late.sum()": "nan", "(~late).sum()": "nan", "late.mean()": "nan", "(delays == np.nan).sum()": 0,
             "delays.mean()": "nan"}

# %% wrong="nan_masks" why="nan spreads into the mean of the mask" says="the mask holds no nan"
nan_masks = {"late.sum()": 2, "(~late).sum()": 2, "late.mean()": "nan", "(delays == np.nan).sum()": 0, "delays.mean()": "nan"}

# %% wrong="nan_masks" why="nan equals nan" says="`np.isnan` asks that question"
nan_masks = {"late.sum()": 2, "(~late).sum()": 2, "late.mean()": 0.5, "(delays == np.nan).sum()": 1, "delays.mean()": "nan"}

# %% wrong="nan_masks" why="NumPy skips nan as pandas does" says="NumPy does not leave nan out"
nan_masks = {"late.sum()": 2, "(~late).sum()": 2, "late.mean()": 0.5, "(delays == np.nan).sum()": 0, "delays.mean()": 18.33}

# %% wrong="nan_masks" why="nan is more than anything" says="An unknown delay is not known to be late"
nan_masks = {"late.sum()": 3, "(~late).sum()": 1, "late.mean()": 0.75, "(delays == np.nan).sum()": 0, "delays.mean()": "nan"}

# %% wrong="nan_masks" why="the word in another spelling" says="spelt like that"
nan_masks = {"late.sum()": 2, "(~late).sum()": 2, "late.mean()": 0.5, "(delays == np.nan).sum()": 0, "delays.mean()": "NaN"}

# %% right="on_paper" how="rounded"
on_paper = {"64-bit floats": 2.7, "mask": 0.34, "16-bit integers": 0.67, "19 columns": 51}

# %% right="on_paper" how="measured with NumPy"
on_paper = {
    "19 columns": np.zeros((336_776, 19)).nbytes / 1_000_000,
    "16-bit integers": np.zeros(336_776, dtype="int16").nbytes / 1_000_000,
    "mask": np.zeros(336_776, dtype=bool).nbytes / 1_000_000,
    "64-bit floats": np.zeros(336_776).nbytes / 1_000_000,
}

# %% right="on_paper" how="in binary megabytes, as some programs count"
on_paper = {"64-bit floats": 2.57, "mask": 0.321, "16-bit integers": 0.642, "19 columns": 48.8}

# %% wrong="on_paper" why="bits taken for bytes" says="bits taken for bytes"
on_paper = {"64-bit floats": 336_776 * 64 / 1e6, "mask": 0.34, "16-bit integers": 336_776 * 16 / 1e6, "19 columns": 410}

# %% wrong="on_paper" why="bytes, not megabytes" says="that is the number of bytes"
on_paper = {"64-bit floats": 2_694_208, "mask": 336_776, "16-bit integers": 673_552, "19 columns": 51_189_952}

# %% wrong="on_paper" why="kilobytes" says="that is in thousands of bytes"
on_paper = {"64-bit floats": 2694, "mask": 337, "16-bit integers": 674, "19 columns": 51_190}

# %% wrong="on_paper" why="a mask takes a bit a value" says="mask: an eighth of what it is. Is that bits divided"
on_paper = {"64-bit floats": 2.69, "mask": 336_776 / 8 / 1e6, "16-bit integers": 0.67, "19 columns": 51.2}

# %% wrong="on_paper" why="the rows, in millions" says="Were the 8 bytes of each value forgotten?"
on_paper = {"64-bit floats": 0.337, "mask": 0.337, "16-bit integers": 0.337, "19 columns": 6.4}

# %% wrong="on_paper" why="16 bits taken for 4 bytes" says="16-bit integers: 2 times what it is"
on_paper = {"64-bit floats": 2.69, "mask": 0.337, "16-bit integers": 336_776 * 4 / 1e6, "19 columns": 51.2}

# %% wrong="on_paper" why="the table for one column" says="19 columns: 0.0525 times what it is"
on_paper = {"64-bit floats": 2.69, "mask": 0.337, "16-bit integers": 0.674, "19 columns": 2.69}

# %% right="shrink" how="a dict of dtypes, and one astype"
def shrink(table, text):
    kinds = {}
    for name in table.columns:
        if table[name].dtype.kind == "i":
            low, high = table[name].min(), table[name].max()
            for kind in ["int64", "int32", "int16", "int8"]:
                if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max:
                    kinds[name] = kind
    for name in text:
        if table[name].astype("category").memory_usage(deep=True) < table[name].memory_usage(deep=True):
            kinds[name] = "category"
    return table.astype(kinds)

# %% right="shrink" how="column by column into a new table, unsigned where that is smaller"
def shrink(table: pd.DataFrame, text: list[str]) -> pd.DataFrame:
    columns = {}
    for name, column in table.items():
        if name in text:
            columns[name] = min([column, column.astype("category")], key=lambda one: one.memory_usage(deep=True))
        elif pd.api.types.is_integer_dtype(column):
            fits = [column.astype(kind) for kind in ("int64", "int32", "int16", "uint8", "int8")
                    if np.iinfo(kind).min <= column.min() and column.max() <= np.iinfo(kind).max]
            columns[name] = fits[-1]
        else:
            columns[name] = column
    return pd.DataFrame(columns, index=table.index)

# %% right="shrink" how="assign, and pd.Categorical"
def shrink(table, text):
    whole = {name: pd.to_numeric(table[name], downcast="integer") for name in table if table[name].dtype.kind == "i"}
    small = table.assign(**whole)
    for name in text:
        numbered = pd.Series(pd.Categorical(table[name]), index=table.index)
        if numbered.memory_usage(deep=True, index=False) < table[name].memory_usage(deep=True, index=False):
            small[name] = numbered
    return small

# %% wrong="shrink" why="int8 for everything" says="that type cannot hold it"
def shrink(table, text):
    small = table.copy()
    for name in table.columns:
        if name in text:
            small[name] = table[name].astype("category")
        elif table[name].dtype.kind == "i":
            small[name] = table[name].astype("int8")
    return small

# %% wrong="shrink" why="category wherever it is asked for" says="Column 'tailnum'"
def shrink(table, text):
    small = table.copy()
    for name in table.columns:
        if name in text:
            small[name] = table[name].astype("category")
        elif table[name].dtype.kind == "i":
            small[name] = pd.to_numeric(table[name], downcast="integer")
    return small

# %% wrong="shrink" why="the given table is written to" says="shrink should work on a copy"
def shrink(table, text):
    for name in table.columns:
        if name in text:
            category = table[name].astype("category")
            if category.memory_usage(deep=True) < table[name].memory_usage(deep=True):
                table[name] = category
        elif table[name].dtype.kind == "i":
            table[name] = pd.to_numeric(table[name], downcast="integer")
    return table

# %% wrong="shrink" why="floats made smaller too" says="Column 'gain': 20 of 60 values changed"
def shrink(table, text):
    small = table.copy()
    for name in table.columns:
        column = table[name]
        if name in text:
            category = column.astype("category")
            if category.memory_usage(deep=True) < column.memory_usage(deep=True):
                small[name] = category
        elif column.dtype.kind == "i":
            small[name] = pd.to_numeric(column, downcast="integer")
        elif column.dtype.kind == "f":
            small[name] = pd.to_numeric(column, downcast="float")
    return small

# %% wrong="shrink" why="whole floats become integers" says="it should stay float64"
def shrink(table, text):
    small = table.copy()
    for name in table.columns:
        column = table[name]
        if name in text:
            category = column.astype("category")
            if category.memory_usage(deep=True) < column.memory_usage(deep=True):
                small[name] = category
        elif column.dtype.kind in "if":
            small[name] = pd.to_numeric(column, downcast="integer")
    return small

# %% wrong="shrink" why="all texts, asked for or not" says="Column 'note'"
def shrink(table, text):
    small = table.copy()
    for name in table.columns:
        column = table[name]
        if column.dtype.kind == "i":
            small[name] = pd.to_numeric(column, downcast="integer")
        elif column.dtype.kind not in "fMb":
            category = column.astype("category")
            if category.memory_usage(deep=True) < column.memory_usage(deep=True):
                small[name] = category
    return small

# %% wrong="shrink" why="bytes counted without deep" says="bytes for"
def shrink(table, text):
    small = table.copy()
    for name in table.columns:
        column = table[name]
        if name in text and column.astype("category").cat.codes.memory_usage() < len(column) * 2 + 40:
            small[name] = column.astype("category").cat.codes
        elif column.dtype.kind == "i":
            small[name] = pd.to_numeric(column, downcast="unsigned")
    return small

# %% wrong="shrink" why="unsigned types have no negative numbers" says="An unsigned type has no negative numbers"
def shrink(table, text):
    small = table.copy()
    for name in table.columns:
        column = table[name]
        if name in text:
            category = column.astype("category")
            if category.memory_usage(deep=True) < column.memory_usage(deep=True):
                small[name] = category
        elif column.dtype.kind == "i":
            small[name] = pd.to_numeric(column, downcast="unsigned")
    return small

# %% wrong="shrink" why="all but text taken for numbers" says="Hints 1 and 2 above are about this"
def shrink(table, text):
    small = table.copy()
    for name in table.columns:
        column = table[name]
        if name in text:
            small[name] = min([column, column.astype("category")], key=lambda one: one.memory_usage(deep=True))
        else:
            small[name] = pd.to_numeric(column, downcast="integer")
    return small

# %% wrong="shrink" why="only the numbers" says="bytes for"
def shrink(table, text):
    small = table.copy()
    for name in table.columns:
        if table[name].dtype.kind == "i":
            small[name] = pd.to_numeric(table[name], downcast="integer")
    return small

# %% wrong="shrink" why="prints the bytes, and returns nothing" says="None"
def shrink(table, text):
    small = table.copy()
    for name in text:
        small[name] = table[name].astype("category")
    print(small.memory_usage(deep=True).sum())

# %% right="copies" how="run"
copies = {}
for _letter, _program in [("A", "u = t\nu.loc[0, 'delay'] = 0"), ("B", "part = t[t['delay'] > 15]"),
                          ("C", "t[t['delay'] > 15].assign(delay=0)"), ("D", "t.loc[t['delay'] > 15, 'delay'] = 0"),
                          ("E", "t['delay'] = t['delay'] - 10")]:
    _names = {"t": pd.DataFrame({"delay": [20, 5, 40]})}
    exec(_program, _names)
    copies[_letter] = int(_names["t"]["delay"].sum())

# %% right="copies" how="added by hand"
copies = dict(E=10 - 5 + 30, D=0 + 5 + 0, C=20 + 5 + 40, B=20 + 5 + 40, A=0 + 5 + 40)

# %% wrong="copies" why="= makes a copy" says="`u = t` makes no copy"
copies = {"A": 65, "B": 65, "C": 65, "D": 5, "E": 35}

# %% wrong="copies" why="a selection is a window on the table" says="Writing to `part` changes `part` alone"
copies = {"A": 45, "B": 5, "C": 65, "D": 5, "E": 35}

# %% wrong="copies" why="a chained assignment arrives" says="the assignment goes there and is lost with it"
copies = {"A": 45, "B": 65, "C": 5, "D": 5, "E": 35}

# %% wrong="copies" why="loc returns a copy too" says="into `t` itself"
copies = {"A": 45, "B": 65, "C": 65, "D": 65, "E": 35}

# %% wrong="copies" why="a function works on its own table" says="`x` is a label on the caller's table"
copies = {"A": 45, "B": 65, "C": 65, "D": 5, "E": 65}

# %% wrong="copies" why="every row becomes 0" says="only the rows where the mask is True"
copies = {"A": 45, "B": 65, "C": 65, "D": 0, "E": 35}

# %% wrong="copies" why="one value of three less 10" says="E: not 55"
copies = {"A": 45, "B": 65, "C": 65, "D": 5, "E": 55}

# %% right="fate" how="np.select"
def fate(table):
    words = np.select([table["dep_time"].isna(), table["arr_delay"].isna()], ["cancelled", "diverted"], default="arrived")
    return pd.Series(words, index=table.index, dtype=object)

# %% right="fate" how="row by row, into a category"
def fate(table: pd.DataFrame) -> pd.Series:
    words = []
    for left, delay in zip(table["dep_time"].isna(), table["arr_delay"].isna(), strict=True):
        words.append("cancelled" if left else "diverted" if delay else "arrived")
    return pd.Series(words, index=table.index).astype("category")

# %% right="fate" how="where, twice"
def fate(table):
    word = pd.Series("arrived", index=table.index).where(table["arr_delay"].notna(), "diverted")
    return word.mask(table["dep_time"].isna(), "cancelled")

# %% wrong="fate" why="the order turned round: cancelled overwritten" says="the second flight never left"
def fate(table):
    word = pd.Series("arrived", index=table.index)
    word[table["dep_time"].isna()] = "cancelled"
    word[table["arr_delay"].isna()] = "diverted"
    return word

# %% wrong="fate" why="an arr_time is an arrival" says="the first landed somewhere"
def fate(table):
    word = pd.Series("arrived", index=table.index)
    word[table["arr_time"].isna()] = "diverted"
    word[table["dep_time"].isna()] = "cancelled"
    return word

# %% wrong="fate" why="all that is missing is cancelled" says="the third left and has no arr_delay"
def fate(table):
    word = pd.Series("arrived", index=table.index)
    word[table["arr_delay"].isna()] = "cancelled"
    return word

# %% wrong="fate" why="fresh labels" says="should have the labels of the table"
def fate(table):
    word = pd.Series("arrived", index=range(len(table)))
    word[table["arr_delay"].isna().to_numpy()] = "diverted"
    word[table["dep_time"].isna().to_numpy()] = "cancelled"
    return word

# %% wrong="fate" why="no index=, and masks of the table" says="A Series made without `index=` has 0, 1, 2"
def fate(table):
    word = pd.Series(["arrived"] * len(table))
    word[table["arr_delay"].isna()] = "diverted"
    word[table["dep_time"].isna()] = "cancelled"
    return word

# %% wrong="fate" why="a truth test: a delay of 0 is missing" says="a delay of 0 is an arrival"
def fate(table):
    words = []
    for left, delay in zip(table["dep_time"], table["arr_delay"].fillna(0), strict=True):
        words.append("cancelled" if left != left else "arrived" if delay else "diverted")
    return pd.Series(words, index=table.index)

# %% wrong="fate" why="a comparison with nan" says="the second flight never left"
def fate(table):
    word = pd.Series("arrived", index=table.index)
    word[table["arr_delay"] == np.nan] = "diverted"
    word[table["dep_time"] == np.nan] = "cancelled"
    return word

# %% wrong="fate" why="a column in the caller's table" says="should leave what it is given as it was"
def fate(table):
    table["fate"] = "arrived"
    table.loc[table["arr_delay"].isna(), "fate"] = "diverted"
    table.loc[table["dep_time"].isna(), "fate"] = "cancelled"
    return table["fate"]

# %% wrong="fate" why="a table is returned" says="should return a Series"
def fate(table):
    words = np.select([table["dep_time"].isna(), table["arr_delay"].isna()], ["cancelled", "diverted"], default="arrived")
    return table.assign(fate=words)

# %% wrong="fate" why="an array" says="should return a Series"
def fate(table):
    return np.select([table["dep_time"].isna(), table["arr_delay"].isna()], ["cancelled", "diverted"], default="arrived")

# %% right="left_at" how="row by row with Timestamp"
def left_at(table):
    moments = []
    for row in table.itertuples():
        if row.dep_delay != row.dep_delay:
            moments.append(pd.NaT)
            continue
        planned = pd.Timestamp(row.year, row.month, row.day, row.sched_dep_time // 100, row.sched_dep_time % 100,
                               tz="America/New_York")
        moments.append(planned.tz_convert("UTC") + pd.Timedelta(row.dep_delay, "min"))
    return pd.Series(pd.DatetimeIndex(moments, tz="UTC"), index=table.index)

# %% right="left_at" how="the delay added to the moment in New York, UTC last"
def left_at(table: pd.DataFrame) -> pd.Series:
    parts = table[["year", "month", "day"]].assign(hour=table["sched_dep_time"] // 100, minute=table["sched_dep_time"] % 100)
    planned = pd.to_datetime(parts).dt.tz_localize("America/New_York")
    return (planned + pd.to_timedelta(table["dep_delay"] * 60, unit="s")).dt.tz_convert("UTC")

# %% wrong="left_at" why="the broken one, one day added where the clock is lower" says="Cannot infer dst time"
def left_at(table):
    date = pd.to_datetime(table[["year", "month", "day"]])
    minutes = table["dep_time"] // 100 * 60 + table["dep_time"] % 100
    minutes = minutes + 1440 * ((table["dep_delay"] > 0) & (table["dep_time"] < table["sched_dep_time"]))
    left = date + pd.to_timedelta(minutes, unit="min")
    return left.dt.tz_localize("America/New_York", ambiguous="raise").dt.tz_convert("UTC")

# %% wrong="left_at" why="a day added wherever the clock is lower, also for those who left early" says="it left early, and on its own day"
def left_at(table):
    date = pd.to_datetime(table[["year", "month", "day"]])
    minutes = table["dep_time"] // 100 * 60 + table["dep_time"] % 100
    minutes = minutes + 1440 * (table["dep_time"] < table["sched_dep_time"])
    left = date + pd.to_timedelta(minutes, unit="min")
    return left.dt.tz_localize("America/New_York").dt.tz_convert("UTC")

# %% wrong="left_at" why="the delay added to the clock, the zone said afterwards" says="clocks"
def left_at(table):
    date = pd.to_datetime(table[["year", "month", "day"]])
    minutes = table["sched_dep_time"] // 100 * 60 + table["sched_dep_time"] % 100
    left = date + pd.to_timedelta(minutes + table["dep_delay"], unit="min")
    return left.dt.tz_localize("America/New_York", ambiguous="NaT", nonexistent="NaT").dt.tz_convert("UTC")

# %% wrong="left_at" why="the delay added to the clock, and pandas left to refuse" says="why not to localise a night's clock"
def left_at(table):
    date = pd.to_datetime(table[["year", "month", "day"]])
    minutes = table["sched_dep_time"] // 100 * 60 + table["sched_dep_time"] % 100
    left = date + pd.to_timedelta(minutes + table["dep_delay"], unit="min")
    return left.dt.tz_localize("America/New_York").dt.tz_convert("UTC")

# %% wrong="left_at" why="dep_time as it was" says="the first left after midnight"
def left_at(table):
    date = pd.to_datetime(table[["year", "month", "day"]])
    minutes = table["dep_time"] // 100 * 60 + table["dep_time"] % 100
    left = date + pd.to_timedelta(minutes, unit="min")
    return left.dt.tz_localize("America/New_York", ambiguous="NaT", nonexistent="NaT").dt.tz_convert("UTC")

# %% wrong="left_at" why="the schedule: nobody is late, nobody cancelled" says="6:04 in July"
def left_at(table):
    date = pd.to_datetime(table[["year", "month", "day"]])
    minutes = table["sched_dep_time"] // 100 * 60 + table["sched_dep_time"] % 100
    return (date + pd.to_timedelta(minutes, unit="min")).dt.tz_localize("America/New_York").dt.tz_convert("UTC")

# %% wrong="left_at" why="localised as UTC" says="noon in January is 17:00 UTC"
def left_at(table):
    date = pd.to_datetime(table[["year", "month", "day"]])
    minutes = table["sched_dep_time"] // 100 * 60 + table["sched_dep_time"] % 100
    return (date + pd.to_timedelta(minutes + table["dep_delay"], unit="min")).dt.tz_localize("UTC")

# %% wrong="left_at" why="no zone at all" says="The moments should be in UTC"
def left_at(table):
    date = pd.to_datetime(table[["year", "month", "day"]])
    minutes = table["sched_dep_time"] // 100 * 60 + table["sched_dep_time"] % 100
    return date + pd.to_timedelta(minutes + table["dep_delay"], unit="min")

# %% wrong="left_at" why="five hours, summer and winter" says="6:04 in July"
def left_at(table):
    date = pd.to_datetime(table[["year", "month", "day"]])
    minutes = table["sched_dep_time"] // 100 * 60 + table["sched_dep_time"] % 100
    return (date + pd.to_timedelta(minutes + table["dep_delay"] + 300, unit="min")).dt.tz_localize("UTC")

# %% wrong="left_at" why="left in New York's time" says="The moments should be in UTC"
def left_at(table):
    date = pd.to_datetime(table[["year", "month", "day"]])
    minutes = table["sched_dep_time"] // 100 * 60 + table["sched_dep_time"] % 100
    planned = (date + pd.to_timedelta(minutes, unit="min")).dt.tz_localize("America/New_York")
    return planned + pd.to_timedelta(table["dep_delay"], unit="min")

# %% wrong="left_at" why="hhmm taken for minutes" says="hhmm is not minutes"
def left_at(table):
    date = pd.to_datetime(table[["year", "month", "day"]])
    planned = (date + pd.to_timedelta(table["sched_dep_time"], unit="min")).dt.tz_localize("America/New_York")
    return planned.dt.tz_convert("UTC") + pd.to_timedelta(table["dep_delay"], unit="min")

# %% wrong="left_at" why="a missing delay filled with 0" says="Was its missing delay filled"
def left_at(table):
    date = pd.to_datetime(table[["year", "month", "day"]])
    minutes = table["sched_dep_time"] // 100 * 60 + table["sched_dep_time"] % 100
    planned = (date + pd.to_timedelta(minutes, unit="min")).dt.tz_localize("America/New_York").dt.tz_convert("UTC")
    return planned + pd.to_timedelta(table["dep_delay"].fillna(0), unit="min")

# %% right="above_usual" how="a join with the means, labels put back"
def above_usual(table):
    means = table.groupby(["origin", "dest"])["arr_delay"].mean().rename("usual").reset_index()
    usual = table[["origin", "dest"]].merge(means, on=["origin", "dest"], how="left")["usual"]
    return pd.Series(table["arr_delay"].to_numpy() - usual.to_numpy(), index=table.index)

# %% right="above_usual" how="a route written as one text, sums over counts"
def above_usual(table: pd.DataFrame) -> pd.Series:
    groups = table["arr_delay"].groupby(table["origin"].astype(str) + "-" + table["dest"].astype(str))
    return table["arr_delay"].sub(groups.transform("sum") / groups.transform("count"))

# %% right="above_usual" how="transform with a function"
def above_usual(table):
    return table.groupby(["origin", "dest"])["arr_delay"].transform(lambda delay: delay - delay.mean())

# %% wrong="above_usual" why="one key only" says="the fourth is its own route"
def above_usual(table):
    return table["arr_delay"] - table.groupby("dest")["arr_delay"].transform("mean")

# %% wrong="above_usual" why="agg in place of transform" says="the mean of the first route is 20"
def above_usual(table):
    return table["arr_delay"] - table.groupby(["origin", "dest"])["arr_delay"].mean().reset_index(drop=True)

# %% wrong="above_usual" why="missing delays filled with 0" says="A missing delay was counted as 0"
def above_usual(table):
    filled = table.assign(arr_delay=table["arr_delay"].fillna(0))
    return table["arr_delay"] - filled.groupby(["origin", "dest"])["arr_delay"].transform("mean")

# %% wrong="above_usual" why="all missing delays filled with 0, in the answer too" says="A missing delay was counted as 0"
def above_usual(table):
    delay = table["arr_delay"].fillna(0)
    return delay - delay.groupby([table["origin"], table["dest"]]).transform("mean")

# %% wrong="above_usual" why="two keys without transform" says="Hint 1 above is about this"
def above_usual(table):
    return table["arr_delay"] - table.groupby(["origin", "dest"])["arr_delay"].mean()

# %% wrong="above_usual" why="the mean of all flights" says="the mean of the first route is 20"
def above_usual(table):
    return table["arr_delay"] - table["arr_delay"].mean()

# %% wrong="above_usual" why="median in place of mean" says="delay minus the mean of its own route"
def above_usual(table):
    return table["arr_delay"] - table.groupby(["origin", "dest"])["arr_delay"].transform("median")

# %% wrong="above_usual" why="the usual delay itself" says="the mean of the first route is 20"
def above_usual(table):
    return table.groupby(["origin", "dest"])["arr_delay"].transform("mean")

# %% wrong="above_usual" why="the difference the wrong way round" says="the mean of the first route is 20"
def above_usual(table):
    return table.groupby(["origin", "dest"])["arr_delay"].transform("mean") - table["arr_delay"]

# %% wrong="above_usual" why="flights without a delay dropped" says="should have the labels of the table"
def above_usual(table):
    known = table.dropna(subset=["arr_delay"])
    return known["arr_delay"] - known.groupby(["origin", "dest"])["arr_delay"].transform("mean")

# %% wrong="above_usual" why="a table with a new column" says="should return a Series"
def above_usual(table):
    usual = table.groupby(["origin", "dest"])["arr_delay"].transform("mean")
    return table.assign(above=table["arr_delay"] - usual)

# %% wrong="above_usual" why="sorted by route first" says="should have the labels of the table"
def above_usual(table):
    table = table.sort_values(["dest", "origin"])
    return table["arr_delay"] - table.groupby(["origin", "dest"])["arr_delay"].transform("mean")

# %% right="fooled" how="three rows, lists in place of tuples"
fooled = {"planes": [["N2", 55], ["N2", 60], ["N1", 180]], "flights": ["N1", "N2", "N3"]}

# %% right="fooled" how="one plane doubles twice, two are unknown"
fooled = {"flights": ("N1", "N8", "N1", "N9"), "planes": (("N1", 180), ("N1", 180))}

# %% wrong="fooled" why="the example" says="every trip is there exactly once"
fooled = {"flights": ["N1", "N2", "N1"], "planes": [("N1", 180), ("N2", 55)]}

# %% wrong="fooled" why="only doubled" says="2 flights go in, 3 rows come out"
fooled = {"flights": ["N1", "N2"], "planes": [("N1", 180), ("N1", 20), ("N2", 55)]}

# %% wrong="fooled" why="only lost" says="2 flights go in, 1 rows come out"
fooled = {"flights": ["N1", "N2"], "planes": [("N1", 180)]}

# %% wrong="fooled" why="the same plane twice, flying twice" says="It notices that"
fooled = {"flights": ["N1", "N1"], "planes": [("N1", 180), ("N1", 20)]}

# %% wrong="fooled" why="nothing at all" says="should hold one to four tail numbers"
fooled = {"flights": [], "planes": []}

# %% wrong="fooled" why="five planes" says="it holds 5"
fooled = {"flights": ["N1", "N2"], "planes": [("N1", 1), ("N1", 2), ("N3", 3), ("N4", 4), ("N5", 5)]}

# %% wrong="fooled" why="numbers for tail numbers" says="each a text in quotes"
fooled = {"flights": [1, 2], "planes": [("N1", 180), ("N1", 20)]}

# %% wrong="fooled" why="a flight without a tail number" says="'N2', None"
fooled = {"flights": ["N1", "N2", None], "planes": [("N1", 180), ("N1", 20)]}

# %% wrong="fooled" why="seats without a tail number" says="should hold pairs"
fooled = {"flights": ["N1", "N2"], "planes": [180, 20]}

# %% right="add_planes" how="look-ups with map"
def add_planes(flights, planes):
    known = planes[planes["tailnum"].notna()].set_index("tailnum")
    if known.index.duplicated().any():
        raise ValueError("a tail number stands twice in planes")
    return flights.assign(built=flights["tailnum"].map(known["year"]), seats=flights["tailnum"].map(known["seats"]))

# %% right="add_planes" how="a join on the right table's index"
def add_planes(flights: pd.DataFrame, planes: pd.DataFrame) -> pd.DataFrame:
    right = pd.DataFrame({"built": planes["year"].to_numpy(), "seats": planes["seats"].to_numpy()}, index=planes["tailnum"])
    right = right[right.index.notna()]
    return flights.join(right, on="tailnum", how="left", validate="m:1")

# %% right="add_planes" how="suffixes, renamed after the join"
def add_planes(flights, planes):
    right = planes.loc[~planes["tailnum"].isna(), ["tailnum", "year", "seats"]]
    joined = pd.merge(flights, right, how="left", on="tailnum", suffixes=("", "_built"), validate="many_to_one")
    return joined.rename(columns={"year_built": "built"})

# %% wrong="add_planes" why="an inner join" says="N7 is in no registry"
def add_planes(flights, planes):
    known = planes.dropna(subset=["tailnum"]).rename(columns={"year": "built"})[["tailnum", "built", "seats"]]
    return flights.merge(known, on="tailnum", validate="many_to_one")

# %% wrong="add_planes" why="missing meets missing" says="does not make them the same plane"
def add_planes(flights, planes):
    known = planes.rename(columns={"year": "built"})[["tailnum", "built", "seats"]]
    return flights.merge(known, on="tailnum", how="left", validate="many_to_one")

# %% wrong="add_planes" why="no validate" says="stands twice in planes"
def add_planes(flights, planes):
    known = planes.dropna(subset=["tailnum"]).rename(columns={"year": "built"})[["tailnum", "built", "seats"]]
    return flights.merge(known, on="tailnum", how="left")

# %% wrong="add_planes" why="duplicates thrown away" says="stands twice in planes"
def add_planes(flights, planes):
    known = planes.dropna(subset=["tailnum"]).drop_duplicates("tailnum").rename(columns={"year": "built"})
    return flights.merge(known[["tailnum", "built", "seats"]], on="tailnum", how="left", validate="many_to_one")

# %% wrong="add_planes" why="missing keys taken for doubles" says="several planes without a tail number"
def add_planes(flights, planes):
    if planes["tailnum"].duplicated().any():
        raise ValueError("a tail number stands twice")
    known = planes.dropna(subset=["tailnum"]).rename(columns={"year": "built"})[["tailnum", "built", "seats"]]
    return flights.merge(known, on="tailnum", how="left", validate="many_to_one")

# %% wrong="add_planes" why="joined on the year too" says="lacks the column"
def add_planes(flights, planes):
    return flights.merge(planes.dropna(subset=["tailnum"])[["tailnum", "year", "seats"]], how="left", validate="many_to_one")

# %% wrong="add_planes" why="year_x and year_y" says="lacks the columns"
def add_planes(flights, planes):
    return flights.merge(planes.dropna(subset=["tailnum"]), on="tailnum", how="left", validate="many_to_one")

# %% wrong="add_planes" why="the maker comes along" says="manufacturer"
def add_planes(flights, planes):
    known = planes.dropna(subset=["tailnum"]).rename(columns={"year": "built"})
    return flights.merge(known, on="tailnum", how="left", validate="many_to_one")

# %% wrong="add_planes" why="flights without a tail number dropped" says="they stay"
def add_planes(flights, planes):
    known = planes.dropna(subset=["tailnum"]).rename(columns={"year": "built"})[["tailnum", "built", "seats"]]
    return flights.dropna(subset=["tailnum"]).merge(known, on="tailnum", how="left", validate="many_to_one")

# %% wrong="add_planes" why="one_to_one: a plane may fly once" says="N1 flies twice, and that is no mistake"
def add_planes(flights, planes):
    known = planes.dropna(subset=["tailnum"]).rename(columns={"year": "built"})[["tailnum", "built", "seats"]]
    return flights.merge(known, on="tailnum", how="left", validate="one_to_one")

# %% wrong="add_planes" why="planes whose year is unknown dropped too" says="N3 is known all the same"
def add_planes(flights, planes):
    known = planes.dropna().rename(columns={"year": "built"})[["tailnum", "built", "seats"]]
    return flights.merge(known, on="tailnum", how="left", validate="many_to_one")

# %% wrong="add_planes" why="an assertion about doubles" says="A ValueError is asked for"
def add_planes(flights, planes):
    known = planes.dropna(subset=["tailnum"]).rename(columns={"year": "built"})[["tailnum", "built", "seats"]]
    assert known["tailnum"].is_unique
    return flights.merge(known, on="tailnum", how="left")

# %% wrong="add_planes" why="an outer join: planes that never flew" says="every flight once"
def add_planes(flights, planes):
    known = planes.dropna(subset=["tailnum"]).rename(columns={"year": "built"})[["tailnum", "built", "seats"]]
    return flights.merge(known, on="tailnum", how="outer", validate="many_to_one")

# %% wrong="add_planes" why="sorted by plane" says="in its order"
def add_planes(flights, planes):
    known = planes.dropna(subset=["tailnum"]).rename(columns={"year": "built"})[["tailnum", "built", "seats"]]
    return flights.merge(known, on="tailnum", how="left", validate="many_to_one").sort_values("tailnum")

# %% right="plan_slack" how="one group at a time"
def plan_slack(past, by, slacks, missed):
    def cheapest(delay):
        costs = [slack + missed * (1 - (delay <= slack).mean()) for slack in slacks]
        return slacks[costs.index(min(costs))]

    everybody = cheapest(past["arr_delay"])
    plan = {value: cheapest(part) if len(part) >= 30 else everybody for value, part in past.groupby(by)["arr_delay"]}
    return pd.Series(plan)

# %% right="plan_slack" how="long, then pivot; a border of 300"
def plan_slack(past: pd.DataFrame, by: str, slacks: list[int], missed: float) -> pd.Series:
    delay = past["arr_delay"].fillna(np.inf)
    parts = [pd.DataFrame({by: past[by], "slack": slack, "cost": slack + missed * (delay > slack)}) for slack in slacks]
    long = pd.concat(parts)
    wide = long.pivot_table(index=by, columns="slack", values="cost", aggfunc="mean")
    flat = long.groupby("slack")["cost"].mean().idxmin()
    enough = past[by].value_counts().reindex(wide.index) >= 300
    return wide.idxmin(axis=1).where(enough, flat)

# %% right="plan_slack" how="NumPy, a border of 50, slack as a float"
def plan_slack(past, by, slacks, missed):
    late = past["arr_delay"].fillna(1e9).to_numpy()[:, None] > np.array(slacks)[None, :]
    values = pd.unique(past[by])
    flat = slacks[int((np.array(slacks) + missed * late.mean(axis=0)).argmin())]
    chosen = []
    for value in values:
        rows = late[(past[by] == value).to_numpy()]
        costs = np.array(slacks) + missed * rows.mean(axis=0)
        chosen.append(float(slacks[int(costs.argmin())] if len(rows) >= 50 else flat))
    return pd.Series(chosen, index=values)

# %% right="plan_slack" how="cancelled flights in the share, and not counted as missed: that costs the same at every slack"
def plan_slack(past, by, slacks, missed):
    groups, everybody = {}, {}
    for slack in slacks:
        failed = past["arr_delay"] > slack
        groups[slack] = slack + missed * failed.groupby(past[by]).mean()
        everybody[slack] = slack + missed * failed.mean()
    plan = pd.DataFrame(groups).idxmin(axis=1)
    plan[past.groupby(by).size() < 100] = pd.Series(everybody).idxmin()
    return plan

# %% right="plan_slack" how="cancelled flights filled with 0: the price is wrong, the slack is not"
def plan_slack(past, by, slacks, missed):
    delay = past["arr_delay"].fillna(0)
    groups, everybody = {}, {}
    for slack in slacks:
        groups[slack] = slack + missed * (delay > slack).groupby(past[by]).mean()
        everybody[slack] = slack + missed * (delay > slack).mean()
    plan = pd.DataFrame(groups).idxmin(axis=1)
    plan[past.groupby(by).size() < 100] = pd.Series(everybody).idxmin()
    return plan

# %% wrong="plan_slack" why="cancelled flights left out" says="half never came"
def plan_slack(past, by, slacks, missed):
    past = past.dropna(subset=["arr_delay"])
    groups, everybody = {}, {}
    for slack in slacks:
        failed = past["arr_delay"] > slack
        groups[slack] = slack + missed * failed.groupby(past[by]).mean()
        everybody[slack] = slack + missed * failed.mean()
    plan = pd.DataFrame(groups).idxmin(axis=1)
    plan[past.groupby(by).size() < 100] = pd.Series(everybody).idxmin()
    return plan

# %% wrong="plan_slack" why="every group drawn towards all flights" says="cheapest slack of its own flights"
def plan_slack(past, by, slacks, missed):
    groups = {}
    for slack in slacks:
        failed = ~(past["arr_delay"] <= slack)
        late, size = failed.groupby(past[by]).sum(), failed.groupby(past[by]).size()
        groups[slack] = slack + missed * (late + 100 * failed.mean()) / (size + 100)
    return pd.DataFrame(groups).idxmin(axis=1)

# %% wrong="plan_slack" why="the price overwritten by the mask" says="Hint 1 above is about this"
def plan_slack(past, by, slacks, missed):
    columns = {}
    for slack in slacks:
        missed = ~(past["arr_delay"] <= slack)
        columns[slack] = slack + missed * missed.groupby(past[by]).mean()
    return pd.DataFrame(columns).idxmin(axis=1)

# %% wrong="plan_slack" why="small groups trusted" says="too few to trust"
def plan_slack(past, by, slacks, missed):
    groups = {}
    for slack in slacks:
        groups[slack] = slack + missed * (~(past["arr_delay"] <= slack)).groupby(past[by]).mean()
    return pd.DataFrame(groups).idxmin(axis=1)

# %% wrong="plan_slack" why="one slack for all" says="at 18 slack 30 costs"
def plan_slack(past, by, slacks, missed):
    costs = pd.Series({slack: slack + missed * (~(past["arr_delay"] <= slack)).mean() for slack in slacks})
    return pd.Series(costs.idxmin(), index=past[by].unique())

# %% wrong="plan_slack" why="the share of the missed alone: always the longest slack" says="at 6 all are 20 late"
def plan_slack(past, by, slacks, missed):
    groups, everybody = {}, {}
    for slack in slacks:
        failed = ~(past["arr_delay"] <= slack)
        groups[slack] = failed.groupby(past[by]).mean() - slack / 1e6
        everybody[slack] = failed.mean() - slack / 1e6
    plan = pd.DataFrame(groups).idxmin(axis=1)
    plan[past.groupby(by).size() < 100] = pd.Series(everybody).idxmin()
    return plan

# %% wrong="plan_slack" why="the lesson's price written in" says="costs only 25"
def plan_slack(past, by, slacks, missed):
    groups, everybody = {}, {}
    for slack in slacks:
        failed = ~(past["arr_delay"] <= slack)
        groups[slack] = slack + 480 * failed.groupby(past[by]).mean()
        everybody[slack] = slack + 480 * failed.mean()
    plan = pd.DataFrame(groups).idxmin(axis=1)
    plan[past.groupby(by).size() < 100] = pd.Series(everybody).idxmin()
    return plan

# %% wrong="plan_slack" why="always by hour" says="KeyError"
def plan_slack(past, by, slacks, missed):
    groups, everybody = {}, {}
    for slack in slacks:
        failed = ~(past["arr_delay"] <= slack)
        groups[slack] = slack + missed * failed.groupby(past["hour"]).mean()
        everybody[slack] = slack + missed * failed.mean()
    plan = pd.DataFrame(groups).idxmin(axis=1)
    plan[past.groupby("hour").size() < 100] = pd.Series(everybody).idxmin()
    return plan

# %% wrong="plan_slack" why="a delay equal to the slack is a miss" says="a plane 30 late is in time with slack 30"
def plan_slack(past, by, slacks, missed):
    groups, everybody = {}, {}
    for slack in slacks:
        failed = ~(past["arr_delay"] < slack)
        groups[slack] = slack + missed * failed.groupby(past[by]).mean()
        everybody[slack] = slack + missed * failed.mean()
    plan = pd.DataFrame(groups).idxmin(axis=1)
    plan[past.groupby(by).size() < 100] = pd.Series(everybody).idxmin()
    return plan

# %% wrong="plan_slack" why="small groups get the longest slack" says="they get the slack that is best for all flights"
def plan_slack(past, by, slacks, missed):
    groups = {}
    for slack in slacks:
        groups[slack] = slack + missed * (~(past["arr_delay"] <= slack)).groupby(past[by]).mean()
    plan = pd.DataFrame(groups).idxmin(axis=1)
    plan[past.groupby(by).size() < 100] = max(slacks)
    return plan

# %% wrong="plan_slack" why="nearly every group is called small" says="at 18 slack 30 costs"
def plan_slack(past, by, slacks, missed):
    groups, everybody = {}, {}
    for slack in slacks:
        failed = ~(past["arr_delay"] <= slack)
        groups[slack] = slack + missed * failed.groupby(past[by]).mean()
        everybody[slack] = slack + missed * failed.mean()
    plan = pd.DataFrame(groups).idxmin(axis=1)
    plan[past.groupby(by).size() < 5000] = pd.Series(everybody).idxmin()
    return plan

# %% wrong="plan_slack" why="all groups count alike in the slack for all" says="best for all flights together"
def plan_slack(past, by, slacks, missed):
    groups = {}
    for slack in slacks:
        groups[slack] = slack + missed * (~(past["arr_delay"] <= slack)).groupby(past[by]).mean()
    costs = pd.DataFrame(groups)
    plan = costs.idxmin(axis=1)
    plan[past.groupby(by).size() < 100] = plan.median()
    return plan

# %% wrong="plan_slack" why="small groups left out" says="The labels should be the values"
def plan_slack(past, by, slacks, missed):
    groups = {}
    for slack in slacks:
        groups[slack] = slack + missed * (~(past["arr_delay"] <= slack)).groupby(past[by]).mean()
    plan = pd.DataFrame(groups).idxmin(axis=1)
    return plan[past.groupby(by).size() >= 100]

# %% wrong="plan_slack" why="the table of costs" says="should return a Series"
def plan_slack(past, by, slacks, missed):
    return pd.DataFrame({slack: slack + missed * (~(past["arr_delay"] <= slack)).groupby(past[by]).mean() for slack in slacks})

# %% wrong="plan_slack" why="the mean delay, rounded up to a slack" says="costs only 25"
def plan_slack(past, by, slacks, missed):
    means = past.groupby(by)["arr_delay"].mean()
    return means.map(lambda mean: min([slack for slack in slacks if slack >= mean], default=max(slacks)))

# %% wrong="plan_slack" why="the count of the known decides who is small" says="1 of 10"
def plan_slack(past, by, slacks, missed):
    groups, everybody = {}, {}
    for slack in slacks:
        failed = ~(past["arr_delay"] <= slack)
        groups[slack] = slack + missed * failed.groupby(past[by]).mean()
        everybody[slack] = slack + missed * failed.mean()
    plan = pd.DataFrame(groups).idxmin(axis=1)
    plan[past.groupby(by)["arr_delay"].count() < 101] = pd.Series(everybody).idxmin()
    return plan

# %% equivalent="shrink" because="where both take the same number of bytes, either is as small"
def shrink(table: pd.DataFrame, text: list[str]) -> pd.DataFrame:
    """Return a copy with the same values in fewer bytes: int columns downcast, text columns as category where smaller."""
    small = table.copy()
    for name in table.columns:
        column = table[name]
        if name in text:
            category = column.astype("category")
            if category.memory_usage(deep=True) <= column.memory_usage(deep=True):
                small[name] = category
        elif column.dtype.kind == "i":
            small[name] = pd.to_numeric(column, downcast="integer")
    return small

# %% equivalent="shrink" because="pandas 3 makes a category's texts a str column, whose bytes are counted without deep too"
def shrink(table: pd.DataFrame, text: list[str]) -> pd.DataFrame:
    """Return a copy with the same values in fewer bytes: int columns downcast, text columns as category where smaller."""
    small = table.copy()
    for name in table.columns:
        column = table[name]
        if name in text:
            category = column.astype("category")
            if category.memory_usage() < column.memory_usage(deep=True):
                small[name] = category
        elif column.dtype.kind == "i":
            small[name] = pd.to_numeric(column, downcast="integer")
    return small

# %% equivalent="shrink" because="pandas 3 makes a category's texts a str column, for which deep=False counts as much"
def shrink(table: pd.DataFrame, text: list[str]) -> pd.DataFrame:
    """Return a copy with the same values in fewer bytes: int columns downcast, text columns as category where smaller."""
    small = table.copy()
    for name in table.columns:
        column = table[name]
        if name in text:
            category = column.astype("category")
            if category.memory_usage(deep=False) < column.memory_usage(deep=True):
                small[name] = category
        elif column.dtype.kind == "i":
            small[name] = pd.to_numeric(column, downcast="integer")
    return small

# %% equivalent="left_at" because="to_datetime goes by the names of the columns, not by their order"
def left_at(table: pd.DataFrame) -> pd.Series:
    """Return the moment each flight really left, in UTC (NaT if it never did), on the labels of the table."""
    date = pd.to_datetime(table[["month", "year", "day"]])
    minutes = table["sched_dep_time"] // 100 * 60 + table["sched_dep_time"] % 100
    planned = date + pd.to_timedelta(minutes, unit="min")
    planned = planned.dt.tz_localize("America/New_York").dt.tz_convert("UTC")
    return planned + pd.to_timedelta(table["dep_delay"], unit="min")

# %% equivalent="left_at" because="to_datetime goes by the names of the columns: day before month"
def left_at(table: pd.DataFrame) -> pd.Series:
    """Return the moment each flight really left, in UTC (NaT if it never did), on the labels of the table."""
    date = pd.to_datetime(table[["year", "day", "month"]])
    minutes = table["sched_dep_time"] // 100 * 60 + table["sched_dep_time"] % 100
    planned = date + pd.to_timedelta(minutes, unit="min")
    planned = planned.dt.tz_localize("America/New_York").dt.tz_convert("UTC")
    return planned + pd.to_timedelta(table["dep_delay"], unit="min")

# %% equivalent="left_at" because="hours and minutes of a time add up to less than 99, so 99 cuts where 100 does"
def left_at(table: pd.DataFrame) -> pd.Series:
    """Return the moment each flight really left, in UTC (NaT if it never did), on the labels of the table."""
    date = pd.to_datetime(table[["year", "month", "day"]])
    minutes = table["sched_dep_time"] // 99 * 60 + table["sched_dep_time"] % 100
    planned = date + pd.to_timedelta(minutes, unit="min")
    planned = planned.dt.tz_localize("America/New_York").dt.tz_convert("UTC")
    return planned + pd.to_timedelta(table["dep_delay"], unit="min")

# %% equivalent="above_usual" because="a route is the same pair whichever end is named first"
def above_usual(table: pd.DataFrame) -> pd.Series:
    """Return arr_delay minus the mean arr_delay of the same route, in minutes, on the labels of the table."""
    usual = table.groupby(["dest", "origin"])["arr_delay"].transform("mean")
    return table["arr_delay"] - usual

# %% equivalent="fooled" because="the order of the trips does not matter"
fooled = {
    "flights": ["N2", "N1"],
    "planes": [("N1", 180), ("N1", 20)],
}

# %% equivalent="fooled" because="an empty text is an unknown plane too"
fooled = {
    "flights": ["N1", ""],
    "planes": [("N1", 180), ("N1", 20)],
}

# %% equivalent="fooled" because="the order of the planes does not matter"
fooled = {
    "flights": ["N1", "N2"],
    "planes": [("N1", 20), ("N1", 180)],
}

# %% equivalent="fooled" because="how many seats is of no interest: 181"
fooled = {
    "flights": ["N1", "N2"],
    "planes": [("N1", 181), ("N1", 20)],
}

# %% equivalent="fooled" because="how many seats is of no interest: 179"
fooled = {
    "flights": ["N1", "N2"],
    "planes": [("N1", 179), ("N1", 20)],
}

# %% equivalent="fooled" because="how many seats is of no interest: 21"
fooled = {
    "flights": ["N1", "N2"],
    "planes": [("N1", 180), ("N1", 21)],
}

# %% equivalent="fooled" because="how many seats is of no interest: 19"
fooled = {
    "flights": ["N1", "N2"],
    "planes": [("N1", 180), ("N1", 19)],
}

# %% equivalent="add_planes" because="the order of columns is not asked for: tailnum"
def add_planes(flights: pd.DataFrame, planes: pd.DataFrame) -> pd.DataFrame:
    """Return the flights with columns built (year) and seats; ValueError if a tail number is twice in planes."""
    known = planes.dropna(subset=["tailnum"]).rename(columns={"year": "built"})
    known = known[["built", "tailnum", "seats"]]
    return flights.merge(known, on="tailnum", how="left", validate="many_to_one")

# %% equivalent="add_planes" because="the order of columns is not asked for: seats"
def add_planes(flights: pd.DataFrame, planes: pd.DataFrame) -> pd.DataFrame:
    """Return the flights with columns built (year) and seats; ValueError if a tail number is twice in planes."""
    known = planes.dropna(subset=["tailnum"]).rename(columns={"year": "built"})
    known = known[["tailnum", "seats", "built"]]
    return flights.merge(known, on="tailnum", how="left", validate="many_to_one")

# %% equivalent="add_planes" because="after the renaming tailnum is the only column that both tables have"
def add_planes(flights: pd.DataFrame, planes: pd.DataFrame) -> pd.DataFrame:
    """Return the flights with columns built (year) and seats; ValueError if a tail number is twice in planes."""
    known = planes.dropna(subset=["tailnum"]).rename(columns={"year": "built"})
    known = known[["tailnum", "built", "seats"]]
    return flights.merge(known, how="left", validate="many_to_one")

# %% equivalent="plan_slack" because="pandas turns True and False round for - as for ~"
def plan_slack(past: pd.DataFrame, by: str, slacks: list[int], missed: float) -> pd.Series:
    """Return the cheapest slack (minutes) for each value of the column `by`; small groups get that of all flights."""
    groups, everybody = {}, {}
    for slack in slacks:
        failed = -(past["arr_delay"] <= slack)
        groups[slack] = slack + missed * failed.groupby(past[by]).mean()
        everybody[slack] = slack + missed * failed.mean()
    plan = pd.DataFrame(groups).idxmin(axis=1)
    plan[past.groupby(by).size() < 100] = pd.Series(everybody).idxmin()
    return plan

# %% equivalent="plan_slack" because="made anew for every slack, and the last one counts"
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

# %% equivalent="plan_slack" because="what is too small is the learner's to choose: 101"
def plan_slack(past: pd.DataFrame, by: str, slacks: list[int], missed: float) -> pd.Series:
    """Return the cheapest slack (minutes) for each value of the column `by`; small groups get that of all flights."""
    groups, everybody = {}, {}
    for slack in slacks:
        failed = ~(past["arr_delay"] <= slack)
        groups[slack] = slack + missed * failed.groupby(past[by]).mean()
        everybody[slack] = slack + missed * failed.mean()
    plan = pd.DataFrame(groups).idxmin(axis=1)
    plan[past.groupby(by).size() < 101] = pd.Series(everybody).idxmin()
    return plan

# %% equivalent="plan_slack" because="what is too small is the learner's to choose: 99"
def plan_slack(past: pd.DataFrame, by: str, slacks: list[int], missed: float) -> pd.Series:
    """Return the cheapest slack (minutes) for each value of the column `by`; small groups get that of all flights."""
    groups, everybody = {}, {}
    for slack in slacks:
        failed = ~(past["arr_delay"] <= slack)
        groups[slack] = slack + missed * failed.groupby(past[by]).mean()
        everybody[slack] = slack + missed * failed.mean()
    plan = pd.DataFrame(groups).idxmin(axis=1)
    plan[past.groupby(by).size() < 99] = pd.Series(everybody).idxmin()
    return plan

# %% equivalent="plan_slack" because="what is too small is the learner's to choose: 100 too"
def plan_slack(past: pd.DataFrame, by: str, slacks: list[int], missed: float) -> pd.Series:
    """Return the cheapest slack (minutes) for each value of the column `by`; small groups get that of all flights."""
    groups, everybody = {}, {}
    for slack in slacks:
        failed = ~(past["arr_delay"] <= slack)
        groups[slack] = slack + missed * failed.groupby(past[by]).mean()
        everybody[slack] = slack + missed * failed.mean()
    plan = pd.DataFrame(groups).idxmin(axis=1)
    plan[past.groupby(by).size() <= 100] = pd.Series(everybody).idxmin()
    return plan
