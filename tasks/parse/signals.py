"""Signs of what a page is: who publishes it, and whether somebody else only copied it to look alive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from tasks.parse.document import Document
from tasks.parse.facts import Facts
from warehouse.script import PINYIN, traditional_share

ADVERTISING = re.compile(
    r"(?:(?:体育|娱乐|棋牌|电竞|彩票|真人)[^\n。]{0,6}(?:平台注册|官网|app|登录)|app(?:官方)?下载|bob\s*电竞|电竞\s*app|申博|华体会"
    r"|亚博|m6\s*米乐|米乐\s*m6|(?:米乐|开云)(?:体育|官网|app|官方)|皇冠体育|澳门(?:新)?葡京|六宝典|真人视讯|注册送"
    r"|官网登录入口|手机网页版登录)",
    re.IGNORECASE,
)
"""Words by which a betting site advertises itself; no office writes so."""

GAMBLING = re.compile(r"博彩|赌场|娱乐城|娱乐平台|体育平台|彩票平台|老虎机|百家乐|六合彩|棋牌|米乐|开云")
"""Words of the trade. A police bureau's report on illegal gambling has them too, 智慧体育平台 is a project."""

_BETTING_HOST = re.compile(
    r"(?:^|[.\-])(?:[a-z]*(?:casino|caipiao|baccarat|kaiyun|leyu|yabo|huatihui|pujing)|m6|hth|bet\d|\d+bet|ky\d{2,}|bob(?:app|vip))"
)
_LINKED_HOST = re.compile(r"^\s*(?:https?:)?//([^/:?#\s]+)", re.MULTILINE)
_GOV_PATH = re.compile(
    r"/20\d{4}/t20\d{6}_\d{5,}\.s?html?|/art/20\d\d/\d{1,2}/\d{1,2}/art_\d+_\w+\.html|/col/col\d+/|/info/\d{4,5}/\d{4,}\.html?"
    r"|/c\d{5,7}/20\d{4}/[0-9a-f]{32}\.shtml|/gkmlpt/|/(?:zwgk|zfxxgk|xxgk|fdzdgknr)/|/openness/detail/|20\d{4}t20\d{6}_\d{5,}"
    r"|govdiropejcms"
)
"""Addresses as the publishing systems of governments make them, or one of them squeezed into a file's name."""

_SHARING = re.compile(
    r"(?:^|\.)(?:docin|doc88|bdocx|taodocs|taowenge|wenku365|doczj|777doc|51dongshi|wenku\.baidu|book118|renrendoc"
    r"|zhuangpeitu|jinchutou|mbalib|pkulaw|law-lib)\.(?:com|net|cn)$"
)
"""Sites on which people share documents, and law collections: often the only copy of an older form."""

_ICP = re.compile(r"[\u4e00-\u9fff]ICP[备证](?:\s*\d{6,8}\s*号?)|公网安备\s*\d{10,14}", re.IGNORECASE)
_SPONSOR = re.compile(r"主办(?:单位)?\s*[:\uff1a]\s*([^\s|,;\uff0c\uff1b]{3,40}?(?:政府|厅|局|委员会|委|办公室|中心))")
_NEIGHBOUR = re.compile(r"[上下]一[篇条]\s*[:\uff1a]?\s*([^\n]{4,60})")
_OFFICIAL_WORD = re.compile(
    r"绩效|预算|决算|财政|资金|项目|报告|公开|公示|公告|通知|通报|关于|意见|方案|办法|规划|计划|总结|工作|部门|政府|[局委办镇乡县市区省厅]"
    r"|年度|政策|解读|会议|名单|没有|暂无"
)
_FOREIGN = ("foreign_host", "sharing_host")
_EDGE = 200  # characters at either end, where brand words are planted
_END = 600  # a saved text ends in the links to its neighbours
_SHARE = 0.01
_LATE_YEARS = 3  # behind the year evaluated; reviews of a whole plan come so late, republications later


@dataclass(frozen=True, slots=True)
class Signal:
    """A sign (a word of `TRUST_SIGNALS`) and what was seen."""

    code: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.code}: {self.detail}" if self.detail else self.code


