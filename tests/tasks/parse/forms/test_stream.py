"""The tokens of a form's text."""

from __future__ import annotations

import pytest

from tasks.parse.forms.stream import Token


@pytest.mark.parametrize(
    ("text", "counts"),
    [("30人", True), ("7岁以下儿童健康管理率", False), (f"{'9' * 70}人", False), ("每月巡查2次。", False)],
)
def test_a_number_with_a_short_unit_counts_and_a_page_of_digits_does_not(text: str, counts: bool) -> None:
    assert Token(text, 0, len(text), 0, 0).counts is counts
