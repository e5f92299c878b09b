from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tasks.publish import publish
from tasks.publish.query import QueryError, SnapshotMissingError, run_query


def test_an_answer_keeps_decimals(tmp_path: Path, build: Path) -> None:
    publish(build, tmp_path, "n1")
    answer = run_query(tmp_path, "SELECT sum(amount_yuan) AS yuan FROM funds WHERE measure = 'planned'")
    assert answer.rows() == [(Decimal("500000.00"),)]


def test_before_the_first_publication_the_error_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SnapshotMissingError, match="run a night first"):
        run_query(tmp_path / "none", "SELECT 1")


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT nothing FROM funds",
        "SELEC 1",
        "DELETE FROM funds",
        "CREATE TABLE t AS SELECT 1",
        "ATTACH 'other.duckdb'",
        "SELECT * FROM read_csv('/etc/hostname')",
        "SELECT * FROM '/etc/hostname'",
        "COPY funds TO 'funds.csv'",
        "SET enable_external_access = true",
        "INSTALL httpfs",
        "SELECT 1 / CAST('x' AS INTEGER)",
    ],
)
def test_what_is_wrong_or_forbidden_is_refused_and_changes_nothing(tmp_path: Path, build: Path, sql: str) -> None:
    publish(build, tmp_path, "n1")
    before = (tmp_path / "n1" / "warehouse.duckdb").read_bytes()
    with pytest.raises(QueryError) as caught:
        run_query(tmp_path, sql)
    assert str(caught.value)
    assert (tmp_path / "n1" / "warehouse.duckdb").read_bytes() == before


def test_an_open_reader_keeps_its_snapshot_while_new_questions_see_the_next(tmp_path: Path, build: Path) -> None:
    publish(build, tmp_path, "n1", keep=1)
    reader = duckdb.connect(str((tmp_path / "current" / "warehouse.duckdb").resolve()), read_only=True)
    publish(build, tmp_path, "n2", keep=1)
    assert not (tmp_path / "n1").exists()
    assert reader.execute("SELECT count(*) FROM evaluations").fetchone() == (7,)
    answer = run_query(tmp_path, "SELECT path FROM duckdb_databases() WHERE path IS NOT NULL")
    assert [Path(path).parent.name for (path,) in answer.rows()] == ["n2"]
    reader.close()
