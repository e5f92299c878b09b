"""Lists of projects that lost their table, names above tables of words, and rows glued with their units."""

from __future__ import annotations

from decimal import Decimal

from tasks.parse.forms import Form, read_forms
from tasks.parse.readers import read
from tests.tasks.parse.forms.making import document, lines


def scores(forms: tuple[Form, ...]) -> dict[str, Decimal | None]:
    found = {}
    for form in forms:
        evaluation = form.evaluation
        name = evaluation.name.value if evaluation.name else ""
        found[name] = evaluation.total_score.value if evaluation.total_score else None
    return found


def test_list_a_cell_a_line_with_a_head_that_nobody_knows() -> None:
    made = lines(
        "2023年新增专项债券项目绩效自评情况表\n\n单位:万元\n\n序号\n\n项目名称\n\n债券性质\n\n年末已发债券规模\n\n"
        "自评分数\n\n自评等级\n\n1\n\n越江医院康复院区工程\n\n其他项目收益专项债券\n\n2000\n\n96.5\n\n优\n\n"
        "2\n\n镜湖片区污水管网改造\n\n棚改专项债券\n\n5000\n\n88\n\n总计\n\n\n\n7000"
    )
    forms = read_forms(made)
    assert scores(forms) == {"越江医院康复院区工程": Decimal("96.5"), "镜湖片区污水管网改造": Decimal(88)}
    assert [form.evaluation.grade.value if form.evaluation.grade else None for form in forms] == ["优", None]
    assert [[(f.measure, f.amount_yuan) for f in form.evaluation.funds] for form in forms] == [
        [("received", Decimal(20000000))],
        [("received", Decimal(50000000))],
    ]


def test_the_heads_of_a_list_are_read_by_their_words() -> None:
    forms = read_forms(
        document(
            [
                [
                    "序号",
                    "业主主管部门",
                    "项目名称",
                    "发行金额(亿元)",
                    "累计已支付资金(万元)",
                    "绩效评价得分",
                    "绩效评价结论",
                ],
                ["1", "青禾县水利局", "石桥河水质提升工程", "1.36", "9000", "91", "优"],
                ["2", "青禾县住建局", "老旧小区改造", "0.1", "800", "84", "良"],
            ]
        )
    )
    assert scores(forms) == {"石桥河水质提升工程": Decimal(91), "老旧小区改造": Decimal(84)}
    assert [(f.measure, f.amount_yuan) for f in forms[0].evaluation.funds] == [
        ("received", Decimal(136000000)),
        ("spent", Decimal(90000000)),
    ]


def test_list_in_a_table_with_a_head_that_nobody_knows() -> None:
    forms = read_forms(
        document(
            [
                ["序号", "项目名称", "所属领域", "全年预算数（万元）", "全年执行数（万元）", "自评得分"],
                ["1", "桥梁检测", "交通", "120", "118.5", "97"],
                ["2", "校舍维修", "教育", "60", "60", "100"],
            ]
        )
    )
    assert scores(forms) == {"桥梁检测": Decimal(97), "校舍维修": Decimal(100)}
    assert {f.amount_yuan for f in forms[0].evaluation.funds} == {Decimal(1200000), Decimal(1185000)}


def test_a_form_that_begins_with_a_name_is_no_list() -> None:
    forms = read_forms(lines("项目名称\n\n某河段整治方式\n\n自评得分\n\n98\n\n自评等级\n\n优"))
    assert scores(forms) in ({}, {"某河段整治方式": Decimal(98)})


def test_names_stand_in_lines_over_a_table_of_words() -> None:
    text = (
        "项目支出绩效自评表（2021年度）\n项目名称 河湖长制工作经费\n主管部门 溇水县水利局 实施单位 溇水县河湖保护中心\n"
        "项目资金（万元） 全年预算数 全年执行数 分值 执行率 得分\n年度资金总额 45 45 10 100% 10\n"
    )
    evaluation = read_forms(read(text.encode()))[0].evaluation
    names = (evaluation.name, evaluation.competent_department, evaluation.implementing_unit)
    assert [name.value if name else None for name in names] == [
        "河湖长制工作经费",
        "溇水县水利局",
        "溇水县河湖保护中心",
    ]


def test_glued_rows_repeat_their_unit_and_the_total_stands_before_the_heads() -> None:
    evaluation = read_forms(
        lines(
            "2023年项目支出自评表\n专项(项目)名称售票系统升级\n主管部门某省民政厅资金使用单位某省发行中心\n"
            "项目资金(万元)全年预算数全年执行数执行率\n年度资金总额50万元47.6895.36%\n其中:中央财政补助50万元47.6895.36%\n"
            "绩效指标一级指标二级指标三级指标年度指标值全年完成值未完成原因和改进措施\n"
            "产出指标数量指标升级系统100%100%\n质量指标验收合格率98%98%\n时效指标完成时间12月已完成\n"
        )
    )[0].evaluation
    assert evaluation.name is not None
    assert evaluation.name.value == "售票系统升级"
    assert {(f.source, f.amount_yuan) for f in evaluation.funds} == {
        (source, amount) for source in ("total", "central") for amount in (Decimal(500000), Decimal(476800))
    }
    # 12月 and 已完成 cannot be told from the name before them.
    assert [(s.indicator_3, s.target, s.actual) for s in evaluation.scores] == [
        ("升级系统", "100%", "100%"),
        ("验收合格率", "98%", "98%"),
    ]
    before = read_forms(
        lines(
            "项目名称生均公用经费主管部门某市教育局自评得分98项目资金(万元)年度资金总额年初预算数调整预算数(A)"
            "全年执行数(B)执行率(B/A)64.864.864.8100%年度总体目标保障运转"
        )
    )[0].evaluation
    assert before.total_score is not None
    assert before.total_score.value == Decimal(98)
    assert {f.amount_yuan for f in before.funds} == {Decimal(648000)}


def test_a_project_may_bear_the_name_of_its_money() -> None:
    forms = read_forms(
        document(
            [
                ["项目名称", "中央财政专项扶贫资金"],
                ["项目资金（万元）", "全年预算数", "全年执行数"],
                ["年度资金总额", "80", "75"],
                ["其中：省级财政专项扶贫资金", "80", "75"],
            ]
        )
    )
    assert forms[0].evaluation.name is not None
    assert forms[0].evaluation.name.value == "中央财政专项扶贫资金"
    assert {f.source for f in forms[0].evaluation.funds} == {"total", "province"}


def test_glued_names_end_at_codes_people_and_heads_of_parts_and_subtotals_are_no_lines() -> None:
    evaluation = read_forms(
        lines(
            "项目支出绩效自评表项目名称校园安全防范经费项目编码43072521T000000112233主管部门桃川县教育局实施单位桃川县第三中学"
            "资金(万元)年初预算数全年预算数全年执行数分值执行率得分年度资金总额20202010100%10"
            "一级指标二级指标三级指标年度指标值实际完成值分值得分产出指标质量指标问题整改率≥95%96%2020小计5050"
            "效益指标社会效益指标校园案件数0起0起3030总分100100"
        )
    )[0].evaluation
    names = (evaluation.name, evaluation.competent_department, evaluation.implementing_unit)
    assert [name.value if name else None for name in names] == ["校园安全防范经费", "桃川县教育局", "桃川县第三中学"]
    assert "小计" not in {score.indicator_3 for score in evaluation.scores}


def test_money_that_is_spent_to_the_last_yuan_stands_there_twice() -> None:
    evaluation = read_forms(
        lines(
            "项目名称非遗保护资金地方主管部门资金使用单位资金情况(万元)全年预算数(A)全年执行数(B)预算执行率(B/A)"
            "年度资金总额:21182118100%其中:中央财政资金21182118100%地方资金其他资金总体目标完成情况"
        )
    )[0].evaluation
    assert {(f.measure, f.source) for f in evaluation.funds if f.amount_yuan == Decimal(21180000)} == {
        (measure, source) for measure in ("budget_adjusted", "spent") for source in ("total", "central")
    }


def test_names_above_a_table_that_goes_on_with_another_form_are_the_first_ones() -> None:
    first = [["项目资金（万元）", "全年预算数", "全年执行数"], ["年度资金总额", "80", "75"]]
    second = [["项目名称", "乙项目", ""], ["项目资金（万元）", "全年预算数", "全年执行数"], ["年度资金总额", "9", "9"]]
    forms = read_forms(document("项目名称 甲项目", "主管部门 某县教育局 实施单位 某县中学", [*first, *second]))
    found = [(f.evaluation.name.value if f.evaluation.name else None, len(f.evaluation.funds)) for f in forms]
    assert found == [("甲项目", 2), ("乙项目", 2)]


def whole_of(rows: list[list[str]]) -> dict[str | None, str | None]:
    """The name of each row of a list, with that of the row which adds it up (总 for the nameless sum)."""
    forms = read_forms(document([["序号", "项目名称", "预算数(万元)", "执行数(万元)"], *rows]))
    names = {form.evaluation.start: form.evaluation.name.value if form.evaluation.name else "总" for form in forms}
    parts = [(names[form.evaluation.start], form.evaluation.part_of) for form in forms]
    return {name: None if part_of is None else names[part_of] for name, part_of in parts}


def test_rows_of_a_list_know_the_row_that_adds_them_up() -> None:
    groups = [["一", "助学专项", "30", "30"], ["1", "高职助学", "20", "20"], ["2", "电大助学", "10", "10"]]
    told = {"助学专项": "总", "高职助学": "助学专项", "电大助学": "助学专项", "还本付息": "总", "总": None}
    rest, total = ["二", "还本付息", "5", "5"], ["合计", "", "35", "35"]
    assert whole_of([total, *groups, rest]) == told
    assert whole_of([*groups, rest, total]) == told
    assert whole_of([*groups, rest]) == {
        **{k: v for k, v in told.items() if k != "总"},
        "助学专项": None,
        "还本付息": None,
    }


def test_plain_numbers_of_a_list_are_of_one_depth() -> None:
    listed = [["1", "高职助学", "20", "20"], ["2", "电大助学", "10", "10"]]
    assert whole_of(listed) == {"高职助学": None, "电大助学": None}
    assert whole_of([*listed, ["合计", "", "30", "30"]]) == {"高职助学": "总", "电大助学": "总", "总": None}


def names_and_money(forms: tuple[Form, ...]) -> list[tuple[str | None, list[tuple[str, str, Decimal]]]]:
    return [
        (
            form.evaluation.name.value if form.evaluation.name else None,
            [(f.measure, f.source, f.amount_yuan / 10000) for f in form.evaluation.funds],
        )
        for form in forms
    ]


def test_a_list_a_cell_a_line_begins_left_of_the_names_and_may_lose_blank_cells() -> None:
    made = lines(
        "专项债券项目资金绩效评价情况表\n\n序号\n\n主管部门\n\n项目单位\n\n项目名称\n\n发行金额(亿元)\n\n评价得分\n\n"
        "评价结果\n\n备注\n\n1\n\n石桥镇人民政府\n\n易城环境公司\n\n工业园区四期\n\n0.7\n\n92\n\n项目单位自评\n\n"
        "2\n\n石桥镇人民政府\n\n新城建设公司\n\n产业园工程\n\n0.1\n\n83\n\n良\n\n委托第三方评价\n\n合计\n\n0.8"
    )
    forms = read_forms(made)
    assert scores(forms) == {"工业园区四期": Decimal(92), "产业园工程": Decimal(83)}
    found = [(e.implementing_unit, e.competent_department, e.grade) for e in (form.evaluation for form in forms)]
    assert [[value.value if value else None for value in values] for values in found] == [
        ["易城环境公司", "石桥镇人民政府", None],
        ["新城建设公司", "石桥镇人民政府", "良"],
    ]
    assert {form.kind for form in forms} == {"judged"}


def test_sources_stand_under_the_measures_of_a_list_and_gaps_tell_the_blank_cells() -> None:
    made = lines(
        "2023年公益金使用公示\n\n单位:万元\n\n序号\n\n项目单位\n\n项目名称\n\n资金额度\n\n已支付\n\n项目联系方式\n\n"
        "合计\n\n中央公益金\n\n省级公益金\n\n合计\n\n中央公益金\n\n省级公益金\n\n联系人\n\n联系电话\n\n"
        "1\n\n溇水县民政局\n\n养老院修缮\n\n10.00\n\n10.00\n\n\n8.00\n\n8.00\n\n\n甲某\n\n电话甲\n\n"
        "2\n\n溇水县民政局\n\n社工站\n\n20.00\n\n\n20.00\n\n9.87\n\n\n9.87\n\n乙某\n\n电话乙"
    )
    assert names_and_money(read_forms(made)) == [
        (
            "养老院修缮",
            [
                ("budget_adjusted", "total", Decimal(10)),
                ("budget_adjusted", "central", Decimal(10)),
                ("spent", "total", Decimal(8)),
                ("spent", "central", Decimal(8)),
            ],
        ),
        (
            "社工站",
            [
                ("budget_adjusted", "total", Decimal(20)),
                ("budget_adjusted", "province", Decimal(20)),
                ("spent", "total", Decimal("9.87")),
                ("spent", "province", Decimal("9.87")),
            ],
        ),
    ]


