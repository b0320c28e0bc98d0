"""A broken source is refused with its file, its line and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from mini import SOURCE, TOML, course

from grading import build
from grading.lesson import SourceError
from grading.syllabus import SyllabusError


def line_of(text: str, source: str = SOURCE) -> int:
    return next(i for i, line in enumerate(source.splitlines(), 1) if text in line)


BROKEN = {
    "exercise twice": ('solution="chosen"', 'solution="guess"', "is here twice", "name of its own"),
    "test without points": ('test="guess" points=1', 'test="guess"', "needs points", "points=3"),
    "points no number": ('test="guess" points=1', 'test="guess" points=one', "not a whole number", "points=3"),
    "region never ends": ("### END HIDDEN TESTS\n", "\n", "never ends", "### END HIDDEN TESTS"),
    "region never began": ("### BEGIN HIDDEN TESTS\n", "\n", "never began", "### BEGIN HIDDEN TESTS"),
    "region in a string": ("SELECT count(*) FROM flights", "### BEGIN SOLUTION\nSELECT 1\n### END SOLUTION", "inside a string", "out of the string"),
    "hidden region outside a test": ("def double(x: int) -> int:", "### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS\ndef double(x: int) -> int:", "stands in a solution cell", "test cell"),
    "mark misspelt": ("### BEGIN HIDDEN TESTS", "# BEGIN HIDDEN TESTS", "not how a region is marked", "alone on its line"),
    "nested": ("### BEGIN HIDDEN TESTS", "### BEGIN HIDDEN TESTS\n### BEGIN HIDDEN TESTS", "has ended", "Close it first"),
    "name not allowed": ('solution="double"', 'solution="Double"', "cannot be called 'Double'", "lower-case"),
    "name like a test's": ('solution="double"', 'solution="test_double"', "clash", "other than test_"),
    "test before solution": ('# %% test="double" points=1', '# %% test="memoir" points=1', "before its solution", "correct the name"),
    "no test": ('# %% test="chosen" points=1\nexpect.equal(chosen, 7, because="three and four")\n', "", "has no test", 'test="chosen"'),
    "no task": ("# %% [markdown]\n# Choose a number.\n", "# %%\n1\n", "no text of its task", "markdown"),
    "unknown kind": ('kind="decide"', 'kind="guesswork"', "not a kind", "decide"),
    "unknown marker": ('kind="decide"', 'kind="decide" color="red"', "color means nothing", "objective"),
    "marker misspelt": ('solution="chosen"', 'soluton="chosen"', "soluton", "Is solution meant?"),
    "cell line misspelt": ("# %% [markdown]\n# Choose a number.", "#%% [markdown]\n# Choose a number.", "not how a cell begins", "one space"),
    "stray word": ('kind="decide"', 'kind="decide" really', "`really` on the cell line", "pairs"),
    "no title": (' title="Choose"', "", "has no title", "title="),
    "no minutes": ('title="Choose" minutes=1', 'title="Choose"', "how long 'chosen' takes", "minutes=8"),
    "solution does not bind": ("chosen = 3 + 4", "choice = 3 + 4", "never binds that name", "Assign to `chosen`"),
    "solution not Python": ("chosen = 3 + 4", "chosen = 3 +", "not Python", "Mend the cell"),
    "stub does not bind": ("# mended =", "# mend =", "never binds that name", "start from"),
    "stub that cannot be recognised": ("# mended = \"SELECT n FROM flights WHERE n = NULL\"", "# mended = [1, 2]", "neither a function nor a query", "into a function"),
    "stub not a comment": ("# mended =", "mended =", "no comment", "`# `"),
    "markdown not a comment": ("# Choose a number.", "Choose a number.", "is not a comment", "Begin every line"),
    "two written answers": ("# ### END MARK SCHEME\n", '# ### END MARK SCHEME\n\n# %% [markdown]\n# More.\n\n# %% [markdown] manual="more" points=1 title="M" minutes=1 objective=1\n# x\n', "at most one written answer", "graded exercise"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_refused_with_file_line_and_remedy(tmp_path: Path, what: str) -> None:
    old, new, problem, remedy = BROKEN[what]
    assert old in SOURCE
    course(tmp_path, SOURCE.replace(old, new, 1))
    with pytest.raises(SourceError) as refused:
        build.editions(root=tmp_path)
    message = str(refused.value)
    assert message.startswith("21_mini.py, line ")
    assert problem in message
    assert remedy in message


def test_the_line_is_the_one_to_mend(tmp_path: Path) -> None:
    broken = SOURCE.replace("### END HIDDEN TESTS\n", "\n", 1)
    course(tmp_path, broken)
    with pytest.raises(SourceError) as refused:
        build.editions(root=tmp_path)
    assert refused.value.line == line_of("### BEGIN HIDDEN TESTS", broken)


def test_lesson_unknown_to_lessons_toml(tmp_path: Path) -> None:
    course(tmp_path, name="22_other")
    with pytest.raises(SourceError, match=r"22_other.py, line 1: lessons.toml knows no lesson '22_other'. Add"):
        build.editions(root=tmp_path)


def test_lesson_without_a_source(tmp_path: Path) -> None:
    course(tmp_path).unlink()
    with pytest.raises(SyllabusError, match=r"solutions/21_mini.py is missing"):
        build.editions(root=tmp_path)


@pytest.mark.parametrize(("name", "toml", "problem"), [
    ("9_short", TOML, "a lesson cannot be called"),
    ("21_mini", TOML.replace('["11_planned"]', '["12_nowhere"]'), "neither a lesson nor under"),
    ("21_mini", TOML.replace("minutes = 5", "minutes = "), "cannot be read"),
    ("21_mini", TOML.replace("minutes = 5", ""), "lacks minutes"),
    ("21_mini", TOML + "\n[lessons.22_x]\ncolour = 3\n", "means nothing here"),
])
def test_names_and_lessons_toml(tmp_path: Path, name: str, toml: str, problem: str) -> None:
    toml = toml.replace("lessons.21_mini", f"lessons.{name}")
    course(tmp_path, toml=toml, name=name)
    with pytest.raises((SourceError, SyllabusError), match=problem):
        build.editions(root=tmp_path)


def test_asking_for_a_lesson_that_is_not_there(tmp_path: Path) -> None:
    course(tmp_path)
    with pytest.raises(SyllabusError, match=r"There is no lesson '77'. Lessons: 21_mini."):
        build.editions(["77"], root=tmp_path)
