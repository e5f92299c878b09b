"""Whether a paper is an evaluation: what speaks for it and against it, in points that add up.

No sign decides alone: a disclosure may have lost its title or bear an odd one, and a notice may bear the title of the
report that hangs on it. What stands in the body is asked for only while the head of the paper leaves it open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tasks.parse.extract.genre import GENRE, OUTLINE, made_of
from tasks.parse.extract.outline import headings
from tasks.parse.extract.projects.fund_accounts import OPENS_ACCOUNT
from tasks.parse.extract.projects.summaries import sums_up
from tasks.parse.extract.spans import Span
from tasks.parse.facts import Evaluation

ENOUGH = 4
"""From so many points on a paper is an evaluation."""
OPEN = 1
"""From so many points on the sums, rates and scores that it states may still make it one."""

_PAPER = re.compile(
    r"(?:绩效|自评|自我评价)[^\n]{0,30}(?:报告|表|结果|情况|公开|公示|说明|总结|文本"
    r"|函)|监控(?:情况)?(?:报告|表)|评价报告|(?:资金|经费|项目)[^\n]{0,12}自查(?:情况)?的?报告|跟踪问效|绩效(?:自评价?|评价)\W*$|(?:资金|公益金|经费)[”\"]?(?:的)?(?:筹集|投入|分配|安排|收支|管理|情况|和|及|与|、|\s){0,6}(?:使用|收支|支出)(?:和管理|及管理|管理|和绩效)?情况"
)
_OTHER_PAPER = re.compile(
    r"(?:办法|细则|规定|规程|指引|方案|意见|制度|通知|批复|决定|公约|指南|解读"
    r"|问答|请示|讲话|致辞|计划|要点|简报|动态|会议|培训|招标"
    r"|采购公告|中标|成交|合同|论文|研究|范文|心得|决算|部门预算|预算公开|预算执行情况的报告)"
    r"(?:\(?(?:试行|草案|征求意见稿|暂行|公开|说明|报告|公告|摘要)\)?)*\W*$"
)
_NEWS = re.compile(
    r"^我[省市县区州]|(?:开展|进行|推进|部署|召开|组织|启动|举办|加强|强化|完善|做好|抓好|推动|落实)[^\n]{0,40}(?:工作"
    r"|评价|自评|管理|建设|会议?)\W*$"
)
_TO_COME = re.compile(r"评价(?:的|重点|项目|对象|政策|工作)*(?:清单|名单|目录|计划|安排)(?:表|的|公示|公告|通知)*\W*$")
"""Papers on what is to be evaluated."""
_SAMPLE = re.compile(r"(?:通用|精选|集合|合集|优秀)\s*\d*\s*篇|范文|模板")
_SHARED_OUT = re.compile(r"(?:资金|经费|公益金|指标)(?:的)?(?:分配|安排)(?:计划|方案)?的?(?:公示|公告)\W*$")
"""Papers on who is to have money; what came of it stands in others."""
_PROGRESS = re.compile(r"项目(?:建设|实施)?(?:进展|完成)情况\W*$")
"""How far a project has come; with its sums it is as good as a report."""
# A table of who is to have how much hangs on such papers, and on the notices that hand the money down.
_SHARES = re.compile(r"(?:资金|经费|公益金)分配(?:情况|明细)?表")
_WENT_ON = re.compile(r"(?:实际|已|累计|完成)[^,。;]{0,8}(?:支出|拨付|使用|兑现|报账|支付)|(?:执行|支出)率")
_A_SAMPLE = re.compile(r"(?:范文|模板)\W*$")
_SAMPLE_REPORT = re.compile(r"(?:绩效(?:自评|评价)|监控|自查)[^\n]{0,6}报告")
_ESSAY = re.compile(
    r"(?:^|\n)[^\n]{0,20}(?:浅谈|浅析|浅议|探析|探讨)|(?:^|\n)[^\n。]{4,40}研究\s*(?:\n|$)"
    r"|摘\s*要\s*[::]|关键词\s*[::]"
)
_LIKE_ESSAY = re.compile(r"浅谈|浅析|浅议|探析|探讨|研究|摘|关键词")
"""What essays have in them; asked first, for the lines of one are looked for at every character."""
_ARTICLE = re.compile(r"第[一二三四五六七八九十]+条")
_ARTICLES = re.compile(r"(?:^|\n)[^\S\n]{0,20}第[一二三四五六七八九十]+条")
_TO_YOU = re.compile(r"现将?[^。\n]{0,60}(?:下达|拨付|分配)给?你|[印转]发给你们")
_ORDERED = re.compile(r"请(?:认真)?(?:遵照|贯彻)执行")
_CALLED_FOR = re.compile(r"现[将就][^。\n]{2,80}(?:事宜|事项|要求)[^。\n]{0,4}(?:通知|安排|布置|明确|函告)如下")
"""What opens a paper that asks for evaluations."""
_TOLD = re.compile(r"近日|日前|本报讯|\d日讯|(?:电|(?<!资)讯)(?:\s|\()|记者|据悉|获悉|据了解|据报道")
"""How news tells; papers of the public offices do not speak so."""
_PLANNED = re.compile(r"特?制定本(?:实施)?方案|指导思想|本办法|会议(?:指出|强调|要求)|(?:审计|检查)(?:发现|查出)的")
_AUDITED = re.compile(r"本次审计(?:没有|未|共)?(?:情况|发现)|审计结果表明")
"""What the audit office finds of a project's money is no evaluation of it."""

