"""Mutants of queries: one thing changed in the tree, and no more of the text than that."""

from __future__ import annotations

import duckdb
import pytest

from grading.audit.mutants import mutants, same
from grading.audit.mutants.query import query

LATE = '''limit = 15
late = """
SELECT carrier,
       count(*) AS flights,  -- all of them
       avg(delay) AS mean
FROM flights
WHERE delay > 15 AND origin = 'JFK'
GROUP BY carrier
ORDER BY mean DESC
"""'''


def texts(text: str) -> list[str]:
    """The mutants of a query, as text."""
    found = []
    for mutant in mutants(f"q = {text!r}"):
        names: dict[str, str] = {}
        exec(mutant.code, names)
        found.append(names["q"])
    return found


@pytest.mark.parametrize(("text", "wrong"), [
    ("SELECT a FROM t WHERE b < 3", "SELECT a FROM t WHERE b <= 3"),
    ("SELECT a FROM t WHERE b < 3", "SELECT a FROM t WHERE b < 4"),
    ("SELECT a FROM t WHERE b = 3", "SELECT a FROM t WHERE b <> 3"),
    ("SELECT a FROM t WHERE b = 3", "SELECT a FROM t"),
    ("SELECT a FROM t WHERE b AND c", "SELECT a FROM t WHERE c"),
    ("SELECT a FROM t WHERE b AND c AND d", "SELECT a FROM t WHERE b AND d"),
    ("SELECT a FROM t WHERE b AND c", "SELECT a FROM t WHERE b OR c"),
    ("SELECT a FROM t WHERE b OR c OR d", "SELECT a FROM t WHERE (b OR c) AND d"),
    ("SELECT a FROM t WHERE a IS NULL", "SELECT a FROM t WHERE a IS NOT NULL"),
    ("SELECT a FROM t WHERE a IS NULL", "SELECT a FROM t WHERE a = NULL"),
    ("SELECT a FROM t WHERE a IS NOT NULL", "SELECT a FROM t WHERE a IS NULL"),
    ("SELECT a FROM t WHERE a NOT IN (1, 2)", "SELECT a FROM t WHERE a IN (1, 2)"),
    ("SELECT a FROM t WHERE a IN (1, 2)", "SELECT a FROM t WHERE a NOT IN (1, 2)"),
    ("SELECT a FROM t WHERE a IN (1, 2)", "SELECT a FROM t WHERE a IN (1)"),
    ("SELECT a FROM t WHERE a IS DISTINCT FROM b", "SELECT a FROM t WHERE a <> b"),
    ("SELECT a FROM t WHERE a IS NOT DISTINCT FROM b", "SELECT a FROM t WHERE a = b"),
    ("SELECT a FROM t WHERE a LIKE 'x%'", "SELECT a FROM t WHERE a LIKE '%x%'"),
    ("SELECT a FROM t WHERE a LIKE 'x%'", "SELECT a FROM t WHERE a ILIKE 'x%'"),
    ("SELECT a FROM t WHERE a BETWEEN 1 AND 9", "SELECT a FROM t WHERE (a > 1 AND a <= 9)"),
    ("SELECT a FROM t WHERE a BETWEEN 1 AND 9", "SELECT a FROM t WHERE (a >= 1 AND a < 9)"),
    ("SELECT a FROM t WHERE a > DATE '2013-01-31'", "SELECT a FROM t WHERE a > DATE '2013-02-01'"),
    ("SELECT a FROM t WHERE a = 'JFK'", "SELECT a FROM t WHERE a = ''"),
    ("SELECT a FROM t JOIN u ON t.k = u.k", "SELECT a FROM t LEFT JOIN u ON t.k = u.k"),
    ("SELECT a FROM t LEFT JOIN u USING (k)", "SELECT a FROM t JOIN u USING (k)"),
    ("SELECT a FROM t JOIN u ON t.k = u.k AND t.m = u.m", "SELECT a FROM t JOIN u ON t.k = u.k"),
    ("SELECT a FROM t JOIN u ON t.k = u.k", "SELECT a FROM t JOIN u ON TRUE"),
    ("SELECT sum(a) FROM t", "SELECT avg(a) FROM t"),
    ("SELECT median(a) FROM t", "SELECT avg(a) FROM t"),
    ("SELECT min(a) FROM t", "SELECT max(a) FROM t"),
    ("SELECT b, count(*) FROM t WHERE a > 1 GROUP BY b", "SELECT b, count(a) FROM t WHERE a > 1 GROUP BY b"),
    ("SELECT count(a) FROM t", "SELECT count(*) FROM t"),
    ("SELECT count(a) FROM t", "SELECT count(DISTINCT a) FROM t"),
    ("SELECT count(DISTINCT a) FROM t", "SELECT count(a) FROM t"),
    ("SELECT sum(a) FILTER (WHERE b > 1) FROM t", "SELECT sum(a) FROM t"),
    ("SELECT a FROM t", "SELECT DISTINCT a FROM t"),
    ("SELECT DISTINCT a FROM t", "SELECT a FROM t"),
    ("SELECT coalesce(a, 0) FROM t", "SELECT a FROM t"),
    ("SELECT a / nullif(b, 0) FROM t", "SELECT a / b FROM t"),
    ("SELECT a::INT FROM t", "SELECT a FROM t"),
    ("SELECT round(a, 2) FROM t", "SELECT round(a, 1) FROM t"),
    ("SELECT a // 60 FROM t", "SELECT a / 60 FROM t"),
    ("SELECT a + b FROM t", "SELECT a - b FROM t"),
    ("SELECT a, b FROM t", "SELECT b, b FROM t"),
    ("SELECT a, b FROM t", "SELECT a FROM t"),
    ("SELECT a AS x FROM t", "SELECT a AS x_2 FROM t"),
    ("SELECT CASE WHEN a THEN 1 WHEN b THEN 2 ELSE 3 END FROM t", "SELECT CASE WHEN b THEN 2 ELSE 3 END FROM t"),
    ("SELECT CASE WHEN a THEN 1 ELSE 3 END FROM t", "SELECT CASE WHEN a THEN 1 END FROM t"),
    ("SELECT CASE WHEN a THEN 1 END FROM t", "SELECT CASE WHEN a THEN 1 ELSE 0 END FROM t"),
    ("SELECT a, b, sum(c) FROM t GROUP BY a, b", "SELECT a, b, sum(c) FROM t GROUP BY a"),
    ("SELECT a FROM t GROUP BY a HAVING sum(b) > 1", "SELECT a FROM t GROUP BY a"),
    ("SELECT a FROM t ORDER BY a", "SELECT a FROM t"),
    ("SELECT a FROM t ORDER BY a, b", "SELECT a FROM t ORDER BY a"),
    ("SELECT a FROM t ORDER BY a", "SELECT a FROM t ORDER BY a DESC"),
    ("SELECT a FROM t ORDER BY a DESC", "SELECT a FROM t ORDER BY a DESC NULLS FIRST"),
    ("SELECT a FROM t LIMIT 3", "SELECT a FROM t LIMIT 4"),
    ("SELECT a FROM t LIMIT 3", "SELECT a FROM t"),
    ("SELECT a FROM t LIMIT 3 OFFSET 1", "SELECT a FROM t LIMIT 3"),
    ("SELECT a FROM t UNION SELECT a FROM u", "SELECT a FROM t UNION ALL SELECT a FROM u"),
    ("SELECT a FROM t EXCEPT SELECT a FROM u", "SELECT a FROM t INTERSECT SELECT a FROM u"),
    ("SELECT sum(a) OVER (PARTITION BY b ORDER BY c) FROM t", "SELECT sum(a) OVER (ORDER BY c) FROM t"),
    ("SELECT sum(a) OVER (PARTITION BY b ORDER BY c) FROM t", "SELECT sum(a) OVER (PARTITION BY b) FROM t"),
    ("SELECT sum(a) OVER (ORDER BY c ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t",
     "SELECT sum(a) OVER (ORDER BY c RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t"),
    ("SELECT sum(a) OVER (ORDER BY c ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t",
     "SELECT sum(a) OVER (ORDER BY c) FROM t"),
    ("SELECT lag(a) OVER (ORDER BY b) FROM t", "SELECT lead(a) OVER (ORDER BY b) FROM t"),
    ("SELECT rank() OVER (ORDER BY b) FROM t", "SELECT dense_rank() OVER (ORDER BY b) FROM t"),
    ("SELECT a FROM t QUALIFY row_number() OVER (ORDER BY b) = 1", "SELECT a FROM t"),
])
def test_the_mistake_is_made(text, wrong):
    assert any(same(f"q = {wrong!r}", f"q = {one!r}") for one in texts(text))


