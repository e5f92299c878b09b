"""From bytes to text: which charset a page is really in, whatever it says.

Half of the old sites label GBK pages UTF-8 or the other way round, and Python's own gb2312 lacks characters that
browsers show (镕, 〇), because to a browser gb2312, GBK and GB18030 are one decoder.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

import charset_normalizer

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_GB_LABELS = frozenset({"gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80", "gb2312-80", "cp936", "ms936", "hz-gb-2312"})
# What servers and editors write when nobody chose: they fit any bytes, so they say nothing about Chinese text.
_SAY_NOTHING = frozenset({"iso-8859-1", "latin-1", "latin1", "windows-1252", "cp1252", "us-ascii", "ascii"})
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,30})""", re.IGNORECASE)
_XML = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,30})""")
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.IGNORECASE)
_DECLARATION_BYTES = 8192
_BIG5_PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\xa1-\xfe]")
# A detector needs something to count: on short GBK texts it answers UTF-16 or Big5.
_DETECTOR_MINIMUM = 400
_DETECTOR_SAMPLE = 64 * 1024
_PROVING = 4
# 3,724,055.00? at the end of a cell: a no-break space that the encoding which the page was saved in does not have.
_LOST_SPACE = re.compile(r"\?(?<=\d\?)(?=\s*(?:[|<]|$))", re.MULTILINE)
_WIDE_SAMPLE = 4096
_WIDE_FEWEST = 40
_WIDE_SHARE = 0.02
_WIDE_KNOWN = 0.98


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the charset it was decoded with, and what was odd about that."""

    text: str
    charset: str
    note: str | None = None


def declared_charset(data: bytes) -> str | None:
    """The charset that a page names in its `<meta>` or XML declaration, lower case."""
    head = data[:_DECLARATION_BYTES]
    match = _META.search(head) or _XML.search(head)
    return match.group(1).decode("ascii").lower() if match else None


def header_charset(content_type: str | None) -> str | None:
    """The charset of a Content-Type header, lower case."""
    match = _HEADER.search(content_type or "")
    return match.group(1).lower() if match else None


def decode(data: bytes, *, content_type: str | None = None) -> Decoded:
    """Decode `data`: byte order mark, strict UTF-8, a label of the GB family, other labels, a detector, GB18030.

    Strict UTF-8 comes before every label because real GBK text is almost never valid UTF-8: this cures pages that
    are mislabelled either way. Never fails; what had to be replaced or guessed stands in the note.
    """
    decoded = _decode(data, (header_charset(content_type), declared_charset(data)))
    if "?" in decoded.text:
        decoded = replace(decoded, text=_LOST_SPACE.sub(" ", decoded.text))
    if decoded.note is None and _is_mojibake(decoded.text):
        return Decoded(decoded.text, decoded.charset, "the publisher's text is GBK that was read as Latin-1")
    return decoded


def _decode(data: bytes, labels: tuple[str | None, ...]) -> Decoded:
    for mark, charset in _BOMS:
        if data.startswith(mark):
            return _forgiving(data[len(mark) :], charset)
    wide = wide_charset(data)
    if wide is not None:
        return _forgiving(data, wide, f"no byte order mark, is {wide}")
    utf8 = _strict(data, "utf-8")
    if utf8 is not None:
        mislabelled = next((label for label in labels if label in _GB_LABELS), None)
        note = f"labelled {mislabelled}, is utf-8" if mislabelled and not data.isascii() else None
        return Decoded(utf8, "utf-8", note)
    if any(label in _GB_LABELS for label in labels):
        text = _strict(data, "gb18030")
        if text is not None:
            return Decoded(text, "gb18030")
    if _is_damaged_utf8(data):
        return _forgiving(data, "utf-8")
    if any(label in _GB_LABELS for label in labels):
        return _forgiving(data, "gb18030")
    for label in labels:
        other = _known(label)
        if other is not None and (text := _strict(data, other)) is not None:
            return Decoded(text, other)
    return _guess(data, labels)


def wide_charset(data: bytes) -> str | None:
    """The byte order of UTF-16 text that has lost its mark, by the zero bytes of its blanks, digits and tags."""
    head = data[: _WIDE_SAMPLE & ~1]
    if b"\x00" not in head or len(head) < _WIDE_FEWEST:
        return None
    zeros = head[0::2].count(0), head[1::2].count(0)
    charset = "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
    # 一 ends in a zero byte too.
    if 2 * min(zeros) > max(zeros) or max(zeros) < _WIDE_SHARE * len(head) / 2:
        return None
    text = head[: len(head) & ~1].decode(charset, errors="replace")
    known = sum(1 for char in text if char.isprintable() and (char < "\u0250" or "\u2000" <= char <= "\uffef"))
    known += sum(text.count(char) for char in "\r\n\t")
    return charset if known >= _WIDE_KNOWN * len(text) and "\ufffd" not in text[:-1] else None


