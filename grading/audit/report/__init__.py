"""The report of an audit: in the terminal, as JSON for each lesson, and as one page for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from grading.audit.record import LessonAudit, from_json
from grading.audit.report.html import page
from grading.audit.report.shape import misshapen
from grading.kept import replace


def write(audits: Sequence[LessonAudit], folder: Path, known: Sequence[str], made: str | None = None,
          remedies: Mapping[str, str] | None = None) -> Path:
    """Put each audit into `folder/NN_name.json`, and all that are there into `folder/index.html`; the page's path.

    Lessons audited earlier stay on the page, in the order of `known`; those that are not `known` any more do not.
    What cannot be read is left out, and the page says so. OSError when the folder cannot be written to.
    """
    for audit in audits:
        # Half a character, which a learner's message may hold, can be written in JSON as a code only.
        replace(folder / f"{audit.lesson}.json", audit.to_json().encode("utf-8", "backslashreplace"))
    found, remarks = stored(folder, known)
    index = folder / "index.html"
    replace(index, page(found, made, remarks=remarks, remedies=remedies).encode("utf-8"))
    return index


def stored(folder: Path, known: Sequence[str]) -> tuple[list[LessonAudit], list[str]]:
    """The audits of the `known` lessons in this folder, and a remark on each that cannot be read."""
    audits: list[LessonAudit] = []
    remarks: list[str] = []
    for name in known:
        try:
            audit = from_json((folder / f"{name}.json").read_text(encoding="utf-8"))
            if wrong := misshapen(audit):
                raise ValueError(wrong)
            if audit.lesson != name:
                raise ValueError(f"it is about {audit.lesson}")
            audits.append(audit)
        except FileNotFoundError:
            continue
        except (OSError, ValueError, RecursionError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            remarks.append(f"{name}.json cannot be read ({reason}), so lesson {name[:2]} is left out here. "
                           f"`workbook audit {name[:2]}` writes it anew.")
    return audits, remarks
