"""Articles over several pages: the addresses of the pages behind the first, which belong to one document."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from tasks.crawl.html import Page
from tasks.crawl.links import absolute, base_of, clean_text

MOST_PARTS = 20
"""Pages of an article; one with more is a book or a pager gone wrong, and the first of them are enough."""

# TRS pages its articles as it pages its lists, by a script that stands in the article.
_SCRIPT = re.compile(r"createPageHTML\(\s*(\d{1,3})\s*,\s*0\s*,\s*[\"']([\w-]+)[\"']\s*,\s*[\"'](\w{1,6})[\"']")
_NUMBER = re.compile(r"([_-])(\d{1,2})")
_LINK_TEXT = re.compile(r"[\[【(]?\s*(?:\d{1,3}|第\s?\d{1,3}\s?页|下一?页|后一页|尾页|末页|[>»]{1,2})\s*[>»\])】]?")


def find_parts(page: Page, page_url: str) -> list[str]:
    """The addresses of an article's further pages in their order; empty for an article on one page.

    They stand in the folder of the first and are named after it: `t2015_1.html` behind `t2015.html`, as TRS writes in
    a script and other systems in the links of a pager. Nothing else is taken for a page of the article.
    """
    path = urlsplit(page_url).path
    stem, dot, extension = path.rsplit("/", 1)[-1].rpartition(".")
    if not (stem and dot):
        return []
    for script in _SCRIPT.finditer(page.text):
        if (script[2], script[3]) == (stem, extension):
            numbers = range(1, min(int(script[1]), MOST_PARTS))
            return [urljoin(page_url, f"{stem}_{number}.{extension}") for number in numbers]
    first, end = urljoin(page_url, stem), f".{extension}"
    plain = stem.isascii() and "%" not in stem
    found: dict[int, str] = {}
    for node, href in page.links:
        if (plain and stem not in href) or not _LINK_TEXT.fullmatch(clean_text(node.text())):
            continue
        url = absolute(base_of(page, page_url), href)
        if url and url.startswith(first) and url.endswith(end):
            match = _NUMBER.fullmatch(url[len(first) : -len(end)])
            if match:
                found.setdefault(int(match[2]), match[1])
    return _run(found, first, extension)


def _run(found: dict[int, str], stem: str, extension: str) -> list[str]:
    """The pages from the second to the last that is linked; a pager of many leaves out those between."""
    if not found or min(found) > 2:
        return []
    first, mark = min(found), found[min(found)]
    last = min(max(found), first + MOST_PARTS - 2)
    return [f"{stem}{mark}{number}.{extension}" for number in range(first, last + 1)]
