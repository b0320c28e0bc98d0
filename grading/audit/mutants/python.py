"""cosmic-ray's operators: arithmetic, comparisons, numbers, True and False, loops, exceptions, decorators."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from typing import Any

# The provider itself rather than `cosmic_ray.plugins`, which looks through the entry points of every package
# installed, keeps what it finds in the user's cache folder, and would take in operators from elsewhere.
from cosmic_ray.operators.provider import OperatorProvider
from parso.tree import NodeOrLeaf

from grading.audit.mutants.cell import Cell, Mutant, parso_nodes, parso_text
from grading.audit.mutants.left_out import OPERATORS, Site, reason

_PROVIDER = OperatorProvider()
_APPLIED = tuple((name, _PROVIDER[name]()) for name in _PROVIDER if name not in OPERATORS)


def mutants(cell: Cell) -> Iterator[Mutant]:
    """Every one of cosmic-ray's operators at every place where it says it applies, but for those left out.

    `cosmic_ray.mutating.mutate_code` parses the text again for every mutant; here a copy of the tree is changed by
    the same operators, and only the text that the changed node stands for is replaced.
    """
    tree = pickle.dumps(cell.parsed)
    for index, node in enumerate(parso_nodes(cell.parsed)):
        for name, operator in _APPLIED:
            for variant, (start, end) in enumerate(operator.mutation_positions(node)):
                span = cell.place(start), cell.place(end)
                if not reason(Site(cell, name, span, node)):
                    new = _changed(tree, index, operator, variant)
                    yield _mutant(cell, name, (cell.place(node.start_pos), cell.place(node.end_pos)), span, new)


def _changed(tree: bytes, index: int, operator: Any, variant: int) -> str:
    """The text of the node with this index after the operator changed it in a copy of the tree."""
    copy: NodeOrLeaf = pickle.loads(tree)
    node = next(node for place, node in enumerate(parso_nodes(copy)) if place == index)
    result: NodeOrLeaf | None = operator.mutate(node, variant)
    return "" if result is None else parso_text(result).lstrip()


def _mutant(cell: Cell, name: str, node: tuple[int, int], span: tuple[int, int], new: str) -> Mutant:
    """The mutant with a node's text replaced; `span` is the part of the node that the operator says it changes."""
    head, rest = cell.text[node[0]:span[0]], cell.text[span[1]:node[1]]
    if new.startswith(head) and new.endswith(rest) and len(new) > len(head) + len(rest):
        new = new[len(head):len(new) - len(rest)].lstrip()
        node = span
    return cell.edit(name, node, new)
