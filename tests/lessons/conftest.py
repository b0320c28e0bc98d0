"""Without forks each candidate would need a process in which the whole lesson runs once more: hours, for no new verdict.

There the real kernel's tests remain: the untouched edition, and the one with right answers filled in.
"""

from grading.runner.session import FORKS

collect_ignore = [] if FORKS else ["test_audits.py"]
