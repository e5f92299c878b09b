"""Ways in which whole pages are laid out that first readings of unknown provinces showed."""

from __future__ import annotations

from decimal import Decimal

from tasks.parse.extract import extract
from tasks.parse.facts import Facts
from tasks.parse.readers import read

LISTED = """青禾县水务局2022年度项目支出绩效自评报告
一、基本情况
(一)项目概况
2022年批复青禾县水务局项目3个,项目资金96万元。分别为:2022年河长制工作经费20万元,由局机关支付;山洪灾害防治设施维护费26万元;中央、省水利督查配合经费50万元。
(二)绩效目标
1.河长制工作经费:支出18.5万元,完成巡河480次。
"""


def facts(text: str) -> Facts:
    return extract(read(text.encode(), name="page.txt"))


def funds(text: str) -> dict[str | None, set[str]]:
    return {
        evaluation.name.value if evaluation.name else None: {
            f"{fund.measure} {fund.source} {fund.amount_yuan / Decimal(10000):f}" for fund in evaluation.funds
        }
        for evaluation in facts(text).evaluations
    }


def test_projects_counted_and_listed_in_one_sentence_are_each_a_project() -> None:
    found = funds(LISTED)
    assert found == {
        None: {"budget_initial total 96"},
        "河长制工作经费": {"budget_initial total 20", "spent total 18.5"},
        "山洪灾害防治设施维护费": {"budget_initial total 26"},
        "中央、省水利督查配合经费": {"budget_initial total 50"},
    }


def test_projects_counted_in_a_sentence_and_listed_in_numbered_lines_are_each_a_project() -> None:
    text = """现对2024年重点项目的绩效目标予以公开,涉及项目3个,财政预算资金96万元。项目分别为:
1.青年人才生活补贴 20万元;
2.基本公共卫生服务配套经费 26万元;
3.文旅融合发展专项资金 50万元。
"""
    assert set(funds(text)) >= {"青年人才生活补贴", "基本公共卫生服务配套经费", "文旅融合发展专项资金"}


def test_the_sum_of_counted_projects_may_stand_ahead_of_their_count() -> None:
    text = """共青团青禾市委2020年度项目支出绩效评价自评报告
一、绩效目标分解下达情况
2020年市财政共计下达单位市级项目资金75万元,涉及2个项目,分别为:青少年管理事务工作经费30万元;第四次代表大会费用45万元。
"""
    found = funds(text)
    assert found["青少年管理事务工作经费"] == {"received total 30"}
    assert found["第四次代表大会费用"] == {"received total 45"}


def test_two_grants_told_under_labels_in_each_section_are_two_projects() -> None:
    text = """我市2023年度中央转移支付涉及两类项目,现将绩效自评情况报告如下:
一、绩效目标分解下达情况
土壤污染防治类:2023年中央下达我市土壤污染防治资金共1737万元。
大气污染防治类:2023年中央下达我市大气污染防治资金共24047万元。
二、绩效情况分析
土壤污染防治类:土壤污染防治资金实际支出1500万元。
大气污染防治类:大气污染防治资金实际支出24000万元。
三、存在问题
无。
"""
    assert funds(text) == {
        "土壤污染防治资金": {"received central 1737", "spent total 1500"},
        "大气污染防治资金": {"received central 24047", "spent total 24000"},
    }


def test_numbered_paragraphs_that_begin_with_names_are_each_a_project() -> None:
    text = """青禾县2021年2个重点项目绩效评价报告公开
委托某公司对2021年县级重点项目做绩效评价,现公开如下:
1、石桥乡南村农田道路建设项目,铺砂石路11公里。2021年下达扶贫资金197万元,实际已支付186.98万元。总得分为91.8分。
2、石桥乡北村村内干道,巷道硬化建设项目,已修5.7公里。2021年下达扶贫资金300万元,实际已支付289.14万元。
"""
    assert funds(text) == {
        "石桥乡南村农田道路建设项目": {"received total 197", "spent total 186.98"},
        "石桥乡北村村内干道,巷道硬化建设项目": {"received total 300", "spent total 289.14"},
    }


def test_a_list_that_comes_neither_to_its_sum_nor_to_its_count_makes_no_projects() -> None:
    assert len(funds(LISTED.replace("50万元", "40万元"))) == 4
    assert len(funds(LISTED.replace("50万元", "40万元").replace("项目3个", "项目5个"))) == 1
    assert len(funds(LISTED.replace("项目3个", "项目4个"))) == 4


def test_a_list_under_a_title_that_names_its_project_makes_none() -> None:
    assert len(funds(LISTED.replace("2022年度项目支出", "2022年度水利发展资金项目支出"))) == 1


