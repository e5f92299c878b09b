"""The body of a page: paragraphs and tables as Word leaves them when pasted into a web editor."""

from __future__ import annotations

from html import escape

from demo.paper import Heading, Paper, Table


def _cell(text: str) -> str:
    return escape(text, quote=False).replace("  ", "&nbsp; ") or "&nbsp;"


def table(of: Table) -> str:
    """A table with rowspan and colspan."""
    rows = []
    for cells in of.rows:
        written = []
        for cell in cells:
            spans = (f' rowspan="{cell.down}"' if cell.down > 1 else "") + (
                f' colspan="{cell.across}"' if cell.across > 1 else ""
            )
            written.append(f"<td{spans}><p>{_cell(cell.text)}</p></td>")
        rows.append(f"<tr>{''.join(written)}</tr>\n")
    return f'<table border="1" cellspacing="0" style="border-collapse:collapse">\n{"".join(rows)}</table>\n'


def body(paper: Paper) -> str:
    """The blocks after the title."""
    parts = []
    for block in paper.blocks:
        if isinstance(block, Table):
            parts.append(table(block))
        elif isinstance(block, Heading):
            parts.append(f"<p><strong>{escape(block.text, quote=False)}</strong></p>\n")
        else:
            parts.append(f'<p style="text-indent: 2em;">{escape(block.text, quote=False)}</p>\n')
    return "".join(parts)
