"""What the sum of a row of amounts says of them, and they of it: 中央600万元,县级80万元,共计680万元,已到位."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice, takewhile

from tasks.parse.extract.narrative.measures import has_verb
from tasks.parse.extract.narrative.sources import brought_over
from tasks.parse.extract.narrative.stating import Mention
from tasks.parse.extract.spans import last_clause
from tasks.parse.facts import Evidence, Fund
from tasks.parse.numbers.amounts import Amount

_SUMMED = re.compile(
    r"[,;、]?(?:以上|上述|各级|各项|全年|[两三四]项|[两三四]年|[两三四]批|累计)*(?:资金|经费)?(?:共计|合计|总计|共){1,2}(?:可用|资金|金额|为|:)*"
)
_LEVELS = ("central", "province", "city", "county")
_MOST = 20
"""A longer row is a table that lost its lines."""


@dataclass(slots=True)
class Said:
    """An amount of a sentence as the words beside it tell: `fund` where they name a measure.

    `listed` is the measure of the list that it stands in or ends, and `others` are the other measures of an amount
    whose own clause says one and the words behind it another (下达40万元,已全部支付). Where they name none,
    `unmeasured` is what the amount may be once the row's verb or sum is known, `whole` what it is if parts that come to
    it stand behind it, `aside` what a part is that names its measure alone, if the source of the part before it holds
    on, and `spare` what it is where neither its sentence nor its row says anything.
    """

    mention: Mention
    fund: Fund | None
    in_parts: bool
    listed: str | None
    unmeasured: Fund | None = None
    whole: Fund | None = None
    others: tuple[Fund, ...] = ()
    spare: Fund | None = None
    aside: Fund | None = None

    @property
    def amount(self) -> Amount:
        """The amount itself."""
        return self.mention.amount

    @property
    def gap(self) -> str:
        """The words since the amount before it."""
        return self.mention.gap


def is_sum(gap: str) -> bool:
    """Whether the words before an amount, and nothing else of a measure, call it a sum (,共计680万元)."""
    return _SUMMED.fullmatch(gap) is not None


def comes_to(yuans: Iterable[Decimal], whole: Decimal) -> int:
    """How many of the first amounts of a row come to a whole: two or more, or none."""
    rest = whole
    for count, yuan in enumerate(islice(yuans, _MOST), 1):
        rest -= yuan
        if rest <= 0:
            return count if rest == 0 and count > 1 else 0
    return 0


def settled(row: Sequence[Said]) -> list[Fund]:
    """The funds of a sentence, each addend and each sum with the measure that the other has."""
    uses: list[Said] = []
    for index, said in enumerate(row):
        before = row[max(0, index - _MOST) : index]
        _by_parts(said, row[index + 1 : index + _MOST])
        addends = addends_of(said, before)
        if said.fund is None:
            _by_addends(said, addends)
        if said.fund is None:
            continue
        _pass_on(said, addends, before)
        years = {part.fund.fiscal_year for part in addends if part.fund is not None}
        if said.fund.measure == "spent" and len(years) == 1:
            # 支付工程款358万元、监理费12万元,合计支付370万元: a list of uses.
            uses.extend(part for part in addends if _is_use(part.fund, said.fund))
    _by_what_went(row)
    _fill(row)
    kept = [said for said in row if not any(said is use for use in uses)]
    return [fund for said in kept for fund in (*said.others, said.fund) if fund is not None]


def _by_parts(said: Said, behind: Sequence[Said]) -> None:
    """What the two or more amounts right behind an amount that come to it tell of it."""
    parts = behind[: comes_to((part.amount.yuan for part in behind), said.amount.yuan)]
    if not parts:
        return
    if said.whole is not None and said.fund is None:
        if all(part.in_parts and part.fund is None and part.unmeasured is not None for part in parts):
            # 支持我县资金539万元,其中:中央270万元,省级86万元,市级183万元 without any verb: what there is to spend.
            said.fund = said.whole
            for part in parts:
                part.fund = replace(part.unmeasured, measure=said.whole.measure) if part.unmeasured else None
        elif parts[0].gap.startswith("(") and not any(")" in part.gap for part in parts):
            # 行动资金800万元(财政预算740万元,年底追加60万元)
            measure = next((part.fund.measure for part in parts if part.fund is not None), None)
            said.fund = replace(said.whole, measure=measure) if measure else None
    if said.in_parts and parts[0].gap.startswith("("):
        # 其中:中央248万元(上年结转95万元,当年下达153万元): the parts of a part are none of the whole.
        for part in parts:
            if part.fund is not None and part.fund.source == "total":
                part.fund = None
    if said.fund is not None and not said.in_parts:
        for part in parts:
            if part.in_parts and part.fund is None and brought_over(part.gap):
                # 支出42万元(其中:财政拨款37万元,上年结转5万元)
                part.fund = part.mention.fund(said.fund.measure, "carryover")
    sources = {told.source for part in parts if part.in_parts and (told := part.fund or part.unmeasured) is not None}
    if said.fund is not None and not said.in_parts and said.fund.source in _LEVELS and len(sources) > 1:
        # 中央核定我省基金360万元,其中:中央补助150万元,地方自筹210万元: who set the sum gave but a part of it.
        said.fund = replace(said.fund, source="total")


def addends_of(said: Said, before: Sequence[Said]) -> Sequence[Said]:
    """The two or more amounts right before an amount that come to it, with their parts among them or without."""
    for row in (before[::-1], [part for part in before[::-1] if not part.in_parts]):
        if count := comes_to((part.amount.yuan for part in row), said.amount.yuan):
            return row[:count][::-1]
    return ()


def _by_addends(said: Said, addends: Sequence[Said]) -> None:
    """Take a sum without a measure for what most of its addends are, or for what the list is of."""
    # 优抚资金包括优待金33万元、慰问经费5万元,共计38万元: the sum of all that is listed is no part.
    in_parts = said.in_parts and not (addends and addends[0].mention.first)
    if not addends or said.unmeasured is None or in_parts or not is_sum(said.gap):
        return
    measures = [part.fund.measure for part in addends if part.fund is not None]
    if measures:
        said.fund = replace(said.unmeasured, measure=max(measures, key=measures.count))
    else:
        known = replace(said.unmeasured, measure=said.listed or "budget_adjusted")
        said.spare = known if said.listed else replace(known, evidence=_with_layout(known, "bare"))
        for part in addends:
            if part.unmeasured is not None:
                part.spare = replace(
                    part.unmeasured, measure=known.measure, evidence=_with_layout(part.unmeasured, "bare")
                )


def _pass_on(said: Said, addends: Sequence[Said], before: Sequence[Said]) -> None:
    """Give an amount's measure to its addends, and the verb behind it to the row that it ends."""
    if said.fund is None:
        return
    waiting = takewhile(lambda part: part.fund is None and part.unmeasured is not None, reversed(before))
    for part in addends or (list(waiting) if said.mention.told else ()):
        if part.fund is None and part.unmeasured is not None:
            part.fund = replace(part.unmeasured, measure=said.fund.measure)
    if said.mention.told and before and said.fund.measure != "balance" and _is_unsaid(said):
        _share_verb(said, before, said.fund.measure)


