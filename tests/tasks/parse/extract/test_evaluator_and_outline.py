"""Who evaluated, and whose printed outline a report follows."""

from __future__ import annotations

import pytest

from tasks.parse.extract.evaluator import read_evaluator
from tasks.parse.extract.spans import Span
from tasks.parse.extract.template import report_template


@pytest.mark.parametrize(
    ("title", "text", "evaluator"),
    [
        ("2022年度防汛经费绩效自评报告", "我公司接受委托,协助完成绩效自评工作。", "unit_self"),
        ("防汛经费绩效评价报告", "受青禾县财政局委托,青禾会计师事务所对该项目进行评价。", "third_party"),
        ("防汛经费绩效评价报告", "委托单位:青禾县财政局\n评价机构:青禾管理咨询有限公司", "third_party"),
        ("防汛经费重点绩效评价结果", "县财政局委托第三方机构对我单位负责的项目开展了评价。", "third_party"),
        ("防汛经费财政绩效评价报告", "在单位自评的基础上,评价组赴现场核查。", "fiscal"),
        ("防汛经费绩效评价报告", "县财政局组成了绩效评价工作组,依据单位自评报告开展绩效评价。", "fiscal"),
        ("防汛经费绩效评价报告", "部门评价小组对该项目进行了核查。", "department"),
        ("", "我局对该项目进行了自评。", "unit_self"),
        ("防汛经费绩效报告", "项目执行良好。", "unit_self"),
        ("防汛经费绩效报告", "根据《财政部关于委托第三方机构开展评价的通知》执行。", "unit_self"),
    ],
)
def test_the_evaluator_is_told_by_the_title_first(title: str, text: str, evaluator: str) -> None:
    assert read_evaluator(f"{title}\n{text}", title) == evaluator


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("三、绩效分析\n(一)通用指标\n(二)专用指标\n四、评价结论", "SC-RPT"),
        ("二、项目绩效自评工作开展情况\n三、项目绩效实现情况\n六、结果公开情况和应用打算", "YN-2019+"),
        ("部门(单位)名称:某局\n评价方式:自评\n评价机构:评价组\n报告日期:2019年", "HN"),
        ("一、项目概况\n二、评价结论", None),
    ],
)
def test_an_outline_is_known_by_its_own_headings(text: str, family: str | None) -> None:
    assert report_template(text, Span(0, len(text))) == family
