"""Points of scored lines, and weights that stand only in a label: 在职人员控制率（5分）."""

from __future__ import annotations

import re
from decimal import Decimal

from tasks.parse.numbers.folding import fold
from tasks.parse.numbers.numerals import number_value

_NUMBER = r"\d{1,5}(?:\.\d{1,6})?"
_POINTS = re.compile(
    rf"(?P<points>[-+]?{_NUMBER})\s*分?\s*"
    rf"(?:/\s*{_NUMBER}\s*分?|\(\s*(?:满分|总分|权重|分值)\s*:?\s*(?:{_NUMBER}\s*分?)?\s*\))?"
)
_WEIGHT = re.compile(
    rf"[(\[【]\s*(?:满分|共|计|分值|权重|权数|标准分)?\s*[:为]?\s*(?P<weight>{_NUMBER})\s*分(?P<rest>[^)\]】]*)[)\]】]"
)


def parse_points(text: str) -> Decimal | None:
    """The points of a cell: 8, 8分, 92.50, 8.5/10 (8.5 of 10), 100(满分); None if it is blank or wordy."""
    match = _POINTS.fullmatch(fold(text).strip())
    return Decimal(match["points"]) if match else None


def weight_in_label(text: str) -> Decimal | None:
    """The points that a label gives in brackets: 产出指标(50分) gives 50; None if it gives none."""
    match = _WEIGHT.search(fold(text))
    return number_value(match["weight"]) if match else None
