"""Measures suites over a million staged rows, rules over a million scored lines, and the search for near-duplicates.

`python -m bench.check` runs all, `python -m bench.check near` one of them. BENCH_ROWS and BENCH_TEXTS in the
environment make them smaller.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from multiprocessing import get_context
from pathlib import Path

import duckdb

from bench.check.near import arrive, judged, make, planted
from bench.check.rows import read_once, repeated, sources, total
from bench.machine import machine, versions
from expectations.rules import all_rules, run_rules
from tasks.check import check
from tasks.load.build import column_list, key_list
from tasks.load.projects import chosen_projects
from tasks.load.similar import find_similar
from warehouse.schema import create_tables
from warehouse.tables import CORE_TABLES

ROWS = int(os.environ.get("BENCH_ROWS", "1000000"))
TEXTS = int(os.environ.get("BENCH_TEXTS", "100000"))
_COPIES_A_FILE = 50


def main() -> None:
    """Runs the measurement named on the command line, or each in a process of its own, so that memory is its own."""
    measurements = {"import": imports, "suites": suites, "rules": rules, "near": near}
    parser = argparse.ArgumentParser(
        prog="python -m bench.check", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("name", nargs="?", choices=measurements, help="one of them; all, one after the other, if none")
    if chosen := parser.parse_args().name:
        measurements[chosen]()
        return
    _say(f"{machine()}; {versions('great-expectations', 'polars', 'duckdb')}")
    for name in measurements:
        subprocess.run([sys.executable, "-m", "bench.check", name], check=True)


def imports() -> None:
    """The import of Great Expectations, which a night pays once."""
    began = time.perf_counter()
    import great_expectations  # noqa: F401

    _say(f"import of Great Expectations: {time.perf_counter() - began:.1f} s")


def suites() -> None:
    """Every expectation on a million staged rows, Data Docs included."""
    once = read_once()
    copies = -(-ROWS // total(once))
    with tempfile.TemporaryDirectory() as folder:
        staged, rows = Path(folder, "staged"), 0
        for first in range(0, copies, _COPIES_A_FILE):
            for name, frame in once.items():
                part = repeated(frame, first, min(first + _COPIES_A_FILE, copies))
                target = staged / name.removeprefix("ops.") / f"{first:05d}.parquet"
                target.parent.mkdir(parents=True, exist_ok=True)
                part.write_parquet(target)
                rows += part.height
        (staged / "sources").mkdir()
        sources(once["documents"]).write_parquet(staged / "sources" / "all.parquet")
        before, began, used = _memory(), time.perf_counter(), time.process_time()
        summary = check(staged, Path(folder, "out"), "bench")
        _say(
            f"suites: {rows:,} rows in {time.perf_counter() - began:.1f} s ({time.process_time() - used:.1f} s of "
            f"processor), {_memory()} MB at most ({before} MB before), publishable: {summary.publishable}"
        )


def rules() -> None:
    """Every rule on a million scored lines with all that belongs to them, in the order in which a load leaves it."""
    once = read_once()
    copies = -(-ROWS // once["scores"].height)
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(str(Path(folder, "bench.duckdb"))) as connection:
        connection.execute("SET memory_limit = '2GB'")
        create_tables(connection, CORE_TABLES)
        for model in CORE_TABLES:
            if model.name not in once:
                continue
            connection.register("once", once[model.name])
            columns = ", ".join(
                f"\"{column.name}\" || '-' || copy" if (column.name.endswith("_id") and column.name != "source_id")
                or column.name in ("url", "sha256") else f'"{column.name}"'
                for column in model.columns
            )  # fmt: skip
            connection.execute(
                f"INSERT INTO main.{model.name} SELECT * FROM (SELECT {columns} FROM once, range({copies}) t(copy))"
                f" one({column_list(model)}) ORDER BY {key_list(model)}"
            )
            connection.unregister("once")
        connection.execute(f"INSERT INTO main.projects BY NAME {chosen_projects('main.evaluations')}")
        began, used = time.perf_counter(), time.process_time()
        counts, findings = run_rules(connection)
        _say(
            f"rules: {len(all_rules())} rules, {copies * once['scores'].height:,} scored lines in "
            f"{time.perf_counter() - began:.1f} s ({time.process_time() - used:.1f} s of processor), "
            f"{counts['checked'].sum():,} cases, {findings.height:,} findings, {_memory()} MB at most"
        )


def near() -> None:
    """The search for near-duplicates on the first night, and on a night that brings one text in a hundred."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "bench.duckdb"))
        maker = get_context("spawn").Process(target=make, args=(path, TEXTS))  # so that its memory is its own
        maker.start()
        maker.join()
        with duckdb.connect(path) as connection:
            connection.execute("SET memory_limit = '1GB'")
            connection.execute("SET enable_progress_bar = false")
            arrive(connection)
            for night in ("first night", "a hundredth is new"):
                before, began, used = _memory(), time.perf_counter(), time.process_time()
                find_similar(connection)
                _say(
                    f"near-duplicates among {TEXTS:,} texts, {night}: {time.perf_counter() - began:.1f} s "
                    f"({time.process_time() - used:.1f} s of processor), {_memory()} MB at most ({before} MB before)"
                )
                connection.execute("DELETE FROM replaced WHERE document_id NOT LIKE '%77'")
            for line in judged(connection, planted(TEXTS)):
                _say(line)


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
