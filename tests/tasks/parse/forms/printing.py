"""Forms written down in a shorthand, what they state, and the files that they are printed to.

A file of `printed/` holds forms of one family. `=== name | unit=万元 | year=2022` begins a form, `#` a paragraph,
`---` a new table; every other line is a row, its cells between bars. `text~3` covers three columns (the last cell of a
row reaches to the edge), `^` belongs to the cell above. `text@tag` says what a cell is: a head (`@initial`, `@1`,
`@t`), the label of a row (`@total`, `@sum`), or a value by itself (`@name`, `@planned.province`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from demo.formats import docx, html, pdf, textdump, xlsx
from demo.paper import Cell, Paper, Paragraph, Table

Fact = tuple[object, ...]
_MEASURES = {
    "initial": "budget_initial",
    "adjusted": "budget_adjusted",
    "planned": "planned",
    "received": "received",
    "spent": "spent",
    "balance": "balance",
}
_SOURCES = {"total", "fiscal", "central", "province", "city", "county", "carryover", "own_or_other"}
_UNITS = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10000)}
_COLUMNS = {"w": "weight", "p": "points", "rate": "rate", "arrival": "arrival"}
_LINE_COLUMNS = {"1", "2", "3", "4", "t", "a", "w", "p", "w1", "w2"}
_WEIGHT = re.compile(r"[(（](\d+(?:\.\d+)?)分[)）]$")
_NUMBER = re.compile(r"-?[\d,]+(?:\.\d+)?")
_CODE = re.compile(r"^\d{8}[A-Z]\d+-")
_BLANK = re.compile(r"[-—/\s]*")


@dataclass(frozen=True, slots=True)
class Mark:
    """A cell of the shorthand: its words, what it is, its place and how far it reaches."""

    text: str
    tag: str
    row: int
    column: int
    across: int
    down: int = 1


@dataclass(slots=True)
class Printed:
    """A form: its paragraphs and tables in their order, and what it states."""

    name: str
    options: dict[str, str]
    parts: list[str | list[list[Mark]]] = field(default_factory=list)

    @property
    def unit(self) -> Decimal:
        """Yuan for one of the form's unit of money."""
        return _UNITS[self.options.get("unit", "万元")]


def load(folder: Path) -> list[Printed]:
    """The forms of every file of a folder."""
    found: list[Printed] = []
    for path in sorted(folder.glob("*.txt")):
        rows: list[str] = []
        for line in [*path.read_text(encoding="utf-8").splitlines(), "=== "]:
            if rows and (line.startswith(("===", "---", "#")) or not line.strip()):
                found[-1].parts.append(_table(rows))
                rows = []
            if line.startswith("=== ") and line.strip() != "===":
                name, *options = (part.strip() for part in line[4:].split("|"))
                found.append(Printed(f"{path.stem}: {name}", dict(o.split("=") for o in options)))
            elif line.startswith("#"):
                found[-1].parts.append(line[1:].strip())
            elif line.strip() and not line.startswith(("===", "---")):
                rows.append(line)
    return found


def _table(lines: list[str]) -> list[list[Mark]]:
    split = [[part.strip() for part in line.split("|")] for line in lines]
    width = max(sum(int(m.group(1)) if (m := re.search(r"~(\d+)$", c)) else 1 for c in row) for row in split)
    rows: list[list[Mark]] = []
    above: dict[int, Mark] = {}
    for number, row in enumerate(split):
        column = 0
        placed: list[Mark] = []
        for place, part in enumerate(row):
            if part == "^":
                upper = above[column]
                grown = replace(upper, down=number - upper.row + 1)
                rows[upper.row][rows[upper.row].index(upper)] = grown
                above |= dict.fromkeys(range(column, column + grown.across), grown)
                column += grown.across
                continue
            spanned = re.search(r"~(\d+)$", part)
            across = int(spanned.group(1)) if spanned else (width - column if place == len(row) - 1 else 1)
            text, _, tag = (part[: spanned.start()] if spanned else part).partition("@")
            mark = Mark(text, tag, number, column, across)
            above |= dict.fromkeys(range(column, column + across), mark)
            placed.append(mark)
            column += across
        rows.append(placed)
    return rows


# What a form states


