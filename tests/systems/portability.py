"""What in a Python file works on one system only, found in its syntax tree: encodings, processes, paths, text."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator

# Not there, or not the same, on Windows.
MODULES = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty", "msvcrt", "winreg", "_winapi"}
OF_OS = {"fork", "forkpty", "kill", "killpg", "setsid", "setpgid", "setpgrp", "getpgid", "getuid", "geteuid", "getgid", "getegid",
         "setuid", "setgid", "chown", "lchown", "chroot", "mkfifo", "nice", "getloadavg", "sched_getaffinity", "sched_setaffinity",
         "sysconf", "uname", "statvfs", "wait", "wait3", "wait4", "waitid", "WNOHANG", "execl", "execv", "execve", "execvp",
         "execvpe", "startfile", "O_NOFOLLOW", "O_DIRECTORY"}
OF_SIGNAL = {"SIGKILL", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGCHLD", "SIGSTOP", "SIGCONT", "alarm", "setitimer", "pause"}
GUARD = re.compile(r"\bos\.name\b|\bsys\.platform\b|\bWINDOWS\b|\bPOSIX\b|\bplatform\.system\b|\bhasattr\(")
ERRORS = {"ImportError", "ModuleNotFoundError", "AttributeError", "FileNotFoundError"}
STARTERS = {"run", "Popen", "call", "check_call", "check_output"}
# Beginnings of paths that only one system has. A scratch folder comes from tempfile or tmp_path, a null file from os.devnull.
PLACES = re.compile(r"(/tmp|/var|/dev|/proc|/sys|/etc|/usr|/opt|/home|/root|/Users|[A-Za-z]:\\)(?=[/\\\w]|$)")
PATHLIKE = re.compile(r"(?:^|_)(?:path|folder|root|dir|directory|home|cwd|prefix|tmp_path)$|^(?:ROOT|HOME|HERE)$")
MODE = re.compile(r"[rwaxbtU+]{1,4}")


def violations(source: str) -> list[str]:
    """What a file holds that works on one system only: "line 3: the file is opened without its encoding"."""
    tree = ast.parse(source)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    found = [(getattr(node, "lineno", 0), what) for node in ast.walk(tree) for rule in RULES for what in rule(node, parents)]
    return [f"line {line}: {what}" for line, what in sorted(set(found))]


Parents = dict[ast.AST, ast.AST]


def encoding(node: ast.AST, parents: Parents) -> Iterator[str]:
    """Text is read and written with an encoding that is named."""
    if not isinstance(node, ast.Call):
        return
    name = called(node)
    if name in ("read_text", "write_text") and not named(node, "encoding", 1 if name == "write_text" else 0):
        yield f"{name} without its encoding"
    if name == "open" and is_text(node) and not named(node, "encoding", 3 if isinstance(node.func, ast.Name) else 2):
        yield "the file is opened without its encoding"
    if name in ("NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "fdopen"):
        mode = mode_of(node, 1 if name == "fdopen" else 0)
        if mode and "b" not in mode and not named(node, "encoding", 9):
            yield f"{name} without its encoding"
    if any(truthy(node, key) for key in ("text", "universal_newlines")) and not named(node, "encoding", 99):
        yield "a process's text without its encoding"


def processes(node: ast.AST, parents: Parents) -> Iterator[str]:
    """A process is started with its words in a list, by what every system has."""
    if not isinstance(node, ast.Call):
        return
    if truthy(node, "shell"):
        yield "shell=True starts another shell on each system"
    if written(node.func) in ("os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput"):
        yield f"{written(node.func)} starts another shell on each system"
    if any(keyword.arg == "preexec_fn" for keyword in node.keywords) and not guarded(node, parents):
        yield "preexec_fn is refused on Windows"
    if called(node) in ("get_context", "set_start_method") and [text(word) for word in node.args] == ["fork"]:
        yield "Windows cannot fork"
    if called(node) in STARTERS and node.args and text(first(node.args[0])) in ("python", "python3"):
        yield "the Python that runs is sys.executable"


def names(node: ast.AST, parents: Parents) -> Iterator[str]:
    """What one system lacks is used only behind a question about the system."""
    what = ""
    if isinstance(node, ast.Import):
        what = ", ".join(alias.name for alias in node.names if alias.name in MODULES)
    elif isinstance(node, ast.ImportFrom):
        own = {"os": OF_OS, "signal": OF_SIGNAL}.get(node.module or "", set())
        what = node.module or "" if node.module in MODULES else ", ".join(a.name for a in node.names if a.name in own)
    elif isinstance(node, ast.Attribute) and node.attr in {"os": OF_OS, "signal": OF_SIGNAL}.get(written(node.value), set()):
        what = written(node)
    if what and not guarded(node, parents):
        yield f"{what} is not on every system"


def paths(node: ast.AST, parents: Parents) -> Iterator[str]:
    """Paths are put together by pathlib or os.path, and begin where the system says."""
    if PLACES.match(text(node)) and not isinstance(parents.get(node), ast.Expr) and not missed(node, parents):
        yield f"{text(node)[:30]!r} is a place on one system"
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        for side, other in ((node.left, node.right), (node.right, node.left)):
            if re.search(r"^[/\\]|[/\\]$", text(side)) and is_path(other):
                yield "a path is put together with a slash of its own"
    if isinstance(node, ast.JoinedStr):
        for before, after in zip(node.values, node.values[1:], strict=False):
            if isinstance(before, ast.FormattedValue) and re.match(r"[/\\]", text(after)) and is_path(before.value):
                yield "a path is put together with a slash of its own"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("split", "rsplit"):
        whole = node.func.value
        if [text(word) for word in node.args[:1]] == ["/"] and isinstance(whole, ast.Call) and is_path(whole):
            yield "a path is taken apart at a slash; .parts does it everywhere"
    if isinstance(node, ast.Call) and called(node) in ("symlink_to", "symlink") and not guarded(node, parents):
        yield "Windows refuses links to ordinary users; grading.course.link does it everywhere"


def words(node: ast.AST, parents: Parents) -> Iterator[str]:
    """Dates are written with what every C library knows."""
    if isinstance(node, ast.Call) and called(node) == "strftime" and any("%-" in text(word) for word in node.args):
        yield "%- in strftime is not on every system"


RULES: tuple[Callable[[ast.AST, Parents], Iterator[str]], ...] = (encoding, processes, names, paths, words)


def guarded(node: ast.AST, parents: Parents) -> bool:
    """Whether a question about the system, or an except for what is missing, decides that `node` is reached."""
    while node in parents:
        child, node = node, parents[node]
        if isinstance(node, ast.If | ast.IfExp | ast.While) and child is not node.test and GUARD.search(written(node.test)):
            return True
        if isinstance(node, ast.BoolOp) and GUARD.search(written(node.values[0])) and child is not node.values[0]:
            return True
        if isinstance(node, ast.Try) and child in node.body and any(map(copes, node.handlers)):
            return True
        for before in earlier(node, child):
            if isinstance(before, ast.If) and GUARD.search(written(before.test)) and leaves(before.body[-1]):
                return True
            if isinstance(before, ast.Assert) and GUARD.search(written(before.test)):
                return True
    return False


def missed(node: ast.AST, parents: Parents) -> bool:
    """Whether the function around `node` asks about the system, or goes on where a place is not there."""
    function = node
    while function in parents and not isinstance(function, ast.FunctionDef):
        function = parents[function]
    expected = [part.type if isinstance(part, ast.ExceptHandler) else part.context_expr for part in ast.walk(function)
                if isinstance(part, ast.ExceptHandler | ast.withitem)]
    copes_here = any("OSError" in written(what) for what in expected)
    return guarded(node, parents) or (copes_here and isinstance(function, ast.FunctionDef))


def earlier(node: ast.AST, child: ast.AST) -> list[ast.stmt]:
    """The statements that run before `child` in the block of `node` that holds it."""
    for block in ("body", "orelse", "finalbody"):
        statements = getattr(node, block, None)
        if isinstance(statements, list) and child in statements:
            return statements[:statements.index(child)]
    return []


def leaves(statement: ast.stmt) -> bool:
    """Whether what stands below a statement is not reached after it."""
    return isinstance(statement, ast.Return | ast.Raise | ast.Continue | ast.Break)


def copes(handler: ast.ExceptHandler) -> bool:
    """Whether an except is for what a system lacks, or asks which system it is."""
    return bool(set(re.findall(r"\w+", written(handler.type))) & ERRORS or GUARD.search(written(handler)))


def called(node: ast.Call) -> str:
    """The last name of what is called."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else written(node.func)


