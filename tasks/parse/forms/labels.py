"""One lookup from the labels printed on forms to what they mean.

The synonyms are those of the central forms (财预〔2020〕10号 and its provincial prints) and their ancestors. A label
is compared after folding: compatibility forms, white space, colons, ordinals, footnote stars and the content of
brackets set aside.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from importlib import resources

import yaml

from tasks.parse.alternation import any_of
from tasks.parse.numbers.amounts import money_unit
from tasks.parse.record import record
from tasks.parse.terms import BRINGS, HANDS_OUT, LEVEL_OF, SPENDS

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|〔[^〕]*〕|【[^】]*】")
_BRACKET = re.compile(r"[()\[\]]")
_BLANKS = re.compile(r"[\s\u200b\ufeff]+")
_BLANKS_AND_BRACKETS = re.compile(r"[\s()\[\]]+")
_NOISE = re.compile(r"[\s\u200b\ufeff:：;；,，.。·*★☆▲△|]+")
# ⑤=④/③: the number of a column, and how it follows from others.
_COLUMN_NUMBER = re.compile(r"[①-⑳](?:[=＝][①-⑳+\-－/÷×*＋]+)?")
_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]{1,3}[、.]|\(?[一二三四五六七八九十\d]{1,2}\)|\d{1,2}[、.](?!\d))")


_SLOT = re.compile(r"^指标\s*\d*\s*[:：、.]?\s*$|^[.…。·]+$|^[xX×*]+$")


class Field(StrEnum):
    """What a label names: a fact of the form, a column, a kind of row, or the head of a part."""

    NAME = "name"
    CODE = "code"
    DEPARTMENT = "department"
    UNIT = "unit"
    WHOLE_UNIT = "whole_unit"
    YEAR = "year"
    GRADE = "grade"
    TOTAL_SCORE = "total_score"
    PROBLEMS = "problems"
    SUGGESTIONS = "suggestions"
    OTHER = "other"
    BUDGET_INITIAL = "budget_initial"
    BUDGET_ADJUSTED = "budget_adjusted"
    PLANNED = "planned"
    RECEIVED = "received"
    SPENT = "spent"
    BALANCE = "balance"
    EXECUTION_RATE = "execution_rate"
    ARRIVAL_RATE = "arrival_rate"
    TOTAL = "total"
    SUM = "sum"
    FISCAL = "fiscal"
    CENTRAL = "central"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    CARRYOVER = "carryover"
    OWN = "own_or_other"
    OTHER_SOURCE = "other_source"
    LEVEL_1 = "level_1"
    LEVEL_2 = "level_2"
    LEVEL_3 = "level_3"
    LEVEL_4 = "level_4"
    OPERATOR = "operator"
    TARGET = "target"
    TARGET_UNIT = "target_unit"
    ACTUAL = "actual"
    WEIGHT = "weight"
    POINTS = "points"
    REASON = "reason"
    BAND = "band"
    OTHER_COLUMN = "other_column"
    EXPLANATION = "explanation"
    SECTION_FUNDS = "section_funds"
    SECTION_INDICATORS = "section_indicators"
    SECTION_GOALS = "section_goals"
    SECTION_OTHER = "section_other"


MEASURES = frozenset(
    {
        Field.BUDGET_INITIAL,
        Field.BUDGET_ADJUSTED,
        Field.PLANNED,
        Field.RECEIVED,
        Field.SPENT,
        Field.BALANCE,
    }
)
BUDGETS = (Field.BUDGET_ADJUSTED, Field.BUDGET_INITIAL, Field.PLANNED)
"""What a rate of execution is of, the likeliest first."""

RATES = frozenset({Field.EXECUTION_RATE, Field.ARRIVAL_RATE})
SOURCES = frozenset(
    {
        Field.TOTAL,
        Field.FISCAL,
        Field.CENTRAL,
        Field.PROVINCE,
        Field.CITY,
        Field.COUNTY,
        Field.CARRYOVER,
        Field.OWN,
        Field.OTHER_SOURCE,
    }
)
LEVELS = (Field.LEVEL_1, Field.LEVEL_2, Field.LEVEL_3, Field.LEVEL_4)
INDICATOR_COLUMNS = frozenset(
    {
        *LEVELS,
        Field.OPERATOR,
        Field.TARGET,
        Field.TARGET_UNIT,
        Field.ACTUAL,
        Field.WEIGHT,
        Field.POINTS,
        Field.REASON,
        Field.BAND,
        Field.OTHER_COLUMN,
        Field.EXPLANATION,
    }
)
INFO = frozenset(
    {
        Field.NAME,
        Field.CODE,
        Field.DEPARTMENT,
        Field.UNIT,
        Field.WHOLE_UNIT,
        Field.YEAR,
        Field.GRADE,
        Field.TOTAL_SCORE,
        Field.PROBLEMS,
        Field.SUGGESTIONS,
        Field.OTHER,
    }
)
SECTIONS = frozenset({Field.SECTION_FUNDS, Field.SECTION_INDICATORS, Field.SECTION_GOALS, Field.SECTION_OTHER})

_SYNONYMS: dict[str, str] = yaml.safe_load(
    resources.files(__package__).joinpath("labels.yaml").read_text(encoding="utf-8")
)
_LOOKUP = {word: Field(field) for field, words in _SYNONYMS.items() for word in words.split()}
# 中央财政专项扶贫资金, 省级衔接补助资金, 市县配套资金: whose money it is stands first, its kind behind it.
_LEVEL_OF_SOURCE = {word: Field(level) for word, level in LEVEL_OF.items()}
_KIND_OF_MONEY = "财政|集中|福利|体育|预算|安排|配套|补助|专项|扶贫|投入|转移支付|下达|衔接|奖补|统筹|一般公共预算"
# Whose money it is, and that it is money: 盟市财政资金, 省级衔接补助资金.
SOURCE_WORDS = (
    rf"({'|'.join(sorted(_LEVEL_OF_SOURCE, key=len, reverse=True))})(?:本?级)?(?:{_KIND_OF_MONEY})*"
    "(?:资金|补助|拨款|经费|投入|配套|财政(?:预算)?|安排|(?:彩票|福彩|体彩)?公益金)"
)
_SOURCE = re.compile(f"(?:当年|本年度?|年度)?{SOURCE_WORDS}")
# 年度预算资金总额, 下达资金总额: the money of the year as a whole. That of several years (中期, 实施期) is none.
TOTAL_WORDS = "(?:年度|本年度?|全年|当年|项目|下达|预算|财政|申请|安排|转移支付)*资金(?:申请|安排)?(?:总额|总计|合计)"
FISCAL_WORDS = "(?:本年|当年|年度)?(?:一般(?:公共)?预算内?(?:财政)?|公共(?:财政|预算))(?:拨款|资金|收入|支出)"
# The names of a body's part in a project are made of the same few words in every province's order.
LEVEL_WORDS = "(?:[省市州盟县区旗地]{1,3}[级直]|自治[区州]级?|[省市州盟县区旗地]{1,3})"
_CODED = "(?:名称)?(?:[及和/、](?:其|部门)?(?:预算)?(?:代码|编码))?"
DEPARTMENT_WORDS = (
    f"(?:项目|资金|业务|地方|预算|行业|上级|{LEVEL_WORDS}|一级)*主管(?:预算)?(?:部门|单位|机构|部n)"
    f"(?:\\(?单位\\)?)?{_CODED}"
)
UNIT_WORDS = (
    f"(?:项目|资金|专项|具体|政策|{LEVEL_WORDS})*"
    "(?:实施|使用|用款|承担|承办|承建|执行|建设|申报|申请|责任|牵头|业主)(?:/(?:资金)?使用|主体)?"
    f"(?:单位|部门|机构|主体){_CODED}(?:[及和/](?:项目)?(?:负责人|责任人))?"
)
# 绩效自评项目名称, 专项转移支付名称, 项目及政策名称; 子项目名称 heads the parts of one, 一级项目名称 the class of many.
_NAME_WORDS = (
    "(?:绩效|评价|自评|重点|预算|部门|财政|支出|资金|补助|转移支付|专项|债券|政府|投资|建设|具体|申报|二级|共同|事权|中央|政策|项目|[及和或、/])*"
    "(?:项目|政策|专项|资金|支出|转移支付)(?:支出|资金)?(?:名称|全称)(?:[及和/](?:代码|编码|编号))?"
)
_WHOLE_UNIT_WORDS = f"{LEVEL_WORDS}(?:预算|填报|申报)(?:单位|部门)(?:名称)?"
# 市级主管部门, 县级主管部门: the forms of transfers name one for each level that the money passes.
_LEVELS_PASSED = (
    ("县", 4),
    ("旗", 4),
    ("自治区", 2),
    ("区", 4),
    ("市", 3),
    ("州", 3),
    ("盟", 3),
    ("省", 2),
    ("地方", 3),
    ("中央", 1),
)
_TARGET_WORDS = (
    "(?:(?:实施|规划)?(?:周期|期)|中期|长期|当年度?|本?年度|全年|年初|预算|项目|申报|批复|绩效|设定|预期|计划|目标|指标)*"
    "(?:指标|目标|设定|预期|计划)数?值"
)
_ACTUAL_WORDS = "(?:当年度?|本?年度|全年|年末|预算|项目|单项|绩效|自评|指标)*(?:实际|完成|达成|实现)+(?:指标)?值"
_LEVEL_WORDS = "级(?:绩效)?(?:指标|目标)(?:内容|名称)?"
_RATE_WORDS = (
    "(?:项目|全年|本年度?|当年|年度|部门)*"
    "(?:(?:预算|资金|财政|支出)?(?:执行|使用|支付|支出)(?:进度|率)|(?:预算|资金|支出)(?:完成|实现)率)"
)
_SECTION_WORDS = "(?:项目|年度|当年|本年|部门|专项|预算)*资金(?:来源|构成|投入|安排|使用|执行)*情况"
# 同级财政资金, 本级: the money of the level whose paper it is.
_OWN_LEVEL_WORDS = "[本同]级(?:财政)?(?:预算|拨款|资金|安排|补助|配套)*"
# 财预〔2019〕136号 watches over a project half way: what was done in the first months, and what the year will bring.
_HALF_YEAR = (
    r"(?:截[至止])?(?:\d{4}年)?(?:\d{1,2}[-—–－~～至]\d{1,2}月份?|\d{1,2}月(?:\d{1,2}日|[底末])|上半年|半年度?|监控(?:期|时点|日))"
    "(?:累计|预算|实际|绩效|指标|目标)*"
)
_FORESEEN_WORDS = (
    "(?:全年|年底|年末|本年)?预计(?:全年)?(?:执行|支出|完成|实现)(?:数|率|情况|值)|完成目标可能性|目标完成可能性"
)
_CODE_WORDS = "(?:部门|单位|主管|预算|一级|二级)+(?:编码|代码|编号)"
_GRAMMAR = (
    *((re.compile(f"[{n}]{_LEVEL_WORDS}"), level) for n, level in zip(("一1", "二2", "三3"), LEVELS, strict=False)),
    (re.compile(f"(?:{_HALF_YEAR})?(?:{_RATE_WORDS})"), Field.EXECUTION_RATE),
    (re.compile(f"{_HALF_YEAR}(?:执行|支出)(?:数|金?额)?"), Field.SPENT),
    (re.compile(f"{_HALF_YEAR}(?:执行|完成|实现)(?:情况|值)"), Field.ACTUAL),
    (re.compile(_FORESEEN_WORDS), Field.OTHER_COLUMN),
    (re.compile(_CODE_WORDS), Field.OTHER),
    (re.compile(_SECTION_WORDS), Field.SECTION_FUNDS),
    (re.compile(_OWN_LEVEL_WORDS), Field.FISCAL),
    (re.compile("上级(?:财政)?(?:补助|转移支付|专项|配套|预算|拨款|资金)+"), Field.OTHER_SOURCE),
    (re.compile(TOTAL_WORDS), Field.TOTAL),
    (re.compile(FISCAL_WORDS), Field.FISCAL),
    (re.compile(_NAME_WORDS), Field.NAME),
    (re.compile(DEPARTMENT_WORDS), Field.DEPARTMENT),
    (re.compile(UNIT_WORDS), Field.UNIT),
    (re.compile(_WHOLE_UNIT_WORDS), Field.WHOLE_UNIT),
    (re.compile(_TARGET_WORDS), Field.TARGET),
    (re.compile(_ACTUAL_WORDS), Field.ACTUAL),
    (re.compile("[一-龥]{0,14}(?:审核|初审|复审|审批|审查|评审)意见"), Field.SECTION_OTHER),
)
# Most texts that are asked about are no labels: one question tells that none of the patterns fits.
_ANY_OF_GRAMMAR = re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _ in _GRAMMAR))
# 本年度申请市财政预算资金, 项目预算金额: offices put the same few words together in their own ways: when, whose,
# what was done with the money, and that it is money. Decisive verbs first: 预算执行数 is spent, 预算下达数 received.
_HANDLED = (
    (Field.BALANCE, re.compile(r"结余|结转|余额|剩余|未(?:支付|使用|支出|执行|拨付)")),
    (Field.SPENT, re.compile(rf"(?<!未)(?<!转移){any_of((*SPENDS, *HANDS_OUT))}|决算")),
    (Field.RECEIVED, re.compile(rf"(?<!未){any_of(BRINGS)}|(?:实际|已)投入|发行|已发")),
    (Field.PLANNED, re.compile(r"(?<!完成)投资|预计投入|概算|估算|计划|申请|申报|(?<!年度)总预算")),
    (Field.BUDGET_INITIAL, re.compile(r"年初")),
    (
        Field.BUDGET_ADJUSTED,
        re.compile(r"预算|安排|批复|(?:资金|经费)(?:量|额度|规模|数额)|(?:评价|涉及|补助|分配|项目)金额"),
    ),
)
# Possessive, so that no label can be taken apart in more ways than one.
_MADE_OF = re.compile(
    rf"(?:未?{any_of((*BRINGS, *SPENDS, *HANDS_OUT))}"
    r"|\d{4}年|年度|年初|全年|本年|当年|本期|本次|累计|实际|已|调整后?|截至|截止|年?[底末]|转移支付|项目|财政|资金|专项"
    r"|部门|单位|政府|预算内?|评价|涉及|补助|资助|支持|分配|中央|自治区|[省市县区]级?|本级"
    r"|决算|结余|结转|发行|发|投资|预计|投入|概算|估算|计划|申请|申报|安排|批复|经费|总|金|数|额|度|量|款|规模|年)++"
)
_IS_MONEY = re.compile(r"(?:金|投入|额|额度|数|量|款|规模|经费|(?:总|年度|[当本]年)预算|投资|概算)$")
# 执行数B), 年初目标值(A: the brackets around the letter of a column are easily lost.
_COLUMN_LETTER = re.compile(r"\(?[A-Ca-c](?:/[A-Ca-c])?\d?\)?$")
_GRADE = re.compile("[优良中差]|优秀|良好|中等|较差|合格|不合格")
_WHOLE = re.compile("(?:部门|单位)?(?:整体|年度)?支出(?:总额|合计|总计)|(?:部门|单位)?总支出")
_LONGEST_LABEL = 60
_ALLOWED_TAILS = ("万元", "元", "盖章", "公章")


@record
class Label:
    """A label that was recognised, and what stood in its brackets (a unit, a weight, a column letter)."""

    field: Field
    aside: str


def squeeze(text: str) -> str:
    """A text without the white space between Chinese characters, which line breaks in narrow cells leave behind."""
    if " " not in text and text.isprintable() and "[image:" not in text:
        return text
    text = re.sub(r"\[image:[^\]]*\]", "", text)
    text = re.sub(r"[\s\u200b\ufeff]+", " ", text).strip()
    return re.sub(r"(?<=[\u2e80-\u9fff（）()、，。“”]) | (?=[\u2e80-\u9fff（）()、，。“”])", "", text)


def fold(text: str) -> tuple[str, str]:
    """The comparable core of a label, and the content of its brackets."""
    plain = _BLANKS.sub("", unicodedata.normalize("NFKC", _COLUMN_NUMBER.sub("", text)))
    plain = _ORDINAL.sub("", plain)
    asides = [aside[1:-1] for aside in _BRACKETS.findall(plain)]
    core = _NOISE.sub("", _BRACKETS.sub("", plain) if asides else plain)
    return core.removeprefix("其中"), " ".join(asides)


def label_of(text: str) -> Label | None:
    """What a cell's text names, or None where it is no known label. Long texts are never labels."""
    return _label_of(text) if 0 < len(text) <= _LONGEST_LABEL else None


