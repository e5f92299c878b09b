"""Chinese numerals: 大写 of cheques, spoken forms, and forms that mix digits with 万 and 亿.

cn2an reads these too, but answers in floats and reads digit strings (二○二三) as counts; amounts here are exact
decimals, so the reader is our own and cn2an serves as its oracle in the tests.
"""

from __future__ import annotations

import re
from decimal import Decimal

from tasks.parse.numbers.folding import fold

_DIGITS = {
    **dict(zip("零一二三四五六七八九", range(10), strict=True)),
    **dict(zip("〇壹贰叁肆伍陆柒捌玖", range(10), strict=True)),
    "两": 2,
}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_TENS = {"廿": "二十", "卅": "三十"}
_BIG = (("亿", Decimal(10**8)), ("万", Decimal(10**4)))
_ARABIC = re.compile(r"\d{1,20}(?:\.\d{1,10})?")
_LONGEST = 40

CHINESE_NUMERAL = "[零〇一二三四五六七八九十百千两廿卅壹贰叁肆伍陆柒捌玖拾佰仟万亿点]"
"""One character of a Chinese numeral, as a regular expression over folded text."""


def parse_chinese_number(text: str) -> Decimal | None:
    """The number that the whole text is: 三百二十五万, 一万二 (12,000), 1万2千, 壹佰万, 九十五点六; None if it is none.

    A string of two and more bare digits (二○二三) is a year or a code, never a count.
    """
    numeral = re.sub(r"\s+", "", fold(text))
    for short, long in _TENS.items():
        numeral = numeral.replace(short, long)
    if not numeral or len(numeral) > _LONGEST:
        return None
    if len(numeral) > 1 and all(char in _DIGITS for char in numeral):
        return None
    return _whole(numeral)


def _whole(numeral: str) -> Decimal | None:
    """A numeral split at its largest of 亿 and 万; the rest after it must be smaller than that unit."""
    for mark, unit in _BIG:
        if mark not in numeral:
            continue
        head, _, tail = numeral.rpartition(mark)
        multiple = _whole(head) if head else None
        if multiple is None:
            return None
        rest = _rest(tail, unit)
        return None if rest is None else multiple * unit + rest
    return _section(numeral)


def _rest(tail: str, unit: Decimal) -> Decimal | None:
    """What follows a unit: nothing, one spoken digit that counts the next lower unit (一万二), or a smaller number."""
    if not tail:
        return Decimal(0)
    if len(tail) == 1 and tail in _DIGITS:
        return _DIGITS[tail] * unit / 10
    if tail[0] in "零〇" and len(tail) > 1:
        tail = tail.lstrip("零〇")
    rest = _whole(tail)
    return rest if rest is not None and rest < unit else None


def _section(numeral: str) -> Decimal | None:
    """A number below 10,000 in Chinese, with decimals after 点; or any plain number in digits."""
    if _ARABIC.fullmatch(numeral):
        return Decimal(numeral)
    whole, point, decimals = numeral.partition("点")
    value = _below_ten_thousand(whole)
    if value is None or not point:
        return value
    if not decimals or any(char not in _DIGITS for char in decimals):
        return None
    return Decimal(f"{value}." + "".join(str(_DIGITS[char]) for char in decimals))


def _below_ten_thousand(numeral: str) -> Decimal | None:
    """千, 百, 十 in falling order; the counting digit may be Arabic (2千), and absent before the first (十五)."""
    total, digit, last_unit, spoken = 0, None, 10_000, 10_000
    position = 0
    while position < len(numeral):
        char = numeral[position]
        if char in _SMALL:
            unit = _SMALL[char]
            if unit >= last_unit or (digit is None and total) or digit == 0:
                return None
            total += (1 if digit is None else digit) * unit
            last_unit = spoken = unit
            digit = None
            position += 1
            continue
        if digit is not None:
            return None
        if char in "零〇" and len(numeral) > 1:
            if not total or position + 1 == len(numeral) or numeral[position + 1] in "零〇":
                return None
            spoken = 10
            position += 1
            continue
        found = re.match(r"\d", numeral[position:])
        if found is None and char not in _DIGITS:
            return None
        digit = int(char) if found else _DIGITS[char]
        position += 1
    if digit is None:
        return Decimal(total) if numeral else None
    return Decimal(total + digit * (spoken // 10 if total and spoken > 10 else 1))
