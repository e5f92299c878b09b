"""The takedown list: what the operator has agreed to remove and not to fetch again, in a reviewed YAML file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from tasks.crawl.links import absolute
from warehouse.ids import canonical_url

_MOST_BYTES = 16 * 1024 * 1024
Text = Annotated[str, Field(min_length=1, max_length=2000)]


class TakedownError(ValueError):
    """A takedown list that cannot be used: a night without it would fetch again what was removed."""


class Takedown(BaseModel):
    """One entry: an address, or the SHA-256 of a body wherever it stands; why, since when, and who asked for it.

    An address takes every body that it ever held with it, and the documents read from them. The same bytes at another
    address stay, unless their SHA-256 is listed.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: Text | None = None
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    reason: Text
    date: date
    requested_by: Text

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.url is None) == (self.sha256 is None):
            raise ValueError("give either url or sha256")
        if self.url is not None and not urlsplit(self.url).netloc:
            raise ValueError("url is no full address")
        return self

    @property
    def kind(self) -> str:
        """What it names: "url" or "sha256"."""
        return "url" if self.sha256 is None else "sha256"

    @property
    def value(self) -> str:
        """The canonical address, or the digest."""
        url = self.url or ""
        # As the crawl writes addresses: a browser's address line shows letters where the request has %-escapes.
        return self.sha256 or canonical_url(absolute(url, url) or url)


def load_takedowns(path: Path) -> list[Takedown]:
    """The entries of a list, each once; TakedownError names the entry and the field of the first fault.

    The file holds one key, `takedowns`, with a list of entries; the list may be empty.
    """
    try:
        with path.open("rb") as stream:
            content = yaml.safe_load(stream.read(_MOST_BYTES))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        raise TakedownError(f"{path}: the file cannot be read ({_one_line(error)}), write it as UTF-8 YAML.") from error
    if not isinstance(content, dict) or set(content) != {"takedowns"}:
        raise TakedownError(f"{path}: write one key, takedowns, with a list of entries.")
    entries = content["takedowns"] or []
    if not isinstance(entries, list):
        raise TakedownError(f"{path}: takedowns: is no list, begin each entry with a dash.")
    found = [_entry(path, number, entry) for number, entry in enumerate(entries, 1)]
    return list({(entry.kind, entry.value): entry for entry in found}.values())


def _entry(path: Path, number: int, content: object) -> Takedown:
    try:
        return Takedown.model_validate(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "entry"
        raise TakedownError(f"{path}: entry {number}: {where}: {first['msg']}.") from error
    except ValueError as error:  # an address that cannot be split
        raise TakedownError(f"{path}: entry {number}: url: {_one_line(error)}.") from error


def _one_line(value: object) -> str:
    return " ".join(str(value).split())[:200]


def refusal(reason: str) -> str:
    """The reason that the journal gives for an address on the list."""
    return f"it is on the takedown list: {reason}"


def addresses(takedowns: Sequence[Takedown]) -> set[str]:
    """The canonical addresses on the list."""
    return {entry.value for entry in takedowns if entry.kind == "url"}


def digests(takedowns: Sequence[Takedown]) -> set[str]:
    """The digests on the list."""
    return {entry.value for entry in takedowns if entry.kind == "sha256"}
