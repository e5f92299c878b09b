"""What the sum of a row of amounts says of them, and they of it: 中央600万元,县级80万元,共计680万元,已到位."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tasks.parse.extract.narrative.measures import has_verb
from tasks.parse.extract.narrative.stating import Mention
from tasks.parse.facts import Evidence, Fund
from tasks.parse.numbers.amounts import Amount

_CLAUSE = re.compile("[,;、]")
_SUMMED = re.compile(
    r"[,;、]?(?:以上|上述|各级|各项|全年|[两三四]项|[两三四]年|[两三四]批|累计)*(?:资金|经费)?(?:共计|合计|总计|共)(?:可用|资金|金额|为)*"
)
_A_SUM = re.compile(r"(?:共|合|总)计|共(?=支|收|下达|到位|投入|安排|拨|筹)|总(?:额|支出|投入)")
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


def comes_to(amounts: Sequence[Amount], whole: Decimal) -> bool:
    """Whether the first two or more amounts of a row come to a whole."""
    rest = whole
    for count, amount in enumerate(amounts[:_MOST], 1):
        rest -= amount.yuan
        if rest <= 0:
            return rest == 0 and count > 1
    return False


def settled(row: Sequence[Said]) -> list[Fund]:
    """The funds of a sentence, each addend and each sum with the measure that the other has."""
    dropped: set[int] = set()
    for index, said in enumerate(row):
        clause = _CLAUSE.split(said.gap)[-1]
        if said.whole is not None and said.fund is None and (parts := _levels(row, index)):
            # 支持我县资金539万元,其中:中央270万元,省级86万元,市级183万元 without any verb: what there is to spend.
            said.fund = replace(said.whole, measure="budget_adjusted")
            for level in parts:
                level.fund = replace(level.unmeasured, measure="budget_adjusted") if level.unmeasured else None
        if said.fund is None and said.whole is not None and (inside := _in_brackets(row, index)):
            # 行动资金800万元(财政预算740万元,年底追加60万元)
            measures = [fund.measure for part in inside if (fund := part.fund) is not None]
            said.fund = replace(said.whole, measure=measures[0]) if measures else None
        if said.fund is not None and not said.in_parts and said.fund.source in _LEVELS and _of_several(row, index):
            # 中央核定我省基金360万元,其中:中央补助150万元,地方自筹210万元: who set the sum gave but a part of it.
            said.fund = replace(said.fund, source="total")
        addends = _addends(row, index)
        if not _A_SUM.search(clause) and not _all_of_levels(row, addends):
            addends = ()
        if said.fund is None and is_sum(said.gap) and said.unmeasured is not None and not said.in_parts:
            measures = [other.fund.measure for i in addends if (other := row[i]).fund is not None]
            if measures:
                said.fund = replace(said.unmeasured, measure=max(measures, key=measures.count))
            elif addends:
                known = replace(said.unmeasured, measure=said.listed or "budget_adjusted")
                said.spare = known if said.listed else replace(known, evidence=_with_layout(known, "bare"))
        if said.fund is None:
            continue
        for i in addends or (_waiting(row, index) if said.mention.told else ()):
            if row[i].fund is None and (part := row[i].unmeasured) is not None:
                row[i].fund = replace(part, measure=said.fund.measure)
        if said.mention.told and index > 0 and said.fund.measure != "balance" and _is_unsaid(said):
            _share_verb(row, index, said.fund.measure)
        years = {fund.fiscal_year for i in addends if (fund := row[i].fund) is not None}
        if said.fund.measure == "spent" and len(years) == 1:
            # 支付工程款358万元、监理费12万元,合计支付370万元: a list of uses.
            dropped.update(i for i in addends if _is_use(row[i].fund, said.fund))
    _by_what_went(row)
    _fill(row)
    return [
        fund for i, said in enumerate(row) if i not in dropped for fund in (*said.others, said.fund) if fund is not None
    ]


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


def _addends(row: Sequence[Said], index: int) -> Sequence[int]:
    """The two or more amounts right before an amount that come to it, with their parts among them or without."""
    before = range(index - 1, max(-1, index - _MOST), -1)
    return _closing(row, before, row[index].amount.yuan) or _closing(
        row, [i for i in before if not row[i].in_parts], row[index].amount.yuan
    )


def _closing(row: Sequence[Said], before: Sequence[int], rest: Decimal) -> Sequence[int]:
    for count, at in enumerate(before, 1):
        rest -= row[at].amount.yuan
        if rest <= 0:
            return before[:count][::-1] if rest == 0 and count > 1 else ()
    return ()


def _all_of_levels(row: Sequence[Said], addends: Sequence[int]) -> bool:
    """Whether amounts say no more than their levels, so that what they come to tells what they are."""
    return all(row[i].fund is None and row[i].unmeasured is not None for i in addends)


def _levels(row: Sequence[Said], index: int) -> list[Said]:
    """The two or more amounts right behind an amount that are its parts by level, and come to it."""
    rest = row[index].amount.yuan
    for last in range(index + 1, min(len(row), index + _MOST)):
        if row[last].fund is not None or row[last].unmeasured is None or not row[last].in_parts:
            return []
        rest -= row[last].amount.yuan
        if rest <= 0:
            return list(row[index + 1 : last + 1]) if rest == 0 and last > index + 1 else []
    return []


def _of_several(row: Sequence[Said], index: int) -> bool:
    """Whether the parts right behind an amount come to it and are of more than one source."""
    rest, sources = row[index].amount.yuan, set()
    for part in row[index + 1 : index + _MOST]:
        told = part.fund or part.unmeasured
        if not part.in_parts or told is None:
            return False
        rest -= part.amount.yuan
        sources.add(told.source)
        if rest <= 0:
            return rest == 0 and len(sources) > 1
    return False


def _in_brackets(row: Sequence[Said], index: int) -> Sequence[Said]:
    """The two or more amounts in the bracket right behind an amount, where they come to it."""
    rest, behind = row[index].amount.yuan, row[index + 1 : index + _MOST]
    if not behind or not behind[0].gap.startswith("("):
        return ()
    for at, part in enumerate(behind):
        if ")" in part.gap:
            return ()
        rest -= part.amount.yuan
        if rest <= 0:
            return behind[: at + 1] if rest == 0 and at > 0 else ()
    return ()


def _waiting(row: Sequence[Said], index: int) -> range:
    """The row of amounts right before an amount whose own words name a level and no measure."""
    first = index
    while first > 0 and row[first - 1].fund is None and row[first - 1].unmeasured is not None:
        first -= 1
    return range(first, index)


def _is_unsaid(said: Said) -> bool:
    """Whether an amount's own clause has no verb."""
    return not has_verb(re.split(r"[,;、(:]", said.gap)[-1])


def _share_verb(row: Sequence[Said], index: int, measure: str) -> None:
    """Give the verb behind a list to all of it: 资金共计780万元,其中省级380万元、县级400万元,已全部到位."""
    rest = row[index].amount.yuan
    for part in reversed(row[:index]):
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
