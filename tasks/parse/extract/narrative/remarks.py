"""What a report says of its problems and what it proposes: the text under the headings of that name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.parse.extract.outline import Heading, headings
from tasks.parse.extract.spans import Span, narrow, stated
from tasks.parse.facts import Stated

_PROBLEMS = re.compile(r"问题|不足|困难")
_SUGGESTIONS = re.compile(r"建议|改进(?:措施|方向|意见)|整改措施|下一步|措施与建议")
_LIMIT = 6000
_NUMERALS = "一二三四五六七八九十"
# 五、存在的问题暂无六、建议…: of a text whose line breaks are lost, a heading's words go on in what stands under it.
_PROBLEMS_RUN_ON = re.compile(
    rf"([{_NUMERALS}])、(?:项目)?存在(?:的)?(?:主要|突出)?(?:问题|困难)(?:[和与及](?:其)?(?:不足|困难|原因)(?:分析)?)?[:：]?"
)
_SUGGESTIONS_RUN_ON = re.compile(rf"([{_NUMERALS}])、(?:有关|相关|改进|工作|意见和)?建议(?:及措施|和措施)?[:：]?")


def read_remarks(text: str, spans: Sequence[Span]) -> tuple[Stated[str] | None, Stated[str] | None]:
    """The problems and the suggestions, each as the text under the narrowest heading that names only it."""
    found = [h for span in spans for h in headings(text, span) if len(h.words) <= 40]
    problems = _under(text, found, _PROBLEMS, _SUGGESTIONS) or _run_on(text, spans, _PROBLEMS_RUN_ON)
    return problems, _under(text, found, _SUGGESTIONS, _PROBLEMS) or _run_on(text, spans, _SUGGESTIONS_RUN_ON)


def _under(text: str, found: list[Heading], wanted: re.Pattern[str], other: re.Pattern[str]) -> Stated[str] | None:
    named = [h for h in found if wanted.search(h.words) and "其他需" not in h.words and "未完成" not in h.words]
    # 五、主要经验及做法、存在的问题和建议 announces what its own headings then divide.
    plain = [h for h in named if not other.search(h.words)] or named
    for heading in sorted(plain, key=lambda h: (bool(re.search("经验|做法", h.words)), h.depth, h.start)):
        body = text[heading.body : heading.end].strip()
        if body:
            return stated(text, heading.body, min(heading.end, heading.body + _LIMIT), "section")
    return None


def _run_on(text: str, spans: Sequence[Span], words: re.Pattern[str]) -> Stated[str] | None:
    """What stands under a heading inside a line: up to the mark of the next number, which tells that it is one."""
    narrowed = narrow(text)
    for span in spans:
        for match in words.finditer(narrowed, span.start, span.end):
            after = _NUMERALS.find(match[1]) + 1
            line = narrowed.find("\n", match.end(), span.end)
            end = line if line >= 0 else span.end
            following = narrowed.find(f"{_NUMERALS[after]}、", match.end(), end) if after < len(_NUMERALS) else -1
            if following >= 0 and text[match.end() : following].strip(" 。"):
                return stated(text, match.end(), min(following, match.end() + _LIMIT), "section")
    return None
