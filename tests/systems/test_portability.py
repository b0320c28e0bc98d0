"""No file takes a path, a process or an encoding for granted: what works on one system only is behind a question."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from portability import violations

from grading.syllabus import ROOT

# Caught: one line that holds one thing of one system.
PLANTED = [
    ("open('x')", "opened without its encoding"),
    ("open('x', 'a+')", "opened without its encoding"),
    ("open('x', mode='w', encoding=None)", "opened without its encoding"),
    ("path.open()", "opened without its encoding"),
    ("path.open('w')", "opened without its encoding"),
    ("gzip.open(path, 'rt')", "opened without its encoding"),
    ("os.fdopen(3, 'w')", "fdopen without"),
    ("tempfile.NamedTemporaryFile('w')", "NamedTemporaryFile without"),
    ("path.read_text()", "read_text without"),
    ("path.write_text('x')", "write_text without"),
    ("subprocess.run(words, text=True)", "process's text"),
    ("subprocess.Popen(words, universal_newlines=True)", "process's text"),
    ("subprocess.run('ls', shell=True)", "another shell"),
    ("os.system('ls')", "another shell"),
    ("subprocess.run(['python', 'x.py'])", "sys.executable"),
    ("subprocess.Popen(words, preexec_fn=os.getpid)", "preexec_fn"),
    ("multiprocessing.get_context('fork')", "cannot fork"),
    ("os.fork()", "os.fork"),
    ("os.kill(1, 9)", "os.kill"),
    ("os.execve(program, words, {})", "os.execve"),
    ("process.send_signal(signal.SIGKILL)", "signal.SIGKILL"),
    ("import fcntl", "fcntl"),
    ("from pwd import getpwnam", "pwd"),
    ("from os import getuid", "getuid"),
    ("scratch = '/tmp'", "'/tmp'"),
    ("Path('/dev/null')", "'/dev/null'"),
    ("Path('C:\\\\Users')", "place on one system"),
    ("root + '/data'", "slash of its own"),
    ("str(path) + '\\\\data'", "slash of its own"),
    ("f'{folder}/data'", "slash of its own"),
    ("f'{lesson.path}/data'", "slash of its own"),
    ("str(path).split('/')", ".parts"),
    ("at.symlink_to(target)", "course.link"),
    ("day.strftime('%-d')", "strftime"),
    ("if os.name == 'nt': import fcntl\nimport pwd", "line 2: pwd"),
    ("def f():\n  try: return Path('/proc/x').stat()\n  except ValueError: return None", "'/proc/x'"),
]

# Not caught: the same, asked for as every system can.
FINE = [
    "open('x', encoding='utf-8')",
    "open('x', 'r', -1, 'utf-8')",
    "open('x', 'rb')",
    "path.open('wb')",
    "path.open(encoding='utf-8')",
    "archive.open(name)",
    "gzip.open(path)",
    "os.open(path, os.O_RDONLY)",
    "path.read_text('utf-8')",
    "path.write_text('x', 'utf-8')",
    "open('x', **options)",
    "tempfile.NamedTemporaryFile()",
    "subprocess.run(words, text=True, encoding='utf-8')",
    "subprocess.run([sys.executable, 'x.py'], capture_output=True)",
    "if os.name != 'nt':\n  import fcntl",
    "if sys.platform == 'win32':\n  x = 1\nelse:\n  os.killpg(1, signal.SIGKILL)",
    "try:\n  import resource\nexcept ImportError:\n  resource = None",
    "def end(child):\n  if os.name == 'nt':\n    return child.kill()\n  os.killpg(child.pid, signal.SIGKILL)",
    "n = len(os.sched_getaffinity(0)) if hasattr(os, 'sched_getaffinity') else os.cpu_count()",
    "who = os.name != 'nt' and os.getuid() == 0",
    "try:\n  at.symlink_to(target)\nexcept OSError:\n  if sys.platform != 'win32': raise",
    "def f(place='/sys/fs/cgroup'):\n  try: return Path(place).stat()\n  except OSError: return None",
    "def f(pid):\n  with suppress(OSError): return Path(f'/proc/{pid}/status').stat()",
    "'''/tmp is where this would go.'''",
    "url = f'{address}/api'",
    "'sqlite:///' + (root / 'x').as_posix()",
    "key.split('/')",
    "total / 2",
    "Path(root, 'data')",
    "f'{points}/{most} points'",
]


@pytest.mark.parametrize(("source", "message"), PLANTED, ids=[source for source, _ in PLANTED])
def test_what_works_on_one_system_only_is_found(source: str, message: str) -> None:
    found = violations(source)
    assert len(found) == 1 and message in found[0], found


@pytest.mark.parametrize("source", FINE)
def test_what_works_everywhere_is_left_alone(source: str) -> None:
    assert violations(source) == []


def sources() -> Iterator[Path]:
    """Every Python file of the repository that is not a notebook."""
    yield from (ROOT / name for name in ("workbook.py", "nbgrader_config.py"))
    for folder in ("grading", "tests", "data", "solutions"):
        yield from sorted((ROOT / folder).rglob("*.py"))


def test_no_file_of_the_repository_works_on_one_system_only() -> None:
    files = list(sources())
    found = [f"{path.relative_to(ROOT).as_posix()}, {what}" for path in files
             for what in violations(path.read_text(encoding="utf-8"))]
    assert len(files) > 40
    assert found == []
