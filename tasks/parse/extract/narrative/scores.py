"""The total score and the grade that prose states, told from weights, bands and the scores of single indicators."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from tasks.parse.alternation import any_of
from tasks.parse.extract.spans import Span, narrow, valued
from tasks.parse.facts import Stated
from tasks.parse.numbers.numerals import number_value


def _pattern(expression: str) -> re.Pattern[str]:
    """Blanks between two words are few; without a bound, a long run of them takes cubic time at every word."""
    return re.compile(expression.replace(r"\s*", r"\s{0,4}"))


_NUMBER = r"(\d{1,3}(?:\.\d{1,4})?|[一二三四五六七八九]十[一二三四五六七八九]?(?:点[零一二三四五六七八九]{1,2})?|一百)"
_NO_BAND = r"(?!\s*(?:\(含|以上|以下|及以上|及以下|-|—|~|至|到|\d|%|×|\*|/))"
_LINK = r"\s*(?:合计|共计|共|最终|结果|均)?\s*(?:为|是|:|达到?|,)?\s*(?:为|:)?\s*[“\"]?"
_GIVEN = r"(?:最终|最后|综合|总体|评价|绩效|自评|考评|评定)"
_NAMES = (
    # Written out once before its repetitions: a pattern that begins with letters is found ten times as fast.
    rf"{_GIVEN}{_GIVEN}{{0,6}}(?:评价|评分|评定|考评|自评|结果|结论){{0,4}}(?:总)?(?:得分|评分|分数|总分|分)(?:结果)?",
    r"总得分|得分合计|最终分值|(?:自评|评价|评定)(?:结果|结论)",
    any_of(f"{this}{body}得分" for this in ("", "该", "本", "此") for body in ("项目", "单位", "部门")),
)
_OF_LINES = _pattern(rf"(?:自评|评价|综合|评定|考核)[^,。;\d\n]{{0,12}}得\s*{_NUMBER}\s*分{_NO_BAND}")
"""A report that says it line by line scores its indicators with it."""
_SCORES = (
    _pattern(
        rf"[满总]分(?:为|:)?\s*100\s*分[,;]\s*(?:实际|实|自评|最终|评价|项目)*得(?:分)?(?:为|:)?\s*{_NUMBER}\s*分{_NO_BAND}"
    ),
    *(_pattern(rf"(?:{name}){_LINK}{_NUMBER}\s*分{_NO_BAND}") for name in _NAMES),
    _OF_LINES,
    _pattern(rf"(?:自评|综合评定|评定)(?:为|:)?\s*{_NUMBER}\s*分{_NO_BAND}"),
    _pattern(rf"(?:自评|综合评价|绩效评价)[^,。;\d\n]{{0,16}}(?:得分|评分|打分)(?:为|:)?\s*{_NUMBER}\s*分{_NO_BAND}"),
    _pattern(rf"(?:(?:自评|综合|评价|最终)得分|自评总分|总得分)\s*(?:为|:)\s*{_NUMBER}(?=[,。;\s)]|$)"),
    _pattern(rf"(?:综合|评价|最终)得分\s*{_NUMBER}(?=\s*[,;(]\s*(?:评价|绩效|评定)?(?:等级|等次|评级|结果|级别))"),
    _pattern(rf"(?:该|本|此)(?:项目|单位|部门)(?:最终|实际|综合)?得\s*{_NUMBER}\s*分{_NO_BAND}"),
    _pattern(rf"(?:评价|评议|评审|评定|自评),\s*(?:最终|综合|总)?得分(?:为|:)?\s*{_NUMBER}\s*分{_NO_BAND}"),
    _pattern(rf"(?:等级|等次|结果|结论)[^,。;\n\d]{{0,10}}\(\s*{_NUMBER}\s*分\)"),
    _pattern(
        rf"(?:等级|等次|结果|结论)(?:为|:)?[优良中差合][秀好等格]?,(?:自评|评价|综合)?得分(?:为|:)?\s*{_NUMBER}\s*(?=[,。;分]|$)"
    ),
)
# These say less: a bare number, and the sum of points that were listed before it.
_WEAK_SCORES = (
    _pattern(rf"(?:自评得分|综合得分|评价得分|自评总分|总得分)\s*{_NUMBER}(?=[,。;]|$)"),
    _pattern(rf"总分(?:为|是|:)?\s*{_NUMBER}\s*分{_NO_BAND}"),
)
# A number of points, or a name of points that a number may follow: what all of these have in them.
_POINTS = re.compile(r"分(?<=[\d零一二三四五六七八九十百\s得总]分)")
_WEAK_LEAST, _FULL = Decimal(60), Decimal(100)
_WEIGHT_BEFORE = re.compile(r"(?<![\d.])(\d{1,2}(?:\.\d{1,2})?)\s*分?\)?\s*[,、]?\s*$")
_NOT_TOTAL = re.compile(
    r"(?:满分|分值|权重|标准分|指标|决策|过程|管理|产出|效益|效果|满意度|投入"
    r"|执行率|平均|最高|最低|扣|加|单项|部分|各项|局本级|所属|其中|如|若|当)"
    r"[^。;,\n]{0,10}\Z"
)

GRADE_WORDS = {
    word: grade
    for grade, words in {
        "优": ("优秀", "优"),
        "良": ("良好", "良"),
        "中": ("中等", "中", "合格", "及格", "一般"),
        "差": ("不合格", "不及格", "较差", "差"),
    }.items()
    for word in words
}
_GRADE = rf"[“\"'‘「『(]?\s*({any_of(GRADE_WORDS)})\s*(?:[”\"'’」』)]|(?![一-龥])|(?=等次|等级|级|档|,|。|;))"
_JUDGED = (
    r"(?:等级|等次|级别|档次|评级|结果|结论)\s*(?:均|都)?(?:评定|确定|定|认定)?\s*(?:为:|为|是|:|属于|,为|达到)\s*"
    + _GRADE
)
# What may lead up to the first of `_GRADES`: begun with a repetition, that would be tried at every letter of a report.
_LEAD = re.compile(r"(?:评价|自评|绩效|评定|综合|考评|评级|最终|总体)*\Z")
_LONGEST_LEAD = 40
_GRADES = (
    _pattern(_JUDGED),
    _pattern(rf"(?:评定|评|确定|认定|考评|综合评价|自评|评价)(?:等级|等次|结果)?为\s*{_GRADE}"),
    _pattern(rf"分\s*[,、]?\s*(?:等级|等次|结果|评级|评价|绩效)*\s*(?:为|属|属于|达到?|:)\s*{_GRADE}"),
    _pattern(rf"(?:等级|等次)\s*{_GRADE}"),
)
_BAND_BEFORE = re.compile(
    r"(?:以上|以下|\)|-\s*\d+|—\s*\d+|\d+\s*[-—~至]\s*\d+|含\d+|<|≤|>|≥)\s*分?\s*(?:\([^()]{0,6}\))?\s*(?:的)?(?:等级"
    r"|等次)?(?:评定|评|确定)?\s*(?:为|属|:)?\s*$"
)
_SCALE_BEHIND = re.compile(r"[”\"'’」』]?\s*(?:、|,|;|/)\s*[“\"'‘「『]?\s*(?:良|中|差|优|\d{2}|占(?:比|总?数|全部|\d))")
_OTHER_THING = re.compile(
    r"[”\"'’」』]?\s*(?:的?(?:有|共)?\s{0,2}\d{1,4}\s{0,2}个|单位|个人|集体|县|市|案例|团队|称号|党员|学生|率|的?(?:人员|干部|职工|教师|村))"
)
_PARTIAL = re.compile(
    r"(?:局本级|所属|下属|其中|各(?:科|县|镇|乡|项目|单位|部门|分)|多数|个项目"
    r"|指标|部分|上年|上一年|往年|无|没有)[^,。;]{0,14}$"
)


_MOST = Decimal(120)
"""Points above 100 are bonuses (加分项)."""

_OF_THE_OFFICE = re.compile(r"(?:局|厅|委|办|部门|单位|中心)整体(?:支出)?(?:绩效)?$")
_NEAR = 14
_OF_PARTS = re.compile(r"[,;(:]\s?其中[^。\n]{1,120}")
_POINTS_OF = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)分")


def read_total_score(text: str, spans: Iterable[Span], *, of_project: bool = False) -> Stated[Decimal] | None:
    """The total score in points, by the most telling wording; None where the prose gives none.

    Of a project (`of_project`) the score of its office's whole spending is not.
    """
    narrowed = narrow(text)
    spans = tuple(span for span in spans if _POINTS.search(narrowed, span.start, span.end))
    for span, match, value in _told(_SCORES, narrowed, spans):
        whose = narrowed[max(span.start, match.start() - _NEAR) : match.start()]
        if not (of_project and _OF_THE_OFFICE.search(whose)) and _is_total(narrowed, span, match, value):
            return valued(value, text, match.start(), match.end(), "prose")
    for span, match, value in _told(_WEAK_SCORES, narrowed, spans):
        likely = _WEAK_LEAST <= value < _FULL or _is_summed(narrowed, span, match.end(), value)
        if likely and _is_total(narrowed, span, match, value):
            return valued(value, text, match.start(), match.end(), "prose")
    return None


def _told(
    patterns: Iterable[re.Pattern[str]], narrowed: str, spans: Sequence[Span]
) -> Iterator[tuple[Span, re.Match[str], Decimal]]:
    """The numbers that the wordings give, wording by wording."""
    for pattern in patterns:
        if pattern is _OF_LINES and sum(len(pattern.findall(narrowed, s.start, s.end)) for s in spans) > 1:
            continue
        for span in spans:
            for match in pattern.finditer(narrowed, span.start, span.end):
                if (value := number_value(match.group(1))) is not None:
                    yield span, match, value


def _is_summed(narrowed: str, span: Span, at: int, value: Decimal) -> bool:
    """Whether the points behind 其中 come to a number (自评得分100,其中产出50分,效益30分,满意度10分,执行率10分)."""
    parts = _OF_PARTS.match(narrowed, at, span.end)
    return parts is not None and sum(map(Decimal, _POINTS_OF.findall(parts[0]))) == value


def _is_total(narrowed: str, span: Span, match: re.Match[str], value: Decimal) -> bool:
    before = narrowed[max(span.start, match.start() - _NEAR) : match.start()]
    if value > _MOST or _NOT_TOTAL.search(before) or _is_band(narrowed, match):
        return False
    # 数量指标(20分),自评得分20分: points of a line stand behind its weight.
    weight = _WEIGHT_BEFORE.search(before)
    return weight is None or Decimal(weight.group(1)) < value


def _is_band(narrowed: str, match: re.Match[str]) -> bool:
    """Whether the number bounds a band: 得分90分(含)以上, 80(含)-90分."""
    behind = narrowed[match.end() : match.end() + 8]
    return bool(re.match(r"\s*\(?含|\s*以[上下]|\s*(?:的)?为[优良中差]|\s*[<≤]", behind)) and not re.match(
        r"\s*,", behind
    )


def read_grade(text: str, spans: Iterable[Span]) -> Stated[str] | None:
    """The grade as one of 优 良 中 差; the words of a scale and grades of parts are not it."""
    narrowed = narrow(text)
    spans = tuple(spans)
    for pattern in _GRADES:
        for span in spans:
            for match in pattern.finditer(narrowed, span.start, span.end):
                start = _led_from(narrowed, span, match.start()) if pattern is _GRADES[0] else match.start()
                before = narrowed[max(span.start, start - 20) : start]
                head = narrowed[max(span.start, start - 16) : match.start(1)]
                behind = narrowed[match.end(1) : match.end(1) + 12]
                if _BAND_BEFORE.search(head.rstrip("“\"'‘「『 ")) or _SCALE_BEHIND.match(behind):
                    continue
                if _OTHER_THING.match(behind) or _PARTIAL.search(before) or "分为" in match.group():
                    continue
                return valued(GRADE_WORDS[match.group(1)], text, start, match.end(1), "prose")
    return None


def _led_from(narrowed: str, span: Span, at: int) -> int:
    """Where the words begin that lead up to a judgement."""
    lead = _LEAD.search(narrowed[max(span.start, at - _LONGEST_LEAD) : at])
    return at - len(lead[0]) if lead else at
