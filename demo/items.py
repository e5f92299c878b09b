"""The page and the attachments that stand in a slot: titles, dates, numbers and what is stated where."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache

from demo import evaluations as say
from demo.dice import dice, digest
from demo.flaws import flawed, told_beside
from demo.placement import Plan, fiscal_year, plan_of, project_number
from demo.places import PLACES
from demo.projects import Project, project
from demo.record import Attachment, Item, Record

WORDING_VERSION = 3
"""Part of every ETag: raise it where a change of this code changes what documents look like."""

_CENTRAL_TITLE = "{year}年度{name}项目支出绩效自评表"
_HAINAN_TITLE = "{year}年度{name}项目绩效自评表"


@lru_cache(maxsize=4096)
def published_on(seed: int, site: int, slot: int) -> date:
    """The day on which a slot's document was published: in the year after the one it evaluates."""
    throw = dice(seed, "published", site, slot)
    late = 4 if "T1" in plan_of(site, slot).flaws else 1
    return date(fiscal_year(seed, site, slot) + late, 3 + throw.randrange(9), 1 + throw.randrange(28))


def slot_project(seed: int, site: int, slot: int, extra: int = 0) -> Project:
    """The project that a slot's document is about."""
    return project(seed, site, project_number(slot, extra))


def service_unit(of: Project) -> str:
    """The small budget unit whose whole expenditure a department report is about; as unique as its project."""
    stem = of.field.bureau.removesuffix("局").removesuffix("馆")
    pattern = [p.startswith(of.name.split("(")[0].replace(of.town, "{t}")[:6]) for p in of.field.projects].index(True)
    phase = of.name.split("(")[1] if "(" in of.name else ""
    kind = ("服务中心", "事务站", "管理所", "工作站")[pattern]
    return f"{PLACES[of.site].region}{of.town}{stem}{kind}" + (f"({phase}" if phase else "")


def title_of(seed: int, site: int, slot: int) -> str:
    """The title under which a site lists a slot's page. Cheap: lists of a hundred thousand need only this."""
    plan, of, year = plan_of(site, slot), slot_project(seed, site, slot), fiscal_year(seed, site, slot)
    region = PLACES[site].region
    bare = {
        "narrative": f"{of.unit}{year}年度项目支出绩效自评报告({of.name}项目)",
        "central_form": _CENTRAL_TITLE.format(year=year, name=of.name),
        "hainan_form": _HAINAN_TITLE.format(year=year, name=of.name),
        "several": f"{region}{year}年度{of.town}等片区专项预算项目支出绩效自评报告",
        "third_party": f"{of.name}项目{year}年度财政重点绩效评价报告",
        "news": f"{of.unit}组织召开{of.town}片区预算绩效管理工作推进会",
        "notice": f"关于做好{year}年度{of.town}片区项目支出绩效自评工作的通知",
        "rules": f"{of.unit}{of.town}片区专项资金绩效管理办法",
    }
    if plan.layout == "department":
        return f"{service_unit(of)}{year}年度部门整体支出绩效自评报告"
    if plan.carrier != "html":
        return f"关于公开{of.name}项目{year}年度绩效自评结果的公告"
    return bare[plan.layout]


def _numbers(site: int, slot: int, unit_mark: str, day: date) -> tuple[str | None, str | None]:
    """索引号 and 文号: only sites with an information box print them, and 文号 only for every other document."""
    place = PLACES[site]
    doc_no = f"{place.short}{unit_mark}发〔{day.year}〕{slot % 90 + 1}号" if slot % 2 == 0 else None
    if place.template in ("plain", "gkmlpt", "openness"):
        return f"{place.region_code}00{site}-3/{day.year}-{day:%m%d}{slot:05d}", doc_no
    if place.template in ("jcms", "jcms-xxgk"):
        return f"{place.region_code}/{day.year}-{slot:06d}", doc_no
    return None, None


def _base(seed: int, site: int, slot: int, layout: str, doc_type: str) -> Record:
    of, day = slot_project(seed, site, slot), published_on(seed, site, slot)
    index_no, doc_no = _numbers(site, slot, of.field.mark, day)
    by_bureau = layout in ("several", "third_party", "notice")
    return Record(
        layout=layout,
        doc_type=doc_type,
        title=title_of(seed, site, slot),
        site=site,
        wording=digest(seed, "words", site, slot).hex()[:16],
        publisher=f"{PLACES[site].region}财政局" if by_bureau else of.unit,
        published_on=day,
        index_no=index_no,
        doc_no=doc_no,
    )


