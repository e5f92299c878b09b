"""Loading: checked rows of a night into the build database, in one transaction.

The build database holds three schemas. `parsed` has what was read from the current state of every document; `main`
is derived from it (copies linked, projects and organisations made, rules run) and `ops` keeps the journal of the
nights. Analysts never open it: `tasks.publish` makes the snapshot that they read.
"""

from __future__ import annotations

from tasks.load.build import LoadError
from tasks.load.earlier import documents_with_facts, earlier_health
from tasks.load.night import LoadSummary, load
from tasks.load.pending import corrected, known_sources, of_changed_sources, of_documents, pending, quarantined
from tasks.load.run import RunRow

__all__ = [
    "LoadError",
    "LoadSummary",
    "RunRow",
    "corrected",
    "documents_with_facts",
    "earlier_health",
    "known_sources",
    "load",
    "of_changed_sources",
    "of_documents",
    "pending",
    "quarantined",
]
