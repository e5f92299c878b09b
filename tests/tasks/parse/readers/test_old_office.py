"""Binary Office files and rich text: xls by ourselves, doc and rtf by whichever programs are installed."""

from __future__ import annotations

import shutil
import struct
import threading
import time
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.parse.document import Document, UnreadableError
from tasks.parse.readers import doc, limits, read
from tasks.parse.readers.docbook import read_docbook
from tasks.parse.readers.docx import read_docx
from tasks.parse.readers.soffice import to_docx
from tests.tasks.parse.readers import samples
from tests.tasks.parse.readers.programs import installed, needs, only, program
from tests.tasks.parse.readers.samples import FILES, assert_spans, cells

DOC = (FILES / "form.doc").read_bytes()
RTF = (FILES / "form.rtf").read_bytes()
XLS = (FILES / "form.xls").read_bytes()


@pytest.fixture
def _older_than_word_97(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: bytes) -> Document:
        raise UnreadableError("unsupported", "older than Word 97")

    monkeypatch.setattr(doc, "read_word_binary", refuse)


def test_xls_reads_as_the_same_workbook_in_xlsx() -> None:
    old, new = read(XLS, name="form.et"), read(samples.xlsx_file())
    assert_spans(old)
    assert (old.format, old.reader) == ("xls", "xls")
    assert old.text == new.text
    assert old.blocks == new.blocks
    assert old.notes == ("not read: hidden sheet 草稿",)


def test_xls_whose_sheets_are_all_one_is_refused() -> None:
    # The second BOUNDSHEET record (0x85) points where the first does: few bytes could so name one sheet 10,000 times.
    at = [i for i in range(len(XLS) - 4) if XLS[i : i + 2] == b"\x85\x00" and XLS[i + 3] == 0 and 8 <= XLS[i + 2] <= 40]
    assert len(at) == 2
    with pytest.raises(UnreadableError, match="several names"):
        read(XLS[: at[1] + 4] + XLS[at[0] + 4 : at[0] + 8] + XLS[at[1] + 8 :])


def test_locked_office_file() -> None:
    renamed = XLS.replace("Workbook".encode("utf-16-le"), "Nonsense".encode("utf-16-le"))
    with pytest.raises(UnreadableError, match="neither Word nor Excel"):
        read(renamed)
    name = "EncryptedPackage".encode("utf-16-le")
    at = XLS.index("Workbook".encode("utf-16-le"))
    locked = XLS[:at] + name.ljust(64, b"\0") + struct.pack("<H", len(name) + 2) + XLS[at + 66 :]
    with pytest.raises(UnreadableError, match="password") as caught:
        read(locked)
    assert caught.value.state == "unsupported"


def test_sectors_that_follow_each_other_in_a_circle() -> None:
    # The table of the small sectors, in which the workbook lies: each is made to follow itself.
    first_mini = struct.unpack_from("<I", XLS, 60)[0]
    at = (first_mini + 1) * 512
    for table in (at, 512 * (1 + struct.unpack_from("<I", XLS, 76)[0])):
        circle = XLS[:table] + struct.pack("<128I", *range(128)) + XLS[table + 512 :]
        with pytest.raises(UnreadableError, match="without end") as caught:
            read(circle)
        assert caught.value.state == "unreadable"


def test_large_binary_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_OLD_OFFICE_BYTES", 1000)
    for data in (XLS, DOC, RTF):
        with pytest.raises(UnreadableError, match="larger than 1000 bytes"):
            read(data)


def test_a_long_string_in_every_cell_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_CHARACTERS", 20)
    with pytest.raises(UnreadableError, match="more than 20 characters"):
        read(XLS)


def test_doc_by_ourselves(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch)
    document = read(DOC, name="form.wps")
    assert_spans(document)
    assert (document.format, document.reader, document.notes) == ("doc", "word_binary", ())
    assert [block.kind for block in document.blocks] == ["heading", "heading", "paragraph", "table", "heading"]
    assert_form(document)


