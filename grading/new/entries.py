"""`lessons.toml` as text: a lesson's entry put in its place, everything else left as it stands."""

from __future__ import annotations

import re

_HEADER = re.compile(r"\[([^\[\]]+)\]\s*(#.*)?$")


def insert(text: str, name: str, entry: str) -> str:
    """The text with the entry before the first lesson of a higher number, and without the line that plans it."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = _without_plan(text.replace("\r\n", "\n").rstrip("\n").split("\n"), name)
    at = _place(lines, name)
    above = "\n".join(lines[:at]).rstrip("\n")
    below = "\n".join(lines[at:]).lstrip("\n")
    parts = [part for part in (above, entry.rstrip("\n"), below) if part]
    return ("\n\n".join(parts) + "\n").replace("\n", end)


def _without_plan(lines: list[str], name: str) -> list[str]:
    """The lines without the one under [planned] that gives this lesson's title."""
    kept: list[str] = []
    table = ""
    for line in lines:
        if header := _HEADER.match(line):
            table = header[1].strip()
        if table != "planned" or not re.match(rf"""\s*["']?{re.escape(name)}["']?\s*=""", line):
            kept.append(line)
    return kept


def _place(lines: list[str], name: str) -> int:
    """The line before which the entry belongs: that of the next table, or of the comment that stands on top of it."""
    headers = [(number, header[1].strip()) for number, line in enumerate(lines) if (header := _HEADER.match(line))]
    lessons = [(number, table.removeprefix("lessons.").strip("\"' ")) for number, table in headers
               if table.startswith("lessons.")]
    later = [number for number, lesson in lessons if lesson > name]
    last = max((number for number, _ in lessons), default=-1)
    at = later[0] if later else next((number for number, _ in headers if number > last), len(lines))
    comments = at
    while comments and at < len(lines) and lines[comments - 1].startswith("#"):
        comments -= 1
    # A comment that opens the file is about all of it, not about its first table.
    return comments or at
