# Answers to the exercises of lesson 14, right and wrong, each with the message a wrong one must get.

# %% right="list_said" how="Python's own answers, asked for"
_a = [3, 5]
_b = _a
_b.append(7)
_c = _a[0:2]
_c[0] = 100
list_said = {"[3, 5] + [1, 2]": [3, 5] + [1, 2], "[3, 5] * 2": [3, 5] * 2, "len(a)": len(_a), "a[0]": _a[0]}

# %% right="list_said" how="the keys in another order"
list_said = dict([("a[0]", 3), ("len(a)", 3), ("[3, 5] * 2", [3, 5] + [3, 5]), ("[3, 5] + [1, 2]", [3, 5, 1, 2])])

# %% wrong="list_said" why="lists add like arrays" says="that is what arrays do. `+` puts"
list_said = {"[3, 5] + [1, 2]": [4, 7], "[3, 5] * 2": [6, 10], "len(a)": 3, "a[0]": 3}

# %% wrong="list_said" why="lists multiply like arrays" says="A list times 2 comes twice"
list_said = {"[3, 5] + [1, 2]": [3, 5, 1, 2], "[3, 5] * 2": [6, 10], "len(a)": 3, "a[0]": 3}

# %% wrong="list_said" why="each entry twice" says="the whole list, twice"
list_said = {"[3, 5] + [1, 2]": [3, 5, 1, 2], "[3, 5] * 2": [3, 3, 5, 5], "len(a)": 3, "a[0]": 3}

# %% wrong="list_said" why="a second name is a copy" says="one list with two names"
list_said = {"[3, 5] + [1, 2]": [3, 5, 1, 2], "[3, 5] * 2": [3, 5, 3, 5], "len(a)": 2, "a[0]": 3}

# %% wrong="list_said" why="a slice of a list is a view" says="the slice made a new list"
list_said = {"[3, 5] + [1, 2]": [3, 5, 1, 2], "[3, 5] * 2": [3, 5, 3, 5], "len(a)": 3, "a[0]": 100}

# %% wrong="list_said" why="a list inside a list" says="puts the second list behind the first"
list_said = {"[3, 5] + [1, 2]": [[3, 5], [1, 2]], "[3, 5] * 2": [3, 5, 3, 5], "len(a)": 3, "a[0]": 3}

# %% right="before_mean" how="a slice"
def before_mean(values: list[float], i: int, k: int) -> float | None:
    if i - k < 0:
        return None
    return sum(values[i - k:i]) / k

# %% right="before_mean" how="backwards, with a counter"
def before_mean(values, i, k):
    seen = []
    while i > 0 and len(seen) < k:
        i = i - 1
        seen.append(values[i])
    return sum(seen) / len(seen) if len(seen) == k else None

# %% right="before_mean" how="NumPy"
def before_mean(values, i, k):
    import numpy as np

    known = np.array(values[:i], dtype=float)
    return known[-k:].mean() if len(known) >= k else None

# %% wrong="before_mean" why="the value at the place itself is taken in" says="the 0 at place 3 is not yet known"
def before_mean(values, i, k):
    return sum(values[i - k + 1:i + 1]) / k if i >= k else None

# %% wrong="before_mean" why="places below 0 count from the end" says="before place 1 stands one value"
def before_mean(values, i, k):
    total = 0
    for place in range(i - k, i):
        total = total + values[place]
    return total / k

# %% wrong="before_mean" why="the mean of as many as there are" says="before place 1 stands one value"
def before_mean(values, i, k):
    known = values[max(i - k, 0):i]
    return sum(known) / len(known) if known else None

# %% wrong="before_mean" why="exactly enough is not enough" says="that is enough"
def before_mean(values, i, k):
    return sum(values[i - k:i]) / k if i > k else None

# %% wrong="before_mean" why="all values before, not the last k" says="the two values right before place 3"
def before_mean(values, i, k):
    return sum(values[:i]) / i if i >= k else None

# %% wrong="before_mean" why="printed, not returned" says="without `return`"
def before_mean(values, i, k):
    print(sum(values[i - k:i]) / k if i >= k else None)

# %% wrong="before_mean" why="whole-number division" says="keeps the half"
def before_mean(values, i, k):
    return sum(values[i - k:i]) // k if i >= k else None

# %% wrong="before_mean" why="the first k" says="the two values right before place 3"
def before_mean(values, i, k):
    return sum(values[:k]) / k if i >= k else None

# %% right="on_paper" how="asked of NumPy"
on_paper = {
    "temp as float32": np.zeros((3, 8736), dtype="float32").nbytes,
    "each hour with each": int(np.broadcast_to(np.zeros(1), (8736, 8736)).nbytes),
    "runs of 24 hours": np.lib.stride_tricks.sliding_window_view(np.zeros(8736), 24).nbytes,
    "freezing or not": np.zeros((3, 8736), dtype=bool).nbytes,
    "additions": 26_205,
}

# %% right="on_paper" how="rounded, and the window's edge forgotten"
on_paper = {
    "temp as float32": 105_000,
    "each hour with each": 6.1e8,
    "runs of 24 hours": 8736 * 24 * 8,
    "freezing or not": 26_000,
    "additions": 3 * 8736,
}

# %% wrong="on_paper" why="bits for bytes" says="You took 32 bytes an entry"
on_paper = {"temp as float32": 3 * 8736 * 32, "each hour with each": 8736**2 * 8, "runs of 24 hours": 8713 * 24 * 8,
            "freezing or not": 26_208, "additions": 26_205}

# %% wrong="on_paper" why="float32 taken for float64" says="float32 has half of it"
on_paper = {"temp as float32": 209_664, "each hour with each": 8736**2 * 8, "runs of 24 hours": 8713 * 24 * 8,
            "freezing or not": 26_208, "additions": 26_205}

# %% wrong="on_paper" why="entries, not bytes" says="That counts entries"
on_paper = {"temp as float32": 104_832, "each hour with each": 8736**2, "runs of 24 hours": 8713 * 24 * 8,
            "freezing or not": 26_208, "additions": 26_205}

# %% wrong="on_paper" why="the lengths added" says="multiply its two lengths"
on_paper = {"temp as float32": 104_832, "each hour with each": (8736 + 8736) * 8, "runs of 24 hours": 8713 * 24 * 8,
            "freezing or not": 26_208, "additions": 26_205}

