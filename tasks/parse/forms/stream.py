"""A form whose table was lost, as a stream of tokens: lines, or words of a line, that were its cells.

Converters and text dumps leave the cells of a form a line each, or in a row between spaces or bars. What still holds
the form together are its printed labels, the order of the cells, and the kind of value that each column takes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from tasks.parse.document import Block, Cell, Document
from tasks.parse.forms import levels
from tasks.parse.forms.labels import (
    INDICATOR_COLUMNS,
    INFO,
    LEVELS,
    MEASURES,
    SOURCES,
    Field,
    Label,
    label_of,
    squeeze,
)
from tasks.parse.record import record

_LINE = re.compile(r"[^\n]+")
_PIECE = re.compile(r"[^\n|]+")
# 全年预算数( A ): the letter of a column with blanks around it.
_WORD = re.compile(r"(?:[(（]\s?[A-C](?:/[A-C])?[^()（）\n]{0,8}[)）]|\S)+")
_BRACKETS_ONLY = re.compile(r"[（(][^()（）]{1,20}[)）]|及其?(?:部门)?(?:预算)?(?:代码|编码)")
# The points or the unit that a line begins with are of the label above.
_ASIDE_ONLY = re.compile(r"[（(](?:\d[\d.]*分?|\s*[百千十]?[万亿]?元\s*)[)）]")
_NUMBER = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-+]?\d+(?:\.\d+)?")
_PERCENT = re.compile(r"[-+]?\d+(?:\.\d+)?\s*[%‰]")
_MONEY = re.compile(r"[-+]?[\d,]+(?:\.\d+)?(?:\s*(?:[亿万]元?|元)(?:[(（][一-龥]{2,12}[)）])?)?")
_UNITS = frozenset({"万", "万元", "元", "亿元"})
_BLANK = re.compile(r"[-—–―－/\\]+")
_MEASURED = re.compile(r"^(?:[<>=≤≥≦≧＝﹦]+|不[低少高多超]+[于过]?|大于|小于|等于)")
# 7岁以下儿童健康管理率 begins with a number and counts nothing.
_NAMED_BY_NUMBER = re.compile(r"^\d+[^<>=≤≥]{3,}(?:率|人?数|数量|面积|程度|情况|标准|水平|成本|质量|时间)$")
_LABELLED = re.compile(r"([^:：]{2,20})[:：](\S.*)", re.DOTALL)
_MONEY_LABELS = MEASURES | SOURCES
_LONGEST_LABEL = 20
_LAST_HEADS = ("分值", "得分", "权重", "指标", "标值", "成值")
_QUOTED = re.compile(r"[“\"][^“”\"\s]{2,8}[”\"]")
_WORDS = re.compile(r"[一-龥]{2}")
# A label of more words than this is none.
_MAX_JOINED = 4
_LONGEST_PART = 20
_LONGEST_JOINED = 40
# Longer texts stand once on a page: to keep them would only cost memory.
_LONGEST_CELL = 60


@lru_cache(maxsize=8192)
def _undone(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


@record
class Token:
    """A cell's text as the stream gives it. `line` and `piece` number the lines and the pieces between bars."""

    text: str
    start: int
    end: int
    line: int
    piece: int

    @property
    def label(self) -> Label | None:
        """What the token names, if it is a label."""
        return label_of(self.text)

    @property
    def field(self) -> Field | None:
        """The field of the label."""
        label = label_of(self.text)
        return label.field if label else None

    @property
    def plain(self) -> str:
        """The text with compatibility forms undone."""
        return _undone(self.text) if len(self.text) <= _LONGEST_CELL else _undone.__wrapped__(self.text)

    @property
    def cell(self) -> Cell:
        """The token as a cell."""
        return Cell(squeeze(self.text), self.start, self.end, self.line, 0)

    @property
    def number(self) -> Decimal | None:
        """The number that it is, unit and signs set aside; None where it is none."""
        try:
            return Decimal(self.plain.replace(",", "").rstrip("%‰分元万亿 "))
        except ArithmeticError:
            return None

    @property
    def is_number(self) -> bool:
        """Whether it is a bare number (with 分 at the most)."""
        return bool(_NUMBER.fullmatch(self.plain.removesuffix("分")))

    @property
    def is_percent(self) -> bool:
        """Whether it is a number with a percent sign."""
        return bool(_PERCENT.fullmatch(self.plain))

    @property
    def is_money(self) -> bool:
        """Whether it is a number with a unit of money of its own."""
        return not self.is_number and bool(_MONEY.fullmatch(self.plain))

    @property
    def is_blank(self) -> bool:
        """Whether it is a dash that stands for nothing."""
        return bool(_BLANK.fullmatch(self.plain))

    @property
    def is_measured(self) -> bool:
        """Whether it is a value as targets and results have them: ≥95%, 21980人, 100."""
        return self.is_number or self.is_percent or self.is_blank or bool(_MEASURED.match(self.plain)) or self.counts

    @property
    def counts(self) -> bool:
        """Whether it is a number with a short unit behind."""
        # A run of digits over a whole page is none, and asking takes long.
        if len(self.plain) > _LONGEST_CELL or self.plain.endswith("。") or _NAMED_BY_NUMBER.search(self.plain):
            return False
        return bool(re.fullmatch(r"[-+]?[\d,]+(?:\.\d+)?\s*\D{1,12}", self.plain))


