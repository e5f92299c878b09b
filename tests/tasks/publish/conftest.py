from __future__ import annotations

from pathlib import Path

import pytest

from tests.warehouse.world import WORLD, night


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A loaded build database of the small world."""
    folder = tmp_path_factory.mktemp("build")
    night(folder, folder / "warehouse.duckdb", WORLD, "n1")
    return folder / "warehouse.duckdb"
