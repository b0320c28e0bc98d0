"""Sessions: processes that run steps, are forked, watched and ended."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from grading.runner.forkable import prepare
from grading.runner.imports import imported, of_checks
from grading.runner.session import FORKS, ForkError, Session, start
from grading.runner.stage import stage
from grading.runner.steps import Limits, Result, Step

ROOT = Path(__file__).resolve().parents[2]
KINDS = [False, True] if FORKS else [False]



@pytest.fixture
def folder() -> Iterator[Path]:
    with stage("21_x", None, ROOT / "data") as place:
        yield place


@pytest.fixture(params=KINDS, ids=["fresh", "forked"][:len(KINDS)])
def session(request: pytest.FixtureRequest, folder: Path) -> Iterator[Session]:
    """A session in which nothing has run: a fresh process, or a fork of a warm one."""
    output = folder.parent.parent / "output.txt"
    with start(folder, output, forks=request.param) as first:
        if not request.param:
            yield first
            return
        with first.fork(folder, output) as forked:
            yield forked


def cell(source: str, role: str = "own") -> Step:
    return Step(role, source, "cell", "ex")


def run(session: Session, source: str, role: str = "own", **limits: float) -> Result:
    return session.run(cell(source, role), Limits(**{"seconds": 60, **limits}))


def test_names_live_on_from_step_to_step_and_what_is_printed_is_kept(session: Session, folder: Path) -> None:
    assert run(session, "x = 20\nprint('hello')").state == "ok"
    assert run(session, "assert x == 20").state == "ok"
    result = run(session, "assert x == 21, 'not yet'", "test")
    assert (result.state, result.message) == ("not yet", "not yet")
    assert "hello" in (folder.parent.parent / "output.txt").read_text(encoding="utf-8")


def test_cells_stand_two_levels_below_the_data(session: Session) -> None:
    assert run(session, "from pathlib import Path\nassert Path('../../data/README.md').is_file()").state == "ok"


@pytest.mark.parametrize("loop", ["while True:\n    pass", "import time\ntime.sleep(1000)"])
def test_a_step_without_end_is_interrupted_and_the_session_lives_on(session: Session, loop: str) -> None:
    run(session, "x = 1")
    assert run(session, loop, seconds=1).state == "timed out"
    assert run(session, "assert x == 1").state == "ok"


def test_a_step_that_cannot_be_interrupted_ends_the_session(session: Session) -> None:
    stubborn = "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass"
    assert run(session, stubborn, seconds=0.5).state == "timed out"
    assert not session.alive
    assert run(session, "x = 1").state == "skipped"


def test_processor_time_has_a_limit_of_its_own(session: Session) -> None:
    begun = time.monotonic()
    assert run(session, "while True:\n    pass", cpu_seconds=0.5).state == "timed out"
    assert run(session, "import time\ntime.sleep(1)", cpu_seconds=0.5).state == "ok"
    assert time.monotonic() - begun < 50, "the clock's limit was not the one that counted"


def test_too_much_memory_ends_the_session_and_is_named(session: Session) -> None:
    result = run(session, "rows = []\nwhile True:\n    rows.append(bytearray(10_000_000))", memory_mb=500)
    assert (result.state, session.alive) == ("crashed", False)
    assert "memory" in result.message


def test_memory_of_what_a_cell_starts_counts_too(session: Session) -> None:
    hungry = "rows = []\nwhile True:\n    rows.append(bytearray(10_000_000))"
    result = run(session, f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {hungry!r}])", memory_mb=800)
    assert result.state == "crashed"
    assert "memory" in result.message


def test_too_much_output_ends_the_session_and_is_named(session: Session) -> None:
    result = run(session, "while True:\n    print('x' * 100_000)", output_mb=5)
    assert (result.state, session.alive) == ("crashed", False)
    assert "printed more than 5 MB" in result.message


def test_what_was_printed_before_does_not_count_again(session: Session) -> None:
    for _ in range(3):
        assert run(session, "for _ in range(40):\n    print('x' * 100_000)", output_mb=5).state == "ok"


@pytest.mark.parametrize(("end", "says"), [
    ("import os\nos._exit(7)", "exit code 7"), ("import os\nos.abort()", "a library that it calls crashed"),
])
def test_a_step_that_takes_the_process_down_is_told_with_the_reason(session: Session, end: str, says: str) -> None:
    result = run(session, end)
    assert result.state == "crashed"
    assert says in result.message


def test_a_call_gives_a_value_and_an_error_in_it_is_ours(session: Session) -> None:
    run(session, "x = 3")
    assert session.run(Step("call", "builtins:len", "call", arguments=()), Limits()).value > 0
    broken = session.run(Step("call", "grading.runner.forkable:gone", "call"), Limits())
    assert broken.state == "broke"
    assert "gone" in broken.message


def test_closed_streams_and_replaced_modules_do_not_stop_later_steps(session: Session) -> None:
    run(session, "import json, sys, signal\nsys.stdout.close()\nsys.stderr = None\njson.dumps = json.JSONEncoder = None\n"
                 "signal.signal(signal.SIGINT, signal.SIG_IGN)")
    assert run(session, "print('still here')").state == "ok"
    assert run(session, "while True:\n    pass", seconds=0.5).state == "timed out"
    assert session.alive


def test_nothing_that_a_session_started_lives_on(session: Session, folder: Path) -> None:
    run(session, "import subprocess, sys\np = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(300)'])\n"
                 "open('pid', 'w').write(str(p.pid))")
    pid = int((folder / "pid").read_text(encoding="utf-8"))
    session.end()
    deadline = time.monotonic() + 5
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != "zombie" and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not psutil.pid_exists(pid) or psutil.Process(pid).status() == "zombie"


def test_a_session_that_cannot_fork_says_so(folder: Path) -> None:
    with start(folder, folder / "out.txt", forks=False) as fresh, pytest.raises(ForkError):
        fresh.fork(folder, None)


def test_imports_are_found_also_beside_magics() -> None:
    assert imported(["import numpy as np, os.path", "%matplotlib inline\nfrom pandas import DataFrame\n!ls",
                     "from . import x\ndef f():\n    import torch", "import ="]) == ["numpy", "os.path", "pandas", "torch"]
    assert "grading.expect.queries" in of_checks(["duckdb"])
    assert not any(name.startswith("sqlglot") or "quer" in name for name in of_checks(["numpy"]))


def test_duckdb_is_told_to_work_in_the_thread_that_asks() -> None:
    import duckdb

    before = duckdb.connect
    try:
        prepare({})
        assert duckdb.connect().execute("SELECT current_setting('async_threads')").fetchone() == (0,)
        assert duckdb.connect(config={"threads": 1}).execute("SELECT 1").fetchone() == (1,)
    finally:
        duckdb.connect = before
