"""`workbook update` between real repositories: work comes back, and nothing is ever lost or in the way."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from learner import RIGHT, answer, at, change, code, judged, source, states
from learner_clone import NOTEBOOK, World, git, world
from mini import SOURCE

from grading.update import journal, steps, verb
from grading.update.git import Repository

# Another text, another stub, one exercise more, one less, one renamed.
NEWER = SOURCE.replace("A lesson as small as it gets.", "A lesson, a little larger.").replace(
    '# mended = "SELECT n FROM flights WHERE n = NULL"', '# mended = "SELECT n FROM flights WHERE NULL = n"').replace(
    'solution="guess"', 'solution="hunch"').replace('test="guess"', 'test="hunch"').replace(
    "guess = {", "hunch = {").replace('guess["a"]', 'hunch["a"]').replace(
    "# %% [markdown]\n# Tell a manager.", '''# %% [markdown]
# One thing more.

# %% solution="more" kind="build" title="More" minutes=1 objective=1
more = 1

# %% test="more" points=1
expect.equal(more, 1, because="one")

# %% [markdown]
# Tell a manager.''')


@pytest.fixture
def here(tmp_path: Path) -> World:
    return world(tmp_path)


def updated(here: World, capsys: pytest.CaptureFixture[str], code: int = 0) -> str:
    capsys.readouterr()
    assert verb(here.clone) == code
    return capsys.readouterr().out


def test_answers_come_back_into_the_new_release(here: World, capsys: pytest.CaptureFixture[str]) -> None:
    answer(here.notebook, **RIGHT)
    work = here.notebook.read_bytes()
    new = here.release(NEWER)
    said = updated(here, capsys)
    assert git(here.clone, "rev-parse", "HEAD") == git(here.author, "rev-parse", "HEAD")
    cells = here.cells()
    for name in ("double", "count_query", "mended", "chosen", "memo"):
        assert source(cells[name]) == RIGHT[name]
    given = nbformat.reads(new[NOTEBOOK].decode(), as_version=4).cells
    untouched = {cell.id: cell.source for cell in given if cell.id not in RIGHT}
    assert {id_: source(cells[id_]) for id_ in untouched} == untouched
    nbformat.validate(nbformat.read(here.notebook, as_version=4))
    assert here.kept() == [work]
    assert "5 answers put back" in said
    assert 'Exercise 21.3 ("Mend"): the code that one starts from changed' in said
    assert 'Exercise 21.4 ("Guess") is no longer in the lesson: your answer to it is only in the copy' in said
    assert 'Exercise 21.6 ("More") is new' in said
    assert "kept/21_mini/" in said
    assert updated(here, capsys) == "The workbook is up to date.\n"


def test_what_came_back_is_judged_like_before(here: World, capsys: pytest.CaptureFixture[str]) -> None:
    answer(here.notebook, **RIGHT)
    here.release(NEWER)
    updated(here, capsys)
    verdict = judged(here.clone, here.notebook)
    assert states(verdict) == {"double": "correct", "count_query": "correct", "mended": "correct",
                               "hunch": "not attempted", "chosen": "correct", "more": "not attempted",
                               "memo": "written"}
    assert verdict.repairs == verdict.remarks == ()


def test_own_cells_and_changed_cells_keep_their_places(here: World, capsys: pytest.CaptureFixture[str]) -> None:
    def write(cells: list[dict[str, object]]) -> None:
        cells.insert(at(cells, "guess") + 1, code("after = 'guess'", id="mine-3"))
        cells.insert(at(cells, "double") + 1, code("second = 2", id="mine-2"))
        cells.insert(at(cells, "double") + 1, code("first = 1", id="mine-1"))
        cells.insert(0, {"cell_type": "markdown", "source": "my title", "metadata": {"a": 1}, "id": "mine-0"})
        cells[2]["source"] = "from grading import expect\nimport math"

    change(here.notebook, write)
    here.release(NEWER)
    said = updated(here, capsys)
    order = list(here.cells())
    assert order[0] == "mine-0"
    assert here.cells()["mine-0"]["metadata"] == {"a": 1}
    assert order[order.index("double"):][:4] == ["double", "mine-1", "mine-2", "test_double"]
    above = source(here.cells()[order[order.index("mine-3") - 1]])
    assert "Predict three things" in above, "the answer that it followed is gone; this is the nearest cell above"
    assert any(source(cell).endswith("import math") for cell in here.cells().values())
    assert "5 cells of your own" in said


def test_outputs_alone_and_notebooks_that_do_not_change_are_left_in_peace(
        here: World, capsys: pytest.CaptureFixture[str]) -> None:
    answer(here.notebook, **RIGHT)
    work = here.notebook.read_bytes()
    here.release(SOURCE, README="new")
    updated(here, capsys)
    assert here.notebook.read_bytes() == work
    assert (here.clone / "README").read_text(encoding="utf-8") == "new"
    assert here.kept() == []


def test_a_lesson_that_is_gone_leaves_its_work_in_kept(here: World, capsys: pytest.CaptureFixture[str]) -> None:
    answer(here.notebook, **RIGHT)
    work = here.notebook.read_bytes()
    git(here.author, "mv", "notebooks/21_mini", "notebooks/31_other")
    git(here.author, "commit", "-qm", "renamed")
    git(here.author, "push", "-q", "origin", "HEAD:main")
    said = updated(here, capsys)
    assert not here.notebook.exists()
    assert here.kept() == [work]
    assert "no longer part of the workbook" in said


def test_an_unreadable_notebook_is_kept_and_replaced(here: World, capsys: pytest.CaptureFixture[str]) -> None:
    here.notebook.write_bytes(b"{ broken")
    new = here.release(NEWER)
    assert "could not be read" in updated(here, capsys)
    assert here.notebook.read_bytes() == new[NOTEBOOK]
    assert here.kept() == [b"{ broken"]


def test_a_deleted_notebook_comes_back_new(here: World, capsys: pytest.CaptureFixture[str]) -> None:
    here.notebook.unlink()
    new = here.release(NEWER)
    updated(here, capsys)
    assert here.notebook.read_bytes() == new[NOTEBOOK]


def no_network(here: World) -> None:
    git(here.clone, "remote", "set-url", "origin", str(here.upstream) + "-gone")


def no_upstream(here: World) -> None:
    git(here.clone, "branch", "--unset-upstream")


def own_commits(here: World) -> None:
    git(here.clone, "commit", "-qam", "mine")


def no_branch(here: World) -> None:
    git(here.clone, "checkout", "-q", "--detach")


def clash(here: World) -> None:
    (here.clone / "lessons.toml").write_text("# mine\n", encoding="utf-8")


def clash_with_untracked(here: World) -> None:
    (here.clone / "NEWS").write_text("mine", encoding="utf-8")


def unfinished_merge(here: World) -> None:
    (here.clone / ".git" / "MERGE_HEAD").write_text(git(here.clone, "rev-parse", "HEAD") + "\n", encoding="utf-8")


def failing_git(here: World) -> None:
    (here.clone / ".git" / "index.lock").write_text("", encoding="utf-8")


@pytest.mark.parametrize(("trouble", "advice"), [
    (no_network, "Check the network"), (no_upstream, "git branch --set-upstream-to=origin/"),
    (own_commits, "git branch my-commits"), (no_branch, "git switch main"), (clash, "lessons.toml"),
    (clash_with_untracked, "NEWS"), (unfinished_merge, "git merge --abort"), (failing_git, "index.lock"),
])
def test_trouble_leaves_everything_as_it_was_and_says_what_to_do(
        here: World, capsys: pytest.CaptureFixture[str], trouble: object, advice: str) -> None:
    answer(here.notebook, **RIGHT)
    here.release(NEWER, lessons__toml="# new\n", NEWS="new")
    trouble(here)  # type: ignore[operator]
    before = here.snapshot()
    said = updated(here, capsys, code=1)
    assert here.snapshot() == before
    assert advice in said
    assert said.startswith("Nothing was changed")
    assert journal.read(here.clone) is None


def test_the_advice_after_own_commits_works(here: World, capsys: pytest.CaptureFixture[str]) -> None:
    answer(here.notebook, **RIGHT)
    own_commits(here)
    here.release(NEWER)
    for line in updated(here, capsys, code=1).splitlines():
        if line.startswith("  git "):
            git(here.clone, *line.split()[1:])
    assert "5 answers put back" in updated(here, capsys)


def test_without_git_or_a_clone_it_says_so(here: World, capsys: pytest.CaptureFixture[str],
                                           monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(here.clone / ".git")
    assert "git clone" in updated(here, capsys, code=1)
    monkeypatch.setenv("PATH", str(here.author))
    assert "no git here" in updated(here, capsys, code=1)


def test_two_updates_at_once_do_not_meet(here: World, capsys: pytest.CaptureFixture[str]) -> None:
    with journal.alone(here.clone):
        assert "is running" in updated(here, capsys, code=1)


# Ends the process, as a power cut would, at the given call of the given function; of git, where it changes something.
KILLED = """
import os, sys
from pathlib import Path
from grading import kept
from grading.update import git, steps, verb
module = {"kept": kept, "git": git.Repository, "steps": steps}[sys.argv[2]]
name, count = sys.argv[3], int(sys.argv[4])
real = getattr(module, name)
def dies(*args, **more):
    global count
    count -= name != "run" or args[1] in ("fetch", "checkout", "merge")
    if count < 0:
        os._exit(9)
    return real(*args, **more)
