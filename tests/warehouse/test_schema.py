from __future__ import annotations

from decimal import Decimal

import duckdb
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.model import Table
from warehouse.schema import SchemaError, column_comment, conform, create_tables, frame, in_schema, table_comment
from warehouse.tables import ALL_TABLES, table

FUND = {
    "fund_id": "f",
    "evaluation_id": "e",
    "measure": "spent",
    "source": "total",
    "amount_yuan": Decimal("1.00"),
    "amount_as_written": "1",
    "unit_from": "cell",
}


@pytest.fixture(scope="module")
def database() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    create_tables(connection, ALL_TABLES)
    create_tables(connection, ALL_TABLES)
    return connection


@pytest.mark.parametrize("model", ALL_TABLES, ids=lambda model: model.qualified)
def test_duckdb_has_the_columns_types_and_nullability_of_the_model(
    database: duckdb.DuckDBPyConnection, model: Table
) -> None:
    found = database.execute(
        "SELECT column_name, data_type, is_nullable = 'YES' FROM information_schema.columns"
        " WHERE table_schema = ? AND table_name = ? ORDER BY ordinal_position",
        [model.schema, model.name],
    ).fetchall()
    assert found == [(column.name, column.type.duckdb, column.nullable) for column in model.columns]


@pytest.mark.parametrize("model", ALL_TABLES, ids=lambda model: model.qualified)
def test_every_table_and_column_is_explained_in_the_catalogue(
    database: duckdb.DuckDBPyConnection, model: Table
) -> None:
    where = [model.schema, model.name]
    comment = database.execute(
        "SELECT comment FROM duckdb_tables() WHERE schema_name = ? AND table_name = ?", where
    ).fetchone()
    assert comment == (table_comment(model),)
    columns = database.execute(
        "SELECT column_name, comment FROM duckdb_columns() WHERE schema_name = ? AND table_name = ?"
        " ORDER BY column_index",
        where,
    ).fetchall()
    assert columns == [(column.name, column_comment(column)) for column in model.columns]
    for column in model.columns:
        assert column.zh in column_comment(column)
        assert column.en in column_comment(column)


@pytest.mark.parametrize("model", ALL_TABLES, ids=lambda model: model.qualified)
def test_polars_and_duckdb_agree_on_every_type(database: duckdb.DuckDBPyConnection, model: Table) -> None:
    assert database.execute(f"SELECT * FROM {model.qualified}").pl().schema == model.empty().schema


def test_a_table_in_another_schema_is_the_same_table() -> None:
    moved = in_schema(table("funds"), "parsed")
    assert moved.qualified == "parsed.funds"
    assert moved.columns == table("funds").columns


def test_a_column_left_out_is_null_and_decimals_are_rounded_half_up() -> None:
    made = frame(table("funds"), [FUND | {"amount_yuan": Decimal("1.225")}, FUND | {"amount_yuan": Decimal("1.235")}])
    assert made.schema == table("funds").empty().schema
    assert made["amount_yuan"].to_list() == [Decimal("1.23"), Decimal("1.24")]
    assert made["fiscal_year"].to_list() == [None, None]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"amount_yuan": 1.5}, "amount_yuan"),
        ({"amount_yuan": Decimal(10) ** 16}, "amount_yuan"),
        ({"amount_yuan": Decimal("NaN")}, "amount_yuan"),
        ({"amount_yuan": "1.00"}, "amount_yuan"),
        ({"fund_id": None}, "fund_id"),
        ({"fiscal_year": "2022"}, "fiscal_year"),
        ({"fiscal_year": 2**40}, "fiscal_year"),
        ({"spent": 1}, "spent"),
    ],
)
def test_a_row_that_does_not_fit_names_its_column(change: dict[str, object], named: str) -> None:
    with pytest.raises(SchemaError, match=f"main.funds.*{named}"):
        frame(table("funds"), [FUND | change])


@given(st.decimals(min_value=-(10**15), max_value=10**15, allow_nan=False, allow_infinity=False, places=2))
def test_money_comes_back_exactly(amount: Decimal) -> None:
    assert frame(table("funds"), [FUND | {"amount_yuan": amount}])["amount_yuan"].to_list() == [amount]


def test_conform_orders_and_casts_without_loss() -> None:
    made = frame(table("funds"), [FUND])
    shuffled = made.select(reversed(made.columns)).drop("fiscal_year")
    wider = shuffled.with_columns(pl.col("amount_yuan").cast(pl.Decimal(30, 6)))
    assert conform(table("funds"), wider).equals(made)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (pl.col("amount_yuan").cast(pl.Float64), "amount_yuan"),
        (pl.lit("1.235").cast(pl.Decimal(20, 4)).alias("amount_yuan"), "amount_yuan"),
        (pl.lit("x").alias("fiscal_year"), "fiscal_year"),
        (pl.lit(None).alias("measure"), "measure"),
        (pl.lit(1).alias("surplus"), "surplus"),
    ],
)
def test_conform_refuses_what_would_change_a_value(change: pl.Expr, named: str) -> None:
    with pytest.raises(SchemaError, match=named):
        conform(table("funds"), frame(table("funds"), [FUND]).with_columns(change))
    with pytest.raises(SchemaError, match="fund_id is missing"):
        conform(table("funds"), frame(table("funds"), [FUND]).drop("fund_id"))


def test_a_table_of_an_older_model_is_brought_up_to_this_one() -> None:
    model = table("regions")
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE main.regions (region_code VARCHAR NOT NULL, parent_code VARCHAR NOT NULL)")
        connection.execute("COMMENT ON COLUMN main.regions.region_code IS 'what it once meant'")
        create_tables(connection, [model])
        found = connection.execute(
            "SELECT column_name, is_nullable, comment FROM duckdb_columns() WHERE table_name = 'regions'"
        ).fetchall()
    assert {name: comment for name, _, comment in found} == {
        column.name: column_comment(column) for column in model.columns
    }
    nullable = {name: nullable for name, nullable, _ in found}
    assert (nullable["region_code"], nullable["parent_code"]) == (False, True)
