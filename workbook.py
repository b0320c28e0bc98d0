#!/usr/bin/env python3
"""Start the AI Engineer's Workbook.

    python workbook.py lab             open the lessons in JupyterLab
    python workbook.py test            prove that everything works; `test 21` for one lesson
    python workbook.py --help          all that it can do

The first start makes a virtual environment in .venv and installs the workbook into it; later starts install
nothing. `--without deep` leaves PyTorch out (remembered; `--with deep` takes it back in).
"""
# Standard library only, and the syntax of Python 3.6: an old Python must get far enough to say what is wrong.
import hashlib
import importlib.util
import json
import os
import queue
import re
import shutil
import subprocess
import sys
import threading
import time
import typing  # noqa: F401 - in type comments

OLDEST, NEWEST = (3, 11), (3, 13)
WINDOWS = os.name == "nt"
ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "Scripts", "python.exe") if WINDOWS else os.path.join(VENV, "bin", "python")
CONFIG = os.path.join(VENV, "pyvenv.cfg")
STAMP = os.path.join(VENV, "workbook-stamp.json")
STATE = os.path.join(ROOT, ".workbook")
LOG = os.path.join(STATE, "install.log")
LEFT_OUT = os.path.join(STATE, "without")
OPTIONAL = ("deep",)

ADVICE = (
    ("Long Path support|path too long|WinError 206", "A file's path got longer than this system allows: move this "
     "folder to a shorter path, such as C:\\workbook, or turn long paths on in Windows."),
    ("No space left|not enough space", "The disk is full: free some space."),
    ("ProxyError|407 Proxy",
     "The proxy refused: check the proxy settings (HTTPS_PROXY, or `pip config list`)."),
    ("CERTIFICATE_VERIFY_FAILED", "A certificate was not trusted. Behind a company proxy, tell pip about its "
     "certificate: `pip config set global.cert FILE`."),
    ("name resolution|getaddrinfo|nodename nor servname|new connection|timed out|unreachable|Connection",
     "The package index was not reached: check the network, and the proxy if there is one (HTTPS_PROXY)."),
    ("No matching distribution", "The package index does not offer that package for this Python and this "
     "system. Python 3.12 is the safest choice. On a private index, ask for the package named."),
    ("Permission denied|Access is denied|WinError (5|32)", "A file could not be written: close JupyterLab and "
     "other programs that use this folder, and check that the folder is yours."),
)


class Refused(Exception):
    """The start cannot go on; the message says why and what to do."""


def say(text):  # type: (str) -> None
    """Print for the user; on standard error, so that a verb's output can be piped."""
    print(text, file=sys.stderr, flush=True)


def main(argv):  # type: (list[str]) -> int
    """Prepare the environment if need be, run the verb in it; the exit code."""
    problem = python_problem(sys.version_info[:2])
    if problem:
        say(problem)
        return 2
    try:
        verb, chosen = split_options(argv)
        if verb[:1] in ([], ["-h"], ["--help"]) and read_stamp() is None:
            print((__doc__ or "").strip())
            return 0
        prepare(verb, chosen)
        return forward(verb)
    except Refused as refusal:
        say(str(refusal))
        return 1
    except OSError as error:
        say("A file of the workbook's own could not be used: %s\nCheck that this folder is yours to write in, then run "
            "the same command again: %s" % (error, ROOT))
        return 1
    except KeyboardInterrupt:
        say("\nStopped. Nothing is broken: the same command carries on from here.")
        return 130


def python_problem(version):  # type: (tuple[int, int]) -> str
    """What is wrong with this Python version, "" when nothing is."""
    if OLDEST <= version <= NEWEST:
        return ""
    text = "The workbook needs Python 3.11, 3.12 or 3.13; this is Python %d.%d." % version
    for minor in (12, 13, 11):
        if answers("python3.%d" % minor):
            return text + "\nYou have python3.%d: run `python3.%d workbook.py lab`." % (minor, minor)
    if shutil.which("py"):
        return text + "\nTry `py -3.12 workbook.py lab`; if there is none, get it from python.org."
    return text + "\nInstall Python 3.12 (python.org, or your system's packages) and use that one."


