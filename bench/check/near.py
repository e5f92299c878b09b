"""Near-duplicates among invented texts: how long the search takes, what it finds of what was planted, what is true."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import duckdb
import numpy as np
import polars as pl

from tasks.load.signatures import grams
from warehouse.schema import create_tables, in_schema
from warehouse.tables import table

_SYLLABLES = "绩效目标资金管理组织实施单位项目群众服务设施维护培训采购验收监督预算执行决算审计公开评价整改落实推进完成"
_SENTENCES = 110  # of 24 characters and a number: a report of some 3,000 characters
_FORM = 5_000
"""Documents out of one form of which a seventh differs: what a whole province fills in."""

_SAMPLE = 500


@dataclass(frozen=True, slots=True)
class Plants:
    """Which document repeats which other one, by the way it does."""

    brands: dict[int, int]
    parts: dict[int, int]
    siblings: dict[int, int]


def make(path: str, count: int) -> None:
    """Writes so many texts into `parsed.texts` of a new database; one in 25 is a plant.

    Brand-swapped copies have words before and behind and one word replaced throughout, parts end after two thirds,
    siblings have a fifth of their sentences replaced.
    """
    written, number = _texts(count, planted(count)), 0
    with duckdb.connect(path) as connection:
        create_tables(connection, [in_schema(table(name), "parsed") for name in ("documents", "texts", "evaluations")])
        while batch := list(islice(written, 2_000)):
            rows = pl.DataFrame({"document_id": [f"{number + n:08d}" for n in range(len(batch))], "text": batch})
            connection.register("batch", rows)
            connection.execute("INSERT INTO parsed.texts BY NAME SELECT document_id, text FROM batch")
            connection.unregister("batch")
            number += len(batch)
        connection.execute("""
            INSERT INTO parsed.documents BY NAME
            SELECT document_id, 'bench' AS source_id, document_id AS url, document_id AS canonical_document_id,
                   document_id AS snapshot_id, 'project_report' AS doc_type, 1 AS trust, '[]' AS trust_signals,
                   '单位' || document_id::INTEGER // 20 AS publisher, 'html' AS format, 'html' AS reader,
                   length(text) AS text_length
            FROM parsed.texts""")


def planted(count: int) -> Plants:
    """The plants among so many texts."""
    dice = random.Random(count)  # noqa: S311  texts, no secrets
    originals = dice.sample(range(count // 2), count // 25)
    copies = dice.sample(range(count // 2, count), len(originals))
    pairs = list(zip(copies, originals, strict=True))
    half, quarter = len(pairs) // 2, len(pairs) // 4
    return Plants(dict(pairs[:half]), dict(pairs[half : half + quarter]), dict(pairs[half + quarter :]))


def arrive(connection: duckdb.DuckDBPyConnection) -> None:
    """The tables that loading keeps around the search, on a night that brings all documents."""
    connection.execute("CREATE TEMP TABLE replaced AS SELECT document_id FROM parsed.documents")
    connection.execute("CREATE TEMP TABLE canonical AS SELECT document_id, canonical_document_id FROM parsed.documents")
    connection.execute("CREATE TEMP TABLE linked_evaluations AS SELECT * FROM parsed.evaluations")


def judged(connection: duckdb.DuckDBPyConnection, plants: Plants) -> Iterator[str]:
    """What was found of the plants, and how many of the pairs found are as alike as is said, by exact comparison."""
    found = connection.execute(
        "SELECT document_id::INTEGER, other_document_id::INTEGER, kind FROM found_similar"
    ).fetchall()
    kinds = {(one, other): kind for one, other, kind in found}
    for name, planted, due in (
        ("brand-swapped copies", plants.brands, ("near_copy",)),
        ("parts of two thirds", plants.parts, ("near_copy",)),
        ("siblings", plants.siblings, ("sibling", "near_copy")),
    ):
        hits = sum(kinds.get((min(pair), max(pair))) in due for pair in planted.items())
        yield f"{name}: {hits} of {len(planted)} found"
    for kind, least in (("near_copy", 0.9), ("sibling", 0.5)):
        pairs = sorted(pair for pair, said in kinds.items() if said == kind)
        sample = random.Random(kind).sample(pairs, min(_SAMPLE, len(pairs)))  # noqa: S311  a sample, not a secret
        texts = dict(
            connection.execute(
                "SELECT document_id::INTEGER, text FROM parsed.texts WHERE document_id::INTEGER IN (SELECT unnest(?))",
                [sorted({number for pair in sample for number in pair})],
            ).fetchall()
        )
        exact = [_exact(texts[one], texts[other]) for one, other in sample]
        true = sum(index >= least or (kind == "near_copy" and contained >= 0.95) for index, contained in exact)
        close = sum(index >= least - 0.05 or (kind == "near_copy" and contained >= 0.9) for index, contained in exact)
        yield (f"{kind}: {len(pairs)} pairs; of {len(sample)} looked at {true} hold, {close} within five hundredths")


def _exact(one: str, other: str) -> tuple[float, float]:
    """The Jaccard index and the containment of two texts."""
    first, second = grams(one), grams(other)
    common = len(np.intersect1d(first, second, assume_unique=True))
    return common / (len(first) + len(second) - common), common / min(len(first), len(second))


def _texts(count: int, plants: Plants) -> Iterator[str]:
    bank = [_sentence(random.Random(n)) for n in range(3_000)]  # noqa: S311
    form = [bank[n] for n in range(_SENTENCES)]
    for number in range(count):
        if (original := plants.brands.get(number)) is not None:
            text = "".join(_own(original, bank, form)).replace("绩效", "米粒", 30)
            yield f"某某平台app下载{text}上一篇:足球数据 下一篇:彩种走势"
        elif (original := plants.parts.get(number)) is not None:
            yield "".join(_own(original, bank, form)[: _SENTENCES * 2 // 3])
        elif (original := plants.siblings.get(number)) is not None:
            other = _own(number, bank, form)
            sentences = _own(original, bank, form)
            yield "".join(other[n] if n % 5 == 0 else sentence for n, sentence in enumerate(sentences))
        else:
            yield "".join(_own(number, bank, form))


def _own(number: int, bank: list[str], form: list[str]) -> list[str]:
    """The sentences of a document: two fifths out of a bank that all draw from, the others its own."""
    dice = random.Random(number)  # noqa: S311
    if number % 100 < 5 and number // 100 * 5 + number % 100 < _FORM:
        return [sentence if dice.random() < 0.85 else _sentence(dice) for sentence in form]
    return [dice.choice(bank) if dice.random() < 0.4 else _sentence(dice) for _ in range(_SENTENCES)]


def _sentence(dice: random.Random) -> str:
    return "".join(dice.choices(_SYLLABLES, k=24)) + f"{dice.randrange(10**5)}。"
