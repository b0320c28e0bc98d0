"""What an Axes shows, as numbers: lines, bars and points, and the first of them that is not as expected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grading.expect import plotbars
from grading.expect.errors import NotYet, message
from grading.expect.gaps import count
from grading.expect.kinds import family, kind
from grading.expect.numbers import likely, number_text
from grading.expect.show import show

Array = np.ndarray[Any, np.dtype[np.float64]]


@dataclass
class Drawn:
    """Everything that an Axes shows as data."""

    lines: list[tuple[Array, Array]] = field(default_factory=list)
    points: list[tuple[Array, Array]] = field(default_factory=list)
    bars: list[plotbars.Bar] = field(default_factory=list)

    def __str__(self) -> str:
        numbers = {"line": len(self.lines), "bar": len(self.bars), "point": sum(len(x) for x, _ in self.points)}
        return " and ".join(count(number, word) for word, number in numbers.items() if number) or "nothing"


def axes(value: Any, name: str) -> Any:
    """The one Axes that the value is or holds; NotYet when it is none or several."""
    from matplotlib.axes import Axes
    from matplotlib.figure import FigureBase

    if issubclass(type(value), Axes):
        return value
    if issubclass(type(value), FigureBase):
        inside = [ax for ax in value.axes if ax.get_visible() and ax.get_label() != "<colorbar>"]
        if len(inside) == 1:
            return inside[0]
        raise NotYet(message(f"{name} should be a figure with one plot, but it has {len(inside) or 'none'}.",
                             "" if inside else "Was something drawn into another figure, or before this one was made?"))
    cause = {"none": "plt.show() gives nothing back: make the plot with `fig, ax = plt.subplots()`, and keep `ax`.",
             "array": "plt.subplots with several rows or columns gives an array of Axes: pick one.",
             "tuple": "plt.subplots() gives two things: `fig, ax = plt.subplots()`.",
             "list": "plot and bar give a list of what was drawn; `ax` is where it was drawn.",
             "module": "Keep the Axes itself: `fig, ax = plt.subplots()`."}.get(family(value), "")
    shown = f": {show(value)}" if family(value) not in ("none", "array", "list", "tuple") else ""
    raise NotYet(message(f"{name} should be a matplotlib Axes, but is {kind(value)}{shown}.", cause))


def read(ax: Any) -> Drawn:
    """What is drawn: a line with markers only counts as points."""
    from matplotlib.collections import PathCollection

    drawn = Drawn(bars=plotbars.read(ax))
    for line in ax.get_lines():
        if not line.get_visible():
            continue
        data = _floats(line.get_xdata(orig=False)), _floats(line.get_ydata(orig=False))
        if str(line.get_linestyle()) in ("None", "none", "", " "):
            drawn.points.append(data)
        else:
            drawn.lines.append(data)
            if str(line.get_marker()) not in ("None", "none", "", " "):
                drawn.points.append(data)
    for dots in ax.collections:
        if isinstance(dots, PathCollection) and dots.get_visible():
            offsets: Array = np.ma.filled(np.ma.asarray(dots.get_offsets(), dtype=float), np.nan)
            drawn.points.append((offsets[:, 0], offsets[:, 1]))
    return drawn


def problems(drawn: Drawn, ax: Any, lines: Any, bars: Any, points: Any, order: Any, only: bool,
             tolerance: tuple[float, float]) -> list[str]:
    """The first thing that is not shown as expected, and what commonly causes it."""
    wanted = list(lines.items()) if isinstance(lines, Mapping) else [("", pair) for pair in lines or []]
    for label, pair in wanted:
        if found := _line_problem(drawn, _pair(ax, pair), label, tolerance):
            return found
    if only and lines is not None and len(drawn.lines) > len(wanted):
        return [f"should show {count(len(wanted), 'line')} and no more, but shows {len(drawn.lines)}."]
    if bars is not None or order is not None:
        if not drawn.bars:
            return [f"should show bars, but shows {drawn}."]
        if found := plotbars.problem(drawn.bars, bars, order, only, tolerance):
            return found
    return _points_problem(drawn, _pair(ax, points), only, tolerance) if points is not None else []


def _pair(ax: Any, pair: Sequence[Any]) -> tuple[Array, Array]:
    """Expected x and y as the numbers by which the axes know them: dates and categories included."""
    x, y = (list(values) if not hasattr(values, "dtype") else values for values in pair)
    return _floats(ax.convert_xunits(x)), _floats(ax.convert_yunits(y))


def _floats(values: Any) -> Array:
    try:
        return np.ma.filled(np.ma.asarray(values, dtype=float), np.nan).ravel()
    except (TypeError, ValueError):
        return np.full(np.size(values), np.nan)


def _same(got: Array, want: Array, tolerance: tuple[float, float]) -> bool:
    # Matplotlib may keep float32, hence no tighter than 1e-6.
    return got.shape == want.shape and bool(np.allclose(got, want, *tolerance, equal_nan=True))


def _line_problem(drawn: Drawn, want: tuple[Array, Array], label: str, tolerance: tuple[float, float]) -> list[str]:
    x, y = want
    for one, two in drawn.lines:
        for step in (1, -1):
            if _same(one[::step], x, tolerance) and _same(two[::step], y, tolerance):
                return []
    name = f"a line for {label}" if label else f"a line through {count(len(x), 'point')}"
    if not drawn.lines:
        more = "The points are there, but no line joins them." if any(
            _same(one, x, tolerance) and _same(two, y, tolerance) for one, two in drawn.points) else ""
        return [f"should show {name}, but shows {drawn}.", more]
    if any(_same(one, y, tolerance) and _same(two, x, tolerance) for one, two in drawn.lines):
        return [f"should show {name}, but x and y are swapped."]
    near = [pair for pair in drawn.lines if _same(pair[0], x, tolerance)]
    if near:
        return [f"should show {name}, and no line has its values.", *_nearest(near, x, y, tolerance)]
    lengths = sorted({len(one) for one, _ in drawn.lines})
    same = [one for one, two in drawn.lines if _same(two, y, tolerance)]
    if same:
        return [f"should show {name}: its heights are right, its places along x are not.",
                f"  expected x: {show(x.tolist(), 80)}", f"  got x:      {show(same[0].tolist(), 80)}",
                "Without x, plot numbers the points 0, 1, 2, …" if np.array_equal(same[0], np.arange(len(y))) else ""]
    return [f"should show {name} with {count(len(x), 'point')}; it shows {drawn}, with {listed(lengths)} points."]


def listed(numbers: list[int]) -> str:
    """"3", "3 and 4", "3, 4 and 5"."""
    words = [str(number) for number in numbers]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _nearest(near: list[tuple[Array, Array]], x: Array, y: Array, tolerance: tuple[float, float]) -> list[str]:
    """The first place in which the closest line with the right x leaves the expected one."""
    best = min(near, key=lambda pair: float(np.nansum(np.abs(pair[1] - y))))[1]
    wrong = np.flatnonzero(~np.isclose(best, y, rtol=tolerance[0], atol=tolerance[1], equal_nan=True))
    place = int(wrong[0])
    causes = {likely(float(best[i]), float(y[i])) for i in wrong}
    return [f"The nearest one, at x = {number_text(float(x[place]))}, should be at {number_text(float(y[place]))}, "
            f"but is at {number_text(float(best[place]), float(y[place]))} ({len(wrong)} of {len(y)} points differ).",
            causes.pop() if len(causes) == 1 else ""]


def _points_problem(drawn: Drawn, want: tuple[Array, Array], only: bool, tolerance: tuple[float, float]) -> list[str]:
    x, y = want
    if not drawn.points:
        return [f"should show {count(len(x), 'point')} (scatter), but shows {drawn}."]
    together = tuple(np.concatenate([pair[i] for pair in drawn.points]) for i in (0, 1))
    candidates = [together] if only else [together, *drawn.points]
    for one, two in candidates:
        if _same_points(one, two, x, y, tolerance):
            return []
    if any(_same_points(two, one, x, y, tolerance) for one, two in candidates):
        return ["should show these points, but x and y are swapped."]
    number = len(together[0])
    if number != len(x):
        return [f"should show {count(len(x), 'point')}, but shows {number}.",
                "Are rows with missing values, or rows of another group, among them?" if number > len(x) else ""]
    return [f"shows {number} points, as it should, but at other places.",
            f"  expected x from {number_text(float(x.min()))} to {number_text(float(x.max()))}, "
            f"y from {number_text(float(y.min()))} to {number_text(float(y.max()))}",
            f"  got x from {number_text(float(together[0].min()))} to {number_text(float(together[0].max()))}, "
            f"y from {number_text(float(together[1].min()))} to {number_text(float(together[1].max()))}"]


def _same_points(one: Array, two: Array, x: Array, y: Array, tolerance: tuple[float, float]) -> bool:
    if len(one) != len(x):
        return False
    a, b = np.lexsort((two, one)), np.lexsort((y, x))
    return _same(one[a], x[b], tolerance) and _same(two[a], y[b], tolerance)
