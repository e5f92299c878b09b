"""The division that a document or a unit belongs to, by what that was told, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass

from tasks.parse.document import Document
from tasks.parse.facts import Facts
from tasks.parse.signals import site_division
from warehouse.bodies import bare_level, is_of_level
from warehouse.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class Place:
    """A division code, the method by which it was found (`REGION_METHODS`), how sure it is (`CONFIDENCES`).

    `local_name` is what the source calls the division, which the gazetteer need not know.
    Where a name has several meanings and nothing decides, the code is None and `candidates` lists them; where two
    signs disagree, the stronger one stands and `candidates` has both, for a person to look at.
    """

    region_code: str | None
    method: str | None
    confidence: str | None = None
    candidates: tuple[str, ...] = ()
    local_name: str | None = None


NOWHERE = Place(None, None)


def locate(document: Document, facts: Facts, source_region: str | None, gazetteer: Gazetteer) -> Place:
    """Site code, source, publisher, unit, title, text, in this order; what stays ambiguous is not guessed."""
    division = site_division(document.meta.site_id_code)
    firm = gazetteer.current(division) if division and gazetteer.known(gazetteer.current(division)) else None
    told = firm or source_region
    named = _named(facts, gazetteer, told)
    if told:
        method = "site_code" if firm else "source"
        elsewhere = named.region_code and not _related(named.region_code, told, gazetteer)
        return Place(told, method, "certain", tuple(sorted({told, str(named.region_code)})) if elsewhere else ())
    if named.region_code:
        return named
    if code := gazetteer.most_named(document.text):
        return Place(code, "body", "possible", named.candidates)
    return named


def unit_place(unit: str | None, document: Place, gazetteer: Gazetteer) -> Place:
    """The division of a unit: the one its name begins with where that lies in the document's, else the document's.

    A provincial site publishes its counties' reports. A name of several meanings is read within the document's
    division, and where it still has several they are the candidates; one that lies elsewhere (a firm of another city)
    says nothing about the project. A bare 县教育局 on the page of a city can be of any of its counties.
    """
    above = document.region_code
    codes = tuple(
        code
        for code in gazetteer.leading(unit)
        if not above or not gazetteer.known(above) or gazetteer.within(code, above)
    )
    if len(codes) == 1:
        return Place(codes[0], "unit", "probable")
    level = bare_level(unit) if unit and not codes else None
    if level and above and not is_of_level(level, above, gazetteer.names.get(above, document.local_name)):
        codes = gazetteer.directly_below(above, level)
    return Place(above, document.method, document.confidence, codes, document.local_name)


def _named(facts: Facts, gazetteer: Gazetteer, told: str | None) -> Place:
    """What publisher, unit and title say, the first of them that names a division."""
    unit = next((e.implementing_unit.value for e in facts.evaluations if e.implementing_unit), None)
    ambiguous: Place = NOWHERE
    for method, text, confidence in (
        ("publisher", facts.publisher.value if facts.publisher else None, "probable"),
        ("unit", unit, "probable"),
        ("title", facts.title.value if facts.title else None, "possible"),
    ):
        codes = gazetteer.leading(text)
        if told and len(codes) > 1:
            codes = tuple(code for code in codes if _related(code, told, gazetteer)) or codes
        if len(codes) == 1:
            return Place(codes[0], method, confidence)
        if codes and ambiguous is NOWHERE:
            ambiguous = Place(None, method, None, codes)
    return ambiguous


def _related(one: str, other: str, gazetteer: Gazetteer) -> bool:
    return gazetteer.within(one, other) or gazetteer.within(other, one)
