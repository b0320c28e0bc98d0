"""The table of real mistakes, messages.md: what a learner wrote, the check, and the whole message.

`python tests/expect/mistakes.py` runs every case again and writes the messages that come; read them before they are
committed.
"""

from __future__ import annotations

import linecache
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from grading.expect import database

PAGE = Path(__file__).with_name("messages.md")
_CASE = re.compile(r"^### (?P<title>[^\n]+): `(?P<name>\w+)`\n+```python\n(?P<answer>.*?)\n```\n+```python\n(?P<check>.*?)\n```\n+"
                   r"```text\n(?P<message>.*?)\n?```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Mistake:
    """A learner's cell, the test cell under it, and the message that must come."""

    title: str
    name: str
    answer: str
    check: str
    message: str


def mistakes() -> list[Mistake]:
    """Every case of the page."""
    return [Mistake(**part.groupdict()) for part in _CASE.finditer(PAGE.read_text(encoding="utf-8"))]


def message(mistake: Mistake) -> str:
    """What the learner reads; empty when the check passes."""
    names: dict[str, Any] = {"__name__": "__main__"}
    cell("from pathlib import Path\nimport numpy as np\nimport pandas as pd\nfrom grading import expect", names, "imports")
    cell(mistake.answer, names, f"answer of {mistake.title}")
    first = f'from grading import expect; expect.begin("{mistake.name}", globals(), "21.3")\n'
    try:
        with mock.patch.object(database, "SECONDS", 0.3):
            cell(first + mistake.check, names, f"check of {mistake.title}")
    except AssertionError as error:
        return str(error)
    return ""


def cell(source: str, names: dict[str, Any], title: str) -> None:
    """Run a cell with its text at hand, as a notebook does."""
    where = f"<{title}>"
    linecache.cache[where] = (len(source), None, source.splitlines(keepends=True), where)
    exec(compile(source, where, "exec"), names)


def rewrite() -> None:
    """Put the messages that come now into the page."""
    text = PAGE.read_text(encoding="utf-8")
    for mistake in mistakes():
        before = f"```python\n{mistake.check}\n```\n\n```text\n"
        start = text.index(before, text.index(f"### {mistake.title}: `{mistake.name}`\n")) + len(before)
        text = text[:start] + message(mistake) + "\n" + text[text.index("```", start):]
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    rewrite()
