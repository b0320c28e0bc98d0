"""Calls of NumPy, pandas, torch, scikit-learn and the standard library, as learners get them wrong."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grading.audit.mutants.cell import Cell, Mutant, said, tail
from grading.audit.mutants.left_out import MANNERS

# A name after a dot that is called, and what learners take for it.
_OTHERS: dict[str, tuple[str, ...]] = {
    "mean": ("median", "sum"), "median": ("mean",), "sum": ("mean", "max"), "nansum": ("sum",), "nanmean": ("mean",),
    "min": ("max",), "max": ("min",), "argmin": ("argmax",), "argmax": ("argmin",), "argsort": ("argmax",),
    "idxmin": ("idxmax",), "idxmax": ("idxmin",), "any": ("all",), "all": ("any",), "std": ("var",), "var": ("std",),
    "first": ("last",), "last": ("first",), "head": ("tail",), "tail": ("head",), "nlargest": ("nsmallest",),
    "nsmallest": ("nlargest",), "count": ("size", "nunique"), "size": ("count",), "nunique": ("count",),
    "ffill": ("bfill",), "bfill": ("ffill",), "cumsum": ("cumprod",), "cumprod": ("cumsum",), "floor": ("ceil",),
    "ceil": ("floor",), "round": ("floor",), "maximum": ("minimum",), "minimum": ("maximum",), "log": ("log2", "log10"),
    "log1p": ("log",), "expm1": ("exp",), "zeros": ("ones",), "ones": ("zeros",), "zeros_like": ("ones_like",),
    "ones_like": ("zeros_like",), "hstack": ("vstack",), "vstack": ("hstack",), "union": ("intersection",),
    "intersection": ("union",), "append": ("extend",), "extend": ("append",), "startswith": ("endswith",),
    "endswith": ("startswith",), "upper": ("lower",), "lower": ("upper",), "find": ("rfind",), "index": ("count",),
    "keys": ("values",), "values": ("keys",), "fit_transform": ("transform",), "transform": ("fit_transform",),
    "eval": ("train",), "MaxPool2d": ("AvgPool2d",), "AvgPool2d": ("MaxPool2d",), "stdev": ("pstdev",),
    "pstdev": ("stdev",), "variance": ("pvariance",), "pvariance": ("variance",), "softmax": ("log_softmax",),
    "log_softmax": ("softmax",), "permutation": ("shuffle",), "matmul": ("multiply",),
}
_BUILTINS: dict[str, tuple[str, ...]] = {
    "min": ("max",), "max": ("min",), "any": ("all",), "all": ("any",), "int": ("round",), "round": ("int",),
}
# Whole strings that name an aggregate or a kind of join.
WORDS: dict[str, tuple[str, ...]] = {
    "mean": ("median", "sum"), "median": ("mean",), "sum": ("mean", "count"), "min": ("max",), "max": ("min",),
    "first": ("last",), "last": ("first",), "count": ("size",), "size": ("count",), "std": ("var",), "var": ("std",),
    "inner": ("left", "outer"), "left": ("inner", "right"), "outer": ("inner", "left"), "right": ("inner", "left"),
    "any": ("all",), "all": ("any",),
}
# f(x) becomes x, and x.m(…) becomes x. Not float(x), .item() and the like: of NumPy's and torch's numbers they
# change the type only, and an answer is not refused for its manners.
_FUNCTIONS = {"abs", "fabs", "absolute", "sorted", "list", "tuple", "set", "reversed", "round", "floor", "ceil", "sqrt",
              "log", "log1p", "exp", "square", "copy", "deepcopy", "unique", "cumsum", "flip", "ravel", "transpose",
              "pad", "ReLU", "relu", "softmax", "sigmoid", "nan_to_num"}
_METHODS = {"abs", "astype", "casefold", "clip", "clone", "copy", "cumsum", "detach", "diff", "drop", "drop_duplicates",
            "dropna", "fillna", "flatten", "float", "long", "head", "interpolate", "lower", "lstrip", "normalize",
            "nlargest", "permute", "pow", "rank", "ravel", "rename", "replace", "reset_index", "reshape", "round",
            "rstrip", "set_index", "shift", "sort_index", "sort_values", "sqrt", "squeeze", "strip", "swapaxes", "tail",
            "title", "transpose", "unique", "unsqueeze", "upper", "view", "where", "eval", "train", "log", "exp"}
_REDUCTIONS = {"sum", "mean", "max", "min", "argmax", "argmin", "item", "prod", "trace"}
_GUARD = 1e-4  # what is smaller keeps a division from failing, and any small number does
_DIRECTED = {"shift", "diff", "pct_change", "roll"}
# Keyword arguments that turn a call around when they are put in.
_PUT_IN = {"sorted": "reverse=True", "sort": "reverse=True", "sort_values": "ascending=False", "std": "ddof=1",
           "sort_index": "ascending=False", "merge": 'how="outer"', "var": "ddof=1"}
_MODULES = {"np", "numpy", "torch", "math", "pd", "F", "statistics", "copy"}
_PARTS = ("train", "test", "valid", "val", "all", "full")


def mutants(cell: Cell) -> Iterator[Mutant]:
    """The mutants of all operators on calls, and of names of parts of the data taken for each other."""
    own = {node.name for node in cell.nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    names = {node.id for node in cell.nodes if isinstance(node, ast.Name)}
    names |= {node.arg for node in cell.nodes if isinstance(node, ast.arg)}
    for node in cell.nodes:
        if isinstance(node, ast.Call):
            yield from _unwrapped(cell, node)
            yield from _keywords(cell, node)
            yield from _put_in(cell, node)
            yield from _layers(cell, node)
            if tail(node.func) not in own:
                yield from _other(cell, node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            for word in WORDS.get(node.value, ()):
                yield cell.replace("OtherWord", node, cell.quoted(word, node))
        elif isinstance(node, ast.Constant) and isinstance(node.value, float) \
                and node.value % 1 and node.value > _GUARD:
            for factor in (2, 0.5):
                yield cell.replace("NumberScaled", node, repr(node.value * factor))
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield from _part(cell, node, names)


def _other(cell: Cell, node: ast.Call) -> Iterator[Mutant]:
    """Another function of the same family."""
    name = tail(node.func)
    end = cell.span(node.func)[1]
    if isinstance(node.func, ast.Name) and name == "int" and (not node.args or _array_scalar(node.args[0])):
        return
    for other in (_OTHERS if isinstance(node.func, ast.Attribute) else _BUILTINS).get(name, ()):
        yield cell.edit("OtherFunction", (end - len(name), end), other)


def _unwrapped(cell: Cell, node: ast.Call) -> Iterator[Mutant]:
    """A function or a method of a chain left out; what it was applied to stays."""
    name = tail(node.func)
    first = node.args[0] if node.args and not isinstance(node.args[0], ast.Starred) else None
    module = not isinstance(node.func, ast.Attribute) or isinstance(node.func.value, ast.Name)
    if first is not None and module and (name in _FUNCTIONS or (name == "int" and not _array_scalar(first))):
        yield cell.replace("CallLeftOut", node, cell.bracketed(first, node), f"{said(name + '()')} left out")
    if isinstance(node.func, ast.Attribute) and name in _METHODS and not isinstance(cell.parents.get(node), ast.Expr) \
            and not _module(node.func.value):
        start, end = cell.span(node.func.value)[1], cell.span(node)[1]
        yield cell.edit("MethodLeftOut", (start + cell.text[start:end].index("."), end), "",
                        f"{said(cell.text[start:end].lstrip(' )'))} left out")


def _module(owner: ast.expr) -> bool:
    """Whether what stands before the dot is a module, and the call not one of an object's methods."""
    return isinstance(owner, ast.Name) and owner.id in _MODULES


