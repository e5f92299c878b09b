"""The source file that a look at a list page suggests, with what was seen and what a person must still check."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

import yaml

from tasks.crawl.links import clean_text
from tasks.crawl.probe import Look
from warehouse.reference import regions

KEPT_SHARE = 0.85
"""Part of today's items that a list must have on later nights: lists lose old items, but not many at once."""
_META = re.compile(r"<meta\b[^>]{0,300}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(name|content)\s*=\s*[\"']([^\"']{0,300})[\"']", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]{0,100}>([^<]{1,300})<", re.IGNORECASE)
_PLACE = re.compile(r"^[一-龥]{1,12}?(?:自治州|自治县|自治区|[省市县区州旗盟])")
_SITE_CODE = re.compile(r"网站标识码\s*[:：]?\s*(\d{10})")
_SPONSOR = re.compile(r"主办(?:单位)?\s*[:：]\s*([一-龥]{4,30})")
_GENERIC = frozenset({"www", "zwgk", "xxgk", "gov", "cn", "com", "net", "org"})
_SHOWN = 3


def propose(look: Look, url: str, connect: Mapping[str, str] | None = None) -> str:
    """A source file as text: comments first, then YAML that `load_source` reads."""
    metas = _metas(look.page)
    sponsor = _SPONSOR.search(look.page)
    title = clean_text(metas.get("sitename", "")) or (sponsor[1] if sponsor else "") or _page_title(look.page) or "?"
    printed = _SITE_CODE.search(look.page)
    code, region, from_code = _region(metas.get("siteidcode") or (printed[1] if printed else ""), title)
    address = url or f"http://{metas.get('sitedomain') or 'www.example.gov.cn'}/"
    column: dict[str, object] = {"url": address, "minimum": _minimum(look)}
    if look.sniffed.template == "sitemap":
        column["within"] = ["/"]
    source: dict[str, object] = {
        "name": _name(address),
        "title": title,
        "publisher": title,
        "region_code": code,
        "region_name": region,
        "official": (urlsplit(address).hostname or "").endswith(".gov.cn"),
        "verified": False,
        "template": look.sniffed.template,
        "columns": [column],
    }
    if connect:
        source |= {"connect": dict(connect)}
    comments = ["Proposed by `jixiao sources detect`. What it saw:", *_seen(look), "What a person must still check:"]
    comments += _doubts(look, url, metas, region_known=from_code)
    head = "".join(f"# {_one_line(comment)}\n" for comment in comments)
    return head + yaml.safe_dump(source, allow_unicode=True, sort_keys=False, width=200)


def _one_line(comment: str) -> str:
    """A comment that stays one: it quotes the page, and a line end in it would begin a line of YAML."""
    return "".join(letter if letter.isprintable() else " " for letter in comment)


def _seen(look: Look) -> list[str]:
    signs = look.sniffed.signs or ("no sign of a known web system",)
    lines = [f"  {look.sniffed.template}: {sign}" for sign in signs]
    if look.listed is not None:
        found = list(look.listed.found)
        lines.append(f"  {len(found)} items on {look.listed.pages} pages of the list (it is not asked for more)")
        lines += [f"    {item.published_on or 'no date'}  {item.title[:60]}" for item in found[:_SHOWN]]
        lines += [f"  {clean_text(trouble)[:200]}" for trouble in (*look.listed.red, *look.listed.amber)]
    return lines


def _doubts(look: Look, url: str, metas: Mapping[str, str], *, region_known: bool) -> list[str]:
    doubts = ["  - name, title and publisher: whose site is it? The name stands in every row for ever."]
    if not region_known:
        doubts.append("  - region_code and region_name: no 网站标识码 names a division that we know")
    else:
        doubts.append("  - region_code: told from the 网站标识码, which may keep the code of a replaced division")
    if not url:
        doubts.append("  - columns: a saved page does not say where it came from; give --url, or write the address")
    if look.listed is None:
        doubts.append("  - the list itself: nothing was asked of the site; give `detect` its address")
    elif not look.listed.found:
        doubts.append("  - the list: no items were found; is this the list itself, or a page that leads to it?")
        doubts += [f"    it holds a frame: {frame}" for frame in look.frames[:_SHOWN]]
    doubts.append("  - minimum: 85 % of what was seen; years: [first, last] if the column should have every year")
    if look.sniffed.template == "sitemap":
        doubts.append("  - within: a sitemap names the whole site; which paths hold the disclosures?")
    if look.sniffed.template == "plain":
        doubts.append("  - template: plain follows the link 下一页; does the list go on otherwise?")
    doubts.append("  - the titles: is it performance (绩效), or budgets and news beside it? Then set verified: true.")
    return doubts


def _minimum(look: Look) -> int:
    return max(1, int(len(look.listed.found) * KEPT_SHARE)) if look.listed is not None else 1


def _metas(page: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in _META.findall(page[:200_000])[:200]:
        attributes = {name.lower(): value for name, value in _ATTRIBUTE.findall(tag)}
        if "name" in attributes:
            found.setdefault(attributes["name"].lower(), attributes.get("content", "").strip())
    return found


def _page_title(page: str) -> str:
    found = _TITLE.search(page)
    return clean_text(found[1]) if found else ""


def _region(site_code: str, title: str) -> tuple[str, str, bool]:
    """Code and name of the division, and whether they are told by code.

    The first six digits of the 网站标识码 are one, often that of a division since replaced; else the title must do.
    """
    known = {row["region_code"]: row for row in regions().iter_rows(named=True)}
    code = site_code[:6] if re.fullmatch(r"\d{10}", site_code) else ""
    row = known.get(code)
    if row is not None and row["successor_code"] in known:
        row = known[row["successor_code"]]
    if row is not None:
        return row["region_code"], row["name"], True
    place = _PLACE.match(title)
    return code or "000000", place[0] if place else "?", False


def _name(url: str) -> str:
    labels = [label for label in (urlsplit(url).hostname or "").lower().split(".") if label not in _GENERIC]
    name = re.sub(r"[^a-z0-9-]+", "-", "-".join(reversed(labels))).strip("-")
    return name[:60] or "site"
