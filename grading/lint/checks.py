"""Test cells: kinds first, something hidden, an assertion last, and no answer given away."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grading.lint import python
from grading.lint.draft import Draft, Finding, rule
from grading.regions import cut

_KINDS = {"function", "table", "array", "query", "rows", "filled", "choice", "plot"}
_TYPES = {"isinstance", "callable", "type", "issubclass"}
# These hand something back: a number in the last line of a test cell would be read as partial credit.
_GIVES = {"rng", "rows", "call", "unchanged", "fingerprint"}
_PRINTS = {"print", "display", "sys.stdout.write", "sys.stderr.write", "warnings.warn"}
_FORM = {"len", "set", "type", "isinstance", "list", "sorted", "keys", "sum"}


@rule("test-ends")
def test_ends(draft: Draft) -> Iterator[Finding]:
    """A test cell ends in an assertion: anything else can be read as partial credit."""
    for cell in draft.cells("test"):
        for source, which in ((cell.source, ""), (python.visible(cell.source), " without its hidden tests")):
            body = python.tree(source).body
            if body and not _asserts(body[-1]):
                yield draft.at(cell, f"the test cell{which} does not end in an assertion.",
                               "End it with a check, `expect.…(…)` or `assert`.", line=body[-1].lineno)
                break


def _asserts(node: ast.stmt) -> bool:
    if isinstance(node, ast.For | ast.While | ast.With | ast.If | ast.Try):
        return _asserts((getattr(node, "orelse", None) or node.body)[-1])
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        head, _, name = python.dotted(node.value.func).partition(".")
        return head == "expect" and name not in _GIVES
    return isinstance(node, ast.Assert)


@rule("test-silent")
def test_silent(draft: Draft) -> Iterator[Finding]:
    """A test cell never prints."""
    for cell in draft.cells("test"):
        for call in python.calls(python.tree(cell.source)):
            if python.dotted(call.func) in _PRINTS:
                yield draft.at(cell, f"the test cell calls `{python.dotted(call.func)}`.",
                               "Say it in the message of a check.", line=call.lineno)


@rule("test-hidden")
def test_hidden(draft: Draft) -> Iterator[Finding]:
    """Every graded exercise has a hidden region that checks something."""
    for exercise in draft.graded:
        hidden = [line for cell in exercise.tests for line in cut(cell.source, "HIDDEN TESTS")[1]]
        if not any(line.strip() and not line.strip().startswith("#") for line in hidden):
            yield draft.at(exercise.tests[0], f"the tests of {exercise.name!r} hide nothing.",
                           "Check fresh seeded inputs between `### BEGIN HIDDEN TESTS` and `### END HIDDEN TESTS`.")


@rule("test-fresh")
def test_fresh(draft: Draft) -> Iterator[Finding]:
    """What is built is checked on fresh inputs: hidden tests of a build or query draw some from `expect.rng`."""
    for exercise in draft.graded:
        hidden = "\n".join(line for cell in exercise.tests for line in cut(cell.source, "HIDDEN TESTS")[1])
        if exercise.kind in ("build", "query") and hidden.strip() and "expect.rng(" not in hidden:
            yield draft.at(exercise.tests[0], f"the hidden tests of {exercise.name!r} draw no fresh inputs.",
                           f'Draw some from `expect.rng("{exercise.name}")`, so that no answer passes by heart.')


@rule("test-message")
def test_message(draft: Draft) -> Iterator[Finding]:
    """Every check says the likely cause: `because=` on values and queries, a message on `expect.that` and `assert`."""
    for cell in draft.cells("test"):
        for check in _checks(python.tree(cell.source)):
            if _silent(check):
                yield draft.at(cell, "a check says nothing of the likely cause.",
                               'Add because="…" (for `assert` and `expect.that` a message), in one sentence.',
                               line=check.lineno)


def _silent(check: ast.Call | ast.Assert) -> bool:
    """True where a learner would read only what differs, or hardly a word more."""
    said: ast.expr | None
    if isinstance(check, ast.Assert):
        said = check.msg
    elif isinstance(check.func, ast.Attribute) and check.func.attr == "that":
        words = [word.value for word in check.keywords if word.arg == "message_"]
        said = next(iter([*check.args[1:2], *words]), None)
    elif isinstance(check.func, ast.Attribute) and check.func.attr in ("equal", "close", "query"):
        said = next((word.value for word in check.keywords if word.arg == "because"), None)
    else:
        return False
    return said is None or (isinstance(said, ast.Constant) and len(str(said.value).split()) < 2)


@rule("test-kind-first")
def test_kind_first(draft: Draft) -> Iterator[Finding]:
    """The first check of an exercise is of the kind of thing: a function, a table, a query, a filled dict."""
    for exercise in draft.graded:
        first = exercise.tests[0]
        checks = _checks(python.tree(first.source))
        if checks and not _of_kind(checks[0]):
            yield draft.at(first, f"the tests of {exercise.name!r} check a value before its kind.",
                           "Begin with `expect.function`, `table`, `array`, `query`, `filled`, `choice`, "
                           "or `expect.that(isinstance(…), …)`.", line=checks[0].lineno)


def _checks(module: ast.Module) -> list[ast.Call | ast.Assert]:
    """Expectations and asserts as they stand in the text; `expect.rng` and `expect.call` check nothing."""
    found: list[ast.Call | ast.Assert] = [call for name, call in python.expectations(module)
                                          if name not in ("rng", "begin", "call", "unchanged")]
    found += [node for node in ast.walk(module) if isinstance(node, ast.Assert)]
    return sorted(found, key=lambda node: (node.lineno, node.col_offset))


def _of_kind(check: ast.Call | ast.Assert) -> bool:
    if isinstance(check, ast.Call) and isinstance(check.func, ast.Attribute) and check.func.attr in _KINDS:
        return True
    return any(python.dotted(call.func) in _TYPES for call in python.calls(check))


@rule("form-only")
def form_only(draft: Draft) -> Iterator[Finding]:
    """Learners see only a check of form where they predict or read: the values are checked in hiding."""
    for exercise in draft.graded:
        if exercise.kind not in ("predict", "read"):
            continue
        for cell in exercise.tests:
            module = python.tree(python.visible(cell.source))
            bad = [call for name, call in python.expectations(module)
                   if name not in ("filled", "choice", "that") or _tells(call, exercise.name)]
            bad += [call for call in ast.walk(module)  # type: ignore[misc]
                    if isinstance(call, ast.Assert) and _tells(call, exercise.name)]
            if bad:
                yield draft.at(cell, f"the visible check of {exercise.name!r} looks at values, not only at form.",
                               "Keep `expect.filled` and `expect.choice` visible; move the rest into HIDDEN TESTS.",
                               line=bad[0].lineno)


def _tells(check: ast.AST, name: str) -> bool:
    """True where the answer itself, not its length or its keys, is compared for equality."""
    for node in ast.walk(check):
        if isinstance(node, ast.Compare) and any(isinstance(op, ast.Eq | ast.Is) for op in node.ops):
            sides = [node.left, *node.comparators]
            if any(_is_answer(side, name) for side in sides):
                return True
    return False


def _is_answer(side: ast.expr, name: str) -> bool:
    if isinstance(side, ast.Call) and python.dotted(side.func).rpartition(".")[2] in _FORM:
        return False
    return any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(side))
