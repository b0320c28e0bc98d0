"""Strict where it matters, tolerant where it does not, and never fooled by what an object says of itself."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest
import torch

from grading import expect

NAN = float("nan")


@pytest.mark.parametrize(("got", "want"), [
    (1, 1.0), (1.0, 1), (np.int64(3), 3), (np.float64(0.5), 0.5), (0.1 + 0.2, 0.3), (NAN, NAN), (Decimal("0.5"), 0.5),
    (np.bool_(True), True), (np.str_("a"), "a"), ([1, [2.0, "a"]], [1.0, [2, "a"]]), ({"a": 1}, {"a": 1.0}),
    ({1, 2}, {2.0, 1}), (None, None), (np.float32(0.1), 0.1), (np.float32(1 / 3), 1 / 3),
    (np.array([1, 2]), np.array([1.0, 2.0])), (torch.tensor([1.0, NAN]), torch.tensor([1.0, NAN])),
    (np.array([0.1], dtype=np.float32), np.array([0.1])), (math.inf, math.inf), (True, True), (b"a", b"a"),
    (pd.DataFrame({"b": [1], "a": [2]}), pd.DataFrame({"a": [2.0], "b": [1]})), (10**400, 10**400),
])
def test_equal_accepts_what_is_the_same(got: Any, want: Any) -> None:
    expect.equal(got, want)


@pytest.mark.parametrize(("got", "want"), [
    (True, 1), (1, True), ("1", 1), (1, "1"), (0, None), (None, 0), ("", None), (NAN, None), (None, NAN), (0.0, NAN),
    ([1], (1,)), ([1, 2], [2, 1]), ({"a": 1}, {"a": True}), ({1: "a"}, {"1": "a"}), ({True}, {1}), (0.1, 0.1 + 1e-8),
    (3, 2.9999), (10**20, 10**20 + 1), ("a", "A"), ("a ", "a"), (-math.inf, math.inf), (1 + 1e-7, 1), (int, 1),
    (np.array([1, 2]), [1, 2]), (np.array([True]), np.array([1])), (np.array([[1, 2]]), np.array([1, 2])),
    (np.array(["1"]), np.array([1])), (torch.tensor([1.0]), np.array([1.0])), (np.float32(0.1001), 0.1),
    (pd.Series([1, 2]), pd.Series([2, 1])), (pd.DataFrame({"a": [1]}), pd.DataFrame({"a": [None]})),
    (pd.DataFrame({"a": [1]}, index=[5]), pd.DataFrame({"a": [1]})), (..., 1), (2 + 1j, 2), (pd.NA, None), (pd.NaT, None),
])
def test_equal_refuses_what_is_not(got: Any, want: Any) -> None:
    with pytest.raises(expect.NotYet):
        expect.equal(got, want)


@pytest.mark.parametrize(("got", "want"), [
    (0.3333, 1 / 3), ([0.3333], (1 / 3,)), (np.array([0.3333], dtype=np.float32), [1 / 3]), (torch.tensor(0.3333), 1 / 3),
    ({"a": 0.3333}, {"a": 1 / 3}), (pd.Series([0.3333]), np.array([1 / 3])), (np.array(0.3333), 1 / 3),
])
def test_close_takes_any_holder_of_numbers_within_the_tolerance(got: Any, want: Any) -> None:
    expect.close(got, want, rtol=1e-3)
    with pytest.raises(expect.NotYet):
        expect.close(got, want, rtol=1e-5)


def test_float32_gets_six_digits_and_float64_nine() -> None:
    expect.close(np.float32(1.000001), 1.0000005)
    with pytest.raises(expect.NotYet):
        expect.close(1.000001, 1.0000005)


class Always:
    def __eq__(self, other: object) -> bool:
        return True

    def __ne__(self, other: object) -> bool:
        return False

    __lt__ = __gt__ = __le__ = __ge__ = lambda self, other: True
    __hash__ = object.__hash__


class AlwaysInt(int):
    __eq__ = Always.__eq__
    __ne__ = Always.__ne__
    __hash__ = int.__hash__

    def __sub__(self, other: Any) -> int:
        return 0


class AlwaysStr(str):
    __eq__ = Always.__eq__
    __ne__ = Always.__ne__
    __hash__ = str.__hash__


class AlwaysFloat(float):
    __eq__ = Always.__eq__
    __hash__ = float.__hash__

    def __sub__(self, other: Any) -> float:
        return 0.0

    def __float__(self) -> float:
        return 3.0


class Liar(list[int]):
    def __len__(self) -> int:
        return 3

    def __iter__(self) -> Any:
        return iter([1, 2, 3])

    def __getitem__(self, key: Any) -> Any:
        return key + 1

    def __repr__(self) -> str:
        raise ValueError


class Silent:
    def __repr__(self) -> str:
        raise SystemExit


class LyingArray(np.ndarray[Any, Any]):
    def __eq__(self, other: object) -> Any:
        return np.ones(3, dtype=bool)

    def __array_function__(self, *_: Any, **__: Any) -> Any:
        return True

    def __array_ufunc__(self, *_: Any, **__: Any) -> Any:
        return np.ones(3, dtype=bool)


class LyingTensor(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        return torch.tensor([3.0])

    def detach(self) -> Any:
        return torch.tensor([3.0])


# Made inside the test: pytest itself compares and shows parameters.
LIES: list[tuple[Any, Any]] = [
    (Always(), 3), (Always(), None), (Always(), "a"), ([Always()], [3]), ({"a": Always()}, {"a": 3}), (AlwaysInt(2), 3),
    (AlwaysStr("b"), "a"), (AlwaysFloat(2.0), 3.0), (Liar([9]), [1, 2, 3]), (Silent(), 3), ([Silent()], [3]),
    (np.zeros(3).view(LyingArray), np.ones(3)), (np.array([Always()], dtype=object), np.array([3], dtype=object)),
    (AlwaysInt(2), 3.0), ({AlwaysStr("b"): 1}, {"a": 1}), (pd.Series([Always()]), pd.Series([3])),
    ([AlwaysFloat(2.0)], [3.0]), ([Liar([9])], [[1, 2, 3]]), (LyingTensor([2.0]), torch.tensor([3.0])),
]


@pytest.mark.parametrize("number", range(len(LIES)))
def test_no_object_talks_its_way_through(number: int) -> None:
    got, want = LIES[number]
    for check in (expect.equal, expect.close):
        with pytest.raises(expect.NotYet) as caught:
            check(got, want)
        assert str(caught.value)


def test_honest_subclasses_are_welcome() -> None:
    import collections
    import enum

    class Level(enum.IntEnum):
        low = 1

    expect.equal(collections.OrderedDict(a=1), {"a": 1})
    expect.equal(collections.Counter("aab"), {"a": 2, "b": 1})
    expect.equal(Level.low, 1)
    expect.equal(collections.namedtuple("P", "x y")(1, 2), (1, 2))


def test_that_takes_only_true_and_false() -> None:
    for condition in (None, 1, "True", [True], np.array([True]), Always(), Silent()):
        with pytest.raises(expect.NotYet, match="needs True or False"):
            expect.that(condition, "seen")
    expect.that(np.bool_(True), "seen")
    with pytest.raises(expect.NotYet, match=r"^seen$"):
        expect.that(False, "seen")


def test_rng_is_the_same_for_a_name_and_another_for_a_cohort(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WORKBOOK_SECRET", raising=False)
    first = expect.rng("a").random(4).tolist()
    assert expect.rng("a").random(4).tolist() == first != expect.rng("b").random(4).tolist()
    monkeypatch.setenv("WORKBOOK_SECRET", "spring")
    salted = expect.rng("a").random(4).tolist()
    assert salted != first and salted == expect.rng("a").random(4).tolist()


def test_a_call_that_exits_or_fails_strangely_is_reported() -> None:
    class Odd(Exception):
        def __str__(self) -> str:
            raise ValueError

    def leave() -> None:
        raise SystemExit(3)

    def odd() -> None:
        raise Odd

    for f in (leave, odd):
        with pytest.raises(expect.NotYet, match="stopped with"):
            expect.call(f)


@pytest.mark.parametrize(("got", "want", "says"), [
    (0.5, 1 / 3, "should be 0.3333, but is 0.5"), (0.3333, 1 / 3, "should be 0.33333, but is 0.3333"), (50.0, 0.5, "should be 0.5, but is 50.0"),
    (1272.5, 1272.4, "should be 1272.4, but is 1272.5"), (123.456789, 1, "should be 1, but is 123.5"), (1.0, 1.00001, "should be 1.00001, but is 1.0"),
    (float("nan"), 1 / 3, "should be 0.3333, but is nan"), (2, 7 / 3, "should be 2.333, but is 2"), (1e20, 1e-7 / 3, "should be 3.333e-08, but is 1e+20"),
    (0.1 + 0.2 + 1e-12, 0.3, "should be 0.3, but is 0.300000000001"), (-0.25, 0.25, "should be 0.25, but is -0.25"), (1234567.891, 3.0, "is 1234567.89."),
    (3.00001, 7.5, "is 3.00001."),
])
def test_numbers_get_as_many_digits_as_tell_them_apart(got: Any, want: Any, says: str) -> None:
    with pytest.raises(expect.NotYet) as caught:
        expect.close(got, want, rtol=1e-14)
    assert says in str(caught.value)


@pytest.mark.parametrize(("got", "want", "says"), [
    ("15", 15, '"15" is not the number 15.'), (" 1.5 ", 1.5, '"1.5" is not the number 1.5.'), ("late", 15, ""), (NameError, "NameError", 'Put quotes round it: "NameError".'),
    (len, "len", "Is the call missing?"),
])
def test_text_and_what_is_none_are_told_apart(got: Any, want: Any, says: str) -> None:
    with pytest.raises(expect.NotYet) as caught:
        expect.equal(got, want)
    cause = str(caught.value).split("\n", 1)[1:]
    assert says in "".join(cause) and bool(cause) is bool(says)


@pytest.mark.parametrize(("got", "says"), [
    (NameError, 'Put quotes round it: "NameError".'), (None, 'Put quotes round it: "None".'), (True, 'Put quotes round it: "True".'),
    (KeyError, "It is a class; the options are text (str)."), (3, "It is a whole number (int); the options are text (str)."),
])
def test_a_choice_without_its_quotes_is_told_so(got: Any, says: str) -> None:
    with pytest.raises(expect.NotYet) as caught:
        expect.choice(got, ["NameError", "None", "True"])
    assert str(caught.value).endswith(says)


def test_a_table_in_a_message_is_one_short_line() -> None:
    frame = pd.DataFrame({"carrier": ["AA"] * 300, "delay": range(300)})
    for check in (lambda: expect.choice(frame, ["a"]), lambda: expect.choice([frame], ["a"]), lambda: expect.filled(frame["delay"], {"a": int}),
                  lambda: expect.query(frame, {}, [])):
        with pytest.raises(expect.NotYet) as caught:
            check()
        lines = str(caught.value).split("\n")
        assert len(lines) <= 2 and len(lines[0]) < 250


def test_none_inside_a_list_is_not_blamed_on_a_missing_return() -> None:
    with pytest.raises(expect.NotYet, match="without `return`"):
        expect.equal(None, [1])
    with pytest.raises(expect.NotYet) as refused:
        expect.equal([1, None], [1, 2])
    assert "a missing value (None)" in str(refused.value) or "None" in str(refused.value)
    assert "return" not in str(refused.value)
