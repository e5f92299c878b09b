"""Names of projects as they are compared: one project is written in another way every year.

2022年培训经费项目 and “培训经费”(2023年度) are one project of their unit; 扩建工程一期 and 扩建工程二期 are two.
"""

from __future__ import annotations

import re

from warehouse.ids import match_key

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_SPELLED_YEAR = re.compile(r"(?:一九|二[〇○零])[〇○零一二三四五六七八九]{2}(?=年)")
_YEAR = re.compile(r"(?<![\d\-—–~至到、])((?:19|20)\d{2})(?:年度?(?:全年)?|(?<=^\d{4})(?=[\u4e00-\u9fff]))")
"""A year of its own. 2021-2023年 is a plan's term and tells it from the plan after it."""

_ORDINAL = re.compile(r"第?([一二三四五六七八九十]{1,3}|\d{1,2}|[ivx]{1,4})(期(?!间|货|刊)|批次?|标段|阶段)")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}


def project_key(name: str | None, fiscal_year: int | None = None) -> str:
    """A project's name as it is compared among those of its unit; empty where nothing is left of it.

    The year evaluated falls away wherever it stands, any other stays: 2018年棚改 in a report on 2020 is the project of
    2018. Without a year evaluated every year falls away. Phases and lots stay, in one spelling.
    """
    key = match_key(name)
    key = _SPELLED_YEAR.sub(lambda match: match.group().translate(_DIGITS), key)
    key = _YEAR.sub(lambda match: "" if fiscal_year in (None, int(match[1])) else match.group(), key)
    key = _ORDINAL.sub(_ordinal, key)
    return key.removesuffix("项目") or key


def phases(name: str | None) -> str:
    """The phases and lots in a name, in one spelling; names that differ in them are never one project."""
    found = _ORDINAL.finditer(match_key(name))
    return " ".join(_ordinal(match) for match in found)


def _ordinal(match: re.Match[str]) -> str:
    return f"{_number(match[1])}{match[2].removesuffix('次')}"


def _number(written: str) -> str:
    if written in _ROMAN:
        return str(_ROMAN[written])
    if "十" in written:
        tens, units = written.split("十", 1)
        return f"{tens.translate(_DIGITS) or 1}{units.translate(_DIGITS) or 0}"
    return written.translate(_DIGITS)
