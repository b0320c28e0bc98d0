"""What a process keeps for everyone in it: random states, settings, Python's own tables; of what is loaded only."""

from __future__ import annotations

import builtins
import decimal
import gc
import locale
import logging
import os
import random
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from grading.audit.footprint import libraries
from grading.audit.footprint.values import fingerprint

_RANDOM = "Python's global random state"
# Libraries that draw from it when they are imported.
_DRAWS = {"rich"}
# Read by libraries that put them there themselves when they are imported.
_NOT_OURS = ("KMP_", "CUDA_MODULE_LOADING", "TORCHINDUCTOR_", "PYTEST_")


@dataclass(frozen=True)
class Reading:
    """One setting: what it stands at, in words, and what to say instead when the words say nothing ("{}": its name).

    `held` keeps an object alive whose identity is compared.
    """

    text: str
    moved: str = ""
    held: Any = field(default=None, repr=False)


def readings() -> dict[str, Reading]:
    """Everything that is read, by the name to call it by."""
    found: dict[str, Reading] = {}
    with warnings.catch_warnings():
        filters = list(warnings.filters)
        warnings.simplefilter("ignore")
        for read in (_python, _environment, _signals, _builtins, _libraries):
            found.update(read())
    found.update(_filters(filters))
    return found


def differences(before: dict[str, Reading], after: dict[str, Reading], imported: set[str]) -> Iterator[str]:
    """What changed, each in a sentence; what came with modules that were `imported` in between is left out."""
    roots = {module.partition(".")[0] for module in imported}
    for name, old in before.items():
        new = after.get(name)
        if new is not None and new.held is not old.held and name.partition(".")[0] in roots:
            continue  # a part of the library that was loaded late has put its own function there
        if name == _RANDOM and not roots.isdisjoint(_DRAWS):
            continue
        if new is None:
            # A notebook's figures are closed after each cell anyway.
            yield from [] if name.startswith("figure ") else [f"{name} is gone"]
        elif new.text != old.text or new.held is not old.held:
            yield new.moved.format(name) if new.moved else f"{name} was {old.text} and is {new.text}"
    for name in after.keys() - before.keys():
        if name.startswith("environment variable") or \
                (name.startswith("warning filter") and not _comes_with(name, roots)):
            yield f"{name} is new"


def _comes_with(name: str, roots: set[str]) -> bool:
    """Whether a filter is about one message, or about a library, as those are that libraries bring."""
    category, *words = name.split()[4:]
    return bool(roots) and (bool(words) or category.partition(".")[0] in roots)


def _python() -> dict[str, Reading]:
    context, root = decimal.getcontext(), logging.getLogger()
    traps = sorted(trap.__name__ for trap, on in context.traps.items() if on)
    found = {
        _RANDOM: Reading(fingerprint(random.getstate()), "{} has moved"),
        "the decimal context": Reading(f"{context.prec} digits, {context.rounding}, errors on {', '.join(traps)}"),
        "the locale": Reading(locale.setlocale(locale.LC_ALL)),
        "the working folder": Reading(str(_folder())),
        "sys.path": Reading(repr(sys.path), "{} has changed"),
        "the recursion limit": Reading(str(sys.getrecursionlimit())),
        "the switch interval": Reading(str(sys.getswitchinterval())),
        "the longest int from text": Reading(str(sys.get_int_max_str_digits())),
        "the garbage collector": Reading("on" if gc.isenabled() else "off"),
        "the level of logging": Reading(logging.getLevelName(root.getEffectiveLevel())),
        "logging of everything below": Reading(logging.getLevelName(root.manager.disable)),
        "handlers of logging": Reading(repr(list(map(id, root.handlers))), "{} were changed"),
    }
    for name in ("stdout", "stderr", "stdin", "excepthook", "displayhook"):
        found[f"sys.{name}"] = Reading("", "{} was replaced", getattr(sys, name, None))
    found["warnings.showwarning"] = Reading("", "{} was replaced", warnings.showwarning)
    if (socket := sys.modules.get("socket")) is not None:
        found["the time limit of sockets"] = Reading(str(socket.getdefaulttimeout()))
    return found


def _folder() -> str:
    try:
        return os.getcwd()  # noqa: PTH109 - a Path would be the same with more words
    except OSError:
        return "one that was deleted"


def _environment() -> dict[str, Reading]:
    return {f"environment variable {name}": Reading(repr(value)) for name, value in os.environ.items()
            if not name.startswith(_NOT_OURS)}


def _signals() -> dict[str, Reading]:
    return {f"the handler of {signal.Signals(number).name}": Reading("", "{} was replaced", signal.getsignal(number))
            for number in signal.valid_signals() if number in set(signal.Signals)}


def _builtins() -> dict[str, Reading]:
    return {f"the builtin {name}": Reading("", "{} was replaced", value) for name, value in vars(builtins).items()
            if not name.startswith("_")}


def _filters(filters: list[Any]) -> dict[str, Reading]:
    """One entry for each kind of filter; how many there are of a kind, and their order, matters to nobody."""
    found: dict[str, Reading] = {}
    for action, message, category, module, line in filters:
        words = [str(getattr(part, "pattern", part)) for part in (message, module) if part]
        kind = f"{category.__module__}.{category.__name__}".removeprefix("builtins.")
        name = " ".join([f"warning filter {action!r} for {kind}", *words, *([str(line)] if line else [])])
        found[name] = Reading("there")
    return found


def _libraries() -> dict[str, Reading]:
    """The settings of libraries that are loaded, and their public functions."""
    found: dict[str, Reading] = {}
    readers: dict[str, Callable[[], dict[str, str]]] = {
        "numpy": libraries.numpy, "pandas": libraries.pandas, "torch": libraries.torch,
        "matplotlib": libraries.matplotlib, "duckdb": libraries.duckdb}
    for name, read in readers.items():
        if name in sys.modules:
            found |= {label: Reading(text) for label, text in read().items()}
    for label, (state, read_state) in libraries.STATES.items():
        if state in sys.modules:
            found[label] = Reading(fingerprint(read_state()), "{} has moved")
    for name, thing in libraries.shared():
        found[name] = Reading("", "{} was replaced", thing)
    for number, artists in libraries.figures().items():
        found[f"figure {number}"] = Reading(artists, "{} was drawn into")
    return found
