"""A unit's report on its whole expenditure, which leaves amounts and score to its attachment, or gives them again."""

from __future__ import annotations

from demo.dice import dice
from demo.paper import Paper
from demo.record import Record
from demo.writers import prose
from demo.writers.narrative import sections
from demo.writers.words import amount, plain


def report(record: Record) -> Paper:
    """The report; the form with its figures is attached."""
    (e,) = record.evaluations
    throw = dice("department", record.wording)
    duties = throw.choice(
        (
            "(一)贯彻执行上级方针政策,拟订本区域相关工作计划并组织落实。(二)承担日常服务和技术指导,受理群众咨询和诉求。(三)负责相关设施设备的运行维护和资产管理。",
            "(一)负责所辖区域业务工作的组织协调、统计上报和档案管理。(二)指导村(社区)落实年度任务,开展督促检查。(三)完成主管部门交办的其他任务。",
            "(一)宣传相关法律法规和惠民政策。(二)组织实施年度重点工作,做好项目申报、实施和验收。(三)配合开展专项检查,及时报告并处置有关问题。",
        )
    )
    staff = f"{e.unit}为全额拨款事业单位,内设综合、业务两个股室,人员编制和实有人数按照编制部门核定情况执行。"
    budget, spent = e.amount("budget_adjusted"), e.amount("spent")
    money = (
        ""
        if budget is None or spent is None
        else f"{e.year}年,{e.unit}部门整体支出全年预算数为{amount(budget)},全年执行数为{amount(spent)}。"
    )
    score = "" if e.total is None else f"经对照指标打分,整体支出自评得分{plain(e.total)}分,自评等次为“{e.grade}”。"
    return Paper(
        record.title,
        sections(
            ("部门(单位)基本概况", [staff, f"主要职能:{duties}"]),
            (
                "部门(单位)整体支出绩效状况",
                [
                    money,
                    f"{e.year}年,{e.unit}紧扣年度目标任务,统筹使用各项资金,履职效能稳步提升。{prose.overview_quantity(e)}",
                    prose.works(e, throw),
                    prose.output_quantity(e) + prose.tally_sentence(e),
                    prose.benefits(e, throw),
                    prose.management(e, throw),
                    score,
                ],
            ),
            ("存在的问题及原因", [prose.problem_text(e, throw)]),
            ("提高财政资金绩效的措施与建议", [prose.measures(throw)]),
            ("附件", ["整体支出预算执行、指标完成及评分情况详见附件。"]),
        ),
    )
