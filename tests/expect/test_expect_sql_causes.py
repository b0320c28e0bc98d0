"""What is said of a query that cannot be run, or gives other rows, is certain: a likely story is not told."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest

from grading import expect
from grading.expect import sqltext

FLIGHTS = {"flights": ("carrier VARCHAR, origin VARCHAR, delay INTEGER", [("AA", "JFK", 20), ("AA", "LGA", None), ("UA", "JFK", 0)])}


def said(sql: str, want: list[Any], columns: list[str] | None = None, tables: dict[str, Any] = FLIGHTS) -> str:
    with pytest.raises(expect.NotYet) as caught:
        expect.query(sql, tables, want, columns)
    return str(caught.value)


@pytest.mark.parametrize(("sql", "says"), [
    ("SELECT carrier FROM flights WHERE delay < > 15", "`< >` is one sign and stands together: `<>`."),
    ("SELECT carrier FROM flights WHERE delay = < 15", "`=<` is no comparison"),
    ("SELECT carrier FROM flights WHERE delay =< 15", "`=<` is no comparison"),
    ("SELECT carrier FROM flights WHERE = 15", "Is something missing on one side of `=`?"),
    ("SELECT carrier FROM flights; ORDER BY carrier", "A semicolon ends a query: the one just before ORDER"),
    ("SELECT carrier FROM flights WHERE delay > 1 AND ORDER BY delay", "After AND, just before ORDER, something is missing."),
    ("SELECT carrier FROM flights WHERE delay > 1 WHERE delay < 9", "There are two WHERE"),
    ("SELECT carrier FROM flights ORDER BY delay GROUP BY carrier", "GROUP BY stands after ORDER BY here."),
    ("SELECT carrier FROM (SELECT * FROM flights ORDER BY delay) WHERE HAVING true", "just before HAVING"),
    ("SELECT CASE delay > 15 THEN 1 ELSE 0 END FROM flights", "A THEN lacks its WHEN"),
    ("SELECT CASE WHEN delay > 15 THEN 1 ELSE 0 AS late FROM flights", "A CASE lacks its END"),
    ("SELECT 1 END FROM flights WHERE WHERE", "An END lacks its CASE"),
    ("SELECT '(' FROM flights WHERE (delay > 1 AND (delay < 2 ORDER BY delay -- ))", "2 brackets are opened"),
    ("// mine\nSELECT 1", "`//` divides. Is it meant as a comment?"), ("SELECT carrier FROM flights # mine", "`#` begins no comment"),
    ("SELECT carrier, delay + 1 AS late origin FROM flights", "Is a comma missing just before origin?"),
    ("SELECT count(*) AS n sum(delay) AS late FROM flights", "Is a comma missing just before sum?"),
    ("SELECT carrier FROM flights GROUP carrier", "GROUP goes with BY"), ("SELECT carrier FROM flights BY carrier", "BY goes with GROUP or ORDER"),
    ("SELECT carrier FROM flights WHERE delay >= <= 15", "Is something missing between `>=` and `<=`?"),
    ("FORM flights", "A query begins with SELECT"), ("SELECT carrier flights WHERE delay > 1", "FROM is missing"),
    ("SELECT carrier FROM flights LIMIT 3 4", "The query ends at that place"), ("SELECT carrier FROM flights WHERE", "ends with WHERE"),
    ("SELECT carrier FROM flights WHERE …", "The dots `...` are still there"), ("SELECT carrier FROM flights WHERE origin = “New York”", "is no quote for SQL"),
    ("SELECT carrier FROM flights WHERE 'delay' > 15", "'delay' is no column"), ("SELECT late FROM flights", "gets that name with AS: `… AS late`"),
    ('SELECT delay FROM flights ORDER BY "late"', "gets that name with AS"), ("SELECT delay AS x, lat FROM flights", "Is the name spelt right"),
    ("SELECT n FROM (SELECT delay AS late FROM flights) WHERE late > origins", "Is the name spelt right"),
])
def test_the_mistake_in_a_query_that_cannot_be_run_is_named(sql: str, says: str) -> None:
    assert says in said(sql, [("AA",)], ["late"])


@pytest.mark.parametrize(("sql", "never"), [
    ("SELECT carrier FROM flights WHERE percentile_cont(0.5) WITHIN GROUP (ORDER BY delay) FROM flights", "after GROUP BY"),
    ("SELECT carrier FROM flights WHERE delay IS DISTINCT FROM 1 WHERE delay > 2", "after FROM"),
    ("SELECT delay AS late FROM (SELECT late FROM flights)", "gets that name with AS"),
    ("SELECT '...' FROM flights WHERE AND", "dots"), ("SELECT carrier FROM flights WHERE delay > 15 ELSE", "lacks"),
    ("SELECT carrier FROM flights WHERE delay > 3 origin", "comma missing just before"), ("SELECT CASE WHEN delay > 1 THEN delay origin END FROM flights", "comma missing just before"),
    ("SELECT '# ‘' FROM flights WHERE AND", "quote"), ("SELECT carrier FROM flights WHERE delay > 3 GRUP BY carrier", "begins with"),
])
def test_what_is_not_certain_is_not_said(sql: str, never: str) -> None:
    assert never not in said(sql, [("AA",)], ["late"])


@pytest.mark.parametrize(("before", "after"), [
    ("SELECT carrier", " FROM flights"), ("SELECT carrier\nFROM flights\n", "\nWHERE delay > 15"),
    ("SELECT carrier" + ", delay + 1" * 30, "delay FROM flights WHERE " + "delay > 15 AND " * 30 + "delay > 1"),
    ("\n\n  SELECT 'é' ", "\n"),
])
def test_the_place_of_a_complaint_is_found_in_the_query(before: str, after: str) -> None:
    sql = f"{before} ; odd {after}"
    with pytest.raises(duckdb.Error, match='near "odd"') as caught:
        duckdb.connect().extract_statements(sql)
    assert sqltext.spot(sql, str(caught.value)) == sql.index("odd")


@pytest.mark.parametrize(("sql", "columns"), [
    ("SELECT a, b AS x, f(c, d) FROM t", ["a", "b AS x", "f(c, d)"]), ("SELECT DISTINCT a FROM t UNION SELECT b FROM t", ["a"]),
    ("WITH w AS (SELECT a, b FROM t) SELECT c FROM w", ["c"]), ("FROM t", []), ("SELECT (SELECT a FROM t), 1 WHERE true", ["(SELECT a FROM t)", "1"]),
])
def test_the_columns_of_a_query_are_read(sql: str, columns: list[str]) -> None:
    assert sqltext.columns(sql) == columns


@pytest.mark.parametrize(("sql", "columns", "says"), [
    ("SELECT carrier delay FROM flights", ["carrier", "delay"], "is a comma missing between them?"),
    ("SELECT carrier c, delay FROM flights", ["carrier", "delay"], "gives the column carrier the name c: it should keep its own."),
    ("SELECT delay FROM flights", ["carrier", "delay"], "`carrier` must stand in SELECT."),
    ("SELECT carrier, delay // 60 FROM flights", ["carrier", "hours"], "gets its name with AS: `… AS hours`"),
    ("SELECT carrier origin, delay // 60 FROM flights", ["carrier", "origin", "hours"], "is a comma missing"),
    ("SELECT delay // 60, delay + 1 FROM flights", ["hours", "more"], "gets its name with AS: `… AS name`"),
    ("SELECT carrier, 'delay' FROM flights", ["carrier", "delay"], "delay in place of 'delay'"),
    ("SELECT carrier, delay AS late FROM flights", ["carrier", "delay"], "should give the columns"),
])
def test_why_columns_are_missing(sql: str, columns: list[str], says: str) -> None:
    text = said(sql, [tuple(range(len(columns)))], columns)
    assert says in text
    assert ("must stand in SELECT" in text) is ("must stand" in says)


def test_a_lost_null_is_named_only_where_a_condition_asks_about_its_column() -> None:
    rows = [("AA", "JFK", 20), ("AA", "LGA", None), ("UA", "JFK", 0)]
    everything = "SELECT carrier, origin, delay FROM flights WHERE "
    assert "has a NULL in `delay`" in said(everything + "delay < 5 OR delay >= 5", rows)
    for condition in ("origin = 'JFK'", "delay IS NOT NULL", "origin = 'JFK' AND delay IS NOT NULL"):
        assert "has a NULL" not in said(everything + condition, rows), condition
    assert "has a NULL" not in said(everything + "delay > 5", [("AA", "JFK", 20), ("AA", "LGA", None), ("UA", "LGA", None)][:2] + rows[2:])


@pytest.mark.parametrize(("sql", "says"), [
    ("SELECT carrier FROM flights WHERE NULL = delay", "`NULL = delay` is never true"),
    ("SELECT carrier FROM flights WHERE delay <> NOT NULL", "NOT NULL is NULL again"),
    ("SELECT CASE delay WHEN NULL THEN 'none' ELSE 'some' END FROM flights", "`WHEN NULL` is never true"),
    ("SELECT carrier FROM flights WHERE delay >= NULL", "`>= NULL` is never true"),
    ("SELECT carrier FROM flights WHERE (delay IS NOT NULL = true) AND carrier = 'XX'", ""),
    ("SELECT '= NULL' FROM flights -- x = NULL", ""),
])
def test_a_comparison_with_null_is_always_named(sql: str, says: str) -> None:
    text = said(sql, [("one",), ("two",)])
    assert says in text and ("never true" in text) is bool(says)


@pytest.mark.parametrize(("sql", "want", "says"), [
    ("SELECT delay FROM flights WHERE origin = 'jfk ' AND carrier = 'AA'", [(20,)], "The data hold 'JFK', not 'jfk '"),
    ("SELECT count(*) FROM flights GROUP BY 'carrier'", [(2,), (1,)], "'carrier' is no column"),
    ("SELECT carrier FROM flights WHERE origin <> 'EWR' AND delay IS NULL", [("AA",), ("UA",)], "IS NULL finds the rows without a value"),
    ("SELECT floor(-delay / 3) FROM flights WHERE delay > 0", [(-6,)], "`floor` goes down, also below 0"),
    ("SELECT (delay / 3)::INTEGER FROM flights WHERE delay > 0", [(6,)], "A conversion to whole numbers rounds"),
    ("SELECT round(delay / 3, 1) FROM flights WHERE delay > 0", [(6,)], "`/` keeps the part"),
    ("SELECT CAST(delay / 3 AS DOUBLE) FROM flights WHERE delay > 0", [(6,)], "`/` keeps the part"),
])
def test_a_trial_says_what_it_has_proved(sql: str, want: list[Any], says: str) -> None:
    assert says in said(sql, want)


def test_borders_and_joined_conditions_are_tried_only_where_groups_tell_them_apart() -> None:
    one = {"flights": ("carrier VARCHAR, delay INTEGER", [("AA", 15), ("AA", 20)])}
    two = {"flights": ("carrier VARCHAR, delay INTEGER", [("AA", 15), ("AA", 20), ("UA", 3)])}
    for words in ("", " GROUP BY carrier"):
        assert "hangs on" not in said(f"SELECT count(*) FROM flights WHERE delay >= 15{words}", [(1,)], tables=one)
    assert "border `>= 15`" in said("SELECT count(*) FROM flights WHERE delay >= 15 GROUP BY carrier", [(1,)], tables=two)


def test_rows_that_come_too_often_are_not_always_duplicates() -> None:
    assert "GROUP BY or DISTINCT" in said("SELECT carrier FROM flights", [("AA",), ("UA",)])
    text = said("SELECT f.carrier FROM flights f JOIN flights g USING (origin)", [("AA",), ("AA",), ("UA",)])
    assert "more often than they should" in text and "DISTINCT" not in text
    assert "A join gives a row for every pair" in said("SELECT f.carrier FROM flights f JOIN flights g USING (origin)", [("AA",), ("UA",)])


def test_the_diagnosis_stands_before_the_tables() -> None:
    with pytest.raises(expect.NotYet) as caught:
        expect.query("SELECT carrier, count(delay) AS n FROM flights GROUP BY carrier", FLIGHTS, [("AA", 2), ("UA", 1)], ["carrier", "n"],
                     because="every flight counts", hint=1)
    lines = str(caught.value).split("\n")
    assert lines[1:5] == ["Where carrier is AA, `n` should be 2, but is 1.",
                          "count(column) leaves out rows in which the column is NULL: should they be left out?",
                          "Every flight counts.", "Hint 1 above is about this."]
    assert lines[5] == "  the table flights:"
