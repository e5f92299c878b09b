"""What of a text is kept so that it can be compared with a hundred thousand others: its MinHash signature.

Two signatures agree in as many places as their texts share character 5-grams (Jaccard index), give or take three
hundredths. They stay in the build database, so that a night looks only at the texts that are new.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import duckdb
import numpy as np
import numpy.typing as npt
import polars as pl
from rensa import RMinHash

from warehouse.script import PINYIN, simplified_characters

Grams: TypeAlias = npt.NDArray[np.uint64]
"""The distinct 5-grams of a text as sorted hashes."""

PLACES = 256
"""Values of a signature: the standard error of the index is 0.03 at 0.5 and 0.02 at 0.9."""

_GRAM = 5
_LONGEST = 200_000  # characters looked at; longer texts would cost time and decide nothing more
_SHORTEST = 100  # 5-grams; the text of an error page or a bare list of links says nothing
_SEED = 20
_BEYOND = 0x10000  # characters beyond the basic plane are rare names; they all count as one
_METHOD = f"rensa {RMinHash.ALGORITHM_VERSION}, {PLACES} places, {_GRAM}-grams, 1"
"""Signatures made by another one are made again; the last number counts the changes of `grams`."""

_AT_ONCE = 500
_WEIGHTS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F], np.uint64
)


@dataclass(frozen=True, slots=True)
class Signatures:
    """Documents in the order of their ids, the number of their 5-grams, and their signatures, one a row."""

    documents: list[str]
    sizes: npt.NDArray[np.int64]
    values: npt.NDArray[np.uint32]


def grams(text: str) -> Grams:
    """The character 5-grams of a text in one width and script, without blanks and spelled-out characters.

    Of a text that is shorter they are the whole of it.
    """
    plain = PINYIN.sub("", text[:_LONGEST])
    codes = np.frombuffer(plain.encode("utf-32-le", "surrogatepass"), np.uint32)
    compared = _folding()[np.minimum(codes, _BEYOND)]
    kept: Grams = compared[compared > 0].astype(np.uint64)
    if not len(kept):
        return kept
    kept = np.pad(kept, (0, max(0, _GRAM - len(kept))))
    count = len(kept) - _GRAM + 1
    hashes: Grams = kept[:count] * _WEIGHTS[0]
    for place in range(1, _GRAM):
        hashes += kept[place : place + count] * _WEIGHTS[place]
    hashes ^= hashes >> np.uint64(31)
    hashes *= np.uint64(0xBF58476D1CE4E5B9)
    hashes ^= hashes >> np.uint64(29)
    hashes.sort()
    distinct: Grams = hashes[np.concatenate([[True], hashes[1:] != hashes[:-1]])]
    return distinct


def keep_signatures(connection: duckdb.DuckDBPyConnection) -> None:
    """Brings the table `parsed.signatures` in line with `parsed.texts`; only texts without one are read.

    Needs the temporary table `replaced`.
    """
    connection.execute(
        "CREATE TABLE IF NOT EXISTS parsed.signatures"
        " (document_id VARCHAR NOT NULL, method VARCHAR NOT NULL, size INTEGER NOT NULL, signature BLOB NOT NULL)"
    )
    connection.execute(
        "DELETE FROM parsed.signatures WHERE method <> ? OR document_id IN (SELECT document_id FROM replaced)"
        " OR document_id NOT IN (SELECT document_id FROM parsed.texts)",
        [_METHOD],
    )
    made = [
        pl.DataFrame({"document_id": documents, "size": sizes, "signature": signatures})
        for documents, sizes, signatures in _missing(connection)
    ]
    if made:
        connection.register("made_signatures", pl.concat(made))
        connection.execute(
            "INSERT INTO parsed.signatures SELECT document_id, ?, size, signature FROM made_signatures", [_METHOD]
        )
        connection.unregister("made_signatures")


def kept_signatures(connection: duckdb.DuckDBPyConnection) -> Signatures:
    """The signatures of all texts that are long enough to be compared."""
    found = connection.execute(
        "SELECT document_id, size, signature FROM parsed.signatures WHERE size >= ? ORDER BY document_id", [_SHORTEST]
    ).pl()
    values = np.frombuffer(b"".join(found["signature"]), np.uint32).reshape(-1, PLACES)
    return Signatures(found["document_id"].to_list(), found["size"].to_numpy().astype(np.int64), values)


def signed(found: list[Grams]) -> npt.NDArray[np.uint32]:
    """The signatures of sets of grams, one a row."""
    ends = np.cumsum([0, *map(len, found)])
    flat = np.concatenate(found) if found else np.array([], np.uint64)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(flat, ends.tolist(), PLACES, _SEED)
    return np.array(matrix.to_rows(), np.uint32).reshape(-1, PLACES)


def _missing(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[list[str], list[int], list[bytes]]]:
    """Documents without a signature, with the sizes and signatures of their texts, some hundred at once."""
    connection.execute("SELECT document_id, text FROM parsed.texts ANTI JOIN parsed.signatures USING (document_id)")
    while batch := connection.fetchmany(_AT_ONCE):
        sets = [grams(text) for _, text in batch]
        yield [document for document, _ in batch], list(map(len, sets)), [row.tobytes() for row in signed(sets)]


@cache
def _folding() -> npt.NDArray[np.uint32]:
    """For each character the one it is compared as, 0 for blanks: a hundred times as fast as normalising every text."""
    table = np.arange(_BEYOND + 1, dtype=np.uint32)
    traditional = simplified_characters()
    for code in range(_BEYOND):
        plain = unicodedata.normalize("NFKC", chr(code)).lower()
        if not plain.strip() or plain == "\u200b":
            table[code] = 0
        elif len(plain) == 1:
            table[code] = traditional.get(ord(plain), ord(plain))
    return table
