"""`workbook lab`: JupyterLab on the lessons, with nbgrader's extensions, asking nothing of the network."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from grading.syllabus import ROOT

# What needs the network or offers it: the news feed, the check for updates, the catalogue of extensions.
OFFLINE = [
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
]
# Settings that no command line reaches: don't ask whether to fetch news, don't show learners a panel for authors.
DEFAULTS = Path(__file__).parent / "jupyter"


def verb(arguments: list[str]) -> int:
    """Run JupyterLab until it is stopped, `arguments` passed on to it; its exit code."""
    words = command(arguments)
    print("Starting JupyterLab. Stop it here with Ctrl-C.", file=sys.stderr, flush=True)
    if os.name != "nt":
        os.chdir(ROOT)
        os.execve(sys.executable, words, environment())
    # Windows cannot replace a process: wait, and let JupyterLab decide what Ctrl-C means.
    child = subprocess.Popen(words, cwd=ROOT, env=environment())
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue


def command(arguments: list[str], root: Path = ROOT) -> list[str]:
    """The command that starts JupyterLab for the course at `root`."""
    start = "/lab/tree/notebooks"
    if (root / "notebooks" / "index.ipynb").exists():
        start += "/index.ipynb"
    # The server's root is the course's root: Formgrader and Validate look for nbgrader_config.py from there.
    here = [f"--ServerApp.root_dir={root}", f"--LabApp.default_url={start}"]
    return [sys.executable, "-m", "jupyterlab", *here, *OFFLINE, *arguments]


def environment() -> dict[str, str]:
    """The environment JupyterLab gets: this Python's kernel before those in a user's home, and our defaults."""
    config = [os.environ.get("JUPYTER_CONFIG_PATH", ""), str(DEFAULTS)]
    return {**os.environ, "JUPYTER_PREFER_ENV_PATH": "1", "JUPYTER_CONFIG_PATH": os.pathsep.join(filter(None, config))}
