"""Source files are looked through without asking anybody: schema, regions, columns listed twice."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from tasks.crawl.lint import check_folder, column_key

SHIPPED = Path(__file__).parents[3] / "sources"
GOOD: dict[str, Any] = {
    "name": "baoshan",
    "title": "保山市财政局",
    "publisher": "保山市财政局",
    "region_code": "530500",
    "region_name": "保山市",
    "official": True,
    "verified": False,
    "template": "trs",
    "columns": [{"url": "http://czj.yunling.jxtest.gov.cn/jxgl/", "minimum": 5}],
}


def write(folder: Path, name: str, **changes: object) -> None:
    text = yaml.safe_dump(GOOD | {"name": name} | changes, allow_unicode=True)
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def faults(folder: Path) -> dict[str, tuple[str, ...]]:
    return {checked.path.stem: checked.faults for checked in check_folder(folder)}


def test_a_sound_file_has_no_faults(tmp_path: Path) -> None:
    write(tmp_path, "baoshan")
    assert faults(tmp_path) == {"baoshan": ()}


def test_unknown_regions_and_wrong_names_are_faults(tmp_path: Path) -> None:
    write(tmp_path, "a", region_code="999999", columns=[{"url": "http://a.jxtest.gov.cn/"}])
    write(tmp_path, "b", region_name="大理州", columns=[{"url": "http://b.jxtest.gov.cn/"}])
    local = {"c.jxtest.gov.cn": "127.0.0.1:9"}
    write(tmp_path, "c", region_code="999999", columns=[{"url": "http://c.jxtest.gov.cn/"}], connect=local)
    found = faults(tmp_path)
    assert "999999 is not in" in found["a"][0]
    assert "530500 is 保山市, not 大理州" in found["b"][0]
    assert found["c"] == ()


@pytest.mark.parametrize(
    "again",
    [
        "http://czj.yunling.jxtest.gov.cn/jxgl/",
        "https://czj.yunling.jxtest.gov.cn/jxgl/index.html",
        "http://CZJ.yunling.jxtest.gov.cn:80/jxgl",
    ],
)
def test_a_column_of_two_sources_is_a_fault_of_both(tmp_path: Path, again: str) -> None:
    write(tmp_path, "one")
    write(tmp_path, "two", columns=[{"url": again}])
    assert all("listed more than once (one, two)" in found[0] for found in faults(tmp_path).values())


def test_columns_that_differ_in_their_question_are_not_the_same() -> None:
    urls = (
        "http://x/list?id=1",
        "http://x/list?id=2",
        "http://x/gkmlpt/index#1",
        "http://x/gkmlpt/index#2",
        "http://y/",
    )
    assert len({column_key(url) for url in urls}) == 5


def test_broken_files_are_told_beside_sound_ones(tmp_path: Path) -> None:
    write(tmp_path, "good")
    (tmp_path / "broken.yaml").write_text("name: other\n", encoding="utf-8")
    found = faults(tmp_path)
    assert found["good"] == ()
    assert "broken.yaml" in found["broken"][0]


def test_the_shipped_sources_are_sound_within_seconds() -> None:
    started = time.monotonic()
    checked = check_folder(SHIPPED)
    assert time.monotonic() - started < 10
    assert [one.faults for one in checked if one.faults] == []
    assert len(checked) >= 25
