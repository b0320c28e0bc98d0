"""What data/ ships, and what its README says, for the tests of this folder."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data"
MANIFEST = tomllib.loads((DATA / "manifest.toml").read_text(encoding="utf-8"))
README = (DATA / "README.md").read_text(encoding="utf-8")


def section(dataset: str) -> str:
    """Return the README's section on a dataset."""
    found = re.search(rf"^## {dataset}$(.*?)(?=^## |\Z)", README, flags=re.M | re.S)
    assert found, f"data/README.md has no section '## {dataset}'"
    return found[1]


def flaws(dataset: str) -> str:
    """Return its flaws with every run of white space as one blank."""
    return " ".join(section(dataset).split("### Known flaws and biases")[1].split())


def unmeasured(text: str, measured: Iterable[str], free: str) -> list[str]:
    """Return where a text has a number outside the measured sentences and outside the pattern `free`."""
    # Every sentence is cut out of the whole text: two may share words.
    spans = [(at, at + len(said)) for said in measured for at in [text.find(said)] if at >= 0]
    spans += [match.span() for match in re.finditer(free, text)]
    loose = [m for m in re.finditer(r"\d", text) if not any(a <= m.start() < b for a, b in spans)]
    return [text[max(0, m.start() - 40) : m.end() + 20] for m in loose]
