"""Forms whose tables were lost say what the table said, or less, never something else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.parse.forms import Form, read_forms
from tests.tasks.parse.forms.central import CENTRAL
from tests.tasks.parse.forms.making import Entry, document, lines

YUNNAN: list[list[Entry]] = [
    ["项目支出绩效自评表"],
    ["（2021年度）"],
    ["项目名称", "农村饮水维修补助"],
    ["主管部门", "临川县水务局", "实施单位", "临川县供水管理站"],
    ["项目资金(元)", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["年度资金总额", "1,500,000.00", "1,500,000.00", "1,230,450.60", "10", "82.03%", "8.2"],
    ["其中：当年财政拨款", "1,500,000.00", "1,500,000.00", "1,230,450.60", "", "82.03%", ""],
    ["其他资金", "", "", "", "", "", ""],
    [
        "绩效指标",
        "一级指标",
        "二级指标",
        "三级指标",
        "分值",
        "年度指标值",
        "实际完成值",
        "得分",
        "偏差原因分析及改进措施",
    ],
    ["", "产出指标（60分）", "数量指标", "维修管道", "30", "≥35公里", "36公里", "30", ""],
    ["", "", "", "更换水泵", "10", "12台", "11台", "9.2", "一台待采购"],
    ["", "", "时效指标", "完工及时率", "20", "≥95%", "90%", "18.9", ""],
    ["", "效益指标", "社会效益指标", "受益人口", "30", "≥23000人", "24000人", "30", ""],
    ["总分", "", "", "", "100", "", "", "96.3", ""],
]


def words(form: Sequence[Sequence[Entry]]) -> list[list[str]]:
    return [[e if isinstance(e, str) else e[0] for e in row if e is not None] for row in form]


def one_cell_a_line(rows: list[list[str]]) -> str:
    return "\n\n".join(word for row in rows for word in row if word)


def one_line(rows: list[list[str]]) -> str:
    return " ".join(word for row in rows for word in row if word)


def one_row_a_line(rows: list[list[str]]) -> str:
    return "\n".join(" ".join(word for word in row if word) for row in rows)


def glued(rows: list[list[str]]) -> str:
    return "".join(word for row in rows for word in row)


def facts(forms: Sequence[Form]) -> set[tuple[object, ...]]:
    found: set[tuple[object, ...]] = set()
    for form in forms:
        evaluation = form.evaluation
        found |= {("fund", fund.measure, fund.source, fund.amount_yuan) for fund in evaluation.funds}
        found |= {
            ("line", s.indicator_1, s.indicator_2, s.indicator_3, s.target, s.actual, s.max_points, s.points)
            for s in evaluation.scores
            if s.is_leaf
        }
        stated = {
            "name": evaluation.name,
            "unit": evaluation.implementing_unit,
            "department": evaluation.competent_department,
            "score": evaluation.total_score,
            "rate": evaluation.execution_rate,
        }
        found |= {(key, value.value) for key, value in stated.items() if value is not None}
    return found


@pytest.mark.parametrize("form", [CENTRAL, YUNNAN], ids=["central", "yunnan"])
@pytest.mark.parametrize("flatten", [one_cell_a_line, one_line, one_row_a_line])
def test_a_flattened_form_says_what_its_table_says(
    form: list[list[Entry]], flatten: Callable[[list[list[str]]], str]
) -> None:
    made = lines(flatten(words(form)))
    assert facts(read_forms(made)) == facts(read_forms(document(form)))
    for read in read_forms(made):
        for item in (*read.evaluation.funds, *read.evaluation.scores):
            assert made.text[item.evidence.start : item.evidence.end] == item.evidence.quote != ""


@pytest.mark.parametrize("form", [CENTRAL, YUNNAN], ids=["central", "yunnan"])
def test_a_glued_form_says_nothing_that_its_table_does_not_say(form: list[list[Entry]]) -> None:
    whole = facts(read_forms(document(form)))
    found = facts(read_forms(lines(glued(words(form)))))
    assert found <= whole
    kinds = [fact[0] for fact in found]
    assert {"name", "unit", "department", "rate"} <= set(kinds)
    assert kinds.count("fund") >= 6


def test_glued_row_whose_rate_contradicts_its_amounts_needs_a_repetition() -> None:
    head = "项目名称甲类补助主管部门乙局实施单位丙站项目资金(万元)年初预算数全年预算数全年执行数分值执行率得分"
    repeated = read_forms(lines(head + "年度资金总额7755775577551082.12%8.2年度总体目标"))
    assert {f.amount_yuan for f in repeated[0].evaluation.funds} == {Decimal(77550000)}
    doubtful = read_forms(lines(head + "年度资金总额7755775477531082.12%8.2年度总体目标"))
    assert [form.evaluation.funds for form in doubtful] == [()]


def test_glued_hainan_form_with_page_marks() -> None:
    made = lines(
        "1、项目名称:青岭市经济监测项目 项目单位:青岭市统计局 主管部门:青岭市统计局 评价时间:2013年\n"
        "2、项目基本信息项目类型经常性项目( )计划投资额(万元)88实际到位资\n"
        "3、金(万元)88实际使用情况(万元)86其中:中央财政其中:中央财政省财政88省财政8886市县财政市县财政其他其他二、绩效"
    )
    evaluation = read_forms(made)[0].evaluation
    assert {(f.measure, f.source, f.amount_yuan) for f in evaluation.funds} == {
        ("planned", "total", Decimal(880000)),
        ("received", "total", Decimal(880000)),
        ("spent", "total", Decimal(860000)),
        ("planned", "province", Decimal(880000)),
        ("received", "province", Decimal(880000)),
        ("spent", "province", Decimal(860000)),
    }
    assert evaluation.name is not None
    assert evaluation.name.value == "青岭市经济监测项目"


def test_amounts_with_blank_cells_are_left_out_where_heads_disagree() -> None:
    text = "项目名称 甲项目\n项目资金(万元) 年初预算数 全年预算数 全年执行数 分值 执行率 得分\n年度资金总额 90 85"
    assert [form.evaluation.funds for form in read_forms(lines(text))] == [()]


def test_the_row_in_which_a_document_breaks_off_is_left_out() -> None:
    text = one_cell_a_line(words(YUNNAN))
    cut = text[: text.index("24000人")]
    names = [s.indicator_3 for form in read_forms(lines(cut)) for s in form.evaluation.scores if s.is_leaf]
    # The first is the line of the execution rate, which has no third level.
    assert names == [None, "维修管道", "更换水泵", "完工及时率"]


def test_amount_with_its_parts_in_brackets_or_printed_twice() -> None:
    text = "项目名称\n甲项目\n资金情况(万元)\n年度资金总额\n85万(道路40万元,桥梁45万元)\n其中:财政拨款\n85万85万"
    funds = read_forms(lines(text))[0].evaluation.funds
    assert {(f.source, f.amount_yuan, f.unit_from) for f in funds} == {
        ("total", Decimal(850000), "cell"),
        ("fiscal", Decimal(850000), "cell"),
    }


def test_two_columns_of_one_head_do_not_stop_the_reading() -> None:
    rows = ["项目名称 甲", "一级指标 二级指标 三级指标 完成率 完成率 年度指标值 分值 得分"]
    rows += ["产出指标 数量指标 沙袋 50% 60% 100条 10 9"]
    scores = [s for form in read_forms(lines("\n".join(rows))) for s in form.evaluation.scores]
    assert [(s.indicator_3, s.max_points, s.points) for s in scores] == [("沙袋", 10, 9)]


def test_glued_heads_may_give_the_reason_before_the_weight() -> None:
    text = "项目名称甲主管部门乙局一级指标二级指标三级指标年度指标值得分备注分值产出指标数量指标沙袋≥100条9雨季10总分"
    assert all(s.level == 0 for form in read_forms(lines(text)) for s in form.evaluation.scores if s.points == 10)


_PIECES = st.sampled_from(
    [word for row in words(YUNNAN) for word in row if word]
    + ["\n", " ", "|", "项目名称", "总分", "100", "%", "，", "8.5万元"]
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(_PIECES, max_size=60).map("".join) | st.lists(_PIECES, max_size=60).map("\n".join) | st.text(max_size=200)
)
def test_any_text_gives_forms_whose_evidence_stands_in_it(text: str) -> None:
    made = lines(text)
    for form in read_forms(made):
        assert 0 <= form.start <= form.end <= len(text)
        for item in (*form.evaluation.funds, *form.evaluation.scores):
            assert text[item.evidence.start : item.evidence.end] == item.evidence.quote
        for score in form.evaluation.scores:
            assert score.points is None or score.points >= 0 or score.level == 0
        assert all(fund.amount_yuan >= 0 for fund in form.evaluation.funds)


_ENTRY = st.sampled_from(
    [word for row in words(CENTRAL) for word in row]
    + ["", "项目名称", "8.5", "12%", "小计", "优", "绩效标准", "四级指标", "单位：元", "年度预算（万元）"]
)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.lists(_ENTRY, min_size=1, max_size=9), min_size=1, max_size=14),
    st.sampled_from(["html", "text"]),
)
def test_any_table_gives_forms_whose_evidence_stands_in_it(rows: list[list[str]], form: str) -> None:
    made = document(*[rows], form=form)
    for read in read_forms(made):
        for item in (*read.evaluation.funds, *read.evaluation.scores):
            assert made.text[item.evidence.start : item.evidence.end] == item.evidence.quote


def test_a_county_fund_whose_cells_were_glued() -> None:
    text = (
        "2021年度县级专项资金绩效目标自评表专项资金名称农村饮水维修负责人及电话某某县级主管部门青石县水利局"
        "实施单位供水管理站项目资金(万元)全年预算数(A)全年执行数(B)执行率(B/A)年度资金总额194.9194.9100%"
        "其中:县级资金194.9194.9100%其他资金年度 总体 目标年初设定目标全年实际完成情况保障供水"
    )
    (form,) = read_forms(lines(text))
    evaluation = form.evaluation
    assert evaluation.name is not None
    assert evaluation.name.value == "农村饮水维修"
    assert evaluation.competent_department is not None
    assert evaluation.competent_department.value == "青石县水利局"
    assert evaluation.execution_rate is not None
    assert evaluation.execution_rate.value == 100
    assert [(f.measure, f.source, f.amount_yuan) for f in evaluation.funds] == [
        ("budget_adjusted", "total", 1_949_000),
        ("spent", "total", 1_949_000),
        ("budget_adjusted", "county", 1_949_000),
        ("spent", "county", 1_949_000),
    ]


def flat(*words: str) -> Form:
    (form,) = read_forms(lines("\n".join(words)))
    return form


def test_the_kinds_of_the_budget_said_in_one_cell_with_their_amounts() -> None:
    form = flat(
        *["部门整体支出绩效自评表", "(2023年度)", "预算部门名称", "青禾县档案馆", "年度预算申请(万元)", "年初预算数"],
        *[
            "全年预算数",
            "全年执行数",
            "分值",
            "执行率",
            "得分",
            "年度资金总额",
            "86.5",
            "92.4",
            "90",
            "10",
            "97.4%",
            "9.7",
        ],
        *[
            "按收入性质分:",
            "按支出性质分:",
            "其中: 一般公共预算:80.4",
            "其中:基本支出:70",
            "政府性基金拨款:",
            "其他资金:12",
        ],
    )
    assert {(f.measure, f.source): f.amount_yuan for f in form.evaluation.funds} == {
        ("budget_initial", "total"): Decimal(865000),
        ("budget_adjusted", "total"): Decimal(924000),
        ("spent", "total"): Decimal(900000),
        ("budget_adjusted", "fiscal"): Decimal(804000),
        ("budget_adjusted", "own_or_other"): Decimal(120000),
    }


def test_heads_and_levels_torn_by_line_breaks_are_put_together_again() -> None:
    form = flat(
        *["项目支出绩效目标表", "(2022年度)", "专项名称", "农村饮水维修补助", "县级主管部门", "青禾县水务局"],
        *[
            "资金情况",
            "(万元) 下达资金总额",
            "112",
            "其中:中央补助",
            "40",
            "绩",
            "一级",
            "指标",
            "二级指标",
            "三级指标",
            "指标值",
        ],
        *["产", "出", "指", "标", "(50)", "数量", "指标", "维修管道", "35公里", "项目效益", "指标"],
        *["服务对象", "满意度", "指标", "群众满意度", "≥90%"],
    )
    assert [(s.indicator_1, s.indicator_2, s.indicator_3) for s in form.evaluation.scores] == [
        ("产出指标", "数量指标", "维修管道"),
        ("项目效益指标", "服务对象满意度指标", "群众满意度"),
    ]
    assert [(f.source, f.amount_yuan) for f in form.evaluation.funds] == [
        ("total", Decimal(1120000)),
        ("central", Decimal(400000)),
    ]


def test_a_blank_row_of_a_printed_block_does_not_lose_the_rows_around_it() -> None:
    form = flat(
        "转移支付区域绩效自评表", "(2021年度)", "项目名称 农村饮水维修补助",
        "项目资金(万元) 全年预算数(A) 全年执行数(B)", "年度资金总额: 112 110",
        "一级指标 二级指标 三级指标 指标值 完成值",
        "产出指标 数量指标 指标1.维修管道 ≥35公里 36公里", "指标2.更换水泵", "质量指标 指标1.验收合格率 100% 100%",
    )  # fmt: skip
    assert [(s.indicator_2, s.indicator_3, s.actual) for s in form.evaluation.scores] == [
        ("数量指标", "维修管道", "36公里"),
        ("质量指标", "验收合格率", "100%"),
    ]


WATCHED = [
    ["项目名称", "农村饮水水质检测经费"],
    ["主管部门", "临川县水利局", "项目实施单位", "临川县水务站"],
    ["项目资金(万元)", "年初预算数", "1-7月执行数", "1-7月执行率", "全年预计执行数"],
    ["年度资金总额:", "220", "87.57", "39.8%", "210"],
    ["其中:本年一般公共预算拨款", "200", "80", "40%", "190"],
    ["其他资金", "20", "7.57", "37.85%", "20"],
    [
        "绩效指标",
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "1-7月执行情况",
        "全年预计完成情况",
        "偏差原因分析",
        "完成目标可能性",
        "备注",
    ],
    ["产出指标", "数量指标", "检测水样数量", "≥200份", "120份", "200份", "确定能"],
    ["质量指标", "检测合格率", "≥95%", "96%", "≥95%", "有可能"],
]


@pytest.mark.parametrize("lay_out", [one_cell_a_line, one_row_a_line])
def test_what_was_done_by_july_is_told_from_what_the_year_will_bring(
    lay_out: Callable[[list[list[str]]], str],
) -> None:
    (form,) = read_forms(lines(lay_out(WATCHED)))
    funds = [(f.measure, f.source, f.amount_yuan / 10_000) for f in form.evaluation.funds]
    assert [fund for fund in funds if fund[0] == "spent"] == [
        ("spent", "total", Decimal("87.57")),
        ("spent", "fiscal", 80),
        ("spent", "own_or_other", Decimal("7.57")),
    ]
    assert form.evaluation.execution_rate is not None
    assert form.evaluation.execution_rate.value == Decimal("39.8")
    rows = [(s.indicator_3, s.target, s.actual, s.reason) for s in form.evaluation.scores]
    assert rows == [("检测水样数量", "≥200份", "120份", None), ("检测合格率", "≥95%", "96%", None)]
