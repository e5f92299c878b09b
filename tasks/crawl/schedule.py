"""When a known address is asked for again: young contents often, old ones seldom, and never all in one night.

Bureaux correct what they have just published, and seldom what has stood for half a year. Asking for everything every
night would cost the sites most of the requests and us most of the night.
"""

from __future__ import annotations

import zlib
from datetime import datetime

_EVERY = ((7, 1), (30, 3), (180, 10))
"""Contents up to so many days old are asked for every so many nights."""
_SELDOM = 30
_DAY = 86_400


def interval(age_days: float) -> int:
    """Nights between two looks at a content that came into the archive so many days ago."""
    return next((nights for youngest, nights in _EVERY if age_days < youngest), _SELDOM)


def is_due(url: str, since: datetime, settled_at: datetime, now: datetime) -> bool:
    """Whether an address is asked for tonight.

    The hash of the address chooses the night within the interval, so that what came in one night does not come due
    in one night for ever after; a look that was missed is made up for after a second interval at the latest.
    """
    nights = interval((now - since).total_seconds() / _DAY)
    rested = (now - settled_at).total_seconds() / _DAY
    return nights == 1 or rested >= 2 * nights or (rested > 0.5 and (now.toordinal() + _place(url)) % nights == 0)


def _place(url: str) -> int:
    return zlib.crc32(url.encode("utf-8", "surrogatepass"))