setattr(module, name, dies)
verb(Path(sys.argv[1]))
os._exit(0)
"""


@pytest.mark.parametrize(("module", "name"), [("git", "run"), ("kept", "keep"), ("kept", "replace"),
                                              ("steps", "_finish"), ("steps", "_report")])
def test_killed_at_any_step_the_next_run_completes_it(
        here: World, capsys: pytest.CaptureFixture[str], module: str, name: str) -> None:
    answer(here.notebook, **RIGHT)
    work = here.notebook.read_bytes()
    here.release(NEWER)
    start = shutil.copytree(here.clone, here.clone.with_name("start"))
    for count in range(60):
        shutil.rmtree(here.clone)
        shutil.copytree(start, here.clone)
        done = subprocess.run([sys.executable, "-c", KILLED, str(here.clone), module, name, str(count)],
                              capture_output=True, text=True, encoding="utf-8")
        assert done.returncode in (0, 9), done.stderr
        assert work in [here.notebook.read_bytes(), *here.kept()], f"lost when killed at call {count}"
        if done.returncode == 0:
            break
        updated(here, capsys)
        assert source(here.cells()["double"]) == RIGHT["double"]
        assert git(here.clone, "rev-parse", "HEAD") == git(here.author, "rev-parse", "HEAD")
        assert work in here.kept()
    assert count > 0, "the update never came to that step"
    assert done.returncode == 0, "the update was never run to its end"


def test_a_git_that_died_half_way_is_put_right(here: World, capsys: pytest.CaptureFixture[str]) -> None:
    answer(here.notebook, **RIGHT)
    here.release(NEWER, NEWS="new", lessons__toml="# new\n")
    repo = Repository(here.clone)
    work = steps.set_aside(repo, *steps.fetch(repo))
    # What git leaves when the machine stops while it writes files: some are new, the index is old and locked.
    repo.run("checkout", work.before, "--", NOTEBOOK)
    (here.clone / "NEWS").write_text("new", encoding="utf-8")
    (here.clone / "lessons.toml").write_text("# new\n", encoding="utf-8")
    (here.clone / ".git" / "index.lock").write_text("", encoding="utf-8")
    said = updated(here, capsys)
    assert "had been broken off" in said
    assert source(here.cells()["double"]) == RIGHT["double"]
    assert git(here.clone, "status", "--porcelain").split() == ["M", NOTEBOOK]


def test_work_done_after_an_interruption_is_kept_too(here: World, capsys: pytest.CaptureFixture[str]) -> None:
    answer(here.notebook, **RIGHT)
    here.release(NEWER)
    repo = Repository(here.clone)
    work = steps.set_aside(repo, *steps.fetch(repo))
    repo.run("checkout", work.before, "--", NOTEBOOK)
    repo.run("merge", "--ff-only", work.after)
    answer(here.notebook, more="more = 1")
    later = here.notebook.read_bytes()
    said = updated(here, capsys)
    assert later in here.kept()
    assert "had been changed meanwhile" in said
    assert source(here.cells()["double"]) == RIGHT["double"]


def test_disk_full_while_copying_changes_nothing(here: World, capsys: pytest.CaptureFixture[str]) -> None:
    answer(here.notebook, **RIGHT)
    here.release(NEWER)
    (here.clone / "kept").write_text("a file where the folder should be", encoding="utf-8")
    before = here.snapshot()
    assert "Run `workbook update` again" in updated(here, capsys, code=1)
    assert here.snapshot() == before
    (here.clone / "kept").unlink()
    assert "5 answers put back" in updated(here, capsys)