_ACCOUNTS = re.compile(r"收入支出决算(?:总表|总体)|收支(?:决算)?总体情况|[部单][门位]决算情况说明")
"""Settled accounts tell received and spent money of a whole body, which is no evaluation."""

_SECTIONS = (
    re.compile(r"项目(?:基本)?概[况括]|项目基本情况|部门(?:\(单位\))?(?:基本)?概况"),
    re.compile(r"绩效自评工作|自评工作开展|评价(?:工作)?(?:实施|组织|过程)|绩效评价工作"),
    re.compile(
        r"项目资金情况|资金投入情况|(?:资金|经费)(?:使用|到位|管理|执行)(?:及管理)?情况|资金使用及管理|预算安排及"
    ),
    re.compile(
        r"绩效目标(?:分解下达|完成|实现|设[定置])?情况|绩效实现情况|绩效分析|指标完成情况|绩效目标设置|整体支出绩效"
    ),
    re.compile(r"(?:总体|阶段性|年度)(?:绩效)?目标\s{0,2}:"),
    re.compile(r"(?:^|\n)[^\S\n]{0,20}(?:\d{1,2}[.、]|\(\d\)|\([一二三四]\))\s{0,4}(?:项目)?立项背景"),
    re.compile(r"执行率(?:为|达到?|:)?\s{0,2}\d"),
    re.compile(r"全年(?:执行|预算)数(?:为|共|合计)?\s{0,2}\d"),
    re.compile(r"自评结[论果]|自评得分|自评分|评价结论|评价得分|评价等[级次]|综合得分"),
)
_HEADING = re.compile(rf"(?:[一-龥]{{0,12}}(?:资金|经费|公益金|项目|工程)的?)?{made_of(OUTLINE, *GENRE)}")
"""A heading of nothing but the genre's words, however they are put together (资金安排、使用和结存情况)."""
_SCORED = re.compile(r"(?:自评|绩效评价|综合评价|评价)(?:总|得|评)?(?:得分|评分|分)(?:为|:)?\s*\d{2,3}(?:\.\d+)?\s*分")
_OPENING = re.compile(
    r"(?:进行|开展|完成|实施)了?[^。\n]{0,50}(?:绩效自评|绩效评价|自我评价)(?:工作)?[^。\n]{0,80}[。,;][^。\n]{0,20}现将(?![^。\n]{0,12}(?:事项|通知))[^。\n]{0,40}(?:如下|公开|公示)"
    rf"|{OPENS_ACCOUNT}"
    r"|纳入(?:本次|(?:19|20)\d\d年度?)?绩效(?:自评|评价)的?[^。\n]{0,20}项目(?:有|共|共有|为)?\s?\d"
    r"|现[将对][^。\n]{2,40}绩效目标[^。\n]{0,10}(?:公开|公示)"
    r"|(?:自评|评价)(?:情况|结果)(?:综述|汇报|报告)如下|现将[^。\n]{2,60}(?:绩效|自我?)(?:自评|评价)(?:情况|结果)?如下"
)
"""How a report whose title was cut off begins."""
_PAPERS_NAME = re.compile(
    r"(?:^|[\n、\d])[^\n。,;:《》]{2,60}(?:绩效(?:自评|评价|自评价)|部门评价|重点评价|财政评价)\s?报告(?![》”\"编的要格模样])"
)
"""The paper's name at the head of a page that has lost its lines."""
_FILLED_IN = re.compile(r"填报单位[^\n]{0,40}\n\s{0,9}填报人[^\n]{0,20}\n(?:\s{0,9}联系[^\n]{0,30}\n)?\s{0,9}填报日期")
"""What offices fill in above a report, where its title is lost."""
_FILED = re.compile(r"公开目录[\s|:•·]{1,8}(?:自评报告|绩效自评|绩效评价)\s")
_LEGIBLE = re.compile("[一-龥、,]{8}")
"""A few words of a sentence: some sites keep the paper beneath a sound box in letters of another encoding."""
_PRESCRIBED = re.compile(
    r"一、绩效目标分解下达情况|绩效目标、绩效指标(?:的)?设[定置]情况|[(（]一[)）][^\n。]{0,16}下达[^\n。]{0,16}预算和绩效目标"
)
"""Headings that the finance ministry prescribes, for self-evaluations of transfers and for reports on projects."""
_CONTENTS = re.compile(r"\s{0,9}目\s{0,4}录\s[^。]{20,1500}?评价结论\s")
"""The contents of an evaluation at the head of a page that begins with them."""
_LINE_SCORES = re.compile(r"自评得\s*\d{1,2}(?:\.\d+)?\s*分")
_NOTICE_OF_PROJECT = re.compile(
    r"(?:^|\n)[^\S\n]{0,10}(?:\d{1,2}|[一二三四五六七八九十])\s?[、.]\s?(?:项目)?(?:实施地点|建设(?:内容|地点|规模)|补助标准|(?:资金|金额)[^\n:]{0,8}(?:来源|规模)"
    r"|实施期限|实施(?:单位|部门)及责任人|绩效目标|带贫减贫机制)"
)
"""The numbered labels of the public notice of a project that fights poverty: where, what, how much, for whom."""
_DISCLOSED_PROJECT = re.compile(
    r"(?:^|[\n。])[^\S\n]{0,40}(?:\d{1,2}|[一二三四五六七八九十]|\(\d\)|\d\))\s?[、.]?\s?"
    r"(?:项目概述|立项依据|实施主体|起止时间|项目内容|年度预算安排)"
)
"""The headings under which the offices of Anhui tell, in their column 部门项目, what a project of a budget is for."""
# Budgets and accounts of a whole government explain its transfers and its debts (预算法 article 14), and then how it
# evaluates.
_DEBTS = re.compile(r"举借[^。\n]{0,6}债务[^。\n]{0,4}(?:情况|说明)")
_HAS_GOAL = re.compile("绩效目标")
_LOTTERY = re.compile(r"公益金[^。;\n]{0,14}(?:收入|筹集|支出|使用|下达|安排)[^。;,\n]{0,8}\d")
_WELFARE = re.compile(r"(?:老年人?福利|儿童福利|残疾人福利|社会公益|社会福利)[类事][^。;\n]{0,12}\d")
"""The classes by which the lottery's money is reported."""