def _array_scalar(node: ast.expr) -> bool:
    """Whether the value is surely one whole number of an array: `int` then changes its type only."""
    match node:
        case ast.Subscript(slice=ast.Tuple()):
            return True
        case ast.Call(func=ast.Attribute(attr=name)):
            return name in _REDUCTIONS
        case ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult() | ast.FloorDiv() | ast.Mod()):
            return _array_scalar(node.left) and _array_scalar(node.right)
    return False


def _keywords(cell: Cell, node: ast.Call) -> Iterator[Mutant]:
    """A keyword argument left out, and the direction of a shift turned."""
    for keyword in node.keywords:
        if keyword.arg is None or keyword.arg in MANNERS:
            continue
        start, end = cell.span(keyword)
        what = f"{said(cell.text[start:end])} left out"
        before = cell.text[:start].rstrip()
        if before.endswith(","):
            start = len(before) - 1
        elif cell.text[end:].lstrip().startswith(","):
            end = cell.text.index(",", end) + 1
            end += len(cell.text[end:]) - len(cell.text[end:].lstrip())
        yield cell.edit("KeywordLeftOut", (start, end), "", what)
    if isinstance(node.func, ast.Attribute) and tail(node.func) in _DIRECTED:
        yield from _turned(cell, node)


def _turned(cell: Cell, node: ast.Call) -> Iterator[Mutant]:
    steps = [*node.args[tail(node.func) == "roll" and len(node.args) > 1:],
             *(keyword.value for keyword in node.keywords if keyword.arg in ("periods", "shifts", "shift"))]
    if not steps and not node.keywords and tail(node.func) != "roll":
        end = cell.span(node)[1]
        yield cell.edit("ShiftTurned", (end - 1, end - 1), "-1", f"{said(cell.source(node))} turned")
    for step in steps[:1]:
        source = cell.source(step)
        yield cell.replace("ShiftTurned", step, source[1:] if source.startswith("-") else f"-{source}")


