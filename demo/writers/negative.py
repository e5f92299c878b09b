"""Pages of the genre's neighbourhood that evaluate nothing: news, notices, rules, and covers of attachments."""

# ruff: noqa: E501 - sentences and tables of names are kept whole

from __future__ import annotations

from demo.dice import dice
from demo.paper import Paper, Paragraph
from demo.places import PEOPLE, PLACES
from demo.record import Record
from demo.writers.narrative import sections


def news(record: Record) -> Paper:
    """News of a meeting on performance management: the genre's words and numbers, no project's facts."""
    throw = dice("news", record.wording)
    name, _, town, unit = record.mentions
    first, second = throw.sample(PEOPLE, 2)
    day = f"{throw.randrange(3, 12)}月{throw.randrange(1, 28)}日"
    return Paper(
        record.title,
        (
            Paragraph(f"{day},{unit}在{town}召开预算绩效管理工作推进会,来自{throw.randrange(12, 40)}个单位的{throw.randrange(50, 180)}人参加会议。会议由{first}同志主持,{second}同志通报上半年工作情况。"),
            Paragraph(f"会议指出,开展绩效自评是落实“花钱必问效、无效必问责”的重要抓手。各单位要对照年初绩效目标,客观填报自评表,杜绝只报成绩、不报问题。会上,{name}项目的经办人员介绍了指标设置的做法。"),
            Paragraph(f"会议要求,要把握时间节点,{throw.randrange(3, 9)}月底前完成本单位自评复核;要强化结果应用,将自评质量纳入年度考核;要加强培训,年内组织业务骨干轮训不少于{throw.randrange(2, 6)}期。"),
            Paragraph("与会人员还现场观摩了项目实施点,围绕指标量化、佐证材料归集、群众满意度调查等内容进行了交流,并就下一步工作提出了意见建议。"),
        ),
    )  # fmt: skip


def notice(record: Record) -> Paper:
    """A notice that calls for self-evaluations."""
    throw = dice("notice", record.wording)
    _, year, town, _ = record.mentions
    region = PLACES[record.site].region
    return Paper(
        record.title,
        (
            Paragraph(f"县直各预算单位、{town}片区各项目实施单位:"),
            Paragraph(f"为全面实施预算绩效管理,提高财政资金使用效益,现就做好{year}年度{town}片区项目支出绩效自评工作通知如下:"),
            *sections(
                ("自评范围", [f"纳入{region}{year}年度部门预算管理的项目支出,均应开展绩效自评,做到全覆盖。"]),
                ("自评内容", ["主要包括预算执行情况、绩效目标完成情况、未完成原因分析及改进措施。自评采取定量与定性相结合的方式,满分为100分,其中预算执行率10分。"]),
                ("时间安排", [f"请各单位于{throw.randrange(3, 7)}月{throw.randrange(5, 28)}日前将自评表和自评报告报送县财政局绩效评价股,联系电话:0999-{throw.randrange(2000000, 8999999)}。"]),
                ("有关要求", ["各单位主要负责人对自评结果的真实性、准确性负责。县财政局将选取部分项目进行复核,对弄虚作假的予以通报。"]),
            ),
        ),
    )  # fmt: skip


def rules(record: Record) -> Paper:
    """Rules on performance management, in articles."""
    throw = dice("rules", record.wording)
    _, _, town, unit = record.mentions
    articles = [
        f"为规范{town}片区专项资金管理,强化支出责任,根据《中华人民共和国预算法》及有关规定,结合实际,制定本办法。",
        "本办法所称绩效管理,包括事前绩效评估、绩效目标管理、绩效运行监控、绩效评价和结果应用。",
        f"{unit}是绩效管理的责任主体,负责组织所属单位编报绩效目标、开展绩效自评。",
        "绩效目标应当指向明确、细化量化、合理可行,并与预算资金规模相匹配。",
        "年度预算执行中,应当对绩效目标实现程度和预算执行进度实行双监控,发现偏离的及时纠正。",
        "年度终了后,项目实施单位应当对照绩效目标开展自评,自评结果分为优、良、中、差四个等级。",
        "对绩效评价结果较差的项目,视情况调减或者取消下一年度预算安排。",
        "任何单位和个人不得伪造、篡改绩效信息;违反规定的,依法追究责任。",
    ]
    middle = articles[2:]
    throw.shuffle(middle)
    numerals = "一二三四五六七八九"
    ordered = [*articles[:2], *middle, "本办法自印发之日起施行。"]
    return Paper(record.title, tuple(Paragraph(f"第{n}条 {text}") for n, text in zip(numerals, ordered, strict=True)))


def cover(record: Record) -> Paper:
    """A page that only announces its attachment."""
    throw = dice("cover", record.wording)
    name, year = record.mentions
    return Paper(
        record.title,
        (
            Paragraph(
                throw.choice(
                    (
                        f"根据预算绩效信息公开有关要求,现将{name}项目{year}年度绩效自评结果予以公开,详见附件。",
                        f"按照政府信息公开工作安排,{name}项目{year}年度绩效自评表已经审核,现予公布,请社会各界监督。",
                    )
                )
            ),
            Paragraph(throw.choice(("如有意见建议,请向公开单位反映。", "公开期间如有疑问,可到公开单位查询有关资料。"))),
        ),
    )


def unrelated(record: Record) -> Paper:
    """News that has nothing to do with budgets, though it has amounts and rates."""
    throw = dice("unrelated", record.wording)
    _, year, town, _ = record.mentions
    return Paper(
        record.title,
        (
            Paragraph(f"春风拂面,桃花盛开。日前,{town}以“花海寻春”为主题举办桃花节,活动持续{throw.randrange(5, 15)}天,累计接待游客{throw.randrange(2, 9)}.{throw.randrange(1, 9)}万人次,实现旅游收入{throw.randrange(200, 900)}万元,同比增长{throw.randrange(5, 30)}.{throw.randrange(1, 9)}%。"),
            Paragraph(f"{year}年以来,当地发展林果种植{throw.randrange(1000, 9000)}亩,带动{throw.randrange(100, 900)}户农户参与经营。活动现场设置了农特产品展销、民俗表演和健步走等环节,市民游客乐在其中。"),
            Paragraph("下一步,当地将继续完善步道、停车场和公共卫生间等设施,推出更多短途休闲线路。"),
        ),
    )  # fmt: skip
