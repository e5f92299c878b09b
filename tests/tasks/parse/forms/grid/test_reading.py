"""Forms that are tables: every value by the head of its column and the label of its row."""

from __future__ import annotations

from decimal import Decimal

from tasks.parse.contract import to_contract
from tasks.parse.extract import extract
from tasks.parse.forms import read_forms
from tests.tasks.parse.forms.central import CENTRAL, check_evidence, indicators, values
from tests.tasks.parse.forms.making import document


def test_central_form_is_read_by_its_heads() -> None:
    made = document(CENTRAL)
    forms = read_forms(made)
    assert len(forms) == 1
    evaluation = forms[0].evaluation
    check_evidence(made, forms)
    assert forms[0].kind == "self_eval"
    assert evaluation.template == "CN-SELF-2020"
    assert evaluation.fiscal_year == 2023
    assert evaluation.name is not None
    assert evaluation.name.value == "云溪县乡村道路安全防护工程"
    assert evaluation.competent_department is not None
    assert evaluation.competent_department.value == "云溪县交通运输局"
    assert evaluation.implementing_unit is not None
    assert evaluation.implementing_unit.value == "云溪县公路养护中心"
    assert values(evaluation) == {
        ("budget_initial", "total"): "1200000.00",
        ("budget_adjusted", "total"): "1000000.00",
        ("spent", "total"): "865000.00",
        ("budget_initial", "fiscal"): "900000.00",
        ("budget_adjusted", "fiscal"): "800000.00",
        ("spent", "fiscal"): "665000.00",
        ("budget_initial", "own_or_other"): "300000.00",
        ("budget_adjusted", "own_or_other"): "200000.00",
        ("spent", "own_or_other"): "200000.00",
    }
    assert {fund.unit_from for fund in evaluation.funds} == {"row"}
    assert evaluation.execution_rate is not None
    assert evaluation.execution_rate.value == Decimal("86.50")
    assert evaluation.total_score is not None
    assert evaluation.total_score.value == Decimal("96.95")
    assert evaluation.full_mark == 100


def test_leaves_carry_their_parents_target_result_points_and_reason() -> None:
    evaluation = read_forms(document(CENTRAL))[0].evaluation
    leaves = indicators(evaluation)
    assert [(s.indicator_1, s.indicator_2, s.indicator_3) for s in leaves] == [
        ("产出指标", "数量指标", "护栏里程"),
        ("产出指标", "数量指标", "标志牌数量"),
        ("产出指标", "质量指标", "验收合格率"),
        ("效益指标", "社会效益指标", "交通事故下降"),
        ("满意度指标", "服务对象满意度指标", "群众满意度"),
    ]
    first = leaves[0]
    assert (first.target, first.actual, first.max_points, first.points, first.reason) == (
        "≥12公里",
        "11公里",
        Decimal(20),
        Decimal("18.3"),
        "雨季停工",
    )
    assert (first.target_operator, first.target_value, first.target_unit) == (">=", Decimal(12), "公里")
    assert leaves[3].target_value is None
    parents = {(s.indicator_1, s.level): s.max_points for s in evaluation.scores if not s.is_leaf}
    assert parents == {("产出指标", 1): 50, ("效益指标", 1): 30, ("满意度指标", 1): 10, (None, 0): 100}


def test_column_order_does_not_matter() -> None:
    made = document(
        [
            ["项目名称", "云溪县图书馆开放", "", "", "", "", ""],
            ["一级指标", "二级指标", "三级指标", "分值", "年度指标值", "全年实际值", "得分"],
            ["产出指标", "数量指标", "开放天数", "50", "≥300天", "312天", "50"],
            ["效益指标", "社会效益指标", "读者人次", "40", "≥2万人次", "1.5万人次", "30"],
            ["总分", "", "", "90", "", "", "80"],
        ]
    )
    evaluation = read_forms(made)[0].evaluation
    leaves = [(s.indicator_3, s.target, s.actual, s.max_points, s.points) for s in evaluation.scores if s.is_leaf]
    assert leaves == [
        ("开放天数", "≥300天", "312天", 50, 50),
        ("读者人次", "≥2万人次", "1.5万人次", 40, 30),
    ]
    assert evaluation.total_score is not None
    assert evaluation.total_score.value == 80
    assert evaluation.execution_rate is None
    assert evaluation.grade is None


