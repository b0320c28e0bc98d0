"""Operators on the expressions of a query: comparisons, NULL, aggregates, CASE, arithmetic, constants, columns."""

from __future__ import annotations

from datetime import date, timedelta

from sqlglot import exp

from grading.audit.mutants.sql_clauses import Operator, Replacements, having, without_each

_NEIGHBOURS: dict[type[exp.Expr], tuple[type[exp.Expr], ...]] = {
    exp.LT: (exp.LTE, exp.GT, exp.GTE), exp.LTE: (exp.LT, exp.GT, exp.GTE),
    exp.GT: (exp.GTE, exp.LT, exp.LTE), exp.GTE: (exp.GT, exp.LT, exp.LTE),
    exp.EQ: (exp.NEQ, exp.LTE, exp.GTE), exp.NEQ: (exp.EQ, exp.LT, exp.GT),
    exp.NullSafeEQ: (exp.EQ, exp.NullSafeNEQ), exp.NullSafeNEQ: (exp.NEQ, exp.NullSafeEQ),
    exp.Like: (exp.ILike,), exp.ILike: (exp.Like,),
    exp.Add: (exp.Sub,), exp.Sub: (exp.Add,), exp.Mul: (exp.Div,), exp.Div: (exp.Mul, exp.IntDiv),
    exp.IntDiv: (exp.Div, exp.Mod), exp.Mod: (exp.IntDiv,),
}
_AGGREGATES: dict[type[exp.Expr], tuple[type[exp.Expr], ...]] = {
    exp.Sum: (exp.Avg, exp.Max), exp.Avg: (exp.Sum, exp.Median), exp.Median: (exp.Avg,), exp.Min: (exp.Max,),
    exp.Max: (exp.Min,), exp.Lag: (exp.Lead,), exp.Lead: (exp.Lag,), exp.FirstValue: (exp.LastValue,),
    exp.LastValue: (exp.FirstValue,), exp.Stddev: (exp.Variance,), exp.Variance: (exp.Stddev,),
}
_RANKS = (exp.Rank, exp.DenseRank, exp.RowNumber)
_WRAPPERS = (exp.Round, exp.Abs, exp.Lower, exp.Upper, exp.Trim, exp.Floor, exp.Ceil, exp.Cast, exp.TryCast,
             exp.Coalesce, exp.Nullif, exp.Neg, exp.Filter)


def _neighbour(node: exp.Binary) -> Replacements:
    """The same operands under another sign."""
    for kind in _NEIGHBOURS[type(node)]:
        yield kind(this=node.this.copy(), expression=node.expression.copy())


def _null(node: exp.Is) -> Replacements:
    """IS NULL for IS NOT NULL, and `= NULL` as if NULL were a value."""
    if isinstance(node.expression, exp.Null):
        yield exp.EQ(this=node.this.copy(), expression=exp.null())
        if not isinstance(node.parent, exp.Not):
            yield exp.Not(this=node.copy())


def _not(node: exp.Not) -> Replacements:
    yield node.this.copy()


def _between(node: exp.Between) -> Replacements:
    """Each bound left out of the interval."""
    low, high, this = node.args["low"], node.args["high"], node.this
    for first, second in ((exp.GT, exp.LTE), (exp.GTE, exp.LT)):
        yield exp.Paren(this=exp.And(this=first(this=this.copy(), expression=low.copy()),
                                     expression=second(this=this.copy(), expression=high.copy())))


def _aggregate(node: exp.Expr) -> Replacements:
    """Another function of the same family."""
    for kind in _AGGREGATES[type(node)]:
        yield kind(**{name: value.copy() if isinstance(value, exp.Expr) else value
                      for name, value in node.args.items() if name in kind.arg_types})


def _rank(node: exp.Expr) -> Replacements:
    for kind in _RANKS:
        if not isinstance(node, kind):
            yield kind()


def _count(node: exp.Count) -> Replacements:
    """count(*) for count(column), the other way round, and DISTINCT put in."""
    if isinstance(node.this, exp.Star):
        if column := _column_to_count(node):
            yield having(node, this=column.copy())
    elif not isinstance(node.this, exp.Distinct):
        yield having(node, this=exp.Star())
        yield having(node, this=exp.Distinct(expressions=[node.this.copy()]))


