"""The names that the first two levels of an indicator table take on the printed forms."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib import resources

import yaml

_NAMES: dict[str, str] = yaml.safe_load(
    resources.files(__package__).joinpath("levels.yaml").read_text(encoding="utf-8")
)
_FIRST = frozenset(_NAMES["first"].split())
_SECOND = frozenset(_NAMES["second"].split())
# 项目完成指标, 部门履职效益: the kinds stand in the lists, what they are of before them.
_FIRST_OF = re.compile("(?:项目|部门|单位)(?:产出|完成|效益|效果|成效|满意度|成本|过程|决策|投入)(?:指标)?")
_SECOND_OF = re.compile(
    "(?:社会|经济|生态|环境|可持续性?|发展|服务|对象|受益者?|公众|群众|帮扶|企业|职工|师生|患者|产出|完成|项目|或者?|[和及与、/])*"
    "(?:(?:数量|质量|时效|进度|成本|效益|影响|满意度?)(?:类|性)?){1,2}指标等?"
)
_GROUPS = frozenset({"实施效果指标", "过程管理指标"})
_LONGEST = 40
_ASIDE = re.compile(r"\([^()]*\)|[\s:：*★]+")


def first_level(text: str) -> bool:
    """Whether a text is the name of a first level, as 产出指标(50分)."""
    return len(text) <= _LONGEST and _levels_of(text)[0]


def second_level(text: str) -> bool:
    """Whether a text is the name of a second level, as 数量指标."""
    return len(text) <= _LONGEST and _levels_of(text)[1]


def is_level(text: str) -> bool:
    """Whether a text is the name of a level."""
    return len(text) <= _LONGEST and any(_levels_of(text))


# Many rules ask this of the same cells, and all forms have the same few.
@lru_cache(maxsize=8192)
def _levels_of(text: str) -> tuple[bool, bool]:
    core = _ASIDE.sub("", unicodedata.normalize("NFKC", text))
    # 产出值, 数量值 on forms of Shandong, 产出目标 on those of Fujian.
    if core not in _SECOND and core.endswith(("值", "目标")):
        core = core.removesuffix("值").removesuffix("目标") + "指标"
    return (
        core in _FIRST or _FIRST_OF.fullmatch(core) is not None,
        core in _SECOND or (core not in _FIRST and _SECOND_OF.fullmatch(core) is not None),
    )


def groups_levels(text: str) -> bool:
    """Whether a text is a first level of the central investment forms, under which 产出指标 is a second."""
    return len(text) <= _LONGEST and _ASIDE.sub("", text) in _GROUPS


def level_names(level: str | None = None) -> frozenset[str]:
    """The names of a level ("first", "second"), or of both."""
    return {"first": _FIRST, "second": _SECOND}.get(level or "", _FIRST | _SECOND)
