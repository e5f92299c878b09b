"""Money that arithmetic lays: values that left their heads, echoes, the columns of past years."""

from __future__ import annotations

from decimal import Decimal

from tasks.parse.forms import read_forms
from tests.tasks.parse.forms.making import document, lines

HEADS = "项目名称\n场馆结算\n年初预算数\n全年预算数\n全年执行数\n分值\n执行率\n得分\n"
BEHIND = "年度资金总额\n项目资金(万元)\n"


def read(text: str) -> tuple[dict[tuple[str, str], Decimal], Decimal | None]:
    evaluation = read_forms(lines(text))[0].evaluation
    rate = evaluation.execution_rate
    funds = {(f.measure, f.source): f.amount_yuan / 10_000 for f in evaluation.funds}
    return funds, rate.value if rate else None


def test_two_amounts_that_make_the_printed_rate_are_budget_and_spent_wherever_they_stand() -> None:
    total = {("budget_initial", "total"): 20, ("budget_adjusted", "total"): 20, ("spent", "total"): Decimal("9.03")}
    apart = "20.00\n20.00\n4.52\n其中:财政拨款\n0\n0\n—\n" + BEHIND + "9.03\n预期目标\n10\n45.15%\n实际完成情况\n已付\n"
    assert read(HEADS + apart) == (total, Decimal("45.15"))
    assert not read(HEADS + apart.replace("45.15%", "46.15%"))[0]
    twice = (
        "20.00\n20.00\n9.03\n10\n4.52\n20.00\n20.00\n9.03\n—\n上年结转\n0\n0\n"
        + BEHIND
        + "财政拨款\n45.15%\n一级指标\n"
    )
    fiscal = {(measure, "fiscal"): value for (measure, _), value in total.items()}
    assert read(HEADS + twice) == (total | fiscal, Decimal("45.15"))


def test_points_of_their_full_mark_are_no_money() -> None:
    assert not read(HEADS + "≥90%\n95%\n10\n9.5\n可持续影响指标\n可持续\n10\n9\n" + BEHIND)[0]


def test_more_amounts_than_heads_are_one_where_all_are_alike() -> None:
    head = "项目名称 特殊补助\n项目资金(万元) 年初预算数 全年预算数 全年执行数 分值 执行率 得分\n"
    row = "年度资金总额: 28.1 28.1 28.1 28.1 10 98% 10\n一级指标 二级指标 三级指标 指标值\n"
    assert len(read(head + row)[0]) == 3


def test_columns_of_past_years_are_not_the_years_money() -> None:
    rows = [
        ["经费控制情况(万元)", "2021年决算数", "2022年预算数", "2022年决算数"],
        ["支出总额", "1274.38", "1342.49", "1340.11"],
        ["基本支出", "606.44", "719.99", "717.61"],
    ]
    title = "2022年度部门整体支出绩效评价基础数据表"
    expected = {"budget_adjusted": Decimal("1342.49"), "spent": Decimal("1340.11")}
    text = "\n".join([title, "经费控制情况", *(cell for row in rows for cell in row)])
    for made in (document(title, rows), lines(text)):
        (form,) = read_forms(made)
        assert form.kind == "department"
        assert {f.measure: f.amount_yuan / 10_000 for f in form.evaluation.funds} == expected


def test_the_text_above_a_form_tells_its_unit() -> None:
    form = "项目名称\n水泥路\n资金情况\n年度资金总额\n500\n其中:财政拨款\n500\n一级指标\n二级指标\n三级指标\n指标值\n"
    assert read("现将资金500万元下达你们\n" + form)[0] == {
        ("budget_adjusted", "total"): 500,
        ("budget_adjusted", "fiscal"): 500,
    }
    assert not read("每亩补助500元\n" + form)[0]


def test_a_sum_behind_the_last_row_is_the_score_where_the_weights_make_the_hundred() -> None:
    head = "一级指标\n三级指标\n指标值\n完成值\n分值\n得分\n产出指标\n发放人数\n"
    rows = "98\n97\n{}\n46\n100%\n40\n40\n100\n95\n满意度\n总分\n"
    money = HEADS + "65.66\n65.07\n10\n99%\n9\n" + BEHIND
    scores = [read_forms(lines(money + head + rows.format(w)))[0].evaluation.total_score for w in ("50", "48")]
    assert [score.value if score else None for score in scores] == [95, None]


def test_a_glued_total_that_its_sources_add_up_to_opens_a_form() -> None:
    head = "现下达你单位资金分配表单位名称项目名称分配金额(万元)甲委节会{}项目绩效目标表主管部门:省商务厅"
    money = "资金总额:2430.30负责人电话:65200000财政拨款:{}其他资金:总体目标产出指标数量指标会展收入≥280亿元30"
    read_out = read(head.format("54.3合计54.3附件2") + money.format("2430.30"))[0]
    assert read_out == {
        (measure, source): Decimal("2430.3") for measure in ("budget_adjusted",) for source in ("total", "fiscal")
    }
    assert not read_forms(lines(head.format("54.3合计54.3附件2") + money.format("2430.00")))


def test_parts_behind_a_cover_without_further_heads_are_read_where_they_add_up() -> None:
    cover = "项目名称疾病防治项目主要内容防控结核项目单位市疾控中心主管部门市卫健委项目属性经常性资金总额及构成总额"
    parts = "{}万元,其中:中央726.7万元;省级财政23.9万元;市级财政252万元;其他万元。项目起止时间2021年1月"
    assert len(read(cover + parts.format("1002.6"))[0]) == 4
    assert not read(cover + parts.format("1002.5"))[0]


