"""Where a page that no rule was written for says what its project is, and what it says of the whole."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tasks.parse.extract import extract
from tasks.parse.facts import Facts
from tasks.parse.readers import read

NAMES = [
    ("(直达资金)青禾市滨湖路(东段-西段)工程项目2020年度绩效自评报告\n一、绩效目标\n估算投资20万元。\n",
     "青禾市滨湖路(东段-西段)工程项目"),
    ("(临时救助)绩效目标自评表\n一、资金情况\n到位资金30万元。\n", "临时救助"),
    ("青禾区民政局关于“2021年困难群众补助资金”管理使用情况\n一、资金\n下达我区111万元。\n", "困难群众补助资金"),
    ("委托青禾会计师事务所对“2022年农村低保专项资金项目”进行绩效评价,下达青禾县民政局资金458万元。绩效评价得分90分。\n",
     "农村低保专项资金项目"),
    ("农村项目绩效自评报告\n以下是小编整理的范文。\n现将我镇20xx年度衔接资金项目绩效自评报告公开如下:\n一、预算\n下达资金30万元。\n",
     "衔接资金项目"),
    ("一、项目基本情况\n本年度支出较多。驻沪办业务经费240万元经年初预算审核通过后到账。\n二、绩效自评工作开展情况\n实际支出240万元。\n",
     "驻沪办业务经费"),
    (("工程项目绩效评价报告【优秀15篇】\n下面是小编整理的报告。\n工程项目绩效评价报告1\n一、项目基本情况\n"
     "青禾市智慧监管平台以工程进度为主线,该项目由市住建局负责。\n"),
     "青禾市智慧监管平台"),
    (("林业项目资金绩效自评报告(通用5篇)\n下面是小编整理的报告。\n一、专项概况\n20xx年度专项资金项目为市财政林业专项资金。\n二、依据\n"
     "《青禾市景观提质工程方案》《青禾市景观提质工程安排》《青禾市景观提质工程办法》\n"),
     "市财政林业专项资金"),
    ("建设项目绩效评价报告大全(16篇)\n下面是小编整理的报告。\n照《青禾省和美乡村建设绩效评价办法》,我办认真自评。\n自评得分:99.5分。\n",
     "青禾省和美乡村建设"),
    ("资金项目绩效自评报告\n一、项目概况\n20xx年优抚资金包括优待金33.1万元,慰问经费1.5万元,共计:34.6万元。\n",
     "优抚资金"),
]  # fmt: skip

ITEMS = """关于补短板资金绩效自评报告
2020年下达补短板资金60万元,共3个项目。
一、绩效目标设定情况
㈠青禾县南、北城管网工程项目。安排资金20万元,用于管网。
㈡青禾县排涝渠建设项目。安排资金30万元,用于渠道。
㈢青禾县泵站改造项目。安排资金10万元,用于泵站。
"""

DEPARTMENT = """一、部门基本情况
(一)部门概况
青禾省残疾人联合会是残疾人事业团体。
(二)部门预决算情况
2023年度年初收支预算为500万元,全年预算为600万元,本年支出合计580万元,预算执行率为97.10%。
2023年度项目支出年初预算安排370万元,决算数360万元。
(三)部门整体绩效目标
提高保障水平。
"""


def facts(text: str) -> Facts:
    return extract(read(text.encode(), name="page.txt"))


def funds(text: str) -> list[set[str]]:
    return [
        {f"{fund.measure} {fund.source} {fund.amount_yuan / Decimal(10000):f}" for fund in evaluation.funds}
        for evaluation in facts(text).evaluations
    ]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_names(text: str, name: str) -> None:
    assert [e.name.value for e in facts(text).evaluations if e.name] == [name]


def test_an_item_may_have_a_pause_mark_in_its_name() -> None:
    names = [e.name.value for e in facts(ITEMS).evaluations if e.name]
    assert names[-3:] == ["青禾县南、北城管网工程项目", "青禾县排涝渠建设项目", "青禾县泵站改造项目"]


def test_a_report_that_begins_with_the_department_is_on_the_department() -> None:
    assert facts(DEPARTMENT).doc_type == "department_report"
    assert funds(DEPARTMENT) == [{"budget_initial total 500", "budget_adjusted total 600", "spent total 580"}]


def test_behind_a_list_of_parts_the_year_s_sum_is_of_the_whole() -> None:
    text = (
        "青禾区救助资金绩效自评报告\n一、资金\n"
        "下达我区111万元,其中低保资金100万元,孤儿保障金11万元,调减40万元,全年实际下达71万元。\n"
    )
    assert funds(text) == [{"received total 111", "received total 71"}]
    by_level = text.replace("孤儿保障金11万元,调减40万元,全年实际下达71万元", "省级资金11万元")
    assert funds(by_level) == [{"received total 111", "received province 11"}]


SUMS = [
    ("2021年公益金支持我县福利事业专项资金539万元,其中:中央公益金270万元,省级公益金86万元,市级公益金183万元。",
     {"budget_adjusted total 539", "budget_adjusted central 270", "budget_adjusted province 86",
      "budget_adjusted city 183"}),
    ("2021年公益金支持我县福利事业专项资金540万元,其中:中央公益金270万元,省级公益金86万元,市级公益金183万元。",
     {"budget_adjusted total 540", "budget_adjusted central 270", "budget_adjusted province 86",
      "budget_adjusted city 183"}),
    ("我县共筹集公益金97万元。其中中央公益金25万元,省级公益金46万元,本级分成公益金26万元。",
     {"received total 97", "received central 25", "received province 46", "received county 26"}),
    ("收到资金97万元。其中中央资金25万元,省级资金46万元,本级资金26万元。",
     {"received total 97", "received central 25", "received province 46"}),
    ("安排支出1169万元,结转下年使用68万元。", {"budget_adjusted total 1169", "balance total 68"}),
    ("2018年下达水利资金400万元;本次纳入绩效评价范围的市级资金150万元。", {"received total 400"}),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "stated"), SUMS)
def test_sums_and_their_parts_by_level(sentence: str, stated: set[str]) -> None:
    assert funds(f"防汛经费项目绩效自评报告\n一、资金情况\n{sentence}\n") == [stated]


LIST = """区人大常委会办公室:
今年我局委托第三方机构对“青禾中学改扩建资金项目”等11个项目实施了重点绩效评价,现将绩效评价情况报告如下:
序号 |
评价政策或项目资金名称 |
主管部门 (业主单位) |
代建 (实施)单位 |
资金规模(万元) |
评分情况 |
评级情况 |
1 |
稳岗补贴专项资金项目 |
区科技局 |
区科技中心 |
460 |
90.1 |
优 |
2 |
文化中心运维经费项目 |
区文旅委 |
区文化中心 |
265 |
83 |
良 |
"""


def test_a_list_of_what_was_evaluated_with_its_scores() -> None:
    told = [
        (e.name.value, e.total_score and str(e.total_score.value), e.grade and e.grade.value)
        for e in facts(LIST).evaluations
        if e.name
    ]
    assert told == [("稳岗补贴专项资金项目", "90.1", "优"), ("文化中心运维经费项目", "83", "良")]


def test_names_in_titles_end_before_what_the_paper_tells_of_the_money() -> None:
    for title, name in (
        ("2021年彩票公益金筹集分配情况和安排使用情况公告", "彩票公益金"),
        ("青禾市2021年涉农统筹整合转移支付区域绩效自评报告", "涉农统筹整合转移支付"),
    ):
        text = f"{title}\n一、筹集情况\n2021年,省财政厅下达资金1237万元。\n"
        assert [e.name.value for e in facts(text).evaluations if e.name] == [name]


def test_what_an_announcement_says_it_is_on_is_its_project() -> None:
    text = (
        "现将2022年青禾县用于社会福利事业的部省福利彩票公益金使用情况公告如下:\n一、中央资金\n"
        "2022年中央福彩公益金共安排8万元。主要支持“青禾县孤儿助学”项目。中央福彩公益金已支付8万元。\n"
    )
    assert [e.name.value for e in facts(text).evaluations if e.name] == ["部省福利彩票公益金"]


def test_a_title_whose_first_line_runs_on() -> None:
    title = facts("青禾县2022年用于社会福利事业的\n福利彩票公益金使用情况公告\n一、资金\n安排100万元。\n").title
    assert title is not None
    assert title.value == "青禾县2022年用于社会福利事业的福利彩票公益金使用情况公告"


def test_spending_listed_use_by_use_is_none_of_the_whole() -> None:
    told = "援建公共体育场地支出120万元,资助群众体育组织支出35万元,组织开展全民健身活动支出166万元。"
    text = f"2023年青禾州公益金使用情况公告\n一、使用情况\n本级支出450万元。\n补助地方情况:{told}\n"
    assert funds(text) == [{"spent total 450"}]


def test_a_unit_is_cut_from_what_ran_into_it() -> None:
    text = """青禾县项目支出绩效自评表
