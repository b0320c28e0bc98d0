"""Fakes: each fools a careless test and no careful one, and one that was right by chance is not held against a test."""

from __future__ import annotations

import random
import sys
from typing import Any

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch

from grading.audit import disguise
from grading.audit.fakes import fakes
from grading.expect import quiet
from grading.expect.errors import NotYet
from grading.expect.state import now
from grading.lesson import KINDS

matplotlib.use("Agg")

SETUP = """
import dataclasses, math
import matplotlib.pyplot as plt, numpy as np, pandas as pd, torch
from collections import namedtuple
from sklearn.linear_model import LinearRegression
from torch import nn
from grading import expect


def refuses(check, *args, **kwargs):
    try:
        check(*args, **kwargs)
    except expect.NotYet:
        return True
    return False


TABLES = {"flights": ("carrier VARCHAR, delay INTEGER", [("AA", 20), ("UA", 5), ("AA", 4), ("UA", None)])}
OTHERS = {"flights": ("carrier VARCHAR, delay INTEGER", [("DL", 90)])}
EMPTY = {"flights": ("carrier VARCHAR, delay INTEGER", [])}
"""
SHARE = "def f(delays):\n    return sum(d > 15 for d in delays) / len(delays)"
NAMES = "def f(rows):\n    return sorted({name for name, _ in rows})"
SCALED = "def f(x):\n    return (x - x.mean()) / x.std()"
TABLE = "def f(table):\n    return table.groupby('carrier', as_index=False)['delay'].mean()"
ROWS = "pd.DataFrame({'carrier': ['AA', 'AA', 'UA'], 'delay': [1.0, 3.0, 9.0]})"
TENSOR = "def f(x):\n    return torch.relu(x).sum(dim=1)"
NET = "def f():\n    torch.manual_seed(0)\n    return nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))"
MODEL = "def f(x, y):\n    return LinearRegression().fit(x, y)"
LAYER = "class f(nn.Module):\n    def forward(self, x):\n        return x * 2"
SCALER = """class f:
    def fit(self, x):
        self.top = max(x)
        return self

    def transform(self, x):
        return [value / self.top for value in x]

    def fit_transform(self, x):
        return self.fit(x).transform(x)"""
DRAW = "def f(x, y):\n    _, ax = plt.subplots()\n    ax.plot(x, y, label='late')\n    ax.set_xlabel('hour')\n    return ax"
BARS = "f = plt.figure().subplots()\nf.bar(['a', 'b'], [1, 2])"
QUERY = "f = 'SELECT carrier, avg(delay) AS mean FROM flights GROUP BY carrier ORDER BY carrier; -- done'"
ANSWERS = "f = {'7 // 2': 3, 'winner': 'JFK', 'loser': 'LGA', 'share': 0.25, 'late': True}"

