"""XML from outside: no entities, no endless depth, no more elements than a list can have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.parsers import expat

from tasks.crawl.charset import decode

MOST_ELEMENTS = 300_000
DEEPEST = 100
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")


class XmlError(ValueError):
    """XML that is broken, or that is not read because of what it could do."""


def elements(body: bytes, content_type: str | None, rows: frozenset[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Each element with one of the names, with the text of its children by their names; attributes stand as
    `name@attribute`, those of a link that is no `alternate` as `link.rel@attribute`.

    Names are given without their namespaces. XmlError where it cannot be read to its end; what came before is given.
    """
    reader = _Reader(rows)
    # Decoded here, because expat knows no GB18030, and the declaration of a decoded text no longer holds.
    text = _DECLARATION.sub("", decode(body, content_type).lstrip("\ufeff"), count=1)
    try:
        reader.parser.Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        yield from reader.found
        raise XmlError(f"it is no XML ({error})") from error
    except XmlError:
        yield from reader.found
        raise
    yield from reader.found


class _Reader:
    def __init__(self, rows: frozenset[str]) -> None:
        self.found: list[tuple[str, dict[str, str]]] = []
        self._rows = rows
        self._path: list[str] = []
        self._row: dict[str, str] | None = None
        self._row_depth = 0
        self._text: list[str] = []
        self._count = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text.append
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _doctype(self, *_: object) -> None:
        """A list needs no document type, and entities, of which a few can fill the memory, come by no other way."""
        raise XmlError("it declares a document type")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MOST_ELEMENTS or len(self._path) >= DEEPEST:
            raise XmlError("it has more elements, or deeper ones, than a list has")
        name = tag.rpartition(":")[2].lower()
        self._path.append(name)
        self._text.clear()
        if self._row is None and name in self._rows:
            self._row, self._row_depth = {}, len(self._path)
        if self._row is not None:
            kind = attributes.get("rel", "alternate") if name == "link" else "alternate"
            prefix = name if kind == "alternate" else f"{name}.{kind}"
            for attribute, value in attributes.items():
                self._row.setdefault(f"{prefix}@{attribute.lower()}", value)

    def _end(self, tag: str) -> None:
        name = self._path.pop()
        text = "".join(self._text).strip()
        self._text.clear()
        if self._row is None:
            return
        if len(self._path) < self._row_depth:
            if text:
                self._row.setdefault(name, text)
            self.found.append((name, self._row))
            self._row = None
        elif text and len(self._path) == self._row_depth:
            self._row.setdefault(name, text)