_HEAD, _TOP, _BODYS_HEAD = 400, 600, 1500
_MOST_SECTIONS, _MOST_HEADINGS = 3, 3
_SPENT_BESIDE = frozenset(("budget_initial", "budget_adjusted", "planned", "received"))


def weigh(text: str, narrowed: str, name: str, head: str) -> int:
    """The points of a paper by its title (`name`), its head and its body; facts that it states are not among them."""
    points = sum(_of_title(name)) + sum(_against(narrowed, name))
    if points >= ENOUGH:
        return points
    points += sum(_of_head(narrowed, name, head))
    return points if points >= ENOUGH else points + sum(_of_body(text, narrowed))


def _of_title(name: str) -> Iterator[int]:
    """What the title says of the kind of paper."""
    if not name:
        return
    if _SAMPLE_REPORT.search(name):
        name = _A_SAMPLE.sub("", name)
    if _OTHER_PAPER.search(re.sub(r"[\s_\-|].*$", "", name) or name) or _OTHER_PAPER.search(name):
        yield -12
    elif _NEWS.search(name) or _SHARED_OUT.search(name) or (_SAMPLE.search(name) and not _SAMPLE_REPORT.search(name)):
        yield -6
    elif _TO_COME.search(name):
        yield -4
    elif _PAPER.search(name):
        yield 6
    elif _PROGRESS.search(name):
        yield 3