def named(node: ast.Call, keyword: str, place: int) -> bool:
    """Whether an argument is given, by keyword or by place, and is not None."""
    given = [word.value for word in node.keywords if word.arg == keyword] or node.args[place:place + 1]
    return any(word.arg is None for word in node.keywords) or any(written(value) != "None" for value in given)


def is_text(node: ast.Call) -> bool:
    """Whether a call of something named open opens text: the built-in, gzip's with "t", or a path's."""
    if not isinstance(node.func, ast.Attribute):
        return "b" not in (mode_of(node, 1) or "r")
    if written(node.func.value) in ("os", "webbrowser", "tarfile", "Image"):
        return False
    if written(node.func.value) in ("gzip", "bz2", "lzma"):
        return "t" in mode_of(node, 1)
    mode = mode_of(node, 0)
    return "b" not in mode if mode or not node.args else False


def mode_of(node: ast.Call, place: int) -> str:
    """The mode a file is opened with, where it is written out; "" otherwise."""
    given = [word.value for word in node.keywords if word.arg == "mode"] or node.args[place:place + 1]
    mode = text(given[0]) if given else ""
    return mode if MODE.fullmatch(mode) else ""


def truthy(node: ast.Call, keyword: str) -> bool:
    return any(word.arg == keyword and written(word.value) == "True" for word in node.keywords)


def is_path(node: ast.AST) -> bool:
    """Whether an expression is a path by its name, or a path made a string."""
    if isinstance(node, ast.Call) and called(node) in ("str", "fspath", "join", "dirname", "abspath", "realpath", "getcwd"):
        return called(node) not in ("str", "join") or any(is_path(word) for word in node.args) or "os.path" in written(node)
    if isinstance(node, ast.Attribute):
        return bool(PATHLIKE.search(node.attr))
    return isinstance(node, ast.Name) and bool(PATHLIKE.search(node.id))


def first(node: ast.expr) -> ast.AST:
    return node.elts[0] if isinstance(node, ast.List | ast.Tuple) and node.elts else node


def text(node: ast.AST) -> str:
    """The value of a written-out string, "" for anything else."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def written(node: ast.AST | None) -> str:
    return ast.unparse(node) if node is not None else ""
