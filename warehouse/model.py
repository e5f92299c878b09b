"""The building blocks of the one definition from which every form of the model is derived.

A `Table` of `Column`s is written once (`warehouse/tables/`); DDL, polars schemas, `COMMENT ON`, the data
dictionary, `datapackage.json` and the basic expectations are all computed from it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

import polars as pl


class Type(Enum):
    """A column type: its DuckDB name, its polars type, its name in a Frictionless data package.

    Money and points are decimals with a fixed scale and never floats; timestamps are UTC without a zone,
    because DuckDB needs an extension to print zoned ones.
    """

    TEXT = ("VARCHAR", pl.String(), "string")
    INTEGER = ("INTEGER", pl.Int32(), "integer")
    BIGINT = ("BIGINT", pl.Int64(), "integer")
    BOOLEAN = ("BOOLEAN", pl.Boolean(), "boolean")
    DATE = ("DATE", pl.Date(), "date")
    TIMESTAMP = ("TIMESTAMP", pl.Datetime("us"), "datetime")
    MONEY = ("DECIMAL(18,2)", pl.Decimal(18, 2), "number")
    POINTS = ("DECIMAL(9,4)", pl.Decimal(9, 4), "number")
    PERCENT = ("DECIMAL(12,4)", pl.Decimal(12, 4), "number")
    QUANTITY = ("DECIMAL(24,6)", pl.Decimal(24, 6), "number")
    JSON = ("VARCHAR", pl.String(), "any")

    @property
    def duckdb(self) -> str:
        """The type's name in DDL."""
        return str(self.value[0])

    @property
    def polars(self) -> pl.DataType:
        """The type in a polars schema."""
        dtype: pl.DataType = self.value[1]
        return dtype

    @property
    def frictionless(self) -> str:
        """The type's name in `datapackage.json`."""
        return str(self.value[2])


@dataclass(frozen=True, slots=True)
class Column:
    """One column: name, type, what it means in Chinese and English, and what its values may be.

    `unit` names the unit of a number (yuan, percent, points). `references` is "table.column" where the value
    must stand in another table of the same schema.
    """

    name: str
    type: Type
    zh: str
    en: str
    nullable: bool = True
    unit: str | None = None
    allowed: tuple[str, ...] = ()
    minimum: Decimal | int | None = None
    maximum: Decimal | int | None = None
    references: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table: where it stands, what a row of it is, its columns and the key by which rows are told apart."""

    schema: str
    name: str
    zh: str
    en: str
    key: tuple[str, ...]
    columns: tuple[Column, ...] = field(repr=False)

    @property
    def qualified(self) -> str:
        """The name with its schema, as SQL writes it."""
        return f"{self.schema}.{self.name}"

    def column(self, name: str) -> Column:
        """The column of that name; KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.qualified} has no column {name}")

    @property
    def polars_schema(self) -> dict[str, pl.DataType]:
        """The columns in their order with their polars types."""
        return {column.name: column.type.polars for column in self.columns}

    def empty(self) -> pl.DataFrame:
        """A frame of this table without rows."""
        return pl.DataFrame(schema=self.polars_schema)