@lru_cache(maxsize=8192)
def _label_of(text: str) -> Label | None:
    core, aside = fold(text)
    # 项目金额及资金来源: who gave it stands in brackets behind the amount.
    core = core.removesuffix("及资金来源")
    found = _LOOKUP.get(core)
    if found is None and (aside or _BRACKET.search(core)):
        # 项目(政策)名称, 转移支付(项目)名称: the bracket is part of the label.
        whole = _BLANKS_AND_BRACKETS.sub("", unicodedata.normalize("NFKC", text))
        found = _LOOKUP.get(_NOISE.sub("", whole).removeprefix("其中"))
    tail = next((tail for tail in _ALLOWED_TAILS if core.endswith(tail)), "") if found is None else ""
    if tail and (found := _field_of(core.removesuffix(tail))) is not None:
        return Label(found, f"{aside} {tail}".strip())
    if found is None:
        in_brackets = text.rstrip(" :：")[-1:] in ")）"
        found = _field_of(_plain(core), in_money=in_brackets and bool(money_unit(aside)))
    return Label(found, aside) if found is not None else None


def _plain(core: str) -> str:
    """A label without what forms put behind any of them: 小计 of a source, the letter of a column."""
    if core.endswith("小计") and _field_of(core[:-2]) in SOURCES:
        return core[:-2]
    letter = _COLUMN_LETTER.search(core)
    return core[: letter.start()] if letter is not None else core


