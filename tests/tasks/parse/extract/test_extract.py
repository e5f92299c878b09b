from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from tasks.parse.contract import to_contract
from tasks.parse.document import Document
from tasks.parse.extract import extract
from tasks.parse.extract.projects.sections import split
from tasks.parse.extract.simplified import simplify
from tasks.parse.facts import Evidence, Facts
from tasks.parse.readers import read
from warehouse.ids import match_key
from warehouse.script import simplified
from warehouse.vocabulary import DOCUMENT_TYPES, EVALUATORS, FUND_SOURCES, GRADES, MEASURES, YEAR_METHODS

SHARED = Path(__file__).parents[4] / ".." / "shared"


def document(text: str) -> Document:
    return read(text.encode(), name="a.txt")


def evidence(value: object) -> list[Evidence]:
    if isinstance(value, Evidence):
        return [value]
    if isinstance(value, tuple):
        return [e for item in value for e in evidence(item)]
    if is_dataclass(value) and not isinstance(value, type):
        return [e for f in fields(value) for e in evidence(getattr(value, f.name))]
    return []


def check(source: Document, facts: Facts) -> None:
    assert facts.doc_type in DOCUMENT_TYPES
    for found in evidence(facts):
        assert source.text[found.start : found.end] == found.quote
    for evaluation in facts.evaluations:
        assert evaluation.evaluator in EVALUATORS
        assert evaluation.fiscal_year_method in (None, *YEAR_METHODS)
        assert evaluation.grade is None or evaluation.grade.value in GRADES
        for fund in evaluation.funds:
            assert fund.measure in MEASURES
            assert fund.source in FUND_SOURCES
            assert fund.amount_yuan >= 0


REPORT = """来源:临江县交通局 发布时间:2022-06-30 10:22
2021年度农村公路养护专项资金绩效自评报告
一、基本情况
2021年,县财政安排养护资金2360万元,其中省级补助1180万元、县级配套1180万元。
二、资金使用情况
全年使用资金2251.37万元,资金使用率95.4%。
三、自评结果
自评得分94.6分,评价等级为优。
四、存在问题
资金投入不足。
五、建议
加大投入。
"""


def test_a_report_in_prose() -> None:
    facts = extract(document(REPORT))
    (evaluation,) = facts.evaluations
    assert evaluation.name is not None
    assert evaluation.name.value == "农村公路养护专项资金"
    assert evaluation.fiscal_year == 2021
    assert evaluation.total_score is not None
    assert str(evaluation.total_score.value) == "94.6"
    assert evaluation.problems is not None
    assert evaluation.problems.value == "资金投入不足。"
    assert evaluation.suggestions is not None
    assert evaluation.suggestions.value == "加大投入。"
    assert len(evaluation.funds) == 4


def test_reports_in_one_file_are_cut_at_their_titles() -> None:
    first = "综合反映项目情况。\n二、评价实施\n(一)评价目的\n" + "认真开展自评。" * 40
    first += "县政府批复了“大数据运行经费”项目。\n四、评价结论\n项目自评得分100分。\n"
    parts = "".join(
        f"专项预算项目绩效评价报告\n({name}项目)\n一、项目概况\n2023年,项目预算{money}万元。实际支出{money}万元。\n"
        for name, money in (("电子政务外网升级改造资金", 15), ("便民服务中心建设经费", 60))
    )
    text = first + parts
    assert len(split(text, None)) == 3
    evaluations = extract(document(text)).evaluations
    assert [e.name.value if e.name else None for e in evaluations] == [
        "大数据运行经费",
        "电子政务外网升级改造资金项目",
        "便民服务中心建设经费项目",
    ]
    assert [len(e.funds) for e in evaluations] == [0, 2, 2]


def test_items_of_a_report_on_many_projects_are_evaluations_of_their_own() -> None:
    text = """关于2022年度补助资金项目绩效自评结果的公示
现将3个项目的自评结果公示如下:
1.李村道路硬化工程。项目总投资58万元。实际支出56.8万元。自评得分96分,等级为优。
2.王村饮水安全巩固提升工程。项目总投资32万元。实际支出32万元。自评得分85分,等级为良。
"""
    evaluations = extract(document(text)).evaluations
    assert [(e.name.value if e.name else None, e.grade.value if e.grade else None) for e in evaluations] == [
        ("李村道路硬化工程", "优"),
        ("王村饮水安全巩固提升工程", "良"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        (
            "某学院预算绩效管理办法(试行)\n第一条 为规范绩效自评工作,制定本办法。\n"
            "第二条 绩效评价得分90分以上为优。\n第三条 本办法自2022年起施行。"
        ),
        "为把预算绩效管理落到实处,市财政局选取5个项目开展绩效评价,涉及金额12亿元。",
        (
            "栋川镇、前场镇:\n现将2025年补助资金36.96万元下达给你们,"
            "请加强绩效管理,做好绩效自评工作,确保项目资金使用情况良好。"
        ),
        "2021年度某某办公厅部门决算公开\n目录\n第一部分 部门概况\n二、支出决算表\n",
        "关于公开便民中心项目2018年度绩效自评结果的公告\n发布日期:2019-05-01\n自评结果见附件。\n附件:自评表.docx",
        "某县财政局扎实开展2022年度预算绩效自评工作\n发布时间:2023-03-02\n涉及资金18.6亿元,评价等级为优的占85%。",
        (
            "浅谈财政支出绩效评价的问题与对策\n"
            "摘要:绩效评价是预算管理的重要环节。\n一、绩效评价工作的现状\n三、资金使用情况的建议"
        ),
        "2023年财政支出绩效评价服务采购项目成交公告\n成交金额:38.5万元。",
        "",
        "  \n\n",
    ],
)
def test_other_papers_give_no_evaluations(text: str) -> None:
    source = Document(text=text, blocks=(), reader="test", format="txt")
    facts = extract(source)
    assert facts.doc_type == "negative"
    assert facts.evaluations == ()


