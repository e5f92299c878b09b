"""Going through an HTML tree without recursion: pages nest thousands of unclosed elements."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

TEXT = "-text"
_AS_WRITTEN = re.compile(r"white-space\s*:\s*pre", re.IGNORECASE)

SKIPPED = frozenset(
    (
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "svg",
        "select",
        "option",
        "button",
        "textarea",
        "input",
        "link",
        "meta",
        "head",
        "audio",
        "video",
        "canvas",
        "map",
    )
)
"""Elements whose text is no part of what a reader of the page sees."""

LINE_TAGS = frozenset(
    (
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "ucapcontent",
        "ucaptitle",
    )
)
"""Elements that begin and end a line."""


def hidden_elements(tree: LexborHTMLParser) -> frozenset[int]:
    """The ids of the elements that are kept from view by their own style: mirrors hide their brand words so."""
    return frozenset(
        node.mem_id
        for node in tree.css('[style*="display" i]')
        if "display:none" in (node.attrs.get("style") or "").replace(" ", "").lower()
    )


_NO_ELEMENTS = ("", "-", "!")
_MAY_BE_LEAVES = frozenset(("table", "p", "li"))


def is_seen(node: LexborNode, tag: str, hidden: frozenset[int]) -> bool:
    """Whether a node is an element whose inside a reader of the page sees."""
    return tag not in SKIPPED and tag[:1] not in _NO_ELEMENTS and not (hidden and node.mem_id in hidden)


def walk(
    root: LexborNode, is_leaf: Callable[[LexborNode], bool], hidden: frozenset[int] = frozenset()
) -> Iterator[tuple[LexborNode, str, bool]]:
    """Every node under `root` in reading order, with its tag: elements when entered (True) and when left (False).

    Texts come once, with the tag "-text". A table, a paragraph or an item of a list for which `is_leaf(node)` holds,
    asked right before it is entered, is yielded, but its inside is left out. Skipped and hidden elements, comments and
    the like are not yielded at all.
    """
    # Asking a node for its parent and its tag again costs more than to remember both.
    opened: list[tuple[LexborNode, str]] = []
    node = root.first_child
    while True:
        while node is None:
            if not opened:
                return
            left, tag = opened.pop()
            yield left, tag, False
            node = left.next
        tag = node.tag or ""
        child = None
        if tag == TEXT:
            yield node, TEXT, True
        elif is_seen(node, tag, hidden):
            leaf = tag in _MAY_BE_LEAVES and is_leaf(node)
            yield node, tag, True
            child = None if leaf else node.first_child
            if child is None:
                yield node, tag, False
        if child is None:
            node = node.next
        else:
            opened.append((node, tag))
            node = child


def as_written(tree: LexborHTMLParser) -> frozenset[int]:
    """The elements whose line breaks in the markup are those that a reader sees."""
    if tree.body is None:
        return frozenset()
    styled = (
        node
        for node in tree.body.css('[style*="white-space"]')
        if _AS_WRITTEN.search(node.attributes.get("style") or "")
    )
    return frozenset(node.mem_id for node in (*tree.body.css("pre"), *styled))


def only_text(node: LexborNode, around: frozenset[str], hidden: frozenset[int]) -> tuple[str, bool] | None:
    """The text of an element that holds one text, perhaps in elements inside each other, and whether it is a link's.

    None for any other, and where an element around the text is hidden or of a tag that is not among `around`.
    """
    is_link = False
    inner = node.first_child
    while inner is not None:
        if inner.next is not None:
            return None
        tag = inner.tag or ""
        if tag == TEXT:
            return inner.text_content or "", is_link
        if tag not in around or (hidden and inner.mem_id in hidden):
            return None
        is_link = is_link or tag == "a"
        inner = inner.first_child
    return "", False


def ancestors(node: LexborNode) -> Iterator[LexborNode]:
    """The elements around `node`, innermost first."""
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent
