"""Every mistake of messages.md gets exactly the message that stands there."""

from __future__ import annotations

import re

import pytest
from mistakes import Mistake, message, mistakes

ALL = mistakes()


@pytest.mark.parametrize("mistake", [pytest.param(one, id=re.sub(r"\W+", "-", one.title)) for one in ALL])
def test_the_mistake_gets_its_message(mistake: Mistake) -> None:
    assert message(mistake) == mistake.message


def test_the_page_is_read_whole() -> None:
    from mistakes import PAGE

    assert len(ALL) == PAGE.read_text(encoding="utf-8").count("\n### ") >= 30


@pytest.mark.parametrize("mistake", [pytest.param(one, id=re.sub(r"\W+", "-", one.title)) for one in ALL])
def test_a_message_can_be_read(mistake: Mistake) -> None:
    lines = mistake.message.split("\n")
    assert lines[0].endswith((".", ":", "?", "!")) or "stopped with" in lines[0] or "DuckDB says" in lines[0]
    assert "ncorrect" not in mistake.message
    assert max(map(len, lines)) <= 200, "a line is too long to be read"
    assert not re.search(r"0x[0-9a-f]{6}|grading[./]expect|Traceback", mistake.message)
