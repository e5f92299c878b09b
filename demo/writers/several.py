"""Several projects in one document: a chapter each, in the manner of 专项预算项目绩效评价报告."""

from __future__ import annotations

from demo.dice import dice
from demo.paper import Block, Heading, Paper, Paragraph
from demo.record import Record
from demo.writers import prose
from demo.writers.narrative import sections
from demo.writers.words import amount, percent, plain


def chapters(record: Record) -> Paper:
    """The document of several projects."""
    blocks: list[Block] = []
    for place, e in enumerate(record.evaluations):
        throw = dice("chapter", record.wording, place)
        budget, spent, balance = (e.amount(measure) for measure in ("budget_adjusted", "spent", "balance"))
        if budget is None or spent is None or balance is None or e.total is None or e.execution_rate is None:
            raise ValueError("a chapter needs budget, spending, balance, rate and score")
        money = (
            f"{e.year}年,项目预算{amount(budget)}。截至{e.year}年12月31日,实际支出{amount(spent)},"
            f"结余{amount(balance)},预算执行率为{percent(e.execution_rate)}。"
        )
        full = e.problems is not None and e.problems.startswith("无")
        blocks += [Heading("专项预算项目绩效自评报告", 2), Paragraph(f"({e.project}项目)")]
        blocks += sections(
            (
                "项目概况",
                [
                    f"(一)设立背景及基本情况。{prose.background(e, throw)}项目由{e.unit}组织实施。",
                    prose.overview_quantity(e),
                    f"(二)预算安排及分配管理。{money}",
                ],
            ),
            ("评价实施", [prose.organisation(e, throw)]),
            (
                "绩效分析",
                [prose.works(e, throw), prose.output_quantity(e) + prose.tally_sentence(e), prose.management(e, throw)],
            ),
            ("评价结论", [f"项目完成绩效指标情况较好,受益对象满意度较高,项目自评得分{plain(e.total)}分。"]),
            ("存在主要问题", [prose.problem_text(e, throw)]),
            ("改进建议", ["无。" if full else prose.measures(throw)]),
        )
    return Paper(record.title, tuple(blocks))