# how: the true answer, a test that is fooled, a test that is not
FOOLED: dict[str, list[tuple[str, str, str]]] = {
    "none": [
        (SHARE, "f([20])", "assert refuses(expect.close, f([20, 5]), 0.5)"),
        (ANSWERS, "'f' in globals()", "assert refuses(expect.filled, f, {'winner': str})"),
        (QUERY, "'f' in globals()", "assert refuses(expect.query, f, TABLES, [('AA', 12.0), ('UA', 5.0)])"),
        (SCALER, "f().fit([1, 2])", "assert f().fit_transform([1, 2]) != [0.5, 1.0]"),
    ],
    "empty": [
        (NAMES, "assert isinstance(f([('a', 1)]), list)", "assert refuses(expect.equal, f([('a', 1)]), ['a'])"),
        ("f = ['a']", "assert all(isinstance(x, str) for x in f)", "assert refuses(expect.equal, f, ['a'])"),
        ("f = {'a': 1}", "assert all(f.values())", "assert refuses(expect.filled, f, {'a': int})"),
        ("f = 'abc'", "assert isinstance(f, str)", "assert refuses(expect.equal, f, 'abc')"),
        (SCALED, "assert np.allclose(f(np.arange(3.0)).sum(), 0)", "assert f(np.arange(3.0)).shape != (3,)"),
        (TABLE, f"expect.table(f({ROWS}), columns=['carrier', 'delay'])", f"assert len(f({ROWS})) == 0"),
        (TENSOR, "assert (f(torch.ones(2, 2)) == 2).all()", "assert f(torch.ones(2, 2)).shape != (2,)"),
        ("def f(n):\n    yield from range(n)", "assert all(x >= 0 for x in f(3))", "assert list(f(3)) != [0, 1, 2]"),
        ("def f(x):\n    return list(x), set(x)", "a, b = f('ab'); assert set(a) == b", "assert f('ab')[0] != ['a', 'b']"),
        (QUERY, "assert expect.rows(f, TABLES) == sorted(expect.rows(f, TABLES))",
         "assert refuses(expect.query, f, TABLES, [('AA', 12.0), ('UA', 5.0)])"),
        (DRAW, "assert f([1, 2], [3, 4]).get_xlabel() == 'hour'",
         "assert refuses(expect.plot, f([1, 2], [3, 4]), lines=[([1, 2], [3, 4])], labels=False)"),
        (BARS, "assert f.get_title() == ''", "assert refuses(expect.plot, f, bars={'a': 1, 'b': 2}, labels=False)"),
    ],
    "zero": [
        (SHARE, "assert isinstance(f([20]), float) and 0 <= f([20]) <= 1", "assert refuses(expect.close, f([20]), 1.0)"),
        (ANSWERS, "expect.filled(f, dict.fromkeys(f))", "assert f['share'] != 0.25 and f['winner'] != 'JFK' and not f['late']"),
        ("f = (12000, 28)", "assert len(f) == 2", "assert refuses(expect.equal, f, (12000, 28))"),
        (SCALED, "assert abs(f(np.arange(3.0)).mean()) < 1e-9", "assert f(np.arange(3.0)).std() == 0"),
        ("def f(x):\n    return np.array(['a', 'b'])", "assert f(1).shape == (2,)", "assert f(1).tolist() != ['a', 'b']"),
        (TABLE, f"expect.table(f({ROWS}), columns=['carrier', 'delay'], rows=2)",
         f"assert refuses(expect.equal, f({ROWS})['delay'].tolist(), [2.0, 9.0])"),
        (TENSOR, "expect.array(f(torch.ones(2, 2)), shape=(2,), library='torch')", "assert f(torch.ones(2, 2)).sum() == 0"),
        ("def f(w):\n    return (w ** 2).sum()", "f(torch.ones(2, requires_grad=True)).backward()",
         "assert f(torch.ones(2, requires_grad=True)).item() != 2"),
        (NET, "assert f()(torch.ones(4, 2)).shape == (4, 1)", "assert (f()(torch.ones(4, 2)) == 0).all()"),
        (LAYER, "assert f()(torch.ones(2)).shape == (2,)", "assert f()(torch.ones(2)).sum() == 0"),
        (MODEL, "assert f([[1], [2]], [3, 5]).predict([[4]]).shape == (1,)",
         "assert f([[1], [2]], [3, 5]).predict([[4]])[0] == 0"),
        (SCALER, "assert len(f().fit([1, 2]).transform([1])) == 1", "assert f().fit([1, 2]).transform([1]) != [0.5]"),
        ("@dataclasses.dataclass(frozen=True)\nclass P:\n    x: int\nf = P(3)", "assert isinstance(f, P)", "assert f.x != 3"),
        ("P = namedtuple('P', 'x y')\ndef f(x):\n    return P(x, -x)", "assert f(2).y == -f(2).x", "assert f(2) != P(2, -2)"),
        ("def f(step):\n    return lambda x: x + step", "assert callable(f(2))", "assert f(2)(3) != 5"),
        (QUERY, "assert len(expect.rows(f, TABLES)) == 2",
         "assert refuses(expect.query, f, TABLES, [('AA', 12.0), ('UA', 5.0)], columns=['carrier', 'mean'])"),
        (DRAW, "assert len(f([1, 2], [3, 4]).lines) == 1",
         "assert refuses(expect.plot, f([1, 2], [3, 4]), lines=[([1, 2], [3, 4])], labels=False)"),
        (BARS, "assert len(f.patches) == 2", "assert refuses(expect.plot, f, bars={'a': 1, 'b': 2}, labels=False)"),
        ("f = plt.figure().subplots()\nf.scatter([1, 2], [3, 4])", "assert len(f.collections) == 1",
         "assert refuses(expect.plot, f, points=([1, 2], [3, 4]), labels=False)"),
    ],
    "noise": [
        (SHARE, "assert 0 <= f([20, 20, 4]) <= 1", "assert refuses(expect.close, f([20, 5]), 0.5)"),
        (ANSWERS, "assert type(f['7 // 2']) is int and f['winner'] in ('JFK', 'LGA') and 0 <= f['share'] <= 1",
         "assert f['7 // 2'] != 3 and f['winner'] != 'JFK' and f['loser'] != 'LGA' and f['share'] != 0.25 and not f['late']"),
        ("def f(x):\n    return [True, 'AA', None, 2, 7j]", "assert len(f(1)) == 5",
         "assert not any(a == b for a, b in zip(f(1), [True, 'AA', None, 2, 7j]))"),
        (SCALED, "assert f(np.arange(3.0)).dtype == float", "assert not np.isclose(f(np.arange(3.0)), [-1.22474487, 0, 1.22474487]).any()"),
        ("def f(x):\n    return np.array([3, 5], np.uint8), x > 2", "assert f(np.arange(4))[1].dtype == bool",
         "assert (f(np.arange(4))[0] != [3, 5]).all() and (f(np.arange(4))[1] != [0, 0, 0, 1]).all()"),
        (TABLE, f"assert f({ROWS})['carrier'].is_unique",
         f"assert not set(f({ROWS})['carrier']) & {{'AA', 'UA'}} and not set(f({ROWS})['delay']) & {{2.0, 9.0}}"),
        ("def f(x):\n    return pd.Series(pd.Categorical(['a', 'b'])), pd.date_range('2013-01-01', periods=2)",
         "assert f(1)[0].dtype == 'category'", "assert f(1)[0].tolist() != ['a', 'b'] and f(1)[1][0] != pd.Timestamp('2013-01-01')"),
        (TENSOR, "assert f(torch.ones(2, 2)).dtype == torch.float32", "assert not (f(torch.ones(2, 2)) == 2).any()"),
        (MODEL, "f([[1], [2]], [3, 5]).score([[1]], [3])", "assert f([[1], [2]], [3, 5]).predict([[4]])[0] != 9"),
        (LAYER, "assert f()(torch.ones(3)).shape == (3,)", "assert not (f()(torch.ones(3)) == 2).any()"),
        (QUERY, "assert len(expect.rows(f, TABLES)) == 2", "assert not set(expect.rows(f, TABLES)) & {('AA', 12.0), ('UA', 5.0)}"),
        (DRAW, "assert sorted(f([1, 2], [3, 4]).lines[0].get_ydata()) == [3, 4]",
         "assert refuses(expect.plot, f([1, 2], [3, 4]), lines=[([1, 2], [3, 4])], labels=False)"),
    ],
    "far": [
        ("f = {'bytes': 40_000, 'share': 0.2, 'none': 0}", "assert all(value >= 0 for value in f.values())",
         "assert f['bytes'] > 80_000 and f['share'] > 1 and f['none'] > 9"),
        ("def f(n):\n    return np.ones(n) * 3.5", "assert (f(2) > 0).all()", "assert (f(2) > 100).all()"),
    ],
    "visible": [
        (SHARE, "assert f([20, 5]) == 0.5 and f(delays=[20]) == 1.0", "assert f([4]) != 0.0"),
        (NAMES, "assert f([('b', 1), ('a', 1)]) == ['a', 'b'] and f([]) == []", "assert f([('c', 1)]) != ['c']"),
        (SCALED, "assert np.allclose(f(np.array([1.0, 3.0])), [-1, 1])", "assert len(f(np.arange(3.0))) != 3"),
        (TABLE, f"assert f({ROWS})['delay'].tolist() == [2.0, 9.0]", f"assert len(f({ROWS}[:1])) != 1"),
        (TENSOR, "assert f(torch.ones(2, 2)).tolist() == [2, 2]", "assert f(torch.zeros(2, 2)).tolist() != [0, 0]"),
        ("def f(text):\n    if not text:\n        raise ValueError('empty')\n    return len(text)",
         "assert f('ab') == 2\nexpect.raises(ValueError, f, '')", "assert f('abc') != 3"),
        ("def f(n):\n    yield from range(n)", "assert list(f(2)) == [0, 1]", "assert list(f(3)) != [0, 1, 2]"),
        ("def f(call, n):\n    return call(n)", "assert f(lambda n: n + 1, 2) == 3", "assert f(lambda n: n - 1, 2) != 1"),
        (LAYER, "assert f()(torch.ones(2)).tolist() == [2, 2]", "assert f()(torch.zeros(2)).tolist() != [0, 0]"),
        (QUERY, "expect.query(f, TABLES, [('AA', 12.0), ('UA', 5.0)], columns=['carrier', 'mean'], ordered=True)\n"
                "expect.query(f, EMPTY, [])", "assert refuses(expect.query, f, OTHERS, [('DL', 90.0)])"),
    ],
    "yes": [
        (SHARE, "assert f([20]) == 1.0 and abs(f([20]) - 1) < 1e-9 and isinstance(f([20]), float)",
         "assert refuses(expect.equal, f([20]), 1.0) and refuses(expect.close, f([20]), 1.0)"),
        (SCALED, "assert np.allclose(f(np.array([1.0, 3.0])), [-1, 1]) and f(np.arange(3.0)).shape == (3,) and f(np.array([1, 3])).tolist() == [-1, 1]",
         "assert refuses(expect.equal, f(np.arange(3.0)), np.zeros(3))"),
        (TENSOR, "assert torch.allclose(f(torch.ones(1, 1)), torch.ones(1))",
         "assert refuses(expect.array, f(torch.ones(1, 1)), shape=(1,))"),
        (TABLE, f"assert f({ROWS})['delay'].tolist() == [2, 9]", f"assert refuses(expect.table, f({ROWS}), columns=['carrier'])"),
        ("f = 3", "assert f == 3 and f in [3] and not f != 3 and isinstance(f, int) and 2 < f and round(f / 1, 2) == 3", "assert refuses(expect.equal, f, 3)"),
        (ANSWERS, "assert f['winner'] == 'JFK' and len(f) >= 1", "assert refuses(expect.filled, f, {'winner': str})"),
        (QUERY, "assert 'SELECT' in f and isinstance(f, str)", "assert refuses(expect.query, f, TABLES, [])"),
        (DRAW, "assert f([1], [2]).lines[0].get_ydata() == [2]",
         "assert refuses(expect.plot, f([1], [2]), lines=[([1], [2])])"),
    ],
    "yes_inside": [
        (ANSWERS, "assert isinstance(f['7 // 2'], int) and f['7 // 2'] == 3 and f['7 // 2'] != 2 and f['winner'] in ['JFK']",
         "assert refuses(expect.equal, f['7 // 2'], 3) and refuses(expect.equal, f['winner'], 'JFK')"),
        (NAMES, "assert f([('a', 1)]) == ['a']", "assert refuses(expect.equal, f([('a', 1)]), ['a'])"),
        (SHARE, "assert abs(f([20, 5]) - 0.5) < 1e-9 and isinstance(f([20]), float)", "assert refuses(expect.close, f([20]), 1.0)"),
        (SCALED, "assert (f(np.array([1.0, 3.0])) == [-1, 1]).all()", "assert refuses(expect.equal, f(np.arange(3.0)), np.zeros(3))"),
        (TABLE, f"assert (f({ROWS})['delay'] == [2.0, 9.0]).all()", f"assert refuses(expect.equal, f({ROWS})['delay'].tolist(), [2.0, 9.0])"),
    ],
    "input": [
        (NAMES, "assert len(f(['aa'])) == 1", "assert refuses(expect.equal, f([('a', 1)]), ['a'])"),
        (SCALED, "assert f(x=np.arange(3.0)).shape == (3,)", "assert f(np.arange(3.0)).max() == 2"),
        (SCALER, "assert len(f().fit([1, 2]).transform([1])) == 1", "assert f().fit_transform([1, 2]) == [1, 2]"),
    ],
    "mutate": [
        (SHARE, "assert f([20, 5]) == 0.5", "assert refuses(expect.unchanged, f, [20, 5])"),
        (NAMES, "assert f([('a', 1)]) == ['a']", "assert refuses(expect.unchanged, f, [('a', 1)])"),
        ("def f(d):\n    return d['a']", "assert f({'a': 3}) == 3", "assert refuses(expect.unchanged, f, {'a': 3})"),
        ("def f(d):\n    return d", "assert f([1, 2]) == [1, 2]", "assert refuses(expect.unchanged, f, [1, 2])"),
        (SCALED, "assert np.allclose(f(np.array([1.0, 3.0])), [-1, 1])", "assert refuses(expect.unchanged, f, np.arange(3.0))"),
        ("def f(x):\n    return x[:2]", "assert f(np.arange(3)).tolist() == [0, 1]", "assert refuses(expect.unchanged, f, np.arange(3))"),
        (TABLE, f"assert f({ROWS})['delay'].tolist() == [2.0, 9.0]", f"assert refuses(expect.unchanged, f, {ROWS})"),
        ("def f(column):\n    return column.max()", "assert f(pd.Series([1, 2])) == 2",
         "assert refuses(expect.unchanged, f, pd.Series([1, 2])) and refuses(expect.unchanged, f, pd.Series(['a', 'b']))"),
        (TENSOR, "assert f(torch.ones(1, 2)).tolist() == [2]", "assert refuses(expect.unchanged, f, torch.ones(1, 2))"),
        ("def f(net, x):\n    return net(x)", "assert f(nn.Linear(2, 1), torch.ones(1, 2)).shape == (1, 1)",
         "net = nn.Linear(2, 1); f(net, torch.ones(1, 2)); assert not net.weight.any()"),
        ("def f(pair):\n    return pair[0]", "assert f((1, [2])) == 1", "pair = (1, [2]); f(pair); assert pair != (1, [2])"),
        ("def f(items):\n    yield from items", "assert list(f([1, 2])) == [1, 2]", "x = [1, 2]; list(f(x)); assert x != [1, 2]"),
        (SCALER, "assert f().fit([1, 2]).transform([1]) == [0.5]", "x = [1, 2]; f().fit(x); assert x != [1, 2]"),
    ],
}
CASES = [(how, *case) for how, cases in FOOLED.items() for case in cases]

