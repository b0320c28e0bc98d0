"""The audit itself: good tests pass it, and each kind of bad test, planted here, is caught and named."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from planted import BANK, CHECKS, LESSON, NAME, audited, course

from grading.audit import over, verb
from grading.audit.record import Family, LessonAudit, from_json


def rules(audit: LessonAudit) -> set[str]:
    return {finding.rule for finding in audit.all_findings}


def texts(audit: LessonAudit, rule: str) -> str:
    return "\n".join(str(finding) for finding in audit.all_findings if finding.rule == rule)


def test_good_tests_pass() -> None:
    audit = audited()
    assert [str(finding) for finding in audit.all_findings] == []
    (exercise,) = audit.exercises
    caught, mutants = exercise.caught
    assert caught == mutants > 20
    assert {outcome.family for outcome in exercise.outcomes} >= {Family.SOLUTION, Family.STUB, Family.RIGHT, Family.WRONG,
                                                                 Family.FAKE, Family.MUTANT}
    assert len(exercise.of(Family.FAKE)) >= 6
    assert audit.cpu > 0


def test_tests_that_accept_anything_are_caught() -> None:
    audit = audited(checks='expect.function(late_share, "delays")')
    assert rules(audit) >= {"wrong answer accepted", "fake accepted", "mutant survives"}
    survivors = texts(audit, "mutant survives")
    assert "21.1 late_share" in survivors
    assert "-    return sum(delay > 15" in survivors
    assert "+    return sum(delay >= 15" in survivors
    assert f"tests/answers/{NAME}.py, line 10" in texts(audit, "wrong answer accepted")


def test_tests_that_refuse_a_right_answer_are_caught_with_what_they_said() -> None:
    audit = audited(checks=CHECKS + '\nexpect.that("late" not in late_share.__code__.co_varnames, "use a sum")')
    assert rules(audit) == {"right answer refused"}
    assert "a loop and counters: use a sum" in texts(audit, "right answer refused")


def test_a_message_that_says_something_else_is_caught() -> None:
    audit = audited(checks=CHECKS.replace("15 minutes are not late", "count the late ones"))
    assert rules(audit) == {"wrong message"}
    assert "'15 minutes are not late'" in texts(audit, "wrong message")
    assert "Count the late ones." in texts(audit, "wrong message")


@pytest.mark.parametrize(("checks", "said"), [
    (f"try:\n    {CHECKS.replace('### BEGIN HIDDEN TESTS', '').replace('### END HIDDEN TESTS', '').replace(chr(10), chr(10) + '    ')}"
     "\nexcept AssertionError:\n    pass", "judged as an answer"),
    ("expect.that(True, 'never')", "judged as an answer"),
])
def test_tests_that_pass_on_the_stub_are_caught(checks: str, said: str) -> None:
    assert said in texts(audited(checks=checks), "stub passes")


@pytest.mark.parametrize(("line", "said"), [
    ("shared.append(4)", "shared"),
    ("table['m'] = 1", "table"),
    ("import os\nos.environ['LEFT_BEHIND'] = '1'", "LEFT_BEHIND"),
    ("pd.set_option('display.max_rows', 7)", "display.max_rows"),
    ("open('left.txt', 'w').close()", "left.txt"),
    ("import os\nos.chdir('..')", "folder"),
])
def test_tests_that_leave_something_behind_are_caught(line: str, said: str) -> None:
    audit = audited(checks=f"{CHECKS}\n{line}")
    assert rules(audit) == {"side effect"}
    assert said in texts(audit, "side effect")


def test_a_solution_that_changes_what_the_lesson_shares_is_caught() -> None:
    audit = audited(lesson=LESSON.replace("    if not delays:", "    shared.append(1)\n    if not delays:"))
    assert "shared" in texts(audit, "side effect")


def test_a_solution_that_draws_from_the_global_generator_is_caught() -> None:
    lesson = LESSON.replace('# %% solution', '# %%\nimport random\n\n# %% [markdown]\n# The task.\n\n# %% solution').replace(
        "    ### END SOLUTION\n", "    ### END SOLUTION\n\nrandom.random()\n")
    assert "random" in texts(audited(lesson=lesson), "side effect")


def test_visible_examples_learnt_by_heart_are_caught_where_nothing_is_hidden() -> None:
    visible = CHECKS.partition("### BEGIN")[0]
    assert "visible" in texts(audited(checks=visible), "fake accepted").casefold()


def test_a_check_that_breaks_is_ours_never_the_answers() -> None:
    audit = audited(checks=CHECKS.replace("0.25", "the_share"))
    assert "the_share" in texts(audit, "check broke")
    assert "the solution" in texts(audit, "check broke")


def test_an_untrue_example_in_the_task_is_caught() -> None:
    audit = audited(lesson=LESSON.replace("is `0.5`", "is `0.6`"))
    assert rules(audit) == {"example untrue"}
    assert "`late_share([16, 0])` is `0.6`, but it is 0.5" in texts(audit, "example untrue")


def test_a_cell_of_the_lesson_that_fails_is_named() -> None:
    audit = audited(lesson=LESSON.replace("shared = [1, 2, 3]", "shared = 1 / 0"))
    assert rules(audit) == {"lesson fails"}
    assert "ZeroDivisionError" in texts(audit, "lesson fails")


def test_a_mutant_that_the_bank_names_is_no_survivor_and_one_it_does_not_name_is() -> None:
    checks = CHECKS.replace("[15, 15, 16, 3]", "[15.5, 2, 17, 3]").replace(", 0.25", ", 0.5")
    audit = audited(checks=checks, bank=BANK.replace("15 minutes are not late", "no share").replace("why=\"15 counts", "why=\"x 15"))
    assert "`>` became `>=`" in texts(audit, "mutant survives")
    named = LESSON[LESSON.index("def late_share"):LESSON.index("# %% test=")].replace("> 15", ">= 15").replace("    ###", "    # ###")
    known = audited(checks=checks, bank=BANK + f'\n# %% equivalent="late_share" because="no delay is 15 here"\n{named}')
    assert "`>` became `>=`" not in texts(known, "mutant survives")
    assert [outcome.why for outcome in known.exercises[0].of(Family.EQUIVALENT)] == ["no delay is 15 here"]


def test_an_equivalent_that_the_tests_refuse_is_a_finding() -> None:
    wrong = BANK[BANK.index("# %% wrong"):].partition("\n")[2].partition("\n\n")[0]
    audit = audited(bank=BANK + f'\n# %% equivalent="late_share" because="it is not"\n{wrong}')
    assert "it is not" in texts(audit, "right answer refused")


def test_endless_mutants_are_caught_in_little_time() -> None:
    lesson = LESSON.replace("    return sum(delay > 15 for delay in delays) / len(delays)",
                            "    late, at = 0, 0\n    while at < len(delays):\n        late += delays[at] > 15\n        at += 1\n"
                            "    return late / len(delays)")
    audit = audited(lesson=lesson)
    (exercise,) = audit.exercises
    assert any(outcome.state.value == "timed out" for outcome in exercise.of(Family.MUTANT))
    assert {outcome.state.value for outcome in exercise.survivors} <= {"correct"}
    assert not any(outcome.again for outcome in exercise.outcomes), "an endless loop is no hung fork"


def test_the_record_goes_into_json_and_back() -> None:
    audit = audited()
    assert from_json(audit.to_json()) == audit
    with pytest.raises(ValueError, match="no audit"):
        from_json("{}")


def test_without_forks_the_outcomes_are_the_same(tmp_path: Path) -> None:
    from grading import build
    from grading.audit.lesson import audit

    # A few candidates: each needs a fresh process.
    checks = 'expect.that(late_share == 7, "seven")'
    lesson = LESSON.replace('kind="build"', 'kind="decide"').replace(
        LESSON[LESSON.index("def late_share"):LESSON.index("# %% test=")], "late_share = 7\n\n").replace(
        "`late_share([16, 0])` is `0.5`.", "")
    course(tmp_path, checks, lesson, '# %% right="late_share" how="a"\nlate_share = 3 + 4\n\n'
           '# %% wrong="late_share" why="x" says="seven"\nlate_share = 8\n')
    syllabus, lessons = build.lessons(None, tmp_path)
    found = [audit(lessons[0], syllabus, tmp_path, jobs=2, forks=forks) for forks in (True, False)]
    told = [[(one.family, one.name, one.state, one.message) for one in each.exercises[0].outcomes] for each in found]
    assert told[0] == told[1]


def test_the_verb_reports_in_the_terminal_in_json_and_on_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    course(tmp_path)
    assert verb(["21"], root=tmp_path, kernels=1) == 0
    said = capsys.readouterr().out
    assert "Proved" in said
    assert "build/audit/index.html" in said
    record = json.loads((tmp_path / "build" / "audit" / f"{NAME}.json").read_text(encoding="utf-8"))
    assert record["sample"]["fresh_cpu"] > record["sample"]["forked_cpu"] > 0
    assert "Late" in (tmp_path / "build" / "audit" / "index.html").read_text(encoding="utf-8")
    course(tmp_path, checks='expect.function(late_share, "delays")')
    assert verb([], root=tmp_path) == 1
    said = capsys.readouterr().out
    assert "Not proved" in said
    assert "+    return sum(delay >= 15" in said
    assert verb(["99"], root=tmp_path) == 2
    assert "no lesson '99'" in capsys.readouterr().out


def test_an_audit_over_the_budget_names_the_dearest_exercises() -> None:
    told = over(replace(audited(), cpu=150.0, lesson_cpu=40.0))
    assert "150 s" in told
    assert "budget of 120" in told
    assert "21.1 late_share" in told


def test_the_command_is_there(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "grading.cli", "audit", "--help"], capture_output=True, text=True,
                          encoding="utf-8", env={**os.environ, "COLUMNS": "120"})
    assert done.returncode == 0
    assert "--kernels" in done.stdout
