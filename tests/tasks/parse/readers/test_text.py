"""Plain text: headings, furniture, and tables in the habits of converters."""

from __future__ import annotations

import pytest

from tasks.parse.document import Document
from tasks.parse.readers import read
from tasks.parse.readers.headings import heading_level, is_title
from tests.tasks.parse.readers.samples import TAB_DUMP, assert_spans, cells


def read_lines(*lines: str) -> Document:
    document = read("\n".join(lines).encode())
    assert_spans(document)
    return document


def placed(document: Document, table: int = 0) -> list[dict[int, str]]:
    """The texts of a table by column, row by row."""
    grid = [block.grid for block in document.tables()][table]
    assert grid is not None
    return [{cell.column: cell.text for cell in grid.cells if cell.row == row} for row in range(grid.height)]


def test_a_cell_a_line_behind_tabs() -> None:
    document = read_lines(TAB_DUMP)
    assert cells(document) == [
        ["一级指标", "分值", "二级指标", "得分"],
        ["产出", "20", "数量", "18.5"],
        ["", "", "质量", ""],
        ["计划投资额（万元）", "120.50", "实际使用", "118.00"],
        ["评价等次", "优"],
    ]
    rest = [(block.kind, block.level, block.text) for block in document.prose()]
    assert rest == [
        ("heading", 1, "青石县供水项目绩效自评表"),
        ("paragraph", 0, "评价组组长（签字）："),
        ("paragraph", 0, "2023年3月1日"),
        ("heading", 2, "一、项目概况"),
        ("paragraph", 0, "1.负责全县农村供水工程的建设和管理，保障用水安全。"),
    ]


def test_a_tabbed_cell_of_several_lines_and_a_following_form() -> None:
    document = read_lines(
        *["	总体目标", "	目标1：建成管网", "目标2：培训40人", "", "	完成情况", "	已完成", "", ""],
        *["项目基本信息", "", "	单位", "	水务局", "", "	地址", "	南街"],
    )
    assert cells(document) == [["总体目标", "目标1：建成管网目标2：培训40人"], ["完成情况", "已完成"]]
    assert cells(document, 1) == [["单位", "水务局"], ["地址", "南街"]]


def test_prose_indented_with_tabs_is_no_table() -> None:
    sentence = "\t本项目由县水务局组织实施，资金全部由县级财政安排，年内已按合同约定的进度支付完毕，没有截留挪用。"
    document = read_lines(sentence, sentence, "", sentence, "", sentence)
    assert [block.kind for block in document.blocks] == ["paragraph"] * 4


def test_a_row_a_line_with_bars() -> None:
    document = read_lines(
        "供水资金绩效自评表 | ||||||",
        "主管部门 | 水务局 | 使用单位 | 供水站 | |||",
        "资金情况 |",
        "全年预算数(A) | 全年执行数(B) | 执行率 | |||",
        "其他资金 | ||||||",
        "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 原因 |",
        "产出指标 | 数量指标 | 新建管网 | 12公里 | 12.5 | |",
        "质量指标 | 合格率 | 100% | 100% | |||",
    )
    assert placed(document) == [
        {0: "供水资金绩效自评表"},
        {0: "主管部门", 1: "水务局", 2: "使用单位", 3: "供水站"},
        {0: "资金情况", 1: "全年预算数(A)", 2: "全年执行数(B)", 3: "执行率"},
        {0: "其他资金"},
        {0: "绩效指标", 1: "一级指标", 2: "二级指标", 3: "三级指标", 4: "指标值", 5: "完成值", 6: "原因"},
        {1: "产出指标", 2: "数量指标", 3: "新建管网", 4: "12公里", 5: "12.5", 6: ""},
        {2: "质量指标", 3: "合格率", 4: "100%", 5: "100%"},
    ]


def test_a_cell_a_line_with_bars_is_split_by_its_header() -> None:
    stream = ["序号", "责任部门", "项目名称", "预算数", "执行数", "执行率", "合计", "300.5", "290", "96.51%"]
    stream += ["1", "水务局", "管网", "200.5", "190", "94.76%", "2", "", "水质", "100", "100", "100%"]
    document = read_lines("明细：", *(f"{word} |" for word in stream), "以上为全部资金的使用情况，均已公开。")
    assert placed(document) == [
        {0: "序号", 1: "责任部门", 2: "项目名称", 3: "预算数", 4: "执行数", 5: "执行率"},
        {0: "合计", 3: "300.5", 4: "290", 5: "96.51%"},
        {0: "1", 1: "水务局", 2: "管网", 3: "200.5", 4: "190", 5: "94.76%"},
        {0: "2", 1: "", 2: "水质", 3: "100", 4: "100", 5: "100%"},
    ]
    assert document.blocks[-1].kind == "paragraph"