def test_the_rest_of_the_query_and_of_the_cell_stays_as_it_was_written():
    for old, new, line, change in [
        ("delay > 15", "delay >= 15", 7, "`>` became `>=`"),
        ("avg(delay)", "SUM(delay)", 5, "`avg` became `SUM`"),
        ("count(*)", "count(delay)", 4, "`*` became `delay`"),
        (" AND origin = 'JFK'", "", 7, "`AND origin = 'JFK'` left out"),
        ("delay > 15 AND ", "", 7, "`delay > 15 AND` left out"),
        ("\nORDER BY mean DESC", "", 9, "`ORDER BY mean DESC` left out"),
        ("mean DESC", "mean ASC", 9, "`DESC` became `ASC`"),
    ]:
        assert [mutant.change for mutant in mutants(LATE) if mutant.code == LATE.replace(old, new)] == [
            f"{change} in line {line}"], change


@pytest.mark.parametrize("code", [
    "q = 'SELECT a FROM t WHERE b > 1'",
    'q = "SELECT a FROM t WHERE b > 1"',
    "q = '''\nSELECT a\nFROM t\nWHERE b > 1'''",
    'q = r"""SELECT a FROM t WHERE b > 1"""',
    'rows = con.sql("""SELECT a FROM t WHERE b > 1""").fetchall()',
])
def test_a_query_is_changed_in_its_own_quotes(code):
    assert code.replace("b > 1", "b >= 1") in [mutant.code for mutant in mutants(code)]


