"""The whole portal as arithmetic: what stands at a place of a site's list, made when somebody asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from demo.dice import digest
from demo.items import WORDING_VERSION, published_on, slot_item, title_of
from demo.placement import SITES, SMALL_ITEMS, slots_of
from demo.record import Item
from demo.specials import SPECIALS, special_day, special_item


@dataclass(frozen=True, slots=True)
class World:
    """A portal of `documents` numbered documents (and the fixed bad items) grown from a seed.

    `revisions` gives documents other figures, by their number: {17: 1} is the first correction of document 17.
    A serial counts the items of a site from its oldest, 0, to its newest.
    """

    seed: int
    documents: int
    revisions: Mapping[int, int] = field(default_factory=dict)

    def count(self, site: int) -> int:
        """How many items a site lists."""
        return len(SPECIALS[site]) + (slots_of(site, self.documents) if site < SITES else SMALL_ITEMS)

    def slot(self, site: int, serial: int) -> int | None:
        """The slot of an item, None for a bad item."""
        return None if serial < len(SPECIALS[site]) else serial - len(SPECIALS[site])

    def revision(self, site: int, serial: int) -> int:
        """How often the document was corrected."""
        slot = self.slot(site, serial)
        return 0 if slot is None or site >= SITES else self.revisions.get(slot * SITES + site, 0)

    def item(self, site: int, serial: int) -> Item:
        """The item of that serial; IndexError where the site has none."""
        if not 0 <= serial < self.count(site):
            raise IndexError(f"site {site} has no item {serial}")
        slot = self.slot(site, serial)
        if slot is None:
            return special_item(self.seed, site, serial)
        return replace(slot_item(self.seed, site, slot, self.revision(site, serial)), serial=serial)

    def day(self, site: int, serial: int) -> date:
        """When the item was published."""
        slot = self.slot(site, serial)
        return special_day(serial) if slot is None else published_on(self.seed, site, slot)

    def title(self, site: int, serial: int) -> str:
        """The title under which the item is listed."""
        slot = self.slot(site, serial)
        return special_item(self.seed, site, serial).page.title if slot is None else title_of(self.seed, site, slot)

    def tag(self, *parts: object) -> str:
        """An entity tag of a thing that depends on nothing but the seed and the parts."""
        return digest(WORDING_VERSION, self.seed, *parts).hex()[:20]