def test_a_mirror_page_in_traditional_characters_is_read_and_quoted_as_it_stands() -> None:
    text = """騰沖市林業(yè)和草原局2022年度項(xiàng)目績效自評報告
一、項(xiàng)目概況
2022年,項(xiàng)目預(yù)算數(shù)120萬元,執(zhí)行數(shù)100萬元,預(yù)算執(zhí)行率83.33%。自評得分90分。
"""
    source = document(text)
    facts = extract(source)
    check(source, facts)
    (evaluation,) = facts.evaluations
    assert {(f.measure, str(f.amount_yuan)) for f in evaluation.funds} == {
        ("budget_adjusted", "1200000"),
        ("spent", "1000000"),
    }
    assert facts.publisher is not None
    assert facts.publisher.value == "騰沖市林業(yè)和草原局"


def test_scored_lines_of_a_traditional_page_are_written_as_it_writes_them() -> None:
    text = (
        "項目支出績效自評表\n項目名稱 衛片執法補助\n主管部門 某縣自然資源局 實施單位 某縣執法大隊\n"
        "一級指標 二級指標 三級指標 年度指標值 實際完成值 分值 得分\n"
        "產出指標 數量指標 衛片圖斑核(hé)查數 ≥30個 32個 50 50\n效益指標 社會效益指標 違法行為責停率 ≥95% 95% 50 48\n"
    )
    scores = [s for s in extract(read(text.encode())).evaluations[0].scores if s.is_leaf]
    assert [(s.indicator_1, s.indicator_3, s.target, s.points) for s in scores] == [
        ("产出指标", "衛片圖斑核(hé)查數", "≥30個", 50),
        ("效益指标", "違法行為責停率", "≥95%", 48),
    ]


def test_a_page_turned_into_traditional_characters_states_what_the_simplified_one_states() -> None:
    plain = """青禾县鹭洲镇2023年度乡村振兴衔接资金项目绩效自评报告
一、项目概况
2023年,项目预算数120万元,执行数98.7万元,预算执行率82.25%。该项目着力后续征收与灌区疏浚。自评得分91.5分,等级为优。
"""
    source = document(OpenCC("s2t").convert(plain))
    facts, expected = extract(source), extract(document(plain))
    check(source, facts)
    (one,), (other,) = facts.evaluations, expected.evaluations
    assert [(f.measure, f.amount_yuan) for f in one.funds] == [(f.measure, f.amount_yuan) for f in other.funds]
    assert other.total_score is not None
    assert other.total_score.value == Decimal("91.5")
    assert one.total_score is not None
    assert one.total_score.value == other.total_score.value
    assert match_key(one.name.value if one.name else None) == match_key(other.name.value if other.name else None)


@given(
    st.lists(st.sampled_from(["項(xiàng)目", "預(yù)算", "2022年", "績(jì)效", "\n", "a(b)"]), min_size=6, max_size=40)
)
def test_places_of_a_repaired_page_lead_back_to_the_original(pieces: list[str]) -> None:
    text = "項(xiàng)目預(yù)算績(jì)效" + "".join(pieces)
    repaired = simplify(document(text))
    assert repaired is not None
    short, origin = repaired
    for block in short.blocks:
        assert short.text[block.start : block.end] == block.text
    assert [simplified(text[origin.back(place)]) for place in range(len(short.text))] == list(short.text)


PIECES = st.sampled_from(
    [
        "一、项目概况\n",
        "项目名称:",
        "预算",
        "支出",
        "100万元",
        "其中:",
        "中央",
        "执行率为",
        "95%",
        "自评得分",
        "90分",
        "(",
        ")",
        "《",
        "》",
        "“",
        "”",
        "。",
        ",",
        "\n",
        " ",
        "2022年度",
        "绩效自评报告\n",
        "截至2022年12月31日",
        "优秀",
        "评价等级为",
        "項(xiàng)目",
        "某县财政局",
        "第一条",
        "发布时间:2023-05-04\n",
        "　",
        "１００",
        "|",
        "\t",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.text(max_size=6), max_size=60).map("".join))
def test_any_text_gives_facts_whose_evidence_lies_in_the_text(text: str) -> None:
    source = Document(text=text, blocks=(), reader="test", format="txt")
    facts = extract(source)
    check(source, facts)
    assert extract(source) == facts


@pytest.mark.parametrize("name", ["seeds", "dev"])
def test_the_gold_documents_keep_their_facts(name: str) -> None:
    gold = SHARED / "gold" / f"{name}.jsonl"
    if not gold.exists():
        pytest.skip("no gold documents beside the checkout")
    stated, found, extra = 0, 0, 0
    for line in gold.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        path = gold.parent / record["file"]
        source = read(path.read_bytes(), name=path.name)
        facts = extract(source)
        check(source, facts)
        projects = to_contract(path.name, facts)["projects"]
        assert isinstance(projects, list)
        assert bool(projects) == bool(record["projects"]), path.name
        scores = [p["total_score"] for p in record["projects"] if p["total_score"] is not None]
        predicted = [p["total_score"] for p in projects if isinstance(p, dict) and p["total_score"] is not None]
        stated += len(scores)
        found += sum(score in predicted for score in scores)
        extra += sum(score not in scores for score in predicted)
    assert (found, extra) == (stated, 0)
