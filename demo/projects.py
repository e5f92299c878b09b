"""The projects of the invented counties and their true figures of a year, before any document writes about them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from demo.dice import dice
from demo.places import PLACES, TOWNS
from demo.record import Line, Quantity, Tally
from demo.sectors import SECTORS, Output, Sector

CENT = Decimal("0.01")
_ORDINALS = "零一二三四五六七八九"


def rounded(value: Decimal, step: Decimal = CENT) -> Decimal:
    """The value rounded half up to the step, as people round."""
    return value.quantize(step, rounding=ROUND_HALF_UP)


def percent(part: Decimal | int, whole: Decimal | int) -> Decimal:
    """`part` of `whole` in percent with two decimals."""
    return rounded(Decimal(part) * 100 / Decimal(whole))


@dataclass(frozen=True, slots=True)
class Project:
    """A project: its name is unique in its county, because it is counted out and not drawn."""

    site: int
    number: int
    sector: int
    town: str
    name: str
    unit: str

    @property
    def field(self) -> Sector:
        """The sector's vocabulary."""
        return SECTORS[self.sector]


def phase(number: int) -> str:
    """第N期 in Chinese numerals, empty for the first."""
    if number == 0:
        return ""
    return f"({''.join(_ORDINALS[int(digit)] for digit in str(number + 1))}期)"


@lru_cache(maxsize=64)
def _shift(seed: int, site: int) -> int:
    """Where a county begins to count its projects, so that seeds differ in more than figures."""
    return dice(seed, "shift", site).randrange(300)


def project(seed: int, site: int, number: int) -> Project:
    """The project of that number in that county."""
    rest, sector = divmod(number + _shift(seed, site), len(SECTORS))
    rest, pattern = divmod(rest, 4)
    rest, town = divmod(rest, len(TOWNS))
    town = (town + sector * 5) % len(TOWNS)
    field = SECTORS[sector]
    name = field.projects[pattern].format(t=TOWNS[town]) + phase(rest)
    return Project(site, number, sector, TOWNS[town], name, PLACES[site].region + field.bureau)


@dataclass(frozen=True, slots=True)
class Figures:
    """A project's money of a year, in yuan, whole hundreds, so that 万元 with two decimals is exact.

    fiscal + carryover + other = adjusted; central + province + county = fiscal.
    """

    initial: Decimal
    adjusted: Decimal
    spent: Decimal
    fiscal: Decimal
    carryover: Decimal
    other: Decimal
    central: Decimal
    province: Decimal
    county: Decimal
    initial_fiscal: Decimal
    spent_parts: tuple[Decimal, Decimal, Decimal]

    @property
    def rate(self) -> Decimal:
        """Spent of adjusted, in percent."""
        return percent(self.spent, self.adjusted)


def figures(seed: int, site: int, number: int, year: int, revision: int = 0) -> Figures:
    """The money of a project in a year. Nobody spends below 90 % here unless a document is made to say so."""
    throw = dice(seed, "figures", site, number, year, revision)
    size = int(10 ** throw.uniform(2.9, 5.2))  # hundreds of yuan: 7.9 万元 to 1 584 万元
    size = size // 100 * 100 if throw.random() < 0.5 and size > 2000 else size
    carry = size * throw.randrange(3, 12) // 100 if throw.random() < 0.3 else 0
    other = size * throw.randrange(5, 20) // 100 if throw.random() < 0.25 else 0
    fiscal = size - carry - other
    central = fiscal * throw.choice((0, 0, 30, 45, 60)) // 100
    province = (fiscal - central) * throw.choice((0, 25, 40, 100)) // 100
    fiscal_spent = fiscal if throw.random() < 0.45 else fiscal - fiscal * throw.randrange(50, 900) // 10_000
    initial = fiscal if throw.random() < 0.6 else fiscal - fiscal * throw.randrange(200, 1500) // 10_000
    yuan = [Decimal(n) * 100 for n in (initial + other, size, fiscal_spent + carry + other, fiscal, carry, other)]
    levels = [Decimal(n) * 100 for n in (central, province, fiscal - central - province)]
    parts = (Decimal(fiscal_spent) * 100, Decimal(carry) * 100, Decimal(other) * 100)
    return Figures(
        initial=yuan[0],
        adjusted=yuan[1],
        spent=yuan[2],
        fiscal=yuan[3],
        carryover=yuan[4],
        other=yuan[5],
        central=levels[0],
        province=levels[1],
        county=levels[2],
        initial_fiscal=Decimal(initial) * 100,
        spent_parts=parts,
    )


