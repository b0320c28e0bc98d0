"""What an answer leaves behind is seen and said in plain words; what leaves nothing behind is not accused."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import textwrap
import threading
from pathlib import Path
from typing import Any

import duckdb
import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import torch

import grading.audit
import grading.expect.values
from grading import expect
from grading.audit import footprint
from grading.audit.footprint.values import fingerprint

matplotlib.use("Agg")

BEFORE = """
import copy, dataclasses, functools, random
import duckdb, matplotlib.pyplot as plt, numpy as np, pandas as pd, torch
from pathlib import Path
from sklearn.linear_model import LinearRegression
from torch import nn

numbers = [3, 1, 2]
nested = {"a": [1, {2, 3}], "b": ("x", [4])}
rows = [("UA", 11), ("AA", None)]
many = [(number, str(number)) for number in range(20_000)]
grid = np.arange(12.0).reshape(3, 4)
words = np.array(["ab", "cd"])
things = np.array([[1], "x", None], dtype=object)
flights = pd.DataFrame({"carrier": ["UA", "AA", None], "delay": [11, -1, 3], "day": pd.date_range("2013-01-01", periods=3)})
delays = flights["delay"].copy()
kinds = pd.Series(["a", "b", "a"], dtype="category")
images = torch.arange(6.0).reshape(2, 3)
halves = torch.ones(3, dtype=torch.bfloat16)
net = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2))
line = LinearRegression().fit(grid, [1.0, 2.0, 3.0])
dice, coin, seed = np.random.default_rng(1), random.Random(1), torch.Generator().manual_seed(1)
con = duckdb.connect()
con.execute("CREATE TABLE planes (tailnum VARCHAR)")
con.execute("INSERT INTO planes VALUES ('N1')")
figure, axes = plt.subplots()
DATA = Path("data")
name, size, missing = "late", 3, float("nan")
late = (delay for delay in [1, 2])


def share(delays, limit=[15]):
    return sum(delay > limit[0] for delay in delays) / len(delays)


def counter():
    seen = []
    def count(value):
        return len(seen)
    return count


count = counter()


class Point:
    kind = ["flat"]

    def __init__(self, x):
        self.x = x

    def far(self):
        return self.x == 1


@dataclasses.dataclass
class Plane:
    seats: list


