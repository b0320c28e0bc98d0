"""What data/ ships is what the manifest and the README say."""

import hashlib
import re

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from shipped import DATA, MANIFEST, section

FILES = [(name, file) for name, entry in MANIFEST.items() for file in entry["files"]]
KINDS = {
    pa.int32(): "int",
    pa.float64(): "float",
    pa.string(): "text",
    pa.timestamp("us"): "utc",
    pa.binary(784): "image",
}


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


def test_the_readme_and_the_manifest_name_the_lessons_that_use_a_dataset() -> None:
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    sources = {path.stem: path.read_text(encoding="utf-8") for path in (DATA.parent / "solutions").glob("*.py")}
    for name, entry in MANIFEST.items():
        users = sorted(lesson for lesson, text in sources.items() if f'"{name}"' in text)
        assert sorted(entry["lessons"]) == users, f"data/manifest.toml, [{name}]: lessons"
        assert f"**Used in:** {', '.join(users)}." in readme, f"data/README.md, section {name}"
