"""`workbook build`: both editions of every lesson, made from the sources by nbgrader's own generator."""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
import subprocess
import tempfile
from pathlib import Path

import nbformat

from grading import course, notebook
from grading.kept import keep
from grading.lesson import Lesson, SourceError, parse
from grading.syllabus import ROOT, Syllabus, SyllabusError, load


class BuildError(Exception):
    """A lesson cannot be built or registered; the message says what to do."""


def sources(root: Path = ROOT) -> list[Path]:
    """Every lesson's source, in the order of the lessons' numbers."""
    return sorted((root / "solutions").glob("*.py"))


def lessons(names: list[str] | None, root: Path = ROOT) -> tuple[Syllabus, list[Lesson]]:
    """The syllabus and the parsed lessons called `names` (all when empty); errors name file and remedy."""
    syllabus = load(root)
    found = {path.stem: path for path in sources(root)}
    wanted = [syllabus.find(name).name for name in names] if names else list(syllabus.lessons)
    # One lesson can be built while another is only half there; all of them cannot.
    for name, path in found.items() if not names else ():
        if name not in syllabus.lessons:
            raise SourceError(path, 1, f"lessons.toml knows no lesson {name!r}.",
                              f"Add [lessons.{name}] there, or correct the file's name.")
    for name in wanted:
        if name not in found:
            raise SyllabusError(f"lessons.toml names {name}, but solutions/{name}.py is missing. Write it, or "
                                "move the name under [planned].")
    return syllabus, [parse(found[name]) for name in wanted]


def editions(names: list[str] | None = None, root: Path = ROOT) -> dict[str, bytes]:
    """What a build writes: path in the repository → bytes. Touches neither the tree nor the gradebook."""
    syllabus, chosen = lessons(names, root)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        staging = Path(folder).resolve()
        _write_worked(chosen, syllabus, staging)
        generate([lesson.name for lesson in chosen], staging, course.database(staging))
        made = {
            path.relative_to(staging).as_posix(): path.read_bytes().replace(b"\r\n", b"\n")
            for side in ("solutions", "notebooks") for path in sorted((staging / side).rglob("*.ipynb"))
        }
    everything = [parse(path) for path in sources(root) if path.stem in syllabus.lessons] if names else chosen
    index = notebook.index(syllabus, sorted(everything, key=lambda lesson: list(syllabus.lessons).index(lesson.name)))
    made["notebooks/index.ipynb"] = (nbformat.writes(index) + "\n").encode()
    return made


def generate(names: list[str], root: Path, database: str) -> None:
    """Run nbgrader's GenerateAssignment for `names` in the course at `root`; BuildError with its reason."""
    from nbgrader.converters import GenerateAssignment
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config

    (root / "cohort").mkdir(exist_ok=True)
    course.put_tools_on_path()
    for name in names:
        config = Config()
        course.configure(config, root)
        config.CourseDirectory.db_url = database
        config.CourseDirectory.assignment_id = name
        said = _Said()
        converter = GenerateAssignment(coursedir=CourseDirectory(config=config), config=config)
        converter.log = logging.Logger("workbook.build")
        converter.log.addHandler(said)
        converter.force = True
        try:
            converter.start()
        except Exception as error:
            reason = said.reason() or str(error)
            raise BuildError(f"nbgrader could not generate {name}: {reason}") from error


def build_tree(dest: Path, names: list[str] | None = None, root: Path = ROOT) -> None:
    """Both editions, freshly built, under `dest`, with `dest/data` leading to the data: a tree to run in."""
    made = editions(names, root)
    for side in ("solutions", "notebooks"):
        shutil.rmtree(dest / side, ignore_errors=True)
    for path, content in made.items():
        (dest / path).parent.mkdir(parents=True, exist_ok=True)
        (dest / path).write_bytes(content)
    course.link(root / "data", dest / "data")


def write(names: list[str] | None = None, root: Path = ROOT) -> list[str]:
    """Build into the tree and register in the gradebook; the lines to print, one for what changed or was kept.

    With `names`, also the lessons that come after them: their first cells link to these.
    """
    said: list[str] = []
    names = and_after(names, load(root)) if names else None
    state_file = root / ".workbook" / "built.json"
    state: dict[str, str] = json.loads(state_file.read_text(encoding="utf-8")) if state_file.exists() else {}
    made = editions(names, root)
    for name, content in made.items():
        path = root / name
        if not path.exists() or path.read_bytes() != content:
            if path.exists() and (kept := _keep(path, name, state.get(name), root)):
                said.append(f"kept     {kept}  (somebody's work was in {name})")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            said.append(f"wrote    {name}")
        state[name] = _hash(content)
    register(names, made, root)
    state_file.parent.mkdir(exist_ok=True)
    state_file.write_text(json.dumps(state, indent=1, sort_keys=True), encoding="utf-8")
    return said or ["nothing changed: both editions are what the sources build"]


