"""What only the head of a page says of its publication: PubDate and ContentSource (国办发〔2017〕47号)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from tasks.parse.readers.furniture import count_info_labels, is_date, is_publication_line
from tasks.parse.readers.words import tidy

_DAY = re.compile(r"(?:19|20)\d\d\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}")
_SOURCE_LABEL = re.compile(r"^\s*(?:信息)?来源\s*[:：]\s*")
_LONGEST_SOURCE = 40


def declared_line(texts: Iterable[str], tags: Mapping[str, str]) -> str:
    """The line of page data that a page does not show: evidence needs a place in the text. Empty where it shows all.

    What the page shows holds before its tags, which keep the day of a migration now and then.
    """
    day = _DAY.search(tags.get("pubdate", ""))
    source = tidy(_SOURCE_LABEL.sub("", tags.get("contentsource", "")))
    lacks_day, lacks_source = day is not None, 0 < len(source) <= _LONGEST_SOURCE
    for text in texts:
        if not (lacks_day or lacks_source):
            return ""
        dated = lacks_day and _DAY.search(text) is not None
        named = lacks_source and ("来源" in text or "机构" in text)
        if (dated or named) and (is_publication_line(text) or is_date(text) or count_info_labels(text)):
            lacks_day, lacks_source = lacks_day and not dated, lacks_source and not named
    said = []
    if day is not None and lacks_day:
        said.append(f"发布日期：{day.group()}")
    if lacks_source:
        said.append(f"来源：{source}")
    return " ".join(said)
