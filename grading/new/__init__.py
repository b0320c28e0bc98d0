"""`workbook new`: the source, the answer bank and the entry in `lessons.toml` of a fresh lesson."""

from __future__ import annotations

import tomllib
from contextlib import suppress
from pathlib import Path

import click

from grading import lint
from grading.lesson import LESSON_NAME
from grading.new import entries, skeleton
from grading.syllabus import ROOT, Syllabus, SyllabusError, load


class NewError(Exception):
    """The lesson cannot be started; the message says why and what to do."""


def verb(name: str, root: Path = ROOT) -> int:
    """Start the lesson `name`, print what was written and the next step; 1 when nothing could be written, else 0."""
    try:
        wrote = start(name, root)
    except (NewError, SyllabusError) as error:
        click.echo(str(error), err=True)
        return 1
    for path in wrote:
        click.echo(f"wrote    {path.relative_to(root).as_posix()}")
    click.echo(f"changed  lessons.toml: [lessons.{name}] stands in its place")
    left = len(lint.check(wrote[0], root))
    click.echo(f"\nNext: open solutions/{name}.py and begin with the question. `workbook lint {name[:2]}` names what "
               f"is still to be written, {left} places, each with its remedy.")
    return 0


def start(name: str, root: Path = ROOT) -> list[Path]:
    """Write the files of the lesson `name` and its entry, all or nothing; the paths of the new files."""
    syllabus = load(root)
    _refuse(name, syllabus, root)
    toml = root / "lessons.toml"
    before = toml.read_bytes().decode()
    text = entries.insert(before, name, skeleton.entry(name, syllabus.planned.get(name, "")))
    _same_otherwise(before, text, name)
    files = {root / "solutions" / f"{name}.py": skeleton.source(name),
             root / "tests" / "answers" / f"{name}.py": skeleton.bank(name)}
    _write(files, toml, text)
    return list(files)


def _refuse(name: str, syllabus: Syllabus, root: Path) -> None:
    """NewError where the name is not one, or where it or its number is taken."""
    if not LESSON_NAME.fullmatch(name):
        raise NewError(f"A lesson cannot be called {name!r}. Name it two digits, an underscore and lower-case words, "
                       "like 26_etl_pipeline.")
    if name in syllabus.lessons:
        raise NewError(f"There is a lesson {name} already. Edit solutions/{name}.py, or choose another name.")
    for path in (f"solutions/{name}.py", f"tests/answers/{name}.py", f"solutions/{name}", f"notebooks/{name}"):
        if (root / path).exists():
            raise NewError(f"{path} is there already, and nothing is overwritten. Move it away first, or choose "
                           "another name.")
    for other in [*syllabus.lessons, *(path.stem for path in (root / "solutions").glob(f"{name[:2]}_*.py"))]:
        if other[:2] == name[:2]:
            raise NewError(f"The number {name[:2]} is taken by {other}. Choose a free one: gaps leave room.")
    for other in syllabus.planned:
        if other[:2] == name[:2] and other != name:
            raise NewError(f"The number {name[:2]} is planned for {other}. Take that name, another number, or correct "
                           "[planned] in lessons.toml.")


def _same_otherwise(before: str, after: str, name: str) -> None:
    """NewError unless the new text holds what the old one held, and the new lesson; nothing planned twice."""
    old = tomllib.loads(before)
    old.get("planned", {}).pop(name, None)
    try:
        new = tomllib.loads(after)
        del new["lessons"][name]
    except (tomllib.TOMLDecodeError, KeyError):
        new = {}
    if {"lessons": {}, **old} != new:
        raise NewError(f"lessons.toml, as it is written, has no place for [lessons.{name}]. Give every lesson a table "
                       "[lessons.NN_name] of its own, and every planned title a line under [planned].")


def _write(files: dict[Path, str], toml: Path, text: str) -> None:
    """Write all files, `lessons.toml` last; when that fails, what was made is taken away again."""
    made: list[Path] = []
    part = toml.with_name("lessons.toml.part")
    try:
        for path, content in (files | {part: text}).items():
            for folder in reversed([folder for folder in path.parents if not folder.exists()]):
                folder.mkdir()
                made.append(folder)
            # "x" refuses a file that came into being meanwhile.
            with path.open("x", encoding="utf-8", newline="") as file:
                made.append(path)
                file.write(content)
        part.replace(toml)
    except BaseException as error:
        for path in reversed(made):
            with suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        if isinstance(error, OSError):
            raise NewError(f"Nothing was written. {error.filename or toml}: {error.strerror}. Mend that, and run it "
                           "again.") from error
        raise
