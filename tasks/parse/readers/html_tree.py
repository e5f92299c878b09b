"""Going through an HTML tree without recursion: pages nest thousands of unclosed elements."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from selectolax.lexbor import LexborNode

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


def is_hidden(node: LexborNode) -> bool:
    """Whether an element is kept from view by its own style: mirrors hide their brand words so."""
    style = node.attributes.get("style")
    return bool(style) and "display:none" in str(style).replace(" ", "").lower()


def walk(root: LexborNode, is_leaf: Callable[[LexborNode], bool]) -> Iterator[tuple[LexborNode, bool]]:
    """Every node under `root` in reading order: elements when entered (True) and when left (False), texts once.

    An element for which `is_leaf` holds is yielded, but its inside is left out. Skipped and hidden elements,
    comments and the like are not yielded at all.
    """
    root_id = root.mem_id
    node = root.first_child
    while node is not None:
        child = None
        if node.is_text_node:
            yield node, True
        elif node.is_element_node and node.tag not in SKIPPED and not is_hidden(node):
            leaf = is_leaf(node)
            yield node, True
            child = None if leaf else node.first_child
            if child is None:
                yield node, False
        if child is not None:
            node = child
            continue
        following = node.next
        while following is None:
            parent = node.parent
            if parent is None or parent.mem_id == root_id:
                return
            node = parent
            yield node, False
            following = node.next
        node = following


def ancestors(node: LexborNode) -> Iterator[LexborNode]:
    """The elements around `node`, innermost first."""
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent
