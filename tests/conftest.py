"""What holds for all tests: choosing one lesson, one thread a process, and no silent skips on CI."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any

import pytest

# One thread a process, kernels too: the cores are shared out among workers, and two threads cost torch more than they gain.
for key in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(key, "1")

ON_CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--lesson", action="append", default=[], metavar="NN",
                     help='only tests and notebooks of this lesson, "21" or "21_sql_basics"; may be repeated')


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if lessons := config.getoption("--lesson"):
        kept = [item for item in items if any(belongs(item, lesson) for lesson in lessons)]
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept


def belongs(item: pytest.Item, lesson: str) -> bool:
    """Whether a test is about one lesson: its mark, its parameters' ids or its notebook say so."""
    name = re.compile(rf"(?<![0-9A-Za-z_]){re.escape(lesson)}(?![0-9A-Za-z])")
    marked = [str(word) for mark in item.iter_markers("lesson") for word in mark.args]
    if any(word == lesson or name.match(word) or lesson.startswith(f"{word}_") for word in marked):
        return True
    if item.path.suffix == ".ipynb":
        return bool(name.match(item.path.stem))
    return bool(name.search(parameters(item)))


def parameters(item: pytest.Item) -> str:
    """The id of a parametrised test, "" for others."""
    return str(item.callspec.id) if hasattr(item, "callspec") else ""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[Any]:
    report: Any = yield
    return refuse_skip(report, item.nodeid)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[Any]:
    report: Any = yield
    return refuse_skip(report, collector.nodeid)


def refuse_skip(report: Any, name: str) -> Any:
    """The report; on CI a skip is a failure, since a test that never runs there proves nothing anywhere."""
    if ON_CI and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{name} was skipped, which counts as failure when CI is set: {reason}"
    return report
