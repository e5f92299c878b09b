"""What robots.txt allows (RFC 9309)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from protego import Protego

from tasks.crawl.charset import decode
from tasks.crawl.settings import PRODUCT_TOKEN

MAX_ROBOTS_BYTES = 500 * 1024
"""The part of a robots.txt that a crawler must read at least (RFC 9309, 2.5); the rest is not read."""
LONGEST_CRAWL_DELAY = 60.0
"""Seconds; a longer Crawl-delay is a way of saying no to whole nights and is cut, as search engines do."""


@dataclass(frozen=True, slots=True)
class Robots:
    """A host's rules for us. `closed` says why nothing at all may be asked of it in this night."""

    rules: Protego | None = None
    closed: str | None = None

    def allows(self, url: str) -> bool:
        """Whether an address may be asked for."""
        if self.closed is not None:
            return False
        return self.rules is None or bool(self.rules.can_fetch(url, PRODUCT_TOKEN))

    @property
    def delay(self) -> float:
        """Seconds that the host wants between two requests; 0 where it does not say."""
        wanted = self.rules.crawl_delay(PRODUCT_TOKEN) if self.rules is not None else None
        seconds = float(wanted or 0)
        return min(max(seconds, 0.0), LONGEST_CRAWL_DELAY) if math.isfinite(seconds) else LONGEST_CRAWL_DELAY


def read_robots(status: int | None, body: bytes, trouble: str | None) -> Robots:
    """The rules that an answer to robots.txt stands for.

    2xx: the rules in it. 4xx: none, everything is allowed (RFC 9309, 2.3.1.3). No answer, half an answer, 5xx, and 429,
    which is load and no statement about rules: closed for this night (2.3.1.4). So are redirects that do not end or
    lead to another site: the RFC leaves that to us, and it is the polite way.
    """
    if status is None or not 200 <= status < 500 or status == 429 or (status < 400 and trouble):
        return Robots(closed=f"robots.txt could not be had ({trouble or f'status {status}'})")
    if status >= 400:
        return Robots()
    try:
        return Robots(rules=Protego.parse(decode(body[:MAX_ROBOTS_BYTES])))
    except Exception as error:
        return Robots(closed=f"robots.txt could not be understood ({type(error).__name__})")
