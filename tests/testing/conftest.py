"""Which of these tests belong to this system."""

import sys

# `.ci/run` is bash, written for Debian's packages.
collect_ignore = [] if sys.platform == "linux" else ["test_ci.py"]
