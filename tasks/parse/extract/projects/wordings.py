"""How the sentences of a report name its project: what stands before the name, the noun it ends in, what follows."""

from __future__ import annotations

import re

from tasks.parse.extract.genre import YEAR
from tasks.parse.record import record

_WORKS, _MONEY = "项目|工程", "资金|经费"
_LETTER, _NO_OF = r"[^\n|,。;:、《》“\d]", r"[^\n|,。;:、《》“\d的]"
_A_YEAR = rf"(?:{YEAR})?"
_OPENS = rf"(?:^|[\n。;:、)])[^\S\n]{{0,20}}(?:\d{{1,2}}[.、]\s?)?{_A_YEAR}"
_OF_SELF = r"[我本](?:[县市区镇乡州省局校院司]|单位|部门)"
_ACCOUNTED = r"(?:筹集|分配|安排|收支|管理|情况|和|及|与|、)*使用(?:和|及)?(?:管理)?情况"


def _called(*nouns: str, letter: str = _LETTER) -> str:
    """The shortest name that ends in one of the nouns."""
    return rf"({letter}{{2,50}}?(?:{'|'.join(nouns)}))"


@record
class Wording:
    """A build of sentence with the name in its last group, and the `layout` that evidence from it bears.

    Where it speaks of transfers as such, words that are only the genre's are a name too (`genres`).
    """

    pattern: re.Pattern[str]
    layout: str
    genres: bool = False


def _wording(layout: str, *alternatives: str, genres: bool = False) -> Wording:
    return Wording(re.compile("|".join(alternatives)), layout, genres)


LABELS = (
    _wording(
        "name_label",
        r"(?:项目(?:\(政策\))?名称|评价项目)\s*[:|]\s*([^\n|]{2,80}?)(?=\s*(?:\n|\||$|主管部门|项目单位|实施单位|项目主管"
        r"|项目实施|项目编[号码]|项目负责|报告日期|评价(?:类型|方式|机构)|填报|联系|\s{2,}))",
    ),
    # 资金项目1个,项目名称小额贷款贴息项目,预算…: a sentence may give the label and the name without a colon.
    _wording(
        "name_label",
        rf"项目名称(?:为|是)?[“\"]?([^\n,。;:|“”\"]{{3,60}}?(?:{_WORKS}|{_MONEY}|专项|费|补助|补贴))[”\"]?(?=[,。;])",
        r"项目名称[为是][“\"]?([^\n,。;:|“”\"]{3,40}?)[”\"]?(?=[,。;])",
    ),
)
SIGNS_OF_LABELS = ("项目名称", "项目(政策)名称", "评价项目")

SPENT_ON = _wording(
    "letter",
    r"现[将对][^。\n]{0,40}?((?<!\d)[^。,;\n的]{2,24}?(?:公益金|资金|经费))"
    rf"(?:(?:筹集|分配|收支|[和及与、]){{1,6}}[^。,;\n]{{0,12}}(?:公益金|资金|经费))?{_ACCOUNTED}"
    r"[^。\n]{0,12}(?:公告|公示|公开|报告)如下",
)
"""How an announcement whose title was cut off says what money it is on."""
OF_PAPERS = (
    # The first heading of the finance ministry's outline for transfers; it names the transfer.
    _wording(
        "heading",
        r"\([一二]\)\s*(?:中央|省级?|市级?)?下达([^\n。,;:]{4,30}?(?:资金)?)(?:转移支付)?(?:资金|项目)?预算(?:和|及)绩效目标情况",
    ),
    _wording(
        "letter",
        r"现将(?:(?:19|20)[\dxX*]{2}年度?(?:预算|项目)?绩效(?:自评|评价))?([^。\n]{4,80}?)"
        r"(?:财政)?(?:支出)?(?:绩效|自评)[^。\n]{0,30}(?:如下|报告)",
    ),
    _wording("body", r"下达(?:的)?([^\n,。;:《》\d]{2,20}转移支付(?:资金)?)[^\S\n]?\d[\d.,]*\s?[万亿]?元", genres=True),
    SPENT_ON,
    _wording(
        "letter",
        r"对[“\"]([^“”\"\n。;]{4,60})[”\"](?:项目|资金)?(?:\(以下简称[^()\n]{2,30}\))?[^。\n]{0,24}?(?:评价|自评)",
    ),
    _wording(
        "letter",
        r"对(?:[我本]?(?:单位|局|部门|校|区|市|县)(?:负责|实施|承担)?的)?"
        rf"({_A_YEAR}(?:“[^“”\n]{{2,30}}”)?[^\n,。;:《》“]{{2,60}}?(?:{_WORKS}|{_MONEY}|专项|补贴|补助)(?:\([^()\n]{{1,30}}\))?)"
        r"(?:的?(?:支出|使用)?情况)?(?:进行|开展|实施|做|作)了?[^。\n]{0,16}(?:评价|自评)",
    ),
    _wording(
        "letter",
        rf"对(?:{_OF_SELF})?的?(?:(?:19|20)[\dxX*]{{2}}年?度?)?{_called(_WORKS, _MONEY, letter=_NO_OF)}"
        r"(?:资金)?的?(?:来源|性质|分配|管理|使用|[和及与、]){1,6}(?:情况)?(?:进行|开展|做|作)了?[^。\n]{0,8}自[查纠]",
    ),
    # The column 部门项目 of Anhui's offices: 1.非遗保护 / 1)项目概述。… 2)立项依据。…
    _wording(
        "heading",
        r"\n[^\S\n]{0,20}(?:\d{1,2}\s?[.、])?\s?([^\n。,;:\d]{3,40})\n[^\S\n]{0,20}\d?[)、.]?\s?项目概述",
    ),
    _wording(
        "letter",
        r"现下达你(?:单位|[省市县区局厅])((?:19|20)\d\d年[^\n,。;:《》]{4,40}?(?:资金|经费))(?=[(,如])",
    ),
    # The act by which what is built was approved bears its name.
    _wording(
        "body",
        r"《[^《》\n]{0,40}关于([^《》\n]{4,50}?(?:项目|工程))(?:可行性研究报告|可研|初步设计|项目建议书|立项|概算)[^《》\n]{0,12}批复》",
    ),
    # The paper (关于某某经费的绩效评价报告), the work on it (开展某某经费2023年度绩效自评工作) and what it is judged by
    # (《某某绩效评价指标体系》) bear its name.
    _wording(
        "letter",
        r"[于照据展《]\s{0,4}(?:了|印发)?(?:(?:19|20)[\dxX*]{2}\s?年度?)?\s{0,4}([^\n,。;:、《》于照据]{4,40}?)(?:支出)?(?:\([^()\n]{1,12}\))?"
        r"(?:的绩效(?:自评|评价)(?:情况)?的?报告|绩效评价(?:办法|指标体系)|(?:转移支付)?(?:19|20)\d\d年度绩效自评工作)",
    ),
)
"""What papers on a project call it: the paper itself, the letter above it, the acts it goes back to."""

