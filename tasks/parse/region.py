"""The division that a document belongs to, and by what that was told."""

from __future__ import annotations

from dataclasses import dataclass

from tasks.parse.document import Document
from tasks.parse.facts import Facts
from tasks.parse.trust import site_division


@dataclass(frozen=True, slots=True)
class Place:
    """A division code and the method by which it was found."""

    region_code: str | None
    method: str | None


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Divisions by code and by name. `successors` leads from a code no longer in force to the one that is."""

    names: dict[str, str]
    successors: dict[str, str]

    def current(self, code: str) -> str:
        """The code in force today; site codes keep the division they were given under (邵东: 430521, now 430582)."""
        seen: set[str] = set()
        while code in self.successors and code not in seen:
            seen.add(code)
            code = self.successors[code]
        return code

    def by_prefix(self, text: str | None) -> str | None:
        """The division with the longest name that a body's name or a title begins with."""
        if not text:
            return None
        named = [(len(name), code) for code, name in self.names.items() if text.startswith(name)]
        return max(named)[1] if named else None


def locate(document: Document, facts: Facts, source_region: str | None, gazetteer: Gazetteer) -> Place:
    """Site code, then the source, then publisher, unit and title; nothing is guessed beyond that."""
    division = site_division(document.meta.site_id_code)
    if division and gazetteer.current(division) in gazetteer.names:
        return Place(gazetteer.current(division), "site_code")
    if source_region:
        return Place(source_region, "source")
    units = [e.implementing_unit.value for e in facts.evaluations if e.implementing_unit]
    for method, text in (
        ("publisher", facts.publisher.value if facts.publisher else None),
        ("unit", units[0] if units else None),
        ("title", facts.title.value if facts.title else None),
    ):
        if code := gazetteer.by_prefix(text):
            return Place(gazetteer.current(code), method)
    return Place(None, None)
