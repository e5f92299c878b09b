"""What kind of paper a document is; rules, news, notices and settled accounts carry no evaluation."""

from __future__ import annotations

import re
from collections.abc import Collection

from tasks.parse.extract.evaluator import read_evaluator
from tasks.parse.extract.spans import narrow
from tasks.parse.extract.summaries import sums_up
from tasks.parse.facts import Stated

_NEWS = re.compile(
    r"(?:开展|进行|推进|部署|召开|组织|启动|举办|加强|强化|完善|做好|抓好|推动|落实)[^\n]{0,40}(?:工作"
    r"|评价|自评|管理|建设|会议?)\W*$"
)
_SAMPLE = re.compile(r"(?:通用|精选|集合|合集|优秀)\s*\d*\s*篇|范文|模板")
_ESSAY = re.compile(
    r"(?:^|\n)[^\n]{0,20}(?:浅谈|浅析|浅议|探析|探讨)|(?:^|\n)[^\n。]{4,40}研究\s*(?:\n|$)"
    r"|摘\s*要\s*[::]|关键词\s*[::]"
)
_OTHER_PAPER = re.compile(
    r"(?:办法|细则|规定|规程|指引|方案|意见|制度|通知|批复|决定|公约|指南|解读"
    r"|问答|讲话|致辞|计划|要点|简报|动态|会议|培训|招标"
    r"|采购公告|中标|成交|合同|论文|研究|范文|心得|决算|部门预算|预算公开|预算执行情况的报告)"
    r"(?:\(?(?:试行|草案|征求意见稿|暂行|公开|说明|报告|公告|摘要)\)?)*\W*$"
)
_PAPER = re.compile(
    r"(?:绩效|自评|自我评价)[^\n]{0,30}(?:报告|表|结果|情况|公开|公示|说明|总结"
    r"|函)|评价报告|跟踪问效|绩效(?:自评价?|评价)\W*$|(?:资金|公益金|经费)[”\"]?(?:的)?(?:筹集|分配|安排|收支|管理|情况|和|及|与|、|\s){0,6}使用(?:和管理|及管理|管理|和绩效)?情况"
)
_DEPARTMENT = re.compile(r"整体支出|部门整体|整体绩效(?!目标)")
_DEPARTMENTS_OUTLINE = re.compile(r"一、[^\S\n]{0,4}(?:部门|单位|部门\(单位\))(?:基本)?(?:情况|概况)")
"""The first heading of a department's report; one on a project begins with the project."""
_SECTIONS = (
    re.compile(r"项目(?:基本)?概[况括]|项目基本情况|部门(?:\(单位\))?(?:基本)?概况"),
    re.compile(r"绩效自评工作|自评工作开展|评价(?:工作)?(?:实施|组织|过程)|绩效评价工作"),
    re.compile(r"项目资金情况|资金投入情况|资金(?:使用|到位|管理|执行)(?:及管理)?情况|资金使用及管理|预算安排及"),
    re.compile(
        r"绩效目标(?:分解下达|完成|实现|设[定置])?情况|绩效实现情况|绩效分析|指标完成情况|绩效目标设置|整体支出绩效"
    ),
    re.compile(r"(?:总体|阶段性|年度)(?:绩效)?目标\s{0,2}:"),
    re.compile(r"(?:^|\n)[^\S\n]{0,20}(?:\d{1,2}[.、]|\(\d\)|\([一二三四]\))\s{0,4}(?:项目)?立项背景"),
    re.compile(r"执行率(?:为|达到?|:)?\s{0,2}\d"),
    re.compile(r"全年(?:执行|预算)数(?:为|共|合计)?\s{0,2}\d"),
    re.compile(r"自评结[论果]|自评得分|自评分|评价结论|评价得分|评价等[级次]|综合得分"),
)
_SCORED = re.compile(r"(?:自评|绩效评价|综合评价|评价)(?:总|得|评)?(?:得分|评分|分)(?:为|:)?\s*\d{2,3}(?:\.\d+)?\s*分")
_OPENING = re.compile(
    r"(?:进行|开展|完成|实施)了?[^。\n]{0,50}(?:绩效自评|绩效评价|自我评价)(?:工作)?[^。\n]{0,20}[。,;][^。\n]{0,20}现将[^。\n]{0,40}(?:如下|公开|公示)"
    r"|现将[^。\n]{0,40}(?:公益金|资金|经费)[^。\n]{0,12}使用情况[^。\n]{0,12}(?:公告|公示|公开|报告)如下"
    r"|(?:公益金|资金|经费)[^\n]{0,120}现将(?:分配|安排|具体|其|、|和|及)*使用情况[^。\n]{0,12}(?:公告|公示|公开|报告)如下"
    r"|(?:自评|评价)(?:情况|结果)(?:综述|汇报|报告)如下|现将[^。\n]{2,60}(?:绩效|自我?)(?:自评|评价)(?:情况|结果)?如下"
)
"""How a report whose title was cut off begins."""

_PAPERS_NAME = re.compile(
    r"(?:^|[\n、\d])[^\n。,;:《》]{2,60}(?:绩效(?:自评|评价|自评价)|部门评价|重点评价|财政评价)\s?报告(?![》”\"编的要格模样])"
)
"""The paper's name at the head of a page that has lost its lines."""

