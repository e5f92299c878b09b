"""What is measured: Jixiao's whole extraction, another extractor on the same page, and the bare cost of the HTML."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.util import find_spec

from selectolax.lexbor import LexborHTMLParser

from tasks.parse.batch import read_facts
from tasks.parse.document import UnreadableError
from tasks.parse.readers.charset import decode


@dataclass(frozen=True, slots=True)
class Contestant:
    """A name, and what makes of a page the work that is timed; what it does before that is outside of the clock."""

    name: str
    work_on: Callable[[bytes], Callable[[], object]]


def contestants() -> tuple[list[Contestant], list[str]]:
    """Those that can run here, Jixiao first, and a word on each that cannot."""
    found = [
        Contestant("jixiao", lambda page: partial(_facts, page)),
        Contestant("selectolax", lambda page: partial(_bare, page)),
    ]
    if find_spec("trafilatura") is None:
        return found, ["trafilatura is not installed (requirements/bench.lock), so it is left out"]
    extract = import_module("trafilatura").extract
    return [*found, Contestant("trafilatura", lambda page: partial(extract, decode(page).text))], []


def _facts(page: bytes) -> object:
    try:
        return read_facts(page)
    except UnreadableError as error:
        return error


def _bare(page: bytes) -> object:
    """The least that any reader of forms must do: the tree, the text, and every table as rows of cells."""
    tree = LexborHTMLParser(page)
    text = tree.body.text(separator="\n") if tree.body else ""
    tables = tree.css("table")
    return text, [[[cell.text(strip=True) for cell in row.css("td, th")] for row in t.css("tr")] for t in tables]
