"""博达 VSB: `xx.htm`, then `xx/N.htm` counting down, so that only the link 下页 is to be trusted; articles stand in
`/info/`, outside the column's folder.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from tasks.crawl.listing.page import ListPage, ListRequest
from tasks.crawl.listing.plain import beneath, read_html_list

_ARTICLE = re.compile(r"/info/\d+/\d+\.html?$|/content\.jsp$")


def read(body: bytes, request: ListRequest) -> ListPage:
    """Read a page of a VSB list."""
    inside = beneath(request.column_url)
    return read_html_list(body, request, lambda url: _ARTICLE.search(urlsplit(url).path) is not None or inside(url))
