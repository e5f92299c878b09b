"""Reference data that is shipped with the warehouse, kept as CSV beside this module.

A package rather than a module, so that an installed copy carries the files.
"""

from __future__ import annotations

from importlib.resources import files

import polars as pl

from warehouse.schema import conform
from warehouse.tables import table


def regions() -> pl.DataFrame:
    """The administrative divisions (GB/T 2260) in the schema of the table `regions`, sorted by code.

    A division that was replaced keeps its row with its last year and its successor: site codes and index numbers go
    on carrying the old code for years (邵东县 430521 became 邵东市 430582 in 2019).
    """
    model = table("regions")
    text = files(__name__).joinpath("regions.csv").read_bytes()
    return conform(model, pl.read_csv(text, schema=model.polars_schema)).sort("region_code")
