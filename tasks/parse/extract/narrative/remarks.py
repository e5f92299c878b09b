"""What a report says of its problems and what it proposes: the text under the headings of that name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tasks.parse.extract.outline import Heading, headings
from tasks.parse.extract.spans import Span, stated
from tasks.parse.facts import Stated

_PROBLEMS = re.compile(r"问题|不足|困难")
_SUGGESTIONS = re.compile(r"建议|改进(?:措施|方向|意见)|整改措施|下一步|措施与建议")
_LIMIT = 6000


def read_remarks(text: str, spans: Iterable[Span]) -> tuple[Stated[str] | None, Stated[str] | None]:
    """The problems and the suggestions, each as the text under the narrowest heading that names only it."""
    found = [h for span in spans for h in headings(text, span) if len(h.words) <= 40]
    return _under(text, found, _PROBLEMS, _SUGGESTIONS), _under(text, found, _SUGGESTIONS, _PROBLEMS)


def _under(text: str, found: list[Heading], wanted: re.Pattern[str], other: re.Pattern[str]) -> Stated[str] | None:
    named = [h for h in found if wanted.search(h.words) and "其他需" not in h.words and "未完成" not in h.words]
    # 五、主要经验及做法、存在的问题和建议 announces what its own headings then divide.
    plain = [h for h in named if not other.search(h.words)] or named
    for heading in sorted(plain, key=lambda h: (bool(re.search("经验|做法", h.words)), h.depth, h.start)):
        body = text[heading.body : heading.end].strip()
        if body:
            return stated(text, heading.body, min(heading.end, heading.body + _LIMIT), "section")
    return None
