"""Processor seconds spent since a moment, by this process and by all that it started and saw end."""

from __future__ import annotations

import psutil


class Spent:
    """Counts from its making on."""

    def __init__(self) -> None:
        self._before = _so_far()

    def cpu(self) -> float:
        """Processor seconds; on Windows those of this process alone, since it keeps no account of its children."""
        return _so_far() - self._before


def _so_far() -> float:
    times = psutil.Process().cpu_times()
    return float(times.user + times.system + times.children_user + times.children_system)
