"""Every rule of lint: a lesson that breaks it gets a finding with file, line, cell and remedy; a good one gets none."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from good_lesson import BANK, NAME, SOURCE, TOML, course

from grading import lint
from grading.lint.draft import RULES


@dataclass(frozen=True)
class Case:
    """One change to the good lesson: the only rule it breaks, the line that is named, and the words that are said."""

    rule: str
    old: str
    new: str
    at: str
    says: str
    remedy: str
    where: str = "source"
    more: tuple[tuple[str, str, str], ...] = ()


GOOD = {"source": SOURCE, "bank": BANK, "toml": TOML}
FILES = {"source": f"solutions/{NAME}.py", "bank": f"tests/answers/{NAME}.py", "toml": "lessons.toml"}
# A line that stands for the whole file, and for the lesson's entry in lessons.toml.
WHOLE, ENTRY = "", "[lessons.21_rain]"
HINT = "# <details><summary>Hint 1: a nudge</summary>\n#\n# Follow the line from the left.\n"
LONG = "# " + "and then it rained a lot more on the next day " * 14 + "\n#\n"
SLOW = '# %% solution="frozen" kind="bug" title="Frozen gauges" minutes=5 objective=2'


def between(text: str, begin: str, end: str) -> str:
    return text[text.index(begin):text.index(end)]


STEPS = between(SOURCE, "# %% [markdown]\n# Read Figure 2", "# %% [markdown]\n# ## 3 · Decide")
STEPS_BANK = between(BANK, '# %% right="steps"', '# %% right="umbrella_from"')

CASES = [
    # anatomy
    Case("question", "should we take an umbrella?**", "it rains, we take an umbrella.**", "# %% [markdown]",
         "does not ask a question", "what a working engineer would ask"),
    Case("question", "**On which days should we", "**When should we", "# %% [markdown]", "lessons.toml is another",
         "the same in both"),
    Case("listed", "[lessons.21_rain]", "[lessons.22_snow]", "# %% [markdown]", "has no entry in lessons.toml",
         "Add [lessons.21_rain]", "toml"),
    Case("prerequisites", '["12_planned"]', "[]", ENTRY, "builds on no lesson", "Name under prerequisites", "toml"),
    Case("prerequisites", "12_planned", "31_planned", ENTRY, "which comes later", "change the number", "toml",
         more=(("toml", "12_planned = ", "31_planned = "),)),
    Case("import-cell", "con = duckdb.connect()\n", "import math\ncon = duckdb.connect()\n", "import math",
         "a second teaching cell imports", "the import cell on line"),
    Case("import-cell", "# DuckDB holds the table, Matplotlib draws it.\n", "# DuckDB holds it.\n\n# %%\nsize = 3\n\n# %% [markdown]\n# Matplotlib draws it.\n",
         "# %%\nimport duckdb", "stands before the import cell", "first cell of code"),
    Case("import-cell", "from grading import expect\n", "from grading import expect as check\nexpect = check\n", "# %%\nimport duckdb",
         "lacks `from grading import expect`", "Add that line"),
    Case("plain-libraries", "import numpy as np\n", "import numpy as np\nimport scipy\n", "import scipy",
         "`scipy` is not one of the plain libraries", "standard library"),
    Case("sections", "# ## Recap", "# ## So", WHOLE, "no section 'Recap'", "`## Recap`"),
    Case("sections", "# * A gauge that froze is not a dry day.\n", "", "# %% [markdown]\n# ## In production", "makes 2 points", "five places"),
    Case("recap", "# * `//` goes down, and a loop counts.\n", "", "# %% [markdown]\n# ## Recap", "2 facts for 3 objectives", "for each objective"),
    Case("recap", "Data Banks*, 1970\n", "Data Banks*, 1970\n" + "# * A. Author, *A Book*, 1999\n" * 5, "# %% [markdown]\n# ## Recap",
         "6 references", "five best"),
    Case("warm-up", "# ## Warm-up: two old friends", "# ## Two old friends", WHOLE, "there is no warm-up", "`## Warm-up`"),
    Case("warm-up", "# ## 1 · A table with holes", "# ### 1 · A table with holes", "# %% [markdown]\n# ## Warm-up", "holds 4 exercises",
         "two quick graded questions"),
    # code
    Case("python", "ask(\"SELECT count(*) AS days,", "ask((\"SELECT count(*) AS days,", "ask((", "not Python", "Mend this line"),
    Case("python", "# frozen = \"SELECT", "# thawed = \"SELECT", "# %% solution=\"frozen\"", "never binds that name", "start from"),
    Case("code-lines", "figure, ax = plt.subplots()\nax.bar", "one = 1\n" * 12 + "figure, ax = plt.subplots()\nax.bar",
         "# %%\nrng = np", "18 lines of code", "Split it"),
    Case("prose-first", "con.execute(\"CREATE", "\n# %%\ncon.execute(\"CREATE", "# %%\ncon.execute", "no prose stands before",
         "markdown cell above"),
    Case("seeds", "default_rng(3)", "default_rng()", "rng = np.random", "draws without a seed", "default_rng(seed)"),
    Case("seeds", "FROM week WHERE mm > 0\")", "FROM week WHERE mm > 0 ORDER BY random()\")", "total = ask", "at random without a seed", "REPEATABLE"),
    Case("clock", "rng = np.random.default_rng(3)\n", "rng = np.random.default_rng(3)\nnow = time.perf_counter()\n", "now = time",
         "depends on when", "Count operations"),
    Case("clock", "WHERE mm > 0\")", "WHERE mm > 0 AND current_date > '2013-01-01'\")", "total = ask", "depends on when the query runs",
         "Write the date"),
    Case("threads", "con = duckdb.connect()\n", "con = duckdb.connect()\ncon.execute(\"SET threads = 1\")\n", "con.execute(\"SET",
         "a number of threads", "the runner decides"),
    Case("places", "con = duckdb.connect()\n", "con = duckdb.connect()\nfile = \"/home/ada/rain.csv\"\n", "file =", "one machine only", "`DATA`"),
    Case("network", "con = duckdb.connect()\n", "con = duckdb.connect()\nweb = pd.read_csv(\"https://example.org/rain.csv\")\n", "web =",
         "needs the network", "under `data/`"),
    Case("answers-apart", "assert found == 1\n", "assert found == 1\nshown = wet_days([2.0])\n", "shown =",
         "reads `wet_days`, which a learner's answer", "under another name"),
    Case("answers-unseen", "    return con.execute(query).df()", "    return con.execute(frozen or query).df()", "frozen = \"SELECT day FROM week WHERE mm IS NULL\"",
         "reads whenever it is called", "another name"),
    Case("hidden-apart", "there is nothing to list\")\n### END HIDDEN TESTS\n",
         "there is nothing to list\")\n_day = 3\n### END HIDDEN TESTS\nexpect.that(_day == 3, \"The gauge froze on day 3.\")\n",
         "expect.that(_day", "nothing binds `_day`", "outside the region"),
    # figures
    Case("figures", "figure, ax = plt.subplots()\nax.plot(range(28), amounts.cumsum())\nax.set(xlabel=\"day\", ylabel=\"rain so far (mm)\", title=\"Rain comes in steps\")\nplt.show()\n",
         "amounts.cumsum()\n", WHOLE, "draws 1 figure", "Draw in a teaching cell"),
    Case("figure-labels", "xlabel=\"day\", ylabel=\"rain (mm)\"", "xlabel=\"day\"", "# %%\nrng = np", "does not label its y axis", "with its unit"),
    Case("figure-style", "plt.style.use(\"grading.workbook\")\n", "", "# %%\nrng = np", "without the workbook's style", "plt.style.use"),
    Case("figure-text", "# **Figure 1.** Bars: rain a day over four weeks, in mm. What to see: most bars are low, three tower over them.\n",
         "# Twenty-eight days, drawn at random.\n", "# %%\nrng = np", "says what to see", "where to look"),
    # prose
    Case("markdown-words", "# Nothing equals NULL, not", LONG + "# Nothing equals NULL, not", "# %% [markdown]\n# ### Mistake", "words, 120 is the most", "Cut it"),
    Case("filler", "# Nothing equals NULL", "# Obviously nothing equals NULL", "# Obviously", "helps nobody", "Leave the word out"),
    Case("plain-markdown", "# Nothing equals NULL, not", "# Nothing equals <b>NULL</b>, not", "# Nothing equals <b>", "is HTML", "in Markdown"),
    Case("plain-markdown", "# ## 3 · Decide", "# # 3 · Decide", "# # 3", "first level", "`##`"),
    Case("plain-markdown", "$$4 \\cdot p$$", "it is $$4 \\cdot p$$", "# it is", "stands inside a line", "lines of their own"),
    Case("raw-markdown", "a nudge</summary>\n#\n# `//` goes down", "a nudge</summary>\n# `//` goes down", "# `//` goes down to",
         "stands inside HTML", "empty line after `</summary>`"),
    Case("raw-markdown", "Hint 2: the idea</summary>\n#\n# The rest", "Hint 2: the *idea*</summary>\n#\n# The rest", "# <details><summary>Hint 2: the *",
         "stands inside HTML", "the summary itself holds plain words"),
    Case("alt-text", "![Rain falls on few days, and then a lot]", "![]", "# ![](rain", "no alt text", "what the image shows"),
    Case("leaks", "# Nothing equals NULL, not", "# See solutions/21_rain.py. Nothing equals NULL, not", "# See sol", "points learners to the answers", "Take it out"),
    Case("leaks", "# Which clause keeps rows?", "# `SELECT count(*) AS wet FROM week WHERE mm > 1`", "# %% [markdown]\n# Count the wet", "answer to 'wet_count' stands here",
         "another example"),
    Case("quoted-assert", "  # quoted: 12.5", "\ntotal  # quoted: 12.5", "total  # quoted", "asserts nothing", "Move it"),
    Case("quoted-held", "assert total == 12.5 ", "assert total > 3 ", "assert total > 3", "does not hold 12.5", "a band around it"),
    Case("quoted-numbers", "  # quoted: 12.5", "", "# In this week 12.5", "nothing asserts the number '12.5'", "# quoted: 12.5"),
    # exercises
    Case("exercise-count", STEPS, "", WHOLE, "has 5 graded exercises", "6 to 10", more=(("bank", STEPS_BANK, ""),)),
    Case("last-exercise", "kind=\"decide\"", "kind=\"estimate\"", "# %% solution=\"umbrella_from\"", "the last exercise is of the kind estimate",
         "End with one of: decide", more=(("source", "kind=\"read\"", "kind=\"decide\""),)),
    Case("points", "# %% test=\"wet_count\" points=4", "# %% test=\"wet_count\" points=7", WHOLE, "add up to 23", "18 to 22"),
    Case("kinds", "kind=\"decide\"", "kind=\"draw\"", WHOLE, "no exercise is of the kind decide", "kind=\"decide\""),
    Case("one-slow", SLOW, SLOW + " slow=true", "# %% solution=\"umbrella_from\"", "the second slow exercise", "slow=true"),
    Case("objectives", "    \"choose a limit from costs\",\n", "    \"choose a limit\",\n    \"sail\",\n", ENTRY, "no exercise exercises objective 4", "objective=4", "toml",
         more=(("source", "# * Where two costs meet", "# * The wind does the work.\n# * Where two costs meet"),)),
    Case("objectives", "minutes=5 objective=2", "minutes=5 objective=9", "# %% solution=\"frozen\"", "objective 9 of 3", "from 1 to 3"),
    Case("minutes", "minutes = 60", "minutes = 20", ENTRY, "its exercises alone", "Raise minutes", "toml"),
    Case("task-lines", "# Predict, without", "# One.\n# Two.\n# Three.\n# Four.\n# Predict, without", "# %% [markdown]\n# One.", "6 lines of text", "into a hint"),
    Case("task-example", "# *Example:* amounts 0.5, 12 and NULL give 1.\n", "", "# %% [markdown]\n# Count the wet", "shows no example", "*Example:*"),
    Case("hints", HINT + "#\n# </details>\n", "", "# %% [markdown]\n# Read Figure 2", "offers 1 hint,", "Hint 1: a nudge"),
    Case("hints", "# Follow the line from the left.\n", "", "# <details><summary>Hint 1: a nudge</summary>\n#\n#\n# </details>", "is empty", "Write it"),
    Case("hints", "Hint 2: the idea</summary>\n#\n# A flat", "Hint 3: the idea</summary>\n#\n# A flat", "# %% [markdown]\n# Read Figure 2",
         "numbered 1, 3", "Number them 1, 2, 3"),
    Case("hints", "# A flat line is a dry week.\n#\n# </details>\n", "# A flat line is a dry week.\n", "# %% [markdown]\n# Read Figure 2",
         "never closed", "`</details>`"),
    Case("hints", "go up from 10.\", hint=1)", "go up from 10.\", hint=3)", "expect.that(abs(steps", "points to hint 3, and there are 2", "Correct the number"),
    # solutions
    Case("signature", "def wet_days(rain: list[float]) -> int:", "def wet_days(rain) -> int:", "def wet_days", "no type for rain", "the contract"),
    Case("docstring", "    \"\"\"Return how many amounts are more than 1 mm.\n\n    No", "    \"\"\"Return how many amounts\n    are more than 1 mm. No", "def wet_days", "does not begin with one line", "below an empty line"),
    Case("shapes", "def wet_days(rain: list[float])", "def wet_days(rain: np.ndarray)", "def wet_days", "gives no shape", "has the shape (n, d)"),
    Case("bug-stub", "# frozen = \"SELECT day FROM week WHERE mm = NULL\"", "# frozen = \"SELECT day FROM week WHERE mm IS NULL\"", "# %% solution=\"frozen\"", "already the answer", "Break the code"),
    Case("answer-parts", ", \"day 20\": 58}", "}", "# %% solution=\"steps\"", "has 2 parts", "three parts"),
    Case("mark-scheme", "# One point for the border, one for the reason.\n", "", "# %% [markdown] manual", "no mark scheme", "BEGIN MARK SCHEME"),
    Case("mark-scheme", "# Take one when rain is likelier than one in four. Below that, risk it.\n", "", "# %% [markdown] manual", "no model answer", "a good answer"),
    # tests
    Case("test-ends", "hint=2)\n### BEGIN HIDDEN TESTS\n_random = expect.rng(\"wet_days\")", "hint=2)\nwet_days([2.0])\n### BEGIN HIDDEN TESTS\n_random = expect.rng(\"wet_days\")",
         "wet_days([2.0])", "without its hidden tests does not end in an assertion", "End it with a check"),
    Case("test-ends", "because=\"where every day was measured there is nothing to list\")\n", "because=\"where every day was measured there is nothing to list\")\nexpect.call(len, [3])\n",
         "expect.call(len", "does not end in an assertion", "End it with a check"),
    Case("test-silent", "_rows = [(_day", "print(3)\n_rows = [(_day", "print(3)", "calls `print`", "in the message"),
    Case("test-hidden", "expect.that(abs(steps[\"day 10\"] - amounts[:11].sum()) < 3, \"On day 10 the line is elsewhere: go up from 10.\", hint=1)\n", "# later\n",
         "# %% test=\"steps\"", "hide nothing", "BEGIN HIDDEN TESTS"),
    Case("test-fresh", "_random = expect.rng(\"wet_days\")\n", "_random = np.random.default_rng(4)\n", "# %% test=\"wet_days\"", "draw no fresh inputs", "expect.rng(\"wet_days\")"),
    Case("test-message", ", because=\"only day 2 is wet\", hint=1)", ")", "expect.query(wet_count", "says nothing of the likely cause", "because="),
    Case("test-kind-first", "expect.function(wet_days, \"rain\")\n", "", "expect.equal(expect.call(wet_days, [0.0", "a value before its kind", "expect.function"),
    Case("form-only", "expect.filled(steps, keys={\"steepest\": int, \"day 10\": int, \"day 20\": int})\n",
         "expect.filled(steps, keys={\"steepest\": int, \"day 10\": int, \"day 20\": int})\nexpect.that(steps[\"steepest\"] == 4, \"Look again at the line.\")\n",
         "expect.that(steps", "looks at values", "into HIDDEN TESTS"),
    Case("taught", "WHERE mm > 1\n\"\"\"", "WHERE coalesce(mm, 0) > 1\n\"\"\"", "WHERE coalesce", "needs `COALESCE()`", "in a teaching cell"),
    # the bank
    Case("bank", BANK, "", "", "the answer bank is missing", "Write tests/answers/21_rain.py", "bank"),
    Case("bank", "# %% right=\"frozen\" how=\"coalesce\"\nfrozen = \"SELECT day FROM week WHERE coalesce(mm, -1) = -1\"\n", "", WHOLE, "has 1 right answers", "Add cells", "bank"),
    Case("bank-cells", "how=\"coalesce\"", "", "# %% right=\"frozen\" \n", "has no how", "how=", "bank"),
    Case("bank-cells", "cost, soaked = 1, 4\n", "cost, soaked = 1,, 4\n", "cost, soaked", "is not Python", "Mend", "bank"),
    Case("bank-cells", "umbrella_from = 4.0\n", "umbrella = 4.0\n", "# %% wrong=\"umbrella_from\" why=\"turned", "never binds `umbrella_from`", "bind that name", "bank"),
    Case("bank-cells", "# %% equivalent=\"umbrella_from\"", "# %% equivalent=\"umbrela_from\"", "# %% equivalent", "there is no exercise 'umbrela_from'", "Exercises: divided", "bank"),
    Case("bank-different", "umbrella_from = 0.25", "umbrella_from = 1 / 4", "# %% right=\"umbrella_from\" how=\"a decimal\"",
         "is the same as the solution", "another algorithm", "bank"),
    Case("bank-different", "umbrella_from = 4.0", "umbrella_from = 0.5", "# %% wrong=\"umbrella_from\" why=\"turned round\"",
         "is the same as the one on line", "another misconception", "bank"),
    # the skeleton
    Case("fill-in", "# Nothing equals NULL, not even NULL", "# …fill in: what equals NULL… Not even NULL", "# …fill in", "still to fill in: what equals NULL", "take the mark out"),
]


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.rule}-{number}") for number, case in enumerate(CASES)])
def test_breaking_one_rule_gets_one_finding_that_says_where_and_what_mends_it(case: Case, tmp_path: Path) -> None:
    texts = dict(GOOD)
    for where, old, new in ((case.where, case.old, case.new), *case.more):
        assert old in texts[where], "this change changes nothing"
        texts[where] = texts[where].replace(old, new, 1)
    path = course(tmp_path, texts["source"], texts["bank"], texts["toml"])
    found = lint.check(path, tmp_path)
    assert {finding.rule for finding in found} == {case.rule}, "\n".join(map(str, found))
    finding = next(finding for finding in found if case.says in finding.message)
    assert not finding.waiting
    assert case.remedy in finding.remedy
    where = "toml" if case.at == ENTRY else "source" if case.rule == "listed" else case.where
    assert str(finding).startswith(f"{FILES[where]}:{finding.line} ")
    lines = texts[where].split("\n")
    if case.at == WHOLE:
        assert (finding.line, finding.cell) == (1, 0)
    else:
        assert "\n".join(lines[finding.line - 1:]).startswith(case.at)
        cells = sum(line.startswith("# %%") for line in lines[:finding.line])
        assert finding.cell == (0 if where == "toml" or case.rule == "listed" else cells)


def test_a_good_lesson_breaks_no_rule(tmp_path: Path) -> None:
    assert [str(finding) for finding in lint.check(course(tmp_path), tmp_path)] == []


def test_every_rule_has_a_case_that_breaks_it() -> None:
    assert {case.rule for case in CASES} == set(RULES)


def test_every_rule_says_what_it_asks() -> None:
    assert [name for name, text in lint.rules() if len(text.split()) < 5 or not text.endswith(".")] == []
