"""One damaged document, read as a night reads it; what the parser must keep whatever the bytes."""

from __future__ import annotations

import random
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bench.fuzz.mutate import mutated
from bench.fuzz.originals import SLOW, WEIGHTS, originals
from tasks.parse import single
from tasks.parse.frames import Origin
from tasks.parse.readers.members import read_all
from tasks.parse.single import SourceInfo, outcome_of
from warehouse.vocabulary import PARSE_STATES

_OURS = str(Path(single.__file__).parent)
_SOURCE = SourceInfo(official=True, region_code="530111")


@dataclass(frozen=True, slots=True)
class Case:
    """A damaged document by the numbers that make it again."""

    seed: int
    number: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a case: its original's format, its state, wall seconds, and defects of ours (where, and what)."""

    kind: str
    state: str
    seconds: float
    defects: tuple[str, ...]


def make(case: Case) -> tuple[str, bytes]:
    """Format of the original and the damaged bytes."""
    throw = random.Random(f"{case.seed}/{case.number}")  # noqa: S311  repeatable, not secret
    kinds = originals()
    kind = throw.choice(SLOW) if case.number % 500 == 499 else throw.choices(*zip(*WEIGHTS.items(), strict=True))[0]
    other = throw.choice(kinds[throw.choice(sorted(WEIGHTS))])
    return kind, mutated(throw, throw.choice(kinds[kind]), other)


def attempt(case: Case) -> Iterator[Verdict]:
    """Reads a damaged document to its frames."""
    kind, data = make(case)
    started = time.perf_counter()
    states, defects = [], []
    try:
        for member in read_all(data):
            outcome = outcome_of(_ORIGIN, member.content, _SOURCE)
            states.append(outcome.state)
            if outcome.state == "failed":
                defects.append(f"failed: {outcome.reason}")
            defects += _broken_promises(outcome)
    except Exception as error:
        defects.append(_where(error))
    state = states[0] if len(states) == 1 else "archive"
    yield Verdict(kind, state, time.perf_counter() - started, tuple(defects))


def _broken_promises(outcome: single.Outcome) -> list[str]:
    if outcome.state not in PARSE_STATES:
        return [f"state {outcome.state}"]
    if outcome.state in ("parsed", "negative"):
        frames = outcome.rows.frames()
        (text,) = frames["texts"]["text"]
        for row in frames["evidence"].iter_rows(named=True):
            if text[row["span_start"] : row["span_end"]] != row["quote"]:
                return [f"quote is not at its span: {row['layout']} {row['field']}"]
    elif not outcome.reason:
        return ["no reason"]
    return []


def _where(error: BaseException) -> str:
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(_OURS)]
    place = f"{Path(frames[-1].filename).relative_to(_OURS)}:{frames[-1].lineno}" if frames else "elsewhere"
    return f"{place} {type(error).__name__}: {error}"[:200]


_ORIGIN = Origin(
    "d", "s", "fuzz", "http://www.qinghe.jxdemo.gov.cn/a", None, None, datetime(2024, 1, 1), None, None, "0" * 64, 1,  # noqa: DTZ001
    "a.warc.gz", 0,
)  # fmt: skip
