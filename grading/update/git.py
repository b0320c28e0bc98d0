"""The few things `workbook update` asks of git, without its pager, its editor or its questions."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path


class GitError(Exception):
    """Git could not do it; the text is what git said."""


@dataclass(frozen=True)
class Repository:
    """A git working tree."""

    root: Path

    def run(self, *words: str) -> bytes:
        """What the git command prints; GitError with its complaint, FileNotFoundError when there is no git."""
        # core.quotepath would turn letters outside ASCII into escapes; a hook or a merge must never open an editor.
        command = ["git", "-C", str(self.root), "-c", "core.quotepath=off", "-c", "advice.detachedHead=false", *words]
        quiet = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "GIT_EDITOR": "true", "LC_ALL": "C"}
        quiet.setdefault("GIT_SSH_COMMAND", "ssh -oBatchMode=yes")
        done = subprocess.run(command, capture_output=True, env=quiet, stdin=subprocess.DEVNULL)
        if done.returncode != 0:
            raise GitError(done.stderr.decode("utf-8", "replace").strip() or f"git {words[0]} failed")
        return done.stdout

    def text(self, *words: str) -> str:
        """What the git command prints, as text without the last line's end."""
        return self.run(*words).decode("utf-8", "replace").strip()

    def ask(self, *words: str) -> str:
        """As `text`, but empty where git has no answer."""
        try:
            return self.text(*words)
        except GitError:
            return ""

    def commit(self, name: str) -> str:
        """The full id of a commit; empty when there is none of that name."""
        return self.ask("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")

    def is_ancestor(self, older: str, newer: str) -> bool:
        """Whether `newer` holds all that `older` does."""
        try:
            self.run("merge-base", "--is-ancestor", older, newer)
        except GitError:
            return False
        return True

    def changed(self, older: str, newer: str) -> set[str]:
        """The paths that differ between two commits; a renamed file counts under both names."""
        return _split(self.run("diff", "--name-only", "--no-renames", "-z", older, newer))

    def dirty(self) -> set[str]:
        """The tracked paths whose file or index differs from the last commit."""
        return _split(self.run("diff", "--name-only", "--no-renames", "-z", "HEAD"))

    def tracked(self, commit: str) -> set[str]:
        """The paths of all files in a commit."""
        return _split(self.run("ls-tree", "-r", "--name-only", "-z", commit))

    def blob(self, commit: str, path: str) -> bytes | None:
        """The bytes of a file in a commit; None when it is not there."""
        try:
            return self.run("show", f"{commit}:{path}")
        except GitError:
            return None

    def busy(self) -> str:
        """What git is in the middle of; empty when nothing."""
        folder = self.root / self.text("rev-parse", "--git-dir")
        for name, what in (("MERGE_HEAD", "a merge"), ("rebase-merge", "a rebase"), ("rebase-apply", "a rebase"),
                           ("CHERRY_PICK_HEAD", "a cherry-pick"), ("REVERT_HEAD", "a revert")):
            if (folder / name).exists():
                return what
        return ""


def _split(listed: bytes) -> set[str]:
    return {name.decode("utf-8", "surrogateescape") for name in listed.split(b"\0") if name}
