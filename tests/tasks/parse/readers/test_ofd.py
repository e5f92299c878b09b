"""OFD files: words and tables by their places on the page."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.parse.document import UnreadableError
from tasks.parse.readers import limits, read
from tests.tasks.parse.readers.samples import assert_spans, zip_file

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def text(x: float, y: float, words: str, size: float = 4) -> str:
    """A text whose box begins at (x, y) and whose base line is a character's height below."""
    delta = f' DeltaX="g {len(words) - 1} {size}"' if len(words) > 1 else ""
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y} {size * len(words)} {size}" Font="2" Size="{size}">'
        f'<ofd:TextCode X="0" Y="{size * 0.85}"{delta}>{words}</ofd:TextCode></ofd:TextObject>'
    )


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    path = f"M 0 0 L {x1 - x0} {y1 - y0}"
    return (
        f'<ofd:PathObject ID="3" Boundary="{x0} {y0} {x1 - x0} {y1 - y0}">'
        f"<ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def page(content: str, template: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><ofd:Page {NAMESPACE}>{template}'
        f"<ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>"
    ).encode()


# Two columns and two rows; the second row is one merged cell, as its rule in the middle ends above.
FORM = "".join(
    [line(20, y, 120, y) for y in (40, 50, 60)] + [line(20, 40, 20, 60), line(120, 40, 120, 60), line(70, 40, 70, 50)]
)
CONTENT = (
    text(20, 20, "供水项目支出绩效自评表")
    + "".join(text(22 + 4 * at, 43, word) for at, word in enumerate("年初预算"))
    + text(72, 43, "120.50万元")
    + text(22, 53, "合计")
    + text(20, 70, "一、项目概况")
    + text(100, 280, "- 1 -")
)
DOCUMENT = (
    f'<?xml version="1.0" encoding="UTF-8"?><ofd:Document {NAMESPACE}><ofd:CommonData>'
    '<ofd:TemplatePage ID="9" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData>'
    '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>'
    '<ofd:Page ID="2" BaseLoc="/Doc_0/Pages/Page_1/Content.xml"/></ofd:Pages></ofd:Document>'
).encode()
PARTS = {
    "OFD.xml": (
        f'<?xml version="1.0" encoding="UTF-8"?><ofd:OFD {NAMESPACE}><ofd:DocBody>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    ).encode(),
    "Doc_0/Document.xml": DOCUMENT,
    "Doc_0/Tpls/Tpl_0/Content.xml": page(FORM),
    "Doc_0/Pages/Page_0/Content.xml": page(CONTENT, '<ofd:Template TemplateID="9"/>'),
    "Doc_0/Pages/Page_1/Content.xml": page(text(20, 20, "二、结论")),
}


def test_words_and_tables() -> None:
    document = read(zip_file(PARTS))
    assert_spans(document)
    assert (document.format, document.reader, document.notes) == ("ofd", "ofd", ())
    assert [(block.kind, block.text, block.locator) for block in document.blocks] == [
        ("heading", "供水项目支出绩效自评表", "page 1"),
        ("table", "年初预算\t120.50万元\n合计", "page 1"),
        ("heading", "一、项目概况", "page 1"),
        ("heading", "二、结论", "page 2"),
    ]
    grid = next(document.tables()).grid
    assert grid is not None
    assert [(cell.text, cell.row, cell.column_span) for cell in grid.cells] == [
        ("年初预算", 0, 1),
        ("120.50万元", 0, 1),
        ("合计", 1, 2),
    ]


def test_scaled_text_and_framed_cells() -> None:
    scaled = (
        '<ofd:TextObject Boundary="0 0 200 200" Size="8" CTM="0.5 0 0 0.5 30 40">'
        '<ofd:TextCode X="0" Y="8" DeltaX="8 8">分值得</ofd:TextCode></ofd:TextObject>'
    )
    frames = "".join(
        f'<ofd:PathObject Boundary="{x} 36 20 12"><ofd:AbbreviatedData>M 0 0 L 20 0 L 20 12 L 0 12 C'
        "</ofd:AbbreviatedData></ofd:PathObject>"
        for x in (28, 48)
    )
    document = read(zip_file({**PARTS, "Doc_0/Pages/Page_0/Content.xml": page(scaled + frames + text(50, 40, "10"))}))
    grid = next(document.tables()).grid
    assert grid is not None
    assert [cell.text for cell in grid.cells] == ["分值得", "10"]


@pytest.mark.parametrize(
    ("parts", "state"),
    [
        ({"OFD.xml": b"<x/>"}, "empty"),
        ({"OFD.xml": b"<x"}, "unreadable"),
        ({**PARTS, "Doc_0/Document.xml": b""}, "unreadable"),
        ({"OFD.xml": PARTS["OFD.xml"], "Doc_0/Document.xml": DOCUMENT}, "empty"),
    ],
)
def test_incomplete_files(parts: dict[str, bytes], state: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(zip_file(parts))
    assert caught.value.state == state


def test_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_UNPACKED_BYTES", 1000)
    with pytest.raises(UnreadableError, match="unfolds"):
        read(zip_file(PARTS))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_damaged_parts(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(PARTS)))
    whole = PARTS[name]
    at = data.draw(st.integers(0, len(whole) - 1))
    with_error = whole[:at] + data.draw(st.binary(max_size=4)) + whole[at + 1 :]
    number = data.draw(st.sampled_from(["-1", "1e9", "nan", "x", "", "g g", "99999999"]))
    for damaged in (with_error, whole.replace(b"40", number.encode()), whole.replace(b"g 1", number.encode())):
        try:
            assert_spans(read(zip_file({**PARTS, name: damaged})))
        except UnreadableError as error:
            if not error.reason:
                raise
