"""Records are values: equal and hashed by their fields, small, and fit to travel between processes."""

from __future__ import annotations

import pickle
from dataclasses import replace

from tasks.parse.document import Cell
from tasks.parse.facts import Evidence


def test_records_of_the_same_fields_are_one_value() -> None:
    assert len({Evidence(1, 3, "全年", "prose"), Evidence(1, 3, "全年", "prose"), Evidence(1, 4, "全年", "prose")}) == 2


def test_a_changed_record_is_another_one() -> None:
    cell = Cell("分值", 0, 2, 1, 4)
    assert replace(cell, column=5) == Cell("分值", 0, 2, 1, 5)
    assert cell.column == 4


def test_records_have_no_room_for_other_fields_and_survive_pickling() -> None:
    cell = Cell("分值", 0, 2, 1, 4)
    assert not hasattr(cell, "__dict__")
    assert pickle.loads(pickle.dumps(cell)) == cell  # noqa: S301
