"""Audits of small courses are for systems that fork: elsewhere each of their candidates takes a new process."""

from grading.runner.session import FORKS

collect_ignore = [] if FORKS else ["test_audit.py"]
