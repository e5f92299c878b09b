"""Yearly announcements of what became of a public fund: its money by levels, its projects, and its uses."""

from __future__ import annotations

import pytest

from tasks.parse.extract import extract
from tasks.parse.facts import Facts
from tasks.parse.readers import read


def facts(text: str) -> Facts:
    return extract(read(text.encode(), name="page.txt"))


def funds(text: str) -> dict[str | None, set[str]]:
    return {
        evaluation.name.value if evaluation.name else None: {
            f"{fund.measure} {fund.source} {(fund.amount_yuan / 10000).normalize():f}" for fund in evaluation.funds
        }
        for evaluation in facts(text).evaluations
    }


TITLE = "青禾县民政局2023年福彩公益金使用情况公告\n"


@pytest.mark.parametrize(
    ("said", "read_as"),
    [
        (
            "2023年福彩公益金收入总计90万元,其中中央公益金资助收入5万元,省级公益金资助收入60万元,市级公益金资助收入25万元。",
            {"received total 90", "received central 5", "received province 60", "received city 25"},
        ),
        (
            ("2023年福彩公益金总收入90万元,包含市级安排福彩公益金30万元、省级安排福彩公益金60万元"
            "(截至年底省级福彩公益金支出45万元,结余15万元)。"),
            {"received total 90", "budget_adjusted city 30", "budget_adjusted province 60", "spent province 45",
             "balance province 15"},
        ),
        (
            "2023年下达我市中央福彩公益金460万元,其中市本级61万元,分配各县市区399万元。",
            {"received central 460"},
        ),
        (
            "2023年福彩公益金总收入44万元,其中上年结转36万元,本年支出36万元。",
            {"received total 44", "balance carryover 36", "spent total 36"},
        ),
    ],
)  # fmt: skip
def test_income_by_levels_and_what_is_left_of_each(said: str, read_as: set[str]) -> None:
    assert funds(TITLE + said + "\n") == {"福彩公益金": read_as}


def test_an_account_on_a_page_that_cut_its_title_short() -> None:
    text = (
        "• 当前位置: 首页 >> 通知公告 >> 青禾省民政厅2019年度省级福利彩票公益金使用情\n"
        "• 青禾省民政厅2019年度省级福利彩票公益金使用情\n来源:资讯 2020-07-22\n"
        "2019年度省级财政预算安排省级福利彩票公益金360万元。现对2019年度省级福利彩票公益金使用情况公告如下。\n"
        "1.养老服务体系建设项目资金260万元。\n2.社会工作服务项目资金100万元。\n"
    )
    found = facts(text)
    assert found.title is not None
    assert found.title.value == "青禾省民政厅2019年度省级福利彩票公益金使用情"
    assert funds(text) == {"省级福利彩票公益金": {"budget_adjusted province 360"}}


def test_several_bodies_in_the_title() -> None:
    text = (
        "青禾市清水区财政局青禾市清水区民政局青禾市清水区体育局关于2024年清水区公益金筹集和区级分成资金分配使用情况的通告\n"
        "一、筹集情况\n2024年清水区筹集公益金500万元。\n"
    )
    assert funds(text) == {"清水区公益金": {"received total 500"}}


def test_money_beneath_a_numbered_label_that_names_its_size_and_its_use() -> None:
    text = (
        "青禾区民政局2024年公益金资助项目情况公开\n现对我单位2024年公益金资助项目信息公告如下:\n一、项目信息\n(一)项目名称\n"
        "青禾区社会组织基地展示项目\n(四)资金规模和执行情况\n2024年该项目下达资金总额为30万元,实际支付12万元,结余18万元。\n"
        "二、项目成果\n部分完成。\n"
    )
    assert funds(text) == {"青禾区社会组织基地展示项目": {"received total 30", "spent total 12", "balance total 18"}}


def test_what_the_money_was_used_for_is_no_fund() -> None:
    text = TITLE + (
        "一、总体情况\n2023年,青禾县使用福彩公益金600万元,其中:中央公益金200万元、省级公益金400万元。\n二、使用情况\n"
        "(一)安排养老服务提升项目300万元,建设家庭养老床位150张。\n(二)安排青禾县福利院120万元,用于购置设备。\n"
        "(三)安排80万元资助农村养老院消防改造。\n三、儿童福利类资金使用情况\n2023年拨付儿童福利类资金100万元。\n"
    )
    assert funds(text) == {"福彩公益金": {"spent total 600", "spent central 200", "spent province 400"}}
    alone = TITLE + "2023年本级留用90万元。\n(一)用于群众体育支出88万元,占总数的100.0%。其中:用于场地建设80万元。\n"
    assert funds(alone) == {"福彩公益金": {"received total 90", "spent total 88"}}


def test_classes_and_the_fund_itself_are_no_projects() -> None:
    text = TITLE + (
        "一、福彩公益金65万元\n2023年市财政局分配福彩公益金总额为65万元。\n二、老年人福利类项目53万元\n用于养老中心改造。\n"
    )
    assert funds(text) == {"福彩公益金": {"budget_adjusted total 65"}}


