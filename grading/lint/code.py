"""Code cells: real Python, short, introduced, deterministic, offline, and apart from learners' answers."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from grading.lint import python
from grading.lint.draft import Draft, Finding, rule
from grading.lesson import Cell, SourceError
from grading.regions import cut
from grading.stub import stub

_CLOCKS = re.compile(r"(^|\.)(time\.(time|time_ns|perf_counter|perf_counter_ns|monotonic|process_time|sleep)"
                     r"|datetime\.(now|utcnow|today)|date\.today|Timestamp\.(now|today)|timeit\.\w+|perf_counter)$")
_THREADS = re.compile(r"set_num_(interop_)?threads|threadpool_limits|[A-Z]+_NUM_THREADS|\b(SET|PRAGMA)\s+(worker_)?threads\b", re.I)
_NETWORK = {"requests", "urllib.request", "http.client", "socket", "httpx", "aiohttp", "ftplib", "smtplib", "urllib3"}
_SQL_CLOCK = re.compile(r"\b(now|today|get_current_timestamp)\s*\(\s*\)|\bcurrent_(date|time|timestamp)\b", re.I)
_SEEDED = {"train_test_split", "ShuffleSplit", "StratifiedShuffleSplit", "RandomForestClassifier",
           "RandomForestRegressor", "ExtraTreesClassifier", "ExtraTreesRegressor", "MLPClassifier", "MLPRegressor",
           "SGDClassifier", "SGDRegressor", "KMeans", "TSNE", "permutation_importance", "RandomizedSearchCV",
           "make_classification", "make_regression", "make_blobs", "make_moons", "make_circles"}
_TORCH = {"rand", "randn", "randint", "randperm", "normal", "bernoulli", "multinomial"}


@rule("python")
def python_cells(draft: Draft) -> Iterator[Finding]:
    """Every code cell is Python, and every solution gives learners a stub."""
    for cell in draft.cells(kind="code"):
        try:
            ast.parse(cell.source)
        except SyntaxError as error:
            yield draft.at(cell, f"the {cell.role} cell is not Python: {error.msg}.", "Mend this line.",
                           line=error.lineno or 1)
    for exercise in draft.graded:
        if python.tree(exercise.solution.source).body:
            try:
                stub(exercise, draft.lesson.path)
            except SourceError as error:
                yield draft.at(exercise.solution, error.message, error.remedy,
                               line=max(error.line - exercise.solution.first + 1, 0))


@rule("code-lines")
def code_lines(draft: Draft) -> Iterator[Finding]:
    """A teaching cell has at most 15 lines of code, a solution at most 25 (blank lines are not counted)."""
    for cell in draft.cells("teaching", "solution", kind="code"):
        text = cut("\n".join(cut(cell.source, "STUB")[0]), "SOLUTION")
        lines = sum(1 for line in [*text[0], *text[1]] if line.strip())
        most = 25 if cell.role == "solution" else 15
        if lines > most:
            yield draft.at(cell, f"the {cell.role} cell has {lines} lines of code, {most} is the most.",
                           "Split it in two, one idea each, or say it shorter.")


@rule("prose-first")
def prose_first(draft: Draft) -> Iterator[Finding]:
    """Prose stands before every teaching cell of code."""
    cells = draft.lesson.cells
    for index, cell in enumerate(cells):
        if cell.kind == "code" and cell.role == "teaching" and (not index or cells[index - 1].kind != "markdown"):
            yield draft.at(cell, "no prose stands before this code cell.",
                           "Put a markdown cell above it that says what it will show.")


@rule("seeds")
def seeds(draft: Draft) -> Iterator[Finding]:
    """Chance is seeded: no random call without a seed, in Python, NumPy, pandas, scikit-learn, torch or SQL."""
    seeded: set[str] = set()
    for cell in draft.cells(kind="code"):
        module = python.tree(cell.source)
        for call in python.calls(module):
            name = python.dotted(call.func)
            if name in ("random.seed", "torch.manual_seed", "np.random.seed") and call.args:
                seeded.add(name.split(".")[0])
            elif _unseeded(name, call, seeded):
                yield draft.at(cell, f"`{name}` draws without a seed: every run gives something else.",
                               "Draw from `np.random.default_rng(seed)`, or pass the seed.", line=call.lineno)
        for sql, line in python.queries(module):
            if re.search(r"\brandom\s*\(\s*\)", sql, re.I) or re.search(r"\bUSING SAMPLE\b(?!.*(REPEATABLE|,\s*\d+\s*\)))", sql, re.I | re.S):
                yield draft.at(cell, "the SQL draws at random without a seed.",
                               "Take REPEATABLE (seed), or order by a hash of a column.", line=line)


def _unseeded(name: str, call: ast.Call, seeded: set[str]) -> bool:
    given = {word.arg for word in call.keywords}
    head, _, last = name.rpartition(".")
    if last in ("default_rng", "RandomState", "Random", "SeedSequence"):
        return not (call.args or given) and head != "expect"
    if head in ("np.random", "numpy.random"):
        return last not in ("Generator", "PCG64", "seed") and "np" not in seeded
    if head == "random":
        return "random" not in seeded and last != "seed"
    if head == "torch" and last in _TORCH:
        return "torch" not in seeded and "generator" not in given
    if last == "sample" and given & {"n", "frac"}:
        return "random_state" not in given
    if last in ("KFold", "StratifiedKFold") and "shuffle" in given:
        return "random_state" not in given
    return last in _SEEDED and "random_state" not in given


@rule("clock")
def clock(draft: Draft) -> Iterator[Finding]:
    """Nothing reads the clock: no wall-clock times, no today's date."""
    for cell in draft.cells(kind="code"):
        module = python.tree(cell.source)
        for call in python.calls(module):
            if _CLOCKS.search(python.dotted(call.func)):
                yield draft.at(cell, f"`{python.dotted(call.func)}` depends on when and where the cell runs.",
                               "Count operations or bytes, or write the date into the cell.", line=call.lineno)
        for sql, line in python.queries(module):
            if match := _SQL_CLOCK.search(sql):
                yield draft.at(cell, f"`{match[0]}` depends on when the query runs.", "Write the date into the query.",
                               line=line + sql[:match.start()].count("\n"))