def test_doc_that_ends_with_a_table() -> None:
    # LibreOffice wrote this file, and glues the cells of its own table when it reads it.
    document = read((FILES / "table_last.doc").read_bytes())
    assert_spans(document)
    assert (document.reader, document.notes) == ("word_binary", ())
    grid = next(document.tables()).grid
    assert grid is not None
    assert (grid.height, grid.width) == (16, 9)
    texts = [[cell.text if cell else "" for cell in row] for row in grid.rows()]
    assert texts[3] == ["项目资金（万元）", *["年度资金总额"] * 2, "120.00", "100.00", "86.50", "10", "86.50%", "8.65"]
    assert texts[11][:6] == ["绩效指标", "产出指标（50分）", "数量指标", "标志牌数量", "≥40块", "42块"]
    assert texts[15] == [*["总分"] * 6, "100", "96.95", ""]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_damaged_documents_by_ourselves(monkeypatch: pytest.MonkeyPatch, data: st.DataObject) -> None:
    only(monkeypatch)
    outcome(damaged(DOC, data))


def assert_form(document: Document) -> None:
    grid = next(document.tables()).grid
    assert grid is not None
    assert [(cell.text, cell.row_span, cell.column_span) for cell in grid.cells] == [
        ("项目资金（万元）", 2, 1),
        ("年初预算数", 1, 1),
        ("全年执行数", 1, 1),
        ("分值", 1, 1),
        ("120.50", 1, 1),
        ("118.00", 1, 1),
        ("10", 1, 1),
        ("合计", 1, 4),
    ]


@pytest.mark.usefixtures("_older_than_word_97")
@needs("soffice")
@pytest.mark.parametrize(("data", "format_name"), [(DOC, "doc"), (RTF, "rtf")])
def test_by_soffice(data: bytes, format_name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, "soffice")
    document = read(data, name="form.wps")
    assert_spans(document)
    assert (document.format, document.reader, document.notes) == (format_name, "soffice", ())
    assert [block.kind for block in document.blocks] == ["heading", "heading", "paragraph", "table", "heading"]
    assert_form(document)


@pytest.mark.usefixtures("_older_than_word_97")
@needs("antiword")
def test_by_antiword(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, "antiword")
    document = read(DOC)
    assert_spans(document)
    assert (document.reader, document.notes) == ("antiword", ())
    assert document.blocks[0].text == "青石县供水项目支出绩效自评报告"
    assert cells(document) == [
        ["项目资金（万元）", "年初预算数", "全年执行数", "分值"],
        ["", "120.50", "118.00", "10"],
        ["合计"],
    ]
    grid = next(document.tables()).grid
    assert grid is not None
    assert grid.cells[-1].column_span == 4


@pytest.mark.usefixtures("_older_than_word_97")
@needs("catdoc")
def test_by_catdoc(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, "catdoc")
    document = read(DOC)
    assert_spans(document)
    assert document.reader == "catdoc"
    assert cells(document)[1] == ["", "120.50", "118.00", "10"]


@pytest.mark.usefixtures("_older_than_word_97")
def test_without_any_program(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch)
    for data, reason in (
        (DOC, "doc: older than Word 97; none of soffice, antiword, catdoc is installed"),
        (RTF, "rtf: soffice is not"),
    ):
        with pytest.raises(UnreadableError, match=reason) as caught:
            read(data)
        assert caught.value.state == "unsupported"


DOCBOOK = (
    "<book><chapter><title>供水项目自评表</title><para><informaltable><tgroup cols='2'><colspec colwidth='50pt'/>"
    "<colspec colwidth='50.5pt'/><tbody><row><entry>\n分值\n</entry><entry>\n得\n分\n</entry></row></tbody></tgroup>"
    "<tgroup cols='1'><colspec colwidth='100pt'/><tbody><row><entry>合计</entry></row></tbody></tgroup>"
    "</informaltable></para></chapter></book>"
)


def test_docbook_tables() -> None:
    document = read_docbook(DOCBOOK.encode(), reader="antiword", format_name="doc")
    assert_spans(document)
    grid = next(document.tables()).grid
    assert grid is not None
    assert [(cell.text, cell.row, cell.column, cell.column_span) for cell in grid.cells] == [
        ("分值", 0, 0, 1),
        ("得分", 0, 1, 1),
        ("合计", 1, 0, 2),
    ]


