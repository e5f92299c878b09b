"""Which project an evaluation speaks of: the same over years and evaluators, never merged on a guess."""

from __future__ import annotations

from dataclasses import dataclass

from tasks.parse.facts import Evaluation
from warehouse.bodies import body_key
from warehouse.ids import identity
from warehouse.project_names import project_key


@dataclass(frozen=True, slots=True)
class ProjectIdentity:
    """The id of a project, by what it was told from others (`PROJECT_METHODS`), and how sure that is."""

    project_id: str
    method: str
    confidence: str


def project_identity(
    evaluation: Evaluation,
    document_id: str,
    publisher: str | None,
    region_code: str | None,
    local_name: str | None = None,
) -> ProjectIdentity:
    """The project evaluated.

    A name alone does not tell projects apart (every county has its 便民服务中心建设经费): it counts with its unit
    and division. Where neither unit nor publisher is known the project stays within its document. `local_name` is the
    name of a division that only its source knows.
    """
    name = evaluation.name.value if evaluation.name else None
    unit = evaluation.implementing_unit or evaluation.competent_department
    body = body_key(unit.value if unit else publisher, region_code, local_name)
    method, confidence = ("unit", "probable") if unit else ("publisher", "possible")
    alone = ("document", "certain")
    if evaluation.kind == "department":
        found = identity("department", body or document_id, region_code)
        return ProjectIdentity(found, *((method, confidence) if body else alone))
    key = project_key(name, evaluation.fiscal_year)
    if not body or not name:
        return ProjectIdentity(identity("project", key, document_id, evaluation.start if not name else None), *alone)
    return ProjectIdentity(identity("project", key, body, region_code), method, confidence)
