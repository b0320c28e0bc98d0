"""README, CONTRIBUTING and CHANGELOG say what is there: every lesson, link and command in them is real."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from grading.build import lessons
from grading.cli import main
from grading.notebook import hours, walk
from grading.syllabus import ROOT

DOCUMENTS = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "data/README.md"]
# Not tracked: made by the first start, or by grading.
MADE = {".venv", "cohort", "kept", ".workbook"}


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def rows() -> list[list[str]]:
    """The cells of the README's table of lessons."""
    table = [line for line in text("README.md").splitlines() if re.match(r"\| \[\d\d · ", line)]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


def test_the_readme_lists_every_lesson_as_it_is() -> None:
    syllabus, parsed = lessons(None)
    expected = []
    for lesson in parsed:
        info = syllabus.lessons[lesson.name]
        points = str(lesson.automatic) + (f" + {lesson.by_hand}" if lesson.by_hand else "")
        link = f"[{info.number} · {info.title}](notebooks/{info.name}/{info.name}.ipynb)"
        expected.append([link, info.question, hours(info.minutes), points])
    assert rows() == expected
    assert f"{walk(syllabus, parsed)}." in " ".join(text("README.md").split())


def test_hours_are_to_the_nearest_quarter() -> None:
    assert [hours(minutes) for minutes in (5, 15, 25, 45, 60, 160, 173, 285)] == ["¼", "¼", "½", "¾", "1", "2¾", "3", "4¾"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", text(name)):
        if not target.startswith(("http://", "https://")):
            assert ((ROOT / name).parent / target).exists(), target


@pytest.mark.parametrize("name", DOCUMENTS)
def test_commands_are_real(name: str) -> None:
    verbs = set(main.commands)
    for command in re.findall(r"^python workbook\.py (.*)$|`(?:python workbook\.py|workbook) ([a-z][^`]*)`", text(name), re.M):
        words = shlex.split((command[0] or command[1]).split("  #")[0])
        if words and not words[0].startswith("-"):
            assert words[0] in verbs, f"{name} tells to run {' '.join(words)}"


def test_folders_of_the_readme_are_there() -> None:
    for folder in re.findall(r"^\| `([^`]+)/` \|", text("README.md"), re.M):
        assert folder in MADE or (ROOT / folder).is_dir(), folder


def test_no_document_holds_a_place_that_was_never_filled_in() -> None:
    for name in DOCUMENTS:
        assert not re.search(r"@[A-Z]+@|\bT[O]DO\b|\bF[I]XME\b|lorem", text(name)), name


def test_no_tracked_text_names_a_path_of_one_machine() -> None:
    home = re.compile(r"/(?:home|Users|root|work)/\w")
    for path in [*ROOT.glob("*.*"), *(ROOT / "grading").rglob("*.py"), *(ROOT / "solutions").glob("*.py")]:
        if path.is_file() and path.suffix in (".py", ".md", ".toml", ".txt", ".yml"):
            found = home.search(path.read_text(encoding="utf-8"))
            assert not found, f"{path.name}: {found and found.group()}"


def test_the_changelog_knows_every_lesson() -> None:
    for lesson in lessons(None)[1]:
        assert re.search(rf"\b[Ll]essons? (\d\d, )*{lesson.name[:2]}\b|\b{lesson.name[:2]}\b", text("CHANGELOG.md")), lesson.name


def test_documents_are_the_ones_that_are_there() -> None:
    known = {str(Path(name)) for name in DOCUMENTS}
    assert {str(path.relative_to(ROOT)) for path in ROOT.glob("*.md")} <= known
