from __future__ import annotations

from tasks.parse.document import Document, PageMeta
from tasks.parse.facts import Evaluation, Evidence, Facts, Stated
from tasks.parse.region import Gazetteer, locate

GAZETTEER = Gazetteer(
    names={"430000": "湖南省", "430582": "邵东市", "430521": "邵东县", "999101": "青禾县"},
    successors={"430521": "430582"},
)


def stated(text: str) -> Stated[str]:
    return Stated(text, text, Evidence(0, len(text), text, "test"))


def page(site_id: str | None = None) -> Document:
    return Document("", (), "html/1", "html", meta=PageMeta(site_id_code=site_id))


def test_a_site_code_leads_to_the_division_in_force_today() -> None:
    place = locate(page("4305210003"), Facts("negative"), "999101", GAZETTEER)
    assert (place.region_code, place.method) == ("430582", "site_code")


def test_without_a_known_site_code_the_source_tells() -> None:
    place = locate(page("1234560003"), Facts("negative"), "999101", GAZETTEER)
    assert (place.region_code, place.method) == ("999101", "source")


def test_the_longest_name_that_a_body_begins_with() -> None:
    facts = Facts("project_report", publisher=stated("邵东县财政局"))
    assert locate(page(), facts, None, GAZETTEER).region_code == "430582"
    unit = Facts("project_report", evaluations=(Evaluation("project", 0, 1, implementing_unit=stated("湖南省民政厅")),))
    place = locate(page(), unit, None, GAZETTEER)
    assert (place.region_code, place.method) == ("430000", "unit")


def test_nothing_is_guessed() -> None:
    place = locate(page(), Facts("project_report", title=stated("某单位自评报告")), None, GAZETTEER)
    assert place.region_code is None
    assert place.method is None


def test_a_circle_of_successors_ends() -> None:
    assert Gazetteer({}, {"a": "b", "b": "a"}).current("a") in {"a", "b"}