IN_SENTENCES = (
    _wording(
        "body",
        rf"{_OPENS}{_called(_WORKS, '(?:专项|补助)资金', '经费', '系统', '平台')}"
        r"(?=(?:为|以[^,。]{2,10}为|是|系|从|于|位于|属|由|主要|立项|总投资|,是|,系|,?(?:项目)?(?:实施|承担|建设)单位|,(?:项目)?(?:总|年度|全年)?(?:预算|投资|资金|经费)|批复|概算|计划投资|建设内容|严格|涉及\d"
        r"|(?:中央|[省市县区]级|上级|财政)(?:财政)?(?:拨付|下达|安排|投入)"
        r"|实施(?!单位|主体|方案|情况|内容)))",
    ),
    _wording(
        "body",
        rf"(?:开展|实施)了?{_called(_WORKS, '经费')}(?=,(?:其)?(?:主要)?(?:目的|旨在|指标|内容))",
        rf"启动了{_called(_WORKS)}(?=[,。])",
        rf"\d\s?[万亿]?元,?(?:用于)?(?:实施|建设){_called(_WORKS)}(?=[,。])",
    ),
    _wording(
        "body",
        # 该项目是完善服务体系建设,打造新格局的重要举措 praises it.
        r"项目\s*(?:为|是|:)\s*(?![^。\n]{0,60}的(?:重要|关键|有力|重大)?(?:举措|抓手|保障|基础))"
        rf"{_called(_WORKS, _MONEY, '专项(?!资金|经费)', '建设(?=[。,])')}",
    ),
    _wording(
        "body",
        rf"(?:内含|(?<!\()其中|包括|安排|下达|拨付|批复)(?:给?{_OF_SELF})?(?:\d{{4}}年度?)?"
        rf"{_called(_WORKS, _MONEY, '专项')}\s*\d",
    ),
    # What stands before its sum, or before who carries it out.
    _wording(
        "body",
        rf"{_OPENS}{_called(_WORKS, _MONEY)}(?=\s?[\d.,]{{1,14}}\s?[万亿]?元(?:,?(?:经|已|全部|全额)|\s*\n))",
        rf"(?:[\n,。;:的]|年度?)[^\S\n]{{0,20}}{_called(_MONEY, letter=_NO_OF)}"
        r"(?=(?:共计|合计|总计)\s?\d|包括[^,。\n]{2,30}\d)",
    ),
    _wording("body", rf"(?:,{_A_YEAR}|{_OPENS}){_called(_WORKS)}(?=由[^\n,。;]{{3,20}}实施|分(?:为|成|以下))"),
    # A special fund has a method of management of its own, which bears its name.
    _wording(
        "body",
        r"《(?:[^《》\n]{0,30}关于印发[<〈]?)?([^《》<〈\n]{6,40}?(?:补助|专项|奖补|引导|扶持|发展|救灾|改革)(?:资金|经费))"
        r"(?:使用)?管理(?:实施|暂行|使用)*办法",
    ),
)
"""What the sentences of a report without a name say of its project: the last that may name it."""

LOTTERY = _wording("body", r"(?:(?:福利|体育)?彩票|[福体]彩)公益金")
"""The funds that the law on lotteries knows; an account may name its own only so."""

QUOTED = re.compile(
    r"[“\"「『]((?:[^“”\"「」『』\n。;]|‘[^’]{0,30}’){3,50})[”\"」』](?:(?:建设)?(?:资金"
    r"|经费|补助))?\s*(?:的)?(?:专项)?项目(?!部)"
)
QUOTED_MONEY = re.compile(r"([“\"][^“”\"\n。;,]{2,30}[”\"](?:补助|补贴|奖补|专项)?(?:资金|经费))")
YEARLY = re.compile(r"(?:19|20)[\dxX*]{2}年度?([一-龥“”()、]{4,40}?(?:项目|资金|经费|工程))(?![一-龥]{0,2}(?:个|数))")
MONEY_NAME = re.compile(r"[一-龥]{4,26}?(?:资金|经费|项目|工程|公益金)")
"""What a report without a title may call its project time and again."""
