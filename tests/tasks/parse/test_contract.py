from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

from tasks.parse.contract import to_contract
from tasks.parse.facts import Claim, Evaluation, Evidence, Facts, Fund, Score, Stated

HERE = Evidence(3, 12, "支出130.55万元", "prose")


def stated(value: object) -> Stated[object]:
    return Stated(value, str(value), HERE)


FUND = Fund("spent", "total", Decimal("1305500"), "130.55万元", "sentence", HERE, 2018)
LEAF = Score(
    3, HERE, "产出指标", "数量指标", "培训人数", "≥20", actual="21", max_points=Decimal("10.0"), points=Decimal("9.5")
)
FACTS = Facts(
    doc_type="project_report",
    title=stated("报告"),
    published_on=Stated(date(2019, 6, 21), "2019-06-21", HERE),
    evaluations=(
        Evaluation(
            kind="project",
            start=0,
            end=20,
            name=stated("运行经费"),
            fiscal_year=2018,
            execution_rate=Stated(Decimal("100.00"), "100.00%", HERE),
            total_score=Stated(Decimal("92.50"), "92.50", HERE),
            funds=(FUND,),
            scores=(Score(0, HERE, points=Decimal(92)), Score(1, HERE, "产出指标", is_leaf=False), LEAF),
        ),
    ),
    claims=(
        Claim("网上可办率", Decimal("86.73"), "%", "=", HERE),
        Claim("集中率", Decimal(80), "%", ">=", HERE),
    ),
)  # type: ignore[arg-type]


def test_the_contract_shape() -> None:
    printed = json.loads(json.dumps(to_contract("d.txt", FACTS)))
    assert {
        key: printed[key] for key in ("path", "doc_type", "title", "publisher", "published_on", "index_no", "doc_no")
    } == {
        "path": "d.txt",
        "doc_type": "project_report",
        "title": "报告",
        "publisher": None,
        "published_on": "2019-06-21",
        "index_no": None,
        "doc_no": None,
    }
    (project,) = printed["projects"]
    assert project["funds"] == [
        {
            "measure": "spent",
            "source": "total",
            "amount_yuan": "1305500.00",
            "fiscal_year": 2018,
            "evidence": {"quote": "支出130.55万元", "start": 3, "end": 12},
        }
    ]
    assert (project["execution_rate"], project["arrival_rate"], project["total_score"]) == (100, None, 92.5)
    assert project["indicators"] == [
        {
            "level1": "产出指标",
            "level2": "数量指标",
            "level3": "培训人数",
            "target": "≥20",
            "actual": "21",
            "max_points": 10,
            "points": 9.5,
        }
    ]


def test_claims_carry_their_comparator() -> None:
    claims = to_contract("d.txt", FACTS)["claims"]
    assert isinstance(claims, list)
    assert [claim["value"] for claim in claims if isinstance(claim, dict)] == [86.73, ">=80"]


def test_a_negative_paper_has_no_projects() -> None:
    printed = to_contract("n.txt", Facts(doc_type="negative"))
    assert printed["projects"] == []
    assert printed["claims"] == []
