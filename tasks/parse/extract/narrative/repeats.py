"""Which amounts of a report say again what others say better."""

from __future__ import annotations

from collections.abc import Iterable

from tasks.parse.facts import Fund


def is_outdone(fund: Fund, all_funds: Iterable[Fund]) -> bool:
    """Whether what says little of an amount is said better elsewhere.

    An amount behind the project's name that has a verb elsewhere; investment done where payments are stated too.
    """
    others = [other for other in all_funds if other.evidence.layout == "prose"]
    if fund.evidence.layout == "name":
        return any(other.amount_yuan == fund.amount_yuan for other in others)
    return fund.evidence.layout == "investment" and any((o.measure, o.source) == ("spent", "total") for o in others)
