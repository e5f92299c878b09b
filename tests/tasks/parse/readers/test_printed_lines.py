"""Which lines of a printed page make one paragraph, and which are no part of the text."""

from __future__ import annotations

from tasks.parse.readers.printed_lines import Line, Paragraphs, groups, running_heads, without_page_number

SIZE, LEFT, PAPER = 10.0, 50.0, 595.0


def line(text: str, top: float, *, x0: float = LEFT, page: int = 1, width: float | None = None) -> Line:
    wide = width if width is not None else SIZE * len(text)
    return Line(text, x0, x0 + wide, top, SIZE, page, PAPER)


def paragraphs(*lines: Line) -> list[str]:
    return ["".join(part.text for part in group) for group in groups(lines, Paragraphs(lines))]


FULL = "某" * 49


def test_full_lines_go_on_until_one_is_indented() -> None:
    first = [line(FULL[:47], 100, x0=LEFT + 20), line(FULL, 115), line("完。", 130)]
    second = [line(FULL[:47], 145, x0=LEFT + 20), line(FULL, 160), line("止", 175)]
    assert paragraphs(*first, *second) == [FULL[:47] + FULL + "完。", FULL[:47] + FULL + "止"]


def test_short_lines_are_not_full_however_short_all_are() -> None:
    # Each cell of a form a line: no line reaches the margin that the paper has.
    assert paragraphs(line("年度资金总额", 100), line("120.50", 115), line("其中:财政拨款", 130)) == [
        "年度资金总额",
        "120.50",
        "其中:财政拨款",
    ]


def test_a_number_that_found_no_room_goes_on() -> None:
    before = [line(FULL, 100), line(FULL, 115), line(FULL, 130), line(FULL[:44], 145)]
    assert len(paragraphs(*before, line("88,799,814.14元,已支付", 160))) == 1
    assert len(paragraphs(*before, line("已支付", 160))) == 2


def test_two_centred_lines_are_one_title() -> None:
    lines = [
        line("青石市医疗保障局2022年疫苗接种", 60, x0=220, width=160),
        line("专项补助资金项目支出绩效自评报告", 76, x0=220, width=160),
        *(line(FULL, top) for top in (100, 115, 130)),
    ]
    assert paragraphs(*lines)[0] == "青石市医疗保障局2022年疫苗接种专项补助资金项目支出绩效自评报告"


def test_a_number_between_lines_is_a_cell_and_one_in_the_margin_that_of_the_page() -> None:
    cells = [line(text, 100 + 15 * at) for at, text in enumerate(("得分", "10", "9.8", "8"))]
    assert without_page_number(cells, 842.0) == cells
    assert without_page_number([*cells, line("3", 790, x0=290)], 842.0) == cells
    assert without_page_number([*cells, line("— 3 —", 160, x0=290)], 842.0) == cells


def test_running_heads_are_left_out_but_titles_of_forms_are_not() -> None:
    heads = [line("青石市水利局", 20, page=page) for page in (1, 2, 3)]
    bodies = [line(FULL, 100, page=page) for page in (1, 2, 3)]
    assert running_heads([*heads, *bodies]) == {*heads[1:], *bodies[1:]}
    titles = [line("项目支出绩效自评表", 20, page=page) for page in (1, 2, 3)]
    assert running_heads(titles) == set()


def test_a_heading_that_fills_its_line_goes_on() -> None:
    before = [line(FULL, top) for top in (100, 115, 130)]
    heading = line("一、基本情况 项目名称: 农村供水管护" + "项" * 31, 145, width=490)
    assert len(paragraphs(*before, heading, line("目单位: 青石县水务局", 160))) == 2
    assert len(paragraphs(*before, line("一、基本情况", 145), line("项目由县水务局实施", 160))) == 3


def test_indented_lines_of_their_own_are_no_centred_title() -> None:
    """The first lines of paragraphs that end two characters before the margin stand as centred lines do."""
    prose = [line(FULL[:47], 40, x0=LEFT + 20), line(FULL, 55), line("完。", 70)] * 2
    rows = ["项目名称 青石县水务局2022年供水管护项目 负责人", "主管部门 青石县水务局 实施单位 青石县水务局"]
    lines = [line(row, 100 + 15 * at, x0=LEFT + 20, width=450) for at, row in enumerate(rows)]
    assert paragraphs(*prose, *lines)[-2:] == rows


def test_a_path_over_two_lines_is_no_title_of_its_second() -> None:
    path = "您现在的位置：首页 > 通知公告 > " + "某" * 35
    prose = [line(FULL, 40), line(FULL, 55), line(FULL[:48] + "。", 70)]
    found = paragraphs(*prose, line(path, 100, width=490), line("绩效评价报告", 115))
    assert found[-1] == path + "绩效评价报告"
