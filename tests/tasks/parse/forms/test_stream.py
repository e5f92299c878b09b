"""The tokens of a form's text."""

from __future__ import annotations

import pytest

from tasks.parse.forms.stream import Token, tokens
from tasks.parse.readers import read


@pytest.mark.parametrize(
    ("text", "counts"),
    [("30人", True), ("7岁以下儿童健康管理率", False), (f"{'9' * 70}人", False), ("每月巡查2次。", False)],
)
def test_a_number_with_a_short_unit_counts_and_a_page_of_digits_does_not(text: str, counts: bool) -> None:
    assert Token(text, 0, len(text), 0, 0).counts is counts


def test_a_cell_that_broke_behind_a_quotation_is_one() -> None:
    text = "预算配置(10分)\n在职人员控制率(5分)\n5\n“三公经费”\n变动率(5分)\n4\n"
    assert [token.text for token in tokens(read(text.encode(), name="form.txt"))] == [
        "预算配置(10分)",
        "在职人员控制率(5分)",
        "5",
        "“三公经费”\n变动率(5分)",
        "4",
    ]
