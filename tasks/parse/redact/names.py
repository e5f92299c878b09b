"""Names that a label, a role or 同志 marks in running text, and what tells a name from a common word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from tasks.parse.numbers.chinese import CHINESE_NUMERAL
from tasks.parse.redact.labels import LABEL_TAIL, LOOSE_ROLE, PERSON_IN_TEXT, ROLE, TITLE
from tasks.parse.redact.masking import Span
from tasks.parse.redact.surnames import COMPOUND, SURNAMES

_MOST_NAMES = 200
_LONGEST_NAME = 10  # characters, with the blanks that spread it
_LONGEST_LIST = 24  # characters of names before one 同志
NAME = rf"(?:{COMPOUND}|[{SURNAMES}])[ ]{{0,3}}[一-龥](?:[ ]{{0,3}}[一-龥])?"
_ONE_NAME = re.compile(NAME)
_FULL_NAME = re.compile(rf"[{SURNAMES}][一-龥]{{2,3}}")
SHORT_NAME = NAME + "?"
_NAMES = rf"{NAME}(?:[、,/ ]{{1,3}}{NAME}){{0,9}}"
_ROLE_IN_TEXT = "|".join(
    [*(f"{title}:?" for title in TITLE.split("|")), *(f"{role}:" for role in LOOSE_ROLE.split("|"))]
)
# No label begins inside another, and no role inside another: where they stand is found once for all patterns.
_LABEL = re.compile(PERSON_IN_TEXT)
_A_ROLE = re.compile(ROLE)
_AFTER_NAME = r"(?=同志|先生|女士|联系|电话|手机|担任|任|兼|等|带队|主持|[^一-龥]|$)"
_LABELLED = re.compile(
    rf"(?:{PERSON_IN_TEXT}){LABEL_TAIL}(?:\s?[:为是]\s?:?\s{{0,3}}|\s{{1,3}})(?P<names>{_NAMES}){_AFTER_NAME}"
)
# Behind a label and its colon a short word is a name whatever its first character.
_LABELLED_ANY = re.compile(
    rf"(?:{PERSON_IN_TEXT}){LABEL_TAIL}\s?:\s{{0,3}}(?P<names>[一-龥]{{2,3}}(?:[、,/ ]{{1,3}}[一-龥]{{2,3}}){{0,9}})"
    r"(?=[\s(,、;。)/]|$|联系|电话|手机)"
)
_LABELLED_DOTTED = re.compile(
    rf"(?:{PERSON_IN_TEXT}){LABEL_TAIL}[:为是\s]{{0,3}}(?P<names>[一-龥]{{2,5}}(?:·[一-龥]{{2,6}}){{1,3}})"
)
_LABELLED_GLUED = re.compile(
    rf"(?:{PERSON_IN_TEXT}){LABEL_TAIL}(?P<names>{SHORT_NAME})(?=\s?(?:联系电话|联系方式|电话|手机|\(?1[3-9]\d|\(?0\d{{2,3}}))"
)
_COMRADE = re.compile(
    rf"(?:(?<![一-龥])|(?<=[长任师员记席理由以为请和及事])|(?<=[人股室科处局办])(?!长)|(?<=会计))(?P<names>{SHORT_NAME})(?=同志)"
)
# Right before 同志 a word of two or three characters is a name whatever its first character.
_COMRADE_ANY = re.compile(
    r"(?:(?<![一-龥])|(?<=[由请和及人股室科处局办]))(?![由请和及以为与对向各老女男长]|[一-龥]?(?:领导|干部)|分管|主管|所有|每位|其他)(?P<names>[一-龥]{2,3}(?:[、,][一-龥]{2,3}){0,5})(?=同志)"
)
_BY_ROLE = re.compile(rf"(?:{_ROLE_IN_TEXT})\s?(?P<names>{_NAMES})(?=同志|担任|任|兼|等|带队|主持|[、,。;)\s]|$)")
_WORDS = re.compile(
    r"成员|常委|方可|方案|任务|任职|任期|任命|高度|高效|高等|全体|党员|安排|安全|应当|应急|单位|关于|管理|项目|余额|花费|解决|解释|符合|时间|"
    r"文件|明确|连续|成立|成果|成本|包括|向社会|易地|石油|施工|施行|金额|资金|路线|车辆|费用|组长|主任|书记|局长|负责|同志|签字|盖章|审核|管护|"
    r"电话|联系|手机|职务|职称|姓名|会议|通过|相关|有关|统一|万元|亿元|左右|康复|农业|农村|农民|房屋|温馨|常务|常规|常态|冷链|边境|商务|商业|"
    r"华侨|江河|古镇|景区|宗教|应用|阳光|时限|时效|包干|米线|麻醉|查询|查看|明细|商品|荣誉|固定|路灯|卫生|卫健|席位|费率|司法|文化|文旅|夏季"
)
_ORGANISATION = re.compile(r"[一-龥]{2,}(?:[区县市局科室处股委厅院校站省镇乡队办厂]|中心|公司|小组|政府|部门|机构)")
_NOT_A_NAME = re.compile(
    rf"无|暂无|(?:副|正)?(?:{ROLE})|{CHINESE_NUMERAL}+元?整?|.*(?:{ROLE}|职务|单位|电话|日期|项目|签|章|评分)"
)
# Labels of forms that stand where a name was left out.
_NO_NAME = re.compile(
    r"年度|目标|指标|预算|金额|来源|类型|属性|分值|得分|执行|地址|邮编|等级|结论|概况|绩效|名称|内容|情况|编码|日期|如下|自评|评价|以上|同上|详见|附件|[合小总共]计|平均|序号|备注|数量|质量|产出|效益|成本|满意|决策|过程|管理"
)
_SHORT_WORD = re.compile(r"[一-龥]{2,3}")


def names(folded: str) -> Iterator[Span]:
    """Names that a label, a role or 同志 marks in running text."""
    labels = [label.start() for label in _LABEL.finditer(folded)]
    roles = [role.start() for role in _A_ROLE.finditer(folded)]
    for pattern, places in ((_LABELLED, labels), (_LABELLED_GLUED, labels), (_BY_ROLE, roles)):
        for match in _matched_at(pattern, folded, places):
            yield from _each_name(folded, *match.span("names"))
    for match in _matched_at(_LABELLED_ANY, folded, labels):
        yield from _each_short_word(folded, *match.span("names"))
    for match in _comrades(_COMRADE, _LONGEST_NAME, folded):
        yield from _each_name(folded, *match.span("names"))
    for match in _comrades(_COMRADE_ANY, _LONGEST_LIST, folded):
        yield from _each_short_word(folded, *match.span("names"))
    if "·" in folded:
        for match in _matched_at(_LABELLED_DOTTED, folded, labels):
            yield match.span("names")


def _matched_at(pattern: re.Pattern[str], folded: str, places: Sequence[int]) -> Iterator[re.Match[str]]:
    """The matches that begin at one of the places, from left to right, none inside another."""
    behind = 0
    for place in places:
        match = pattern.match(folded, place) if place >= behind else None
        if match is not None:
            behind = match.end()
            yield match


def _comrades(pattern: re.Pattern[str], longest: int, folded: str) -> Iterator[re.Match[str]]:
    """The names before 同志, looked for only there."""
    behind = 0
    at = folded.find("同志")
    while at >= 0:
        match = pattern.search(folded, max(behind, at - longest), at + 2)
        if match:
            behind = match.end()
            yield match
        at = folded.find("同志", at + 2)


def _each_name(folded: str, start: int, end: int) -> Iterator[Span]:
    for match in _ONE_NAME.finditer(folded[start:end]):
        if is_name(squeezed(match[0])):
            yield start + match.start(), start + match.end()


def _each_short_word(folded: str, start: int, end: int) -> Iterator[Span]:
    for word in _SHORT_WORD.finditer(folded, start, end):
        if may_be_name(word[0]):
            yield word.span()


def squeezed(text: str) -> str:
    """Without blanks: forms spread names over their cells."""
    return "".join(text.split())


# A report names the same few persons again and again.
@lru_cache(maxsize=1024)
def is_name(written: str) -> bool:
    """Whether what looks like a name is neither a body nor made of common words."""
    if "·" in written:
        return True
    if len(written) > 2 and _ORGANISATION.fullmatch(written):
        return False
    return _WORDS.search(written) is None and _NOT_A_NAME.fullmatch(written) is None


@lru_cache(maxsize=1024)
def may_be_name(written: str) -> bool:
    """Whether a short word in the place of a name is one, whatever its first character."""
    return is_name(written) and _NO_NAME.search(written) is None


def repeated(folded: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Wherever else a full name of three and more characters stands; shorter ones could be words."""
    names = {folded[first:last] for first, last in spans if last - first >= 3}
    known = [name for name in sorted(names) if _FULL_NAME.fullmatch(name)][:_MOST_NAMES]
    # A pattern of the names would have to be compiled for every document, which takes longer than to look for them.
    places = [(at, at + len(name)) for name in known for at in _places(name, folded)]
    behind = 0
    for first, last in sorted(places, key=lambda place: place[0]):
        if first >= behind:
            behind = last
            yield first, last


def _places(name: str, folded: str) -> Iterator[int]:
    at = folded.find(name)
    while at >= 0:
        yield at
        at = folded.find(name, at + 1)
