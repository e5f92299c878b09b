"""Settings of a night: from `JIXIAO_…` in the environment, with defaults that work in a fresh clone."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

SHIPPED_SOURCES = Path(__file__).parents[1] / "sources"
SHIPPED_CORRECTIONS = Path(__file__).parents[1] / "corrections"


class Settings(BaseSettings):
    """Where things lie, and how the crawler introduces itself."""

    model_config = SettingsConfigDict(env_prefix="JIXIAO_")

    data: Path = Field(default=Path("var"), description="Folder of archive, warehouse and Prefect's database")
    sources: Path = Field(default=SHIPPED_SOURCES, description="Folder of source descriptions")
    corrections: Path = Field(default=SHIPPED_CORRECTIONS, description="Folder of reviewed corrections")
    contact: str = Field(default="", description="Mail or page in the User-Agent, for the sites' administrators")
    batch_size: int = Field(default=200, ge=1, description="Documents a parsing task")
    takedowns: Path | None = Field(
        default=None, description="The takedown list; takedowns.yaml in the data folder, where there is one"
    )
    keep_snapshots: int = Field(default=7, ge=1, description="Published snapshots that stay for comparison")


class Layout:
    """The folders below the data folder."""

    def __init__(self, data: Path) -> None:
        self.data = data.resolve()
        self.archive = self.data / "archive"
        self.build = self.data / "build" / "warehouse.duckdb"
        self.published = self.data / "published"
        self.prefect = self.data / "prefect"
        self.data_docs = self.data / "data_docs"

    def staged(self, run_id: str) -> Path:
        """What one night hands from step to step."""
        return self.data / "staged" / run_id
