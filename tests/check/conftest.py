"""Lets these tests use the small course of the builder's tests."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "builder"))
