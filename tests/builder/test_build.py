"""The builder: both editions from one source, the same bytes each time and from stock nbgrader."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from mini import SOURCE, TOML, course

from grading import build
from grading.expect import fingerprint
from grading.lesson import parse
from grading.stub import stub
from grading.syllabus import ROOT


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("course")
    course(folder)
    return folder


@pytest.fixture(scope="module")
def made(root: Path) -> dict[str, bytes]:
    return build.editions(root=root)


def in_git(root: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@b.example", *words],
                   check=True, capture_output=True)


def cells(content: bytes) -> dict[str, nbformat.NotebookNode]:
    notebook = nbformat.reads(content.decode(), as_version=4)
    nbformat.validate(notebook)
    return {cell.id: cell for cell in notebook.cells}


def learner(made: dict[str, bytes]) -> dict[str, nbformat.NotebookNode]:
    return cells(made["notebooks/21_mini/21_mini.ipynb"])


def worked(made: dict[str, bytes]) -> dict[str, nbformat.NotebookNode]:
    return cells(made["solutions/21_mini/21_mini.ipynb"])


def test_building_twice_gives_the_same_bytes(made: dict[str, bytes], root: Path) -> None:
    assert build.editions(root=root) == made


def test_learners_get_no_solution_hidden_test_or_mark_scheme(made: dict[str, bytes]) -> None:
    text = made["notebooks/21_mini/21_mini.ipynb"].decode()
    for secret in ("return 2 * x", "twice a negative", "HIDDEN", "SOLUTION", "IS NULL", "Two points for seven",
                   "Seven it is", "count(*)", "3 + 4"):
        assert secret not in text, secret
        assert secret in SOURCE, "the test itself looks for something that is nowhere"


@pytest.mark.parametrize(("name", "text"), [
    ("double", 'def double(x: int) -> int:\n    """Return twice `x`."""\n'
               '    raise NotImplementedError("Exercise 21.1 is not done yet")'),
    ("count_query", 'count_query = """\n-- Exercise 21.2: write your query here\n"""'),
    ("mended", 'mended = "SELECT n FROM flights WHERE n = NULL"'),
    ("guess", 'guess = {\n    "a": ...,\n    "b": ...,\n    "c": ...,\n}'),
    ("chosen", "chosen = ..."),
    ("memo", "*Write your answer here.*"),
])
def test_stub(made: dict[str, bytes], name: str, text: str) -> None:
    assert learner(made)[name].source == text


@pytest.mark.parametrize(("solution", "expected"), [
    ('def f(x: int,\n      y: int = 2,\n) -> int:\n    return x', 'def f(x: int,\n      y: int = 2,\n) -> int:\n    raise NotImplementedError("Exercise 21.1 is not done yet")'),
    ('import math\n\ndef f(x):\n    """One.\n\n    Two.\n    """\n    return math.pi', 'import math\n\ndef f(x):\n    """One.\n\n    Two.\n    """\n    raise NotImplementedError("Exercise 21.1 is not done yet")'),
    ('# a remark that learners keep\nf = 3', '# a remark that learners keep\nf = ...'),
    ('LIMIT = 3\nf = [LIMIT]', 'f = ...'),
    ('def f(x):\n    total = 0\n    ### BEGIN SOLUTION\n    total += x\n    ### END SOLUTION\n    return total', 'def f(x):\n    total = 0\n    raise NotImplementedError("Exercise 21.1 is not done yet")\n    return total'),
    ('f: int = 3', 'f = ...'),
    ('f = {\n    "late": 2,\n    "why": "x",\n}', 'f = {\n    "late": ...,\n    "why": ...,\n}'),
])
def test_stub_of_other_shapes(tmp_path: Path, solution: str, expected: str) -> None:
    source = f'# %% [markdown]\n# Task.\n\n# %% solution="f" kind="build" title="F" minutes=1 objective=1\n{solution}\n\n# %% test="f" points=1\nassert f\n'
    (tmp_path / "21_x.py").write_text(source, encoding="utf-8")
    exercise = parse(tmp_path / "21_x.py").exercises[0]
    assert stub(exercise) == expected


def test_every_test_cell_begins_with_the_injected_line(made: dict[str, bytes]) -> None:
    for edition in (learner(made), worked(made)):
        first = {name: cell.source.split("\n")[0] for name, cell in edition.items() if name.startswith("test_")}
        assert first["test_double"] == 'from grading import expect; expect.begin("double", globals(), "21.1")'
        assert first["test_double_2"] == first["test_double"]
        given = fingerprint("SELECT n FROM flights WHERE n = NULL")
        assert first["test_mended"].endswith(f'"21.3", given="{given}")')


def test_only_exercise_cells_of_the_learner_edition_are_tagged(made: dict[str, bytes]) -> None:
    tagged = {name for name, cell in learner(made).items() if "raises-exception" in cell.metadata.get("tags", [])}
    assert tagged == {"double", "test_double", "test_double_2", "count_query", "test_count_query", "mended",
                      "test_mended", "guess", "test_guess", "chosen", "test_chosen"}
    assert not any("tags" in cell.metadata for cell in worked(made).values())


def test_no_edition_has_outputs_or_the_builders_own_metadata_for_learners(made: dict[str, bytes]) -> None:
    for edition in (learner(made), worked(made)):
        assert not any(cell.get("outputs") for cell in edition.values())
    assert not any("workbook" in cell.metadata for cell in learner(made).values())


def test_heading_gives_number_title_minutes_and_points(made: dict[str, bytes]) -> None:
    text = "\n".join(cell.source for cell in learner(made).values())
    assert "### Exercise 21.1: Twice (2 min, 3 points)" in text
    assert "### Exercise 21.6: Memo (5 min, 2 points, marked by a person)" in text
    assert "7 points + 2 marked by a person" in text


def test_writing_into_the_tree_registers_once_and_then_changes_nothing(tmp_path: Path) -> None:
    course(tmp_path)
    assert len(build.write(root=tmp_path)) == 3
    database = tmp_path / "cohort" / "gradebook.db"
    before = database.read_bytes()
    assert build.write(root=tmp_path) == ["nothing changed: both editions are what the sources build"]
    assert database.read_bytes() == before
    with sqlite3.connect(database) as gradebook:
        names = {name for (name,) in gradebook.execute("SELECT name FROM base_cell WHERE type = 'GradeCell'")}
    assert names == {"test_double", "test_double_2", "test_count_query", "test_mended", "test_guess", "test_chosen", "memo"}
    assert (tmp_path / "cohort" / "autograded" / "data").resolve() == (tmp_path / "data").resolve()


def test_a_lesson_that_comes_after_the_one_named_is_built_too(tmp_path: Path) -> None:
    course(tmp_path)
    later = TOML.replace("21_mini", "22_later").replace('["11_planned"]', '["21_mini"]').split("[planned]")[0]
    (tmp_path / "lessons.toml").write_text(TOML + later, encoding="utf-8")
    (tmp_path / "solutions" / "22_later.py").write_text(SOURCE, encoding="utf-8")
    wrote = {line.split()[-1] for line in build.write(["21"], root=tmp_path)}
    assert "notebooks/22_later/22_later.ipynb" in wrote


def test_a_learners_work_in_the_tree_is_kept(tmp_path: Path) -> None:
    course(tmp_path)
    build.write(root=tmp_path)
    notebook = tmp_path / "notebooks" / "21_mini" / "21_mini.ipynb"
    mine = notebook.read_text(encoding="utf-8").replace("chosen = ...", "chosen = 7")
    notebook.write_text(mine, encoding="utf-8")
    said = build.write(root=tmp_path)
    assert said[0].startswith("kept     kept/21_mini/")
    assert [path.read_text(encoding="utf-8") for path in (tmp_path / "kept" / "21_mini").iterdir()] == [mine]


def test_a_notebook_that_was_only_opened_and_run_is_nobodys_work(tmp_path: Path) -> None:
    source = course(tmp_path)
    build.write(root=tmp_path)
    in_git(tmp_path, "init", "-q")
    in_git(tmp_path, "add", "notebooks")
    in_git(tmp_path, "commit", "-qm", "all")
    path = tmp_path / "notebooks" / "21_mini" / "21_mini.ipynb"
    opened = json.loads(path.read_text(encoding="utf-8"))
    opened["metadata"]["language_info"] = {"name": "python", "version": "3.12.1"}
    opened["cells"][1]["execution_count"] = 1
    path.write_text(json.dumps(opened), encoding="utf-8")
    source.write_text(SOURCE.replace("Count flights.", "Count all flights."), encoding="utf-8")
    assert not any(line.startswith("kept") for line in build.write(root=tmp_path))
    assert not (tmp_path / "kept").exists()


def test_stock_nbgrader_generates_the_same_bytes(tmp_path: Path) -> None:
    course(tmp_path)
    build.write(root=tmp_path)
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    release = tmp_path / "notebooks" / "21_mini"
    ours = (release / "21_mini.ipynb").read_bytes()
    shutil.rmtree(release)
    tools = Path(sys.executable).parent
    subprocess.run([sys.executable, "-m", "nbgrader", "generate_assignment", "21_mini"], cwd=tmp_path, check=True,
                   env={**os.environ, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"}, capture_output=True)
    assert (release / "21_mini.ipynb").read_bytes().replace(b"\r\n", b"\n") == ours
    assert [path.name for path in release.iterdir()] == ["21_mini.ipynb"]


def test_check_compares_with_what_git_has_committed(tmp_path: Path) -> None:
    source = course(tmp_path)
    build.write(root=tmp_path)
    in_git(tmp_path, "init", "-q")
    in_git(tmp_path, "add", "solutions", "notebooks", "lessons.toml")
    in_git(tmp_path, "commit", "-qm", "all")
    assert build.check(root=tmp_path) == []
    (tmp_path / "notebooks" / "21_mini" / "21_mini.ipynb").write_text("a learner's work", encoding="utf-8")
    assert build.check(root=tmp_path) == []
    source.write_text(SOURCE.replace("Count flights.", "Count all flights."), encoding="utf-8")
    wrong = build.check(root=tmp_path)
    assert [line.split(":")[0] for line in wrong] == ["solutions/21_mini/21_mini.ipynb", "notebooks/21_mini/21_mini.ipynb"]
    assert "workbook build" in wrong[0]


def test_a_solution_cell_without_a_stub_is_never_released(tmp_path: Path) -> None:
    course(tmp_path)
    build.write(root=tmp_path)
    path = tmp_path / "solutions" / "21_mini" / "21_mini.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["metadata"].pop("workbook", None)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    with pytest.raises(build.BuildError, match="carries no stub"):
        build.generate(["21_mini"], tmp_path, f"sqlite:///{tmp_path.as_posix()}/other.db")


@pytest.mark.lesson
def test_committed_editions_are_what_the_sources_build() -> None:
    assert build.check() == []
