"""The real JupyterLab on a copy of the course, and a real browser that may talk to it alone."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from grading import build, lab
from grading.course import link
from grading.syllabus import ROOT

TOKEN = "only-for-this-test"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
# Nothing but this machine can be reached: a page that needs the network shows it.
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]


def course(root: Path, lesson: str) -> None:
    """A course at `root` with the one lesson built and registered, as `workbook build` leaves it."""
    shutil.copytree(ROOT / "solutions", root / "solutions", ignore=shutil.ignore_patterns("*.ipynb"))
    for name in ("lessons.toml", "nbgrader_config.py"):
        shutil.copy(ROOT / name, root)
    link(ROOT / "data", root / "data")
    build.write([lesson], root)


@contextmanager
def running(root: Path, home: Path) -> Iterator[str]:
    """JupyterLab as `workbook lab` starts it, with an empty home; its address. Nothing of it is left afterwards."""
    port = _free_port()
    words = lab.command(["--no-browser", "--allow-root", f"--port={port}", "--ServerApp.port_retries=0",
                         f"--IdentityProvider.token={TOKEN}"], root)
    own = {f"JUPYTER_{part}_DIR": str(home / part.lower()) for part in ("CONFIG", "DATA", "RUNTIME")}
    with (home / "jupyter.log").open("wb") as log:
        server = subprocess.Popen(words, cwd=root, env={**lab.environment(), **own, "HOME": str(home)},
                                  stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        try:
            _wait_until_it_answers(server, f"http://127.0.0.1:{port}/api/status?token={TOKEN}", home / "jupyter.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            _stop(server)


@contextmanager
def browser(home: Path, strangers: list[str]) -> Iterator[Any]:
    """A page of Debian's Chromium with an empty profile; what it asks for beyond this machine comes into `strangers`."""
    from playwright.sync_api import sync_playwright

    def note(request: Any) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            strangers.append(request.url)

    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(home / "profile"), executable_path=CHROMIUM, args=QUIET, viewport={"width": 1360, "height": 900})
        try:
            context.on("request", note)
            context.set_default_timeout(60_000)
            yield context.pages[0]
        finally:
            context.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_it_answers(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                json.load(answer)
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise AssertionError(f"JupyterLab did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Ask the server to stop, which ends its kernels; then end whatever of it still lives."""
    try:
        family = psutil.Process(server.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        family = []
    server.terminate()
    try:
        server.wait(20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
    for process in psutil.wait_procs(family, timeout=3)[1]:
        process.kill()
