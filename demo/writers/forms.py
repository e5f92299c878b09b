"""The forms: 项目支出绩效自评表 of the centre, its sister for whole departments, and Hainan's three tables."""

# ruff: noqa: E501 - sentences and tables of names are kept whole

from __future__ import annotations

from decimal import Decimal
from itertools import groupby

from demo.dice import dice
from demo.evaluations import HAINAN_TREE
from demo.paper import Block, Cell, Heading, Paper, Paragraph, Table
from demo.places import PEOPLE, PLACES
from demo.record import Evaluation, Line, Record
from demo.writers.words import money_cell, number_cell, percent_cell

_MONEY_ROWS = (
    ("年度资金总额", "total"),
    ("其中:当年财政拨款", "fiscal"),
    ("上年结转资金", "carryover"),
    ("其他资金", "own_or_other"),
)
_COLUMNS = ("budget_initial", "budget_adjusted", "spent")
_TOTAL_WIDTH = 9
FULL_MARK = Decimal(100)


def _money_block(e: Evaluation, unit: str) -> list[tuple[Cell, ...]]:
    head = (
        Cell(f"项目资金({unit})" if e.kind == "project" else f"年度预算({unit})", down=len(_MONEY_ROWS) + 1),
        Cell("", across=2),
        *(Cell(word) for word in ("年初预算数", "全年预算数(A)", "全年执行数(B)", "分值", "执行率(B/A)", "得分")),
    )
    rows = [head]
    for label, source in _MONEY_ROWS:
        cells = [Cell(label, across=2), *(money_cell(e.amount(measure, source), unit) for measure in _COLUMNS)]
        if source == "total":
            cells += [number_cell(Decimal(10)), percent_cell(e.execution_rate), number_cell(e.execution_points)]
        else:
            cells += [Cell("—"), Cell("—"), Cell("—")]
        rows.append(tuple(cells))
    return rows


def _runs(lines: tuple[Line, ...]) -> dict[int, tuple[int | None, int | None]]:
    """For each row how many rows its first and second level cells span; None where a cell above covers it."""
    spans: dict[int, tuple[int | None, int | None]] = {}
    at = 0
    for _, group in groupby(lines, key=lambda line: line.level1):
        first = list(group)
        offset = 0
        for _, inner in groupby(first, key=lambda line: line.level2):
            second = len(list(inner))
            for k in range(second):
                spans[at + offset + k] = (len(first) if offset + k == 0 else None, second if k == 0 else None)
            offset += second
        at += len(first)
    return spans


def _indicator_block(e: Evaluation) -> list[tuple[Cell, ...]]:
    words = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
    rows = [(Cell("绩效指标", down=len(e.lines) + len(e.group_points) + 1), *map(Cell, words))]
    spans = _runs(e.lines)
    heads = {name: f"{name}({weight}分)" for name, weight in e.subtotals}
    points = dict(e.group_points)
    for place, line in enumerate(e.lines):
        first, second = spans[place]
        cells = [Cell(heads.get(line.level1, line.level1), down=first)] if first else []
        cells += [Cell(line.level2 or "", down=second)] if second else []
        cells += [Cell(line.level3), Cell(line.target or ""), Cell(line.actual or "")]
        cells += [number_cell(line.weight), number_cell(line.points), Cell(line.reason)]
        rows.append(tuple(cells))
        if line.level1 in points and (place + 1 == len(e.lines) or e.lines[place + 1].level1 != line.level1):
            weight = sum((one.weight or Decimal(0) for one in e.lines if one.level1 == line.level1), Decimal(0))
            rows.append((Cell("小计", across=5), number_cell(weight), number_cell(points[line.level1]), Cell("")))
    return rows


def _self_evaluation(e: Evaluation, unit: str, heading: list[tuple[Cell, ...]]) -> Table:
    rows = [
        *heading,
        *_money_block(e, unit),
        (Cell("年度总体目标", down=2), Cell("预期目标", across=4), Cell("实际完成情况", across=4)),
        (Cell(e.goal, across=4), Cell(e.achieved, across=4)),
        *_indicator_block(e),
    ]

    rows.append((Cell("总分", across=6), number_cell(FULL_MARK), number_cell(e.total), Cell("")))
    if e.grade:
        rows.append((Cell("自评等级", across=6), Cell(e.grade, across=3)))
    return Table(_TOTAL_WIDTH, tuple(rows))


def central_form(record: Record) -> Paper:
    """项目支出绩效自评表 in the printed order of the central form (domain notes A4b no. 1)."""
    (e,) = record.evaluations
    heading = [
        (Cell("项目名称"), Cell(e.project or "", across=8)),
        (Cell("主管部门"), Cell(e.department or "", across=3), Cell("实施单位"), Cell(e.unit, across=4)),
    ]
    return Paper(record.title, (Paragraph(f"({e.year}年度)"), _self_evaluation(e, record.money_unit, heading)))


def department_form(record: Record) -> Paper:
    """部门整体支出绩效自评表, with total and grade."""
    (e,) = record.evaluations
    heading: list[tuple[Cell, ...]] = [(Cell("部门(单位)名称"), Cell(e.unit, across=8))]
    return Paper(record.title, (Paragraph(f"({e.year}年度)"), _self_evaluation(e, record.money_unit, heading)))


