"""The bad items, the same few at every size: what a crawl meets on real sites and must survive."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from demo import evaluations as say
from demo.dice import digest
from demo.places import PLACES, SMALL_PLACES
from demo.projects import project
from demo.record import Attachment, Item, Record

SPECIALS: tuple[tuple[str, ...], ...] = (
    ("wrong_charset", "gone"),
    ("truncated",),
    ("bad_files",),
    ("unrelated",),
    ("mojibake", "forbidden"),
    *((),) * len(SMALL_PLACES),
)
"""The bad items of each site; they are its oldest and stand at the end of its list. Small sites have none."""

_YEAR = 2019
_STATES = {
    "gone": "gone",
    "forbidden": "disallowed",
    "truncated": "partial",
    "mojibake": "broken",
    "bad_files": "negative",
    "unrelated": "negative",
}


def special_day(place: int) -> date:
    """The day on which a bad item was published."""
    return date(_YEAR + 1, 2, 3 + place)


def special_item(seed: int, site: int, place: int) -> Item:
    """A site's bad item of that number."""
    kind = SPECIALS[site][place]
    # Numbers 15, 31 ... of a county's projects are used by nothing else.
    of = project(seed, site, 15 + 16 * place)
    record = Record(
        layout="several",
        doc_type="project_report",
        title=f"{of.unit}{_YEAR}年度专项预算项目支出绩效自评报告({of.name}项目)",
        site=site,
        wording=digest(seed, "special", site, place).hex()[:16],
        publisher=of.unit,
        published_on=special_day(place),
        evaluations=(say.brief(seed, of, _YEAR),),
        mentions=(of.name, str(_YEAR), of.town, of.unit),
    )
    files: tuple[Attachment, ...] = ()
    if kind == "bad_files":
        record = replace(record, layout="cover", doc_type="negative", evaluations=(), mentions=(of.name, str(_YEAR)),
                         title=f"关于公开{of.name}项目{_YEAR}年度绩效自评表的公告")  # fmt: skip
        blank = Record("cover", "negative", "", site, record.wording)
        files = (
            Attachment("附件1项目支出绩效自评表", "xlsx", blank, "random"),
            Attachment("附件2佐证材料目录", "docx", blank, "empty"),
        )
    elif kind == "unrelated":
        record = replace(record, layout="unrelated", doc_type="negative", evaluations=(),
                         title=f"{PLACES[site].region}{of.town}举办第{_YEAR - 2008}届桃花节活动")  # fmt: skip
    return Item(site, place, record, files, _STATES.get(kind, "parsed"), kind)
