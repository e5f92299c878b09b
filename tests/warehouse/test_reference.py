from __future__ import annotations

import re

from warehouse.reference import regions
from warehouse.tables import table


def test_regions_have_the_schema_of_their_table_and_unique_codes() -> None:
    found = regions()
    assert found.schema == table("regions").empty().schema
    assert found["region_code"].is_unique().all()
    assert found["region_code"].is_sorted()
    assert found.filter(found["level"] == "province").height == 34


def test_codes_follow_the_levels_of_gb_t_2260_and_parents_exist() -> None:
    codes = set(regions()["region_code"])
    ends = {"province": "0000", "city": "00", "county": ""}
    for row in regions().iter_rows(named=True):
        code, level = row["region_code"], row["level"]
        assert re.fullmatch(r"\d{6}", code)
        assert code.endswith(ends[level])
        assert (row["parent_code"] is None) == (level == "province")
        for other in (row["parent_code"], row["successor_code"]):
            assert other is None or other in codes
        if row["parent_code"]:
            assert code[:2] == row["parent_code"][:2]


def test_a_county_that_became_a_city_points_at_it() -> None:
    rows = {row["region_code"]: row for row in regions().iter_rows(named=True)}
    assert (rows["430521"]["name"], rows["430521"]["valid_to"], rows["430521"]["successor_code"]) == (
        "邵东县",
        2019,
        "430582",
    )
    assert (rows["430582"]["name"], rows["430582"]["valid_from"], rows["430582"]["valid_to"]) == ("邵东市", 2019, None)
