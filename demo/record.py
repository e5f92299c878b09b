"""What a document says: the one record from which both its pages and its ground truth are made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Money:
    """One amount as the document states it, in yuan; `measure` and `source` are words of `warehouse.vocabulary`.

    `source_alt` are readings of the same words that nobody could call wrong (市县财政 of a county). `year` is that of
    the money, where it is part of a project of several years.
    """

    measure: str
    source: str
    yuan: Decimal
    source_alt: tuple[str, ...] = ()
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A leaf row of an indicator tree as printed. `thresholds` stand only in target forms (优, 良, 中, 差)."""

    level1: str
    level2: str | None
    level3: str
    target: str | None = None
    actual: str | None = None
    weight: Decimal | None = None
    points: Decimal | None = None
    reason: str = ""
    thresholds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """A count of a count and its rate in percent: of `base` things `done` are done."""

    sentence: str
    noun: str
    unit: str
    base: int
    done: int
    rate_name: str
    rate: Decimal


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity that a report names twice, once in its overview and once among its outputs."""

    phrase: str
    unit: str
    first: Decimal
    second: Decimal


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One evaluation of a project, or of a department's whole expenditure (then `project` is None).

    `remarks` are further sentences of a report; `group_points` the points of the 小计 rows of a form, by first level.
    """

    project: str | None
    kind: str
    year: int
    unit: str
    department: str | None = None
    money: tuple[Money, ...] = ()
    execution_rate: Decimal | None = None
    arrival_rate: Decimal | None = None
    execution_points: Decimal | None = None
    total: Decimal | None = None
    grade: str | None = None
    lines: tuple[Line, ...] = ()
    goal: str = ""
    achieved: str = ""
    problems: str | None = None
    tally: Tally | None = None
    quantity: Quantity | None = None
    reviewer_scores: tuple[Decimal, ...] = ()
    subtotals: tuple[tuple[str, Decimal], ...] = ()
    sector: int = 0
    cause: str = ""
    remarks: tuple[str, ...] = ()
    group_points: tuple[tuple[str, Decimal], ...] = ()

    def amount(self, measure: str, source: str = "total") -> Decimal | None:
        """The stated amount in yuan, None where the document does not state it."""
        for money in self.money:
            if (money.measure, money.source, money.year) == (measure, source, None):
                return money.yuan
        return None


@dataclass(frozen=True, slots=True)
class Record:
    """A document: what it says, and in which layout and words (`wording` seeds the choice of words).

    `money_unit` is 万元 or 元. `flaws` are the rules of consistency that the document was made to break.
    """

    layout: str
    doc_type: str
    title: str
    site: int
    wording: str
    publisher: str | None = None
    published_on: date | None = None
    index_no: str | None = None
    doc_no: str | None = None
    money_unit: str = "万元"
    evaluations: tuple[Evaluation, ...] = ()
    flaws: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that hangs on a page: the words of its link, its format (docx, xlsx, pdf, txt) and what it says.

    `spoil` names what is wrong with the bytes: "random" or "empty".
    """

    name: str
    format: str
    record: Record
    spoil: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A page with its attachments, as a site lists it. `state` says what a reader can get out of the page.

    `spoil` names what is wrong with it: "gone" (404), "forbidden" (by robots.txt), "truncated" (the text stops in
    the middle), "mojibake" (stored as rubbish), "wrong_charset" (another encoding than header and meta say).
    """

    site: int
    serial: int
    page: Record
    attachments: tuple[Attachment, ...] = ()
    state: str = "parsed"
    spoil: str | None = None
