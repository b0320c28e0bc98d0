"""`plot`: what a picture says, not how it looks: lines, bars, points, labels, units, limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from grading.expect.errors import NotYet, message
from grading.expect.place import subject

Pairs = tuple[Any, Any]
Lines = Mapping[str, Pairs] | Sequence[Pairs]
Bars = Mapping[Any, float] | Sequence[float]
Words = Mapping[str, str | Sequence[str]]
Limits = tuple[float | None, float | None]


def plot(ax: Any, lines: Lines | None = None, bars: Bars | None = None, points: Pairs | None = None, *,
         labels: bool | Words = True, units: Words | None = None, title: bool | str = False,
         legend: Sequence[str] | None = None, xlim: Limits | None = None, ylim: Limits | None = None,
         scale: Mapping[str, str] | None = None, order: str | Sequence[Any] | None = None,
         only: bool = False, rtol: float = 1e-6, atol: float = 1e-9, because: str = "",
         hint: int | str | None = None) -> None:
    """Nothing when the Axes (or the Figure with one) shows what is described; else NotYet. Colours never count.

    lines: `[(x, y), …]`, or `{"train": (x, y)}` where the name must also be readable, in a legend or beside the line.
    bars: `{"JFK": 0.2, …}` by the label or number under each bar, or the heights from left to right (for barh: from
    bottom to top). points: `(x, y)`, in any order, from scatter or from plot with markers.
    labels: both axes have one (True), or hold these words: `{"x": "hour"}`. units: `{"x": "minutes", "y": "%"}`, a word
    that the label must hold; several are alternatives, and common ways to write a unit are known. title: there is one,
    or it holds this text. legend: names that must be readable somewhere.
    xlim, ylim: where the axis must begin and end, None for anywhere: `ylim=(0, None)`. scale: `{"x": "log"}`.
    order: "ascending" or "descending" for the bars' lengths, or their labels from left to right (barh: top to bottom).
    only: nothing else of a kind that is described may be drawn; otherwise reference lines and the like are welcome.
    """
    from grading.expect import plotread, plotwords

    name = subject("The plot")
    axes = plotread.axes(ax, name)
    drawn = plotread.read(axes)
    problems = plotread.problems(drawn, axes, lines, bars, points, order, only, (rtol, atol))
    if not problems:
        names = [*(legend or []), *(lines if isinstance(lines, Mapping) else [])]
        problems = plotwords.problems(axes, labels, units or {}, title, names)
    if not problems:
        problems = plotwords.axis_problems(axes, xlim, ylim, scale or {})
    if problems:
        raise NotYet(message(f"{name} {problems[0]}", *problems[1:], because=because, hint=hint))
