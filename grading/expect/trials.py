"""Queries that differ from a learner's in one place, each with what to ask the learner about that place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from grading.expect.rowcauses import null_text
from grading.expect.sqltext import depths, masked, texts

_PART = r"((?:(?!\b(?:CASE|WHEN|THEN|ELSE|END)\b).)*?)"
_CASE = re.compile(rf"\bCASE\s+WHEN\b{_PART}\bTHEN\b{_PART}\bELSE\b{_PART}\bEND\b", re.IGNORECASE | re.DOTALL)
_ENDS = "Which end comes first? ORDER BY begins with the smallest, with DESC it begins with the largest."
_WHICH = "IS NULL finds the rows without a value, IS NOT NULL those with one: which are asked for?"
_SIMPLE = (
    (r"\bDISTINCT\b(?!\s+ON\b|\s+FROM\b)", "",
     "DISTINCT merges equal values or rows: are those one thing here, or several?"),
    (r"\bUNION\b(?!\s+ALL\b)", "UNION ALL", "UNION merges rows that are equal: are those one thing here, or several?"),
    (r"\bUNION\s+ALL\b", "UNION", "UNION ALL keeps rows that come from both sides twice: are they wanted twice?"),
    (r"\bLIMIT\s+\d+", "", "LIMIT cuts the answer off after so many rows: is that asked for?"),
    (r"\bOFFSET\s+\d+", "", "OFFSET leaves out the first rows: is that asked for?"),
    (r"(?<!/)//(?!/)", "/", "`//` cuts the part after the point off: should it be kept?"),
    (r"\bLEFT\s+(?:OUTER\s+)?JOIN\b", "JOIN", "LEFT JOIN keeps rows that have no partner: are they wanted?"),
    (r"(?<!LEFT )(?<!OUTER )(?<!CROSS )(?:\bINNER\s+)?\bJOIN\b", "LEFT JOIN",
     "JOIN drops rows that have no partner: are they wanted?"),
    (r"\bcount\s*\(\s*DISTINCT\b", "count(", "count(DISTINCT …) counts equal values once: should it?"),
    (r"\bIS\s+NULL\b", "IS NOT NULL", _WHICH), (r"\bIS\s+NOT\s+NULL\b", "IS NULL", _WHICH),
    (r"\bDESC\b", "ASC", _ENDS),
    (r"\bORDER\s+BY\s+[^,;()]+?(?=\s*(?:\bLIMIT\b|;|$))", r"\g<0> DESC", _ENDS),
)
# Where only one row comes, these happen to be right too often.
_CONDITIONS = (
    (r"\bAND\b", "OR", "It hangs on an AND in the query: must both conditions hold, or is one enough?"),
    (r"\bOR\b", "AND", "It hangs on an OR in the query: is one condition enough, or must both hold?"),
)
_BORDERS = {">=": ">", ">": ">=", "<=": "<", "<": "<="}
_INTEGERS = r"(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?\d*"
_NO_VALUE = {"0": "the number 0", "''": "an empty text", "'NULL'": "the text 'NULL'"}


class Trial(NamedTuple):
    """A changed query, the sentence to say if it is right, and whether that explains all, whatever else helps."""

    sql: str
    sentence: str
    sure: bool = False


def trials(sql: str, columns: Sequence[str], values: Sequence[str], several: bool = True) -> Iterator[Trial]:
    """The changed queries; `columns` are the tables' columns, `values` the texts in them."""
    seen = masked(sql)
    yield from _nulls(sql, seen)
    yield from _words(sql, columns, values)
    yield from _counts(sql, seen, columns)
    if several:
        yield from _borders(sql, seen)
    yield from _divisions(sql, seen)
    for pattern, other, sentence in _SIMPLE + _CONDITIONS * several:
        for place in re.finditer(pattern, seen, re.IGNORECASE):
            new = other.replace(r"\g<0>", sql[place.start():place.end()])
            yield Trial(_with(sql, place, f" {new} "), sentence)


def _with(sql: str, place: re.Match[str], new: str) -> str:
    return sql[:place.start()] + new + sql[place.end():]


def _nulls(sql: str, seen: str) -> Iterator[Trial]:
    for place in re.finditer(r"(?<![:=<>!])(==?|<>|!=)\s*(NOT\s+)?NULL\b", seen, re.IGNORECASE):
        said = null_text(sql[place.start():place.end()], bool(place[2]))
        for new in (" IS NULL", " IS NOT NULL")[::1 if place[1].startswith("=") and not place[2] else -1]:
            yield Trial(_with(sql, place, new), said, True)
    for place in re.finditer(r"([\w.]+)\s*(==?|<>|!=)\s*(0\b(?!\.)|\x00+)", seen):
        other = _NO_VALUE.get(sql[place.start(3):place.end(3)].upper())
        if other:
            new = " IS NULL" if place[2].startswith("=") else " IS NOT NULL"
            yield Trial(_with(sql, place, place[1] + new), f"`{sql[place.start():place.end()]}` asks for {other}, "
                        "which is a value. NULL is none: IS NULL and IS NOT NULL ask for it.")
    for place in re.finditer(r"\bNOT\s+IN\s*\(", seen, re.IGNORECASE):
        end = _closing(seen, place.end())
        inside = sql[place.end():end]
        yield Trial(f"{sql[:place.end()]}SELECT w.v FROM ({inside}) AS w(v) WHERE w.v IS NOT NULL{sql[end:]}",
                    "Is there a NULL in the list of NOT IN? Then the outcome is unknown, and no row is kept.", True)
    for place in _CASE.finditer(seen):
        condition, value, other = (sql[place.start(i):place.end(i)] for i in (1, 2, 3))
        yield Trial(_with(sql, place, f"CASE WHEN {condition} THEN {value} WHEN NOT ({condition}) THEN {other} END"),
                    f"`ELSE {other.strip()}` also catches rows in which the condition is unknown, because of a NULL: "
                    "do they belong there?", True)


