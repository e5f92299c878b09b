"""Whose fault it is that a file could not be read: the file's, or our reader's.

The libraries stumble over damaged bytes in ways of their own, some with a KeyError or an AssertionError. A mistake of
ours looks the same but for the place where it was raised, and must not pass for a damaged file: nobody would mend it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from tasks.parse.document import UnreadableError

_OURS = Path(__file__).parents[1]
_MISTAKES = (
    TypeError, AttributeError, LookupError, NameError, AssertionError, ArithmeticError, RecursionError, ValueError,
    StopIteration, NotImplementedError,
)  # fmt: skip
# What a decoder or a parser written in C says of damaged bytes: it has no place of its own in a traceback.
_DAMAGE = (UnicodeError, EOFError, OSError, SyntaxError, struct.error)
_OWN_TYPES = ("builtins", "decimal")
"""Modules of errors that our own statements raise; those of libraries in C come from modules of their own."""
_MOST_REASON = 300


def unreadable(error: BaseException, what: str) -> UnreadableError:
    """What is recorded of an error while reading: state "unreadable" for a damaged file, "failed" for our defect.

    `what` names the file, as "docx file". The caller raises the result from the error.
    """
    said = f"{type(error).__name__}: {error}"
    place = defect_at(error)
    if place is not None:
        return UnreadableError("failed", f"reader defect: {said} at {place}"[:_MOST_REASON])
    return UnreadableError("unreadable", f"damaged {what}: {said}"[:_MOST_REASON])


def defect_at(error: BaseException) -> str | None:
    """Where in our code a mistake of ours was raised ("readers/html.py:120"); None for what a library raised."""
    if isinstance(error, _DAMAGE) or not isinstance(error, _MISTAKES) or type(error).__module__ not in _OWN_TYPES:
        return None
    frames = list(_frames(error.__traceback__))
    if not frames:
        return None
    last = frames[-1]
    path = Path(last.tb_frame.f_code.co_filename)
    return f"{path.relative_to(_OURS).as_posix()}:{last.tb_lineno}" if path.is_relative_to(_OURS) else None


def _frames(traceback: TracebackType | None) -> Iterator[TracebackType]:
    while traceback is not None:
        yield traceback
        traceback = traceback.tb_next
