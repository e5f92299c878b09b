"""Labels of money that stand in no list: they are understood by the words that they are made of."""

from __future__ import annotations

import pytest

from tasks.parse.forms.labels import Field, label_of


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("本年度申请市财政预算资金(万元)", Field.PLANNED),
        ("下达中央预算内投资(万元)", Field.RECEIVED),
        ("项目预算金额(万元)", Field.BUDGET_ADJUSTED),
        ("项目总预算", Field.PLANNED),
        ("当年年度预算", Field.BUDGET_ADJUSTED),
        ("资金额度", Field.BUDGET_ADJUSTED),
        ("累计支出金额", Field.SPENT),
        ("其中:当年市级财政资金", Field.CITY),
        ("截至7月底执行数", Field.SPENT),
        ("1—7月执行率(B/A)", Field.EXECUTION_RATE),
        ("全年预计执行数(C)", Field.OTHER_COLUMN),
        ("半年度指标执行情况", Field.ACTUAL),
    ],
)
def test_a_label_is_read_by_its_words(text: str, field: Field) -> None:
    label = label_of(text)
    assert label is not None
    assert label.field is field


@pytest.mark.parametrize("text", ["专项资金", "上年结转资金数", "完成投资", "单位总数", "年度预算申请(万元)年初"])
def test_words_that_do_not_say_what_was_done_name_no_money(text: str) -> None:
    assert label_of(text) is None
