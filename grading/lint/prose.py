"""Markdown: short, plain, without filler, readable everywhere and by everyone, and giving nothing away."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from grading.lesson import Cell, Exercise
from grading.lint import markdown, python
from grading.lint.draft import Draft, Finding, rule
from grading.regions import cut

_FILLER = re.compile(r"\b(?:simply|obviously|(?<!not )(?<!only )just(?! (?:under|over|above|below|before|after|as|"
                     r"enough|now|one|two|beyond|short|outside|inside)\b))\b", re.I)
_TAGS = {"details", "summary", "br", "img"}
_LEAK = re.compile(r"\b(BEGIN|END)[ _](SOLUTION|HIDDEN|STUB|MARK)|\bsolutions/\d\d_|tests/answers", re.I)


@rule("markdown-words")
def markdown_words(draft: Draft) -> Iterator[Finding]:
    """A markdown cell has at most 120 words (hints, code blocks and tables are not counted)."""
    for cell in draft.cells(kind="markdown"):
        if (count := markdown.words(cell.source)) > 120:
            yield draft.at(cell, f"the markdown cell has {count} words, 120 is the most.",
                           "Cut it, or split it around a cell of code.")


@rule("filler")
def filler(draft: Draft) -> Iterator[Finding]:
    """No "simply", "just" or "obviously": a learner who does not see it feels stupid."""
    for cell in draft.cells(kind="markdown"):
        text = re.sub(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", "", cell.source)
        for number, line in enumerate(text.split("\n"), 1):
            for match in _FILLER.finditer(line):
                yield draft.at(cell, f"{match[0]!r} helps nobody.", "Leave the word out.", line=number)


@rule("plain-markdown")
def plain_markdown(draft: Draft) -> Iterator[Finding]:
    """CommonMark that renders alike everywhere: no HTML but details, summary, br, img; no H1; formulas apart."""
    for cell in draft.cells(kind="markdown"):
        for tag, line in markdown.html(cell.source):
            if re.sub(r"\W", "", tag.split()[0]).lower() not in _TAGS:
                yield draft.at(cell, f"`{tag}` is HTML.",
                               "Write it in Markdown (details, summary, br and img may stay).", line=line)
        for heading in markdown.headings(cell.source):
            if heading.level == 1:
                yield draft.at(cell, f"{heading.text!r} is a heading of the first level, which is the lesson's title.",
                               "Begin it with `##`.", line=heading.line)
            elif re.match(r"Exercise \d", heading.text):
                yield draft.at(cell, "the heading of an exercise is written by the builder.", "Take it out.",
                               line=heading.line)
        yield from _formulas(draft, cell)


def _formulas(draft: Draft, cell: Cell) -> Iterator[Finding]:
    """`$$` stands on lines of its own, and nothing but dollars begins a formula."""
    blank = re.sub(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", lambda m: "\n" * m[0].count("\n"), cell.source, flags=re.S)
    for number, line in enumerate(blank.split("\n"), 1):
        text = line.strip()
        if "$$" in text and text != "$$" and not re.fullmatch(r"\$\$(?:(?!\$\$).)+\$\$", text):
            yield draft.at(cell, "`$$` stands inside a line, which GitHub does not render.",
                           "Put `$$` on lines of their own, or use `$…$`.", line=number)
        if re.search(r"\\[\[(]|^> \[!\w+\]", text):
            yield draft.at(cell, f"`{text[:30]}` is rendered in one place and not in another.",
                           "Write formulas between dollars, and notes as plain quotes.", line=number)


@rule("raw-markdown")
def raw_markdown(draft: Draft) -> Iterator[Finding]:
    """No Markdown stands where it is shown raw: right below `<summary>`, without an empty line, or inside it."""
    for cell in draft.cells(kind="markdown"):
        for text, line in markdown.raw(cell.source):
            yield draft.at(cell, f"`{text[:30]}` stands inside HTML, so readers see its signs.",
                           "Leave an empty line after `</summary>`; the summary itself holds plain words.", line=line)


@rule("alt-text")
def alt_text(draft: Draft) -> Iterator[Finding]:
    """Every image has a text that says what it shows."""
    for cell in draft.cells(kind="markdown"):
        for alt, line in markdown.images(cell.source):
            if len(alt.split()) < 2:
                yield draft.at(cell, "an image has no alt text.",
                               "Say in it what the image shows: `![Delay rises through the day](…)`.", line=line)


@rule("leaks")
def leaks(draft: Draft) -> Iterator[Finding]:
    """Nothing that learners read gives an answer away or points to the solutions."""
    for cell in draft.cells("teaching", "task", "manual"):
        for number, line in enumerate(markdown.without_hints(cell.source).split("\n"), 1):
            if cell.role != "manual" and (match := _LEAK.search(line)):
                yield draft.at(cell, f"{match[0]!r} points learners to the answers.", "Take it out.", line=number)
    for exercise in draft.graded:
        answer = _flat(_answer(exercise))
        for cell in draft.lesson.cells if len(answer) >= 40 else ():
            shown = python.visible(cell.source) if cell.role == "test" else cell.source
            if cell.role != "solution" and answer in _flat(shown):
                yield draft.at(cell, f"the answer to {exercise.name!r} stands here, where learners read it.",
                               "Show the idea on another example.")


def _answer(exercise: Exercise) -> str:
    """The part of the solution that learners must find: the body of the function, or the text of the query."""
    source = "\n".join(cut(exercise.solution.source, "STUB")[0])
    for node in python.tree(source).body:
        if isinstance(node, ast.FunctionDef) and node.name == exercise.name:
            body = node.body[1:] if ast.get_docstring(node) else node.body
            return "\n".join(ast.get_source_segment(source, statement) or "" for statement in body)
        if isinstance(node, ast.Assign) and python.dotted(node.targets[0]) == exercise.name:
            constant = isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
            return str(node.value.value) if constant and isinstance(node.value, ast.Constant) else ""
    return ""


def _flat(text: str) -> str:
    lines = [re.sub(r"(^|\s)(--|#).*$", "", line) for line in text.split("\n")]
    return re.sub(r"\s+", " ", " ".join(lines)).strip(" ;").casefold()
