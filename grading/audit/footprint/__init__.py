"""What an answer and its tests leave behind: every change to what the rest of the lesson shares, in plain words.

`take` looks at everything, `changes` looks again and says what differs. Figures and names that are new are no change.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grading.audit.footprint import settings, surroundings
from grading.audit.footprint.values import PLAIN, Known, fingerprint
from grading.expect.kinds import kind

# IPython's own names; those that begin with an underscore are its history.
_IPYTHON = {"In", "Out", "get_ipython", "exit", "quit", "open"}


@dataclass
class _Footprint:
    """Everything as it was: values with their fingerprints, settings, files, threads, processes, loaded modules."""

    values: dict[str, tuple[Any, str]]
    settings: dict[str, settings.Reading]
    folder: Path
    files: surroundings.Files
    data: surroundings.Files
    threads: list[threading.Thread]
    processes: dict[int, str]
    modules: set[str]


_before: _Footprint | None = None


def take(namespace: dict[str, Any]) -> None:
    """Remember how everything is now, for `changes`."""
    global _before
    folder = Path.cwd()
    known: Known = {}
    _before = _Footprint(
        values={name: (namespace[name], fingerprint(namespace[name], known)) for name in _names(namespace)},
        settings=settings.readings(), folder=folder, files=surroundings.files(folder),
        data=surroundings.files(surroundings.data(folder)), threads=surroundings.threads(),
        processes=surroundings.processes(), modules=set(sys.modules))


def changes(namespace: dict[str, Any], own: list[str]) -> list[str]:
    """What is not as it was at `take`, a sentence each; the names in `own` may change, and new names are no change."""
    if _before is None:
        return []
    found = list(_named(_before, namespace, set(own)))
    found += settings.differences(_before.settings, settings.readings(), set(sys.modules) - _before.modules)
    found += surroundings.file_changes(_before.files, surroundings.files(_before.folder))
    data = surroundings.data(_before.folder)
    found += surroundings.file_changes(_before.data, surroundings.files(data), "../../data/")
    found += [f"a thread still runs: {thread.name}" for thread in surroundings.threads()
              if thread not in _before.threads]
    found += [f"a process still runs: {name}" for number, name in surroundings.processes().items()
              if number not in _before.processes]
    return found


def _names(namespace: dict[str, Any]) -> list[str]:
    return [name for name in namespace if not name.startswith("_") and name not in _IPYTHON]


def _named(before: _Footprint, namespace: dict[str, Any], own: set[str]) -> Iterator[str]:
    """What became of the names that there were."""
    known: Known = {}
    for name, (old, print_of_old) in before.values.items():
        if name in own:
            continue
        if name not in namespace:
            yield f"`{name}` is gone"
        elif namespace[name] is old:
            if fingerprint(old, known) != print_of_old:
                yield f"`{name}` is not as it was: {kind(old)} changed in place"
        elif type(namespace[name]) not in PLAIN or fingerprint(namespace[name], known) != print_of_old:
            yield f"`{name}` is not as it was: it stands for another value now, {kind(namespace[name])}"
