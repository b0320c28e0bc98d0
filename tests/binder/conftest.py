"""Binder builds on Linux: its builder and postBuild, a bash script, do not run on Windows."""

import os

collect_ignore = ["test_image.py", "test_post_build.py"] if os.name == "nt" else []
