"""Pages as text and as trees, each made once, without letting one of them hold up the night."""

from __future__ import annotations

import re
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tasks.crawl.charset import decode

MOST_TEXT = 8 * 1024 * 1024
"""Bytes of a page in which lists and links are looked for; pages beyond it are dumps or attacks."""
DEEPEST = 2000
"""Elements inside each other; browsers stop at 512. Lexbor's time grows with the square of the depth: 40,000 nested
elements (200 kB) take it two seconds, 400,000 take minutes."""
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
_CLOSED_BY_THE_NEXT = {"p", "li", "dt", "dd", "tr", "td", "th", "option"}
_NOT_NESTING = _VOID | _CLOSED_BY_THE_NEXT
_UNSEEN = "script, style, noscript, template"
_BINARY = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"Rar!", b"\x1f\x8b")
_HTML = (b"<!doctype html", b"<html", b"<head", b"<script", b"<body", b"<meta")


class HtmlError(ValueError):
    """A page that is not parsed because of what it would cost."""


class Page:
    """A body that may be a page of HTML: decoded and parsed when somebody asks, and once for all who do."""

    def __init__(self, body: bytes, content_type: str | None = None) -> None:
        self.body = body
        self.content_type = content_type

    @property
    def is_html(self) -> bool:
        """Whether it is a page, whatever its type says."""
        start = self.body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        return start.startswith(_HTML) or ("html" in (self.content_type or "").lower() and start.startswith(b"<"))

    @property
    def is_binary(self) -> bool:
        """Whether it is no text at all: an office file, a PDF, an archive."""
        return self.body.startswith(_BINARY) or b"\x00" in self.body[:4096]

    @cached_property
    def text(self) -> str:
        """The body decoded."""
        return decode(self.body, self.content_type)

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The tree, which nobody must change; HtmlError where the page is not parsed."""
        return parse_html(self.text)

    @cached_property
    def links(self) -> list[tuple[LexborNode, str]]:
        """Every link with the address as it is written."""
        return [(node, node.attributes.get("href") or "") for node in self.tree.css("a[href]")]

    @cached_property
    def base_href(self) -> str | None:
        """The address against which the page says that its links are to be read."""
        node = self.tree.css_first("base[href]")
        return node.attributes.get("href") if node is not None else None

    def shows(self, least: int) -> bool:
        """Whether a reader sees at least so many characters, blanks not counted."""
        tree = self.tree
        root = tree.body or tree.root
        shown = _count(root) if root is not None else 0
        return shown >= least and shown - sum(_count(node) for node in tree.css(_UNSEEN)) >= least


def visible_text(page: str) -> str:
    """What a reader sees of a page, without spaces."""
    return take_text(parse_html(page))


def take_text(tree: LexborHTMLParser) -> str:
    """The same of a tree that nobody needs any more: what a reader does not see is taken out of it."""
    tree.strip_tags(_UNSEEN.split(", "))
    root = tree.body or tree.root
    return "".join(root.text().split()) if root is not None else ""


def _count(node: LexborNode) -> int:
    return len("".join(node.text().split()))


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