def test_markdown_table() -> None:
    document = read_lines("| 指标 | 分值 |", "|---|---|", "| 数量 | 10 |", "| 质量 | |")
    assert cells(document) == [["指标", "分值"], ["数量", "10"], ["质量", ""]]


def test_columns_told_by_blanks() -> None:
    document = read_lines(
        "资金构成(元) 年初预算数 全年预算数 执行数 分值 执行率(%) 得分",
        "资金总额: 1,200.00 1,200.00 300.00 10.00  25 2.5   ",
        "其中:财政资金: 0.00 0.00 0.00   0      ",
        "一级指标 二级指标 三级指标 指标性质 年度指标值 度量单位 实际完成值 分值 得分",
        "产出指标 数量指标 资助学生 52 人 10 20.00 3.85",
        "合计 100.00 46.35",
        "以上数据经核对无误，请审核。",
    )
    assert placed(document)[1:] == [
        {0: "资金总额:", 1: "1,200.00", 2: "1,200.00", 3: "300.00", 4: "10.00", 5: "25", 6: "2.5"},
        {0: "其中:财政资金:", 1: "0.00", 2: "0.00", 3: "0.00", 4: "", 5: "0"},
    ]
    assert placed(document, 1)[1:] == [
        {0: "产出指标", 1: "数量指标", 2: "资助学生", 4: "52", 5: "人", 6: "10", 7: "20.00", 8: "3.85"},
        {0: "合计", 7: "100.00", 8: "46.35"},
    ]
    assert document.blocks[-1].text == "以上数据经核对无误，请审核。"


def test_furniture_of_a_saved_page_is_kept_apart_and_the_text_whole() -> None:
    document = read_lines(
        *["当前位置: 首页 > 政务公开", "", "青石县部门整体支出绩效自评报告"],
        *["发布时间:2023-12-10 10:07 责任编辑:财政局", "分享到:", "投入120万元。", "打印本页 关闭窗口"],
        *["上一篇:福船图纸", "主办单位:青石县人民政府 |", "网站标识码:4399990003   联系电话:0"],
    )
    assert [block.text for block in document.blocks] == [
        "青石县部门整体支出绩效自评报告",
        "发布时间:2023-12-10 10:07 责任编辑:财政局",
        "投入120万元。",
    ]
    assert document.meta.site_id_code == "4399990003"
    assert "福船图纸" in document.meta.furniture
    assert "福船图纸" in document.text


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("一、项目概况", 2),
        ("（一）项目资金情况分析。", 3),
        ("㈡、目标", 3),
        ("1.产出指标完成情况。", 4),
        ("(2)指标完成情况", 5),
        ("1.负责进入中心的行政许可。", None),
        ("1.到位情况。市财政局下达经费75.96万元。", None),
        ("2021年度执行率", None),
        ("1.5亿元", None),
        ("3.完成投资120万元", None),
        ("一、健全制度，压实责任，落实资金，", None),
    ],
)
def test_heading_levels(line: str, level: int | None) -> None:
    assert heading_level(line) == level


def test_titles() -> None:
    assert is_title("青石县2022年度项目支出绩效自评表")
    assert is_title("市级部门(单位)整体支出绩效自评报告")
    assert not is_title("填报单位：青石县水务局自评报告")
    assert not is_title("政府信息公开")
    document = read_lines("青石县水务局2021年度", "项目绩效自评报告", "投入120万元。")
    assert [block.level for block in document.blocks] == [1, 1, 0]


def test_long_runs_of_lines_that_are_no_table_take_linear_time() -> None:
    document = read_lines(*["\t项"] * 30_000, *["词 |"] * 30_000)
    assert len(document.blocks) == 60_000
    assert not list(document.tables())


@pytest.mark.parametrize(
    "line", ["|" * 300_000 + "x", " " * 300_000 + "x|", "词\t" * 100_000, "a" * 500_000, "[image:a]" * 50_000]
)
def test_very_long_lines_take_linear_time(line: str) -> None:
    assert read_lines("一、概况", line, line, "二、结论").text


def test_many_headers_in_a_stream() -> None:
    words = ["指标名称", "目标值", "得分", "管网", "12公里", "10"] * 400
    document = read_lines(*(f"{word} |" for word in words))
    assert len(cells(document)) == 800
