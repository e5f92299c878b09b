"""The central self-evaluation form as a table, and what tests ask of a form that was read."""

from __future__ import annotations

from tasks.parse.document import Document
from tasks.parse.facts import Evaluation, Score
from tasks.parse.forms import EXECUTION_LAYOUT, Form

CENTRAL = [
    [("项目支出绩效自评表", 1, 10)] + [None] * 9,
    [("（2023年度）", 1, 10)] + [None] * 9,
    [("项目名称", 1, 3), None, None, ("云溪县乡村道路安全防护工程", 1, 7)] + [None] * 6,
    [
        ("主管部门", 1, 3),
        None,
        None,
        ("219-云溪县交通运输局", 1, 3),
        None,
        None,
        "实施单位",
        ("219001-云溪县公路养护中心", 1, 3),
        None,
        None,
    ],
    [
        ("项目资金（万元）", 5, 3),
        None,
        None,
        "",
        "年初预算数",
        "全年预算数（A）",
        "全年执行数（B）",
        "分值",
        "执行率（B/A）",
        "得分",
    ],
    [None, None, None, "年度资金总额：", "120.00", "100.00", "86.50", "10", "86.50%", "8.65"],
    [None, None, None, "其中：当年财政拨款", "90.00", "80.00", "66.50", "—", "83.13%", "—"],
    [None, None, None, "上年结转资金", "", "", "", "—", "", "—"],
    [None, None, None, "其他资金", "30.00", "20.00", "20.00", "—", "100%", "—"],
    ["年度总体目标", ("预期目标", 1, 5), None, None, None, None, ("实际完成情况", 1, 4), None, None, None],
    ["", ("改造县乡道路护栏12公里，投资120万元", 1, 5), None, None, None, None, ("完成11公里", 1, 4), None, None, None],
    [
        ("绩效指标", 6, 1),
        "一级指标",
        "二级指标",
        ("三级指标", 1, 2),
        None,
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
    ],
    [
        None,
        ("产出指标（50分）", 3, 1),
        ("数量指标", 2, 1),
        ("护栏里程", 1, 2),
        None,
        "≥12公里",
        "11公里",
        "20",
        "18.3",
        "雨季停工",
    ],
    [None, None, None, ("标志牌数量", 1, 2), None, "≥40块", "42块", "15", "15", ""],
    [None, None, "质量指标", ("验收合格率", 1, 2), None, "100%", "100%", "15", "15", ""],
    [
        None,
        ("效益指标（30分）", 1, 1),
        "社会效益指标",
        ("交通事故下降", 1, 2),
        None,
        "效果明显",
        "达成预期",
        "30",
        "30",
        "",
    ],
    [None, "满意度指标（10分）", "服务对象满意度指标", ("群众满意度", 1, 2), None, "≥90%", "93%", "10", "10", ""],
    [("总分", 1, 7), None, None, None, None, None, None, "100", "96.95", ""],
]


def indicators(evaluation: Evaluation) -> list[Score]:
    return [s for s in evaluation.scores if s.is_leaf and s.evidence.layout != EXECUTION_LAYOUT]


def values(evaluation: Evaluation) -> dict[tuple[str, str], str]:
    return {(fund.measure, fund.source): str(fund.amount_yuan) for fund in evaluation.funds}


def check_evidence(found: Document, forms: tuple[Form, ...]) -> None:
    for form in forms:
        evaluation = form.evaluation
        for item in (*evaluation.funds, *evaluation.scores):
            assert found.text[item.evidence.start : item.evidence.end] == item.evidence.quote
            assert item.evidence.quote
            assert form.start <= item.evidence.start <= item.evidence.end <= form.end
        for stated in (evaluation.name, evaluation.implementing_unit, evaluation.total_score, evaluation.grade):
            if stated is not None:
                assert found.text[stated.evidence.start : stated.evidence.end] == stated.evidence.quote
