"""Articles that a page carries where nobody sees them, for a script to write into the page.

Guangdong's gkmlpt and systems built as single-page applications hand the article over as JSON in a script, older ones
in a hidden field (`<textarea>`, `<input>`), some in a frame that holds its page itself (`srcdoc`).
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tasks.parse.document import UnreadableError
from tasks.parse.readers.html_content import visible_length
from tasks.parse.readers.html_guard import guarded
from tasks.parse.readers.words import tidy

CONTAINER = "carried-article"
"""Class of the element in which a carried article then stands."""

_SHORTEST = 60
_MOST_CARRIERS = 40
_MARKUP = re.compile(r"<(?:p|div|table|br|span|h[1-4])\b", re.IGNORECASE)
_STRING = r'"((?:[^"\\]|\\.)*)"'
_CONTENT = re.compile(rf'(?:content|contents|body|txt|detail|articleContent|infoContent)["\']?\s*:\s*{_STRING}')
_TITLE = re.compile(rf'(?:title|articleTitle|infoTitle)["\']?\s*:\s*{_STRING}')
# How systems name what they know of an article; a time may be given in milliseconds.
_FIELDS = tuple(
    (label, re.compile(rf'(?<![A-Za-z])(?:{names})["\']?\s*:\s*(?:{_STRING}|(1\d{{12}})(?!\d))'))
    for label, names in (
        (
            "发布日期",
            "(?:pub|publish|published|release|display_publish|first_publish|info)_?(?:Time|Date|time|date|On)(?:Str)?",
        ),
        ("来源", "source|(?:source|info|content|article|doc)_?(?:Source|source)(?:Name)?|sourceName"),
        ("发布机构", "publisher|(?:publish|org|dept|organ|unit)(?:Org|Unit|Dept)?Name|publish(?:Org|Unit|Dept)"),
        ("索引号", "index(?:No|Num|Number|Code)|identifier"),
    )
)
_INNER = re.compile(r"\{[^{}]*\}|\[[^\[\]]*\]")
_DEPTH = 3
_RECORD = 3000
_LONGEST_VALUE = 60
_CHINA = timezone(timedelta(hours=8))
_LONGEST_SCRIPT = 4 * 1024 * 1024


def bring_out(tree: LexborHTMLParser, hidden: frozenset[int]) -> None:
    """Put the longest carried article in the place of its carrier, if it says more than all that the page shows."""
    if tree.body is None:
        return
    longest, carrier, article = 0, None, None
    for node, markup in _carried(tree):
        try:
            found = LexborHTMLParser(guarded(f'<div class="{CONTAINER}">{markup}</div>')).css_first("div")
        except UnreadableError:
            continue
        length = len("".join(found.text().split())) if found is not None else 0
        if length > longest:
            longest, carrier, article = length, node, found
    if carrier is None or article is None or longest < _SHORTEST or longest < visible_length(tree.body, hidden):
        return
    carrier.replace_with(article)


def _carried(tree: LexborHTMLParser) -> Iterator[tuple[LexborNode, str]]:
    for node in tree.css("iframe[srcdoc], textarea, input[value], script:not([src])")[:_MOST_CARRIERS]:
        if node.tag == "script":
            yield from ((node, markup) for markup in _in_script(node.text() or ""))
            continue
        attributes = node.attributes
        text = attributes.get("srcdoc") or attributes.get("value") or node.text() or ""
        if _MARKUP.search(text):
            yield node, text


def _in_script(script: str) -> Iterator[str]:
    if len(script) > _LONGEST_SCRIPT or not _may_hold_markup(script):
        return
    for match in _CONTENT.finditer(script):
        text = _unquoted(match[1])
        if len(text) >= _SHORTEST and _MARKUP.search(text):
            record = _around(script, match)
            title = _TITLE.search(record) or _TITLE.search(script)
            heading = f"<h1>{html.escape(tidy(_unquoted(title[1])))}</h1>" if title else ""
            yield heading + _data_line(record) + text


def _around(script: str, content: re.Match[str]) -> str:
    """What the object that holds an article says of it, without the objects and lists inside of it."""
    before = script[max(0, content.start() - _RECORD) : content.start()]
    behind = script[content.end() : content.end() + _RECORD]
    for _ in range(_DEPTH):
        before, behind = _INNER.sub("", before), _INNER.sub("", behind)
    return before.rpartition("{")[2] + behind.partition("}")[0]


def _data_line(record: str) -> str:
    """A line of page data as the script would write it, from the fields of an article's record."""
    said = []
    for label, field in _FIELDS:
        found = next((match for match in field.finditer(record) if match[1] or match[2]), None)
        value = (_day(found[2]) if found[2] else tidy(_unquoted(found[1]))) if found else ""
        if 0 < len(value) <= _LONGEST_VALUE:
            said.append(f"{label}：{html.escape(value)}")
    return f"<p>{' '.join(said)}</p>" if said else ""


def _day(milliseconds: str) -> str:
    return datetime.fromtimestamp(int(milliseconds) // 1000, _CHINA).date().isoformat()


def _may_hold_markup(script: str) -> bool:
    """Whether a script is as long as an article, and a tag's bracket may stand in one of its strings."""
    return len(script) >= _SHORTEST and any(sign in script for sign in ("<", "lt;", "\\u"))


def _unquoted(string: str) -> str:
    """The text of a string literal; empty where JSON does not know its escapes."""
    try:
        text = str(json.loads(f'"{string}"', strict=False))
    except ValueError:
        return ""
    return html.unescape(text) if "&lt;" in text and "<" not in text else text
