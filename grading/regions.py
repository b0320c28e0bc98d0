"""Regions between `### BEGIN X` and `### END X` lines: found, checked and cut out, line by line."""

from __future__ import annotations

import io
import re
import tokenize
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grading.lesson import Cell

NAMES = ("SOLUTION", "STUB", "HIDDEN TESTS", "MARK SCHEME")
_HOME = {"SOLUTION": "solution", "STUB": "solution", "HIDDEN TESTS": "test", "MARK SCHEME": "manual"}
_MARK = re.compile(r"#+\s*(BEGIN|END)\s+(SOLUTION|STUB|HIDDEN TESTS|MARK SCHEME)\b")
_EXACT = re.compile(r"\s*### (BEGIN|END) (SOLUTION|STUB|HIDDEN TESTS|MARK SCHEME)\s*")


def cut(source: str, name: str) -> tuple[list[str], list[str]]:
    """(lines outside the regions called `name`, lines inside them), the marker lines in neither."""
    outside: list[str] = []
    inside: list[str] = []
    within = False
    for line in source.split("\n"):
        mark = _EXACT.fullmatch(line)
        if mark and mark[2] == name:
            within = mark[1] == "BEGIN"
        else:
            (inside if within else outside).append(line)
    return outside, inside


def check_regions(path: Path, cell: Cell) -> None:
    """Raise SourceError where a region is misspelt, out of place, open, nested, or begins in a string."""
    from grading.lesson import SourceError

    within_text = _lines_in_strings(cell) if cell.kind == "code" else set()
    opened: tuple[str, int] | None = None
    for offset, line in enumerate(cell.source.split("\n")):
        where = cell.first + offset
        mark = _MARK.search(line)
        if not mark:
            continue
        verb, name = mark.groups()
        if not _EXACT.fullmatch(line):
            raise SourceError(path, where, f"`{line.strip()}` is not how a region is marked.",
                              f"Write `### {verb} {name}` alone on its line.")
        if offset in within_text:
            does = "begins" if verb == "BEGIN" else "ends"
            raise SourceError(path, where, f"the region {name} {does} inside a string.",
                              "Move the marker out of the string: regions are cut line by line.")
        if cell.role != _HOME[name]:
            raise SourceError(path, where, f"a region {name} stands in a {cell.role} cell.",
                              f"It belongs in a {_HOME[name]} cell: move it there, or take the marker out.")
        if verb == "BEGIN" and opened:
            raise SourceError(path, where, f"the region {name} begins before {opened[0]} (line {opened[1]}) has ended.",
                              f"Close it first with `### END {opened[0]}`.")
        if verb == "END" and (opened is None or opened[0] != name):
            raise SourceError(path, where, f"the region {name} ends here but never began.",
                              f"Put `### BEGIN {name}` where it starts.")
        opened = (name, where) if verb == "BEGIN" else None
    if opened:
        raise SourceError(path, opened[1], f"the region {opened[0]} never ends.",
                          f"Put `### END {opened[0]}` on a line of its own where it ends.")


def _lines_in_strings(cell: Cell) -> set[int]:
    """Offsets (from 0) of the lines that lie inside a string which began on an earlier line."""
    lines: set[int] = set()
    started: list[int] = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(cell.source + "\n").readline):
            kind = tokenize.tok_name[token.type]
            if token.type == tokenize.STRING:
                lines.update(range(token.start[0], token.end[0]))
            elif kind in ("FSTRING_START", "TSTRING_START"):
                started.append(token.start[0])
            elif kind in ("FSTRING_END", "TSTRING_END"):
                lines.update(range(started.pop(), token.end[0]))
    except (tokenize.TokenError, IndentationError, SyntaxError):
        # A cell that is not Python is reported by the builder, which compiles it.
        return lines
    return lines
