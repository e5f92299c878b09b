from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.ids import match_key
from warehouse.script import simplified, traditional_share, undisguised


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("項(xiàng)目預(yù)算績(jì)效", "项目预算绩效"),
        ("甲級醫院擴建工程", "甲级医院扩建工程"),
        ("這項工程一目瞭然", "这项工程一目了然"),
        ("項\ud800目", "项\ud800目"),
        ("乾县于家庄(一期)", "乾县于家庄(一期)"),
        ("方案(b)与a(b)", "方案与a(b)"),
    ],
)
def test_disguise_is_undone(written: str, plain: str) -> None:
    assert undisguised(written) == plain


def test_a_simplified_page_has_no_traditional_share() -> None:
    assert traditional_share("乾县于2023年实施的后续项目,着力征收与复核,堃喆") == 0
    assert traditional_share("預算執行數") == 0.6


def test_names_are_compared_in_simplified_characters() -> None:
    assert match_key("「電（diàn）子政務」外網") == match_key("「电子政务」外网")


@given(st.text(alphabet=st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF), max_size=60))
def test_every_character_keeps_its_place(text: str) -> None:
    found = simplified(text)
    assert len(found) == len(text)
    assert simplified(found + "\n" + text)[: len(found)] == simplified(found)
