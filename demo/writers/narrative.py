"""Reports in prose on one project: the unit's own, and a firm's by order of the finance bureau."""

from __future__ import annotations

import random

from demo.dice import dice
from demo.paper import Block, Heading, Paper, Paragraph
from demo.places import PLACES
from demo.record import Evaluation, Record
from demo.writers import prose
from demo.writers.words import amount, percent, plain

_NUMERALS = "一二三四五六七八九"


def sections(*chapters: tuple[str, list[str]]) -> tuple[Block, ...]:
    """Chapters numbered 一、二、三, each with its paragraphs; empty paragraphs fall out."""
    blocks: list[Block] = []
    for numeral, (title, paragraphs) in zip(_NUMERALS, chapters, strict=False):
        blocks.append(Heading(f"{numeral}、{title}"))
        blocks += [Paragraph(text) for text in paragraphs if text]
    return tuple(blocks)


def _evaluated(record: Record, e: Evaluation, throw: random.Random) -> str:
    region = PLACES[record.site].region
    number = f"{PLACES[record.site].short}财绩〔{e.year + 1}〕{throw.randrange(1, 30)}号"
    subject = record.mentions[0] if "P4" in record.flaws else f"{e.project}项目"
    return (
        f"根据《{region}财政局关于开展{e.year}年度部门预算绩效自评工作的通知》({number})要求,"
        f"{prose.own_name(e)}对{e.year}年度“{subject}”资金的使用和管理情况进行了全面自评。"
    )


def report(record: Record) -> Paper:
    """A unit's self-evaluation report, in one of three arrangements of the same chapters."""
    (e,) = record.evaluations
    throw = dice("report", record.wording)
    about = ("项目基本情况", [prose.background(e, throw), prose.several_years(e), prose.overview_quantity(e)])
    work = ("项目绩效自评工作开展情况", [_evaluated(record, e, throw), prose.organisation(e, throw)])
    money = (
        "项目资金情况",
        [
            f"(一)资金到位情况。{prose.arrival(e, record, throw)}",
            f"(二)资金执行情况。{prose.spending(e, throw)}",
            f"(三)资金管理情况。{prose.management(e, throw)}",
        ],
    )
    results = (
        "项目绩效指标完成情况",
        [
            f"(一)产出指标完成情况。{prose.works(e, throw, gap='P2' in record.flaws)}",
            prose.output_quantity(e) + prose.tally_sentence(e) + prose.remarks(e),
            f"(二)效益和满意度指标完成情况。{prose.benefits(e, throw)}",
        ],
    )
    score = ("绩效自评结果", [prose.conclusion(e, throw)])
    problems = ("存在的问题", [prose.problem_text(e, throw)])
    next_steps = ("下一步改进措施", [prose.measures(throw, wrong_body="P5" in record.flaws)])
    orders = (
        (about, work, money, results, score, problems, next_steps),
        (about, money, work, results, problems, next_steps, score),
        (work, about, money, results, problems, score, next_steps),
    )
    return Paper(record.title, sections(*throw.choice(orders)))


_FIRMS = ("澜禾衡信会计师事务所", "望海正策咨询有限公司", "澜禾明德会计师事务所")


def third_party_report(record: Record) -> Paper:
    """A firm's evaluation report: decision, process, output and benefit, one budget figure, score and grade."""
    (e,) = record.evaluations
    throw = dice("third party report", record.wording)
    region, firm = PLACES[record.site].region, throw.choice(_FIRMS)
    budget, spent = e.amount("budget_adjusted"), e.amount("spent")
    if budget is None or spent is None or e.total is None or e.execution_rate is None:
        raise ValueError("a firm's report needs budget, spending, rate and score")
    basis = (
        f"受{region}财政局委托,{firm}对{e.unit}实施的“{e.project}”项目{e.year}年度财政资金使用绩效开展了重点评价。"
        "评价工作组通过资料审核、现场勘查、访谈和问卷等方式取得评价证据,按照决策、过程、产出、效益四个维度进行评分。"
    )
    money = (
        f"项目全年预算数为{amount(budget)},全年执行数为{amount(spent)},预算执行率为{percent(e.execution_rate)}。"
        f"抽查记账凭证未见超范围支出。{prose.management(e, throw, '项目单位')}"
    )
    judged = throw.choice(
        (
            "决策方面,立项依据充分,但绩效目标设定偏于原则;过程方面,制度基本健全,个别环节资料归档不及时。",
            "决策方面,项目符合县域发展规划,预算编制较为合理;过程方面,监督检查有记录,合同管理有待细化。",
            "决策方面,程序规范、论证较充分;过程方面,资金支付与进度基本匹配,但绩效监控频次偏少。",
        )
    )
    return Paper(
        record.title,
        sections(
            ("项目概况", [basis, prose.background(e, throw), prose.overview_quantity(e)]),
            ("资金使用及管理情况", [money]),
            (
                "评价指标分析",
                [
                    judged,
                    prose.works(e, throw),
                    prose.output_quantity(e) + prose.tally_sentence(e) + prose.remarks(e),
                    prose.benefits(e, throw),
                ],
            ),
            ("评价结论", [f"经综合评定,该项目绩效评价综合得分{plain(e.total)}分,评价等级为“{e.grade}”。"]),
            ("存在的问题", [prose.problem_text(e, throw)]),
            ("有关建议", [prose.measures(throw)]),
        ),
    )