# %% wrong="on_paper" why="runs that do not overlap" says="runs that don't overlap"
on_paper = {"temp as float32": 104_832, "each hour with each": 8736**2 * 8, "runs of 24 hours": 364 * 24 * 8,
            "freezing or not": 26_208, "additions": 26_205}

# %% wrong="on_paper" why="the stations added to each other" says="one total per station, over its hours"
on_paper = {"temp as float32": 104_832, "each hour with each": 8736**2 * 8, "runs of 24 hours": 8713 * 24 * 8,
            "freezing or not": 26_208, "additions": 2 * 8736}

# %% wrong="on_paper" why="a bool is a bit" says="a byte for a bool"
on_paper = {"temp as float32": 104_832, "each hour with each": 8736**2 * 8, "runs of 24 hours": 8713 * 24 * 8,
            "freezing or not": 3276, "additions": 26_205}

# %% wrong="on_paper" why="one station's additions" says="That is one station"
on_paper = {"temp as float32": 104_832, "each hour with each": 8736**2 * 8, "runs of 24 hours": 8713 * 24 * 8,
            "freezing or not": 26_208, "additions": 8735}

# %% wrong="on_paper" why="three additions, as there are three totals" says="how many additions make one of them"
on_paper = {"temp as float32": 104_832, "each hour with each": 8736**2 * 8, "runs of 24 hours": 8713 * 24 * 8,
            "freezing or not": 26_208, "additions": 3}

# %% right="shapes_out" how="asked of NumPy"
shapes_out = {
    "temp.mean(axis=0)": np.zeros((3, 8736)).mean(axis=0).shape,
    "year.max(axis=2)": np.zeros((3, 364, 24)).max(axis=2).shape,
    "year - hour": np.broadcast_shapes((3, 364, 24), (24,)),
    "temp - station": "error",
    "temp - column": np.broadcast_shapes((3, 8736), (3, 1)),
    "station - column": np.broadcast_shapes((3,), (3, 1)),
}

# %% right="shapes_out" how="the keys in another order, one-tuples made by tuple()"
shapes_out = {"station - column": (3, 3), "temp - column": (3, 8736), "temp - station": "error",
              "year - hour": (3, 364, 24), "year.max(axis=2)": (3, 364), "temp.mean(axis=0)": tuple([8736])}

# %% wrong="shapes_out" why="the axis named is the one that stays" says="axis 0 is the one that goes"
shapes_out = {"temp.mean(axis=0)": (3,), "year.max(axis=2)": (24,), "year - hour": (3, 364, 24), "temp - station": "error",
              "temp - column": (3, 8736), "station - column": (3, 3)}

# %% wrong="shapes_out" why="axes counted from 1" says="axes count from 0"
shapes_out = {"temp.mean(axis=0)": (8736,), "year.max(axis=2)": (3, 24), "year - hour": (3, 364, 24),
              "temp - station": "error", "temp - column": (3, 8736), "station - column": (3, 3)}

# %% wrong="shapes_out" why="aligned on the left" says="not under the stations"
shapes_out = {"temp.mean(axis=0)": (8736,), "year.max(axis=2)": (3, 364), "year - hour": (3, 364, 24),
              "temp - station": (3, 8736), "temp - column": (3, 8736), "station - column": (3, 3)}

# %% wrong="shapes_out" why="entry by entry" says="that would be entry by entry"
shapes_out = {"temp.mean(axis=0)": (8736,), "year.max(axis=2)": (3, 364), "year - hour": (3, 364, 24),
              "temp - station": "error", "temp - column": (3, 8736), "station - column": (3,)}

# %% wrong="shapes_out" why="other numbers of axes are an error" says="24 stands under 24"
shapes_out = {"temp.mean(axis=0)": (8736,), "year.max(axis=2)": (3, 364), "year - hour": "error", "temp - station": "error",
              "temp - column": (3, 8736), "station - column": (3, 3)}

# %% wrong="shapes_out" why="a tuple of one without its comma" says="a tuple with a comma in it"
shapes_out = {"temp.mean(axis=0)": (8736), "year.max(axis=2)": (3, 364), "year - hour": (3, 364, 24),
              "temp - station": "error", "temp - column": (3, 8736), "station - column": (3, 3)}

# %% wrong="shapes_out" why="the collapsed axis stays with length 1" says="only keepdims=True leaves it standing"
shapes_out = {"temp.mean(axis=0)": (8736,), "year.max(axis=2)": (3, 364, 1), "year - hour": (3, 364, 24),
              "temp - station": "error", "temp - column": (3, 8736), "station - column": (3, 3)}

# %% wrong="shapes_out" why="the smaller shape wins" says="the column is repeated along the hours"
shapes_out = {"temp.mean(axis=0)": (8736,), "year.max(axis=2)": (3, 364), "year - hour": (3, 364, 24),
              "temp - station": "error", "temp - column": (3, 1), "station - column": (3, 3)}

# %% wrong="shapes_out" why="the error itself, without quotes" says="for an error, whichever it is, write the word"
shapes_out = {"temp.mean(axis=0)": (8736,), "year.max(axis=2)": (3, 364), "year - hour": (3, 364, 24), "temp - station": ValueError,
              "temp - column": (3, 8736), "station - column": (3, 3)}

# %% right="mean_miss" how="reshape(-1), and len compared"
def mean_miss(forecast: np.ndarray, reading: np.ndarray) -> float:
    flat, other = forecast.reshape(-1), reading.reshape(-1)
    if len(flat) != len(other):
        raise ValueError("different numbers of hours")
    return float(np.mean(np.abs(flat - other)))

# %% right="mean_miss" how="both made columns"
def mean_miss(forecast, reading):
    forecast, reading = forecast.reshape(-1, 1), reading.reshape(-1, 1)
    if forecast.shape != reading.shape:
        raise ValueError(f"{forecast.shape} and {reading.shape}")
    return abs(forecast - reading).sum() / len(forecast)

# %% right="mean_miss" how="a loop over zip, strict"
def mean_miss(forecast, reading):
    misses = [abs(a - b) for a, b in zip(forecast.flatten(), reading.flatten(), strict=True)]
    return sum(misses) / len(misses)

# %% right="mean_miss" how="the difference shaped like the readings"
def mean_miss(forecast, reading):
    return np.abs(forecast.reshape(reading.shape) - reading).mean()

