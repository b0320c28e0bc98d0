"""Checks in a real kernel: a failure shows its message only, and stderr in a check costs nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbgrader.utils import determine_grade

from grading.expect import passed

NOISY = '''
import logging, os, subprocess, sys, warnings
logging.basicConfig(force=True)
log = logging.getLogger("mine")

def answer():
    warnings.warn("careful")
    print("to stderr", file=sys.stderr)
    log.warning("kept the stream")
    os.write(2, b"straight to the descriptor")
    subprocess.run([sys.executable, "-c", "import sys; sys.stderr.write('from a child')"])
    print("to stdout")
    return 7
'''
BEGIN = 'from grading import expect; expect.begin("answer", globals(), "21.3")\n'
CELLS = [
    NOISY,
    BEGIN + "expect.equal(expect.call(answer), 7)\nexpect.unchanged(answer)",
    "import sys, warnings; warnings.warn('heard again'); print('and this', file=sys.stderr)\nos.write(2, b'and that')\n3",
    BEGIN + "expect.equal(expect.call(answer), 8)",
    "answer = ...",
    BEGIN + "expect.equal(answer, 8)",
    "import sys; print('after a failure', file=sys.stderr)",
    "def answer():\n    return 1 / 0",
    BEGIN + "\n\nexpect.equal(expect.call(answer), 8)",
]


@pytest.fixture(scope="module")
def cells() -> list[Any]:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in CELLS])
    for number in (1, 3, 5, 8):
        notebook.cells[number].metadata["nbgrader"] = {"grade": True, "solution": False, "grade_id": f"test_{number}", "locked": True,
                                                       "points": 2, "schema_version": 3, "task": False}
    # ipykernel does not watch file descriptors when it finds itself under pytest.
    env = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}
    NotebookClient(notebook, timeout=120, kernel_name="python3", allow_errors=True).execute(env=env)
    return list(notebook.cells)


def streams(cell: Any, name: str) -> str:
    return "".join(output.text for output in cell.outputs if output.output_type == "stream" and output.name == name)


def test_a_noisy_right_answer_gets_all_its_points(cells: list[Any]) -> None:
    assert streams(cells[1], "stderr") == ""
    assert streams(cells[1], "stdout").count("to stdout") == 2
    assert [output.output_type for output in cells[1].outputs] == ["stream"], "the value of the last line is not shown"
    assert determine_grade(cells[1]) == (2, 2)


def test_the_cell_after_a_check_is_heard_again(cells: list[Any]) -> None:
    said = streams(cells[2], "stderr")
    assert "heard again" in said and "and this" in said and "and that" in said
    assert cells[2].outputs[-1].data["text/plain"] == "3"
    assert streams(cells[6], "stderr") == "after a failure\n"


def test_a_failure_shows_its_message_and_nothing_else(cells: list[Any]) -> None:
    error = cells[3].outputs[-1]
    assert error.output_type == "error" and streams(cells[3], "stderr") == ""
    assert error.traceback == ["`answer()` should be 8, but is 7.", "One too few: look at where the counting starts and where it ends."]
    assert determine_grade(cells[3]) == (0, 2)


def test_no_attempt_shows_what_to_do(cells: list[Any]) -> None:
    error = cells[5].outputs[-1]
    assert error.ename == "NotAttempted"
    assert error.traceback == [
        "Exercise 21.3 is not attempted yet: put your answer in the place of `...` after `answer =`.",
        "If that cell shows an error, mend it first: a check sees what ran last, not what is written there."]


def test_an_error_in_the_answer_shows_the_learners_own_line(cells: list[Any]) -> None:
    assert cells[8].outputs[-1].traceback[:2] == ["`answer()` stopped with ZeroDivisionError: division by zero", "  your line 2:  return 1 / 0"]


def test_importing_expect_loads_no_library() -> None:
    code = ("import sys; before = set(sys.modules); from grading import expect; expect.begin, expect.equal; "
            "new = {name.split('.')[0] for name in set(sys.modules) - before}; "
            "print(sorted(new & {'pandas', 'numpy', 'torch', 'duckdb', 'matplotlib', 'nbgrader', 'IPython'}), "
            "len(set(sys.modules) - before))")
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8").stdout
    loaded, number = answer.rsplit(" ", 1)
    assert loaded == "[]"
    assert int(number) < 80, "importing grading.expect loads a few small modules, all of Python's own"


def test_a_check_that_finds_nothing_says_how_far_it_has_looked(cells: list[Any]) -> None:
    assert streams(cells[1], "stdout").splitlines()[-1] == (
        "Exercise 21.3: nothing wrong found here; more cases are tried by `workbook check 21` in a terminal.")
    assert "Exercise 21.3" not in streams(cells[3], "stdout") + streams(cells[2], "stdout"), "said once, and not by a failure"


@pytest.mark.parametrize(("source", "form", "words"), [
    ("expect.that(x, '')\n### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS", True, "Exercise 11.1: right."),
    ("expect.filled(x)", True, "Exercise 11.1: the form is right; whether the answer is, `workbook check 11` in a terminal tells."),
])
def test_it_claims_no_more_than_was_tested(source: str, form: bool, words: str) -> None:
    assert passed.line("11.1", source, form) == words


def test_without_the_hidden_tests_at_hand_it_points_to_grading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passed, "_SOURCES", tmp_path / "nowhere")
    assert passed.line("11.1", "", False) == "Exercise 11.1: nothing wrong found here; more cases are tried when it is graded."
    assert passed.line("11.1", "", True) == "Exercise 11.1: the form is right; whether the answer is, grading will tell."


def test_no_command_is_named_for_an_exercise_without_a_lesson() -> None:
    assert passed.line("mean", "", False) == "Exercise mean: nothing wrong found here; more cases are tried when it is graded."
