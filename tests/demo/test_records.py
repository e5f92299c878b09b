"""Documents say what they are meant to say, the same every time, and nothing contradictory that was not planted."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest

from demo.items import slot_item
from demo.placement import SITES, plan_of
from demo.record import Item, Record
from demo.truth import truth, world_truth
from demo.world import World
from demo.writers import write
from tests.demo.consistency import breaches
from warehouse.vocabulary import DOCUMENT_TYPES, FUND_SOURCES, GRADES, MEASURES

IN_SENTENCES = {"F9", "P8", "P9", "P10", "P11", "P12", "P13", "T2"}
IN_WORDING = {"P2", "P4", "P5", "T1"} | IN_SENTENCES
AGAINST_ANOTHER = {"D1"}


def items(documents: int, seed: int = 1) -> Iterator[Item]:
    return (slot_item(seed, number % SITES, number // SITES) for number in range(documents))


def records(documents: int, seed: int = 1) -> Iterator[Record]:
    for item in items(documents, seed):
        yield item.page
        yield from (file.record for file in item.attachments)


@pytest.mark.parametrize("seed", [1, 2, 77])
def test_only_planted_contradictions(seed: int) -> None:
    for record in records(300, seed):
        assert breaches(record) == set(record.flaws) - IN_WORDING - AGAINST_ANOTHER, record.title


def test_sixty_documents_hold_every_kind_format_and_flaw() -> None:
    layouts, formats, flaws, units = set(), set(), set(), set()
    for item in items(60):
        layouts.add(item.page.layout)
        formats |= {file.format for file in item.attachments}
        for record in (item.page, *(file.record for file in item.attachments)):
            flaws |= set(record.flaws)
            units.add(record.money_unit)
    assert {"narrative", "several", "third_party", "central_form", "hainan_form", "department_report"} <= layouts
    assert {"news", "notice", "rules", "cover"} <= layouts
    assert formats == {"docx", "xlsx", "pdf", "txt"}
    assert units == {"万元", "元"}
    planted = "P1 P2 P3 P4 P5 P6 P7 P8 P9 P10 P11 P12 P13 G1 G2 S1 S2 S3 S4 S5 S6 S7 S8 S9 S10 W1 W2 W3 W4"
    planted += " E1 E2 E3 E4 E5 E6 E7 E8 F1 F2 F3 F4 F5 F6 F7 F8 F9 T1 T2 D1"
    assert flaws == set(planted.split())


def test_same_seed_same_words_other_seed_other_words() -> None:
    first = [write(record).plain() for record in records(30, seed=5)]
    assert first == [write(record).plain() for record in records(30, seed=5)]
    other = [write(record).plain() for record in records(30, seed=6)]
    assert not set(first) & set(other)


def test_a_document_does_not_depend_on_how_many_there_are() -> None:
    few, many = World(1, 60), World(1, 100_000)
    for site in range(SITES):
        assert few.item(site, 7) == many.item(site, 7)


def test_reports_are_long_enough_and_unlike_each_other() -> None:
    texts = [write(record).plain() for record in records(120) if record.layout in ("narrative", "third_party")]
    assert all(800 <= len(text) <= 2500 for text in texts)
    shingles = [{text[i : i + 5] for i in range(len(text) - 4)} for text in texts]
    for place, one in enumerate(shingles):
        for other in shingles[place + 1 :]:
            assert len(one & other) / len(one | other) < 0.75


def test_wording_flaws_stand_in_the_text() -> None:
    seen = Counter[str]()
    for record in records(60):
        text = write(record).plain()
        gap = "三是" in text and "四是" not in text and "五是" in text
        assert gap == ("P2" in record.flaws)
        assert ("我委" in text) == ("P5" in record.flaws)
        if IN_SENTENCES & set(record.flaws):
            assert all(remark in text for one in record.evaluations for remark in one.remarks)
            assert any(one.remarks for one in record.evaluations)
        if "P4" in record.flaws:
            assert record.mentions[0] in text
            assert record.mentions[0] not in record.title
        if record.published_on and record.evaluations:
            late = record.published_on.year - record.evaluations[0].year
            assert (late > 3) == ("T1" in record.flaws)
            assert late >= 1
        seen.update(record.flaws)
    assert set(seen) >= IN_WORDING


def test_numbering_of_chapters_has_no_gaps() -> None:
    for record in records(60):
        if record.layout in ("narrative", "third_party"):
            found = re.findall(r"^([一二三四五六七八九])、", write(record).plain(), re.MULTILINE)
            assert found == list("一二三四五六七八九")[: len(found)]
            assert len(found) >= 6


def test_a_revision_changes_figures_and_nothing_else() -> None:
    for slot in range(12):
        for site in range(SITES):
            before, after = slot_item(1, site, slot), slot_item(1, site, slot, revision=1)
            assert before.page.title == after.page.title
            assert before.page.published_on == after.page.published_on
            changed = [write(before.page).plain() != write(after.page).plain()]
            changed += [
                write(one.record).plain() != write(two.record).plain()
                for one, two in zip(before.attachments, after.attachments, strict=True)
            ]
            assert any(changed), (site, slot, plan_of(site, slot))


def test_truth_uses_the_words_of_the_model() -> None:
    for document in truth(1, 120):
        assert document.doc_type in DOCUMENT_TYPES
        for project in document.projects:
            assert project["grade"] in (*GRADES, None)
            assert all(fund["measure"] in MEASURES and fund["source"] in FUND_SOURCES for fund in project["funds"])


def test_projects_are_unique_and_scored_once_a_year_by_each_evaluator() -> None:
    scores: dict[tuple[object, ...], set[float]] = defaultdict(set)
    torn: set[tuple[object, ...]] = set()
    years: dict[tuple[object, ...], set[int]] = defaultdict(set)
    for document in truth(1, 1800):
        for project in document.projects if document.copy_of is None else ():
            key = (project["implementing_unit"], project["name"])
            years[key].add(project["fiscal_year"])
            if project["total_score"] is not None:
                scores[*key, project["fiscal_year"], project["evaluator"]].add(project["total_score"])
            if any(planted["rule_id"] == "D1" for planted in document.contradictions):
                torn.add((*key, project["fiscal_year"], project["evaluator"]))
    assert {key for key, found in scores.items() if len(found) > 1} == torn != set()
    assert max(len(found) for found in years.values()) >= 6


def test_the_mirror_never_learns_of_a_correction() -> None:
    before = [document for document in world_truth(World(1, 60)) if document.copy_of]
    corrected = list(world_truth(World(1, 60, {0: 1, 10: 2, 40: 1})))
    assert [document for document in corrected if document.copy_of] == before
    originals = {document.url: document for document in corrected}
    assert all(originals[copy.copy_of or ""].projects != copy.projects for copy in before)


def test_truth_adds_up_to_the_records() -> None:
    documents = list(truth(1, 60))
    states = Counter(document.state for document in documents)
    bad = ("gone", "disallowed", "partial", "broken", "unreadable", "empty")
    assert {state: states[state] for state in bad} == dict.fromkeys(bad, 1)
    assert sum(document.copy_of is not None for document in documents) == 3
    numbered = [document for document in documents if document.number is not None]
    assert {document.number for document in numbered} == set(range(60))
    assert len({document.url for document in documents}) == len(documents)
    stated = sum(len(record.evaluations) for record in records(60))
    assert sum(len(document.projects) for document in numbered) == stated
    planted = sum(len(record.flaws) for record in records(60))
    assert sum(len(document.contradictions) for document in numbered) == planted
