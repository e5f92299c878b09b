"""Lists of beneficiaries: the rows of persons (低保, 救助, 残疾, students) that never reach the warehouse.

The law lets a body publish whom it pays; an audit of money needs the sums. What a list says of persons is masked row
by row, so that its heads and sums stay.
"""

from __future__ import annotations

import re

from tasks.parse.document import Cell, Grid

_NAME_HEAD = re.compile(
    r".{0,8}姓名|(?:户主|学生|学员|患者|死者|职工|教师|人员|受助人员?|受益人员?|领取人|申请人|享受人|残疾人|老人|儿童|孤儿"
    r"|(?:救助|补助|资助|低保|保障|发放|享受|优抚|帮扶|培训)(?:对象|人员|人))(?:姓名|名称)?"
)
_PERSONAL_HEAD = re.compile(
    r"性别|年龄|出生|民族|身份证|证件|证号|住址|地址|村|乡镇|社区|户籍|学校|院系|班级|年级|学号|专业|残疾|低保|救助|补助|补贴|资助"
    r"|保障|慰问|发放|金额|标准|卡号|[账帐]号|开户|人口|人数|原因|困难|类别|关系|电话|工种"
)
# What no table of groups has: 补助对象 | 补助标准 may be of 脱贫户 and 残疾人, and is an aggregate.
_IDENTIFYING_HEAD = re.compile(r"性别|年龄|出生|民族|身份证|证件号|证号|住址|户籍|班级|学号|卡号|[账帐]号|开户")
# The persons who evaluated stand in a form whose other rows are its score: they are masked one by one.
_EVALUATORS = re.compile(r"职务|职称|评分|签字|签名|分工")
_PERSON = re.compile(r"[一-龥*＊×·某]{2,4}|[一-龥]{2,6}·[一-龥·]{2,10}")
_SUM = re.compile(r"[合小总共]计|平均|备注|说明|注")
_HEADS_WITHIN = 6


def person_rows(grid: Grid) -> list[list[Cell]]:
    """The rows of a table that are each about a person, with their cells; none where it is no list of persons."""
    rows: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append(cell)
    for top in sorted(rows)[:_HEADS_WITHIN]:
        columns = _name_columns(rows[top])
        if columns:
            return [cells for row, cells in sorted(rows.items()) if row > top and _is_person(cells, columns)]
    return []


def _name_columns(heads: list[Cell]) -> set[int]:
    said = {cell.column: "".join(cell.text.split()) for cell in heads}
    columns = {column for column, words in said.items() if _NAME_HEAD.fullmatch(words)}
    if not columns or any(_EVALUATORS.search(words) for words in said.values()):
        return set()
    others = [words for column, words in said.items() if column not in columns and len(words) <= 12]
    named = any("姓名" in said[column] for column in columns)
    signs = _PERSONAL_HEAD if named else _IDENTIFYING_HEAD
    return columns if any(signs.search(words) for words in others) else set()


def _is_person(cells: list[Cell], columns: set[int]) -> bool:
    names = ["".join(cell.text.split()) for cell in cells if cell.column in columns]
    return any(_PERSON.fullmatch(name) and not _SUM.search(name) for name in names)
