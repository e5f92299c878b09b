"""What speaks for and against a paper's being an evaluation adds up; neither a title nor its lack decides alone."""

from __future__ import annotations

import pytest

from tasks.parse.single import read_facts

EVALUATIONS = {
    "cut off above its first section": """二、资金到位情况
2022年市级财政下达农村饮水维修养护补助资金120万元,资金已全部到位。
三、资金支出情况
截至年底共支出资金118万元。
四、取得的成效
解决了12个村的饮水困难。
""",
    "lottery money without a title": """2022年度,我县福彩公益金总收入301.2万元。
2022年省级下达福彩公益金220万元,当年实际支出198万元,结转下年使用22万元。
二、体彩公益金收支情况
2022年度,我县体彩公益金总收入64万元,当年实际支出60万元,主要用于健身器材购置。
""",
    "sums of a fund and how it was used, in sections of any words": """一、资金安排、使用和结存情况
2021年下达义务教育薄弱环节改善资金800万元,实际支出640万元,支出率80%。
二、项目组织实施情况
项目由县教育局组织实施,新建教学楼2栋。
""",
    "a report under the notice that circulates it": """关于印发2022年度农村公路养护绩效评价情况的通知
各有关单位:
现将2022年度农村公路养护绩效评价报告印发。
一、项目基本情况
农村公路养护项目预算500万元,全年执行数480万元,执行率96%。
二、绩效评价工作开展情况
三、资金使用及管理情况
四、评价结论
该项目绩效评价得分91分,评价等级为优。
""",
}
OTHERS = {
    "a notice that prescribes a report's sections": """关于报送2022年度项目支出绩效自评材料的通知
各股室:
自评报告应当包括下列内容。
一、项目基本概况
二、项目资金情况
三、绩效自评工作开展情况
四、绩效目标完成情况
五、评价结论
自评得分90分以上为优。
""",
    "news of money handed out": """我县获省级污染防治奖励900万元
近日,省财政厅下达我县2022年污染防治资金900万元,实际支出750万元,用于河道治理。
""",
    "an audit": """一、投资完成情况
2022年下达中央预算内投资3.2亿元,当年实际到位2.9亿元,支付完成1.8亿元。
二、审计发现的主要问题
有2个项目未按规定时限下达计划,涉及900万元。
""",
    "settled accounts": """二、收支总体情况
2022年收入总计2345.6万元,其中一般公共预算财政拨款收入2345.6万元,实际支出2300.1万元。
三、部门决算情况说明
收入支出决算总体情况说明见附表。
""",
}


@pytest.mark.parametrize("name", EVALUATIONS)
def test_an_evaluation_is_known_by_what_it_states(name: str) -> None:
    _, facts = read_facts(EVALUATIONS[name].encode())
    assert facts.doc_type != "negative"
    assert any(evaluation.funds for evaluation in facts.evaluations)


@pytest.mark.parametrize("name", OTHERS)
def test_sums_alone_make_no_evaluation(name: str) -> None:
    _, facts = read_facts(OTHERS[name].encode())
    assert (facts.doc_type, facts.evaluations) == ("negative", ())


@pytest.mark.parametrize(
    ("paper", "kind"),
    [
        ("一、部门概况\n(一)部门基本情况\n内设8个组室。\n(二)主要工作职责\n做好文稿。\n", "department"),
        ("填报单位名称:青禾市涉农办\n填报人:李某\n联系电话:8\n填报日期:2024年5月17日\n一、资金统筹情况\n", "project"),
        ("一、项目概况\n(一)单位情况。\n(二)项目年度预算绩效目标、绩效指标设定情况。办好茶博会。\n", "project"),
        ("青禾镇人民政府2023年度绩效自评报告\n我镇对部门预算整体支出进行了绩效评价。\n一、项目背景\n", "department"),
        ("青禾市教育局部门预算绩效管理工作考核评价报告为进一步强化绩效管理,项目总预算49万元。\n", "project"),
    ],
    ids=["outline of a department", "cover alone", "prescribed outline", "whole body", "title that runs on"],
)  # fmt: skip
def test_a_report_is_known_by_its_outline_and_its_title(paper: str, kind: str) -> None:
    _, facts = read_facts(paper.encode())
    assert [(evaluation.kind, evaluation.name) for evaluation in facts.evaluations] == [(kind, None)]
