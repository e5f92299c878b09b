"""Numbers in running text that count or rate something: with a measure word, a percent sign, or as a rank."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from operator import attrgetter

from tasks.parse.alternation import any_of
from tasks.parse.numbers.measures import MEASURE_WORDS
from tasks.parse.numbers.numerals import A_NUMERAL, ARABIC, CHINESE, MULTIPLES, a_number, comparator, number_value
from tasks.parse.numbers.percents import SHARE_SIGN, Percent, find_percents
from tasks.parse.record import record

# Measures that mostly stand in dates, floors, grades, editions and names rather than behind a count.
_AMBIGUOUS = {*"日周度方站路步层级届版则点国区口部道段", "季度"}
_UNITS = any_of(MEASURE_WORDS - _AMBIGUOUS)
_SPOKEN_UNITS = {*"个县市省镇乡村家名人台件套所户次场天亩", "人次", "小时", "公里", "平方米"}
_COUNT = re.compile(
    rf"(?P<number>{a_number('第A-Za-z+/×*-')})"
    rf"(?P<more>[余多])?\s?(?P<multiple>万|亿)?(?P<more2>[余多])?\s?(?P<unit>{_UNITS}(?:/(?:{_UNITS}|日|月|季度))?)(?P<more3>(?<=[年月天时])多)?"
)
_RANK = re.compile(
    rf"(?:居|位居|位列|名列|列|排名|排|获|得)[^,。;、\d第]{{0,8}}第(?P<number>{ARABIC}|{CHINESE})(?P<unit>位|名)"
)
_FIRST_OF_UNITS = "".join(sorted({word[0] for word in MEASURE_WORDS - _AMBIGUOUS}))
# The end of every number that counts, ranks or is a percent; one hit hides no other. Most sentences have none.
_LIKE_QUANTITY = re.compile(rf"{A_NUMERAL}(?=[余多]?\s?[万亿]?[余多]?\s?[{_FIRST_OF_UNITS}%‰]|分之)")
_ANOTHER_WORD = {
    "人": ("民", "大代", "大常", "员", "才", "均", "力", "事"),
    "名": ("称", "录", "义", "单", "额", "誉", "列"),
    "项": ("目",),
    "条": ("例", "件", "款", "文"),
    "次": ("性", "年", "日", "月", "要", "级"),
    "年": ("度", "内", "底", "初", "末", "来", "代", "期", "以来", "行动", "计划", "规划", "级", "份", "终"),
    "期": ("间", "末", "初", "限", "内"),
    "台": ("账", "湾", "风", "阶"),
    "本": ("级", "年", "单", "项", "部", "局", "市", "县", "省", "区", "次", "级"),
    "份": ("额",),
    "家": ("庭", "属", "长", "具"),
    "组": ("织", "长", "成", "员"),
    "处": ("理", "于", "置", "室", "长", "罚"),
    "所": ("有", "属", "在", "需", "以"),
    "面": ("积", "向", "对", "临"),
    "间": ("接", "隔", "的"),
    "片": ("区",),
    "起": ("草", "止", "到", "来"),
    "类": ("别", "型", "似"),
    "种": ("植", "子", "业"),
    "批": ("复", "准", "示"),
    "座": ("谈",),
    "例": ("如", "会"),
    "封": ("面",),
    "位": ("置", "数", "于", "列", "居"),
    "户": ("外", "籍", "均", "主"),
    "单": ("位", "价", "一", "独"),
    "米": ("线",),
    "头": ("部",),
    "块": ("链",),
    "款": ("项",),
    "市": ("场", "县", "财", "级", "直", "本", "区", "政", "委"),
    "省": ("级", "财", "市", "直", "本", "政", "委", "内"),
    "县": ("级", "财", "市", "直", "本", "政", "委", "城"),
    "乡": ("镇振", "村"),
    "村": ("民", "级", "委"),
    "镇": ("级", "政"),
}
# Slogans and divisions of a text, which count nothing: 四个意识, 三个方面.
_SLOGAN = re.compile(
    r"\s?(?:意识|自信|维护|代表|方面|层[级面次]|环节|阶段|统一|坚持|到位|专项|重点|全面|维度|部分|一|体系|文明|服从|必须|明确|确保)"
)
_BARE_POWER = re.compile(r"[十百千万亿拾佰仟]+")
_TIMES = ("年", "天", "个月", "小时")
_RECENT = ("近", "最近", "过去", "未来", "今后", "连续")
_SCORE_BEFORE = re.compile(r"(?:得分|评分|自评|考评|总分|综合|评价|成绩)[^,。;、\d]{0,8}$")
_TITLE = re.compile(r"《[^《》\n]{1,120}》")
_BAND = r"[^,。;]{0,6}为[“\"]?[优良中差]"
# Each alternative begins with a letter of its own: the engine then skips to these letters.
_RULE_OF_SCORING = re.compile(
    r"扣(?:\s?\d|完|分)|得\s?\d+(?:\.\d+)?\s?分|满分|分值|权重|计\s?\d+\s?分"
    rf"|以[上下]{_BAND}|-\s?\d+\s?分?{_BAND}|之间{_BAND}"
)


@record
class Quantity:
    """A number with its unit at its place in a text; `end` is behind the unit."""

    start: int
    end: int
    value: Decimal
    unit: str
    comparator: str
    is_rank: bool = False


def places_of_quantities(folded: str) -> list[int]:
    """Where in a folded text quantities may stand: `find_quantities` finds none in a sentence without such a place."""
    return [match.start() for match in _LIKE_QUANTITY.finditer(folded)]


def find_quantities(folded: str, start: int, end: int) -> list[Quantity]:
    """The counts, rates, ranks and scores of a folded text between `start` and `end`, in order.

    Left out: money, dates and years, ordinals (第三批), document numbers and titles in 《》, the text of scoring rules.
    """
    percents = find_percents(folded, start, end) if SHARE_SIGN.search(folded, start, end) else []
    found = [_rate(percent) for percent in percents if _stands_apart(folded, percent)]
    ranked = folded.find("第", start, end) >= 0
    for pattern, read in ((_RANK, _rank), (_COUNT, _count)) if ranked else ((_COUNT, _count),):
        others = tuple(found)
        for match in pattern.finditer(folded, start, end):
            quantity = read(match, folded, start)
            if quantity is not None and not (others and _overlaps(quantity, others)):
                found.append(quantity)
    if not found:
        return found
    if folded.find("《", start, end) >= 0:
        titles = [match.span() for match in _TITLE.finditer(folded, start, end)]
        found = [quantity for quantity in found if not any(first <= quantity.start < last for first, last in titles)]
    if _RULE_OF_SCORING.search(folded, start, end) is not None:
        found = [quantity for quantity in found if not _is_scoring_rule(folded, quantity, start, end)]
    if len(found) > 1:
        found.sort(key=attrgetter("start"))
    return found


def _overlaps(quantity: Quantity, others: Sequence[Quantity]) -> bool:
    return any(other.start < quantity.end and quantity.start < other.end for other in others)


def _rate(percent: Percent) -> Quantity:
    """A percent as a quantity; a permille keeps its own unit, as the text has it."""
    if percent.as_written.endswith("‰"):
        return Quantity(percent.start, percent.end, percent.value * 10, "‰", percent.comparator)
    return Quantity(percent.start, percent.end, percent.value, "%", percent.comparator)


def _stands_apart(folded: str, percent: Percent) -> bool:
    """Not one of a run of cells that lost their borders (80%60%60%以下), nor the factor of a formula (B/A×100%)."""
    before, after = folded[max(0, percent.start - 1) : percent.start], folded[percent.end : percent.end + 1]
    return before not in ("%", "‰", "×", "*", "/") and not after.isdigit()


def _rank(match: re.Match[str], folded: str, start: int) -> Quantity | None:
    value = number_value(match["number"])
    if value is None:
        return None
    return Quantity(match.start("number"), match.end(), value, match["unit"], "=", is_rank=True)


def _count(match: re.Match[str], folded: str, start: int) -> Quantity | None:
    number, more, multiple, more2, unit, more3 = match.groups()
    spoken = number[0] not in "0123456789"
    is_more = bool(more or more2 or more3)
    begin, end = match.span()
    after = folded[end : end + 6]
    if after.startswith(_ANOTHER_WORD.get(unit, ())) or (spoken and not is_more and unit not in _SPOKEN_UNITS):
        return None
    value = number_value(number)
    if value is None:
        return None
    if multiple:
        value *= MULTIPLES[multiple]
    before = folded[max(start, begin - 16) : begin]
    if spoken and not _spoken_count(number, unit, value, is_more, before, after):
        return None
    if not spoken and not _written_count(unit, value, is_more, before):
        return None
    return Quantity(begin, end, value, unit, comparator(before, is_more, after))


def _written_count(unit: str, value: Decimal, more: bool, before: str) -> bool:
    if unit == "年":
        return value < 100 and (more or not before.endswith(_RECENT))
    if unit == "分":
        return _SCORE_BEFORE.search(before) is not None and "满分" not in before
    # Around the clock is an idiom.
    return not (unit in ("小时", "个小时") and value == 24)


def _spoken_count(number: str, unit: str, value: Decimal, more: bool, before: str, after: str) -> bool:
    """Spoken numerals count only from three up (一个, 两个 are grammar) or with 余/多; 八项规定 and 四级 are names."""
    if _BARE_POWER.fullmatch(number) and len(number) == 1 and not more:
        return False
    if before.endswith(("数", "几", "第", "初", "“", "‘", '"')) or (unit in _TIMES and before.endswith(_RECENT)):
        return False
    if more:
        return True
    return value >= 3 and unit in _SPOKEN_UNITS and _SLOGAN.match(after) is None


def _is_scoring_rule(folded: str, quantity: Quantity, start: int, end: int) -> bool:
    """Whether the clause around a number is the text of a scoring rule (每低1%扣1分, 90分以上为优)."""
    first = max(folded.rfind(mark, start, quantity.start) for mark in "。;\n")
    last = min((at for mark in "。;\n" if (at := folded.find(mark, quantity.end, end)) >= 0), default=end)
    return _RULE_OF_SCORING.search(folded, max(first, start), last) is not None