def _words(sql: str, columns: Sequence[str], values: Sequence[str]) -> Iterator[Trial]:
    """Texts that differ from those of the tables in capitals or spaces, or that are a column's name."""
    for place in texts(sql):
        word = place[0][1:-1].replace("''", "'")
        if word in values:
            continue
        for value in values:
            if value.strip().casefold() == word.strip().casefold():
                yield Trial(_with(sql, place, "'" + value.replace("'", "''") + "'"),
                            f"The data hold '{value}', not '{word}': in a text, capitals and spaces count.", True)
        if word.casefold() in map(str.casefold, columns):
            yield Trial(_with(sql, place, f'"{word}"'), f"Single quotes make text, the same for every row: '{word}' is "
                        f"no column. A column's name stands without them: {word}.", True)


def _counts(sql: str, seen: str, columns: Sequence[str]) -> Iterator[Trial]:
    for place in re.finditer(r"\bcount\s*\(\s*(?!\*|DISTINCT\b)[\w.]+\s*\)", seen, re.IGNORECASE):
        yield Trial(_with(sql, place, "count(*)"), "count(column) leaves out rows in which the column is NULL: should "
                    "they be left out?", True)
    for place in re.finditer(r"\bcount\s*\(\s*\*\s*\)", seen, re.IGNORECASE):
        for column in columns:
            yield Trial(_with(sql, place, f'count("{column}")'),
                        "count(*) counts every row, whatever is NULL in it: should every row count?", True)


def _divisions(sql: str, seen: str) -> Iterator[Trial]:
    """`//` in place of `/`, with what a function around it does to the part after the point."""
    for place in re.finditer(r"(?<![/*])/(?![/*])", seen):
        yield Trial(_with(sql, place, "//"), _rounded(seen, place.start()) or
                    "`/` keeps the part after the point: should it be cut off?")


def _rounded(seen: str, at: int) -> str:
    open_ = depths(seen)
    around = [place for place in range(at) if seen[place] == "(" and open_[place] < min(open_[place + 1:at + 1])]
    for start in reversed(around):
        word = (re.search(r"(\w*)\s*$", seen[:start]) or [""])[0].strip().casefold()
        end = _closing(seen, start + 1)
        cast = word in ("cast", "try_cast") and re.search(rf"\bAS\s+{_INTEGERS}\s*$", seen[start:end], re.IGNORECASE)
        if cast or re.match(rf"\)\s*::\s*{_INTEGERS}\b", seen[end:], re.IGNORECASE):
            return "A conversion to whole numbers rounds, up or down: should the part after the point be cut off?"
        places = any(seen[i] == "," and open_[i] == open_[start] + 1 for i in range(start, end))
        ways = {"round": "up or down", "ceil": "up", "ceiling": "up", "floor": "down, also below 0"}
        if word in ways and not places:
            return f"`{word}` goes {ways[word]} to a whole number: should the part after the point be cut off?"
    return ""


def _borders(sql: str, seen: str) -> Iterator[Trial]:
    # Only whole numbers and text: that a computed share stands exactly on the border is chance.
    limit_words = r"INTERVAL\s+(?:\d+\s+\w+|\x00+(?:\s+\w+)?)|(?!INTERVAL\b)-?\w+\b(?!\.)|\x00+"
    for place in re.finditer(rf"(?<![<>=!-])(>=|<=|>|<)(?![<>=])\s*({limit_words})", seen, re.IGNORECASE):
        limit = sql[place.start(2):place.end(2)]
        yield Trial(sql[:place.start(1)] + _BORDERS[place[1]] + sql[place.end(1):],
                    f"It hangs on the border `{place[1]} {limit}`: does {limit} itself belong?")
    for place in re.finditer(r"([\w.]+)\s+BETWEEN\s+(-?[\w.]+|\x00+)\s+AND\s+(-?[\w.]+|\x00+)", seen, re.IGNORECASE):
        value, low, high = (sql[place.start(i):place.end(i)] for i in (1, 2, 3))
        for one, two in ((">=", "<"), (">", "<="), (">", "<")):
            yield Trial(_with(sql, place, f"({value} {one} {low} AND {value} {two} {high})"),
                        "BETWEEN keeps both of its ends: do both belong?")


def _closing(seen: str, start: int) -> int:
    """The place of the bracket that closes the one just before `start`."""
    depth = 1
    for place in range(start, len(seen)):
        depth += (seen[place] == "(") - (seen[place] == ")")
        if depth == 0:
            return place
    return len(seen)
