"""Tables and arrays: any right form passes, and each difference is named."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
import torch

from grading import expect

WANT = pd.DataFrame({"carrier": ["AA", "UA", "UA"], "share": [0.5, None, 1 / 3]})


@pytest.mark.parametrize("got", [
    WANT, WANT[["share", "carrier"]], WANT.iloc[::-1], WANT.set_index(pd.Index([7, 8, 9])), WANT.astype({"share": "float32"}),
    WANT.astype({"carrier": "category"}), WANT.convert_dtypes(), WANT.astype({"carrier": object}),
    WANT.assign(share=WANT["share"] * (1 + 1e-12)),
])
def test_any_right_table_passes(got: pd.DataFrame) -> None:
    expect.table(got, equals=WANT, rows=3, dtypes={"share": "number"})


@pytest.mark.parametrize(("got", "says"), [
    (WANT.drop(columns="share"), "lacks the column 'share'"), (WANT.assign(x=1), "has 'x', which should not be there"),
    (WANT.iloc[:2], "should have 3 rows, but has 2"), (WANT.fillna(0), "should be missing (NaN), but is 0"),
    (WANT.assign(share=[0.5, None, 0.33]), "rounded to 2 places"), (WANT.dropna(), "have a missing value"),
    (WANT.assign(carrier=["AA", "UA", "AA"]), "in column 'carrier' where share is"), (WANT.assign(share=[True, None, False]), "wrong"),
    (pd.concat([WANT, WANT.iloc[[0]]]), "more than once"), (WANT.iloc[:0], "It is empty"), (WANT.to_dict(), "but is a dict"),
    (WANT["share"], "A Series is one column"), (None, "but is None"), (WANT.to_numpy(), "has no column names"),
    (WANT.groupby("carrier"), "Groups are not a table yet"),
    (pd.DataFrame([["AA", 1, 2]], columns=["carrier", "share", "share"]), "more than one column called 'share'"),
])
def test_a_wrong_table_is_refused_with_its_cause(got: Any, says: str) -> None:
    with pytest.raises(expect.NotYet) as caught:
        expect.table(got, equals=WANT)
    assert says in str(caught.value)


def test_the_cause_stands_before_the_tables() -> None:
    with pytest.raises(expect.NotYet) as caught:
        expect.table(WANT.fillna(0), equals=WANT, because="unknown is not 0", hint=1)
    lines = str(caught.value).split("\n")
    assert lines[1:5] == ["NaN (no value) and 0 are different things: 0 would be a claim.", "Unknown is not 0.", "Hint 1 above is about this.",
                          "  expected:"]


def test_a_nan_in_a_table_is_not_explained_by_sql() -> None:
    with pytest.raises(expect.NotYet) as caught:
        expect.table(WANT.assign(share=[None, None, 1 / 3]), equals=WANT)
    assert "a calculation with NaN gives NaN." in str(caught.value) and "CASE" not in str(caught.value)


class LyingFrame(pd.DataFrame):
    """A table that shows another one."""

    def __getitem__(self, key: Any) -> Any:
        return WANT[key]

    def __len__(self) -> int:
        return 3

    @property
    def columns(self) -> Any:
        return WANT.columns


def test_a_table_is_not_believed() -> None:
    lying = LyingFrame({"carrier": ["AA"], "share": [0.1]})
    for check in (lambda: expect.table(lying, equals=WANT), lambda: expect.equal(lying, WANT)):
        with pytest.raises(expect.NotYet):
            check()


def test_table_order_index_and_columns_count_only_when_asked() -> None:
    ordered = WANT.sort_values("share")
    expect.table(ordered, equals=WANT)
    expect.table(ordered, equals=ordered.reset_index(drop=True), ordered=True)
    expect.table(WANT, columns=["carrier"], more_columns=True)
    for options in ({"ordered": True}, {"ordered": ["share"]}, {"index": True}):
        with pytest.raises(expect.NotYet):
            expect.table(WANT, equals=ordered, **options)  # type: ignore[arg-type]
    with pytest.raises(expect.NotYet, match="in the order"):
        expect.table(WANT, columns=["share", "carrier"], columns_ordered=True)


@pytest.mark.parametrize(("column", "word"), [
    ([1, 2], "int"), ([1.0, None], "float"), (["a", None], "text"), ([True, False], "bool"), ([1, "a"], "object"),
    (pd.to_datetime(["2013-01-01", None]), "date"), (pd.to_timedelta([1, 2]), "duration"), (pd.Categorical(["a", "b"]), "category"),
    (pd.array([1, None], dtype="Int64"), "int"), (np.array([1, 2], dtype="uint8"), "int"),
])
def test_dtypes_are_told_apart_by_meaning(column: Any, word: str) -> None:
    expect.table(pd.DataFrame({"a": column}), dtypes={"a": word})
    with pytest.raises(expect.NotYet, match=r"should hold|dtype"):
        expect.table(pd.DataFrame({"a": column}), dtypes={"a": "bool" if word != "bool" else "text"})


@pytest.mark.parametrize("options", [
    {"shape": (2, 3)}, {"shape": (None, 3)}, {"shape": (2, None), "dtype": "float"}, {"dtype": np.float64}, {"dtype": "float64"},
    {"dtype": "number", "finite": True}, {"within": (0, 1)}, {"library": "numpy", "within": (None, 1)}, {"dtype": float},
])
def test_an_array_as_described_passes(options: dict[str, Any]) -> None:
    expect.array(np.full((2, 3), 0.5), **options)


@pytest.mark.parametrize("options", [
    {"shape": 4, "dtype": "float"}, {"dtype": torch.float32, "library": "torch"}, {"within": (0, 1), "finite": True}, {"dtype": "float32"},
])
def test_a_tensor_as_described_passes(options: dict[str, Any]) -> None:
    expect.array(torch.full((4,), 0.5, requires_grad=True), **options)
    expect.array(torch.full((4,), 0.5, dtype=torch.bfloat16), dtype="float", within=(0, 1))


@pytest.mark.parametrize(("got", "options", "says"), [
    ([0.5], {}, "np.array(…) makes an array"), (0.5, {}, "along which axis"), (np.zeros((3, 2)), {"shape": (2, 3)}, "swapped"),
    (np.zeros(3), {"shape": (1, 3)}, "in another shape"), (np.zeros((2, 3)), {"shape": (None, 4)}, "should have shape (any, 4)"),
    (np.zeros((5, 2)), {"shape": (2, None)}, "swapped"), (np.zeros(2), {"shape": ()}, "should have shape ()"),
    (np.array([1, 2]), {"dtype": "float"}, "Whole numbers stay whole"), (np.array([1.0]), {"dtype": "bool"}, "should hold True/False"),
    (np.array([[1], [1, 2]], dtype=object), {"dtype": "float"}, "different lengths"), (np.array(["1"]), {"within": (0, 1)}, "should hold numbers"),
    (np.array([0.5, np.inf]), {"finite": True}, "at [1]"), (np.array([np.nan]), {"within": (0, 1)}, "should hold no nan"),
    (np.array([[0.5, -0.1]]), {"within": (0, 1)}, "at [0, 1], should hold values of at least 0"), (torch.zeros(2), {"library": "numpy"}, "makes an array of a tensor"),
    (np.zeros(2), {"library": "torch"}, "makes a tensor"), (torch.zeros(2, dtype=torch.int64), {"dtype": torch.float32}, "dtype int64"),
    (np.zeros(2), {"dtype": "float32"}, "NumPy makes float64"), (None, {}, "without `return`"), (pd.Series([1.0]), {}, "to_numpy"),
])
def test_another_array_is_refused_with_its_cause(got: Any, options: dict[str, Any], says: str) -> None:
    with pytest.raises(expect.NotYet) as caught:
        expect.array(got, **options)
    assert says in str(caught.value)


def test_arrays_of_objects_and_objects_that_look_into_themselves_end_in_a_verdict() -> None:
    class Deep:
        def __getitem__(self, place: object) -> Deep:
            return self

        def __len__(self) -> int:
            return 3

    odd = np.empty(2, dtype=object)
    odd[0], odd[1] = np.array([1.0, 2.0]), 3.0
    for got in (odd, [Deep(), Deep()], [Deep(), 1.0]):
        with pytest.raises(expect.NotYet):
            expect.close(got, np.array([1.0, 3.0]), because="two numbers")
