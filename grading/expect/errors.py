"""The one failure of a check, and its two shapes."""

from __future__ import annotations

from collections.abc import Iterable


class NotYet(AssertionError):
    """A check that an answer does not pass yet; its text is the whole message a learner gets."""

    def _render_traceback_(self) -> list[str]:
        """What IPython shows in place of a traceback: the message alone."""
        return str(self).split("\n")


class NotAttempted(NotYet):
    """The answer is still what the learner started from."""


# The public name is shorter to read at the end of a plain Python traceback.
NotYet.__module__ = NotAttempted.__module__ = "grading.expect"


def message(*lines: str, because: str = "", hint: int | str | None = None, shown: Iterable[str] = ()) -> str:
    """The lines that are not empty, the author's reason, which hint helps; last what is shown to look things up in."""
    kept = [line for line in lines if line]
    if because:
        kept.append(sentence(because))
    if hint is not None:
        kept.append(f"Hint {hint} above is about this." if str(hint).isdigit() else sentence(str(hint)))
    return "\n".join([*kept, *shown])


def sentence(text: str) -> str:
    """The text with a capital first letter and an end mark; code at its start is left alone."""
    text = text.strip()
    first = text.split(" ", 1)[0]
    if first.isalpha() and first.islower():
        text = text[0].upper() + text[1:]
    return text if text.endswith((".", "!", "?", ":", "`", ")")) else text + "."
