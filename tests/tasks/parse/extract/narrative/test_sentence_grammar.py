"""What the build of a sentence says of its amounts: lists, remainders, brackets; funds in 万元."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tasks.parse.extract.narrative import read_narrative
from tasks.parse.extract.narrative.funds import read_funds
from tasks.parse.extract.narrative.rates import read_rates
from tasks.parse.extract.spans import Span

SENTENCES = [
    ("估算总投资1.26亿元,拟申请省级资金8000万元,其余4600万元由企业自筹。",
     "planned total 12600; planned province 8000; planned own_or_other 4600"),
    ("省财政先后两次拨付资金,分别为4月200万元、7月150万元,总计350万元。", "received total 350"),
    ("奖补资金总盘子为200万元:中央公益金60万元,省福彩公益金40万元,市本级财政100万元。",
     "budget_adjusted total 200; budget_adjusted central 60; budget_adjusted province 40; budget_adjusted city 100"),
    ("实际列支(含上年结转资金)合计105万元。", "spent total 105"),
    ("批复预算22万元(其中:人员经费8万元、公用经费14万元),年度执行21万元。", "budget_initial total 22; spent total 21"),
    ("从年初的35万元调减为28.6万元,压减后预算为28.6万元,最终支出28.5万元。",
     "budget_initial total 35; budget_adjusted total 28.6; spent total 28.5"),
    ("收到财政拨款21万元,支出财政拨款20万元,结存1万元。",
     "received fiscal 21; spent fiscal 20; balance total 1"),
    ("补助资金总额198万元,即中央132万元、自治区66万元。",
     "budget_adjusted total 198; budget_adjusted central 132; budget_adjusted province 66"),
    ("市级承担资金120万元,区级承担资金80万元,资金已到位200万元。",
     "received city 120; received county 80; received total 200"),
    ("预算投资320万元,其中省补160万元,市补48万元。",
     "budget_adjusted total 320; budget_adjusted province 160; budget_adjusted city 48"),
    ("预算下达资金:30万元;实际支出资金:28万元;结转资金:2万元。", "received total 30; spent total 28; balance total 2"),
    ("中央、省级资金合计200万元,市县资金50万元。", "budget_adjusted total 200; budget_adjusted county 50"),
    ("财政拨款28万元已于5月到账,购买服务支出20万元、印刷支出6万元,共计支出26万元。",
     "received fiscal 28; spent total 26"),
    ("计划到位68万元,实到56万元。", "planned total 68; received total 56"),
    ("年初预算数95万元、预算调整数-12万元、调整后预算数83万元。", "budget_initial total 95; budget_adjusted total 83"),
    ("上级补助收入120万元,事业收入35万元,总支出150万元。",
     "received total 120; received own_or_other 35; spent total 150"),
    ("安排310万元(其中上年结转60万元),使用249万元(其中上年结转60万元),余61万元。",
     "budget_adjusted total 310; budget_adjusted carryover 60; spent total 249; spent carryover 60; balance total 61"),
    ("总投资568万元,其中:财政奖补398万元(中央120万元、省级150万元、市县128万元)。",
     "planned total 568; planned fiscal 398; planned central 120; planned province 150; planned county 128"),
    ("涉及资金516万元,共使用500万元,使用率96.9%。", "budget_adjusted total 516; spent total 500"),
    ("中央预算内投资2000万元仅支付318万元,支付率15.9%。", "budget_adjusted central 2000; spent total 318"),
    ("专户余额62.7万元,累计拨入162.7万元,兑换支出100万元。",
     "balance total 62.7; received total 162.7; spent total 100"),
    ("可用资金112.6万元,实际使用103.9万元,年末结转8.7万元。",
     "budget_adjusted total 112.6; spent total 103.9; balance total 8.7"),
    ("收入8.5万元,支出8.4万元。", "received total 8.5; spent total 8.4"),
    ("实际支付20万元,待支付8万元。", "spent total 20"),
    ("全年预算数120万元,执行数114.6(含中央资金80.6万元,地方资金34万元),总执行率95.5%。",
     "budget_adjusted total 120; spent total 114.6; spent central 80.6; spent own_or_other 34"),
    ("全年预算数120万元,执行数114.6,共建成3.5公里。", "budget_adjusted total 120"),
    ("预算78万元,实际支出46.5万元,节约31.5万元。", "budget_adjusted total 78; spent total 46.5; balance total 31.5"),
    ("下达资金134万元(其中示范社补助资金40万元),市本级预算安排专项20万元,两项合计154万元。",
     "received total 134; budget_adjusted city 20; received total 154"),
    ("收到资金6.4万元。补助经费其中:中央5万元,省级1.4万元,实际拨付使用6.3万元。",
     "received total 6.4; received central 5; received province 1.4; spent total 6.3"),
    ("预算数537万元,执行数477万元。其中中央全年预算数180万元,全年执行数120万元。",
     "budget_adjusted total 537; spent total 477; budget_adjusted central 180; spent central 120"),
    ("收到省级资金635万元(截至年底省级支出364万元,结余271万元)。",
     "received province 635; spent province 364; balance province 271"),
    ("共投入资金1438万元,其中:中央资金184万元、青州市市级资金695万元,禾县市本级资金391万元。",
     "received total 1438; received central 184; received city 695; received county 391"),
    ("该款项学校用于改善办学条件41.8万元。", "spent total 41.8"),
    ("预算收入69万元,其中年初预算57万元。其他资金来源21.3万元。",
     "budget_adjusted total 69; budget_initial total 57; budget_adjusted own_or_other 21.3"),
    ("省级财政向16个州(市)下达专项资金4920万元,尚有300万元未形成支出。", "received province 4920; balance total 300"),
    ("下达资金400万元,全年发放390万元。年初安排县级资金180万元,随月发放160万元,结余20万元。",
     "received total 400; spent total 390; budget_initial county 180; spent county 160; balance county 20"),
    ("安排540万元,其中:中央250万元(2023年结转95万元,2024年下达155万元),省级290万元。",
     "budget_adjusted total 540; budget_adjusted central 250; budget_adjusted province 290"),
    ("收到经费18万元,其中中央8万元,省6万元,市4万元;支付办案补贴17.9万元。",
     "received total 18; received central 8; received province 6; received city 4; spent total 17.9"),
    ("托养残疾人160人,按1600元/人标准拨付25.6万元至托养机构。", "spent total 25.6"),
    ("收到省级补助50万元、市级补助20万元,合计70万元,支出66万元,结转4万元。",
     "received province 50; received city 20; received total 70; spent total 66; balance total 4"),
    ("省财政下达我市资金60万元,其中市本级10万元,青禾县50万元。", "received province 60"),
    ("一、绩效目标分解下达情况2022年共安排资金620万元,其中:中央财政农田补助资金340万元,省级财政农田专项280万元。",
     "budget_adjusted total 620; budget_adjusted central 340; budget_adjusted province 280"),
    ("该项资金包含省级补助资金1.7万元及州级补助资金2.8万元,合计共4.5万元。",
     "budget_adjusted total 4.5; budget_adjusted province 1.7; budget_adjusted city 2.8"),
    ("支出42万元(其中:财政拨款37万元,上年结转5万元)。", "spent total 42; spent fiscal 37; spent carryover 5"),
    ("下拨村级动物防疫员补助28.8万元,其中省级14.4万元,县级14.4万元。",
     "received total 28.8; received province 14.4; received county 14.4"),
    ("项目支出60万元。其中:财政拨款项目支出15万元,其余为单位资金。", "spent total 60; spent fiscal 15"),
    ("共安排15万元,其中:中央8万元(2023年结转3万元,2024年下达5万元),省级7万元(2023年结转1万元,2024年下达6万元)。",
     "budget_adjusted total 15; budget_adjusted central 8; budget_adjusted province 7"),
    ("中央资金15万元,于2020年上半年就已全部到位。", "received central 15"),
    ("共收到补助资金46万元,其中:\n1.中央补助30万元;\n2.省级补助10万元;\n(3)县级资金6万元。",
     "received total 46; received central 30; received province 10; received county 6"),
    ("到位 40 万元( 2023 年结转 8 万元),实际 支出 32 万元。", "received total 40; balance carryover 8; spent total 32"),
    ("4.4万元慰问经费于2019年1月全部使用完毕。", "spent total 4.4"),
]  # fmt: skip


def wan(rows: str) -> set[tuple[str, str, Decimal]]:
    triples = (row.split() for row in rows.split(";"))
    return {(measure, source, Decimal(amount) * 10_000) for measure, source, amount in triples}


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_the_build_of_a_sentence_tells_what_its_amounts_are(text: str, expected: str) -> None:
    assert {(f.measure, f.source, f.amount_yuan) for f in read_funds(text, [Span(0, len(text))])} == wan(expected)


def test_the_words_of_a_projects_name_do_not_say_what_its_money_is() -> None:
    text = "2023年收到特殊教育公用经费支出专项资金6.4万元。"
    found = read_funds(text, [Span(0, len(text))], "特殊教育公用经费支出专项资金项目")
    assert {(f.measure, f.amount_yuan) for f in found} == {("received", Decimal(64_000))}


def test_a_rate_by_a_name_of_its_own_is_known_by_its_arithmetic() -> None:
    text = "资金共955万元。共支出资金920.14万元,资金报账率96.35%,群众知晓率96.5%。"
    assert read_narrative(text, [Span(0, len(text))], None).execution_rate is not None
    other = text.replace("报账率96.35", "报账率97.35")
    assert read_narrative(other, [Span(0, len(other))], None).execution_rate is None


RATES = [
    ("到位率、执行率均为100%。", "100", "100"),
    ("资金到位率和预算执行率分别为98%和95%。", "95", "98"),
    ("确保了资金到位率及资金执行率均达到100%。", "100", "100"),
    ("专项支出31万元,执行率61%,财政支出24万元,执行率58%,总支出55万元,执行率63%。", "63", None),
    ("支付进度95.96%。", "95.96", None),
    ("资金执行率=实际支出/预算数=187.65/200×100%=93.83%。", "93.83", None),
    ("中央资金到位率100%,综合到位率94.6%,完成年初预算300万元的96%。", "96", "94.6"),
]


@pytest.mark.parametrize(("text", "execution", "arrival"), RATES)
def test_a_list_of_rates_shares_its_percentages(text: str, execution: str, arrival: str | None) -> None:
    found = read_rates(text, [Span(0, len(text))])
    assert [str(rate.value) if rate else None for rate in found] == [execution, arrival]
