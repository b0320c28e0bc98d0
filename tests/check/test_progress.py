"""`workbook progress`: what is known from the last check, and what a look without running shows."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from learner import NAME, RIGHT, answer, start

from grading import check, progress


def said(root: Path, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert progress.verb(root) == 0
    return capsys.readouterr().out


def test_from_not_started_to_checked_and_changed_since(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notebook = start(tmp_path)
    assert "not started: 6 exercises\n  never checked" in said(tmp_path, capsys)
    answer(notebook, chosen=RIGHT["chosen"], double="def double(x):\n    return 3")
    assert "2 of 6 exercises attempted\n  never checked: `workbook check 21`" in said(tmp_path, capsys)
    check.verb("21", root=tmp_path)
    text = said(tmp_path, capsys)
    assert "1 of 6 exercises done, 1 of 7 points\n  checked today at" in text
    assert "changed since" not in text
    answer(notebook, guess=RIGHT["guess"])
    assert "changed since" in said(tmp_path, capsys)


def test_a_record_that_cannot_be_read_counts_as_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notebook = start(tmp_path)
    (tmp_path / ".workbook" / "checks").mkdir(parents=True)
    (tmp_path / ".workbook" / "checks" / f"{NAME}.json").write_text('{"when": 3}', encoding="utf-8")
    assert "never checked" in said(tmp_path, capsys)
    notebook.unlink()
    assert "`workbook reset 21` puts it back" in said(tmp_path, capsys)


@pytest.mark.parametrize(("then", "words"), [
    (datetime(2024, 5, 4, 9, 5), "today at 09:05"), (datetime(2024, 5, 3, 23, 59), "yesterday at 23:59"),
    (datetime(2024, 4, 4), "on 2024-04-04, 30 days ago"),
])
def test_when_in_words(then: datetime, words: str) -> None:
    assert progress._ago(then, datetime(2024, 5, 4, 22, 0)) == words
