"""Rows of indicators that running text tells."""

from __future__ import annotations

from decimal import Decimal

from tasks.parse.forms import read_forms
from tests.tasks.parse.forms.making import lines


def test_rows_whose_values_stand_behind_their_labels() -> None:
    text = (
        "二、绩效分析\n本项目自评得分98分,具体情况如下:\n(一) 产出指标\n1、数量指标\n"
        "1)制定标准数(项),目标值2,完成值2,分值6,得分6。\n2)培训人数(人),目标值300,完成值250,分值10,得分8。\n"
        "2、质量指标\n(二) 效益指标\n1、社会效益指标\n1)标准宣传(份),目标值30,完成值35,分值10,得分10。"
    )
    (form,) = read_forms(lines(text))
    assert [
        (s.indicator_1, s.indicator_2, s.indicator_3, s.target, s.actual, s.max_points, s.points)
        for s in form.evaluation.scores
    ] == [
        ("产出指标", "数量指标", "制定标准数", "2", "2", 6, 6),
        ("产出指标", "数量指标", "培训人数", "300", "250", 10, 8),
        ("效益指标", "社会效益指标", "标准宣传", "30", "35", 10, 10),
    ]


def test_rows_whose_weight_repeats_the_points_of_their_name() -> None:
    text = (
        "二、绩效情况 评价指标 分值 得分 一级 二级 前期工作 1.项目库建设( 1 分) 1 1 2.可行性研究( 2分) 2 1.5 "
        "组织 3.制度建设( 6 分) 6 5 综合得分 7.5"
    )
    (form,) = read_forms(lines(text))
    assert [(s.indicator_1, s.indicator_3, s.max_points, s.points) for s in form.evaluation.scores] == [
        ("前期工作", "项目库建设", 1, 1),
        ("前期工作", "可行性研究", 2, Decimal("1.5")),
        ("组织", "制度建设", 6, 5),
    ]


def test_standards_with_points_in_brackets_are_no_rows() -> None:
    text = "评分标准: 1.制度健全(2分) 2 1 2.程序合规(3分) 2 2 3.资料完整(1分) 1 1"
    assert not read_forms(lines(text))
