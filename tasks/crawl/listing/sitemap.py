"""`sitemap.xml` (sitemaps.org): addresses with the day of their last change, maybe packed, maybe spread over further
sitemaps that an index names. It names every page of the site, so the source must say `within` which paths to keep.
"""

from __future__ import annotations

import zlib
from datetime import date

from tasks.crawl.links import absolute, file_name
from tasks.crawl.listing.entries import day_in, unique
from tasks.crawl.listing.page import Item, ListPage, ListRequest
from tasks.crawl.listing.xmlfile import XmlError, elements

MOST_BYTES = 50 * 1024 * 1024
"""The size that the protocol allows a sitemap unpacked."""
MOST_SITEMAPS = 200
_OLD = date(1970, 1, 1)


def read(body: bytes, request: ListRequest) -> ListPage:
    """Read an index of sitemaps, or a sitemap."""
    waiting = request.value("waiting").split()
    try:
        found = list(elements(_unpacked(body), request.content_type, frozenset({"url", "sitemap"})))
    except (XmlError, zlib.error) as error:
        # One bad sitemap costs its own items only.
        return ListPage((), trouble=str(error), next=_request(request, waiting, 0))
    named = [row for tag, row in found if tag == "sitemap"]
    for row in sorted(named, key=_changed, reverse=True):
        url = absolute(request.url, row.get("loc", ""))
        if url and url not in waiting and len(waiting) < MOST_SITEMAPS:
            waiting.append(url)
    # What changed last comes first, so that a budget that ends early spends itself on what is new.
    rows = sorted((row for tag, row in found if tag == "url"), key=_changed, reverse=True)
    items = unique(
        Item(url, row.get("title") or file_name(url) or url)
        for row in rows
        if (url := absolute(request.url, row.get("loc", ""))) is not None
    )
    following = _request(request, waiting, len(items))
    if not found and following is None:
        return ListPage((), trouble="it names no addresses")
    total = request.listed + len(items) if following is None else None  # a sitemap is complete by what it is
    return ListPage(items, total, None, following)


def _changed(row: dict[str, str]) -> date:
    return day_in(row.get("lastmod", "")) or _OLD


def _request(request: ListRequest, waiting: list[str], listed: int) -> ListRequest | None:
    return request.then(waiting[0], listed, waiting=" ".join(waiting[1:])) if waiting else None


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
    text = inflater.decompress(body, MOST_BYTES)
    if inflater.unconsumed_tail:
        raise XmlError(f"unpacked it has more than {MOST_BYTES} bytes")
    return text
