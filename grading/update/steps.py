"""The steps of an update. Until the last one, everything can be put back as it was."""

from __future__ import annotations

import re
from pathlib import Path

from grading import kept
from grading.update import journal
from grading.update.git import GitError, Repository
from grading.update.journal import Journal, Work
from grading.update.merge import Merged, carry

_NOTEBOOK = re.compile(r"notebooks/(?:(?P<lesson>[^/]+)/(?P=lesson)|index)\.ipynb")


class StopError(Exception):
    """The update cannot go on and everything is as before; the message says what to do."""


def check_place(repo: Repository) -> None:
    """StopError unless the folder is the top of a git working tree with a commit."""
    top = repo.ask("rev-parse", "--show-toplevel")
    if not top or Path(top).resolve() != repo.root.resolve() or not repo.commit("HEAD"):
        raise StopError("Nothing was changed: this folder was not made by `git clone`, so git cannot update it.\n"
                        "Clone the workbook into a new folder, and copy your notebooks/ and kept/ there.")


def check_state(repo: Repository) -> None:
    """StopError in the middle of a merge, away from any branch, or where the branch follows no other."""
    if what := repo.busy():
        raise StopError(f"Nothing was changed: git is in the middle of {what}. Finish it, or run "
                        f"`git {what.split()[-1]} --abort`. Then run `workbook update` again.")
    branch = repo.ask("symbolic-ref", "--quiet", "--short", "HEAD")
    if not branch:
        raise StopError("Nothing was changed: git is not on a branch. Run `git switch main`, then `workbook update`.")
    if not repo.ask("rev-parse", "--symbolic-full-name", "@{upstream}"):
        raise StopError(f"Nothing was changed: the branch {branch} does not say where it gets updates from. Run\n"
                        f"  git branch --set-upstream-to=origin/{branch}\nthen `workbook update` again.")


def fetch(repo: Repository) -> tuple[str, str]:
    """(the commit that is here, the newest one), after asking for it; empty texts when there is nothing new."""
    remote = repo.ask("config", f"branch.{repo.text('symbolic-ref', '--short', 'HEAD')}.remote")
    if remote not in ("", "."):
        try:
            repo.run("fetch", "--quiet", remote)
        except GitError as error:
            raise StopError(f"Nothing was changed: the newest lessons could not be fetched. Git says:\n"
                            f"{_quoted(error)}\nCheck the network, then run `workbook update` again.") from None
    before, after = repo.commit("HEAD"), repo.commit("@{upstream}")
    if repo.is_ancestor(after, before):
        return "", ""
    if not repo.is_ancestor(before, after):
        base = repo.ask("merge-base", before, after)[:10]
        raise StopError("Nothing was changed: you have made commits of your own, which stand in the way of the new "
                        "ones.\nTo keep them on a branch and go on with the same files as ordinary changes:\n"
                        f"  git branch my-commits\n  git reset {base}\nthen `workbook update` again.")
    return before, after


def set_aside(repo: Repository, before: str, after: str) -> Journal:
    """Copy the work in notebooks that will change to `kept/` and write the journal; StopError when files clash."""
    changed = repo.changed(before, after)
    dirty = repo.dirty() & changed
    clashes = {path for path in dirty if not _NOTEBOOK.fullmatch(path)}
    clashes |= {path for path in changed - repo.tracked(before) if (repo.root / path).is_file()} - dirty
    if clashes:
        listed = "\n".join(f"  {path}" for path in sorted(clashes)[:10])
        raise StopError("Nothing was changed: these files are different here and new in the update:\n"
                        f"{listed}\nMove them to another place (or, to give up your changes in one, run "
                        "`git checkout HEAD -- FILE`). Then run `workbook update` again.")
    work: list[Work] = []
    for path in sorted(dirty):
        file = repo.root / path
        copy = None
        if file.exists():
            copy = kept.keep(file.read_bytes(), file.stem, "before-update", repo.root)
        work.append(Work(path, copy.relative_to(repo.root).as_posix() if copy is not None else None))
    planned = Journal(before, after, tuple(work))
    journal.write(planned, repo.root)
    return planned


def apply(repo: Repository, planned: Journal) -> list[str]:
    """Bring in the new commit and put the work back; the lines to print. StopError with all as before when it fails."""
    merged = {work.path: _merged(repo, planned, work, planned.after) for work in planned.work}
    try:
        for work in planned.work:
            repo.run("checkout", planned.before, "--", work.path)
        repo.run("merge", "--ff-only", "--quiet", planned.after)
    except BaseException as error:
        if repo.commit("HEAD") == planned.before:
            undo(repo, planned)
            if isinstance(error, GitError):
                raise StopError(f"Nothing was changed: git could not bring in the update. It says:\n{_quoted(error)}\n"
                                "When that is mended, run `workbook update` again.") from None
        raise
    return _finish(repo, planned, merged)