@pytest.mark.usefixtures("_older_than_word_97")
def test_next_program_is_asked_where_the_table_is_lost(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    lost = program(tmp_path, "antiword", "echo '<book><para>年初预算数全年执行数分值得分120.50</para></book>'")
    kept = program(tmp_path, "catdoc", "printf '年初预算数\\t全年执行数\\t分值\\n120.50\\t118.00\\t10\\n1\\t2\\t3\\n'")
    installed(monkeypatch, antiword=lost)
    document = read(DOC)
    assert (document.reader, document.notes) == ("antiword", (doc.TABLE_LOST,))
    installed(monkeypatch, antiword=lost, catdoc=kept)
    document = read(DOC)
    assert (document.reader, document.notes) == ("catdoc", ())
    assert cells(document)[1] == ["120.50", "118.00", "10"]


@pytest.mark.usefixtures("_older_than_word_97")
def test_reasons_of_all_programs_are_recorded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    nothing_written = program(tmp_path, "soffice", "exit 0")
    failing = program(tmp_path, "antiword", "exit 3")
    garbage = program(tmp_path, "catdoc", "printf '   '")
    installed(monkeypatch, soffice=nothing_written, antiword=failing, catdoc=garbage)
    with pytest.raises(UnreadableError) as caught:
        read(DOC)
    assert caught.value.state == "unreadable"
    assert caught.value.reason == (
        "doc: soffice: wrote no file; antiword: ended with code 3; catdoc: no text in this text file"
    )


@pytest.mark.usefixtures("_older_than_word_97")
def test_a_program_that_hangs_is_ended_with_its_children(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    mark = tmp_path / "alive"
    hanging = program(tmp_path, "antiword", f"(sleep 2; touch {mark}) & sleep 60")
    monkeypatch.setattr(doc, "_SECONDS", 1)
    installed(monkeypatch, antiword=hanging)
    with pytest.raises(UnreadableError, match="took longer than 1 s"):
        read(DOC)
    time.sleep(2)
    assert not mark.exists()


@pytest.mark.usefixtures("_older_than_word_97")
def test_a_program_that_writes_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(limits, "MAX_UNPACKED_BYTES", 1 << 20)
    installed(monkeypatch, antiword=program(tmp_path, "antiword", "exec yes"))
    with pytest.raises(UnreadableError, match=r"antiword: ended with code|wrote more than is read"):
        read(DOC)


def damaged(whole: bytes, data: st.DataObject) -> bytes:
    at = data.draw(st.integers(0, len(whole) - 1))
    return whole[:at] + data.draw(st.binary(min_size=1, max_size=8)) + whole[at + 4 :]


def outcome(data: bytes) -> Document | UnreadableError:
    try:
        document = read(data)
    except UnreadableError as error:
        return error
    assert_spans(document)
    return document


@pytest.mark.usefixtures("_older_than_word_97")
@needs("antiword", "catdoc")
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_damaged_documents(monkeypatch: pytest.MonkeyPatch, data: st.DataObject) -> None:
    only(monkeypatch, "antiword", "catdoc")
    outcome(damaged(DOC, data))


@pytest.mark.usefixtures("_older_than_word_97")
@needs("soffice")
@pytest.mark.parametrize("whole", [DOC, RTF], ids=["doc", "rtf"])
@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_damaged_documents_by_soffice(monkeypatch: pytest.MonkeyPatch, whole: bytes, data: st.DataObject) -> None:
    only(monkeypatch, "soffice")
    outcome(damaged(whole, data))


class _Recorder(BaseHTTPRequestHandler):
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815  the names that the library calls

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@needs("soffice")
def test_soffice_fetches_nothing_that_a_document_links_to() -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Recorder) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        linked = _with_linked_picture(f"http://127.0.0.1:{server.server_port}/picture.png")
        assert "供水" in read_docx(to_docx(shutil.which("soffice") or "", linked, "docx")).text
        server.shutdown()
    assert _Recorder.asked == []


def _with_linked_picture(address: str) -> bytes:
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    picture = (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{drawing}/wordprocessingDrawing"><wp:extent cx="9000" cy="9000"/>'
        f'<wp:docPr id="1" name="a"/><a:graphic xmlns:a="{drawing}/main"><a:graphicData uri="{drawing}/picture">'
        f'<pic:pic xmlns:pic="{drawing}/picture"><pic:nvPicPr><pic:cNvPr id="0" name="a"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:link="rId99" xmlns:r="{office}"/></pic:blipFill><pic:spPr/></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    relation = f'<Relationship Id="rId99" Type="{office}/image" Target="{address}" TargetMode="External"/>'
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(samples.docx_file())) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode() if name.endswith((".xml", ".rels")) else old.read(name)
            if name == "word/document.xml":
                content = str(content).replace("<w:body>", f"<w:body>{picture}")
            if name == "word/_rels/document.xml.rels":
                content = str(content).replace("</Relationships>", f"{relation}</Relationships>")
            new.writestr(name, content)
    return buffer.getvalue()
