from __future__ import annotations

from dataclasses import replace

import pytest

from tasks.parse.document import Document, PageMeta
from tasks.parse.facts import Evaluation, Evidence, Facts, Stated
from tasks.parse.region import NOWHERE, Place, locate, unit_place
from warehouse.gazetteer import gazetteer

GAZETTEER = gazetteer()


def stated(text: str) -> Stated[str]:
    return Stated(text, text, Evidence(0, len(text), text, "test"))


def page(site_id: str | None = None, text: str = "") -> Document:
    return Document(text, (), "html/1", "html", meta=PageMeta(site_id_code=site_id))


def facts(publisher: str | None = None, unit: str | None = None, title: str | None = None) -> Facts:
    evaluation = Evaluation("project", 0, 1, implementing_unit=stated(unit) if unit else None)
    return Facts(
        "project_report",
        publisher=stated(publisher) if publisher else None,
        title=stated(title) if title else None,
        evaluations=(evaluation,),
    )


def test_a_site_code_leads_to_the_division_in_force_today() -> None:
    assert locate(page("4305210003"), facts(), "430000", GAZETTEER) == Place("430582", "site_code", "certain")


def test_without_a_known_site_code_the_source_tells() -> None:
    assert locate(page("1234560003"), facts(), "999101", GAZETTEER) == Place("999101", "source", "certain")


@pytest.mark.parametrize(
    ("told", "place"),
    [
        ({"publisher": "邵东县财政局", "unit": "大英县财政局"}, Place("430582", "publisher", "probable")),
        ({"publisher": "财政局", "unit": "湖南省民政厅"}, Place("430000", "unit", "probable")),
        ({"title": "大英县2022年便民服务项目自评报告"}, Place("510923", "title", "possible")),
        ({"title": "某单位自评报告"}, NOWHERE),
    ],
)
def test_publisher_unit_and_title_in_this_order(told: dict[str, str], place: Place) -> None:
    assert locate(page(), facts(**told), None, GAZETTEER) == place


def test_a_name_of_several_meanings_is_listed_and_not_guessed() -> None:
    place = locate(page(), facts("鼓楼区财政局"), None, GAZETTEER)
    assert place == Place(None, "publisher", None, ("320106", "320302", "350102", "410204"))


def test_the_next_sign_decides_where_the_first_is_ambiguous() -> None:
    place = locate(page(), facts("鼓楼区财政局", title="开封市鼓楼区2022年自评报告"), None, GAZETTEER)
    assert place.region_code == "410204"


def test_the_text_tells_where_nothing_else_does() -> None:
    place = locate(page(text="大英县回马镇、大英县财政局"), facts(), None, GAZETTEER)
    assert place == Place("510923", "body", "possible")


def test_a_publisher_from_elsewhere_is_listed_beside_the_source() -> None:
    place = locate(page(), facts("大英县财政局"), "430582", GAZETTEER)
    assert place == Place("430582", "source", "certain", ("430582", "510923"))
    assert locate(page(), facts("大英县财政局"), "510000", GAZETTEER).candidates == ()


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        ("大英县教育局", "510923"),  # a province publishes its county's report
        ("上海某会计师事务所", "510000"),
        ("邵东市财政局", "510000"),
        ("市中区教育局", "510000"),  # 乐山 and 内江 have one each
        (None, "510000"),
    ],
)
def test_a_unit_within_the_documents_division_places_the_project(unit: str | None, code: str) -> None:
    assert unit_place(unit, Place("510000", "source", "certain"), GAZETTEER).region_code == code


def test_a_unit_of_an_ambiguous_name_is_read_within_the_documents_division() -> None:
    assert unit_place("鼓楼区教育局", Place("320100", "source", "certain"), GAZETTEER).region_code == "320106"


def test_what_a_units_name_can_mean_is_listed_where_nothing_decides() -> None:
    province = Place("510000", "source", "certain")
    found = unit_place("市中区教育局", province, GAZETTEER)  # of 内江 and 乐山, and others before they were renamed
    assert {"511002", "511102"} < set(found.candidates)
    assert replace(found, candidates=()) == province
    nowhere = unit_place("鼓楼区教育局", NOWHERE, GAZETTEER)
    assert nowhere == Place(None, None, None, ("320106", "320302", "350102", "410204"))
    assert unit_place("大英县教育局", province, GAZETTEER).candidates == ()


def test_a_bare_name_of_a_lower_level_can_be_of_any_county_below() -> None:
    found = unit_place("县行政审批局", Place("510900", "source", "certain"), GAZETTEER)
    assert found.region_code == "510900"
    assert "510923" in found.candidates  # 大英县
    assert all(GAZETTEER.names[code].endswith("县") for code in found.candidates)
    assert unit_place("县行政审批局", Place("510923", "source", "certain"), GAZETTEER).candidates == ()
    assert unit_place("市行政审批局", Place("510900", "source", "certain"), GAZETTEER).candidates == ()
    local = Place("999101", "source", "certain", local_name="青禾县")
    assert unit_place("县行政审批局", local, GAZETTEER) == local
