"""Identities: every id is a hash of what a thing is, so that loading twice changes nothing."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import urlsplit, urlunsplit

from warehouse.script import undisguised

_ID_LENGTH = 20  # hex digits: 80 bits, so that a hundred million rows still have no collision to expect


def identity(*parts: object) -> str:
    """A short hash of the parts in their order; None and the empty text are different things."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(b"\x00" if part is None else b"\x01" + str(part).encode("utf-8", "surrogatepass") + b"\x1f")
    return digest.hexdigest()[:_ID_LENGTH]


def canonical_url(url: str) -> str:
    """The address without what does not tell documents apart: case of the host, default port, fragment."""
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").lower()
    port = parts.port
    if port and (parts.scheme, port) not in (("http", 80), ("https", 443)):
        host = f"{host}:{port}"
    return urlunsplit((parts.scheme.lower(), host, parts.path or "/", parts.query, ""))


def document_id(url: str) -> str:
    """The id of the document at an address."""
    return identity("document", canonical_url(url))


def snapshot_id(url: str, sha256: str) -> str:
    """The id of a state of the document at an address."""
    return identity("snapshot", canonical_url(url), sha256)


def match_key(text: str | None) -> str:
    """A text as it is compared: simplified characters, NFKC, lower case, without pinyin, spaces, quotes, brackets."""
    if not text:
        return ""
    folded = undisguised(unicodedata.normalize("NFKC", text).lower())
    return re.sub(r"[\s\u200b\ufeff“”‘’\"'《》〈〉()\[\]【】〔〕·.,:;、。,;:]+", "", folded)