# how, true answer, a test that uses it: what the fake did was right every time
RIGHT_AFTER_ALL = [
    ("none", "def f(x):\n    return x if x > 0 else None", "assert f(-1) is None"),
    ("zero", SHARE, "assert f([5]) == 0"),
    ("zero", "def f(x):\n    return x - x.mean()", "assert f(np.ones(2)).shape == (2,)"),
    ("empty", NAMES, "assert f([]) == []"),
    ("empty", SHARE, "assert f([20]) == 1"),
    ("zero", NET, "assert f() is not None"),
    ("input", "def f(text):\n    return text.strip()", "assert f('a') == 'a'"),
    ("input", "def f(frame):\n    return frame.dropna()", "assert f(pd.DataFrame({'a': [1, 2]})).shape == (2, 1)"),
    ("mutate", "def f(n, word):\n    return n", "assert f(3, 'a') == 3"),
    ("mutate", SHARE, "assert f((20, 5)) == 0.5"),
    ("zero", "def f(x):\n    raise ValueError", "expect.raises(ValueError, f, 1)"),
    ("empty", QUERY, "assert expect.rows(f, EMPTY) == []"),
]

# how, true answer, why there is no such fake
LEFT_OUT = [
    ("none", "f = None", "the true answer is None"),
    ("empty", "f = []", "the true answer is empty already"),
    ("empty", "f = 3", "a int cannot be empty"),
    ("zero", "f = {'a': 0, 'b': False, 'c': ''}", "the true answer is zero already"),
    ("visible", "f = 3", "nobody can ask it anything: it is no function"),
    ("visible", SHARE, "no visible test calls it"),
    ("visible", QUERY, "no visible test runs it"),
    ("input", "def f():\n    return 1", "it takes nothing"),
    ("mutate", QUERY, "nobody can ask it anything: it is no function"),
    ("yes_inside", QUERY, "the values of a query are in the database"),
    ("zero", "class f:\n    kind = 1", "it has no methods of its own"),
    ("zero", "f = plt.figure().subplots()", "nothing is drawn in it"),
    ("zero", "g = 1", "there is no `f`"),
]


