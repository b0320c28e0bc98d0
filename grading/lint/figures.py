"""Pictures: enough of them, labelled, in our style, with words that say what to see."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from grading.lint import markdown, python
from grading.lint.draft import Draft, Finding, rule
from grading.lesson import Cell

_PYPLOT = {"plot", "bar", "barh", "hist", "scatter", "imshow", "boxplot", "pie", "figure", "step", "errorbar", "contourf"}
_LOOK = re.compile(r"\b(see|sees|look|looks|show|shows|notice|watch|compare|read|bars?|lines?|points?|dots?|curves?|"
                   r"colou?rs?|axis|axes|picture|figure|plot|panels?|chart|histogram|peaks?|slopes?|tall(er|est)?|"
                   r"left|right|top|bottom|grid|steps?)\b", re.I)


def _names(nodes: list[ast.stmt], helpers: dict[str, ast.FunctionDef], seen: frozenset[str] = frozenset()) -> set[str]:
    """What is called, and with which keywords, in these statements and in the helpers they call."""
    found: set[str] = set()
    for call in (c for node in nodes if not isinstance(node, ast.FunctionDef) for c in python.calls(node)):
        name = python.dotted(call.func)
        found |= {name, "." + name.rpartition(".")[2], *(str(word.arg) for word in call.keywords)}
        if name in helpers and name not in seen:
            found |= _names(helpers[name].body, helpers, seen | {name})
    return found


def _figures(draft: Draft) -> Iterator[tuple[Cell, set[str]]]:
    """(cell, what it calls) for every teaching cell that draws a figure."""
    helpers: dict[str, ast.FunctionDef] = {}
    for cell in draft.cells("teaching", kind="code"):
        module = python.tree(cell.source)
        helpers |= {function.name: function for function in python.functions(module)}
        names = _names(list(module.body), helpers)
        if (names & {".subplots", ".subplot_mosaic"} or any(n in names for n in (f"plt.{p}" for p in _PYPLOT))
                or any(re.search(r"\.plot(\.\w+)?$", n) and not n.startswith(("ax", ".")) for n in names)):
            yield cell, names


@rule("figures")
def figures(draft: Draft) -> Iterator[Finding]:
    """At least two figures carry the argument."""
    count = len(list(_figures(draft)))
    if count < 2:
        yield draft.whole(f"the lesson draws {count} figure{'s' * (count != 1)}, two is the least.",
                          "Draw in a teaching cell what the argument turns on.")


@rule("figure-labels")
def figure_labels(draft: Draft) -> Iterator[Finding]:
    """Every figure labels both axes (a picture without axes switches them off)."""
    for cell, names in _figures(draft):
        if ".set_axis_off" in names or ".axis" in names:
            continue
        missing = [axis for axis in "xy" if not names & {f".{axis}label", f".set_{axis}label", f"{axis}label",
                                                         f".sup{axis}label"}]
        if missing:
            yield draft.at(cell, f"the figure does not label its {' and '.join(missing)} axis.",
                           "Label it with its unit, e.g. `ax.set(xlabel=\"hour of day\", ylabel=\"delay (min)\")`.")


@rule("figure-style")
def figure_style(draft: Draft) -> Iterator[Finding]:
    """Figures use the workbook's style."""
    drawn = list(_figures(draft))
    used = any(python.dotted(call.func).endswith("style.use") and "grading.workbook" in
               {str(s.value) for s in python.strings(call)}
               for cell in draft.cells("teaching", kind="code") for call in python.calls(python.tree(cell.source)))
    if drawn and not used:
        yield draft.at(drawn[0][0], "figures are drawn without the workbook's style.",
                       'Add `plt.style.use("grading.workbook")` to the import cell.')


@rule("figure-text")
def figure_text(draft: Draft) -> Iterator[Finding]:
    """The markdown next to a figure says what to see in it."""
    cells = draft.lesson.cells
    for cell, _ in _figures(draft):
        index = draft.index(cell)
        beside = [c for c in cells[max(index - 1, 0):index + 2] if c.kind == "markdown"]
        texts = [s for c in beside for s in re.split(r"(?<=[.!?:])\s", markdown.sentences(c.source))]
        if not any(len(text.split()) >= 4 and _LOOK.search(text) for text in texts):
            yield draft.at(cell, "no text beside the figure says what to see in it.",
                           "Add a sentence before or after it: where to look, and what it shows.")
