"""The ground truth of the portal: what every page and every attachment states, from the records they are made of.

`truth` gives one document an address, in the shape of the extract contract. What a document does not print is None;
nothing is computed. `contradictions` are those that were planted, by rule of the domain notes (A6).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TypedDict
from urllib.parse import urljoin

from demo.flaws import COLLATERAL
from demo.places import MIRRORED_SITE
from demo.record import Evaluation, Item, Line, Record
from demo.sites import official_sites, small_sites
from demo.sites.mirror import SOURCE, MirrorSite
from demo.sites.site import Site
from demo.specials import SPECIALS
from demo.world import World


class FundTruth(TypedDict):
    """One stated amount."""

    measure: str
    source: str
    source_alt: list[str]
    amount_yuan: str


class IndicatorTruth(TypedDict):
    """One leaf row."""

    level1: str
    level2: str | None
    level3: str
    target: str | None
    actual: str | None
    max_points: float | None
    points: float | None
    reason: str | None


class ProjectTruth(TypedDict):
    """One evaluation of a project, or of a department (then `name` is None)."""

    name: str | None
    kind: str
    evaluator: str
    fiscal_year: int
    implementing_unit: str
    competent_department: str | None
    funds: list[FundTruth]
    execution_rate: float | None
    arrival_rate: float | None
    total_score: float | None
    grade: str | None
    indicators: list[IndicatorTruth]


class ClaimTruth(TypedDict):
    """A count of a count and its rate as stated."""

    name: str
    value: float
    unit: str
    numerator: int
    denominator: int
    project: str | None


class Contradiction(TypedDict):
    """A planted breach; `collateral` names rules that break with it by their nature."""

    rule_id: str
    project: str | None
    collateral: list[str]


@dataclass(frozen=True, slots=True)
class TruthDocument:
    """What is at an address. `state`: parsed, negative, gone, disallowed, partial, broken, unreadable or empty.

    `parent_url` is the page that an attachment hangs on, `copy_of` the original of a mirror's page. `number` is the
    number of the document that it belongs to, None for the fixed bad items and for small sites. `accept` are values
    that are neither right nor wrong: what a mirror prints about itself.
    """

    url: str
    state: str
    format: str
    doc_type: str
    title: str | None
    publisher: str | None
    published_on: str | None
    index_no: str | None
    doc_no: str | None
    site: str
    number: int | None = None
    parent_url: str | None = None
    copy_of: str | None = None
    projects: tuple[ProjectTruth, ...] = ()
    claims: tuple[ClaimTruth, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    accept: dict[str, list[str]] = field(default_factory=dict)


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _indicator(line: Line) -> IndicatorTruth:
    return IndicatorTruth(
        level1=line.level1,
        level2=line.level2,
        level3=line.level3,
        target=line.target,
        actual=line.actual,
        max_points=_number(line.weight),
        points=_number(line.points),
        reason=line.reason or None,
    )


def _project(e: Evaluation, record: Record) -> ProjectTruth:
    return ProjectTruth(
        name=e.project,
        kind=e.kind,
        evaluator="third_party" if record.layout == "third_party" else "unit_self",
        fiscal_year=e.year,
        implementing_unit=e.unit,
        competent_department=e.department,
        funds=[
            FundTruth(
                measure=one.measure, source=one.source, source_alt=list(one.source_alt), amount_yuan=f"{one.yuan:.2f}"
            )
            for one in e.money
        ],
        execution_rate=_number(e.execution_rate),
        arrival_rate=_number(e.arrival_rate),
        total_score=_number(e.total),
        grade=e.grade,
        indicators=[_indicator(line) for line in e.lines],
    )


def _claims(record: Record) -> Iterator[ClaimTruth]:
    for e in record.evaluations:
        if e.tally is not None:
            t = e.tally
            yield ClaimTruth(
                name=t.rate_name, value=float(t.rate), unit="%", numerator=t.done, denominator=t.base, project=e.project
            )


def _contradictions(record: Record) -> tuple[Contradiction, ...]:
    project = record.evaluations[0].project if record.evaluations else None
    return tuple(
        Contradiction(rule_id=rule, project=project, collateral=list(COLLATERAL.get(rule, ()))) for rule in record.flaws
    )


def _document(site: Site, url: str, record: Record, state: str, number: int | None, kind: str) -> TruthDocument:
    silent = state in ("gone", "disallowed", "broken", "unreadable", "empty")
    return TruthDocument(
        url=url,
        state=state,
        format=kind,
        doc_type="negative" if silent else record.doc_type,
        title=None if silent else record.title,
        publisher=None if silent else record.publisher,
        published_on=None if silent or record.published_on is None else record.published_on.isoformat(),
        index_no=None if silent else record.index_no,
        doc_no=None if silent else record.doc_no,
        site=site.place.name,
        number=number,
        projects=() if silent else tuple(_project(e, record) for e in record.evaluations),
        claims=() if silent else tuple(_claims(record)),
        contradictions=() if silent else _contradictions(record),
    )


def _as_cut(record: Record) -> Record:
    """A truncated page's record: the text stops before its score."""
    return replace(record, evaluations=tuple(replace(e, total=None, problems=None) for e in record.evaluations))


def item_truth(site: Site, item: Item, number: int | None) -> Iterator[TruthDocument]:
    """A page and its attachments."""
    url = site.origin + site.page_path(item.serial)
    record = _as_cut(item.page) if item.spoil == "truncated" else item.page
    yield _document(site, url, record, item.state, number, "html")
    for place, file in enumerate(item.attachments):
        path = site.file_path(item.serial, place, site.extension(file))
        state = {"random": "unreadable", "empty": "empty"}.get(file.spoil or "", "parsed")
        document = _document(site, urljoin(url, path), file.record, state, number, file.format)
        yield replace(document, parent_url=url)


def _mirror_truth(mirror: MirrorSite, original: Site, page: int) -> TruthDocument:
    item = mirror.copied(page)
    number = mirror.original_serial(page) - len(SPECIALS[MIRRORED_SITE])
    url = mirror.origin + mirror.page_path(page)
    document = _document(mirror, url, replace(item.page, title=mirror.title(page)), "parsed", None, "html")
    # The date and the source that a mirror prints are its own and say nothing of the document.
    copy_of = original.origin + original.page_path(number + len(SPECIALS[MIRRORED_SITE]))
    accept = {"published_on": [mirror.day(page).isoformat()], "publisher": [SOURCE, item.page.publisher or ""]}
    return replace(document, publisher=None, published_on=None, copy_of=copy_of, accept=accept)


def world_truth(world: World) -> Iterator[TruthDocument]:
    """The truth of a world, revisions included: numbered documents, bad items, small sites, mirror pages."""
    sites = official_sites(world)
    for number in range(world.documents):
        site = sites[number % len(sites)]
        serial = number // len(sites) + len(SPECIALS[site.number])
        yield from item_truth(site, world.item(site.number, serial), number)
    for site in sites:
        for place in range(len(SPECIALS[site.number])):
            yield from item_truth(site, world.item(site.number, place), None)
    for site in small_sites(world):
        for serial in range(site.count()):
            yield from item_truth(site, world.item(site.number, serial), None)
    mirror = MirrorSite(world)
    for page in range(mirror.count()):
        yield _mirror_truth(mirror, sites[MIRRORED_SITE], page)


def truth(seed: int, documents: int) -> Iterator[TruthDocument]:
    """The truth of a portal of that seed and size, one document an address, never more than one in memory."""
    yield from world_truth(World(seed, documents))
