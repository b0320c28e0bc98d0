"""How far an audit has come: a bar for every lesson that is being audited, or a line for each on a pipe."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, Task, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars
from rich.table import Column
from rich.text import Text

from grading.audit.report.text import visible, writable


class Progress:
    """Shows lessons, exercises and candidates on standard error while the audit runs, for use in a `with`.

    Several lessons may be under way at once: say which one is meant by its name, or it is the one begun last. Without
    a terminal each lesson is one plain line when it is done.
    """

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(stderr=True, highlight=False)
        self._bars = Bars(
            TextColumn("{task.description}", markup=False,
                       table_column=Column(ratio=1, no_wrap=True, overflow="ellipsis")),
            BarColumn(bar_width=16), MofNCompleteColumn(), _Speed(), TimeRemainingColumn(compact=True),
            console=self._console, transient=True, expand=True, disable=not self._console.is_terminal)
        self._lessons: dict[str, _Lesson] = {}
        self._last = ""

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._bars.stop()

    def lesson(self, name: str, title: str, total_candidates: int = 0) -> None:
        """Begin a lesson; with a total the bar and the time left are those of the lesson, else of each exercise."""
        words = f"{name[:2]} {title}"
        bar = self._bars.add_task(self._shown(words), total=total_candidates or None)
        self._lessons[name] = _Lesson(bar, words, whole=total_candidates > 0)
        self._last = name

    def exercise(self, number: str, title: str, total_candidates: int = 0, lesson: str = "") -> None:
        """The lesson has come to this exercise."""
        at = self._at(lesson)
        words = f"{at.words}: {number} {title}"
        if at.whole:
            self._bars.update(at.bar, description=self._shown(words))
        else:
            self._bars.reset(at.bar, total=total_candidates or None, description=self._shown(words))

    def advance(self, n: int = 1, lesson: str = "") -> None:
        """`n` more candidates are judged."""
        at = self._at(lesson)
        at.candidates += n
        self._bars.advance(at.bar, n)

    def done(self, lesson: str = "") -> None:
        """The lesson is audited: its bar gives way to a line."""
        at = self._at(lesson)
        self._bars.remove_task(at.bar)
        del self._lessons[lesson or self._last]
        line = f"{at.words}: {at.candidates:,} candidates in {time.monotonic() - at.begun:,.0f} s"
        self._console.print(Text(self._shown(line)), soft_wrap=True)

    def _at(self, lesson: str) -> _Lesson:
        return self._lessons[lesson or self._last]

    def _shown(self, text: str) -> str:
        return writable(visible(text), self._console.encoding)


class _Lesson:
    """A lesson under way: its bar, how it is called, and what was judged so far."""

    def __init__(self, bar: TaskID, words: str, whole: bool) -> None:
        self.bar, self.words, self.whole = bar, words, whole
        self.candidates, self.begun = 0, time.monotonic()


class _Speed(ProgressColumn):
    """Candidates a second, lately."""

    def render(self, task: Task) -> Text:
        """The speed of this bar, empty until it is known."""
        return Text(f"{task.speed:,.0f}/s" if task.speed else "", justify="right")
