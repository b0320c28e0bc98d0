"""The answer bank's format: what is read, and what is refused with a line and a remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from grading.answers import bank, read
from grading.lesson import SourceError

GOOD = '''"""Answers."""

# %% right="a" how="says \\"one\\""
a = 1

# %% wrong="a" why="off by one" says="one more"
a = 2
b = 3

# %% equivalent="a" because="the same number"
a = 1.0
'''.replace('"""Answers."""\n', "# Answers.\n")


def test_three_verdicts(tmp_path: Path) -> None:
    path = tmp_path / "21_x.py"
    path.write_text(GOOD, encoding="utf-8")
    answers = bank(path)
    assert [(a.exercise, a.verdict, a.code, a.why, a.says, a.line, a.first, a.cell) for a in answers] == [
        ("a", "right", "a = 1", 'says "one"', "", 3, 4, 1),
        ("a", "wrong", "a = 2\nb = 3", "off by one", "one more", 6, 7, 2),
        ("a", "equivalent", "a = 1.0", "the same number", "", 10, 11, 3),
    ]


@pytest.mark.parametrize(("text", "line", "problem"), [
    ("a = 1\n", 1, "before the first answer"),
    ("# %% right=\"a\" how=\"x\"\n\n# %% left=\"a\"\n", 3, "none of right, wrong"),
    ("# %% right=\"a\"\na = 1\n", 1, "has no how"),
    ("# %% right=\"a\" how=\"\"\na = 1\n", 1, "has no how"),
    ("# %% wrong=\"a\" why=\"x\"\na = 1\n", 1, "has no says"),
    ("# %% right=\"a\" wrong=\"a\" how=\"x\"\na = 1\n", 1, "none of right, wrong"),
    ("# %% right=\"a\" how=\"x\" says=\"y\"\na = 1\n", 1, "`says` means nothing"),
    ("# %% right=\"a\" how=\"said \"x\"\"\na = 1\n", 1, "means nothing on the line"),
    ("# %% right=\"a\" how=\"x\" surely\na = 1\n", 1, "`surely` means nothing"),
    ("# %%\n", 1, "none of right, wrong"),
])
def test_refused(tmp_path: Path, text: str, line: int, problem: str) -> None:
    path = tmp_path / "21_x.py"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=problem) as refused:
        bank(path)
    assert refused.value.line == line


def test_all_problems_at_once_and_the_answers_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "21_x.py"
    path.write_text('b = 1\n# %% right="a"\na = 1\n\n# %% left="a"\n\n# %% wrong="a" why="x" says="y"\n\na = 2\n', encoding="utf-8")
    answers, problems = read(path)
    assert [(a.verdict, a.code, a.line, a.first, a.cell) for a in answers] == [
        ("right", "a = 1", 2, 3, 1), ("wrong", "a = 2", 7, 9, 3)]
    assert [problem.line for problem in problems] == [1, 2, 5]
    assert all(problem.remedy for problem in problems)
    with pytest.raises(SourceError) as refused:
        bank(path)
    assert refused.value.line == 1
