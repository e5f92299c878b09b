"""Records: values that nothing changes once they are made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """A data class whose fields only the type checker keeps from being changed.

    A page is read into thousands of cells, quantities and spans. `dataclass(frozen=True)` sets each field through
    `object.__setattr__`, which makes a value four times as dear.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)
