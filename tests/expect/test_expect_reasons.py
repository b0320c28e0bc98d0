"""When a call stops, the check around it still says why it was made: in loops, comprehensions and helpers too."""

from __future__ import annotations

import linecache
from typing import Any

import pytest

from grading import expect

BEGIN = 'from grading import expect; expect.begin("share", globals(), "21.3")\n'
ANSWER = "def share(late, arrived):\n    return late / arrived\n"
STOPS = "expect.call(share, 0, 0)"


def said(check: str) -> str:
    """The message of a test cell, run with its text at hand as a notebook does."""
    names: dict[str, Any] = {"__name__": "__main__"}
    for where, source in (("<answer>", ANSWER), ("<check>", BEGIN + check)):
        linecache.cache[where] = (len(source), None, source.splitlines(keepends=True), where)
        try:
            exec(compile(source, where, "exec"), names)
        except expect.NotYet as error:
            return str(error)
    return ""


@pytest.mark.parametrize("check", [
    f'expect.equal({STOPS}, None, because="no flight arrived", hint=2)',
    f'expect.equal({STOPS}, None, "no flight arrived", 2)',
    f'expect.close({STOPS}, 0.5, 1e-3, because="no flight arrived", hint=2)',
    f'expect.equal(\n    [expect.call(share, 1, 2),\n     {STOPS}],\n    [0.5, None],\n    because="no flight arrived",\n    hint=2)',
    'expect.equal(expect.unchanged(share, 0, 0), None, because="no flight arrived", hint=2)',
    f'expect.array([{STOPS} for i in range(2)], shape=(2,), because="no flight arrived", hint=2)',
    f'expect.equal(list({STOPS} for i in range(2)), [], because="no flight arrived", hint=2)',
    'expect.equal((lambda n: expect.call(share, n, n))(0), None, because="no flight arrived", hint=2)',
    'def _both(n):\n    return expect.call(share, n, n)\n\n\nexpect.equal(_both(0), None, because="no flight arrived", hint=2)',
    f'word = "é—é"; expect.equal(expect.call(share, 1, 2), 0.5, because="ä"); expect.equal({STOPS}, 0, because="no flight arrived", hint=2)',
])
def test_a_call_that_stops_gets_the_reasons_of_its_check(check: str) -> None:
    assert said(check).endswith("\nNo flight arrived.\nHint 2 above is about this."), said(check)


@pytest.mark.parametrize("check", [
    'for late, arrived in [(1, 2), (0, 0)]:\n    expect.that(expect.call(share, late, arrived) == 0.5, "no", hint=f"try {late} of {arrived}")',
    '[expect.equal(expect.call(share, n, n), 1, because=f"try {n} of {n}") for n in (1, 0)]',
    'expect.equal([expect.call(share, n, n) for n in (1, 0)], [1, 1], because=f"try {0} of 0")',
    'def _all(pairs, why):\n    expect.equal([expect.call(share, a, b) for a, b in pairs], [], because=f"try {why} of {why}")\n\n\n_all([(0, 0)], 0)',
    'def _all(pairs):\n    for n, _ in pairs:\n        expect.equal({n: expect.call(share, n, n)}, {}, because=f"try {n} of {max(x for x in [n])}")\n\n\n_all([(0, 0)])',
    '[[expect.equal(expect.call(share, n, m), 1, because=f"try {n} of {m}") for m in (0,)] for n in (0,)]',
    'def _all(ns):\n    return [expect.equal(expect.call(share, n, n), 1, because=f"try {n} of {ns[0]}") for n in ns]\n\n\n_all([0])',
])
def test_a_reason_may_be_made_with_the_names_of_a_loop(check: str) -> None:
    assert said(check).endswith("\ntry 0 of 0.") or said(check).endswith("\nTry 0 of 0."), said(check)


@pytest.mark.parametrize("check", [
    f'value = {STOPS}\nexpect.equal(value, 1, because="another line")',
    f'expect.equal(1, 1, because="another check"); {STOPS}; expect.equal(2, 2, because="another check")',
    f'expect.equal([1 for _ in ()], [], because={STOPS})',
    f'expect.that({STOPS} == 1, "the message of what was not seen")',
])
def test_reasons_of_other_checks_are_not_borrowed(check: str) -> None:
    lines = said(check).split("\n")
    assert lines[0].startswith("`share(0, 0)` stopped with ZeroDivisionError") and lines[-1].startswith("The check uses a case")


def test_a_reason_that_fails_itself_hides_neither_the_error_nor_the_hint() -> None:
    text = said(f'expect.equal({STOPS}, 1, because=f"{{nobody}}", hint=3)')
    assert text.startswith("`share(0, 0)` stopped") and text.endswith("\nHint 3 above is about this.")


@pytest.mark.parametrize(("check", "says"), [
    ("expect.equal(expect.call(share, 1, 2), 1)", "`share(1, 2)` should be 1"),
    ("_got = expect.call(share, 1, 2)\nexpect.equal(_got, 1)", "`share(1, 2)` should be 1"),
    ("_got = expect.call(share, 1, 2)\nexpect.equal(_got * 2, 2)", "`share(1, 2) * 2` should be 2"),
    ("expect.equal([expect.call(share, 1, 2)], [1])", "`[share(1, 2)]`, at [0], should be 1"),
    ("_one, _two = expect.call(share, 1, 2), expect.call(share, 2, 2)\nexpect.equal(_one, 1)", "`share(1, 2)` should be 1"),
    ("def _all(n):\n    _got = expect.call(share, n, 2)\n    expect.equal(_got, 9)\n\n\n_all(3)", "`share(3, 2)` should be 9"),
    # The last call of several would be named, and it may be another one that is wrong.
    ("expect.equal([expect.call(share, n, 2) for n in (1, 2)], [1, 1])", "The result, at [0], should be 1"),
    ("expect.equal([expect.call(share, 1, 2), expect.call(share, 2, 2)], [1, 1])", "The result, at [0], should be 1"),
    ("_same = [expect.call(lambda n: 7, n) for n in (1, 2)][0]\nexpect.equal(_same, 1)", "The result should be 1"),
    ("_hidden = 3\nexpect.equal(_hidden, 4)", "The result should be 4"),
    ("late = 3\nexpect.equal(late, 4)", "`late` should be 4"),
])
def test_a_message_speaks_of_calls_and_never_of_names_the_learner_did_not_write(check: str, says: str) -> None:
    assert said(check).startswith(says), said(check)


def test_a_result_of_an_earlier_cell_is_forgotten() -> None:
    assert said("_got = expect.call(share, 1, 2)\n" + BEGIN + "expect.equal(_got, 1)").startswith("The result should be 1")
