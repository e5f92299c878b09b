"""Where on a page its document stands: the containers of the known content systems, else the mass of text."""

from __future__ import annotations

import re
from functools import lru_cache
from operator import itemgetter

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tasks.parse.readers.html_table import read_table
from tasks.parse.readers.html_tree import TEXT, ancestors, is_seen

# Containers by content system, the certain before the general: TRS, Boda VSB, UCAP, Hanweb, then common names.
_SELECTORS = (
    ".carried-article",
    ".TRS_Editor, .TRS_UEDITOR, .trs_editor_view, .trs_paper_default",
    "#vsb_content .v_news_content, #vsb_content, [id^=vsb_content_], .v_news_content",
    "ucapcontent, #zoomcon, #UCAP-CONTENT",
    "#zoom, #Zoom, .zoom, #ivs_content, .wzzw-article",
    ".show-content, .article-content, .article_content, .article-con, .news_content, .con_text, .xxgk_content",
    ".article, .content, #content, article, main",
)
_GENERAL = 5
_CHROME = re.compile(
    r"(?:^|[\s_-])(?:foot(?:er)?|bottom|copyright|nav(?:bar|igation)?|menu|crumbs?|breadcrumb|sidebar|share|friendlink)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_DOMINANT = 0.7
# A general class name on a box of few words is likely a box at the side; the mass of text decides against it.
_SHARE = 0.2
_STOPS = frozenset(("p", "ul", "ol", "dl", "pre", "span", "font"))
_MAX_CANDIDATES = 50
_LONGEST_NAMES = 100


def content_root(tree: LexborHTMLParser, hidden: frozenset[int] = frozenset()) -> LexborNode | None:
    """The element that holds the document of a page; None where the page has no body."""
    body = tree.body
    if body is None:
        return None
    for selector in _SELECTORS[:_GENERAL]:
        found = _outermost(tree.css(selector)[:_MAX_CANDIDATES])
        node = found[0] if len(found) == 1 else _heaviest(found)[0]
        if node is not None and (node.css_first("a, img") is not None or _own_text(node) > 0):
            return node
    masses = _masses(body, hidden)
    densest = _densest(body, masses)
    for selector in _SELECTORS[_GENERAL:]:
        node, mass = _heaviest(_outermost(tree.css(selector)[:_MAX_CANDIDATES]))
        if node is not None and mass > 0 and mass >= _SHARE * masses.get(densest.mem_id, 0):
            return node
    return densest


def visible_length(body: LexborNode, hidden: frozenset[int] = frozenset()) -> int:
    """Characters that a page shows, without those of links and of its frame."""
    return _masses(body, hidden).get(body.mem_id, 0)


def is_chrome(node: LexborNode, tag: str) -> bool:
    """Whether an element says by its name that it is a part of the page's frame."""
    if tag in ("nav", "footer"):
        return True
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    # A page gives hundreds of its elements the same few names, and a site all of its pages.
    return len(names) > 1 and (_is_chrome_name(names) if len(names) <= _LONGEST_NAMES else _names_chrome(names))


def _names_chrome(names: str) -> bool:
    return _CHROME.search(names) is not None


_is_chrome_name = lru_cache(maxsize=4096)(_names_chrome)


def _outermost(nodes: list[LexborNode]) -> list[LexborNode]:
    """The elements without those inside of another, which weigh no more; one that two selectors fit comes twice."""
    found: list[LexborNode] = []
    seen: set[int] = set()
    for node in nodes:
        if node.mem_id not in seen and not any(around.mem_id in seen for around in ancestors(node)):
            found.append(node)
        seen.add(node.mem_id)
    return found


def _heaviest(nodes: list[LexborNode]) -> tuple[LexborNode | None, int]:
    """The first of the elements with the most text of their own, and how much that is."""
    mass, node = max(((_own_text(node), node) for node in nodes), key=itemgetter(0), default=(0, None))
    return node, mass


def _own_text(node: LexborNode) -> int:
    """Characters under `node` that are neither the text of links nor scripts."""
    others = sum(_length(inner) for inner in node.css("a, script, style"))
    return max(0, _length(node) - others)


def _length(node: LexborNode) -> int:
    return len("".join(node.text().split()))


def _densest(body: LexborNode, masses: dict[int, int]) -> LexborNode:
    """The smallest element that holds most of the text of its parent, going down from the body."""
    node = body
    while True:
        mass = masses.get(node.mem_id, 0)
        heavy = next((child for child in node.iter() if masses.get(child.mem_id, 0) >= _DOMINANT * mass), None)
        if heavy is None or mass == 0 or heavy.tag in _STOPS:
            return node
        if heavy.tag == "table" and not read_table(heavy).is_layout:
            return node
        node = heavy


def _masses(body: LexborNode, hidden: frozenset[int]) -> dict[int, int]:
    """Characters by element, without the text of links and of the page's frame.

    It looks at every node of a page whose system is not known, so it goes through the tree by itself: `walk` and its
    events cost twice as much.
    """
    masses: dict[int, int] = {}
    open_elements: list[LexborNode] = [body]
    open_masses = [0]
    node = body.first_child
    while node is not None:
        tag = node.tag or ""
        if tag == TEXT:
            open_masses[-1] += len("".join((node.text_content or "").split()))
        elif tag != "a" and is_seen(node, tag, hidden) and not is_chrome(node, tag):
            child = node.first_child
            if child is not None:
                open_elements.append(node)
                open_masses.append(0)
                node = child
                continue
        following = node.next
        while following is None and len(open_elements) > 1:
            closed, mass = open_elements.pop(), open_masses.pop()
            masses[closed.mem_id] = mass
            open_masses[-1] += mass
            following = closed.next
        node = following
    masses[body.mem_id] = open_masses[0]
    return masses
