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
_LONGEST = 40
_ASIDE = re.compile(r"\([^()]*\)|[\s:：*★]+")


def _core(text: str) -> str:
    return _short_core(text) if len(text) <= _LONGEST else ""


@lru_cache(maxsize=8192)
def _short_core(text: str) -> str:
    return _ASIDE.sub("", unicodedata.normalize("NFKC", text))


def first_level(text: str) -> bool:
    """Whether a text is the name of a first level, as 产出指标(50分)."""
    return _core(text) in _FIRST


def second_level(text: str) -> bool:
    """Whether a text is the name of a second level, as 数量指标."""
    return _core(text) in _SECOND


def level_names(level: str | None = None) -> frozenset[str]:
    """The names of a level ("first", "second"), or of both."""
    return {"first": _FIRST, "second": _SECOND}.get(level or "", _FIRST | _SECOND)
