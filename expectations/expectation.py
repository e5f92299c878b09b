"""What an expectation is: a statement about staged rows that our own extraction must never break.

A publisher's error is no business of these (see `expectations.rules`): a row that breaks a critical expectation
shows a defect of ours and is kept out of the warehouse.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import polars as pl

Frames = Mapping[str, pl.DataFrame]
"""The staged rows by table name. `texts` and `evidence` carry what `STAGED_EXTRAS` names instead of bulky text."""

STAGED_EXTRAS: Mapping[str, Mapping[str, pl.DataType]] = {
    "texts": {"characters": pl.Int64(), "digest": pl.UInt64(), "personal": pl.Boolean()},
    "evidence": {"quote_stands": pl.Boolean()},
}
"""Columns computed while texts are read file by file, so that a night's texts never stand in memory at once.

`characters` is the length of a text (NULL for no text), `digest` a hash to tell texts apart by, `personal` whether
unmasked personal data is in it, and `quote_stands` whether the text at an evidence's span is its quote (NULL where
the text was not staged).
"""

DEFAULT_TOLERATED_SHARE = 0.02
GRACE_ROWS = 10
"""So many failing rows never stop a publication by their share alone: a small night is all small numbers."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """In which form a table was staged: its files, and what of the model's columns they lack or get wrong."""

    files: int = 0
    unreadable: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    mistyped: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trailing:
    """What the warehouse knows from before: `nights` are rows of `ops.yields` of published nights, the newest last.

    `held` has a row for every document in the warehouse: document_id, source_id, evaluations, funds.
    """

    nights: pl.DataFrame
    held: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Staged:
    """Everything that one run staged: the rows of every table, and how each table arrived.

    `due` is the number of archived states that were to be parsed, `trailing` what is known of the nights before; None
    where the caller does not know it. `stale_corrections` are reviewed corrections that no longer find their value.
    """

    frames: Frames
    arrivals: Mapping[str, Arrival] = field(default_factory=dict)
    due: int | None = None
    trailing: Trailing | None = None
    stale_corrections: tuple[str, ...] = ()

    def rows(self, table: str) -> int:
        """The number of rows of a table; 0 where it was not staged."""
        frame = self.frames.get(table)
        return 0 if frame is None else frame.height


@dataclass(frozen=True, slots=True)
class RowExpectation:
    """What must hold in every row of a table.

    `holds` gives the polars expression, evaluated over the table; NULL counts as held, because an absent value
    is judged by the not-null expectations alone. `relational` expectations look at other tables, and are asked
    again after rows were taken out. A critical one quarantines the failing rows, and stops the publication where
    more than `tolerated_share` of the rows fail.
    """

    id: str
    table: str
    zh: str
    en: str
    severity: str
    holds: Callable[[Frames], pl.Expr]
    relational: bool = False
    tolerated_share: float = DEFAULT_TOLERATED_SHARE

    def stops_publication(self, failed: int, checked: int) -> bool:
        """Whether so many failing rows are too many to publish."""
        if self.severity != "critical" or failed == 0:
            return False
        return failed == checked or failed > max(GRACE_ROWS, self.tolerated_share * checked)


@dataclass(frozen=True, slots=True)
class Skipped:
    """That an expectation could not be asked tonight, and why; neither a pass nor a failure."""

    reason: str


@dataclass(frozen=True, slots=True)
class TableExpectation:
    """What must hold of a table as a whole. `breach` gives the reason why it does not, None where it does.

    A critical one that is broken stops the publication. One that cannot be asked gives `Skipped`.
    """

    id: str
    table: str
    zh: str
    en: str
    severity: str
    breach: Callable[[Staged], str | Skipped | None]

    def stops_publication(self, failed: int, checked: int) -> bool:
        """Whether its breach stops the publication."""
        return self.severity == "critical" and failed > 0


Expectation = RowExpectation | TableExpectation
