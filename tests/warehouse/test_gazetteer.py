from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.gazetteer import Gazetteer, gazetteer

GAZETTEER = gazetteer()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("四川省遂宁市大英县行政审批局", "510923"),
        ("大英县财政局", "510923"),
        ("湖南邵东市", "430582"),
        ("邵东县民政局", "430582"),  # a city since 2019
        ("南京市鼓楼区财政局", "320106"),
        ("晋城市城区教育局", "140502"),
        ("上海市闸北区教育局", "310106"),  # merged into 静安 in 2015
        ("恩施州财政局", "422800"),
        ("恩施市财政局", "422801"),
        ("恩施土家族苗族自治州财政局", "422800"),
        ("城步县水利局", "430529"),
        ("吉林省吉林市", "220200"),
        ("海南省政务服务中心", "460000"),
        ("海南州教育局", "632500"),
        ("仙桃市民政局", "429004"),
    ],
)
def test_a_name_means_the_division_in_force_today(text: str, code: str) -> None:
    assert GAZETTEER.leading(text) == (code,)


@pytest.mark.parametrize(
    "text", ["", "城区道路改造工程", "河南村道路", "云南白药", "某单位自评报告", "县财政局", "各县区"]
)
def test_words_that_are_no_names_mean_nothing(text: str) -> None:
    assert GAZETTEER.leading(text) == ()


def test_a_name_of_several_divisions_has_all_its_meanings() -> None:
    assert GAZETTEER.leading("鼓楼区财政局") == ("320106", "320302", "350102", "410204")


def test_a_county_lies_in_its_city_and_province_and_in_those_of_its_old_code() -> None:
    assert GAZETTEER.within("430582", "430500")
    assert GAZETTEER.within("430582", "430000")
    assert GAZETTEER.within("430521", "430582")
    assert not GAZETTEER.within("430500", "430582")
    assert not GAZETTEER.within("510923", "430000")


def test_the_division_that_a_text_names_most() -> None:
    assert GAZETTEER.most_named("大英县回马镇。大英县财政局拨付,大英县共有7镇,参照蓬溪县做法。") == "510923"
    assert GAZETTEER.most_named("大英县一处。") is None
    assert GAZETTEER.most_named("大英县、蓬溪县、射洪市、安居区;大英县。") is None


@given(st.text(alphabet="省市县区州旗鼓楼大英城步邵东恩施湖南江0a ", max_size=40))
def test_any_text_ends_with_known_divisions_in_force(text: str) -> None:
    for code in GAZETTEER.leading(text):
        assert GAZETTEER.known(code)
        assert GAZETTEER.current(code) == code


def test_a_circle_of_successors_ends() -> None:
    assert Gazetteer({}, {"a": "b", "b": "a"}, {}, frozenset()).current("a") in {"a", "b"}
