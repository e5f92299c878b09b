"""A consistency rule: what its file says of it, the statement of its cases and the one that reports its breaches."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from warehouse.vocabulary import SEVERITIES

FOLDER = Path(__file__).parent
_OPEN, _CLOSE = "/*---\n", "---*/\n"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `cases` yields a row for every case, with its operands and whether it `holds` (NULL: not known).

    `report` reads the breaches out of `rule_breaches`, which has the columns of `cases`, and puts them into words:
    stated, expected, tolerance, message and the operands whose evidence proves it. It runs over breaches alone, for
    a million cases that hold need no message. `limits` says what the rule cannot see, because the warehouse does not
    hold it or a text leaves it open.
    """

    id: str
    severity: str
    title_zh: str
    title_en: str
    tolerance: str
    source: str
    example: str
    cases: str
    report: str
    limits: str = ""


class RuleFileError(ValueError):
    """A rule file without its front comment. The message names the file."""


def read_rule(path: Path) -> Rule:
    """The rule of a file: a YAML comment at the top, and two statements."""
    text = path.read_text(encoding="utf-8")
    if not text.startswith(_OPEN) or _CLOSE not in text:
        raise RuleFileError(f"{path.name}: the front comment is missing")
    front, statements = text.removeprefix(_OPEN).split(_CLOSE, 1)
    cases, semicolon, report = statements.strip().partition(";\n")
    if not semicolon:
        raise RuleFileError(f"{path.name}: it needs two statements, of its cases and of its breaches")
    values = yaml.safe_load(front)
    try:
        rule = Rule(cases=cases, report=report.strip(), **{name: str(value) for name, value in values.items()})
    except (TypeError, AttributeError) as error:
        raise RuleFileError(f"{path.name}: {error}") from error
    if rule.severity not in SEVERITIES:
        raise RuleFileError(f"{path.name}: severity {rule.severity} is none of {', '.join(SEVERITIES)}")
    return rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule beside this module, in the order of the ids."""
    rules = sorted((read_rule(path) for path in FOLDER.glob("*_*.sql")), key=lambda rule: rule.id)
    ids = [rule.id for rule in rules]
    if len(set(ids)) != len(ids):
        raise RuleFileError(f"two rules share an id: {ids}")
    return tuple(rules)


def prelude() -> str:
    """The statements on which the rules stand."""
    return (FOLDER / "prelude.sql").read_text(encoding="utf-8")