def test_glued_values_behind_heads_of_others_are_laid_by_the_rate_that_they_make() -> None:
    info = "项目名称种薯示范项目实施单位甲区农技中心主管部门甲区农业农村局资金情况(万元)年度资金总额"
    money = "全年预算数(A)300全年执行数(B)执行率(B/A)其中中央补助自治区补助300万元259.45万元{}市县资金年度总体目标"
    rows = "一级指标二级指标三级指标分值年度指标值全年实际值得分产出指标数量指标种薯发放8550万粒550万粒8"
    total = {("budget_adjusted", "total"): 300, ("spent", "total"): Decimal("259.45")}
    assert read(info + money.format("86.5%") + rows) == (total, Decimal("86.5"))
    assert not read(info + money.format("88.5%") + rows)[0]


def test_heads_whose_letters_have_blanks_around_them_and_a_bracket_in_the_next_line() -> None:
    name = "项目名称: 电影专项资金区域绩效自评表\n( 2025 年度)\n转移支付(项目)名称 电影专项资金\n"
    head = "资金投入情况\n(万元) 全年预算数( A ) 全年执行数( B ) 分值 预算执行率\n( B/A×100%) 得分\n"
    row = "年度资金总额: 4 4 10 100% 10\n其中:中央财政资金 4 4 ——\n"
    (form,) = read_forms(lines(name + head + row))
    assert form.evaluation.name is not None
    assert (form.evaluation.name.value, len(form.evaluation.funds)) == ("电影专项资金", 4)
    assert form.evaluation.execution_rate is not None


def test_a_row_of_hainans_sources_that_calls_one_of_them_otherwise_keeps_its_columns() -> None:
    totals = "项目名称 公墓建设 计划投资额 2500.00 实际到位资金 2500.00 实际使用情况 1543.31 "
    parts = "省财政预算 省财政预算 省财政预算 市县财政预算 2500.00 市县财政预算 2500.00 市财政 1543.31 单位:万元\n"
    assert read("单位:万元\n" + totals + parts)[0][("spent", "city")] == Decimal("1543.31")


def test_a_part_tells_more_than_a_total_that_lost_a_cell() -> None:
    head = (
        "项目名称演出设备经费主管部门甲区剧团实施单位甲区文旅局项目资金(万元)年初预算数全年预算数全年执行分值执行率得分"
    )
    found = read(head + "年度资金总额303010100%其中:当年财政拨款303030100%上年结转资金其他资金年度总体目标")
    assert {key for key in found[0] if key[1] == "fiscal"} == {
        (measure, "fiscal") for measure in ("budget_initial", "budget_adjusted", "spent")
    }
    assert found[1] == 100


def test_a_list_of_grades_tells_whose_projects_these_are() -> None:
    cells = ["序号", "单位", "项目", "评价档次", "1", "甲县开发区管委会", "数据平台建设", "良好", "2", "甲县投资中心"]
    cells += ["驻点招商资金", "中(一般)"]
    rows = [cells[at : at + 4] for at in range(0, 12, 4)]
    for made in (lines("\n".join(cells)), document("绩效评价的结果如下", rows)):
        found = [form.evaluation for form in read_forms(made)]
        assert [(e.implementing_unit.value, e.name.value, e.grade.value) for e in found] == [  # type: ignore[union-attr]
            ("甲县开发区管委会", "数据平台建设", "良"),
            ("甲县投资中心", "驻点招商资金", "中"),
        ]


def test_the_score_of_the_whole_may_stand_below_the_bodies_beside_its_label() -> None:
    head = "专项名称\n监管补助\n自评得分\n省级财政部门\n青禾省财政厅\n省级主管部门\n青禾省监管局\n"
    text = head + "{}\n预算数:\n2.38万元\n执行数:\n2.38万元\n"
    scores = [read_forms(lines(text.format(n)))[0].evaluation.total_score for n in ("100", "100\n20")]
    assert [score.value if score else None for score in scores] == [100, None]


def test_a_total_behind_its_unit_closes_a_cover_that_names_one_body() -> None:
    cover = "附件2区域绩效目标表资金名称天然林保护资金主管部门南山县林业局中央补助年度金额(万元)158.18总体目标加强管护"
    (form,) = read_forms(lines(cover))
    assert form.evaluation.name is not None
    assert (form.evaluation.name.value, read(cover)[0]) == (
        "天然林保护资金",
        {("budget_adjusted", "total"): Decimal("158.18")},
    )
    part = "专项名称流域补偿资金市级主管部门乙市环境局县级主管部门丙县财政局资金情况(万元)省级补助1763其中:本"
    assert read(part)[0] == {("budget_adjusted", "province"): 1763}


def test_a_row_of_sums_by_another_name_is_the_score_where_the_weights_make_the_hundred() -> None:
    head = (
        "项目名称 特殊补助\n项目资金(万元) 全年预算数 全年执行数 分值 执行率 得分\n年度资金总额 28.1 28.1 10 100% 10\n"
    )
    rows = "一级指标 二级指标 三级指标 指标值 完成值 分值 得分\n产出指标 数量指标 软件 100% 100% {} 50\n"
    rows += "质量指标 合格率 90% 98% 40 40\n"
    scores = [read_forms(lines(head + rows.format(w) + "分总 100 100\n"))[0].evaluation.total_score for w in (50, 51)]
    assert [score.value if score else None for score in scores] == [100, None]


def test_the_heads_of_a_glued_list_without_rows_are_no_list() -> None:
    head = "项目类别项目名称资金性质补助资金(万元)资金支出(万元)现公示如下"
    assert not read_forms(lines(head))
