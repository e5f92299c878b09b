"""Which rows of a list add up which others."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.parse.forms.draft import Draft

# The numbers of a list's rows, from the groups down; a row without a number is as deep as any.
_NUMBERS = (
    re.compile(r"[一二三四五六七八九十]{1,3}[、.]?"),
    re.compile(r"[(（][一二三四五六七八九十]{1,3}[)）]"),
    re.compile(r"\d{1,3}[、.]?"),
    re.compile(r"[(（]\d{1,3}[)）]|\d{1,3}(?:\.\d{1,3})+"),
)


def depth_of(number: str) -> int:
    """How deep in a list a row of that number stands; 1 are the groups (一、)."""
    depths = (depth for depth, written in enumerate(_NUMBERS, 1) if written.fullmatch(number))
    return next(depths, len(_NUMBERS) + 1)


def tell_parts(rows: Sequence[Draft]) -> None:
    """Tell of each row of a list which row adds it up: the group above it, else the sum at the list's head or foot."""
    ranked = [(row.rank, row) for row in rows if row.rank is not None]
    sum_leads = bool(ranked) and ranked[0][0] == 0
    above: list[tuple[int, Draft]] = []
    groups: list[Draft] = []
    for rank, row in ranked:
        if rank == 0 and not sum_leads:
            for group in groups:
                group.part_of = row.start
            above, groups = [], []
            continue
        while above and above[-1][0] >= rank:
            above.pop()
        if above:
            row.part_of = above[-1][1].start
        else:
            groups.append(row)
        above.append((rank, row))
