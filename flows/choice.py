"""Which sources a night is about."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.crawl.source import Source, SourceError


def select(sources: Sequence[Source], names: Sequence[str] | None) -> list[Source]:
    """The named sources, or all; SourceError names those that are not there and those that are."""
    if not names:
        return list(sources)
    known = {source.name: source for source in sources}
    if unknown := sorted(set(names) - set(known)):
        raise SourceError(f"unknown source {', '.join(unknown)}: known are {', '.join(known) or 'none'}.")
    return [known[name] for name in sorted(set(names))]
