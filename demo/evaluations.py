"""What each kind of document says of a project: the true figures, arranged as its layout states them."""

from __future__ import annotations

from decimal import Decimal

from demo.dice import dice
from demo.projects import Figures, Project, figures, indicator_lines, outputs, percent, quantity, rounded, tally
from demo.record import Evaluation, Line, Money

HUNDRED = Decimal(100)


def grade_of(total: Decimal) -> str:
    """The band of 财预〔2020〕10号 in which a score lies."""
    for least, grade in ((90, "优"), (80, "良"), (60, "中")):
        if total >= least:
            return grade
    return "差"


def execution_points(rate: Decimal) -> Decimal:
    """Ten points times the rate, never above ten."""
    return min(rounded(rate / 10), Decimal(10))


def _present(*money: Money) -> tuple[Money, ...]:
    """Without the amounts of nothing: a blank cell states no zero."""
    return tuple(one for one in money if one.yuan > 0)


def narrative(seed: int, of: Project, year: int, revision: int = 0) -> Evaluation:
    """A report in prose: one budget figure, what arrived and from whom, what was spent, what is left."""
    f = figures(seed, of.site, of.number, year, revision)
    lines = indicator_lines(seed, of, year, revision)
    points = execution_points(f.rate)
    total = points + sum((line.points or Decimal(0) for line in lines), Decimal(0))
    levels = (
        Money("received", "central", f.central),
        Money("received", "province", f.province),
        Money("received", "county", f.county),
        Money("received", "carryover", f.carryover),
        Money("received", "own_or_other", f.other),
    )
    shown = _present(*levels)
    return Evaluation(
        project=of.name,
        kind="project",
        year=year,
        unit=of.unit,
        money=(
            Money("budget_adjusted", "total", f.adjusted),
            Money("received", "total", f.adjusted),
            *(shown if len(shown) > 1 else ()),
            Money("spent", "total", f.spent),
            Money("balance", "total", f.adjusted - f.spent),
        ),
        execution_rate=f.rate,
        arrival_rate=HUNDRED,
        total=total,
        grade=grade_of(total),
        problems=of.field.problem,
        tally=tally(seed, of, year, revision),
        quantity=quantity(seed, of, year, revision),
        sector=of.sector,
    )


def brief(seed: int, of: Project, year: int, revision: int = 0) -> Evaluation:
    """A chapter of a document that holds several projects: budget, spent, left, rate, score."""
    whole = narrative(seed, of, year, revision)
    kept = ("budget_adjusted", "spent", "balance")
    return Evaluation(
        project=whole.project,
        kind="project",
        year=year,
        unit=whole.unit,
        money=tuple(money for money in whole.money if money.measure in kept),
        execution_rate=whole.execution_rate,
        total=whole.total,
        problems=whole.problems,
        tally=whole.tally,
        quantity=whole.quantity,
        sector=of.sector,
    )


def third_party(seed: int, of: Project, year: int, revision: int = 0) -> Evaluation:
    """A firm's report by order of the finance bureau: the same money as the unit states, fewer points."""
    f = figures(seed, of.site, of.number, year, revision)
    throw = dice(seed, "third party", of.site, of.number, year, revision)
    own = narrative(seed, of, year, revision)
    total = rounded((own.total or HUNDRED) - Decimal(throw.randrange(300, 1400)) / 100)
    return Evaluation(
        project=of.name,
        kind="project",
        year=year,
        unit=of.unit,
        money=(
            Money("budget_adjusted", "total", f.adjusted),
            Money("spent", "total", f.spent),
        ),
        execution_rate=f.rate,
        total=total,
        grade=grade_of(total),
        problems=of.field.problem,
        tally=own.tally,
        quantity=own.quantity,
        sector=of.sector,
    )


def _grid_money(f: Figures) -> tuple[Money, ...]:
    fiscal, carry, other = f.spent_parts
    return (
        Money("budget_initial", "total", f.initial),
        Money("budget_adjusted", "total", f.adjusted),
        Money("spent", "total", f.spent),
        Money("budget_initial", "fiscal", f.initial_fiscal),
        Money("budget_adjusted", "fiscal", f.fiscal),
        Money("spent", "fiscal", fiscal),
        *_present(
            Money("budget_adjusted", "carryover", f.carryover),
            Money("spent", "carryover", carry),
            Money("budget_initial", "own_or_other", f.other),
            Money("budget_adjusted", "own_or_other", f.other),
            Money("spent", "own_or_other", other),
        ),
    )


def central_form(seed: int, of: Project, year: int, revision: int = 0) -> Evaluation:
    """The form 项目支出绩效自评表: three columns of money by source, execution 10, indicators 90."""
    f = figures(seed, of.site, of.number, year, revision)
    lines = indicator_lines(seed, of, year, revision)
    points = execution_points(f.rate)
    (one, target, done), (two, second, second_done) = outputs(seed, of, year, revision)
    return Evaluation(
        project=of.name,
        kind="project",
        year=year,
        unit=of.unit,
        department=of.unit,
        money=_grid_money(f),
        execution_rate=f.rate,
        execution_points=points,
        total=points + sum((line.points or Decimal(0) for line in lines), Decimal(0)),
        lines=lines,
        goal=f"完成{one.name}{target}{one.unit}、{two.name}{second}{two.unit},切实解决{of.town}群众反映的突出问题。",
        achieved=f"全年完成{one.name}{done}{one.unit}、{two.name}{second_done}{two.unit},总体运行平稳。",
        sector=of.sector,
    )


