"""Which project an evaluation speaks of: the same over years and evaluators, never merged on a guess."""

from __future__ import annotations

import re

from tasks.parse.facts import Evaluation
from warehouse.bodies import body_key
from warehouse.ids import identity, match_key

_YEAR = re.compile(r"^(?:19|20)\d{2}年(?:度|全)?")


def project_key(name: str | None) -> str:
    """A project's name as it is compared: without the year before it and the word 项目 behind it."""
    key = match_key(_YEAR.sub("", name or ""))
    return key.removesuffix("项目") or key


def project_id(evaluation: Evaluation, document_id: str, publisher: str | None, region_code: str | None) -> str:
    """The id of the project evaluated.

    A name alone does not tell projects apart (every county has its 便民服务中心建设经费): it counts with its unit
    and division. Where neither unit nor publisher is known the project stays within its document.
    """
    name = evaluation.name.value if evaluation.name else None
    unit = evaluation.implementing_unit or evaluation.competent_department
    body = body_key(unit.value if unit else publisher, region_code)
    if evaluation.kind == "department":
        return identity("department", body or document_id, region_code)
    if not body or not name:
        return identity("project", project_key(name), document_id, evaluation.start if not name else None)
    return identity("project", project_key(name), body, region_code)
