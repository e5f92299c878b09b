"""Which amounts of a sentence are parts of one before them, and which parts are funds of their own."""

from __future__ import annotations

import re
from decimal import Decimal

from tasks.parse.extract.narrative.measures import nearest_measure
from tasks.parse.extract.narrative.sources import nearest_source, of_part
from tasks.parse.extract.narrative.words import ITEM, LEAVES_PARTS, PARTS
from tasks.parse.extract.spans import last_clause
from tasks.parse.record import record

_PARTS_OR_ITEM = re.compile(f"{PARTS.pattern}|{ITEM.pattern}")
_OF_A_LEVEL = re.compile(r"(?:中央|[省市州县区]级?|财政)[^,;、]{0,8}(?:资金|经费|补助|公益金|配套|专款|支出)$")
_WHOLE_YEAR = re.compile(r"^[,;]?(?:\d{4}年)?(?:全年|当年|累计|最终)(?:实际|共)*(?:下达|到位|支出|拨付|收到|安排)")
# …其他资金860万元2023年支出2310万元: a page that lost its full stop.
_RUN_ON = re.compile(r"\s*(?:19|20)\d\d年")
_LONG_NAME = 7
_TOTAL = re.compile(r"(?:^|[,;、])(?:以上|上述|项目|资金|各项)*(?:共计|合计|总计|一共|总额|共)[^,。;]{0,8}$")
_DIVIDES = re.compile(r"其中|包括|包含|分别|分为|构成|组成|安排(?:情况)?(?:是|为|如下):")


@record
class Seen:
    """What the last amounts of a sentence were, for those that follow without words of their own.

    `amount` is the yuan of the last that is no part, for the sentence behind.
    """

    measure: str | None = None
    in_parts: bool = False
    of_other: bool = False
    counted: bool = False
    nested: bool = False
    source: str | None = None
    amount: Decimal | None = None


NOTHING_SEEN = Seen()


def in_parts_of(gap: str, seen: Seen, *, first: bool) -> tuple[bool, bool]:
    """Whether an amount is a part of one before it, and whether its own words open the parts."""
    clause = last_clause(gap)
    anew = nearest_measure(clause)
    if seen.in_parts and anew not in (None, seen.measure) and _RUN_ON.match(gap):
        return False, False
    if (
        anew is not None
        and (anew != seen.measure or re.search(r"调[整剂]", clause) or _again(clause))
        and LEAVES_PARTS.search(clause)
        and not _PARTS_OR_ITEM.search(clause)
    ):
        return False, False
    if first and seen == NOTHING_SEEN and not (_DIVIDES.search(clause) or _DIVIDES.match(gap)):
        # 用于 and a section's number in brackets divide nothing before a sentence's first amount.
        return False, False
    if PARTS.search(gap) is not None or gap.startswith(("(", ":")):
        return True, True
    if seen.in_parts and (gap.count(")") > gap.count("(") or _TOTAL.search(gap)):
        return False, False
    return seen.in_parts, False


def measure_before_parts(gap: str) -> str | None:
    """What the words before those that open a list of parts say that it is a list of."""
    opening = PARTS.search(gap)
    return nearest_measure(last_clause(gap[: opening.start()].rstrip(",:"))) if opening else None


def _again(clause: str) -> bool:
    """Whether a clause behind parts tells the whole again (其中甲100万元,乙11万元,调减40万元,全年实际下达71万元)."""
    return _WHOLE_YEAR.search(clause) is not None and nearest_source(clause, True) is None


def is_told_apart(words: str, source: str | None, has_year: bool, name: str | None) -> bool:
    """Whether a part is a fund of its own: by its source or year, or because it is the project's in a larger sum."""
    last = of_part(last_clause(words))
    if name and len(name) >= _LONG_NAME and name.removesuffix("项目") in words:
        return True
    if (ITEM.search(last) and not (source and last.endswith("项目支出"))) or (
        "用于" in last and not _OF_A_LEVEL.search(last)
    ):
        return False
    return has_year or source is not None
