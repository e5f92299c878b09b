"""Indicators that prose lists under their second level: 数量指标:布防飞机数量≥6架,实际6架;…"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tasks.parse.extract.spans import Span, evidence, narrow
from tasks.parse.facts import Score
from tasks.parse.numbers.targets import parse_target

_LEVEL_1 = {"数量": "产出指标", "质量": "产出指标", "时效": "产出指标", "成本": "产出指标"}
_LEVEL_2 = re.compile(
    r"((?:数量|质量|时效|成本|经济效益|社会效益|生态效益|可持续影响|服务对象满意度|满意度)指标)\s*[::]"
)
# Its end, which begins with a word: found five times as fast, and most reports have none.
_LIKE_LEVEL_2 = re.compile(r"指标\s*[::]")
_OPENS = re.compile(r"[\n。;)、\s]")
_ITEM = re.compile(
    r"\s*([^,;:。\d≥≤><=\n]{2,40}?)\s*((?:≥|≤|>=|<=|=|>|<)\s*\d[^,;。\n]{0,20}),\s*(?:全年)?(?:实际)(?:完成值?"
    r"|值|为|达到?)?\s*(?:为|:)?\s*(\d[^,;。\n]{0,20})"
)


def read_prose_indicators(text: str, spans: Iterable[Span]) -> tuple[Score, ...]:
    """The indicators with target and actual behind the name of a second level; prose gives them no points."""
    narrowed = narrow(text)
    if _LIKE_LEVEL_2.search(narrowed) is None:
        return ()
    return tuple(score for span in spans for score in _of_span(text, narrowed, span))


def _of_span(text: str, narrowed: str, span: Span) -> Iterator[Score]:
    for level in _LEVEL_2.finditer(narrowed, span.start, span.end):
        if level.start() > 0 and not _OPENS.match(narrowed, level.start() - 1):
            continue
        stop = re.compile(r"[。\n]").search(narrowed, level.end(), span.end)
        end = stop.start() if stop else span.end
        position = level.end()
        while match := _ITEM.match(narrowed, position, end):
            name, target, actual = (text[match.start(i) : match.end(i)].strip() for i in (1, 2, 3))
            parsed = parse_target(target)
            kind = level.group(1)
            yield Score(
                level=3,
                evidence=evidence(text, match.start(), match.end(), "prose"),
                indicator_1=_first_level(kind),
                indicator_2=kind,
                indicator_3=name,
                target=target,
                target_operator=parsed.operator,
                target_value=parsed.value,
                target_unit=parsed.unit,
                actual=actual,
            )
            position = match.end()
            if narrowed[position : position + 1] not in (";", "、"):
                break
            position += 1


def _first_level(second: str) -> str:
    first = next((first for word, first in _LEVEL_1.items() if second.startswith(word)), None)
    return first or ("满意度指标" if "满意度" in second else "效益指标")
