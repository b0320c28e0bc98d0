"""Twists objects: networks and models give wrong results, records and plain objects hold wrong values."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from grading.audit.disguise import pictures
from grading.audit.disguise.same import is_of, is_stream

if TYPE_CHECKING:
    from grading.audit.disguise.twist import Twist

# What objects of all libraries call the methods that give results.
RESULTS = ("predict", "predict_proba", "predict_log_proba", "decision_function", "transform", "fit_transform",
           "inverse_transform", "fit_predict", "score", "forward", "sample", "encode", "decode")


def empty(value: Any, twist: Twist) -> Any:
    """A picture without anything drawn; SenselessError for anything else."""
    from grading.audit.disguise.twist import SenselessError

    if pictures.is_picture(value):
        return pictures.twisted(value, twist)
    if is_stream(value):
        return iter(())
    raise SenselessError(f"a {type(value).__name__} cannot be empty")


def each(value: Any, twist: Twist) -> Any:
    """The object with wrong values in it, or wrong results to come."""
    from grading.audit.disguise.twist import SenselessError

    if pictures.is_picture(value):
        return pictures.twisted(value, twist)
    if is_of(value, "torch.nn", "Module"):
        return _network(value, twist)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in dataclasses.fields(value)]
        return _with(value, {name: twist.each(getattr(value, name)) for name in names})
    if methods := [name for name in RESULTS if callable(getattr(type(value), name, None))]:
        return _model(value, methods, twist)
    if type(value).__module__ == "__main__" and vars(value):
        return _with(value, {name: twist.each(part) for name, part in vars(value).items()})
    raise SenselessError(f"a {type(value).__name__} has no such counterpart")


def _with(value: Any, parts: dict[str, Any]) -> Any:
    """A copy with other attributes, also where it does not want to be changed."""
    made = copy.copy(value)
    for name, part in parts.items():
        object.__setattr__(made, name, part)
    return made


def _network(value: Any, twist: Twist) -> Any:
    """The network, made to give wrong outputs; its copies do so too."""
    twist.later = True
    value.register_forward_hook(lambda module, inputs, output: twist.result(output))
    return value


def _model(value: Any, methods: list[str], twist: Twist) -> Any:
    """A copy of the model whose methods give wrong results."""
    twist.later = True
    made = copy.copy(value)

    def wrong(right: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *args, **kwargs: twist.result(right(*args, **kwargs))

    for name in methods:
        object.__setattr__(made, name, wrong(getattr(value, name)))
    return made
