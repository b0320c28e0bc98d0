"""`python workbook.py`, run for real: it installs once, says what it does, and mends what is broken."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import shutil
import signal
import time
from pathlib import Path
from types import ModuleType

import pytest
from mini_repository import Mini, make

from grading.course import link
from grading.syllabus import ROOT


@pytest.fixture(scope="module")
def workbook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("workbook", ROOT / "workbook.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def first_starts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Mini, list[str]]:
    """A repository in a folder with a difficult name, started twice at once; what the two starts said."""
    mini = make(tmp_path_factory.mktemp("first") / "mon dossier été")
    processes = [mini.start("hello"), mini.start("hello")]
    outputs = [process.communicate(timeout=120)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], outputs
    return mini, outputs


@pytest.fixture(scope="module")
def mini(first_starts: tuple[Mini, list[str]]) -> Mini:
    return first_starts[0]


def test_the_first_start_says_what_it_does(first_starts: tuple[Mini, list[str]]) -> None:
    mini, outputs = first_starts
    said = next(text for text in outputs if "Installing" in text)
    assert "Making a virtual environment in .venv" in said
    assert "on disk, 2 to 15 minutes" in said
    assert "Installed in" in said
    log = (mini.root / ".workbook" / "install.log").read_text(encoding="utf-8")
    assert "Successfully installed mini-1" in log


def test_two_starts_at_once_install_once(first_starts: tuple[Mini, list[str]]) -> None:
    _, outputs = first_starts
    assert sorted("Installing" in text for text in outputs) == [False, True]
    assert any("Another window is installing" in text for text in outputs)


def test_a_second_start_runs_no_pip(mini: Mini) -> None:
    mini.log.unlink(missing_ok=True)
    code, output = mini.run("hello")
    assert code == 0
    assert not mini.log.exists()
    assert output.startswith("verb: ['hello']"), "a second start says nothing of its own"


def test_arguments_and_exit_code_are_handed_on(mini: Mini) -> None:
    code, output = mini.run("exit", "7", "--port", "8899", "", "a b", "é")
    assert code == 7
    assert "['exit', '7', '--port', '8899', '', 'a b', 'é']" in output


def test_the_verb_runs_where_the_user_is(mini: Mini, tmp_path: Path) -> None:
    (tmp_path / "grading").mkdir()
    (tmp_path / "grading" / "cli.py").write_text("print('somebody else')", encoding="utf-8")
    code, output = mini.run("hello", cwd=tmp_path)
    assert code == 0
    assert f"in {tmp_path.resolve()}" in output
    assert f"from {mini.root / '.venv'}" in output


def test_the_verb_reads_and_writes_utf_8_whatever_the_system_prefers(mini: Mini) -> None:
    assert "UTF-8 mode: 1" in mini.run("hello")[1]
    assert "UTF-8 mode: 0" in mini.run("hello", PYTHONUTF8="0")[1], "who sets PYTHONUTF8 decides"


def test_the_folder_by_another_name_is_the_same_folder(mini: Mini, tmp_path: Path) -> None:
    """As where letter case does not matter: the stamp says WORKBOOK, the user typed workbook."""
    link(mini.root, tmp_path / "elsewhere")
    stamp = json.loads(mini.stamp.read_text(encoding="utf-8"))
    mini.stamp.write_text(json.dumps(stamp | {"root": str(tmp_path / "elsewhere")}), encoding="utf-8")
    code, output = mini.run("hello")
    assert code == 0 and output.startswith("verb: ['hello']"), "nothing is installed anew"


def test_leaving_torch_out_is_remembered(mini: Mini) -> None:
    code, output = mini.run("hello", "--without", "deep")
    assert code == 0 and "['hello']" in output
    (mini.root / "constraints.txt").write_text("# changed\n", encoding="utf-8")
    _, output = mini.run("hello")
    assert "Installing" in output, "a changed constraints.txt installs again"
    commands = (mini.root / ".workbook" / "install.log").read_text(encoding="utf-8").split("$ ")
    assert "--editable .\n" in commands[-1]
    code, output = mini.run("--with=deep", "hello")
    assert code == 0 and "Installing" in output


def test_an_unknown_optional_part_is_refused(mini: Mini) -> None:
    code, output = mini.run("lab", "--without", "torch")
    assert code == 1
    assert "--without takes one of: deep" in output


def test_the_verb_test_installs_what_tests_need_once(mini: Mini) -> None:
    assert "Installing" in mini.run("test")[1]
    assert "Installing" not in mini.run("test")[1]
    assert "Installing" not in mini.run("lab")[1]


def test_help_on_a_fresh_machine_installs_nothing(tmp_path: Path) -> None:
    mini = make(tmp_path / "fresh")
    code, output = mini.run("--help")
    assert code == 0
    assert "python workbook.py lab" in output
    assert not (mini.root / ".venv").exists()


def test_a_folder_that_cannot_be_written_is_explained(tmp_path: Path) -> None:
    mini = make(tmp_path / "odd")
    (mini.root / ".workbook").write_text("a file where the folder should be", encoding="utf-8")
    code, output = mini.run("hello")
    assert code == 1 and "Traceback" not in output
    assert "could not be used" in output and ".workbook" in output


def test_a_failed_install_says_so_and_the_next_start_retries(mini: Mini) -> None:
    mini.needs("a-package-that-no-index-has")
    code, output = mini.run("hello")
    assert code == 1
    assert "The installation stopped. The last lines were:" in output
    assert "a-package-that-no-index-has" in output
    assert "does not offer that package" in output
    assert "Traceback" not in output and "verb:" not in output
    assert not mini.stamp.exists()
    mini.needs()
    code, output = mini.run("hello")
    assert code == 0 and "Installing" in output and "Making" not in output
    assert mini.stamp.exists()


if os.name != "nt":  # Windows sends Ctrl-C to consoles, not to processes, so no test can.

    def test_ctrl_c_while_installing_leaves_nothing_half_done(mini: Mini) -> None:
        (mini.root / "slow").touch()
        mini.needs("changed-so-that-it-installs")
        process = mini.start("hello")
        while process.poll() is None and not (mini.root / "slow").read_text(encoding="utf-8"):
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGINT)
        output, _ = process.communicate(timeout=60)
        (mini.root / "slow").unlink()
        assert process.returncode == 130
        assert "Stopped. Nothing is broken" in output and "Traceback" not in output
        assert not mini.stamp.exists()
        mini.needs()
        assert mini.run("hello")[0] == 0


def test_a_broken_environment_is_made_anew(mini: Mini) -> None:
    mini.python.unlink()
    code, output = mini.run("hello")
    assert code == 0
    assert "making it anew" in output and "Installed in" in output


def test_a_half_made_environment_is_made_anew(mini: Mini) -> None:
    mini.stamp.unlink()
    for pip in (mini.root / ".venv").rglob("pip"):
        shutil.rmtree(pip) if pip.is_dir() else pip.unlink()
    code, output = mini.run("hello")
    assert code == 0 and "making it anew" in output


def test_a_moved_folder_is_noticed(mini: Mini) -> None:
    moved = Mini(mini.root.rename(mini.root.with_name("moved here")))
    try:
        code, output = moved.run("hello")
    finally:
        moved.root.rename(mini.root)
    assert code == 0
    assert "was moved or copied" in output
    assert f"from {moved.root / '.venv'}" in output


def test_a_python_without_venv_names_the_package_to_install(tmp_path: Path) -> None:
    mini = make(tmp_path / "debian")
    block = tmp_path / "block"
    block.mkdir()
    # Debian without python3-venv: `venv` is there, `ensurepip` is not.
    (block / "sitecustomize.py").write_text(
        "import sys\n"
        "class Block:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'ensurepip':\n"
        "            raise ModuleNotFoundError(name)\n"
        "sys.meta_path.insert(0, Block())\n", encoding="utf-8"
    )
    code, output = mini.run("lab", PYTHONPATH=str(block))
    assert code == 1
    assert "sudo apt install python3." in output and "-venv" in output
    assert not (mini.root / ".venv").exists()


@pytest.mark.parametrize("version", [(2, 7), (3, 6), (3, 10), (3, 14)])
def test_an_unsuitable_python_is_told_which_it_needs(workbook: ModuleType, version: tuple[int, int]) -> None:
    message = workbook.python_problem(version)
    assert "needs Python 3.11, 3.12 or 3.13" in message
    assert f"this is Python {version[0]}.{version[1]}" in message
    assert len(message.splitlines()) == 2, "and what to do about it"


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
def test_a_suitable_python_is_accepted(workbook: ModuleType, version: tuple[int, int]) -> None:
    assert workbook.python_problem(version) == ""


def test_only_a_python_that_starts_is_recommended(workbook: ModuleType, tmp_path: Path,
                                                  monkeypatch: pytest.MonkeyPatch) -> None:
    """pyenv puts a python3.12 on the path that says "command not found" unless 3.12 was chosen."""
    suffix = ".bat" if os.name == "nt" else ""
    for name, script in (("python3.12", "exit 127"), ("python3.11", "exit 0")):
        path = tmp_path / (name + suffix)
        path.write_text(f"@{script}\n" if suffix else f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "python3.11 workbook.py lab" in workbook.python_problem((3, 10))


def test_an_old_python_can_read_far_enough() -> None:
    ast.parse((ROOT / "workbook.py").read_text(encoding="utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize(("line", "advice"), [
    ("OSError: [Errno 28] No space left on device", "disk is full"),
    ("Failed to establish a new connection: [Errno -3] Temporary failure in name resolution", "network"),
    ("ProxyError('Cannot connect to proxy.')", "proxy settings"),
    ("ssl.SSLCertVerificationError: CERTIFICATE_VERIFY_FAILED", "certificate"),
    ("PermissionError: [WinError 5] Access is denied", "could not be written"),
    ("HINT: This error might have occurred since this system does not have Windows Long Path support", "shorter path"),
    ("error: something nobody has seen", "Check the network"),
])
def test_a_failure_names_its_likely_cause(workbook: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                          line: str, advice: str) -> None:
    monkeypatch.setattr(workbook, "LOG", str(tmp_path / "install.log"))
    (tmp_path / "install.log").write_text(f"Collecting numpy\n{line}\n", encoding="utf-8")
    message = workbook.failure("The installation stopped.")
    assert line in message and advice in message and "run the same command again" in message
