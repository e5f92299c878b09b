"""Amounts of money: in running text with a unit of their own, and in cells whose unit stands in a header."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from tasks.parse.numbers.folding import fold, part
from tasks.parse.numbers.numerals import (
    A_NUMERAL,
    ARABIC,
    CHINESE,
    NOT_INSIDE_A_NUMBER,
    RANGE_SIGN,
    comparator,
    number_value,
)
from tasks.parse.record import record

_MULTIPLES = {
    "亿": Decimal(10**8),
    "千万": Decimal(10**7),
    "百万": Decimal(10**6),
    "十万": Decimal(10**5),
    "万": Decimal(10**4),
    "千": Decimal(1000),
    "百": Decimal(100),
}
_MULTIPLE = "|".join(_MULTIPLES)
_NOT_MONEY = "素旦宵件器首组"  # 元 as the head of another word: 元素, 元旦, 元件 ...
_YUAN = rf"[元圆](?![{_NOT_MONEY}])"
_PER = r"\s*/\s*(?:人次|平方米|平方公里|立方米|[一-龥㎡]{1,2}|[A-Za-z]{1,3}2?)"
_AMOUNT = re.compile(
    rf"(?=[¥\-负△{A_NUMERAL[1:]}){NOT_INSIDE_A_NUMBER}(?:(?P<low>{ARABIC})\s?(?:(?P<lowmultiple>{_MULTIPLE})?[元圆](?=\s?[-—–~]))?"
    rf"(?P<range>{RANGE_SIGN}))?"
    rf"(?P<sign>¥\s?)?(?P<minus>-|负|△)?(?P<number>{ARABIC}|{CHINESE})(?P<more>[余多])?\s?"
    rf"(?P<multiple>{_MULTIPLE})?(?P<more2>[余多])?\s?"
    rf"(?:(?P<yuan>{_YUAN})(?P<whole>整|正)?(?:(?P<jiao>[零壹贰叁肆伍陆柒捌玖])角)?(?:(?P<fen>[壹贰叁肆伍陆柒捌玖])分)?"
    rf"(?P<per>{_PER})?)?"
)
# 全年预算数(万元):110: forms that became running text keep the unit in the label.
_LABELLED = re.compile(
    rf"\((?P<multiple>{_MULTIPLE})?元\)\s{{0,4}}[:为]\s{{0,4}}(?P<number>{ARABIC})(?!\s{{0,4}}[\d%％万亿元年个])"
)
MONEY_SIGN = re.compile(r"[元圆圓¥￥万萬亿億]")
"""What every amount has in it as it is written."""

_PER_HEAD = re.compile(
    r"(?:每(?:一|个)?(?:人|名|户|村|校|亩|件|次|台|套|吨|公里|月|天|日|学期|床|张|份|平方米|生)|[人户生亩]均)[^\d,。;、:]{0,6}$"
)
_MONEY_WORD = re.compile(
    r"(?:资金|经费|预算|支出|拨款|投资|拨付|下达|到位|安排|补助|结余|结转|花费|费用|金额|收入|决算|执行数?|货款|款|费|人民币)"
    r"[^\d,。;、人户件次亩]{0,6}$"
)
_END_OF_CLAUSE = re.compile(r"\s*(?:$|[,。;、:()!\n]|\.\s)")
_BARE_DIGIT_YUAN = re.compile(r"[一二三四五六七八九两]")
_BLANK = re.compile(r"[\s\-‐‑‒–—―−/\\|_.。]*|无|暂无|没有|n/?a|null|none|不适用|空", re.IGNORECASE)
_CELL_NUMBER = re.compile(rf"(?P<open>\()?(?P<minus>[-△▲负])?(?P<number>{ARABIC}|{CHINESE})(?(open)\))")
_CELL_BARE = re.compile(rf"(?P<minus>[-负])?(?P<number>{ARABIC})\s?(?P<multiple>亿|万)")
_ACCOUNTED = re.compile(r"-?[1-9]\d{0,2}(?:,\d{3})+\.\d\d")
_HEADER_UNIT = re.compile(rf"(?P<multiple>{_MULTIPLE})?元(?![{_NOT_MONEY}])")
_NUMERAL_BEFORE = re.compile(r"[\d一二三四五六七八九两几多单]\s?$")
_CUT_AT_POINT, _CUT_AT_COMMA = re.compile(r"\d\d\.\s{1,3}$"), re.compile(r"\d,\s{1,3}$")
_THOUSANDS = re.compile(r"\d{3}(?!\d)")


@record
class Amount:
    """An amount of money in running text; `start` and `end` bound number and unit.

    `unit` is as written without the number ("万元", "元"); a unit price has the thing it is per behind a slash
    ("元/人"), also where the text says it ahead of the number (每人补助500元), so that callers can leave it out.
    The two ends of a range (50-60万元) are two amounts, ">=" and "<=".
    """

    start: int
    end: int
    as_written: str
    yuan: Decimal
    unit: str
    comparator: str


@record
class CellAmount:
    """The amount of a cell; `from_cell` tells that its unit stood in the cell itself and not in a header."""

    yuan: Decimal
    as_written: str
    from_cell: bool


def may_hold_amounts(text: str, start: int, end: int) -> bool:
    """Whether between `start` and `end` any sign of money stands at all: a cheap look before `find_amounts`."""
    return MONEY_SIGN.search(text, start, end) is not None


def find_amounts(text: str, start: int = 0, end: int | None = None) -> list[Amount]:
    """The amounts that carry their own unit between `start` and `end`, in order; offsets are those of `text`.

    A bare 万 counts only at the end of a clause that speaks of money just before it.
    """
    within, base = part(text, start, end)
    if MONEY_SIGN.search(within) is None:
        return []
    folded = fold(within)
    found = [
        amount
        for match in _AMOUNT.finditer(folded, start - base)
        for amount in _amounts_of(match, within, folded, start - base)
    ]
    if "元)" in folded:
        found = sorted((*found, *_labelled(within, folded, start - base)), key=lambda amount: amount.start)
    if not base:
        return found
    return [Amount(a.start + base, a.end + base, a.as_written, a.yuan, a.unit, a.comparator) for a in found]


def _labelled(text: str, folded: str, start: int) -> Iterator[Amount]:
    """Bare numbers behind a label that holds their unit."""
    for match in _LABELLED.finditer(folded, start):
        value = number_value(match["number"])
        if value is not None:
            yuan = value * _MULTIPLES.get(match["multiple"] or "", Decimal(1))
            at, end = match.span("number")
            yield Amount(at, end, text[at:end], yuan, f"{match['multiple'] or ''}元", "=")


def _amounts_of(match: re.Match[str], text: str, folded: str, start: int) -> list[Amount]:
    value = number_value(match["number"])
    number_at = match.start("number")
    if value is None or _is_rest(folded[max(0, number_at - 6) : number_at], match["number"]):
        return []
    first = match.start("sign") if match["sign"] else number_at
    before = folded[max(start, first - 16) : first]
    if not _is_money(match, before, folded):
        return []
    multiple = _MULTIPLES.get(match["multiple"] or "", Decimal(1))
    yuan = value * multiple + _small_change(match)
    negative = _is_negative(match, folded)
    if negative:
        first, yuan = min(first, match.start("minus")), -yuan
    unit = (match["multiple"] or "") + ("元" if match["yuan"] or match["sign"] else "") + (match["per"] or "").strip()
    if not match["per"] and _PER_HEAD.search(before) and not (match["multiple"] and "生均公用经费" in before):
        unit += "/人" if "人" in before else "/份"
    sign = comparator(before, bool(match["more"] or match["more2"]), folded[match.end() : match.end() + 5])
    amounts = []
    low = _low_end(match, value, negative)
    if low is not None:
        at = match.start("low")
        low_multiple = _MULTIPLES[match["lowmultiple"]] if match["lowmultiple"] else multiple
        amounts.append(Amount(at, match.end("low"), text[at : match.end("low")], low * low_multiple, unit, ">="))
        sign = "<="
    amounts.append(Amount(first, match.end(), text[first : match.end()], yuan, unit, sign))
    return amounts


def _is_rest(before: str, number: str) -> bool:
    """Whether a number is what a line break left of one: 1,234. 56万元 is not 56万元."""
    if not before[-1:].isspace():
        return False
    decimals = number.isdecimal() and _CUT_AT_POINT.search(before)
    return bool(decimals or (_THOUSANDS.match(number) and _CUT_AT_COMMA.search(before)))


def _is_money(match: re.Match[str], before: str, folded: str) -> bool:
    if match["yuan"]:
        # 一元化, 二元结构, 三元桥: a single spoken digit with 元 is money only where the clause ends or 整 follows.
        if _BARE_DIGIT_YUAN.fullmatch(match["number"]) and not match["multiple"] and not match["whole"]:
            return bool(_END_OF_CLAUSE.match(folded, match.end()))
        return True
    if match["sign"]:
        return True
    counted = match["multiple"] in ("万", "亿", "千万", "百万") or match["number"][-1] in "万亿"
    if not counted or not _END_OF_CLAUSE.match(folded, match.end()):
        return False
    return bool(_MONEY_WORD.search(before))


def _small_change(match: re.Match[str]) -> Decimal:
    jiao = number_value(match["jiao"]) if match["jiao"] else None
    fen = number_value(match["fen"]) if match["fen"] else None
    return (jiao or Decimal(0)) / 10 + (fen or Decimal(0)) / 100


def _is_negative(match: re.Match[str], folded: str) -> bool:
    """A hyphen is a minus only behind a colon, a bracket or a space: "资金-200万元" joins, it does not subtract."""
    if not match["minus"]:
        return False
    if match["minus"] != "-":
        return True
    at = match.start("minus")
    return not match["range"] and (at == 0 or folded[at - 1] in " :(=\n\t为数额")


def _low_end(match: re.Match[str], high: Decimal, negative: bool) -> Decimal | None:
    """The low end of "50-60万元"; a year or an ordinal before a dash is none (it is not below the high end)."""
    if not match["low"] or negative:
        return None
    low = number_value(match["low"])
    return low if low is not None and low < high else None


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: empty, dashes, slashes, 无, 暂无, N/A. Zero is a number, not nothing."""
    return _BLANK.fullmatch(fold(text).strip()) is not None


