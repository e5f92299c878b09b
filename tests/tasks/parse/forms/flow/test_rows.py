"""Rows of indicators whose tables were lost, and of these the blank cells as well."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tasks.parse.facts import Score
from tasks.parse.forms import read_forms
from tasks.parse.readers import read
from tests.tasks.parse.forms.making import document

_HEAD = "项目支出绩效自评表\n(2023年度)\n项目名称 柳湾村绿化项目\n主管部门 柳湾县林业局 实施单位 柳湾镇人民政府\n"
_MONEY = "项目资金(万元) 年初预算数 全年预算数 全年执行数 分值 执行率 得分\n年度资金总额: 20 20 20 10 100% 10\n"
_COLUMNS = "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析及改进措施\n"


def _leaves(text: str) -> list[Score]:
    (form,) = read_forms(read(text.encode(), name="form.txt"))
    return [score for score in form.evaluation.scores if score.indicator_2 is not None and score.is_leaf]


def _row(score: Score) -> tuple[str | None, str | None, str | None, int | None, int | None]:
    def whole(number: Decimal | None) -> int | None:
        return None if number is None else int(number)

    return score.indicator_3, score.target, score.actual, whole(score.max_points), whole(score.points)


def test_two_numbers_are_points_where_their_sum_closes() -> None:
    rows = (
        "产出指标 数量指标 种植棵数 300 300 50 50\n质量指标 苗木成活 10 10\n"
        "效益指标 生态效益指标 空气改善 20 20\n满意度指标 服务对象满意度指标 村民满意 10 9\n总分 100 99\n"
    )
    found = _leaves(_HEAD + _MONEY + _COLUMNS + rows)
    assert [_row(score) for score in found] == [
        ("种植棵数", "300", "300", 50, 50),
        ("苗木成活", None, None, 10, 10),
        ("空气改善", None, None, 20, 20),
        ("村民满意", None, None, 10, 9),
    ]


def test_two_numbers_that_nothing_tells_apart_are_left_out() -> None:
    rows = "产出指标 数量指标 种植棵数 300 300 50 50\n质量指标 补种次数 2 2\n时效指标 完成月份 9 9\n"
    assert [score.indicator_3 for score in _leaves(_HEAD + _COLUMNS + rows)] == ["种植棵数"]


def test_goals_with_units_under_a_row_with_the_points() -> None:
    rows = (
        "产出指标 数量指标 ★补助种植面积 20 20\n其中梨树面积 5亩 5亩\n其中桃树面积 3亩 3亩\n"
        "质量指标 成活率 95% 96% 10 10\n总分 100 100\n"
    )
    assert [_row(score) for score in _leaves(_HEAD + _MONEY + _COLUMNS + rows)] == [
        ("★补助种植面积", None, None, 20, 20),
        ("其中梨树面积", "5亩", "5亩", None, None),
        ("其中桃树面积", "3亩", "3亩", None, None),
        ("成活率", "95%", "96%", 10, 10),
    ]


def test_rows_without_points_between_rows_with_them() -> None:
    rows = (
        "一级指标 | 二级指标 | 三级指标 | 年初目标值(A) | 实际完成值(B) | 得分 | |||\n"
        "产出指标(40分) | 数量指标 | 新种苗木 | 300棵 | 300棵 | 10 | ||||\n林带覆盖全村 | 全覆盖 | 全覆盖 | |||||\n"
        "时效指标 | 2023年全年 | ≥360天 | ≥360天 | |||||\n"
        "注:得分按年初目标值和实际完成值计算,超过目标值的按满分计算,没有完成的按比例计算,计算到小数点后两位。\n"
    )
    assert [_row(score) for score in _leaves(_HEAD + rows)] == [
        ("新种苗木", "300棵", "300棵", None, 10),
        ("林带覆盖全村", "全覆盖", "全覆盖", None, None),
        ("2023年全年", "≥360天", "≥360天", None, None),
    ]


def test_points_on_a_line_of_their_own_under_a_head_that_broke() -> None:
    rows = (
        "绩效指标 一级指标 二级指标 三级指标 年度 实际 分值 得分 偏差原因分析及改进措施\n指标值 完成值\n"
        "产出指标 数量指标 指标1:修补墙面 东墙、西墙 东墙、西墙\n7 7\n指标2:修补面积 60平方米 60平方米 7 6\n"
    )
    assert [_row(score) for score in _leaves(_HEAD + _MONEY + rows)] == [
        ("修补墙面", "东墙、西墙", "东墙、西墙", 7, 7),
        ("修补面积", "60平方米", "60平方米", 7, 6),
    ]


def test_points_whose_head_stands_elsewhere() -> None:
    cells = (
        "一级指标 二级指标 三级指标 年度指标值 实际完成指标值 50 产出指标 质量指标 指标1:人员培训 已完成 已完成 5 "
        "指标2:案件查办率 100% 100% 4 时效指标 指标1:完成时间 12月31日 12月31日 5"
    )
    found = _leaves(_HEAD.replace(" ", "\n") + "\n".join(cells.split()))
    assert [_row(score) for score in found] == [
        ("人员培训", "已完成", "已完成", None, 5),
        ("案件查办率", "100%", "100%", None, 4),
        ("完成时间", "12月31日", "12月31日", None, 5),
    ]


def test_goals_of_the_year_beside_those_of_several_years() -> None:
    head = "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值 | |\n"
    rows = (
        "产出指标 | 数量指标 | 养护里程 | ≥90公里 | 数量指标 | 养护里程 | ≥30公里 | ||\n"
        "质量指标 | 合格率 | ≥95% | 质量指标 | |||\n返工率 | ≤2% | ||||\n"
        "时效指标 | 完成及时率 | 100% | 时效指标 | 完成及时率 | 98% | ||\n"
        "修补及时率 | 100% | 修补及时率 | 97% | |||||\n注:无\n"
    )
    assert [_row(score)[:2] for score in _leaves(_HEAD + head + rows)] == [
        ("养护里程", "≥30公里"),
        ("合格率", "≥95%"),
        ("返工率", "≤2%"),
        ("完成及时率", "98%"),
        ("修补及时率", "97%"),
    ]


def test_the_name_of_the_first_level_in_the_middle_of_its_rows() -> None:
    rows = (
        "一级指标 | 二级指标 | 三级指标 | 指标值 |\n数量指标 | 培训人次 | 280人次 |\n授课人次 | 25人次 |\n"
        "产出指标 | 开设课程 | 22门 |\n质量指标 | 培训完成率 | 100% |\n主管科室(盖章) | 财务科室(盖章) |\n"
    )
    found = _leaves(_HEAD + rows)
    assert [(score.indicator_1, score.indicator_2, score.indicator_3) for score in found] == [
        ("产出指标", "数量指标", "培训人次"),
        ("产出指标", "数量指标", "授课人次"),
        ("产出指标", "数量指标", "开设课程"),
        ("产出指标", "质量指标", "培训完成率"),
    ]


def test_an_indicator_named_as_a_level() -> None:
    rows = (
        "一级指标 二级指标 三级指标 指标值\n产出指标 成本指标 项目成本 20万元\n"
        "效益指标 经济效益指标 增收 5%\n服务对象满意度指标 满意度 ≥90%\n"
    )
    assert [_row(score)[:2] for score in _leaves(_HEAD + rows)] == [
        ("项目成本", "20万元"),
        ("增收", "5%"),
        ("满意度", "≥90%"),
    ]


def test_levels_of_the_central_investment_form() -> None:
    rows = (
        "一级指标\n二级指标\n三级指标\n指标值\n实施效果指标\n产出指标\n建设项目数\n1个\n竣工合格率\n100%\n"
        "效益指标\n受益村庄\n6个\n附件:图纸\n"
    )
    found = _leaves(_HEAD + rows)
    assert [(score.indicator_1, score.indicator_2, score.indicator_3) for score in found] == [
        ("实施效果指标", "产出指标", "建设项目数"),
        ("实施效果指标", "产出指标", "竣工合格率"),
        ("实施效果指标", "效益指标", "受益村庄"),
    ]


def test_whose_standard_a_goal_is_and_levels_named_by_value() -> None:
    rows = (
        "一级指标\n二级指标\n三级指标\n指标值\n绩效标准\n产出值\n数量值\n在校人数\n≥60人\n计划标准\n"
        "效益值\n社会效益值\n办学条件\n改善\n行业标准\n"
    )
    assert [_row(score)[:2] for score in _leaves(_HEAD + rows)] == [("在校人数", "≥60人"), ("办学条件", "改善")]


@pytest.mark.parametrize(("year", "expected"), [("≥30公里", "≥30公里"), ("", "≥90公里")])
def test_a_table_with_goals_of_several_years_and_of_the_year(year: str, expected: str) -> None:
    head = ["一级指标", *["二级指标", "三级指标", "指标值"] * 2]
    rows = [
        ["项目名称", ("河道养护", 1, 6)],
        head,
        ["产出指标", "数量指标", "养护里程", "≥90公里", "数量指标", "养护里程" if year else "", year],
    ]
    (form,) = read_forms(document(rows))
    assert [_row(score)[:2] for score in form.evaluation.scores if score.is_leaf] == [("养护里程", expected)]


def test_points_under_no_head_in_a_table() -> None:
    rows = [
        ["项目名称", ("人员培训", 1, 5)],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "50"],
        ["产出指标", "质量指标", "指标1：培训", "已完成", "已完成", "5"],
        ["", "", "指标2：查办率", "100%", "100%", "4"],
    ]
    (form,) = read_forms(document(rows))
    assert [_row(score) for score in form.evaluation.scores if score.is_leaf] == [
        ("培训", "已完成", "已完成", None, 5),
        ("查办率", "100%", "100%", None, 4),
    ]


def test_names_of_levels_in_rows_of_their_own() -> None:
    rows = [
        ["项目名称", ("梨树种植", 1, 4)],
        ["指标名称", "分值", "年度指标值", "实际完成值", "得分"],
        [("产出指标(50分)", 1, 5)],
        ["种植面积", "50", "5亩", "5亩", "50"],
        [("效益指标(40分)", 1, 5)],
        ["带动人数", "40", "5人", "5人", "40"],
    ]
    (form,) = read_forms(document(rows))
    assert [(score.indicator_1, score.indicator_3) for score in form.evaluation.scores if score.is_leaf] == [
        ("产出指标", "种植面积"),
        ("效益指标", "带动人数"),
    ]


def test_a_blank_form_with_printed_rows_gives_nothing() -> None:
    rows = [
        ["项目名称", "", "项目类型", ""],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["投入指标", "资金管理", "资金到位率", "100%"],
    ]
    assert read_forms(document(rows)) == ()


_BANDS = (
    "项目绩效目标表\n项目名称:柳湾馆运行项目\n指标类型 | 绩效指标 | 绩效目标 | 绩效标准 | |||\n优 | 良 | 中 | 差 |||\n"
)


@pytest.mark.parametrize("number", ["指标{}:", "{}."])
def test_goals_with_four_standards_whose_rows_lost_the_level_and_number_their_names(number: str) -> None:
    one, two = number.format(1), number.format(2)
    rows = (
        f"产出指标 | {one}保洁面积 | 600平方米 | 600平方米 | 550平方米 | 500平方米 | 450平方米 |\n"
        f"{two}用电量 | 6万度 | 6万度 | 5万度 | 4万度 | 3万度 | |\n"
        f"效率指标 | {one}成本控制 | 不超预算 | 不超 | 超5% | 超10% | 超15% |\n"
    )
    (form,) = read_forms(read((_BANDS + rows).encode(), name="form.txt"))
    assert [(score.indicator_1, score.indicator_3, score.target) for score in form.evaluation.scores] == [
        ("产出指标", "保洁面积", "600平方米"),
        ("产出指标", "用电量", "6万度"),
        ("效率指标", "成本控制", "不超预算"),
    ]


def test_a_list_under_the_indicators_is_none_of_their_rows() -> None:
    text = (
        "(文字由图片识别)一级指标 | 二级指标 | 指标名称 | 目标值 | 完成值 |\n"
        "产出指标 | 产出数量 | 培训人数 | 120名 | 118名 |\n| | 考核学校 | 3所 | 3所 |\n"
        "序号 | 学校性质 | 培训机构 | 补助标准 | 奖补标准 |\n1 | 民办 | 柳湾学校 | 2600 | 400 |\n"
    )
    (form,) = read_forms(read(text.encode(), name="form.txt"))
    assert [(s.indicator_1, s.indicator_3) for s in form.evaluation.scores] == [
        ("产出指标", "培训人数"),
        ("产出指标", "考核学校"),
    ]


def test_rows_that_a_pdf_printed_apart_from_their_names() -> None:
    text = (
        "项目支出绩效自评表 (2022年度) 项目名称 柳湾馆运行项目 主管部门 柳湾县文化局 一级指标 二级指标 数量指标 "
        "三级指标 馆舍维护完成 年度 指标值 实际 完成值 分值 得分 "
        "=100% 100% 10 10 及时 及时 20 20 >=90% 100% 60 60 100 98 率 "
        "产出指标 质量指标 维护及时性 满意度指标 场馆满意度 总分 -1-"
    )
    (form,) = read_forms(read(text.encode(), name="form.txt"))
    assert [_row(score) for score in form.evaluation.scores if score.is_leaf] == [
        ("馆舍维护完成率", "=100%", "100%", 10, 10),
        ("维护及时性", "及时", "及时", 20, 20),
        ("场馆满意度", ">=90%", "100%", 60, 60),
    ]


def test_rows_that_a_pdf_printed_apart_are_left_out_where_names_and_values_differ_in_number() -> None:
    text = (
        "项目支出绩效自评表 项目名称 柳湾馆运行项目 二级指标 三级指标 年度 指标值 实际 完成值 分值 得分 "
        "=100% 100% 10 10 >=90% 100% 60 60 产出指标 质量指标 维护及时性 满意度指标 场馆满意度 时效指标 开放及时率"
    )
    (form,) = read_forms(read(text.encode(), name="form.txt"))
    assert not form.evaluation.scores


def test_descriptions_are_the_names_where_kinds_stand_under_the_head_of_names() -> None:
    text = (
        "项目名称: | 绿化养护经费 |\n指标类型 | 指标名称 | 指标值 | 指标描述 |\n"
        "产出指标 | 数量指标 | 75万平方米 | 完成养护 |\n"
        "质量指标 | 100% | 绿化全覆盖 |\n效益指标 | 生态效益指标 | 是 | 改善环境 |\n"
        "最近年度绩效评价情况 | 优秀□ 良好□ | 主要问题 |\n"
    )
    assert [(s.indicator_2, s.indicator_3, s.target) for s in _leaves(text)] == [
        ("数量指标", "完成养护", "75万平方米"),
        ("质量指标", "绿化全覆盖", "100%"),
        ("生态效益指标", "改善环境", "是"),
    ]


def test_a_unit_is_no_name_and_a_note_on_the_goal_no_row() -> None:
    text = (
        "一级指标 | 二级指标 | 三级指标 | 计算符号 | 目标值 | 度量单位 | 指标值说明 |\n"
        "产出指标 | 数量指标 | 在职职工人数(人) | = | 116 | 人 | 指标值合理 |\n"
        "退休职工人数(人) | = | 81 | 人 | 指标值合理 |||\n"
    )
    assert [(s.indicator_3, s.target) for s in _leaves("项目名称 | 职工经费 |\n" + text)] == [
        ("在职职工人数(人)", "116"),
        ("退休职工人数(人)", "81"),
    ]


def test_a_summary_of_first_levels_whose_weights_add_up() -> None:
    text = (
        "项目名称:污水处理项目\n得分情况表\n一级指标 分值 得分 得分率\n"
        "A立项必要性 60 60 100%\nB投入经济性 40 30.5 76.25%\n小计 100 90.5 90.5%\n"
    )
    (form,) = read_forms(read(text.encode(), name="form.txt"))
    assert [(s.indicator_1, s.max_points, s.points) for s in form.evaluation.scores] == [
        ("A立项必要性", 60, 60),
        ("B投入经济性", 40, Decimal("30.5")),
    ]


def test_a_table_that_gives_every_cell_a_row_is_read_as_a_stream() -> None:
    words = (
        "项目名称 馆舍维护 项目资金(万元) 年初预算数 全年执行数 年度资金总额 150 125 其中:财政拨款 150 125 "
        "一级指标 二级指标 三级指标 年度指标值 实际完成值 产出指标 数量指标 维护次数 12次 12次"
    )
    head = ["发文单位:", "柳湾县文化局", "发布日期:", "2022-11-04"]
    (form,) = read_forms(document([head, *([cell, None, None, None] for cell in words.split())]))
    assert [(fund.measure, fund.source) for fund in form.evaluation.funds] == [
        ("budget_initial", "total"),
        ("spent", "total"),
        ("budget_initial", "fiscal"),
        ("spent", "fiscal"),
    ]
    assert [(s.indicator_3, s.target, s.actual) for s in form.evaluation.scores] == [("维护次数", "12次", "12次")]


def test_values_in_a_row_of_their_own_are_those_of_the_name_above() -> None:
    head = ["一级指标", "二级指标", "三级指标", "年初目标值", "实际完成值", "得分"]
    rows: list[list[str | tuple[str, int, int] | None]] = [
        ["产出指标", "数量指标", "扶持新型经营主体(个)", "", "", ""],
        ["", "", "", "15", "6", "8"],
        ["", "", "带动农户(户)", "114", "41", "7.3"],
    ]
    (form,) = read_forms(document([["项目名称", "主体扶持", "", "", "", ""], head, *rows]))
    assert [(s.indicator_3, s.target, s.actual, s.points) for s in form.evaluation.scores] == [
        ("扶持新型经营主体(个)", "15", "6", 8),
        ("带动农户(户)", "114", "41", Decimal("7.3")),
    ]


def test_rows_under_heads_that_stand_on_a_lost_page() -> None:
    text = (
        "安全标志设置及时率 | = | 100 | % | 100 | 5 | |\n成本指标 | 隐患排查成本 | = | 6 | 万元 | 6 | 5 |\n"
        "效益指标 | 社会效益指标 | 环境亮化率 | ≥ | 90 | % | 93 | 10 |\n"
        "可持续影响指标 | 机制健全性 | 定性 | 优良中低差 | 优 | 10 |\n"
        "合计 | 100 |\n评价结论 | 总体较好。 |\n"
    )
    assert [_row(score) for score in _leaves(text)] == [
        ("隐患排查成本", "6", "6", 5, None),
        ("环境亮化率", "90", "93", 10, None),
        ("机制健全性", "优良中低差", "优", 10, None),
    ]
    named = text + "部门预算项目支出绩效自评表\n项目名称 | 参保工作经费 |\n主管部门 | 柳湾县医保局 |\n"
    assert not any(form.evaluation.scores for form in read_forms(read(named.encode(), name="form.txt")))


def test_cells_of_a_lost_table_may_be_sentences() -> None:
    cells = "项目完成指标 质量指标 做好保洁。 做好保洁。 做好保洁。 "
    cells += "项目完成指标 时效指标 2020年全年。 2020年全年。 2020年全年。 "
    cells += "效益指标 社会效益指标 美化环境。 美化环境。 已美化。"
    rows = "".join(f"{cell}\n|\n" for cell in cells.split())
    assert [_row(score) for score in _leaves(rows + "2.部门绩效评价结果。\n本部门开展了自评,报告见附件。\n")] == [
        ("做好保洁。", "做好保洁。", "做好保洁。", None, None),
        ("2020年全年。", "2020年全年。", "2020年全年。", None, None),
        ("美化环境。", "美化环境。", "已美化。", None, None),
    ]


def test_heads_that_nobody_knows_hold_what_lets_the_rows_come_out() -> None:
    text = (
        "项目名称\n苗圃建设\n一级指标 二级指标 考核事项 拟达水平 实际完成值 占比 得分\n"
        "产出指标 数量指标 育苗数量 ≥600株 640株 30 30\n质量指标 苗木合格率 ≥95% 97% 40 40\n"
        "效益指标 生态效益指标 绿化率 ≥40% 38% 30 28\n"
    )
    assert [_row(score) for score in _leaves(text)] == [
        ("育苗数量", "≥600株", "640株", 30, 30),
        ("苗木合格率", "≥95%", "97%", 40, 40),
        ("绿化率", "≥40%", "38%", 30, 28),
    ]
    # A column that counts nothing is neither goal nor result.
    worded = text.replace("实际完成值", "所据标准")
    for actual in ("640株", "97%", "38%"):
        worded = worded.replace(f" {actual} ", " 计划标准 ")
    assert {score.actual for score in _leaves(worded)} <= {None}


def test_rows_before_the_first_level_and_rows_that_lost_a_cell() -> None:
    text = (
        "项目名称 棚舍建设\n一级指标 二级指标 三级指标 指标性质 指标值 度量单位\n"
        "建设棚舍 ≥ 1 座\n防疫室使用 定性\n便利\n"
        "时效指标 竣工时限 = 9 月\n受益对象满意度 牧户满意度 ≥ 90 %\n"
    )
    (form,) = read_forms(read(text.encode(), name="form.txt"))
    assert [(s.indicator_2, s.indicator_3, s.target) for s in form.evaluation.scores] == [
        (None, "建设棚舍", "1"),
        (None, "防疫室使用", "便利"),
        ("时效指标", "竣工时限", "9"),
        ("受益对象满意度", "牧户满意度", "90"),
    ]


def test_a_list_of_projects_with_their_goals_that_lost_its_cells() -> None:
    text = (
        "单位:元\n项目名称 项目单位 项目类别 预算数 年度绩效目标 "
        "一级指标 二级指标 三级指标 指标性质 指标方向 目标值 计量单位 分值\n"
        "装备经费 776001-柳湾县法院 32-专项 1,030,700.00 保障装备。 "
        "产出指标(50分) 数量指标 购车数量 反向 小于等于 2 辆 25\n"
        "时效指标 采购时间 定性\n11月底\n25\n"
        "办案经费 776001-柳湾县法院 32-专项 300,000.00 保障办案。 "
        "产出指标(50分) 质量指标 结案率 正向 大于等于 90 % 50\n"
    )
    forms = [form.evaluation for form in read_forms(read(text.encode(), name="form.txt"))]
    assert [(e.name.value, [f.amount_yuan for f in e.funds]) for e in forms if e.name] == [
        ("装备经费", [1_030_700]),
        ("办案经费", [300_000]),
    ]
    assert [[(s.indicator_3, s.target, s.max_points) for s in e.scores if s.is_leaf] for e in forms] == [
        [("购车数量", "2", 25), ("采购时间", "11月底", 25)],
        [("结案率", "90", 50)],
    ]
