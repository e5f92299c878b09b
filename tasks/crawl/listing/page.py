"""What a page of a list is, and what is asked to get one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from tasks.crawl.links import Link


@dataclass(frozen=True, slots=True)
class ListRequest:
    """A page of a list to ask for.

    `number` counts from 1; `column_url` is the address the column was given by; `listed` is how many items the pages
    before it had, since servers that cut long pages must be asked for what really comes next. With `post` it is sent
    by POST. `carried` are values that an earlier reply gave and later requests need. `otherwise` is what to ask where
    this request fails: the page after it, or (`trial`) the same page in a way that more servers understand. Of a
    `guess` nobody knows whether there is such a page; that there is none is the end of the list.
    """

    url: str
    column_url: str
    number: int = 1
    listed: int = 0
    content_type: str | None = None
    post: str | None = None
    carried: tuple[tuple[str, str], ...] = ()
    otherwise: ListRequest | None = None
    trial: bool = False
    guess: bool = False

    def then(self, url: str, listed: int = 0, post: str | None = None, **carried: str) -> ListRequest:
        """The request for the next page; `carried` is added to what this request carries."""
        return ListRequest(
            url,
            self.column_url,
            self.number + 1,
            self.listed + listed,
            post=post,
            carried=tuple(sorted((dict(self.carried) | carried).items())),
        )

    def or_else(self, otherwise: ListRequest | None, *, trial: bool = False) -> ListRequest:
        """The same request, with what to ask where it fails."""
        return replace(self, otherwise=otherwise, trial=trial)

    def value(self, name: str) -> str:
        """A carried value; empty where it is not carried."""
        return dict(self.carried).get(name, "")


@dataclass(frozen=True, slots=True)
class Item:
    """A disclosure that a list names; `files` are attachments that the list itself names."""

    url: str
    title: str
    published_on: date | None = None
    files: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class ListPage:
    """What a page of a list says: its items, how many items or pages the whole list has, and where it goes on.

    `rows` is how many items the page had before those of other columns were taken out; None where all are ours.
    `trouble` tells why the page cannot be read as a list of its family; it then has no items.
    """

    items: tuple[Item, ...]
    total_items: int | None = None
    total_pages: int | None = None
    next: ListRequest | None = None
    trouble: str | None = None
    rows: int | None = None

    @property
    def length(self) -> int:
        """How many rows of the list the page held."""
        return len(self.items) if self.rows is None else self.rows
