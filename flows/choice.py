"""Which sources a night is about."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.crawl.source import Source, SourceError


def select(sources: Sequence[Source], names: Sequence[str] | None) -> list[Source]:
    """The named sources; without names, those that were checked against the live site.

    What nobody has checked may be the wrong list, or no list: it is only asked for by name. SourceError names those
    that are not there and those that are.
    """
    if not names:
        chosen = [source for source in sources if source.verified]
        if sources and not chosen:
            raise SourceError(
                f"none of the {len(sources)} sources was checked against its live site yet: name those to try"
                " (--source NAME), and set verified: true in their files when what they list is right."
            )
        return chosen
    known = {source.name: source for source in sources}
    if unknown := sorted(set(names) - set(known)):
        raise SourceError(f"unknown source {', '.join(unknown)}: known are {', '.join(known) or 'none'}.")
    return [known[name] for name in sorted(set(names))]