def test_a_list_with_heads_of_two_storeys_and_a_body_that_covers_its_rows() -> None:
    forms = read_forms(
        document(
            [
                [
                    ("序号", 2, 1),
                    ("主管部门", 2, 1),
                    ("项目名称", 2, 1),
                    ("项目资金(万元)", 1, 3),
                    None,
                    None,
                    "自评得分",
                ],
                [None, None, None, "预算数", "执行数", "执行率", None],
                ["1", ("青禾县水利局", 2, 1), "河道清淤", "50", "45", "90%", "96"],
                ["2", None, "堤防维护", "30", "30", "100%", "99"],
                ["合计", "", "", "80", "75", "", ""],
            ]
        )
    )
    listed = [form for form in forms if form.evaluation.name]
    assert names_and_money(tuple(listed)) == [
        ("河道清淤", [("budget_adjusted", "total", Decimal(50)), ("spent", "total", Decimal(45))]),
        ("堤防维护", [("budget_adjusted", "total", Decimal(30)), ("spent", "total", Decimal(30))]),
    ]
    departments = [form.evaluation.competent_department for form in listed]
    assert [department.value if department else None for department in departments] == ["青禾县水利局"] * 2
    assert scores(tuple(listed)) == {"河道清淤": Decimal(96), "堤防维护": Decimal(99)}


def test_the_sources_of_a_body_s_money_stand_side_by_side() -> None:
    heads = ["上年结转", "公共财政拨款", "政府基金拨款", "其他收入"]
    grid = document(
        "整体支出绩效自评表\n单位：万元",
        [
            [("机构名称", 2, 1), ("收入合计", 2, 1), ("其中：", 1, 4), None, None, None],
            [None, None, *heads],
            ["局机关及二级机构汇总", "229.5", "37.2", "106.2", "", "86.1"],
            ["1、局机关", "176.3", "35.9", "80.4", "", "60"],
        ],
    )
    flat = lines(
        "整体支出绩效自评报告\n部门(单位)名称 溇水县湖区服务中心\n年度收入情况(万元)\n|\n"
        "机构名称\n|\n收入合计\n|\n其中:\n|\n"
        + "\n|\n".join(heads)
        + "\n|\n局机关及二级机构汇总\n|\n229.5\n|\n37.2\n|\n106.2\n|\n \n|\n86.1\n|\n1、局机关\n|\n176.3\n|\n"
    )
    for made in (grid, flat):
        assert {(f.measure, f.source, f.amount_yuan / 10000) for f in read_forms(made)[0].evaluation.funds} == {
            ("received", "total", Decimal("229.5")),
            ("received", "carryover", Decimal("37.2")),
            ("received", "fiscal", Decimal("106.2")),
            ("received", "own_or_other", Decimal("86.1")),
        }


def test_a_list_of_projects_with_their_goals_has_many_rows_a_project() -> None:
    heads = [
        "单位名称",
        "项目名称",
        "预算数",
        "一级指标",
        "二级指标",
        "三级指标",
        "指标性质",
        "指标值",
        "度量单位",
        "权重",
    ]
    first = ["产出指标", "数量指标", "发放人数", "≥", "230", "人", "20"]
    second = ["效益指标", "社会效益指标", "维护稳定", "≥", "95", "%", "10"]
    grid = document(
        "部门预算项目绩效目标申报表(2023年度)\n金额单位:元",
        [
            heads,
            [("820001-溇水县石桥镇人民政府", 3, 1), ("村组干部报酬", 2, 1), ("3,309,840.00", 2, 1), *first],
            [None, None, None, *second],
            [None, "基层组织活动经费", "660,000.00", *second],
        ],
    )
    loose = document(
        "部门预算项目绩效目标申报表(2023年度)\n金额单位:元",
        [
            heads,
            ["820-石桥镇部门", "3,969,840.00"],
            ["820001-溇水县石桥镇人民政府", "村组干部报酬", "3,309,840.00", *first],
            second,
            ["基层组织活动经费", "660,000.00", *second],
        ],
        form="text",
    )
    for made in (grid, loose):
        forms = read_forms(made)
        assert names_and_money(forms) == [
            ("村组干部报酬", [("budget_adjusted", "total", Decimal("330.984"))]),
            ("基层组织活动经费", [("budget_adjusted", "total", Decimal(66))]),
        ]
        units = [form.evaluation.implementing_unit for form in forms]
        assert [unit.value if unit else None for unit in units] == ["溇水县石桥镇人民政府"] * 2
        assert [[(s.indicator_3, s.target, s.max_points) for s in form.evaluation.scores] for form in forms] == [
            [("发放人数", "230", Decimal(20)), ("维护稳定", "95", Decimal(10))],
            [("维护稳定", "95", Decimal(10))],
        ]
