"""Claims of tables that set targets without scoring them: 参加培训人数 2000."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tasks.parse.document import Cell, Document, Grid
from tasks.parse.facts import Claim, Evaluation, Evidence
from tasks.parse.numbers.folding import fold
from tasks.parse.numbers.targets import parse_target

_TARGET_HEAD = re.compile(r"(?:绩效|年度|年初|预期|项目|总体)*(?:目标|指标)值?(?:\([ab]\))?", re.IGNORECASE)
_LABEL_HEAD = re.compile(r"指标名称|三级指标|指标内容|绩效指标")
_SCORED_HEAD = re.compile(r"得分|自评分|完成|实际")
_LONGEST_HEAD = 14
_MONEY = re.compile(r"元")


def cells_under_targets(grid: Grid) -> set[int]:
    """The positions in `grid.cells` of cells whose column last named a target (绩效目标) and not its completion."""
    under: set[int] = set()
    goals: dict[int, bool] = {}
    places = [(cell.row, cell.column) for cell in grid.cells]
    for index in sorted(range(len(places)), key=places.__getitem__):
        cell = grid.cells[index]
        if goals.get(cell.column):
            under.add(index)
        heads = _heads_targets(cell.text) if 0 < len(cell.text) <= _LONGEST_HEAD else None
        if heads is not None:
            for column in range(cell.column, min(cell.column + cell.column_span, grid.width)):
                goals[column] = heads
    return under


@lru_cache(maxsize=8192)
def _heads_targets(text: str) -> bool | None:
    """Whether a cell is the head of targets; false for that of their completion, None for any other cell."""
    said = "".join(fold(text).split())
    if _SCORED_HEAD.search(said):
        return False
    return True if "目标" in said or "指标值" in said else None


def find_target_rows(document: Document, evaluations: Sequence[Evaluation]) -> Iterator[Claim]:
    """The counted targets of tables that name targets, carry no scores, and gave no scored lines to an evaluation."""
    for block in document.tables():
        grid = block.grid
        if grid is None or _has_scored_lines(block.start, block.end, evaluations):
            continue
        columns = _columns(grid)
        if columns is None:
            continue
        head, label_column, target_column = columns
        for row in grid.rows()[head.row + head.row_span :]:
            claim = _row_claim(document, row[label_column], row[target_column])
            if claim is not None:
                yield claim


def _row_claim(document: Document, label: Cell | None, cell: Cell | None) -> Claim | None:
    if label is None or cell is None or label is cell or not label.text.strip():
        return None
    target = parse_target(cell.text)
    if target.value is None or _MONEY.search(target.unit or label.text):
        return None
    evidence = Evidence(cell.start, cell.end, document.text[cell.start : cell.end], "claims.target_row", cell.locator)
    name = re.sub(r"\s", "", label.text)
    return Claim(name, target.value, target.unit, target.operator or "=", evidence, is_target=True)


def _columns(grid: Grid) -> tuple[Cell, int, int] | None:
    """The head cell of the targets, the column of the labels and that of the targets."""
    if any(_SCORED_HEAD.search(cell.text) for cell in grid.cells if len(cell.text) <= _LONGEST_HEAD):
        return None
    for head in grid.cells:
        if not _TARGET_HEAD.fullmatch("".join(fold(head.text).split())):
            continue
        labels = [c for c in grid.cells if c.row == head.row and c.column < head.column and _LABEL_HEAD.search(c.text)]
        if labels:
            return head, labels[-1].column, head.column
    return None


def _has_scored_lines(start: int, end: int, evaluations: Sequence[Evaluation]) -> bool:
    return any(
        start <= score.evidence.start < end for evaluation in evaluations for score in evaluation.scores if score.level
    )
