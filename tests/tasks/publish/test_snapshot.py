from __future__ import annotations

import hashlib
import json
from pathlib import Path

import duckdb
import polars as pl
import pytest

from tasks.publish import PublishError, publish
from warehouse.schema import column_comment
from warehouse.tables import ALL_TABLES, CORE_TABLES
from warehouse.views import views


def names(published: Path) -> list[str]:
    return sorted(path.name for path in published.iterdir() if path.name != ".lock")


def test_a_snapshot_holds_main_ops_and_views_and_nothing_else(tmp_path: Path, build: Path) -> None:
    summary = publish(build, tmp_path, "n1")
    assert summary.database == tmp_path / "n1" / "warehouse.duckdb"
    assert names(tmp_path) == ["current", "n1"]
    assert names(tmp_path / "n1") == ["datapackage.json", "parquet", "warehouse.duckdb"]
    with duckdb.connect(str(summary.database), read_only=True) as snapshot, duckdb.connect(str(build)) as source:
        tables = snapshot.execute("SELECT schema_name || '.' || table_name FROM duckdb_tables()").fetchall()
        assert {name for (name,) in tables} == {model.qualified for model in ALL_TABLES}
        found = snapshot.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()
        assert {name for (name,) in found} == {view.name for view in views()}
        for model in ALL_TABLES:
            published = snapshot.execute(f"SELECT * FROM {model.qualified}").pl()
            assert published.equals(source.execute(f"SELECT * FROM {model.qualified}").pl().sort(model.key))
            comments = snapshot.execute(
                "SELECT comment FROM duckdb_columns() WHERE schema_name = ? AND table_name = ? ORDER BY column_index",
                [model.schema, model.name],
            ).fetchall()
            assert comments == [(column_comment(column),) for column in model.columns]


def test_parquet_files_are_described_and_the_same_content_gives_the_same_bytes(tmp_path: Path, build: Path) -> None:
    one, other = publish(build, tmp_path / "a", "n1"), publish(build, tmp_path / "b", "n1")
    files = sorted((tmp_path / "a" / "n1" / "parquet").iterdir())
    assert {file.stem for file in files} == {model.name for model in CORE_TABLES}
    package = json.loads((tmp_path / "a" / "n1" / "datapackage.json").read_text("utf-8"))
    resources = {resource["path"]: resource for resource in package["resources"]}
    for file in files:
        model = next(model for model in CORE_TABLES if model.name == file.stem)
        data = file.read_bytes()
        assert data == (tmp_path / "b" / "n1" / "parquet" / file.name).read_bytes()
        rows = pl.read_parquet(file)
        assert rows.schema == model.empty().schema
        assert rows.equals(rows.sort(model.key))
        described = resources[f"parquet/{file.name}"]
        assert described["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert (described["rowcount"], described["bytes"]) == (rows.height, len(data))
        assert one.rows[model.name] == rows.height
    assert (one.rows, one.parquet_bytes) == (other.rows, other.parquet_bytes)
    assert (tmp_path / "a" / "n1" / "datapackage.json").read_bytes() == (
        tmp_path / "b" / "n1" / "datapackage.json"
    ).read_bytes()


def test_the_newest_snapshots_stay_and_the_current_one_always(tmp_path: Path, build: Path) -> None:
    removed = [publish(build, tmp_path, f"n{number}", keep=2).removed for number in (1, 2, 3, 4)]
    assert removed == [(), (), ("n1",), ("n2",)]
    assert names(tmp_path) == ["current", "n3", "n4"]
    assert (tmp_path / "current").resolve() == (tmp_path / "n4").resolve()
    # An older run published once more, as after a fault of the clock, is what readers get; it is not removed.
    publish(build, tmp_path, "n0", keep=2)
    assert (tmp_path / "current").resolve() == (tmp_path / "n0").resolve()
    assert "n0" in names(tmp_path)


def test_a_run_published_again_replaces_its_files(tmp_path: Path, build: Path) -> None:
    first = publish(build, tmp_path, "n1")
    first.database.write_bytes(b"damaged")
    again = publish(build, tmp_path, "n1")
    assert again.database_bytes == first.database_bytes
    with duckdb.connect(str(again.database), read_only=True) as snapshot:
        assert snapshot.execute("SELECT count(*) FROM documents").fetchone() == (8,)
    assert names(tmp_path) == ["current", "n1"]


def test_what_a_killed_publication_left_is_removed_by_the_next(tmp_path: Path, build: Path) -> None:
    (tmp_path / ".making-n0" / "parquet").mkdir(parents=True)
    (tmp_path / ".making-n0" / "warehouse.duckdb").write_bytes(b"half")
    (tmp_path / ".current").symlink_to("nowhere")
    publish(build, tmp_path, "n1")
    assert names(tmp_path) == ["current", "n1"]


def test_without_a_build_database_nothing_changes(tmp_path: Path, build: Path) -> None:
    publish(build, tmp_path, "n1")
    with pytest.raises(PublishError, match="load a night first"):
        publish(tmp_path / "none.duckdb", tmp_path, "n2")
    (tmp_path / "broken.duckdb").write_bytes(b"no database" * 1000)
    with pytest.raises(PublishError, match="could not be written"):
        publish(tmp_path / "broken.duckdb", tmp_path, "n3")
    assert (tmp_path / "current").resolve() == (tmp_path / "n1").resolve()


def test_a_second_publication_at_the_same_time_is_refused(tmp_path: Path, build: Path) -> None:
    import fcntl

    with (tmp_path / ".lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with pytest.raises(PublishError, match="another publication"):
            publish(build, tmp_path, "n1")
