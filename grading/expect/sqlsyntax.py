"""What commonly is wrong at a place where DuckDB finds a syntax error: what is certain first, then a question."""

from __future__ import annotations

import re

from grading.expect.sqltext import depths, masked, spot, tokens

ORDER = ("SELECT", "FROM", "WHERE", "GROUP BY", "HAVING", "ORDER BY", "LIMIT")
CURLY = re.compile("[‘’‚“”„´]")
DOTS = re.compile(r"\.\.\.|…")
_RANKS = {clause.split()[0]: clause for clause in ORDER}
# IS DISTINCT FROM and WITHIN GROUP begin no clause.
_BEGINS = re.compile(r"\b(?:SELECT|(?<!DISTINCT )FROM|WHERE|(?:GROUP|ORDER)\s+BY|HAVING|LIMIT)\b", re.IGNORECASE)
_COMPARISONS = ("=", "==", ">=", "<=", "<>", "!=")
# What cannot be the last word of a query or of a clause.
_OPEN = {"AND", "OR", "NOT", "IN", "BY", "BETWEEN", "LIKE", "IS", "ON", "AS", "WHERE", "HAVING", "FROM", "SELECT",
         "GROUP", "ORDER", "LIMIT", "CASE", "WHEN", "THEN", "ELSE", "JOIN", ",", "=", "==", "<", ">", "<=", ">=", "<>",
         "!=", "+", "-", "/"}


def syntax_cause(complaint: str, sql: str) -> str:
    """What to look at; `complaint` is all that DuckDB says."""
    found = re.search(r'at or near "(.*)"', complaint)
    word, seen, at = (found[1].upper() if found else ""), masked(sql), spot(sql, complaint)
    if certain := strange_signs(seen):
        return certain
    if word == "#":
        return "`#` begins no comment in SQL: a comment begins with `--`."
    if not word:
        return _case(seen) or _brackets(seen) or "Something is missing at the end: a closing bracket, or the rest of " \
                                                 "a condition?"
    before = seen[:at] if at is not None else ""
    rest = tokens(seen[at:]) if at is not None else []
    return (_semicolon(before, word) or _comparison(before, word) or _is(before, word) or _case(seen)
            or _brackets(seen) or _ending(word, rest) or _clause(before, word, at) or _by(before, word)
            or _comma(before, found[1] if found else "") or _other(before, word, at, rest))


def strange_signs(seen: str) -> str:
    """Curly quotes, and the dots of a template, outside of quotes; empty where there are none."""
    if DOTS.search(seen):
        return "The dots `...` are still there: write your own text in their place."
    if found := CURLY.search(seen):
        return f"`{found[0]}` is no quote for SQL: text stands between straight single quotes, 'like this'."
    return ""


def _semicolon(before: str, word: str) -> str:
    if before.rstrip().endswith(";"):
        return f"A semicolon ends a query: the one just before {word} cuts this one in two."
    return ""


def _comparison(before: str, word: str) -> str:
    """Signs that belong together, apart or the wrong way round."""
    left = re.search(r"([<>=!]+)\s*$", before)
    if not left or not re.fullmatch(r"[<>=!]+", word):
        alone = word in _COMPARISONS and not _ends_in_is(before)
        return f"Is something missing on one side of `{word}`?" if alone else ""
    both = left[1] + word
    if both in _COMPARISONS:
        return f"`{left[1]} {word}` is one sign and stands together: `{both}`."
    return no_comparison(both) if both in ("=>", "=<", "><") else \
        f"Is something missing between `{left[1]}` and `{word}`?"


def no_comparison(sign: str) -> str:
    """What to write in place of a sign that is none."""
    return f"`{sign}` is no comparison: at least is written `>=`, at most `<=`, different from `<>`."


def _ends_in_is(before: str) -> bool:
    return re.search(r"\bIS(\s+NOT)?\s*$", before, re.IGNORECASE) is not None


def _is(before: str, word: str) -> str:
    if not _ends_in_is(before):
        return ""
    if word in _COMPARISONS:
        return f"IS NULL and IS NOT NULL stand without `{word}`."
    if re.match(r"[\d']", word):
        return "IS and IS NOT ask for NULL; other values are compared with `=` and `<>`."
    return ""


