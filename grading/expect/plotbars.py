"""The bars of an Axes: what stands under each, how long it is, and in which order they come."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grading.expect.gaps import count
from grading.expect.numbers import likely, number_text


@dataclass(frozen=True)
class Bar:
    """One bar: its place along the axis (middle and beginning), the tick label there, its length, its direction."""

    middle: float
    edge: float
    label: str
    length: float
    lying: bool


def read(ax: Any) -> list[Bar]:
    """The bars from left to right, or from bottom to top."""
    from matplotlib.container import BarContainer

    found = []
    for group in ax.containers:
        if not isinstance(group, BarContainer):
            continue
        lying = group.orientation == "horizontal"
        ticks = _ticks(ax.yaxis if lying else ax.xaxis)
        for bar in group.patches:
            edge, width = (bar.get_y(), bar.get_height()) if lying else (bar.get_x(), bar.get_width())
            low, high = sorted((edge, edge + width))
            length = bar.get_width() if lying else bar.get_height()
            middle = edge + width / 2
            label = next((text for place, text in ticks if math.isclose(place, middle, abs_tol=1e-6)), None)
            if label is None:
                # Bars side by side share the tick that stands under their group.
                label = next((text for place, text in ticks if low <= place <= high), "")
            found.append(Bar(float(middle), float(edge), label, float(length), lying))
    return sorted(found, key=lambda bar: bar.middle)


def problem(bars: list[Bar], want: Any, order: Any, only: bool, tolerance: tuple[float, float]) -> list[str]:
    """The first bar that is not as expected, and what commonly causes it."""
    if isinstance(want, Mapping):
        if found := _by_label(bars, want, only, tolerance):
            return found
    elif want is not None:
        if len(bars) != len(want):
            return [f"should show {count(len(want), 'bar')}, but shows {len(bars)}."]
        for place, (bar, length) in enumerate(zip(bars, want, strict=True), 1):
            if not _same(bar.length, length, tolerance):
                return _length(f"bar {place} from the {'bottom' if bar.lying else 'left'}", bar, length)
    return _order(bars, order) if order is not None else []


def _by_label(bars: list[Bar], want: Mapping[Any, float], only: bool, tolerance: tuple[float, float]) -> list[str]:
    for key, length in want.items():
        mine = [bar for bar in bars if _is(bar, key)]
        if not mine:
            names = [bar.label or _digits(bar.middle) for bar in bars]
            return [f"should show a bar for {key}, but its bars are for {_names(names)}.",
                    "The names under the bars come from the first argument of bar (or from the index)."
                    if all(_is_number(name) for name in names) and not _is_number(str(key)) else ""]
        if not any(_same(bar.length, length, tolerance) for bar in mine):
            return _length(f"the bar for {key}", mine[0], length)
    if only and len(bars) > len(want):
        extra = [bar.label or _digits(bar.middle) for bar in bars if not any(_is(bar, key) for key in want)]
        return [f"should show {count(len(want), 'bar')} and no more, but shows {len(bars)}.",
                f"Not asked for: {_names(extra)}." if extra else ""]
    return []


def _length(what: str, bar: Bar, length: float) -> list[str]:
    return [f"draws {what} with the wrong length: it should be {_digits(float(length), bar.length)}, "
            f"but is {_digits(bar.length, float(length))}.", likely(bar.length, length)]


def _order(bars: list[Bar], order: Any) -> list[str]:
    seen = bars[::-1] if bars[0].lying else bars
    side = "top to bottom" if bars[0].lying else "left to right"
    if order in ("ascending", "descending"):
        lengths = [bar.length for bar in seen]
        if lengths == sorted(lengths, reverse=order == "descending"):
            return []
        word = "shortest to longest" if order == "ascending" else "longest to shortest"
        return [f"should have its bars sorted from {word} ({side}); they are "
                f"{_names([f'{bar.label} {_digits(bar.length)}'.strip() for bar in seen])}.",
                "barh draws the first row at the bottom." if bars[0].lying and lengths == sorted(
                    lengths, reverse=order != "descending") else "Sort the table before you draw it."]
    names = [bar.label or _digits(bar.middle) for bar in seen]
    wanted = [str(key) for key in order]
    if [name for name in names if name in wanted] == wanted:
        return []
    return [f"should have its bars in the order {_names(wanted)} ({side}), but has {_names(names)}."]


def _digits(value: float, other: float | None = None) -> str:
    return number_text(value, other).removesuffix(".0")


def _names(names: list[str]) -> str:
    return ", ".join(names[:12]) + (f" and {len(names) - 12} more" if len(names) > 12 else "")


def _ticks(axis: Any) -> list[tuple[float, str]]:
    """Where the ticks are, and what they say."""
    places = [float(place) for place in axis.get_ticklocs()]
    texts = axis.get_major_formatter().format_ticks(places) if places else []
    return [(place, str(text)) for place, text in zip(places, texts, strict=False) if text]


def _is(bar: Bar, key: Any) -> bool:
    if isinstance(key, str):
        return bar.label.strip() == key.strip()
    try:
        place = float(key)
    except (TypeError, ValueError):
        return bar.label == str(key)
    return any(math.isclose(one, place, rel_tol=1e-6, abs_tol=1e-9) for one in (bar.middle, bar.edge)) \
        or bar.label == str(key)


def _is_number(text: str) -> bool:
    try:
        float(text.replace("\N{MINUS SIGN}", "-"))
    except ValueError:
        return False
    return True


def _same(got: float, want: float, tolerance: tuple[float, float]) -> bool:
    return math.isclose(got, want, rel_tol=tolerance[0], abs_tol=tolerance[1]) or (got != got and want != want)
