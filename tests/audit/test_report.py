"""The report of an audit: nothing of the records is lost, nothing in them acts, and both pages read well."""

from __future__ import annotations

import difflib
import io
import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rich.console import Console

from grading.answers import bank
from grading.audit.record import ExerciseAudit, Family, Finding, LessonAudit, Outcome, Sample, from_json
from grading.audit.report import figures, stored, write
from grading.audit.report.html import anchor, page
from grading.audit.report.progress import Progress
from grading.audit.report.terminal import show, table
from grading.audit.report.text import visible, writable
from grading.build import lessons
from grading.lesson import Exercise, Lesson
from grading.syllabus import ROOT
from grading.verdict import State

VOID = {"meta", "link", "br", "input"}
NASTY = "</pre></details><script>alert(1)</script>\x00\x1b[31mred\x1b[0m\x07 & \"'<b>\u202eback\ud800"
REMEDIES = {"survivor": "Add a case that tells `>` and `>=` apart.", "bank": "Mend the bank."}


@cache
def audits() -> tuple[LessonAudit, ...]:
    """An audit for each of three lessons: real exercises, solutions and answers, and what could have come of them."""
    syllabus, parsed = lessons(["11", "21", "52"])
    return tuple(audit(lesson, syllabus.lessons[lesson.name].title) for lesson in parsed)


def audit(lesson: Lesson, title: str) -> LessonAudit:
    return LessonAudit(lesson.name, title, tuple(exercise(lesson, one) for one in lesson.exercises), cpu=61.25,
                       lesson_cpu=12.5, seconds=40.0, sample=Sample(20, 2.0, 43.0))


def exercise(lesson: Lesson, one: Exercise) -> ExerciseAudit:
    code = one.solution.source
    outcomes = [Outcome(Family.SOLUTION, "the solution", State.CORRECT, code=code, cpu=0.02),
                Outcome(Family.STUB, "the untouched stub", State.NOT_ATTEMPTED, "There is no answer yet."),
                Outcome(Family.FAKE, "equals everything", State.WRONG, "should be a number, but is Mock.")]
    for answer in bank(ROOT / "tests" / "answers" / f"{lesson.name}.py"):
        if answer.exercise == one.name:
            state = State.WRONG if answer.verdict == "wrong" else State.CORRECT
            message = f"`{one.name}`: {answer.says.capitalize()}." if answer.verdict == "wrong" else ""
            outcomes.append(Outcome(Family(answer.verdict), answer.why, state, message, answer.code, answer.why,
                                    answer.says, answer.line))
    for place, character in enumerate(code):
        if character in "15" and len(outcomes) < 60:
            changed = code[:place] + "7" + code[place + 1:]
            outcomes.append(Outcome(Family.MUTANT, f"number: `{character}` becomes `7`, character {place}", State.WRONG,
                                    "It is wrong.", changed, diff=unified(code, changed)))
    return ExerciseAudit(one.name, one.number, one.title, one.kind, one.points, tuple(outcomes))


def unified(old: str, new: str) -> str:
    return "\n".join(difflib.unified_diff(old.splitlines(), new.splitlines(), "solution", "mutant", lineterm="", n=1))


def survived() -> list[LessonAudit]:
    """The same, but 21.2 lets a mutant through, with a finding."""
    first, second, *rest = audits()
    late = second.exercises[1]
    through = next(outcome for outcome in late.outcomes if outcome.family is Family.MUTANT)
    outcomes = tuple(replace(o, state=State.CORRECT, message="") if o is through else o for o in late.outcomes)
    finding = Finding(late.name, late.number, "survivor", "A mutant got through.", "solutions/21_sql_basics.py:136",
                      through.diff)
    late = replace(late, outcomes=outcomes, findings=(finding,))
    return [first, replace(second, exercises=(second.exercises[0], late, *second.exercises[2:])), *rest]


def alone(*outcomes: Outcome, findings: tuple[Finding, ...] = ()) -> LessonAudit:
    """A lesson with one exercise that has these outcomes."""
    one = ExerciseAudit("late_share", "21.1", "A share", "build", 1, outcomes, findings)
    return LessonAudit("21_sql_basics", "SQL basics", (one,), 1.0, 0.5, 2.0)


