"""The description of a source: one YAML file a site, so that adding a site is adding a file."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from tasks.crawl.night import Window
from tasks.crawl.settings import CrawlSettings

OVERRIDES = ("delay_seconds", "night_requests", "night_window", "tls")
"""What a source may settle for itself against the crawl's manners; each needs a reason that a stranger would accept."""

Template = Literal[
    "trs", "jcms", "jcms-xxgk", "jpaas", "vsb", "ucap", "gkmlpt", "openness", "epoint", "truecms", "content", "slugs",
    "sitemap", "feed", "plain",
]  # fmt: skip
Year = Annotated[int, Field(ge=1990, le=2100)]


class SourceError(ValueError):
    """A source's file that cannot be used; the message names file, field and remedy in one sentence."""


class SourceColumn(BaseModel):
    """One list of disclosures: where it is, and what it must have at least to be believed.

    `minimum` counts items, `years` are the first and the last year of publication between which none may be missing.
    `within` are the paths in which its items lie: a sitemap, or a list that mixes columns, names others too.
    `accept_short` is the reason for which a list that ends before it says, or never, is no fault; it needs a `minimum`,
    which then is all that guards the list.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str
    minimum: Annotated[int, Field(ge=0)] = 0
    years: tuple[Year, Year] | None = None
    within: tuple[Annotated[str, Field(pattern=r"^/\S*$")], ...] = ()
    accept_short: Annotated[str, Field(min_length=1)] | None = None

    @field_validator("url")
    @classmethod
    def _web_address(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("give a full http or https address")
        return url

    @field_validator("years")
    @classmethod
    def _in_order(cls, years: tuple[int, int] | None) -> tuple[int, int] | None:
        if years is not None and years[0] > years[1]:
            raise ValueError("give the first year before the last")
        return years

    @model_validator(mode="after")
    def _short_but_not_empty(self) -> Self:
        if self.accept_short is not None and not self.minimum:
            raise ValueError("accept_short needs a minimum, give the items that the list really shows")
        return self

    @property
    def expected_years(self) -> range:
        """The years of which something must be listed."""
        return range(self.years[0], self.years[1] + 1) if self.years else range(0)

    def holds(self, url: str) -> bool:
        """Whether an item of the list lies where this column's items lie."""
        return not self.within or urlsplit(url).path.startswith(self.within)


class Source(BaseModel):
    """A crawled site: who publishes there, by which CMS family it is listed, and its lists.

    `delay_seconds` (between two requests to a host), `night_requests` (the budget of a night) and `night_window` (the
    hours, in China time, as 22:00-06:00) override the crawl's manners, `tls: legacy` lets old servers in; each needs
    its `…_reason`. `connect` sends the connections for a host to a portal on this machine while addresses keep the
    host's real name.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
    title: Annotated[str, Field(min_length=1)]
    publisher: Annotated[str, Field(min_length=1)]
    region_code: Annotated[str, Field(pattern=r"^\d{6}$")]
    region_name: Annotated[str, Field(min_length=1)]
    official: bool
    verified: bool
    template: Template
    columns: Annotated[tuple[SourceColumn, ...], Field(min_length=1)]
    delay_seconds: Annotated[float, Field(ge=0, le=3600)] | None = None
    delay_reason: str | None = None
    night_requests: Annotated[int, Field(ge=1, le=100_000)] | None = None
    night_requests_reason: str | None = None
    night_window: str | None = None
    night_window_reason: str | None = None
    tls: Literal["legacy"] | None = None
    tls_reason: str | None = None
    connect: dict[str, str] = Field(default_factory=dict)

    @field_validator("connect")
    @classmethod
    def _only_this_machine(cls, connect: dict[str, str]) -> dict[str, str]:
        for host, address in connect.items():
            if not is_loopback_address(address):
                raise ValueError(f"{address} for {host} is not on this machine, use 127.0.0.1:PORT")
        return {host.lower(): address for host, address in connect.items()}

    @field_validator("night_window")
    @classmethod
    def _hours(cls, window: str | None) -> str | None:
        return None if window is None else str(Window.parse(window))

    @model_validator(mode="after")
    def _overrides_have_reasons(self) -> Self:
        for name in OVERRIDES:
            reason = f"{name.removesuffix('_seconds')}_reason"
            given, said = getattr(self, name) is not None, bool((getattr(self, reason) or "").strip())
            if given and not said:
                raise ValueError(f"{name} needs a {reason}, give one or drop the override")
            if said and not given:
                raise ValueError(f"{reason} explains an override that is not there, add {name} or drop it")
        return self

    def manners(self, settings: CrawlSettings) -> CrawlSettings:
        """The crawl's settings as this source overrides them."""
        window = Window.parse(self.night_window) if self.night_window else settings.window
        return replace(settings, night_requests=self.night_requests or settings.night_requests, window=window)

    @property
    def hosts(self) -> frozenset[str]:
        """The hosts that a request for this source may go to: those of its columns and of `connect`."""
        return frozenset(urlsplit(column.url).hostname or "" for column in self.columns) | frozenset(self.connect)


def load_sources(folders: Sequence[Path]) -> list[Source]:
    """All sources described in the folders, by name; SourceError for the first that cannot be used."""
    found: dict[str, Path] = {}
    sources = []
    for path in sorted(path for folder in folders for path in _yaml_files(folder)):
        source = load_source(path)
        if source.name in found:
            raise SourceError(f"{path}: name: {source.name} is taken by {found[source.name]}, rename one of them.")
        found[source.name] = path
        sources.append(source)
    return sorted(sources, key=lambda source: source.name)


def load_source(path: Path) -> Source:
    """The source described in a file; SourceError where it cannot be used."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        raise SourceError(f"{path}: the file: cannot be read ({_one_line(error)}), write it as UTF-8 YAML.") from error
    if not isinstance(content, dict):
        raise SourceError(f"{path}: the file: holds no fields, write one `field: value` a line.")
    try:
        source = Source.model_validate(content)
    except ValidationError as error:
        raise SourceError(f"{path}: {_explain(error)}") from error
    if source.name != path.stem:
        raise SourceError(f"{path}: name: {source.name} differs from the file's name, rename one to the other.")
    return source


def _yaml_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise SourceError(f"{folder}: the folder: does not exist, create it or leave it out.")
    return [path for path in folder.iterdir() if path.suffix in (".yaml", ".yml") and not path.name.startswith(".")]


def _explain(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    field = ".".join(str(part) for part in first["loc"])
    if not field:  # fields that do not go together; the message names them
        return f"{first['msg'].removeprefix('Value error, ')}."
    if first["type"] == "missing":
        return f"{field}: is missing, add it."
    if first["type"] == "extra_forbidden":
        return f"{field}: is not a field of a source, correct its spelling or remove it."
    message = first["msg"].removeprefix("Value error, ")
    return f"{field}: {message[:1].lower()}{message[1:]} (it is {_one_line(first['input'])}), correct it."


def _one_line(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 120 else text[:117] + "..."


def is_loopback_address(address: str) -> bool:
    """Whether this is an address with a port on this machine: 127.0.0.1:8080."""
    host, _, port = address.rpartition(":")
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback and 0 < int(port) < 65536
    except ValueError:
        return False