point, plane = Point([1]), Plane([2])
loop = [1]
loop.append(loop)
"""

IN_PLACE = {
    "numbers.append(4)": "`numbers` is not as it was: a list changed in place",
    "numbers[0] = 3.0": "`numbers` is not as it was: a list",
    "numbers[1] = True": "`numbers` is not as it was: a list",
    "numbers.sort()": "`numbers` is not as it was",
    "nested['a'][1].add(4)": "`nested` is not as it was: a dict changed in place",
    "nested['b'][1].append(5)": "`nested` is not as it was",
    "nested['a'] = nested.pop('a')": "`nested` is not as it was",
    "rows[1] = ('AA', -1)": "`rows` is not as it was",
    "many[7_000] = (7_000, 7_000)": "`many` is not as it was",
    "grid[2, 1] += 1": "`grid` is not as it was: a NumPy array changed in place",
    "grid[0] = np.nan": "`grid` is not as it was",
    "np.random.default_rng(0).shuffle(grid)": "`grid` is not as it was",
    "grid.shape = 4, 3": "`grid` is not as it was",
    "words[0] = 'xy'": "`words` is not as it was",
    "things[0].append(2)": "`things` is not as it was",
    "flights.loc[1, 'delay'] = -2": "`flights` is not as it was: a pandas DataFrame changed in place",
    "flights.loc[0, 'carrier'] = 'DL'": "`flights` is not as it was",
    "flights['late'] = True": "`flights` is not as it was",
    "flights.drop(columns='day', inplace=True)": "`flights` is not as it was",
    "flights.sort_values('delay', inplace=True)": "`flights` is not as it was",
    "flights.columns = ['a', 'b', 'c']": "`flights` is not as it was",
    "delays.iloc[0] = 12": "`delays` is not as it was: a pandas Series changed in place",
    "kinds.iloc[0] = 'b'": "`kinds` is not as it was",
    "images += 1": "`images` is not as it was: a torch tensor changed in place",
    "images[1, 2] = 0": "`images` is not as it was",
    "images.requires_grad_(True)": "`images` is not as it was",
    "halves[0] = 2": "`halves` is not as it was",
    "net[0].weight.data.zero_()": "`net` is not as it was: a Sequential object changed in place",
    "net.eval()": "`net` is not as it was",
    "net(torch.ones(2, 2))": "`net` is not as it was",
    "net[0].weight.sum().backward()": "`net` is not as it was",
    "net[0].register_forward_hook(print)": "`net` is not as it was",
    "line.coef_[0] = 9": "`line` is not as it was: a LinearRegression object changed in place",
    "line.set_params(fit_intercept=False)": "`line` is not as it was",
    "dice.random()": "`dice` is not as it was: a Generator object changed in place",
    "coin.random()": "`coin` is not as it was",
    "torch.rand(1, generator=seed)": "`seed` is not as it was",
    "con.execute('CREATE VIEW busy AS SELECT 1 AS x')": "`con` is not as it was",
    "con.execute('DROP TABLE planes')": "`con` is not as it was",
    "con.execute(\"INSERT INTO planes VALUES ('N2')\")": "`con` is not as it was",
    "con.execute('SET default_null_order = \\'nulls_first\\'')": "`con` is not as it was",
    "con.close()": "`con` is not as it was",
    "share.__defaults__[0][0] = 10": "`share` is not as it was: a function changed in place",
    "share.__code__ = (lambda delays, limit: 0).__code__": "`share` is not as it was",
    "share.calls = 1": "`share` is not as it was",
    "count.__closure__[0].cell_contents.append(1)": "`count` is not as it was",
    "Point.kind.append('round')": "`Point` is not as it was: a class changed in place",
    "Point.far = lambda self: True": "`Point` is not as it was",
    "point.x.append(2)": "`point` is not as it was: a Point object changed in place",
    "point.y = 1": "`point` is not as it was",
    "plane.seats.append(1)": "`plane` is not as it was",
    "loop.insert(0, 2)": "`loop` is not as it was",
    "del numbers": "`numbers` is gone",
    "size = 4": "`size` is not as it was: it stands for another value now, a whole number (int)",
    "numbers = [3, 1, 2]": "`numbers` is not as it was: it stands for another value now, a list",
    "np = 1": "`np` is not as it was: it stands for another value now",
    "def share(delays): return 0": "`share` is not as it was: it stands for another value now, a function",
}

READING = """
numbers.index(3), sorted(numbers), sum(size for size, word in many), grid.mean(), words[0], images.numpy(), net.state_dict()
flights.groupby("carrier")["delay"].mean(), flights[flights["delay"] > 3].copy(), delays.rank(), line.predict(grid)
con.execute("SELECT * FROM planes").fetchall(), share([20, 3]), count(1), point.far(), repr(plane), str(loop), axes.lines
size = 3
name = "la" + "te"
fresh = 7
fresh_figure, _ = plt.subplots()
with torch.no_grad():
    pass
