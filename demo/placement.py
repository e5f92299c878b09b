"""Where documents stand and what they are, by arithmetic on their number: nothing is ever listed to find out.

Document i stands on site i % 5 in slot i // 5. A slot's twelfth decides its kind; the sixty first documents hold
every kind, format and planted contradiction, and every later sixty hold them again with other figures.
Mirror pages and the fixed bad items come on top of the numbered documents.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from demo.dice import dice
from demo.places import LARGE_PLACES, MIRRORED_SITE

SITES = len(LARGE_PLACES)
SMALL_ITEMS = 4
"""Documents of a small site; they are not numbered and do not grow with the portal."""
PERIOD = 12
_PROJECTS_PER_ROUND = 16
_ROUND = 3 * PERIOD  # a slot's project is evaluated in three consecutive years, then another takes its place


@dataclass(frozen=True, slots=True)
class Plan:
    """What a slot's document is: layout, carrier (html, docx, xlsx, pdf, txt), planted flaws, unit of money."""

    layout: str
    carrier: str = "html"
    flaws: tuple[str, ...] = ()
    money_unit: str = "万元"


def _row(layout: str, *cells: str) -> tuple[Plan, ...]:
    plans = []
    for cell in cells:
        carrier, flaws, unit = cell.split("/")
        plans.append(Plan(layout, carrier, tuple(flaws.split()), unit or "万元"))
    return tuple(plans)


PLANS = (
    _row("narrative", "html/P10 P11/", "html/P1 F8/", "html/P3/", "html/P2 E7/", "html/P6/"),
    _row("central_form", "html/W3/", "html/S4/元", "html/P7/", "html/W1/", "html/F1/"),
    _row("narrative", "html/G2/", "html/F4/", "html/E1/", "html/S9/", "html/F6/"),
    _row("hainan_form", "html//", "docx//", "txt//", "html/W2/", "docx/S8/"),
    _row("central_form", "pdf/S3/", "xlsx/S7/", "pdf/S10/元", "xlsx/E2/", "pdf/S5/"),
    _row("department", "docx/D1/", "xlsx/F5/", "docx//", "xlsx/S2/", "docx//"),
    _row("several", "html/P6/", "html/E5/", "html/P1/", "html//", "html/F3/"),
    (Plan("news"), Plan("notice"), Plan("rules"), Plan("news"), Plan("notice")),
    _row("narrative", "html/P12 P13/", "html/G1/", "html/F7/", "html/P4 E8/", "html/P5 T2/"),
    _row("central_form", "html/F2/", "html/S1/", "html/E4/元", "html/W4/元", "html/S6/"),
    _row("third_party", "html/P9/", "html/E3/", "html/F9/", "html/P8/", "html/T1/"),
    _row("hainan_form", "txt//", "html/E6/", "docx//", "txt//", "html//"),
)
_NARRATIVE_SLOTS = (0, 2, 8)


def slots_of(site: int, documents: int) -> int:
    """How many of the numbered documents stand on a site."""
    return (documents - site + SITES - 1) // SITES


def plan_of(site: int, slot: int) -> Plan:
    """What stands in a slot of a site; a small site has the plans of a large one."""
    return PLANS[slot % PERIOD][site % SITES]


def project_number(slot: int, extra: int = 0) -> int:
    """The project that a slot is about. Slots 2 and 8 share one over six years, 0 and 10 share one evaluation year.

    `extra` counts the further projects of a document that holds several.
    """
    kind = {8: 2, 10: 0}.get(slot % PERIOD, slot % PERIOD)
    return slot // _ROUND * _PROJECTS_PER_ROUND + (PERIOD + extra - 1 if extra else kind)


@lru_cache(maxsize=4096)
def fiscal_year(seed: int, site: int, slot: int) -> int:
    """The year that a slot's document evaluates."""
    first = 2017 + dice(seed, "first year", site, project_number(slot)).randrange(3)
    return first + slot // PERIOD % 3 + (3 if slot % PERIOD == 8 else 0)


def mirror_pages(documents: int) -> int:
    """How many pages the mirror copies."""
    whole, rest = divmod(slots_of(MIRRORED_SITE, documents), PERIOD)
    return whole * len(_NARRATIVE_SLOTS) + sum(slot < rest for slot in _NARRATIVE_SLOTS)


def mirrored_slot(page: int) -> int:
    """The slot whose document the mirror's page copies."""
    period, place = divmod(page, len(_NARRATIVE_SLOTS))
    return period * PERIOD + _NARRATIVE_SLOTS[place]
