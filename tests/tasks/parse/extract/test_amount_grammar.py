"""How an amount's measure and source follow from the grammar around it, whatever the verb and the words between."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tasks.parse.extract.narrative.funds import read_funds
from tasks.parse.extract.spans import Span

VERBS_BEHIND = {
    "received": "到位 下达 拨付 收到 到账 划拨 下拨 划转 转拨 汇入",
    "spent": "支出 支付 使用 执行 列支 发放 兑付 报账 报销",
}
FRAMES_BEHIND = (
    "项目资金360.5万元已{}。",
    "养护资金360.5万元,已全部{}。",
    "专项资金360.5万元已于2023年6月全额{}。",
    "养护补助资金360.5万元,目前已按规定{}完毕。",
    "360.5万元资金已及时足额{}到项目单位。",
)


def funds(text: str) -> str:
    """The funds of a text as words: measure, source and amount in 万元."""
    found = read_funds(text, [Span(0, len(text))])
    return "; ".join(f"{fund.measure} {fund.source} {(fund.amount_yuan / 10_000).normalize():f}" for fund in found)


@pytest.mark.parametrize("frame", FRAMES_BEHIND)
@pytest.mark.parametrize(("measure", "verb"), [(m, v) for m, verbs in VERBS_BEHIND.items() for v in verbs.split()])
def test_a_verb_behind_an_amount_says_what_became_of_it(measure: str, verb: str, frame: str) -> None:
    assert funds(frame.format(verb)) == f"{measure} total {Decimal('360.5')}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("下达资金80万元,已全部支付完毕。", "received total 80; spent total 80"),
        ("补助资金预算389万元足额到位。", "budget_adjusted total 389; received total 389"),
        ("专项资金80万元已拨付并使用完毕。", "received total 80; spent total 80"),
        ("将2.4亿元资金下拨用于清洁取暖。", ""),
        ("道路总投资19万元,通过统筹涉农资金据实拨付。", "planned total 19"),
        ("累计拨付资金40万元至施工单位。", "spent total 40"),
        ("中、省补助资金1749万元,全部在规定时限内及时下达拨付给主管部门。", "received total 1749"),
        ("预算安排资金80万元,工程款已全部支付。", "budget_adjusted total 80"),
        ("到位资金80万元,拨付率100%。", "received total 80"),
    ],
)
def test_words_behind_an_amount(text: str, expected: str) -> None:
    assert funds(text) == expected
