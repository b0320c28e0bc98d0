"""Where rules begin and end: snippets that a rule must refuse, and near misses that it must let pass."""

from __future__ import annotations

from pathlib import Path

import pytest
from good_lesson import SOURCE, course

from grading import lint

CELL = "# %% [markdown]\n# ## 3 · Decide"
TEST = "_random = expect.rng(\"wet_days\")\n"
TASK = "# Count the wet days of any table"
TALK = "# Nothing equals NULL, not even NULL"


def rules(root: Path, old: str, new: str) -> set[str]:
    """The rules that the good lesson breaks after this change."""
    assert old in SOURCE
    return {finding.rule for finding in lint.check(course(root, SOURCE.replace(old, new, 1)), root) if not finding.waiting}


def teaching(root: Path, code: str) -> set[str]:
    return rules(root, CELL, f"# %% [markdown]\n# What to see: a line that shows how much.\n\n# %%\n{code}\n\n{CELL}")


REFUSED = {
    "seeds": ["np.random.rand(3)", "import_random = random.random()", "torch.rand(3)", "train_test_split([1])", "week.sample(3)", "week.sample(frac=0.5)",
              "nn.Linear(2, 3)", "net = torch.nn.Conv2d(1, 2, 3)", "uuid.uuid4()", "DataLoader(week, shuffle=True)",
              'ask("SELECT * FROM week USING SAMPLE 3")', 'ask(f"SELECT {total} FROM week ORDER BY random()")'],
    "clock": ["time.time()", "datetime.now()", "pd.Timestamp.today()", 'ask("SELECT now()")', "timeit.timeit()"],
    "threads": ["torch.set_num_threads(2)", "RandomForestClassifier(random_state=0, n_jobs=2)", 'ask("PRAGMA threads=2")'],
    "network": ['pd.read_csv("https://example.org/a.csv")', 'pd.read_csv(filepath_or_buffer="https://example.org/a.csv")',
                'pd.read_csv(f"https://example.org/{total}.csv")', "fetch_openml('mnist')", "FashionMNIST('.', download=True)",
                'ask("INSTALL httpfs")', "torch.hub.load('a', 'b')"],
    "places": ['open("/home/ada/a.csv")', 'open("~/a.csv")', 'open("C:\\\\data\\\\a.csv")', 'ask("SELECT * FROM \'/tmp/a.parquet\'")',
               'open(f"/tmp/{total}.csv")'],
    "figure-labels": ["plt.plot([1])", "fig, ax = plt.subplots()\nax.plot([1])\nax.set_xlabel('day')", "week.plot()", "ax.axis('equal')\nplt.figure()"],
    "quoted-held": ["assert total == 12.5  # quoted: 13.5", "assert 0.65 < total < 0.73  # quoted: 0.59"],
    "code-lines": ["\n".join(["1"] * 16)],
}
ALLOWED = ["rng = np.random.default_rng(0)", "rng.normal(size=3)", "torch.manual_seed(0)\nnn.Linear(2, 3)", "week.sample(3, random_state=0)",
           "torch.manual_seed(0)\ntorch.rand(3)", "KFold(n_splits=3)", 'ask("SELECT * FROM week USING SAMPLE reservoir(3 ROWS) REPEATABLE (7)")',
           "con.execute('SELECT 1').fetch_df()", "datetime.date(2013, 1, 1)", 'print("https is a protocol, see /home")', 'DATA = Path("../../data")',
           "fig, ax = plt.subplots()\nax.imshow([[1]])\nax.axis('off')", "fig, ax = plt.subplots()\nax.imshow([[1]])\nax.set(xticks=[], yticks=[])",
           "ConfusionMatrixDisplay.from_predictions([1], [1])", "assert 0.65 < total < 0.73  # quoted: 0.69", "assert total == 0.691  # quoted: 69.1%",
           "assert 336776 == len(week)  # quoted: 336,776", "assert f'{total:.1%}' == '42.5%'  # quoted: 42.5%", "assert len(week) == rows  # quoted: 1,061",
           "\n".join(["1", ""] * 15), 'print("From Monday on; with two of them")']


