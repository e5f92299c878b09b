"""Links of a page: the addresses that its attributes mean, and which of them are attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

import httpx
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tasks.crawl.html import Page

_FILE = re.compile(r"\.(docx?|xlsx?|pdf|wps|et|zip|rar|ofd|rtf|txt)$", re.IGNORECASE)
_MAYBE_FILE = re.compile(
    r"\.(?:docx?|xlsx?|pdf|wps|et|zip|rar|ofd|rtf|txt)|%2e|download\.jsp|downfile\.jsp", re.IGNORECASE
)
_DOWNLOAD_PAGE = re.compile(r"/(downfile|download)\.jsp$", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b\ufeff\ud800-\udfff]")
_PLAIN = re.compile(r"[A-Za-z0-9_/][A-Za-z0-9_/.-]*(?:\?[A-Za-z0-9_/.=&-]+)?")
_PDF_FRAME = re.compile(r"showVsbpdfIframe\(\s*[\"']([^\"']+)[\"']")
LONGEST_URL = 2000
MOST_ATTACHMENTS = 500
"""A page with more files than this is a listing gone wrong, not a disclosure."""


@dataclass(frozen=True, slots=True)
class Link:
    """An address and the text that leads to it."""

    url: str
    text: str


def find_attachments(page: Page, page_url: str) -> list[Link]:
    """The files linked from a page on its own host, each once, in the order of the page."""
    host = urlsplit(page_url).hostname
    found: dict[str, Link] = {}
    for href, text in _candidates(page):
        if not (_MAYBE_FILE.search(href) or _FILE.search(text)):
            continue  # making an address of every link of a menu would cost as much as fetching the page
        url = absolute(base_of(page, page_url), href)
        if url is None or urlsplit(url).hostname != host or not is_attachment(url, text):
            continue
        found.setdefault(url, Link(url, text or file_name(url)))
        if len(found) >= MOST_ATTACHMENTS:
            break
    return list(found.values())


def is_attachment(url: str, text: str = "") -> bool:
    """Whether an address leads to a file: by its path, its parameters, or a download page of a known CMS."""
    parts = urlsplit(url)
    if _FILE.search(parts.path) or _DOWNLOAD_PAGE.search(parts.path):
        return True
    return bool(_FILE.search(text.strip())) or any(_FILE.search(value) for _, value in parse_qsl(parts.query))


def absolute(base: str, href: str) -> str | None:
    """The full address of a link, in one normal form; None for what is no web address."""
    if _PLAIN.fullmatch(href) and "//" not in href and "/." not in href and len(href) <= LONGEST_URL:
        # What nearly all links look like: nothing in them has to be brought into a normal form.
        start = _base(base)[href.startswith("/")]
        return start + href.removeprefix("/") if start else None
    return _resolved(base, href)


@lru_cache(maxsize=256)
def _base(base: str) -> tuple[str | None, str | None]:
    """Of a page's address, in normal form: its folder and its site, both with a slash at the end."""
    return _resolved(base, "."), _resolved(base, "/")


def _resolved(base: str, href: str) -> str | None:
    href = clean_text(href).replace(" ", "%20")
    if not href or len(href) > LONGEST_URL or href.lower().startswith(("javascript:", "mailto:", "tel:", "data:", "#")):
        return None
    try:
        url = httpx.URL(urljoin(base, href)).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError, UnicodeError):
        return None
    if url.scheme not in ("http", "https") or not url.host or url.userinfo:
        return None
    return str(url)


def base_url(tree: LexborHTMLParser, page_url: str) -> str:
    """The address against which a page's links are read."""
    node = tree.css_first("base[href]")
    return _based(page_url, node.attributes.get("href") if node is not None else None)


def base_of(page: Page, page_url: str) -> str:
    """The same of a page that several look at; to be asked where there is a link to read, since it takes time."""
    return _based(page_url, page.base_href)


def _based(page_url: str, href: str | None) -> str:
    return (absolute(page_url, href) if href else None) or page_url


def clean_text(text: str) -> str:
    """A text in one line, without control characters and halves of characters."""
    return " ".join(_UNSEEN.sub(" ", text).split())


def link_text(node: LexborNode) -> str:
    """The name of a link: its title attribute where the visible text is cut, else the visible text."""
    text = clean_text(node.text())
    title = clean_text(node.attributes.get("title") or "")
    cut = text.rstrip(".…")
    return title if title and (not text or (cut != text and title.startswith(cut))) else text


def file_name(url: str) -> str:
    """The last part of an address' path, as a name."""
    return clean_text(unquote(urlsplit(url).path.rsplit("/", 1)[-1]))


def _candidates(page: Page) -> Iterator[tuple[str, str]]:
    for node, href in page.links:
        if _MAYBE_FILE.search(href) or "." in node.text() or "." in (node.attributes.get("title") or ""):
            yield href, link_text(node)
    for node in page.tree.css("iframe[src], embed[src]"):
        yield node.attributes.get("src") or "", ""
    for found in _PDF_FRAME.finditer(page.text):  # 博达 shows PDFs through a script
        yield found.group(1), ""
