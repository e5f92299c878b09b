"""Looking through source files: all that can be said of them without asking a site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tasks.crawl.source import Source, SourceError, load_source
from warehouse.reference import regions

_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Checked:
    """A source file and its faults; `source` is None where it cannot even be read as one."""

    path: Path
    source: Source | None
    faults: tuple[str, ...]


def check_folder(folder: Path) -> list[Checked]:
    """Every source file of a folder, by name, with its faults: its own, and those that it shares with others."""
    files = sorted(path for path in folder.iterdir() if path.suffix in _SUFFIXES and not path.name.startswith("."))
    names = {row["region_code"]: row["name"] for row in regions().iter_rows(named=True)}
    loaded: list[tuple[Path, Source | None, list[str]]] = []
    for path in files:
        try:
            source = load_source(path)
        except SourceError as error:
            loaded.append((path, None, [str(error)]))
        else:
            loaded.append((path, source, [f"{path}: {fault}" for fault in _region_faults(source, names)]))
    twice = _listed_twice([source for _, source, _ in loaded if source is not None])
    for path, described, faults in loaded:
        for column in described.columns if described else ():
            owners = twice.get(column_key(column.url), [])
            if owners:
                faults.append(f"{path}: columns: {column.url} is listed more than once ({', '.join(owners)}).")
    return [Checked(path, source, tuple(dict.fromkeys(faults))) for path, source, faults in loaded]


def column_key(url: str) -> tuple[str, str]:
    """What makes two columns the same: host and path, however the scheme, the port and the index page are written."""
    parts = urlsplit(url)
    path = parts.path.removesuffix("index.html").removesuffix("index.htm") or "/"
    return (parts.hostname or "", f"{path.rstrip('/')}?{parts.query}#{parts.fragment}")


def _region_faults(source: Source, names: dict[str, str]) -> list[str]:
    if source.connect:  # a portal on this machine may lie in a county that does not exist
        return []
    name = names.get(source.region_code)
    if name is None:
        return [f"region_code: {source.region_code} is not in warehouse/reference/regions.csv, add the division there."]
    if name != source.region_name:
        return [f"region_name: {source.region_code} is {name}, not {source.region_name}, correct one of them."]
    return []


def _listed_twice(sources: Sequence[Source]) -> dict[tuple[str, str], list[str]]:
    owners: dict[tuple[str, str], list[str]] = {}
    for source in sources:
        for column in source.columns:
            owners.setdefault(column_key(column.url), []).append(source.name)
    return {key: names for key, names in owners.items() if len(names) > 1}
