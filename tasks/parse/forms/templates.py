"""Which printed form it is: the family's id of `docs`, by the words that only that family prints."""

from __future__ import annotations

from tasks.parse.facts import Score
from tasks.parse.forms.draft import Draft
from tasks.parse.forms.labels import Field


def template_of(draft: Draft, scores: tuple[Score, ...]) -> str | None:
    """The template family of a form, or None where its words do not tell.

    CN-SELF-2020 is the central self-evaluation form, CN-SELF-COST the same with 成本指标 as a first level,
    CN-EVAL-53 the framework of 财预〔2013〕53号, HI-2011 Hainan's old forms, SC-2023 Sichuan's.
    """
    firsts = {score.indicator_1 for score in scores if score.indicator_1}
    if {"项目决策", "项目管理", "项目绩效"} <= firsts or Field.BAND in draft.columns:
        return "HI-2011"
    if "510000_" in draft.context:
        return "SC-2023"
    if len({"投入", "过程", "产出", "效果"} & firsts) >= 3:
        return "CN-EVAL-53"
    if {Field.LEVEL_1, Field.LEVEL_2, Field.LEVEL_3} <= draft.columns and Field.SPENT in draft.columns:
        return "CN-SELF-COST" if "成本指标" in firsts else "CN-SELF-2020"
    return None
