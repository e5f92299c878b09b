from __future__ import annotations

from dataclasses import replace

from tasks.parse.facts import Evaluation, Evidence, Stated
from tasks.parse.identity import project_identity


def stated(text: str) -> Stated[str]:
    return Stated(text, text, Evidence(0, len(text), text, "test"))


SELF = Evaluation("project", 0, 100, name=stated("2022年培训经费项目"), implementing_unit=stated("青禾县教育局"))


def project_id(evaluation: Evaluation, document_id: str, publisher: str | None, region_code: str | None) -> str:
    return project_identity(evaluation, document_id, publisher, region_code).project_id


def test_one_project_over_years_and_documents() -> None:
    later = replace(SELF, name=stated("2023年度培训经费"), start=7)
    assert project_id(SELF, "d1", None, "999101") == project_id(later, "d2", "别的发布机构", "999101")


def test_other_unit_or_division_is_another_project() -> None:
    other = replace(SELF, implementing_unit=stated("青禾县民政局"))
    assert project_id(SELF, "d1", None, "999101") != project_id(other, "d1", None, "999101")
    assert project_id(SELF, "d1", None, "999101") != project_id(SELF, "d1", None, "999102")


def test_without_any_body_a_project_stays_within_its_document() -> None:
    alone = replace(SELF, implementing_unit=None)
    assert project_id(alone, "d1", None, None) != project_id(alone, "d2", None, None)


def test_a_department_is_one_over_documents() -> None:
    department = Evaluation("department", 0, 9, implementing_unit=stated("青禾县教育局"))
    assert project_id(department, "d1", None, "999101") == project_id(replace(department, end=50), "d2", "x", "999101")
    assert project_id(department, "d1", None, "999101") != project_id(SELF, "d1", None, "999101")


def test_two_unnamed_projects_of_a_document_are_two() -> None:
    first = Evaluation("project", 0, 9, implementing_unit=stated("青禾县教育局"))
    assert project_id(first, "d1", None, None) != project_id(replace(first, start=10), "d1", None, None)


def test_what_an_identity_rests_on_is_told() -> None:
    def method(evaluation: Evaluation, publisher: str | None) -> tuple[str, str]:
        found = project_identity(evaluation, "d1", publisher, "999101")
        return found.method, found.confidence

    alone = replace(SELF, implementing_unit=None)
    assert method(SELF, None) == ("unit", "probable")
    assert method(alone, "青禾县财政局") == ("publisher", "possible")
    assert method(alone, None) == ("document", "certain")
    assert method(replace(SELF, name=None), None) == ("document", "certain")
    assert method(Evaluation("department", 0, 9), "青禾县财政局") == ("publisher", "possible")


def test_a_project_of_another_year_and_another_phase_is_another_project() -> None:
    def found(name: str, year: int | None) -> str:
        return project_id(replace(SELF, name=stated(name), fiscal_year=year), "d1", None, "999101")

    assert found("培训经费(2022年度)", 2022) == found("2023年培训经费项目", 2023) == found("培训经费", None)
    assert found("2018年棚户区改造", 2020) != found("2019年棚户区改造", 2020)
    assert found("扩建工程一期", 2022) != found("扩建工程二期", 2022)
    assert found("扩建工程(第二期)", 2022) == found("扩建工程Ⅱ期", 2023)
