"""Personal data is masked in place; organisations, roles, amounts, years and codes are let be."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.parse.document import Block, Cell, Document, Grid, PageMeta
from tasks.parse.readers import read
from tasks.parse.redact import MASK, redact
from tasks.parse.redact.figures import is_identity_number, passes_luhn
from tasks.parse.redact.labels import PERSON_IN_TEXT, ROLE

SHARED = Path(__file__).parents[4] / ".." / "shared"


def masked(text: str) -> str:
    document = Document(text, (Block("paragraph", 0, len(text), text),), "test", "text")
    result = redact(document)
    assert result.blocks[0].text == result.text
    assert len(result.text) == len(text)
    return result.text


def table(rows: list[list[str]]) -> Document:
    text, cells = "", []
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            cells.append(Cell(value, len(text), len(text) + len(value), r, c))
            text += value + "\t"
        text += "\n"
    grid = Grid(len(rows), len(rows[0]), tuple(cells))
    return Document(text, (Block("table", 0, len(text), text, grid=grid),), "test", "text")


def masked_cells(rows: list[list[str]]) -> list[str]:
    document = redact(table(rows))
    grid = document.blocks[0].grid
    assert grid is not None
    assert all(document.text[cell.start : cell.end] == cell.text for cell in grid.cells)
    return [cell.text for cell in grid.cells if MASK in cell.text]


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("请致电13800138000咨询", "13800138000"),
        ("手机１３８００１３８０００。", "１３８００１３８０００"),
        ("办公室0739-2666000转", "0739-2666000"),
        ("(0898)65200000", "(0898)65200000"),
        ("联系电话:2666000", "2666000"),
        ("身份证11010519491231002X。", "11010519491231002X"),
        ("主编信箱:10001234@qq.com 谢谢", "10001234@qq.com"),
        ("QQ:100012345", "100012345"),
        ("卡号4111111111111111", "4111111111111111"),
        ("汇至6200 0000 0000 0005", "6200 0000 0000 0005"),
        ("项目负责人：赵青山", "赵青山"),
        ("财务负责人:逄大志(签字)", "逄大志"),
        ("经办人：鞠大明　审核人：无", "鞠大明"),
        ("填表人:万俟宏,", "万俟宏"),
        ("联系方式:某某 6612345", "6612345"),
        ("身份证号:53042219*******02X。", "53042219*******02X"),
        ("微信号:abc12345", "abc12345"),
        ("填报人: 钱某 联系方式", "钱某"),
        ("项目负责人为周小河联系电话13900000000。", "周小河"),
        ("意见收集人:罗敏联系电话:0838-6200000", "罗敏"),
        ("局党组书记、局长孙大力同志为组长", "孙大力"),
        ("由吴明同志担任办公室主任", "吴明"),
        ("副局长郑一鸣、冯小雨担任副组长", "郑一鸣"),
        ("联系人买买江·艾力 电话", "买买江·艾力"),
        ("成员：郑一鸣、冯小雨", "郑一鸣、冯小雨"),
        ("办公室主任任远同志牵头", "任远"),
    ],
)
def test_what_is_masked(text: str, hidden: str) -> None:
    assert hidden not in masked(text)
    assert masked(text).startswith(text[: text.index(hidden)])


@pytest.mark.parametrize(
    "text",
    [
        "索引号 57980172-X-/2019-0621006 发布机构 青溪县财政局",
        "监督索引号53090000743701000",
        "项目编码51000021R000000019951-工资性支出",
        "琼财绩〔2018〕2206号",
        "网站标识码:4305210003 湘公网安备 43052102000153号 湘ICP备14000179号",
        "支出13800138000元,结余13800138000.00元",
        "下达2026400元,电话费1390000元",
        "2022年1月1日至2023-12-10",
        "热线12345,办件982454条",
        "由组长负责,局长任组长,全体同志参加,党员同志带头",
        "项目负责人对报销事项的真实性负责,审核人员应当签字",
        "组长单位、成员单位和领导小组成员、联络员",
        "会计审核,分管领导审批,主任办公会通过",
        "市文化委负责人陪同",
        "统一社会信用代码113400000123456789",
        "项目负责人：高新区管委会",
        "经办人:无",
        "成员于会后,会计单据、委员时常。",
        "责任人 成本 时限 单位",
    ],
)
def test_what_is_let_be(text: str) -> None:
    assert masked(text) == text


def test_roles_and_bodies_beside_a_name_stay() -> None:
    text = "成立了以局长孙大力同志为组长,政务服务中心主任李茂同志为副组长的领导小组"
    assert masked(text) == "成立了以局长＊＊＊同志为组长,政务服务中心主任＊＊同志为副组长的领导小组"


def test_a_full_name_is_masked_wherever_it_returns() -> None:
    assert "孙大力" not in masked("局长孙大力同志主持。会后孙大力又到现场。")


def test_personal_fields_of_a_form() -> None:
    assert masked_cells(
        [
            ["项目单位", "青溪县政务中心", "主管部门", "青溪县财政局"],
            ["项目负责人", "郑　锋", "联系电话", "6520001"],
            ["联系人及电话", "吴小雨 13900000000", "填报人", "综合科"],
            ["计划投资额", "261.10", "实际到位资金", "13900000000.00"],
        ]
    ) == ["＊＊＊", "＊＊＊＊＊＊＊", "＊＊＊ ＊＊＊＊＊＊＊＊＊＊＊"]


def test_the_column_of_reviewers() -> None:
    assert masked_cells(
        [
            ["姓  名", "职务/职称", "单   位", "项目评分"],
            ["马小山", "副主任", "政务中心", "92.50"],
            ["冯丽", "会计", "政务中心", "92.50"],
            ["合计", "", "", "92.50"],
        ]
    ) == ["＊＊＊", "＊＊"]


def test_cells_without_their_line_breaks_are_masked_too() -> None:
    text = "局长孙大力\n同志"
    cell = Cell("局长孙大力同志", 0, len(text), 0, 0)
    grid = Grid(1, 2, (Cell("项目负责人", 0, 0, 0, 0), Cell("赵青\n山".replace("\n", ""), 0, 4, 0, 1)))
    document = Document("赵青\n山", (Block("table", 0, 4, "赵青山", grid=grid),), "test", "text")
    assert cell.text.replace("同志", "") == "局长孙大力"
    result = redact(document)
    assert result.blocks[0].grid is not None
    assert "赵" not in result.text + result.blocks[0].text + result.blocks[0].grid.cells[1].text


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("自评由骆听溪同志牵头,规划财务股蔺昇同志汇总,业务股室单云起同志收集材料。", ("骆听溪", "蔺昇", "单云起")),
        ("请江晚照同志负责,干弘同志协助。", ("江晚照", "干弘")),
        ("成立了以主要负责人蔺昇同志为组长,柏堃、江晚照同志为成员的小组。", ("蔺昇", "柏堃", "江晚照")),
    ],
)
def test_comrades_are_masked_behind_offices_and_with_rare_names(text: str, names: tuple[str, ...]) -> None:
    for name in names:
        assert name not in masked(text)


@pytest.mark.parametrize("words", ["请各位同志", "财务股负责同志", "局领导同志", "全体党员同志", "分管同志", "老同志"])
def test_comrades_without_a_name_stay(words: str) -> None:
    assert masked(f"由{words}落实。") == f"由{words}落实。"


def test_furniture_and_tags_are_masked() -> None:
    meta = PageMeta(furniture="主编信箱:10001234@qq.com 网站标识码:4305210003", tags={"author": "联系人：赵青山"})
    result = redact(Document("正文", (), "test", "html", meta=meta))
    assert "10001234" not in result.meta.furniture
    assert "4305210003" in result.meta.furniture
    assert "赵青山" not in result.meta.tags["author"]


def test_a_wechat_name_without_digits_is_masked_beside_the_text_too() -> None:
    meta = PageMeta(furniture="微信号:qinghecaizheng")
    assert "qinghecaizheng" not in redact(Document("正文", (), "test", "html", meta=meta)).meta.furniture


def test_check_digits() -> None:
    assert is_identity_number("11010519491231002X")
    assert not is_identity_number("110105194912310021")
    assert passes_luhn("4111111111111111")
    assert not passes_luhn("4111111111111112")


_AMOUNT = st.builds(
    lambda value, unit: f"{value}{unit}",
    st.decimals(min_value=Decimal("0.01"), max_value=Decimal(10) ** 11, places=2),
    st.sampled_from(["元", "万元", "亿元", ""]),
)
_INTEGER_AMOUNT = st.builds(lambda value: f"{value}元", st.integers(min_value=0, max_value=10**12))
_DATE = st.dates().map(lambda day: f"{day.year}年{day.month}月{day.day}日")
_DASHED = st.dates().map(lambda day: f"{day:%Y-%m-%d}")
_NUMBER_OF_DOCUMENT = st.builds("财预〔{}〕{}号".format, st.integers(1990, 2030), st.integers(1, 99999))
_CODE = st.from_regex(r"\A[1-6][0-9]{5}[0-9]{2}[RYT][0-9]{12}\Z")
_INDEX = st.from_regex(r"\A索引号[:：]?[0-9]{8}-[0-9X]-?/20[0-9]{2}-[0-9]{7}\Z")
_SUPERVISED = st.from_regex(r"\A监督索引号[:：]?[1-6][0-9]{16}\Z")
_COUNT = st.builds("{}件".format, st.integers(0, 10**8))


@given(
    st.lists(
        st.one_of(_AMOUNT, _INTEGER_AMOUNT, _DATE, _DASHED, _NUMBER_OF_DOCUMENT, _CODE, _INDEX, _SUPERVISED, _COUNT),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from([",", "。", "、", " ", "\n", "\t", "支出", "预算为"]),
)
def test_amounts_years_and_codes_are_never_masked(parts: list[str], joint: str) -> None:
    text = joint.join(parts)
    assert masked(text) == text


@given(st.text(alphabet="0123456789-()@. 张王李同志局长电话负责人:：、,，qQ\n\tab", max_size=120))
def test_any_text_keeps_its_length_and_its_line_breaks(text: str) -> None:
    result = masked(text)
    assert [at for at, char in enumerate(result) if char in "\n\t"] == [
        at for at, char in enumerate(text) if char in "\n\t"
    ]
    assert all(new in (old, MASK) for old, new in zip(text, result, strict=True))


@pytest.mark.skipif(not (SHARED / "seeds").exists(), reason="the seed documents are not at hand")
def test_named_persons_of_the_seeds_are_gone_and_amounts_are_not() -> None:
    for path in sorted((SHARED / "seeds").glob("*.txt")):
        before = read(path.read_bytes())
        after = redact(before)
        assert len(after.text) == len(before.text)
        assert after.text.count("万元") == before.text.count("万元")
        assert [c for c in after.text if c.isdigit()] == [
            c for c in before.text.replace("647154479", "").replace("0739-2666748", "") if c.isdigit()
        ]
        assert not any(f"{name}同志" in after.text for name in ("张雄", "陈建平", "彭波", "曾岚", "李茂", "李茂华"))


@pytest.mark.parametrize("words", [PERSON_IN_TEXT.split("|"), ROLE.split("|")], ids=["labels", "roles"])
def test_no_label_begins_inside_another(words: list[str]) -> None:
    """Names are looked for only where one search found a label: one that it steps over would hide its name."""
    inside = [
        (word, other)
        for word in words
        for at in range(1, len(word))
        for other in words
        if other.startswith(word[at:]) or word[at:].startswith(other)
    ]
    assert inside == []
