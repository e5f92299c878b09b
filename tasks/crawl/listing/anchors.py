"""The items of a list that is a page of HTML, told apart from menus, side bars and footers.

A list repeats one construction: rows (li, tr, dd, div) with a link and mostly a date. Links are grouped by the classes
of what stands around their row; the group that belongs most to the column, then the one with most dates, is the list.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tasks.crawl.links import absolute, base_url, is_attachment, link_text
from tasks.crawl.listing.entries import day_in
from tasks.crawl.listing.page import Item

_ROWS = frozenset({"li", "tr", "dd", "dt", "p", "article"})
_CONTAINERS = frozenset({"body", "html", "ul", "ol", "table", "tbody"})
_DATE = re.compile(r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}|\b\d{1,2}-\d{1,2}\b")
_SHORTEST_TITLE = 4
_NAVIGATION = frozenset({"上一页", "下一页", "上页", "下页", "首页", "尾页", "末页", "更多", "更多>>"})
MOST_LINKS = 5000
MOST_ITEMS = 2000

Belongs = Callable[[str], bool]


@dataclass(slots=True)
class _Group:
    items: dict[str, Item] = field(default_factory=dict)
    belonging: int = 0
    dated: int = 0


def list_items(tree: LexborHTMLParser, page_url: str, belongs: Belongs) -> tuple[Item, ...]:
    """The items of the list on a page; `belongs` tells whether an address looks like an article of the column."""
    groups: dict[tuple[str, ...], _Group] = {}
    base = base_url(tree, page_url)
    rows: dict[int, tuple[bool, date | None]] = {}
    signs: dict[tuple[str | None, int], tuple[str, ...]] = {}
    for node in tree.css("a[href]")[:MOST_LINKS]:
        url = absolute(base, node.attributes.get("href") or "")
        title = link_text(node)
        if url is None or url == page_url or len(title) < _SHORTEST_TITLE or title in _NAVIGATION:
            continue
        row = _row(node)
        dated, day = _date(row, rows) if row is not None else (False, None)
        fits = belongs(url)
        if not (dated or fits or is_attachment(url)):
            continue
        group = groups.setdefault(_surroundings(row or node, signs), _Group())
        if url not in group.items and len(group.items) < MOST_ITEMS:
            group.items[url] = Item(url, title, day)
            group.belonging += fits
            group.dated += dated
    if not groups:
        return ()
    best = max(groups.values(), key=lambda group: (group.belonging, group.dated, len(group.items)))
    return tuple(best.items.values())


def _row(node: LexborNode) -> LexborNode | None:
    parent = node.parent
    for _ in range(5):
        if parent is None or parent.tag in _CONTAINERS:
            return None
        if parent.tag in _ROWS:
            return parent
        parent = parent.parent
    return node.parent


def _date(row: LexborNode, known: dict[int, tuple[bool, date | None]]) -> tuple[bool, date | None]:
    """Whether a row prints a date, and the full one that it prints.

    Remembered, since a hostile page may hang thousands of links on one row.
    """
    if row.mem_id not in known:
        text = row.text()
        known[row.mem_id] = (_DATE.search(text) is not None, day_in(text))
    return known[row.mem_id]


def _surroundings(row: LexborNode, known: dict[tuple[str | None, int], tuple[str, ...]]) -> tuple[str, ...]:
    """Tag and classes of the row's three ancestors; the row's own classes often alternate (odd, even, last).

    Remembered by the parent, which all rows of a list have in common.
    """
    parent = row.parent
    place = (row.tag, parent.mem_id if parent is not None else 0)
    if place not in known:
        known[place] = (row.tag or "", *_ancestors(parent))
    return known[place]


def _ancestors(parent: LexborNode | None) -> list[str]:
    signs = []
    for _ in range(3):
        if parent is None:
            break
        signs.append(f"{parent.tag}.{parent.attributes.get('class') or ''}#{parent.attributes.get('id') or ''}")
        parent = parent.parent
    return signs
