"""Where on a page its document stands: the containers of the known content systems, else the mass of text."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tasks.parse.readers.html_tree import walk

# Containers by content system, the certain before the general: TRS, Boda VSB, UCAP, Hanweb, then common names.
_SELECTORS = (
    ".TRS_Editor, .TRS_UEDITOR, .trs_editor_view, .trs_paper_default",
    "#vsb_content .v_news_content, #vsb_content, [id^=vsb_content_], .v_news_content",
    "ucapcontent, #zoomcon, #UCAP-CONTENT",
    "#zoom, #Zoom, .zoom, #ivs_content, .wzzw-article",
    ".show-content, .article-content, .article_content, .article-con, .news_content, .con_text, .xxgk_content",
    ".article, .content, #content, article, main",
)
_GENERAL = 4
# Less than this may be a shell that holds only a link to an attachment; the mass of text decides whether it is.
_SHORT = 60
_DOMINANT = 0.7


def content_root(tree: LexborHTMLParser) -> LexborNode | None:
    """The element that holds the document of a page; None where the page has no body."""
    body = tree.body
    if body is None:
        return None
    for rank, selector in enumerate(_SELECTORS):
        found = [(own_text(node), node) for node in tree.css(selector)[:50]]
        if not found:
            continue
        mass, node = max(found, key=lambda pair: pair[0])
        if mass >= _SHORT or (rank < _GENERAL and (mass > 0 or node.css_first("a, img") is not None)):
            return node
    return _densest(body)


def own_text(node: LexborNode) -> int:
    """Characters under `node` that are not the text of links."""
    mass = 0
    for inner, entered in walk(node, lambda element: element.tag == "a"):
        if entered and inner.is_text_node:
            mass += len("".join((inner.text_content or "").split()))
    return mass


def _densest(body: LexborNode) -> LexborNode:
    """The smallest element that holds most of the text of its parent, going down from the body."""
    masses = _masses(body)
    node = body
    while True:
        mass = masses.get(node.mem_id, 0)
        heavy = next((c for c in node.iter() if masses.get(c.mem_id, 0) >= _DOMINANT * mass), None)
        if heavy is None or mass == 0 or heavy.tag in ("p", "table", "ul", "ol", "dl", "pre", "span", "font"):
            return node
        node = heavy


def _masses(body: LexborNode) -> dict[int, int]:
    masses: dict[int, int] = {}
    open_masses = [0]
    for node, entered in walk(body, lambda element: element.tag == "a"):
        if node.is_text_node:
            open_masses[-1] += len("".join((node.text_content or "").split()))
        elif entered:
            open_masses.append(0)
        else:
            mass = open_masses.pop()
            masses[node.mem_id] = mass
            open_masses[-1] += mass
    masses[body.mem_id] = open_masses[-1]
    return masses
