"""Code cells: real Python, short, introduced, deterministic, offline, and apart from learners' answers."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from grading.lesson import SourceError
from grading.lint import python
from grading.lint.draft import Draft, Finding, rule
from grading.regions import cut
from grading.stub import stub

_CLOCKS = re.compile(r"(^|\.)(time\.(time|time_ns|perf_counter|perf_counter_ns|monotonic|process_time|sleep)"
                     r"|datetime\.(now|utcnow|today)|date\.today|Timestamp\.(now|today)|timeit\.\w+|perf_counter)$")
_THREADS = re.compile(r"set_num_(interop_)?threads|threadpool_limits|[A-Z]+_NUM_THREADS|"
                      r"\b(SET|PRAGMA)\s+(worker_)?threads\b", re.I)
_NETWORK = {"requests", "urllib.request", "http.client", "socket", "httpx", "aiohttp", "ftplib", "smtplib", "urllib3"}
_DOWNLOADS = re.compile(r"(^|\.)(fetch_(openml|california_housing|20newsgroups\w*|covtype|kddcup99|lfw_\w+|"
                        r"olivetti_faces|rcv1|species_distributions|file)|load_dataset|urlopen|urlretrieve|hub\.load|from_pretrained)$")
_ADDRESS = re.compile(r"^(https?|s3|ftp)://|\bINSTALL\s+\w+|\b(FROM|read_\w+\()\s*'(https?|s3)://")
_HERE = re.compile(r"^(/(home|Users|tmp|mnt|root|var|opt|content)/|~/|[A-Za-z]:[\\/](?!/))|"
                   r"'(/(home|Users|tmp|mnt|root)/|~/)")
_SQL_CHANCE = re.compile(r"\b(random|uuid|gen_random_uuid)\s*\(\s*\)|"
                         r"\b(USING SAMPLE|TABLESAMPLE)\b(?!.*(REPEATABLE|,\s*\d+\s*\)))", re.I | re.S)
_SQL_CLOCK = re.compile(r"\b(now|today|get_current_timestamp)\s*\(\s*\)|\bcurrent_(date|time|timestamp)\b", re.I)
_NOT_SEEDABLE = re.compile(r"(^|\.)(uuid[14]|urandom|SystemRandom)$|^secrets\.")
_LAYERS = re.compile(r"(^|\.)nn\.(Linear|Bilinear|Conv\dd|ConvTranspose\dd|Embedding|RNN|GRU|LSTM|\w+Cell|"
                     r"Transformer\w*|MultiheadAttention|Dropout)$")
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
    # Layers draw their weights when they are made, often in a class defined above the seed.
    layers = any("torch.manual_seed(" in cell.source for cell in draft.cells(kind="code"))
    for cell in draft.cells(kind="code"):
        module = python.tree(cell.source)
        for call in python.calls(module):
            name = python.dotted(call.func)
            if name in ("random.seed", "torch.manual_seed", "np.random.seed") and call.args:
                seeded.add(name.split(".")[0])
            elif _unseeded(name, call, seeded) or (_LAYERS.search(name) and not layers):
                yield draft.at(cell, f"`{name}` draws without a seed: every run gives something else.",
                               "Draw from `np.random.default_rng(seed)`, or pass the seed.", line=call.lineno)
        for sql, line in python.queries(module):
            if _SQL_CHANCE.search(sql):
                yield draft.at(cell, "the SQL draws at random without a seed.",
                               "Take REPEATABLE (seed), or order by a hash of a column.", line=line)


def _unseeded(name: str, call: ast.Call, seeded: set[str]) -> bool:
    given = {word.arg for word in call.keywords}
    head, _, last = name.rpartition(".")
    if _NOT_SEEDABLE.search(name):
        return True
    if last in ("default_rng", "RandomState", "Random", "SeedSequence"):
        return not (call.args or given) and head != "expect"
    if head in ("np.random", "numpy.random"):
        return last not in ("Generator", "PCG64", "seed") and "np" not in seeded
    if head == "random":
        return "random" not in seeded and last != "seed"
    if head == "torch" and last in _TORCH:
        return "torch" not in seeded and "generator" not in given
    if last == "sample" and (given & {"n", "frac"} or [type(a) for a in call.args] == [ast.Constant]):
        return "random_state" not in given
    if last == "DataLoader" and "shuffle" in given:
        return not seeded & {"torch"} and "generator" not in given
    if last in ("KFold", "StratifiedKFold") and "shuffle" in given:
        return "random_state" not in given
    return last in _SEEDED and "random_state" not in given


@rule("clock")
def clock(draft: Draft) -> Iterator[Finding]:
    """Nothing reads the clock: no wall-clock times, no today's date."""
    for cell in draft.cells(kind="code"):
        module = python.tree(cell.source)
        read = [(python.dotted(call.func), call.lineno) for call in python.calls(module)
                if _CLOCKS.search(python.dotted(call.func))]
        read += [(f"{node.module}.{alias.name}", node.lineno) for node in ast.walk(module)
                 if isinstance(node, ast.ImportFrom) and node.module in ("time", "timeit") for alias in node.names]
        for name, line in read:
            yield draft.at(cell, f"`{name}` depends on when and where the cell runs.",
                           "Count operations or bytes, or write the date into the cell.", line=line)
        for sql, line in python.queries(module):
            if match := _SQL_CLOCK.search(sql):
                yield draft.at(cell, f"`{match[0]}` depends on when the query runs.", "Write the date into the query.",
                               line=line + sql[:match.start()].count("\n"))


@rule("threads")
def threads(draft: Draft) -> Iterator[Finding]:
    """Lessons set no thread counts: the runner does."""
    for cell in draft.cells(kind="code"):
        module = python.tree(cell.source)
        calls = [(python.dotted(call.func), call.lineno) for call in python.calls(module)]
        found = [(name, line) for name, line in calls if _THREADS.search(name)]
        found += [("n_jobs", w.value.lineno) for c in python.calls(module) for w in c.keywords if w.arg == "n_jobs"]
        found += [(m[0], s.lineno) for s in python.strings(module) if (m := _THREADS.search(str(s.value)))]
        for what, line in found:
            yield draft.at(cell, f"`{what}` sets a number of threads.", "Leave it out: the runner decides.", line=line)


@rule("places")
def places(draft: Draft) -> Iterator[Finding]:
    """No path leads to a place that only one machine has."""
    for cell in draft.cells(kind="code"):
        for text, line in python.texts(python.tree(cell.source)):
            if match := _HERE.search(text):
                yield draft.at(cell, f"the path `{match[0]}…` is there on one machine only.",
                               "Read below `DATA`, write into a folder of `tempfile`.", line=line)


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
        if _DOWNLOADS.search(python.dotted(node.func)) or any(
                word.arg == "download" and getattr(word.value, "value", None) is True for word in node.keywords):
            return python.dotted(node.func)
        texts = [text for argument in (*node.args, *(word.value for word in node.keywords))
                 for text, _ in python.texts(argument)]
        if any(_ADDRESS.search(text) for text in texts) and not python.dotted(node.func).startswith("expect."):
            return python.dotted(node.func)
    return ""
