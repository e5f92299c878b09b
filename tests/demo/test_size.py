"""A hundred thousand documents cost no memory: lists and documents are made where they are asked for."""

from __future__ import annotations

import tracemalloc
from itertools import islice

import pytest

from demo.placement import SITES, mirror_pages, mirrored_slot, plan_of, slots_of
from demo.sites import all_sites
from demo.sites.reply import Ask
from demo.truth import truth
from demo.world import World

MANY = 100_000


def test_the_numbers_of_all_sites_add_up() -> None:
    for documents in (0, 1, 4, 5, 59, 60, 61, 1234, MANY):
        assert sum(slots_of(site, documents) for site in range(SITES)) == documents


def test_mirror_pages_copy_reports_that_exist() -> None:
    for documents in (0, 1, 5, 14, 60, 61, 600):
        slots = [mirrored_slot(page) for page in range(mirror_pages(documents))]
        assert len(set(slots)) == len(slots)
        assert all(slot < slots_of(0, documents) and plan_of(0, slot).layout == "narrative" for slot in slots)
        reports = [slot for slot in range(slots_of(0, documents)) if plan_of(0, slot).layout == "narrative"]
        assert len(slots) == len(reports)


@pytest.mark.parametrize("number", [0, 1, 2, 3, 4, -1])
def test_lists_and_documents_of_a_large_site_take_little_memory(number: int) -> None:
    site = all_sites(World(1, MANY))[number]
    site.answer(Ask(site.page_path(0)))
    assert site.count() >= MANY // SITES // 4
    tracemalloc.start()
    try:
        for start in range(0, site.count() - 2, site.count() // 40):
            window = site.serials(start, site.page_size)
            assert len([site.page_path(serial) for serial in window]) == len(window)
            reply = site.answer(Ask(site.page_path(window[0])))
            assert reply.status == 200
            assert len(reply.body()) > 500
        assert site.answer(Ask(site.column_path)).body()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 4_000_000


def test_truth_is_told_one_document_at_a_time() -> None:
    tracemalloc.start()
    try:
        assert len(list(islice((document.url for document in truth(1, MANY)), 400))) == 400
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 4_000_000


def test_the_last_document_is_as_near_as_the_first() -> None:
    world = World(1, MANY)
    for site in range(SITES):
        item = world.item(site, world.count(site) - 1)
        assert item.page.title
        with pytest.raises(IndexError):
            world.item(site, world.count(site))
