"""The description of a source is read strictly, and what is wrong is said in one sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tasks.crawl.settings import CrawlSettings
from tasks.crawl.source import SourceError, load_source, load_sources

GOOD: dict[str, Any] = {
    "name": "yunling-czj",
    "title": "云岭县财政局",
    "publisher": "云岭县财政局",
    "region_code": "999201",
    "region_name": "云岭县",
    "official": True,
    "verified": False,
    "template": "trs",
    "columns": [{"url": "http://czj.yunling.jxtest.gov.cn/jxgl/", "minimum": 5}],
}


def write(folder: Path, fields: dict[str, Any], name: str = "yunling-czj.yaml") -> Path:
    path = folder / name
    path.write_text(yaml.safe_dump(fields, allow_unicode=True), encoding="utf-8")
    return path


def test_a_source_is_read(tmp_path: Path) -> None:
    source = load_source(write(tmp_path, GOOD))
    assert source.columns[0].minimum == 5
    assert source.hosts == {"czj.yunling.jxtest.gov.cn"}


def test_sources_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b", "a"):
        write(tmp_path, GOOD | {"name": name}, f"{name}.yaml")
    other = tmp_path / "other"
    other.mkdir()
    write(other, GOOD | {"name": "aa"}, "aa.yaml")
    assert [source.name for source in load_sources([tmp_path, other])] == ["a", "aa", "b"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"region_code": 999201}, "region_code"),
        ({"region_code": "9992"}, "region_code"),
        ({"template": "wordpress"}, "template"),
        ({"colums": []}, "colums: is not a field"),
        ({"columns": []}, "columns"),
        ({"columns": [{"url": "ftp://x/"}]}, "columns.0.url: give a full http or https address"),
        ({"columns": [{"url": "http://x/", "minimum": -1}]}, "columns.0.minimum"),
        ({"columns": [{"url": "http://x/", "accept_short": "只显示最近的"}]}, "columns.0"),
        ({"delay_seconds": 0.5}, "delay_seconds needs a delay_reason"),
        ({"delay_seconds": 9, "delay_reason": " "}, "delay_seconds needs a delay_reason"),
        ({"delay_reason": "slow"}, "explains an override that is not there"),
        ({"night_requests": 200}, "night_requests needs a night_requests_reason"),
        ({"night_requests": 0, "night_requests_reason": "x"}, "night_requests"),
        ({"night_window": "22:00-06:00"}, "night_window needs a night_window_reason"),
        ({"night_window": "25:00-06:00", "night_window_reason": "x"}, "is no night window"),
        ({"tls": "legacy"}, "tls needs a tls_reason"),
        ({"tls": "none", "tls_reason": "x"}, "tls"),
        ({"columns": [{"url": "http://x/", "years": [2024, 2020]}]}, "give the first year before the last"),
        ({"columns": [{"url": "http://x/", "years": [2024]}]}, "columns.0.years"),
        ({"columns": [{"url": "http://x/", "within": ["jxgl"]}]}, "columns.0.within"),
        ({"delay_seconds": -1, "delay_reason": "none"}, "delay_seconds"),
        ({"connect": {"x.gov.cn": "10.0.0.1:80"}}, "connect: 10.0.0.1:80 for x.gov.cn is not on this machine"),
        ({"connect": {"x.gov.cn": "127.0.0.1"}}, "connect"),
        ({"connect": {"x.gov.cn": "localhost:80"}}, "connect"),
        ({"name": "../up"}, "name"),
        ({"name": "other"}, "differs from the file's name"),
    ],
)
def test_what_is_wrong_is_named_with_file_field_and_remedy(tmp_path: Path, change: dict[str, Any], says: str) -> None:
    path = write(tmp_path, GOOD | change)
    with pytest.raises(SourceError) as caught:
        load_source(path)
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert says in message
    assert "\n" not in message
    assert message.endswith(".")


def test_a_missing_field_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="publisher: is missing, add it"):
        load_source(write(tmp_path, {key: value for key, value in GOOD.items() if key != "publisher"}))


@pytest.mark.parametrize("content", [b"", b"- a\n- b\n", b"a: [", b"\xff\xfe\x00", b"name: *missing\n"])
def test_a_file_that_is_no_description_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "yunling-czj.yaml"
    path.write_bytes(content)
    with pytest.raises(SourceError, match="the file"):
        load_source(path)


def test_a_hurried_source_with_a_reason_is_accepted(tmp_path: Path) -> None:
    fields = GOOD | {"delay_seconds": 0.0, "delay_reason": "a portal on this machine"}
    assert load_source(write(tmp_path, fields)).delay_seconds == 0.0


def test_overrides_with_reasons_change_the_manners(tmp_path: Path) -> None:
    fields = GOOD | {
        "night_requests": 200, "night_requests_reason": "the host slows down after some hundred requests",
        "night_window": "22:00-06:00", "night_window_reason": "the bureau asked us to come at night",
        "tls": "legacy", "tls_reason": "the server knows no RFC 5746",
    }  # fmt: skip
    source = load_source(write(tmp_path, fields))
    settings = source.manners(CrawlSettings())
    assert (settings.night_requests, str(settings.window)) == (200, "22:00-06:00")
    assert load_source(write(tmp_path, GOOD)).manners(CrawlSettings()) == CrawlSettings()
    assert source.tls == "legacy"


def test_a_column_holds_what_lies_within(tmp_path: Path) -> None:
    column = {
        "url": "http://czj.yunling.jxtest.gov.cn/sitemap.xml",
        "within": ["/jxgl/", "/ysjx/"],
        "years": [2020, 2022],
    }
    (found,) = load_source(write(tmp_path, GOOD | {"columns": [column]})).columns
    assert found.holds("http://czj.yunling.jxtest.gov.cn/ysjx/1.html")
    assert not found.holds("http://czj.yunling.jxtest.gov.cn/xwzx/jxgl/1.html")
    assert list(found.expected_years) == [2020, 2021, 2022]


def test_one_name_in_two_folders_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    write(tmp_path, GOOD)
    write(other, GOOD)
    with pytest.raises(SourceError, match="is taken by"):
        load_sources([tmp_path, other])


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="does not exist"):
        load_sources([tmp_path / "nowhere"])


def test_the_shipped_sources_are_valid_and_unverified() -> None:
    shipped = load_sources([Path(__file__).parents[3] / "sources"])
    assert len(shipped) >= 25
    assert not any(source.verified or source.connect for source in shipped)
