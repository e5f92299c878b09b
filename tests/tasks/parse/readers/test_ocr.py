"""Scanned PDF files: the layout of what was recognised, and the recognising itself where the extra is installed."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.parse.document import Document, UnreadableError
from tasks.parse.readers import limits, ocr, read
from tasks.parse.readers.page_layout import Words, page_pieces, rows_of, without_strokes
from tasks.parse.readers.pdf_pieces import Table, assemble
from tasks.parse.readers.printed_lines import Line
from tasks.parse.readers.rules import Box, RuleBudget
from tests.tasks.parse.readers import samples
from tests.tasks.parse.readers.programs import program
from tests.tasks.parse.readers.samples import FILES, assert_spans

SCAN = (FILES / "scan.pdf").read_bytes()
with_extra = pytest.mark.skipif(find_spec("rapidocr") is None, reason="the OCR extra is not installed")


@pytest.fixture
def _extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the extra were installed: the worker is then started, whatever that is."""
    monkeypatch.setattr(ocr, "find_spec", lambda _name: True)


def worker(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str) -> None:
    monkeypatch.setattr(ocr.sys, "executable", program(folder, "python", script))


def check_form(document: Document) -> None:
    assert_spans(document)
    assert (document.reader, document.format) == ("ocr", "pdf")
    assert document.notes[-1] == "read by OCR: 1 pages, mean confidence 1.00"
    assert [(block.kind, block.locator) for block in document.blocks] == [
        ("heading", "page 1"),
        ("table", "page 1"),
        ("heading", "page 1"),
        ("paragraph", "page 1"),
    ]
    assert document.blocks[0].text == "青石县2022年度农村供水项目支出绩效自评表"
    assert document.blocks[3].text == (
        "本项目全年投入资金120.50万元，实际支付118.00万元，执行率为97.93%，新建水厂3座，受益人口达到5.3万人，"
        "群众满意度为95%。"
    )
    grid = next(document.tables()).grid
    assert grid is not None
    assert (grid.height, grid.width) == (8, 5)
    merged = {
        cell.text: (cell.row_span, cell.column_span) for cell in grid.cells if cell.row_span * cell.column_span > 1
    }
    assert merged == {"农村供水工程": (1, 4), "项目资金(万元)": (2, 1), "产出指标": (2, 1), "合计": (1, 3)}
    assert [cell.text for cell in grid.cells if cell.row == 5] == ["质量指标", "验收合格率", "100%", "100%"]


@pytest.mark.usefixtures("_extra")
def test_layout_of_a_recorded_reading(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    worker(monkeypatch, tmp_path, f'cat "{FILES / "scan.jsonl"}"')
    check_form(read(SCAN))


@pytest.mark.usefixtures("_extra")
def test_pages_that_were_not_read_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    line = (FILES / "scan.jsonl").read_text("utf-8").replace('"of": 1', '"of": 44')
    (tmp_path / "cut.jsonl").write_text(line, "utf-8")
    worker(monkeypatch, tmp_path, f'cat "{tmp_path / "cut.jsonl"}"')
    document = read(SCAN)
    assert document.left_out() == "43 of 44 pages of a scan"
    assert len(document.blocks) > 3


@with_extra
def test_recognising() -> None:
    check_form(read(SCAN))


@with_extra
def test_damaged_scans() -> None:
    for cut in (len(SCAN) // 2, len(SCAN) - 400):
        with pytest.raises(UnreadableError):
            read(SCAN[:cut])
    broken = bytearray(SCAN)
    broken[9_000:40_000:7] = bytes(len(broken[9_000:40_000:7]))
    try:
        assert_spans(read(bytes(broken)))
    except UnreadableError as error:
        if error.state not in ("unreadable", "empty"):
            raise


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_spec", lambda _name: None)
    with pytest.raises(UnreadableError, match=r"a scanned pdf: .*the OCR extra .* is not installed") as caught:
        read(samples.scanned_pdf())
    assert caught.value.state == "unsupported"


@pytest.mark.usefixtures("_extra")
@pytest.mark.parametrize(
    ("script", "state"),
    [("exit 1", "unreadable"), ("kill -SEGV $$", "unreadable"), ("echo '{'", "unreadable"), ("exit 0", "empty")],
)
def test_a_worker_that_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str, state: str) -> None:
    worker(monkeypatch, tmp_path, script)
    with pytest.raises(UnreadableError) as caught:
        read(SCAN)
    assert caught.value.state == state


@pytest.mark.usefixtures("_extra")
def test_a_worker_that_hangs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(ocr, "_SECONDS", 1)
    worker(monkeypatch, tmp_path, "sleep 60")
    with pytest.raises(UnreadableError, match="OCR: took longer than 1 s"):
        read(SCAN)


@pytest.mark.usefixtures("_extra")
def test_the_worker_is_told_how_many_pages_to_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(limits, "MAX_SCANNED_PAGES", 7)
    told = tmp_path / "told"
    worker(monkeypatch, tmp_path, f'echo "$@" > "{told}"')
    with pytest.raises(UnreadableError):
        read(SCAN)
    assert told.read_text().split()[-3:] == ["in.pdf", "7", str(ocr.SECONDS_FOR_PAGES)]


def words(text: str, left: float, top: float, width: float = 40.0) -> Words:
    return Words((left, top, left + width, top + 12), text, 1.0)


def test_lines_side_by_side_are_read_from_left_to_right() -> None:
    rows = rows_of([words("得分", 100, 51), words("指标", 10, 50), words("二", 10, 66)])
    assert [[line.text for line in row] for row in rows] == [["指标", "得分"], ["二"]]


def test_strokes_of_characters_are_no_rules() -> None:
    text = words("一一一一", 10, 10)
    line = [text, words("二", 70, 10, 20)]
    frame = [(0, 4, 100, 5), (0, 28, 100, 29), (0, 4, 1, 29), (99, 4, 100, 29), (60, 4, 61, 29)]
    strokes = [(11, 16, 49, 17), (30, 11, 31, 21)]
    (table,) = page_pieces(line, without_strokes([*frame, *strokes], line), 1, RuleBudget())
    assert isinstance(table, Table)
    assert [cell.text for cell in table.cells] == ["一一一一", "二"]


def test_text_without_rules_is_lines_without_the_page_number() -> None:
    pieces = page_pieces([words("一、概况", 10, 10), words("- 3 -", 50, 700)], [], 2, RuleBudget())
    assert [(piece.text, piece.page) for piece in pieces if isinstance(piece, Line)] == [("一、概况", 2)]


numbers = st.floats(-50, 700).map(lambda value: round(value, 1))
boxes = st.tuples(numbers, numbers, numbers, numbers)


@settings(deadline=None)
@given(
    st.lists(st.tuples(boxes, st.sampled_from(["一、概况", "120.50", "12", "年初预算数", " "])), max_size=20),
    st.lists(boxes, max_size=30),
)
def test_any_boxes_give_a_document_or_none(texts: list[tuple[Box, str]], rules: list[Box]) -> None:
    pieces = page_pieces([Words(box, text, 0.9) for box, text in texts], rules, 1, RuleBudget())
    try:
        assert_spans(assemble(pieces, [], "ocr", "pdf"))
    except UnreadableError as error:
        if error.state != "empty":
            raise