def department_form(seed: int, of: Project, unit: str, year: int, revision: int = 0) -> Evaluation:
    """The form of a unit's whole expenditure: money without carry-over names, indicators, total and grade."""
    form = central_form(seed, of, year, revision)
    total = form.total or HUNDRED
    return Evaluation(
        project=None,
        kind="department",
        year=year,
        unit=unit,
        money=form.money,
        execution_rate=form.execution_rate,
        execution_points=form.execution_points,
        total=total,
        grade=grade_of(total),
        lines=form.lines,
        goal=form.goal,
        achieved=form.achieved,
        sector=of.sector,
    )


HAINAN_TREE: tuple[tuple[str, int, tuple[tuple[str, int, tuple[tuple[str, int], ...]], ...]], ...] = (
    (
        "项目决策",
        20,
        (
            ("项目目标", 4, (("目标内容", 4),)),
            ("决策过程", 8, (("决策依据", 3), ("决策程序", 5))),
            ("资金分配", 8, (("分配办法", 2), ("分配结果", 6))),
        ),
    ),
    (
        "项目管理",
        25,
        (
            ("资金到位", 5, (("到位率", 3), ("到位时效", 2))),
            ("资金管理", 10, (("资金使用", 7), ("财务管理", 3))),
            ("组织实施", 10, (("组织机构", 1), ("管理制度", 9))),
        ),
    ),
    (
        "项目绩效",
        55,
        (
            ("项目产出", 15, (("产出数量", 5), ("产出质量", 4), ("产出时效", 3), ("产出成本", 3))),
            (
                "项目效益",
                40,
                (("经济效益", 8), ("社会效益", 8), ("环境效益", 8), ("可持续影响", 8), ("服务对象满意度", 8)),
            ),
        ),
    ),
)
"""Weights and rows of Hainan's form of 2011 (domain notes A3, HI-2011)."""


def hainan_leaves() -> list[tuple[str, str, str, Decimal]]:
    """The twenty leaf rows: three names and a weight."""
    return [
        (first, second, third, Decimal(weight))
        for first, _, middle in HAINAN_TREE
        for second, _, leaves in middle
        for third, weight in leaves
    ]


def hainan_form(seed: int, of: Project, year: int, revision: int = 0) -> Evaluation:
    """Target form, basic facts and score table: planned, received by level, spent; twenty leaves; a grade."""
    f = figures(seed, of.site, of.number, year, revision)
    throw = dice(seed, "hainan", of.site, of.number, year, revision)
    lost = dict.fromkeys(
        throw.sample(("目标内容", "资金使用", "管理制度", "产出数量", "经济效益", "可持续影响"), 3), Decimal(0)
    )
    lost = {name: Decimal(throw.choice((5, 10, 15))) / 10 for name in lost}
    scored = [
        Line(first, second, third, weight=weight, points=weight - lost.get(third, Decimal(0)))
        for first, second, third, weight in hainan_leaves()
    ]
    (one, target, _), (two, second_target, _) = outputs(seed, of, year, revision)
    bands = [
        (output, [goal * share // 100 for share in (100, 90, 80, 70)])
        for output, goal in ((one, target), (two, second_target))
    ]
    targets = [
        *(
            Line("产出指标", None, output.name, str(marks[0]), thresholds=tuple(map(str, marks)))
            for output, marks in bands
        ),
        Line("产出指标", None, of.field.quality, "100%", thresholds=("100%", "95%", "90%", "90%以下")),
        Line("效益指标", None, of.field.social, "明显提升", thresholds=("明显", "较明显", "一般", "不明显")),
        Line("效益指标", None, of.field.satisfied, "≥90%", thresholds=("90%", "80%", "70%", "70%以下")),
    ]
    total = sum((line.points or Decimal(0) for line in scored), Decimal(0))
    other = f.carryover + f.other
    sources = (("total", f.adjusted, ()), ("central", f.central, ()), ("province", f.province, ()),
               ("county", f.county, ("city",)), ("own_or_other", other, ()))  # fmt: skip
    money = [Money(measure, source, yuan, alt) for source, yuan, alt in sources for measure in ("planned", "received")]
    return Evaluation(
        project=of.name,
        kind="project",
        year=year,
        unit=of.unit,
        department=of.unit,
        money=_present(*money, Money("spent", "total", f.spent)),
        total=total,
        grade=grade_of(total),
        lines=(*targets, *scored),
        reviewer_scores=(total, total, total),
        subtotals=tuple(
            (name, Decimal(weight))
            for first, weight_1, middle in HAINAN_TREE
            for name, weight in ((first, weight_1), *((second, weight_2) for second, weight_2, _ in middle))
        ),
        sector=of.sector,
    )


def department_overview(of: Project, unit: str, year: int, seed: int, revision: int = 0) -> Evaluation:
    """A department's report whose money and score are left to the attachment."""
    return Evaluation(
        project=None,
        kind="department",
        year=year,
        unit=unit,
        tally=tally(seed, of, year, revision),
        quantity=quantity(seed, of, year, revision),
        problems=of.field.problem,
        sector=of.sector,
    )


def rate_of(evaluation: Evaluation) -> Decimal:
    """Spent of the adjusted budget in percent, from the stated amounts."""
    spent, budget = evaluation.amount("spent"), evaluation.amount("budget_adjusted")
    if spent is None or not budget:
        raise ValueError("the evaluation states no spent amount or no budget")
    return percent(spent, budget)
