"""What calamine does not tell of a workbook: cells shown as percentages, rows not shown, how far a sheet reaches."""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass
from io import BytesIO

from lxml import etree  # type: ignore[import-untyped]  # comes with python-docx, without types

from tasks.parse.document import UnreadableError
from tasks.parse.readers.sheets import percent_decimals

_MAIN = "{*}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_TRUE = ("1", "true")
_MOST_DIGITS = 9  # a longer number is malice, and thousands of digits are no number to Python
_PERCENT_FORMATS = {9: 0, 10: 2}  # numFmtId of "0%" and "0.00%", which need no entry in styles.xml
# Cells are stored densely when read, so one stray cell at the far end of a sheet would take all memory.
_MAX_AREA = 4_000_000


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """Percent cells of a sheet: the decimals that are shown, by (row, column) from 0. Hidden sheets are not read.

    Nor are hidden rows: what a filter or the office put out of sight is no part of what was published.
    """

    percent: dict[tuple[int, int], int]
    hidden: bool
    hidden_rows: frozenset[int] = frozenset()


def sheet_facts(data: bytes) -> dict[str, SheetFacts]:
    """The facts of each sheet by its name. Raises `UnreadableError` for a sheet that reaches too far."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = {name.lstrip("/"): name for name in archive.namelist()}
        _refuse_false_sizes(archive)
        if "xl/workbook.xml" not in names:
            return {}
        styles = _percent_styles(archive, names)
        facts: dict[str, SheetFacts] = {}
        targets = _targets(archive, names)
        for sheet in _parse(archive, names["xl/workbook.xml"]).iter(f"{_MAIN}sheet"):
            path = names.get(targets.get(sheet.get(_RELATION, ""), ""))
            hidden = sheet.get("state", "visible") != "visible"
            percent, rows = _marked_cells(archive, path, styles) if path is not None else ({}, frozenset())
            facts[sheet.get("name", "")] = SheetFacts(percent, hidden, rows)
        return facts


def _refuse_false_sizes(archive: zipfile.ZipFile) -> None:
    """Read all XML once: a member that unfolds to other than it declares (a hidden bomb) fails its check sum here."""
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")):
            with archive.open(name) as member:
                while member.read(1 << 20):
                    pass


def _marked_cells(
    archive: zipfile.ZipFile, path: str, styles: dict[int, int]
) -> tuple[dict[tuple[int, int], int], frozenset[int]]:
    """The decimals of a sheet's percent cells, and its hidden rows."""
    found: dict[tuple[int, int], int] = {}
    rows: set[int] = set()
    height = width = 0
    with archive.open(path) as stream:
        for _event, cell in etree.iterparse(stream, tag=(f"{_MAIN}c", f"{_MAIN}row"), resolve_entities=False):
            if cell.get("hidden") in _TRUE:
                rows.add(_number(cell.get("r", "")) - 1)
            reference = _REFERENCE.fullmatch(cell.get("r", ""))
            style = cell.get("s", "")
            # Blank cells with a format reach to the end of many sheets; calamine leaves them out.
            if reference is not None and len(cell):
                row, column = int(reference[2]) - 1, _column_number(reference[1])
                height, width = max(height, row + 1), max(width, column + 1)
                if height * width > _MAX_AREA:
                    raise UnreadableError("unsupported", f"a sheet that reaches over more than {_MAX_AREA} cells")
                if _number(style) in styles:
                    found[row, column] = styles[_number(style)]
            cell.clear()
            while cell.getprevious() is not None:
                del cell.getparent()[0]
    return found, frozenset(rows)


def _percent_styles(archive: zipfile.ZipFile, names: dict[str, str]) -> dict[int, int]:
    """Decimals shown, by the index of a cell style that shows a percentage."""
    if "xl/styles.xml" not in names:
        return {}
    root = _parse(archive, names["xl/styles.xml"])
    formats = dict(_PERCENT_FORMATS)
    for entry in root.iter(f"{_MAIN}numFmt"):
        code, number = entry.get("formatCode", ""), entry.get("numFmtId", "")
        decimals = percent_decimals(code)
        if decimals is not None and _number(number) >= 0:
            formats[_number(number)] = decimals
    styles = root.find(f"{_MAIN}cellXfs")
    if styles is None:
        return {}
    numbers = [xf.get("numFmtId", "") for xf in styles.iter(f"{_MAIN}xf")]
    return {i: formats[number] for i, text in enumerate(numbers) if (number := _number(text)) in formats}


def _number(text: str) -> int:
    """An id in a workbook; -1 for what is none."""
    return int(text) if text.isdecimal() and len(text) < _MOST_DIGITS else -1


def _targets(archive: zipfile.ZipFile, names: dict[str, str]) -> dict[str, str]:
    path = names.get("xl/_rels/workbook.xml.rels")
    if path is None:
        return {}
    targets: dict[str, str] = {}
    for relation in _parse(archive, path).iter(f"{_MAIN}Relationship"):
        target = relation.get("Target", "")
        full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        targets[relation.get("Id", "")] = full
    return targets


def _parse(archive: zipfile.ZipFile, path: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(archive.read(path), parser)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
