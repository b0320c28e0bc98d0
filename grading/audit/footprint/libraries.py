"""The settings, random states and public functions of the libraries that lessons share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any

from grading.audit.footprint import bulk

# Where a cell could put a function of its own in the place of one that everybody calls.
_MODULES = ("math", "random", "statistics", "time", "json", "numpy", "numpy.random", "numpy.linalg", "pandas", "torch",
            "torch.nn.functional", "matplotlib.pyplot", "duckdb")
_CLASSES = (("pandas", "DataFrame"), ("pandas", "Series"), ("torch", "Tensor"), ("torch.nn", "Module"))
STATES: dict[str, tuple[str, Callable[[], Any]]] = {
    "NumPy's global random state": ("numpy.random", lambda: sys.modules["numpy.random"].get_state(legacy=False)),
    "torch's global random state": ("torch", lambda: sys.modules["torch"].get_rng_state()),
}


def numpy() -> dict[str, str]:
    """How NumPy prints, and what it does about errors."""
    import numpy as np

    found = {f"NumPy's print option {name}": repr(value) for name, value in np.get_printoptions().items()}
    return found | {f"what NumPy does on {name}": repr(value) for name, value in np.geterr().items()}


def pandas() -> dict[str, str]:
    """All options of pandas."""
    import pandas as pd

    return {f"pandas option {name}": repr(value) for name, value in _options(pd.options, "")}


def _options(group: Any, before: str) -> Iterator[tuple[str, Any]]:
    for name in dir(group):
        value = getattr(group, name)
        if type(value) is type(group):
            yield from _options(value, f"{before}{name}.")
        else:
            yield before + name, value


def torch() -> dict[str, str]:
    """How torch computes: precision, gradients, threads, and whether it may vary from run to run."""
    import torch as t

    reads: dict[str, Callable[[], Any]] = {
        "default dtype": t.get_default_dtype, "default device": lambda: t.get_default_device(),
        "recording of gradients": t.is_grad_enabled, "inference mode": t.is_inference_mode_enabled,
        "number of threads": t.get_num_threads,
        "use of deterministic algorithms": t.are_deterministic_algorithms_enabled,
        "search for anomalies": t.is_anomaly_enabled,
        "cudnn.deterministic": lambda: t.backends.cudnn.deterministic,
        "cudnn.benchmark": lambda: t.backends.cudnn.benchmark,
        "float32 matmul precision": t.get_float32_matmul_precision,
    }
    found = {f"torch's {name}": str(read()) for name, read in reads.items()}
    options = bulk.attributes(getattr(getattr(t, "_tensor_str", None), "PRINT_OPTS", None)) or {}
    return found | {f"torch's print option {name}": repr(value) for name, value in options.items()}


def matplotlib() -> dict[str, str]:
    """All settings of matplotlib; read past its own lookup, which would choose a window system."""
    import matplotlib as mpl

    return {f"matplotlib's setting {name}": repr(value) for name, value in dict.items(mpl.rcParams)
            if not name.startswith("backend")}


def duckdb() -> dict[str, str]:
    """The tables and the settings of the database that `duckdb.sql` uses."""
    import duckdb as library

    tables, settings = bulk.database(library.default_connection())
    found = {"tables of DuckDB's default database": repr([table[2:] for table in tables])}
    return found | {f"DuckDB's default setting {name}": repr(value) for name, value in settings}


def figures() -> dict[int, str]:
    """How many things are drawn in each open figure."""
    plt = sys.modules.get("matplotlib.pyplot")
    if plt is None:
        return {}
    # Not plt.figure, which would make it the current one.
    managers = sys.modules["matplotlib._pylab_helpers"].Gcf.figs
    return {number: str([len(axes.get_children()) for axes in manager.canvas.figure.axes])
            for number, manager in managers.items()}


def shared() -> Iterator[tuple[str, Any]]:
    """The functions and classes that everybody calls, by name, as they are now."""
    for name in _MODULES:
        if name in sys.modules:
            for word, value in list(vars(sys.modules[name]).items()):
                if callable(value) and not word.startswith("_"):
                    yield f"{name}.{word}", value
    for module, name in _CLASSES:
        cls = getattr(sys.modules.get(module), name, None)
        for word, value in list(vars(cls).items()) if cls is not None else []:
            if callable(value):
                yield f"{module}.{name}.{word}", value
    yield from _checks()


def _checks() -> Iterator[tuple[str, Any]]:
    """The checks of `expect`: what hides each of them, which should be nothing, and each where it lives."""
    package = sys.modules.get("grading.expect")
    for name, home in getattr(package, "_HOME", {}).items():
        yield f"expect.{name}", vars(package).get(name)
        if (module := sys.modules.get(f"grading.expect.{home}")) is not None:
            yield f"expect.{home}.{name}", getattr(module, name, None)
