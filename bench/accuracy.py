"""Precision and recall of extraction, by kind of fact, over gold documents that stand beside the checkout.

Gold lies in a folder `shared` beside the checkout: `tools/score_extraction.py`, `gold/NAME.jsonl` and the documents
(`seeds/`, `gold/dev/`). Where it is absent there is nothing to measure, and the script says so and ends well.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from bench.renditions import OFFICE, renditions
from tasks.parse.contract import to_contract
from tasks.parse.document import Document
from tasks.parse.readers import read
from tasks.parse.single import read_facts

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT / ".." / "shared"
PAGE = ROOT / "docs" / "accuracy.md"
SETS = {"seeds": "seeds", "dev": "gold/dev"}
_FIGURES = re.compile(r"(?<=<!-- figures -->\n).*?(?=<!-- /figures -->)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Figure:
    """What one kind of fact came to: how many the gold has, how many were found, and how many were no facts."""

    kind: str
    gold: int
    found: int
    extra: int

    @property
    def precision(self) -> float:
        """The share of what was extracted that is right."""
        return self.found / (self.found + self.extra) if self.found + self.extra else 1.0

    @property
    def recall(self) -> float:
        """The share of the gold that was found."""
        return self.found / self.gold if self.gold else 1.0


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of one gold set, the scorer's list of errors, and what was read out of its negatives."""

    documents: int
    figures: tuple[Figure, ...]
    errors: tuple[str, ...]
    from_negatives: tuple[str, ...]


def is_there(name: str) -> bool:
    """Whether the gold set stands beside the checkout."""
    return (SHARED / "gold" / f"{name}.jsonl").is_file() and (SHARED / "tools" / "score_extraction.py").is_file()


def measure(name: str, rendition: Callable[[Document], bytes] | None = None) -> Measured:
    """Extract every document of a gold set as the pipeline would, and score it with the scorer beside the gold.

    With a `rendition` each document is first printed in another format and read from that.
    """
    scorer = _scorer()
    gold = scorer.read(str(SHARED / "gold" / f"{name}.jsonl"))
    predicted = {}
    for path in sorted((SHARED / SETS[name]).glob("*.txt")):
        data = path.read_bytes()
        _, facts = read_facts(data if rendition is None else rendition(read(data)))
        # Through JSON and back, as the scorer would read them from the command's output.
        predicted[path.stem] = json.loads(json.dumps(to_contract(path.name, facts)))
    tally = scorer.score(gold, predicted)
    figures = (Figure(k, tally.tp[k] + tally.fn[k], tally.tp[k], tally.fp[k]) for k in scorer.KINDS)
    negatives = [doc for doc, facts in gold.items() if facts["doc_type"] == "negative"]
    return Measured(
        documents=len(gold),
        figures=tuple(figure for figure in figures if figure.gold or figure.extra),
        errors=tuple(tally.errors),
        from_negatives=tuple(doc for doc in negatives if predicted.get(doc, {}).get("projects")),
    )


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_extraction", SHARED / "tools" / "score_extraction.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError("score_extraction.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def table(name: str, measured: Measured) -> str:
    """The figures of a set as a Markdown table under a heading."""
    rows = [
        f"### {name}: {measured.documents} documents",
        "",
        "| kind | in the gold | found | wrong | precision | recall |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    rows += [
        f"| {f.kind} | {f.gold} | {f.found} | {f.extra} | {f.precision:.3f} | {f.recall:.3f} |"
        for f in measured.figures
    ]
    return "\n".join([*rows, "", f"Negatives out of which something was read: {len(measured.from_negatives)}.", ""])


def formats_table() -> str:
    """Precision and recall of the dev set by format, the documents printed in each."""
    kinds = ("title", "project", "unit", "fund", "rate", "score", "grade", "indicator")
    rows = [
        "### dev, printed in other formats (precision / recall)",
        "",
        f"| format | {' | '.join(kinds)} |",
        f"|---|{'---|' * len(kinds)}",
    ]
    for name, rendition in renditions().items():
        figures = {figure.kind: figure for figure in measure("dev", rendition).figures}
        cells = (f"{figures[kind].precision:.3f} / {figures[kind].recall:.3f}" for kind in kinds)
        rows.append(f"| {name} | {' | '.join(cells)} |")
    missing = [name for name in OFFICE if f"{name} (LibreOffice)" not in renditions()]
    if missing:
        rows += ["", f"LibreOffice is not installed here: not printed were {', '.join(missing)}."]
    return "\n".join([*rows, ""])


def main(arguments: list[str]) -> int:
    """Print the tables, or write them between the marks of the page."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.accuracy", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true", help="put the tables into docs/accuracy.md instead")
    options = parser.parse_args(arguments)
    there = [name for name in SETS if is_there(name)]
    if not there:
        print("accuracy: no gold beside the checkout, nothing to measure")
        return 0
    tables = "\n".join(table(name, measure(name)) for name in there)
    if "dev" in there:
        tables += "\n" + formats_table()
    if options.write:
        PAGE.write_text(_FIGURES.sub(lambda _: tables, PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        print(tables)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