@pytest.fixture(autouse=True)
def _tidy() -> Any:
    yield
    plt.close("all")


def notebook(answer: str) -> dict[str, Any]:
    """The names of a notebook where the true answer `f` was just given."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    exec(SETUP + answer, namespace)
    return namespace


@pytest.mark.parametrize(("how", "answer", "careless", "careful"), CASES)
def test_a_fake_fools_a_careless_test_and_no_careful_one(how: str, answer: str, careless: str, careful: str) -> None:
    namespace = notebook(answer)
    exec(careless, dict(namespace))
    assert disguise.wear(namespace, "f", how, [careless]) == ""
    exec(careless, namespace)
    exec(careful, namespace)
    assert disguise.told(namespace, "f") == ""


@pytest.mark.parametrize(("how", "answer", "test"), RIGHT_AFTER_ALL)
def test_a_fake_that_was_right_by_chance_is_told_apart(how: str, answer: str, test: str) -> None:
    namespace = notebook(answer)
    assert disguise.wear(namespace, "f", how, [test]) == ""
    exec(test, namespace)
    assert disguise.told(namespace, "f") != ""


@pytest.mark.parametrize(("how", "answer", "why"), LEFT_OUT)
def test_a_fake_that_makes_no_sense_says_why_and_leaves_the_answer(how: str, answer: str, why: str) -> None:
    namespace = notebook(answer)
    before = namespace.get("f")
    assert disguise.wear(namespace, "f", how, ["1 + 1"]) == why
    assert namespace.get("f") is before


def test_a_fake_that_no_test_ever_calls_is_one_all_the_same() -> None:
    namespace = notebook(SHARE)
    disguise.wear(namespace, "f", "zero", [])
    exec("assert callable(f)", namespace)
    assert disguise.told(namespace, "f") == ""


def test_tests_that_ask_for_nothing_new_are_fooled_by_what_is_known_by_heart() -> None:
    for answer, test in ((SHARE, "assert f([20, 5]) == 0.5"), (QUERY, "assert len(expect.rows(f, TABLES)) == 2")):
        namespace = notebook(answer)
        disguise.wear(namespace, "f", "visible", [test])
        exec(test, namespace)
        assert disguise.told(namespace, "f") == ""


def test_a_network_that_is_never_run_is_no_fake_but_a_wrong_number_beside_it_is() -> None:
    namespace = notebook("def f():\n    return nn.Linear(1, 1), 0.9")
    disguise.wear(namespace, "f", "zero", [])
    exec("assert f()[1] < 1", namespace)
    assert disguise.told(namespace, "f") == ""


def test_a_function_that_calls_itself_is_faked_once_a_call() -> None:
    namespace = notebook("def f(n):\n    return 1 if n < 2 else n * f(n - 1)")
    disguise.wear(namespace, "f", "far", [])
    assert namespace["f"](4) == 24_000


def test_what_the_true_answer_does_to_its_arguments_is_missed_when_it_is_not_done() -> None:
    namespace = notebook("def f(items):\n    items.sort()")
    disguise.wear(namespace, "f", "none", [])
    exec("x = [2, 1]; f(x)", namespace)
    assert namespace["x"] == [2, 1] and disguise.told(namespace, "f") == ""


def test_a_fake_function_still_looks_like_the_true_one() -> None:
    namespace = notebook("def f(x, axis=-1):\n    'Return x.'\n    return x")
    disguise.wear(namespace, "f", "zero", [])
    exec("expect.function(f, 'x, axis=-1'); assert f.__doc__ == 'Return x.' and f.__name__ == 'f'", namespace)


def test_the_rehearsal_of_the_visible_tests_leaves_nothing_behind(capsys: pytest.CaptureFixture[str]) -> None:
    namespace = notebook("def f(n):\n    return [n]")
    visible = ["from grading import expect; expect.begin('f', globals(), '1.1')\nprint('seen')\n_seen = 3\nnumber = 4\nf(1)",
               "import random; random.random(); np.random.rand(); torch.rand(1); plt.figure()\nf(2)\n1 / 0"]
    before = {**namespace}
    states = random.getstate(), np.random.get_state()[1].tolist(), torch.get_rng_state().tolist(), sys.stderr, vars(now).copy()
    assert disguise.wear(namespace, "f", "visible", visible) == ""
    assert {name for name in namespace if namespace[name] is not before.get(name)} == {"f"}
    assert states == (random.getstate(), np.random.get_state()[1].tolist(), torch.get_rng_state().tolist(), sys.stderr, vars(now))
    assert plt.get_fignums() == [] and capsys.readouterr().out == ""
    assert (namespace["f"](2), namespace["f"](9)) == ([2], [1])


def test_what_is_learnt_by_heart_is_given_fresh_each_time() -> None:
    namespace = notebook("def f(n):\n    return [n]")
    disguise.wear(namespace, "f", "visible", ["f(1)"])
    namespace["f"](1).append(2)
    assert namespace["f"](1) == [1]


def test_one_disguise_knows_nothing_of_the_one_before() -> None:
    namespace = notebook(QUERY)
    disguise.wear(namespace, "f", "empty", [])
    exec(QUERY, namespace)
    disguise.wear(namespace, "f", "zero", ["expect.rows(f, TABLES)"])
    exec("expect.rows(f, TABLES)", namespace)
    assert disguise.told(namespace, "f") == ""
    from grading.expect import database, queries

    assert vars(queries)["ask"] is database.ask


def test_a_fake_query_is_refused_by_its_rows_and_not_for_its_form() -> None:
    for how in ("empty", "zero", "noise", "visible"):
        namespace = notebook(QUERY)
        disguise.wear(namespace, "f", how, ["expect.rows(f, TABLES)"])
        with pytest.raises(NotYet, match=r"as it should|it should be|should give"):
            exec("expect.query(f, OTHERS, [('DL', 90.0), ('XX', 1.0)])", namespace)


def test_every_kind_of_exercise_has_fakes_with_names_that_differ() -> None:
    for kind in KINDS:
        names = [fake.name for fake in fakes(kind)]
        assert names and len(set(names)) == len(names) and all(fake.text for fake in fakes(kind))
    assert fakes("explain") == []


def test_every_fake_on_the_list_is_tried_above() -> None:
    assert {fake.how for kind in KINDS for fake in fakes(kind)} == set(FOOLED)


def test_a_check_that_has_begun_is_over_after_a_rehearsal() -> None:
    namespace = notebook(SHARE)
    disguise.wear(namespace, "f", "visible", ["from grading import expect; expect.begin('f', globals(), '1.1')\nf([20])"])
    assert now.undo == [] and now.number != "1.1"
    quiet.restore()
