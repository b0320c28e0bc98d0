"""Nothing used before it is taught: what counts as needed, what counts as shown, and by whom."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from good_lesson import course

from grading import lint

TOML = """
[lessons.{name}]
title = "A lesson"
question = "What is needed?"
minutes = 60
prerequisites = {before}
"""
LESSON = '''# %% [markdown]
# What is needed? {prose}

# %%
{teaching}

# %% [markdown]
# Write `answer`. {task}
#
# <details><summary>Hint 1: a nudge</summary>
#
# {hint}
#
# </details>

# %% solution="answer" kind="build" title="Answer" minutes=5 objective=1
{solution}

# %% test="answer" points=2
expect.equal(answer, 1, because="it is")
'''
FUNCTION = "def answer(x):\n    return {}"


def write(root: Path, name: str = "21_lesson", before: str = "[]", toml: str = "", **parts: str) -> Path:
    texts = {"prose": "", "teaching": "1", "task": "", "hint": "Think.", "solution": "answer = 1", **parts}
    return course(root, LESSON.format(**texts), bank="", toml=TOML.format(name=name, before=before) + toml, name=name)


def missing(path: Path, waiting: bool = False) -> list[str]:
    """What the rule says is needed and not shown."""
    found = [f for f in lint.check(path, path.parents[1]) if f.rule == "taught" and f.waiting == waiting]
    return [re.search("needs `(.*?)`", finding.message)[1] for finding in found]  # type: ignore[index]


NEEDS = {
    "a method": ("x.strip()", [".strip"]),
    "a function of a library": ("np.median(x)", ["np()", ".median"]),
    "an option of a library": ("sorted(x, reverse=True)", ["sorted()", "reverse="]),
    "a function that is only passed on": ("max(x, key=len)", ["max()", "key=", "len()"]),
    "an f-string": ('f"{x}"', ["f-string"]),
    "a format": ('f"{x:.2f}"', ["f-string", "format such as :.2f"]),
    "a comprehension": ("[y for y in x]", ["comprehension"]),
    "a comprehension of a dict": ("{y: y for y in x}", ["comprehension"]),
    "a lambda": ("lambda y: y", ["lambda"]),
    "a conditional expression": ("x if x else 0", ["conditional expression"]),
    "a slice": ("x[1:]", ["[ ]", "slice"]),
    "a chained comparison": ("1 < x < 3", ["chained comparison"]),
    "a star": ("print(*x)", ["print()", "star"]),
    "two stars": ("print(**x)", ["**kwargs", "print()"]),
    "a dict in a dict": ("{**x}", ["dict", "** in a dict"]),
    "a walrus": ("(y := x)", [":="]),
    "a whole-number division": ("x // 2", ["//"]),
    "a power": ("x ** 2", ["**"]),
    "a product of matrices": ("x @ x", ["@"]),
    "in": ("1 in x", ["in"]),
    "is not": ("x is not None", ["is"]),
    "and, or, not": ("not x or x and x", ["or", "not", "and"]),
}


@pytest.mark.parametrize("what", NEEDS)
def test_an_expression_needs(what: str, tmp_path: Path) -> None:
    code, expected = NEEDS[what]
    assert sorted(missing(write(tmp_path, solution=FUNCTION.format(code), task="`def`, `return`"))) == sorted(expected)


STATEMENTS = {
    "with": ("    with x as y:\n        pass", ["with"]),
    "try": ("    try:\n        pass\n    except KeyError:\n        pass", ["try", "KeyError()"]),
    "raise": ("    raise ValueError", ["raise", "ValueError()"]),
    "match": ("    match x:\n        case [1, *rest]:\n            pass", ["match"]),
    "unpacking": ("    one, two = x", ["unpacking"]),
    "while": ("    while x:\n        break", ["while", "break"]),
    "else of a loop": ("    for y in x:\n        continue\n    else:\n        pass", ["for", "continue", "else of a loop"]),
    "counting": ("    x += 1", ["+="]),
    "a decorator": ("    @cache\n    def inner():\n        pass", ["decorator", "cache()"]),
    "a default": ("    def inner(y=1):\n        pass", ["default argument"]),
    "star arguments": ("    def inner(*args, **kwargs):\n        pass", ["*args", "**kwargs"]),
    "an import": ("    from math import tau", ["import", "tau()"]),
    "a class": ("    class Inner(list):\n        pass", ["class", "base class", "list()"]),
}


@pytest.mark.parametrize("what", STATEMENTS)
def test_a_statement_needs(what: str, tmp_path: Path) -> None:
    code, expected = STATEMENTS[what]
    path = write(tmp_path, solution=f"def answer(x):\n{code}", task="`def`, `return`")
    assert sorted(missing(path)) == sorted(expected)


OWN = {
    "its own helper": "def helper(y, most):\n    return y\ndef answer(x):\n    return helper(x, most=2)",
    "its own variable": "def answer(x):\n    mean = x\n    return mean",
    "its own attribute": "class answer:\n    def __init__(self, x):\n        self.x = x\n    def double(self):\n        return self.x + self.x",
    "its own capture": "def answer(x):\n    match x:\n        case [first, *rest]:\n            return first, rest",
    "columns it names itself": "def answer(x):\n    return x.agg(mean_delay=('delay', 'mean'))",
}


@pytest.mark.parametrize("what", OWN)
def test_an_answer_need_not_be_taught(what: str, tmp_path: Path) -> None:
    shown = "`def`, `return`, `class`, `match`, `.agg`, `(1, 2)`"
    assert missing(write(tmp_path, solution=OWN[what], task=shown)) == []


def test_a_variable_called_like_a_method_does_not_teach_the_method(tmp_path: Path) -> None:
    code = "def answer(x):\n    mean = x.mean()\n    return mean"
    assert missing(write(tmp_path, solution=code, task="`def`, `return`")) == [".mean"]


SHOWN = {
    "in a cell above": ({"teaching": "sorted([2, 1], reverse=True)"}, "sorted(x, reverse=True)"),
    "in a code span of the prose": ({"prose": "Take `sorted(x, reverse=True)`."}, "sorted(x, reverse=True)"),
    "as a word of the task": ({"task": "Use `sorted` and `reverse`."}, "sorted(x, reverse=True)"),
    "in a hint of its own": ({"hint": "Try `sorted(x, reverse=True)`."}, "sorted(x, reverse=True)"),
    "as a piece of a statement": ({"prose": "`for y in x:` and `x[a:b]`"}, "x[1:]"),
    "as a slice alone": ({"prose": "`[1:3]` and `x[0]`"}, "x[1:]"),
    "as a keyword": ({"prose": "`lambda`"}, "lambda y: y"),
    "as an operator": ({"prose": "`//`"}, "x // 2"),
    "as a star argument": ({"prose": "`*args`, `print`"}, "print(*x)"),
    "as a format": ({"prose": '`f"{x}"` and `:.2f`'}, 'f"{x:.2f}"'),
    "in a block of code": ({"prose": "\n#\n# ```python\n# total = sum(x)\n# ```"}, "sum(x)"),
    "by a function of a cell above": ({"teaching": "def ask(query, most=3):\n    return query"}, "ask(x, most=2)"),
}


@pytest.mark.parametrize("how", SHOWN)
def test_shown(how: str, tmp_path: Path) -> None:
    parts, code = SHOWN[how]
    parts["task"] = f"`def`, `return` {parts.get('task', '')}"
    assert missing(write(tmp_path, solution=FUNCTION.format(code), **parts)) == []


NOT_SHOWN = {
    "as prose without a code span": {"prose": "One could call sorted here."},
    "in a test": {"teaching": "1\n\n# %% [markdown]\n# First.\n\n# %% solution=\"first\" kind=\"build\" title=\"F\" minutes=1 objective=1\nfirst = 1\n\n# %% test=\"first\" points=1\nsorted([first])"},
    "in another solution": {"teaching": "1\n\n# %% [markdown]\n# First, `list`.\n\n# %% solution=\"first\" kind=\"build\" title=\"F\" minutes=1 objective=1\nfirst = sorted\n\n# %% test=\"first\" points=1\n1"},
    "in a hint of another exercise": {"teaching": "1\n\n# %% [markdown]\n# First.\n#\n# <details><summary>Hint 1: a</summary>\n#\n# `sorted`\n#\n# </details>\n\n# %% solution=\"first\" kind=\"build\" title=\"F\" minutes=1 objective=1\nfirst = 1\n\n# %% test=\"first\" points=1\n1"},
}


@pytest.mark.parametrize("how", NOT_SHOWN)
def test_not_shown(how: str, tmp_path: Path) -> None:
    path = write(tmp_path, solution=FUNCTION.format("sorted(x)"), task="`def`, `return`", **NOT_SHOWN[how])
    assert missing(path)[-1:] == ["sorted()"]


def test_the_text_of_another_task_counts(tmp_path: Path) -> None:
    path = write(tmp_path, solution=FUNCTION.format("sorted(x)"), task="`def`, `return`",
                 teaching=NOT_SHOWN["in a hint of another exercise"]["teaching"].replace("First.", "First, `sorted`."))
    assert missing(path) == []


def test_what_comes_after_the_exercise_does_not_count(tmp_path: Path) -> None:
    path = write(tmp_path, solution=FUNCTION.format("sorted(x)"), task="`def`, `return`")
    path.write_text(path.read_text(encoding="utf-8") + "\n# %% [markdown]\n# `sorted`\n\n# %%\nsorted([1])\n", encoding="utf-8")
    assert missing(path) == ["sorted()"]


def test_the_stub_teaches_no_raise(tmp_path: Path) -> None:
    code = 'def answer(x):\n    raise NotImplementedError("never")'
    assert missing(write(tmp_path, solution=code, task="`def`")) == ["raise", "NotImplementedError()"]


def test_the_finding_names_the_line(tmp_path: Path) -> None:
    path = write(tmp_path, solution="def answer(x):\n    y = 1\n    return sorted(x)", task="`def`, `return`")
    finding = next(f for f in lint.check(path, tmp_path) if f.rule == "taught")
    assert path.read_text(encoding="utf-8").splitlines()[finding.line - 1] == "    return sorted(x)"


SQL = {
    "SELECT a FROM t WHERE a > 1": ["WHERE"],
    "SELECT a, sum(b) FROM t GROUP BY a HAVING sum(b) > 1": ["SUM()", "GROUP BY", "HAVING"],
    "SELECT count(*) AS n FROM t LIMIT 3": ["COUNT()", "AS", "LIMIT"],
    "SELECT a // 2, a % 2, a::INT FROM t": ["SQL //", "SQL %", "SQL ::"],
    "SELECT a FROM t WHERE b NOT IN (SELECT b FROM s)": ["WHERE", "NOT IN", "IN", "subquery"],
    "SELECT a FROM t WHERE b IS NOT NULL": ["WHERE", "IS NULL"],
    "WITH s AS (SELECT a FROM t) SELECT a FROM s": ["WITH", "AS"],
    "SELECT a FROM t LEFT JOIN s USING (a)": ["LEFT", "JOIN", "USING"],
    "SELECT sum(a) OVER (PARTITION BY b ORDER BY c) FROM t": ["SUM()", "OVER", "PARTITION BY", "ORDER BY"],
    "SELECT a FROM (VALUES (1)) AS names(a)": ["AS"],
    'SELECT left, rows, "where" FROM t': [],
    "SELECT 'GROUP BY' FROM t": [],
}


@pytest.mark.parametrize("query", SQL)
def test_a_query_needs(query: str, tmp_path: Path) -> None:
    assert sorted(missing(write(tmp_path, solution=f'answer = """\n{query}\n"""'))) == sorted(SQL[query])


@pytest.mark.parametrize("shown", [
    {"teaching": 'con.execute("SELECT sum(a) FROM t WHERE a > 1")'},
    {"teaching": 'limit = 1\ncon.execute(f"SELECT sum(a) FROM t WHERE a > {limit}")'},
    {"prose": "`WHERE` keeps rows, `sum` adds."},
    {"prose": "\n#\n# ```sql\n# SELECT sum(a) FROM t WHERE a > 1\n# ```"},
])
def test_sql_is_shown(shown: dict[str, str], tmp_path: Path) -> None:
    assert missing(write(tmp_path, solution='answer = "SELECT sum(a) FROM t WHERE a > 2"', **shown)) == []


def test_an_english_sentence_is_no_query(tmp_path: Path) -> None:
    code = 'def answer(x):\n    return "With a limit, values are in order from here; select one from them"'
    assert missing(write(tmp_path, solution=code, task="`def`, `return`")) == []


def two(root: Path, earlier: str = "", **parts: str) -> Path:
    """Lesson 31 stands on 21, which stands on 12; `earlier` is what 12 teaches."""
    write(root, "12_first", teaching=earlier or "1")
    write(root, "21_second", before='["12_first"]')
    toml = TOML.format(name="12_first", before="[]") + TOML.format(name="21_second", before='["12_first"]')
    return write(root, "31_third", before='["21_second"]', toml=toml, **parts)


def test_what_a_prerequisite_of_a_prerequisite_shows_counts(tmp_path: Path) -> None:
    code = FUNCTION.format("sorted(x)")
    assert missing(two(tmp_path, "sorted([1])", solution=code, task="`def`, `return`")) == []


def test_what_a_lesson_shows_that_is_no_prerequisite_does_not_count(tmp_path: Path) -> None:
    write(tmp_path, "12_first", teaching="sorted([1])")
    path = write(tmp_path, "31_third", toml=TOML.format(name="12_first", before="[]"), solution="answer = sorted")
    assert missing(path) == ["sorted()"]


def test_words_of_a_lesson_without_sql_teach_no_sql(tmp_path: Path) -> None:
    path = two(tmp_path, "1", solution='answer = "SELECT sum(a) FROM t"')
    first = tmp_path / "solutions" / "12_first.py"
    first.write_text(first.read_text(encoding="utf-8").replace("What is needed?", "What is needed? `sum` is."), encoding="utf-8")
    assert missing(path) == ["SUM()"]


PLANNED = '\n[planned]\n{0} = "Planned"\n'


@pytest.mark.parametrize(("planned", "solution", "waits"), [
    ("12_planned", "answer = sorted", True),
    ("12_planned", 'answer = "SELECT sum(a) FROM t"', False),
    ("22_planned", 'answer = "SELECT sum(a) FROM t"', True),
    ("22_planned", "answer = sorted", True),
])
def test_a_planned_prerequisite_may_teach_it(planned: str, solution: str, waits: bool, tmp_path: Path) -> None:
    path = write(tmp_path, "31_third", before=f'["{planned}"]', toml=PLANNED.format(planned), solution=solution)
    assert bool(missing(path, waiting=True)) == waits
    assert bool(missing(path)) != waits


def test_a_prerequisite_that_cannot_be_read_is_waited_for(tmp_path: Path) -> None:
    path = two(tmp_path, solution="answer = sorted")
    (tmp_path / "solutions" / "12_first.py").write_text("no cell", encoding="utf-8")
    assert missing(path) == []
    assert missing(path, waiting=True) == ["sorted()"]
