"""How politely, how long and how much the crawl asks."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from tasks.crawl.night import Window

PRODUCT_TOKEN = "Jixiao"  # noqa: S105 - the name by which robots.txt addresses us (RFC 9309, 2.2.1), no secret


@dataclass(frozen=True, slots=True)
class CrawlSettings:
    """The crawl's limits. Times are seconds, sizes bytes; the budgets of a night hold for each host, and its time,
    which a site could stretch for ever by answering slowly, for each source.

    `total_timeout` bounds a whole answer, however steadily it drips. Without a `window` requests may start at any hour.
    A `Retry-After` beyond `longest_retry_after` is kept by leaving the host until then.

    `contact` is a mail address or page at which a webmaster reaches whoever runs the crawl; it stands in every request.
    """

    contact: str = "no contact given"
    default_delay: float = 2.0
    connect_timeout: float = 15.0
    read_timeout: float = 30.0
    total_timeout: float = 300.0
    max_bytes: int = 64 * 1024 * 1024
    night_requests: int = 5000
    night_bytes: int = 4 * 1024**3
    night_seconds: float = 8 * 3600.0
    attempts: int = 3
    retry_wait: float = 5.0
    longest_retry_after: float = 120.0
    refusals_until_stop: int = 3
    max_list_pages: int = 500
    warc_bytes: int = 512 * 1024 * 1024
    window: Window | None = None

    @property
    def user_agent(self) -> str:
        """The honest name under which every request is made."""
        return f"{PRODUCT_TOKEN}/{_version()} (+{self.contact})"


def _version() -> str:
    try:
        return version("jixiao")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "0"
