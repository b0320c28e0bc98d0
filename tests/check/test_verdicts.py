"""`workbook check` on honest work: states, points, messages, and that nothing of the learner's is touched."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from learner import NAME, RIGHT, answer, change, code, judged, of, start, states
from mini import SOURCE, TOML

from grading.check import page, verb
from grading.release import released
from grading.syllabus import load
from grading.verdict import LessonVerdict, State, from_json


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    return start(tmp_path)


def test_untouched_is_not_attempted_everywhere(tmp_path: Path, notebook: Path) -> None:
    verdict = judged(tmp_path, notebook)
    assert set(states(verdict).values()) == {"not attempted"}
    assert (verdict.points, verdict.possible, verdict.by_hand) == (0, 7, 2)
    assert verdict.repairs == verdict.remarks == ()


def test_all_right_answers_get_all_points(tmp_path: Path, notebook: Path) -> None:
    answer(notebook, **RIGHT)
    verdict = judged(tmp_path, notebook)
    assert states(verdict) == dict.fromkeys(RIGHT, "correct") | {"memo": "written"}
    assert verdict.points == verdict.possible == 7


def test_points_are_given_by_test_cell_and_hidden_tests_count(tmp_path: Path, notebook: Path) -> None:
    answer(notebook, double="def double(x):\n    return abs(2 * x)")
    double = of(judged(tmp_path, notebook), "double")
    assert double.state is State.WRONG
    assert [(cell.grade_id, cell.points, cell.possible) for cell in double.cells] == [
        ("test_double", 0, 2), ("test_double_2", 1, 1)]
    assert "double(-3)" in double.message


def test_without_sources_the_visible_tests_judge(tmp_path: Path, notebook: Path) -> None:
    (tmp_path / ".release" / "notebooks" / NAME).mkdir(parents=True)
    shutil.copy(notebook, tmp_path / ".release" / "notebooks" / NAME)
    shutil.rmtree(tmp_path / "solutions")
    answer(notebook, double="def double(x):\n    return abs(2 * x)", chosen="chosen = 8")
    verdict = judged(tmp_path, notebook)
    assert not verdict.hidden
    assert of(verdict, "double").state is State.CORRECT
    assert of(verdict, "chosen").state is State.WRONG
    assert (of(verdict, "double").number, of(verdict, "double").title) == ("21.1", "Twice")


def test_tests_in_the_learners_notebook_are_never_used(tmp_path: Path, notebook: Path) -> None:
    answer(notebook, chosen="chosen = 8", test_chosen="pass")
    verdict = judged(tmp_path, notebook)
    assert of(verdict, "chosen").state is State.WRONG
    assert any("21.5" in text and "original" in text for text in verdict.repairs)


def test_magics_await_and_plots_work_as_in_jupyter(tmp_path: Path, notebook: Path) -> None:
    answer(notebook, chosen="%matplotlib inline\nimport asyncio\nimport matplotlib.pyplot as plt\nplt.plot([1])\n"
                            "plt.show()\n!echo hello\nawait asyncio.sleep(0)\nchosen = 7")
    assert of(judged(tmp_path, notebook), "chosen").state is State.CORRECT


def test_own_cells_run_where_they_stand(tmp_path: Path, notebook: Path) -> None:
    answer(notebook, chosen="chosen = helper()")
    change(notebook, lambda cells: cells.insert(2, code("def helper():\n    return 7")))
    assert of(judged(tmp_path, notebook), "chosen").state is State.CORRECT


def test_cells_find_the_data_and_modules_beside_the_notebook_and_leave_nothing_there(
        tmp_path: Path, notebook: Path) -> None:
    (tmp_path / "data" / "seven.txt").write_text("7", encoding="utf-8")
    (notebook.parent / "mine.py").write_text("SEVEN = 7\n", encoding="utf-8")
    answer(notebook, chosen="from pathlib import Path\nimport mine\nPath('out.txt').write_text('x')\n"
                            "chosen = int(Path('../../data/seven.txt').read_text())\nassert mine.SEVEN == 7")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert of(judged(tmp_path, notebook), "chosen").state is State.CORRECT
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_broken_lesson_is_never_the_learners_fault(tmp_path: Path) -> None:
    notebook = start(tmp_path, SOURCE.replace("from grading import expect\n", "from grading import expect\n"
                     "offset = open('../../data/gone.txt')\n").replace(
                     'expect.equal(chosen, 7,', 'expect.equal(chosen + offset, 7,'))
    answer(notebook, chosen="chosen = 7")
    verdict = judged(tmp_path, notebook)
    assert of(verdict, "chosen").state is State.ERROR
    assert any("gone.txt" in text for text in verdict.remarks)


def test_a_verdict_goes_into_json_and_back(tmp_path: Path, notebook: Path) -> None:
    answer(notebook, chosen="chosen = 8")
    verdict = judged(tmp_path, notebook)
    assert from_json(verdict.to_json()) == verdict
    with pytest.raises(ValueError, match="no verdict"):
        from_json("{}")


def shown(verdict: LessonVerdict, root: Path) -> str:
    syllabus = load(root)
    return page.page(verdict, released(NAME, syllabus, root), syllabus, f"notebooks/{NAME}/{NAME}.ipynb")


def test_the_page_says_what_is_wrong_where_a_hint_is_and_what_comes_next(
        tmp_path: Path, notebook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer(notebook, double="def double(x):\n    return 3 * x", count_query=RIGHT["count_query"])
    assert verb("21", root=tmp_path) == 1
    text = capsys.readouterr().out
    assert "not right yet  21.1  Twice" in text
    assert "`double(2)` should be 4, but is 6." in text
    assert 'Hint 1 above your cell: "a nudge"' in text
    assert "done           21.2  Count" in text
    assert "2 of 7 points" in text
    assert f'Next: Twice (2 min). Find "Exercise 21.1" in notebooks/{NAME}/{NAME}.ipynb.' in text
    assert all(len(line) <= 80 for line in text.splitlines())
    assert "\x1b" not in text


def test_the_page_names_the_next_lesson_when_all_is_done(tmp_path: Path) -> None:
    toml = TOML.replace("[planned]", '[lessons.22_more]\ntitle = "More"\nquestion = "More?"\nminutes = 5\n\n[planned]')
    notebook = start(tmp_path)
    (tmp_path / "lessons.toml").write_text(toml, encoding="utf-8")
    answer(notebook, **RIGHT)
    text = shown(judged(tmp_path, notebook), tmp_path)
    assert "Lesson 21 is done." in text
    assert "Next lesson: 22 · More" in text


def test_exit_codes_and_another_file(tmp_path: Path, notebook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "elsewhere" / "mine.ipynb"
    other.parent.mkdir()
    shutil.copy(notebook, other)
    answer(other, **RIGHT)
    assert verb("21", other, root=tmp_path) == 0
    assert not (tmp_path / ".workbook").exists(), "only the notebook in notebooks/ counts for progress"
    assert verb("21", tmp_path / "none.ipynb", root=tmp_path) == 2
    assert verb("99", root=tmp_path) == 2
    assert "There is no lesson '99'" in capsys.readouterr().out


def test_the_release_is_what_git_has_committed_where_there_are_no_sources(tmp_path: Path, notebook: Path) -> None:
    def git(*words: str) -> None:
        subprocess.run(["git", "-C", str(tmp_path), "-c", "user.name=A", "-c", "user.email=a@b.example", *words],
                       check=True, capture_output=True)

    git("init", "-q")
    git("add", "notebooks")
    git("commit", "-qm", "release")
    shutil.rmtree(tmp_path / "solutions")
    answer(notebook, **RIGHT)
    assert judged(tmp_path, notebook).points == 7
