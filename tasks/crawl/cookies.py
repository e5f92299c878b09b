"""Cookies of one host for one night: some sites send the page only to who gives their session cookie back.

What a page's script would set is not set: that is how challenges ask for proof of a browser, and we are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_COOKIE = re.compile(r"\s*([!#$%&'*+.^`|~\w-]{1,256})=([\x21-\x7e]{0,4096}?)\s*(;.*)?", re.ASCII | re.DOTALL)
_EXPIRED = re.compile(r";\s*max-age=(0|-\d+)\s*(;|$)|;\s*expires=[^;]*\b19[79]\d\b", re.IGNORECASE)
_MOST = 30


class Cookies:
    """Names and values as the host last set them; never sent to another host, never kept."""

    def __init__(self) -> None:
        self._values: dict[str, str] = {}

    @property
    def header(self) -> str | None:
        """The value of the Cookie header; None where there is nothing to send."""
        return "; ".join(f"{name}={value}" for name, value in self._values.items()) or None

    def take(self, headers: Iterable[tuple[str, str]]) -> bool:
        """Remember what an answer's headers set; whether anything changed."""
        before = dict(self._values)
        for name, value in headers:
            found = _COOKIE.fullmatch(value) if name.lower() == "set-cookie" else None
            if found is None:
                continue
            if _EXPIRED.search(found[3] or ""):
                self._values.pop(found[1], None)
            elif found[1] in self._values or len(self._values) < _MOST:
                self._values[found[1]] = found[2].partition(";")[0]
        return self._values != before