def parse_number(text: str) -> Decimal | None:
    """The number of a cell that is one bare number: 1,234.56, １２, -3.2, (3.2) and △3.2 for negatives; or None."""
    folded = re.sub(r"\s+", " ", fold(text)).strip()
    match = _CELL_NUMBER.fullmatch(folded)
    if match is None:
        return None
    value = number_value(match["number"])
    if value is None:
        return None
    # Accountants write (3.2) for -3.2, but "(1)" and "(一)" number a line.
    if match["open"] and not match["minus"] and "." not in match["number"]:
        return None
    return -value if match["minus"] or match["open"] else value


def is_accounted(text: str) -> bool:
    """Whether a number is printed as accounts print yuan and fen: in groups of thousands with two decimals."""
    return _ACCOUNTED.fullmatch(fold(text).strip()) is not None


def money_unit(text: str) -> Decimal | None:
    """Yuan for one unit of the numbers below a header or caption (项目资金（万元）, 单位:千元); None if none is named.

    None also where two different units are named, for then it cannot be known which one holds.
    """
    folded = re.sub(r"\s+", "", fold(text))
    named = set()
    for match in _HEADER_UNIT.finditer(folded):
        if folded[match.end() : match.end() + 1] == "/" or _NUMERAL_BEFORE.search(folded[: match.start()]):
            continue
        if match["multiple"] or _stands_as_unit(folded, match):
            named.add(_MULTIPLES.get(match["multiple"] or "", Decimal(1)))
    return named.pop() if len(named) == 1 else None


