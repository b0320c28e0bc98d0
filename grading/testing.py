"""`workbook test`: every test, and both editions of every lesson, freshly built, from top to bottom."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from grading.syllabus import ROOT, SyllabusError, load

# Built here, where git does not look, so that a learner's half-done work is neither touched nor judged.
PROOF = Path("build") / "proof"
TOOLS = {"pytest": "pytest", "nbval": "nbval", "xdist": "pytest-xdist"}
NOTEBOOKS = ["--nbval-lax", "--nbval-current-env", "--nbval-cell-timeout=120"]
# The longest of the tests start first, so that at the end no core waits for them.
LONGEST = ("tests/lessons", "tests/browser", "tests/stock", "tests/testing", "tests/check", "tests/bootstrap")
BROKEN_SOURCE = 2


class Tally:
    """A pytest plugin that counts what happened, in this process or reported by its workers."""

    def __init__(self) -> None:
        self.passed = 0
        self.failed: list[str] = []
        self.skipped: list[str] = []
        self.cells: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Count one report; a test has three, of which only its call counts when all goes well."""
        name = report.nodeid.split("@")[0]
        if report.outcome == "failed":
            self._fail(name)
        elif report.outcome == "skipped" and not hasattr(report, "wasxfail"):
            self.skipped.append(name)
        elif report.when == "call":
            self.passed += 1
            self.cells[name.split("::")[0]] += 1

    def pytest_collectreport(self, report: Any) -> None:
        """Count a file that could not be read as a failure; every worker reports it."""
        if report.outcome == "failed":
            self._fail(report.nodeid)

    def _fail(self, name: str) -> None:
        if name not in self.failed:
            self.failed.append(name)


class Sharing:
    """A pytest plugin that keeps on one worker what belongs together."""

    def pytest_xdist_make_scheduler(self, config: Any, log: Any) -> Any:
        """A scheduler that shares out units; xdist's own groups do nothing under pytest 9.2 (its issue 1386)."""
        from xdist.scheduler import LoadScopeScheduling

        class ByUnit(LoadScopeScheduling):  # type: ignore[misc]
            def _split_scope(self, nodeid: str) -> str:
                return unit(nodeid)

        return ByUnit(config, log)


def verb(arguments: list[str]) -> int:
    """Run the tests; the exit code is 0 only when all that was asked for passed."""
    if missing := [name for module, name in TOOLS.items() if importlib.util.find_spec(module) is None]:
        print(f"{', '.join(missing)} not installed. `python workbook.py test` installs what the tests need.")
        return BROKEN_SOURCE
    wanted, options = split(arguments)
    try:
        names = [load(ROOT).find(which).name for which in wanted]
        targets = collect(names, options)
    except Exception as error:
        if not is_for_people(error):
            raise
        print(error)
        return BROKEN_SOURCE
    begun = time.monotonic()
    tally = Tally()
    code = run_pytest([*targets, *options], tally)
    print(verdict(code, tally, names, time.monotonic() - begun))
    return code


def split(arguments: list[str]) -> tuple[list[str], list[str]]:
    """The lessons asked for (all leading words that are no option), and pytest's options."""
    count = next((i for i, word in enumerate(arguments) if word.startswith("-")), len(arguments))
    return arguments[:count], arguments[count:]


def is_for_people(error: Exception) -> bool:
    """Whether an error is one of ours, whose message names the remedy; anything else is a defect."""
    return isinstance(error, SyllabusError) or type(error).__module__.startswith("grading.")


def collect(names: list[str], options: list[str]) -> list[str]:
    """Build the lessons to be proved; the arguments that make pytest run them and their tests."""
    os.chdir(ROOT)
    print(f"Building {', '.join(names) or 'all lessons'} in {PROOF} ...", flush=True)
    from grading.build import build_tree

    build_tree(ROOT / PROOF, names or None)
    notebooks = [path for path in _built() if not names or path.stem in names]
    lessons = [word for name in names for word in ("--lesson", name)]
    first = [place for place in LONGEST if Path(place).is_dir()]
    # Not `tests` itself: pytest would put that before what it holds.
    rest = [place for place in _tests() if place not in first]
    parallel = [] if _has_number(options) else ["-n", str(workers())]
    return [*first, *map(str, notebooks), *rest, *NOTEBOOKS, *lessons, *parallel,
            "--dist", "loadgroup", "--no-loadscope-reorder"]


def run_pytest(arguments: list[str], tally: Tally) -> int:
    """Run pytest at the repository's root with these arguments; its exit code."""
    import pytest

    # One thread a worker: the cores are shared out among workers already.
    for key in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(key, "1")
    # Kernels must not see a user's IPython start-up files, nor fight over one history.
    profile = ROOT / "build" / "ipython"
    shutil.rmtree(profile, ignore_errors=True)
    os.environ["IPYTHONDIR"] = str(profile)
    return int(pytest.main(arguments, plugins=[tally, Sharing()]))


def unit(nodeid: str) -> str:
    """What must stay on one worker: a notebook (one kernel), a module (its fixtures), of it one lesson at a time."""
    place, _, test = nodeid.partition("::")
    lesson = re.search(r"\[(?:.*?[^0-9A-Za-z_])??([0-9]{2}_[a-z0-9_]+)", test)
    return f"{place} {lesson[1]}" if lesson else place


def workers(quota: Path = Path("/sys/fs/cgroup/cpu.max")) -> int:
    """How many processes can really run at once: the cores this one may use, or what its container is given."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    try:
        allowed, period = quota.read_text(encoding="utf-8").split()
    except (OSError, ValueError):
        return cores
    return cores if allowed == "max" else max(1, min(cores, int(allowed) // int(period)))


def verdict(code: int, tally: Tally, names: list[str], seconds: float) -> str:
    """One line in plain words: what has been proved, or what has not."""
    took = f"{seconds:.0f} s" if seconds < 60 else f"{seconds // 60:.0f} min {seconds % 60:02.0f} s"
    if tally.failed:
        worst = ", ".join(tally.failed[:3])
        return f"Not proved ({took}): {_count(len(tally.failed), 'test')} failed, first {worst}."
    if code != 0:
        return f"Not proved ({took}): pytest stopped with exit code {code}; its reason is above."
    lessons = [name for name in names or sorted({path.stem for path in _built()} - {"index"})
               if all(tally.cells[path.as_posix()] == _code_cells(path) for path in _built() if path.stem == name)]
    what = f"{_count(len(lessons), 'lesson')} run from top to bottom in both editions, " if lessons else ""
    left = f"; {_count(len(tally.skipped), 'test')} skipped, the reasons are above" if tally.skipped else ""
    return f"Proved ({took}): {what}{_count(tally.passed, 'check')} passed{left}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _built() -> Iterator[Path]:
    for side in ("solutions", "notebooks"):
        yield from sorted((PROOF / side).rglob("*.ipynb"))


def _tests() -> list[str]:
    places = (path for path in Path("tests").iterdir() if not path.name.startswith((".", "__")))
    return sorted(path.as_posix() for path in places if path.is_dir() or path.name.startswith("test_"))


def _code_cells(notebook: Path) -> int:
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return sum(cell["cell_type"] == "code" for cell in cells)


def _has_number(options: list[str]) -> bool:
    return any(word.startswith(("-n", "--numprocesses")) for word in options)
