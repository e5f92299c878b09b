"""Ways of speaking of money that differ from province to province, each with the funds it states, in 万元."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tasks.parse.extract import extract
from tasks.parse.extract.narrative.funds import read_funds
from tasks.parse.extract.narrative.rates import read_rates
from tasks.parse.extract.spans import Span
from tasks.parse.readers import read

WORDINGS = [
    ("2021年度在青禾县实施,年度资金62.5万元。", "budget_adjusted total 62.5"),
    ("本年度项目资金200万元,到位200万元。", "received total 200"),
    ("渔业困难扶助金为678万元,剩余部分578万元按人口分配到各县。", "budget_adjusted total 678"),
    ("下达资金56万元,实际完成总投资54.6万元。", "received total 56; spent total 54.6"),
    ("2017年,青禾林场收市级留用植被恢复费专项资金315万元。", "received city 315"),
    ("青禾县水库项目取得专项债券资金1600万元。", "received total 1600"),
    ("下达给我单位资金890.88万元。", "received total 890.88"),
    ("专项资金共支182.56万元。支付放映补助经费19.5万元,乡镇文化活动84.5万元,广播设备维护4.5万元。",
     "spent total 182.56"),
    ("全年收入5735.76万元。", "received total 5735.76"),
    ("2019年门诊48万人次,业务总收入3.96亿元。2019年部门总收入62万元。", "received total 62"),
    ("共需兑现奖扶资金107万元。", "planned total 107"),
    ("年初预算220万元,1-6月支出87.57万元,预计下半年支出132.43万元。", "budget_initial total 220; spent total 87.57"),
    ("按计划全年支出210万元。", "spent total 210"),
    ("(1)中央财政资金计划投入85万元,资金实际到位85万元;\n(2)省级财政资金计划投入33万元,资金实际到位33万元。",
     "planned central 85; received central 85; planned province 33; received province 33"),
    ("2020年中、省下达补助资金合计1067.2万元。", "received total 1067.2"),
    ("收到资金100万元。其中,中央资金70万元(一般公共预算:30万元;彩票公益金:40万元);省级资金30万元。",
     "received total 100; received central 70; received province 30"),
    ("资金预算总额为120万元,其中省级奖补资金预算20万元,全部为财政拨款。",
     "budget_adjusted total 120; budget_adjusted province 20"),
    ("青禾市补助资金(一般公共预算)和中央彩票公益金共投入资金1987万元。", "received total 1987"),
    ("省级安排资金756万元,其中,中央资金533万元、省级资金223万元,全省救助资金共支出1217万元。",
     "budget_adjusted total 756; budget_adjusted central 533; budget_adjusted province 223; spent total 1217"),
    ("青禾市中央资金完成636万元,省级资金完成288万元。", "spent central 636; spent province 288"),
    ("青禾县2022年中央补助资金54.6万元,用于农家书屋和公益电影放映,全部执行完毕。", "spent central 54.6"),
    ("省级投入资金15万元,合作社配套资金100万元。", "received province 15; received own_or_other 100"),
    ("青禾站已申请专项债券资金支付9600万元。", ""),
    ("资金分两批下达,第一批300万元,第二批200万元,共计500万元。",
     "received total 300; received total 500"),
    ("购买设备使用资金7万元,租赁场地使用资金3万元。", ""),
    ("拟使用中央资金300万元建设道路5公里。", "planned central 300"),
    ("2024年计划投入资金150万元用于养老服务。", "planned total 150"),
    ("绩效目标:2023年使用175万元开展职业技能培训。", ""),
    ("根据下达的绩效目标,2023年使用175万元。实际使用168万元。", "spent total 168"),
    ("政府性基金预算支出120万元,一般公共预算支出880万元。", "spent fiscal 120; spent fiscal 880"),
    ("镇级配套资金20万元,村级自筹10万元,均已到位。", "received own_or_other 20; received own_or_other 10"),
    ("基本生活费标准为每人每月1050元,全年共发放126万元。", "spent total 126"),
    ("采购预算金额为120万元,中标金额115.8万元。", ""),
    ("已支出资金1100.5万元,结转到2025年继续使用227.5万元。", "spent total 1100.5; balance total 227.5"),
    ("省级补助资金230万元已于2021年5月拨付至青禾县财政局。", "received province 230"),
    ("2022年收到生均公用经费102.3万元。按生均公用经费1000元测算。", "received total 102.3"),
    ("支出79.4万元,余0.6万元。", "spent total 79.4; balance total 0.6"),
    ("项目资金240万元(其中中央资金200万元、县级资金40万元)已于2020年12月前全部支付完毕。",
     "spent total 240; spent central 200; spent county 40"),
    ("乡村振兴衔接资金2179万元目前已全部拨付。", "received total 2179"),
    ("2021年省文物局下拨中央补助资金450万元。", "received central 450"),
    ("中央财政补助资金1426万元,省级财政补助资金287万元,上年结转资金62万元,可用资金共计1775万元。",
     "budget_adjusted total 1775; received central 1426; received province 287; balance carryover 62"),
    ("累计支付工程进度款358万元、监理费12万元、设计费18万元,合计支付388万元。", "spent total 388"),
    ("安排专项经费1484万元,其中:改善办学条件中央资金600万元,教育经费350万元,资助经费484万元,书籍费50万元。",
     "budget_adjusted total 1484; budget_adjusted central 600"),
    ("县级配套资金200万元未到位。", ""),
    ("检查发现3个单位违规使用资金15.6万元。项目决算总金额365万元。", "spent total 365"),
    ("青禾区获得中省水利发展资金2000万元。", "received total 2000"),
    ("县财政拨入专项经费20万元;上级补助48.4万元。支出68.4万元。",
     "received county 20; received total 48.4; spent total 68.4"),
    ("收到资金230万元,其中:中央资金137万元,其他资金85万元2023年支出220万元,其中中央资金135万元。",
     "received total 230; received central 137; received own_or_other 85; spent total 220; spent central 135"),
    ("年初预算数(万元):100;全年预算数(万元):110;全年执行数(万元):108。",
     "budget_initial total 100; budget_adjusted total 110; spent total 108"),
    ("项目共有资金680万元,专项资金数额:45万元。", "budget_adjusted total 680; budget_adjusted total 45"),
    ("我局向市财政申请项目经费50万元。", "planned total 50"),
    ("完成建设投资1.02亿元。", "spent total 10200"),
    ("批复概算1.48亿元,竣工决算1.42亿元。", "planned total 14800; spent total 14200"),
    ("尚未支付工程款56.3万元。", "balance total 56.3"),
    ("2022年已付款60万元,付尾款25.6万元,应付款8万元。", "spent total 60; spent total 25.6"),
    ("中央财政衔接资金3860万元、省级财政衔接资金1250万元,合计5110万元,全部用于产业发展。",
     "budget_adjusted central 3860; budget_adjusted province 1250; budget_adjusted total 5110"),
    ("上年结余312万元,中央财政补助1053万元,省级财政补助128万元,共筹集资金1493万元。",
     "balance carryover 312; received central 1053; received province 128; received total 1493"),
    ("资助参保支出486万元,住院救助支出902万元,门诊救助支出85万元,共计支出1473万元。", "spent total 1473"),
]  # fmt: skip


def wan(rows: str) -> set[tuple[str, str, Decimal]]:
    triples = (row.split() for row in rows.split(";") if row.strip())
    return {(measure, source, Decimal(amount) * 10_000) for measure, source, amount in triples}


@pytest.mark.parametrize(("text", "expected"), WORDINGS)
def test_a_sentence_states_these_funds_and_no_others(text: str, expected: str) -> None:
    assert {(f.measure, f.source, f.amount_yuan) for f in read_funds(text, [Span(0, len(text))])} == wan(expected)


RATES = [
    ("中央资金完成82万元,预算执行率82%,省级资金完成99万元,预算执行率99%。全年执行资金181万元,执行率90.5%。", "90.5"),
    ("截至12月支付76万元,预算执行率为92.54%,其中老年福利类支出63万元,预算执行率为100%。", "92.54"),
    ("青禾站支出20万元,资金使用率为90.5%。", "90.5"),
    ("县财政接收的437万元救灾资金已拨付到位367万元、拨付率83.98%。", "83.98"),
    ("办公楼运行经费50万元,1-6月份实际支出13.43万元,完成项目绩效支出27%。", "27"),
    ("预计年底支出210万元,执行率95.5%;截至6月30日,已支出87.57万元,执行率39.8%。", "39.8"),
    ("水利工程建设基金资金总额预算执行率为81.95%(其中财政资金预算执行率为80.04%)。", "81.95"),
]


@pytest.mark.parametrize(("text", "expected"), RATES)
def test_the_rate_of_the_whole_is_told_from_those_of_its_parts(text: str, expected: str) -> None:
    execution, _ = read_rates(text, [Span(0, len(text))])
    assert execution is not None
    assert execution.value == Decimal(expected)


def test_what_stands_under_a_heading_of_goals_is_not_spent_yet() -> None:
    text = "(一)年度绩效目标\n2023年使用175万元开展培训。\n(二)资金执行情况\n2023年使用168万元。\n"
    assert [f.amount_yuan for f in read_funds(text, [Span(0, len(text))])] == [Decimal(1_680_000)]


def test_spending_told_among_the_effects_gives_way_to_the_spending_of_the_whole() -> None:
    text = "一、资金使用情况\n实际支出105万元。\n二、实施效果\n儿童福利共使用资金7万元。\n"
    assert [f.amount_yuan for f in read_funds(text, [Span(0, len(text))])] == [Decimal(1_050_000)]


def test_an_excerpt_without_title_and_headings_is_known_by_its_rate_and_goals() -> None:
    text = "县财政拨入法律援助经费20万元,支出20万元,执行率100%。\n1.总体目标:提高知晓率。\n"
    facts = extract(read(text.encode(), name="a.txt"))
    assert [fund.measure for evaluation in facts.evaluations for fund in evaluation.funds] == ["received", "spent"]


def test_rates_of_several_projects_in_one_sentence_are_of_none() -> None:
    text = "竹编补助已划拨,资金使用率100%;薅草锣鼓项目使用33万元,资金使用率83.72%。"
    assert read_rates(text, [Span(0, len(text))]) == (None, None)


def test_numbered_labels_that_name_money_have_prose_beneath_them() -> None:
    text = (
        "现将我单位2023年福利彩票公益金资助项目信息公告如下:\n一、项目信息\n(一)项目名称\n青禾助学专项资金\n"
        "(二)项目主要内容\n资助在校生。\n(三)资金额度\n2023年实际转移支付1.5万元,结余额度0.3万元。\n二、项目成果\n(一)实际效果\n好。\n"
    )
    facts = extract(read(text.encode(), name="a.txt"))
    funds = [(fund.measure, fund.amount_yuan) for one in facts.evaluations for fund in one.funds]
    assert funds == [("spent", Decimal(15_000)), ("balance", Decimal(3_000))]