def _stands_as_unit(folded: str, match: re.Match[str]) -> bool:
    """Whether a plain 元 is the name of a unit: alone, in brackets, or behind 单位 (also as 单位:人民币元)."""
    before, after = folded[: match.start()], folded[match.end() : match.end() + 1]
    before = before.removesuffix("人民币")
    if not before:
        return not after
    if before.endswith(("单位:", "单位")):
        return True
    return before[-1] in "([【:、," and after in ("", ")", "]", "】", ",", "、")


def parse_cell_amount(text: str, column_unit: Decimal | None) -> CellAmount | None:
    """The one amount of a cell, by its own unit if it has one (never multiplied twice), else by the column's.

    None where the cell is blank, holds words or several numbers or only a bound, or where no unit is known.
    """
    written = text.strip()
    if is_blank(written):
        return None
    folded = re.sub(r"\s+", " ", fold(written))
    bare = _CELL_BARE.fullmatch(folded)
    if bare:
        value = number_value(bare["number"])
        if value is None:
            return None
        yuan = value * _MULTIPLES[bare["multiple"]]
        return CellAmount(-yuan if bare["minus"] else yuan, written, True)
    amounts = find_amounts(written)
    if amounts:
        return _only_amount(written, amounts)
    number = parse_number(written)
    if number is None or column_unit is None:
        return None
    return CellAmount(number * column_unit, written, False)


def _only_amount(written: str, amounts: list[Amount]) -> CellAmount | None:
    amount = amounts[0]
    rest = written[: amount.start] + written[amount.end :]
    if len(amounts) > 1 or "/" in amount.unit or amount.comparator not in ("=", "~") or re.search(r"\d", rest):
        return None
    return CellAmount(amount.yuan, amount.as_written, True)