def _guess(data: bytes, labels: tuple[str | None, ...]) -> Decoded:
    label = next((label for label in labels if label), None)
    said = f"labelled {label}" if label else "no charset stated"
    chinese = _strict(data, "gb18030")
    if chinese is not None and _reads_as_chinese(chinese):
        return Decoded(chinese, "gb18030", f"{said}, is gb18030")
    traditional = _strict(data, "big5hkscs")
    if traditional is not None and _everyday_in_big5(data):
        return Decoded(traditional, "big5hkscs", f"{said}, is big5")
    if len(data) >= _DETECTOR_MINIMUM:
        best = charset_normalizer.from_bytes(data[:_DETECTOR_SAMPLE]).best()
        charset = _known(best.encoding) if best is not None else None
        if charset is not None and (text := _strict(data, charset)) is not None:
            return Decoded(text, charset, f"{said}, detected {charset}")
    return _forgiving(data, "gb18030", f"{said}, taken for gb18030")


def _strict(data: bytes, charset: str) -> str | None:
    """`data` decoded without error, or None.

    A character cut off by the end of the file is no error, if enough before it says that the charset is right.
    """
    try:
        return data.decode(charset)
    except (UnicodeError, ValueError):
        decoder = codecs.getincrementaldecoder(charset)()
    try:
        text = decoder.decode(data, final=False)
        if decoder.getstate()[0] and sum(1 for char in text[:10_000] if not char.isascii()) < _PROVING:
            return None
    except (UnicodeError, ValueError):
        return None
    return text


def _forgiving(data: bytes, charset: str, note: str | None = None) -> Decoded:
    text = data.decode(charset, errors="replace")
    replaced = text.count("\ufffd")
    if replaced:
        what = f"{replaced} bytes or characters are not {charset}"
        note = f"{note}; {what}" if note else what
    return Decoded(text, charset, note)


def _known(label: str | None) -> str | None:
    if not label or label in _SAY_NOTHING or label.startswith(("utf-16", "utf_16", "utf-32", "utf_32", "utf-8")):
        return None
    if label in _GB_LABELS or label == "utf_8":
        return None
    try:
        codec = codecs.lookup(label)
    except (LookupError, ValueError):
        return None
    return codec.name if getattr(codec, "_is_text_encoding", False) and codec.incrementaldecoder else None


def _is_damaged_utf8(data: bytes) -> bool:
    """UTF-8 with a few broken characters, as content systems leave it that cut texts at a byte count."""
    text = data.decode("utf-8", errors="replace")
    wide = sum(1 for char in text[:200_000] if char >= "\u0800" and char != "\ufffd")
    return wide > 20 * text[:200_000].count("\ufffd")


def _reads_as_chinese(text: str) -> bool:
    """Whether most of the wide characters are among the 3,755 everyday ones (GB 2312 level one, sorted by sound).

    Big5, Shift-JIS and plain binary decode as GB18030 too, but to rare characters.
    """
    sample = [char for char in text[:20_000] if char > "\u00ff"]
    if not sample:
        return False
    everyday = sum(1 for char in sample if _is_everyday(char))
    return everyday >= 0.7 * len(sample)


def _everyday_in_big5(data: bytes) -> bool:
    """Whether most of the wide characters are among Big5's 5,401 everyday ones and its punctuation."""
    leads = [pair[0] for pair in _BIG5_PAIR.findall(data[: 2 * _WIDE_SAMPLE])]
    everyday = sum(1 for lead in leads if 0xA1 <= lead <= 0xC6 and lead != 0xA3)
    return len(leads) >= _PROVING and everyday >= 0.9 * len(leads)


def _is_everyday(char: str) -> bool:
    if "\u3000" <= char <= "\u303f" or "\uff01" <= char <= "\uff5e" or "\u2010" <= char <= "\u2030":
        return True
    encoded = char.encode("gb18030", errors="ignore")
    return len(encoded) == 2 and b"\xb0\xa1" <= encoded <= b"\xd7\xf9"


def _is_mojibake(text: str) -> bool:
    sample = text[:20_000]
    # In UTF-8 the letters from À to ÿ, and they alone, begin with this byte: it is counted ten times as fast.
    letters = sample.encode("utf-8", "surrogatepass").count(b"\xc3")
    return letters >= 40 and letters > 0.3 * len(sample)
