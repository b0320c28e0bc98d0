"""The answer bank's format: what is read, and what is refused with a line and a remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from grading.answers import bank
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
    read = bank(path)
    assert [(a.exercise, a.verdict, a.code, a.why, a.says, a.line) for a in read] == [
        ("a", "right", "a = 1", 'says "one"', "", 3),
        ("a", "wrong", "a = 2\nb = 3", "off by one", "one more", 6),
        ("a", "equivalent", "a = 1.0", "the same number", "", 10),
    ]


@pytest.mark.parametrize(("text", "line", "problem"), [
    ("a = 1\n", 1, "before the first answer"),
    ("# %% right=\"a\" how=\"x\"\n\n# %% left=\"a\"\n", 3, "none of right, wrong"),
    ("# %% right=\"a\"\na = 1\n", 1, "does not say all"),
    ("# %% wrong=\"a\" why=\"x\"\na = 1\n", 1, "does not say all"),
])
def test_refused(tmp_path: Path, text: str, line: int, problem: str) -> None:
    path = tmp_path / "21_x.py"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=problem) as refused:
        bank(path)
    assert refused.value.line == line
