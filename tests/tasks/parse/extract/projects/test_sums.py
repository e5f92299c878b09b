"""Projects that a paper lists with their sums in a sentence or in numbered lines."""

from __future__ import annotations

from decimal import Decimal

from tasks.parse.extract import extract
from tasks.parse.readers import read

SHARED = """青禾县粮食局2023年度项目支出绩效自评报告
一、基本情况
(一)项目概况
青禾县粮食局2023年财政拨款项目支出安排预算为300万元,其中:一是粮食基金250万元,分别为县级粮食风险基金专项资金200万元、成品粮调控储备专项资金50万元;二是业务经费50万元,分别为粮食流通监督检查经费30万元、粮油质量安全监测经费20万元。
1.立项背景
"""
HEADINGS = """(1)青禾县粮食流通监督检查经费:依法检查粮食流通。
(2)青禾县粮油质量安全监测经费:监测粮油质量。
"""


def names(text: str) -> dict[str | None, set[Decimal]]:
    evaluations = extract(read(text.encode(), name="page.txt")).evaluations
    return {
        evaluation.name.value if evaluation.name else None: {fund.amount_yuan / 10000 for fund in evaluation.funds}
        for evaluation in evaluations
    }


def test_what_a_sentence_shares_out_are_projects_where_headings_tell_of_them() -> None:
    found = names(SHARED + HEADINGS)
    assert {name: found[name] for name in found if name} == {
        "县级粮食风险基金专项资金": {Decimal(200)},
        "成品粮调控储备专项资金": {Decimal(50)},
        "粮食流通监督检查经费": {Decimal(30)},
        "粮油质量安全监测经费": {Decimal(20)},
    }


def test_what_a_sentence_shares_out_may_as_well_be_uses() -> None:
    assert "粮食流通监督检查经费" not in names(SHARED + "(1)背景:依法检查粮食流通。\n")


def test_numbered_lines_up_to_the_count_are_projects_though_some_are_lost() -> None:
    found = names(
        "现对2024年重点项目的绩效目标予以公开,涉及项目6个,财政资金500万元。项目分别为:\n"
        "1.青年人才生活补贴 200万元;\n2.基本公共卫生服务经费 100万元;\n3.文旅融合发展专项资金 50万元;\n"
        "6.养老服务业专项资金 20万元。\n"
    )
    assert found["青年人才生活补贴"] == {Decimal(200)}
    assert found["养老服务业专项资金"] == {Decimal(20)}


def test_projects_right_behind_their_count_are_told_one_by_one() -> None:
    text = (
        "青禾县2019年度项目支出绩效自评抽查报告\n一、抽查结果\n"
        "抽查到户项目2个:特色种养业奖补项目1500万元;小额贷款贴息项目2343.3万元。"
        "抽查到村项目2个:石桥村蔬菜大棚147.8万元;北村冷库项目96.88万元。\n"
    )
    assert names(text)["石桥村蔬菜大棚"] == {Decimal("147.8")}
    assert {Decimal(1500)} in names(text).values()
    # One too many: what is counted is something else.
    assert "北村冷库项目" not in names(text.replace("项目2个", "项目3个"))


def test_a_list_may_end_in_its_sum() -> None:
    text = (
        "青禾市信访局2023年度部门决算中项目绩效评价报告\n一、预算支出情况\n"
        "2023年共安排支出项目3个,即驻外工作组经费120万元、人民调解10万元、救助资金30万元,共160万元,说明如下:\n"
    )
    assert names(text) == {
        "驻外工作组经费": {Decimal(120)}, "人民调解": {Decimal(10)}, "救助资金": {Decimal(30)}, None: {Decimal(160)},
    }  # fmt: skip
    assert "人民调解" not in names(text.replace("共160万元", "共190万元"))


def test_counted_projects_may_have_a_clause_each_on_what_they_are_for() -> None:
    text = (
        "青禾市审计局2022年度部门绩效自评工作情况总结\n一、自评工作开展情况\n开展绩效自评的项目共2个项目。其中,审计业务费主要用于开展"
        "财政审计,预算总金额149.5万元;投资审计费用于开展投资审计工作,预算总金额192.25万元。\n"
    )
    assert {name: sums for name, sums in names(text).items() if name} == {
        "审计业务费": {Decimal("149.5")}, "投资审计费": {Decimal("192.25")},
    }  # fmt: skip


def test_projects_may_be_accounted_for_in_brackets() -> None:
    text = (
        "青禾县发展和改革委员会2024年度项目绩效目标自评报告\n一、资金投入情况\n"
        "其中,17个项目全额支付;3个项目部分支付,包括“十五五”规划专项经费(预算170万元,因招标延迟未支付)、"
        "价格监测经费(预算10.5万元,支付8.3万元,执行率79%)。\n"
    )
    found = names(text)
    assert found["“十五五”规划专项经费"] == {Decimal(170)}
    assert found["价格监测经费"] == {Decimal("10.5"), Decimal("8.3")}
