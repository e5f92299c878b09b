"""Keeping markup from costing more than its size: what an HTML parser must do for some pages grows with the square.

A parser looks through all open elements at each new one, and opens every unclosed formatting element again in each
paragraph, as the HTML standard asks: a page of a megabyte can so take minutes, or all memory.
"""

from __future__ import annotations

import re

from tasks.parse.document import UnreadableError

_MAX_DEPTH = 4000
_MAX_OPEN_FORMATS = 200
_FORMATS = "font|b|i|u|s|em|strong|big|small|strike|tt|nobr|code"
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:_-]*)")
_FORMAT_TAG = re.compile(rf"</?(?:{_FORMATS})(?=[\s/>])[^<>]*>", re.IGNORECASE)
_FORMAT_NAMES = frozenset(_FORMATS.split("|"))
# Closed by the parser itself at the next of their kind, or never open at all.
_NO_DEPTH = frozenset(
    (
        "p",
        "li",
        "tr",
        "td",
        "th",
        "dt",
        "dd",
        "option",
        "thead",
        "tbody",
        "tfoot",
        "br",
        "img",
        "input",
        "meta",
        "link",
        "hr",
        "col",
        "area",
        "base",
        "wbr",
        "param",
        "embed",
        "source",
        "a",
    )
)
# All that may open one, and little else: most pages have fewer of these than may stay open of the others.
_LIKE_OPENING = re.compile(r"<(?:[bcefinuBCEFINU]|[sS][^pP]|[tT][tT])")
# The look at the first letter makes it thrice as fast.
_OPENING = re.compile(rf"<(?=[bcefinstuBCEFINSTU])(?:{_FORMATS})[\s/>]", re.IGNORECASE)
_CLOSING = re.compile(rf"</(?:{_FORMATS})[\s/>]", re.IGNORECASE)


def guarded(markup: str) -> str:
    """`markup` as it can be parsed in linear time: without its formatting elements, where too many stay open.

    Raises `UnreadableError("unsupported", ...)` for elements nested deeper than any page nests them.
    """
    if markup.count("<") <= _MAX_DEPTH and _unclosed_formats(markup) <= _MAX_OPEN_FORMATS:
        return markup
    depth = formats = deepest = most_formats = 0
    for match in _TAG.finditer(markup):
        name = match[2].lower()
        step = -1 if match[1] else 1
        if name in _FORMAT_NAMES:
            formats = max(0, formats + step)
            most_formats = max(most_formats, formats)
        elif name not in _NO_DEPTH:
            depth = max(0, depth + step)
            deepest = max(deepest, depth)
    if deepest > _MAX_DEPTH:
        raise UnreadableError("unsupported", f"elements nested deeper than {_MAX_DEPTH}")
    return _FORMAT_TAG.sub("", markup) if most_formats > _MAX_OPEN_FORMATS else markup


def _unclosed_formats(markup: str) -> int:
    if len(_LIKE_OPENING.findall(markup)) <= _MAX_OPEN_FORMATS:
        return 0
    opened = len(_OPENING.findall(markup))
    return opened - len(_CLOSING.findall(markup)) if opened > _MAX_OPEN_FORMATS else opened
