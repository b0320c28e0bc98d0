"""The mutants of a cell: those of cosmic-ray, what is left out, kinds, order, and that each is a program of its own."""

from __future__ import annotations

import difflib
import json
from pathlib import Path

import pytest
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.provider import OperatorProvider

from grading.audit.mutants import Mutant, canonical, mutants, same
from grading.audit.mutants.left_out import OPERATORS
from grading.lesson import parse
from grading.regions import cut

SHARE = '''def late_share(delays: list[float | None]) -> float | None:
    """Return the share of delays above 15 minutes: 0 < share < 1."""
    # 3 is not a number of the program
    late = 0
    for delay in delays:
        if delay is not None and delay > 15:
            late += 1
    return late / len(delays)'''
EVERYTHING = '''@cache
def f(a: int | None, b=2, *, c=True):
    try:
        while a < b or not c:
            a = -a * b ** 2 % 7 if a != b else ~a
            if a == "late" and b >= 3:
                continue
            break
    except (ValueError, KeyError):
        a = f"{a + 1} of {b}"
    for x in [1, 2]:
        a = a // x | 4
    return a is b
'''


def solutions() -> list[tuple[str, str, str]]:
    """(number, kind, cell as the worked edition shows it) of every exercise with code in the lessons."""
    found = []
    for path in sorted((Path(__file__).parents[2] / "solutions").glob("*.py")):
        for exercise in parse(path).exercises:
            if not exercise.manual:
                lines = cut(exercise.solution.source, "STUB")[0]
                kept = [line for line in lines if line.strip() not in ("### BEGIN SOLUTION", "### END SOLUTION")]
                found.append((exercise.number, exercise.kind, "\n".join(kept).rstrip()))
    return found


LESSONS = solutions()


def by(operator: str, code: str, kind: str = "build") -> list[str]:
    """The changes that operators with this beginning make."""
    return [mutant.change for mutant in mutants(code, kind) if mutant.operator.startswith(operator)]


def test_every_mutant_of_cosmic_ray_is_made_but_for_those_left_out():
    provider = OperatorProvider()
    ours = {canonical(mutant.code) for mutant in mutants(EVERYTHING)}
    missing, applied = [], 0
    for name in provider:
        occurrence = 0
        while name not in OPERATORS and (code := mutate_code(EVERYTHING, provider[name](), occurrence)) is not None:
            occurrence += 1
            applied += 1
            if canonical(code) not in ours and _valid(code) and not same(code, EVERYTHING):
                missing.append((name, occurrence))
    assert applied > 100
    # In the annotation; the mark between parameters; comparisons negated where the comparison itself is changed; an
    # order replaced by identity where it is replaced by equality.
    assert {name for name, _ in missing} <= {
        *(f"ReplaceBinaryOperator_BitOr_{other}" for other in (
            "Add", "Sub", "Mul", "Div", "FloorDiv", "Mod", "Pow", "RShift", "LShift", "BitAnd", "BitXor")),
        "ReplaceBinaryOperator_Mul_Div", "AddNot",
        *(f"ReplaceComparisonOperator_{order}_{same}" for order in ("Lt", "LtE", "Gt", "GtE") for same in ("Is", "IsNot"))}
    assert all(sum(one == name for one, _ in missing) == 1 for name, _ in missing)


def _valid(code: str) -> bool:
    try:
        compile(code, "<test>", "exec")
    except SyntaxError:
        return False
    return True


def test_a_mutant_changes_one_place_and_says_which():
    [found] = [mutant for mutant in mutants(SHARE) if mutant.operator == "ReplaceComparisonOperator_Gt_GtE"]
    assert found == Mutant("ReplaceComparisonOperator_Gt_GtE", "`>` became `>=` in line 6", SHARE.replace("> 15", ">= 15"), 6)


def test_annotations_docstrings_and_comments_are_not_changed():
    head = SHARE.split("\n")[:3]
    changed = [mutant for mutant in mutants(SHARE) if mutant.code.split("\n")[:3] != head]
    assert changed == []


def test_marks_between_parameters_are_no_operators():
    assert by("ReplaceBinaryOperator", "def f(a, /, b, *, c):\n    return c") == []


@pytest.mark.parametrize(("operand", "told"), [
    ("b", True), ('"late"', True), ("257 + 0", True), ("-300", True), ("2.5 + 0", True),
    ('""', False), ('"a"', False), ("True", False), ("-1", False), ("()", False),
])
def test_is_for_equals_is_made_where_equal_values_can_be_two_objects(operand, told):
    code = f"def f(a, b):\n    return a == {operand}"
    assert any(mutant.operator == "ReplaceComparisonOperator_Eq_Is" for mutant in mutants(code)) is told


@pytest.mark.parametrize(("value", "several"), [
    ("late", True), (257, True), (-6, True), (2.5, True), ("a", False), ("", False), (256, False), (-5, False), (True, False),
])
def test_python_has_several_equal_objects_where_is_can_be_told_from_equals(value, several):
    one, other = (json.loads(json.dumps(value)) for _ in range(2))
    assert one == other
    assert (one is not other) is several


