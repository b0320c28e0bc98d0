"""Which mutants are not made, and why: nobody could learn anything from the tests that let them through."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable
from dataclasses import dataclass

from parso.tree import BaseNode, NodeOrLeaf

from grading.audit.mutants.canonical import canonical
from grading.audit.mutants.cell import Cell, Mutant

# cosmic-ray's operators that are not applied at all.
OPERATORS = {
    "VariableReplacer": "it puts a random number in, so no two audits would be the same; "
                             "operands left out and arguments swapped ask the same of the tests",
    "VariableInserter": "it puts a random operator in, so no two audits would be the same",
}

# Keyword arguments that guard against wrong input, speak, or make a run fast or repeatable: what comes out is as good
# with another value, so they are neither left out nor changed.
MANNERS = {"strict", "verbose", "n_jobs", "encoding", "num_workers", "pin_memory", "device", "random_state", "seed"}


@dataclass(frozen=True)
class Site:
    """A place where one of cosmic-ray's operators would change the cell: (start, end) in characters, and the node."""

    cell: Cell
    operator: str
    span: tuple[int, int]
    node: NodeOrLeaf


def _in_annotation(site: Site) -> bool:
    return any(start <= site.span[0] < end for start, end in site.cell.annotations)


def _in_parameters(site: Site) -> bool:
    parent = site.node.parent
    return parent is not None and (parent.type == "parameters" or parent.type == "lambdef")


def _negated_comparison(site: Site) -> bool:
    if site.operator != "AddNot" or not isinstance(site.node, BaseNode):
        return False
    condition = site.node.children[2 if site.node.type == "test" else 1]
    return isinstance(condition, BaseNode) and condition.type == "comparison" and len(condition.children) == 3


def _in_manners(site: Site) -> bool:
    argument = site.node.search_ancestor("argument")
    return argument is not None and _first_word(argument) in MANNERS


def _first_word(node: NodeOrLeaf) -> str:
    leaf: NodeOrLeaf = node.get_first_leaf()  # type: ignore[no-untyped-call]
    return str(getattr(leaf, "value", ""))


def _of_one_object(site: Site) -> bool:
    if not site.operator.endswith(("_Eq_Is", "_NotEq_IsNot")) or not isinstance(site.node, BaseNode):
        return False
    return any(_one_object(operand.get_code().strip()) for operand in site.node.children[::2])


def _one_object(text: str) -> bool:
    """Whether CPython keeps one object for all values equal to this constant, and of its type."""
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return False
    if isinstance(value, str | bytes):
        return len(value) <= 1 and (not value or ord(value) < 256)
    if isinstance(value, int):
        return -5 <= value <= 256
    return value is None or value is ... or value == ()


def _order_for_identity(site: Site) -> bool:
    return site.operator.endswith(tuple(f"_{order}_{same}" for order in ("Lt", "LtE", "Gt", "GtE")
                                        for same in ("Is", "IsNot")))


# Places where none of cosmic-ray's operators, or not this one, is applied.
SITES: tuple[tuple[str, Callable[[Site], bool]], ...] = (
    ("an annotation is not evaluated by a test, or fails before any test", _in_annotation),
    ("the * and / between parameters are no operators", _in_parameters),
    ("a comparison negated is another comparison, and that one is made", _negated_comparison),
    ("the value of such an argument is a matter of manners", _in_manners),
    # `is` for `==` is a beginner's mistake, and a test can show it: with a string made while it runs, a number
    # above 256, a float. Not where CPython has only one object with that value.
    ("`==` in the place of an order is made, and `is` there differs from that only by which numbers CPython keeps once",
     _order_for_identity),
    ("`is` cannot be told from `==` where equal values are one object", _of_one_object),
)


def reason(site: Site) -> str:
    """Why cosmic-ray's operator is not applied there; empty when it is."""
    return OPERATORS.get(site.operator) or next((why for why, applies in SITES if applies(site)), "")


class Known:
    """The programs there are already: the solution, then every mutant that was let in."""

    def __init__(self, solution: str) -> None:
        self._programs = {canonical(solution): "it is the solution, written differently"}

    def reason(self, mutant: Mutant) -> str:
        """Why a finished mutant is not used; empty when it is, and then it is known from now on."""
        if not compiles(mutant.code):
            return "it does not compile, so no test is asked"
        program = canonical(mutant.code)
        if program in self._programs:
            return self._programs[program]
        self._programs[program] = "an earlier mutant is the same program"
        return ""


def compiles(code: str) -> bool:
    """Whether Python takes the code; what it warns about, such as `is` with a constant, it takes."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(code, "<mutant>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return False
    return True
