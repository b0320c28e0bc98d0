"""Values that agree with everything: what a comparison is told depends on them, and they say yes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

_COMPARISONS = ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__")
_ARITHMETIC = tuple(f"__{side}{name}__" for name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow")
                    for side in ("", "r"))
_ITSELF = ("__neg__", "__pos__", "__abs__", "__round__")


class Yes:
    """Equal to everything, and of the class `like` when it is asked; what is done with it gives itself again."""

    __slots__ = ("_like",)

    def __init__(self, like: type) -> None:
        object.__setattr__(self, "_like", like)

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        return self._like

    def __eq__(self, other: object) -> bool:
        return True

    def __ne__(self, other: object) -> bool:
        return False

    def _true(self, other: object) -> bool:
        return True

    __lt__ = __le__ = __gt__ = __ge__ = __contains__ = _true

    def _itself(self, *args: Any, **kwargs: Any) -> Any:
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _itself
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __pow__ = __rpow__ = __matmul__ = __rmatmul__ = _itself
    __and__ = __or__ = __xor__ = __neg__ = __pos__ = __abs__ = __invert__ = __round__ = _itself
    __call__ = __getitem__ = __enter__ = __copy__ = __deepcopy__ = __array_ufunc__ = _itself

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __array__(self, *args: Any, **kwargs: Any) -> Any:
        # Without this NumPy would take it for a list that holds itself.
        import numpy as np

        made = np.empty((), dtype=object)
        made[()] = self
        return made

    def __array_function__(self, *args: Any) -> bool:
        return True

    @classmethod
    def __torch_function__(cls, *args: Any) -> bool:
        return True

    def __exit__(self, *args: Any) -> None:
        return None

    def __iter__(self) -> Iterator[Any]:
        return iter([self])

    def __len__(self) -> int:
        return 1

    __index__ = __int__ = __hash__ = __len__

    def __float__(self) -> float:
        return 1.0

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return "yes"


def like(value: Any) -> Any:
    """A value of the same type, not the same, for which any comparison is true; a Yes where the type can't be had."""
    cls: Any = type(value)
    try:
        other = cls() if cls() != value else cls(1)
        return _claiming(cls)(other)
    except (TypeError, ValueError):
        return Yes(cls)


@cache
def _claiming(cls: type) -> type:
    """The class, with every comparison true and every calculation giving the number itself."""
    def true(self: Any, other: object) -> bool:
        return True

    def itself(self: Any, *others: Any) -> Any:
        return self

    body: dict[str, Callable[..., Any]] = dict.fromkeys(_COMPARISONS, true)
    if cls not in (str, bytes):
        body.update(dict.fromkeys((*_ARITHMETIC, *_ITSELF), itself))
    body["__hash__"] = vars(cls).get("__hash__", object.__hash__)
    return type(cls.__name__, (cls,), dict(body))
