"""Names of public bodies as they are compared: one body is written in many ways.

219001-大英县行政审批局(本级), 大英县行政审批局 and 县行政审批局 on a page of 大英县 are one body. What was written
stays in the columns of documents and projects; only keys are normalised.
"""

from __future__ import annotations

import re

from warehouse.gazetteer import gazetteer
from warehouse.ids import match_key

_CODE = re.compile(r"^(\d{3,9})\s*[-—－_\s]\s*(?=\D)(.+)$", re.DOTALL)
_OWN_LEVEL = re.compile(r"(?:县|市|区|州|省)?本级$|(?:盖章|公章)$")
_LEVEL = re.compile(r"^(?:本?([省市州盟县区旗])|([省市州县区])级)(?=[\u4e00-\u9fff]{3})")

_SHORT = {
    "人社": "人力资源和社会保障",
    "发改": "发展和改革",
    "住建": "住房和城乡建设",
    "教体": "教育和体育",
    "文旅": "文化和旅游",
    "文广旅": "文化广播电视和旅游",
    "卫健": "卫生健康",
    "市监": "市场监督管理",
    "市场监管": "市场监督管理",
    "医保": "医疗保障",
    "退役军人局": "退役军人事务局",
    "应急局": "应急管理局",
    "交通局": "交通运输局",
    "审批局": "行政审批局",
    "审批服务局": "行政审批服务局",
    "机关事务局": "机关事务管理局",
    "工信": "工业和信息化",
    "经信": "经济和信息化",
    "生态环境保护局": "生态环境局",
    # Renamed in the reform of 2018 without another body joining: the same body before and after.
    "环境保护局": "生态环境局",
    "环保局": "生态环境局",
    "安全生产监督管理局": "应急管理局",
    "安监局": "应急管理局",
}
"""Short and old names of bodies as whole words before 局 and 委, and what they are called in full."""

_SHORT_NAME = re.compile("^(?:" + "|".join(sorted(_SHORT, key=len, reverse=True)) + r")(?=局|委|$)", re.MULTILINE)


def split_code(written: str) -> tuple[str | None, str]:
    """The budget code before a body's name, and the name alone."""
    match = _CODE.match(written.strip())
    return (match[1], match[2].strip()) if match else (None, written.strip())


def bare_level(written: str) -> str | None:
    """The level that a name begins with in place of a division's name: 县 of 县教育局; None for any other name."""
    match = _LEVEL.match(match_key(split_code(written)[1]))
    return (match[1] or match[2]) if match else None


def is_of_level(level: str, region_code: str, name: str | None) -> bool:
    """Whether a page of a division means its own by a word: 县 on a county's page, and not 县 on that of its city.

    County and district become each other and keep the old word for years; a county's 市 is the city above it, unless
    the county is a 市 itself. `name` is the division's.
    """
    if level == "市" and name:
        return name.endswith("市")
    if region_code.endswith("0000"):
        return level in "省区"
    return level in ("市州盟" if region_code.endswith("00") else "县区旗市")


def body_key(written: str | None, region_code: str | None = None, local_name: str | None = None) -> str:
    """A body's name as it is compared among the bodies of one division; empty where nothing is left of it.

    The division's own name and words for its level fall away; the name of another division stays, for the county's
    page may speak of a body of the city. `local_name` is the name of a division that is not on file.
    """
    if not written:
        return ""
    key = match_key(split_code(written)[1])
    key = _OWN_LEVEL.sub("", key) or key
    known = gazetteer()
    own = known.names.get(region_code, local_name) if region_code else None
    if region_code and known.leading(key) == (known.current(region_code),):
        key = key[known.leading_length(key) :] or key
    elif own and not known.known(str(region_code)) and key.startswith(match_key(own)):
        key = key.removeprefix(match_key(own)) or key
    elif region_code and (level := _LEVEL.match(key)) and is_of_level(level[1] or level[2], region_code, own):
        key = key[level.end() :]
    return _SHORT_NAME.sub(lambda match: _SHORT[match.group()], key)
