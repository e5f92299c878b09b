"""White space and line breaks of Chinese text: what a reader may change without changing what is said."""

from __future__ import annotations

import re

_INVISIBLE = {ord(c): None for c in "\u200b\u200c\u200d\u2060\ufeff\u00ad"}
_WIDE_SPACES = {ord(c): " " for c in "\u00a0\u3000\u2002\u2003\u2009\u202f"}
_RUN = re.compile(r"[ \t\r\n\f\v]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# A numbered item starts a new thing; glued to the line before it ("3个平台2.建成") its number would read as a quantity.
_ITEM = re.compile(r"\d{1,2}\s*[.、．)）](?!\d)|[①-⑳]|指标\s*\d")


def tidy(text: str) -> str:
    """`text` on one line: runs of white space become one blank, invisible and control characters go."""
    plain = text.translate(_INVISIBLE).translate(_WIDE_SPACES)
    return _RUN.sub(" ", _CONTROL.sub(" ", plain)).strip()


def join_lines(lines: list[str]) -> str:
    """The lines of one cell as one text.

    Chinese labels are broken anywhere ("年初预算", "数"), so lines are glued; a blank is put between two words of
    Latin letters or digits and before a numbered item.
    """
    joined = ""
    for line in (tidy(raw) for raw in lines):
        if not line:
            continue
        if joined and ((_is_word(joined[-1]) and _is_word(line[0])) or _ITEM.match(line)):
            joined += " "
        joined += line
    return joined


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalnum()