def test_goals_of_the_whole_in_the_first_lines_make_no_department_report() -> None:
    text = """根据文件要求,对2023年公租房补助资金实施情况开展了自评,现将自评情况报告如下:
一、基本情况
(一)转移支付概况。全年下达公租房补助资金120万元,其中中央资金100万元,自治区资金20万元。
(二)整体绩效目标情况。按时完成建设任务。
二、综合评价结论
自评得分92.3分,等级为“优”。
"""
    assert facts(text).doc_type == "project_report"


def test_reports_whose_titles_were_cut_off_are_known_by_how_they_open() -> None:
    opened = (
        "县财政安排20xx年预算绩效评价“四季村道”建设工程100万元。"
        "现将20xx年预算绩效评价“四季村道”建设工程绩效自评如下:\n全部到位。\n"
    )
    assert list(funds(opened)) == ["“四季村道”建设工程"]
    lottery = "2021年,市财政局下达青禾县彩票公益金43万元。资金用于养老,现将分配使用情况公告如下:\n全部拨付。\n"
    assert list(funds(lottery).values()) == [{"received total 43"}]
    assert facts("彩票销量创新高。现将奖池使用情况公告如下:\n无。\n").doc_type == "negative"


def test_brackets_that_hold_only_the_number_of_an_act_are_no_name() -> None:
    text = """青禾省林业厅2016年林业补助资金绩效评价报告(财青监[2017]94号)

07.11.2018 15:35

一、基本情况
中央财政下拨林业补助资金300万元。
"""
    read_out = facts(text)
    assert [e.name.value for e in read_out.evaluations if e.name] == ["林业补助资金"]
    assert read_out.published_on is not None
    assert read_out.published_on.value.isoformat() == "2018-11-07"


def test_the_line_under_the_title_gives_the_year_before_the_name_does() -> None:
    text = "青禾县2023年造林补助资金项目支出绩效自评报告\n(2024年度)\n一、项目基本情况\n到位资金30万元。\n"
    assert [e.fiscal_year for e in facts(text).evaluations] == [2024]


def test_a_year_may_stand_only_in_the_title_of_the_act_that_gave_the_money() -> None:
    text = "一、绩效目标分解下达情况\n2021年11月9日收到《关于下达2022年水污染防治资金预算的通知》,共100万元。\n"
    assert [e.fiscal_year for e in facts(text).evaluations] == [2022]


def test_what_is_handed_up_is_no_money_of_the_project() -> None:
    assert funds("2016年福利公益金使用情况公告\n全年筹集福利公益金40万元,其中上交中央公益金21万元。\n") == {
        "福利公益金": {"received total 40"}
    }


ACCOUNT = """青禾县水务局2022年度部门决算公开
一、收入支出决算总体情况
2022年度收入总计3200万元,支出总计3200万元。
十二、预算绩效情况说明
(一)绩效管理工作开展情况。组织对2022年度2个项目开展绩效自评,共涉及资金200万元。
(二)项目绩效自评结果。
(1)河道管护项目绩效自评综述:根据年初设定的绩效目标,自评得分为98分。全年预算数为120万元,执行数为118.5万元,完成预算的98.75%。
(2)“防汛物资储备”项目自评综述:自评得分为95.6分,自评结果为优。全年预算数为80万元,执行数为76万元,完成预算的95%。
(三)名词解释
机关运行经费支出45万元。
"""


def test_settled_accounts_sum_up_one_project_after_the_other() -> None:
    assert funds(ACCOUNT) == {
        "河道管护": {"budget_adjusted total 120", "spent total 118.5"},
        "防汛物资储备": {"budget_adjusted total 80", "spent total 76"},
    }
    told = [(e.total_score and e.total_score.value, e.grade and e.grade.value) for e in facts(ACCOUNT).evaluations]
    assert told == [(Decimal(98), None), (Decimal("95.6"), "优")]


def test_older_accounts_sum_up_how_the_targets_of_each_project_were_met() -> None:
    older = ACCOUNT.replace("自评综述:", "目标完成情况综述。").replace("项目自评综述:", "项目绩效目标完成情况综述。")
    assert funds(older.replace("(1)河道", "(1)\n河道")) == {
        "河道管护": {"budget_adjusted total 120", "spent total 118.5"},
        "防汛物资储备": {"budget_adjusted total 80", "spent total 76"},
    }


def test_settled_accounts_without_a_figure_in_their_summaries_are_no_evaluation() -> None:
    assert facts(ACCOUNT.split("(1)")[0] + "(1)河道管护项目绩效自评综述:见附件。\n").doc_type == "negative"


SECTIONS = """青禾县卫健局2022年度项目支出绩效自评报告
一、项目概况
(一)基本公共卫生服务项目
下达资金1260万元,其中中央资金1000万元,省级资金260万元。
(二)计划生育扶助项目
下达资金80万元。
二、资金使用情况
基本公共卫生服务项目支出1250万元,计划生育扶助项目支出75万元。基本公共卫生服务项目、计划生育扶助项目共结余15万元。
三、自评结果
基本公共卫生服务项目自评得分96分,计划生育扶助项目自评得分99分。
"""


