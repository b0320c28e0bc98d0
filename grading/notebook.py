"""From a parsed lesson to its worked edition, and to the index page: notebooks in memory, no files."""

from __future__ import annotations

import hashlib
from collections import Counter

import nbformat
from nbformat import NotebookNode

from grading.lesson import Cell, Exercise, Lesson
from grading.regions import cut
from grading.stub import given_value, stub
from grading.syllabus import LessonInfo, Syllabus

# Kinds whose visible checks look at the form of an answer only: the truth would give it away.
FORM_ONLY = ("predict", "read", "estimate")
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def worked(lesson: Lesson, syllabus: Syllabus) -> NotebookNode:
    """The worked edition: solutions, hidden tests and stubs, nbgrader's metadata, no outputs."""
    exercises = {exercise.name: exercise for exercise in lesson.exercises}
    seen: Counter[str] = Counter()
    notebook = _empty()
    for index, cell in enumerate(lesson.cells):
        source = cell.source
        exercise = exercises.get(cell.exercise or "")
        if index == 0:
            source = header(lesson, syllabus, source)
        if exercise is not None:
            source = _exercise_source(exercise, cell, lesson)
        node = _node(cell, source, seen)
        if exercise is not None and cell.role != "task":
            _describe(node, exercise, cell, lesson)
        notebook.cells.append(node)
    return notebook


def header(lesson: Lesson, syllabus: Syllabus, text: str) -> str:
    """The first cell: title, the author's text, then minutes, points, cost and objectives."""
    info = syllabus.lessons[lesson.name]
    points = f"{lesson.automatic} points" + (f" + {lesson.by_hand} marked by a person" if lesson.by_hand else "")
    facts = [f"about {info.minutes} minutes", f"{len(lesson.exercises)} exercises", points]
    if measured := syllabus.measured.get(lesson.name):
        facts.append(f"about {measured.cpu_seconds:g} s of processor time and {measured.memory_mb} MB of memory")
    before = [_title(name, syllabus) for name in info.prerequisites]
    lines = [f"# {info.number} · {info.title}", "", text, "", "**" + " · ".join(facts) + "**", ""]
    if before:
        lines += [f"Comes after: {', '.join(before)}.", ""]
    lines += ["When you are done you can", "", *[f"{i}. {goal}" for i, goal in enumerate(info.objectives, 1)]]
    return "\n".join(lines)


def index(syllabus: Syllabus, lessons: list[Lesson]) -> NotebookNode:
    """The start page that JupyterLab opens: how to work, and every lesson with a link."""
    rows = [_row(syllabus.lessons[lesson.name], lesson) for lesson in lessons]
    notebook = _empty()
    text = "\n".join([
        "# The AI Engineer's Workbook", "",
        "Open a lesson by its link. Read, run each cell with **Shift+Enter**, and fill in the cells that say "
        "*not done yet*. The cell below each of them checks your answer and says what it saw and where to look. When "
        "it finds nothing wrong, `workbook check 11` in a terminal (*File*, *New*, *Terminal*) tries more cases; "
        "put the lesson's number in the place of 11, and save first.", "",
        f"The walk, from the top down: {walk(syllabus, lessons)}.", "",
        "| Lesson | The question | Hours | Points |", "|---|---|---|---|", *rows, "",
        "Nothing here needs the network. Your work stays in these notebooks, so save as you go.",
    ])
    notebook.cells.append(nbformat.v4.new_markdown_cell(text, id="index"))
    return notebook


def hours(minutes: int) -> str:
    """Minutes as hours, to the nearest quarter: 160 → '2¾'. Under a quarter is a quarter."""
    whole, quarters = divmod(max(round(minutes / 15), 1), 4)
    return (str(whole) if whole else "") + ("", "¼", "½", "¾")[quarters]


