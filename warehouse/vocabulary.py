"""The closed vocabularies of the model: the words that coded columns may hold."""

from __future__ import annotations

MEASURES = ("budget_initial", "budget_adjusted", "planned", "received", "spent", "balance")
"""What an amount measures: 年初预算 / 全年或调整后预算 / 计划投资 / 到位 / 执行 / 结余."""

FUND_SOURCES = ("total", "fiscal", "central", "province", "city", "county", "carryover", "own_or_other")
"""Whose money it is: total, all fiscal money, or a level of government; carried over; own and other money."""

GRADES = ("优", "良", "中", "差")
"""The four bands of 财预〔2020〕10号."""

DOCUMENT_TYPES = (
    "project_report",
    "self_eval_form",
    "department_report",
    "target_form",
    "evaluation_by_finance_or_third_party",
    "negative",
)
PROJECT_KINDS = ("project", "department")
PROJECT_METHODS = ("code", "unit", "publisher", "single_name", "document")
"""By what evaluations are taken to be of one project: the budget code; name, unit and division; name, publisher and
division; the only project of that name in the division and year; nothing, it stands for itself."""

EVALUATORS = ("unit_self", "department", "fiscal", "third_party")
"""Who gave the score: the spending unit, its line department, the finance bureau, a firm hired by it."""

YEAR_METHODS = ("title", "cutoff", "body", "published", "filename")
"""Where a fiscal year was read: title or caption, "截至…12月31日", the body's years, the publication date."""

COMPARATORS = ("=", ">=", "<=", ">", "<", "~")
UNIT_ORIGINS = ("cell", "column", "row", "caption", "document", "sentence", "notation")
"""Where the unit of an amount was read; by its notation where nothing names one: 0 or 3,724,055.00 are of yuan."""

REGION_METHODS = ("site_code", "source", "publisher", "unit", "title", "body")
CONFIDENCES = ("certain", "probable", "possible")

TRUST_TIERS = (1, 2, 3, 4, 5)
"""1 gov.cn whose site code agrees, 2 official otherwise, 3 aggregator or saved file, 4 unknown, 5 spam mirror."""

TRUST_SIGNALS = (
    "government_host", "listed_host", "saved_file", "sharing_host", "foreign_host", "mobile_host",
    "government_path_elsewhere", "site_code", "site_code_agrees", "site_code_differs", "site_code_elsewhere",
    "sponsor", "sponsor_elsewhere", "registered", "not_registered", "betting_advertising", "gambling_words",
    "betting_links", "pinyin_noise", "traditional_script", "unrelated_neighbours", "late_publication",
)  # fmt: skip
"""Signs behind a trust tier. Elsewhere: a government's path, site code or sponsor on a host that is none of its own."""

SIMILARITY_KINDS = ("copy", "near_copy", "sibling")
"""Two texts: copies of one original with the same facts; nearly the same text with other facts; one boilerplate."""

FETCH_OUTCOMES = (
    "ok",
    "unchanged",
    "gone",
    "changed_shape",
    "partial",
    "refused",
    "blocked",
    "timed_out",
    "broken",
    "out_of_budget",
)
PARSE_STATES = ("parsed", "negative", "unsupported", "unreadable", "empty", "failed")
SEVERITIES = ("error", "warning", "info")
EXPECTATION_SEVERITIES = ("critical", "warning", "info")
