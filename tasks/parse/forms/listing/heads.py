"""What the heads of a list of projects mean: by the labels of forms, and by how such heads are made."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.parse.forms.draft import Unit
from tasks.parse.forms.labels import MEASURES, RATES, SOURCES, Field, Label, fold, label_of, measure_named
from tasks.parse.forms.units import unit_of
from tasks.parse.record import record

SCORES = frozenset({Field.POINTS, Field.TOTAL_SCORE})
FIGURES = MEASURES | RATES | SCORES
_EVALUATED = SCORES | RATES | {Field.GRADE}
_LONGEST_HEAD = 16
# Heads of lists whose meaning is not asked for: 债券性质, 所属领域, 截至年底已发债券规模.
_UNKNOWN_HEAD = re.compile(
    r"[^\d\s。,，;；]{0,4}(?:\d{4}年)?[^\d。,，;；]{1,16}"
    r"(?:性质|规模|类型|类别|方式|来源|领域|科目|地区|区域|地点|时间|年度|内容|情况|单位|部门|科室|处室|代码|编码|比例|级次)"
)
# What a list calls its columns, beyond the labels of forms: each office puts the words together in its own way.
_HEADS = (
    (Field.TOTAL_SCORE, re.compile(r"(?:绩效|评价|自评|综合|最终|复核|考核)*(?:得分|分数|评分|总分)")),
    (Field.GRADE, re.compile(r"(?:绩效|评价|自评|综合|评定|考核|复核)*(?:等级|等次|档次|级别|结果|结论)")),
)
# A head that names a unit of money is a column of money, and its one verb says which.
_OF_MONEY = re.compile(r"预算|安排|资金|经费|金额|额度|补助|资助|投入|款")
_NAMES = re.compile(
    r"(?:重点|绩效|评价|自评|被评价?|项目|政策|专项|资金|债券|预算|支出|单位|部门|财政|[和与及或、/])*(?:项目|名称|对象|政策)"
)
# 项目 and 名称 alone head the tables of settled accounts as well.
_ANY_NAME = frozenset({"项目", "名称", "支出项目", "预算项目", "单位项目", "项目支出"})


_ASIDE = re.compile(r"\s*[(（][^()（）]{1,30}[)）]$")
_ORDINAL_HEAD = re.compile(r"序\s*号|编\s*号")


@record
class Leaf:
    """A column of a list: what it holds (None where nobody knows), whose money, and its head's unit and brackets."""

    field: Field | None
    source: Field = Field.TOTAL
    unit: Unit | None = None
    aside: str = ""


def opens_list(text: str) -> bool:
    """Whether a text is the head of a column of ordinals."""
    return len(text) < _LONGEST_HEAD and _ORDINAL_HEAD.fullmatch(text) is not None


def guessed_head(text: str) -> Label | None:
    """What the head of a list's column means by its words, where no label of a form is so called."""
    core, aside = fold(text)
    if not 2 <= len(core) <= _LONGEST_HEAD:
        return None
    # 年末已发债券规模: lists of bonds are of nothing else, so that it is no source among others.
    field = next((field for field, words in _HEADS if words.fullmatch(core)), None)
    field = field or measure_named(core.replace("债券", ""))
    return Label(field, aside) if field is not None else None


def is_unknown_head(text: str) -> bool:
    """Whether a cell reads like the head of a column that no label names."""
    return bool(_UNKNOWN_HEAD.fullmatch(_ASIDE.sub("", text.strip())))


def head_of(text: str) -> Label | None:
    """What a cell names that is known to be the head of a list's column."""
    label = label_of(text)
    if label is not None and label.field is Field.TARGET_UNIT and fold(text)[0] == "单位":
        # Beside the project's name it is whose project that is, and beside a goal what that is counted in.
        return Label(Field.UNIT, label.aside)
    return label or guessed_head(text) or _head_of_money(text)


def _head_of_money(text: str) -> Label | None:
    core, aside = fold(text)
    label = Label(Field.BUDGET_ADJUSTED, aside)
    if not 2 <= len(core) <= _LONGEST_HEAD or unit_of(label, "column") is None:
        return None
    return label if _OF_MONEY.search(core) else None


