"""`workbook new`: a fresh lesson in a real course, refused part by part until it is written, and never over anything."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from grading import build, lint, new
from grading.lesson import parse
from grading.lint.draft import RULES
from grading.lint.fillin import MARK
from grading.syllabus import load

NAME = "26_etl_pipeline"
TOML = '''# What authors decide about the lessons, in teaching order.

[lessons.11_basics]
title = "Basics"
question = "What is a name?"
minutes = 30

# Module 2 begins here.
[lessons.21_sql]
title = "SQL"
question = "What is a row?"
minutes = 30
prerequisites = ["11_basics"]  # and nothing else

# Module 3 begins here.
[lessons.31_algebra]
title = "Algebra"
question = "What is a map?"
minutes = 30

[planned]
12_collections = "Collections"
26_etl_pipeline = "A \\"pipeline\\" that runs twice"  # soon
27_big_data = "Big data"
'''
ONE_CELL = '# %% [markdown]\n# ## Recap\n'


def course(root: Path, toml: str = TOML) -> Path:
    (root / "solutions").mkdir(parents=True)
    (root / "data").mkdir()
    (root / "lessons.toml").write_bytes(toml.encode())
    for name in tomllib.loads(toml).get("lessons", {}):
        (root / "solutions" / f"{name}.py").write_text(ONE_CELL, encoding="utf-8")
    return root


def tree(root: Path) -> dict[str, bytes]:
    """Every file below the folder, and every folder as such."""
    return {path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else b"folder"
            for path in sorted(root.rglob("*"))}


def unfilled(root: Path, name: str = NAME) -> set[tuple[str, int]]:
    """(file, cell) of all that lint says is still to be written; lines of lessons.toml count as cells."""
    found = lint.check(root / "solutions" / f"{name}.py", root)
    return {(f.path.parent.name, f.cell or f.line) for f in found if f.rule == "fill-in"}


def test_it_writes_source_bank_and_entry_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = course(tmp_path / "course")
    before = tree(root)
    assert new.verb(NAME, root) == 0
    after = tree(root)
    added = {"solutions/26_etl_pipeline.py", "tests", "tests/answers", "tests/answers/26_etl_pipeline.py"}
    assert set(after) - set(before) == added
    assert {path for path in before if before[path] != after[path]} == {"lessons.toml"}
    out = capsys.readouterr().out
    assert "wrote    solutions/26_etl_pipeline.py\nwrote    tests/answers/26_etl_pipeline.py\nchanged  lessons.toml" in out
    left = len(lint.check(root / "solutions" / f"{NAME}.py", root))
    assert f"`workbook lint 26` names what is still to be written, {left} places" in out


def test_the_entry_stands_in_its_place_and_all_else_as_it_stood(tmp_path: Path) -> None:
    root = course(tmp_path / "course")
    new.verb(NAME, root)
    text = (root / "lessons.toml").read_text(encoding="utf-8")
    entry = text[text.index(f"[lessons.{NAME}]"):text.index("# Module 3")]
    planned = '26_etl_pipeline = "A \\"pipeline\\" that runs twice"  # soon\n'
    assert text.replace(entry, "") == TOML.replace(planned, "")
    syllabus = load(root)
    assert list(syllabus.lessons) == ["11_basics", "21_sql", NAME, "31_algebra"]
    assert syllabus.lessons[NAME].title == 'A "pipeline" that runs twice'
    assert list(syllabus.planned) == ["12_collections", "27_big_data"]


PLACES = {
    "before the first": ("01_start", "[lessons.01_start]", "[lessons.11_basics]"),
    "with the comment of its neighbour": ("12_collections", "[lessons.12_collections]", "# Module 2 begins here."),
    "after the last": ("99_end", "[lessons.99_end]", "[planned]"),
}


@pytest.mark.parametrize("place", PLACES)
def test_the_place_of_the_entry(place: str, tmp_path: Path) -> None:
    name, header, following = PLACES[place]
    root = course(tmp_path / "course")
    assert new.verb(name, root) == 0
    lines = (root / "lessons.toml").read_text(encoding="utf-8").splitlines()
    at = lines.index(header)
    assert next(line for line in lines[at + 1:] if line.startswith(("[", "#"))) == following
    assert lines[at - 1] == ""
    assert lines[0] == "# What authors decide about the lessons, in teaching order."


@pytest.mark.parametrize("toml", ["", "[planned]\n26_etl_pipeline = \"ETL\"\n", "# Lessons.\n", TOML.replace("\n", "\r\n"), TOML.rstrip("\n"),
                                  TOML[:TOML.index("[planned]")]])
def test_any_lessons_toml_takes_it(toml: str, tmp_path: Path) -> None:
    root = course(tmp_path / "course", toml)
    assert new.verb(NAME, root) == 0
    written = (root / "lessons.toml").read_bytes().decode()
    assert NAME in load(root).lessons
    assert NAME not in load(root).planned
    assert (written.count("\r\n") == written.count("\n")) == ("\r\n" in toml)


@pytest.mark.parametrize("name", [NAME, "11_first"])
def test_every_cell_and_every_line_of_the_entry_is_refused(name: str, tmp_path: Path) -> None:
    root = course(tmp_path / "course", "[planned]\n12_collections = \"Collections\"\n")
    assert new.verb(name, root) == 0
    lesson = parse(root / "solutions" / f"{name}.py")
    bank = (root / "tests" / "answers" / f"{name}.py").read_text(encoding="utf-8")
    answers = sum(line.startswith("# %%") for line in bank.splitlines())
    assert answers == 5 * len(lesson.exercises)
    found = unfilled(root, name)
    assert {cell for file, cell in found if file == "solutions"} == set(range(1, len(lesson.cells) + 1))
    assert {cell for file, cell in found if file == "answers"} == set(range(1, answers + 1))
    entry = (root / "lessons.toml").read_text(encoding="utf-8").splitlines()
    marked = {number for number, line in enumerate(entry, 1) if MARK.search(line)}
    assert {line for file, line in found if file == root.name} == marked
    assert len(marked) == 8


def test_every_finding_names_file_line_cell_and_remedy(tmp_path: Path) -> None:
    root = course(tmp_path / "course")
    new.verb(NAME, root)
    for finding in lint.check(root / "solutions" / f"{NAME}.py", root):
        assert finding.rule == "fill-in", str(finding)
        assert re.match(rf"(solutions/{NAME}\.py:\d+ \(cell \d+\)|tests/answers/{NAME}\.py:\d+ \(cell \d+\)|lessons\.toml:\d+) ", str(finding))
        assert finding.remedy


def test_filling_in_a_part_removes_its_finding_and_no_other(tmp_path: Path) -> None:
    root = course(tmp_path / "course")
    new.verb(NAME, root)
    for path in (root / "solutions" / f"{NAME}.py", root / "tests" / "answers" / f"{NAME}.py", root / "lessons.toml"):
        before = unfilled(root)
        cells = re.split(r"(?m)^(?=# %%)", path.read_text(encoding="utf-8"))[1:]
        for number, cell in enumerate(cells[:20], 1):
            # A solution keeps its finding until the exercise has a name.
            written = "".join([*cells[:number - 1], MARK.sub("rain", cell).replace("fill_in_", "rain_"), *cells[number:]])
            if 'test="' not in cell and 'solution="' not in cell:
                path.write_text(written, encoding="utf-8")
                assert before - unfilled(root) == {(path.parent.name, number)}
        path.write_text("".join(cells) or path.read_text(encoding="utf-8"), encoding="utf-8")


def test_an_exercise_keeps_its_finding_until_it_has_a_name(tmp_path: Path) -> None:
    root = course(tmp_path / "course")
    new.verb(NAME, root)
    path = root / "solutions" / f"{NAME}.py"
    path.write_text(MARK.sub("rain", path.read_text(encoding="utf-8")), encoding="utf-8")
    found = [f for f in lint.check(path, root) if f.path == path and f.rule == "fill-in"]
    assert len(found) == len(parse(path).exercises)
    assert "still called fill_in_1" in found[0].message
    path.write_text(path.read_text(encoding="utf-8").replace("fill_in_", "rain_"), encoding="utf-8")
    assert [f for f in lint.check(path, root) if f.path == path and f.rule == "fill-in"] == []


@pytest.mark.parametrize("name", [NAME, "11_first"])
def test_its_bones_are_those_of_the_standard(name: str, tmp_path: Path) -> None:
    """Once words stand for all marks, only what the words say is refused: no part is missing or out of place."""
    root = course(tmp_path / "course", "[planned]\n10_before = \"Before\"\n")
    new.verb(name, root)
    words = iter(f"look {n} at what rain does" for n in range(1000))
    for path in (root / "solutions" / f"{name}.py", root / "tests" / "answers" / f"{name}.py", root / "lessons.toml"):
        text = path.read_text(encoding="utf-8").replace("fill_in_", "rain_").replace("minutes = 0", "minutes = 99")
        text = text.replace("prerequisites = []", 'prerequisites = ["10_before"]')
        text = MARK.sub(lambda mark: "Where does it rain?" if "question" in mark[0] else next(words), text)
        path.write_text(text, encoding="utf-8")
    found = lint.check(root / "solutions" / f"{name}.py", root)
    # Answers that are all None are all alike.
    assert {f.rule for f in found if not f.waiting} <= {"bank-different"}, "\n".join(map(str, found))
    assert len(RULES) > 50


def test_both_editions_build_so_that_an_author_can_look(tmp_path: Path) -> None:
    root = course(tmp_path / "course", "[planned]\n26_etl_pipeline = \"ETL\"\n")
    new.verb(NAME, root)
    assert set(build.editions(root=root)) == {f"{side}/{NAME}/{NAME}.ipynb" for side in ("solutions", "notebooks")} | {
        "notebooks/index.ipynb"}


REFUSED = {
    "one digit": ("6_etl", "cannot be called", "like 26_etl_pipeline"),
    "capitals": ("26_ETL", "cannot be called", "like 26_etl_pipeline"),
    "no words": ("26", "cannot be called", "like 26_etl_pipeline"),
    "a path": ("../26_etl", "cannot be called", "like 26_etl_pipeline"),
    "a suffix": ("26_etl.py", "cannot be called", "like 26_etl_pipeline"),
    "a line end": ("26_etl\n", "cannot be called", "like 26_etl_pipeline"),
    "a lesson that is there": ("21_sql", "a lesson 21_sql already", "solutions/21_sql.py"),
    "a number that is taken": ("21_other", "taken by 21_sql", "free one"),
    "a number that is planned": ("27_other", "planned for 27_big_data", "[planned]"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_refused_with_a_remedy_and_nothing_written(what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name, problem, remedy = REFUSED[what]
    root = course(tmp_path / "course")
    before = tree(root)
    assert new.verb(name, root) == 1
    err = capsys.readouterr().err
    assert problem in err
    assert remedy in err
    assert tree(root) == before


@pytest.mark.parametrize("there", [f"solutions/{NAME}.py", f"tests/answers/{NAME}.py", f"notebooks/{NAME}/{NAME}.ipynb", "solutions/26_old.py"])
def test_nothing_is_overwritten(there: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = course(tmp_path / "course")
    (root / there).parent.mkdir(parents=True, exist_ok=True)
    (root / there).write_text("mine", encoding="utf-8")
    before = tree(root)
    assert new.verb(NAME, root) == 1
    assert "there already" in (err := capsys.readouterr().err) or "taken by 26_old" in err
    assert tree(root) == before


@pytest.mark.parametrize("in_the_way", ["tests", "tests/answers", "lessons.toml.part/x"])
def test_a_failure_in_the_middle_leaves_nothing_half_made(in_the_way: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = course(tmp_path / "course")
    (root / in_the_way).parent.mkdir(parents=True, exist_ok=True)
    (root / in_the_way).write_text("a file where a folder belongs, or the other way round", encoding="utf-8")
    before = tree(root)
    assert new.verb(NAME, root) == 1
    err = capsys.readouterr().err
    assert "Nothing was written." in err
    assert in_the_way.split("/")[0] in err
    assert tree(root) == before


@pytest.mark.parametrize(("toml", "problem"), [
    ("lessons = {}\n", "has no place for [lessons.26_etl_pipeline]"),
    ("[lessons.21_sql\n", "cannot be read"),
])
def test_a_lessons_toml_that_cannot_take_it(toml: str, problem: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = course(tmp_path / "course", "")
    (root / "lessons.toml").write_text(toml, encoding="utf-8")
    before = tree(root)
    assert new.verb(NAME, root) == 1
    assert problem in capsys.readouterr().err
    assert tree(root) == before


def test_from_a_shell() -> None:
    done = subprocess.run([sys.executable, "-m", "grading.cli", "new", "Nonsense"], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 1
    assert "cannot be called 'Nonsense'" in done.stderr
    assert "Traceback" not in done.stderr