@pytest.mark.parametrize("code", [
    "q = 'SELECT a\\nFROM t WHERE b > 1'",
    "q = ('SELECT a '\n     'FROM t WHERE b > 1')",
    "q = 'SELECT a FROM t WHERE b > 1 AND c = \\'x\\''",
])
def test_a_query_written_with_escapes_or_in_pieces_is_changed_all_the_same(code):
    assert any(same(mutant.code, code.replace("b > 1", "b >= 1")) for mutant in mutants(code))


@pytest.mark.parametrize("code", [
    "q = f'SELECT {column} FROM t WHERE b > 1'",
    "q = 'select one'",
    "q = 'from here to there'",
    "def f():\n    'SELECT a FROM t WHERE b > 1'",
    "q = 'SELECT FROM WHERE'",
])
def test_a_string_that_is_no_whole_query_is_not_changed_as_one(code):
    assert {mutant.operator for mutant in mutants(code)} <= {"StringEmptied"}


@pytest.mark.parametrize("text", [
    "SELECT count(CASE WHEN a THEN 1 END) FROM t",  # a 2 is counted like a 1
    "SELECT a FROM t WHERE a > 1 ORDER BY a",  # no NULL is left to be put first
    "SELECT a, count(*) FROM t GROUP BY a",  # no group comes twice
    "SELECT a FROM t WHERE a IN (SELECT b FROM u)",
])
def test_what_cannot_make_a_difference_is_not_made(text):
    made = texts(text)
    assert not any("THEN 2" in one or "NULLS" in one or "DISTINCT a," in one or "DISTINCT b" in one for one in made)


def test_in_a_union_distinct_in_a_branch_makes_no_difference():
    assert not any("DISTINCT" in one for one in texts("SELECT a FROM t UNION SELECT a FROM u"))


def test_every_mutant_is_a_query_that_duckdb_parses():
    text = ("WITH d AS (SELECT f.a::DATE AS a, count(*) FILTER (WHERE f.b NOT IN (1, 2)) AS n FROM t f LEFT JOIN u USING (k) "
            "WHERE f.c LIKE 'x%' AND (f.b BETWEEN 1 AND 9 OR f.c IS NOT NULL) GROUP BY f.a) "
            "SELECT a, n / 2 AS half, rank() OVER (PARTITION BY a ORDER BY n DESC) AS r FROM d "
            "WHERE a > DATE '2013-01-01' ORDER BY r NULLS FIRST LIMIT 5")
    made = texts(text)
    assert len(made) > 60
    for one in made:
        assert query(one) is not None
        assert duckdb.extract_statements(one)
