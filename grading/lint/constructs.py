"""What a piece of Python needs to be known, and what a piece of code or a word in a code span shows."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from grading.lint import python, sql

_NODES: dict[type[ast.AST], str] = {
    ast.ListComp: "comprehension", ast.SetComp: "comprehension", ast.DictComp: "comprehension",
    ast.GeneratorExp: "comprehension", ast.Lambda: "lambda", ast.With: "with", ast.Try: "try", ast.Raise: "raise",
    ast.JoinedStr: "f-string", ast.ClassDef: "class", ast.Slice: "slice", ast.IfExp: "conditional expression",
    ast.Starred: "star", ast.NamedExpr: ":=", ast.For: "for", ast.While: "while", ast.If: "if",
    ast.FunctionDef: "def", ast.Return: "return", ast.Yield: "yield", ast.YieldFrom: "yield", ast.Assert: "assert",
    ast.Match: "match", ast.Dict: "dict", ast.Set: "set literal", ast.List: "list", ast.Tuple: "tuple",
    ast.Import: "import", ast.ImportFrom: "import", ast.Global: "global", ast.Nonlocal: "nonlocal",
    ast.Delete: "del", ast.Break: "break", ast.Continue: "continue", ast.AugAssign: "+=",
    ast.AsyncFunctionDef: "async", ast.Await: "await", ast.Subscript: "[ ]",
    ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**", ast.MatMult: "@", ast.BitAnd: "&", ast.BitOr: "|",
    ast.BitXor: "^", ast.Invert: "~", ast.LShift: "<<", ast.RShift: ">>", ast.In: "in", ast.NotIn: "in", ast.Is: "is",
    ast.IsNot: "is", ast.And: "and", ast.Or: "or", ast.Not: "not",
}
# Keywords that teach the construct when they stand in a code span of the prose.
_WORDS = {"lambda", "with", "try", "raise", "class", "for", "while", "if", "def", "yield", "assert", "match", "async",
          "import", "global", "nonlocal", "del", "break", "continue", "in", "is", "and", "or", "not", "return", "await"}
# Calls whose keywords are names the caller invents (columns, keys), not options of the library.
_FREE = {"dict", "agg", "assign", "format", "replace", "_replace", "SimpleNamespace"}
_OPERATORS = re.compile(r":=|//|\*\*|%|@|&|\||~|\+=|\^|<<|>>")
_FORMAT = "format such as :.2f"
_FORMATS = re.compile(r":[<>^]?\d*,?(\.\d+)?[%dfges]\b|:[<>^]?\d*,?(\.\d+)?%")
# What makes a statement out of a piece that stands alone in a code span: `for x in xs:`, `except KeyError:`, `[1:3]`.
_WHOLE = ("{}", "{} pass", "{}: pass", "try: pass\n{} pass", "if x: pass\n{} pass", "x{}", "f({})", "{}\ndef f(): pass")


def needs(source: str) -> dict[str, int]:
    """construct → its first line, for all Python that an answer needs; names it makes itself are its own."""
    module = python.tree(source)
    own = _own(module)
    found: dict[str, int] = {}
    for node, line in _walk(module, 1):
        for construct in _of(node):
            if construct not in own:
                found[construct] = min(found.get(construct, line), line)
    return found


def _walk(node: ast.AST, line: int) -> Iterator[tuple[ast.AST, int]]:
    """Every node with its line; operators have none of their own and take that of their expression."""
    line = getattr(node, "lineno", line)
    yield node, line
    for child in ast.iter_child_nodes(node):
        yield from _walk(child, line)


def _own(module: ast.Module) -> set[str]:
    """The names a piece of Python makes: `f()` variables and functions, `.f` attributes, `f=` parameters."""
    own: set[str] = set()
    for node in ast.walk(module):
        match node:
            case ast.Name(id=name, ctx=ast.Store()):
                own.add(f"{name}()")
            case ast.Attribute(attr=name, ctx=ast.Store()):
                own.add(f".{name}")
            case ast.arg(arg=name):
                own |= {f"{name}()", f"{name}="}
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.AsyncFunctionDef(name=name):
                own |= {f"{name}()", f".{name}"}
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                own.add(f"{name}()")
            case ast.alias(asname=str(name)):
                own.add(f"{name}()")
        if isinstance(node, ast.ClassDef):
            fields = [t for s in node.body for t in ([s.target] if isinstance(s, ast.AnnAssign) else
                                                     s.targets if isinstance(s, ast.Assign) else [])]
            for name in (field.id for field in fields if isinstance(field, ast.Name)):
                own |= {f".{name}", f"{name}="}
    return own


def _of(node: ast.AST) -> list[str]:
    found = [_NODES[type(node)]] if type(node) in _NODES else []
    match node:
        case ast.List(ctx=ast.Store()) | ast.Tuple(ctx=ast.Store()):
            return ["unpacking"]
        case ast.Compare() if len(node.ops) > 1:
            found.append("chained comparison")
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            found += _of_function(node)
        case ast.ClassDef():
            found += ["decorator"] * bool(node.decorator_list) + ["base class"] * bool(node.bases)
        case ast.Call():
            found += ["**kwargs"] * any(word.arg is None for word in node.keywords)
            if python.dotted(node.func).rpartition(".")[2] not in _FREE:
                found += [f"{word.arg}=" for word in node.keywords if word.arg]
        case ast.Attribute(attr=name, ctx=ast.Load()):
            found.append(f".{name}")
        case ast.Name(id=name, ctx=ast.Load()):
            found.append(f"{name}()")
        case ast.alias(name=name):
            found.append(f"{name.rpartition('.')[2]}()")
        case ast.FormattedValue() if node.format_spec:
            found.append(_FORMAT)
        case ast.For() | ast.While() if node.orelse:
            found.append("else of a loop")
        case ast.Dict() if None in node.keys:
            found.append("** in a dict")
    return found


def _of_function(node: python.Function) -> list[str]:
    arguments = node.args
    defaults = bool(arguments.defaults) or any(arguments.kw_defaults)
    return (["decorator"] * bool(node.decorator_list) + ["default argument"] * defaults
            + ["keyword-only argument"] * bool(arguments.kwonlyargs)
            + ["*args"] * bool(arguments.vararg) + ["**kwargs"] * bool(arguments.kwarg))


def taught_by_python(source: str) -> set[str]:
    """What a cell of Python shows: its constructs, every name in it, and the SQL in its strings."""
    module = python.tree(source)
    shown = {construct for node in ast.walk(module) for construct in _of(node)} | _own(module)
    return shown | {construct for text, _ in python.queries(module) for construct in sql.needs(text)}


def taught_by_words(text: str, with_sql: bool = True) -> set[str]:
    """What a code span or block in prose shows, be it Python, SQL (if the lesson has any), or a piece of either."""
    shown = set(_OPERATORS.findall(text)) | ({_FORMAT} if _FORMATS.search(text) else set())
    for piece in (text, *text.split("\n")):
        shown |= _shown_by_piece(piece.strip())
    words = set(re.findall(r"[A-Za-z_]\w*", text))
    for word in words:
        shown |= {f"{word}()", f".{word}", f"{word}="} | {word} & _WORDS
    if with_sql:
        shown |= set(sql.needs(text)) | {f"{word.upper()}()" for word in words}
        shown |= {word for word in words if word.isupper()} & (sql.CLAUSES | sql.SOFT)
    return shown


def _shown_by_piece(piece: str) -> set[str]:
    """The constructs of a piece of Python that need not be a whole statement; none when it is no Python."""
    for whole in _WHOLE if piece else ():
        if python.tree(source := whole.format(piece)).body:
            return taught_by_python(source)
    return set()