def site_division(code: str | None) -> str | None:
    """The division in a 网站标识码 (six digits and a serial of four); ministries (bm…) have none."""
    return code[:6] if code and re.fullmatch(r"\d{10}", code) else None


def signals_of(
    document: Document, facts: Facts, url: str, *, official_source: bool, region_code: str | None
) -> tuple[Signal, ...]:
    """All signs of a page, in a fixed order: those of its host, of its site, of its words, of its date."""
    parts = urlsplit(url)
    host = _host_signal(parts, official_source=official_source)
    foreign = host.code in _FOREIGN
    return (
        host,
        *_address_signals(parts, foreign=foreign),
        *_site_signals(document, region_code, host.code),
        *_word_signals(document),
        *_link_signals(document),
        *_date_signals(facts),
    )


def _host_signal(parts: SplitResult, *, official_source: bool) -> Signal:
    host = parts.hostname or ""
    if parts.scheme == "folder":
        return Signal("saved_file")
    if host == "gov.cn" or host.endswith(".gov.cn"):
        return Signal("government_host", host)
    if official_source:
        return Signal("listed_host", host)
    return Signal("sharing_host" if _SHARING.search(host) else "foreign_host", host)


def _address_signals(parts: SplitResult, *, foreign: bool) -> Iterator[Signal]:
    if foreign and (found := _GOV_PATH.search(parts.path)):
        yield Signal("government_path_elsewhere", found.group())
    if (parts.hostname or "").startswith(("m.", "wap.", "3g.")):
        yield Signal("mobile_host")


def _site_signals(document: Document, region_code: str | None, host: str) -> Iterator[Signal]:
    """What the page's frame says of the site: its code, who answers for it, under which number it is registered."""
    code = document.meta.site_id_code
    division = site_division(code)
    foreign = host in _FOREIGN
    if foreign and code:
        yield Signal("site_code_elsewhere", code)
    elif division and region_code:
        yield Signal("site_code_agrees" if division[:2] == region_code[:2] else "site_code_differs", code or "")
    elif code:
        yield Signal("site_code", code)
    frame = f"{document.meta.furniture}\n{document.text[-_END:]}"
    if sponsor := _SPONSOR.search(frame):
        yield Signal("sponsor_elsewhere" if foreign else "sponsor", sponsor[1])
    numbers = sorted({"".join(found.split()) for found in _ICP.findall(frame)})
    yield from (Signal("registered", number) for number in numbers)
    if not numbers and host != "saved_file":
        yield Signal("not_registered")


def _word_signals(document: Document) -> Iterator[Signal]:
    text, meta = document.text, document.meta
    named = (meta.html_title or "", *(meta.tags.get(name, "") for name in ("keywords", "description", "articletitle")))
    edges = "\n".join((*named, text[:_EDGE], text[-_EDGE:], meta.furniture))
    for code, words in (("betting_advertising", ADVERTISING), ("gambling_words", GAMBLING)):
        if found := sorted({match.group() for match in words.finditer(edges)}):
            yield Signal(code, ", ".join(found[:5]))
    if text and len(PINYIN.findall(text)) / len(text) > _SHARE:
        yield Signal("pinyin_noise")
    if traditional_share(text) > _SHARE:
        yield Signal("traditional_script")
    around = [found for found in _NEIGHBOUR.findall(f"{meta.furniture}\n{text[-_END:]}") if found.strip()]
    if around and not any(map(_OFFICIAL_WORD.search, around)):
        yield Signal("unrelated_neighbours", around[0].strip())


def _link_signals(document: Document) -> Iterator[Signal]:
    hosts = set(_LINKED_HOST.findall("\n".join(link.href for link in document.meta.links).lower()))
    if found := sorted(host for host in hosts if _BETTING_HOST.search(host)):
        yield Signal("betting_links", ", ".join(found[:5]))


def _date_signals(facts: Facts) -> Iterator[Signal]:
    years = [e.fiscal_year for e in facts.evaluations if e.fiscal_year and e.fiscal_year_method != "published"]
    if facts.published_on and years and facts.published_on.value.year > max(years) + _LATE_YEARS:
        yield Signal("late_publication", f"{facts.published_on.value.year} on {max(years)}")