def _field_of(core: str, *, in_money: bool = False) -> Field | None:
    """What a label names by its words, or where these stand in no list, by how such labels are made."""
    found = _LOOKUP.get(core)
    if found is None and (source := _SOURCE.fullmatch(core)) is not None:
        found = _LEVEL_OF_SOURCE[source.group(1)]
    if found is None and _ANY_OF_GRAMMAR.fullmatch(core):
        found = next(field for pattern, field in _GRAMMAR if pattern.fullmatch(core))
    return found or (measure_named(core) if in_money or _IS_MONEY.search(core) else None)


def measure_named(core: str) -> Field | None:
    """What a head measures that is made of the words of money alone; under such heads of a list 已支付 is enough."""
    if _MADE_OF.fullmatch(core) is None:
        return None
    return next((field for field, words in _HANDLED if words.search(core)), None)


@lru_cache(maxsize=256)
def nearness(label: str) -> int:
    """How near the level that a department's label names is to those who carry out; 0 where it names none."""
    before = fold(label)[0].partition("主管")[0]
    return next((rank for level, rank in _LEVELS_PASSED if level in before), 0)


def is_grade(text: str) -> bool:
    """Whether a cell is a grade and nothing else: 优, 良好."""
    return bool(_GRADE.fullmatch(text.strip()))


def is_whole(text: str) -> bool:
    """Whether a row under heads of money is that of all of a body's money: 支出总额 of Hunan's 基础数据表."""
    return bool(_WHOLE.fullmatch(fold(text)[0]))


def is_slot(text: str) -> bool:
    """Whether a cell is an unused slot of the printed form: 指标2, ……, XX."""
    return bool(_SLOT.match(text.strip()))


def words_of(fields: Iterable[Field]) -> frozenset[str]:
    """Every known label of some fields, for readers that look for labels inside running text."""
    wanted = frozenset(fields)
    return frozenset(word for word, found in _LOOKUP.items() if found in wanted)
