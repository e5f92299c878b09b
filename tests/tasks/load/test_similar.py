from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

from tasks.load import signatures as kept
from tasks.load.likeness import Pairs, alike, jaccard
from tasks.load.signatures import Signatures, grams, signed
from tests.tasks.load.test_load import ask
from tests.warehouse.world import CENTRE, EARLIER, FILLER, MIRROR, NETWORK, REPORT, Page, night
from warehouse.views import create_views

pytestmark = pytest.mark.usefixtures("few_rules")

SHARED = Path(__file__).parents[3] / ".." / "shared" / "seeds"
OTHER = "https://www.daying.gov.cn/info/1/77.htm"


def seed(number: str) -> str:
    found = sorted(SHARED.glob(f"{number}_*.txt"))
    if not found:
        pytest.skip("no seed documents beside the checkout")
    return found[0].read_text(encoding="utf-8")


def invented(dice: random.Random, sentences: int = 60) -> list[str]:
    words = "绩效目标资金管理组织实施单位项目群众服务设施维护培训采购验收监督预算执行决算"
    return ["".join(dice.choices(words, k=18)) + "。" for _ in range(sentences)]


def mixed(dice: random.Random, text: list[str], share: float) -> list[str]:
    """The text with a share of its sentences replaced by others."""
    return [one if dice.random() > share else other for one, other in zip(text, invented(dice, len(text)), strict=True)]


def exact(one: str, other: str) -> float:
    first, second = grams(one), grams(other)
    common = len(np.intersect1d(first, second))
    return common / (len(first) + len(second) - common)


def signatures(texts: list[str]) -> Signatures:
    sets = [grams(text) for text in texts]
    return Signatures([f"{row:06d}" for row in range(len(texts))], np.array([len(s) for s in sets]), signed(sets))


def told(pairs: Pairs) -> dict[tuple[int, int], float]:
    return {
        (int(one), int(other)): int(value) / 1_000_000
        for one, other, value in zip(pairs.one, pairs.other, jaccard(pairs), strict=True)
    }


def test_the_index_is_estimated_within_its_error() -> None:
    dice = random.Random(1)  # noqa: S311  a text, not a secret
    text = invented(dice)
    for share in (0.0, 0.02, 0.1, 0.2):
        pair = ["".join(text), "".join(mixed(dice, text, share))]
        (found,) = told(alike(signatures(pair), np.arange(2), np.arange(2))).values()
        assert abs(found - exact(*pair)) < 0.1
    apart = ["".join(invented(dice)), "".join(invented(dice))]
    assert not told(alike(signatures(apart), np.zeros(2, np.int64), np.arange(2)))


def test_a_brand_swapped_copy_of_a_real_report_is_near_and_its_projects_siblings_are_not() -> None:
    report = seed("003")
    copy = "某某体育app下载" + report.replace("邵东", "某某体育", 3) + "上一篇:足球数据"
    (near,) = told(alike(signatures([report, copy]), np.arange(2), np.arange(2))).values()
    assert near > 0.93
    whole = seed("004")
    projects = [whole[start : start + 1500] for start in range(0, len(whole) - 1500, 1500)]
    inside = told(alike(signatures(projects), np.zeros(len(projects), np.int64), np.arange(len(projects))))
    assert all(value < 0.9 for value in inside.values())


def test_disguise_and_blanks_make_no_other_text() -> None:
    plain = "本项目全年预算数为壹佰万元,执行数为九十万元。" * 9
    disguised = "本項(xiàng)目全年預(yù)算數(shù)為壹佰萬(wàn)元，執(zhí)行數(shù)為九十萬(wàn)元。 \n" * 9
    assert exact(plain, disguised) == 1


def test_near_copies_are_found_among_many_of_one_boilerplate_and_the_pairs_stay_few() -> None:
    dice = random.Random(2)  # noqa: S311
    form = invented(dice)
    texts = ["".join(mixed(dice, form, 0.25)) for _ in range(400)]
    copies = {row: len(texts) + n for n, row in enumerate(dice.sample(range(400), 20))}
    texts += ["某某平台" + texts[row] + "下一篇" for row in copies]
    found = told(alike(signatures(texts), np.arange(len(texts)), np.arange(len(texts))))
    assert all((row, copy) in found for row, copy in copies.items())
    assert len(found) <= 20 * len(texts)


