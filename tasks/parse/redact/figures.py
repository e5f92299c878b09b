"""Phones, identity numbers, mail addresses and bank cards; codes, index numbers and amounts are let be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.parse.redact.labels import PHONE_LABEL, PHONE_LABELS
from tasks.parse.redact.masking import Span

_CODE_BEFORE = re.compile(
    r"(?:编号|编码|代码|索引号?|文号|序号|标识码|备案?号?|信用码|备|书号|报表|证号)[::\s(]{0,4}[\w-]{0,4}$"
)
_BANK_BEFORE = re.compile(r"(?:卡号|账号|帐号|账户|帐户|银行卡|开户)[^。;\n]{0,16}$")
# Every number that is looked for has one of these in it, and each pattern looks at its first character first of all.
_LONG_NUMBER = re.compile(r"[0-9][0-9][0-9][0-9](?:[0-9]{3}|[- ][0-9]{4})")
# A part of each that begins with a digit and nothing else, which is found ten times as fast.
_LIKE_MOBILE = re.compile(r"1[3-9]\d(?:\d{8}|[- ]\d{4}[- ]\d{4})")
_LIKE_LANDLINE = re.compile(r"0\d{2,3}(?:\)\s?|\s?[-—–]\s?)[2-9]\d{6}")
_LIKE_CARD = re.compile(r"[0-9][0-9][0-9][0-9](?:[0-9]{12}| [0-9]{4} [0-9]{4} [0-9]{4})")
_MONEY_AFTER = re.compile(r"\s?(?:[元圆万亿%％]|[.,]\d)")
_MOBILE = re.compile(
    r"(?=[+\d])(?<![\dA-Za-z.,/-])(?:\+?86[- ]?)?1[3-9]\d(?:\d{8}|[- ]\d{4}[- ]\d{4})(?![\dA-Za-z]|-\d)"
)
_LANDLINE = re.compile(
    r"(?=[(0])(?<![\dA-Za-z.,/-])(?:\(0\d{2,3}\)\s?|0\d{2,3}\s?[-—–]\s?)[2-9]\d{6,7}(?:-\d{1,5})?(?![\dA-Za-z]|-\d)"
)
_PHONE = (
    r"(?:\(?0\d{2,3}\)?\s?[-—–]?\s?\d{7,8}(?:-\d{1,5})?|1[3-9]\d[- ]?\d{4}[- ]?\d{4}|1[3-9]\d{5,9}|400-?\d{3}-?\d{4}|"
    r"\d{7,8}(?:-\d{1,5})?)"
)
_NO_AMOUNT = r"(?![\d%元圆万亿]|[.,]\d)"
_PHONE_IN_TEXT = re.compile(
    rf"(?:{PHONE_LABEL})\s?[:为]?\s{{0,3}}(?P<phone>{_PHONE}(?:[、,/;]\s?{_PHONE}){{0,4}}){_NO_AMOUNT}"
)
_PHONE_BEHIND_NAME = re.compile(
    rf"(?:{PHONE_LABEL})\s?:\s{{0,3}}[一-龥]{{2,4}}[\s(,、]{{0,3}}(?P<phone>{_PHONE}){_NO_AMOUNT}"
)
PHONE_IN_CELL = re.compile(rf"(?<![\d.]){_PHONE}{_NO_AMOUNT}")
_IDENTITY = re.compile(
    r"(?=[1-9])(?<![\dA-Za-z])[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
)
_MAIL = re.compile(r"(?<![\w.%+-])[\w.%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}", re.ASCII)
# One that is half masked already, or wrong, is personal all the same.
_SAID_IDENTITY = re.compile(r"身份证(?:件)?(?:号码?)?\s?:?\s{0,3}(?P<digits>[1-9][\d*Xx]{13,17})(?![\d*])")
_WECHAT = re.compile(r"微信(?:号码?)?\s?:\s?(?P<digits>[A-Za-z][\w-]{5,19})(?![\w-])", re.ASCII)
_QQ = re.compile(r"QQ群?(?:号码?)?\s?[::]?\s?(?P<digits>[1-9]\d{4,10})(?!\d)", re.IGNORECASE)
_CARD = re.compile(r"(?=\d)(?<![\dA-Za-z.-])(?:\d{16,19}|\d{4}(?: \d{4}){3}(?: \d{1,3})?)(?![\dA-Za-z.]|-\d)")


def figures(folded: str) -> Iterator[Span]:
    """Phones, identity numbers, mail addresses and bank cards; codes, index numbers and amounts are let be."""
    if any(label in folded for label in PHONE_LABELS):
        for match in _PHONE_IN_TEXT.finditer(folded):
            yield match.span("phone")
        for match in _PHONE_BEHIND_NAME.finditer(folded):
            yield match.span("phone")
    for pattern, sign in ((_SAID_IDENTITY, "身份证"), (_WECHAT, "微信")):
        if sign in folded:
            for match in pattern.finditer(folded):
                yield match.span("digits")
    if "@" in folded:
        for match in _MAIL.finditer(folded):
            yield match.span()
    if "Q" in folded or "q" in folded:
        for match in _QQ.finditer(folded):
            yield match.span("digits")
    if _LONG_NUMBER.search(folded) is None:
        return
    for likeness, pattern in ((_LIKE_MOBILE, _MOBILE), (_LIKE_LANDLINE, _LANDLINE)):
        for match in pattern.finditer(folded) if likeness.search(folded) else ():
            if not _MONEY_AFTER.match(folded, match.end()) and not _follows(_CODE_BEFORE, folded, match.start()):
                yield match.span()
    if _LIKE_CARD.search(folded) is None:
        return
    for match in _IDENTITY.finditer(folded):
        if is_identity_number(match[0]) and not _follows(_CODE_BEFORE, folded, match.start()):
            yield match.span()
    for match in _CARD.finditer(folded):
        if _is_card(match, folded):
            yield match.span()


def _is_card(match: re.Match[str], folded: str) -> bool:
    """Luhn alone passes one code in ten: a card also begins like UnionPay's (62), or stands behind 卡号 or 账号."""
    digits = match[0].replace(" ", "")
    if not passes_luhn(digits) or _MONEY_AFTER.match(folded, match.end()):
        return False
    if _follows(_BANK_BEFORE, folded, match.start()):
        return True
    return digits.startswith("62") and len(digits) in (16, 19) and not _follows(_CODE_BEFORE, folded, match.start())


def _follows(pattern: re.Pattern[str], folded: str, at: int) -> bool:
    return pattern.search(folded[max(0, at - 24) : at]) is not None


def is_identity_number(number: str) -> bool:
    """Whether the check character of an 18-character identity number (GB 11643) is right."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], weights, strict=True))
    return "10X98765432"[total % 11] == number[17].upper()


def passes_luhn(digits: str) -> bool:
    """Whether the check digit of a card number (ISO/IEC 7812) is right."""
    total = 0
    for position, char in enumerate(reversed(digits)):
        digit = int(char) * (2 if position % 2 else 1)
        total += digit - 9 if digit > 9 else digit
    return total % 10 == 0