@rule("threads")
def threads(draft: Draft) -> Iterator[Finding]:
    """Lessons set no thread counts: the runner does."""
    for cell in draft.cells(kind="code"):
        module = python.tree(cell.source)
        found = [(python.dotted(c.func), c.lineno) for c in python.calls(module) if _THREADS.search(python.dotted(c.func))]
        found += [("n_jobs", w.value.lineno) for c in python.calls(module) for w in c.keywords if w.arg == "n_jobs"]
        found += [(m[0], s.lineno) for s in python.strings(module) if (m := _THREADS.search(str(s.value)))]
        for what, line in found:
            yield draft.at(cell, f"`{what}` sets a number of threads.", "Leave it out: the runner decides.", line=line)


@rule("network")
def network(draft: Draft) -> Iterator[Finding]:
    """Nothing reaches for the network: no network modules, no addresses read."""
    for cell in draft.cells(kind="code"):
        for node in ast.walk(python.tree(cell.source)):
            what = _reaches(node)
            if what:
                yield draft.at(cell, f"`{what}` needs the network.", "Read a file under `data/` instead.",
                               line=getattr(node, "lineno", 1))


def _reaches(node: ast.AST) -> str:
    if isinstance(node, ast.Import):
        return next((a.name for a in node.names if a.name in _NETWORK or a.name.split(".")[0] in _NETWORK), "")
    if isinstance(node, ast.ImportFrom):
        names = {node.module or "", *(f"{node.module}.{a.name}" for a in node.names)}
        return min(names & _NETWORK, default="")
    if isinstance(node, ast.Call):
        texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        if any(re.match(r"(https?|s3|ftp)://", text) or re.search(r"\bINSTALL\s+\w+|\b(FROM|read_\w+\()\s*'https?://", text)
               for text in texts) and not python.dotted(node.func).startswith("expect."):
            return python.dotted(node.func)
    return ""


@rule("answers-apart")
def answers_apart(draft: Draft) -> Iterator[Finding]:
    """No cell but an exercise's own tests reads a name that its answer binds."""
    owner: dict[str, str] = {}
    for cell in draft.cells(kind="code"):
        module = python.tree(cell.source)
        for name in sorted((python.read(module) | _tables(cell)) & set(owner)):
            if owner[name] != cell.exercise:
                yield draft.at(cell, f"the cell reads `{name}`, which a learner's answer to {owner[name]!r} binds.",
                               "Hand it what it needs from a library or another implementation, under another name.",
                               line=_first_use(module, name))
        for name in python.bound(module):
            if cell.role == "solution":
                owner[name] = str(cell.exercise)
            elif cell.role == "teaching":
                owner.pop(name, None)


def _tables(cell: Cell) -> set[str]:
    """Names after FROM and JOIN: DuckDB reads Python variables of that name."""
    return {match[1] for sql, _ in python.queries(python.tree(cell.source))
            for match in re.finditer(r"\b(?:FROM|JOIN)\s+([A-Za-z_]\w*)", sql, re.I)}


def _first_use(module: ast.Module, name: str) -> int:
    lines = [n.lineno for n in ast.walk(module) if isinstance(n, ast.Name) and n.id == name]
    return min(lines, default=0)