def and_after(names: list[str], syllabus: Syllabus) -> list[str]:
    """The full names of these lessons, and of those that have one of them as a prerequisite."""
    wanted = [syllabus.find(name).name for name in names]
    return wanted + [name for name, info in syllabus.lessons.items()
                     if name not in wanted and not set(wanted).isdisjoint(info.prerequisites)]


def register(names: list[str] | None, made: dict[str, bytes], root: Path = ROOT) -> None:
    """Upsert the lessons into `cohort/gradebook.db` and make the links grading needs; twice changes nothing."""
    course.prepare(root)
    record = root / "cohort" / "registered.json"
    known: dict[str, str] = json.loads(record.read_text(encoding="utf-8")) if record.exists() else {}
    if not (root / "cohort" / "gradebook.db").exists():
        known = {}
    worked = {path.split("/")[1]: content for path, content in made.items() if path.startswith("solutions/")}
    new = {name: _hash(content) for name, content in worked.items() if known.get(name) != _hash(content)}
    if not new:
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        staging = Path(folder).resolve()
        for name in new:
            at = staging / "solutions" / name / f"{name}.ipynb"
            at.parent.mkdir(parents=True)
            at.write_bytes(worked[name])
        generate(list(new), staging, course.database(root))
    record.write_text(json.dumps(known | new, indent=1, sort_keys=True), encoding="utf-8")


def check(names: list[str] | None = None, root: Path = ROOT) -> list[str]:
    """What git has committed that differs from what the sources build; empty when all is well."""
    _git(root, "rev-parse", "HEAD")
    made = editions(names, root)
    wrong = [
        f"{name}: what is committed is not what the source builds. Run `workbook build` and commit both."
        for name, content in made.items() if committed(name, root) != content
    ]
    if not names:
        for name in _git(root, "ls-files", "*.ipynb").decode().splitlines():
            if name.split("/")[0] in ("solutions", "notebooks") and name not in made:
                wrong.append(f"{name}: no source builds this. Remove it with `git rm {name}`.")
    return wrong


def committed(name: str, root: Path = ROOT) -> bytes | None:
    """The bytes of `name` in git's last commit; None when it is not there."""
    try:
        return _git(root, "show", f"HEAD:{name}")
    except subprocess.CalledProcessError:
        return None


def verb(names: list[str], only_check: bool) -> int:
    """`workbook build`: prints what it did, returns the exit status."""
    try:
        lines = check(names or None) if only_check else write(names or None)
    except FileNotFoundError:
        print("`--check` compares with what git has committed, and there is no git here. Install git first.")
        return 1
    except subprocess.CalledProcessError:
        print("`--check` compares with what git has committed, and this folder is no clone. Clone the repository.")
        return 1
    except (SourceError, SyllabusError, BuildError) as error:
        print(error)
        return 1
    print("\n".join(lines) if lines else "committed and built are the same")
    return 1 if only_check and lines else 0


def _write_worked(chosen: list[Lesson], syllabus: Syllabus, staging: Path) -> None:
    for lesson in chosen:
        at = staging / "solutions" / lesson.name / f"{lesson.name}.ipynb"
        at.parent.mkdir(parents=True)
        at.write_text(nbformat.writes(notebook.worked(lesson, syllabus)) + "\n", encoding="utf-8", newline="\n")


def _keep(path: Path, name: str, built: str | None, root: Path) -> str | None:
    """Copy `path` away unless it is what git or the last build put there; the copy's name, or None."""
    content = path.read_bytes()
    if _hash(content) == built or _texts(content) == _texts(_committed_or_none(name, root) or b""):
        return None
    return keep(content, path.stem, path.parent.parent.name, root).relative_to(root).as_posix()


def _texts(content: bytes) -> object:
    """What a person wrote into a notebook: opening and running it changes the file, and is nobody's work."""
    try:
        return [(cell["cell_type"], "".join(cell["source"])) for cell in json.loads(content)["cells"]]
    except (ValueError, KeyError, TypeError):
        return content.replace(b"\r\n", b"\n")


def _committed_or_none(name: str, root: Path) -> bytes | None:
    try:
        return committed(name, root)
    except FileNotFoundError:
        return None


def _git(root: Path, *words: str) -> bytes:
    return subprocess.run(["git", "-C", str(root), *words], capture_output=True, check=True).stdout


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class _Said(logging.Handler):
    """Keeps what nbgrader logs, to tell the reason when it fails."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())

    def reason(self) -> str:
        """The last line of the last traceback logged: nbgrader's own words for what went wrong."""
        told = [message.strip().splitlines()[-1] for message in self.messages if "Traceback" in message]
        return told[-1] if told else ""
