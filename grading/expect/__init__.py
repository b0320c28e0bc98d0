"""What test cells import: checks whose messages say what was expected, what came, and why.

Every name is loaded on first use, so that importing this package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grading.expect.arrays import array as array
    from grading.expect.calls import call as call
    from grading.expect.calls import function as function
    from grading.expect.calls import raises as raises
    from grading.expect.calls import unchanged as unchanged
    from grading.expect.cell import begin as begin
    from grading.expect.errors import NotAttempted as NotAttempted
    from grading.expect.errors import NotYet as NotYet
    from grading.expect.forms import choice as choice
    from grading.expect.forms import filled as filled
    from grading.expect.forms import that as that
    from grading.expect.plots import plot as plot
    from grading.expect.queries import query as query
    from grading.expect.queries import rows as rows
    from grading.expect.seeds import fingerprint as fingerprint
    from grading.expect.seeds import rng as rng
    from grading.expect.tables import table as table
    from grading.expect.values import close as close
    from grading.expect.values import equal as equal

_HOME = {
    "NotAttempted": "errors", "NotYet": "errors", "array": "arrays", "begin": "cell", "call": "calls",
    "choice": "forms", "close": "values", "equal": "values", "filled": "forms", "fingerprint": "seeds",
    "function": "calls", "plot": "plots", "query": "queries", "raises": "calls", "rng": "seeds",
    "rows": "queries", "table": "tables", "that": "forms", "unchanged": "calls",
}
__all__ = ["NotAttempted", "NotYet", "array", "begin", "call", "choice", "close", "equal", "filled", "fingerprint",
           "function", "plot", "query", "raises", "rng", "rows", "table", "that", "unchanged"]


def __getattr__(name: str) -> Any:
    """The public name, from the module it lives in; it is not kept here, so an overwritten one can be put back."""
    if name not in _HOME:
        raise AttributeError(f"expect has no check called {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(f"grading.expect.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    """The public names."""
    return __all__
