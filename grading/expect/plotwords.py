"""The words on an Axes: labels with their units, the title, names of lines; and how its axes run."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

# Ways to write a unit that say the same.
_SAME = (("minutes", "minute", "min", "mins"), ("hours", "hour", "h", "hrs"), ("seconds", "second", "s", "sec"),
         ("%", "percent", "per cent"), ("share", "fraction", "proportion"), ("dollars", "dollar", "$", "usd"),
         ("miles", "mile", "mi"), ("kilometres", "kilometers", "km"), ("degrees", "°"), ("milliseconds", "ms"),
         ("bytes", "byte", "b"), ("flights", "flight", "number of flights"))
Wanted = Mapping[str, str | Sequence[str]]


def problems(ax: Any, labels: bool | Wanted, units: Wanted, title: bool | str, names: Sequence[str]) -> list[str]:
    """The first missing word, as the rest of a sentence; empty when all are there."""
    for side in ("x", "y"):
        text = str(getattr(ax, f"get_{side}label")()).strip()
        asked = labels[side] if isinstance(labels, Mapping) and side in labels else None
        if not text and (labels is True or asked is not None or side in units):
            unit = f", with its unit ({_either(units[side])})" if side in units else ""
            return [f"needs a label on its {side} axis that says what is shown{unit}.",
                    f"`ax.set_{side}label(…)` gives it one."]
        if asked is not None and not any(_holds(text, word) for word in _alternatives(asked)):
            return [f"needs {_either(asked)} in the label of its {side} axis, which is \"{text}\"."]
        if side in units and not any(_holds(text, word) for unit in _alternatives(units[side]) for word in _ways(unit)):
            return [f"needs the unit ({_either(units[side])}) in the label of its {side} axis, which is \"{text}\"."]
    said = str(ax.get_title() or ax.get_title("left") or ax.get_title("right") or _super(ax)).strip()
    if title and not said:
        return ["needs a title."]
    if isinstance(title, str) and not _holds(said, title):
        return [f"needs \"{title}\" in its title, which is \"{said}\"."]
    readable = _texts(ax)
    for name in names:
        if not any(_holds(text, name) for text in readable):
            artists = [*ax.get_lines(), *ax.collections, *ax.containers]
            hidden = any(str(artist.get_label()) == name for artist in artists)
            return [f"does not say which line is {name}: write it beside the line, or in a legend.",
                    "The label is set, but no legend is shown: `ax.legend()` shows it." if hidden else ""]
    return []


def axis_problems(ax: Any, xlim: Any, ylim: Any, scale: Mapping[str, str]) -> list[str]:
    """The first axis that runs otherwise than asked, as the rest of a sentence."""
    for side, wanted in scale.items():
        got = getattr(ax, f"get_{side}scale")()
        if got != wanted:
            return [f"should have a {wanted} scale on its {side} axis, but has a {got} one."]
    for side, limits in (("x", xlim), ("y", ylim)):
        low, high = sorted(getattr(ax, f"get_{side}lim")())
        for word, got, want in (("begin", low, limits[0]), ("end", high, limits[1])) if limits else ():
            if want is not None and not math.isclose(got, want, abs_tol=0.005 * (high - low)):
                return [f"should have its {side} axis {word} at {want:g}, but it {word}s at {got:.4g}.",
                        f"`ax.set_{side}lim(…)` sets where it begins and ends."]
    return []


def _texts(ax: Any) -> list[str]:
    """Every text that names something in the picture: legends, annotations, labels of ticks."""
    found = [text.get_text() for text in ax.texts if text.get_visible()]
    for legend in [ax.get_legend(), *getattr(ax.figure, "legends", [])]:
        if legend is not None:
            found += [text.get_text() for text in legend.get_texts()]
    return found


def _super(ax: Any) -> str:
    title = getattr(ax.figure, "_suptitle", None)
    return str(title.get_text()) if title is not None else ""


def _ways(unit: str) -> list[str]:
    return [unit, *next((group for group in _SAME if unit.casefold() in group), ())]


def _alternatives(words: str | Sequence[str]) -> list[str]:
    return [words] if isinstance(words, str) else list(words)


def _either(words: str | Sequence[str]) -> str:
    return " or ".join(f'"{word}"' for word in _alternatives(words))


def _holds(text: str, word: str) -> bool:
    """Whether the word stands in the text, whole, capitals or not."""
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) is not None
