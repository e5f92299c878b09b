"""Analysts' questions with their SQL, one file each; they run as they stand against a published snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Question:
    """A question in Chinese and English, and the SQL that answers it."""

    name: str
    zh: str
    en: str
    sql: str


@cache
def questions() -> tuple[Question, ...]:
    """All questions in the order of their files' numbers."""
    names = sorted(path.name for path in files(__name__).iterdir() if path.name.endswith(".sql"))
    return tuple(_read(name.removesuffix(".sql"), files(__name__).joinpath(name).read_text("utf-8")) for name in names)


def _read(name: str, text: str) -> Question:
    zh, en, sql = text.split("\n", 2)
    return Question(name, zh.removeprefix("-- zh: "), en.removeprefix("-- en: "), sql.strip())
