"""Which printed outline a report follows: the family's id of `docs`, by headings that only that family prints."""

from __future__ import annotations

import re
from functools import lru_cache

from tasks.parse.extract.spans import Span, narrow

_FAMILIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    # Sichuan's reports measure 通用, 专用 and 个性 indicators one after the other.
    ("SC-RPT", (r"通用指标", r"专用指标|个性指标", r"评价结论")),
    # Yunnan's end with what becomes of the result (结果公开情况和应用打算).
    ("YN-2019+", (r"绩效自评工作(?:开展)?情况", r"绩效实现情况|绩效自评结果", r"结果公开情况和应用")),
    # Hunan's finance bureaus print the cover of department reports.
    ("HN", (r"部门\(单位\)(?:基本)?(?:概况|名称)|部门整体支出", r"评价方式\s*:", r"评价机构\s*:", r"报告日期\s*:")),
)


@lru_cache(maxsize=4)
def report_template(text: str, span: Span) -> str | None:
    """The family whose headings all stand in a part, or None where its words do not tell."""
    part = narrow(text)[span.start : span.end]
    return next(
        (family for family, signs in _FAMILIES if all(re.search(sign, part) for sign in signs)),
        None,
    )
