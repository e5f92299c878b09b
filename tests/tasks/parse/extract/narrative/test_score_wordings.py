"""The ways in which reports word scores, grades and rates: each sentence with what it states of them."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from tasks.parse.extract.narrative.rates import read_rates
from tasks.parse.extract.narrative.scores import read_grade, read_total_score
from tasks.parse.extract.spans import Span

# Text, total score, grade, rate of execution, rate of arrival.
WORDINGS = [
    ("经评价小组综合评议,该项目综合评分96.5分,评价等级为优。", "96.5", "优", None, None),
    ("项目评价得分为92分,等级为优。", "92", "优", None, None),
    ("自评总分98分。", "98", None, None, None),
    ("部门整体支出绩效评价结果:评为“优”的8个,评为“良”的2个。", None, None, None, None),
    ("2022年我镇整体支出绩效评价自评得分为九十五分。", "95", None, None, None),
    ("该项目评价得分九十二点五分,等级为优。", "92.5", "优", None, None),
    ("评价总分为100分,实得96分。", "96", None, None, None),
    ("项目自评结果为优,得分95.6。", "95.6", "优", None, None),
    ("自评总分98,评定等级:良。", "98", "良", None, None),
    ("该项目得98.5分(满分100分),评定为优秀等次。", "98.5", "优", None, None),
    ("本次自评得分:99.5分。", "99.5", None, None, None),
    ("绩效自评得分96.8分(其中产出指标50分,效益指标27分),绩效等级为“优”。", "96.8", "优", None, None),
    ("根据评分结果,90分以上为优,80-89分为良,60-79分为中,60分以下为差。", None, None, None, None),
    ("综合得分在90(含)-100分为优、80(含)-90分为良。", None, None, None, None),
    ("自评得分100分,自评结果为“优秀”。", "100", "优", None, None),
    ("评价组对该项目进行综合评价,得分86.3分,评价结果为良好。", "86.3", "良", None, None),
    ("整体绩效评分为95.2分,绩效级别为优。", "95.2", "优", None, None),
    ("经自评,我单位2022年度部门整体支出绩效自评综合得分93分,属于“优秀”等级。", "93", "优", None, None),
    ("项目自评分数为97分。", "97", None, None, None),
    ("评价分100分,自评等级为优秀。", "100", "优", None, None),
    ("最终评分结果:总得分为89.25分,绩效评级为“良”。", "89.25", "良", None, None),
    ("本项目总分100分,实际得分94分。", "94", None, None, None),
    ("预算执行率得分9.8分,产出指标得分49分,总分98.8分。", "98.8", None, None, None),
    ("项目决策得18分,项目管理得24分,项目绩效得52分,总分94分,评价等次为优。", "94", "优", None, None),
    ("该项目绩效评价总体得分95分。", "95", None, None, None),
    ("评价得分90.5,评价等级为优。", "90.5", "优", None, None),
    ("满意度得分95分。", None, None, None, None),
    ("2021年得分88分,2022年自评得分92分。", "92", None, None, None),
    ("资金到位率100%,预算执行率98.35%,群众满意度95%,验收合格率100%。", None, None, "98.35", "100"),
    ("资金到位及时率100%。", None, None, None, None),
    ("资金支付率为87.6%。", None, None, "87.6", None),
    ("截至12月底,支出进度为76.54%。", None, None, "76.54", None),
    ("预算完成率达到99.2%。", None, None, "99.2", None),
    ("预算资金执行率达100%。", None, None, "100", None),
    ("财政资金到位率为100%,资金使用率96%。", None, None, "96", "100"),
    ("全年预算数100万元,执行数96万元,完成预算的96%。", None, None, "96", None),
    ("项目支出占全年预算的97.5%。", None, None, "97.5", None),
    ("公用经费控制率95%,三公经费变动率-12%。", None, None, None, None),
    ("政府采购执行率100%。", None, None, None, None),
    ("预算执行率≥95%,实际完成98%。", None, None, None, None),
    ("任务完成率100%,比上年增长12.5%。", None, None, None, None),
    ("预算执行率(B/A)=480/500×100%=96%。", None, None, "96", None),
    ("执行率为 85 %。", None, None, "85", None),
    ("资金执行率100.00%,", None, None, "100", None),
    ("到位资金占预算的100%。", None, None, None, None),
    ("经综合评定,等次为“良好”。", None, "良", None, None),
    ("评价结论:优。", None, "优", None, None),
    ("该项目被评为优秀案例。", None, None, None, None),
    ("各项工作完成情况良好。", None, None, None, None),
    ("绩效自评等次均为优秀。", None, "优", None, None),
    ("自评结论为“优秀”。", None, "优", None, None),
    ("按照评分标准,我局自评98分。", "98", None, None, None),
    ("绩效评价结果等级为:优(93.6分)。", "93.6", "优", None, None),
    ("评价得分:87.16分  评价等级:良", "87.16", "良", None, None),
    ("最终得分88分,评价级别为“良”。", "88", "良", None, None),
    ("(一)评价结论。通过评价,项目综合得分 91.00 分,综合绩效等级为“优”。", "91", "优", None, None),
    ("扣1分,得9分。", None, None, None, None),
    ("一、投入(14分)自评得14分。二、过程(43分)自评得42分。", None, None, None, None),
    ("该项分值10分,自评得分8分。", None, None, None, None),
    ("数量指标(20分),自评得分20分。", None, None, None, None),
    ("1.数量指标(自评得分20分):完成新建公厕50座。", None, None, None, None),
    ("绩效目标自评综合评价得分为97.5分,自评结论为优。", "97.5", "优", None, None),
    ("决策得分18分,过程得分20分,产出得分38分,效益得分18分,合计98分。", None, None, None, None),
    ("预算执行率(95.2%)。", None, None, "95.2", None),
    ("评定结果得分为90.15分,评定等次为“优”。", "90.15", "优", None, None),
    ("投入目标:市级财政资金到位率100%,财政资金使用率100%。", None, None, None, None),
    ("为实现年度目标,我局执行资金86万元,执行率87.43%。", None, None, "87.43", None),
    ("下达资金78万元,其中:中央资金41万元,省级资金37万元,已100%足额到位。", None, None, None, "100"),
    ("资金已全部落实。资金到位率及时率100%,确保项目实施。物资100%到位。", None, None, None, "100"),
    ("防汛物资100%到位。", None, None, None, None),
]


@pytest.mark.parametrize(("text", "score", "grade", "execution", "arrival"), WORDINGS)
def test_a_sentence_states_these_and_no_others(
    text: str, score: str | None, grade: str | None, execution: str | None, arrival: str | None
) -> None:
    whole = [Span(0, len(text))]
    total, level = read_total_score(text, whole), read_grade(text, whole)
    rates = read_rates(text, whole)
    assert (total.value if total else None) == (Decimal(score) if score else None)
    assert (level.value if level else None) == grade
    assert [rate.value if rate else None for rate in rates] == [
        Decimal(value) if value else None for value in (execution, arrival)
    ]


def test_long_runs_of_blanks_end_soon() -> None:
    blanks = " " * 2000
    text = f"自评结果{blanks}为{blanks}95分{blanks}," * 3
    started = time.process_time()
    read_grade(text, [Span(0, len(text))])
    read_total_score(text, [Span(0, len(text))])
    assert time.process_time() - started < 5
