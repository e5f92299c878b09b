"""Titles that their neighbours tell: halves of one title, and names in lists that only look like titles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tasks.parse.document import Block
from tasks.parse.readers.headings import is_title_lead

_BARE_NUMBER = re.compile(r"^\d{1,3}$")


def with_title_lines(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with titles put right by their neighbours.

    A title is often broken in two, and its first half alone is no title; a name behind a bare number is an entry of
    a list of documents and not the title of one.
    """
    settled = list(blocks)
    for index, (block, following) in enumerate(pairwise(blocks)):
        if block.kind == "paragraph" and following.level == 1 and is_title_lead(block.text):
            settled[index] = replace(block, kind="heading", level=1)
        elif following.level == 1 and _BARE_NUMBER.match(block.text):
            settled[index + 1] = replace(following, kind="paragraph", level=0)
    return settled
