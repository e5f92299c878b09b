"""Parsing pages without letting one of them hold up the night."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

DEEPEST = 2000
"""Elements inside each other; browsers stop at 512. Lexbor's time grows with the square of the depth: 40,000 nested
elements (200 kB) take it two seconds, 400,000 take minutes."""
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
_CLOSED_BY_THE_NEXT = {"p", "li", "dt", "dd", "tr", "td", "th", "option"}
_NOT_NESTING = _VOID | _CLOSED_BY_THE_NEXT


class HtmlError(ValueError):
    """A page that is not parsed because of what it would cost."""


def parse_html(page: str) -> LexborHTMLParser:
    """The tree of a page; HtmlError where its elements are nested beyond all reason."""
    depth = 0
    for found in _TAG.finditer(page) if page.count("<") > DEEPEST else ():
        if found.group(2).lower() in _NOT_NESTING:
            continue
        depth = max(0, depth - 1) if found.group(1) else depth + 1
        if depth > DEEPEST:
            raise HtmlError(f"its elements are nested more than {DEEPEST} deep")
    return LexborHTMLParser(page)