def tokens(document: Document, *, prose: bool = False) -> list[Token]:
    """The tokens of a document in the order of its text, those of the rows of its tables among them but for `prose`."""
    found: list[Token] = []
    line = piece = 0
    splitting = False
    for block in document.prose() if prose else document.blocks:
        for start, end, same_line in _pieces(block, document.text):
            piece += 1
            line += 0 if same_line else 1
            text = document.text[start:end]
            if len(text.split(None, 1)) < 2 and not _labelled(text):
                found.append(Token(text, start, end, line, piece))
                splitting = splitting or _are_heads(found[-2:], document.text)
                continue
            words = [
                part
                for m in _WORD.finditer(text)
                for part in _colon(Token(m.group(), start + m.start(), start + m.end(), line, piece))
            ]
            whole = Token(text, start, end, line, piece)
            if len(words) < 2 or whole.label or is_level(whole):
                found.append(whole)
                continue
            joined = list(join(words, document.text))
            marked = sum(1 for word in joined if word.label or is_level(word))
            heads = [word.field for word in joined if word.field in INDICATOR_COLUMNS]
            named = sum(head in LEVELS for head in heads)
            if named >= 2 or (named and len(heads) >= 3):
                splitting = True
            numeric = sum(1 for word in words if word.is_number or word.is_percent)
            split = splitting or marked >= 2 or numeric >= 2 or bool(joined[0].label or is_level(joined[0]))
            # 预算执行率 / (B/A×100%) 得分: the bracket of a head slipped into the next line.
            split = split or (marked > 0 and text[0] in "(（")
            found.extend(joined if split and len(text) < 6000 else [whole])
    return list(_with_units(join(found, document.text), document.text))


def _with_units(found: Iterable[Token], text: str) -> Iterator[Token]:
    """The tokens, with the amount behind a label of money put together with its unit (资金额度 4623 万元)."""
    label = number = None
    for token in found:
        if number is not None:
            if token.plain in _UNITS and not text[number.end : token.start].strip(" \u3000"):
                token = Token(text[number.start : token.end], number.start, token.end, number.line, number.piece)
            else:
                yield number
        number = token if label is not None and label.field in _MONEY_LABELS and token.is_number else None
        label = token
        if number is None:
            yield token
    if number is not None:
        yield number


def _are_heads(pair: list[Token], text: str) -> bool:
    """Whether nothing but blanks parts two heads of levels: single blanks may then part the cells of their rows."""
    between = text[pair[0].end : pair[-1].start] if len(pair) == 2 and pair[0].line == pair[1].line else "-"
    return between.isspace() and all(token.field in LEVELS for token in pair)


def _labelled(text: str) -> re.Match[str] | None:
    """A label, its colon and its value; hardly a line has a colon where one could end a label."""
    head = text[: _LONGEST_LABEL + 1]
    return _LABELLED.match(text) if ":" in head or "：" in head else None