# %% wrong="mean_miss" why="only the forecast made flat" says="this time the readings are the column"
def mean_miss(forecast, reading):
    forecast = forecast.ravel()
    if forecast.shape[0] != reading.shape[0]:
        raise ValueError("different numbers of hours")
    return np.abs(forecast - reading).mean()

# %% wrong="mean_miss" why="the readings always made a column" says="where both are flat the old function was right"
def mean_miss(forecast, reading):
    return np.abs(forecast - reading.reshape(-1, 1)).mean()

# %% wrong="mean_miss" why="the diagonal of whatever comes" says="ifferences of 0 and 4"
def mean_miss(forecast, reading):
    if forecast.size != reading.size:
        raise ValueError("different numbers of hours")
    return np.abs(np.diag(forecast - reading)).mean()

# %% wrong="mean_miss" why="transposing a flat array" says="each hour against itself only"
def mean_miss(forecast, reading):
    return np.abs(forecast - reading.T).mean()

# %% wrong="mean_miss" why="no check of the number of hours: one is repeated" says="should raise ValueError"
def mean_miss(forecast, reading):
    return np.abs(forecast.ravel() - reading.ravel()).mean()

# %% wrong="mean_miss" why="shapes compared before they are made flat" says="each hour against itself only"
def mean_miss(forecast, reading):
    if forecast.shape != reading.shape:
        raise ValueError("shapes differ")
    return np.abs(forecast - reading).mean()

# %% wrong="mean_miss" why="cut to the shorter one" says="should raise ValueError"
def mean_miss(forecast, reading):
    n = min(forecast.size, reading.size)
    return np.abs(forecast.ravel()[:n] - reading.ravel()[:n]).mean()

# %% wrong="mean_miss" why="without the absolute value" says="differences of 0 and 4"
def mean_miss(forecast, reading):
    if forecast.size != reading.size:
        raise ValueError("different numbers of hours")
    return (forecast.ravel() - reading.ravel()).mean()

# %% wrong="mean_miss" why="in place, through a view" says="should leave what it is given as it was"
def mean_miss(forecast, reading):
    f, r = forecast.ravel(), reading.ravel()
    if f.shape != r.shape:
        raise ValueError("different numbers of hours")
    f -= r
    return np.abs(f).mean()

# %% wrong="mean_miss" why="same_hours before they are made flat" says="Make both flat first"
def mean_miss(forecast, reading):
    same_hours(forecast, reading)
    return np.abs(forecast.ravel() - reading.ravel()).mean()

# %% wrong="mean_miss" why="the error is returned, not raised" says="`raise` stops with it"
def mean_miss(forecast, reading):
    forecast, reading = forecast.ravel(), reading.ravel()
    if forecast.shape != reading.shape:
        return ValueError("no")
    return np.abs(forecast - reading).mean()

# %% wrong="mean_miss" why="assert: another error" says="in place of `assert`"
def mean_miss(forecast, reading):
    forecast, reading = forecast.ravel(), reading.ravel()
    assert len(forecast) == len(reading)
    return np.abs(forecast - reading).mean()

# %% right="from_normal" how="np.where, and the mean as a column by None"
def from_normal(readings: np.ndarray, most: float) -> np.ndarray:
    known = np.where(readings > most, np.nan, readings)
    return known - np.nanmean(known, axis=1)[:, None]

# %% right="from_normal" how="in float32"
def from_normal(readings, most):
    known = readings.astype("float32")
    known[known > most] = np.nan
    return known - np.nanmean(known, axis=1, keepdims=True)

# %% right="from_normal" how="station by station"
def from_normal(readings, most):
    rows = []
    for station in readings:
        good = station[station <= most]
        rows.append(np.where(station <= most, station - good.mean(), np.nan))
    return np.array(rows)

# %% right="from_normal" how="sum over count"
def from_normal(readings, most):
    known = readings <= most
    normal = np.where(known, readings, 0).sum(axis=1, keepdims=True) / known.sum(axis=1, keepdims=True)
    result = readings - normal
    result[~known] = np.nan
    return result

# %% right="from_normal" how="transposed, so that the stations come last"
def from_normal(readings, most):
    known = readings.T.copy()
    known[known > most] = np.nan
    return (known - np.nanmean(known, axis=0)).T

# %% right="from_normal" how="a masked array, with nan under the mask"
def from_normal(readings, most):
    known = np.ma.masked_invalid(np.where(readings > most, np.nan, readings))
    return known - known.mean(axis=1, keepdims=True)

# %% wrong="from_normal" why="0 in the place of nan, at the end" says="where a reading is missing stands 0"
def from_normal(readings, most):
    known = np.where(readings > most, np.nan, readings)
    return np.nan_to_num(known - np.nanmean(known, axis=1, keepdims=True))

# %% wrong="from_normal" why="writes into the caller's array" says="should leave what it is given as it was"
def from_normal(readings, most):
    readings[readings > most] = np.nan
    return readings - np.nanmean(readings, axis=1, keepdims=True)

# %% wrong="from_normal" why="a second name taken for a copy" says="should leave what it is given as it was"
def from_normal(readings, most):
    known = readings
    known[known > most] = np.nan
    return known - np.nanmean(known, axis=1, keepdims=True)

# %% wrong="from_normal" why="the means are no column" says="meets the one mean of its station"
def from_normal(readings, most):
    known = np.where(readings > most, np.nan, readings)
    return known - np.nanmean(known, axis=1)

# %% wrong="from_normal" why="the mean of each hour" says="a mean from the wrong axis"
def from_normal(readings, most):
    known = np.where(readings > most, np.nan, readings)
    return known - np.nanmean(known, axis=0)

# %% wrong="from_normal" why="one mean for all" says="one mean for everything"
def from_normal(readings, most):
    known = np.where(readings > most, np.nan, readings)
    return known - np.nanmean(known)

# %% wrong="from_normal" why="the mean taken before the cleaning" says="so is no part of the mean either"
def from_normal(readings, most):
    normal = np.nanmean(readings, axis=1, keepdims=True)
    known = np.where(readings > most, np.nan, readings)
    return known - normal

# %% wrong="from_normal" why="a plain mean" says="is no part of the mean either"
def from_normal(readings, most):
    known = np.where(readings > most, np.nan, readings)
    return known - known.mean(axis=1, keepdims=True)

# %% wrong="from_normal" why="exactly most counts as impossible" says="exactly most is still possible"
def from_normal(readings, most):
    known = np.where(readings >= most, np.nan, readings)
    return known - np.nanmean(known, axis=1, keepdims=True)