def with_name(heads: Sequence[Label | None], texts: Sequence[str]) -> list[Label | None]:
    """The heads with that of the names, where no label says 项目名称 and the list evaluates what it lists."""
    heads = list(heads)
    fields = {head.field for head in heads if head is not None}
    if Field.NAME in fields or not fields & _EVALUATED:
        return heads
    named = [at for at, text in enumerate(texts) if heads[at] is None and _NAMES.fullmatch(fold(text)[0])]
    exact = [at for at in named if fold(texts[at])[0] not in _ANY_NAME] or named
    if len(exact) == 1:
        heads[exact[0]] = Label(Field.NAME, "")
        # 序号 | 单位 | 项目 | 评价等次: beside projects, who carries them out.
        bodies = [at for at, text in enumerate(texts) if fold(text)[0] == "单位"]
        if len(bodies) == 1 and Field.UNIT not in fields:
            heads[bodies[0]] = Label(Field.UNIT, "")
    return heads


def is_list(leaves: Sequence[Leaf]) -> bool:
    """Whether columns are those of a list: one of names, and one of figures at the least."""
    fields = [leaf.field for leaf in leaves]
    return fields.count(Field.NAME) == 1 and bool({*fields} & (FIGURES | {Field.GRADE}))


def leaves_of(top: Sequence[Label | None], below: Sequence[Label | None] = ()) -> list[Leaf]:
    """The columns under heads of one storey, or of two (资金额度 over 合计, 中央, 省级); none where in doubt."""
    if not below:
        return _with_sources(top)
    money = [label for label in below if label is not None and label.field in _PARTS | MEASURES | RATES]
    if list(below[: len(money)]) != money:
        return []
    measured = bool(money) and all(label.field in MEASURES | RATES for label in money)
    parents = [
        at
        for at, label in enumerate(top)
        if label is not None and (label.field is Field.SECTION_FUNDS or (not measured and label.field in MEASURES))
    ]
    groups = [money] if measured else _groups(money)
    if len(groups) != len(parents):
        return []
    rest = list(below[len(money) :])
    if rest and (not parents or parents[-1] + 1 >= len(top)):
        return []
    found: list[Leaf] = []
    for at, label in enumerate(top):
        if at in parents and label is not None:
            found += _under(label, groups[parents.index(at)])
        elif rest and at == len(top) - 1:
            found += _with_sources(rest)
        else:
            found += _with_sources([label])
    return found


_PARTS = SOURCES | {Field.SUM}


def _groups(labels: Sequence[Label]) -> list[list[Label]]:
    groups: list[list[Label]] = []
    for label in labels:
        if not groups or any(label.field is other.field for other in groups[-1]):
            groups.append([])
        groups[-1].append(label)
    return groups


def _under(parent: Label, labels: Sequence[Label]) -> list[Leaf]:
    measure = parent.field if parent.field in MEASURES else Field.BUDGET_ADJUSTED
    unit = unit_of(parent, "column")
    return [
        Leaf(
            label.field if label.field in MEASURES | RATES else measure,
            source_of(label.field),
            unit_of(label, "column") or unit,
            label.aside,
        )
        for label in labels
    ]


def source_of(field: Field) -> Field:
    """Whose money stands under a head: 合计 and heads of measures are of all of it."""
    return field if field in SOURCES else Field.TOTAL


def _with_sources(heads: Sequence[Label | None]) -> list[Leaf]:
    """Columns of one storey; sources behind a measure are its parts."""
    found: list[Leaf] = []
    measure: Field | None = None
    for label in heads:
        if label is None:
            found.append(Leaf(None))
            measure = None
            continue
        own = label.field
        if own in _PARTS:
            own = measure or Field.BUDGET_ADJUSTED
        measure = own if own in MEASURES else None
        found.append(Leaf(own, source_of(label.field), unit_of(label, "column"), label.aside))
    return found