def _fill(row: Sequence[Said]) -> None:
    """Give what is still without a measure what it is for want of any word.

    The parts of such an amount, told by their levels, are of its measure.
    """
    filled: Fund | None = None
    for said in row:
        if said.fund is not None:
            filled = None
        elif said.spare is not None:
            said.fund = filled = said.spare
        elif said.unmeasured is not None and filled is not None:
            said.fund = replace(
                said.unmeasured, measure=filled.measure, evidence=_with_layout(said.unmeasured, filled.evidence.layout)
            )


def _by_what_went(row: Sequence[Said]) -> None:
    """Take a sum without a verb for what there is to spend, of which its sentence tells how much has gone already."""
    for at, said in enumerate(row):
        if said.fund is None and said.spare is not None and said.spare.evidence.layout == "bare":
            gone = [later.fund for later in row[at + 1 :] if "已" in later.gap and later.fund is not None]
            if any(fund.measure in ("received", "spent") and fund.amount_yuan <= said.amount.yuan for fund in gone):
                said.fund = replace(said.spare, evidence=_with_layout(said.spare, "prose"))


def _with_layout(fund: Fund, layout: str) -> Evidence:
    return replace(fund.evidence, layout=layout)


def _is_unsaid(said: Said) -> bool:
    """Whether an amount's own clause has no verb."""
    return not has_verb(last_clause(said.gap, ",;、(:"))


def _share_verb(said: Said, before: Sequence[Said], measure: str) -> None:
    """Give the verb behind a list to all of it: 资金共计780万元,其中省级380万元、县级400万元,已全部到位."""
    rest = said.amount.yuan
    for part in reversed(before):
        if part.fund is None or not _is_unsaid(part):
            return
        if part.fund.source == "total" and part.amount.yuan != rest:
            return
        part.fund = replace(part.fund, measure=measure)
        if part.fund.source == "total":
            return
        rest += part.amount.yuan


def _is_use(fund: Fund | None, whole: Fund) -> bool:
    return fund is not None and (fund.measure, fund.source) == (whole.measure, "total")