def test_items_that_account_for_their_own_money_are_projects() -> None:
    text = (
        "现将我区2024年度福利彩票公益金使用情况公告如下:\n一、中央彩票公益金情况\n"
        "2024年,中央彩票公益金安排我区69万元,其中用于残疾人事业的彩票公益金60万元,用于社会福利的彩票公益金9万元。\n"
        "(一)用于残疾人事业的彩票公益金使用情况\n2024年残疾人事业资金预算安排我区60万元,2024年支出60万元,用于康复救助。\n"
        "(二)用于社会福利的彩票公益金使用情况\n"
        "1.2024年中央公益金2万元,2024年支出1.5万元,结余0.5万元,主要用于“孤儿助学工程”。\n"
        "2.2024年中央公益金7万元,2024年支出0万元,结余7万元,主要用于“养老服务提升项目”。\n"
    )
    assert funds(text) == {
        "福利彩票公益金": {"budget_adjusted central 69"},
        "用于残疾人事业的彩票公益金": {"budget_adjusted total 60", "spent total 60"},
        "用于社会福利的彩票公益金": {"budget_adjusted total 9"},
        "孤儿助学工程": {"budget_adjusted central 2", "spent total 1.5", "balance total 0.5"},
        "养老服务提升项目": {"budget_adjusted central 7", "spent total 0", "balance total 7"},
    }


def test_two_funds_of_one_account() -> None:
    text = (
        "青禾市财政局关于2022年青禾市彩票公益金筹集分配和使用情况的公告\n一、分配情况\n"
        "(一)体育彩票公益金。2022年,市级可供安排体育彩票公益金183万元,其中:财政厅下达全市当年分成资金147万元,"
        "上年结转资金36万元。66万元资金结转下一年。\n"
        "(二)福利彩票公益金。2022年,市级可供安排福利彩票公益金150万元。\n"
    )
    assert funds(text) == {
        "体育彩票公益金": {
            "budget_adjusted total 183", "received total 147", "budget_adjusted carryover 36", "balance total 66",
        },
        "福利彩票公益金": {"budget_adjusted city 150"},
    }  # fmt: skip


def test_an_account_by_the_budgets_headings() -> None:
    text = (
        "青禾市2024年获彩票公益金资助440万元\n2024年,青禾市获中央、省级和州级彩票公益金资助金额440万元,具体支出如下:\n"
        "一、用于社会福利的彩票公益金支出208万元。\n二、用于体育事业彩票公益金支出154万元。\n三、用于残疾人事业的彩票公益金支出78万元。\n"
    )
    assert funds(text) == {"彩票公益金": {"received total 440"}}
    quota = "2024年省财政集中使用的彩票公益金额度为440万元。现将安排使用情况公告如下:\n" + text.split("\n", 2)[2]
    assert funds(quota) == {"彩票公益金": {"budget_adjusted province 440"}}


GLUED = (
    "现将具体支出情况公示如下:一、2021年度中央公益金资助项目情况明细表项目类别项目名称预算安排资金性质资金补助年度(以文件为准)公益金使用情况"
    "主要内容绩效目标补助资金(万元)资金支出(万元)老年人福利类照护专区建设项目本年预算收入202117.0017.00清水镇中心扩建,支付尾款5.5万元,"
    "老年人福利类养老机构改造以前年度结转结余202031.40结转下年二、2021年度省级公益金资助项目情况明细表项目类别项目名称预算安排资金性质"
    "资金补助年度(以文件为准)公益金使用情况主要内容绩效目标补助资金(万元)资金支出(万元)社会公益类乡镇(街道)社工站建设本年预算收入"
    "2021112.0098.10设备添置老年人福利类适老化改造以前年度结转结余20203.043.04改造33户"
)


def test_a_list_of_projects_that_lost_everything_between_its_cells() -> None:
    assert funds(GLUED) == {
        "照护专区建设项目": {"budget_adjusted total 17", "spent total 17"},
        "养老机构改造": {"budget_adjusted total 31.4"},
        "乡镇(街道)社工站建设": {"budget_adjusted total 112", "spent total 98.1"},
        "适老化改造": {"budget_adjusted total 3.04", "spent total 3.04"},
    }


def test_a_list_of_projects_under_grouped_heads() -> None:
    top = [
        "项目类别",
        "项目名称",
        "预算安排资金性质",
        "资金补助年度(以文件为准)",
        "公益金使用情况",
        "绩效目标",
        "项目实施情况",
    ]
    spans = ["colspan=2" if head == "公益金使用情况" else "rowspan=2" for head in top]
    heads = "".join(f"<td {span}>{head}</td>" for span, head in zip(spans, top, strict=True))
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row.split("|")) + "</tr>"
        for row in (
            "补助资金(万元)|资金支出(万元)",
            "老年人福利类|照护专区建设项目|本年预算收入|2021|17.00|17.00||",
            "社会公益类|社工站建设|本年预算收入|2021|12.00|||",
        )
    )
    page = f"<html><h1>青禾区2021年度福彩公益金使用情况公告</h1><table><tr>{heads}</tr>{rows}</table></html>"
    found = extract(read(page.encode(), name="page.html"))
    assert [(e.name.value if e.name else None, len(e.funds)) for e in found.evaluations] == [
        ("照护专区建设项目", 2),
        ("社工站建设", 1),
    ]
