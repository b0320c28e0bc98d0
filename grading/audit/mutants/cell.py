"""A solution cell as text and as a tree, so that a mutant changes the characters it is about and no others."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import parso
from parso.tree import BaseNode, NodeOrLeaf

_SHOWN = 60  # characters of an old or new piece of text in the description of a change
# Where an expression may stand without brackets, whatever it is.
_LOOSE = (ast.Return, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr, ast.keyword, ast.If, ast.While)
_TIGHT = (ast.BinOp, ast.BoolOp, ast.Compare, ast.UnaryOp, ast.IfExp, ast.Lambda, ast.NamedExpr, ast.Await)
_DOCUMENTED = (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Mutant:
    """The solution with one thing changed: by which operator, what in words, the whole cell, the line in it."""

    operator: str
    change: str
    code: str
    line: int


class Lines:
    """Character offsets of the places that `ast` gives as a line and a column in UTF-8 bytes."""

    def __init__(self, text: str, base: int = 0) -> None:
        self._lines = text.split("\n")
        self._starts = [base]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line) + 1)

    def offset(self, line: int, column: int) -> int:
        """The offset of a byte column in a line counted from 1."""
        text = self._lines[line - 1]
        characters = column if text.isascii() else len(text.encode()[:column].decode())
        return self.characters(line, characters)

    def characters(self, line: int, column: int) -> int:
        """The offset of a column that is already counted in characters, as parso does."""
        return self._starts[line - 1] + column


class Cell:
    """`text`, its `tree`, and the `nodes` a mutant may change, in order; SyntaxError when it is not Python.

    Annotations and docstrings are no such nodes: they change nothing that a test can see. What stands in the braces
    of an f-string is parsed apart, for before Python 3.12 `ast` doesn't know where it stands.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.tree = ast.parse(text)
        self.parents: dict[ast.AST, ast.AST] = {}
        self._lines = Lines(text)
        self._pieces: dict[ast.AST, Lines] = {}
        nodes = list(self._walk(self.tree))
        for piece, lines in self._braces():
            for node in self._walk(piece):
                self._pieces[node] = lines
                nodes.append(node)
        self.nodes = tuple(nodes)

    @cached_property
    def parsed(self) -> BaseNode:
        """parso's tree of the text."""
        tree: BaseNode = parso.parse(self.text)  # type: ignore[no-untyped-call]
        return tree

    @cached_property
    def annotations(self) -> tuple[tuple[int, int], ...]:
        """The spans of all annotations."""
        found: list[ast.expr | None] = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.arg | ast.AnnAssign):
                found.append(node.annotation)
            elif isinstance(node, Function):
                found.append(node.returns)
        return tuple(self.span(node) for node in found if node is not None)

    def span(self, node: ast.AST) -> tuple[int, int]:
        """(offset of the first character, offset after the last)."""
        lines = self._pieces.get(node, self._lines)
        place: ast.expr = node  # type: ignore[assignment]  # only nodes that have a place are asked for
        assert place.end_lineno is not None and place.end_col_offset is not None
        return (lines.offset(place.lineno, place.col_offset), lines.offset(place.end_lineno, place.end_col_offset))

    def place(self, position: tuple[int, int]) -> int:
        """The offset of a place as parso gives it."""
        return self._lines.characters(*position)

    def source(self, node: ast.AST) -> str:
        """The text of the node."""
        start, end = self.span(node)
        return self.text[start:end]

    def line(self, offset: int) -> int:
        """The line of an offset, counted from 1."""
        return self.text.count("\n", 0, offset) + 1

    def bracketed(self, node: ast.expr, instead_of: ast.AST) -> str:
        """The text of the node such that it can stand in the place of the other one."""
        text = self.source(node)
        bare = isinstance(node, ast.Tuple) and not text.startswith("(")
        if bare or (isinstance(node, _TIGHT) and not isinstance(self.parents.get(instead_of), _LOOSE)):
            return f"({text})"
        return text

    def quoted(self, text: str, instead_of: ast.AST) -> str:
        """A string literal in the quotes of the other one: before Python 3.12 an f-string may hold no others."""
        quote = self.source(instead_of)[-1]
        return repr(text) if quote in text or not text.isprintable() or "\\" in text else f"{quote}{text}{quote}"

    def edit(self, operator: str, span: tuple[int, int], new: str, change: str = "") -> Mutant:
        """The mutant with the text of the span replaced; `change` says what was done where the texts alone do not."""
        start, end = span
        line = self.line(start)
        change = change or changed(self.text[start:end], new)
        return Mutant(operator, f"{change} in line {line}", self.text[:start] + new + self.text[end:], line)

    def replace(self, operator: str, node: ast.AST, new: str, change: str = "") -> Mutant:
        """The mutant with the node's text replaced."""
        return self.edit(operator, self.span(node), new, change)

    def _walk(self, node: ast.AST) -> Iterator[ast.AST]:
        yield node
        if isinstance(node, ast.JoinedStr):
            return
        skipped: list[ast.AST | None] = []
        if isinstance(node, _DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
            skipped.append(node.body[0])
        if isinstance(node, ast.arg | ast.AnnAssign):
            skipped.append(node.annotation)
        if isinstance(node, Function):
            skipped.append(node.returns)
        for child in ast.iter_child_nodes(node):
            if not any(child is one for one in skipped):
                self.parents[child] = node
                yield from self._walk(child)

    def _braces(self) -> Iterator[tuple[ast.expr, Lines]]:
        """The expression in every pair of braces of an f-string, and where its lines stand in the cell."""
        for node in parso_nodes(self.parsed):
            if node.type == "fstring_expr" and isinstance(node, BaseNode):
                inner = node.children[1]
                text = parso_text(inner)
                try:
                    # Brackets allow for line breaks; they take one character.
                    piece = ast.parse(f"({text})", mode="eval").body
                except SyntaxError:
                    continue
                yield piece, Lines(f"({text})", self.place(inner.start_pos) - 1)


def parso_nodes(node: NodeOrLeaf) -> Iterator[NodeOrLeaf]:
    """The node and everything below it, in cosmic-ray's order."""
    yield node
    if isinstance(node, BaseNode):
        for child in node.children:
            yield from parso_nodes(child)


def parso_text(node: NodeOrLeaf) -> str:
    """The text of the node, without the blanks and comments before it."""
    return str(node.get_code(include_prefix=False))  # type: ignore[no-untyped-call]


def changed(old: str, new: str) -> str:
    """What became of a piece of text, in words."""
    if not old.strip():
        return f"{said(new)} put in"
    return f"{said(old)} became {said(new)}" if new.strip() else f"{said(old)} left out"


def said(text: str) -> str:
    """The text on one line between backquotes, cut where it is long."""
    line = " ".join(text.split())
    return f"`{line if len(line) <= _SHOWN else line[:_SHOWN - 1] + '…'}`"


def tail(node: ast.expr) -> str:
    """The last name of what is called or read: `mean` of `np.mean`; nothing for anything else."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