def _target_table(lines: tuple[Line, ...]) -> Table:
    rows = [
        (Cell("指标类型", down=2), Cell("指标名称", down=2), Cell("绩效目标", down=2), Cell("绩效标准", across=4)),
        tuple(Cell(word) for word in "优良中差"),
    ]
    for _, group in groupby(lines, key=lambda line: line.level1):
        members = list(group)
        for place, line in enumerate(members):
            first = (Cell(line.level1, down=len(members)),) if place == 0 else ()
            rows.append((*first, Cell(line.level3), Cell(line.target or ""), *map(Cell, line.thresholds)))
    return Table(7, tuple(rows))


_HAINAN_SOURCES = (
    ("其中:中央财政", "central"),
    ("省财政", "province"),
    ("市县财政", "county"),
    ("其他", "own_or_other"),
)


def _basic_facts(e: Evaluation, record: Record) -> list[tuple[Cell, ...]]:
    throw = dice("person", record.wording)
    unit, region = record.money_unit, PLACES[record.site].region
    rows: list[tuple[Cell, ...]] = [
        (Cell("一、项目基本情况", across=7),),
        (Cell("项目实施单位"), Cell(e.unit, across=3), Cell("主管部门"), Cell(e.department or "", across=2)),
        (Cell("项目负责人"), Cell(throw.choice(PEOPLE), across=3), Cell("联系电话"), Cell(f"0999-{throw.randrange(2000000, 8999999)}", across=2)),
        (Cell("地址"), Cell(f"{region}文渊路{throw.randrange(1, 200)}号", across=3), Cell("邮编"), Cell(f"99{throw.randrange(1000, 9999)}", across=2)),
        (Cell("项目类型"), Cell("经常性项目(   )       一次性项目( √ )", across=6)),
        (
            Cell(f"计划投资额({unit})"), money_cell(e.amount("planned"), unit),
            Cell(f"实际到位资金({unit})"), money_cell(e.amount("received"), unit),
            Cell(f"实际使用情况({unit})"), Cell(money_cell(e.amount("spent"), unit).text, across=2, number=money_cell(e.amount("spent"), unit).number),
        ),
    ]  # fmt: skip
    for label, source in _HAINAN_SOURCES:
        planned, received = (money_cell(e.amount(measure, source), unit) for measure in ("planned", "received"))
        rows.append((Cell(label), planned, Cell(label), received, Cell(""), Cell("", across=2)))
    return rows


def _score_rows(e: Evaluation) -> list[tuple[Cell, ...]]:
    points = {line.level3: line.points for line in e.lines if line.points is not None}
    weights = dict(e.subtotals)
    rows: list[tuple[Cell, ...]] = [
        (Cell("二、绩效评价指标评分", across=7),),
        tuple(Cell(word) for word in ("一级指标", "分值", "二级指标", "分值", "三级指标", "分值", "得分")),
    ]
    for first, _, middle in HAINAN_TREE:
        high = sum(len(leaves) for _, _, leaves in middle)
        opening: tuple[Cell, ...] = (
            Cell(first, down=high),
            Cell(f"{weights[first]}", down=high, number=weights[first]),
        )
        for second, _, leaves in middle:
            span = len(leaves)
            inner: tuple[Cell, ...] = (
                Cell(second, down=span),
                Cell(f"{weights[second]}", down=span, number=weights[second]),
            )
            for third, weight in leaves:
                rows.append((*opening, *inner, Cell(third), Cell(str(weight)), number_cell(points[third])))
                opening = inner = ()
    rows.append((Cell("总分"), Cell("100"), Cell(""), Cell("100"), Cell(""), Cell("100"), number_cell(e.total)))
    rows.append((Cell("评价等次"), Cell(e.grade or "", across=6)))
    return rows


def _reviewers(e: Evaluation, record: Record) -> list[tuple[Cell, ...]]:
    names = dice("reviewers", record.wording).sample(PEOPLE, len(e.reviewer_scores))
    posts = ("副局长", "规划财务股股长", "报账会计")
    rows: list[tuple[Cell, ...]] = [
        (Cell("三、评价人员", across=7),),
        (Cell("姓  名"), Cell("职务/职称", across=2), Cell("单   位", across=2), Cell("项目评分"), Cell("签 字")),
    ]
    for name, post, score in zip(names, posts, e.reviewer_scores, strict=True):
        rows.append((Cell(name), Cell(post, across=2), Cell(e.unit, across=2), number_cell(score), Cell("")))
    return rows


def hainan_form(record: Record) -> Paper:
    """项目绩效目标表, 项目基本信息 with its score table and its reviewers (domain notes A4b nos. 2 and 4)."""
    (e,) = record.evaluations
    targets = tuple(line for line in e.lines if line.thresholds)
    blocks: tuple[Block, ...] = (
        Heading("项目绩效目标表"),
        Paragraph(f"项目名称:{e.project}"),
        _target_table(targets),
        Paragraph("注:以预算批复的绩效目标为准填列。"),
        Heading("项目基本信息"),
        Table(7, tuple(_basic_facts(e, record) + _score_rows(e) + _reviewers(e, record))),
        Paragraph("评价工作组组长(签字):"),
        Paragraph("项目单位负责人(签字并盖章):"),
    )
    return Paper(record.title, blocks)
