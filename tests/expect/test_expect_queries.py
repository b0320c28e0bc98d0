"""Queries: which answers are equal, which statements are refused, and what a query cannot reach."""

from __future__ import annotations

import datetime
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from grading import expect
from grading.expect import database, whatif

FLIGHTS = {"flights": ("carrier VARCHAR, delay INTEGER", [("AA", 20), ("AA", None), ("UA", 0)])}
ONE = {"one": ("n INTEGER", [(1,)])}
secret_table = pd.DataFrame({"n": [1]})


@pytest.mark.parametrize(("sql", "want"), [
    ("SELECT 1", 1.0), ("SELECT 1.0", 1), ("SELECT 0.5::DECIMAL(9,2)", 0.5), ("SELECT 0.1::REAL", 0.1), ("SELECT NULL", None),
    ("SELECT 1/3", 1 / 3), ("SELECT sum(n) FROM one", 1), ("SELECT true", True), ("SELECT ''", ""), ("SELECT 'nan'::DOUBLE", float("nan")),
    ("SELECT DATE '2013-01-02'", datetime.date(2013, 1, 2)), ("SELECT TIMESTAMP '2013-01-02'", datetime.date(2013, 1, 2)),
    ("SELECT [1, 2]", [1, 2]), ("SELECT 2::HUGEINT ** 70", 2.0**70), ("SELECT 1.10::DECIMAL(9,2)", Decimal("1.1")),
    ("VALUES (1)", 1), ("WITH a AS (SELECT 1 AS n) FROM a", 1), ("FROM one", 1), ("SELECT 1;", 1), ("SELECT 1 -- done", 1),
    ("SELECT INTERVAL 90 MINUTE", datetime.timedelta(minutes=90)), ("SELECT 'é''\n'", "é'\n"),
])
def test_equal_values_are_accepted(sql: str, want: Any) -> None:
    expect.query(sql, ONE, [(want,)])


@pytest.mark.parametrize(("sql", "want"), [
    ("SELECT true", 1), ("SELECT 1", True), ("SELECT NULL", 0), ("SELECT 0", None), ("SELECT ''", None), ("SELECT NULL", ""),
    ("SELECT '1'", 1), ("SELECT 1", "1"), ("SELECT 0.33", 1 / 3), ("SELECT 'nan'::DOUBLE", None), ("SELECT NULL", float("nan")),
    ("SELECT 'AA '", "AA"), ("SELECT 'aa'", "AA"), ("SELECT '2013-01-02'", datetime.date(2013, 1, 2)), ("SELECT [2, 1]", [1, 2]),
    ("SELECT 0", False), ("SELECT 1.0000001::DOUBLE", 1),
])
def test_other_values_are_refused(sql: str, want: Any) -> None:
    with pytest.raises(expect.NotYet, match="a wrong one"):
        expect.query(sql, ONE, [(want,)])


def test_rows_are_a_list_not_a_set() -> None:
    twice = {"t": ("a INTEGER", [(1,), (1,), (2,)])}
    expect.query("SELECT a FROM t ORDER BY a DESC", twice, [(1,), (2,), (1,)])
    with pytest.raises(expect.NotYet, match="should give 3 rows"):
        expect.query("SELECT DISTINCT a FROM t", twice, [(1,), (2,), (1,)])
    with pytest.raises(expect.NotYet, match="3 rows, as it should"):
        expect.query("SELECT unnest([1, 2, 2])", twice, [(1,), (2,), (1,)])


def test_rounding_never_mixes_rows_up() -> None:
    want = [(i % 7 / 3, i / 7, f"r{i % 11}") for i in range(300)]
    tables = {"t": ("a DOUBLE, b DOUBLE, c VARCHAR", want)}
    expect.query("SELECT a + 1e-14, b * (1 + 1e-13), c FROM t ORDER BY random()", tables, want)
    with pytest.raises(expect.NotYet, match="one of them is wrong"):
        expect.query("SELECT CASE WHEN b = 1 THEN 9 ELSE a END, b, c FROM t", tables, want)


def test_columns_count_by_name_in_any_order_and_case() -> None:
    want = [("AA", 20), ("AA", None), ("UA", 0)]
    expect.query("SELECT delay, Carrier FROM flights", FLIGHTS, want, columns=["carrier", "DELAY"])
    for sql in ("SELECT carrier FROM flights", "SELECT carrier, delay, 1 AS x FROM flights",
                "SELECT carrier, delay AS late FROM flights", "SELECT carrier, delay, delay FROM flights"):
        with pytest.raises(expect.NotYet, match="should give the columns carrier, delay"):
            expect.query(sql, FLIGHTS, want, columns=["carrier", "delay"])
    with pytest.raises(expect.NotYet, match="should give 2 columns, but gives 1: carrier"):
        expect.query("SELECT carrier FROM flights", FLIGHTS, want)


def test_order_counts_where_it_is_asked_for() -> None:
    tables = {"t": ("a VARCHAR, n INTEGER", [("x", 1), ("y", 1), ("z", 2)])}
    want = [("z", 2), ("x", 1), ("y", 1)]
    tie = "SELECT a, n FROM t ORDER BY n DESC, a DESC"
    expect.query(tie, tables, want)
    expect.query(tie, tables, want, ordered=["n"], columns=["a", "n"])
    with pytest.raises(expect.NotYet, match="right rows in the wrong order"):
        expect.query(tie, tables, want, ordered=True)
    with pytest.raises(expect.NotYet, match="right rows in the wrong order"):
        expect.query("SELECT a, n FROM t ORDER BY n", tables, want, ordered=["N"], columns=["a", "n"])


