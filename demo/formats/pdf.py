"""PDF files with real text and ruled tables, in the standard Chinese font that every reader brings along."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer
from reportlab.platypus import Table as RuledTable

from demo.paper import Paper, Table

_FONT = "STSong-Light"
_WIDTH = landscape(A4)[0] - 60


@cache
def _styles() -> tuple[ParagraphStyle, ParagraphStyle, ParagraphStyle]:
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    body = ParagraphStyle("body", fontName=_FONT, fontSize=10, leading=14, wordWrap="CJK")
    return (
        body,
        ParagraphStyle("title", body, fontSize=15, leading=22, alignment=1),
        ParagraphStyle("cell", body, fontSize=8, leading=10),
    )


def _ruled(table: Table, style: ParagraphStyle) -> RuledTable:
    grid: list[list[object]] = [[""] * table.width for _ in table.rows]
    commands: list[tuple[object, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0)),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ]
    for row, column, cell in table.placed():
        grid[row][column] = Paragraph(escape(cell.text), style)
        if cell.across > 1 or cell.down > 1:
            commands.append(("SPAN", (column, row), (column + cell.across - 1, row + cell.down - 1)))
    return RuledTable(grid, colWidths=[_WIDTH / table.width] * table.width, style=commands)


def render(paper: Paper) -> bytes:
    """A PDF file, A4 landscape."""
    body, title, cell = _styles()
    story: list[Flowable] = [Paragraph(escape(paper.title), title), Spacer(1, 6)]
    for block in paper.blocks:
        if isinstance(block, Table):
            story += [_ruled(block, cell), Spacer(1, 6)]
        else:
            story.append(Paragraph(escape(block.text), body))
    out = BytesIO()
    # invariant: no time of writing in the file, so that the same document gives the same bytes
    SimpleDocTemplate(
        out,
        pagesize=landscape(A4),
        leftMargin=30,
        rightMargin=30,
        topMargin=30,
        bottomMargin=30,
        invariant=1,
        title=paper.title,
    ).build(story)
    return out.getvalue()