def resume(repo: Repository, planned: Journal) -> list[str]:
    """Undo an update that was broken off before the new commit came in, finish one that was after; what to print."""
    journal.remove_stale_lock(repo.root / repo.text("rev-parse", "--git-dir"), repo.root)
    here = repo.commit("HEAD")
    if here == planned.before:
        undo(repo, planned)
        return []
    said: list[str] = []
    for work in planned.work:
        said += _keep_newer(repo, planned, work, here)
    return said + _finish(repo, planned, {work.path: _merged(repo, planned, work, here) for work in planned.work})


def undo(repo: Repository, planned: Journal) -> None:
    """Put every file back that the update has touched; the journal is closed when all is as before."""
    for path in repo.changed(planned.before, planned.after):
        file = repo.root / path
        old, new = repo.blob(planned.before, path), repo.blob(planned.after, path)
        now = file.read_bytes() if file.is_file() else None
        if now == new and now != old:
            # Git was killed half-way: this one it had done already.
            if old is None:
                file.unlink()
            else:
                repo.run("checkout", planned.before, "--", path)
    for work in planned.work:
        file = repo.root / work.path
        now = file.read_bytes() if file.exists() else None
        if now != repo.blob(planned.before, work.path):
            continue
        if work.copy is None:
            file.unlink(missing_ok=True)
        else:
            kept.replace(file, (repo.root / work.copy).read_bytes())
    journal.close(repo.root)


def _merged(repo: Repository, planned: Journal, work: Work, after: str) -> Merged | None:
    """The new notebook with the work in it; None when the new release has no such notebook."""
    old, new = repo.blob(planned.before, work.path), repo.blob(after, work.path)
    if new is None:
        return None
    if old is None or work.copy is None or work.path == "notebooks/index.ipynb":
        return Merged(new)
    return carry(Path(work.path).stem, old, (repo.root / work.copy).read_bytes(), new)


def _keep_newer(repo: Repository, planned: Journal, work: Work, here: str) -> list[str]:
    """Copy away what somebody has done in a notebook since the update was broken off; what to print."""
    file = repo.root / work.path
    if not file.exists():
        return []
    now = file.read_bytes()
    known = [repo.blob(planned.before, work.path), repo.blob(here, work.path)]
    merged = _merged(repo, planned, work, here)
    known += [merged.content] if merged is not None else []
    known += [(repo.root / work.copy).read_bytes()] if work.copy is not None else []
    if now in known:
        return []
    copy = kept.keep(now, file.stem, "after-update", repo.root)
    return [f"{work.path} had been changed meanwhile; that is in {copy.relative_to(repo.root).as_posix()}"]


def _finish(repo: Repository, planned: Journal, merged: dict[str, Merged | None]) -> list[str]:
    said = [f"Updated to {repo.text('log', '-1', '--format=%h of %cs', 'HEAD')}."]
    for work in planned.work:
        result = merged[work.path]
        if result is not None:
            kept.replace(repo.root / work.path, result.content)
        said += _report(work, result)
    journal.close(repo.root)
    changed = repo.changed(planned.before, repo.commit("HEAD"))
    if {"pyproject.toml", "constraints.txt"} & changed:
        said.append("The next start of `python workbook.py` installs what is new.")
    if planned.work:
        said.append("If a notebook is open in JupyterLab: File > Reload Notebook from Disk.")
    return said


def _report(work: Work, merged: Merged | None) -> list[str]:
    if work.copy is None or work.path == "notebooks/index.ipynb":
        return []
    if merged is None:
        return [f"{work.path} is no longer part of the workbook.", f"  your work is in {work.copy}"]
    counts = [_count(merged.answers, "answer"), _count(merged.own, "cell of your own", "cells of your own")]
    back = " and ".join(count for count in counts if count)
    return [f"{work.path}: {f'{back} put back' if back else 'there was no answer to put back'}.",
            *(f"  {line}" for line in merged.said), f"  a copy of what it was is in {work.copy}"]


def _count(number: int, one: str, many: str = "") -> str:
    return "" if not number else f"1 {one}" if number == 1 else f"{number} {many or one + 's'}"


def _quoted(error: Exception) -> str:
    return "\n".join(f"  {line}" for line in str(error).splitlines()[:6])