def test_operator_value_and_unit_in_columns_of_their_own() -> None:
    made = document(
        [
            ["项目名称：", "51000023T000000000007-云溪县数字档案", "", "", "", "", "", ""],
            ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "完成值", "权重", "得分"],
            ["产出指标", "数量指标", "扫描档案", "≥", "5000", "卷", "5200", "20", "20"],
            ["", "质量指标", "差错率", "≤", "2", "‰", "1", "20", "20"],
        ]
    )
    evaluation = read_forms(made)[0].evaluation
    assert evaluation.code == "51000023T000000000007"
    assert evaluation.name is not None
    assert evaluation.name.value == "云溪县数字档案"
    first, second = (score for score in evaluation.scores if score.is_leaf)
    assert (first.target, first.target_operator, first.target_value, first.target_unit) == ("5000", ">=", 5000, "卷")
    assert (second.indicator_1, second.indicator_2, second.target_operator) == ("产出指标", "质量指标", "<=")


def test_target_form_has_budget_and_no_scores() -> None:
    made = document(
        [
            [("项目支出绩效目标表", 1, 5), None, None, None, None],
            [("（2024年度）", 1, 5), None, None, None, None],
            ["项目名称", ("云溪县河道清淤", 1, 4), None, None, None],
            [("资金情况（万元）", 3, 1), ("年度资金总额：", 1, 2), None, ("48.6", 1, 2), None],
            [None, ("其中：财政拨款", 1, 2), None, ("48.6", 1, 2), None],
            [None, ("其他资金", 1, 2), None, ("0", 1, 2), None],
            ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值"],
            ["", "产出指标", "数量指标", "清淤长度", "≥9公里"],
            ["", "效益指标", "生态效益指标", "水质", "明显改善"],
        ]
    )
    form = read_forms(made)[0]
    assert form.kind == "target"
    assert form.evaluation.fiscal_year == 2024
    assert values(form.evaluation) == {
        ("budget_adjusted", "total"): "486000.0",
        ("budget_adjusted", "fiscal"): "486000.0",
        ("budget_adjusted", "own_or_other"): "0",
    }
    leaves = [(s.indicator_2, s.target, s.max_points, s.points) for s in form.evaluation.scores]
    assert leaves == [("数量指标", "≥9公里", None, None), ("生态效益指标", "明显改善", None, None)]


def test_hainan_form_pairs_money_and_scores_every_level() -> None:
    made = document(
        [
            ["项目实施单位", "青岭市文化馆", "主管部门", "青岭市文化局", "", "", ""],
            ["计划投资额（万元）", "80.00", "实际到位资金（万元）", "60.00", "实际使用情况（万元）", "55.5", ""],
            ["其中：中央财政", "", "其中：中央财政", "", "", "", ""],
            ["省财政", "80.00", "省财政", "60.00", "", "", ""],
            ["二、绩效评价指标评分", "", "", "", "", "", ""],
            ["一级指标", "分值", "二级指标", "分值", "三级指标", "分值", "得分"],
            ["项目决策", "20", "项目目标", "4", "目标内容", "4", "4"],
            ["", "", "决策过程", "8", "决策依据", "3", "3"],
            ["", "", "", "", "决策程序", "5", "4.5"],
            ["总分", "100", "", "100", "", "100", "88.50"],
            ["评价等次", "良", "", "", "", "", ""],
        ]
    )
    form = read_forms(made)[0]
    evaluation = form.evaluation
    check_evidence(made, (form,))
    assert form.kind == "score"
    assert values(evaluation) == {
        ("planned", "total"): "800000.00",
        ("received", "total"): "600000.00",
        ("spent", "total"): "555000.0",
        ("planned", "province"): "800000.00",
        ("received", "province"): "600000.00",
    }
    assert evaluation.grade is not None
    assert evaluation.grade.value == "良"
    assert evaluation.total_score is not None
    assert evaluation.total_score.value == Decimal("88.50")
    assert evaluation.execution_rate is None
    leaves = [(s.indicator_1, s.indicator_2, s.indicator_3, s.points) for s in evaluation.scores if s.is_leaf]
    assert leaves == [
        ("项目决策", "项目目标", "目标内容", 4),
        ("项目决策", "决策过程", "决策依据", 3),
        ("项目决策", "决策过程", "决策程序", Decimal("4.5")),
    ]
    parents = [(s.level, s.indicator_1, s.indicator_2, s.max_points) for s in evaluation.scores if not s.is_leaf]
    assert parents == [
        (1, "项目决策", None, 20),
        (2, "项目决策", "项目目标", 4),
        (2, "项目决策", "决策过程", 8),
        (0, None, None, 100),
    ]


