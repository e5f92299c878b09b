from __future__ import annotations

from decimal import Decimal

import pytest

from tasks.parse.extract.narrative.funds import read_funds
from tasks.parse.extract.spans import Span

WAN = 10_000


def funds(text: str, name: str | None = None) -> set[tuple[str, str, Decimal]]:
    found = read_funds(text, [Span(0, len(text))], name)
    for fund in found:
        assert text[fund.evidence.start : fund.evidence.end] == fund.evidence.quote
        assert fund.amount_as_written in fund.evidence.quote
    return {(f.measure, f.source, f.amount_yuan) for f in found}


def wan(*rows: tuple[str, str, str]) -> set[tuple[str, str, Decimal]]:
    return {(measure, source, Decimal(amount) * WAN) for measure, source, amount in rows}


STATED = [
    ("2023年,项目预算80万元,主要支出为:办公设备购置80万元。", [("budget_adjusted", "total", "80")]),
    ("截至2023年12月31日,实际支出79.5万元,结余0.5万元。", [("spent", "total", "79.5"), ("balance", "total", "0.5")]),
    ("年初预算120万元,全年预算110万元,全年执行数98.6万元。",
     [("budget_initial", "total", "120"), ("budget_adjusted", "total", "110"), ("spent", "total", "98.6")]),
    ("年初预算安排资金45.00万元,年中追加后调整预算数为50万元,实际支付48.2万元。",
     [("budget_initial", "total", "45"), ("budget_adjusted", "total", "50"), ("spent", "total", "48.2")]),
    ("项目总投资600万元,其中中央资金300万元,省级资金200万元,县级配套100万元。",
     [("planned", "total", "600"), ("planned", "central", "300"), ("planned", "province", "200"),
      ("planned", "county", "100")]),
    ("项目概算总投资1.2亿元,资金来源为企业自筹。", [("planned", "own_or_other", "12000")]),
    ("本年度共收到上级下达的专项资金326.5万元,已全部拨付到位。", [("received", "total", "326.5")]),
    ("县财政下达项目资金50万元,资金到位50万元,实际使用50万元。",
     [("received", "county", "50"), ("spent", "total", "50")]),
    ("市财政局下达专项经费36万元。", [("received", "total", "36")]),
    ("该项目申请预算资金30万元,批复下达预算资金20万元。", [("planned", "total", "30"),
      ("budget_adjusted", "total", "20")]),
    ("截至年底累计支出20.42万元,支付率68.07%。", [("spent", "total", "20.42")]),
    ("上年结转资金12万元,本年财政拨款88万元,共支出93万元,年末结转7万元。",
     [("balance", "carryover", "12"), ("received", "fiscal", "88"), ("spent", "total", "93"),
      ("balance", "total", "7")]),
    ("到位资金450万元,其中:中央财政资金300万元,省级财政资金100万元,其他资金50万元。",
     [("received", "total", "450"), ("received", "central", "300"), ("received", "province", "100"),
      ("received", "own_or_other", "50")]),
    ("收入:792.22万元。其中:财政拨款收入792.22万元,比上年多209.28万元。",
     [("received", "total", "792.22"), ("received", "fiscal", "792.22")]),
    ("省级下达资金804万元,用于购买设备200万元和培训30万元。", [("received", "province", "804")]),
    ("项目总投资261.10万元,2018年度财政预算安排130.55万元,支出130.55万元。2019年度财政预算安排130.55万元,当年未支出。",
     [("planned", "total", "261.10"), ("budget_adjusted", "fiscal", "130.55"), ("spent", "total", "130.55"),
      ("spent", "total", "0")]),
    ("2022年预算80万元,主要用于办公设备购置,截至年底实际支出78万元。",
     [("budget_adjusted", "total", "80"), ("spent", "total", "78")]),
    ("项目预算80万元,其中省级资金50万元、县级资金30万元,实际支出79万元。",
     [("budget_adjusted", "total", "80"), ("budget_adjusted", "province", "50"), ("budget_adjusted", "county", "30"),
      ("spent", "total", "79")]),
    ("2021年我县安排养护资金2360万元,其中省级补助1180万元、县级配套1180万元。",
     [("budget_adjusted", "total", "2360"), ("budget_adjusted", "province", "1180"),
      ("budget_adjusted", "county", "1180")]),
    ("下达高标准农田建设资金500万元,最低生活保障资金到位60万元。",
     [("received", "total", "500"), ("received", "total", "60")]),
    ("累计到位资金2400万元(中央1600万元、省级800万元),累计完成支出1890.55万元。",
     [("received", "total", "2400"), ("received", "central", "1600"), ("received", "province", "800"),
      ("spent", "total", "1890.55")]),
    ("调整预算数为90万元,资金来源为:中央补助资金60万元,市级补助资金30万元。全年执行数为88万元。",
     [("budget_adjusted", "total", "90"), ("budget_adjusted", "central", "60"), ("budget_adjusted", "city", "30"),
      ("spent", "total", "88")]),
    ("全年预算数为2,345.67万元,决算支出2,300.12万元。“三公”经费预算数15万元,决算数10.2万元。",
     [("budget_adjusted", "total", "2345.67"), ("spent", "total", "2300.12")]),
    ("365万元资金全部及时到位,共拨付企业资金342万元,预算执行率93.7%,尚有23万元未支付。",
     [("received", "total", "365"), ("spent", "total", "342"), ("balance", "total", "23")]),
    ("市级财政安排贷款贴息资金30万元。", [("budget_adjusted", "city", "30")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), STATED)
def test_stated_amounts_are_read_with_their_measure_and_source(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert funds(text) == wan(*expected)


LOOK_ALIKES = [
    "补助标准为每人500元,每户最高不超过2万元。",
    "带动农户人均增收3000元,全村集体收入6万元。",
    "项目总成本≤90万元。",
    "积极争取省预算内基本建设投资,申报专项债券,信贷需求18.97亿元。",
    "比上年增加12.5万元,同比减少3万元。",
    "根据《关于下达2022年补助资金100万元的通知》要求开展工作。",
    "市级物资储备112万元,高于控制指标32万元。",
    "销售收入达300万元,上缴税收20万元。",
    "公开招标,中标价为98万元。",
    "控制在预算标准30万元以内。",
]


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_amounts_that_are_no_funds_of_the_project_are_left_out(text: str) -> None:
    assert funds(text) == set()


def test_a_part_is_the_projects_own_where_it_bears_its_name() -> None:
    text = "批复我局项目支出160万元,内含农村环境综合整治项目经费10万元。"
    assert ("budget_initial", "total", Decimal(100_000)) in funds(text, "农村环境综合整治项目")


def test_the_quote_is_the_amounts_own_clause() -> None:
    text = "专项资金实际到位1，180万元，资金到位率98％；实际使用1,056.4万元。"
    quotes = [fund.evidence.quote for fund in read_funds(text, [Span(0, len(text))])]
    assert quotes == ["专项资金实际到位1，180万元", "实际使用1,056.4万元"]


def test_an_amount_stated_twice_counts_once() -> None:
    assert len(funds("2022年预算经费为3483万元,列入部门预算经费为3483万元。")) == 1


def test_a_year_beside_an_amount_is_its_own() -> None:
    text = "2018年度实际使用10万元。2019年度实际使用20万元。"
    assert [f.fiscal_year for f in read_funds(text, [Span(0, len(text))])] == [2018, 2019]


def test_the_day_on_which_money_came_is_no_fiscal_year() -> None:
    text = "市财政局在2020年7月20日下达经费200万元。"
    assert [f.fiscal_year for f in read_funds(text, [Span(0, len(text))])] == [None]