@pytest.mark.parametrize(("rule", "code"), [(rule, code) for rule, codes in REFUSED.items() for code in codes])
def test_a_teaching_cell_is_refused(rule: str, code: str, tmp_path: Path) -> None:
    assert teaching(tmp_path, code) == {rule}


@pytest.mark.parametrize("code", ALLOWED)
def test_a_teaching_cell_is_fine(code: str, tmp_path: Path) -> None:
    assert teaching(tmp_path, code) == set()


@pytest.mark.parametrize(("last", "refused"), [
    ("len(_amounts)", True), ("expect.rng('a')", True), ("expect.call(wet_days, [])", True), ("expect.unchanged(wet_days, [])", True),
    ("_n = 3", True), ("if True:\n    _n = 3", True),
    ("assert True, 'said with words'", False), ("for _ in range(2):\n    expect.function(wet_days, 'rain')", False),
    ("if True:\n    expect.function(wet_days)", False), ("with open('a') as _f:\n    expect.function(wet_days)", False),
    ("try:\n    pass\nexcept KeyError:\n    pass\nelse:\n    expect.function(wet_days)", False), ("expect.raises(ValueError, wet_days, 3)", False),
])
def test_how_a_test_cell_may_end(last: str, refused: bool, tmp_path: Path) -> None:
    end = "because=\"one for each wet day\", hint=1)\n"
    assert rules(tmp_path, end, f"{end}{last}\n") == ({"test-ends"} if refused else set())


@pytest.mark.parametrize(("check", "refused"), [
    ("assert len(_amounts) == 40", True), ("assert len(_amounts) == 40, 'incorrect'", True), ("expect.equal(1, 1)", True),
    ("expect.that(True, 'wrong')", True), ("expect.equal(1, 1, because='one is one')", False), ("expect.that(True, _random)", False),
    ("assert len(_amounts) == 40, 'forty days were drawn'", False),
])
def test_a_check_says_why(check: str, refused: bool, tmp_path: Path) -> None:
    assert rules(tmp_path, TEST, f"{TEST}_amounts = [1.0] * 40\n{check}\n") == ({"test-message"} if refused else set())


@pytest.mark.parametrize(("text", "refused"), [
    ("<details><summary>Hint 3: a word</summary>\n#\n# Use `count`.\n#\n# </details>", False),
    ("<details><summary>Hint 3: a word</summary>\n#\n# Use `count`.\n# </details>", False),
    ("<details><summary>Hint 3: a word</summary>\n# Plain words need no empty line.\n# </details>", False),
    ("<details>\n# <summary>Hint 3: a word</summary>\n#\n# * one\n# * two\n#\n# </details>", False),
    ("<details><summary>Hint 3: a word</summary>\n#\n# 3 * 4 and 2 * 2, a_b and b_c, costs $5 or $6.\n#\n# </details>", False),
    ("<details><summary>Hint 3: a word</summary> Use `count`. </details>", True),
    ("<details><summary>Hint 3: a word</summary>\n# Use `count`.\n# </details>", True),
    ("<details><summary>Hint 3: a word</summary>\n# Use **count**.\n# </details>", True),
    ("<details><summary>Hint 3: a word</summary>\n# See [the page](https://duckdb.org).\n# </details>", True),
    ("<details><summary>Hint 3: a word</summary>\n# * one\n# * two\n# </details>", True),
    ("<details><summary>Hint 3: a word</summary>\n# $p$ is a share.\n# </details>", True),
    ("<details><summary>Hint 3: a word</summary>\n# ```\n# SELECT 1\n# ```\n# </details>", True),
    ("<details><summary>Hint 3: `count`</summary>\n#\n# Words.\n#\n# </details>", True),
])
def test_markdown_in_a_hint(text: str, refused: bool, tmp_path: Path) -> None:
    end = "# A condition on NULL is never true.\n#\n# </details>\n"
    assert rules(tmp_path, end, f"{end}# {text}\n") == ({"raw-markdown"} if refused else set())


