"""Bytes to text, well enough to follow links; the parser decodes on its own and more carefully."""

from __future__ import annotations

import re

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_HAN = re.compile(r"[\u4e00-\u9fa5]")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decode(body: bytes, content_type: str | None = None) -> str:
    """The text of a page: BOM, strict UTF-8, Big5 where declared, UTF-8 with a few errors, GB18030.

    What is declared is believed last, since mislabelled pages are common both ways: real GBK is almost never valid
    UTF-8, and a UTF-8 page that was cut or has a stray byte shows few errors where GBK read as UTF-8 shows thousands.
    """
    for bom, codec in _BOMS:
        if body.startswith(bom):
            return body.decode(codec, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if _declared(body, content_type) in ("big5", "big5-hkscs"):
        return body.decode("big5hkscs", "replace")
    text = body.decode("utf-8", "replace")
    errors = text.count("\ufffd")
    return text if errors <= 3 or errors * 10 < len(_HAN.findall(text)) else body.decode("gb18030", "replace")


def _declared(body: bytes, content_type: str | None) -> str:
    found = _CHARSET.search((content_type or "").encode("ascii", "ignore")) or _CHARSET.search(body[:4096])
    return found.group(1).decode("ascii").lower() if found else ""
