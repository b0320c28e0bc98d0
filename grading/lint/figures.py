"""Pictures: enough of them, labelled, in our style, with words that say what to see."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from grading.lesson import Cell
from grading.lint import markdown, python
from grading.lint.draft import Draft, Finding, rule

_PYPLOT = {"plot", "bar", "barh", "hist", "scatter", "imshow", "boxplot", "pie", "figure", "step",
           "errorbar", "contourf"}
_TABLE_PLOT = re.compile(r"\.plot(\.\w+)?$")
_LOOK = re.compile(r"\b(see|sees|look|looks|show|shows|notice|watch|compare|read|bars?|lines?|points?|dots?|curves?|"
                   r"colou?rs?|axis|axes|picture|figure|plot|panels?|chart|histogram|peaks?|slopes?|tall(er|est)?|"
                   r"left|right|top|bottom|grid|steps?)\b", re.I)


def _names(nodes: list[ast.stmt], helpers: dict[str, ast.FunctionDef], seen: frozenset[str] = frozenset()) -> set[str]:
    """What is called, and with which keywords, in these statements and in the helpers they call."""
    found: set[str] = set()
    for call in (c for node in nodes if not isinstance(node, ast.FunctionDef) for c in python.calls(node)):
        name = python.dotted(call.func)
        found |= {name, "." + name.rpartition(".")[2], *(str(word.arg) for word in call.keywords)}
        # `ax.axis("off")`, `ax.set(xticks=[])`, `ax.set_xticks([])`: no axis is shown.
        given = [(word.arg, word.value) for word in call.keywords]
        given += [(name.rpartition(".")[2].removeprefix("set_"), argument) for argument in call.args[:1]]
        found |= {f"{what}={ast.unparse(value)}" for what, value in given if ast.unparse(value) in ("[]", "'off'")}
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
        by_name = names & {".subplots", ".subplot_mosaic", *(f"plt.{name}" for name in _PYPLOT)}
        by_table = any(_TABLE_PLOT.search(name) and not name.startswith(("ax", ".")) for name in names)
        if by_name or by_table or _labels_itself(names):
            yield cell, names


def _labels_itself(names: set[str]) -> bool:
    """True for scikit-learn's displays, which write their own labels."""
    return any(re.search(r"Display\.from_\w+$|(^|\.)plot_tree$", name) for name in names)


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
        if names & {".set_axis_off", "axis='off'"} or names >= {"xticks=[]", "yticks=[]"} or _labels_itself(names):
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
    drawn = [draft.index(cell) for cell, _ in _figures(draft)]
    for cell, index in ((cells[index], index) for index in drawn):
        # A text between two figures is about the second.
        near = cells[max(index - 1, 0):index + (1 if index + 2 in drawn else 2)]
        beside = [c for c in near if c.kind == "markdown" and c.role == "teaching"]
        prose = ["\n".join(line for line in markdown.sentences(c.source).split("\n") if not line.startswith("#"))
                 for c in beside]
        texts = [sentence for text in prose for sentence in re.split(r"(?<=[.!?:])\s", text)]
        if not any(len(text.split()) >= 4 and _LOOK.search(text) for text in texts):
            yield draft.at(cell, "no text beside the figure says what to see in it.",
                           "Add a sentence before or after it: where to look, and what it shows.")