# %% wrong="from_normal" why="missing readings become 0" says="is no part of the mean either"
def from_normal(readings, most):
    known = np.where((readings > most) | np.isnan(readings), 0, readings)
    return known - known.mean(axis=1, keepdims=True)

# %% wrong="from_normal" why="cut at most instead of missing" says="the 999 is missing"
def from_normal(readings, most):
    known = np.minimum(readings, most)
    return known - np.nanmean(known, axis=1, keepdims=True)

# %% wrong="from_normal" why="the mask drops the entries and the shape" says="should have shape (2, 3)"
def from_normal(readings, most):
    known = readings[readings <= most]
    return known - known.mean()

# %% right="breakers" how="below -128, a step of one degree, a swallowed pair, far seeds; lists"
breakers = {"middle": [-100, -100], "warmer": [255, 254], "same_total": [1e6, 5e-11, 5e-11], "noise": [[0, 9], [9, 0]]}

# %% right="breakers" how="a number beyond 2**53, and what is left between a large number and its negative"
breakers = {"middle": (-128, -1), "warmer": (1, 0), "same_total": (2.0**53, 1, 1), "noise": [(0, 1), (1, 0)]}

# %% right="breakers" how="a large number, its negative, a small one"
breakers = {"middle": (100, 100), "warmer": (9, 3), "same_total": (1e17, -1e17, 0.1), "noise": [(0, 1), (1, 0)]}

# %% right="breakers" how="NumPy's numbers"
breakers = {
    "middle": tuple(np.array([127, 1])),
    "warmer": tuple(np.array([40, 0], dtype=np.uint8)),
    "same_total": tuple(np.array([0.7, 0.1, 0.3])),
    "noise": ((5, 10), (7, 8)),
}

# %% wrong="breakers" why="the pairs of the form" says="their sum, 100, still fits"
breakers = {"middle": (40, 60), "warmer": (60, 40), "same_total": (0.1, 0.2, 0.3), "noise": [(2013, 1), (2014, 0)]}

# %% wrong="breakers" why="a sum of exactly 127" says="still fits into an int8"
breakers = {"middle": (63, 64), "warmer": (60, 40), "same_total": (0.1, 0.2, 0.3), "noise": [(2013, 1), (2014, 0)]}

# %% wrong="breakers" why="beyond an int8" says="two whole numbers from -128 to 127"
breakers = {"middle": (200, 100), "warmer": (60, 40), "same_total": (0.1, 0.2, 0.3), "noise": [(2013, 1), (2014, 0)]}

# %% wrong="breakers" why="it did get warmer" says="and that is right: when is the difference"
breakers = {"middle": (70, 90), "warmer": (0, 255), "same_total": (0.1, 0.2, 0.3), "noise": [(2013, 1), (2014, 0)]}

# %% wrong="breakers" why="equal temperatures" says="and that is right: when is the difference"
breakers = {"middle": (70, 90), "warmer": (50, 50), "same_total": (0.1, 0.2, 0.3), "noise": [(2013, 1), (2014, 0)]}

# %% wrong="breakers" why="halves and quarters are exact" says="is True: both orders give"
breakers = {"middle": (70, 90), "warmer": (60, 40), "same_total": (0.5, 0.25, 0.125), "noise": [(2013, 1), (2014, 0)]}

# %% wrong="breakers" why="nan is not equal to itself" says="none beyond 1e17 and none nan"
breakers = {"middle": (70, 90), "warmer": (60, 40), "same_total": (float("nan"), 0.2, 0.3), "noise": [(2013, 1), (2014, 0)]}

# %% wrong="breakers" why="the same seed, another station" says="both pairs have the seed"
breakers = {"middle": (70, 90), "warmer": (60, 40), "same_total": (0.1, 0.2, 0.3), "noise": [(2013, 0), (2013, 0)]}

# %% wrong="breakers" why="neighbouring seeds" says="their seeds add up to"
breakers = {"middle": (70, 90), "warmer": (60, 40), "same_total": (0.1, 0.2, 0.3), "noise": [(2013, 0), (2014, 0)]}

# %% wrong="breakers" why="single numbers" says="should be a tuple or a list"
breakers = {"middle": 160, "warmer": (60, 40), "same_total": (0.1, 0.2, 0.3), "noise": [(2013, 1), (2014, 0)]}

# %% wrong="breakers" why="2**53 as a whole number: Python's are exact" says="Floats do: write 2.0**53"
breakers = {"middle": (70, 90), "warmer": (60, 40), "same_total": (2**53, 1, 1), "noise": [(2013, 1), (2014, 0)]}

# %% right="trailing_mean" how="a loop over the hours"
def trailing_mean(series: np.ndarray, width: int, lead: int) -> np.ndarray:
    result = np.full(len(series), np.nan)
    for i in range(width - 1 + lead, len(series)):
        result[i] = series[i - lead - width + 1:i - lead + 1].mean()
    return result

# %% right="trailing_mean" how="shifted copies added up"
def trailing_mean(series, width, lead):
    total = np.zeros(len(series))
    for back in range(lead, lead + width):
        shifted = np.full(len(series), np.nan)
        shifted[back:] = series[:max(len(series) - back, 0)]
        total = total + shifted
    return total / width

# %% right="trailing_mean" how="in float32"
def trailing_mean(series, width, lead):
    known = np.full(len(series), np.nan, dtype="float32")
    for i in range(width - 1 + lead, len(series)):
        known[i] = series[i - lead - width + 1:i - lead + 1].mean()
    return known

# %% right="trailing_mean" how="pandas"
def trailing_mean(series, width, lead):
    return pd.Series(series, dtype=float).rolling(width).mean().shift(lead).to_numpy()

# %% right="trailing_mean" how="padded in front with nan, then windows everywhere"
def trailing_mean(series, width, lead):
    padded = np.concatenate([np.full(width - 1 + lead, np.nan), series])
    return sliding_window_view(padded, width).mean(axis=1)[:len(series)]

# %% right="trailing_mean" how="before_mean of the warm-up, hour by hour, float32 would do"
def trailing_mean(series, width, lead):
    values, result = series.tolist(), []
    for i in range(len(values)):
        end = i - lead + 1
        result.append(sum(values[end - width:end]) / width if end >= width else np.nan)
    return np.array(result)

