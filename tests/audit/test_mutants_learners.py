"""What learners really get wrong in Python and its libraries is among the mutants."""

from __future__ import annotations

import pytest

from grading.audit.mutants import mutants, same

LOOP = """def first_late(delays):
    late = []
    for delay in delays:
        if delay > 15:
            late.append(delay)
            count = 1
    late = late[:3]
    return late"""
TRAINING = """def train(model, loader):
    model.train()
    for x, y in loader:
        optimizer.zero_grad()
        loss = loss_fn(model(x), y)
        loss.backward()
        total += loss.item()
    with torch.no_grad():
        model(x)"""


def codes(code: str) -> list[str]:
    """The mutants' cells."""
    return [mutant.code for mutant in mutants(code)]


@pytest.mark.parametrize(("code", "wrong"), [
    # calls left out
    ("y = abs(x - 1)", "y = x - 1"),
    ("y = abs(x - 1) * 2", "y = (x - 1) * 2"),
    ("y = sorted(x)", "y = x"),
    ("y = list(x)", "y = x"),
    ("y = int(x / 2)", "y = x / 2"),
    ("y = frame.copy()", "y = frame"),
    ("y = weights.clone().detach()", "y = weights.detach()"),
    ("y = name.strip().lower()", "y = name.lower()"),
    ("y = name.strip().lower()", "y = name.strip()"),
    ("y = frame.dropna().fillna(0)", "y = frame.fillna(0)"),
    ("y = (a\n     .dropna()\n     .reset_index(drop=True))", "y = (a\n     .reset_index(drop=True))"),
    ("y = (a + b).round(2)", "y = (a + b)"),
    # other functions
    ("y = x.mean()", "y = x.median()"),
    ("y = np.mean(x)", "y = np.sum(x)"),
    ("y = min(x)", "y = max(x)"),
    ("y = x.argmax()", "y = x.argmin()"),
    ("y = all(x)", "y = any(x)"),
    ("y = math.floor(x)", "y = math.ceil(x)"),
    ("y = int(x)", "y = round(x)"),
    ("y = frame.agg('mean')", "y = frame.agg('median')"),
    ("y = scaler.fit_transform(x)", "y = scaler.transform(x)"),
    # axes, degrees of freedom, places
    ("y = x.sum(axis=0)", "y = x.sum(axis=1)"),
    ("y = x.sum(axis=0)", "y = x.sum(axis=-1)"),
    ("y = x.sum(axis=0)", "y = x.sum()"),
    ("y = x.max(dim=1)", "y = x.max(dim=0)"),
    ("y = x.std(ddof=1)", "y = x.std(ddof=0)"),
    ("y = np.std(x)", "y = np.std(x, ddof=1)"),
    ("y = x.sum(axis=1, keepdims=True)", "y = x.sum(axis=1)"),
    ("y = x[0]", "y = x[-1]"),
    ("y = x[a:b]", "y = x[a:b - 1]"),
    ("y = x[a:b]", "y = x[a + 1:b]"),
    ("y = x[:n]", "y = x[1:n]"),
    ("y = x[::2]", "y = x[:]"),
    ("counts[a, b] += 1", "counts[b, a] += 1"),
    ("y = a @ b", "y = b @ a"),
    ("y = a @ b", "y = a * b"),
    # order, joins, time, parts
    ("y = sorted(x, reverse=True)", "y = sorted(x)"),
    ("y = sorted(x)", "y = sorted(x, reverse=True)"),
    ("y = sorted(x, key=len)", "y = sorted(x)"),
    ("y = a.sort_values('x')", "y = a.sort_values('x', ascending=False)"),
    ("y = a.merge(b, how='left')", "y = a.merge(b, how='inner')"),
    ("y = a.merge(b)", "y = a.merge(b, how='outer')"),
    ("y = x.shift(1)", "y = x.shift(-1)"),
    ("y = x.shift()", "y = x.shift(-1)"),
    ("y = np.roll(x, -n)", "y = np.roll(x, n)"),
    ("a, b = split(X, y, shuffle=True, stratify=y)", "a, b = split(X, y, shuffle=True)"),
    ("X_train = X[:9]\nscaler.fit(X_train)", "X_train = X[:9]\nscaler.fit(X)"),
    ("X_train, X_test = X\nscaler.fit(X_train)", "X_train, X_test = X\nscaler.fit(X_test)"),
    # arguments and parameters
    ("y = f(a, b)", "y = f(b, a)"),
    ("def f(a: int, b: str): return a", "def f(b: int, a: str): return a"),
    ("y = d.get(k, 0)", "y = d.get(k)"),
    ("y = [i for i in range(n)]", "y = [i for i in range(1, n)]"),
    ("y = [i for i in range(n)]", "y = [i for i in range(n - 1)]"),
    # conditions
    ("y = a if x is not None else b", "y = a if x else b"),
    ("y = [x for x in xs if x is not None]", "y = [x for x in xs if x]"),
    ("y = [x for x in xs if x > 1]", "y = [x for x in xs]"),
    ("y = a if not xs else b", "y = a if xs is None else b"),
    ("y = a and b and c", "y = a and c"),
    ("y = a in b", "y = a not in b"),
    ("if a:\n    f()", "if True:\n    f()"),
    # operands
    ("y = a / b", "y = b / a"),
    ("y = (a - b) / c", "y = a - b"),
    ("y = a - (b - c)", "y = (b - c) - a"),
    ("n += 1", "n = 1"),
    ("n += 1", "n -= 1"),
    # constants and displays
    ('y = "late"', 'y = ""'),
    ("y = [a, b, c]", "y = [a, c]"),
    ("y = (a, b)", "y = (a,)"),
    ("y = (a, b)", "y = (b,)"),
    ("y = (a,)", "y = ()"),
    ("y = {a, b}", "y = {a}"),
    ("y = [\n    a,  # first\n    b,\n]", "y = [b]"),
    ("y = [\n    a,  # first\n    b,\n]", "y = [a]"),
    ("y = 0.25 * x", "y = 0.5 * x"),
    ('y = row["late"] / row["all"]', 'y = row["all"] / row["all"]'),
    ("net = nn.Sequential(a(), nn.ReLU(), b())", "net = nn.Sequential(a(), b())"),
])
def test_the_mistake_is_made(code, wrong):
    assert any(same(wrong, one) for one in codes(code))


