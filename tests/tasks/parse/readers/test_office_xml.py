"""Office documents that are one XML file, and pages that call themselves Office documents."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.parse.document import UnreadableError
from tasks.parse.readers import read
from tests.tasks.parse.readers import samples
from tests.tasks.parse.readers.samples import FILES, assert_spans, cells

SPREADSHEET = (FILES / "sheet_2003.xml").read_text()

BODY = """<w:p><w:pPr><w:pStyle w:val="1"/></w:pPr><w:r><w:t>概况</w:t></w:r></w:p>
<w:p><w:r><w:t>全年投入</w:t></w:r><w:r><w:t>120.50万元。</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:tcPr><w:{merge} w:val="restart"/></w:tcPr><w:p><w:r><w:t>资金</w:t></w:r></w:p></w:tc>
<w:tc><w:p><w:r><w:t>预算数</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:tcPr><w:{merge}/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>120.50</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>合计</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"""
STYLES = '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><?mso-application progid="Word.Document"?>'
MAIN = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

WORD_2003 = (
    f'{DECLARATION}<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" '
    'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint">'
    f"<w:styles>{STYLES}</w:styles><w:body><wx:sect>{BODY.format(merge='vmerge')}</wx:sect></w:body></w:wordDocument>"
)
FLAT_PACKAGE = (
    f'{DECLARATION}<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
    '<pkg:part pkg:name="/word/document.xml"><pkg:xmlData>'
    f"<w:document {MAIN}><w:body>{BODY.format(merge='vMerge')}</w:body></w:document></pkg:xmlData></pkg:part>"
    '<pkg:part pkg:name="/word/styles.xml"><pkg:xmlData>'
    f"<w:styles {MAIN}>{STYLES}</w:styles></pkg:xmlData></pkg:part></pkg:package>"
)


def test_spreadsheet() -> None:
    document = read(SPREADSHEET.encode(), name="form.xls")
    assert_spans(document)
    assert document.format == "spreadsheet_xml"
    assert (document.blocks[0].text, document.blocks[0].locator) == ("项目支出绩效自评表", "自评表!A1")
    grid = next(document.tables()).grid
    assert grid is not None
    assert {cell.locator: cell.text for cell in grid.cells if cell.text} == {
        "自评表!A3": "执行率",
        "自评表!C3": "说明",
        "自评表!A4": "98.0%",
        "自评表!B4": "50.00%",
        "自评表!C4": "2023-03-01",
        "自评表!A5": "供水工程",
        "自评表!B5": "120.5",
        "自评表!B6": "118",
    }
    assert [(cell.row_span, cell.column_span) for cell in grid.cells if cell.text == "供水工程"] == [(2, 1)]
    assert document.notes == ("not read: hidden sheet 草稿",)


@pytest.mark.parametrize("written", [WORD_2003, FLAT_PACKAGE], ids=["2003", "flat"])
def test_word(written: str) -> None:
    document = read(written.encode(), name="report.doc")
    assert_spans(document)
    assert document.format == "word_xml"
    assert [(block.kind, block.level) for block in document.blocks] == [("heading", 2), ("paragraph", 0), ("table", 0)]
    assert document.blocks[1].text == "全年投入120.50万元。"
    assert cells(document) == [["资金", "预算数"], ["120.50"], ["合计"]]
    grid = next(document.tables()).grid
    assert grid is not None
    assert [(cell.row_span, cell.column_span) for cell in grid.cells] == [(2, 1), (1, 1), (1, 1), (1, 2)]


def test_page_that_calls_itself_a_workbook() -> None:
    page = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns="http://www.w3.org/TR/REC-html40"><head>'
        '<meta http-equiv=Content-Type content="text/html; charset=gb2312"></head><body>'
        f"{samples.FORM}</body></html>"
    )
    document = read(page.encode("gbk"), name="form.xls", content_type="application/vnd.ms-excel")
    assert (document.format, document.charset) == ("html", "gb18030")
    assert cells(document) == [["项目资金", "年初预算数", "全年执行数"], ["120.50", ""], ["合计"]]


def test_entities_are_not_unfolded() -> None:
    bomb = '<!DOCTYPE Workbook [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    written = SPREADSHEET.replace("<Workbook", f"{bomb}<Workbook").replace("说明", "&b;&b;&b;")
    assert "aaaaaaaaaa" not in read(written.encode()).text


def test_rows_and_columns_far_away_cost_nothing() -> None:
    far = SPREADSHEET.replace('ss:Index="3"', 'ss:Index="9999999"').replace(
        'ss:MergeDown="1"', 'ss:MergeDown="9999999"'
    )
    assert_spans(read(far.replace('ss:MergeAcross="2"', 'ss:MergeAcross="9999999"').encode()))


@pytest.mark.parametrize("written", [SPREADSHEET, WORD_2003, FLAT_PACKAGE], ids=["sheet", "2003", "flat"])
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_damaged_files(written: str, data: st.DataObject) -> None:
    whole = written.encode()
    at = data.draw(st.integers(0, len(whole) - 1))
    cut = data.draw(st.integers(0, len(whole)))
    for damaged in (whole[:cut], whole[:at] + data.draw(st.binary(max_size=8)) + whole[at + 4 :]):
        try:
            assert_spans(read(damaged))
        except UnreadableError as error:
            if not error.reason:
                raise
