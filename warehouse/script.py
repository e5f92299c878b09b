"""Disguised Chinese as it is compared: traditional characters and pinyin in brackets undone.

Mirrors turn 项目预算 into 項(xiàng)目預(yù)算 so that search engines take the page for a new one.
"""

from __future__ import annotations

import re
from functools import cache

from opencc import OpenCC

PINYIN = re.compile(r"\((?<=[\u4e00-\u9fff]\()[a-zāáǎàōóǒòēéěèīíǐìūúǔùüǘǚǜ]{1,6}\)")
"""The spelling of a character in brackets behind it, as mirrors put it in; (b) behind a letter or a figure is none."""

_SAMPLE = 1000
_BLOCKS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))


def simplified(text: str) -> str:
    """The text in simplified characters, each at the place of the one it stands for.

    OpenCC's dictionaries from traditional to simplified pair words of equal length (its regional ones do not), so that
    offsets hold; should a later one break that, single characters are converted.
    """
    try:
        found = _converter().convert(text)
    except UnicodeEncodeError:  # half of a surrogate pair, out of a page's script
        found = ""
    return found if len(found) == len(text) else text.translate(simplified_characters())


def traditional_share(text: str) -> float:
    """The share of characters that are traditional beyond doubt; those that simplified texts use too do not count.

    Of a long text only a thousand characters or two, spread over it, are looked at: every page is asked this.
    """
    sample = text[:: max(1, len(text) // _SAMPLE)]
    return len(_traditional_pattern().findall(sample)) / max(1, len(sample))


def undisguised(text: str) -> str:
    """A name or a text as it is compared, without pinyin and in simplified characters."""
    bare = PINYIN.sub("", text)
    return bare if _traditional().isdisjoint(bare) else simplified(bare)


@cache
def simplified_characters() -> dict[int, int]:
    """Every character that OpenCC converts by itself, as `str.translate` takes them."""
    characters = [chr(code) for block in _BLOCKS for code in block]
    converted = _converter().convert("\n".join(characters)).split("\n")
    return {ord(one): ord(other) for one, other in zip(characters, converted, strict=True) if one != other}


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


@cache
def _traditional() -> frozenset[str]:
    """What is converted and does not stand in GB 2312, the characters of the simplified script."""
    return frozenset(chr(code) for code in simplified_characters() if not _in_gb2312(chr(code)))


@cache
def _traditional_pattern() -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(_traditional()))}]")


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
