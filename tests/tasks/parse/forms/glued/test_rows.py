"""Rows of indicators whose cells ran together: name, target, result, weight and points in the order of the heads."""

from __future__ import annotations

import pytest

from tasks.parse.forms import read_forms
from tasks.parse.forms.glued.rows import cut_lines
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
        ("教育优质均衡发展情况稳步提高", (NAME, TARGET), ["教育优质均衡发展情况|稳步提高"]),
        # Character recognition made %= and 二 of ≥.
        ("工作完成及时率%=99百分比", (NAME, TARGET), ["工作完成及时率|%=99百分比"]),
        ("资金使用效率二100百分比", (NAME, TARGET), ["资金使用效率|二100百分比"]),
        # The weight of the whole block, and no points: not 5 of which 0.
        ("资助学生人数3018301850", (NAME, TARGET, ACTUAL, WEIGHT, POINTS), []),
        ("技能鉴定达标率98%98%", (NAME, TARGET, ACTUAL, WEIGHT, POINTS), []),
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


UNIT, SIGN, RATE, CORE = Field.TARGET_UNIT, Field.OPERATOR, Field.EXECUTION_RATE, Field.BAND


def test_rows_with_units_signs_coefficients_and_the_core() -> None:
    columns = (NAME, UNIT, SIGN, TARGET, ACTUAL, RATE, WEIGHT, POINTS, CORE)
    text = "人员控制率%定量指标100%92%100%22否结转结余率%2%0100%22是管理制度健全性高高100%33否"
    assert cells(text, columns) == [
        "人员控制率|%|定量指标|100%|92%|100%|2|2|否",
        "结转结余率|%|2%|0|100%|2|2|是",
        "管理制度健全性|高|高|100%|3|3|否",
    ]


def test_a_block_without_levels_that_breaks_off() -> None:
    made = lines(
        "部门整体绩效自评表主管部门青云区林业局年初预算数全年预算数全年执行数执行率\n"
        "绩效指标指标名称计量单位指标性质指标值指标权重(分)全年完成值指标得分(分)\n"
        "任务完成率%901010010森林抚育面积万亩2110110火灾受害率%0.910010公益林提"
    )
    (form,) = read_forms(made)
    assert [(s.indicator_3, s.target, s.actual, s.max_points, s.points) for s in form.evaluation.scores] == [
        ("任务完成率", "90", "100", 10, 10),
        ("森林抚育面积", "21", "1", 10, 10),
        ("火灾受害率", "0.9", "0", 10, 10),
    ]


def test_blanks_part_the_cells_of_a_block_without_levels() -> None:
    made = lines(
        "财政支出项目绩效自评表项目名称 绿地养护 主管部门 青云区园林局 项目年份 2017\n"
        "项目 类别 指标名称 目标值 权重 实际完成 值 "
        "自评分资金使用合规性 合规 2.8 好 2.8专款专用率 =100% 2.8 =100% 2.8\n"
        "项目绩效(80 分)投入目标(28 分)保洁 及时,整 洁 5.6 及时,整 洁 5.6"
        "养护面积 57万平方米全覆盖 5.6 好 5.6合计 100 99"
    )
    (form,) = read_forms(made)
    assert [(s.indicator_3, s.target, s.actual, str(s.points)) for s in form.evaluation.scores if s.indicator_3] == [
        ("资金使用合规性", "合规", "好", "2.8"),
        ("专款专用率", "=100%", "=100%", "2.8"),
        ("保洁", "及时,整洁", "及时,整洁", "5.6"),
        ("养护面积", "57万平方米全覆盖", "好", "5.6"),
    ]


def test_goals_of_rows_that_nobody_scored_but_their_first_levels() -> None:
    text = (
        "项目支出绩效自评表项目名称助学金项目主管部门某县教育局一级指标二级指标三级指标年度指标值实际完成值分值得分"
        "产出指标(50分)数量指标资助学生人数3018301850质量指标发放准确率98%98%效益指标(30分)社会效益指标帮扶常态化100%100%30"
        "绩效指标满意度指标学生满意"
    )
    (form,) = read_forms(lines(text))
    assert [(s.indicator_3, s.target, s.actual, s.max_points) for s in form.evaluation.scores if s.is_leaf] == [
        ("资助学生人数", "3018", "3018", 50),
        ("发放准确率", "98%", "98%", None),
        ("帮扶常态化", "100%", "100%", 30),
    ]
