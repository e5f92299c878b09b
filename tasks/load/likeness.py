"""Which texts are alike, out of their signatures: near-duplicates, and siblings made from one boilerplate.

Only pairs that share a band of their signatures are looked at (locality-sensitive hashing), and pairs of one unit. All
of it is a function of the set of texts, never of the order in which they came: each night pairs all signatures anew,
which takes seconds, while the texts behind them are read once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from tasks.load.signatures import PLACES, Signatures

Indices: TypeAlias = npt.NDArray[np.int64]

COPY_JACCARD = 0.90
COPY_CONTAINMENT = 0.95
"""A brand-swapped mirror of a real report keeps a Jaccard index of 0.987 and a containment of 0.997."""

SIBLING_JACCARD = 0.50
"""Different projects out of one template reach 0.71 with each other."""

_BAND = 5  # places; 51 bands find 80 of 100 pairs at an index of 0.5, 98 at 0.6, all at 0.8
_BANDS = PLACES // _BAND
_BEHIND = 4  # places behind a band by which its texts are ordered, so that the most alike are neighbours
_NEIGHBOURS = 16
"""Of a band that more texts share, each is compared with so many in the order of their signatures: a form that a whole
province fills in would else cost the square of its number."""
_UNIT_NEIGHBOURS = 32
_LOOK = 64  # places looked at first; most pairs of a band are told apart by them
_LOOK_LEAST = 20  # of 64: three standard errors below an index of 0.5
_AT_ONCE = 20_000
_KEPT = 20  # pairs of a text within its unit, and as many outside


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of texts by their rows, the first before the second, with the places in which their signatures agree."""

    one: Indices
    other: Indices
    agreeing: Indices

    def chosen(self, mask: npt.NDArray[np.bool_]) -> Pairs:
        """Those of the pairs that a mask picks."""
        return Pairs(self.one[mask], self.other[mask], self.agreeing[mask])


def alike(signatures: Signatures, units: Indices, places: Indices) -> Pairs:
    """The pairs of texts that are at least siblings, in the order of their rows.

    `units` numbers the unit of each text, `places` gives it a place of its own among those of the unit. Of each text
    the 20 likest of its unit and the 20 likest others are kept.
    """
    order = np.lexsort((places, units))
    found = [_agreement(signatures.values, _within(order, units[order], _UNIT_NEIGHBOURS))]
    found += [_agreement(signatures.values, _band_pairs(signatures.values, band)) for band in range(_BANDS)]
    count = len(signatures.documents)
    codes = np.concatenate([pairs.one * count + pairs.other for pairs in found])
    codes, first = np.unique(codes, return_index=True)
    agreeing = np.concatenate([pairs.agreeing for pairs in found])[first]
    pairs = Pairs(codes // max(count, 1), codes % max(count, 1), agreeing)
    return _likest(pairs, units)


def agreement(signatures: Signatures, one: Indices, other: Indices) -> Pairs:
    """The agreement of given pairs, whatever it is."""
    low, high = np.minimum(one, other), np.maximum(one, other)
    same = [
        (signatures.values[low[at : at + _AT_ONCE]] == signatures.values[high[at : at + _AT_ONCE]]).sum(axis=1)
        for at in range(0, len(low), _AT_ONCE)
    ]
    return Pairs(low, high, np.concatenate([*same, np.array([], np.int64)]).astype(np.int64))


def jaccard(pairs: Pairs) -> Indices:
    """The Jaccard index in millionths."""
    return pairs.agreeing * 1_000_000 // PLACES


def containment(pairs: Pairs, sizes: npt.NDArray[np.int64]) -> Indices:
    """The share of the smaller text that stands in the larger, in millionths: it follows from index and sizes."""
    one, other = sizes[pairs.one], sizes[pairs.other]
    share = pairs.agreeing * (one + other) * 1_000_000 // ((PLACES + pairs.agreeing) * np.minimum(one, other))
    return np.minimum(share, 1_000_000)


def _band_pairs(values: npt.NDArray[np.uint32], band: int) -> tuple[Indices, Indices]:
    """Texts that agree in all places of a band."""
    places = (band * _BAND + np.arange(_BAND + _BEHIND)) % PLACES
    columns = values[:, places]
    order = np.lexsort(columns.T[::-1])
    shared = columns[order, :_BAND]
    changes = (shared[1:] != shared[:-1]).any(axis=1)
    buckets = np.concatenate([[0], np.cumsum(changes)]) if len(order) else order
    return _within(order, buckets, _NEIGHBOURS)


def _within(order: Indices, groups: Indices, neighbours: int) -> tuple[Indices, Indices]:
    """Each row in an order with the next ones of its group, so many at most."""
    ones, others = [order[:0]], [order[:0]]
    for step in range(1, neighbours + 1):
        same = groups[step:] == groups[:-step]
        if not same.any():
            break
        ones.append(order[:-step][same])
        others.append(order[step:][same])
    one, other = np.concatenate(ones), np.concatenate(others)
    return np.minimum(one, other), np.maximum(one, other)


def _agreement(values: npt.NDArray[np.uint32], candidates: tuple[Indices, Indices]) -> Pairs:
    """Those of the candidates that are alike."""
    one, other = candidates
    parts = [Pairs(one[:0], other[:0], one[:0])]
    for at in range(0, len(one), _AT_ONCE):
        low, high = one[at : at + _AT_ONCE], other[at : at + _AT_ONCE]
        look = (values[low, :_LOOK] == values[high, :_LOOK]).sum(axis=1) >= _LOOK_LEAST
        low, high = low[look], high[look]
        same = (values[low] == values[high]).sum(axis=1)
        enough = same >= SIBLING_JACCARD * PLACES
        parts.append(Pairs(low[enough], high[enough], same[enough].astype(np.int64)))
    return Pairs(
        np.concatenate([part.one for part in parts]),
        np.concatenate([part.other for part in parts]),
        np.concatenate([part.agreeing for part in parts]),
    )


def _likest(pairs: Pairs, units: Indices) -> Pairs:
    """The pairs that are among the likest of one of their texts, within the unit or outside."""
    inside = units[pairs.one] == units[pairs.other]
    number = np.arange(len(inside))
    kept = np.zeros(len(inside), np.bool_)
    ends = ((pairs.one, pairs.other), (pairs.other, pairs.one))
    text = np.concatenate([ends[0][0], ends[1][0]])
    partner = np.concatenate([ends[0][1], ends[1][1]])
    pair = np.concatenate([number, number])
    order = np.lexsort((partner, -pairs.agreeing[pair], inside[pair], text))
    group = text[order] * 2 + inside[pair][order]
    starts = np.flatnonzero(np.concatenate([[True], group[1:] != group[:-1]])) if len(group) else group
    rank = np.arange(len(group)) - np.repeat(starts, np.diff(np.append(starts, len(group))))
    kept[pair[order][rank < _KEPT]] = True
    return pairs.chosen(kept)
