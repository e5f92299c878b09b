from __future__ import annotations

from dataclasses import replace

from tasks.parse.facts import Evaluation, Evidence, Stated
from tasks.parse.identity import project_id, project_key


def stated(text: str) -> Stated[str]:
    return Stated(text, text, Evidence(0, len(text), text, "test"))


SELF = Evaluation("project", 0, 100, name=stated("2022年培训经费项目"), implementing_unit=stated("青禾县教育局"))


def test_year_and_the_word_project_do_not_tell_projects_apart() -> None:
    assert project_key("2022年培训经费项目") == project_key("2023年度培训经费") == project_key("“培训经费”")
    assert project_key("项目") == "项目"


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
