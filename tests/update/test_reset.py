"""`workbook reset`: the notebook as it was given, the work kept."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from learner import NAME, RIGHT, answer, editions, start
from mini import SOURCE, TOML

from grading.reset import verb

FRESH = f"notebooks/{NAME}/{NAME}.ipynb"


def kept(root: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted((root / "kept").rglob("*.ipynb"))]


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    """A handout's: what was given lies beside, and nothing has to be built."""
    path = start(tmp_path)
    given = tmp_path / ".release" / FRESH
    given.parent.mkdir(parents=True)
    given.write_bytes(path.read_bytes())
    return path


def test_without_git_the_sources_say_what_was_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notebook = start(tmp_path)
    answer(notebook, **RIGHT)
    work = notebook.read_bytes()
    assert verb("21", root=tmp_path) == 0
    assert notebook.read_bytes() == editions(SOURCE, TOML, NAME)[FRESH]
    assert kept(tmp_path) == [work]
    assert f"kept/{NAME}/" in capsys.readouterr().out


def test_two_resets_in_one_second_keep_both(tmp_path: Path, notebook: Path) -> None:
    for text in ("chosen = 1", "chosen = 2"):
        answer(notebook, chosen=text)
        verb("21", root=tmp_path)
    assert len(kept(tmp_path)) == 2


def test_nothing_is_kept_where_nothing_was_done(
        tmp_path: Path, notebook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = notebook.stat().st_mtime_ns
    assert verb("21", root=tmp_path) == 0
    assert notebook.stat().st_mtime_ns == before
    assert not (tmp_path / "kept").exists()
    assert "nothing to keep" in capsys.readouterr().out


def test_a_deleted_or_unreadable_notebook_comes_back(tmp_path: Path, notebook: Path) -> None:
    fresh = notebook.read_bytes()
    notebook.unlink()
    assert verb("21", root=tmp_path) == 0
    assert notebook.read_bytes() == fresh
    notebook.write_bytes(b"\x80 broken")
    assert verb("21", root=tmp_path) == 0
    assert notebook.read_bytes() == fresh
    assert kept(tmp_path) == [b"\x80 broken"]


def test_git_says_what_was_given_where_there_is_git(tmp_path: Path) -> None:
    notebook = start(tmp_path)
    committed = notebook.read_bytes()
    git = ["git", "-C", str(tmp_path), "-c", "user.name=A", "-c", "user.email=a@b.example"]
    for words in (["init", "-q"], ["add", "notebooks", "lessons.toml"], ["commit", "-qm", "release"]):
        subprocess.run([*git, *words], check=True, capture_output=True)
    (tmp_path / "solutions" / f"{NAME}.py").write_text("# not even a lesson", encoding="utf-8")
    answer(notebook, **RIGHT)
    assert verb("21", root=tmp_path) == 0
    assert notebook.read_bytes() == committed


def test_where_nobody_knows_what_was_given_nothing_is_touched(
        tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notebook = start(tmp_path)
    (tmp_path / "solutions" / f"{NAME}.py").unlink()
    answer(notebook, **RIGHT)
    work = notebook.read_bytes()
    assert verb("21", root=tmp_path) == 2
    assert verb("99", root=tmp_path) == 2
    assert notebook.read_bytes() == work
    assert "Nothing here says how" in capsys.readouterr().out
