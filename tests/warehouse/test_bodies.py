from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.bodies import body_key, split_code


@pytest.mark.parametrize(
    "written",
    [
        "大英县行政审批局",
        "219001-大英县行政审批局",
        "219001 大英县行政审批局(本级)",
        "大英县行政审批局（盖章）",
        "四川省遂宁市大英县行政审批局",
        "县行政审批局",
        "县审批局",
        "大英县行政审批局本级",
    ],
)
def test_one_body_of_a_division_in_many_spellings(written: str) -> None:
    assert body_key(written, "510923") == "行政审批局"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("县人社局", "大英县人力资源和社会保障局"),
        ("大英县发改局", "大英县发展和改革局"),
        ("大英县环境保护局", "大英县生态环境局"),
        ("大英县交通局", "大英县交通运输局"),
    ],
)
def test_short_and_old_names_are_those_of_today(one: str, other: str) -> None:
    assert body_key(one, "510923") == body_key(other, "510923")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("遂宁市财政局", "大英县财政局"),  # the city's body on the county's page
        ("大英县教育局", "大英县教育和体育局"),
        ("大英县行政审批局", "大英县行政审批服务中心"),
        ("回马镇人民政府", "蓬莱镇人民政府"),
    ],
)
def test_different_bodies_stay_different(one: str, other: str) -> None:
    assert body_key(one, "510923") != body_key(other, "510923")


@pytest.mark.parametrize("written", ["青禾县教育局", "县教育局", "本县教育局", "301-青禾县教育局(本级)"])
def test_a_county_that_only_its_source_names_completes_a_bare_name(written: str) -> None:
    assert body_key(written, "999101", "青禾县") == "教育局"


@pytest.mark.parametrize(
    ("one", "other", "region"),
    [
        ("县教育局", "遂宁市教育局", "510900"),  # of one of the city's counties, which is not said
        ("市教育局", "县教育局", "510923"),  # a county's page that speaks of its city
        ("市教育局", "青禾县教育局", "999101"),
        ("市教育局", "省教育厅", "510000"),
    ],
)
def test_a_word_for_a_level_stands_for_a_division_of_that_level_only(one: str, other: str, region: str) -> None:
    assert body_key(one, region, "青禾县") != body_key(other, region, "青禾县")


def test_a_county_that_became_a_city_keeps_its_old_word() -> None:
    assert body_key("县财政局", "430582") == body_key("市财政局", "430582") == "财政局"


def test_names_of_divisions_fall_away_under_their_old_code_too() -> None:
    assert body_key("邵东县财政局", "430582") == body_key("邵东市财政局", "430582") == "财政局"


def test_a_code_is_told_from_a_name_that_begins_with_a_number() -> None:
    assert split_code("219001-大英县教育局") == ("219001", "大英县教育局")
    assert split_code("120急救中心") == (None, "120急救中心")


@given(st.text(max_size=30), st.sampled_from([None, "510923", "430000", "999101"]))
def test_a_key_is_stable_and_never_lost(written: str, region: str | None) -> None:
    from warehouse.ids import match_key

    assert bool(body_key(written, region)) == bool(match_key(split_code(written)[1]))
