"""Lists of disclosures: for each CMS family, a pure function from a list's bytes to its items and the next request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tasks.crawl.listing import (
    content,
    epoint,
    feed,
    gkmlpt,
    jcms,
    jpaas,
    openness,
    plain,
    sitemap,
    slugs,
    trs,
    truecms,
    ucap,
    vsb,
    xxgk,
)
from tasks.crawl.listing.page import Item, ListPage, ListRequest

__all__ = ["READERS", "Item", "ListPage", "ListRequest", "read_list"]

READERS: dict[str, Callable[[bytes, ListRequest], ListPage]] = {
    "trs": trs.read,
    "jcms": jcms.read,
    "vsb": vsb.read,
    "ucap": ucap.read,
    "jcms-xxgk": xxgk.read,
    "jpaas": jpaas.read,
    "gkmlpt": gkmlpt.read,
    "openness": openness.read,
    "epoint": epoint.read,
    "truecms": truecms.read,
    "content": content.read,
    "slugs": slugs.read,
    "sitemap": sitemap.read,
    "feed": feed.read,
    "plain": plain.read,
}


def read_list(template: str, body: bytes, request: ListRequest) -> ListPage:
    """The items of a list page in the manner of a CMS family; a page that is no such list has `trouble`."""
    page = READERS[template](body, request)
    ended_early = page.next is None and page.total_items is not None and request.listed < page.total_items
    if not page.length and page.trouble is None and ended_early:
        return replace(page, trouble=f"it is empty, though the list has {page.total_items} items")
    return page
