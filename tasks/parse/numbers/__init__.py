"""Reading numbers: amounts of money, percents, dates, points and targets, as pure functions over text.

Nothing stated becomes zero or is guessed at, nothing unstated becomes a value; every number is a Decimal.
"""

from __future__ import annotations
