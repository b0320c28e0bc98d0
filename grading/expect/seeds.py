"""Seeded random inputs, and fingerprints of what a learner was given."""

from __future__ import annotations

import hashlib
import os
import textwrap
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np


def rng(name: str) -> np.random.Generator:
    """A NumPy generator that is the same for the same name; WORKBOOK_SECRET gives a cohort its own."""
    import numpy as np

    text = f"{os.environ.get('WORKBOOK_SECRET', '')}\0{name}"
    return np.random.default_rng(int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big"))


def fingerprint(value: Any) -> str:
    """12 hex digits of a text, or of a function's source; spaces at line ends and blank edges don't count."""
    return hashlib.sha256(_text(value).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _text(value: Any) -> str:
    if not isinstance(value, str):
        import inspect

        try:
            value = inspect.getsource(value)
        except (OSError, TypeError):
            code = getattr(value, "__code__", None)
            value = repr(value) if code is None else f"{code.co_code.hex()} {code.co_names}"
    lines = [line.rstrip() for line in textwrap.dedent(str(value)).splitlines()]
    return "\n".join(lines).strip("\n")
