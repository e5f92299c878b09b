"""What kind of paper a document is; rules, news, notices and settled accounts carry no evaluation."""

from __future__ import annotations

import re
from collections.abc import Collection

from tasks.parse.extract.evaluator import read_evaluator
from tasks.parse.extract.head.titles import is_collection
from tasks.parse.extract.outline import headings
from tasks.parse.extract.projects.titled import OF_ONE_FUND
from tasks.parse.extract.spans import Span, narrow
from tasks.parse.extract.weighing import ENOUGH, OPEN, begins_as_report, hands_money_out, sections, weigh
from tasks.parse.facts import Stated
from tasks.parse.record import record

_DEPARTMENT = re.compile(r"整体(?:\(项目\))?支出|部门整体(?!\d)|整体绩效(?!目标)|部门(?:预算)?绩效文本")
_DEPARTMENTS_OUTLINE = re.compile(r"(?:部门|单位|部门\(单位\))(?:基本)?(?:情况|概况)")
"""The first heading of a department's report; one on a project begins with the project."""
_WHOLE_EVALUATED = re.compile(r"整体支出(?:情况)?(?:进行|开展|实施)了?[^。\n]{0,12}(?:绩效)?(?:自评|评价)")
_NAMES_MONEY = re.compile(r"项目|专项|资金|经费|工程|补助|政策")
"""What a title on a project has in it; a department's may say nothing of 整体支出."""

_OPENING = 600
_A_REPORT = re.compile(
    r"(?:绩效|自评|自我评价)[^\n]{0,12}(?:自评|评价|报告)\W*"
    r"(?:\(\d{4}年?度?\)|【[^】\n]{2,12}】|\([一-龥]{2}\d{1,2}篇\))?$"
)
_ALL_WATCHED = re.compile(
    r"(?:部门预算项目|各(?:部门|单位)|预算单位|全[省市州县区旗])[^\n]{0,20}监控|直达资金(?:预算|分配|支付|支出|使用|管理|执行|监控|和|及|、)+(?:情况|进度|进展)"
)
"""A government's watch over the goals of all its projects tells of none; that over one project tells its half year.

直达资金 are all transfers that the treasury passes straight on.
"""

_TENDER = re.compile(
    r"(?:采购|招标|磋商|谈判|询价|比选|遴选|中标|成交)[^\n]{0,16}(?:公告|公示|邀请函?|文件|结果|合同)\W*$|第三方[^\n]{0,16}(?:采购|招标|遴选)"
)
"""Evaluations are bought too: the purchase has a budget, a project's name and scores, of the bidders."""


@record
class Kind:
    """What a paper is if it is an evaluation (`doc_type`), and how much speaks for its being one.

    Where that is not enough, the sums, rates and scores that it states may make it one. A `report` by its own title
    (or outline, or place on the site) is an evaluation even where an excerpt of it states none of these.
    """

    doc_type: str
    points: int
    report: bool = False


def read_kind(text: str, title: Stated[str] | None, forms: Collection[str]) -> Kind:
    """The kind of a paper, from the title, the kinds of forms inside and the sections."""
    narrowed = narrow(text)
    name = narrow(title.value) if title else ""
    if _ALL_WATCHED.search(name) or _TENDER.search(name):
        return Kind("negative", 0)
    head = _head(narrowed)
    # Lists of projects stand in notices of purchases and of money handed out too.
    forms = set(forms) - {"list"}
    # What is to be done with money that is handed out hangs on the notice as a form that names the project alone.
    if forms == {"info"} and hands_money_out(narrowed):
        forms = set()
    points = ENOUGH if forms else weigh(text, narrowed, name, head)
    doc_type = _doc_type(text, narrowed, name, head, forms) if points >= OPEN else "negative"
    report = bool(_A_REPORT.search(name)) or begins_as_report(narrowed, head)
    return Kind(doc_type, points, report)


def _doc_type(text: str, narrowed: str, name: str, head: str, forms: Collection[str]) -> str:
    """A word of `warehouse.vocabulary.DOCUMENT_TYPES` for a paper that is taken for an evaluation."""
    if OF_ONE_FUND.search(name):
        forms = {"self_eval" if form == "department" else form for form in forms}
    elif _DEPARTMENT.search(name) or "department" in forms or (not name and _DEPARTMENT.search(head)):
        return "department_report"
    if is_collection(narrowed):
        name = ""
    if (
        not forms
        and not _NAMES_MONEY.search(name)
        and (_WHOLE_EVALUATED.search(narrowed, 0, _OPENING) or _opens_with_department(text, narrowed))
    ):
        return "department_report"
    covers = set(forms) == {"info"} and sections(narrowed) >= 2
    if set(forms) - {"judged"} and not covers and not _is_report(narrowed):
        return "target_form" if set(forms) - {"info"} == {"target"} else "self_eval_form"
    if "评价" in name and not re.search(r"自评|自我评价", narrowed):
        return "evaluation_by_finance_or_third_party"
    return "evaluation_by_finance_or_third_party" if read_evaluator(text, name) == "third_party" else "project_report"


def _opens_with_department(text: str, narrowed: str) -> bool:
    first = next((heading for heading in headings(text, Span(0, len(text))) if heading.depth == 1), None)
    if first is None or _DEPARTMENTS_OUTLINE.match(first.words) is None:
        return False
    return first.words.startswith("部门") or _DEPARTMENT.search(narrowed) is not None


def is_allocation(text: str) -> bool:
    """Whether a paper hands money out (现将…资金下达给你们): targets may hang on it, not their outcome."""
    return hands_money_out(narrow(text))


def is_announcement(title: Stated[str]) -> bool:
    """Whether a title announces a paper that may hang on the page as an attachment instead of standing in it."""
    return bool(re.search(r"(?:公告|公示|公开|通知|的函|目录|清单)\W*$", narrow(title.value)))


def _head(narrowed: str) -> str:
    """The beginning without the titles of the acts it cites, which name department evaluations too."""
    return re.sub(r"《[^》]{0,200}》|整体(?:支出)?(?:绩效)?(?:和|及|、)项目", "", narrowed[:400])


def _is_report(narrowed: str) -> bool:
    """Whether prose of a report stands beside the forms."""
    return len(
        re.findall(
            r"(?:^|\n)[^\S\n]{0,20}(?:[一二三四五六七八九]、|\([一二三四五六七八九]\)|\d、\s)[^\n]{4,}", narrowed
        )
    ) >= 5 and bool(re.search(r"报告", narrowed))
