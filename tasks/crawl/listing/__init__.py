"""Lists of disclosures: for each CMS family, a pure function from a list's bytes to its items and the next request."""

from __future__ import annotations

from collections.abc import Callable

from tasks.crawl.listing import jcms, plain, trs, ucap, vsb
from tasks.crawl.listing.page import Item, ListPage, ListRequest

__all__ = ["READERS", "Item", "ListPage", "ListRequest", "read_list"]

READERS: dict[str, Callable[[bytes, ListRequest], ListPage]] = {
    "trs": trs.read,
    "jcms": jcms.read,
    "vsb": vsb.read,
    "ucap": ucap.read,
    "plain": plain.read,
}


def read_list(template: str, body: bytes, request: ListRequest) -> ListPage:
    """The items of a list page in the manner of a CMS family; a page that is no such list has `trouble`."""
    return READERS[template](body, request)
