"""Plots by meaning: any way of drawing the right thing passes, colours and sizes never count."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest

mpl.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.axes import Axes

from grading import expect

X, Y = [5, 6, 7], [10.0, 20.0, 15.0]
BARS = {"JFK": 22.0, "EWR": 25.0}


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    plt.close("all")


def axes(draw: Callable[[Axes], Any], **words: Any) -> Axes:
    _, ax = plt.subplots()
    draw(ax)
    ax.set(**({"xlabel": "hour of departure", "ylabel": "late (%)"} | words))
    return ax


@pytest.mark.parametrize("draw", [
    lambda ax: ax.plot(X, Y), lambda ax: ax.plot(X[::-1], Y[::-1], "--", color="red"), lambda ax: ax.plot(np.array(X, dtype=np.float32), Y, "o-"),
    lambda ax: (ax.plot(X, Y), ax.axhline(3), ax.axvline(6)), lambda ax: ax.errorbar(X, Y, yerr=1), lambda ax: pd.Series(Y, index=X).plot(ax=ax),
    lambda ax: (ax.plot(X, [1, 2, 3]), ax.plot(X, Y)),
])
def test_a_line_passes_however_it_is_drawn(draw: Callable[[Axes], Any]) -> None:
    ax = axes(draw)
    expect.plot(ax, lines=[(X, Y)], units={"x": "hour", "y": "%"})
    expect.plot(ax.figure, lines=[(np.array(X), pd.Series(Y))])


def test_dates_and_categories_are_drawn_as_they_are_meant() -> None:
    days = [datetime.date(2013, 1, 1), datetime.date(2013, 2, 1)]
    expect.plot(axes(lambda ax: ax.plot(days, [1, 2])), lines=[(days, [1, 2])])
    expect.plot(axes(lambda ax: ax.plot(pd.to_datetime(days), [1, 2])), lines=[(days, [1, 2])])
    expect.plot(axes(lambda ax: ax.plot(["a", "b"], [1, 2])), lines=[(["a", "b"], [1, 2])])


@pytest.mark.parametrize("draw", [
    lambda ax: ax.bar(list(BARS), list(BARS.values())), lambda ax: ax.barh(list(BARS), list(BARS.values())),
    lambda ax: (ax.bar([0, 1], list(BARS.values())), ax.set_xticks([0, 1], list(BARS))), lambda ax: pd.Series(BARS).plot.bar(ax=ax),
    lambda ax: pd.Series(BARS).plot.barh(ax=ax), lambda ax: ax.bar(list(BARS)[::-1], list(BARS.values())[::-1], width=0.3),
])
def test_bars_pass_however_they_are_drawn(draw: Callable[[Axes], Any]) -> None:
    expect.plot(axes(draw), bars=BARS, only=True)


def test_bars_over_numbers_are_known_by_their_middle_or_edge() -> None:
    expect.plot(axes(lambda ax: ax.bar([0, 15], [3, 4], width=14, align="edge")), bars={0: 3, 15: 4})
    expect.plot(axes(lambda ax: ax.bar([0, 15], [3, 4], width=14)), bars={0: 3, 15: 4})
    expect.plot(axes(lambda ax: ax.hist([1, 1, 2, 9], bins=[0, 5, 10])), bars={0: 3, 5: 1})
    expect.plot(axes(lambda ax: ax.bar([0, 1], [3, 4])), bars=[3, 4])


@pytest.mark.parametrize("draw", [
    lambda ax: ax.scatter(X, Y), lambda ax: ax.plot(X, Y, "o"), lambda ax: (ax.scatter(X[:1], Y[:1]), ax.scatter(X[1:], Y[1:])),
    lambda ax: ax.scatter(X[::-1], Y[::-1], c=[1, 2, 3]),
])
def test_points_pass_however_they_are_drawn(draw: Callable[[Axes], Any]) -> None:
    expect.plot(axes(draw), points=(X, Y))


@pytest.mark.parametrize(("draw", "options", "says"), [
    (lambda ax: None, {"lines": [(X, Y)]}, "but shows nothing"), (lambda ax: ax.scatter(X, Y), {"lines": [(X, Y)]}, "no line joins them"),
    (lambda ax: ax.plot(X, [10, 20, 16]), {"lines": [(X, Y)]}, "at x = 7.0, should be at 15.0, but is at 16.0 (1 of 3 points differ)"),
    (lambda ax: ax.plot(X[:2], Y[:2]), {"lines": [(X, Y)]}, "with 2 points"), (lambda ax: ax.plot(Y, X), {"lines": [(X, Y)]}, "swapped"),
    (lambda ax: (ax.plot(X, Y), ax.plot(X, Y)), {"lines": [(X, Y)], "only": True}, "1 line and no more, but shows 2"),
    (lambda ax: ax.plot(X, Y), {"bars": BARS}, "should show bars, but shows 1 line"), (lambda ax: ax.bar(["JFK", "LGA"], [22, 20]), {"bars": BARS}, "a bar for EWR"),
    (lambda ax: ax.bar([0, 1], [22, 25]), {"bars": BARS}, "The names under the bars"), (lambda ax: ax.bar(list(BARS), [22, 26]), {"bars": BARS}, "should be 25, but is 26"),
    (lambda ax: ax.bar(["JFK", "EWR", "LGA"], [22, 25, 1]), {"bars": BARS, "only": True}, "Not asked for: LGA"),
    (lambda ax: ax.bar(list(BARS), [22, 25]), {"order": "descending"}, "longest to shortest"), (lambda ax: ax.bar(list(BARS), [22, 25]), {"order": ["EWR", "JFK"]}, "in the order EWR, JFK"),
    (lambda ax: ax.barh(["EWR", "JFK"], [25, 22]), {"order": "descending"}, "first row at the bottom"), (lambda ax: ax.bar(list(BARS), [22, 25]), {"bars": [22]}, "should show 1 bar, but shows 2"),
    (lambda ax: ax.scatter([*X, 9], [*Y, 9]), {"points": (X, Y)}, "3 points, but shows 4"), (lambda ax: ax.scatter(Y, X), {"points": (X, Y)}, "swapped"),
    (lambda ax: ax.scatter(X, [1, 2, 3]), {"points": (X, Y)}, "at other places"), (lambda ax: ax.plot(X, Y), {"title": True}, "needs a title"),
    (lambda ax: ax.plot(X, Y), {"units": {"y": "minutes"}}, 'the unit ("minutes")'), (lambda ax: ax.plot(X, Y), {"labels": {"x": "month"}}, 'needs "month"'),
    (lambda ax: ax.plot(X, Y), {"legend": ["train"]}, "which line is train"), (lambda ax: ax.plot(X, Y), {"ylim": (0, None)}, "y axis begin at 0"),
    (lambda ax: ax.plot(X, Y), {"scale": {"y": "log"}}, "a log scale on its y axis"),
])
def test_another_picture_is_refused_with_what_it_shows(draw: Callable[[Axes], Any], options: dict[str, Any], says: str) -> None:
    with pytest.raises(expect.NotYet) as caught:
        expect.plot(axes(draw), **options)
    assert says in str(caught.value)


def test_an_axis_without_a_label_is_refused() -> None:
    with pytest.raises(expect.NotYet, match="needs a label on its y axis"):
        expect.plot(axes(lambda ax: ax.plot(X, Y), ylabel=" "), lines=[(X, Y)])
    expect.plot(axes(lambda ax: ax.plot(X, Y), ylabel=""), lines=[(X, Y)], labels=False)


@pytest.mark.parametrize(("label", "unit"), [("delay (min)", "minutes"), ("late in percent", "%"), ("Minutes late", "minutes"), ("delay [h]", "hours")])
def test_a_unit_may_be_written_in_its_usual_ways(label: str, unit: str) -> None:
    expect.plot(axes(lambda ax: ax.plot(X, Y), xlabel=label), units={"x": unit})
    with pytest.raises(expect.NotYet):
        expect.plot(axes(lambda ax: ax.plot(X, Y), xlabel="the administrator"), units={"x": unit})


def test_a_name_may_stand_in_a_legend_or_beside_its_line() -> None:
    lines = {"train": (X, Y)}
    expect.plot(axes(lambda ax: (ax.plot(X, Y, label="train loss"), ax.legend())), lines=lines)
    expect.plot(axes(lambda ax: (ax.plot(X, Y), ax.text(7, 15, "Train"))), lines=lines)
    with pytest.raises(expect.NotYet, match="no legend is shown"):
        expect.plot(axes(lambda ax: ax.plot(X, Y, label="train")), lines=lines)


@pytest.mark.parametrize(("value", "says"), [
    (None, "plt.show"), (plt, "but is a module"), (3, "should be a matplotlib Axes"), ([1], "a list"), (np.array([1]), "pick one"),
])
def test_what_is_no_plot_is_named(value: Any, says: str) -> None:
    with pytest.raises(expect.NotYet) as caught:
        expect.plot(value)
    assert says in str(caught.value)


def test_a_figure_with_several_plots_or_none_is_refused() -> None:
    with pytest.raises(expect.NotYet, match="it has 2"):
        expect.plot(plt.subplots(1, 2)[0])
    with pytest.raises(expect.NotYet, match="another figure"):
        expect.plot(plt.figure())
    figure, ax = plt.subplots()
    figure.colorbar(ax.scatter(X, Y, c=Y), ax=ax)
    ax.set(xlabel="a", ylabel="b")
    expect.plot(figure, points=(X, Y))