# %% wrong="trailing_mean" why="lead forgotten: the window ends at the hour" says="for hour 3 and lead 2 the newest reading is that of hour 1"
def trailing_mean(series, width, lead):
    result = np.full(len(series), np.nan)
    if width <= len(series):
        result[width - 1:] = sliding_window_view(series, width).mean(axis=1)
    return result

# %% wrong="trailing_mean" why="one hour too early" says="for hour 3 and lead 2 the newest reading is that of hour 1"
def trailing_mean(series, width, lead):
    result = np.full(len(series), np.nan)
    first = width - 2 + lead
    if first < len(series) and width <= len(series):
        means = sliding_window_view(series, width).mean(axis=1)[:len(series) - first]
        result[first:first + len(means)] = means
    return result

# %% wrong="trailing_mean" why="more means than places" says="hours 3 and 4 are the only ones with a mean"
def trailing_mean(series, width, lead):
    result = np.full(len(series), np.nan)
    first = width - 1 + lead
    if first < len(series):
        result[first:] = sliding_window_view(series, width).mean(axis=1)
    return result

# %% wrong="trailing_mean" why="one hour too late" says="for hour 3 and lead 2 the newest reading is that of hour 1"
def trailing_mean(series, width, lead):
    result = np.full(len(series), np.nan)
    first = width + lead
    if first < len(series):
        result[first:] = sliding_window_view(series, width).mean(axis=1)[:len(series) - first]
    return result

# %% wrong="trailing_mean" why="running totals: one nan spoils the rest" says="and no later ones"
def trailing_mean(series, width, lead):
    result = np.full(len(series), np.nan)
    totals = np.concatenate([[0], np.cumsum(series)])
    for i in range(width - 1 + lead, len(series)):
        result[i] = (totals[i - lead + 1] - totals[i - lead + 1 - width]) / width
    return result

# %% wrong="trailing_mean" why="missing readings left out of the mean" says="a nan spoils the windows that it stands in"
def trailing_mean(series, width, lead):
    result = np.full(len(series), np.nan)
    for i in range(width - 1 + lead, len(series)):
        result[i] = np.nanmean(series[i - lead - width + 1:i - lead + 1])
    return result

# %% wrong="trailing_mean" why="np.roll brings the end of the year to its beginning" says="Hours 0 to 2 have fewer than two readings"
def trailing_mean(series, width, lead):
    return np.mean([np.roll(series, back) for back in range(lead, lead + width)], axis=0)

# %% wrong="trailing_mean" why="means of what there is, at the front" says="Hours 0 to 2 have fewer than two readings"
def trailing_mean(series, width, lead):
    return pd.Series(series, dtype=float).rolling(width, min_periods=1).mean().shift(lead).to_numpy()

# %% wrong="trailing_mean" why="centred" says="for hour 3 and lead 2"
def trailing_mean(series, width, lead):
    return pd.Series(series, dtype=float).rolling(width, center=True).mean().to_numpy()

# %% wrong="trailing_mean" why="only the means, without the hours that have none" says="should have shape (5,)"
def trailing_mean(series, width, lead):
    return sliding_window_view(series, width).mean(axis=1)

# %% wrong="trailing_mean" why="a short series is an error" says="stopped with ValueError"
def trailing_mean(series, width, lead):
    result = np.full(len(series), np.nan)
    first = width - 1 + lead
    result[first:] = sliding_window_view(series, width).mean(axis=1)[:len(series) - first]
    return result

# %% wrong="trailing_mean" why="a sum" says="so the mean is of 4 and 6"
def trailing_mean(series, width, lead):
    result = np.full(len(series), np.nan)
    for i in range(width - 1 + lead, len(series)):
        result[i] = series[i - lead - width + 1:i - lead + 1].sum()
    return result

# %% wrong="trailing_mean" why="zeros in the place of nan" says="Hours 0 to 2 have fewer than two readings"
def trailing_mean(series, width, lead):
    result = np.zeros(len(series))
    for i in range(width - 1 + lead, len(series)):
        result[i] = series[i - lead - width + 1:i - lead + 1].mean()
    return result

# %% right="looks_ahead" how="hour by hour, for a good many hours"
def looks_ahead(rule: Callable) -> bool:
    rng = np.random.default_rng(5)
    for hour in range(60, 140, 7):
        series = rng.normal(50, 10, 200)
        other = np.concatenate([series[:hour], rng.normal(50, 10, 200 - hour)])
        one, two = rule(series), rule(other)
        for a, b in zip(one[:hour + 1], two[:hour + 1], strict=True):
            if a != b and not (np.isnan(a) and np.isnan(b)):
                return True
    return False

# %% right="looks_ahead" how="isclose, and 1000 added to the future"
def looks_ahead(rule):
    series = np.random.default_rng(3).random(300)
    moved = series + np.where(np.arange(300) >= 150, 1000, 0)
    same = np.isclose(rule(series), rule(moved), equal_nan=True)
    return not same[:151].all()

# %% right="looks_ahead" how="the future is nan"
def looks_ahead(rule):
    series = np.arange(300.0) ** 1.5
    cut = series.copy()
    cut[150:] = np.nan
    return not np.array_equal(np.array(rule(series))[:151], np.array(rule(cut))[:151], equal_nan=True)

# %% right="looks_ahead" how="differences, where a nan is never above a limit"
def looks_ahead(rule):
    rng = np.random.default_rng(1)
    series = rng.normal(50, 10, 200)
    changed = series.copy()
    changed[100:] = rng.normal(50, 10, 100)
    a, b = rule(series), rule(changed)
    return bool(np.any(np.abs(a - b)[:101] > 1e-6))

# %% right="looks_ahead" how="the sum of the differences, without nan"
def looks_ahead(rule):
    rng = np.random.default_rng(1)
    series = rng.normal(50, 10, 200)
    changed = np.concatenate([series[:100], rng.normal(50, 10, 100)])
    a, b = rule(series), rule(changed)
    return np.nansum(np.abs(a[:101] - b[:101])) > 0

# %% wrong="looks_ahead" why="the entry of the changed hour is not looked at" says="the reading of the hour itself"
def looks_ahead(rule):
    rng = np.random.default_rng(1)
    series = rng.normal(50, 10, 200)
    changed = series.copy()
    changed[100:] = rng.normal(50, 10, 100)
    return not np.array_equal(rule(series)[:100], rule(changed)[:100], equal_nan=True)

