"""Projects of a row in which each is accounted for by its sum, what was spent of it, and the rate that the two make.

法院执行年初预算数6万元,年末结算支出6万元,支出进度为100%;案件审判411万元,支出411万元,支出进度为100%;… — uses of
money and parts of a project have one sum each, so that nothing else need prove what opens such a clause a project.
"""

from __future__ import annotations

import re
from itertools import chain, islice

from tasks.parse.extract.narrative.measures import nearest_measure
from tasks.parse.extract.projects.entries import Entry, is_expense, name_of, sum_of
from tasks.parse.extract.projects.rows import MOST, clause_rows, label_rows, ordinal_rows
from tasks.parse.extract.projects.titled import is_generic
from tasks.parse.extract.spans import Span, narrow, stated
from tasks.parse.numbers.amounts import Amount, find_amounts
from tasks.parse.numbers.percents import find_percents, is_share

_USED = "用于"
_MEMBER = re.compile(r",即([^,;:、。\d]{4,60}?)(?:合计|共计|总计|共|为)*$")
_SAID = re.compile(
    r"(?:年初|全年|年度|调整后的?)?(?:预算|下达|到位|安排|批复|拨付|计划)(?:数|额|金额|资金|经费|为|:|共|合计)*$"
)
_CLASS = re.compile(r"支出(?<!项目支出)(?:年初|全年|年度|调整后?)*预算")
_PAIR = 2


def settled_accounts(text: str, span: Span) -> list[Entry]:
    """The projects of the first row of which two or more, and all but one that may be torn, are accounted for so."""
    narrowed = narrow(text)
    rows = (ordinal_rows(narrowed, span), clause_rows(narrowed, span, "%"), label_rows(narrowed, span))
    for row in islice(chain(*rows), MOST):
        told = [_account(text, narrowed, stretch) for stretch in row.stretches]
        found = [one for one in told if one is not None]
        if len(found) >= _PAIR and len(found) >= len(told) - 1:
            return found
    return []


def _account(text: str, narrowed: str, stretch: Span) -> Entry | None:
    """The project of a stretch that opens with its name and whose first two sums make a share told behind them."""
    start = stretch.start + len(_USED) * narrowed.startswith(_USED, stretch.start)
    amounts = find_amounts(narrowed, start, stretch.end)
    name = _name(narrowed, Span(start, stretch.end), amounts[0]) if len(amounts) >= _PAIR else None
    if name is None:
        return None
    whole, spent = amounts[:_PAIR]
    shares = find_percents(narrowed, spent.end, stretch.end)
    if nearest_measure(narrowed[whole.end : spent.start]) != "spent" or not any(
        is_share(spent.yuan, whole.yuan, share.value) for share in shares
    ):
        return None
    said = _SAID.search(narrowed, max(start, whole.start - 20), whole.start)
    measure = (nearest_measure(said[0]) if said else None) or "budget_adjusted"
    return Entry(
        stated(text, name.start, name.end, "item"),
        Span(start, stretch.end),
        (Span(whole.end, stretch.end),),
        (sum_of(text, whole.start, whole, measure),),
        settled=True,
    )


def _name(narrowed: str, stretch: Span, whole: Amount) -> Span | None:
    """The name that opens a stretch, or the one thing that the class of spending it names is (…支出,即某某经费)."""
    member = _MEMBER.search(narrowed, stretch.start, whole.start)
    name = name_of(narrowed, stretch)
    if member is not None and not is_generic(member[1]):
        found = Span(*member.span(1))
    elif name is not None:
        found = Span(name.start, name.end)
    else:
        return None
    # 教育支出年初预算9000万元: a class of the budget; 教育专项支出9000万元 says what became of it.
    of_class = _CLASS.search(narrowed, found.start, whole.start)
    return None if of_class or is_expense(narrowed[found.start : found.end]) else found