def _column_to_count(node: exp.Count) -> exp.Column | None:
    """A column of the query that rows are not grouped by; None when there is none."""
    select = node.find_ancestor(exp.Select)
    if select is None:
        return None
    group = select.args.get("group")
    keys = group.expressions if group else []
    aliases = {entry.alias for entry in select.expressions}
    return next((column for column in select.find_all(exp.Column, bfs=False)
                 if column not in keys and column.name not in aliases), None)


def _distinct(node: exp.Distinct) -> Replacements:
    """DISTINCT inside an aggregate left out."""
    if isinstance(node.parent, exp.AggFunc) and len(node.expressions) == 1:
        yield node.expressions[0].copy()


def _wrapper(node: exp.Expr) -> Replacements:
    """What a function was applied to, without it; a constant's type is a matter of writing."""
    if not (isinstance(node, exp.Cast) and isinstance(node.this, exp.Literal)):
        inner = node.this.copy()
        yield exp.Paren(this=inner) if isinstance(inner, exp.Binary) and isinstance(node.parent, exp.Binary) else inner


def _case(node: exp.Case) -> Replacements:
    """A WHEN left out, ELSE left out, or `ELSE 0` put in."""
    yield from without_each(node, "ifs")
    yield having(node, default=None if node.args.get("default") else exp.Literal.number(0))


def _in_list(node: exp.In) -> Replacements:
    yield from without_each(node)


def _number(node: exp.Literal) -> Replacements:
    """A whole number one off, a fraction doubled and halved."""
    if node.is_string or isinstance(node.parent, exp.DataTypeParam) or _counted(node):
        return
    if node.this.isdecimal():
        value = int(node.this)
        yield exp.Literal.number(value + 1)
        if value:
            yield exp.Literal.number(value - 1)
        else:
            yield exp.Neg(this=exp.Literal.number(1))
    else:
        for factor in (2, 0.5):
            yield exp.Literal.number(float(node.this) * factor)


def _counted(node: exp.Expr) -> bool:
    """Whether the value is only counted, as the 1 in `count(CASE WHEN … THEN 1 END)`: any other does as well."""
    case = node.parent.parent if isinstance(node.parent, exp.If) and node.arg_key == "true" else None
    return isinstance(case, exp.Case) and isinstance(case.parent, exp.Count)


def _string(node: exp.Literal) -> Replacements:
    """A date a day off, a number of an interval one off, a pattern wider, any other string emptied."""
    if not node.is_string:
        return
    text: str = node.this
    if isinstance(node.parent, exp.Like | exp.ILike) and node is node.parent.expression:
        if not text.startswith("%"):
            yield exp.Literal.string(f"%{text}")
        if not text.endswith("%"):
            yield exp.Literal.string(f"{text}%")
    elif text.isdecimal():
        yield from (exp.Literal.string(str(int(text) + step)) for step in (1, -1))
    elif (day := _date(text)) is not None:
        yield from (exp.Literal.string((day + timedelta(days=step)).isoformat() + text[10:]) for step in (1, -1))
    else:
        yield exp.Literal.string("" if text else "x")


def _date(text: str) -> date | None:
    """The date that a text begins with; None for any other text."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _column(node: exp.Column) -> Replacements:
    """The next other column of the same SELECT; the name of a result only where rows are ordered."""
    root = node.find_ancestor(exp.Select)
    if root is None:
        return
    ordered = node.find_ancestor(exp.Order) is not None
    results = {alias.alias for alias in root.find_all(exp.Alias)}
    columns = {column.sql(): column for column in root.find_all(exp.Column, bfs=False)
               if column.find_ancestor(exp.Select) is root and not isinstance(column.this, exp.Star)
               and (ordered or column.table or column.name not in results)}
    names = list(columns)
    if node.sql() in columns and len(names) > 1:
        yield columns[names[(names.index(node.sql()) + 1) % len(names)]].copy()


OPERATORS: tuple[Operator, ...] = (
    ("OtherSign", tuple(_NEIGHBOURS), _neighbour),
    ("Null", exp.Is, _null),
    ("NotLeftOut", exp.Not, _not),
    ("Between", exp.Between, _between),
    ("OtherFunction", tuple(_AGGREGATES), _aggregate),
    ("OtherFunction", _RANKS, _rank),
    ("Count", exp.Count, _count),
    ("Distinct", exp.Distinct, _distinct),
    ("CallLeftOut", _WRAPPERS, _wrapper),
    ("Case", exp.Case, _case),
    ("EntryLeftOut", exp.In, _in_list),
    ("Number", exp.Literal, _number),
    ("String", exp.Literal, _string),
    ("OtherColumn", exp.Column, _column),
)
