"""`workbook check` on notebooks that are broken, and on code that does not end or takes everything down."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import psutil
import pytest
from learner import RIGHT, answer, at, change, code, judged, of, source, start, states

from grading.check import verb
from grading.verdict import State

ALL = dict.fromkeys(RIGHT, "correct") | {"memo": "written"}
Cells = list[dict[str, Any]]


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    path = start(tmp_path)
    answer(path, **RIGHT)
    return path


def strip(cells: Cells) -> None:
    """What some editors do: no ids, no metadata."""
    for cell in cells:
        cell.pop("id", None)
        cell["metadata"] = {}


def rename(cells: Cells) -> None:
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"]["grade_id"] = f"cell-{number}"


def double_answer(cells: Cells) -> None:
    """Worked on, then copied, and the copy emptied again."""
    place = at(cells, "chosen")
    cells.insert(place + 1, {**cells[place], "source": "chosen = ..."})


def double_check(cells: Cells) -> None:
    cells.insert(at(cells, "test_chosen"), dict(cells[at(cells, "test_chosen")]))


def lose_imports(cells: Cells) -> None:
    cells[:] = [cell for cell in cells if source(cell) != "from grading import expect"]


def lose_checks(cells: Cells) -> None:
    cells[:] = [cell for cell in cells if not str(cell["id"]).startswith("test_")]


def break_import(cells: Cells) -> None:
    next(cell for cell in cells if source(cell) == "from grading import expect")["source"] = "from grading imp"


def bad_cells(cells: Cells) -> None:
    cells[1:1] = [None, {"cell_type": "code"}, {"cell_type": 3, "source": 4}, "text", {"metadata": []}]
    for cell in cells:
        if isinstance(cell, dict) and "id" in cell:
            cell["metadata"]["nbgrader"] = cell["metadata"].get("nbgrader", ["?"])


@pytest.mark.parametrize("how", [strip, rename, double_answer, double_check, lose_imports, lose_checks, break_import,
                                 bad_cells, Cells.reverse])
def test_right_answers_count_in_a_damaged_notebook_and_the_damage_is_named(
        tmp_path: Path, notebook: Path, how: Any) -> None:
    change(notebook, how)
    verdict = judged(tmp_path, notebook)
    assert states(verdict) == ALL
    if how is not double_check:
        assert verdict.repairs or verdict.remarks


def test_a_deleted_answer_is_not_attempted_and_named(tmp_path: Path, notebook: Path) -> None:
    change(notebook, lambda cells: cells.pop(at(cells, "chosen")))
    verdict = judged(tmp_path, notebook)
    assert states(verdict) == ALL | {"chosen": "not attempted"}
    assert any("21.5" in text and "gone" in text for text in verdict.repairs)


def test_two_changed_copies_the_last_one_counts(tmp_path: Path, notebook: Path) -> None:
    def copy(cells: Cells) -> None:
        cells.insert(at(cells, "chosen") + 1, {**cells[at(cells, "chosen")], "source": "chosen = 8"})

    change(notebook, copy)
    assert of(judged(tmp_path, notebook), "chosen").state is State.WRONG


@pytest.mark.parametrize("cut", [0.5, 0.97])
def test_a_file_that_breaks_off_is_read_as_far_as_it_goes(tmp_path: Path, notebook: Path, cut: float) -> None:
    text = notebook.read_text(encoding="utf-8")
    notebook.write_text(text[:int(len(text) * cut)], encoding="utf-8")
    verdict = judged(tmp_path, notebook)
    assert of(verdict, "double").state is State.CORRECT
    assert "damaged" in verdict.repairs[0]


@pytest.mark.parametrize("content", [b"", b"\x80\x81", b"[]", b"{}", b'{"cells": []}', b"not json", b"[" * 100_000])
def test_what_is_no_notebook_is_refused_in_words(
        tmp_path: Path, notebook: Path, content: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    notebook.write_bytes(content)
    assert verb("21", root=tmp_path) == 2
    said = capsys.readouterr().out
    assert "workbook reset" in said
    assert "Traceback" not in said
    assert notebook.read_bytes() == content


def test_an_older_format_is_read(tmp_path: Path, notebook: Path) -> None:
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    old = [{"cell_type": cell["cell_type"], "input": source(cell), "metadata": {}} for cell in cells]
    for cell in old:
        if cell["cell_type"] == "markdown":
            cell["source"] = cell.pop("input")
    notebook.write_text(json.dumps({"nbformat": 3, "worksheets": [{"cells": old}]}), encoding="utf-8")
    assert states(judged(tmp_path, notebook)) == ALL


@pytest.mark.parametrize(("text", "says"), [
    ("chosen = = 7", "Python cannot read your cell"),
    ("chosen = 7 +\n", "Python cannot read your cell"),
    ("chosen = undefined", "NameError: name 'undefined' is not defined"),
    ("chosen = int(input('?'))", "nobody"),
    ("exit()\nchosen = 7", "exit() ends the kernel"),
    ("import sys\nsys.exit(3)", "SystemExit"),
    ("raise KeyboardInterrupt", "KeyboardInterrupt"),
])
def test_what_stops_a_cell_is_the_message(tmp_path: Path, notebook: Path, text: str, says: str) -> None:
    answer(notebook, chosen=text)
    verdict = judged(tmp_path, notebook)
    assert states(verdict) == ALL | {"chosen": "wrong"}
    assert says in of(verdict, "chosen").message


@pytest.mark.parametrize("loop", [
    "while True:\n    pass", "import time\ntime.sleep(1000)",
    "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass",
])
def test_an_endless_loop_is_stopped_and_later_exercises_are_judged(
        tmp_path: Path, notebook: Path, loop: str) -> None:
    answer(notebook, guess=f"{loop}\nguess = 1")
    verdict = judged(tmp_path, notebook, seconds=2)
    assert states(verdict) == ALL | {"guess": "timed out"}
    assert "took longer than 2 seconds" in of(verdict, "guess").message


def test_a_function_that_never_returns_costs_its_own_exercise_only(tmp_path: Path, notebook: Path) -> None:
    answer(notebook, double="def double(x):\n    while x:\n        pass\n    return 0")
    verdict = judged(tmp_path, notebook, seconds=2)
    assert states(verdict) == ALL | {"double": "timed out"}
    assert [cell.points for cell in of(verdict, "double").cells] == [0, 1]


@pytest.mark.parametrize(("end", "other"), [
    ("os._exit(0)", "os.kill(os.getpid(), 9)"), ("os.abort()", "os.close(1); os._exit(1)"),
])
def test_a_process_that_ends_is_replaced_and_later_exercises_are_judged(
        tmp_path: Path, notebook: Path, end: str, other: str) -> None:
    answer(notebook, double=f"import os\ndef double(x):\n    {end}", guess=f"import os\n{other}")
    verdict = judged(tmp_path, notebook)
    assert states(verdict) == ALL | {"double": "crashed", "guess": "crashed"}
    assert "notebook down" in of(verdict, "guess").message


def test_too_much_memory_is_stopped_and_named(tmp_path: Path, notebook: Path) -> None:
    answer(notebook, chosen="rows = []\nwhile True:\n    rows.append(bytearray(10_000_000))")
    verdict = judged(tmp_path, notebook, memory_mb=600)
    assert states(verdict) == ALL | {"chosen": "crashed"}
    assert "memory" in of(verdict, "chosen").message


def test_nothing_that_a_notebook_started_lives_on(tmp_path: Path, notebook: Path) -> None:
    stays = tmp_path / "pid"
    change(notebook, lambda cells: cells.append(code(
        "import subprocess, sys\nfrom pathlib import Path\n"
        f"p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(300)'])\n"
        f"Path({str(stays)!r}).write_text(str(p.pid))")))
    judged(tmp_path, notebook)
    pid = int(stays.read_text(encoding="utf-8"))
    deadline = time.monotonic() + 5
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != "zombie" and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not psutil.pid_exists(pid) or psutil.Process(pid).status() == "zombie"


def test_floods_of_output_and_changed_builtins_do_no_harm(tmp_path: Path, notebook: Path) -> None:
    change(notebook, lambda cells: cells.insert(2, code(
        "import builtins, json, sys\nfor _ in range(20):\n    print('x' * 1_000_000)\n"
        "sys.stdout.close()\nsys.stderr = None\nlen = print = None\njson.dumps = None")))
    assert states(judged(tmp_path, notebook)) == ALL


def test_trouble_in_an_own_cell_is_only_remarked(tmp_path: Path, notebook: Path) -> None:
    change(notebook, lambda cells: cells.append(code("1 / 0")))
    verdict = judged(tmp_path, notebook)
    assert states(verdict) == ALL
    assert "ZeroDivisionError" in verdict.remarks[0]
