"""Markdown taken apart: prose, hints, code, headings, images and HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

_HINT = re.compile(r"<details\b.*?</details>", re.S | re.I)
_SCHEME = re.compile(r"^### BEGIN MARK SCHEME$.*?^### END MARK SCHEME$", re.S | re.M)
_FENCE = re.compile(r"^ {0,3}(```+|~~~+)[^\n]*\n.*?^ {0,3}\1[`~]*\s*$", re.S | re.M)
_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.S)
_MATH = re.compile(r"\$\$.+?\$\$|(?<![\\$\w])\$(?!\s)[^$\n]+?(?<!\s)\$(?!\d)", re.S)
_TABLE = re.compile(r"^\s*\|.*$", re.M)
_DISPLAY = re.compile(r"^\s*\$\$.*?\$\$\s*$", re.S | re.M)
_MARKUP = re.compile(r"`[^`]+`|\*\*?\w[^*]*\*|(?<!\w)_\w[^_]*_(?!\w)|\[[^\]]+\]\([^)]*\)|(?<![\\\w$])\$[^\s$][^$]*\$|"
                     r"^\s*(?:[*+-]|\d+[.)])\s+\S.*|^\s*(?:```|~~~|\||#{1,6}\s).*")


@dataclass(frozen=True)
class Heading:
    """A heading: its level from 1, its words, and its line in the cell from 1."""

    level: int
    text: str
    line: int


def _blank(match: re.Match[str]) -> str:
    """As many line ends as the match had, so that lines keep their numbers."""
    return "\n" * match[0].count("\n") or " "


def without_hints(text: str) -> str:
    """The text with hints and mark schemes blanked; lines keep their numbers."""
    return _SCHEME.sub(_blank, _HINT.sub(_blank, text))


def hints(text: str) -> list[int]:
    """The numbers of the hints that the text offers, in order."""
    return [int(number) for number in re.findall(r"<details>\s*<summary>\s*Hint (\d+)", text)]


def folds(text: str) -> Iterator[tuple[str, int]]:
    """(what it holds below its summary, line from 1) for every `<details>` block of the text."""
    for match in _HINT.finditer(text):
        inside = re.sub(r"<summary\b.*?</summary>|</?details\b[^>]*>", "", match[0], flags=re.S | re.I)
        yield inside.strip(), text[:match.start()].count("\n") + 1


def raw(text: str) -> Iterator[tuple[str, int]]:
    """(Markdown, line from 1) for all Markdown inside HTML blocks, where it is shown as it is typed."""
    for token in tokens(text):
        if token.type == "html_block":
            first = (token.map or [0])[0] + 1
            for number, line in enumerate(re.sub(r"<[^>\n]*>", " ", token.content).split("\n"), first):
                if match := _MARKUP.search(line):
                    yield match[0].strip(), number


def prose(text: str) -> str:
    """The words a learner reads first: no hints, code blocks, code spans, formulas; lines keep their numbers."""
    text = _SPAN.sub(_blank, _FENCE.sub(_blank, without_hints(text)))
    return _MATH.sub(_blank, text)


def sentences(text: str) -> str:
    """The text without hints, code blocks, tables and formulas set apart; code spans stay. Lines keep their numbers."""
    return _TABLE.sub("", _DISPLAY.sub(_blank, _FENCE.sub(_blank, without_hints(text))))


def words(text: str) -> int:
    """How many words the text has outside hints, code blocks and tables."""
    plain = re.sub(r"\]\([^)]*\)", "]", sentences(text))
    return sum(1 for word in plain.split() if re.search(r"\w", word))


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[Token, ...]:
    """The block and inline tokens of the text, flat, in order."""
    flat: list[Token] = []
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        flat.append(token)
        for child in token.children or []:
            child.map = token.map
            flat.append(child)
    return tuple(flat)


def code(text: str) -> list[str]:
    """Every code span and code block of the text, hints included."""
    return [token.content for token in tokens(text)
            if token.type in ("code_inline", "fence", "code_block")]


def headings(text: str) -> Iterator[Heading]:
    """The headings of the text, in order."""
    flat = tokens(text)
    for token, following in pairwise(flat):
        if token.type == "heading_open":
            yield Heading(int(token.tag[1]), following.content, (token.map or [0])[0] + 1)


def html(text: str) -> Iterator[tuple[str, int]]:
    """(tag, line from 1) for every HTML tag of the text outside code."""
    for token in tokens(text):
        if token.type in ("html_inline", "html_block"):
            first = (token.map or [0])[0] + 1
            content = _SPAN.sub(_blank, token.content)
            for match in re.finditer(r"<(!--|/?[A-Za-z][\w-]*)[^>]*>", content):
                yield match[0], first + content[:match.start()].count("\n")


def images(text: str) -> Iterator[tuple[str, int]]:
    """(alt text, line from 1) for every image of the text, written in Markdown or as `<img>`."""
    for token in tokens(text):
        if token.type == "image":
            yield token.content, (token.map or [0])[0] + 1
    for tag, line in html(text):
        if tag.lower().startswith("<img"):
            alt = re.search(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag)
            yield (alt[1] or alt[2] or "") if alt else "", line