def test_what_each_section_says_of_a_project_goes_to_that_project() -> None:
    assert funds(SECTIONS) == {
        None: {"balance total 15"},
        "基本公共卫生服务项目": {
            "received total 1260", "received central 1000", "received province 260", "spent total 1250",
        },
        "计划生育扶助项目": {"received total 80", "spent total 75"},
    }  # fmt: skip
    scores = [e.total_score.value for e in facts(SECTIONS).evaluations if e.total_score]
    assert scores == [Decimal(96), Decimal(99)]


def test_sums_of_lines_or_headings_that_come_to_the_spending_told_are_its_uses() -> None:
    lines = (
        "2022年青禾市公益活动经费绩效自评报告\n资金支出100万元。其中:\n1.场地建设支出60万元;\n2.赛事活动支出40万元。\n"
    )
    assert list(funds(lines).values()) == [{"spent total 100"}]
    assert list(funds(lines.replace("40万元", "30万元")).values()) == [
        {"spent total 100", "spent total 60", "spent total 30"}
    ]
    parted = (
        "现将2022年青禾县公益金使用情况公告如下:\n2022年公益金总支出100万元。\n(一)全民健身活动36万元。\n"
        "(二)场地建设支出64万元:主要用于2022年球场建设支出50万元。\n"
    )
    assert list(funds(parted).values()) == [{"spent total 100"}]


def test_what_stays_at_the_level_is_received() -> None:
    text = "现将2022年青禾县公益金筹集、使用情况公告如下。\n2022年本级留用329.40万元。支出300万元。\n"
    assert list(funds(text).values()) == [{"received total 329.40", "spent total 300"}]


def test_a_point_that_became_a_pause_mark_makes_no_zero() -> None:
    text = "青禾县防汛经费项目绩效自评报告\n一、项目基本情况\n市财政安排防汛经费167、00万元。\n"
    assert list(funds(text).values()) == [set()]


def test_texts_that_hide_their_year_have_none() -> None:
    text = "防汛经费项目绩效自评报告\n发布时间:2024-06-10\n一、项目基本情况\n20xx年度到位资金30万元。\n"
    assert [e.fiscal_year for e in facts(text).evaluations] == [None]


def test_the_year_in_which_a_school_was_founded_is_not_that_of_its_money() -> None:
    text = "乡村学校项目绩效自评报告\n一、项目概况\n学校始建于1959年。自2006年起寄宿。2012年到位资金30万元。\n"
    assert [e.fiscal_year for e in facts(text).evaluations] == [2012]


def test_the_act_that_asks_for_a_year_s_evaluation_names_the_year() -> None:
    text = "根据《关于开展2022年度部门整体支出绩效自评的通知》,我厅对整体支出实施了自评,现将自评情况报告如下:\n"
    assert [e.fiscal_year for e in facts(text).evaluations] == [2022]


def test_a_quota_that_is_handed_down_is_received() -> None:
    text = "校舍改造项目绩效自评报告\n一、项目概况\n2021年下达校舍改造专项资金指标198万元。\n"
    assert list(funds(text).values()) == [{"received total 198"}]


def test_money_of_next_year_s_budget_and_money_left_out_are_no_funds() -> None:
    text = (
        "危房改造资金绩效评价报告\n一、资金到位情况\n2017年实际到账1444万元,省级补助资金32万元纳入2018年预算。\n"
        "第二批补助资金于7月下达(不含需2018年结算资金36万元)。\n"
    )
    assert list(funds(text).values()) == [{"received total 1444"}]


def test_what_a_grant_has_paid_out_is_spent() -> None:
    text = "羊只扑杀补助资金绩效自评报告\n一、基本情况\n2023年共扑杀59只羊,完成资金发放64500元。\n"
    assert list(funds(text).values()) == [{"spent total 6.45"}]


COVER = (
    "某区文化馆财政支出项目绩效评价报告项目名称:2021年度馆舍维修(二期)项目单位:某区文化馆评价机构:某会计师事务所目录摘要1"
    "2021年度馆舍维修(二期)项目由某区文化馆负责实施,专项资金金额为120万元,项目实际支出118.2万元,预算执行率为98.5%。"
    "本项目综合绩效得分为92.4分,绩效评级为“优”。\n"
)


def test_behind_the_cover_of_a_report_that_is_one_line_stands_its_prose() -> None:
    (told,) = facts(COVER).evaluations
    assert told.name is not None
    assert told.name.value == "馆舍维修(二期)"
    assert funds(COVER) == {told.name.value: {"budget_adjusted total 120", "spent total 118.2"}}
    assert (told.execution_rate and told.execution_rate.value, told.total_score and told.total_score.value) == (
        Decimal("98.5"),
        Decimal("92.4"),
    )
