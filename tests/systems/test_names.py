"""Every file of the repository can be checked out, read and told apart on every system."""

from __future__ import annotations

import re
import subprocess
from collections import defaultdict
from collections.abc import Iterable

import pytest

from grading.syllabus import ROOT

# Windows reserves these, whatever follows the first dot.
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
# Windows allows 260 characters in all; this leaves half of them for where somebody keeps the repository.
LONGEST = 130


def unfit(names: Iterable[str]) -> list[str]:
    """Which names of files some system cannot hold, and why."""
    found, alike = [], defaultdict(set)
    for name in names:
        for depth, part in enumerate(parts := name.split("/")):
            alike["/".join(parts[:depth + 1]).casefold()].add("/".join(parts[:depth + 1]))
            if RESERVED.fullmatch(part) or re.search(r'[<>:"\\|?*\x00-\x1f]|[ .]$', part):
                found.append(f"{name}: Windows allows no {part!r}")
        if not name.isascii():
            found.append(f"{name}: macOS may spell its letters otherwise")
        if len(name) > LONGEST:
            found.append(f"{name}: longer than {LONGEST} characters")
    found += [f"{' and '.join(sorted(same))} differ by letter case alone" for same in alike.values() if len(same) > 1]
    return sorted(set(found))


def kept() -> list[str]:
    """What git holds or would take in; without git, what lies in the folders that are the repository's."""
    listed = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                            capture_output=True)
    if listed.returncode == 0:
        return [name for name in listed.stdout.decode("utf-8").split("\0") if name]
    folders = ("grading", "tests", "data", "solutions", "notebooks", ".github", ".ci")
    return [path.relative_to(ROOT).as_posix() for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]


def test_every_file_has_a_name_that_every_system_can_hold() -> None:
    names = kept()
    assert len(names) > 60
    assert unfit(names) == []


@pytest.mark.parametrize(("names", "why"), [
    (["data/what?.csv"], "Windows allows no"),
    (["grading/aux.py"], "Windows allows no"),
    (["notes/end. /x"], "Windows allows no"),
    (["tests/a.py", "tests/A.py"], "letter case"),
    (["Data/x", "data/y"], "letter case"),
    (["data/été.csv"], "macOS"),
    (["notebooks/" + "n" * 140], "longer than"),
])
def test_a_name_that_some_system_cannot_hold_is_found(names: list[str], why: str) -> None:
    assert any(why in problem for problem in unfit(names))


def test_text_has_the_same_line_ends_on_every_system() -> None:
    assert "* text=auto eol=lf" in (ROOT / ".gitattributes").read_text(encoding="utf-8").splitlines()
    binary = {"parquet", "png"}
    used = {name.rpartition(".")[2] for name in kept()} & {"parquet", "png", "jpg", "gif", "gz", "zip", "npy", "npz", "pdf"}
    assert used <= binary, "say `binary` for it in .gitattributes"
