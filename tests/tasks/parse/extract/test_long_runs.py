"""Long runs of the letters that a pattern may begin at each of: they take no more than their own time."""

from __future__ import annotations

import time

import pytest

from tasks.parse.extract import extract
from tasks.parse.readers import read

_HEAD = "青禾县2021年某某项目绩效自评报告\n一、项目概况\n"
_RUN = 30_000
_SECONDS = 10
"""Where the time grew with the square of the run, each of these took more; now half a second."""


@pytest.mark.parametrize(
    "text",
    [
        f"{_HEAD}(1){'未' * _RUN}10万元,(2)乙某某项目20万元。\n",
        f"{_HEAD}(1)甲某某项目{'为共' * (_RUN // 2)}为x10万元,(2)乙某某项目20万元。\n",
        f"附件{' ' * _RUN}x",
        f"{_HEAD}项目资金到位10万元,{' ' * _RUN}x5万元,支出3万元。\n",
        f"{_HEAD}{'中央省市县级' * (_RUN // 2)}资金到位10万元,支出3万元。\n",
    ],
    ids=["behind a name", "tail of a name", "number of an annex", "torn words", "levels"],
)
def test_a_run_takes_no_more_than_its_own_time(text: str) -> None:
    begun = time.monotonic()
    extract(read(text.encode(), name="long.txt"))
    assert time.monotonic() - begun < _SECONDS
