"""Whether two cells are the same program: layout doesn't count, and nothing else is taken for layout."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from grading.audit.mutants import canonical, pretty, same
from grading.audit.mutants.query import canonical_query
from grading.lesson import parse

QUERY = "q = 'SELECT a, count(*) FROM t WHERE b <> 1 GROUP BY a'"


@pytest.mark.parametrize(("one", "other"), [
    ("x = 1  # so many", "x=1"),
    ("x = 1\n\n\ny = 2", "# first\nx = 1\ny = (2)"),
    ("x = 'a'", 'x = """a"""'),
    ("x = u'a' 'b'", 'x = "ab"'),
    ("x = 27_004", "x = 27004"),
    ('def f():\n    """Return 1."""\n    return 1', "def f():\n    return 1"),
    ('def f():\n    """Do nothing."""', "def f():\n    pass"),
    ('class A:\n    """An A."""\n    x = 1', "class A:\n    x = 1"),
    ('"""About the cell."""\nx = 1', "x = 1"),
    ("f(a,\n  b)", "f(a, b)"),
    (QUERY, 'q = """\nselect a, COUNT(*)\nfrom t\nwhere b != 1  -- not one\ngroup by a\n"""'),
    ("q = 'SELECT a FROM t'", "q = 'SELECT a\\n/* all */ FROM t;'"),
    ("run('SELECT a FROM t LIMIT 1')", "run('select a from t limit 1')"),
    ("q = 'WITH u AS (SELECT a FROM t) SELECT a FROM u'", "q = '''with u as (\n  select a from t\n)\nselect a from u'''"),
])
def test_layout_quoting_comments_and_docstrings_make_no_other_program(one, other):
    assert same(one, other)
    assert canonical(canonical(one)) == canonical(one)


@pytest.mark.parametrize(("one", "other"), [
    ("x = 1", "x = 2"),
    ("x = 1", "x = 1.0"),
    ("x = 1", "x = True"),
    ("x = 'a'", "x = b'a'"),
    ("x = 'a'", "x = 'A'"),
    ("x = 'a  b'", "x = 'a b'"),
    ("x = 'select'", "x = 'SELECT'"),
    ("x = 'with'", "x = 'WITH'"),
    ("x = 'select one'", "x = 'SELECT one'"),
    ("x = 'from here'", "x = 'FROM here'"),
    ("x = 'Select one from these'", "x = 'SELECT one FROM these'"),
    ("x = 'arr_delay is null'", "x = 'arr_delay IS NULL'"),
    ("x = 'select the best model from these'", "x = 'SELECT the best model FROM these'"),
    ("x = f'select {a} from t'", "x = f'SELECT {a} FROM t'"),
    ("q = 'SELECT a FROM t'", "q = 'SELECT b FROM t'"),
    ("q = \"SELECT a FROM t WHERE b = 'JFK'\"", "q = \"SELECT a FROM t WHERE b = 'jfk'\""),
    ("q = \"SELECT a FROM t WHERE b = 'a  b'\"", "q = \"SELECT a FROM t WHERE b = 'a b'\""),
    ("q = 'SELECT a FROM t ORDER BY a'", "q = 'SELECT a FROM t ORDER BY a DESC'"),
    ("q = 'SELECT a FROM t WHERE b AND (c OR d)'", "q = 'SELECT a FROM t WHERE b AND c OR d'"),
    ("x = a - (b - c)", "x = a - b - c"),
    ("x = 1\ny = 2", "y = 2\nx = 1"),
    ("if a:\n    b()\nc()", "if a:\n    b()\n    c()"),
    ("def f():\n    x = 'Return 1.'\n    return 1", "def f():\n    return 1"),
    ("if a:\n    'text'", "if a:\n    'other'"),
    ("def f(x: int): ...", "def f(y: int): ..."),
    ("x = (", "x = ["),
])
def test_programs_that_differ_are_not_merged(one, other):
    assert not same(one, other)


def queries() -> list[str]:
    """Every query that is a solution in lesson 21, whose tables are below."""
    found = []
    for path in sorted((Path(__file__).parents[2] / "solutions").glob("21_*.py")):
        for exercise in parse(path).exercises:
            names: dict[str, object] = {}
            if '"""\nSELECT' in exercise.solution.source:
                exec(exercise.solution.source, names)
                found += [value for value in names.values() if isinstance(value, str)]
    return found


# Columns worked out from a row's number i, so that every run has the same rows.
TABLES = {
    "flights": {"carrier": "chr((65 + i % 3)::INT)", "origin": "CASE i % 2 WHEN 0 THEN 'JFK' ELSE 'LGA' END",
                "dest": "chr((70 + i % 7)::INT)", "tailnum": "nullif(i % 30, 7)", "month": "i % 12 + 1", "hour": "i % 10",
                "dep_time": "nullif(i % 50, 0)", "arr_delay": "nullif(i * 37 % 1000 - 200, 3)"},
    "planes": {"tailnum": "i % 60", "manufacturer": "chr((75 + i % 5)::INT)"},
    **{name: {"a": "nullif(i % 3, 0)", "b": "i % 4", "c": "i", "d": "i % 5", "e": "nullif(i % 6, 1)"} for name in "tuv"},
}
FEATURES = [
    "SELECT DISTINCT a::INT, b // 2, c / 2 FROM t ORDER BY 1 DESC NULLS FIRST, 2 LIMIT 3 OFFSET 1",
    "SELECT a, lag(b, 2) OVER (PARTITION BY a ORDER BY c ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t "
    "QUALIFY row_number() OVER (ORDER BY c) <= 2",
    "SELECT count(DISTINCT a) FILTER (WHERE t.b IS NOT DISTINCT FROM 3), median(u.b) FROM t LEFT JOIN u USING (a)",
    "SELECT a FROM t WHERE b NOT IN (1, 2) AND c::TEXT NOT LIKE 'x%' AND d NOT BETWEEN 1 AND 2 AND e IS NOT NULL",
    "SELECT a FROM t UNION ALL SELECT b FROM u EXCEPT SELECT c FROM v",
    "SELECT DATE '2013-01-01' + INTERVAL 1 DAY, ifnull(a, 0), a != b FROM t",
]


@pytest.mark.parametrize("text", [*queries(), *FEATURES])
def test_the_canonical_text_of_a_query_gives_the_same_rows(text):
    with duckdb.connect() as connection:
        for name, columns in TABLES.items():
            values = ", ".join(f"{value} AS {column}" for column, value in columns.items())
            connection.execute(f"CREATE TABLE {name} AS SELECT {values} FROM range(400) AS r(i)")
        rows = sorted(map(str, connection.execute(text).fetchall()))
        assert rows
        assert sorted(map(str, connection.execute(str(canonical_query(text))).fetchall())) == rows


def test_pretty_lays_every_query_out_and_leaves_the_rest_as_it_is():
    code = "# two\na = 'SELECT x, y FROM t'; b = 1\nc = run(\"select 'it''s' from u\")  # it"
    assert pretty(code) == ('# two\na = """\nSELECT\n  x,\n  y\nFROM t\n"""; b = 1\n'
                            'c = run("""\nSELECT\n  \'it\'\'s\'\nFROM u\n""")  # it')
    assert same(pretty(code), "a = '\\nSELECT x, y FROM t'; b = 1; c = run(\"select 'it''s' from u\")")


@pytest.mark.parametrize("code", ["x = 1", "def f(:", "x = 'from here'"])
def test_pretty_leaves_a_cell_without_queries_as_it_is(code):
    assert pretty(code) == code
