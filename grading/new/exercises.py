"""The exercises of a fresh lesson: of the kinds that every lesson needs, each part marked as still to be written."""

from __future__ import annotations

from dataclasses import dataclass

HINTS = """\
# <details><summary>Hint 1: …fill in: a nudge, in two or three words…</summary>
#
# …fill in: where to look…
#
# </details>
# <details><summary>Hint 2: …fill in: the idea, in two or three words…</summary>
#
# …fill in: the idea, not the answer…
#
# </details>
"""
FUNCTION = '''\
def {name}(x: float) -> float:
    """Return …fill in: what comes back, then units, ranges, errors…."""
    return x  # …fill in: the solution…
'''
CHECKED = '''\
expect.function({name}, "x")
expect.close(expect.call({name}, 2.0), 2.0, because="…fill in: the likely cause of a wrong answer…", hint=1)
### BEGIN HIDDEN TESTS
_random = expect.rng("{name}")
for _x in _random.uniform(0, 10, 5):
    expect.close(expect.call({name}, float(_x)), float(_x), because="…fill in: an oracle or a property…", hint=2)
### END HIDDEN TESTS
'''
PREDICT = ('''\
{name} = {{
    "first": 1,  # …fill in: a first thing to predict…
    "second": 2,  # …fill in: a second…
    "third": 3,  # …fill in: a third…
}}
''', '''\
expect.filled({name}, keys={{"first": int, "second": int, "third": int}})
### BEGIN HIDDEN TESTS
expect.equal({name}["first"], 1, because="…fill in: what a wrong prediction overlooks…", hint=1)
expect.equal({name}["second"], 2, because="…fill in: what a wrong prediction overlooks…", hint=2)
expect.equal({name}["third"], 3, because="…fill in: what a wrong prediction overlooks…", hint=2)
### END HIDDEN TESTS
''')
BUG = (FUNCTION + '''\
### BEGIN STUB
# def {name}(x: float) -> float:
#     """Return …fill in: the same…."""
#     return -x  # …fill in: the broken code that learners get…
### END STUB
''', CHECKED)
ESTIMATE = ('''\
{name} = 1_000  # …fill in: bytes, operations, minutes or money…
''', '''\
expect.that(type({name}) in (int, float), "…fill in: what kind of number, in which unit…")
### BEGIN HIDDEN TESTS
expect.that(500 <= {name} <= 2_000, "…fill in: within which factor, and what was forgotten…", hint=2)
### END HIDDEN TESTS
''')
BREAK = ('''\
{name} = [0.0]  # …fill in: an input on which the given code fails…
''', '''\
expect.that(isinstance({name}, list), "…fill in: the form of the input…")
### BEGIN HIDDEN TESTS
expect.that(min({name}) <= 0, "…fill in: what the given code did with this input…", hint=1)
### END HIDDEN TESTS
''')
DECIDE = ('''\
{name} = 0.5  # …fill in: what is chosen from the data…
''', '''\
expect.that(isinstance({name}, float | int), "…fill in: the form of the decision…")
### BEGIN HIDDEN TESTS
_fresh = expect.rng("{name}").uniform(0, 1, 1_000)
_cost, _best = abs(_fresh - {name}).mean(), abs(_fresh - 0.5).mean()
expect.that(bool(_cost <= 1.1 * _best), "…fill in: what the choice costs on fresh data, and what was possible…", hint=2)
### END HIDDEN TESTS
''')
CODE = {"predict": PREDICT, "build": (FUNCTION, CHECKED), "bug": BUG, "estimate": ESTIMATE, "break": BREAK,
        "decide": DECIDE}
TASKS = {
    "predict": "what to predict before running anything",
    "build": "what the function takes and returns, with units and edge cases",
    "bug": "what the code should do, and that it does something else",
    "estimate": "what to estimate before it is measured, and within which factor",
    "break": "the given code, and what counts as a failure",
    "decide": "what to decide, from which data, and what mistakes cost",
}


@dataclass(frozen=True)
class Planned:
    """One exercise of a fresh lesson: its place from 1, its kind, the objective it exercises, its points."""

    place: int
    kind: str
    objective: int
    points: int

    @property
    def name(self) -> str:
        """The name that stands for the one learners will bind."""
        return f"fill_in_{self.place}"

    def cells(self) -> str:
        """The task, the solution and the tests, as they stand in the source."""
        solution, test = (text.format(name=self.name) for text in CODE[self.kind])
        return f'''\
# %% [markdown]
# …fill in: {TASKS[self.kind]}, in at most five lines…
#
# *Example:* …fill in: a worked input and output…
#
{HINTS}
# %% solution="{self.name}" kind="{self.kind}" title="…fill in: title…" minutes=5 objective={self.objective}
{solution}
# %% test="{self.name}" points={self.points}
{test}
'''

    def answers(self) -> str:
        """Two right and three wrong answers, as they stand in the answer bank."""
        right = f'# %% right="{self.name}" how="…fill in: how it differs from the solution…"\n'
        wrong = f'# %% wrong="{self.name}" why="…fill in: the misconception…" says="…fill in: a phrase it must get…"\n'
        code = f"{self.name} = None  # …fill in: the answer…\n\n"
        return (right + code) * 2 + (wrong + code) * 3
