from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.load.copies import similar
from tasks.load.signatures import grams
from tests.tasks.load.test_load import ask
from tests.warehouse.world import CENTRE, FILLER, NETWORK, REPORT, Page, night

pytestmark = pytest.mark.usefixtures("few_rules")

OTHER = "https://www.suining.gov.cn/info/5.htm"


def originals(tmp_path: Path, *pages: Page) -> dict[str, str]:
    build = tmp_path / "b.duckdb"
    night(tmp_path, build, list(pages), "n1")
    urls = dict(ask(build, "SELECT document_id, url FROM documents"))
    links = ask(build, "SELECT document_id, canonical_document_id FROM documents")
    return {urls[document]: urls[original] for document, original in links}


@pytest.mark.parametrize(
    "copy",
    [
        replace(REPORT, url=OTHER),
        replace(REPORT, url=OTHER, text="m6平台" + FILLER.replace("绩效", "博彩绩效", 1), trust=5),
        replace(REPORT, url=OTHER, text=FILLER[: len(FILLER) * 3 // 4]),
        replace(REPORT, url=OTHER, text=FILLER.replace("目标", "目(mù)标(biāo)")),
        replace(REPORT, url=OTHER, text=FILLER.replace("。", "。\n　 ")),
    ],
    ids=["repost", "brand words", "cut off", "spelled out", "other blanks"],
)
def test_a_copy_points_at_the_original(tmp_path: Path, copy: Page) -> None:
    copy = replace(copy, published=date(2023, 8, 1))
    assert originals(tmp_path, copy, REPORT) == {REPORT.url: REPORT.url, OTHER: REPORT.url}


@pytest.mark.parametrize(
    "sibling",
    [
        replace(REPORT, url=OTHER, evaluations=(CENTRE,)),
        replace(REPORT, url=OTHER, evaluations=(replace(CENTRE, name="卫生院建设"), NETWORK)),
        replace(REPORT, url=OTHER, evaluations=(replace(CENTRE, score="99"), NETWORK)),
        replace(REPORT, url=OTHER, evaluations=(CENTRE, replace(NETWORK, money=(("spent total", "75000.01"),)))),
        replace(REPORT, url=OTHER, text=FILLER.replace("经办机构", "乡镇卫生院").replace("核对", "检查")),
        replace(REPORT, url=OTHER, evaluations=(), state="negative"),
    ],
    ids=["fewer projects", "another project", "another score", "another amount", "another text", "no facts"],
)
def test_siblings_from_one_template_stay_apart(tmp_path: Path, sibling: Page) -> None:
    assert originals(tmp_path, sibling, REPORT) == {REPORT.url: REPORT.url, OTHER: OTHER}


def test_two_years_reports_without_figures_are_no_copies_but_a_repost_of_one_is(tmp_path: Path) -> None:
    bare = replace(CENTRE, money=(), score=None, lines=())
    first = replace(REPORT, evaluations=(bare,))
    later = replace(REPORT, url=OTHER, evaluations=(replace(bare, year=2023),), published=date(2024, 6, 1))
    repost = replace(first, url="https://repost.gov.cn/1", published=date(2023, 7, 1))
    assert originals(tmp_path, later, repost, first) == {
        first.url: first.url,
        later.url: later.url,
        repost.url: first.url,
    }


def test_the_original_is_the_most_trusted_then_the_earliest_then_the_first_address(tmp_path: Path) -> None:
    pages = [
        replace(REPORT, url="https://c.gov.cn/1", trust=2, published=date(2020, 1, 1)),
        replace(REPORT, url="https://b.gov.cn/1", published=date(2023, 5, 1)),
        replace(REPORT, url="https://a.gov.cn/1", published=None),
        replace(REPORT, url="https://d.gov.cn/1", published=date(2023, 5, 1)),
    ]
    assert set(originals(tmp_path, *pages).values()) == {"https://b.gov.cn/1"}


def test_an_untouched_link_is_kept_and_a_touched_one_found_again(tmp_path: Path) -> None:
    copy = replace(REPORT, url=OTHER, published=date(2023, 8, 1))
    build = tmp_path / "b.duckdb"
    night(tmp_path, build, [REPORT, copy], "n1")
    links = "SELECT document_id, canonical_document_id FROM documents"
    night(tmp_path, build, [replace(REPORT, url="https://x.gov.cn/9", text="另一篇", evaluations=(NETWORK,))], "n2")
    assert dict(ask(build, links))[copy.id] == REPORT.id
    night(tmp_path, build, [replace(REPORT, state="failed", evaluations=())], "n3")
    assert dict(ask(build, links))[copy.id] == copy.id
    night(tmp_path, build, [REPORT], "n4")
    assert dict(ask(build, links))[copy.id] == REPORT.id


@given(st.text(max_size=200))
def test_a_text_is_like_itself_unless_it_is_blank(text: str) -> None:
    assert similar(grams(text), grams(text)) is bool(len(grams(text)))


@given(st.text(max_size=100), st.text(max_size=100))
def test_likeness_has_no_direction(one: str, other: str) -> None:
    assert similar(grams(one), grams(other)) is similar(grams(other), grams(one))