def walk(syllabus: Syllabus, lessons: list[Lesson]) -> str:
    """How much the whole walk is, in words and figures: lessons, exercises, points and hours."""
    exercises = sum(len(lesson.exercises) for lesson in lessons)
    points = sum(lesson.automatic + lesson.by_hand for lesson in lessons)
    minutes = sum(syllabus.lessons[lesson.name].minutes for lesson in lessons)
    return f"{len(lessons)} lessons, {exercises} exercises, {points} points, about {round(minutes / 60)} hours"


def grade_id(exercise: Exercise, cell: Cell) -> str:
    """nbgrader's id of a cell of an exercise: `name`, `test_name`, `test_name_2` and so on."""
    if cell.role != "test":
        return exercise.name
    place = next(i for i, other in enumerate(exercise.tests, 1) if other is cell)
    return f"test_{exercise.name}" + (f"_{place}" if place > 1 else "")


def _row(info: LessonInfo, lesson: Lesson) -> str:
    points = str(lesson.automatic) + (f" + {lesson.by_hand}" if lesson.by_hand else "")
    link = f"[{info.number} · {info.title}]({info.name}/{info.name}.ipynb)"
    return f"| {link} | {info.question} | {hours(info.minutes)} | {points} |"


def _title(name: str, syllabus: Syllabus) -> str:
    if name in syllabus.lessons:
        info = syllabus.lessons[name]
        return f"[{info.number} · {info.title}](../{name}/{name}.ipynb)"
    return f"{name[:2]} · {syllabus.planned[name]}"


def _exercise_source(exercise: Exercise, cell: Cell, lesson: Lesson) -> str:
    if cell.role == "task":
        points = "point" if exercise.points == 1 else "points"
        manual = ", marked by a person" if exercise.manual else ""
        cost = f"{exercise.minutes} min, {exercise.points} {points}{manual}"
        return f"### Exercise {exercise.number}: {exercise.title} ({cost})\n\n{cell.source}"
    if cell.role == "test":
        return f"{_begin(exercise, lesson)}\n{cell.source}"
    outside, _ = cut(cell.source, "STUB")
    markers = ("### BEGIN SOLUTION", "### END SOLUTION")
    return "\n".join(line for line in outside if line.strip() not in markers).rstrip()


def _begin(exercise: Exercise, lesson: Lesson) -> str:
    given = given_value(exercise, lesson.path)
    words = [f'"{exercise.name}"', "globals()", f'"{exercise.number}"']
    if given is not None:
        from grading import expect

        words.append(f'given="{expect.fingerprint(given)}"')
    if exercise.kind in FORM_ONLY:
        words.append("form=True")
    return f"from grading import expect; expect.begin({', '.join(words)})"


def _describe(node: NotebookNode, exercise: Exercise, cell: Cell, lesson: Lesson) -> None:
    """Give a solution, test or written answer nbgrader's metadata, its id and its stub."""
    node.id = grade_id(exercise, cell)
    node.metadata["nbgrader"] = {
        "grade": cell.role in ("test", "manual"), "grade_id": node.id, "locked": cell.role == "test",
        "schema_version": 3, "solution": cell.role in ("solution", "manual"), "task": False,
    }
    if cell.role in ("test", "manual"):
        node.metadata["nbgrader"]["points"] = cell.points
    if cell.role in ("solution", "manual"):
        node.metadata["workbook"] = {"stub": stub(exercise, lesson.path)}


def _node(cell: Cell, source: str, seen: Counter[str]) -> NotebookNode:
    make = nbformat.v4.new_markdown_cell if cell.kind == "markdown" else nbformat.v4.new_code_cell
    seen[cell.source] += 1
    place = f"{seen[cell.source]}\n{cell.source}"
    return make(source, id="c-" + hashlib.sha256(place.encode()).hexdigest()[:12])  # type: ignore[no-untyped-call, no-any-return]


def _empty() -> NotebookNode:
    notebook: NotebookNode = nbformat.v4.new_notebook()
    notebook.metadata = nbformat.from_dict({"kernelspec": KERNEL, "language_info": {"name": "python"}})
    return notebook