def test_values_that_are_manners_only_are_not_changed():
    code = "model = fit(zip(a, b, strict=True), random_state=1, n_jobs=2, depth=3)"
    assert {change for change in by("", code) if "strict" in change or "random_state" in change or "n_jobs" in change} == set()
    assert by("NumberReplacer", code) == ["`3` became `4` in line 1", "`3` became `2` in line 1"]
    assert by("ReplaceTrueWithFalse", code) == []


def test_operators_in_an_f_string_are_changed():
    code = 'text = f"{-delay} minutes, {carrier.strip()}"'
    assert 'text = f"{+delay} minutes, {carrier.strip()}"' in [mutant.code for mutant in mutants(code)]
    assert 'text = f"{-delay} minutes, {carrier}"' in [mutant.code for mutant in mutants(code)]


def test_a_string_in_an_f_string_is_changed_in_its_own_quotes():
    code = """text = f"{row['late']} of {row['all']}\""""
    assert code.replace("'late'", "'all'") in [mutant.code for mutant in mutants(code)]


def test_places_are_found_behind_letters_of_several_bytes():
    code = 'größe = "Ω"; größe2 = abs(größe - 1)'
    assert 'größe = "Ω"; größe2 = größe - 1' in [mutant.code for mutant in mutants(code)]


@pytest.mark.parametrize("code", ["", "# only a comment", '"""Only a docstring."""', "pass", "def f(:\n", "%matplotlib inline",
                                  "import math", "x = y", "\0", "answer = ..."])
def test_a_cell_with_nothing_to_change_has_no_mutants(code):
    assert mutants(code) == []


def test_an_estimate_is_changed_by_a_factor_of_three_at_least():
    code = 'turns = {"a year": 12 * 27_004, "inside": 9, "small": 16 * 25 + 16}'
    numbers = [_entries(mutant.code) for mutant in mutants(code, "estimate") if mutant.operator == "EstimateScaled"]
    assert numbers == [
        (972_144, 9, 416), (108_016, 9, 416), (-324_048, 9, 416),
        (324_048, 9, 1248), (324_048, 9, 138), (324_048, 9, -416),
    ]
    assert by("NumberReplacer", code, "estimate") == ["`9` became `10` in line 1", "`9` became `8` in line 1"]
    assert not any("`+` became `-`" in change for change in by("", code, "estimate"))
    assert any("`+` became `-`" in change for change in by("", code))


def _entries(code: str) -> tuple[int, ...]:
    names: dict[str, dict[str, int]] = {}
    exec(code, names)
    return tuple(names["turns"].values())


def test_an_estimate_from_names_is_changed_where_it_has_large_numbers():
    assert by("", "cost = price * 100 + 2", "estimate").count("`100` became `(100 * 3)` in line 1") == 1
    assert by("NumberReplacer", "cost = price * 100 + 2", "estimate") == ["`2` became `3` in line 1", "`2` became `1` in line 1"]


@pytest.mark.parametrize("kind", ["predict", "read", "decide", "break", "build"])
def test_other_kinds_are_changed_by_one(kind):
    assert by("NumberReplacer", "answer = {'rows': 12000}", kind) == [
        "`12000` became `12001` in line 1", "`12000` became `11999` in line 1"]


def test_every_part_of_an_answer_is_changed_left_out_and_swapped():
    code = 'answer = {\n    "a": 3,\n    "b": "TypeError",  # seen above\n    "c": (8, 6),\n}'
    codes = [mutant.code for mutant in mutants(code, "predict")]
    for old, new in [('"a": 3', '"a": 4'), ('"TypeError"', '""'), ("(8, 6)", "(8,)"), ("(8, 6)", "(6,)"), ("(8, 6)", "(6, 8)"),
                     ('    "a": 3,\n', ""), ('    "c": (8, 6),\n', ""), ("8", "9")]:
        assert any(same(code.replace(old, new), one) for one in codes), (old, new)
    assert any(same(code.replace("3", "'TypeError'", 1).replace('"b": "TypeError"', '"b": 3'), one) for one in codes)


@pytest.mark.parametrize(("number", "kind", "code"), LESSONS, ids=[number for number, _, _ in LESSONS])
def test_of_a_lesson_every_mutant_compiles_is_new_and_has_its_place(number, kind, code, recwarn):
    found = mutants(code, kind)
    # An answer of a few words, 15.5, has nine places to change.
    assert len(found) >= (9 if number == "15.5" else 10)
    assert len({canonical(code), *(canonical(mutant.code) for mutant in found)}) == len(found) + 1
    assert found == sorted(found, key=lambda mutant: (mutant.line, mutant.operator))
    assert found == mutants(code, kind)
    for mutant in found:
        compile(mutant.code, "<mutant>", "exec")
        assert mutant.change.endswith(f" in line {mutant.line}")
        assert 1 <= mutant.line <= code.count("\n") + 1
        if " became " in mutant.change:
            lines = list(difflib.ndiff(code.split("\n"), mutant.code.split("\n")))
            assert sum(line.startswith("- ") for line in lines) <= 2, mutant