@pytest.mark.parametrize(("line", "instead"), [
    ("    return late", "    return None"),
    ("    late = late[:3]\n", ""),
    ("    late = late[:3]", "        late = late[:3]"),
    ("            late.append(delay)\n", ""),
    ("            count = 1", "        count = 1"),
    ("in delays", "in []"),
])
def test_a_statement_is_left_out_or_moved(line, instead):
    assert LOOP.replace(line, instead, 1) in codes(LOOP)


def test_a_function_returns_in_the_first_turn_of_its_loop():
    code = "def total(xs):\n    n = 0\n    for x in xs:\n        n = n + x\n    return n"
    assert code.replace("    return", "        return") in codes(code)


@pytest.mark.parametrize("line", ["    model.train()\n", "        optimizer.zero_grad()\n", "        loss.backward()\n",
                                  "        total += loss.item()\n"])
def test_a_step_of_training_is_left_out(line):
    assert TRAINING.replace(line, "", 1) in codes(TRAINING)


def test_gradients_are_recorded_where_they_should_not_be():
    assert TRAINING.replace("with torch.no_grad():", "if True:") in codes(TRAINING)


@pytest.mark.parametrize("code", [
    "y = float(x.mean())",  # another type of number only
    "y = int(counts[1, 2])",
    "y = x.item()",
    "print(x)",
    "import numpy as np",
])
def test_what_changes_manners_only_is_left_alone(code):
    assert not any(mutant.operator in ("CallLeftOut", "MethodLeftOut", "StatementLeftOut") for mutant in mutants(code))


def test_a_name_is_not_left_without_a_value():
    code = "def f(x):\n    total = 1\n    total = total + x\n    return total"
    left_out = [mutant.change for mutant in mutants(code) if mutant.operator == "StatementLeftOut"]
    assert left_out == ["`total = total + x` left out in line 3"]
