"""Text that anybody may have written, made fit to be shown: nothing in it can act, and every character has a form."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ANSI = re.compile(r"\x1b\[[0-9;:]*m")  # colours, which a notebook would show as colours
_PICTURES = {code: chr(0x2400 + code) for code in range(32) if chr(code) not in "\n\t"} | {127: "\u2421"}
# What turns the direction of writing round could make code look like other code; half characters cannot be written.
_HIDDEN = re.compile("[\u0080-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_PLAIN = {
    "─": "-", "━": "-", "│": "|", "…": "...", "–": "-", "—": "-", "‑": "-", "−": "-", "·": "-", "•": "*", "×": "x",
    "→": "->", "←": "<-", "≤": "<=", "≥": ">=", "≠": "!=", "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'",
    "✓": "+", "✗": "x", "\u00a0": " ", "\u202f": " ",
}


def visible(text: str) -> str:
    """The text without colour codes, with pictures for control characters and codes for what would stay hidden."""
    plain = _ANSI.sub("", text.replace("\r\n", "\n")).translate(_PICTURES)
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", plain)


def writable(text: str, encoding: str) -> str:
    """The text in characters that this encoding has: plain ones that look alike, codes for the rest."""
    try:
        text.encode(encoding)
        return text
    except UnicodeEncodeError:
        return "".join(_writable(character, encoding) for character in text)


def diff(text: str) -> Iterator[tuple[str, str]]:
    """(what it is, the line) for every line of a unified diff: "head", "place", "out", "in" or "same"."""
    inside = False
    for line in text.splitlines():
        inside = inside or line.startswith("@@")
        if line.startswith("@@"):
            yield "place", line
        elif not inside and line.startswith(("--- ", "+++ ")):
            yield "head", line
        else:
            yield {"-": "out", "+": "in"}.get(line[:1], "same"), line


def _writable(character: str, encoding: str) -> str:
    for form in (character, _PLAIN.get(character, character)):
        try:
            form.encode(encoding)
            return form
        except UnicodeEncodeError:
            continue
    return character.encode("ascii", "backslashreplace").decode("ascii")
