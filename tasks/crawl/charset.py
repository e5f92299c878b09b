"""Bytes to text, well enough to follow links; the parser decodes on its own and more carefully."""

from __future__ import annotations

import re

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decode(body: bytes, content_type: str | None = None) -> str:
    """The text of a page: BOM, strict UTF-8, GB18030 as browsers read every gb* label, then what is declared.

    Strict UTF-8 comes first since mislabelled pages are common both ways and real GBK is almost never valid UTF-8.
    """
    for bom, codec in _BOMS:
        if body.startswith(bom):
            return body.decode(codec, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _declared(body, content_type)
    if declared.startswith("utf"):
        # A page cut inside a character, or with a stray byte, is still UTF-8.
        return body.decode("utf-8", "replace")
    if declared in ("big5", "big5-hkscs"):
        return body.decode("big5hkscs", "replace")
    return body.decode("gb18030", "replace")


def _declared(body: bytes, content_type: str | None) -> str:
    found = _CHARSET.search((content_type or "").encode("ascii", "ignore")) or _CHARSET.search(body[:4096])
    return found.group(1).decode("ascii").lower() if found else ""
