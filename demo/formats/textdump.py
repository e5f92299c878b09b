"""Word converted to text: a cell a line with a leading tab, merged cells as blank lines, a blank line after a row."""

from __future__ import annotations

from demo.paper import Paper, Table


def _dump(table: Table) -> str:
    rows: list[dict[int, str]] = [{} for _ in table.rows]
    for row, column, cell in table.placed():
        for below in range(row, row + cell.down):
            rows[below][column] = cell.text if below == row else ""
    return "\n".join("\n".join(f"\t{cells[column]}" for column in sorted(cells)) + "\n" for cells in rows)


def render(paper: Paper) -> bytes:
    """A UTF-8 text file."""
    parts = [paper.title, ""]
    for block in paper.blocks:
        parts.append(_dump(block) if isinstance(block, Table) else block.text)
        parts.append("")
    return "\n".join(parts).encode()