class Outline(HTMLParser):
    """Reads a page: its text, ids, links, headings and open elements; AssertionError where tags don't nest."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.levels: list[int] = []
        self.cells: list[dict[str, str | None]] = []
        self.tags: set[str] = set()
        self.data: list[str] = []
        self.feed(text)
        self.close()

    @property
    def text(self) -> str:
        return "".join(self.data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.add(tag)
        assert len(given) == len(attrs), f"an attribute is there twice: {attrs}"
        assert not any(name.startswith("on") for name in given), attrs
        assert not (tag in ("p", "dl", "ul", "div", "pre") and "p" in self.open), f"<{tag}> inside <p>"
        self.ids += [given["id"] or ""] if "id" in given else []
        self.links += [given["href"] or ""] if tag == "a" else []
        self.levels += [int(tag[1])] if re.fullmatch("h[1-6]", tag) else []
        self.cells += [given] if tag == "th" else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-3:]} on line {self.getpos()[0]}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.data.append(data)


def squeezed(text: str) -> str:
    """The text without white space and backticks: pages fold lines and set code as code."""
    return re.sub(r"[\s`]", "", text)


def test_page_is_well_formed_and_can_be_walked_through() -> None:
    outline = Outline(page(survived(), "Made for a test.", remarks=["A remark."], remedies=REMEDIES))
    assert outline.open == []
    assert len(set(outline.ids)) == len(outline.ids)
    assert {link.removeprefix("#") for link in outline.links} <= set(outline.ids)
    assert outline.levels[0] == 1 and outline.levels.count(1) == 1
    assert all(next_ - level <= 1 for level, next_ in zip(outline.levels, outline.levels[1:], strict=False))
    assert all(cell.get("scope") in ("col", "row") for cell in outline.cells) and outline.cells
    assert {"header", "nav", "main", "footer"} <= outline.tags


def test_page_needs_nothing_but_itself() -> None:
    text = page(survived())
    assert not {"script", "iframe", "img"} & Outline(text).tags
    assert not re.search(r"https?://|@import|url\(", text)


def test_everything_in_the_records_is_on_the_page() -> None:
    text = squeezed(Outline(page(audits())).text)
    for one in (one for audit in audits() for one in audit.exercises):
        assert squeezed(f"{one.number}{one.title}{one.name}") in text
        for outcome in one.outcomes:
            parts = [outcome.why or outcome.name.removeprefix("number: ")]
            if outcome.family is not Family.MUTANT:
                parts += [outcome.message, outcome.code]
            for part in parts:
                assert squeezed(part) in text, f"{one.number}: {part}"


def test_an_exercise_has_an_address() -> None:
    assert anchor("21_sql_basics", "late_share") == "21-late_share"
    assert {"21-late_share", "21_sql_basics"} <= set(Outline(page(audits())).ids)


def test_a_survivor_is_shown_before_anything_else_of_its_exercise_and_once() -> None:
    text = page(survived(), remedies=REMEDIES)
    article = text[text.index('<article class="exercise" id="21-late_share"'):]
    article = article[:article.index("</article>")]
    before = Outline(article[:article.index("<details")] + "</article>").text
    taken, put = (line for line in survived()[1].exercises[1].findings[0].diff.splitlines()[3:] if line[0] in "-+")
    assert taken in before and put in before and "Add a case that tells > and >= apart." in before
    assert article.count("<del>") == 1
    assert text.count('<article class="exercise" ') == 1 and text.count('<article class="exercise clean"') > 20


@pytest.mark.parametrize(("family", "state"), [
    (Family.SOLUTION, State.WRONG), (Family.RIGHT, State.NOT_ATTEMPTED), (Family.WRONG, State.CORRECT),
    (Family.WRONG, State.ERROR), (Family.FAKE, State.CORRECT), (Family.STUB, State.CORRECT),
    (Family.MUTANT, State.ERROR), (Family.EQUIVALENT, State.TIMED_OUT)])
def test_what_comes_out_wrongly_is_no_proof_even_without_a_finding(family: Family, state: State) -> None:
    lesson = alone(Outcome(family, "that one", state, code="x = 1", message="so it said"))
    proved, sentence = figures.conclusion([lesson])
    assert not proved and sentence.startswith("Not proved: 1 "), sentence
    assert table([lesson]).splitlines()[-1] == sentence
    folded = page([lesson])[:page([lesson]).index("<details><summary><b>")]
    assert "that one" in folded and "x = 1" in folded and "so it said" in folded


def test_what_a_finding_is_about_is_shown_with_it_and_not_again() -> None:
    right = Outcome(Family.RIGHT, "with a loop", State.WRONG, "It is not 3.", "the = code", line=12)
    wrong = Outcome(Family.WRONG, "off by one", State.CORRECT, code="other = code", line=20)
    text = page([alone(right, wrong, findings=(Finding("late_share", "21.1", "refused", "with a loop: It is not 3."),
                                               Finding("late_share", "21.1", "accepted", "off by one")))])
    unfolded = text[text.index("<article"):text.index("<details><summary><b>")]
    assert unfolded.count('<div class="amiss">') == 2
    assert re.search(r"refused.*the = code.*accepted.*other = code", unfolded, re.DOTALL)


def test_the_sentence_counts_what_was_proved() -> None:
    outcomes = [Outcome(family, str(number), state, says="says", message="It SAYS so")
                for family, state, count in [(Family.SOLUTION, State.CORRECT, 1), (Family.RIGHT, State.CORRECT, 2),
                                             (Family.WRONG, State.WRONG, 1), (Family.FAKE, State.NOT_ATTEMPTED, 4),
                                             (Family.MUTANT, State.TIMED_OUT, 1200), (Family.EQUIVALENT, State.CORRECT, 1)]
                for number in range(count)]
    assert figures.conclusion([alone(*outcomes)]) == (True, (
        "Proved: the tests of 1 exercise in 1 lesson accept 3 right answers and refuse 1 wrong answer (each with its "
        "message), 4 fakes and 1,200 mutants. 1 more mutant is named as not wrong, with reasons."))


def test_a_few_survivors_without_a_finding_are_counted_and_shown_but_are_no_gap() -> None:
    lesson = alone(*(Outcome(Family.MUTANT, f"axis: {n}", State.CORRECT if n == 7 else State.WRONG, diff=f"@@ @@\n+{n}")
                     for n in range(100)))
    proved, sentence = figures.conclusion([lesson])
    assert proved and sentence.endswith("and refuse 99 of 100 mutants.")
    text = page([lesson])
    assert "21.1 A share (late_share): a mutant got through\n    axis: 7\n      @@ @@\n      +7\n" in table([lesson])
    assert "Mutant that got through" in text and "<ins>+7\n</ins>" in text and 'class="exercise clean"' not in text


def test_a_message_other_than_the_bank_expects_is_not_claimed() -> None:
    lesson = alone(Outcome(Family.WRONG, "w", State.WRONG, "Something else.", says="the denominator"))
    assert "each with its message" not in figures.conclusion([lesson])[1]
    assert "The bank expects: the denominator" in Outline(page([lesson])).text


@pytest.mark.parametrize("nothing", [[], [LessonAudit("21_sql_basics", "SQL", (), 0.0, 0.0, 0.0)], [alone()]])
def test_nothing_audited_is_no_proof(nothing: list[LessonAudit]) -> None:
    assert figures.conclusion(nothing) == (False, "Not proved: nothing was audited.")
    assert "Not proved: nothing was audited." in table(nothing)
    assert Outline(page(nothing)).open == []


def test_a_written_answer_has_nothing_to_prove_and_any_other_exercise_has() -> None:
    lesson = alone(Outcome(Family.SOLUTION, "s", State.CORRECT))
    empty = replace(lesson.exercises[0], outcomes=(), name="other", number="21.2")
    written = replace(lesson, exercises=(lesson.exercises[0], replace(empty, kind="explain")))
    forgotten = replace(lesson, exercises=(lesson.exercises[0], empty))
    assert figures.conclusion([written])[0]
    assert figures.conclusion([forgotten]) == (False, "Not proved: 1 exercise without a candidate.")


def test_per_cent_are_cut_off_never_rounded_up() -> None:
    assert [figures.Tally(*pair).percent for pair in [(1999, 2000), (5, 5), (0, 3), (0, 0)]] == ["99%", "100%", "0%", "-"]


def test_nothing_in_a_record_acts_on_the_page() -> None:
    lesson = alone(*(Outcome(family, NASTY, State.CRASHED, NASTY, NASTY, NASTY, NASTY, diff=f"+{NASTY}", changed=(NASTY,))
                     for family in Family), findings=(Finding(NASTY, NASTY, NASTY, NASTY, NASTY, NASTY),))
    lesson = replace(lesson, lesson=NASTY, title=NASTY, findings=lesson.exercises[0].findings)
    text = page([lesson], NASTY, remarks=[NASTY], remedies={NASTY: NASTY})
    outline = Outline(text)
    assert outline.open == [] and "script" not in outline.tags
    assert not re.search("[\x00\x07\x1b\u202e]", text) and text.encode("utf-8")
    assert "␀red␇ & \"'<b>\\u202eback\\ud800" in outline.text


def test_nothing_in_a_record_acts_on_the_terminal() -> None:
    finding = Finding("[bold]x[/bold]", "21.1", NASTY, NASTY, NASTY, f"@@ @@\n-{NASTY}")
    text = table([replace(alone(findings=(finding,)), title=NASTY)])
    assert not re.search("[\x00\x07\x1b\u202e]", text) and text.encode("utf-8")
    assert "[bold]x[/bold]" in text


def test_operators_are_counted_and_the_caught_ones_folded() -> None:
    mutants = [Outcome(Family.MUTANT, f"comparison: `<` becomes `>`, line {n}", State.WRONG, code="c") for n in range(3)]
    mutants += [Outcome(Family.MUTANT, "axis: 0 becomes 1", State.TIMED_OUT, again=True), Outcome(Family.MUTANT, "odd", State.WRONG)]
    assert {name: len(found) for name, found in figures.by_operator(mutants).items()} == {"comparison": 3, "axis": 1, "odd": 1}
    text = squeezed(Outline(page([alone(*mutants)])).text)
    assert "comparison3of3" in text and "0becomes1(timedout,runagaininaprocessofitsown)" in text


def test_side_effects_are_named() -> None:
    lesson = alone(Outcome(Family.RIGHT, "", State.CORRECT, why="with a loop", changed=("the random state", "`flights`")))
    text = " ".join(Outline(page([lesson])).text.split())
    assert "1 candidate changed more than" in text and "right, with a loop: the random state; flights" in text.replace("`", "")


@pytest.mark.parametrize("width", [80, 120])
def test_the_table_keeps_to_its_width_and_holds_every_figure_and_finding(width: int) -> None:
    found = survived()
    found[2] = replace(found[2], findings=(Finding("", "", "bank", "word " * 60 + "x" * 200, "y" * 130),), sample=None)
    text = table(found, width, remedies=REMEDIES)
    assert max(map(len, text.splitlines())) <= width
    joined = squeezed(text)
    for lesson in found:
        for one in lesson.exercises:
            row = figures.of_exercise(one)
            start = joined.index(squeezed(one.number + one.title.split()[0]))
            assert str(row.wrong) in joined[start:start + 120], one.number
    for finding in (finding for lesson in found for finding in lesson.all_findings):
        for part in (finding.rule, finding.text, finding.where, *finding.diff.splitlines()):
            assert squeezed(part) in joined, part
    assert "21.5timestheCPU-s(sampleof20)" in joined and joined.count("timestheCPU-s") == len(found) - 1
    assert "Tomendit:Addacase" in joined
    assert text.splitlines()[-1] == "Not proved: 2 findings (survivor, bank)."


def test_mutants_not_run_are_said_to_be() -> None:
    lesson = alone(Outcome(Family.SOLUTION, "s", State.CORRECT))
    lesson = replace(lesson, exercises=(replace(lesson.exercises[0], left_out=12, reason="a run takes 9 CPU-s"),))
    assert "21.1: 12 mutants not run: a run takes 9 CPU-s." in table([lesson])
    assert "12 mutants not run: a run takes 9 CPU-s." in Outline(page([lesson])).text
    assert figures.conclusion([lesson])[1].endswith("12 mutants were not run.")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_the_table_can_be_written_in_the_streams_encoding(encoding: str) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    show([alone(findings=(Finding("x", "21.1", "rule", "→ ≤ 日本 – …", diff="@@ @@\n-é"),))], stream)
    stream.flush()
    text = raw.getvalue().decode(encoding)
    assert "\x1b" not in text and "21.1" in text
    assert ("─" in text) == ("日本" in text) == (encoding == "utf-8")
    assert encoding == "utf-8" or "-> <= \\u65e5\\u672c" in text


def test_colour_only_where_it_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    colours = []
    for no_colour in ("", "1"):
        monkeypatch.setenv("NO_COLOR", no_colour)
        show(survived(), stream := Terminal())
        colours.append("\x1b[31m" in stream.getvalue() and "\x1b[32m" in stream.getvalue())
    assert colours == [True, False]


def test_text_is_made_visible_and_writable() -> None:
    assert visible("a\x1b[1;31mb\x1b[0m\r\n\tc\x7f\x9b") == "ab\n\tc␡\\u009b"
    assert writable("… “x” ≥ é 😀", "ascii") == '... "x" >= \\xe9 \\U0001f600'


def test_a_page_is_built_from_what_is_stored(tmp_path: Path) -> None:
    known = [audit.lesson for audit in audits()]
    write(audits(), tmp_path, known)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*(f"{name}.json" for name in known), "index.html"])
    assert from_json((tmp_path / f"{known[0]}.json").read_text(encoding="utf-8")) == audits()[0]
    index = write(survived()[1:2], tmp_path, known, "Then.", REMEDIES)
    assert index == tmp_path / "index.html"
    assert stored(tmp_path, known) == (survived(), [])
    assert index.read_text(encoding="utf-8") == page(survived(), "Then.", remedies=REMEDIES)
    gone = write([], tmp_path, known[1:]).read_text(encoding="utf-8")
    assert audits()[0].title not in gone and audits()[1].title in gone


def test_any_text_survives_the_way_into_json_and_back(tmp_path: Path) -> None:
    lesson = alone(Outcome(Family.WRONG, NASTY, State.WRONG, NASTY, NASTY))
    write([lesson], tmp_path, [lesson.lesson])
    assert stored(tmp_path, [lesson.lesson]) == ([lesson], [])


@pytest.mark.parametrize("broken", [
    b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"lesson": "21_sql_basics"}',
    alone().to_json().replace('"cpu": 1.0', '"cpu": "much"').encode(),
    alone().to_json().replace('"title": "A share"', '"title": 7').encode(),
    alone().to_json().replace("21_sql_basics", "22_sql_joins").encode()])
def test_what_cannot_be_read_is_left_out_with_a_remark(tmp_path: Path, broken: bytes) -> None:
    known = [audit.lesson for audit in audits()]
    write(audits(), tmp_path, known)
    (tmp_path / "21_sql_basics.json").write_bytes(broken)
    text = " ".join(Outline(write([], tmp_path, known).read_text(encoding="utf-8")).text.split())
    assert "21_sql_basics.json cannot be read (" in text and "workbook audit 21 writes it anew." in text
    assert "A share, by hand" not in text and audits()[0].exercises[0].title in text
    assert str(tmp_path) not in text


def test_progress_on_a_pipe_is_a_line_a_lesson() -> None:
    console = Console(file=io.StringIO(), width=80)
    with Progress(console) as progress:
        progress.lesson("21_sql_basics", "SQL [basics]")
        progress.lesson("52_convolutional_networks", "Convolutional networks", 900)
        for lesson, number in (("21_sql_basics", "21.1"), ("52_convolutional_networks", "52.1")):
            progress.exercise(number, "One", 1100, lesson=lesson)
            progress.advance(1100, lesson=lesson)
        progress.done("21_sql_basics")
        progress.done("52_convolutional_networks")
    lines = [re.sub(r"\d+ s$", "N s", line) for line in console.file.getvalue().splitlines()]  # type: ignore[attr-defined]
    assert lines == ["21 SQL [basics]: 1,100 candidates in N s", "52 Convolutional networks: 1,100 candidates in N s"]


def test_progress_on_a_terminal_has_a_bar_for_every_lesson_under_way() -> None:
    console = Console(file=io.StringIO(), width=100, force_terminal=True, color_system=None, _environ={})
    with Progress(console) as progress:
        progress.lesson("11_python_basics", "Python basics")
        progress.exercise("11.2", "Minutes", 40)
        progress.advance(10)
        progress.lesson("21_sql_basics", "SQL basics", 300)
        progress.exercise("21.1", "What Python says", 40)
        progress.advance(7)
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert re.search(r"11 Python basics: 11\.2 Minutes +━*.*10/40", shown)
    assert re.search(r"21 SQL basics: 21\.1 What Python says +━*.* 7/300", shown)
