"""A repository small enough to be installed for real in seconds, without a network, by the real workbook.py."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from grading.syllabus import ROOT

# The build backend lies in the tree, so that pip has nothing to fetch.
PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "mini"
version = "1"
"""
BACKEND = '''
import locale, pathlib, sys, time, zipfile
# What Python reads such a file in.
PTH = "utf-8" if sys.version_info >= (3, 13) else locale.getencoding()
HERE = pathlib.Path(__file__).parent
def build_editable(folder, config_settings=None, metadata_directory=None):
    if (HERE / "slow").exists():
        (HERE / "slow").write_text("begun", encoding="utf-8")
        time.sleep(60)
    needs = "".join(f"Requires-Dist: {line}\\n" for line in (HERE / "needs").read_text(encoding="utf-8").split())
    info = "mini-1.dist-info/"
    with zipfile.ZipFile(pathlib.Path(folder) / "mini-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr("mini.pth", (str(HERE) + "\\n").encode(PTH))
        wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: mini\\nVersion: 1\\n"
                       "Provides-Extra: deep\\nProvides-Extra: test\\n" + needs)
        wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(info + "RECORD", "")
    return "mini-1-py3-none-any.whl"
'''
CLI = """
import os, sys
if __name__ == "__main__":
    print("verb:", sys.argv[1:], "in", os.getcwd(), "from", sys.prefix, "with %d.%d" % sys.version_info[:2])
    print("UTF-8 mode:", sys.flags.utf8_mode)
    sys.exit(int(sys.argv[2]) if sys.argv[1:2] == ["exit"] else 0)
"""


@dataclass
class Mini:
    """A small repository with workbook.py in it, started with the Python at `interpreter`."""

    root: Path
    interpreter: str = sys.executable

    @property
    def log(self) -> Path:
        """What pip itself writes when it runs; not there when no pip was started."""
        return self.root / "pip.log"

    @property
    def stamp(self) -> Path:
        return self.root / ".venv" / "workbook-stamp.json"

    @property
    def python(self) -> Path:
        return self.root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def start(self, *words: str, cwd: Path | None = None, **variables: str) -> subprocess.Popen[str]:
        """Start `python workbook.py words`; both its outputs come as one text."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("PIP_", "PYTHONUTF8"))}
        alone = {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull, "PIP_LOG": str(self.log)}
        return subprocess.Popen(
            [self.interpreter, str(self.root / "workbook.py"), *words], cwd=cwd or self.root, text=True,
            encoding="utf-8", env=kept | alone | {"PYTHONIOENCODING": "utf-8"} | variables,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        )

    def run(self, *words: str, cwd: Path | None = None, **variables: str) -> tuple[int, str]:
        """Run `python workbook.py words` to its end; exit code and output."""
        process = self.start(*words, cwd=cwd, **variables)
        output, _ = process.communicate(timeout=120)
        return process.returncode, output

    def needs(self, *packages: str) -> None:
        """Give the package these dependencies, and pyproject.toml a new content."""
        (self.root / "needs").write_text("\n".join(packages), encoding="utf-8")
        (self.root / "pyproject.toml").write_text(PYPROJECT + f"# {packages}\n", encoding="utf-8")


def make(root: Path, interpreter: str = sys.executable) -> Mini:
    """A new small repository at `root`."""
    (root / "grading").mkdir(parents=True)
    for name, text in (("grading/cli.py", CLI), ("backend.py", BACKEND), ("constraints.txt", "")):
        (root / name).write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "workbook.py", root)
    mini = Mini(root, interpreter)
    mini.needs()
    return mini
