"""A tree of words finds what a row of the same words finds, the longest first."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tasks.parse.alternation import any_of

_LETTERS = "年初预算("


@given(st.lists(st.text(_LETTERS, min_size=1, max_size=5), min_size=1, max_size=8), st.text(_LETTERS, max_size=30))
def test_finds_what_the_row_of_words_finds(words: list[str], text: str) -> None:
    row = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    assert re.findall(any_of(words), text) == re.findall(row, text)


@given(st.lists(st.text(_LETTERS, min_size=1, max_size=5), min_size=1, max_size=8), st.text(_LETTERS, max_size=30))
def test_gives_way_to_a_shorter_word_where_what_follows_asks_for_it(words: list[str], text: str) -> None:
    row = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    wanted = [match.span() for match in re.finditer(rf"(?:{row})(?:{row})初", text)]
    assert [match.span() for match in re.finditer(rf"{any_of(words)}{any_of(words)}初", text)] == wanted
