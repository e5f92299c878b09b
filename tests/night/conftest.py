"""Two nights against the demo portal, each in a process of its own, on a real Prefect server."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock

ROOT = Path(__file__).parents[2]
SEED, DOCUMENTS = 1, 60


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Nights:
    """The data folder and the output of a first and a second, unchanged night."""

    data: Path
    first: Ended
    second: Ended
    first_rows: dict[str, list[tuple[object, ...]]]

    @property
    def snapshot(self) -> Path:
        return self.data / "published" / "current" / "warehouse.duckdb"


def jixiao(*arguments: str | Path, env: dict[str, str] | None = None, timeout: int = 280) -> Ended:
    """Runs the installed command as a person would, in a process of its own."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "JIXIAO_"))}
    done = subprocess.run(
        [sys.executable, "-m", "cli.main", *map(str, arguments)],
        capture_output=True, text=True, timeout=timeout, cwd=ROOT, env={**clean, "COLUMNS": "160", **(env or {})},
    )  # fmt: skip
    return Ended(done.returncode, done.stdout, done.stderr)


def core_rows(snapshot: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every core table of a snapshot, in the table's order."""
    with duckdb.connect(str(snapshot), read_only=True) as connection:
        names = connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main' ORDER BY table_name"
        ).fetchall()
        return {name: connection.execute(f'SELECT * FROM main."{name}" ORDER BY ALL').fetchall() for (name,) in names}


@pytest.fixture(scope="session")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Nights:
    """Run by the first worker that asks; the others read what it left."""
    base = tmp_path_factory.getbasetemp()
    # The parent is that of all workers; of a run without workers it is that of other runs too.
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "nights"
    data, done = shared / "data", shared / "done.pickle"
    shared.mkdir(exist_ok=True)
    with FileLock(shared / "lock"):
        if not done.exists():
            arguments = ("demo", "run", "--data", data, "--documents", str(DOCUMENTS), "--seed", str(SEED))
            first = jixiao(*arguments)
            rows = core_rows(data / "published" / "current" / "warehouse.duckdb") if first.code == 0 else {}
            second = jixiao(*arguments)
            done.write_bytes(pickle.dumps(Nights(data, first, second, rows)))
        found: Nights = pickle.loads(done.read_bytes())  # noqa: S301  written by this very test run
    assert found.first.code == 0, found.first.err + found.first.out
    assert found.second.code == 0, found.second.err + found.second.out
    return found
