"""The page that `workbook check` prints: plain words for somebody who has worked long enough today."""

from __future__ import annotations

import re
import textwrap

import click

from grading.release import Release, ReleaseExercise
from grading.syllabus import Syllabus
from grading.verdict import ExerciseVerdict, LessonVerdict, State

WIDTH = 78
_WORDS = {
    State.CORRECT: ("done", "green"), State.WRONG: ("not right yet", "yellow"),
    State.NOT_ATTEMPTED: ("not attempted", "blue"), State.TIMED_OUT: ("took too long", "yellow"),
    State.CRASHED: ("broke off", "yellow"), State.ERROR: ("not judged", "red"),
    State.WRITTEN: ("written", "green"),
}
_NUMBERED = re.compile(r"\bHint (\d+) above is about this\.")
_NAMED = re.compile(r"\b[Hh]int \d")
_TABLE = re.compile(r"\s.* \| |\s*-+(\+-+)+$")


def page(verdict: LessonVerdict, release: Release, syllabus: Syllabus, path: str) -> str:
    """The page for a verdict on the notebook at `path`."""
    info = syllabus.lessons[verdict.lesson]
    parts = [click.style(f"{info.number} · {info.title}", bold=True), ""]
    widest = max((len(exercise.number) for exercise in verdict.exercises), default=0)
    parts += [_exercise(exercise, release.exercises[exercise.name], widest) for exercise in verdict.exercises]
    parts += [*([""] if parts[-1].strip() and not parts[-1].endswith("\n") else []), *_points(verdict)]
    if verdict.remarks or verdict.repairs:
        parts += ["", "About your notebook:", *(_fold(text, "  * ", "    ")
                                                for text in (*verdict.remarks, *verdict.repairs))]
    return "\n".join([*parts, "", *_next(verdict, release, syllabus, path)])


def _exercise(exercise: ExerciseVerdict, given: ReleaseExercise, widest: int) -> str:
    word, colour = _WORDS[exercise.state]
    room = WIDTH - 24 - widest
    title = exercise.title if len(exercise.title) <= room - 9 else exercise.title[:room - 10].rstrip() + "…"
    points = f"{exercise.points} of {exercise.possible}" if exercise.possible else ""
    state = click.style(f"{word:<14}", fg=colour)
    line = f"  {state} {exercise.number:<{widest}}  {title:<{room - 8}}{points:>8}".rstrip()
    if exercise.state in (State.CORRECT, State.NOT_ATTEMPTED, State.WRITTEN):
        return line
    return "\n".join([line, "", *_message(exercise, given), ""])


def _message(exercise: ExerciseVerdict, given: ReleaseExercise) -> list[str]:
    """What the check said, folded, and the hint to look at."""
    text = _NUMBERED.sub("", exercise.message).strip("\n")
    lines = [_fold(line, "      ", "      ") for line in text.split("\n") if line.strip()]
    named = _NUMBERED.search(exercise.message)
    if exercise.state is State.ERROR:
        lines.append(_fold("This is not your fault: the lesson or its check broke. Please report it, with this page.",
                           "      ", "      "))
    elif named and int(named[1]) in given.hints:
        lines.append(_fold(f'Look at hint {named[1]} above your cell: "{given.hints[int(named[1])]}".',
                           "      ", "      "))
    elif given.hints and not _NAMED.search(text):
        first = min(given.hints)
        lines.append(_fold(f'Stuck? Hint {first} above your cell: "{given.hints[first]}".', "      ", "      "))
    return lines


def _points(verdict: LessonVerdict) -> list[str]:
    """The points so far, and which of them come from where."""
    count = f"{verdict.points} of {verdict.possible} points"
    if verdict.by_hand:
        extra = "1 more is" if verdict.by_hand == 1 else f"{verdict.by_hand} more are"
        count += f"; {extra} given by a person, for the written answer"
    lines = [_fold(f"{count}.", "", "")]
    if not verdict.hidden:
        lines.append(_fold("Only the checks that you can see ran here; grading adds some that you cannot.", "", ""))
    return lines


def _next(verdict: LessonVerdict, release: Release, syllabus: Syllabus, path: str) -> list[str]:
    """What to do now, in two lines at most."""
    open_ = [exercise for exercise in verdict.exercises
             if exercise.state not in (State.CORRECT, State.WRITTEN)]
    if not any(exercise.state is not State.NOT_ATTEMPTED for exercise in verdict.exercises):
        first = "Nothing is done yet. If you have worked on it, save the notebook (Ctrl+S) and check again."
        return [_fold(first, "", ""), _place(open_[0], release, path)]
    if open_:
        return [_place(open_[0], release, path)]
    number = verdict.lesson[:2]
    names = list(syllabus.lessons)
    after = names[names.index(verdict.lesson) + 1:]
    if not after:
        return [f"Lesson {number} is done. Well worked! It is the last one so far."]
    following = syllabus.lessons[after[0]]
    return [f"Lesson {number} is done. Well worked!",
            _fold(f"Next lesson: {following.number} · {following.title}, in notebooks/{following.name}.", "", "")]


def _place(exercise: ExerciseVerdict, release: Release, path: str) -> str:
    minutes = release.exercises[exercise.name].minutes
    cost = f" ({minutes} min)" if minutes else ""
    return _fold(f'Next: {exercise.title}{cost}. Find "Exercise {exercise.number}" in {path}.', "", "")


def _fold(text: str, first: str, rest: str) -> str:
    """The text in lines of 80 columns at most, each of its own lines indented; rows of tables stay whole."""
    out: list[str] = []
    for line in text.split("\n"):
        if _TABLE.match(line):
            out.append(rest + line)
            continue
        lead = (rest if out else first) + " " * (len(line) - len(line.lstrip()))
        out += textwrap.wrap(line.strip(), WIDTH, initial_indent=lead, subsequent_indent=rest + lead[len(first):],
                             break_long_words=False, break_on_hyphens=False) or [lead]
    return "\n".join(out)