def _against(narrowed: str, name: str) -> Iterator[int]:
    if _has_three(_ARTICLE, narrowed) and _has_three(_ARTICLES, narrowed):
        yield -20
    if hands_money_out(narrowed) or _CALLED_FOR.search(narrowed, 0, _BODYS_HEAD):
        yield -20
    if _PAPER.search(name):
        return
    if "分配" in narrowed and _SHARES.search(narrowed) and not _WENT_ON.search(narrowed):
        yield -6
    if "审计" in narrowed and _AUDITED.search(narrowed):
        yield -20
    if _DEBTS.search(narrowed):
        yield -20
    if _LIKE_ESSAY.search(narrowed, 0, _TOP) and _ESSAY.search(narrowed, 0, _TOP):
        yield -20


def _of_head(narrowed: str, name: str, head: str) -> Iterator[int]:
    if not _PAPER.search(name) and _PAPERS_NAME.search(head):
        yield 6
    if is_filed_as_report(narrowed):
        yield 4
    if _PRESCRIBED.search(narrowed, 0, _TOP):
        yield 4
    if _FILLED_IN.search(narrowed, 0, _HEAD):
        yield 4
    if _OPENING.search(narrowed, 0, _BODYS_HEAD):
        yield 4
    if _TOLD.search(narrowed, 0, _HEAD):
        yield -3


def _of_body(text: str, narrowed: str) -> Iterator[int]:
    if sums_up(text):
        yield 30
    if _SCORED.search(narrowed):
        yield 4
    if len(_LINE_SCORES.findall(narrowed)) >= 3:
        yield 4
    yield 2 * min(_MOST_SECTIONS, sections(narrowed))
    words = {heading.words for heading in headings(text, Span(0, len(text))) if _HEADING.fullmatch(heading.words)} - {
        ""
    }
    yield min(_MOST_HEADINGS, len(words))
    if _HAS_GOAL.search(narrowed) and _has_three(_NOTICE_OF_PROJECT, narrowed):
        yield ENOUGH
    disclosed = len(_DISCLOSED_PROJECT.findall(narrowed))
    if disclosed >= _MOST_SECTIONS or (disclosed and narrowed.find("部门项目", 0, _BODYS_HEAD) >= 0):
        yield ENOUGH
    if "公益金" in narrowed:
        yield 2 * _has_three(_LOTTERY, narrowed) + 2 * _has_three(_WELFARE, narrowed)
    if _PLANNED.search(narrowed):
        yield -3
    if _ACCOUNTS.search(narrowed):
        yield -4


def is_filed_as_report(narrowed: str) -> bool:
    """Whether the page's information box files it under the reports (公开目录 | 自评报告)."""
    filed = _FILED.search(narrowed, 0, _HEAD)
    return filed is not None and _LEGIBLE.search(narrowed, filed.end()) is not None


def begins_as_report(narrowed: str, head: str) -> bool:
    """Whether a page that lost its title is filed as a report, or begins with its name, its cover or its outline."""
    return (
        is_filed_as_report(narrowed)
        or _PAPERS_NAME.search(head) is not None
        or _FILLED_IN.search(narrowed, 0, _HEAD) is not None
        or _PRESCRIBED.search(narrowed, 0, _TOP) is not None
        or _CONTENTS.match(narrowed) is not None
    )


def hands_money_out(narrowed: str) -> bool:
    """Whether a paper hands money or orders out (现将…资金下达给你们)."""
    if "你" in narrowed and _TO_YOU.search(narrowed):
        return True
    return "此页无正文" in narrowed or _ORDERED.search(narrowed) is not None


def of_facts(evaluations: Iterable[Evaluation]) -> int:
    """The points of what a paper states, were it an evaluation: the best of its evaluations counts."""
    return max((sum(_stated(evaluation)) for evaluation in evaluations), default=0)


def _stated(evaluation: Evaluation) -> Iterator[int]:
    if evaluation.total_score is not None or evaluation.grade is not None:
        yield 2
    if evaluation.execution_rate is not None or evaluation.arrival_rate is not None:
        yield 2
    # A sum without a verb is told of anything; only once the paper is an evaluation it is the project's.
    measures = {fund.measure for fund in evaluation.funds if fund.evidence.layout != "bare"}
    if "spent" in measures and measures & _SPENT_BESIDE:
        yield 3
    elif measures:
        yield 1


def _has_three(pattern: re.Pattern[str], narrowed: str) -> bool:
    return len(pattern.findall(narrowed)) >= 3


def sections(narrowed: str) -> int:
    """How many of the parts of a report stand in the text."""
    return sum(bool(section.search(narrowed)) for section in _SECTIONS)
