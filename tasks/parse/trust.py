"""How far a document may be trusted to be what it says: tier and the signals behind it.

Tiers: 1 a government host whose site code agrees, 2 an official host without one, 3 an aggregator or a saved
file, 4 unknown, 5 a spam mirror. Copies of disclosures on abandoned or hijacked hosts are not rare, and even
gov.cn names have been reused, so that the lexicon counts everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from tasks.parse.document import Document
from tasks.parse.facts import Facts
from tasks.parse.signals import Signal, signals_of

_SUSPICION = {
    "gambling_words": 2,
    "betting_links": 3,
    "pinyin_noise": 3,
    "traditional_script": 2,
    "government_path_elsewhere": 2,
    "site_code_elsewhere": 2,
    "sponsor_elsewhere": 1,
    "late_publication": 1,
    "unrelated_neighbours": 1,
    "not_registered": 1,
}
"""What speaks for a mirror on a host that nobody vouches for. A path of a government's system or another site's code
is strong, but some offices publish on hosts of their own: it takes another sign."""

_SPAM = 3


@dataclass(frozen=True, slots=True)
class Trust:
    """A tier from 1 to 5 and the signals that led to it, in a fixed order."""

    tier: int
    signals: tuple[Signal, ...]


def judge(document: Document, facts: Facts, url: str, *, official_source: bool, region_code: str | None) -> Trust:
    """The trust tier of a document found at an address, listed by a source that is official or not."""
    signals = signals_of(document, facts, url, official_source=official_source, region_code=region_code)
    return Trust(_tier(signals[0].code, {signal.code for signal in signals}), signals)


def _tier(host: str, found: set[str]) -> int:
    suspicion = sum(weight for code, weight in _SUSPICION.items() if code in found)
    if "betting_advertising" in found:
        return 5
    if host == "government_host":
        return 1 if "site_code_agrees" in found else 2
    if host == "listed_host":
        return 2
    if host == "saved_file":
        # A saved file has lost its host: what would be a mirror's on the web is unknown here.
        return 4 if suspicion >= _SPAM else 3
    if suspicion >= _SPAM:
        return 5
    return 3 if host == "sharing_host" else 4
