"""When a known address is asked for again: young contents often, old ones seldom, and never all in one night.

Bureaux correct what they have just published, and seldom what has stood for half a year. Asking for everything every
night would cost the sites most of the requests and us most of the night.
"""

from __future__ import annotations

import zlib
from datetime import date, datetime, time
from email.utils import parsedate_to_datetime

_EVERY = ((3, 1), (14, 4), (60, 12))
"""Contents up to so many days old are asked for every so many nights."""
_SELDOM = 30
_DAY = 86_400
FEW_PAGES = 200
"""Pages of a source up to which all that is new to us counts as young, whenever it was published: to look at each of
them for some nights is no burden, and shows early whether a site changes what it has. A larger source is asked only
for what was published lately."""


def interval(age_days: float) -> int:
    """Nights between two looks at a content of so many days."""
    return next((nights for youngest, nights in _EVERY if age_days < youngest), _SELDOM)


def stands_since(first_seen: datetime, published_on: date | None, last_modified: str | None) -> datetime:
    """Since when a content stands at the latest: as its list dates it, else as its server does, else as we do."""
    if published_on is not None:
        return min(first_seen, datetime.combine(published_on, time()))
    return min(first_seen, _http_date(last_modified) or first_seen)


def is_due(url: str, since: datetime, looked_at: datetime, now: datetime) -> bool:
    """Whether an address is asked for tonight whose content stands since then and was looked at last at that time.

    The hash of the address chooses the night within the interval, so that what came in one night does not come due
    in one night for ever after. Where no crawl came by in its night, the next one makes up for it.
    """
    nights = interval((now - since).total_seconds() / _DAY)
    place = _place(url)
    return nights == 1 or (now.toordinal() + place) // nights > (looked_at.toordinal() + place) // nights


def _place(url: str) -> int:
    return zlib.crc32(url.encode("utf-8", "surrogatepass"))


def _http_date(value: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(value).replace(tzinfo=None) if value else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
