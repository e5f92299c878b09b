"""Items out of what lists' interfaces answer: JSON, JSONP, rows of HTML in XML. All of it is distrusted."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import islice

from tasks.crawl.html import parse_html
from tasks.crawl.links import Link, absolute, clean_text, link_text
from tasks.crawl.listing.page import Item

MOST_ROWS = 5000
"""Rows of one answer that are looked at."""
CHINA = timezone(timedelta(hours=8))
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_TAG = re.compile(r"<[^>]{0,200}>")
_JSONP = re.compile(r"^[\s;]*[\w$.]{1,100}\s*\((.*)\)[\s;]*$", re.DOTALL)


def day_in(text: str) -> date | None:
    """The first full date in a text; None where there is none."""
    for found in islice(_DAY.finditer(text), 5):
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            continue
    return None


def day_of(value: object) -> date | None:
    """The date that a field holds: a text, or seconds or milliseconds since 1970 (in China's time)."""
    if isinstance(value, str) and not (value.isascii() and value.isdigit()):
        return day_in(value[:100])
    seconds = number(value)
    if not seconds:
        return None
    seconds = seconds // 1000 if seconds > 10**11 else seconds
    return datetime.fromtimestamp(seconds, UTC).astimezone(CHINA).date() if 0 < seconds < 4 * 10**9 else None


def number(value: object) -> int | None:
    """A whole number that a field holds, as number or as text; None where it holds none."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value if 0 <= value < 10**14 else None
    text = value.strip() if isinstance(value, str) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 15 else None


def load_json(text: str) -> object:
    """What an answer of JSON or JSONP says; None where it is neither."""
    wrapped = None if text.lstrip()[:1] in ("{", "[") else _JSONP.match(text)
    try:
        return json.loads(wrapped[1] if wrapped else text)
    except (ValueError, RecursionError):
        return None


def dig(value: object, *path: str) -> object:
    """What stands at a path of names; None where something else stands on the way.

    Some servers put JSON as text into JSON, which is unpacked.
    """
    for name in path:
        if isinstance(value, str) and value.lstrip()[:1] == "{":
            value = load_json(value)
        if not isinstance(value, dict):
            return None
        value = value.get(name)
    return value


def rows_of(value: object) -> list[Mapping[str, object]]:
    """The objects of a list; nothing where it is none."""
    return [row for row in value[:MOST_ROWS] if isinstance(row, dict)] if isinstance(value, list) else []


def first_text(row: Mapping[str, object], names: Iterable[str]) -> str:
    """The first of the fields that holds a text."""
    return next((text for name in names if isinstance(text := row.get(name), str) and text.strip()), "")


def make_item(
    base_url: str, address: str, title: str, published_on: date | None = None, files: tuple[Link, ...] = ()
) -> list[Item]:
    """An item, if its address and title are any; a list, so that one bad row costs only itself."""
    url = absolute(base_url, address)
    name = clean_text(html.unescape(_TAG.sub("", title)))
    return [Item(url, name, published_on, files)] if url and name else []


def unique(items: Iterable[Item]) -> tuple[Item, ...]:
    """The items, each address once."""
    found: dict[str, Item] = {}
    for item in items:
        found.setdefault(item.url, item)
    return tuple(found.values())


def records(text: str) -> list[str]:
    """The rows of HTML in `<record><![CDATA[…]]></record>`, as 大汉 and TrueCMS send them."""
    parts = [part.partition("</record>")[0].strip() for part in text.split("<record>", MOST_ROWS)[1:]]
    return [part.removeprefix("<![CDATA[").removesuffix("]]>") for part in parts]


def record_items(rows: Iterable[str], base_url: str) -> tuple[Item, ...]:
    """The article of each row: its first link with a title."""
    return unique(item for row in rows for item in _first_link(row, base_url))


def _first_link(row: str, base_url: str) -> list[Item]:
    tree = parse_html(row)
    for node in tree.css("a[href]"):
        url, title = absolute(base_url, node.attributes.get("href") or ""), link_text(node)
        if url is not None and title:
            return [Item(url, title, day_in(tree.text()))]
    return []
