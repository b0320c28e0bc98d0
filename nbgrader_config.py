"""nbgrader's configuration: `nbgrader` started in this folder builds and grades the workbook's lessons."""

from pathlib import Path

from grading.course import configure

c = get_config()  # noqa: F821  (nbgrader defines it)
configure(c, Path(__file__).resolve().parent)
