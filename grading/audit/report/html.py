"""The audit as one page that needs nothing else: no network, no script, no other file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from grading.audit.record import ExerciseAudit, Family, Finding, LessonAudit, Outcome
from grading.audit.report import figures
from grading.audit.report.text import diff, visible

_LINE = {"in": "ins", "out": "del", "place": "i", "head": "i"}


def page(audits: Sequence[LessonAudit], made: str | None = None, *, remarks: Sequence[str] = (),
         remedies: Mapping[str, str] | None = None) -> str:
    """The page: an overview, then every lesson and exercise, what went wrong always first.

    `made` says when and of what, `remarks` what is missing on the page, `remedies` for a rule what mends a finding.
    """
    proved, sentence = figures.conclusion(audits)
    word, _, rest = sentence.partition(":")
    return _template().render(audits=audits, made=made, remarks=remarks, remedies=remedies or {}, proved=proved,
                              word=word, rest=rest, total=figures.of_all(audits),
                              sampled=any(audit.sample for audit in audits))


def anchor(lesson: str, exercise: str = "") -> str:
    """What follows the # in the address of a lesson, 21_sql_basics, or of an exercise, 21-late_share."""
    return re.sub(r"[^\w.-]", "_", f"{lesson[:2]}-{exercise}" if exercise else lesson, flags=re.ASCII)


@cache
def _template() -> Template:
    made = Environment(loader=FileSystemLoader(Path(__file__).parent, encoding="utf-8"), autoescape=True,
                       undefined=StrictUndefined, finalize=_shown, trim_blocks=True, lstrip_blocks=True)
    made.globals.update(anchor=anchor, figures=figures, Family=Family, coloured=_coloured, prose=_prose, said=_said,
                        groups=_groups, subject=_subject, side_effects=_side_effects, clean=_clean)
    return made.get_template("page.html.j2")


def _shown(value: Any) -> Any:
    """What an expression of the template comes to: no character that could act or hide."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _coloured(text: str) -> Markup:
    """A diff, its lines marked as taken out and put in; the sign at their beginning says so too."""
    out = Markup("")
    for kind, line in diff(visible(text)):
        out += Markup(f"<{_LINE[kind]}>%s\n</{_LINE[kind]}>" if kind in _LINE else "%s\n") % line
    return out


def _prose(text: str) -> Markup:
    """A sentence, what stands between backticks in it set as code."""
    parts = re.split(r"`([^`\n]+)`", visible(text))
    return Markup("").join(Markup("<code>%s</code>") % part if place % 2 else escape(part)
                           for place, part in enumerate(parts))


def _said(outcome: Outcome) -> Markup:
    """The message, with what the bank expects in it marked where it stands."""
    message, wanted = visible(outcome.message).strip("\n"), visible(outcome.says)
    found = re.search(re.escape(wanted), message, re.IGNORECASE) if wanted else None
    if not found:
        return escape(message)
    return Markup("%s<mark>%s</mark>%s") % (message[:found.start()], found[0], message[found.end():])


def _groups(exercise: ExerciseAudit) -> list[tuple[str, str, str, figures.Tally, Sequence[Outcome]]]:
    """(kind of list, heading, what must come of them, tally, outcomes) for each family that has any."""
    row = figures.of_exercise(exercise)
    found = [
        ("answers", "Right answers", "accepted", row.right, exercise.of(Family.SOLUTION, Family.RIGHT)),
        ("answers", "Wrong answers", "refused", row.wrong, exercise.of(Family.WRONG)),
        ("fakes", "Fakes and the stub", "refused", row.stubs + row.fakes,
         exercise.of(Family.STUB, Family.FAKE)),
        ("mutants", "Mutants", "caught", row.mutants, exercise.of(Family.MUTANT)),
        ("equivalents", "Mutants that are not wrong", "accepted", row.equivalents, exercise.of(Family.EQUIVALENT)),
    ]
    return [group for group in found if group[4]]


def _subject(exercise: ExerciseAudit, finding: Finding) -> Outcome | None:
    """The candidate that the finding is about, None when it is about none."""
    return next((outcome for outcome in exercise.outcomes if figures.about(finding, outcome)), None)


def _side_effects(exercise: ExerciseAudit) -> list[Outcome]:
    return [outcome for outcome in exercise.outcomes if outcome.changed]


def _clean(findings: Sequence[Finding], exercises: Sequence[ExerciseAudit]) -> bool:
    """Whether nothing here needs mending."""
    return not findings and not any(exercise.findings or figures.amiss(exercise) for exercise in exercises)
