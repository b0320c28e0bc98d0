"""What Binder's own builder makes of this repository: the Dockerfile it writes, without Docker and without a network."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grading.syllabus import ROOT

FILES = ("environment.yml", "apt.txt", "postBuild")
WHOLE_TREE = "COPY --chown=1000:1000 src/ ${REPO_DIR}/"


def render(repository: Path) -> tuple[str, str]:
    """The Dockerfile for a repository, and what the builder said meanwhile."""
    words = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", "--user-id=1000", "--user-name=learner"]
    done = subprocess.run([*words, str(repository)], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          encoding="utf-8", timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout, done.stderr


@pytest.fixture(scope="module")
def image() -> tuple[str, str]:
    return render(ROOT)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The files that decide, in a repository of their own that a test may spoil."""
    for name in FILES:
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def test_the_base_environment_is_python_3_12(image: tuple[str, str]) -> None:
    dockerfile, said = image
    assert "Building conda environment for python=3.12" in said
    assert "environment-2epy-2d3-2e12-2dlinux" in dockerfile
    assert "KERNEL_PYTHON_PREFIX=${NB_PYTHON_PREFIX}" in dockerfile, "one environment, not a kernel's beside a server's"


def test_environment_yml_is_installed_before_the_tree_is_copied(image: tuple[str, str]) -> None:
    dockerfile, _ = image
    install = dockerfile.index('env update -p ${NB_PYTHON_PREFIX} --file "environment.yml"')
    assert install < dockerfile.index(WHOLE_TREE), "so that a commit which changes a lesson builds no environment"


def test_post_build_runs_in_the_copied_tree(image: tuple[str, str]) -> None:
    dockerfile, _ = image
    assert dockerfile.index("RUN ./postBuild") > dockerfile.index(WHOLE_TREE)


def test_the_packages_of_apt_txt_are_installed(image: tuple[str, str]) -> None:
    dockerfile, _ = image
    lines = (ROOT / "apt.txt").read_text(encoding="utf-8").splitlines()
    names = sorted(line for line in lines if line and not line.startswith("#"))
    assert f"apt-get install --yes --no-install-recommends {' '.join(names)} &&" in dockerfile


def test_nothing_comes_from_a_binder_folder(image: tuple[str, str]) -> None:
    assert "binder/" not in image[0]


def test_a_range_of_pythons_would_be_noticed(copy: Path) -> None:
    text = (copy / "environment.yml").read_text(encoding="utf-8")
    (copy / "environment.yml").write_text(text.replace("python=3.12", "python>=3.12"), encoding="utf-8")
    assert "environment-2epy-2d3-2e12-2dlinux" not in render(copy)[0]


def test_a_file_of_pins_would_be_noticed(copy: Path) -> None:
    text = (copy / "environment.yml").read_text(encoding="utf-8")
    (copy / "environment.yml").write_text(text + "      - -r constraints.txt\n", encoding="utf-8")
    dockerfile, _ = render(copy)
    assert dockerfile.index("--file \"environment.yml\"") > dockerfile.index(WHOLE_TREE)


def test_a_binder_folder_would_be_noticed(copy: Path) -> None:
    (copy / "binder").mkdir()
    dockerfile, _ = render(copy)
    assert "RUN ./postBuild" not in dockerfile and "environment-2epy-2d3-2e12-2dlinux" not in dockerfile
