"""White space and line breaks of Chinese text: what a reader may change without changing what is said."""

from __future__ import annotations

import re

_TABLE = {
    **{ord(char): None for char in "\u200b\u200c\u200d\u2060\ufeff\u00ad"},
    **{ord(char): " " for char in "\u00a0\u3000\u2002\u2003\u2009\u202f\u2028\u2029\u0085"},
    **dict.fromkeys((*range(32), 127), " "),
}
# Markup that is wrapped at a width breaks its lines in the middle of numbers too: 1,234.⏎56.
_BROKEN_NUMBER = re.compile(
    r"(?<=\d\d\.)\s*\n\s*(?=\d{1,4}(?![\d.、．)）]))|(?<=\d,)\s*\n\s*(?=\d{3}(?!\d))|(?<=\d)\s*\n\s*(?=\.\d)"
)
_RUN = re.compile(r" {2,}")
# A numbered item starts a new thing; glued to the line before it ("3个平台2.建成") its number would read as a quantity.
_NUMBER_BEGUN = re.compile(r"\d[\d,]*\.\d+|\d{1,3}(?:,\d{3})*,\d{1,3}")
_NUMBER_REST = re.compile(r"\d{1,3}(?:\.\d+)?(?:%|万元?|元)?")
_ITEM = re.compile(r"\d{1,2}\s*[.、．)）](?!\d)|[①-⑳]|指标\s*\d")


def tidy(text: str) -> str:
    """`text` on one line: runs of white space become one blank, invisible and control characters go."""
    # Most pieces hold nothing to change, and every character of the table counts as not printable.
    if not text.isprintable():
        if "\n" in text:
            text = _BROKEN_NUMBER.sub("", text)
        text = text.translate(_TABLE)
    return (_RUN.sub(" ", text) if "  " in text else text).strip()


def join_lines(lines: list[str]) -> str:
    """The lines of one cell as one text.

    Chinese labels are broken anywhere ("年初预算", "数"), so lines are glued; a blank is put between two words of
    Latin letters or digits and before a numbered item.
    """
    return join_tidied([line for line in map(tidy, lines) if line])


def join_tidied(lines: list[str]) -> str:
    """The same for lines that are tidy already and not empty."""
    if len(lines) == 1:
        return lines[0]
    joined = ""
    for line in lines:
        words = bool(joined) and _is_word(joined[-1]) and _is_word(line[0])
        if joined and ((words and not _is_cut(joined, line)) or _ITEM.match(line)):
            joined += " "
        joined += line
    return joined


def _is_cut(before: str, after: str) -> bool:
    """Whether a narrow cell cut a number in two: 120,000.0 and 0."""
    return bool(_NUMBER_BEGUN.fullmatch(before) and _NUMBER_REST.fullmatch(after))


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalnum()