_MONITORING = re.compile(r"监控(?:情况|报告|表|结果|工作|信息)")
"""A paper on the half year's watch over goals is no evaluation."""

_TENDER = re.compile(
    r"(?:采购|招标|磋商|谈判|询价|比选|遴选|中标|成交)[^\n]{0,16}(?:公告|公示|邀请函?|文件|结果|合同)\W*$|第三方[^\n]{0,16}(?:采购|招标|遴选)"
)
"""Evaluations are bought too: the purchase has a budget, a project's name and scores, of the bidders."""

_TRANSFER = re.compile(r"一、绩效目标分解下达情况|[(（]一[)）][^\n。]{0,16}下达[^\n。]{0,16}预算和绩效目标")
"""The first heading that the finance ministry prescribes for self-evaluations of transfers."""

_LINE_SCORES = re.compile(r"自评得\s*\d{1,2}(?:\.\d+)?\s*分")
_ALLOCATION = re.compile(
    r"(?:现将|现)[^。\n]{0,60}(?:下达|拨付|分配)给?你|此页无正文|印发给你们|请(?:认真)?(?:遵照|贯彻)执行"
)
_ARTICLE = re.compile(r"第[一二三四五六七八九十]+条")
_ARTICLES = re.compile(r"(?:^|\n)[^\S\n]{0,20}第[一二三四五六七八九十]+条")


def read_document_type(text: str, title: Stated[str] | None, forms: Collection[str]) -> str:
    """A word of `warehouse.vocabulary.DOCUMENT_TYPES`, from the title, the kinds of forms inside and the sections."""
    narrowed = narrow(text)
    name = narrow(title.value) if title else ""
    if _MONITORING.search(name) or _TENDER.search(name) or (not forms and not _is_evaluation(narrowed, name)):
        return "negative"
    if _DEPARTMENT.search(name) or "department" in forms or (not name and _DEPARTMENT.search(_head(narrowed))):
        return "department_report"
    if not name and not forms and _DEPARTMENTS_OUTLINE.match(narrowed.lstrip()) and _DEPARTMENT.search(narrowed):
        return "department_report"
    covers = set(forms) == {"info"} and _sections(narrowed) >= 2
    if forms and not covers and not _is_report(narrowed):
        return "target_form" if set(forms) == {"target"} else "self_eval_form"
    if "评价" in name and not re.search(r"自评|自我评价", narrowed):
        return "evaluation_by_finance_or_third_party"
    return "evaluation_by_finance_or_third_party" if read_evaluator(text, name) == "third_party" else "project_report"


def is_allocation(text: str) -> bool:
    """Whether a paper hands money out (现将…资金下达给你们): targets may hang on it, not their outcome."""
    return bool(_ALLOCATION.search(narrow(text)))


def is_announcement(title: Stated[str]) -> bool:
    """Whether a title announces a paper that may hang on the page as an attachment instead of standing in it."""
    return bool(re.search(r"(?:公告|公示|公开|通知|的函|目录|清单)\W*$", narrow(title.value)))


def _head(narrowed: str) -> str:
    """The beginning without the titles of the acts it cites, which name department evaluations too."""
    return re.sub(r"《[^》]{0,200}》|整体(?:支出)?(?:绩效)?(?:和|及|、)项目", "", narrowed[:400])


def _is_evaluation(narrowed: str, name: str) -> bool:
    if (_has_three(_ARTICLE, narrowed) and _has_three(_ARTICLES, narrowed)) or _ALLOCATION.search(narrowed):
        return False
    if _ESSAY.search(narrowed[:600]) and not _PAPER.search(name):
        return False
    if sums_up(narrowed):
        return True
    if name:
        if _OTHER_PAPER.search(re.sub(r"[\s_\-|].*$", "", name) or name) or _OTHER_PAPER.search(name):
            return False
        if _NEWS.search(name) or (_SAMPLE.search(name) and not re.search(r"绩效(?:自评|评价)[^\n]{0,6}报告", name)):
            return False
        if _PAPER.search(name):
            return True
    if _SCORED.search(narrowed):
        return True
    if not name and _PAPERS_NAME.search(_head(narrowed)):
        return True
    if _TRANSFER.search(narrowed[:600]) or _OPENING.search(narrowed[:1500]) or len(_LINE_SCORES.findall(narrowed)) >= 3:
        return True
    return _sections(narrowed) >= 2


def _has_three(pattern: re.Pattern[str], narrowed: str) -> bool:
    return len(pattern.findall(narrowed)) >= 3


def _sections(narrowed: str) -> int:
    """How many of the parts of a report stand in the text."""
    return sum(bool(section.search(narrowed)) for section in _SECTIONS)


def _is_report(narrowed: str) -> bool:
    """Whether prose of a report stands beside the forms."""
    return len(
        re.findall(
            r"(?:^|\n)[^\S\n]{0,20}(?:[一二三四五六七八九]、|\([一二三四五六七八九]\)|\d、\s)[^\n]{4,}", narrowed
        )
    ) >= 5 and bool(re.search(r"报告", narrowed))