def answers(command):  # type: (str) -> bool
    """Whether a command starts Python; pyenv has a name for each version, also for those it will not start."""
    path = shutil.which(command)
    if path is None:
        return False
    try:
        return subprocess.call([path, "-c", ""], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def split_options(argv):  # type: (list[str]) -> tuple[list[str], dict[str, bool]]
    """The verb with its arguments, and which optional parts were chosen (True) or left out (False)."""
    rest = []  # type: list[str]
    chosen = {}  # type: dict[str, bool]
    words = list(argv)
    while words:
        word = words.pop(0)
        if word == "--":
            return rest + [word] + words, chosen
        option, equals, part = word.partition("=")
        if option not in ("--without", "--with"):
            rest.append(word)
            continue
        part = part if equals else (words.pop(0) if words else "")
        if part not in OPTIONAL:
            raise Refused("%s takes one of: %s. For example: python workbook.py lab %s deep"
                          % (option, ", ".join(OPTIONAL), option))
        chosen[part] = option == "--with"
    return rest, chosen


def prepare(verb, chosen):  # type: (list[str], dict[str, bool]) -> None
    """Make .venv and install into it, unless that has been done; Refused when it fails."""
    remember(chosen)
    if is_ready(wanted(verb)):
        return
    with Lock():
        if is_ready(wanted(verb)):
            return  # another start installed it while this one waited
        parts = wanted(verb)
        if not is_healthy():
            make_venv()
        install(parts)
        with open(STAMP, "w", encoding="utf-8") as file:
            json.dump({"key": fingerprint(), "parts": parts, "root": os.path.realpath(ROOT)}, file)


def remember(chosen):  # type: (dict[str, bool]) -> None
    """Keep which optional parts are left out, for later starts."""
    if chosen:
        kept = {part for part in read_lines(LEFT_OUT) if part not in chosen}
        left_out = kept | {part for part, included in chosen.items() if not included}
        os.makedirs(STATE, exist_ok=True)
        with open(LEFT_OUT, "w", encoding="utf-8") as file:
            file.write("".join(part + "\n" for part in sorted(left_out)))


def wanted(verb):  # type: (list[str]) -> list[str]
    """The extras of pyproject.toml that this start needs."""
    left_out = read_lines(LEFT_OUT)
    parts = [part for part in OPTIONAL if part not in left_out]
    if verb[:1] == ["test"] or "test" in (read_stamp() or {}).get("parts", []):
        parts.append("test")
    return parts


def is_ready(parts):  # type: (list[str]) -> bool
    """Whether everything asked for is installed, for this very folder and these very versions."""
    stamp = read_stamp()
    return (stamp is not None and os.path.exists(PYTHON) and stamp.get("key") == fingerprint()
            and is_here(stamp) and set(parts) <= set(stamp.get("parts", [])))


def is_here(stamp):  # type: (dict[str, typing.Any]) -> bool
    """Whether an installation was made for this very folder, however its path is written (letter case, links)."""
    try:
        return os.path.samefile(str(stamp.get("root")), ROOT)
    except (OSError, ValueError):
        return False


def read_stamp():  # type: () -> dict[str, typing.Any] | None
    """What the last finished installation wrote, None when there was none."""
    try:
        with open(STAMP, encoding="utf-8") as file:
            stamp = json.load(file)
    except (OSError, ValueError):
        return None
    return stamp if isinstance(stamp, dict) else None


def read_lines(path):  # type: (str) -> list[str]
    """The lines of a small text file, none when it is not there."""
    try:
        with open(path, encoding="utf-8") as file:
            return file.read().split()
    except OSError:
        return []


def fingerprint():  # type: () -> str
    """A hash of what decides an installation; pyvenv.cfg holds the Python version and where it lives."""
    digest = hashlib.sha256()
    for path in (os.path.join(ROOT, "pyproject.toml"), os.path.join(ROOT, "constraints.txt"), CONFIG):
        try:
            with open(path, "rb") as file:
                digest.update(hashlib.sha256(file.read()).digest())
        except OSError:
            digest.update(b"missing")
    return digest.hexdigest()


def is_healthy():  # type: () -> bool
    """Whether .venv can be installed into: it belongs to this folder, its Python starts and has pip."""
    stamp = read_stamp()
    if not os.path.exists(PYTHON):
        return False
    if stamp is not None and not is_here(stamp):
        say("This folder was moved or copied; its .venv still points to the old place.")
        return False
    probe = ("import sys, pip; sys.exit(0 if sys.prefix != sys.base_prefix "
             "and %r <= sys.version_info[:2] <= %r else 1)" % (OLDEST, NEWEST))
    try:
        return subprocess.call([PYTHON, "-c", probe], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, env=clean_environment()) == 0
    except OSError:
        return False


def make_venv():  # type: () -> None
    """A fresh .venv, instead of a broken one where there is one."""
    for module in ("venv", "ensurepip"):
        if not has_module(module):
            version = "%d.%d" % sys.version_info[:2]
            raise Refused("This Python has no `%s` module, which making .venv needs.\n"
                          "On Debian and Ubuntu: sudo apt install python%s-venv\n"
                          "Elsewhere: install Python %s from python.org. Then run the same command again."
                          % (module, version, version))
    if os.path.lexists(VENV):
        say("The environment in .venv cannot be used as it is: making it anew.")
        remove_venv()
    else:
        say("Making a virtual environment in .venv (a few seconds).")
    # From inside a virtual environment the Python under it is used: .venv may be the one being replaced.
    base = getattr(sys, "_base_executable", None) or sys.executable
    if run_logged([base, "-m", "venv", VENV], "w") != 0:
        raise Refused(failure("The virtual environment could not be made."))


def has_module(name):  # type: (str) -> bool
    """Whether Python can find a module, without importing it."""
    try:
        return importlib.util.find_spec(name) is not None
    except ImportError:
        return False


def remove_venv():  # type: () -> None
    """Delete .venv; Refused when something still uses it."""
    try:
        if os.path.islink(VENV) or os.path.isfile(VENV):
            os.remove(VENV)
        else:
            shutil.rmtree(VENV)
    except OSError as error:
        raise Refused("The old .venv could not be deleted: %s\nClose JupyterLab and all else that uses it, "
                      "delete the folder .venv, then run the same command again." % error) from None


def install(parts):  # type: (list[str]) -> None
    """Let pip install the workbook with these extras under constraints.txt; Refused when it fails."""
    if os.path.exists(STAMP):
        os.remove(STAMP)  # from here until pip has finished, nothing is known to be installed
    deep = "deep" in parts
    size = ("several GB" if sys.platform.startswith("linux") else "about 2 GB") if deep else "about 1.3 GB"
    say("Installing the workbook into .venv: %s on disk, 2 to 15 minutes the first time, depending on the "
        "network.%s\nEverything pip says is kept in %s"
        % (size, " `--without deep` leaves PyTorch out." if deep else "", LOG))
    command = [PYTHON, "-m", "pip", "install", "--no-input", "--disable-pip-version-check",
               "--progress-bar", "off", "--constraint", "constraints.txt",
               "--editable", ".[%s]" % ",".join(parts) if parts else "."]
    begun = time.time()
    if run_logged(command, "a") != 0:
        raise Refused(failure("The installation stopped."))
    say("Installed in %s." % duration(time.time() - begun))


def run_logged(command, mode):  # type: (list[str], str) -> int
    """Run a command, its output kept in the log and shown as one line of progress; its exit code."""
    os.makedirs(STATE, exist_ok=True)
    lines = queue.Queue()  # type: queue.Queue[str | None]
    with open(LOG, mode, encoding="utf-8", errors="backslashreplace") as log:
        log.write("$ %s\n" % " ".join(command))
        child = subprocess.Popen(command, cwd=ROOT, env=dict(clean_environment(), PYTHONIOENCODING="utf-8"),
                                 stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        threading.Thread(target=read_output, args=(child, lines), daemon=True).start()
        try:
            follow(lines, log)
        except KeyboardInterrupt:
            child.terminate()
            child.wait()
            raise
        return child.wait()


def read_output(child, lines):  # type: (subprocess.Popen[bytes], queue.Queue[str | None]) -> None
    """Put each line a process prints into a queue, then None."""
    assert child.stdout is not None
    for line in child.stdout:
        lines.put(line.decode("utf-8", "replace").rstrip("\r\n"))
    lines.put(None)


def follow(lines, log):  # type: (queue.Queue[str | None], typing.IO[str]) -> None
    """Write lines to the log until None comes, showing how far pip is."""
    terminal = sys.stderr.isatty()
    width = shutil.get_terminal_size().columns - 1
    begun, shown, step, found = time.time(), time.time(), "starting", 0
    while True:
        try:
            line = lines.get(timeout=1.0)
        except queue.Empty:
            line = ""
        if line is None:
            break
        if line:
            log.write(line + "\n")
            log.flush()
            found += line.startswith("Collecting ")
            step = describe(line) or step
        # A terminal shows one line that changes; a log file gets a line every quarter of a minute.
        if time.time() - shown >= (0.2 if terminal else 15):
            shown = time.time()
            text = "  %s: %d packages so far; %s" % (duration(shown - begun), found, step)
            print("\r" + text[:width].ljust(width) if terminal else text, end="" if terminal else "\n",
                  file=sys.stderr, flush=True)
    if terminal:
        print("\r" + " " * width + "\r", end="", file=sys.stderr, flush=True)


def describe(line):  # type: (str) -> str
    """What a line of pip's output means for somebody who waits, "" when nothing."""
    words = line.split()
    if words[:1] == ["Downloading"] and len(words) > 1:
        return "downloading %s %s" % (words[1].rsplit("/", 1)[-1].split("-")[0], " ".join(words[2:4]))
    if words[:1] == ["Collecting"] and len(words) > 1:
        return "looking for %s" % words[1]
    return "unpacking, the longest step" if line.startswith("Installing collected") else ""


def failure(what):  # type: (str) -> str
    """A message about a failed step: the end of the log, the likely cause, what to do."""
    with open(LOG, encoding="utf-8") as file:
        text = file.read()
    errors = [line for line in text.splitlines() if line.strip()][-8:]
    advice = next((hint for pattern, hint in ADVICE if re.search(pattern, text)),
                  "Check the network, the proxy if there is one, and the space on the disk.")
    return ("%s The last lines were:\n\n    %s\n\n%s\nAll of it is in %s\nThen run the same command again: "
            "it starts cleanly." % (what, "\n    ".join(errors), advice, LOG))


def duration(seconds):  # type: (float) -> str
    """Seconds in words: "42 s", "3 min 05 s"."""
    return "%d s" % seconds if seconds < 60 else "%d min %02d s" % divmod(int(seconds), 60)


def clean_environment():  # type: () -> dict[str, str]
    """The environment for Python in .venv: as if the virtual environment had been activated."""
    kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONHOME", "__PYVENV_LAUNCHER__")}
    kept["PATH"] = os.path.dirname(PYTHON) + os.pathsep + kept.get("PATH", "")
    kept["VIRTUAL_ENV"] = VENV
    return kept


def forward(verb):  # type: (list[str]) -> int
    """Run the `workbook` command in .venv, in the folder the user is in; its exit code."""
    # -P: a folder called "grading" where the user happens to be is not ours.
    command = [PYTHON, "-P", "-m", "grading.cli"] + verb
    # Windows has an encoding of its own for files; here all of them are UTF-8, also in what nbgrader and kernels open.
    environment = dict({"PYTHONUTF8": "1"}, **clean_environment())
    if not WINDOWS:
        os.execve(PYTHON, command, environment)
    child = subprocess.Popen(command, env=environment)
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            pass  # the verb got it too and decides when to stop


class Lock:
    """Held while installing. The system lets go of it when the process ends, so it is never stale."""

    def __enter__(self):  # type: () -> None
        os.makedirs(STATE, exist_ok=True)
        self.file = open(os.path.join(STATE, "install.lock"), "ab")  # noqa: SIM115
        waiting = False
        while not self.take():
            if not waiting:
                say("Another window is installing the workbook: waiting for it (Ctrl-C stops the waiting).")
            waiting = True
            time.sleep(0.5)

    def take(self):  # type: () -> bool
        """Whether the lock is ours now; also where the file system knows no locks."""
        try:
            if WINDOWS:
                import msvcrt
                self.file.seek(0)
                msvcrt.locking(self.file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
            else:
                import fcntl
                fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # type: ignore[attr-defined,unused-ignore]
        except (BlockingIOError, PermissionError):
            return False
        except OSError:
            return True
        return True

    def __exit__(self, *error):  # type: (object) -> None
        self.file.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
