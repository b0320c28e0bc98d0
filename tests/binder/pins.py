"""The pins of environment.yml: what learners need, at the versions of constraints.txt.

`python tests/binder/pins.py` writes them anew; the test beside it fails when they are old.
"""

from __future__ import annotations

import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = ROOT / "environment.yml"
PYTHON = "3.12"
SYSTEMS = (
    {"sys_platform": "linux", "os_name": "posix", "platform_system": "Linux"},
    {"sys_platform": "darwin", "os_name": "posix", "platform_system": "Darwin"},
    {"sys_platform": "win32", "os_name": "nt", "platform_system": "Windows"},
)
# Where the generated lines stand: below `- pip:`, to the end of the file.
PIP = re.compile(r"(?<=\n  - pip:\n).*\Z", re.DOTALL)


def expected() -> list[str]:
    """One line a package, as pip reads it, in the order of constraints.txt; errors name what is not pinned."""
    needed, lines = closure(direct()), []
    pinned = {}
    for text in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        requirement = Requirement(text)
        name = canonicalize_name(requirement.name)
        answers = [holds(requirement.marker, system) for system in SYSTEMS]
        if name not in needed or not any(answers):
            continue
        pinned[name] = requirement
        lines.append(f"{requirement.name}{requirement.specifier}" if all(answers) else text)
    if missing := sorted(direct().keys() - pinned):
        raise LookupError(f"constraints.txt does not pin {', '.join(missing)}. Compile it anew (CONTRIBUTING.md).")
    return lines


def direct() -> dict[str, set[str]]:
    """What pyproject.toml says every learner needs: canonical name → extras asked for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    requirements = [Requirement(line) for line in project["dependencies"]]
    return {canonicalize_name(requirement.name): requirement.extras for requirement in requirements}


def closure(names: dict[str, set[str]]) -> set[str]:
    """These packages and all that they need on any system, by what the installed ones say of themselves."""
    waiting, found = list(names.items()), dict[str, set[str]]()
    while waiting:
        name, extras = waiting.pop()
        if name in found and extras <= found[name]:
            continue
        found[name] = found.get(name, set()) | extras
        for line in requires(name):
            requirement = Requirement(line)
            wanted = [holds(requirement.marker, {**system, "extra": extra})
                      for system in SYSTEMS for extra in ("", *found[name])]
            if any(wanted):
                waiting.append((canonicalize_name(requirement.name), requirement.extras))
    return set(found)


def requires(name: str) -> list[str]:
    """What an installed package requires; nothing for one that only another system needs."""
    try:
        return metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return []


def holds(marker: Marker | None, system: dict[str, str]) -> bool:
    """Whether a marker holds on a system with the Python of environment.yml."""
    python = {"python_version": PYTHON, "python_full_version": f"{PYTHON}.0", "platform_machine": "x86_64",
              "platform_python_implementation": "CPython", "implementation_name": "cpython"}
    return marker is None or marker.evaluate({"extra": "", **python, **system})


def rewritten(text: str) -> str:
    """The text of environment.yml with the pins it should have."""
    return PIP.sub(lambda _: "".join(f"      - {line}\n" for line in expected()), text)


if __name__ == "__main__":
    ENVIRONMENT.write_text(rewritten(ENVIRONMENT.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    print(f"wrote the pins of {ENVIRONMENT.name}", file=sys.stderr)
