"""The text of a query, read without running it: what is quoted or comment, its words, its columns and their names."""

from __future__ import annotations

import re

_HIDDEN = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|--[^\n]*|/\*.*?\*/", re.DOTALL)
_TOKEN = re.compile(r"\x00+|\w+|[<>=!]+|[^\s\w]")
_CLAUSE = re.compile(r"\b(SELECT|FROM|WHERE|GROUP\s+BY|HAVING|WINDOW|QUALIFY|ORDER\s+BY|LIMIT|ON|USING|JOIN|UNION)\b",
                     re.IGNORECASE)
# Words that may follow a column in SELECT and are no name for it.
_NO_NAMES = {"AS", "FROM", "END", "IS", "IN", "AND", "OR", "NOT", "LIKE", "BETWEEN", "OVER", "FILTER", "NULL", "ASC",
             "DESC", "WHEN", "THEN", "ELSE", "DISTINCT", "UNION", "WHERE", "ORDER", "GROUP", "LIMIT", "HAVING"}


def masked(sql: str) -> str:
    """The query at the same length, quoted parts as \\0 and comments as spaces."""
    return _HIDDEN.sub(lambda part: (" " if part[0][0] in "-/" else "\x00") * len(part[0]), sql)


def texts(sql: str) -> list[re.Match[str]]:
    """The texts in single quotes."""
    return [part for part in _HIDDEN.finditer(sql) if part[0].startswith("'")]


def tokens(seen: str) -> list[str]:
    """The words and signs of a masked query, or of a part of it, in capitals."""
    return [part.upper() for part in _TOKEN.findall(seen)]


def depths(seen: str) -> list[int]:
    """How many brackets are open before each letter of a masked query, and after the last one."""
    found = [0]
    for letter in seen:
        found.append(found[-1] + (letter == "(") - (letter == ")"))
    return found


def spot(sql: str, complaint: str) -> int | None:
    """The place in the query that DuckDB's complaint marks; None where it marks none."""
    found = re.search(r"^(LINE (\d+): )([^\n]*)\n( *)\^", complaint, re.MULTILINE)
    lines = sql.split("\n")
    if not found or int(found[2]) > len(lines):
        return None
    line, shown, column = lines[int(found[2]) - 1], found[3], len(found[4]) - len(found[1])
    if shown != line:
        # A long line is cut at one end or both.
        kept = shown.removeprefix("...").removesuffix("...")
        column += line.find(kept) - (3 if shown.startswith("...") else 0)
        if not -1 < line.find(kept) == line.rfind(kept) or not 0 <= column <= len(line):
            return None
    return sum(len(before) + 1 for before in lines[:int(found[2]) - 1]) + column


def columns(sql: str) -> list[str]:
    """What stands in the outermost SELECT, column by column, masked; empty where there is none."""
    seen = masked(sql)
    open_ = depths(seen)
    outer = [part for part in re.finditer(r"\b(SELECT(?:\s+DISTINCT)?|FROM|WHERE|GROUP|HAVING|ORDER|LIMIT|UNION)\b|;",
                                          seen, re.IGNORECASE) if open_[part.start()] == 0]
    first = next((i for i, part in enumerate(outer) if part[0].upper().startswith("SELECT")), None)
    if first is None:
        return []
    start = outer[first].end()
    end = outer[first + 1].start() if first + 1 < len(outer) else len(seen)
    cuts = [place for place in range(start, end) if seen[place] == "," and open_[place] == 0]
    return [seen[one:two].strip(", \n\t\r") for one, two in zip([start, *cuts], [*cuts, end], strict=True)]


def unmarked_names(sql: str) -> list[tuple[str, str]]:
    """The columns of SELECT that get another name without AS: `carrier dest` is ("carrier", "dest")."""
    pairs = [re.fullmatch(r"(?:\w+\.)?(\w+)\s+(\w+)", column) for column in columns(sql)]
    return [(pair[1], pair[2]) for pair in pairs if pair and not {pair[1].upper(), pair[2].upper()} & _NO_NAMES]


def names_it(sql: str, name: str) -> bool:
    """Whether the query itself gives something this name, with AS or without."""
    word = re.escape(name)
    if re.search(rf"\bAS\s+\"?{word}\b", sql, re.IGNORECASE) or re.search(rf"\b{word}\"?\s*:(?!:)", sql, re.IGNORECASE):
        return True
    return any(re.search(rf"[\w)\x00]\s+{word}$", column, re.IGNORECASE) for column in columns(sql))


def conditions(sql: str) -> str:
    """What stands after WHERE, HAVING, QUALIFY and ON, masked."""
    parts = _CLAUSE.split(masked(sql))
    return " ".join(text for word, text in zip(parts[1::2], parts[2::2], strict=True)
                    if word.upper() in ("WHERE", "HAVING", "QUALIFY", "ON"))


def grouped_by(sql: str) -> list[str]:
    """The plain columns of every GROUP BY, in small letters."""
    parts = _CLAUSE.split(masked(sql))
    texts_ = [text for word, text in zip(parts[1::2], parts[2::2], strict=True) if word.upper().startswith("GROUP")]
    return [word.casefold() for text in texts_ for word in re.findall(r"\b[A-Za-z_]\w*\b(?!\s*[.(])", text)]
