"""Lets these tests use the small course of the builder's tests, and the learner of the check's tests."""

import sys
from pathlib import Path

sys.path.extend(str(Path(__file__).parents[1] / folder) for folder in ("builder", "check"))
