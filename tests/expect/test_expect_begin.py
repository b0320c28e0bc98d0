"""The first line of a test cell: not attempted or not, whole tools, and nothing left behind."""

from __future__ import annotations

import functools
import random
import sys
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from mistakes import cell

from grading import expect
from grading.expect import quiet
from grading.expect.state import now

BEGIN = 'from grading import expect; expect.begin("answer", globals(), "21.3")\n'


def run(answer: str, check: str = "", begin: str = BEGIN) -> dict[str, Any]:
    names: dict[str, Any] = {"__name__": "__main__"}
    cell(answer, names, "answer")
    cell(begin + check, names, "check")
    return names


@pytest.mark.parametrize("answer", [
    "other = 1", "answer = ...", 'answer = {"a": ..., "b": ...}', 'answer = "-- write here\\n"', 'answer = "\\n/* x */ "',
    'def answer(x):\n    "Doc."\n    raise NotImplementedError("Exercise 21.3 is not done yet")',
    'def answer(x):\n    y = x + 1\n    raise NotImplementedError("Exercise 21.3 is not done yet")',
    'import functools\n@functools.cache\ndef answer(x):\n    raise NotImplementedError("Exercise 21.3 is not done yet")',
])
def test_no_attempt_is_called_so_and_says_what_to_do(answer: str) -> None:
    with pytest.raises(expect.NotAttempted, match=r"Exercise 21\.3 is not attempted yet: .*`answer\b") as caught:
        run(answer)
    for line in str(caught.value).split("\n"):
        assert "NotImplementedError" not in line or len(line) <= 80, "a notebook breaks longer lines, here inside the code"


@pytest.mark.parametrize("answer", [
    "answer = None", "answer = 0", "answer = {}", 'answer = {"a": ..., "b": 1}', 'answer = "SELECT 1 -- x"',
    "answer = lambda x: x", "class answer: pass", "answer = print", "import math as answer",
    'def answer(x):\n    return x\n    raise NotImplementedError("Exercise 21.3 is not done yet")',
    'def answer(x):\n    for y in x:\n        return y\n    raise NotImplementedError("Exercise 21.3 is not done yet")',
    'def answer(x):\n    raise NotImplementedError("my own reason")',
])
def test_an_attempt_is_let_through(answer: str) -> None:
    run(answer)


def test_starting_text_that_is_given_is_no_attempt() -> None:
    text = "def answer(x):\n    return x + 1"
    begin = BEGIN.replace(")\n", f', given="{expect.fingerprint(text)}")\n')
    with pytest.raises(expect.NotAttempted, match="still is as it was given"):
        run(text + "\n", begin=begin)
    run("def answer(x):\n    return x + 2", begin=begin)
    with pytest.raises(expect.NotAttempted):
        run('answer = "SELECT  1"', begin=BEGIN.replace(")\n", f', given="{expect.fingerprint("SELECT  1")}")\n'))


class Hostile:
    """Everything that Python may ask of it fails."""

    def __getattribute__(self, name: str) -> Any:
        raise SystemExit(name)

    def _refuse(self, *_: Any) -> Any:
        raise ValueError

    __eq__ = __repr__ = __str__ = __bool__ = __len__ = __hash__ = __call__ = __iter__ = _refuse


class Meta(type):
    def __getattribute__(cls, name: str) -> Any:
        if name in ("__module__", "__name__", "__mro__"):
            return super().__getattribute__(name)
        raise ValueError(name)


def test_no_object_breaks_begin() -> None:
    liar = type("D", (dict,), {"values": lambda self: 1 / 0, "__len__": lambda self: -1})
    for value in (Hostile(), Meta("Strange", (), {}), functools.partial(print), liar(a=1),
                  type("S", (str,), {"splitlines": None})("SELECT 1")):
        names: dict[str, Any] = {"answer": value, "odd": value, "print": value}
        cell(BEGIN + "print(end='')", names, "check")


def test_an_overwritten_expect_and_its_checks_are_put_back() -> None:
    names = run("answer = 1\nfrom grading import expect\nexpect.equal = lambda *a, **k: None\nexpect = 7", "x = expect")
    assert names["x"] is sys.modules["grading.expect"]
    with pytest.raises(expect.NotYet):
        names["expect"].equal(1, 2)


def test_a_covered_builtin_is_uncovered_for_the_cell_only() -> None:
    names = run("answer = 1\nsum = 0\nlist = [1]", "total = sum([1, 2])")
    assert names["total"] == 3
    assert names["sum"] == 0 and names["list"] == [1]


def test_a_helper_named_like_a_builtin_stays_when_the_answer_calls_it() -> None:
    answer = "def sum(values):\n    return 42\n\n\ndef answer():\n    return sum([1])"
    assert run(answer, "seen = answer(), sum([1])")["seen"] == (42, 42)


def test_warnings_and_stderr_are_silent_until_the_cell_ends(capfd: pytest.CaptureFixture[str]) -> None:
    answer = ("import sys, warnings\ndef answer():\n    warnings.warn('careful')\n    print('oops', file=sys.stderr)\n"
              "    print('hello')\n")
    before = sys.stderr, warnings.filters[:]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        run(answer, "answer()")
    out, err = capfd.readouterr()
    assert (out, err) == ("hello\n", "")
    assert (sys.stderr, warnings.filters[:]) == before, "what begin did must end with the cell"


def test_everything_is_put_back_when_begin_refuses() -> None:
    before = sys.stderr
    try:
        run("answer = ...")
    except expect.NotAttempted:
        assert sys.stderr is not before
    quiet.restore()
    assert sys.stderr is before and not now.undo


def test_the_next_begin_ends_what_a_kept_cell_left_open() -> None:
    before = sys.stderr
    code = compile(BEGIN + "answer", "<kept>", "exec")
    names = {"answer": 1}
    exec(code, names)
    assert sys.stderr is not before
    exec(code, names)
    quiet.restore()
    assert sys.stderr is before


@pytest.mark.parametrize("draw", [random.random, np.random.random])
def test_a_check_leaves_the_global_random_state_alone(draw: Callable[[], float]) -> None:
    run("import random\nimport numpy as np\nanswer = 1")
    random.seed(1)
    np.random.seed(1)
    first = draw()
    random.seed(1)
    np.random.seed(1)
    run("import random\nimport numpy as np\nanswer = 1", "random.seed(5)\nnp.random.seed(5)\nnp.random.random(10)")
    assert draw() == first
