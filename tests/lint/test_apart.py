"""No later cell reads a name that an exercise binds: what counts as reading and as binding."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from good_lesson import SOURCE, course

from grading import lint
from grading.lint.names import names

# A teaching cell below every exercise, and one between the import cell and the first.
LATE = "# %% [markdown]\n# ## In production"
EARLY = "# %% [markdown]\n# ## Warm-up"


def found(root: Path, cell: str, place: str = LATE, source: str = SOURCE, rule: str = "answers-apart") -> list[str]:
    text = source.replace(place, f"# %% [markdown]\n# A cell.\n\n# %%\n{cell}\n\n{place}", 1)
    path = course(root, text)
    return [finding.message for finding in lint.check(path, root) if finding.rule == rule]


READS = {
    "by name": "print(frozen)",
    "in an f-string": 'print(f"{frozen}")',
    "in a function": "def show():\n    return frozen",
    "in a lambda": "show = lambda: frozen",
    "in a default": "def show(query=frozen):\n    return query",
    "in a comprehension": "[row for row in frozen]",
    "before it is bound anew": "frozen = frozen + ' LIMIT 3'",
    "by adding to it": "frozen += ' LIMIT 3'",
    "by a part of it": "frozen[0]",
    "by changing a part of it": "frozen[0] = 3",
    "by DuckDB": 'con.execute("SELECT day FROM frozen")',
    "by DuckDB, in a join": 'con.execute("SELECT day FROM week JOIN frozen USING (day)")',
    "by DuckDB, after a comma": 'con.execute("SELECT day FROM week, frozen")',
    "by DuckDB, in an f-string": 'con.execute(f"SELECT {1} AS n FROM frozen")',
    "by DuckDB, in a sum": 'con.execute("SELECT 1 AS n " + "FROM frozen")',
    "in an except": "try:\n    1\nexcept Exception as error:\n    print(frozen)",
    "in a match": "match frozen:\n    case _:\n        pass",
    "in a walrus": "(n := len(frozen))",
    "in a with": "with open(frozen) as file:\n    pass",
    "as a decorator": "@frozen\ndef f():\n    pass",
    "as a base class": "class A(frozen):\n    pass",
}


@pytest.mark.parametrize("how", READS)
def test_a_teaching_cell_that_reads_an_answer_is_refused(how: str, tmp_path: Path) -> None:
    assert found(tmp_path, READS[how]) == ["the cell reads `frozen`, which a learner's answer to 'frozen' binds."]


FREE = {
    "a name of its own": "frozen = 3\nprint(frozen)",
    "a parameter": "def show(frozen):\n    return frozen",
    "a local variable": "def show():\n    frozen = 3\n    return frozen",
    "a loop's name": "for frozen in range(3):\n    print(frozen)",
    "a comprehension's name": "[frozen for frozen in range(3)]",
    "a lambda's parameter": "show = lambda frozen: frozen",
    "a capture": "match [1, 2]:\n    case [frozen, *rest]:\n        print(frozen)",
    "a caught error": "try:\n    1\nexcept Exception as frozen:\n    print(frozen)",
    "an attribute": "ax.frozen",
    "a keyword": "dict(frozen=3)",
    "a string": 'print("frozen")',
    "a name of WITH": 'con.execute("WITH frozen AS (SELECT 1 AS n) SELECT n FROM frozen")',
    "a column": 'con.execute("SELECT mm AS frozen FROM week")',
    # DuckDB looks among its tables first, from the next cell on.
    "a table": 'con.execute("CREATE TABLE frozen AS SELECT 1 AS n")\n\n# %% [markdown]\n# B.\n\n# %%\nask("FROM frozen")',
}


@pytest.mark.parametrize("what", FREE)
def test_the_same_name_used_otherwise_is_fine(what: str, tmp_path: Path) -> None:
    assert found(tmp_path, FREE[what]) == []


def test_a_name_bound_anew_by_a_teaching_cell_is_free_again(tmp_path: Path) -> None:
    assert found(tmp_path, "frozen = 3\n\n# %% [markdown]\n# B.\n\n# %%\nprint(frozen)") == []


def test_another_exercise_that_reads_an_answer_is_refused(tmp_path: Path) -> None:
    source = SOURCE.replace("umbrella_from = 1 / 4", "umbrella_from = steps['day 10'] / 4")
    assert found(tmp_path, "1", source=source) == ["the cell reads `steps`, which a learner's answer to 'steps' binds."]


def test_the_test_of_another_exercise_is_refused(tmp_path: Path) -> None:
    source = SOURCE.replace("expect.close(umbrella_from, 0.25", "expect.close(umbrella_from, steps['day 10']")
    assert found(tmp_path, "1", source=source) == ["the cell reads `steps`, which a learner's answer to 'steps' binds."]


def test_what_a_test_binds_is_refused_too(tmp_path: Path) -> None:
    assert found(tmp_path, "print(_rows)") == ["the cell reads `_rows`, which a test of 'wet_count' binds."]


def test_whatever_else_an_answer_binds_is_refused(tmp_path: Path) -> None:
    source = SOURCE.replace("umbrella_from = 1 / 4", "soaked = 4\numbrella_from = 1 / soaked")
    assert found(tmp_path, "print(soaked)", source=source) == [
        "the cell reads `soaked`, which a learner's answer to 'umbrella_from' binds."]


@pytest.mark.parametrize("cell", ["def show():\n    return frozen", "show = lambda: frozen",
                                  "class Show:\n    def it(self):\n        return frozen"])
def test_an_earlier_function_that_would_read_an_answer_is_refused(cell: str, tmp_path: Path) -> None:
    messages = found(tmp_path, cell, place=EARLY, rule="answers-unseen")
    assert [message.split(",")[0] for message in messages] == ["`frozen`"]


def test_an_earlier_function_with_a_parameter_of_that_name_is_fine(tmp_path: Path) -> None:
    assert found(tmp_path, "def show(frozen):\n    return frozen", place=EARLY, rule="answers-unseen") == []


@pytest.mark.parametrize(("code", "bound", "read", "later"), [
    ("import a.b, c as d\nfrom e import f as g", {"a", "d", "g"}, set(), set()),
    ("x: int = y\nz: int", {"x"}, {"int", "y"}, set()),
    ("for a, b in c:\n    d = a", {"a", "b", "d"}, {"c"}, set()),
    ("[a for a in b if (c := a)]", {"c"}, {"b"}, set()),
    ("try:\n    a = 1\nexcept E as e:\n    b = e", {"a", "b"}, {"E"}, set()),
    ("def f(a, *b, c=d, **e) -> g:\n    h = a\n    return h + i", {"f"}, {"d", "g", "i"}, {"i"}),
    ("def f():\n    global a\n    a = 1", {"f", "a"}, set(), set()),
    ("def f():\n    def g():\n        return a\n    return g", {"f"}, {"a"}, {"a"}),
    ("a = 1\ndef f():\n    return a", {"a", "f"}, set(), {"a"}),
    ("class A(B, metaclass=M):\n    x = y\n    def f(self):\n        return z", {"A"}, {"B", "M", "y", "z"}, {"z"}),
    ("match a:\n    case {'k': b, **c}:\n        d = b\n    case E(x=f) | [f]:\n        pass", {"b", "c", "d", "f"}, {"a", "E"}, set()),
    ("with a as (b, c):\n    b", {"b", "c"}, {"a"}, set()),
    ("a = lambda b, c=d: b + e", {"a"}, {"d", "e"}, {"e"}),
])
def test_names_of_a_cell(code: str, bound: set[str], read: set[str], later: set[str]) -> None:
    seen = names(ast.parse(code))
    assert (seen.bound, seen.read, seen.later) == (bound, read, later)