@pytest.mark.parametrize(("lines", "refused"), [
    (["One."] * 3, False), (["One."] * 4, True), (["A long line. " * 15], False), (["A-very-long-word-that-fills-a-line " * 40], True),
    (["| a | b |", "|---|---|", *["| 1 | 2 |"] * 9], False), (["```", *["code"] * 9, "```"], False), (["", "$$", *["p"] * 9, "$$", ""], False),
])
def test_the_lines_of_a_task(lines: list[str], refused: bool, tmp_path: Path) -> None:
    text = "#\n" + "".join(f"# {line}\n" for line in lines) + "#\n"
    assert rules(tmp_path, TASK, text + TASK) == ({"task-lines"} if refused else set())


@pytest.mark.parametrize(("example", "refused"), [
    ("*Example:* amounts 0.5 and 12 give 1.", False), ("For example, 0.5 and 12 give 1.", False), ("*Form:* one number.", False),
    ("`[0.5, 12]` gives 1.", False), ("0.5 and 12 → 1.", False), ("One row, one column.", True),
])
def test_an_example_in_a_task(example: str, refused: bool, tmp_path: Path) -> None:
    found = rules(tmp_path, "# *Example:* amounts 0.5, 12 and NULL give 1.", f"# {example}")
    assert found == ({"task-example"} if refused else set())


@pytest.mark.parametrize(("text", "rule"), [
    ("1,061 flights", "quoted-numbers"), ("3,322 of them", "quoted-numbers"), ("a share of 0.7", "quoted-numbers"), ("7% of them", "quoted-numbers"),
    ("in 2013", ""), ("lesson 21.5", ""), ("`1061` rows", ""), ("$0.7$ of it", ""), ("100% or 0% of them", ""), ("all 12 months", ""),
    ("from 12.5 mm on", ""), ("it is just rain", "filler"), ("it is not just rain", ""), ("rain is just under the limit", ""),
    ("`just`", ""), ("see <span>this</span>", "plain-markdown"), ("first<br>second", ""), ("a note\n# > [!NOTE]", "plain-markdown"), ("\\\\(p\\\\)", "plain-markdown"),
])
def test_a_sentence_of_the_prose(text: str, rule: str, tmp_path: Path) -> None:
    assert rules(tmp_path, TALK, f"# So {text}.\n{TALK}") == ({rule} if rule else set())


@pytest.mark.parametrize(("answer", "refused"), [
    ("3", False), ("-3.5", False), ("28 * 28 - 4", False), ("(8, 24, 24)", False), ("True", True), ("'yes'", True), ("{'a': 1, 'b': 2}", True), ("['a', 'b']", True),
])
def test_what_is_predicted_cannot_be_guessed(answer: str, refused: bool, tmp_path: Path) -> None:
    found = rules(tmp_path, 'steps = {"steepest": 4, "day 10": 31, "day 20": 58}', f"steps = {answer}")
    assert ("answer-parts" in found) == refused


@pytest.mark.parametrize(("signature", "docstring", "rule"), [
    ("rain: np.ndarray", "Return how many of the amounts, of shape (n,), are wet.", ""),
    ("rain: np.ndarray", "Return how many are wet.", "shapes"),
    ("rain: list[float], *, most: float = 1", "Return how many are wet.", ""),
    ("rain: list[float], *, most=1", "Return how many are wet.", "signature"),
])
def test_a_signature(signature: str, docstring: str, rule: str, tmp_path: Path) -> None:
    old = SOURCE[SOURCE.index("def wet_days(rain"):SOURCE.index("    count = 0")]
    found = rules(tmp_path, old, f'def wet_days({signature}) -> int:\n    """{docstring}"""\n')
    assert found == ({rule} if rule else set())
