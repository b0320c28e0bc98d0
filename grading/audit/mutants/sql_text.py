"""From a changed query back to the text it was written as: only the changed tokens are replaced."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

import sqlglot
from sqlglot import Token, TokenType

from grading.audit.mutants.query import DIALECT, canonical_query, laid_out, query

_NAMED = (TokenType.VAR, TokenType.IDENTIFIER, TokenType.STRING, TokenType.NUMBER)
_BEGIN = {"WHEN", "AND", "OR", "ELSE"}


@dataclass(frozen=True)
class Rewrite:
    """A query's new text, what was replaced by what in the old one, and the offset of that."""

    text: str
    old: str
    new: str
    start: int


class Layout:
    """A query as its author laid it out, beside the same query as sqlglot writes it."""

    def __init__(self, text: str, plain: str) -> None:
        self._text = text
        self._tokens = sqlglot.tokenize(text, read=DIALECT)
        self._plain = sqlglot.tokenize(plain, read=DIALECT)
        matcher = SequenceMatcher(None, _loose(self._plain), _loose(self._tokens), autojunk=False)
        self._places = {block.a + i: block.b + i for block in matcher.get_matching_blocks() for i in range(block.size)}
        self._places[len(self._plain)] = len(self._tokens)

    def rewritten(self, mutated: str) -> Rewrite | None:
        """The author's text changed into the mutated query; None when that is no query.

        Where tokens cannot be put in their place the whole query is laid out afresh.
        """
        tree = query(mutated)
        if tree is None:
            return None
        wanted = canonical_query(mutated)
        edit = self._edit(mutated)
        if canonical_query(edit.text) == wanted:
            return edit
        afresh = f"\n{laid_out(tree)}\n"
        return Rewrite(afresh, self._text, afresh, 0)

    def _edit(self, mutated: str) -> Rewrite:
        tokens = sqlglot.tokenize(mutated, read=DIALECT)
        first, last, end = self._different(_keys(self._plain), _keys(tokens))
        if end == first:
            first, last = self._at_a_word(first, last)
            end = first
        begin = self._places[first - 1] + 1 if first else 0
        stop = self._places[last]
        new = mutated[tokens[first].start:tokens[end - 1].end + 1] if end > first else ""
        before = self._tokens[begin - 1].end + 1 if begin else 0
        after = self._tokens[stop].start if stop < len(self._tokens) else len(self._text)
        start = self._tokens[begin].start if stop > begin else before
        finish = self._tokens[stop - 1].end + 1 if stop > begin else before
        old = self._text[start:finish]
        if not new:
            first, finish = self._without_gap(start, finish)
            return Rewrite(self._text[:first] + self._text[finish:], old, "", start)
        left = " " if start == before and first and mutated[tokens[first].start - 1] == " " else ""
        right = " " if finish == after and end < len(tokens) and mutated[tokens[end - 1].end + 1] == " " else ""
        return Rewrite(self._text[:start] + left + new + right + self._text[finish:], old, new, start)

    def _different(self, plain: list[tuple[object, str]], other: list[tuple[object, str]]) -> tuple[int, int, int]:
        """(first changed token, the one after the last, the one after the last of the mutated query).

        The tokens beside them have a place in the author's text.
        """
        most = min(len(plain), len(other))
        first = next((i for i in range(most) if plain[i] != other[i]), most)
        while first and first - 1 not in self._places:
            first -= 1
        same = next((i for i in range(most - first) if plain[-1 - i] != other[-1 - i]), most - first)
        last = len(plain) - same
        while last not in self._places:
            last += 1
        return first, last, len(other) - (len(plain) - last)

    def _at_a_word(self, first: int, last: int) -> tuple[int, int]:
        """The tokens to cut, moved so that they are a condition, a branch or an entry as a person would cut it.

        Without `WHEN a > 1 THEN 2` or without `a > 1 THEN 2 WHEN`: what stays is the same.
        """
        keys = _keys(self._plain)
        spans = [(first, last)]
        while first and last > first and keys[first - 1] == keys[last - 1]:
            first, last = first - 1, last - 1
            spans.append((first, last))
        clean = [(start, stop) for start, stop in spans if stop in self._places and start - 1 in self._places]
        words = [span for span in clean if keys[span[0]][1] in _BEGIN]
        names = [span for span in clean if "." not in (keys[span[0]][1], keys[span[0] - 1][1])]
        items = [span for span in clean if "," in (keys[span[0]][1], keys[span[1] - 1][1])]
        return (words or items or names or spans)[0]

    def _without_gap(self, start: int, finish: int) -> tuple[int, int]:
        """The span to cut so that neither an empty line nor a second blank stays."""
        line = self._text.rfind("\n", 0, start) + 1
        if not self._text[line:start].strip() and self._text[finish:finish + 1] in ("\n", "") and line:
            return line - 1, finish
        if self._text[:start].endswith(" ") and self._text[finish:finish + 1] in (" ", "\n", ",", ")", ""):
            return start - 1, finish
        return start, finish


def _keys(tokens: list[Token]) -> list[tuple[object, str]]:
    """What makes tokens equal: their kind and, but for strings, their text in any case."""
    return [(token.token_type, token.text if token.token_type is TokenType.STRING else token.text.upper())
            for token in tokens]


def _loose(tokens: list[Token]) -> list[tuple[object, str]]:
    """What lets tokens stand for each other: `!=` for `<>`, but no name for another."""
    return [(kind, text if kind in _NAMED else "") for kind, text in _keys(tokens)]
