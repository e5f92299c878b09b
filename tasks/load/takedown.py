"""Out of the warehouse: what the takedown list names, in its present and its past states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import duckdb

from tasks.load.build import stage
from tasks.load.replace import forget
from tasks.load.run import RunRow
from warehouse.handover import REMOVED, TAKEN_DOWN
from warehouse.ids import canonical_url, document_id, snapshot_id

_OF_DOCUMENT = ("history.claims", "history.evidence", "history.evaluations", "history.documents", "ops.quarantine")


def remove_taken_down(connection: duckdb.DuckDBPyConnection, ops: Path, run: RunRow) -> bool:
    """Removes the facts, texts, states and quarantined rows of what is listed; says whether there was anything.

    `ops/taken_down.parquet` is the list and `ops/removed.parquet` the bodies that the archive gave up for it; without
    the list nothing is done. Needs the temporary table `replaced` and adds to it. What is recorded in `ops.takedowns`
    stays there when the list gets shorter.
    """
    if not (ops / f"{TAKEN_DOWN.name}.parquet").exists():
        return False
    listed = stage(connection, TAKEN_DOWN, ops / f"{TAKEN_DOWN.name}.parquet")
    entries = connection.execute(f"SELECT kind, value, reason, listed_on FROM {listed} ORDER BY ALL").fetchall()
    if not entries:
        return False
    removed = stage(connection, REMOVED, ops / f"{REMOVED.name}.parquet")
    bodies = connection.execute(f"SELECT url, sha256, page_url FROM {removed} ORDER BY ALL").fetchall()
    urls = {value for kind, value, *_ in entries if kind == "url"}
    states = _states(connection, {value for kind, value, *_ in entries if kind == "sha256"}, bodies)
    now = _documents(connection, urls, states)
    past = _past(connection, states, [page for *_, page in bodies if page])
    gone = _present(connection, set(now) | past)
    _remove(connection, now, set(now) | past, states)
    _record(connection, entries, {document: now.get(document) for document in gone}, run)
    return bool(gone)


def _states(
    connection: duckdb.DuckDBPyConnection, digests: set[str], bodies: list[tuple[str, str, str | None]]
) -> dict[str, str]:
    """Snapshots that have to go by their digest, with it."""
    known = connection.execute(
        "SELECT snapshot_id, sha256 FROM parsed.snapshots WHERE list_contains($shas::VARCHAR[], sha256)",
        {"shas": sorted(digests)},
    ).fetchall()
    named = {snapshot_id(url, sha256): sha256 for url, sha256, _ in bodies if sha256 in digests}
    return {**{str(snapshot): str(sha256) for snapshot, sha256 in known}, **named}


def _documents(connection: duckdb.DuckDBPyConnection, urls: set[str], states: dict[str, str]) -> dict[str, str]:
    """Documents whose present state has to go, with the entry that says so; the files of an archive go with it."""
    doomed = {document_id(url): url for url in urls}
    rows = connection.execute(
        "SELECT document_id, snapshot_id, split_part(url, '!/', 1), contains(url, '!/') FROM parsed.documents"
        " WHERE contains(url, '!/') OR list_contains($states::VARCHAR[], snapshot_id) ORDER BY document_id",
        {"states": sorted(states)},
    ).fetchall()
    archives = dict(
        connection.execute(
            "SELECT document_id, arg_max(snapshot_id, (run_id, snapshot_id)) FROM ops.parses GROUP BY document_id"
        ).fetchall()
    )
    for document, snapshot, url, is_member in rows:
        if snapshot in states:
            doomed[document] = states[snapshot]
        elif is_member and canonical_url(url) in urls:
            doomed[document] = canonical_url(url)
        elif is_member and archives.get(document_id(url)) in states:
            doomed[document] = states[archives[document_id(url)]]
    return doomed


def _past(connection: duckdb.DuckDBPyConnection, states: dict[str, str], pages: Iterable[str]) -> set[str]:
    """Documents of which only the past has to go: a listed body was an earlier state of theirs, or a further page."""
    rows = connection.execute(
        "SELECT document_id FROM history.documents WHERE list_contains($states::VARCHAR[], snapshot_id)"
        " UNION SELECT document_id FROM parsed.snapshots WHERE list_contains($states::VARCHAR[], snapshot_id)",
        {"states": sorted(states)},
    ).fetchall()
    return {str(document) for (document,) in rows} | {document_id(page) for page in pages}


def _present(connection: duckdb.DuckDBPyConnection, documents: set[str]) -> set[str]:
    """Those of the documents of which there is something to remove."""
    tables = ("parsed.documents", "ops.parses", *_OF_DOCUMENT)
    found = " UNION ".join(f"SELECT document_id FROM {name}" for name in tables)
    rows = connection.execute(
        f"SELECT document_id FROM ({found}) WHERE list_contains($documents::VARCHAR[], document_id)",
        {"documents": sorted(documents)},
    ).fetchall()
    return {str(document) for (document,) in rows}


def _remove(
    connection: duckdb.DuckDBPyConnection, now: Iterable[str], touched: Iterable[str], states: Iterable[str]
) -> None:
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE doomed AS SELECT unnest($ids::VARCHAR[]) AS document_id", {"ids": sorted(now)}
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE touched AS SELECT unnest($ids::VARCHAR[]) AS document_id",
        {"ids": sorted(touched)},
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE unsaid AS SELECT unnest($ids::VARCHAR[]) AS snapshot_id", {"ids": sorted(states)}
    )
    connection.execute("INSERT INTO replaced SELECT document_id FROM doomed EXCEPT SELECT document_id FROM replaced")
    forget(connection, "doomed")
    for name in ("funds", "scores"):
        connection.execute(
            f"DELETE FROM history.{name} WHERE (superseded_in, evaluation_id) IN"
            " (SELECT (superseded_in, evaluation_id) FROM history.evaluations SEMI JOIN touched USING (document_id))"
        )
    for name in _OF_DOCUMENT:
        connection.execute(f"DELETE FROM {name} WHERE document_id IN (SELECT document_id FROM touched)")
    for name in ("parsed.snapshots", "ops.parses"):
        connection.execute(
            f"DELETE FROM {name} WHERE document_id IN (SELECT document_id FROM doomed)"
            " OR snapshot_id IN (SELECT snapshot_id FROM unsaid)"
        )
    connection.execute(
        "DELETE FROM parsed.attachments WHERE page_document_id IN (SELECT document_id FROM doomed)"
        " OR document_id IN (SELECT document_id FROM doomed)"
    )


def _record(
    connection: duckdb.DuckDBPyConnection,
    entries: list[tuple[str, str, str, date]],
    gone: dict[str, str | None],
    run: RunRow,
) -> None:
    """What this night took out, by entry; the night of the last removal decides which snapshots may stay."""
    taken: defaultdict[str | None, int] = defaultdict(int)
    for value in gone.values():
        taken[value] += 1
    unnamed = taken.pop(None, 0)  # only their past went, for one digest or another: each of these is counted so
    for kind, value, reason, listed_on in entries:
        count = taken[value] + (unnamed if kind == "sha256" else 0)
        before = connection.execute(
            "SELECT run_id, documents FROM ops.takedowns WHERE kind = ? AND value = ?", [kind, value]
        ).fetchone()
        run_id = run.run_id if count or before is None else before[0]
        total = count + (before[1] if before else 0)
        connection.execute("DELETE FROM ops.takedowns WHERE kind = ? AND value = ?", [kind, value])
        connection.execute(
            "INSERT INTO ops.takedowns VALUES (?, ?, ?, ?, ?, ?)", [kind, value, reason, listed_on, run_id, total]
        )
