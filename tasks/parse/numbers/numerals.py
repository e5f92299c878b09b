"""What amounts, percents and targets share: the look of a number, its value, and the words that bound it."""

from __future__ import annotations

import re
from decimal import Decimal

from tasks.parse.numbers.chinese import CHINESE_NUMERAL, parse_chinese_number
from tasks.parse.numbers.folding import fold

MULTIPLES = {"万": Decimal(10**4), "亿": Decimal(10**8)}
_MOST_DIGITS = 18
# Digits as a range: for \d the engine asks the tables of Unicode at each character, which takes twice as long.
ARABIC = (
    r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]{1,3}(?: [0-9]{3})+(?![0-9])|[0-9]{1,18}(?![0-9]))"
    r"(?:\.[0-9]{1,8}(?![0-9]))?"
)
"""A plain number in folded text: thousands in groups by comma or thin space, a decimal point."""
CHINESE = rf"{CHINESE_NUMERAL}{{1,30}}"
A_NUMERAL = rf"[0-9{CHINESE_NUMERAL[1:]}"
"""One character of a number of either kind. A pattern that looks for it first is spared its other conditions."""
NOT_INSIDE_A_NUMBER = r"(?<![0-9])(?<![0-9][.,])(?!(?<=[0-9]、)0)"
"""Before a number: not the middle of a longer one, nor of one whose point became a 、 (167、00万元)."""


def a_number(not_behind: str) -> str:
    """A pattern of a number of either kind that is not inside of another nor behind one of some characters.

    It begins with a set of characters, for which the engine looks before it tries anything; a look around a place is
    tried at every place of a text.
    """
    arabic = (
        r"(?:[0-9]{0,2}(?:,[0-9]{3})+(?![0-9])|[0-9]{0,2}(?: [0-9]{3})+(?![0-9])|[0-9]{0,17}(?![0-9]))"
        r"(?:\.[0-9]{1,8}(?![0-9]))?"
    )
    chinese = rf"(?<={CHINESE_NUMERAL}){CHINESE_NUMERAL}{{0,29}}"
    return rf"{A_NUMERAL}(?<![0-9{not_behind}].)(?<![0-9][.,].)(?<![0-9]、0)(?:(?<=[0-9]){arabic}|{chinese})"


RANGE_SIGN = r"\s*(?:-|—|–|~|至|到)\s*"

_BEFORE = (
    (">=", ("不少于", "不低于", "不小于", "大于等于", "大于或等于", "至少", "≥", ">=")),
    ("<=", ("不超过", "不高于", "不多于", "不大于", "小于等于", "小于或等于", "至多", "最多", "≤", "<=")),
    (">", ("超过", "大于", "高于", "多于", "突破", "逾", "超", ">")),
    ("<", ("低于", "小于", "少于", "不足", "不到", "<")),
    ("~", ("大约", "约为", "约", "将近", "接近", "近", "≈")),
    ("=", ("等于", "=")),
)
_AFTER = (
    (">=", ("及以上", "以上", "(含)以上")),
    ("<=", ("及以下", "以下", "以内", "之内", "(含)以下")),
    ("~", ("左右", "上下")),
)
_WORDS_BEFORE = sorted(((word, sign) for sign, words in _BEFORE for word in words), key=lambda pair: -len(pair[0]))
_WORDS_AFTER = sorted(((word, sign) for sign, words in _AFTER for word in words), key=lambda pair: -len(pair[0]))
_ENDS_BEFORE = tuple(word for word, _ in _WORDS_BEFORE)
_STARTS_AFTER = tuple(word for word, _ in _WORDS_AFTER)
_PLAIN = re.compile(ARABIC)
_NEIGHBOURS = ("邻近", "附近", "靠近", "临近", "最近")
OPERATORS = dict((*_WORDS_BEFORE, *_WORDS_AFTER))
"""Words and signs of comparison with their sign of `warehouse.vocabulary.COMPARATORS`."""


def number_value(written: str) -> Decimal | None:
    """The value of a number as `ARABIC` or `CHINESE` found it."""
    if written.isdigit() and written.isascii() and len(written) <= _MOST_DIGITS:
        return Decimal(written)
    folded = fold(written).strip()
    if _PLAIN.fullmatch(folded):
        return Decimal(folded.replace(",", "").replace(" ", ""))
    return parse_chinese_number(folded)


def comparator(before: str, more: bool, after: str) -> str:
    """The comparator of a number by the text just before it, whether 余 or 多 stands in it, and the text just after.

    "以上" and "以下" include the value, as Chinese statutes count them.
    """
    after = after.lstrip()
    if after.startswith(_STARTS_AFTER):
        return next(sign for word, sign in _WORDS_AFTER if after.startswith(word))
    if more:
        return ">"
    before = before.rstrip()
    if before.endswith(_ENDS_BEFORE) and not before.endswith(_NEIGHBOURS):
        return next(sign for word, sign in _WORDS_BEFORE if before.endswith(word))
    return "="