def _case(seen: str) -> str:
    """The parts of CASE, counted: each CASE has one END, each WHEN one THEN."""
    words = tokens(seen)
    case, end, when, then = (words.count(word) for word in ("CASE", "END", "WHEN", "THEN"))
    form = "CASE WHEN condition THEN value ELSE value END."
    if when > then:
        return f"A WHEN lacks its THEN: {form}"
    if then > when:
        return f"A THEN lacks its WHEN: {form}"
    if case > end:
        return f"A CASE lacks its END: {form}"
    return f"An END lacks its CASE: {form}" if end > case else ""


def _brackets(seen: str) -> str:
    open_ = depths(seen)
    if min(open_) < 0:
        return "A closing bracket `)` closes nothing: is it one too many, or is its `(` missing?"
    if open_[-1] == 1:
        return "A bracket is opened and never closed: a `)` is missing."
    return f"{open_[-1]} brackets are opened and never closed: each needs its `)`." if open_[-1] else ""


def _ending(word: str, rest: list[str]) -> str:
    """What is certain where the place is the end of the query."""
    if [token for token in rest if token != ";"][1:]:
        return ""
    if word in _OPEN:
        return f"The query ends with {word}: the rest of it is missing."
    return ""


def _clause(before: str, word: str, at: int | None) -> str:
    """What is known where a clause begins."""
    if word not in _RANKS:
        return ""
    last = (tokens(before) or [""])[-1]
    if last in _OPEN and at is not None:
        return f"After {last if last.isalpha() else f'`{last}`'}, just before {word}, something is missing."
    order = f"Clauses stand in the order {', '.join(ORDER)}."
    earlier = _clauses(before)
    if earlier and list(_RANKS).index(word) < list(_RANKS).index(earlier[-1]):
        return f"{_RANKS[word]} stands after {_RANKS[earlier[-1]]} here. {order}"
    if word in ("WHERE", "HAVING") and earlier and earlier[-1] == word:
        return f"There are two {word}: conditions are joined with AND or OR."
    return f"Is there a comma or a bracket too many or too few before {word}? {order}"


def _clauses(before: str) -> list[str]:
    """The first words of the clauses at the level of brackets where this part of a query ends."""
    open_ = depths(before)
    start = max((place for place in range(len(before)) if before[place] == "(" and open_[place] < open_[-1]
                 and min(open_[place + 1:]) >= open_[-1]), default=-1)
    return [part[0].upper().split()[0] for part in _BEGINS.finditer(before)
            if part.start() > start and open_[part.start()] == open_[-1]]


def _by(before: str, word: str) -> str:
    last = (tokens(before) or [""])[-1]
    if last in ("GROUP", "ORDER"):
        return f"{last} goes with BY: {last} BY."
    return "BY goes with GROUP or ORDER: GROUP BY, ORDER BY." if word == "BY" else ""


def _comma(before: str, word: str) -> str:
    """The question that a name after a name, or after a bracket, asks in SELECT."""
    words = tokens(before)
    last = (words or [""])[-1]
    if words.count("CASE") > words.count("END"):
        return ""
    named = re.fullmatch(r"\w+|\x00+|\)", last) and last not in _OPEN and re.match(r"[A-Za-z_]", word)
    if named and (_clauses(before) or [""])[-1] == "SELECT" and not before.rstrip().upper().endswith("SELECT"):
        return f"Is a comma missing just before {word}?"
    return ""


def _other(before: str, word: str, at: int | None, rest: list[str]) -> str:
    """Only a question is left."""
    if word == "//":
        return "`//` divides. Is it meant as a comment? That begins with `--`."
    if at is not None and not before.strip():
        return "A query begins with SELECT, WITH or FROM."
    if rest and not [token for token in rest if token != ";"][1:]:
        return "The query ends at that place: is something missing after it, or does that word not belong there?"
    return "Just before that place something is missing or too many: a comma, a quote, a bracket, a word like AND?"
