"""What a page of a list is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListRequest:
    """A page of a list to ask for.

    `number` counts from 1; `column_url` is the address the column was given by; `listed` is how many items the pages
    before it had, since servers that cut long pages must be asked for what really comes next.
    """

    url: str
    column_url: str
    number: int = 1
    listed: int = 0
    content_type: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A disclosure that a list names."""

    url: str
    title: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """What a page of a list says: its items, how many items or pages the whole list has, and where it goes on.

    `trouble` tells why the page cannot be read as a list of its family; it then has no items.
    """

    items: tuple[Item, ...]
    total_items: int | None = None
    total_pages: int | None = None
    next: ListRequest | None = None
    trouble: str | None = None
