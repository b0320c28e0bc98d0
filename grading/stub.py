"""The learner's starting text of a solution cell, made from the solution by rule."""

from __future__ import annotations

import ast
from pathlib import Path

from grading.lesson import Exercise, SourceError
from grading.regions import cut


def stub(exercise: Exercise, path: Path = Path("lesson.py")) -> str:
    """What learners get instead of the solution; SourceError when the solution does not bind the name."""
    cell = exercise.solution
    if exercise.manual:
        return "*Write your answer here.*"
    tree = _parse(exercise, path)
    _, given = cut(cell.source, "STUB")
    if given:
        return _given(exercise, given, path)
    return _rebuild(exercise, tree)


def given_value(exercise: Exercise, path: Path = Path("lesson.py")) -> str | None:
    """The value learners start from as text (a query, or a function's source); None without a STUB region."""
    _, given = cut(exercise.solution.source, "STUB")
    if not given or exercise.manual:
        return None
    text = stub(exercise, path)
    for node in ast.parse(text).body:
        if _binds(node) != exercise.name:
            continue
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            return value.value
        if isinstance(node, ast.FunctionDef):
            return "\n".join(text.split("\n")[_first_line(node) - 1:node.end_lineno])
    raise SourceError(path, exercise.solution.line,
                      f"the STUB of {exercise.name!r} gives neither a function nor a query.",
                      "Put the broken code into a function: only then a check can tell that it is still untouched.")


def _parse(exercise: Exercise, path: Path) -> ast.Module:
    cell = exercise.solution
    try:
        tree = ast.parse(cell.source)
    except SyntaxError as error:
        raise SourceError(path, cell.first + (error.lineno or 1) - 1,
                          f"the solution of {exercise.name!r} is not Python: {error.msg}.", "Mend the cell.") from None
    if exercise.name not in {_binds(node) for node in tree.body}:
        raise SourceError(path, cell.line, f"the solution cell of {exercise.name!r} never binds that name.",
                          f"Assign to `{exercise.name}`, or define a function of that name.")
    return tree


def _given(exercise: Exercise, lines: list[str], path: Path) -> str:
    cell = exercise.solution
    if bad := [line for line in lines if line.strip() and not line.startswith("#")]:
        raise SourceError(path, cell.line, f"the STUB of {exercise.name!r} has a line that is no comment: {bad[0]!r}.",
                          "Put `# ` before every line of a STUB region.")
    text = "\n".join(line[2:] if line.startswith("# ") else line[1:] for line in lines)
    try:
        names = {_binds(node) for node in ast.parse(text).body}
    except SyntaxError as error:
        raise SourceError(path, cell.line, f"the STUB of {exercise.name!r} is not Python: {error.msg}.",
                          "Mend the commented lines.") from None
    if exercise.name not in names:
        raise SourceError(path, cell.line, f"the STUB of {exercise.name!r} never binds that name.",
                          f"Learners must start from something called `{exercise.name}`.")
    return text


def _rebuild(exercise: Exercise, tree: ast.Module) -> str:
    """The solution cell with the answer taken out; what does not belong to it stays as it is."""
    lines = exercise.solution.source.split("\n")
    begin = next((i for i, line in enumerate(lines) if line.strip() == "### BEGIN SOLUTION"), None)
    if begin is not None and not any(isinstance(n, ast.FunctionDef) and n.name == exercise.name for n in tree.body):
        before, after = lines[:begin], lines[_end(lines, begin) + 1:]
        return "\n".join([*before, f"{exercise.name} = ...", *after]).strip("\n")
    out: list[str] = []
    done = 0
    for node in tree.body:
        first, last = _first_line(node), node.end_lineno or node.lineno
        out += lines[done:first - 1]
        if _binds(node) == exercise.name:
            out += _answer(exercise, node, lines)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            out += lines[first - 1:last]
        done = last
    return "\n".join(out).strip("\n")


def _answer(exercise: Exercise, node: ast.stmt, lines: list[str]) -> list[str]:
    name = exercise.name
    if isinstance(node, ast.FunctionDef):
        return _function(exercise, node, lines)
    value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
    if exercise.kind == "query" or (isinstance(value, ast.Constant) and isinstance(value.value, str)
                                    and '"""' in (lines[node.lineno - 1])):
        return [f'{name} = """', f"-- Exercise {exercise.number}: write your query here", '"""']
    if isinstance(value, ast.Dict) and all(isinstance(key, ast.Constant) for key in value.keys):
        keys = [f"    {key.value!r}: ...," for key in value.keys if isinstance(key, ast.Constant)]
        return [f"{name} = {{", *[key.replace("'", '"') for key in keys], "}"]
    return [f"{name} = ..."]


def _function(exercise: Exercise, node: ast.FunctionDef, lines: list[str]) -> list[str]:
    first, last = _first_line(node), node.end_lineno or node.lineno
    stop = f'raise NotImplementedError("Exercise {exercise.number} is not done yet")'
    for index in range(first - 1, last):
        if lines[index].strip() == "### BEGIN SOLUTION":
            indent = lines[index][: len(lines[index]) - len(lines[index].lstrip())]
            end = _end(lines, index)
            return [*lines[first - 1:index], indent + stop, *lines[end + 1:last]]
    head = node.body[0]
    documented = (isinstance(head, ast.Expr) and isinstance(head.value, ast.Constant)
                  and isinstance(head.value.value, str))
    keep = (head.end_lineno or head.lineno) if documented else _signature_end(node)
    return [*lines[first - 1:keep], " " * (node.col_offset + 4) + stop]


def _signature_end(node: ast.FunctionDef) -> int:
    """The last line of the signature of a function without docstring."""
    return max(node.body[0].lineno - 1, node.lineno)


def _end(lines: list[str], begin: int) -> int:
    return next(i for i in range(begin, len(lines)) if lines[i].strip() == "### END SOLUTION")


def _first_line(node: ast.stmt) -> int:
    decorators = node.decorator_list if isinstance(node, ast.FunctionDef | ast.ClassDef) else []
    return min([node.lineno, *(d.lineno for d in decorators)])


def _binds(node: ast.stmt) -> str | None:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return node.name
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return node.target.id
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id
    return None
