"""The text and the tables of binary Word documents, from the file itself (the format is published as [MS-DOC]).

LibreOffice glues the cells of some of the tables that it has written itself, and antiword loses their merged rows. In
the file each row has its own edges of columns and marks of merged cells.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from tasks.parse.document import Document, UnreadableError
from tasks.parse.readers import limits
from tasks.parse.readers.assemble import Assembler, DraftCell
from tasks.parse.readers.edges import nearest, united
from tasks.parse.readers.headings import heading_level, is_title
from tasks.parse.readers.ole_container import Container
from tasks.parse.readers.words import join_lines, tidy

READER = "word_binary"
_MAGIC = 0xA5EC
_OLDEST = 193  # Word 97; its forerunners keep their tables elsewhere
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_MAIN_LENGTH, _PARAGRAPHS, _PIECES = 76, 258, 418  # where the header names them
_PAGE = 512
_OPERANDS = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_IN_TABLE, _ROW_END, _ROW, _VERTICAL, _HUGE = 0x2416, 0x2417, 0xD608, 0xD62B, 0x6646
_GOES_ON = 1  # a cell that belongs to the one above it
_EDGE = 60  # twentieths of a point by which the edge of one column may miss itself from row to row
_MOST_COLUMNS = 64
_MOST_PIECES = 10_000
_MOST_CHARACTERS = 20_000_000
_CELL, _PARAGRAPH = "\x07", "\r"
_DROPPED = dict.fromkeys((1, 2, 3, 4, 5, 8, 30, 31)) | {12: " "}


@dataclass(frozen=True, slots=True)
class _Piece:
    """Characters `start` to `end` of the text, and where they stand in the file."""

    start: int
    end: int
    at: int
    width: int


@dataclass(slots=True)
class _Row:
    """The edges of a row's cells, and which of them belong to the cell above."""

    edges: list[int] = field(default_factory=list)
    merged: set[int] = field(default_factory=set)


@dataclass(slots=True)
class _Look:
    """What is said of a paragraph: whether it stands in a table, and whether it ends a row."""

    in_table: bool = False
    row: _Row | None = None


def read_word_binary(data: bytes) -> Document:
    """Read a document of Word 97 or later. Raises `UnreadableError` for older, locked and damaged ones."""
    container = Container(data)
    main = container.stream("worddocument")
    magic, version = struct.unpack_from("<HH", main.ljust(_PAGE, b"\0"))
    flags = struct.unpack_from("<H", main.ljust(_PAGE, b"\0"), 10)[0]
    if magic != _MAGIC or version < _OLDEST or flags & _ENCRYPTED:
        raise UnreadableError("unsupported", "no document of Word 97 or later, or a locked one")
    table = container.stream("1table" if flags & _TABLE_1 else "0table")
    try:
        properties = container.stream("data")
    except KeyError:
        properties = b""
    pieces = _pieces(main, table)
    looks = _Looks(main, table, properties)
    out = Assembler()
    open_table = _Table()
    for text, at in _paragraphs(main, pieces):
        look = looks.of(at)
        if open_table.take(text, look):
            continue
        open_table.close(out)
        line = join_lines(_lines(text))
        level = heading_level(line) or (1 if is_title(line) else 0)
        out.prose("heading" if level else "paragraph", line, level=level)
    open_table.close(out)
    return out.document(reader=READER, format_name="doc")


