"""Which family a list belongs to, told from its page and its address, in the order that keeps them apart.

Newer systems carry scripts of older ones, and pages link to each other's catalogues, so the most telling signs of the
newest systems come first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

_SNIPPET = 60


@dataclass(frozen=True, slots=True)
class Sniffed:
    """The family of a list, and the signs by which it was told; no sign means that none was known."""

    template: str
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Family:
    template: str
    in_page: tuple[str, ...]
    in_address: tuple[str, ...] = ()


_FAMILIES = (
    _Family("sitemap", (r"<(?:\w+:)?(?:sitemapindex|urlset)\b",), (r"/sitemap[\w-]*\.xml(?:\.gz)?$",)),
    _Family("feed", (r"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:\w+:)?(?:rss|feed|RDF)\b",)),
    _Family("gkmlpt", (r"window\._CONFIG[\s\S]{0,3000}?\bSID\b",), (r"/gkmlpt(?:/|$)",)),
    _Family("jpaas", (r"jpaas-publish-server",)),
    _Family("jcms", (r"module/web/jpage/dataproxy\.jsp|dataproxy\.jsp",)),
    _Family("jcms-xxgk", (r"/module/xxgk/", r"/xxgk/jcms_files/", r"zfxxgk/search\.jsp")),
    _Family("truecms", (r"messageController/getMessage\.do",)),
    _Family(
        "ucap",
        (r"<UCAP\w+", r"UCAP-CONTENT", r"/(?:common/search|searchList)/\w{3,}"),
        (r"/c\d{4,}/\w*\.?s?html?",),
    ),
    _Family(
        "vsb",
        (r"vsb_content", r"_showDynClicks", r"/system/resource/js/", r"href=[\"'][^\"']{0,99}info/\d+/\d+\.htm"),
    ),
    _Family("trs", (r"createPageHTML\(", r"TRS_UEDITOR|TRS_Editor", r"href=[\"'][^\"']{0,200}/t\d{8}_\d+\.s?html?")),
    _Family("epoint", (r"EWB-FRONT", r"webBuilderCommon\.js", r"govInfoPub"), (r"/govInfoPub\w*\.html",)),
    _Family(
        "openness",
        (r"/openness/detail/content/", r"/openness\w*/\?branch_id="),
        (r"/openness\w*/", r"column_code="),
    ),
    _Family("content", (r"href=[\"'][^\"']{0,200}content_\d{3,}\.html?",)),
    _Family("slugs", (r"(?:xxgk|news)-show-\d+\.html",), (r"/(?:xxgk|news)-list-\w",)),
)  # fmt: skip


def sniff(page: str, url: str = "") -> Sniffed:
    """The family of a list; `plain` where no sign of any is found."""
    for family in _FAMILIES:
        signs = [_snippet(found) for pattern in family.in_page if (found := re.search(pattern, page))]
        signs += [
            f"{_snippet(found)} in its address" for pattern in family.in_address if (found := re.search(pattern, url))
        ]
        if signs:
            return Sniffed(family.template, tuple(signs))
    return Sniffed("plain", ())


def frames(page: str) -> list[str]:
    """The addresses of frames: a column's page may be a mere shell around the list."""
    return [
        found[1] for found in islice(re.finditer(r"<iframe\b[^>]{0,500}?\bsrc=[\"']([^\"']{1,500})[\"']", page), 20)
    ]


def _snippet(found: re.Match[str]) -> str:
    text = " ".join(found[0].split())
    return text if len(text) <= _SNIPPET else text[: _SNIPPET - 1] + "…"
