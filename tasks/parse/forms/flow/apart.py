"""Names that stand apart from their labels: PDFs print labels first and values behind, or a value before its label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from tasks.parse.document import Cell
from tasks.parse.forms.flow.state import Flow
from tasks.parse.forms.labels import INFO, Field
from tasks.parse.forms.stream import Token
from tasks.parse.forms.titles import is_title

_BODIES = (Field.DEPARTMENT, Field.UNIT)
_BODY = re.compile(
    r"[一-龥()（）]{2,30}(?:局|厅|委|办|院|中心|政府|会|学|校|站|所|队|馆|部|处|公司|园|街道|办公室|[镇乡])"
)
# What stands between labels and belongs to neither: 2020 年 05 月 08 日, 单位:万元.
_NOISE = re.compile(r"[\d\s.年月日]*|单位\s*[:：]\s*\S{0,2}元")
_WORDS = re.compile(r"[一-龥“”\w()（）、,，—–-]*[一-龥]{2}[一-龥“”\w()（）、,，—–-]*")
_KIND_OF_PROJECT = re.compile(r"项目(?:属性|类型|类别|性质)")
_NAMED_SO = re.compile(r"[一-龥]{2}(?:项目|工程|经费|资金|专项)$")
_ENDS_A_NAME = re.compile(r"\S*[一-龥](?:项目|工程|资金|经费|专项|补助|补贴|费)")
_LONGEST = 60
_SIGHT = 60
_MOST_LABELS = 4
_MOST_WORDS = 4


def named_apart(flow: Flow, at: int) -> dict[Field, Cell]:
    """What the labels from a place on name, where none has its value behind it; empty where that is in doubt."""
    label = flow.tokens[at]
    found = _labels_first(flow, at) if label.field is Field.NAME else {}
    if label.field in (Field.NAME, *_BODIES) and label.field not in found:
        value = _before(flow, at) or (_above_its_kind(flow, at) if found else [])
        if value and label.field is not None:
            found[label.field] = flow.cell(value)
    return found


def wrapped(flow: Flow, at: int, values: Sequence[Token], label: Field | None) -> list[Token]:
    """A name or a body with its end that a narrow cell broke off into the next line, above the next label."""
    rest = flow.tokens[at + len(values) : at + len(values) + 2] if values else []
    ends = _ENDS_A_NAME if label is Field.NAME else _BODY if label in _BODIES else None
    if ends is None or len(rest) < 2 or rest[0].label or not rest[1].label or rest[0].line - values[-1].line != 1:
        return list(values)
    first = "".join(value.text for value in values)
    whole = first + rest[0].text
    broken = len(rest[0].text) <= len(first) <= len(whole) <= _LONGEST and not ends.fullmatch(first)
    return [*values, rest[0]] if broken and ends.fullmatch(whole) else list(values)


def _labels_first(flow: Flow, at: int) -> dict[Field, Cell]:
    """项目名称 项目主管部门 甲县工会专项业务 甲县总工会: as many names behind as labels before, each of its kind."""
    labels: list[Field] = []
    values: list[Token] = []
    for token in flow.tokens[at : at + 4 * _MOST_LABELS]:
        field = token.field
        if field is not None and field in INFO and not values:
            labels += [field] if field in (Field.NAME, *_BODIES) else []
        elif _NOISE.fullmatch(token.text) or (token.is_number and not values):
            continue
        elif token.label or not _WORDS.fullmatch(token.text):
            break
        else:
            values.append(token)
    if len(labels) < 2 or len(set(labels)) != len(labels) or len(values) not in (len(labels), len(labels) - 1):
        return {}
    # The project's name may stand elsewhere yet.
    kinds = labels if len(values) == len(labels) else labels[1:]
    fits = all((_BODY.fullmatch(v.text) is not None) is (k in _BODIES) for k, v in zip(kinds, values, strict=True))
    return {kind: flow.cell([value]) for kind, value in zip(kinds, values, strict=True)} if fits else {}


def _before(flow: Flow, at: int) -> list[Token]:
    """The words before a label: of a name those behind the form's title, of a body those behind no other label."""
    label = flow.tokens[at]
    earlier = flow.tokens[max(0, at - _MOST_WORDS - 1) : at]
    words = list(
        takewhile(
            lambda t: not t.label and t.piece == label.piece and _WORDS.fullmatch(t.text) and not is_title(t.text),
            reversed(earlier),
        )
    )[::-1]
    if not words or len(words) > _MOST_WORDS or len(words) == len(earlier):
        return []
    opens = earlier[-len(words) - 1]
    text = "".join(word.text for word in words)
    if len(text) > _LONGEST:
        return []
    if label.field is Field.NAME:
        return words if opens.field is Field.YEAR or is_title(opens.text) else []
    return words if opens.field not in INFO and _BODY.fullmatch(text) else []


def _above_its_kind(flow: Flow, at: int) -> list[Token]:
    """A project's name where it lost its label, right before the label of the row that all forms print next."""
    for word, label in pairwise(flow.tokens[at : at + _SIGHT]):
        if label.field is Field.OTHER and _KIND_OF_PROJECT.fullmatch(label.text):
            return [word] if not word.label and _NAMED_SO.search(word.text) else []
    return []