def _pieces(main: bytes, table: bytes) -> list[_Piece]:
    start, length = struct.unpack_from("<II", main, _PIECES)
    clx = table[start : start + length]
    at = 0
    while clx[at : at + 1] == b"\x01":
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if clx[at : at + 1] != b"\x02":
        raise UnreadableError("unreadable", "a doc file without its table of pieces")
    plc = clx[at + 5 : at + 5 + struct.unpack_from("<I", clx, at + 1)[0]]
    count = (len(plc) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", plc)
    total = struct.unpack_from("<I", main, _MAIN_LENGTH)[0]
    pieces: list[_Piece] = []
    characters = 0
    for index in range(min(count, _MOST_PIECES)):
        place = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * index + 2)[0]
        narrow = bool(place & 0x40000000)
        place &= 0x3FFFFFFF
        first, last = ends[index], min(ends[index + 1], total, ends[index] + len(main))
        if last > first and characters < _MOST_CHARACTERS:
            characters += last - first
            pieces.append(_Piece(first, last, place // 2 if narrow else place, 1 if narrow else 2))
    return pieces


def _paragraphs(main: bytes, pieces: list[_Piece]) -> Iterator[tuple[str, int]]:
    """The paragraphs and cells of the text with their end marks, and where in the file each end stands."""
    waiting: list[str] = []
    hidden = 0
    for piece in pieces:
        raw = main[piece.at : piece.at + (piece.end - piece.start) * piece.width]
        text = raw.decode("cp1252" if piece.width == 1 else "utf-16-le", errors="replace")
        for offset, char in enumerate(text):
            # A field holds its instruction between the first two marks, and what it shows before the third.
            if char == "\x13":
                hidden += 1
            elif char in "\x14\x15":
                hidden = max(0, hidden - (char == "\x14"))
            elif not hidden:
                waiting.append(char)
            if char in (_CELL, _PARAGRAPH):
                yield "".join(waiting) if waiting else char, piece.at + offset * piece.width
                waiting, hidden = [], 0
    if waiting:
        yield "".join(waiting) + _PARAGRAPH, -1


def _lines(text: str) -> list[str]:
    return [tidy(line) for line in text[:-1].translate(_DROPPED).split("\x0b")]


class _Looks:
    """What the file says of its paragraphs, by where their ends stand."""

    def __init__(self, main: bytes, table: bytes, properties: bytes) -> None:
        self._main, self._properties = main, properties
        start, length = struct.unpack_from("<II", main, _PARAGRAPHS)
        count = max(0, (length - 4) // 8)
        pages = struct.unpack_from(f"<{count}I", table, start + 4 * (count + 1)) if count else ()
        self._known: dict[int, _Look] = {}
        self._runs: list[tuple[int, int]] = []
        for number in sorted(set(pages)):
            self._runs += self._of_page((number & 0x3FFFFF) * _PAGE)
        self._runs.sort()
        self._starts = [run[0] for run in self._runs]

    def _of_page(self, at: int) -> Iterator[tuple[int, int]]:
        page = self._main[at : at + _PAGE]
        if len(page) < _PAGE:
            return
        count = page[_PAGE - 1]
        if 4 * (count + 1) + 13 * count >= _PAGE:
            return
        starts = struct.unpack_from(f"<{count + 1}I", page)
        for index in range(count):
            offset = 2 * page[4 * (count + 1) + 13 * index]
            yield starts[index], at + offset if offset else -1

    def of(self, place: int) -> _Look:
        """What is said of the paragraph that ends at a place of the file."""
        index = bisect_right(self._starts, place) - 1
        at = self._runs[index][1] if index >= 0 else -1
        if at < 0:
            return _Look()
        if at not in self._known:
            self._known[at] = self._at(at)
        return self._known[at]

    def _at(self, at: int) -> _Look:
        size = 2 * self._main[at] - 1
        if self._main[at] == 0:
            at, size = at + 1, 2 * self._main[at + 1]
        return self._read(self._main[at + 3 : at + 1 + size])

    def _read(self, said: bytes) -> _Look:
        look = _Look()
        ends_row = False
        row = _Row()
        for code, operand in _sprms(said):
            if code == _HUGE and len(operand) == 4:
                at = struct.unpack("<I", operand)[0]
                more = self._properties[at + 2 : at + 2 + int.from_bytes(self._properties[at : at + 2], "little")]
                inner = list(_sprms(more))
            else:
                inner = [(code, operand)]
            for kind, value in inner:
                if kind == _IN_TABLE:
                    look.in_table = bool(value[0])
                elif kind == _ROW_END:
                    ends_row = bool(value[0])
                elif kind == _ROW:
                    row = _row(value)
                elif kind == _VERTICAL and len(value) >= 2 and value[1] == _GOES_ON:
                    row.merged.add(value[0])
        look.row = row if ends_row else None
        return look


def _sprms(said: bytes) -> Iterator[tuple[int, bytes]]:
    """What is said, piece by piece: a code whose upper bits tell how long its operand is."""
    at = 0
    while at + 2 < len(said):
        code = struct.unpack_from("<H", said, at)[0]
        at += 2
        size = _OPERANDS.get(code >> 13)
        if size is None:
            long = code == _ROW and at + 1 < len(said)
            size = struct.unpack_from("<H", said, at)[0] - 1 if long else said[at]
            at += 2 if long else 1
        yield code, said[at : at + max(0, size)].ljust(1, b"\0")
        at += max(0, size)


def _row(operand: bytes) -> _Row:
    count = min(operand[0], _MOST_COLUMNS)
    if len(operand) < 1 + 2 * (count + 1):
        return _Row()
    row = _Row(list(struct.unpack_from(f"<{count + 1}h", operand, 1)))
    for index in range(count):
        at = 1 + 2 * (count + 1) + 20 * index
        if at + 2 <= len(operand) and (struct.unpack_from("<H", operand, at)[0] >> 5) & 3 == _GOES_ON:
            row.merged.add(index)
    return row


@dataclass(slots=True)
class _Table:
    """The rows of a table while its paragraphs come in."""

    rows: list[tuple[_Row, list[str]]] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def take(self, text: str, look: _Look) -> bool:
        """Take a paragraph that stands in the table; says whether it does."""
        if look.row is not None and text.endswith(_CELL):
            self.rows.append((look.row, self.cells))
            self.cells, self.lines = [], []
            return True
        if not (look.in_table or text.endswith(_CELL)):
            return False
        self.lines += _lines(text)
        if text.endswith(_CELL):
            self.cells.append(join_lines(self.lines))
            self.lines = []
        return True

    def close(self, out: Assembler) -> None:
        """Add the table to the document."""
        loose = [*self.cells, *self.lines]
        edges = united((edge for row, _ in self.rows for edge in row.edges), _EDGE)
        cells: list[DraftCell] = []
        above: dict[int, DraftCell] = {}
        for number, (row, texts) in enumerate(self.rows[: limits.MAX_TABLE_ROWS]):
            at = [nearest(edges, edge) for edge in row.edges] or list(range(len(texts) + 1))
            for index, text in enumerate(texts[: len(at) - 1]):
                left, right = at[index], max(at[index + 1], at[index] + 1)
                upper = above.get(left)
                if index in row.merged and not text and upper is not None and upper.row + upper.row_span == number:
                    upper.row_span += 1
                    continue
                above[left] = DraftCell(text, number, left, 1, right - left)
                cells.append(above[left])
        out.table(cells)
        for text in loose:
            out.prose("paragraph", tidy(text))
        self.rows, self.cells, self.lines = [], [], []
