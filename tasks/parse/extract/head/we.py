"""The body that a paper calls 我镇, 我局 or 我司: its own author, who carries the project out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from tasks.parse.extract.head.organisations import LEADS
from tasks.parse.extract.spans import Span, narrow, stated
from tasks.parse.facts import Stated

# The word for a body's kind behind 我, what may not follow it there, and how names of bodies of that kind end.
_KINDS = (
    ("局", "", "局"),
    ("厅", "", "厅"),
    ("委", "托|员|派|市|县|区", "委员会|委"),
    ("办", "法|公|理|学|事", "办公室|办"),
    ("处", "", "办事处|管理处|处"),
    ("镇", "", "镇人民政府|镇"),
    ("乡", "村|镇", "乡人民政府|乡"),
    ("街道", "", "街道办事处|街道"),
    ("校", "", "学校|中学|小学|学院|大学|党校"),
    ("院", "", "医院|卫生院|保健院|福利院|法院|检察院|学院|研究院|科学院"),
    ("馆", "", "馆"),
    ("所", "有|在", "所"),
    ("站", "", "站"),
    ("队", "", "队"),
    ("中心", "", "中心"),
    ("公司", "", "公司"),
    ("司", "", "公司"),
    ("会", "计|议", "联合会|委员会|红十字会|协会|工会|学会"),
)
_SELF = {kind: re.compile(f"我{kind}" + (f"(?!{stop})" if stop else "")) for kind, stop, _ in _KINDS}
_NAMES = {kind: re.compile(rf"[一-龥]{{0,24}}?(?P<ends>{ends})(?!(?:{ends})|[级长村])") for kind, _, ends in _KINDS}
_WE = re.compile("我")
_LEAD = re.compile(rf"{LEADS}|和|个|各|全|本|该|原|乡(?=镇)|等")
# Papers are full of other agencies, which are better told by their whole names.
_AGENCIES = ("局", "厅", "委", "办")
_FORMER = ("原", "各", "全", "个")
# Those who give the money and order the report are named in every paper.
_GIVERS = re.compile("财政|政府办公室")
_ENDS_ONLY = re.compile(r"(?:股份)?有限(?:责任)?公司|[总分子]公司|人民政府")
_PLACE = re.compile("[省市州县区旗盟镇乡]")
_SHORTEST, _MOST = 2, 400


def who_we_are(text: str, span: Span, known: Stated[str] | None) -> Stated[str] | None:
    """The body of the kind that the paper calls its own; `known`, who published it, where it is of that kind."""
    narrowed = narrow(text)
    if _WE.search(narrowed, span.start, span.end) is None:
        return None
    said = Counter({kind: len(we.findall(narrowed, span.start, span.end)) for kind, we in _SELF.items()})
    ((kind, times),) = said.most_common(1)
    if not times:
        return None
    if known is not None and _NAMES[kind].fullmatch(known.value) and not _GIVERS.search(known.value):
        return known
    if kind in _AGENCIES:
        return None
    named = list(islice(_named(narrowed, span, _NAMES[kind]), _MOST))
    counted = Counter(narrowed[name.start : name.end] for name in named)
    # 实施小学义务教育: what is named once without its place may be no name.
    named = [
        name
        for name in named
        if counted[narrowed[name.start : name.end]] > 1 or _PLACE.search(narrowed, name.start, name.end)
    ]
    best = max(named, key=lambda name: (counted[narrowed[name.start : name.end]], -name.start), default=None)
    return stated(text, best.start, best.end, "body") if best else None


def _named(narrowed: str, span: Span, names: re.Pattern[str]) -> Iterator[Span]:
    for found in names.finditer(narrowed, span.start, span.end):
        leads = list(_LEAD.finditer(narrowed, *found.span()))
        if leads and leads[-1].group() in _FORMER:
            continue
        start = leads[-1].end() if leads else found.start()
        long_enough = found.start("ends") - start >= _SHORTEST
        if _GIVERS.search(narrowed, start, found.end()):
            continue
        if long_enough and not _ENDS_ONLY.fullmatch(narrowed, start, found.end()):
            yield Span(start, found.end())
