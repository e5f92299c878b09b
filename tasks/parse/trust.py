"""How far a document may be trusted to be what it says: tier and the signals behind it.

Tiers: 1 a government host whose site code agrees, 2 an official host without one, 3 an aggregator or a saved
file, 4 unknown, 5 a spam mirror. Copies of disclosures on abandoned or hijacked hosts are not rare, and even
gov.cn names have been reused, so that the lexicon counts everywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from tasks.parse.document import Document

SPAM_WORDS = re.compile(
    r"(?:博彩|彩票平台|体育平台|娱乐城|娱乐平台|真人视讯|老虎机|百家乐|六合彩|六宝典|棋牌|bob\s*电竞|电竞app"
    r"|申博|米乐|开云|华体会|亚博|澳门(?:新)?葡京|皇冠体育|注册送|平台注册|官网登录入口|手机网页版登录|app下载安装)",
    re.IGNORECASE,
)
_EDGE = 200  # characters at either end where brand words are planted
_PINYIN = re.compile(r"[一-鿿]\([a-zāáǎàōóǒòēéěèīíǐìūúǔùüǘǚǜ]{1,6}\)")
_PINYIN_SHARE = 0.01


@dataclass(frozen=True, slots=True)
class Trust:
    """A tier from 1 to 5 and the signals that led to it, in a fixed order."""

    tier: int
    signals: tuple[str, ...]


def site_division(code: str | None) -> str | None:
    """The division in a 网站标识码 (six digits and a serial of four); ministries (bm…) have none."""
    return code[:6] if code and re.fullmatch(r"\d{10}", code) else None


def judge(document: Document, url: str, *, official_source: bool, region_code: str | None) -> Trust:
    """The trust tier of a document found at an address, listed by a source that is official or not."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    saved = parts.scheme == "folder"
    signals: list[str] = []
    edges = "\n".join(
        (document.meta.html_title or "", document.text[:_EDGE], document.text[-_EDGE:], document.meta.furniture)
    )
    if spam := sorted({match.group(0) for match in SPAM_WORDS.finditer(edges)}):
        signals.append(f"betting words: {', '.join(spam[:5])}")
    noise = len(_PINYIN.findall(document.text))
    if document.text and noise / len(document.text) > _PINYIN_SHARE:
        signals.append("pinyin noise between the characters")
    spam_seen = bool(signals)
    division = site_division(document.meta.site_id_code)
    agrees = bool(division and region_code and division[:2] == region_code[:2])
    government = host == "gov.cn" or host.endswith(".gov.cn")
    if division:
        signals.append(f"site code {document.meta.site_id_code}" + (" agrees" if agrees else ""))
    signals.append("saved file" if saved else "government host" if government else f"host {host}")
    if spam:
        return Trust(5, tuple(signals))
    if saved:
        return Trust(4 if spam_seen else 3, tuple(signals))
    if government:
        return Trust(1 if agrees else 2, tuple(signals))
    if official_source:
        return Trust(2, (*signals, "host on the list of sources"))
    return Trust(5 if spam_seen else 4, tuple(signals))
