"""Scores and grades that one sentence gives several projects."""

from __future__ import annotations

from tasks.parse.extract import extract
from tasks.parse.readers import read

TEXT = (
    "我局委托第三方对2019年禁毒工作专项经费、20座公厕改造建设经费、扶持企业科技基金3个项目进行重点评价,涉及资金7300万元。\n"
    "从评价结果看,禁毒工作专项、公厕改造建设、扶持企业科技基金评价得分别为93.4分、91分、81.5分,"
    "公厕改造建设项目绩效评价结果为优秀,扶持企业科技基金绩效评价结果良好,项目完成良好。\n"
)


def test_points_and_grades_go_to_the_projects_in_their_order() -> None:
    found = {
        one.name.value: (one.total_score and str(one.total_score.value), one.grade and one.grade.value)
        for one in extract(read(TEXT.encode(), name="page.txt")).evaluations
        if one.name
    }
    assert found == {
        "禁毒工作专项经费": ("93.4", None), "20座公厕改造建设经费": ("91", "优"), "扶持企业科技基金": ("81.5", "良"),
    }  # fmt: skip


def test_points_in_another_number_than_the_projects_are_of_none() -> None:
    text = TEXT.replace("、91分", "")
    assert all(one.total_score is None for one in extract(read(text.encode(), name="page.txt")).evaluations if one.name)
