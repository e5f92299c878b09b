"""Which takedown list a night follows."""

from __future__ import annotations

from pathlib import Path

from tasks.crawl.takedown import Takedown, load_takedowns


def listed_takedowns(given: Path | None, data: Path) -> list[Takedown]:
    """The entries of the given list, or of `takedowns.yaml` in the data folder, where there is one.

    Raises TakedownError for a list that cannot be used, and for a given one that is not there: a night without it would
    fetch again what was removed.
    """
    path = given or data / "takedowns.yaml"
    return load_takedowns(path) if given or path.exists() else []
