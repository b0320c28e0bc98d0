"""The text of a fresh lesson: every part of the lesson standard, which `workbook lint` refuses until it is written."""

from __future__ import annotations

from grading.new.exercises import Planned

WARM_UP_FROM = "12"
OPENING = """\
# %% [markdown]
# **…fill in: the question a working engineer would ask, as in lessons.toml…**
#
# …fill in: why it matters and what usually goes wrong, in three or four short sentences…
#
# **The delay alert, so far:** …fill in: one line, where this lesson stands in that story…

# %% [markdown]
# ## Set up
#
# …fill in: which libraries and which data, with source, rows and units…

# %%
from pathlib import Path

import matplotlib.pyplot as plt

from grading import expect

DATA = Path("../../data")
plt.style.use("grading.workbook")
# …fill in: the other libraries this lesson needs, and no others…

"""
WARM_UP = """\
# %% [markdown]
# ## Warm-up: …fill in: what two questions bring back from earlier lessons…

"""
SECTION = """\
# %% [markdown]
# ## {number} · …fill in: an idea…
#
# …fill in: the idea, its words and symbols with shapes and units, before they are used…

# %%
example = [1, 2, 3]  # …fill in: the smallest worked example; assert every number that the prose quotes…
example

# %% [markdown]
# **Figure {number}.** …fill in: what is drawn… What to see: …fill in: where to look, and what it shows…

# %%
figure, ax = plt.subplots()
ax.plot(example, example)  # …fill in: the picture that carries the argument…
ax.set(xlabel="…fill in: quantity (unit)…", ylabel="…fill in: quantity (unit)…", title="…fill in: what it shows…")
plt.show()

"""
MISTAKE = """\
# %% [markdown]
# ### Mistake: …fill in: one that everybody makes…
#
# …fill in: the symptom a learner will meet, and how to tell…

# %%
# …fill in: the mistake, happening…

"""
CLOSING = """\
# %% [markdown]
# ## In production
#
# * …fill in: where this bites in a live system…
# * …fill in: where else…
# * …fill in: what to watch…
# * …fill in: what to write down…
# * …fill in: what others do differently…

# %% [markdown]
# ## Recap
#
# * …fill in: objective 1, as a fact now known…
# * …fill in: objective 2, as a fact now known…
# * …fill in: objective 3, as a fact now known…
#
# **Further reading**
#
# * …fill in: author, *title*, year; five at most…
"""
ENTRY = """\
[lessons.{name}]
title = "{title}"
question = "…fill in: the question, as in the first cell…"
minutes = 0  # …fill in: reading and exercises together…
prerequisites = []  # …fill in: the lessons whose words and tools it uses…
objectives = [
    "…fill in: a verb and what a learner can do with it…",
    "…fill in: a second…",
    "…fill in: a third…",
]
covers = ["…fill in: topics…"]
"""


def source(name: str) -> str:
    """The source of the lesson `name`, `solutions/NN_name.py`."""
    warm_up, first, second = _exercises(name)
    opening = OPENING + (WARM_UP + _cells(warm_up) if warm_up else "")
    return (opening + SECTION.format(number=1) + MISTAKE + _cells(first) + SECTION.format(number=2) + _cells(second)
            + CLOSING)


def bank(name: str) -> str:
    """The answer bank of the lesson `name`, `tests/answers/NN_name.py`."""
    exercises = [exercise for section in _exercises(name) for exercise in section]
    return "".join(exercise.answers() for exercise in exercises).rstrip("\n") + "\n"


def entry(name: str, title: str) -> str:
    """The entry of the lesson `name` in `lessons.toml`; a title that is not known yet is to be filled in."""
    return ENTRY.format(name=name, title=title.replace("\\", "\\\\").replace('"', '\\"') or "…fill in: title…")


def _exercises(name: str) -> tuple[list[Planned], list[Planned], list[Planned]]:
    """The exercises of the warm-up (lesson 12 and later), of section 1 and of section 2; together 18 to 20 points."""
    plan = [[("predict", 1, 1), ("build", 1, 1)] if name[:2] >= WARM_UP_FROM else [],
            [("predict", 1, 3), ("build", 1, 3), ("bug", 2, 3)],
            [("estimate", 2, 3), ("break", 3, 3), ("decide", 3, 3)]]
    place = 0
    made: list[list[Planned]] = []
    for section in plan:
        made.append([Planned(place + i, *what) for i, what in enumerate(section, 1)])
        place += len(section)
    return made[0], made[1], made[2]


def _cells(exercises: list[Planned]) -> str:
    return "".join(exercise.cells() for exercise in exercises)
