from __future__ import annotations

from pathlib import Path

import pytest

from tasks.publish import publish
from tests.warehouse.world import WORLD, night


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published warehouse of the small world."""
    folder = tmp_path_factory.mktemp("world")
    night(folder, folder / "build" / "warehouse.duckdb", WORLD, "20230701T180000000Z")
    publish(folder / "build" / "warehouse.duckdb", folder / "published", "20230701T180000000Z")
    return folder / "published"