def plain(text: str | None) -> str:
    """A text as two prints of it are compared: compatibility forms undone, without white space."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or ""))


def facts_of(form: Printed) -> set[Fact]:
    """Everything that the form states, each fact with the name of the project that it is of."""
    found: list[list[Fact]] = [[]]
    names = [form.options.get("name", "")]
    for part in form.parts:
        if isinstance(part, str):
            continue
        for name, facts in _read_table(form, part):
            if name and names[-1] and name != names[-1]:
                found.append([])
                names.append(name)
            names[-1] = name or names[-1]
            found[-1] += facts
    return {(name, *fact) for name, facts in zip(names, found, strict=True) for fact in facts}


def _read_table(form: Printed, rows: list[list[Mark]]) -> Iterator[tuple[str, list[Fact]]]:
    name = ""
    money: dict[int, str] = {}
    units: dict[int, Decimal] = {}
    lines: list[Mark] = []
    year = form.options.get("year")
    facts: list[Fact] = [("year", int(year))] if year else []
    for number, row in enumerate(rows):
        tags = [mark.tag for mark in row if mark.tag]
        reach = {c: m for r in rows[: number + 1] for m in r if m.row + m.down > number
                 for c in range(m.column, m.column + m.across)}  # fmt: skip
        if "names" in tags:
            yield from _list(form, row, rows[number + 1 :], facts)
            return
        if "name" in tags:
            new = next(_CODE.sub("", plain(m.text)) for m in row if m.tag == "name")
            if name:
                yield name, facts
                facts = [("year", int(year))] if year else []
            name, lines, money = new, [], {}
        if set(tags) & set(_MEASURES):
            money, lines = {m.column: m.tag for m in row if m.tag}, []
            units = {m.column: _UNITS[u.group(1)] for m in row if (u := re.search(r"（(万?元)）", m.text))}
        elif set(tags) & {"1", "3"}:
            lines = sorted({m for m in reach.values() if m.tag}, key=lambda m: m.column)
        elif "sub" in tags:
            above = next(m for r in reversed(rows[:number]) for m in r if m.column == lines[0].column)
            weight = next(reach[head.column].text for head in lines if head.tag == "w")
            facts.append(("parent", plain(above.text), "", _decimal(weight)))
        elif "sum" in tags:
            facts += _total(lines, reach)
            lines = []
        elif money and set(tags) & _SOURCES:
            facts += _money(form, money, units, next(t for t in tags if t in _SOURCES), reach)
        elif lines and not tags:
            facts += _line(lines, reach, number)
        else:
            lines = []
        facts += [f for m in row for tag in m.tag.split("+") if (f := _single(form, replace(m, tag=tag)))]
    yield name, facts


def _list(
    form: Printed, head: list[Mark], rows: list[list[Mark]], facts: list[Fact]
) -> Iterator[tuple[str, list[Fact]]]:
    """A list of projects: the money, the rate and the score of each row."""
    for row in rows:
        texts = {mark.column: mark.text for mark in row}
        of = {mark.tag: texts[mark.column] for mark in head if mark.tag}
        funds: list[Fact] = [("fund", _MEASURES[m], "total", _amount(of[m], form.unit)) for m in _MEASURES if m in of]
        yield of["names"], [*facts, *funds, ("rate", _decimal(of["rate"])), ("score", _decimal(of["p"]))]


def _money(
    form: Printed, heads: dict[int, str], units: dict[int, Decimal], source: str, reach: dict[int, Mark]
) -> Iterator[Fact]:
    scored: dict[str, Decimal | None] = {}
    for column, head in heads.items():
        text = reach[column].text
        if _BLANK.fullmatch(text):
            continue
        if head in _MEASURES:
            yield ("fund", _MEASURES[head], source, _amount(text, units.get(column, form.unit)))
        elif head == "rate" and source == "total":
            yield ("rate", _decimal(text))
        elif head in ("w", "p") and source == "total":
            scored[head] = _decimal(text)
    if scored and source == "total":
        weight = form.options.get("execution")
        yield ("execution", Decimal(weight) if weight else scored.get("w"), scored.get("p"))


def _line(heads: list[Mark], reach: dict[int, Mark], number: int) -> Iterator[Fact]:
    cells = {head.tag: reach[head.column] for head in heads if head.tag in _LINE_COLUMNS}
    own = {tag: mark.text for tag, mark in cells.items() if mark.row == number and not _BLANK.fullmatch(mark.text)}
    for tag, level in (("w1", "1"), ("w2", "2")):
        if tag in own:
            yield ("parent", plain(cells["1"].text), plain(cells["2"].text) if level == "2" else "", _decimal(own[tag]))
    name = cells.get("4") or cells.get("3") or cells["2"]
    values = {k: v for k, v in own.items() if k in "tawp"}
    if name.row != number or not values or _BLANK.fullmatch(name.text):
        return
    names = [plain(_WEIGHT.sub("", cells[level].text)) if level in cells else "" for level in "12"]
    if cells.get("1") is cells.get("2"):
        names[1] = ""
    names.append(plain(_WEIGHT.sub("", name.text)) if "3" in cells and name is not cells.get("1") else "")
    inside = _WEIGHT.search(name.text)
    weight = _decimal(own.get("w")) if "w" in cells else (Decimal(inside.group(1)) if inside else None)
    for level, mark in (("1", cells.get("1")), ("2", cells.get("2"))):
        stated = _WEIGHT.search(mark.text) if mark is not None else None
        if stated and mark is not name and mark is not None and mark.row == number:
            yield ("parent", names[0], names[1] if level == "2" else "", Decimal(stated.group(1)))
    yield ("line", *names, plain(own.get("t")), plain(own.get("a")), weight, _decimal(own.get("p")))


def _total(heads: list[Mark], reach: dict[int, Mark]) -> Iterator[Fact]:
    for head in heads:
        text = reach[head.column].text
        if head.tag == "p" and _NUMBER.fullmatch(text.removesuffix("分")):
            yield ("score", _decimal(text))


def _single(form: Printed, mark: Mark) -> Fact | None:
    measure, _, source = mark.tag.partition(".")
    if source:
        return ("fund", _MEASURES[measure], source, _amount(mark.text, form.unit))
    if mark.tag in ("score", "ratev"):
        return (mark.tag.removesuffix("v"), _decimal(mark.text))
    if mark.tag in ("unit", "department"):
        return (mark.tag, re.sub(r"^[\d\[\]【】-]+", "", plain(mark.text)))
    if mark.tag == "grade":
        return (mark.tag, mark.text[0])
    return None


def _amount(text: str, unit: Decimal) -> Decimal:
    own = re.search(r"万?元$", text)
    number = Decimal(_NUMBER.match(plain(text)).group().replace(",", ""))  # type: ignore[union-attr]
    return (number * (_UNITS[own.group()] if own else unit)).quantize(Decimal("0.01"))


def _decimal(text: str | None) -> Decimal | None:
    match = _NUMBER.match(text or "")
    return Decimal(match.group()).normalize() if match else None


# Prints


def _paper(form: Printed) -> Paper:
    blocks: list[Paragraph | Table] = []
    for part in form.parts:
        if isinstance(part, str):
            blocks.append(Paragraph(part))
            continue
        width = max(mark.column + mark.across for row in part for mark in row)
        numeric = _numeric(part)
        cells = tuple(tuple(_cell(mark, mark.column in numeric.get(mark.row, ())) for mark in row) for row in part)
        blocks.append(Table(width, cells))
    first = blocks[0]
    return Paper(first.text, tuple(blocks[1:])) if isinstance(first, Paragraph) else Paper("附件", tuple(blocks))


def _numeric(rows: list[list[Mark]]) -> dict[int, set[int]]:
    """The columns in which a row of a spreadsheet holds numbers."""
    found: dict[int, set[int]] = {}
    columns: set[int] = set()
    for number, row in enumerate(rows):
        tagged = {mark.tag for mark in row}
        if tagged & (set(_MEASURES) | {"1", "3"}):
            columns = {m.column for m in row if m.tag in {*_MEASURES, *_COLUMNS, "w1", "w2"}}
        else:
            found[number] = columns
    return found


def _cell(mark: Mark, numeric: bool) -> Cell:
    if numeric and re.fullmatch(r"\d+(?:\.\d+)?%", mark.text):
        return Cell(mark.text, mark.across, mark.down, Decimal(mark.text[:-1]) / 100, percent=True)
    number = Decimal(mark.text.replace(",", "")) if numeric and _NUMBER.fullmatch(mark.text) else None
    return Cell(mark.text, mark.across, mark.down, number)


def _page(paper: Paper) -> bytes:
    head = f'<meta charset="utf-8"><title>{paper.title}</title>'
    return f"<html><head>{head}</head><body><h1>{paper.title}</h1>{html.body(paper)}</body></html>".encode()


def _rows(paper: Paper, between: str, *, filled: bool) -> bytes:
    lines = [paper.title]
    for block in paper.blocks:
        if not isinstance(block, Table):
            lines.append(block.text)
            continue
        rows: list[dict[int, str]] = [{} for _ in block.rows]
        for row, column, cell in block.placed():
            rows[row][column] = cell.text
            if filled:
                covered = ((r, c) for r in range(row, row + cell.down) for c in range(column, column + cell.across))
                for r, c in covered:
                    rows[r].setdefault(c, "")
        lines += [between.join(row[c] for c in sorted(row)) for row in rows]
    return "\n".join(lines).encode()


def _lines(paper: Paper, between: str) -> bytes:
    """The text as converters leave it that lose the table: words of a row between blanks, or a cell a line."""
    lines = [paper.title]
    for block in paper.blocks:
        if not isinstance(block, Table):
            lines.append(block.text)
            continue
        rows: dict[int, list[str]] = {}
        for row, _, cell in block.placed():
            rows.setdefault(row, []).append(cell.text)
        lines += [between.join(filter(None, row)) for _, row in sorted(rows.items())]
    return "\n".join(lines).encode()


PRINTS: dict[str, Callable[[Paper], bytes]] = {
    "html": _page,
    "docx": docx.render,
    "xlsx": xlsx.render,
    "pdf": pdf.render,
    "dump": textdump.render,
    "tabs": lambda paper: _rows(paper, "\t", filled=True),
    "bars": lambda paper: _rows(paper, " | ", filled=False),
    "words": lambda paper: _lines(paper, " "),
    "cells": lambda paper: _lines(paper, "\n\n"),
}
"""The files that a form is printed to: four formats, and five ways in which converters write tables as text."""


def print_form(form: Printed, format_name: str) -> bytes:
    """The bytes of a form in a format."""
    return PRINTS[format_name](_paper(form))