def test_department_form_takes_weights_from_names() -> None:
    made = document(
        "云溪县民政局部门整体支出绩效自评表",
        [
            ["单位名称", "[120]云溪县民政局", "", "", ""],
            ["一级指标", "二级指标", "三级指标", "评分标准", "得分"],
            ["投入（15分）", "预算配置", "在职人员控制率（5分）", "以100%为标准", "5"],
            ["", "", "“三公经费”变动率（5分）", "≤0得满分", "4.5"],
            ["过程", "预算执行", "预算完成率（5分）", "按比例", "4"],
            ["产出", "职责履行", "实际完成率（10分）", "按比例", "10"],
            ["合计", "", "", "", "93.5"],
        ],
    )
    form = read_forms(made)[0]
    assert form.kind == "department"
    assert form.evaluation.kind == "department"
    assert form.evaluation.name is None
    assert form.evaluation.implementing_unit is not None
    assert form.evaluation.implementing_unit.value == "云溪县民政局"
    assert form.evaluation.template == "CN-EVAL-53"
    assert form.evaluation.total_score is not None
    assert form.evaluation.total_score.value == Decimal("93.5")
    leaves = [(s.indicator_1, s.indicator_3, s.max_points, s.points) for s in form.evaluation.scores if s.is_leaf]
    assert leaves[:2] == [("投入", "在职人员控制率", 5, 5), ("投入", "“三公经费”变动率", 5, Decimal("4.5"))]


def test_forms_one_after_another_in_one_table() -> None:
    def form(name: str, spent: str) -> list[list[str]]:
        return [
            ["项目名称", name, "", "", ""],
            ["项目资金(万元)", "", "全年预算数", "全年执行数", "执行率"],
            ["", "年度资金总额", "10", spent, f"{int(spent) * 10}%"],
            ["一级指标", "二级指标", "三级指标", "分值", "得分"],
            ["产出指标", "数量指标", "台数", "90", "88"],
            ["总分", "", "", "100", "98"],
        ]

    forms = read_forms(document(form("云溪县路灯维护", "9") + form("云溪县公厕改造", "10")))
    assert [f.evaluation.name.value for f in forms if f.evaluation.name] == ["云溪县路灯维护", "云溪县公厕改造"]
    assert [values(f.evaluation)["spent", "total"] for f in forms] == ["90000", "100000"]
    assert [f.evaluation.execution_rate.value for f in forms if f.evaluation.execution_rate] == [90, 100]
    assert all(len(f.evaluation.scores) == 2 for f in forms)
    assert forms[0].end <= forms[1].start


def test_a_form_over_two_tables_is_one() -> None:
    made = document(CENTRAL[:11], "续表", CENTRAL[11:])
    forms = read_forms(made)
    assert len(forms) == 1
    assert len(forms[0].evaluation.funds) == 9
    assert len(indicators(forms[0].evaluation)) == 5


def test_the_name_may_stand_above_the_table() -> None:
    made = document(
        "项目名称：青岭市群众文化活动", [["指标类型", "指标名称", "绩效目标"], ["产出指标", "演出场次", "24"]]
    )
    evaluation = read_forms(made)[0].evaluation
    assert evaluation.name is not None
    assert evaluation.name.value == "青岭市群众文化活动"
    assert made.text[evaluation.name.evidence.start : evaluation.name.evidence.end] == "青岭市群众文化活动"


