"""Claims found in invented reports, and measured on the seed documents where these are at hand."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.parse.claims import find_claims
from tasks.parse.document import Block, Cell, Document, Grid
from tasks.parse.facts import Claim, Evaluation, Evidence, Score
from tasks.parse.readers import read

SHARED = Path(__file__).parents[4] / ".." / "shared"


def document_of(text: str) -> Document:
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", at, at + len(line), line))
        at += len(line) + 1
    return Document(text, tuple(blocks), "test", "text")


def claims_of(text: str) -> tuple[Claim, ...]:
    return find_claims(document_of(text), [Evaluation("project", 0, len(text))])


@pytest.mark.parametrize(
    ("text", "name", "comparator", "value", "unit"),
    [
        ("完成老旧管网改造工程12处。", "完成老旧管网改造工程", "=", "12", "处"),
        ("全年培训基层干部3.2万人次。", "培训基层干部", "=", "32000", "人次"),
        ("回访群众满意率达到98.60%。", "回访群众满意率", "=", "98.60", "%"),
        ("目前70%以上的行政村通了公交。", "行政村通了公交", ">=", "70", "%"),
        ("共为８万余人次提供了服务。", "提供了服务", ">", "80000", "人次"),
        ("新建厂房约1,600平方米。", "新建厂房", "~", "1600", "平方米"),
        ("与邻近五县实现了资源共享。", "邻近实现了资源共享", "=", "5", "县"),
        ("系统已经运行三年多。", "系统已经运行", ">", "3", "年"),
        ("抵御网络攻击百余次。", "抵御网络攻击", ">", "100", "次"),
        ("办件量居全省第二位。", "办件量全省排名", "=", "2", "位"),
        ("自评得分91.5分。", "自评得分", "=", "91.5", "分"),
        ("受害率0.07‰。", "受害率", "=", "0.07", "‰"),
        ("抽查24个市直部门。", "抽查市直部门", "=", "24", "个"),
    ],
)
def test_one_claim(text: str, name: str, comparator: str, value: str, unit: str) -> None:
    (claim,) = claims_of(text)
    assert (claim.name, claim.comparator, claim.value, claim.unit) == (name, comparator, Decimal(value), unit)
    assert text[claim.evidence.start : claim.evidence.end] == claim.evidence.quote
    assert claim.numerator is None


@pytest.mark.parametrize(
    "text",
    [
        "下达资金200万元,支出198.5万元。",
        "2022年12月31日前完成。",
        "根据财预〔2020〕10号文件第三条。",
        "按照《关于建设12个站点的通知》执行。",
        "第2批项目已经启动。",
        "每低1%扣0.5分,扣完为止。",
        "90分以上为优,满分100分。",
        "坚持四个意识,落实三个方面的要求。",
        "建立24小时值班制度。",
        "成立一个领导小组,设两个专班。",
        "近3年来稳步推进。",
        "咨询电话12345政务服务热线。",
        "严守“十条禁令”。",
        "提供B2栋和2022年度的资料。",
        "执行率=(B/A×100%)。",
    ],
)
def test_no_claim(text: str) -> None:
    assert claims_of(text) == ()


def test_a_page_without_an_evaluation_makes_no_claims() -> None:
    assert find_claims(document_of("新建泵站3座。"), []) == ()


@pytest.mark.parametrize(
    ("text", "rate", "numerator", "denominator"),
    [
        ("市长信箱受理来信108件,办结104件,办结率96.42%。", "办结率", 104, 108),
        ("编制共享目录1700条,上线共享目录1685个,上线率97.4%,平均响应2天。", "上线率", 1685, 1700),
        ("上线目录1685个,其中向社会开放目录1621个,开放率96.1%。", "开放率", 1621, 1685),
        ("共有政务事项1257项;实现网上办理事项1190项,占比94.67%。", "占比", 1190, 1257),
        ("收到评价982454条,主动评价982083条,好评数982081条,实际好评率100%。", "实际好评率", 982081, 982083),
        ("抽检50批次,合格49批次,其中首检合格45批次,合格率98%。", "合格率", 49, 50),
        ("发放问卷500份,回收问卷480份,回收率96%。", "回收率", 480, 500),
    ],
)
def test_a_share_beside_its_counts(text: str, rate: str, numerator: int, denominator: int) -> None:
    (claim,) = [claim for claim in claims_of(text) if claim.unit == "%"]
    assert claim.name.endswith(rate)
    assert (claim.numerator, claim.denominator) == (numerator, denominator)


@pytest.mark.parametrize(
    "text",
    [
        "收件602320件、办结602270件、法定提速率97.33%。",
        "受理6.3万件,来电接通率99.99%,按时办结率97.61%。",
        "受理来信108件,办结104件。办结率96.42%。",
        "受理50件,转办80件,办结20件,办结率88%。",
        "下辖乡镇26个,满意率100%。",
        "参训200人,就业100人,其中残疾人就业30人,就业率45%。",
        "受理300余件,办结290件,办结率96%。",
    ],
)
def test_a_share_whose_counts_cannot_be_told_stands_alone(text: str) -> None:
    assert all(claim.numerator is None and claim.denominator is None for claim in claims_of(text))


def test_one_quantity_gets_one_name_wherever_it_stands() -> None:
    claims = claims_of(
        "2023年,梳理认领并发布省政务一体化平台“4+2”类依申请事项812项。\n青溪县“4+2”类依申请事项811项,认领811项。"
    )
    assert [claim.name for claim in claims[:2]] == ["“4+2”类依申请事项"] * 2
    assert claims[2].name != claims[1].name


def test_bare_names_take_what_their_sentence_spoke_of() -> None:
    claims = claims_of("信箱受理来信10件,办结9件。热线接到来电80件,办结79件。")
    assert len({claim.name for claim in claims}) == 4


def test_a_number_whose_clause_names_nothing_takes_the_clause_before() -> None:
    (claim,) = claims_of("比上年多收入12万元,增加31.39%。")
    assert claim.name == "比上年多收入12万元·增加"


def test_a_change_from_one_value_to_another_is_two_claims() -> None:
    claims = claims_of("平均办理时限由15天压缩至3天。森林覆盖率从65%提高到68.5%。")
    assert [(claim.name, claim.value) for claim in claims] == [
        ("平均办理时限", 15),
        ("平均办理时限·压缩", 3),
        ("森林覆盖率", 65),
        ("森林覆盖率·提高", Decimal("68.5")),
    ]


def test_goals_are_told_from_achievements() -> None:
    goal, done = claims_of("2018年6月底前,上线率将达到70%。已经上线服务40项。")
    assert goal.is_target
    assert not done.is_target


def _target_table() -> tuple[Document, list[Cell]]:
    rows = [("指标名称", "绩效目标"), ("培训人数", "≥2000人"), ("培训效果", "明显"), ("采购成本", "12万元")]
    text, cells = "", []
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            cells.append(Cell(value, len(text), len(text) + len(value), r, c))
            text += value + "\t"
    block = Block("table", 0, len(text), text, grid=Grid(len(rows), 2, tuple(cells)))
    return Document(text, (block,), "test", "text"), cells


def test_rows_of_a_table_of_targets_are_claims() -> None:
    document, _ = _target_table()
    (claim,) = find_claims(document, [Evaluation("project", 0, len(document.text))])
    assert (claim.name, claim.comparator, claim.value, claim.unit, claim.is_target) == (
        "培训人数",
        ">=",
        Decimal(2000),
        "人",
        True,
    )


def test_rows_that_an_evaluation_scores_are_not_claimed_again() -> None:
    document, cells = _target_table()
    score = Score(3, Evidence(cells[2].start, cells[2].end, cells[2].text, "test"))
    assert find_claims(document, [Evaluation("project", 0, len(document.text), scores=(score,))]) == ()


@given(st.text(alphabet="0123456789.,，、。;()（）“”《》%‰人件个项万余多第年月日办结率占比其中受理\n", max_size=120))
def test_any_text_gives_claims_whose_evidence_is_in_it(text: str) -> None:
    for claim in claims_of(text):
        assert text[claim.evidence.start : claim.evidence.end] == claim.evidence.quote
        assert claim.name
        assert (claim.numerator is None) == (claim.denominator is None)


def test_time_grows_with_length_only() -> None:
    sentence = "受理来信108件,办结104件,办结率96.42%,"
    assert len(claims_of(sentence * 400)) == 1200


@pytest.mark.skipif(not (SHARED / "gold" / "seeds.jsonl").exists(), reason="the seed documents are not at hand")
def test_seeds_reach_the_promised_precision_and_recall() -> None:
    found = missed = extra = 0
    for line in (SHARED / "gold" / "seeds.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        document = read((SHARED / "seeds" / f"{gold['id']}.txt").read_bytes())
        claims = find_claims(document, [Evaluation("project", 0, len(document.text))])
        said = {
            (c.comparator.replace("=", "", c.comparator == "=") + f"{c.value.normalize():f}", c.unit) for c in claims
        }
        true = {(str(c["value"]), c.get("unit")) for c in gold["claims"]}
        found, missed, extra = found + len(said & true), missed + len(true - said), extra + len(said - true)
    assert found / (found + extra) >= 0.9
    assert found / (found + missed) >= 0.8
