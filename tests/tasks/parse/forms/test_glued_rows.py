"""Rows of indicators whose cells ran together: name, target, result, weight and points in the order of the heads."""

from __future__ import annotations

import pytest

from tasks.parse.forms import read_forms
from tasks.parse.forms.glued_rows import cut_lines
from tasks.parse.forms.labels import Field
from tests.tasks.parse.forms.making import lines

NAME, TARGET, ACTUAL, WEIGHT, POINTS, REASON = (
    Field.LEVEL_3,
    Field.TARGET,
    Field.ACTUAL,
    Field.WEIGHT,
    Field.POINTS,
    Field.REASON,
)


def cells(text: str, columns: tuple[Field, ...], breaks: tuple[int, ...] = ()) -> list[str]:
    rows = cut_lines(text, columns, breaks)
    return ["|".join(text[slice(*row[field])] for field in columns if field in row) for row in rows]


@pytest.mark.parametrize(
    ("text", "columns", "wanted"),
    [
        (
            "储备粮管理专户管理率100%100%储备粮变质比例00",
            (NAME, TARGET, ACTUAL, REASON),
            ["储备粮管理专户管理率|100%|100%", "储备粮变质比例|0|0"],
        ),
        (
            "3000吨稻谷、500吨成品粮到位率100%100%库存数量真实率100%98%盘点有差",
            (NAME, TARGET, ACTUAL, REASON),
            ["3000吨稻谷、500吨成品粮到位率|100%|100%", "库存数量真实率|100%|98%|盘点有差"],
        ),
        (
            "免费发放良种850万粒50万粒8企业自购良种820万粒20万粒8",
            (NAME, WEIGHT, TARGET, ACTUAL, POINTS, REASON),
            ["免费发放良种|8|50万粒|50万粒|8", "企业自购良种|8|20万粒|20万粒|8"],
        ),
        ("补贴渔船数6620", (NAME, TARGET, ACTUAL, POINTS), ["补贴渔船数|6|6|20"]),
        (
            "贷款发放额增长率≥10%115.25%20%20",
            (NAME, TARGET, ACTUAL, WEIGHT, POINTS),
            ["贷款发放额增长率|≥10%|115.25%|20|20"],
        ),
        ("成本控制不超过预算不超过预算10", (NAME, TARGET, ACTUAL, POINTS), ["成本控制|不超过预算|不超过预算|10"]),
        ("接待观众人数=30000人次开放天数=300天", (NAME, TARGET), ["接待观众人数|=30000人次", "开放天数|=300天"]),
        # 2|46|0, 24|6|0 and 2|4|60 are as good as each other.
        ("参会人数2460", (NAME, TARGET, ACTUAL, POINTS), []),
    ],
)
def test_rows(text: str, columns: tuple[Field, ...], wanted: list[str]) -> None:
    assert cells(text, columns) == wanted


def test_lines_that_end_are_rows_that_end() -> None:
    text = "学生家长满意度≥90%学校满意度≥90%"
    assert cells(text, (NAME, TARGET), (10,)) == ["学生家长满意度|≥90%", "学校满意度|≥90%"]


def test_heads_of_another_part_stand_before_those_of_the_rows() -> None:
    evaluation = read_forms(
        lines(
            "专项名称惠农贷款贴息资金情况(万元)年度总体目标完成情况绩效目标完成情况一级指标二级指标三级指标指标值完成值权重得分"
            "产出指标数量指标贷款发放额增长率≥10%11.25%20%20质量指标资金足额拨付率100%100%10%10"
            "效益指标生态效益指标1受益面积≥80亩≥80亩10%10得分合计40。"
        )
    )[0].evaluation
    found = [(s.indicator_2, s.indicator_3, s.target, s.actual, s.max_points, s.points) for s in evaluation.scores]
    assert found == [
        ("数量指标", "贷款发放额增长率", "≥10%", "11.25%", 20, 20),
        ("质量指标", "资金足额拨付率", "100%", "100%", 10, 10),
        ("生态效益指标", "受益面积", "≥80亩", "≥80亩", 10, 10),
        (None, None, None, None, None, 40),
    ]