def _file_record(page: Record, layout: str, doc_type: str, title: str, money_unit: str) -> Record:
    return Record(layout, doc_type, title, page.site, page.wording + layout, money_unit=money_unit)


_DOC_TYPES = {
    "narrative": "project_report",
    "central_form": "self_eval_form",
    "hainan_form": "self_eval_form",
    "several": "project_report",
    "third_party": "evaluation_by_finance_or_third_party",
    "department": "department_report",
}


def _department(seed: int, site: int, slot: int, plan: Plan, revision: int) -> Item:
    of, year = slot_project(seed, site, slot), fiscal_year(seed, site, slot)
    unit = service_unit(of)
    stated = say.department_form(seed, of, unit, year, revision)
    overview = say.department_overview(of, unit, year, seed, revision)
    page = replace(
        _base(seed, site, slot, "department_report", "department_report"),
        publisher=unit,
        evaluations=(told_beside(overview, stated, plan.flaws),),
    )
    form = replace(
        _file_record(
            page, "department_form", "department_report", f"{year}年度{unit}部门整体支出绩效自评表", plan.money_unit
        ),
        publisher=unit,  # who speaks in a form on itself is named in its first row
        evaluations=(flawed(stated, plan.flaws),),
        flaws=plan.flaws,
    )
    attachment = Attachment(f"{year}年部门整体支出绩效自评表", plan.carrier, form)
    return Item(site, slot, page, (attachment,))


def _form_item(seed: int, site: int, slot: int, plan: Plan, revision: int) -> Item:
    of, year = slot_project(seed, site, slot), fiscal_year(seed, site, slot)
    central = plan.layout == "central_form"
    stated = flawed((say.central_form if central else say.hainan_form)(seed, of, year, revision), plan.flaws)
    if plan.carrier == "html":
        page = _base(seed, site, slot, plan.layout, "self_eval_form")
        return Item(site, slot, replace(page, evaluations=(stated,), flaws=plan.flaws, money_unit=plan.money_unit))
    page = replace(_base(seed, site, slot, "cover", "negative"), mentions=(of.name, str(year)))
    title = (_CENTRAL_TITLE if central else _HAINAN_TITLE).format(year=year, name=of.name)
    form = replace(
        _file_record(page, plan.layout, "self_eval_form", title, plan.money_unit),
        evaluations=(stated,),
        flaws=plan.flaws,
    )
    return Item(site, slot, page, (Attachment(title, plan.carrier, form),), state="negative")


def _prose(seed: int, site: int, slot: int, plan: Plan, revision: int) -> Item:
    year = fiscal_year(seed, site, slot)
    projects = [slot_project(seed, site, slot, extra) for extra in range(3 if plan.layout == "several" else 1)]
    write = {"narrative": say.narrative, "several": say.brief, "third_party": say.third_party}[plan.layout]
    stated = [write(seed, of, year, revision) for of in projects]
    stated[0] = flawed(stated[0], plan.flaws)
    page = _base(seed, site, slot, plan.layout, _DOC_TYPES[plan.layout])
    mentions = (f"{projects[0].town}业务用房运行维护经费",) if "P4" in plan.flaws else ()
    return Item(
        site,
        slot,
        replace(page, evaluations=tuple(stated), flaws=plan.flaws, mentions=mentions),
    )


def slot_item(seed: int, site: int, slot: int, revision: int = 0) -> Item:
    """The page in a slot of a site, with its attachments. A revision gives other figures of the same document."""
    plan = plan_of(site, slot)
    if plan.layout == "department":
        return _department(seed, site, slot, plan, revision)
    if plan.layout in ("central_form", "hainan_form"):
        return _form_item(seed, site, slot, plan, revision)
    if plan.layout in ("news", "notice", "rules"):
        of, year = slot_project(seed, site, slot), fiscal_year(seed, site, slot)
        page = replace(
            _base(seed, site, slot, plan.layout, "negative"), mentions=(of.name, str(year), of.town, of.unit)
        )
        if revision:
            page = replace(page, wording=f"{page.wording}/{revision}")
        return Item(site, slot, page, state="negative")
    return _prose(seed, site, slot, plan, revision)
