"""Pages whose lines a converter broke at the width of a printed page."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tasks.parse.extract import extract
from tasks.parse.extract.wraps import wraps
from tasks.parse.readers import read

WRAPPED = """青禾县防汛物资储备项目绩效自评报告
一、项目基本情况
本项目是为了确保全县主汛期和非主汛期防汛物资储备充足、调运
及时而设立的专项,2024年年初预算102.89万元,年中调整预算为178.86 万
元,比年初预算增加75.97万元,全年执行数167.21万元,预算调
整率较大,主要原因是年中由自治区下达了中央补助资金,该资金不
列入年初预算。经评价小组按照绩效评价的指标体系综合评定,自评得
分95.5分。
二、存在的问题
年初预算数据测算不够精细,预算编制的全面性和合理性有待进一
步提高。
"""


def test_sentences_run_on_over_such_lines_and_quote_the_page() -> None:
    document = read(WRAPPED.encode(), name="page.txt")
    (evaluation,) = extract(document).evaluations
    found = {f"{fund.measure} {fund.amount_yuan / Decimal(10000):f}" for fund in evaluation.funds}
    assert found == {"budget_initial 102.89", "budget_adjusted 178.86", "spent 167.21"}
    assert evaluation.total_score is not None
    assert evaluation.total_score.value == Decimal("95.5")
    for stated in (*evaluation.funds, evaluation.total_score):
        at = stated.evidence
        assert document.text[at.start : at.end] == at.quote == at.quote.strip()


SHORT = (
    "根据《青禾省财政厅关于开展2024年度预算执行情况绩效自评工作的通知》要求,现将2024年农机购置补贴资金绩效自评情况"
    "报告如下,今年下达资金62.5万元(中央资金40万元、省级资金22.5万元)已全部到位,年末结余6.5万元,结转下年使用。"
)


def _broken(text: str, width: int) -> str:
    lines = [""]
    for sign in text:
        if len((lines[-1] + sign).encode("gb18030")) > width:
            lines.append("")
        lines[-1] += sign
    return "\n".join(lines)


@pytest.mark.parametrize("width", range(56, 70))
def test_a_few_full_lines_tell_the_width_where_none_is_longer(width: int) -> None:
    text = _broken(SHORT, width)
    facts = extract(read(text.encode(), name="page.txt"))
    found = {f"{f.measure} {f.source} {f.amount_yuan / 10_000:f}" for f in facts.evaluations[0].funds}
    assert found == {"received total 62.5", "received central 40", "received province 22.5", "balance total 6.5"}
    longer = text + "\n一、资金使用情况。本年度农机购置补贴资金全部用于补贴购机农户,没有截留和挪用的情况。"
    assert wraps(read(longer.encode(), name="page.txt")) == []


def test_lines_that_end_where_they_mean_to_stay() -> None:
    whole = WRAPPED.replace("\n", "。\n")
    assert wraps(read(whole.encode(), name="page.txt")) == []
    rows = "\n".join(f"{place}镇人民政府农村公路养护工程管理站" for place in "东西南北中")
    assert wraps(read(rows.encode(), name="page.txt")) == []
    headings = "\n".join(f"{number}、关于全县农村公路养护工程管理站项目支出情况的说明" for number in "一二三四五六")
    assert wraps(read(headings.encode(), name="page.txt")) == []


def test_words_between_which_a_document_library_broke_the_page_are_put_together() -> None:
    rows = "一级指标 分值 二级指标 分值 三级指标 分值 得分 项目管理 10 资金管理 10 资金使用 7 7 财务管"
    first = "1、公墓建设绩效评价报告 项目名称: 公墓建设 " + "评价方式 中介机构 " * 12 + rows
    text = first + "\n2、理 3 0 3 管理制度 3 2 总分 100 100 100 78"
    facts = extract(read(text.encode(), name="page.txt"))
    leaves = [score for score in facts.evaluations[0].scores if score.is_leaf]
    assert [(s.indicator_3, s.max_points, s.points) for s in leaves] == [
        ("资金使用", 7, 7),
        ("财务管理", 3, 0),
        ("管理制度", 3, 2),
    ]
    assert text[leaves[1].evidence.start :].startswith("财务管\n2、理 3 0")
