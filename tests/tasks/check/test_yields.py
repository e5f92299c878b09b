"""A source's night against the nights before it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tasks.check.yields import SourceYield, judge_yield, night_yields
from tests.warehouse.world import CENTRE, Page, Rows, _page
from warehouse.ids import document_id

USUAL = {"listed": 40, "parsed": 10, "with_facts": 8, "funds": 40, "scores": 80, "text_length": 2000, "state": "green"}
BEFORE: list[dict[str, Any]] = [USUAL | {"listed": 40 + night % 3} for night in range(14)]
NIGHT = SourceYield(parsed=10, with_facts=8, funds=40, scores=80, text_length=2100)


def judged(listed: int = 40, before: list[dict[str, Any]] | None = None, **changes: Any) -> tuple[str, str]:
    found = judge_yield(listed, replace(NIGHT, **changes), BEFORE if before is None else before)
    return "; ".join(found.red), "; ".join(found.amber)


def test_a_night_like_the_others_is_fine() -> None:
    assert judged() == ("", "")
    assert judged(listed=60, funds=60) == ("", "")


def test_a_quiet_night_is_fine() -> None:
    assert judge_yield(40, SourceYield(), BEFORE) == judge_yield(41, NIGHT, BEFORE)


def test_a_source_without_earlier_nights_is_not_judged() -> None:
    assert judged(listed=0, before=[], with_facts=0, text_length=1) == ("", "")


@pytest.mark.parametrize(
    ("listed", "red", "amber"),
    [
        (0, "its lists are empty where they had 41 items", ""),
        (20, "shrunk to 20 items from 41", ""),
        (34, "", "34 items where they had 41"),
        (36, "", ""),
    ],
)
def test_lists_that_shrink(listed: int, red: str, amber: str) -> None:
    found = judged(listed=listed)
    assert (red in found[0], bool(found[0])) == (True, bool(red))
    assert (amber in found[1], bool(found[1])) == (True, bool(amber))


def test_a_selector_that_is_lost() -> None:
    red, amber = judged(text_length=150, with_facts=0, funds=0, scores=0)
    assert "shrunk to 150 characters from 2000" in red
    assert "0 of 10 documents have facts where 80% had" in amber


def test_documents_that_lose_their_facts() -> None:
    assert "8 of 10 documents read tonight had facts before and have none now" in judged(lost=8, with_facts=0)[0]
    assert "1 of 10 documents read tonight had facts" in judged(lost=1)[1]


def test_facts_that_become_rare() -> None:
    assert "1.0 amounts a document where there were 5.0" in judged(funds=8)[1]
    assert "2.0 scored lines a document where there were 10.0" in judged(scores=16)[1]


def test_two_documents_say_nothing() -> None:
    assert judged(parsed=2, with_facts=0, funds=0, scores=0, text_length=10) == ("", "")


def staged_night(folder: Path, pages: list[Page]) -> tuple[Path, Path]:
    rows = Rows()
    for page in pages:
        _page(rows, page, "n1", "1")
    rows.write(folder / "checked" / "passed", folder / "ops")
    (folder / "parses").mkdir()
    (folder / "ops" / "parses.parquet").rename(folder / "parses" / "00000.parquet")
    return folder, folder / "checked" / "passed"


def test_the_yield_is_counted_by_source(tmp_path: Path) -> None:
    pages = [
        Page("http://a.gov.cn/1", "a", (CENTRE,), text="甲" * 100),
        Page("http://a.gov.cn/2", "a", state="negative", text="乙" * 300),
        Page("http://a.gov.cn/3", "a", state="unreadable"),
        Page("http://b.gov.cn/1", "b", state="unreadable"),
    ]
    had = pl.DataFrame({"document_id": [document_id(f"http://a.gov.cn/{number}") for number in (1, 2, 9)]})
    found = night_yields(*staged_night(tmp_path, pages), had)
    assert found == {
        "a": SourceYield(3, 1, 1, len(CENTRE.money), len(CENTRE.lines) + 1, 200),
        "b": SourceYield(1, 0, 0, 0, 0, None),
    }


def test_a_night_in_which_nothing_was_read_has_no_yield(tmp_path: Path) -> None:
    assert night_yields(tmp_path, tmp_path / "passed", pl.DataFrame(schema={"document_id": pl.String})) == {}
