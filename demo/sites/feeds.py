"""Sites that are listed by XML: a sitemap spread over two files, one of them packed, and a feed with pages."""

# ruff: noqa: D102 - what a method answers is written once, in Site

from __future__ import annotations

import gzip
import re
from email.utils import format_datetime

from demo.sites.reply import Ask, Reply, moment
from demo.sites.small import BASE, SmallSite

_SCHEMA = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


class SitemapSite(SmallSite):
    """朔禾县人民政府: no list at all, but an index of sitemaps of everything on the site."""

    number = 13
    article = r"/zwgk/jxzp/\d{6}/(\d{1,12})\.html"
    around = ('<div class="article-content">', "</div>")

    @property
    def column_path(self) -> str:
        return "/sitemap.xml"

    @property
    def columns(self) -> tuple[dict[str, object], ...]:
        return ({"url": self.column_url, "minimum": 1, "within": ["/zwgk/jxzp/"]},)

    def page_path(self, serial: int) -> str:
        return f"/zwgk/jxzp/{self.world.day(self.number, serial):%Y%m}/{BASE + serial}.html"

    def listing(self, ask: Ask) -> Reply | None:
        if ask.path == self.column_path:
            return self.list_reply(self._index, "index", content_type="application/xml")
        if ask.path == "/sitemap-2.xml":
            return self.list_reply(lambda: self._urls(2), 2, content_type="application/xml")
        if ask.path != "/sitemap-1.xml.gz":
            return None
        reply = self.list_reply(lambda: "", 1)
        packed = gzip.compress(self._urls(1).encode(), mtime=0)
        return Reply(lambda: packed, "application/x-gzip", reply.tag, reply.modified)

    def _index(self) -> str:
        newest = self.world.day(self.number, self.count() - 1)
        named = "".join(
            f"<sitemap><loc>{self.origin}/{name}</loc><lastmod>{newest}</lastmod></sitemap>"
            for name in ("sitemap-1.xml.gz", "sitemap-2.xml")
        )
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex {_SCHEMA}>{named}</sitemapindex>'

    def _urls(self, part: int) -> str:
        urls = "".join(
            f"<url><loc>{self.origin}{path}</loc><lastmod>{day}</lastmod></url>"
            for path, _, day in self.entries(self.serials_of_page(part))
        )
        other = f"<url><loc>{self.origin}/about/{part}.html</loc></url>"
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {_SCHEMA}>{urls}{other}</urlset>'


class FeedSite(SmallSite):
    """听雨县财政局: an RSS feed whose second page is linked as RFC 5005 has it."""

    number = 14
    article = r"/czj/jx/(\d{1,12})\.html"
    around = ('<div class="article-content">', "</div>")

    @property
    def column_path(self) -> str:
        return "/czj/jx/rss.xml"

    def page_path(self, serial: int) -> str:
        return f"/czj/jx/{BASE + serial}.html"

    def listing(self, ask: Ask) -> Reply | None:
        text = ask.query.get("page") or "1"
        page = int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0
        if ask.path != self.column_path or not 1 <= page <= self.pages():
            return None
        return self.list_reply(lambda: self._feed(page), page, content_type="application/rss+xml")

    def _feed(self, page: int) -> str:
        items = "".join(
            f"<item><title>{title}</title><link>{self.origin}{path}</link>"
            f"<pubDate>{format_datetime(moment(day))}</pubDate></item>"
            for path, title, day in self.entries(self.serials_of_page(page))
        )
        more = f'<atom:link rel="next" href="{self.column_url}?page={page + 1}"/>' if page < self.pages() else ""
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">'
            f"<channel><title>{self.place.title}</title><link>{self.origin}/</link>{more}{items}</channel></rss>"
        )