def _put_in(cell: Cell, node: ast.Call) -> Iterator[Mutant]:
    """A keyword argument that turns the call around, where it has none."""
    name = tail(node.func)
    argument = _PUT_IN.get(name, "")
    given = {keyword.arg for keyword in node.keywords}
    owner = node.func.value if isinstance(node.func, ast.Attribute) else None
    if not argument or argument.split("=")[0] in given or None in given:
        return
    if name in ("std", "var") and not (isinstance(owner, ast.Name) and owner.id in ("np", "numpy")):
        return  # pandas and NumPy differ in the default: one of the two would change nothing
    end = cell.span(node)[1]
    inside = cell.text[:end - 1].rstrip()
    comma = "" if inside.endswith(("(", ",")) else ", "
    yield cell.edit("KeywordPutIn", (len(inside), len(inside)), comma + argument, f"{said(argument)} put in")


def _layers(cell: Cell, node: ast.Call) -> Iterator[Mutant]:
    """A layer of a network or a step of a pipeline left out."""
    if tail(node.func) not in ("Sequential", "Compose", "make_pipeline", "ModuleList") or len(node.args) < 2:
        return
    for index, layer in enumerate(node.args):
        start, end = cell.span(layer)
        if index + 1 < len(node.args):
            begin, stop = start, cell.span(node.args[index + 1])[0]
        else:
            begin, stop = cell.span(node.args[index - 1])[1], end
        yield cell.edit("LayerLeftOut", (begin, stop), "", f"{said(cell.text[start:end])} left out")


def _part(cell: Cell, node: ast.Name, names: set[str]) -> Iterator[Mutant]:
    """Another part of the data: X_test or X for X_train, where the cell knows it."""
    words = node.id.split("_")
    for index, word in enumerate(words):
        if word in _PARTS:
            others = ["_".join([*words[:index], *part, *words[index + 1:]])
                      for part in (*([one] for one in _PARTS if one != word), [])]
            for other in others:
                if other in names and other:
                    yield cell.replace("OtherPart", node, other)