# %% wrong="looks_ahead" why="one entry too many is looked at" says="(0 at the front): it is honest, and your test says True"
def looks_ahead(rule):
    rng = np.random.default_rng(1)
    series = rng.normal(50, 10, 200)
    changed = series.copy()
    changed[100:] = rng.normal(50, 10, 100)
    return not np.array_equal(rule(series)[:102], rule(changed)[:102], equal_nan=True)

# %% wrong="looks_ahead" why="one entry alone is looked at" says="Do you compare all the entries"
def looks_ahead(rule):
    rng = np.random.default_rng(1)
    series = rng.normal(50, 10, 200)
    changed = series.copy()
    changed[100:] = rng.normal(50, 10, 100)
    return rule(series)[100] != rule(changed)[100]

# %% wrong="looks_ahead" why="two entries alone are looked at" says="Do you compare all the entries"
def looks_ahead(rule):
    rng = np.random.default_rng(1)
    series = rng.normal(50, 10, 200)
    changed = series.copy()
    changed[100:] = rng.normal(50, 10, 100)
    return not np.array_equal(rule(series)[99:101], rule(changed)[99:101], equal_nan=True)

# %% wrong="looks_ahead" why="real readings, with a nan: everything made of their mean is nan" says="Take readings without nan"
def looks_ahead(rule):
    series = jfk[:400]
    changed = series.copy()
    changed[200:] = np.random.default_rng(1).normal(50, 10, 200)
    return not np.array_equal(rule(series)[:201], rule(changed)[:201], equal_nan=True)

# %% wrong="looks_ahead" why="the rule runs once" says="nothing to compare"
def looks_ahead(rule):
    series = np.random.default_rng(1).normal(50, 10, 200)
    return np.array_equal(rule(series)[:101], series[:101], equal_nan=True)

# %% wrong="looks_ahead" why="the future begins too early" says="let the two series part later"
def looks_ahead(rule):
    rng = np.random.default_rng(1)
    series = rng.normal(50, 10, 200)
    changed = series.copy()
    changed[5:] = rng.normal(50, 10, 195)
    return not np.array_equal(rule(series)[:6], rule(changed)[:6], equal_nan=True)

# %% wrong="looks_ahead" why="the series is too short" says="fewer than 150 readings"
def looks_ahead(rule):
    rng = np.random.default_rng(1)
    series = rng.normal(50, 10, 30)
    changed = series.copy()
    changed[15:] = rng.normal(50, 10, 15)
    return not np.array_equal(rule(series)[:16], rule(changed)[:16], equal_nan=True)

# %% wrong="looks_ahead" why="a future turned round has the same mean" says="has the same mean and the same largest"
def looks_ahead(rule):
    series = np.arange(200.0)
    changed = series.copy()
    changed[100:] = series[100:][::-1]
    return not np.array_equal(rule(series)[:101], rule(changed)[:101], equal_nan=True)

# %% wrong="looks_ahead" why="nan differs from nan" says="the reading of the hour before (nan at the front): it is honest"
def looks_ahead(rule):
    rng = np.random.default_rng(1)
    series = rng.normal(50, 10, 200)
    changed = series.copy()
    changed[100:] = rng.normal(50, 10, 100)
    return not np.array_equal(rule(series)[:101], rule(changed)[:101])

# %% wrong="looks_ahead" why="a second name taken for a copy" says="the first one under another name"
def looks_ahead(rule):
    rng = np.random.default_rng(1)
    series = rng.normal(50, 10, 200)
    changed = series
    changed[100:] = rng.normal(50, 10, 100)
    return not np.array_equal(rule(series)[:101], rule(changed)[:101], equal_nan=True)

# %% wrong="looks_ahead" why="the whole is compared" says="it is honest, and your test says True"
def looks_ahead(rule):
    rng = np.random.default_rng(1)
    series = rng.normal(50, 10, 200)
    changed = series.copy()
    changed[100:] = rng.normal(50, 10, 100)
    return not np.array_equal(rule(series), rule(changed), equal_nan=True)

# %% wrong="looks_ahead" why="the same random numbers again: nothing is changed" says="is nothing new written into it"
def looks_ahead(rule):
    series = np.random.default_rng(1).normal(50, 10, 200)
    changed = series.copy()
    changed[:] = np.random.default_rng(1).normal(50, 10, 200)
    return not np.array_equal(rule(series)[:101], rule(changed)[:101], equal_nan=True)

# %% wrong="looks_ahead" why="the answer turned round" says="have True and False changed places"
def looks_ahead(rule):
    rng = np.random.default_rng(1)
    series = rng.normal(50, 10, 200)
    changed = series.copy()
    changed[100:] = rng.normal(50, 10, 100)
    return np.array_equal(rule(series)[:101], rule(changed)[:101], equal_nan=True)

# %% wrong="looks_ahead" why="the past is changed, not the future" says="the reading of the hour itself: it is guilty"
def looks_ahead(rule):
    rng = np.random.default_rng(1)
    series = rng.normal(50, 10, 200)
    changed = series.copy()
    changed[:100] = rng.normal(50, 10, 100)
    return not np.array_equal(rule(series)[101:], rule(changed)[101:], equal_nan=True)

# %% wrong="looks_ahead" why="only the entry right at the border" says="a centred mean of 5 readings: it is guilty"
def looks_ahead(rule):
    rng = np.random.default_rng(1)
    series = rng.normal(50, 10, 200)
    changed = series.copy()
    changed[150:] = rng.normal(50, 10, 50)
    return not np.array_equal(rule(series)[:100], rule(changed)[:100], equal_nan=True)

# %% wrong="looks_ahead" why="a guess from the correlation with the future" says="your test says"
def looks_ahead(rule):
    series = np.random.default_rng(1).normal(50, 10, 200)
    made = np.nan_to_num(np.array(rule(series), dtype=float))
    return bool(abs(np.mean(made - series)) < 1)

# %% wrong="looks_ahead" why="a list of answers instead of one" says="should return True or False"
def looks_ahead(rule):
    rng = np.random.default_rng(1)
    series = rng.normal(50, 10, 200)
    changed = series.copy()
    changed[100:] = rng.normal(50, 10, 100)
    return rule(series)[:101] != rule(changed)[:101]

# %% right="choose_width" how="min with a key"
def choose_width(past: np.ndarray, lead: int, widths: list[int]) -> int:
    return min(widths, key=lambda width: np.nanmean(np.abs(known_mean(past, width, lead) - past)))

