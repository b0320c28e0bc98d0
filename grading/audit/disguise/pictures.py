"""Twists what is drawn, in place: all of it taken out, all heights 0, or values in the wrong places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grading.audit.disguise.same import is_of

if TYPE_CHECKING:
    from grading.audit.disguise.twist import Twist


def is_picture(value: Any) -> bool:
    """Whether it is a Figure or Axes of matplotlib."""
    return is_of(value, "matplotlib.axes", "Axes") or is_of(value, "matplotlib.figure", "FigureBase")


def twisted(picture: Any, twist: Twist) -> Any:
    """The same picture, drawn wrong; labels and titles stay. SenselessError when there was nothing to change."""
    from grading.audit.disguise.twist import SenselessError

    ways = {"empty": _clear, "zero": _flatten, "noise": _shuffle}
    if twist.how not in ways:
        raise SenselessError("nothing is compared with a picture")
    all_axes = picture.axes if is_of(picture, "matplotlib.figure", "FigureBase") else [picture]
    if not [ways[twist.how](axes) for axes in all_axes if _drawn(axes)]:
        raise SenselessError("nothing is drawn in it")
    twist.later = True
    twist.note()
    return picture


def _drawn(axes: Any) -> list[Any]:
    return [*axes.lines, *axes.patches, *axes.collections, *axes.images]


def _clear(axes: Any) -> None:
    for artist in _drawn(axes):
        artist.remove()
    axes.containers.clear()
    if axes.get_legend() is not None:
        axes.get_legend().remove()


def _flatten(axes: Any) -> None:
    _redraw(axes, lambda values: values * 0)


def _shuffle(axes: Any) -> None:
    _redraw(axes, _moved)


def _moved(values: Any) -> Any:
    """The values, each in the place of another; where all are equal, other ones."""
    import numpy as np

    turned = np.roll(values, 1, axis=0)
    return turned if len(values) and not np.array_equal(turned, values, equal_nan=True) else values * 2 + 1


def _redraw(axes: Any, change: Any) -> None:
    """Change the heights of everything drawn."""
    import numpy as np

    for line in axes.lines:
        line.set_ydata(change(np.asarray(line.get_ydata(orig=False), dtype=float)))
    for group in axes.collections:
        places = np.ma.getdata(group.get_offsets()).astype(float)
        if len(places):
            places[:, 1] = change(places[:, 1])
            group.set_offsets(places)
    for image in axes.images:
        image.set_data(change(np.asarray(image.get_array(), dtype=float)))
    for bars in axes.containers:
        _rebuild(bars, change)


def _rebuild(bars: Any, change: Any) -> None:
    """Change the lengths of bars, whichever way they lie."""
    import numpy as np

    lies = getattr(bars, "orientation", "vertical") == "horizontal"
    patches = [patch for patch in bars.patches if hasattr(patch, "set_height")] if hasattr(bars, "patches") else []
    lengths = np.array([patch.get_width() if lies else patch.get_height() for patch in patches], dtype=float)
    for patch, length in zip(patches, change(lengths), strict=True):
        patch.set_width(length) if lies else patch.set_height(length)
