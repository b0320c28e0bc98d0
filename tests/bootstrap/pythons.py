"""The Pythons on this machine: the one running, those on the path, those of pyenv, of `py` and of a CI runner."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

SUPPORTED = ((3, 11), (3, 12), (3, 13))
# One without venv and ensurepip (Debian keeps them in a package of their own) can install nothing.
ASK = "import sys, ensurepip, venv; print('%d.%d' % sys.version_info[:2], sys.executable)"


Version = tuple[int, int]


@cache
def found() -> dict[Version, str]:
    """Version → path of a Python of that version, the one running first among its like; in order of versions."""
    pythons: dict[Version, str] = {sys.version_info[:2]: getattr(sys, "_base_executable", sys.executable)}
    candidates = [*on_the_path(), *of_pyenv(), *of_launcher(), *of_runner()]
    for candidate in dict.fromkeys(map(os.path.realpath, candidates)):
        if (told := ask(candidate)) and told[0][0] == 3:
            pythons.setdefault(*told)
    return dict(sorted(pythons.items()))


def supported() -> dict[Version, str]:
    """The Pythons found that the workbook runs with; at least the one running."""
    return {version: path for version, path in found().items() if version in SUPPORTED}


def unsupported() -> dict[Version, str]:
    """The Pythons found that are too old or too new; on many machines there is none."""
    return {version: path for version, path in found().items() if version not in SUPPORTED}


def ask(python: str) -> tuple[Version, str] | None:
    """The version of a Python and the path it gives for itself; None when it does not start, or is no Python."""
    try:
        said = subprocess.run([python, "-c", ASK], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              encoding="utf-8", errors="replace", timeout=30).stdout
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = re.fullmatch(r"(\d+)\.(\d+) (.+)", said.strip())
    return ((int(match[1]), int(match[2])), match[3]) if match else None


def on_the_path() -> Iterator[str]:
    """Every python3.X on the path, also behind another of the same name, and `python3` and `python`."""
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        if Path(folder).name == "shims":
            continue  # pyenv's, which start another Python, or none; of_pyenv has the Pythons themselves
        for name in ("python3", "python", *(f"python3.{minor}" for minor in range(6, 20))):
            if path := shutil.which(name, path=folder):
                yield path


def of_pyenv() -> Iterator[str]:
    """The Pythons that pyenv has installed, chosen or not."""
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from map(str, sorted(root.glob("versions/3.*/bin/python")))


def of_launcher() -> Iterator[str]:
    """The Pythons that Windows' launcher knows."""
    if py := shutil.which("py"):
        said = subprocess.run([py, "-0p"], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              encoding="utf-8", errors="replace", timeout=30).stdout
        yield from re.findall(r"\S:\\.*?python\.exe", said)


def of_runner() -> Iterator[str]:
    """The Pythons kept ready on a hosted CI runner."""
    cache_folder = Path(os.environ.get("RUNNER_TOOL_CACHE") or "no such folder") / "Python"
    yield from map(str, sorted(cache_folder.glob("3.*/*/bin/python")))
    yield from map(str, sorted(cache_folder.glob("3.*/*/python.exe")))