import decimal
decimal.Decimal(1) / 3
"""

SETTINGS = {
    "import random; random.random()": ("", "Python's global random state has moved"),
    "import numpy as np; np.random.rand()": ("", "NumPy's global random state has moved"),
    "import torch; torch.rand(1)": ("", "torch's global random state has moved"),
    "pd.options.display.max_rows = 5": ("pd.reset_option('display.max_rows')",
                                        "pandas option display.max_rows was 60 and is 5"),
    "np.set_printoptions(precision=2)": ("np.set_printoptions(precision=8)", "NumPy's print option precision was 8 and is 2"),
    "np.seterr(all='ignore')": ("np.seterr(all='warn', under='ignore')", "what NumPy does on divide was 'warn' and is 'ignore'"),
    "torch.set_default_dtype(torch.float64)": ("torch.set_default_dtype(torch.float32)",
                                               "torch's default dtype was torch.float32 and is torch.float64"),
    "torch.set_grad_enabled(False)": ("torch.set_grad_enabled(True)", "torch's recording of gradients was True and is False"),
    "torch.use_deterministic_algorithms(True)": ("torch.use_deterministic_algorithms(False)",
                                                 "torch's use of deterministic algorithms was False and is True"),
    "torch.set_printoptions(precision=2)": ("torch.set_printoptions(profile='default')",
                                            "torch's print option precision was 4 and is 2"),
    "plt.rcParams['lines.linewidth'] = 9": ("plt.rcParams['lines.linewidth'] = 1.5",
                                            "matplotlib's setting lines.linewidth was 1.5 and is 9.0"),
    "plt.figure('open').gca().plot([1])": ("", "figure 1 was drawn into"),
    "import warnings; warnings.simplefilter('error', FutureWarning)":
        ("warnings.filters.pop(0)", "warning filter 'error' for FutureWarning is new"),
    "import decimal; decimal.getcontext().prec = 5": ("decimal.getcontext().prec = 28", "the decimal context was 28 digits"),
    "import os; os.environ['COLOUR'] = 'red'": ("del os.environ['COLOUR']", "environment variable COLOUR is new"),
    "import os; os.environ['BEFORE'] = '2'": ("os.environ['BEFORE'] = '1'", "environment variable BEFORE was '1' and is '2'"),
    "import os; del os.environ['BEFORE']": ("os.environ['BEFORE'] = '1'", "environment variable BEFORE is gone"),
    "import os; here = os.getcwd(); os.chdir('/')": ("os.chdir(here)", "the working folder was "),
    "import sys; sys.path.append('elsewhere')": ("sys.path.pop()", "sys.path has changed"),
    "import sys; limit = sys.getrecursionlimit(); sys.setrecursionlimit(5_000)":
        ("sys.setrecursionlimit(limit)", "the recursion limit was "),
    "import signal; old = signal.signal(signal.SIGINT, print)":
        ("signal.signal(signal.SIGINT, old)", "the handler of SIGINT was replaced"),
    "import socket; socket.setdefaulttimeout(3)": ("socket.setdefaulttimeout(None)", "the time limit of sockets was None and is 3"),
    "import builtins; old = builtins.sum; builtins.sum = max": ("builtins.sum = old", "the builtin sum was replaced"),
    "import sys; old = sys.excepthook; sys.excepthook = print": ("sys.excepthook = old", "sys.excepthook was replaced"),
    "import math; old = math.sqrt; math.sqrt = abs": ("math.sqrt = old", "math.sqrt was replaced"),
    "old = np.mean; np.mean = np.sum": ("np.mean = old", "numpy.mean was replaced"),
    "old = pd.DataFrame.mean; pd.DataFrame.mean = pd.DataFrame.sum":
        ("pd.DataFrame.mean = old", "pandas.DataFrame.mean was replaced"),
    "old = torch.allclose; torch.allclose = print": ("torch.allclose = old", "torch.allclose was replaced"),
    "expect.equal = print": ("del expect.equal", "expect.equal was replaced"),
    "import grading.expect.values as v; old = v.equal; v.equal = print": ("v.equal = old", "expect.values.equal was replaced"),
    "import logging; logging.getLogger().setLevel('ERROR')": ("logging.getLogger().setLevel('WARNING')",
                                                             "the level of logging was WARNING and is ERROR"),
    "import logging; logging.disable()": ("logging.disable(0)", "logging of everything below was NOTSET and is CRITICAL"),
    "import gc; gc.disable()": ("gc.enable()", "the garbage collector was on and is off"),
    "duckdb.sql('CREATE TABLE left_over (x INTEGER)')": ("duckdb.sql('DROP TABLE left_over')",
                                                         "tables of DuckDB's default database"),
    "duckdb.sql('SET default_null_order = \\'nulls_first\\'')":
        ("duckdb.sql('RESET default_null_order')", "DuckDB's default setting default_null_order was "),
}


@pytest.fixture(autouse=True)
def _own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BEFORE", "1")
    plt.close("all")
    plt.figure("open").gca()
    logging.getLogger().setLevel("WARNING")
    yield
    plt.close("all")


def worked() -> dict[str, Any]:
    """The names of a notebook in the middle of its lesson."""
    namespace: dict[str, Any] = {"__name__": "__main__", "In": [""], "_": 1, "_i1": "x"}
    exec(BEFORE, namespace)
    return namespace


def after(cell: str, namespace: dict[str, Any], own: list[str] | None = None) -> list[str]:
    """What is said when this cell has run."""
    footprint.take(namespace)
    exec(cell, namespace)
    return footprint.changes(namespace, own or [])


@pytest.mark.parametrize("cell", IN_PLACE)
def test_a_changed_value_is_told_by_its_name_and_kind(cell: str) -> None:
    told = after(cell, worked())
    assert len(told) == 1 and told[0].startswith(IN_PLACE[cell]), told


def test_a_cell_that_only_reads_is_not_accused() -> None:
    assert after(READING, worked()) == []


def test_looking_twice_changes_nothing_by_itself() -> None:
    namespace = worked()
    footprint.take(namespace)
    assert footprint.changes(namespace, []) == []
    assert footprint.changes(namespace, []) == []


@pytest.mark.parametrize("cell", SETTINGS)
def test_a_changed_setting_is_told(cell: str) -> None:
    undo, said = SETTINGS[cell]
    namespace: dict[str, Any] = {"np": np, "pd": pd, "torch": torch, "plt": plt, "duckdb": duckdb, "expect": expect}
    footprint.take(namespace)
    try:
        exec(cell, namespace)
        told = footprint.changes(namespace, [])
    finally:
        exec(undo, namespace)
    assert any(line.startswith(said) for line in told), told
    assert footprint.changes(namespace, []) == [] or not undo


def test_own_names_may_change_and_new_ones_and_those_of_ipython_are_no_change() -> None:
    cell = "numbers.append(4)\nsize = 9\nfresh = 1\n_ = 3\n_i2 = 'y'\nIn.append('x')"
    assert after(cell, worked(), ["numbers", "size"]) == []


def test_another_name_of_a_changed_thing_is_told_too() -> None:
    namespace = worked()
    exec("both = [grid, grid]", namespace)
    told = after("grid += 1", namespace)
    assert [line.split("`")[1] for line in told] == ["grid", "both"]


def test_files_that_are_written_changed_and_deleted_are_told(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("1", encoding="utf-8")
    (tmp_path / "gone.txt").write_text("1", encoding="utf-8")
    told = after("open('out.csv', 'w').close(); Path('a').mkdir(); open('a/deep.txt', 'w').close()\n"
                 "open('old.txt', 'w').write('22'); Path('gone.txt').unlink()", {"Path": Path})
    assert told == ["a file a/deep.txt was written", "a file out.csv was written", "the file gone.txt was deleted",
                    "the file old.txt was changed"]


def test_the_data_of_the_course_are_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "flights.csv").write_text("1", encoding="utf-8")
    (tmp_path / "notebooks" / "lesson").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "notebooks" / "lesson")
    told = after("open('../../data/flights.csv', 'a').write('2')", {})
    assert told == ["the file ../../data/flights.csv was changed"]


def test_threads_and_processes_that_go_on_are_told() -> None:
    end = threading.Event()
    namespace: dict[str, Any] = {"threading": threading, "end": end, "subprocess": subprocess, "sys": sys}
    told = after("threading.Thread(target=end.wait, name='sleeper').start()\n"
                 "child = subprocess.Popen([sys.executable, '-c', 'input()'], stdin=subprocess.PIPE)", namespace)
    end.set()
    namespace["child"].communicate(b"\n")
    assert told[0] == "a thread still runs: sleeper"
    assert len(told) == 2 and told[1].startswith("a process still runs: ")


def test_libraries_that_are_imported_meanwhile_are_no_change(tmp_path: Path) -> None:
    code = """
        from grading.audit import footprint
        names = {"x": 1}
        footprint.take(names)
        import numpy, pandas, sklearn.linear_model, matplotlib.pyplot, duckdb, torch, IPython
        print(footprint.changes(names, []))
    """
    run = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, encoding="utf-8",
                         cwd=tmp_path, check=False,
                         env={**os.environ, "PYTHONPATH": str(Path(grading.audit.__file__).parents[2])})
    assert run.stdout.strip() == "[]", run.stderr


def test_a_result_that_waits_in_a_connection_is_not_lost() -> None:
    con = duckdb.connect()
    con.execute("SELECT * FROM range(3)")
    footprint.take({"con": con})
    assert footprint.changes({"con": con}, []) == []
    assert con.fetchall() == [(0,), (1,), (2,)]


def test_a_generator_is_not_read() -> None:
    numbers = iter([1, 2])
    footprint.take({"numbers": numbers})
    assert footprint.changes({"numbers": numbers}, []) == [] and list(numbers) == [1, 2]


@pytest.mark.parametrize(("one", "other"), [
    (-1, -2), (1, 1.0), (1, True), (0.0, -0.0), ("1", 1), ([1, 2], (1, 2)), ([], {}), ({1: 2}, {2: 1}), (b"a", "a"),
    (np.int8(1), np.int16(1)), (np.zeros(4), np.zeros((2, 2))), (np.array([-1]), np.array([-2])),
    (np.array(["a"]), np.array(["b"])), (torch.zeros(2), torch.zeros(2, dtype=torch.float64)),
    (pd.Series([1, 2]), pd.Series([2, 1])), (pd.Series([1], index=[0]), pd.Series([1], index=[1])),
    (pd.Series([[1]]), pd.Series([[2]])), (pd.Series([1], name="a"), pd.Series([1], name="b")),
])
def test_values_that_differ_have_different_fingerprints(one: Any, other: Any) -> None:
    assert fingerprint(one) != fingerprint(other)


def test_the_same_made_twice_has_one_fingerprint() -> None:
    first, second = worked(), worked()
    names = ["numbers", "nested", "rows", "grid", "words", "flights", "delays", "kinds", "images", "line", "dice", "missing"]
    assert [name for name in names if fingerprint(first[name]) != fingerprint(second[name])] == []
