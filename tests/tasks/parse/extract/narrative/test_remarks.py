"""Problems and suggestions: under headings of their own, and where headings run on in their sentence."""

from __future__ import annotations

import pytest

from tasks.parse.extract.narrative.remarks import read_remarks
from tasks.parse.extract.spans import Span


def remarks(text: str) -> tuple[str | None, str | None]:
    problems, suggestions = read_remarks(text, [Span(0, len(text))])
    for found in (problems, suggestions):
        assert found is None or text[found.evidence.start : found.evidence.end] == found.evidence.quote
    return problems.value if problems else None, suggestions.value if suggestions else None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("五、存在的问题\n支付偏慢。\n六、建议\n加快支付。", ("支付偏慢。", "加快支付。")),
        ("四、绩效情况正常五、存在的问题暂无六、建议拨款及时七、其他暂无", ("暂无", "拨款及时")),
        ("三、效益明显四、存在问题及原因:支付偏慢五、其他无", ("支付偏慢", None)),
        ("四、绩效情况正常五、存在的问题", (None, None)),
        ("一是查找五、存在的问题较多的单位", (None, None)),
        ("四、存在的问题五、建议六、其他", (None, None)),
    ],
)
def test_headings_that_run_on_in_a_line(text: str, found: tuple[str | None, str | None]) -> None:
    assert remarks(text) == found
