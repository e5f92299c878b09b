"""OFD files (GB/T 33190, the national page format): text and lines by their places on the page, as in print."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # comes with python-docx, without types

from tasks.parse.document import NOT_READ, Document, UnreadableError
from tasks.parse.readers import limits
from tasks.parse.readers.page_layout import Words, page_pieces
from tasks.parse.readers.pdf_pieces import Table, assemble
from tasks.parse.readers.printed_lines import Line
from tasks.parse.readers.rules import Box, RuleBudget
from tasks.parse.readers.sniff import unpacked_size
from tasks.parse.readers.words import tidy

READER = "ofd"
_POINTS = 72 / 25.4  # of a millimetre, in which OFD measures
_SHORTEST_RULE = 2.0
_MAX_OBJECTS = 10_000
_Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Package:
    """The XML parts of the container, by their paths."""

    archive: zipfile.ZipFile

    def part(self, path: str) -> Any:
        """The root of a part, or None where it is missing."""
        try:
            info = self.archive.getinfo(path.lstrip("/"))
        except KeyError:
            return None
        with self.archive.open(info) as stream:
            content = stream.read(limits.MAX_MARKUP_BYTES + 1)
        if len(content) > limits.MAX_MARKUP_BYTES:
            raise UnreadableError("unsupported", "an ofd file with a part larger than is read")
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def read_ofd(data: bytes) -> Document:
    """Read the file. Raises `UnreadableError` where it unfolds past the limits or holds no text (a scan)."""
    if unpacked_size(data) > limits.MAX_UNPACKED_BYTES:
        raise UnreadableError("unsupported", "an ofd file that unfolds to more than is read")
    pieces: list[Line | Table] = []
    notes: list[str] = []
    budget = RuleBudget()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for number, contents in enumerate(_pages(_Package(archive)), start=1):
            if number > limits.MAX_PAGES:
                notes.append(f"{NOT_READ} the pages behind the first {limits.MAX_PAGES}")
                break
            words = [word for content in contents for word in _words(content)]
            rules = [rule for content in contents for rule in _rules(content)]
            if len(words) > _MAX_OBJECTS:
                notes.append(f"{NOT_READ} page {number}, of too many pieces of text")
                continue
            pieces += page_pieces(words, rules, number, budget)
    return assemble(pieces, notes, READER, "ofd")


def _pages(package: _Package) -> Iterator[list[Any]]:
    """The parts of each page: the templates that lie under it (forms do), and its own content."""
    index = package.part("OFD.xml")
    for body in index.iterfind(".//{*}DocRoot") if index is not None else ():
        path = (body.text or "").strip().lstrip("/")
        document = package.part(path)
        if document is None:
            continue
        folder = posixpath.dirname(path)
        templates = {page.get("ID"): page.get("BaseLoc", "") for page in document.iterfind(".//{*}TemplatePage")}
        for page in document.iterfind("{*}Pages/{*}Page"):
            content = package.part(_joined(folder, page.get("BaseLoc", "")))
            if content is None:
                continue
            used = [templates.get(template.get("TemplateID"), "") for template in content.iterfind("{*}Template")]
            under = [package.part(_joined(folder, location)) for location in used[:4] if location]
            yield [part for part in (*under, content) if part is not None]


def _joined(folder: str, location: str) -> str:
    return location.lstrip("/") if location.startswith("/") else posixpath.normpath(posixpath.join(folder, location))


def _words(page: Any) -> Iterator[Words]:
    for element in page.iterfind(".//{*}TextObject"):
        left, top, *_ = _numbers(element.get("Boundary", ""), 4)
        matrix = _matrix(element)
        size = _numbers(element.get("Size", ""), 1)[0] * (abs(matrix[3]) or 1.0) or 3.0
        for code in element.iterfind("{*}TextCode"):
            text = tidy("".join(code.itertext()))
            if text:
                x, y = _turned(matrix, *_numbers(code.get("X", ""), 1), *_numbers(code.get("Y", ""), 1))
                width = _advance(code.get("DeltaX", ""), len(text), size) * (abs(matrix[0]) or 1.0) + size
                # Y is the base line; a character of Chinese reaches a little below it.
                box = (left + x, top + y - 0.85 * size, left + x + width, top + y + 0.15 * size)
                yield Words(_in_points(box), text, 1.0)


def _advance(written: str, characters: int, size: float) -> float:
    """From the first character to the last: "5 5 g 3 4" is 5, 5 and thrice 4."""
    total = 0.0
    steps = 0
    values = iter(written.split())
    for value in values:
        times, step = 1, value
        if value == "g":
            times, step = int(_numbers(next(values, ""), 1)[0]), next(values, "")
        times = max(0, min(times, characters))
        total += times * _numbers(step, 1)[0]
        steps += times
    return total if steps else size * max(0, characters - 1)


def _rules(page: Any) -> Iterator[Box]:
    """The straight lines along the page that are drawn on it."""
    for element in page.iterfind(".//{*}PathObject"):
        left, top, *_ = _numbers(element.get("Boundary", ""), 4)
        matrix = _matrix(element)
        data = element.find("{*}AbbreviatedData")
        for (x0, y0), (x1, y1) in _strokes("".join(data.itertext()) if data is not None else ""):
            (ax, ay), (bx, by) = _turned(matrix, x0, y0), _turned(matrix, x1, y1)
            long, thick = max(abs(bx - ax), abs(by - ay)), min(abs(bx - ax), abs(by - ay))
            if long >= _SHORTEST_RULE and thick * 20 < long:
                box = (left + min(ax, bx), top + min(ay, by), left + max(ax, bx), top + max(ay, by))
                yield _in_points(box)


def _strokes(path: str) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight strokes of a path: M and S move, L draws, C goes back to the beginning; curves are left out."""
    points: list[tuple[float, float]] = []
    tokens = iter(path.split())
    for operator in tokens:
        if operator in ("M", "S"):
            yield from pairwise(points)
            points = [(_numbers(next(tokens, ""), 1)[0], _numbers(next(tokens, ""), 1)[0])]
        elif operator == "L":
            points.append((_numbers(next(tokens, ""), 1)[0], _numbers(next(tokens, ""), 1)[0]))
        elif operator == "C" and points:
            points.append(points[0])
    yield from pairwise(points)


def _matrix(element: Any) -> _Matrix:
    values = _numbers(element.get("CTM", "1 0 0 1 0 0"), 6)
    return values[0], values[1], values[2], values[3], values[4], values[5]


def _turned(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _in_points(box: Box) -> Box:
    left, top, right, bottom = (round(max(-1e5, min(value, 1e5)) * _POINTS, 1) for value in box)
    return left, top, right, bottom


def _numbers(written: str, count: int) -> list[float]:
    """The first `count` numbers, 0 for what is missing or none."""
    found: list[float] = []
    for value in written.split()[:count]:
        try:
            number = float(value)
        except ValueError:
            number = 0.0
        found.append(number if abs(number) < 1e6 else 0.0)
    return found + [0.0] * (count - len(found))