def test_pairs_do_not_depend_on_the_order_of_texts() -> None:
    dice = random.Random(3)  # noqa: S311
    form = invented(dice)
    texts = ["".join(mixed(dice, form, dice.random() / 2)) for _ in range(20)]
    units = np.array([row % 3 for row in range(len(texts))])
    whole = alike(signatures(texts), units, np.arange(len(texts)))
    order = dice.sample(range(len(texts)), len(texts))
    shuffled = alike(signatures([texts[row] for row in order]), units[order], np.array(order))
    again = {tuple(sorted((order[one], order[other]))): value for (one, other), value in told(shuffled).items()}
    assert len(again) > 20
    assert again == told(whole)


def test_no_texts_have_no_pairs() -> None:
    none = np.array([], np.int64)
    assert told(alike(signatures([]), none, none)) == {}


def pairs(build: Path) -> list[Any]:
    urls = "JOIN documents a USING (document_id) JOIN documents b ON b.document_id = s.other_document_id"
    found = ask(build, f"SELECT a.url, b.url, kind, jaccard, containment FROM similarities s {urls}")
    return sorted((*sorted(row[:2]), *row[2:]) for row in found)


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda page: replace(page, trust=5, text="m6平台" + FILLER), "copy"),
        (lambda page: replace(page, evaluations=(CENTRE, replace(NETWORK, score="99"))), "near_copy"),
        (lambda page: replace(page, text=FILLER[:1200], evaluations=(CENTRE,)), "near_copy"),
        (lambda page: replace(page, text=FILLER[: len(FILLER) * 3 // 4] + FILLER[::-1][:700]), "sibling"),
    ],
    ids=["brand words", "another score", "a part, fewer projects", "another end"],
)
def test_two_pages_of_one_text_are_told_apart_by_their_facts(
    tmp_path: Path, change: Callable[[Page], Page], kind: str
) -> None:
    build = tmp_path / "b.duckdb"
    night(tmp_path, build, [REPORT, change(replace(REPORT, url=OTHER, published=date(2023, 8, 1)))], "n1")
    ((*_, found, likeness, contained),) = pairs(build)
    assert found == kind
    assert likeness <= contained <= 100
    assert (contained >= 95) == (kind != "sibling")


def test_a_file_on_its_own_page_is_alike_but_copied_from_nobody(tmp_path: Path) -> None:
    build = tmp_path / "b.duckdb"
    form = replace(REPORT, url=OTHER, parent=REPORT.url, evaluations=(replace(CENTRE, score="97"),))
    night(tmp_path, build, [REPORT, form], "n1")
    assert [kind for *_, kind, _, _ in pairs(build)] == ["near_copy"]
    with duckdb.connect(str(build)) as connection:
        create_views(connection)
    assert ask(build, "SELECT documents, alike_same_year FROM v_copy_paste") == [(2, 0)]


def test_a_cut_off_copy_has_its_pair_though_less_than_half_is_left(tmp_path: Path) -> None:
    build = tmp_path / "b.duckdb"
    night(tmp_path, build, [REPORT, replace(REPORT, url=OTHER, trust=4, text=FILLER[:900])], "n1")
    ((*_, kind, likeness, contained),) = pairs(build)
    assert kind == "copy"
    assert likeness < 50
    assert contained > 80


def test_a_text_is_read_once_and_compared_with_all_later_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build = tmp_path / "b.duckdb"
    night(tmp_path, build, [REPORT, EARLIER], "n1")
    read: list[str] = []

    def counted(text: str) -> kept.Grams:
        read.append(text)
        return grams(text)

    monkeypatch.setattr(kept, "grams", counted)
    night(tmp_path, build, [MIRROR], "n2")
    assert read == [MIRROR.text]
    one_night = tmp_path / "all.duckdb"
    night(tmp_path / "all", one_night, [MIRROR, EARLIER, REPORT], "n1")
    assert pairs(build) == pairs(one_night)
    assert len(pairs(build)) == 3


def test_a_changed_text_has_other_pairs(tmp_path: Path) -> None:
    build = tmp_path / "b.duckdb"
    night(tmp_path, build, [REPORT, EARLIER], "n1")
    assert len(pairs(build)) == 1
    night(tmp_path, build, [replace(EARLIER, text=FILLER[::-1])], "n2")
    assert pairs(build) == []
