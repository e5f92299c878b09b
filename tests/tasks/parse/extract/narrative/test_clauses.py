"""What a clause of its own build says of its amounts: verb and object around them, a source that holds on; in 万元."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tasks.parse.extract.narrative.funds import read_funds
from tasks.parse.extract.spans import Span

CLAUSES = [
    ("其中,中央资金全年预算数80万元,全年执行数70万元,执行率87.5%;省级资金全年预算数20万元,全年执行数20万元。",
     "budget_adjusted central 80; spent central 70; budget_adjusted province 20; spent province 20"),
    ("安排公益金90万元,包含省级安排30万元(截至年底,省级公益金支出18万元,结余12万元)。",
     "budget_adjusted total 90; budget_adjusted province 30; spent province 18; balance province 12"),
    ("2022年省级财政下达资金100万元,实际支出80万元。", "received province 100; spent total 80"),
    ("共投入资金100万元,其中:中央资金40万元,江州市市级资金35万元,临溪市本级资金25万元。",
     "received total 100; received central 40; received city 35; received county 25"),
    ("省级财政向12个州(市)下达防灾专项资金480万元。", "received province 480"),
    ("自治区下达临江市中央及自治区就业补助资金共320万元。", "received total 320"),
    ("2021年中省级公益金113万元全额拨付使用。", "spent total 113"),
    ("县财政局拨付我村中央扶持壮大村集体经济资金50万元。", "received central 50"),
    ("项目成功获批2.5亿元政府专项债券资金,年内已全额完成支付。", "spent total 25000; received total 25000"),
    ("我县争取80万元省级专项资金,用于道路建设。", "received province 80"),
    ("本项目累计政府专项债券3.2亿元,已使用2.9亿元。", "received total 32000; spent total 29000"),
    ("4.4万元慰问经费于2019年1月全部使用完毕。", "spent total 4.4"),
    ("资金已支出60万元,尚有30万元未形成支出。", "spent total 60; balance total 30"),
    ("每村每年补助4400元。", ""),
    ("合作社已向村集体返还受益资金3.2万元。", ""),
    ("本年总收入44万元,其中上年结转36万元,本年支出36万元。",
     "received total 44; balance carryover 36; spent total 36"),
    ("公益金收入总计153万元,其中中央公益金资助收入5万元,省级公益金资助收入148万元。",
     "received total 153; received central 5; received province 148"),
    ("该款项学校用于改善办学条件41万元。", "spent total 41"),
    ("预算安排资金2373万元。目前已拨付补助资金1002万元,其余正在申请拨付,实际支出率42.2%。",
     "budget_adjusted total 2373; spent total 1002"),
    ("项目应到位68万元,实际到位21万元。", "budget_adjusted total 68; received total 21"),
    ("统筹整合使用财政涉农资金计划安排303万元。", "planned total 303"),
    ("中央下达补助资金9.7万元;自治区匹配下拨补助资金1.8万元,乌江市财政匹配危房改造补助资金0.7万元。",
     "received central 9.7; received province 1.8; received city 0.7"),
    ("2023年收入145万元,其中:财政拨款收入143万元,其他收入2万元。",
     "received total 145; received fiscal 143; received own_or_other 2"),
    ("按程序发放孤儿(事实无人抚养儿童)基本生活费74人83.43万元。", "spent total 83.43"),
    ("发放助学金49万元。发放慰问金7万元。", ""),
    ("县财政下达资金603万元。截至9月30日,已完成拨付603万元,执行率100%。", "received county 603; spent total 603"),
    ("实际发生费用27.6万元。", "spent total 27.6"),
    ("财政核拨经费18万元。", "received total 18"),
    ("本项目经费150万元纳入年初部门预算。", "budget_initial total 150"),
    ("区级财政承担40万元,街道自筹10万元。", "received county 40; received own_or_other 10"),
    ("存在部分资金未及时拨付的问题,涉及金额30万元。", ""),
    ("全年预算安排60万元,预算支出58万元,预算执行率96.7%。", "budget_adjusted total 60; spent total 58"),
    ("分三年将村级组织活动场所建设资金450万元全部纳入了财政预算。", "budget_initial total 450"),
    ("资金来源:中央资金450万元、省级资金150万元。年度实际支出580万元。",
     "budget_adjusted central 450; budget_adjusted province 150; spent total 580"),
    ("项目资金来源为中央财政资金,预算安排300万元,实际支出298万元。", "budget_adjusted central 300; spent total 298"),
    ("预算资金200万元,上年结转资金30万元,合计可用资金230万元。",
     "budget_adjusted total 200; balance carryover 30; budget_adjusted total 230"),
    ("学校自筹资金投入560万元,实际使用99万元。", "received own_or_other 560; spent own_or_other 99"),
    ("2020年地方投入补助资金877万元,2020年结转资金44万元。", "received own_or_other 877; balance total 44"),
    ("统筹整合使用财政涉农资金303万元,其中项目管理费3万元,目前项目资金已拨付270万元。",
     "budget_adjusted total 303; received total 270"),
    ("2024年度财政下达我委项目预算资金总额为1302万元。", "budget_adjusted total 1302"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "funds"), CLAUSES)
def test_a_clause_states_these_funds_and_no_others(text: str, funds: str) -> None:
    found = {(f.measure, f.source, f.amount_yuan / 10000) for f in read_funds(text, [Span(0, len(text))])}
    wanted = [entry.split() for entry in funds.split("; ") if entry]
    assert found == {(measure, source, Decimal(amount)) for measure, source, amount in wanted}
