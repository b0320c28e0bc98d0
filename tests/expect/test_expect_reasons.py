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
