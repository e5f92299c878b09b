"""Damage: what happens to bytes on the way and in storage, and what somebody may do to them on purpose."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from xml.sax.saxutils import escape

_ELEMENT = re.compile(rb"<((?:w:)?(?:tr|tc|p|r|tbl|row|c|si|mergeCell))\b[^<>]*[^/<>]>.{0,20000}?</\1>", re.DOTALL)
_TEXT = re.compile(rb">([^<>]+)<")
_ATTRIBUTE = re.compile(rb'="([^"<>]{0,40})"')
_TAG = re.compile(rb"<[^<>]{1,80}>")
_NUMBER = re.compile(rb"\d+")
_LINE = re.compile(rb"[^\n]{1,400}\n")
_CELL = re.compile(rb"<t[dr]\b.{0,300}?</t[dr]>|[^\t|\n]{0,40}[\t|]", re.DOTALL)
_CHARSETS = ("utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be", "utf-7", "latin-1", "shift_jis")
_NUMBERS = (
    "9" * 40, "9" * 5000, "1e308", "0.000000000000000001", "-0", "壹仟亿万亿", "二〇二三", "100" * 12,
    "1,234,567.891",
    "９９９９９９９９９９９９９９９９９９", "99999999999999999.99", "1/0", "0/0", "%%%",
    "100.00000001%", "٣٤٥", "¹²³", "½",
    "2023年13月45日", "2.30.4.5", "1,2,3,4,5,6,7,8", "≥≥100%", "＋∞", "NaN",
)  # fmt: skip
_WORDS = (
    "一、项目基本情况", "二、", "(一)", "年度资金总额", "其中:当年财政拨款", "得分", "分值", "一级指标", "产出指标",
    "万元", "亿元",
    "执行率", "全年预算数", "自评得分", "等级为“优”", "。", ",", ":", "“", "《", "(", ")", "】",
    "\x00", "\ufeff", "\u202e",
    "\u200b", "\u3000", "\xa0", "&#0;", "&#x110000;", "&nbsp;", "<!--", "-->", "]]>", "<![CDATA[", "\\par",
    "\r", "\n\n",
    "身份证号码 110101199003070000", "电话:13800000000", "|", "\t", "---", "||",
    "<td colspan=99999>", "<td rowspan=-1>",
    "<table>", "</table>", "<svg>", "<template>", "<select>", "<plaintext>", "<frameset>", "𠀀", "e\u0301", "ﷺ",
)  # fmt: skip


def mutated(throw: random.Random, data: bytes, other: bytes) -> bytes:
    """`data` damaged in one to four ways; `other` is spliced into it in some."""
    if zipfile.is_zipfile(BytesIO(data)) and throw.random() < 0.75:
        return _inside_zip(throw, data, other)
    return _damaged(throw, data, other)


def _damaged(throw: random.Random, data: bytes, other: bytes) -> bytes:
    for _ in range(throw.randint(1, 4)):
        data = throw.choice(_WAYS)(throw, data, other)[:_LONGEST]
    return data


def _inside_zip(throw: random.Random, data: bytes, other: bytes) -> bytes:
    """Damages one file of a docx, xlsx or zip and packs all again: damage to the packing hides what is inside."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        infos = source.infolist()
        heavy = sorted(infos, key=lambda info: (-info.file_size, info.filename))[:3]
        chosen = throw.choice(heavy + infos)
        for info in infos:
            content = source.read(info)
            if info is chosen:
                sound = content.lstrip().startswith(b"<") and throw.random() < 0.8
                content = _other_xml(throw, content) if sound else _damaged(throw, content, other)
            target.writestr(zipfile.ZipInfo(info.filename, (2024, 3, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _other_xml(throw: random.Random, content: bytes) -> bytes:
    """Other words, numbers, rows and cells in XML that stays well-formed, so that more than its parser sees them."""
    for _ in range(throw.randint(1, 4)):
        elements = list(_ELEMENT.finditer(content))
        texts = list((_TEXT if throw.random() < 0.6 else _ATTRIBUTE).finditer(content))
        if elements and throw.random() < 0.4:
            match = throw.choice(elements)
            content = content[: match.start()] + match[0] * throw.choice((0, 2, 40, 1000)) + content[match.end() :]
        elif texts:
            match = throw.choice(texts)
            words = throw.choice(_NUMBERS + _WORDS) * throw.choice((1, 1, 1, 30, 2000))
            printable = re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd]", "", words)
            content = content[: match.start(1)] + escape(printable, {'"': "&quot;"}).encode() + content[match.end(1) :]
    return content


def _flip_bits(throw: random.Random, data: bytes, _: bytes) -> bytes:
    changed = bytearray(data)
    for _i in range(min(len(changed), throw.choice((1, 3, 10, 200)))):
        changed[throw.randrange(len(changed))] ^= 1 << throw.randrange(8)
    return bytes(changed)


def _truncate(throw: random.Random, data: bytes, _: bytes) -> bytes:
    return data[: throw.randint(0, len(data))]


def _delete_range(throw: random.Random, data: bytes, _: bytes) -> bytes:
    start, end = _range(throw, data)
    return data[:start] + data[end:]


def _repeat_range(throw: random.Random, data: bytes, _: bytes) -> bytes:
    start, end = _range(throw, data[: len(data)])
    end = min(end, start + 2000)
    return data[:end] + data[start:end] * throw.choice((1, 2, 20, 200)) + data[end:]


def _splice(throw: random.Random, data: bytes, other: bytes) -> bytes:
    start, end = _range(throw, other)
    at = throw.randint(0, len(data))
    return data[:at] + other[start:end] + data[at if throw.random() < 0.5 else min(len(data), at + end - start) :]


def _repeat_piece(throw: random.Random, data: bytes, _: bytes) -> bytes:
    """One tag, cell or line many times over."""
    found = list(throw.choice((_TAG, _CELL, _LINE)).finditer(data))
    if not found:
        return data
    match = throw.choice(found)
    return data[: match.end()] + match[0] * throw.choice((1, 3, 50, 3000)) + data[match.end() :]


def _remove_pieces(throw: random.Random, data: bytes, _: bytes) -> bytes:
    """All tags, cells or lines of a kind, or every line break: structure without its separators."""
    if throw.random() < 0.3:
        return data.replace(b"\n", b"")
    share = throw.random()
    return throw.choice((_TAG, _CELL, _LINE)).sub(lambda match: b"" if throw.random() < share else match[0], data)


def _swap_charset(throw: random.Random, data: bytes, _: bytes) -> bytes:
    """Text decoded and encoded again by a wrong charset, in part or wholly."""
    start, end = (0, len(data)) if throw.random() < 0.5 else _range(throw, data)
    text = data[start:end].decode(throw.choice(_CHARSETS), "replace")
    return data[:start] + text.encode(throw.choice(_CHARSETS), throw.choice(("replace", "ignore"))) + data[end:]


def _odd_numbers(throw: random.Random, data: bytes, _: bytes) -> bytes:
    share = throw.choice((0.02, 0.2, 1.0))
    chosen = [number.encode() for number in throw.sample(_NUMBERS, 3)]
    return _NUMBER.sub(lambda match: throw.choice(chosen) if throw.random() < share else match[0], data)


def _insert_words(throw: random.Random, data: bytes, _: bytes) -> bytes:
    charset = throw.choice(("utf-8", "utf-8", "gb18030"))
    for _i in range(throw.choice((1, 5, 40))):
        at = throw.randint(0, len(data))
        word = (throw.choice(_WORDS) * throw.choice((1, 1, 1, 2, 400))).encode(charset)
        data = data[:at] + word + data[at:]
    return data


def _nest(throw: random.Random, data: bytes, _: bytes) -> bytes:
    deep = throw.choice((10, 300, 5000))
    opening, closing = throw.choice(
        ((b"<div>", b"</div>"), (b"<table><tr><td>", b"</td></tr></table>"), (b"<b>", b""), ("“".encode(), b""),
         (b"(", b")"), (b"<w:tbl><w:tr><w:tc>", b"</w:tc></w:tr></w:tbl>"), (b"{", b"}"), (b"[", b"]"))
    )  # fmt: skip
    start, end = _range(throw, data)
    return data[:start] + opening * deep + data[start:end] + closing * deep + data[end:]


def _range(throw: random.Random, data: bytes) -> tuple[int, int]:
    start = throw.randint(0, len(data))
    return start, throw.randint(start, min(len(data), start + throw.choice((20, 500, 5000, len(data)))))


_LONGEST = 3_000_000
_WAYS: tuple[Callable[[random.Random, bytes, bytes], bytes], ...] = (
    _flip_bits, _truncate, _delete_range, _repeat_range, _splice, _repeat_piece, _remove_pieces, _swap_charset,
    _odd_numbers, _insert_words, _nest,
)  # fmt: skip
