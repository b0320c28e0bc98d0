"""Why a query gives other columns than were asked for."""

from __future__ import annotations

import re

from grading.expect.sqltext import columns, names_it, unmarked_names


def column_cause(missing: list[str], extra: list[str], sql: str) -> str:
    """What to look at when columns are missing or too many; empty when nothing is certain."""
    if said := _misnamed(missing, extra, sql):
        return said
    if re.search(r"\bSELECT\s+(\w+\.)?\*", sql, re.IGNORECASE):
        return "`SELECT *` takes all columns: name the ones that are asked for."
    lacking = [name for name in missing if not _is_there(name, sql)]
    if missing and extra:
        one = len(missing) == len(extra) == 1
        return f"Name a column with AS: it should be called {missing[0]}." if one and lacking else ""
    if missing:
        return f"{', '.join(f'`{name}`' for name in lacking)} must stand in SELECT." if lacking else ""
    return (f"{', '.join(f'`{name}`' for name in extra)} {'is' if len(extra) == 1 else 'are'} not asked for. You may "
            "sort or filter by a column without selecting it.")


def width_cause(got: int, want: int, sql: str) -> str:
    """Where a comma may be missing, when there are fewer columns than asked for."""
    pairs = unmarked_names(sql) if got < want else []
    if not pairs:
        return ""
    first, second = pairs[0]
    return f"`{first} {second}` is the column {first} under the name {second}: is a comma missing between them?"


def _misnamed(missing: list[str], extra: list[str], sql: str) -> str:
    """A column that is there under another name than it should have."""
    wanted, others = {name.casefold() for name in missing}, {name.casefold() for name in extra}
    for first, second in unmarked_names(sql):
        if first.casefold() in wanted and second.casefold() in others:
            return f"`{first} {second}` gives the column {first} the name {second}: it should keep its own."
        if first.casefold() in wanted:
            return f"`{first} {second}` is the column {first} under the name {second}: is a comma missing between them?"
    for name in missing:
        if f"'{name}'".casefold() in others:
            return f"Single quotes make text: a column's name stands without them, {name} in place of '{name}'."
    computed = [name for name in extra if not name.isidentifier()]
    unnamed = [name for name in missing if not _is_there(name, sql)]
    if computed and unnamed:
        return f"A computed column gets its name with AS: `… AS {unnamed[0] if len(unnamed) == 1 else 'name'}`."
    return ""


def _is_there(name: str, sql: str) -> bool:
    """Whether a word of SELECT is this name already, or the query gives it to something."""
    return names_it(sql, name) or any(re.search(rf"\b{re.escape(name)}\b", column, re.IGNORECASE)
                                      for column in columns(sql))
