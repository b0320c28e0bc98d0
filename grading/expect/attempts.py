"""Whether an answer still is what the learner started from; nothing of the learner's is called to find out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import CodeType, FunctionType
from typing import Any

from grading.expect.kinds import family, plain
from grading.expect.seeds import fingerprint

_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
_STUB = re.compile(r"^Exercise \S+ is not done yet$")


def untouched(value: Any, name: str, given: str | None = None) -> str:
    """What to do, in a sentence, when the value is no attempt yet; empty when it is one."""
    try:
        return _untouched(value, name, given)
    except (KeyboardInterrupt, GeneratorExit):
        raise
    except BaseException:  # What answers questions about itself with an error is no starting text of ours.
        return ""


def _untouched(value: Any, name: str, given: str | None) -> str:
    kind = family(value)
    if kind == "ellipsis":
        return f"put your answer in the place of `...` after `{name} =`."
    if kind == "dict" and _all_points(plain(value)):
        return f"replace each `...` in `{name}` by an answer."
    if kind == "str" and not _COMMENT.sub("", plain(value)).strip():
        return f"write your query between the quotes of `{name}`, and run that cell."
    code = _code(value)
    if code is not None and stops_at_once(code):
        return (f"the function `{name}` is still to be written.\n"
                "Write it in the place of `raise NotImplementedError(…)`, and run that cell.")
    if given is not None and _is_given(value, given):
        return f"`{name}` still is as it was given. Change it, and run its cell."
    return ""


def is_stub_error(error: BaseException, number: str) -> bool:
    """Whether the error is the one of a function that still is the stub of this exercise."""
    return type(error) is NotImplementedError and error.args == (f"Exercise {number} is not done yet",)


def stops_at_once(code: CodeType) -> bool:
    """Whether the code can only end in our NotImplementedError."""
    import dis

    steps = list(dis.get_instructions(code))
    stub = any(step.opname == "LOAD_CONST" and isinstance(step.argval, str) and _STUB.match(step.argval)
               for step in steps)
    return stub and not any(step.opname.startswith(("RETURN_VALUE", "RETURN_CONST", "YIELD_VALUE")) for step in steps)


def names(code: CodeType) -> set[str]:
    """The global names and attributes that the code and the functions inside it use."""
    return {name for part in _parts(code) for name in part.co_names}


def _parts(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _parts(constant)


def _all_points(answer: dict[Any, Any]) -> bool:
    return bool(answer) and all(value is Ellipsis for value in answer.values())


def _code(value: Any) -> CodeType | None:
    """The code of a function, also of one inside decorators that keep it; None for anything else."""
    for _ in range(10):
        if type(value) is FunctionType and "__wrapped__" not in vars(value):
            return value.__code__
        if not callable(value) or issubclass(type(value), type):
            return None
        try:
            value = object.__getattribute__(value, "__dict__")["__wrapped__"]
        except (AttributeError, KeyError, TypeError):
            return None
    return None


def _is_given(value: Any, given: str) -> bool:
    if family(value) not in ("str", "function"):
        return False
    return fingerprint(plain(value) if family(value) == "str" else value) == given