项目名称 | 校园维修项目 |
主管部门 | 青禾县教育局116422210101621779 | 实施单位 | 青禾县第三中学主要领导签字: |
项目资金(万元) | 全年预算数 | 全年执行数 | 执行率 |
年度资金总额 | 80 | 80 | 100% |
"""
    (found,) = facts(text).evaluations
    assert found.implementing_unit is not None
    assert found.competent_department is not None
    assert (found.implementing_unit.value, found.competent_department.value) == ("青禾县第三中学", "青禾县教育局")
    (found,) = facts(text.replace("青禾县第三中学主要领导签字:", "相关项目建设单位项目资金")).evaluations
    assert found.implementing_unit is not None
    assert found.implementing_unit.value == "相关项目建设单位"


def test_a_notice_of_a_project_names_its_body_before_the_person_who_answers_for_it() -> None:
    text = """经研究,2019年环保建设项目1个,涉及资金45万元。现公示如下:
环保建设项目45万元
1.实施地点:石桥村
2.建设内容:购置垃圾箱90个。
3.资金来源及规模:财政专项扶贫资金45万元
4.实施单位及责任人:石桥乡人民政府昂某
5.绩效目标:购置垃圾箱90个。
"""
    (found,) = facts(text).evaluations
    assert found.name is not None
    assert found.implementing_unit is not None
    assert (found.name.value, found.implementing_unit.value) == ("环保建设项目", "石桥乡人民政府")


def test_labels_that_follow_one_another_on_a_line_end_a_name() -> None:
    text = "项目名称:青禾县购买服务项目项目主管单位:青禾县民政局\n一、绩效自评工作\n预算10万元,实际支出10万元。\n"
    assert [e.name.value for e in facts(text).evaluations if e.name] == ["青禾县购买服务项目"]
