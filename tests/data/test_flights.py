"""What the README says of flights/ is measured."""

import tomllib
from pathlib import Path

import duckdb
import pytest
from shipped import DATA, MANIFEST, flaws, unmeasured

CLAIMS = tomllib.loads(Path(__file__).with_name("flights_claims.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def flights() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    for file in MANIFEST["flights"]["files"]:
        path = (DATA / "flights" / file).as_posix()
        connection.execute(f"CREATE VIEW {file.removesuffix('.parquet')} AS FROM '{path}'")
    return connection


def filled(flights: duckdb.DuckDBPyConnection, claim: dict[str, str]) -> str:
    """Return a claim's sentence with the numbers its query measures."""
    row = flights.execute(claim["query"]).fetchone()
    assert row, "the query found no row: the sentence is no longer true"
    return claim["says"].format(*row)


@pytest.mark.parametrize("claim", CLAIMS["claim"], ids=lambda claim: claim["says"])
def test_a_flaw_in_the_readme_is_measured(flights: duckdb.DuckDBPyConnection, claim: dict[str, str]) -> None:
    assert filled(flights, claim) in flaws("flights")


def test_no_number_in_the_flaws_is_unmeasured(flights: duckdb.DuckDBPyConnection) -> None:
    # A carrier's code, the example for hhmm and what "late" means are not measurements.
    free = r"9E|559 is followed by 600|more than 15 minutes late"
    assert not unmeasured(flaws("flights"), [filled(flights, claim) for claim in CLAIMS["claim"]], free)


@pytest.mark.parametrize("claim", CLAIMS["never"], ids=lambda claim: claim["says"])
def test_a_claim_of_the_readme_has_no_exception(
    flights: duckdb.DuckDBPyConnection, claim: dict[str, str]
) -> None:
    assert flights.execute(claim["query"]).fetchone() == (0,)


@pytest.mark.parametrize("table", ["flights", "weather"])
def test_time_hour_is_utc_and_the_other_times_are_new_york(
    flights: duckdb.DuckDBPyConnection, table: str
) -> None:
    frame = flights.execute(f"SELECT year, month, day, hour, time_hour FROM {table}").df()
    local = frame.time_hour.dt.tz_localize("UTC").dt.tz_convert("America/New_York").dt
    assert all((getattr(local, part) == frame[part]).all() for part in ("year", "month", "day", "hour"))


def test_rows_are_in_the_order_the_readme_gives(flights: duckdb.DuckDBPyConnection) -> None:
    months = [row[0] for row in flights.execute("SELECT month FROM flights").fetchall()]
    assert list(dict.fromkeys(months)) == [1, 10, 11, 12, 2, 3, 4, 5, 6, 7, 8, 9]
