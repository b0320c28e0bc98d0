"""Solution cells: what learners are given, and what an answer looks like."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from grading.lesson import Exercise, SourceError
from grading.lint import python
from grading.lint.draft import Draft, Finding, rule
from grading.regions import cut
from grading.stub import stub

_ARRAY = re.compile(r"\b(ndarray|NDArray|Tensor)\b")
_SHAPE = re.compile(r"\bshapes?\b|\((\w+, ?)+\w*\)(?! *->)|scalar", re.I)


def answer_value(exercise: Exercise) -> ast.expr | None:
    """The expression that the solution binds to the exercise's name; None when it is a function."""
    for node in python.tree(exercise.solution.source).body:
        if isinstance(node, ast.Assign) and python.dotted(node.targets[0]) == exercise.name:
            return node.value
        if isinstance(node, ast.AnnAssign) and python.dotted(node.target) == exercise.name:
            return node.value
    return None


@rule("signature")
def signature(draft: Draft) -> Iterator[Finding]:
    """A function that learners write has types on all parameters and on what it returns."""
    for exercise, function in _functions(draft):
        arguments = function.args
        every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        bare = [argument.arg for argument in every if argument.annotation is None]
        bare += ["what it returns"] * (function.returns is None)
        if bare:
            yield draft.at(exercise.solution, f"`{function.name}` has no type for {', '.join(bare)}.",
                           "Add it: the signature is the contract learners work to.", line=function.lineno)


@rule("docstring")
def docstring(draft: Draft) -> Iterator[Finding]:
    """A function that learners write begins with a docstring whose first line says what it returns."""
    for exercise, function in _functions(draft):
        text = ast.get_docstring(function)
        if not text:
            yield draft.at(exercise.solution, f"`{function.name}` has no docstring.",
                           "Say in one line what it returns, then units, ranges, errors.", line=function.lineno)
        elif len(text.split("\n\n")[0].split("\n")) > 1:
            yield draft.at(exercise.solution, f"the docstring of `{function.name}` does not begin with one line.",
                           "Say in one line what it returns; put the rest below an empty line.", line=function.lineno)


@rule("shapes")
def shapes(draft: Draft) -> Iterator[Finding]:
    """Where a function takes or returns arrays, its docstring or signature gives their shapes."""
    for exercise, function in _functions(draft):
        head = ast.get_source_segment(exercise.solution.source, function) or ""
        head = head.split('"""')[0] + (ast.get_docstring(function) or "")
        if _ARRAY.search(head) and not _SHAPE.search(head):
            yield draft.at(exercise.solution, f"`{function.name}` deals in arrays and gives no shape.",
                           "Say it in the docstring, e.g. \"x has the shape (n, d)\".", line=function.lineno)


def _functions(draft: Draft) -> Iterator[tuple[Exercise, ast.FunctionDef]]:
    for exercise in draft.graded:
        for function in python.functions(python.tree(exercise.solution.source)):
            if function.name == exercise.name:
                yield exercise, function


def _is_number(value: ast.expr) -> bool:
    """True for a number, and for a sum worked out of numbers."""
    match value:
        case ast.UnaryOp(operand=inner):
            return _is_number(inner)
        case ast.BinOp(left=left, right=right):
            return _is_number(left) and _is_number(right)
        case ast.Constant(value=constant):
            return type(constant) in (int, float)
    return False


@rule("mark-scheme")
def mark_scheme(draft: Draft) -> Iterator[Finding]:
    """A written answer has a model answer, and below it the rubric by which a person marks it."""
    for exercise in (e for e in draft.lesson.exercises if e.manual):
        model, scheme = cut(exercise.solution.source, "MARK SCHEME")
        if not "".join(scheme).strip():
            yield draft.at(exercise.solution, f"the written answer {exercise.name!r} has no mark scheme.",
                           "Add it between `### BEGIN MARK SCHEME` and `### END MARK SCHEME`.")
        if not "".join(model).strip():
            yield draft.at(exercise.solution, f"the written answer {exercise.name!r} has no model answer.",
                           "Write above the mark scheme what a good answer says.")


@rule("bug-stub")
def bug_stub(draft: Draft) -> Iterator[Finding]:
    """A bug exercise gives learners the broken code, in a STUB region, and it is not the solution."""
    for exercise in draft.graded:
        given = cut(exercise.solution.source, "STUB")[1]
        if not given:
            if exercise.kind == "bug":
                yield draft.at(exercise.solution, f"{exercise.name!r} is a bug to find, and gives no broken code.",
                               "Add it below the answer, commented, between `### BEGIN STUB` and `### END STUB`.")
            continue
        try:
            shown = stub(exercise, draft.lesson.path)
        except SourceError:
            continue  # the rule `python` reports it
        if ast.dump(python.tree(shown)) == ast.dump(python.tree(exercise.solution.source)):
            yield draft.at(exercise.solution, f"what learners get for {exercise.name!r} is already the answer.",
                           "Break the code between `### BEGIN STUB` and `### END STUB`.")


@rule("answer-parts")
def answer_parts(draft: Draft) -> Iterator[Finding]:
    """What is predicted or read has at least three parts, or is a number, so that guessing does not pay."""
    for exercise in draft.graded:
        if exercise.kind not in ("predict", "read"):
            continue
        value = answer_value(exercise)
        number = value is not None and _is_number(value)
        parts = len(value.keys) if isinstance(value, ast.Dict) else (
            len(value.elts) if isinstance(value, ast.List | ast.Tuple | ast.Set) else 0)
        if not number and parts < 3:
            yield draft.at(exercise.solution,
                           f"the answer to {exercise.name!r} has {parts or 'no'} parts and is no number.",
                           "Ask for a number, or for a dict of three parts at least.")
