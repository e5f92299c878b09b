from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.project_names import phases, project_key


@pytest.mark.parametrize(
    ("written", "year", "key"),
    [
        ("2022年培训经费项目", 2022, "培训经费"),
        ("“培训经费”(2022年度)", 2022, "培训经费"),
        ("二〇二二年度培训经费", 2022, "培训经费"),
        ("2022培训经费", 2022, "培训经费"),
        ("青禾县2022年培训经费", 2022, "青禾县培训经费"),
        ("培訓經(jīng)費", 2022, "培训经费"),
        ("2018年棚改", 2020, "2018年棚改"),
        ("2018年棚改", None, "棚改"),
        ("2021-2023年三年行动计划", 2023, "2021-2023年三年行动计划"),
        ("G2022公路养护", 2022, "g2022公路养护"),
        ("扩建工程(第二期)", 2022, "扩建工程2期"),
        ("扩建工程Ⅱ期", 2022, "扩建工程2期"),
        ("扩建工程十二期", 2022, "扩建工程12期"),
        ("第一批中央补助", 2022, "1批中央补助"),
        ("十四五期间设备更新", 2022, "十四五期间设备更新"),
        ("项目", 2022, "项目"),
        (None, 2022, ""),
    ],
)
def test_names_as_they_are_compared(written: str | None, year: int | None, key: str) -> None:
    assert project_key(written, year) == key


def test_phases_and_lots_are_told() -> None:
    assert phases("河道治理二期(第三标段)") == phases("河道治理2期第3标段") == "2期 3标段"
    assert phases("河道治理") == ""


@given(st.text(st.sampled_from("青禾县便民服务中心建设经费(二)期批第一十ii"), max_size=20), st.integers(1990, 2099))
def test_the_year_evaluated_never_tells_projects_apart(name: str, year: int) -> None:
    assert project_key(f"{year}年度{name}", year) == project_key(f"{name}({year}年)", year) == project_key(name, year)