# %% right="choose_width" how="an array of misses and argmin"
def choose_width(past, lead, widths):
    misses = np.array([np.nanmean(np.abs(past - known_mean(past, width, lead))) for width in widths])
    return widths[misses.argmin()]

# %% right="choose_width" how="masks in place of nanmean, windows of its own, a NumPy number"
def choose_width(past, lead, widths):
    misses = []
    for width in widths:
        means = sliding_window_view(past, width).mean(axis=1)[:-lead]
        gap = np.abs(means - past[width - 1 + lead:])
        misses.append(gap[~np.isnan(gap)].mean())
    return np.array(widths)[np.argmin(misses)]

# %% right="choose_width" how="all judged on the same hours: those that every width knows"
def choose_width(past, lead, widths):
    gaps = np.array([np.abs(known_mean(past, width, lead) - past) for width in widths])
    return widths[int(gaps[:, ~np.isnan(gaps).any(axis=0)].mean(axis=1).argmin())]

# %% wrong="choose_width" why="the largest miss" says="the one with the largest miss"
def choose_width(past, lead, widths):
    return max(widths, key=lambda width: np.nanmean(np.abs(known_mean(past, width, lead) - past)))

# %% wrong="choose_width" why="the freshest reading must be best" says="nor the shortest, nor the longest"
def choose_width(past, lead, widths):
    return min(widths)

# %% wrong="choose_width" why="the longest must be best" says="Here readings jump up and down"
def choose_width(past, lead, widths):
    return max(widths)

# %% wrong="choose_width" why="a plain mean: every miss is nan" says="a plain mean is nan there"
def choose_width(past, lead, widths):
    best, least = None, np.inf
    for width in widths:
        miss = np.abs(known_mean(past, width, lead) - past).mean()
        if miss < least:
            best, least = width, miss
    return best

# %% wrong="choose_width" why="misses without their size: too high and too low cancel" says="Too high and too low cancel"
def choose_width(past, lead, widths):
    return min(widths, key=lambda width: np.nanmean(known_mean(past, width, lead) - past))

# %% wrong="choose_width" why="the lead is left at 1" says="do you hand on the `lead`"
def choose_width(past, lead, widths):
    return min(widths, key=lambda width: np.nanmean(np.abs(known_mean(past, width, 1) - past)))

# %% wrong="choose_width" why="squared misses" says="whose mean squared miss is smallest"
def choose_width(past, lead, widths):
    return min(widths, key=lambda width: np.nanmean((known_mean(past, width, lead) - past) ** 2))

# %% wrong="choose_width" why="the total of the misses: few hours look good" says="A wide window has fewer known hours"
def choose_width(past, lead, widths):
    return min(widths, key=lambda width: np.nansum(np.abs(known_mean(past, width, lead) - past)))

# %% wrong="choose_width" why="nan counted as no miss" says="counting nan as 0"
def choose_width(past, lead, widths):
    return min(widths, key=lambda width: np.nan_to_num(np.abs(known_mean(past, width, lead) - past)).mean())

# %% wrong="choose_width" why="a plain mean and min: always the first" says="always the first of the list"
def choose_width(past, lead, widths):
    return min(widths, key=lambda width: np.abs(known_mean(past, width, lead) - past).mean())

# %% wrong="choose_width" why="begun with a miss that nothing beats" says="beat the one you begin with"
def choose_width(past, lead, widths):
    best, least = widths[0], 0
    for width in widths:
        miss = np.nanmean(np.abs(known_mean(past, width, lead) - past))
        if miss < least:
            best, least = width, miss
    return best

# %% wrong="choose_width" why="return inside the loop" says="stand inside the loop"
def choose_width(past, lead, widths):
    best, least = None, np.inf
    for width in widths:
        miss = np.nanmean(np.abs(known_mean(past, width, lead) - past))
        if miss < least:
            best, least = width, miss
        return best

# %% wrong="choose_width" why="printed, not returned" says="without `return`"
def choose_width(past, lead, widths):
    for width in widths:
        print(width, np.nanmean(np.abs(known_mean(past, width, lead) - past)))

# %% wrong="choose_width" why="the smallest miss is never kept" says="It is always the last of the list"
def choose_width(past, lead, widths):
    best, least = None, np.inf
    for width in widths:
        if np.nanmean(np.abs(known_mean(past, width, lead) - past)) < least:
            best = width
    return best

# %% wrong="choose_width" why="the smallest miss stays that of the first" says="the last one that beats the first"
def choose_width(past, lead, widths):
    best = widths[0]
    least = np.nanmean(np.abs(known_mean(past, best, lead) - past))
    for width in widths:
        if np.nanmean(np.abs(known_mean(past, width, lead) - past)) < least:
            best = width
    return best

# %% wrong="choose_width" why="the 3 of the cell above" says="always 1, or always 3"
def choose_width(past, lead, widths):
    return min(widths, key=lambda width: np.nanmean(np.abs(known_mean(past, width, 3) - past)))

# %% wrong="choose_width" why="the median miss" says="whose median miss is smallest"
def choose_width(past, lead, widths):
    return min(widths, key=lambda width: np.nanmedian(np.abs(known_mean(past, width, lead) - past)))

# %% wrong="choose_width" why="the mean first, the size after" says="Too high and too low cancel"
def choose_width(past, lead, widths):
    return min(widths, key=lambda width: abs(np.nanmean(past - known_mean(past, width, lead))))

# %% wrong="choose_width" why="signed, the other way round" says="Too high and too low cancel"
def choose_width(past, lead, widths):
    return min(widths, key=lambda width: np.nanmean(past - known_mean(past, width, lead)))

# %% wrong="choose_width" why="the place in the list, not the width" says="the width that stands there"
def choose_width(past, lead, widths):
    return int(np.argmin([np.nanmean(np.abs(known_mean(past, width, lead) - past)) for width in widths]))

# %% wrong="choose_width" why="the miss, not the width" says="That is a miss"
def choose_width(past, lead, widths):
    return min(np.nanmean(np.abs(known_mean(past, width, lead) - past)) for width in widths)

# %% wrong="choose_width" why="shifted once more" says="the lead is taken off twice"
def choose_width(past, lead, widths):
    return min(widths, key=lambda w: np.nanmean(np.abs(known_mean(past, w, lead)[:-lead] - past[lead:])))