def test_a_list_of_projects_is_an_evaluation_a_row() -> None:
    made = document(
        "单位：万元",
        [
            ["序号", "项目名称", "预算数", "执行数", "预算执行率", "自评得分"],
            ["1", "校舍维修", "1,548.447", "1116.19", "72.08%", "91"],
            ["2", "校园安保", "11", "0", "0.00%", ""],
            ["合计", "", "1,559.447", "1,116.19", "71.58%", ""],
        ],
        "以上为2022年度数据。",
    )
    forms = read_forms(made)
    assert [f.evaluation.name.value if f.evaluation.name else None for f in forms] == ["校舍维修", "校园安保", None]
    assert values(forms[0].evaluation) == {
        ("budget_adjusted", "total"): "15484470.000",
        ("spent", "total"): "11161900.00",
    }
    assert forms[0].evaluation.total_score is not None
    assert forms[0].evaluation.total_score.value == 91
    assert values(forms[1].evaluation)["spent", "total"] == "0"
    assert forms[1].evaluation.execution_rate is not None
    assert forms[1].evaluation.execution_rate.value == 0


def test_unused_slots_and_persons_are_left_out() -> None:
    made = document(
        [
            ["项目名称", "防汛物资", "项目负责人", "张三", ""],
            ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值"],
            ["产出指标", "数量指标", "指标1：沙袋", "≥5000条", "5200条"],
            ["", "", "指标2：", "", ""],
            ["", "", "……", "", ""],
            ["", "质量指标", "", "", ""],
        ]
    )
    form = read_forms(made)[0]
    assert [s.indicator_3 for s in form.evaluation.scores] == ["沙袋"]
    assert "张三" not in repr(form)


def test_tables_that_are_no_forms_give_nothing() -> None:
    made = document([["序号", "姓名", "金额"], ["1", "李四", "300"]], [["索引号", "发布机构"], ["12", "云溪县政府"]])
    assert read_forms(made) == ()


def test_the_contract_prints_the_indicators_without_the_execution_rate() -> None:
    made = document(CENTRAL)
    (project,) = to_contract("d.html", extract(made))["projects"]  # type: ignore[misc]
    assert [line["level3"] for line in project["indicators"]] == [  # type: ignore[index,call-overload]
        "护栏里程",
        "标志牌数量",
        "验收合格率",
        "交通事故下降",
        "群众满意度",
    ]


def test_the_last_row_of_a_blank_form_stands_before_its_total() -> None:
    head = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
    rows = [
        ["项目名称", ("甲项目", 1, 6), None, None, None, None, None],
        head,
        ["产出指标", "数量指标", "沙袋", "100条", "", "60", ""],
        ["满意度指标", "服务对象满意度", "群众满意度", "≥90%", "", "40", ""],
        [("总分", 1, 5), None, None, None, None, "100", ""],
    ]
    scores = [s for form in read_forms(document(rows)) for s in form.evaluation.scores if s.is_leaf]
    assert [(s.indicator_3, s.max_points, s.points) for s in scores] == [("沙袋", 60, None), ("群众满意度", 40, None)]


def test_heads_that_nobody_knows_hold_what_stands_under_them() -> None:
    heads = ["一级指标", "二级指标", "考核事项", "拟达水平", "实际完成值", "占比", "得分", "依据"]
    rows = [
        ["产出指标", "数量指标", "育苗数量", "≥600株", "640株", "30", "30", "台账"],
        ["", "质量指标", "苗木合格率", "≥95%", "97%", "40", "40", "台账"],
        ["效益指标", "生态效益指标", "绿化率", "≥40%", "38%", "{}", "28", "台账"],
    ]
    for last, weights in (("30", [30, 40, 30]), ("31", [None, None, None])):
        table = [["项目名称", "苗圃建设"], heads, *([cell.format(last) for cell in row] for row in rows)]
        (form,) = read_forms(document(table))
        leaves = [s for s in form.evaluation.scores if s.is_leaf]
        assert [(s.indicator_3, s.target) for s in leaves] == [
            ("育苗数量", "≥600株"),
            ("苗木合格率", "≥95%"),
            ("绿化率", "≥40%"),
        ]
        assert [s.max_points for s in leaves] == weights
