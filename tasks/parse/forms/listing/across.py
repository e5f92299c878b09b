"""The heads of a whole body's money whose sources stand side by side: 收入合计 | 上年结转 | 公共财政拨款 | 其他收入."""

from __future__ import annotations

from tasks.parse.document import Document
from tasks.parse.forms.labels import SOURCES, Field, fold, label_of
from tasks.parse.forms.listing.heads import Leaf

_WHOLE = {"收入合计": Field.RECEIVED, "收入总计": Field.RECEIVED, "支出合计": Field.SPENT, "支出总计": Field.SPENT}
_HEAD = 600


def whole_of(text: str) -> Field | None:
    """What the head of the sum of all sources measures."""
    return _WHOLE.get(fold(text)[0]) if text.rstrip().endswith("计") else None


def is_evaluation(document: Document) -> bool:
    """Whether a paper begins as an evaluation does; settled accounts have such tables too."""
    head = document.text[:_HEAD]
    return "绩效" in head or "自评" in head


def leaf_of(text: str, measure: Field) -> Leaf:
    """The column under a head of such a table."""
    if fold(text)[0] in _WHOLE:
        return Leaf(measure)
    label = label_of(text)
    return Leaf(measure, label.field) if label is not None and label.field in SOURCES else Leaf(None)