# %% wrong="choose_width" why="the smoothest feature" says="Here readings rise all the time"
def choose_width(past, lead, widths):
    return min(widths, key=lambda width: np.nanstd(known_mean(past, width, lead)))

# %% equivalent="mean_miss" because="the absolute difference is the same either way round, and so is the error"
def mean_miss(forecast: np.ndarray, reading: np.ndarray) -> float:
    """Return the mean absolute difference, a number; ValueError if they hold different numbers of hours.

    forecast and reading have the shape (n,) or (n, 1).
    """
    forecast, reading = reading.ravel(), forecast.ravel()
    if forecast.shape != reading.shape:
        raise ValueError(f"{forecast.size} forecasts for {reading.size} readings")
    return np.abs(forecast - reading).mean()

# %% equivalent="mean_miss" because="what the error says is not asked for"
def mean_miss(forecast: np.ndarray, reading: np.ndarray) -> float:
    """Return the mean absolute difference, a number; ValueError if they hold different numbers of hours.

    forecast and reading have the shape (n,) or (n, 1).
    """
    forecast, reading = forecast.ravel(), reading.ravel()
    if forecast.shape != reading.shape:
        raise ValueError("")
    return np.abs(forecast - reading).mean()

# %% equivalent="mean_miss" because="an absolute difference is the same either way round"
def mean_miss(forecast: np.ndarray, reading: np.ndarray) -> float:
    """Return the mean absolute difference, a number; ValueError if they hold different numbers of hours.

    forecast and reading have the shape (n,) or (n, 1).
    """
    forecast, reading = forecast.ravel(), reading.ravel()
    if forecast.shape != reading.shape:
        raise ValueError(f"{forecast.size} forecasts for {reading.size} readings")
    return np.abs(reading - forecast).mean()

# %% equivalent="breakers" because="the two may stand in either order: their sum is 128"
breakers = {
    "middle": (1, 127),
    "warmer": (1, 0),
    "same_total": (0.1, 0.2, 0.3),
    "noise": [(0, 1), (1, 0)],
}

# %% equivalent="breakers" because="any two that add up to more than 127 break it"
breakers = {
    "middle": (127, 2),
    "warmer": (1, 0),
    "same_total": (0.1, 0.2, 0.3),
    "noise": [(0, 1), (1, 0)],
}

# %% equivalent="breakers" because="any fall in temperature breaks it"
breakers = {
    "middle": (127, 1),
    "warmer": (2, 0),
    "same_total": (0.1, 0.2, 0.3),
    "noise": [(0, 1), (1, 0)],
}

# %% equivalent="breakers" because="these three add up differently as well"
breakers = {
    "middle": (127, 1),
    "warmer": (1, 0),
    "same_total": (0.1, 0.3, 0.2),
    "noise": [(0, 1), (1, 0)],
}

# %% equivalent="breakers" because="these three add up differently as well: a negative one"
breakers = {
    "middle": (127, 1),
    "warmer": (1, 0),
    "same_total": (-0.9, 0.2, 0.3),
    "noise": [(0, 1), (1, 0)],
}

# %% equivalent="breakers" because="these three add up differently as well: a negative one in the middle"
breakers = {
    "middle": (127, 1),
    "warmer": (1, 0),
    "same_total": (0.1, -0.8, 0.3),
    "noise": [(0, 1), (1, 0)],
}

# %% equivalent="breakers" because="these three add up differently as well: the second doubled"
breakers = {
    "middle": (127, 1),
    "warmer": (1, 0),
    "same_total": (0.1, 0.4, 0.3),
    "noise": [(0, 1), (1, 0)],
}

# %% equivalent="breakers" because="these three add up differently as well: the third halved"
breakers = {
    "middle": (127, 1),
    "warmer": (1, 0),
    "same_total": (0.1, 0.2, 0.15),
    "noise": [(0, 1), (1, 0)],
}

# %% equivalent="breakers" because="the two pairs may stand in either order"
breakers = {
    "middle": (127, 1),
    "warmer": (1, 0),
    "same_total": (0.1, 0.2, 0.3),
    "noise": [(1, 0), (0, 1)],
}

# %% equivalent="trailing_mean" because="if the first hour with a number would be the very next one, no mean is written either way"
def trailing_mean(series: np.ndarray, width: int, lead: int) -> np.ndarray:
    """Return for each hour i the mean of width readings, the newest of hour i - lead; shape (n,), nan where unknown.

    series has the shape (n,).
    """
    known = np.full(len(series), np.nan)
    first = width - 1 + lead
    if first <= len(series):
        means = sliding_window_view(series, width).mean(axis=1)
        known[first:] = means[:len(series) - first]
    return known

# %% equivalent="looks_ahead" because="any seed will do"
def looks_ahead(rule: Callable) -> bool:
    """Return True if entry i of rule(series), shape (n,), depends on a reading of hour i or later, else False."""
    rng = np.random.default_rng(2)
    series = rng.random(200)
    changed = series.copy()
    changed[100:] = rng.random(100)
    return not np.array_equal(rule(series)[:101], rule(changed)[:101], equal_nan=True)

# %% equivalent="looks_ahead" because="any seed will do, also 0"
def looks_ahead(rule: Callable) -> bool:
    """Return True if entry i of rule(series), shape (n,), depends on a reading of hour i or later, else False."""
    rng = np.random.default_rng(0)
    series = rng.random(200)
    changed = series.copy()
    changed[100:] = rng.random(100)
    return not np.array_equal(rule(series)[:101], rule(changed)[:101], equal_nan=True)

# %% equivalent="choose_width" because="an absolute difference is the same either way round"
def choose_width(past: np.ndarray, lead: int, widths: list[int]) -> int:
    """Return the width of widths whose mean, known lead hours before, came closest to the reading; past is (n,)."""
    best, least = None, np.inf
    for width in widths:
        miss = np.nanmean(np.abs(past - known_mean(past, width, lead)))
        if miss < least:
            best, least = width, miss
    return best

# %% equivalent="choose_width" because="of equally good widths either will do"
def choose_width(past: np.ndarray, lead: int, widths: list[int]) -> int:
    """Return the width of widths whose mean, known lead hours before, came closest to the reading; past is (n,)."""
    best, least = None, np.inf
    for width in widths:
        miss = np.nanmean(np.abs(known_mean(past, width, lead) - past))
        if miss <= least:
            best, least = width, miss
    return best
