"""Proposed source files."""

from __future__ import annotations

import pytest
import yaml

from tasks.crawl.column import Listed
from tasks.crawl.items import Items
from tasks.crawl.listing.sniff import Sniffed, frames
from tasks.crawl.probe import Look
from tasks.crawl.propose import propose
from tasks.crawl.source import SourceColumn

ADDRESS = "http://czj.qinghe.gov.cn/zwgk/jxgl/"


@pytest.mark.parametrize("end", ["\n", "\r", "\x85", "\u2028", "\x80", "\x1b"])
def test_no_page_writes_a_line_of_its_own_into_the_file(end: str) -> None:
    page = f"<iframe src='/list.html{end}connect: {{evil.example: 127.0.0.1:80}}'></iframe>"
    nothing = Listed(SourceColumn(url=ADDRESS, minimum=1), Items().new_list())
    signs = Sniffed("plain", (f"a sign{end}user: root",))
    proposed = propose(Look(page, None, signs, listed=nothing, frames=tuple(frames(page))), ADDRESS)
    assert "it holds a frame: /list.html" in proposed
    read = yaml.safe_load(proposed)
    assert not {"connect", "user"} & set(read)
