"""Numbers in prose: each is held by an assert that says `# quoted: 0.69`."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator

from grading.lesson import Cell
from grading.lint import markdown, python
from grading.lint.draft import Draft, Finding, rule

_NUMBER = re.compile(r"(?<![\w.,:/-])(?P<n>\d{1,3}(?:[,\u00a0\u202f\u2009 ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
                     r"(?P<pc>[\u00a0\u202f ]?(?:%|per ?cent\b))?(?![\w]|[.:/-]\d)")
_VERSION = re.compile(r"(?:\b(?:Python|NumPy|pandas|DuckDB|SQLite|torch|PyTorch|Matplotlib|scikit-learn|version|"
                      r"[Ll]essons?|[Ee]xercises?|[Ss]ections?|[Cc]hapters?|[Pp]ages?|"
                      r"CC BY(?:-SA)?|[Vv]ol\.|pp\.)|§)\s*$")
_REFERENCES = re.compile(r"^\W*(references?|sources?|further reading|read on|where .* (from|read))\b", re.I)


@rule("quoted-assert")
def quoted_assert(draft: Draft) -> Iterator[Finding]:
    """A comment `# quoted: 0.69` stands on the assert that holds the number."""
    for cell in draft.cells(kind="code"):
        lines = {line for node in ast.walk(python.tree(cell.source)) if isinstance(node, ast.Assert)
                 for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)}
        for _, line in _quotes(cell):
            if line not in lines:
                yield draft.at(cell, "`# quoted:` stands on a line that asserts nothing.",
                               "Move it to the line of an `assert` that holds the number.", line=line)


@rule("quoted-held")
def quoted_held(draft: Draft) -> Iterator[Finding]:
    """What `# quoted:` names is what the assert holds: the number itself, or a band around it."""
    for cell in draft.cells(kind="code"):
        asserts = [node for node in ast.walk(python.tree(cell.source)) if isinstance(node, ast.Assert)]
        for text, line in _quotes(cell):
            held = [n for node in asserts if node.lineno <= line <= (node.end_lineno or 0) for n in _held(node)]
            for value in sorted(_values(text)) if held else ():
                if not _holds(held, float(value.rstrip("%"))):
                    yield draft.at(cell, f"`# quoted: {value}` stands on an assert that does not hold {value}.",
                                   "Assert that number, or a band around it, or correct the comment.", line=line)


def _held(node: ast.Assert) -> list[float]:
    """The numbers in an assert, those in its strings included."""
    found: list[float] = []
    for inner in ast.walk(node.test):
        if isinstance(inner, ast.Constant) and type(inner.value) in (int, float):
            found.append(float(str(inner.value)))
        elif isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            found += [float(value.rstrip("%")) for value in _values(inner.value)]
    return found


def _holds(held: list[float], value: float) -> bool:
    """Whether the number, as it is or as a share, per cent or thousands, is among these or between two of them."""
    scaled = [value * factor for factor in (1, 0.01, 100, 0.001, 1000, 1e-6)]
    return any(abs(one - other) <= 1e-9 * max(1, abs(one)) for one in held for other in scaled) or any(
        min(pair) <= other <= max(pair) and max(pair) <= 2 * min(pair)
        for pair in zip(sorted(held), sorted(held)[1:], strict=False) for other in scaled)


@rule("quoted-numbers")
def quoted_numbers(draft: Draft) -> Iterator[Finding]:
    """Every percentage, decimal and number from 1,000 up in teaching prose is asserted, marked `# quoted:`."""
    held = {value for cell in draft.cells(kind="code") for text, _ in _quotes(cell) for value in _values(text)}
    for cell in draft.cells("teaching", kind="markdown"):
        for number, line in enumerate(_body(cell.source), 1):
            for match in _NUMBER.finditer(line):
                if _must_be_held(match, line) and _plain(match) not in held:
                    text = match[0].strip()
                    yield draft.at(cell, f"nothing asserts the number {text!r} quoted here.",
                                   f"Assert it in a cell nearby: `assert …  # quoted: {text}`.", line=number)


def _quotes(cell: Cell) -> list[tuple[str, int]]:
    """(what is quoted, line) for every `# quoted:` comment of a cell."""
    found = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(cell.source + "\n").readline):
            if token.type == tokenize.COMMENT and (match := re.match(r"#\s*quoted:\s*(.*)", token.string)):
                found.append((match[1], token.start[0]))
    except (tokenize.TokenError, IndentationError, SyntaxError):
        return found
    return found


def _body(source: str) -> list[str]:
    """The lines of prose whose numbers count: no code, formulas, hints, links or references."""
    text = re.sub(r"\]\([^)]*\)|<https?:[^>]*>|https?://\S+", "] ", markdown.prose(source))
    lines, references = [], False
    for line in text.split("\n"):
        if _REFERENCES.match(line):
            references = True
        elif line.startswith("#"):
            references = False
        lines.append("" if references else re.sub(r"^\s*\d+[.)]\s", "", line))
    return lines


def _values(text: str) -> set[str]:
    return {_plain(match) for match in _NUMBER.finditer(text)}


def _plain(match: re.Match[str]) -> str:
    """The number without separators, with a percent sign where it is a percentage."""
    return re.sub(r"[^\d.]", "", match["n"]) + ("%" if match["pc"] else "")


def _must_be_held(match: re.Match[str], line: str) -> bool:
    value = _plain(match)
    if _VERSION.search(line[:match.start()]) or value in ("0%", "100%"):
        return False
    if "%" in value or "." in value:
        return True
    year = match["n"].isdigit() and 1500 <= int(value) <= 2100
    return int(value) >= 1000 and not year