def _colon(token: Token) -> list[Token]:
    """A word 项目名称：某项目 or 财政拨款：20万元 as its label and its value."""
    match = None if token.label else _labelled(token.text)
    if match is None:
        return _heads_apart(token)
    at = match.start(2)
    label = Token(match.group(1), token.start, token.start + match.end(1), token.line, token.piece)
    value = Token(token.text[at:], token.start + at, token.end, token.line, token.piece)
    said = label.field in SOURCES and (value.is_number or value.is_money)
    return [label, value] if said or label.field in INFO else [token]


def _heads_apart(token: Token) -> list[Token]:
    """A word 二级指标分值 as the two heads of columns that it is."""
    if not token.text.endswith(_LAST_HEADS) or len(token.text) > _LONGEST_LABEL or token.label:
        return [token]
    for at in range(2, len(token.text) - 1):
        pair = [
            Token(token.text[:at], token.start, token.start + at, token.line, token.piece),
            Token(token.text[at:], token.start + at, token.end, token.line, token.piece),
        ]
        if all(half.field in INDICATOR_COLUMNS for half in pair):
            return pair
    return [token]


def _pieces(block: Block, text: str) -> Iterator[tuple[int, int, bool]]:
    if block.grid is not None:
        before = None
        for cell in sorted(block.grid.cells, key=lambda c: (c.row, c.column)):
            if cell.end > cell.start:
                yield cell.start, cell.end, cell.row == before
                before = cell.row
        return
    said = text[block.start : block.end]
    if "\n" not in said and "|" not in said:
        # A paragraph of prose is one piece, and most blocks are such.
        words = said.lstrip()
        if words:
            start = block.end - len(words)
            yield start, start + len(words.rstrip()), False
        return
    for line in _LINE.finditer(text, block.start, block.end):
        first = True
        for match in _PIECE.finditer(text, line.start(), line.end()):
            words = match.group().strip()
            if words:
                start = match.end() - len(match.group().lstrip())
                yield start, start + len(words), not first
                first = False


def is_level(token: Token) -> bool:
    """Whether a token is the name of a first or second level of indicators."""
    return levels.is_level(token.text)


def join(found: Iterable[Token], text: str) -> Iterator[Token]:
    """Put labels together again that spaces or line breaks tore apart (一级 指标, 项目资金 (万元))."""
    items = list(found)
    at = 0
    while at < len(items):
        token = items[at]
        if len(token.text) > _LONGEST_PART or _ASIDE_ONLY.fullmatch(token.plain):
            yield token
            at += 1
            continue
        if _QUOTED.fullmatch(token.text) and at + 1 < len(items) and _WORDS.match(items[at + 1].text):
            # “三公经费” / 变动率(5分): a narrow cell broke behind the quotation.
            last = items[at + 1]
            yield Token(text[token.start : last.end], token.start, last.end, token.line, token.piece)
            at += 2
            continue
        best, taken = token, 1
        for count in range(2, _MAX_JOINED + 1):
            part = items[at : at + count]
            last = part[-1]
            if len(part) < count or last.end - token.start > _LONGEST_JOINED or not _goes_on(part[-2], last):
                break
            whole = Token(text[token.start : last.end], token.start, last.end, token.line, token.piece)
            if not (whole.label or is_level(whole)):
                continue
            # Parts may be labels by themselves: 预算数 of 年初 预算数, 年度 of 年度 指标值, 一级 of 一级 指标.
            whole_of = (Field.YEAR, whole.field) if whole.field in LEVELS else (Field.YEAR,)
            torn = not any((p.label and p.field not in whole_of) or is_level(p) for p in part[:-1])
            behind = text[part[1].start : last.end]
            tail = token.label is not None and bool(_BRACKETS_ONLY.fullmatch(_undone(behind)))
            level_tail = is_level(best) and taken == count - 1 and last.plain == "指标" and is_level(whole)
            if torn or tail or level_tail:
                best, taken = whole, count
        yield best
        at += taken


def _goes_on(token: Token, following: Token) -> bool:
    return len(following.text) <= _LONGEST_PART and following.line - token.line <= 1
