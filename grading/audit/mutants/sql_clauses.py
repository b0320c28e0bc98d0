"""Operators on the clauses of a query: select list, joins, conditions, groups, order, limits, sets, windows.

An operator takes a node and yields what stands in its place, None for nothing; nodes it yields are its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import reduce
from typing import Any

from sqlglot import exp

Replacements = Iterator[exp.Expr | None]
Operator = tuple[str, type[exp.Expr] | tuple[type[exp.Expr], ...], Callable[[Any], Replacements]]

_SETS = (exp.Union, exp.Except, exp.Intersect)
_COMPARISONS = (exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE)
_SIDES = (None, "LEFT", "RIGHT", "FULL")


def having(node: exp.Expr, **arguments: Any) -> exp.Expr:
    """A copy of the node with some of its arguments replaced."""
    copy = node.copy()
    for name, value in arguments.items():
        copy.set(name, value)
    return copy


def without_each(node: exp.Expr, name: str = "expressions") -> Replacements:
    """Copies of the node, each without one of several entries of a list."""
    entries = node.args.get(name) or []
    if len(entries) > 1:
        for index in range(len(entries)):
            yield having(node, **{name: [entry.copy() for place, entry in enumerate(entries) if place != index]})


def _select_list(node: exp.Select) -> Replacements:
    """A column left out, or renamed, in the outermost select list."""
    if node.find_ancestor(exp.Query) and not isinstance(node.parent, _SETS):
        return
    yield from without_each(node)
    for index, entry in enumerate(node.expressions):
        if isinstance(entry, exp.Alias):
            renamed = having(entry, alias=exp.to_identifier(f"{entry.alias}_2"))
            yield having(node, expressions=[renamed if place == index else other.copy()
                                            for place, other in enumerate(node.expressions)])


def _distinct(node: exp.Select) -> Replacements:
    """DISTINCT left out, or put in where rows could repeat and it matters."""
    if node.args.get("distinct"):
        yield having(node, distinct=None)
        return
    group = node.args.get("group")
    keys = {key.sql() for key in group.expressions} if group else set()
    shown = {entry.unalias().sql() for entry in node.expressions} | {entry.alias_or_name for entry in node.expressions}
    single = (group and keys <= shown) or (not group and node.find(exp.AggFunc))
    around = node.parent.parent if isinstance(node.parent, exp.Subquery) else node.parent
    if not single and not isinstance(around, (*_SETS, exp.In, exp.Exists)):
        yield having(node, distinct=exp.Distinct())


def _join_kind(node: exp.Join) -> Replacements:
    """Another kind of join, where there is a condition."""
    if not (node.args.get("on") or node.args.get("using")) or node.kind == "CROSS":
        return
    if node.kind in ("SEMI", "ANTI"):
        yield having(node, kind="ANTI" if node.kind == "SEMI" else "SEMI")
        return
    sides = _SIDES[:2] if node.method == "ASOF" else _SIDES
    for side in sides:
        if (node.side or None) != side:
            yield having(node, side=side, kind=None)


def _join_condition(node: exp.Join) -> Replacements:
    """A condition of one comparison left out: every row meets every row."""
    on = node.args.get("on")
    if on is not None and not isinstance(on, exp.And):
        yield having(node, on=exp.true())


def _conjunct(node: exp.And | exp.Or) -> Replacements:
    """One of the conditions joined by AND or OR left out."""
    if isinstance(node.parent, type(node)):
        return
    parts = list(node.flatten(unnest=False))
    for index in range(len(parts)):
        rest = [part.copy() for place, part in enumerate(parts) if place != index]
        yield reduce(lambda left, right: type(node)(this=left, expression=right), rest)


def _condition(node: exp.Where | exp.Having | exp.Qualify) -> Replacements:
    """A clause of one condition left out."""
    if not isinstance(node.this, exp.And) and not isinstance(node.parent, exp.Filter):
        yield None


def _negated(node: exp.Expr) -> Replacements:
    """A condition negated; comparisons have their own operator, and NOT is taken away elsewhere."""
    if isinstance(node.parent, exp.Where | exp.Having | exp.Qualify | exp.And | exp.Or | exp.Join | exp.If):
        yield exp.Not(this=node.copy())


def _negated_paren(node: exp.Paren) -> Replacements:
    if isinstance(node.this, exp.And | exp.Or):
        yield from _negated(node)


def _logic(node: exp.And | exp.Or) -> Replacements:
    """AND for OR, OR for AND."""
    left, right = node.this.copy(), node.expression.copy()
    if isinstance(node, exp.Or):
        left, right = (exp.Paren(this=side) if isinstance(side, exp.Or) else side for side in (left, right))
        yield exp.And(this=left, expression=right)
    else:
        new: exp.Expr = exp.Or(this=left, expression=right)
        yield exp.Paren(this=new) if isinstance(node.parent, exp.And) else new


def _group(node: exp.Group) -> Replacements:
    """A key left out, or the only one with the clause."""
    yield from without_each(node)
    if len(node.expressions) == 1:
        yield None


def _order(node: exp.Order) -> Replacements:
    """The clause left out, or one of its keys."""
    yield None
    yield from without_each(node)


def _direction(node: exp.Ordered) -> Replacements:
    """The other direction; NULLs at the other end where the key can be NULL."""
    yield having(node, desc=not node.args.get("desc"))
    if not _never_null(node):
        yield having(node, nulls_first=not node.args.get("nulls_first"))


def _never_null(node: exp.Ordered) -> bool:
    """Whether the key surely has a value: it counts, or the query keeps only rows where it was compared."""
    select = node.find_ancestor(exp.Select)
    key = node.this
    if select is None:
        return False
    shown = {entry.alias: entry.this for entry in select.expressions if isinstance(entry, exp.Alias)}
    if isinstance(shown.get(key.name, key), exp.Count | exp.RowNumber | exp.Rank | exp.DenseRank):
        return True
    where = select.args.get("where")
    if where is None:
        return False
    conditions = list(where.this.flatten()) if isinstance(where.this, exp.And) else [where.this]
    return any(isinstance(one, _COMPARISONS) and key in (one.this, one.expression) for one in conditions) or any(
        isinstance(one, exp.Not) and isinstance(one.this, exp.Is) and one.this.this == key for one in conditions)


def _left_out(_: exp.Expr) -> Replacements:
    yield None


def _set(node: exp.SetOperation) -> Replacements:
    """UNION for UNION ALL and so on; EXCEPT for INTERSECT."""
    yield having(node, distinct=not node.args.get("distinct"))
    if isinstance(node, exp.Except | exp.Intersect):
        kind = exp.Intersect if isinstance(node, exp.Except) else exp.Except
        yield kind(**{name: value.copy() if isinstance(value, exp.Expr) else value
                      for name, value in node.args.items()})


def _window(node: exp.Window) -> Replacements:
    """PARTITION BY left out or one of its keys, and the frame."""
    if len(node.args.get("partition_by") or []) == 1:
        yield having(node, partition_by=None)
    yield from without_each(node, "partition_by")
    frame = node.args.get("spec")
    if frame is not None:
        yield having(node, spec=None)
        kind = frame.args.get("kind")
        if kind in ("ROWS", "RANGE"):
            yield having(node, spec=having(frame, kind="RANGE" if kind == "ROWS" else "ROWS"))


OPERATORS: tuple[Operator, ...] = (
    ("SelectList", exp.Select, _select_list),
    ("Distinct", exp.Select, _distinct),
    ("JoinKind", exp.Join, _join_kind),
    ("JoinCondition", exp.Join, _join_condition),
    ("ConditionLeftOut", (exp.And, exp.Or), _conjunct),
    ("ConditionLeftOut", (exp.Where, exp.Having, exp.Qualify), _condition),
    ("ConditionNegated", (exp.In, exp.Like, exp.ILike, exp.Between, exp.Exists), _negated),
    ("ConditionNegated", exp.Paren, _negated_paren),
    ("AndOr", (exp.And, exp.Or), _logic),
    ("GroupBy", exp.Group, _group),
    ("OrderBy", exp.Order, _order),
    ("OrderDirection", exp.Ordered, _direction),
    ("LimitLeftOut", (exp.Limit, exp.Offset), _left_out),
    ("SetOperation", _SETS, _set),
    ("Window", exp.Window, _window),
)
