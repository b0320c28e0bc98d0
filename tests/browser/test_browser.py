"""Two stories in the real JupyterLab with a real browser: a learner's first exercise, and grading by mouse."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from real_lab import CHROMIUM, TOKEN, browser, course, running

from grading import build

LESSON = "21_sql_basics"
pytestmark = [pytest.mark.browser, pytest.mark.lesson(LESSON)]
if CHROMIUM is None:
    pytest.skip("there is no Chromium here: `apt install chromium fonts-dejavu`", allow_module_level=True)
if importlib.util.find_spec("playwright") is None:
    pytest.skip("playwright is not installed: `python workbook.py test` installs it", allow_module_level=True)

Photograph = Callable[[str], None]
# Divides by all flights, those that never arrived included.
WRONG = """def late_share(delays):
    late = [delay for delay in delays if delay is not None and delay > 15]
    return len(late) / len(delays)
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("course")
    course(folder, LESSON)
    return folder


@pytest.fixture(scope="module")
def address(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(root, tmp_path_factory.mktemp("home")) as url:
        yield url


@pytest.fixture
def strangers() -> list[str]:
    """What the page has asked for beyond this machine."""
    return []


@pytest.fixture
def page(address: str, tmp_path: Path, strangers: list[str]) -> Iterator[Any]:
    """A fresh browser on the start page, as `workbook lab` opens it."""
    with browser(tmp_path, strangers) as page:
        page.goto(f"{address}/?token={TOKEN}")
        page.get_by_role("link", name="21 · SQL basics").wait_for()
        yield page


@pytest.fixture
def photograph(page: Any, tmp_path: Path) -> Photograph:
    folder = Path(os.environ.get("WORKBOOK_SCREENSHOTS", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    return lambda name: page.screenshot(path=folder / f"{name}.png")


def menu(page: Any, *names: str) -> None:
    for name in names:
        page.get_by_role("menuitem", name=name, exact=True).click()


def saved(page: Any, path: Path, until: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """Press Ctrl+S until the file's code cells, by id, are as awaited; the cells."""
    cells: dict[str, Any] = {}
    for _ in range(60):
        page.keyboard.press("Control+s")
        page.wait_for_timeout(1000)
        read = json.loads(path.read_text(encoding="utf-8"))["cells"]
        cells = {cell["id"]: cell for cell in read if cell["cell_type"] == "code"}
        if until(cells):
            return cells
    raise AssertionError(f"after a minute still {[name for name, cell in cells.items() if not cell['execution_count']]}")


def errors(cell: dict[str, Any]) -> str:
    return "".join(output["evalue"] for output in cell["outputs"] if output["output_type"] == "error")


def answer(page: Any, solution: Any, code: str) -> None:
    """Type `code` into the solution's cell in place of all that is there; run it and the check below it."""
    solution.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(code)
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")


def test_a_learners_first_exercise(page: Any, root: Path, photograph: Photograph, strangers: list[str]) -> None:
    exercise = next(e for e in build.lessons([LESSON])[1][0].exercises if e.name == "late_share")
    file = root / "notebooks" / LESSON / f"{LESSON}.ipynb"
    photograph("01_start_page")

    page.get_by_role("link", name="21 · SQL basics").click()
    notebook = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    notebook.get_by_role("heading", name="21 · SQL basics").wait_for()
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    photograph("02_lesson_opened")
    for noise in ("official Jupyter news", "Create Assignment"):
        assert page.get_by_text(noise).count() == 0, "nothing asks or offers what a learner has no use for"

    menu(page, "Run", "Run All Cells")
    cells = saved(page, file, lambda cells: all(cell["execution_count"] for cell in cells.values()))
    assert {name for name, cell in cells.items() if errors(cell)} == {
        name for name in cells if name.startswith("test_")}, "the checks say not attempted, and nothing else fails"
    photograph("03_run_to_the_end")

    page.get_by_role("tab", name="Table of Contents").click()
    page.locator(".jp-tocItem-content", has_text=f"Exercise {exercise.number}:").click()
    solution = notebook.locator(".jp-CodeCell", has_text="def late_share")
    check = notebook.locator(".jp-CodeCell", has_text='expect.begin("late_share"')
    check.get_by_text(f"Exercise {exercise.number} is not attempted yet").wait_for()
    photograph("04_not_attempted")

    answer(page, solution, WRONG)
    check.get_by_text("should be 0.333").wait_for()
    message = check.locator(".jp-OutputArea").inner_text()
    assert "[40, 15, None, -3]" in message
    assert "0.25" in message
    assert "Hint 2 above is about this." in message
    assert "Traceback" not in message
    notebook.locator("summary", has_text="Hint 2").nth(1).click()
    photograph("05_wrong_answer_and_hint")

    answer(page, solution, exercise.solution.source)
    check.get_by_text("nothing wrong found here").wait_for()
    cells = saved(page, file, lambda cells: cells["test_late_share"]["outputs"] != [] and "evalue" not in
                  cells["test_late_share"]["outputs"][0])
    photograph("06_right_answer")
    assert "".join(cells["late_share"]["source"]).strip() == exercise.solution.source.strip()
    assert [output["output_type"] for output in cells["test_late_share"]["outputs"]] == ["stream"]
    assert "nothing wrong found here" in "".join(cells["test_late_share"]["outputs"][0]["text"])

    notebook.get_by_role("button", name="Validate").click()
    dialog = page.locator(".jp-Dialog")
    dialog.get_by_text("Validation Results").wait_for()
    photograph("07_validated")
    said = dialog.inner_text()
    assert 'expect.begin("python_first"' in said
    assert "Exercise 21.1 is not attempted yet" in said
    assert f"Exercise {exercise.number}" not in said, "the solved exercise is no longer among those that fail"
    dialog.get_by_role("button", name="Ok").click()
    assert strangers == [], "a learner needs no network"


def test_an_instructor_grades_by_mouse(page: Any, root: Path, photograph: Photograph, strangers: list[str]) -> None:
    submitted = root / "cohort" / "submitted" / "learner-01" / LESSON
    submitted.mkdir(parents=True)
    shutil.copy(root / "solutions" / LESSON / f"{LESSON}.ipynb", submitted)
    points = build.lessons([LESSON])[1][0].automatic

    menu(page, "Nbgrader", "Formgrader")
    formgrader = page.frame_locator("iframe[src*=formgrader]")
    lesson = formgrader.locator("tr", has_text=LESSON)
    lesson.locator(".num-submissions").get_by_text("1", exact=True).wait_for()
    photograph("11_formgrader")

    lesson.locator(".num-submissions a").click()
    learner = formgrader.locator("tr", has_text="learner-01")
    learner.get_by_text("needs autograding").wait_for()
    learner.locator(".autograde a").click()
    formgrader.get_by_text(f"Successfully autograded '{LESSON}' for student 'learner-01'").wait_for()
    photograph("12_autograded")
    formgrader.get_by_role("button", name="OK").click()
    formgrader.locator(".modal-backdrop").wait_for(state="detached")
    learner.locator(".score", has_text=f"{points} / {points}").wait_for()
    photograph("13_score")

    formgrader.get_by_role("link", name="Manual Grading").click()
    for link in (LESSON, LESSON, "Submission #1"):
        formgrader.locator("td").get_by_role("link", name=link).click()
    formgrader.get_by_text("Exercise 21.1: What Python says").first.wait_for()
    photograph("14_submission")
    # nbgrader's page names one fixed address for formulas; without a network it shows them as they were typed.
    assert {url.split("?")[0] for url in strangers} <= {"https://cdnjs.cloudflare.com/ajax/libs/mathjax/2.7.7/latest.js"}
