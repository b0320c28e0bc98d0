"""postBuild, run for real in an environment of its own: the package is there, and JupyterLab is a learner's."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from grading import lab
from grading.syllabus import ROOT


@pytest.fixture(scope="module")
def prefix(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that borrows the installed packages, with postBuild run in it on a copy of the repository."""
    folder = tmp_path_factory.mktemp("binder").resolve()
    prefix, copy = folder / "env", folder / "repository"
    venv.create(prefix, symlinks=True)
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(prefix), "platbase": str(prefix)}))
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    shutil.copytree(Path(sys.prefix) / "etc" / "jupyter", prefix / "etc" / "jupyter")
    copy.mkdir()
    shutil.copytree(ROOT / "grading", copy / "grading", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("postBuild", "pyproject.toml", "README.md", "LICENSE", "LICENSE-TEXT"):
        shutil.copy(ROOT / name, copy)
    said = run(prefix, "bash", str(copy / "postBuild"), cwd=folder)
    assert said.returncode == 0, said.stdout
    return prefix


def run(prefix: Path, *words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """A command with the environment at `prefix` activated, in an empty home and without an index to ask."""
    path = str(prefix / "bin") + os.pathsep + os.environ["PATH"]
    own = {"HOME": str(cwd), "PATH": path, "PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull, "VIRTUAL_ENV": str(prefix)}
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PIP_", "JUPYTER_", "PYTHON"))}
    return subprocess.run(words, cwd=cwd, env=kept | own, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, encoding="utf-8", timeout=120)


def test_the_package_and_its_command_are_installed(prefix: Path, tmp_path: Path) -> None:
    place = run(prefix, "python", "-c", "import grading; print(grading.__file__)", cwd=tmp_path)
    assert Path(place.stdout.strip()) == prefix.parent / "repository" / "grading" / "__init__.py"
    assert "Open the lessons in JupyterLab" in run(prefix, "workbook", "--help", cwd=tmp_path).stdout


@pytest.mark.parametrize("start", ["jupyterlab", "jupyter_server"])
def test_however_jupyterlab_starts_it_is_offline_and_a_learner_s(prefix: Path, tmp_path: Path, start: str) -> None:
    said = run(prefix, "python", "-m", start, "--show-config-json", "--allow-root", cwd=tmp_path).stdout
    assert "Extension Manager is 'readonly'" in said and "NeverCheckForUpdate" in said
    loaded = "nbgrader.server_extensions.{} | extension was successfully loaded"
    assert loaded.format("validate_assignment") in said
    for other in ("formgrader", "assignment_list", "course_list"):
        assert loaded.format(other) not in said


def test_the_page_shows_validate_and_not_formgrader(prefix: Path, tmp_path: Path) -> None:
    said = run(prefix, "python", "-c", "import json; from jupyterlab_server.config import get_page_config\n"
               "print(json.dumps(get_page_config([])))", cwd=tmp_path)
    off = json.loads(said.stdout.splitlines()[-1])["disabledExtensions"]
    names = {"formgrader", "create-assignment", "assignment-list", "course-list"}
    assert {f"@jupyter/nbgrader:{name}" for name in names} <= set(off)
    assert "@jupyter/nbgrader:validate-assignment" not in off


def test_the_settings_are_those_of_workbook_lab(prefix: Path) -> None:
    overrides = Path("labconfig", "default_setting_overrides.json")
    assert (prefix / "etc" / "jupyter" / overrides).read_bytes() == (lab.DEFAULTS / overrides).read_bytes()
    written = json.loads((prefix / "etc" / "jupyter" / "jupyter_lab_config.json").read_text(encoding="utf-8"))["LabApp"]
    assert {f"--LabApp.{key}={value}" for key, value in written.items()} == set(lab.OFFLINE)