def tally(seed: int, of: Project, year: int, revision: int = 0) -> Tally:
    """The project's count of cases, those done, and the rate that follows from them."""
    throw = dice(seed, "tally", of.site, of.number, year, revision)
    sentence, noun, unit, low, high, rate_name = of.field.tally
    base = throw.randrange(low, high)
    done = base - throw.randrange(1, max(2, base // 12))
    text = sentence.format(a=base, b=done)
    return Tally(text, noun, unit, base, done, rate_name, percent(done, base))


def quantity(seed: int, of: Project, year: int, revision: int = 0) -> Quantity:
    """The project's main output, named with the same value wherever a report names it."""
    output, _, achieved = max(outputs(seed, of, year, revision), key=lambda row: row[2])
    return Quantity(output.name, output.unit, Decimal(achieved), Decimal(achieved))


def outputs(seed: int, of: Project, year: int, revision: int = 0) -> list[tuple[Output, int, int]]:
    """The quantity indicators of a year: what, target, achieved. The second one falls short of its target."""
    throw = dice(seed, "outputs", of.site, of.number, year, revision)
    first = throw.randrange(3)
    second = (first + throw.choice((1, 2))) % 3
    rows = []
    for place, chosen in enumerate((first, second)):
        output = of.field.outputs[chosen]
        target = max(4, throw.randrange(output.low, output.high))  # so that one missing is not all missing
        target = target // 10 * 10 if target > 200 else target
        if place == 0:
            achieved = target + (target * throw.randrange(0, 12) // 100)
        else:
            achieved = target - max(1, target * throw.randrange(4, 16) // 100)
        rows.append((output, target, achieved))
    return rows


_LAG = (
    "受汛期连续降雨影响,部分任务顺延,已调整后续计划",
    "供货周期延长,余下部分已列入下年度计划",
    "前期选址调整,已加快推进收尾工作",
    "部分村组调整实施地点,已完成变更手续",
)
_LOST = (Decimal(1), Decimal("1.5"), Decimal(2))
_SOFT = (
    "长效机制尚需完善,已明确责任股室限期落实",
    "宣传发动不够充分,下一步加大入户宣传",
    "后续管护经费尚需统筹,已纳入预算安排",
)


def indicator_lines(seed: int, of: Project, year: int, revision: int = 0) -> tuple[Line, ...]:
    """The rows of the central form: outputs 50, benefits 30, satisfaction 10, each scored as the form prescribes.

    A missed quantity has the points of achieved / target; one benefit loses one or two, within its band (80 to 100 %).
    No total reaches 99.5, from where a form without problems would be a finding.
    """
    throw = dice(seed, "lines", of.site, of.number, year, revision)
    (one, one_target, one_done), (two, two_target, two_done) = outputs(seed, of, year, revision)
    field = of.field
    weights = throw.choice(((10, 10, 10, 10, 10), (12, 8, 12, 10, 8), (15, 10, 10, 10, 5), (10, 12, 10, 8, 10)))
    w1, w2, w3, w4, w5 = map(Decimal, weights)
    missed = rounded(w2 * two_done / two_target)
    third = throw.random() < 0.5
    each = Decimal(10) if third else Decimal(15)  # of the thirty points of benefit
    kept = each - throw.choice(_LOST)
    lag = throw.choice(_LAG)
    satisfied = throw.randrange(921, 992)
    quantity_of, lasting = ("产出指标", "数量指标"), ("效益指标", "可持续影响指标")
    rows = [
        Line(*quantity_of, one.name, f"≥{one_target}{one.unit}", f"{one_done}{one.unit}", w1, w1),
        Line(*quantity_of, two.name, f"≥{two_target}{two.unit}", f"{two_done}{two.unit}", w2, missed, lag),
        Line("产出指标", "质量指标", field.quality, f"≥{throw.choice((90, 95, 98))}%", "100%", w3, w3),
        Line("产出指标", "时效指标", field.timeliness, "100%", "100%", w4, w4),
        Line("产出指标", "成本指标", field.cost, "不超过概算批复", "未超概算批复", w5, w5),
        Line("效益指标", "社会效益指标", field.social, "明显提升", "达成预期指标", each, each),
        Line(*lasting, field.lasting, "逐步健全", "基本达成预期指标", each, kept, throw.choice(_SOFT)),
    ]  # fmt: skip
    if third:
        kind, name = field.other_benefit
        rows.append(Line("效益指标", kind, name, "有所提升", "达成预期指标", each, each))
    ten = Decimal(10)
    actual = f"{Decimal(satisfied) / 10}%"
    rows.append(Line("满意度指标", "服务对象满意度指标", field.satisfied, "≥90%", actual, ten, ten))
    return tuple(rows)
