"""Score tables in which every level has points of its own, and those printed column by column."""

from __future__ import annotations

from tasks.parse.facts import Score
from tasks.parse.forms import read_forms
from tasks.parse.readers import read


def _scores(text: str) -> tuple[Score, ...]:
    (form,) = read_forms(read(text.encode(), name="form.txt"))
    return form.evaluation.scores


def _leaves(text: str) -> list[Score]:
    return [score for score in _scores(text) if score.indicator_2 is not None and score.is_leaf]


def test_rows_of_a_tree_are_those_whose_weights_make_their_levels() -> None:
    text = (
        "项目名称:渔港疏浚 项目单位:青浦镇政府\n二级指标分值 三级指标 分值 得分项目目标 4 目标内容 4 4"
        "决策依据 3 3决策过程 8决策程序 5 5项目决策 12分配办法 2 2资金分配 8分配结果 6 5"
        "项目管理 13\n\n2、到位率 3 3资金到位 5到位时效 2 2"
    )
    assert [(s.indicator_1, s.indicator_2, s.indicator_3, s.max_points, s.points) for s in _leaves(text)] == [
        ("项目决策", "项目目标", "目标内容", 4, 4),
        ("项目决策", "决策过程", "决策依据", 3, 3),
        ("项目决策", "决策过程", "决策程序", 5, 5),
        ("项目管理", "资金分配", "分配办法", 2, 2),
        ("项目管理", "资金分配", "分配结果", 6, 5),
        ("项目管理", "资金到位", "到位率", 3, 3),
        ("项目管理", "资金到位", "到位时效", 2, 2),
    ]


def test_rows_of_a_level_that_lost_some_of_them_are_those_up_to_the_next() -> None:
    text = (
        "项目名称:渔港疏浚\n一级指标\n分值\n二级指标\n分值\n三级指标\n分值\n得分\n项目决策\n7\n项目目标\n7\n目标内容\n4\n4\n"
        "决策依据\n3\n3\n项目管理\n25\n资金到位\n5\n到位率\n3\n3\n到位时效\n2\n2\n项目绩效\n55\n项目产出\n15\n"
        "产出数量\n5\n5\n产出质量\n4\n4\n项目效益\n40\n"
    )
    assert ("项目绩效", "项目效益", 40) in [(s.indicator_1, s.indicator_2, s.max_points) for s in _scores(text)]
    assert [(s.indicator_1, s.indicator_2, s.indicator_3) for s in _leaves(text)][2:] == [
        ("项目管理", "资金到位", "到位率"),
        ("项目管理", "资金到位", "到位时效"),
        ("项目绩效", "项目产出", "产出数量"),
        ("项目绩效", "项目产出", "产出质量"),
    ]


def test_a_score_table_that_was_printed_column_by_column() -> None:
    text = (
        "项目名称:渔港疏浚 一级指标 分值 二级指标 项目目标 分值 12 "
        "三级指标 目标内容 决策依据 到位率 分值 4 3 5 得分 4 2{} 项目决策 20"
    )
    (form,) = read_forms(read(text.format(" 5").encode(), name="form.txt"))
    assert [(s.indicator_3, s.max_points, s.points) for s in form.evaluation.scores] == [
        ("目标内容", 4, 4),
        ("决策依据", 3, 2),
        ("到位率", 5, 5),
    ]
    # With one number less nobody knows whose points they are.
    assert not any(f.evaluation.scores for f in read_forms(read(text.format("").encode(), name="form.txt")))
