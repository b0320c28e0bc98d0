"""Git repositories as they are in life: an upstream that releases, and a learner's clone of it."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from learner import NAME, editions
from mini import SOURCE, TOML

NOTEBOOK = f"notebooks/{NAME}/{NAME}.ipynb"


def git(folder: Path, *words: str) -> str:
    """What git prints."""
    who = ("-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "init.defaultBranch=main")
    done = subprocess.run(["git", "-C", str(folder), *who, *words], capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@dataclass
class World:
    """The author's tree, the bare upstream that it pushes to, and the learner's clone."""

    author: Path
    upstream: Path
    clone: Path

    @property
    def notebook(self) -> Path:
        """The learner's notebook."""
        return self.clone / NOTEBOOK

    def release(self, source: str, **files: str) -> dict[str, bytes]:
        """Build the lesson from `source`, commit it with other files and push; what was built."""
        made = editions(source, TOML, NAME)
        for path, content in made.items():
            if path.startswith("notebooks/"):
                (self.author / path).parent.mkdir(parents=True, exist_ok=True)
                (self.author / path).write_bytes(content)
        for path, text in files.items():
            (self.author / path.replace("__", ".")).write_text(text, encoding="utf-8")
        git(self.author, "add", "-A")
        git(self.author, "commit", "-qm", "release")
        git(self.author, "push", "-q", "origin", "HEAD:main")
        return made

    def snapshot(self) -> dict[str, bytes]:
        """All of the learner's files, and the commit that they stand on."""
        here = {path.relative_to(self.clone).as_posix(): path.read_bytes() for path in self.clone.rglob("*")
                if path.is_file() and path.relative_to(self.clone).parts[0] not in (".git", "kept", ".workbook")}
        return here | {"HEAD": git(self.clone, "rev-parse", "HEAD").encode()}

    def cells(self) -> dict[str, dict[str, Any]]:
        """The cells of the learner's notebook by id, in order."""
        content = json.loads(self.notebook.read_text(encoding="utf-8"))
        return {cell["id"]: cell for cell in content["cells"]}

    def kept(self) -> list[bytes]:
        """The copies under `kept/`."""
        return [path.read_bytes() for path in sorted((self.clone / "kept").rglob("*.ipynb"))]


def world(folder: Path) -> World:
    """An upstream with one release, and a clone of it."""
    made = World(folder / "author", folder / "upstream.git", folder / "clone")
    made.author.mkdir()
    git(folder, "init", "-q", "--bare", "upstream.git")
    git(made.author, "init", "-q")
    git(made.author, "remote", "add", "origin", str(made.upstream))
    (made.author / "lessons.toml").write_text(TOML, encoding="utf-8")
    (made.author / ".gitignore").write_text("/kept/\n/.workbook/\n", encoding="utf-8")
    made.release(SOURCE)
    git(folder, "clone", "-q", str(made.upstream), "clone")
    return made