def test_a_dataframe_is_a_table_too() -> None:
    frame = pd.DataFrame({"a": ["x", None], "n": [1.5, None]})
    expect.query("SELECT a, n FROM t WHERE n IS NOT NULL", {"t": frame}, [("x", 1.5)])
    with pytest.raises(expect.NotYet, match="the table t"):
        expect.query("SELECT a, n FROM t", {"t": frame}, [("x", 1.5)])


@pytest.mark.parametrize("sql", [
    "SELECT * FROM secret_table", "SELECT * FROM read_csv('{file}')", "SELECT * FROM '{file}'", "SELECT * FROM read_text('{file}')",
    "SELECT * FROM glob('/*')", "COPY one TO '{file}'", "ATTACH '{file}' AS x", "PRAGMA database_list", "SET threads = 4",
    "CREATE TABLE x (a INTEGER)", "INSERT INTO one VALUES (2)", "DELETE FROM one RETURNING n", "DROP TABLE one", "INSTALL httpfs",
    "LOAD httpfs", "EXPORT DATABASE '{file}'", "SELECT 1; SELECT 2", "SELECT * FROM read_csv('https://example.org/a.csv')",
    "CALL pragma_version()", "BEGIN", "EXPLAIN SELECT 1", "RESET threads", "CHECKPOINT", "", "-- nothing", "SELECT $1", "SELEC 1",
    "CREATE MACRO f() AS 1", "USE memory", "VACUUM",
])
def test_a_query_reaches_nothing_but_its_tables(sql: str, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("n\n1\n", encoding="utf-8")
    with pytest.raises(expect.NotYet) as caught:
        expect.rows(sql.format(file=file), ONE)
    assert "Internal Error" not in str(caught.value)
    assert file.read_text(encoding="utf-8") == "n\n1\n"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("value", [None, 3, ["SELECT 1"], lambda: "SELECT 1", b"SELECT 1", ...])
def test_what_is_no_text_is_no_query(value: Any) -> None:
    with pytest.raises(expect.NotYet, match="should be a query, which is text in quotes"):
        expect.query(value, ONE, [(1,)])


@pytest.mark.parametrize("sql", [
    "SELECT count(*) FROM range(100000000) a, range(100000000) b WHERE a.range + b.range = 1",
    "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r",
])
def test_a_query_without_end_is_stopped(sql: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "SECONDS", 0.2)
    begun = time.monotonic()
    with pytest.raises(expect.NotYet, match=r"did not finish within 0\.2 seconds"):
        expect.rows(sql, ONE)
    assert time.monotonic() - begun < 20, "it must be stopped, not waited for"


def test_an_answer_of_endless_rows_is_refused() -> None:
    with pytest.raises(expect.NotYet, match="more than 20000 rows"):
        expect.rows("SELECT * FROM range(30000)", ONE)


def test_rows_gives_python_values() -> None:
    assert expect.rows("SELECT carrier, delay FROM flights ORDER BY delay NULLS LAST", FLIGHTS) == [("UA", 0), ("AA", 20), ("AA", None)]


@pytest.mark.parametrize(("sql", "want", "says"), [
    ("SELECT carrier FROM flights WHERE delay > 15 OR delay IS NULL", [("AA",), ("AA",)], ""),
    ("SELECT carrier FROM flights WHERE delay > 0", [("AA",), ("UA",)], "does 0 itself belong"),
    ("SELECT carrier FROM flights WHERE delay <> NULL", [("AA",), ("UA",)], "never true"),
    ("SELECT carrier FROM flights WHERE '>= 0' <> '' AND delay >= 0 LIMIT 1", [("AA",), ("UA",)], "LIMIT cuts"),
    ("SELECT count(*) FROM flights", [(2,)], "count(*) counts every row"),
    ("SELECT count(delay) FROM flights", [(3,)], "leaves out rows"),
    ("SELECT avg(delay) // 1 + 0.0 FROM flights WHERE delay > 0", [(20.5,)], ""),
    ("SELECT carrier FROM flights WHERE delay NOT IN (SELECT delay FROM flights WHERE carrier = 'AA')", [("UA",)], "NULL in the list"),
    ("SELECT carrier FROM flights WHERE delay BETWEEN 0 AND 20", [("AA",)], "BETWEEN keeps both"),
    ("SELECT 'it''s >= 5'", [("AA",)], ""),
])
def test_a_cause_is_named_only_where_a_trial_proves_it(sql: str, want: list[Any], says: str) -> None:
    cause = whatif.cause(sql, FLIGHTS, lambda answer: sorted(map(str, answer.rows)) == sorted(map(str, want)))
    if sorted(map(str, expect.rows(sql, FLIGHTS))) != sorted(map(str, want)):
        assert says in cause and bool(cause) is bool(says)


def test_nothing_of_a_query_survives_it() -> None:
    expect.rows("SELECT * FROM one", ONE)
    with pytest.raises(expect.NotYet, match="does not exist"):
        expect.rows("SELECT * FROM one", FLIGHTS)
