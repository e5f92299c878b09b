"""Rules on counts that must fit each other: parts of a whole, places, standards, lines and days told twice."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from tests.expectations.world import World

PASSES, BREAKS, SKIPS, NO_CASE = (1, 0, 0), (1, 0, 1), (0, 1, 0), (0, 0, 0)


def run(whole: str, first: str, added: str, *others: tuple[str, str]) -> World:
    world = World(text="全年共有项目若干").evaluation()
    world.claim("全年执行项目", whole, "个", quote=f"全年一共执行项目{whole}个")
    world.claim("年初批复项目", first, "个", quote=f"年初批复{first}个项目")
    for name, value in others:
        world.claim(name, value, "个", quote=f"{name}{value}个")
    return world.claim("年中新增项目", added, "个", quote=f"年中新增{added}个项目")


@pytest.mark.parametrize(
    ("world", "counts"),
    [
        (run("15", "8", "7"), PASSES),
        (run("15", "8", "8"), BREAKS),
        (run("15", "8", "8", ("撤销项目", "1")), SKIPS),
        (run("15", "8", "8", ("其中上年结转项目", "1")), BREAKS),
        (run("15", "8", "8", ("又追加项目", "2")), SKIPS),
        (World().evaluation().claim("新增床位", "20", "张"), NO_CASE),
    ],
)
def test_p10_what_was_there_and_what_was_added(world: World, counts: tuple[int, int, int]) -> None:
    assert world.outcome("P10").counts == counts


def test_p10_quotes_the_whole_and_its_parts() -> None:
    outcome = run("15", "8", "8").outcome("P10")
    assert outcome.quotes() == ["全年一共执行项目15个", "年初批复8个项目", "年中新增8个项目"]
    assert (outcome.findings[0]["stated"], outcome.findings[0]["expected"]) == (15, 16)


def counting(text: str) -> World:
    """A text with the claims that the parser makes of its counts."""
    world = World(text=text).evaluation()
    for number, unit in re.findall(r"([\d,]+)([人台个])", text):
        world.claim("数", number.replace(",", ""), unit)
    return world


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("培训893人,其中省级34人、市县660人、乡镇199人。", PASSES),
        ("培训893人,其中省级34人、市县660人、乡镇200人。", BREAKS),
        ("培训1,893人,其中省级34人,市县660人,乡镇1,199人,满意度98%。", PASSES),
        ("购置12台,其中甲型8台、乙型4台;又购置3台。", PASSES),
        ("培训893人,其中女性300人、党员200人。", SKIPS),
        ("安排项目55个(其中2个用于上缴),其中50个项目已完工。", NO_CASE),
        ("培训893人,满意度98%。", NO_CASE),
    ],
)
def test_p11_parts_of_a_count(text: str, counts: tuple[int, int, int]) -> None:
    assert counting(text).outcome("P11").counts == counts


def test_p11_quotes_its_sentence() -> None:
    outcome = counting("一、情况。培训893人,其中省级34人、市县660人、乡镇200人。").outcome("P11")
    assert outcome.quotes() == ["培训893人,其中省级34人、市县660人、乡镇200人"]
    assert outcome.findings[0]["evaluation_id"] == "e1"


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("对青石镇、白沙镇、柳河镇三个镇开展整治", PASSES),
        ("对青石镇、白沙镇和柳河镇3个镇开展整治", PASSES),
        ("对青石镇、白沙镇、柳河镇、永和镇3个镇开展整治", BREAKS),
        ("对青石镇、白沙镇等3个镇开展整治", PASSES),
        ("对青石镇、白沙镇、柳河镇、永和镇等3个镇开展整治", BREAKS),
        ("对青石、白沙镇、柳河镇3个镇开展整治", SKIPS),
        ("补助何元乡王村2万元、水寨乡刘村4万元、沙坝社区2万元。8万元经费用于补助3个村", PASSES),
        ("补助何元乡王村2万元、水寨乡刘村4万元、沙坝社区2万元。8万元经费用于补助2个村", BREAKS),
        ("补助何元乡王村2万元、水寨乡刘村4万元、沙坝社区2万元。9万元经费用于补助2个村", NO_CASE),
        ("补助何元乡王村2万元、水寨乡刘村4万元、前期调研2万元。8万元经费用于补助2个村", NO_CASE),
    ],
)
def test_p12_places_are_as_many_as_is_said(text: str, counts: tuple[int, int, int]) -> None:
    assert World(text=text).evaluation().outcome("P12").counts == counts


def test_p12_quotes_both_places_and_is_sure_only_of_names() -> None:
    shared = World(text="补助何元乡王村2万元、水寨乡刘村4万元。6万元经费用于补助3个村").evaluation().outcome("P12")
    assert shared.quotes() == ["补助何元乡王村2万元、水寨乡刘村4万元", "6万元经费用于补助3个村"]
    assert shared.findings[0]["severity"] == "info"
    named = World(text="对青石镇、白沙镇3个镇开展整治").evaluation().outcome("P12")
    assert (named.findings[0]["severity"], named.findings[0]["stated"]) == ("warning", 3)


def listed(*items: tuple[str, str], text: str | None = None) -> World:
    text = text or ",".join(f"{name}{count}台" for name, count in items)
    world = World(text=text).evaluation()
    at = 0
    for name, count in items:
        world.claim(name, count, "台")
        at = text.find(f"{name}{count}台", at)
        world.rows["evidence"][-1] |= {"span_start": at, "span_end": at + len(f"{name}{count}台")}
    return world


def test_p13_a_list_names_a_thing_once() -> None:
    outcome = listed(("窗口显示屏及对接设备", "60"), ("呼叫器", "60"), ("窗口显示屏", "60")).outcome("P13")
    assert outcome.counts == BREAKS
    assert outcome.quotes() == ["窗口显示屏及对接设备60台", "窗口显示屏60台"]
    assert listed(("窗口显示屏", "60"), ("呼叫器", "60"), ("窗口显示屏", "40")).outcome("P13").counts == NO_CASE
    assert listed(("窗口显示屏", "60"), ("窗口显示屏安装", "60")).outcome("P13").counts == NO_CASE
    apart = "窗口显示屏60台。呼叫器60台。窗口显示屏60台"
    assert (
        listed(("窗口显示屏", "60"), ("呼叫器", "60"), ("窗口显示屏", "60"), text=apart).outcome("P13").counts
        == NO_CASE
    )


STANDARDS = "标准是小学生300元/年、初中生500元/年、高中生1000元/年"


def pupils(spent: str, high: str = "42", text: str = STANDARDS) -> World:
    world = World(text=text).evaluation().fund("spent", spent)
    world.claim("救助小学生", "140", "人").claim("救助小学生·初中生", "96", "人")
    return world.claim("救助小学生·高中生", high, "人")


@pytest.mark.parametrize(
    ("world", "counts"),
    [
        (pupils("13.2"), PASSES),
        (pupils("13"), PASSES),
        (pupils("16"), BREAKS),
        (pupils("40"), SKIPS),
        (pupils("16").claim("其中女小学生", "60", "人"), SKIPS),
        (pupils("16", text=STANDARDS.replace("年", "月")), NO_CASE),
        (pupils("16", text="标准是小学生300元/年"), NO_CASE),
    ],
)
def test_f9_counts_times_standards(world: World, counts: tuple[int, int, int]) -> None:
    assert world.outcome("F9").counts == counts


def test_f9_quotes_counts_standards_and_money() -> None:
    outcome = pupils("16").outcome("F9")
    assert set(outcome.quotes()) == {
        "16", STANDARDS, "救助小学生140人", "救助小学生·初中生96人", "救助小学生·高中生42人"
    }  # fmt: skip
    assert outcome.findings[0]["expected"] == 132_000


def twice(first: str, second: str, **values: str) -> World:
    world = World().evaluation()
    line = {"target": "52", "target_value": Decimal(52), "target_unit": "人"}
    world.line("产出指标/数量指标/资助困难师生", "20", "4", actual=first, **line)
    return world.line("满意度指标/服务对象/资助困难师生", "10", "10", actual=second, **{**line, **values})


def test_s10_one_indicator_has_one_actual_value() -> None:
    assert twice("10", "10").outcome("S10").counts == PASSES
    outcome = twice("10人", "100人").outcome("S10")
    assert outcome.counts == BREAKS
    assert len(outcome.quotes()) == 2
    assert twice("10", "100%").outcome("S10").counts == NO_CASE
    assert twice("10", "已完成").outcome("S10").counts == NO_CASE
    assert twice("10", "100", target_unit="%").outcome("S10").counts == NO_CASE


def troubled(problems: str | None, spent: str = "87") -> World:
    return World().evaluation(problems=problems).fund("budget_adjusted", "239").fund("spent", spent)


@pytest.mark.parametrize(
    ("world", "counts"),
    [
        (troubled("暂无"), BREAKS),
        (troubled("无。", "239"), PASSES),
        (troubled("资金支付偏慢"), PASSES),
        (troubled(None), NO_CASE),
        (World().evaluation(problems="无"), SKIPS),
        (World().evaluation(problems="无", rate="36.43%"), BREAKS),
    ],
)
def test_e8_a_low_rate_is_a_problem(world: World, counts: tuple[int, int, int]) -> None:
    assert world.outcome("E8").counts == counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("封面 公开时间:2022年9月19日", PASSES),
        ("封面 公开时间:2021年9月19日", BREAKS),
        ("封面 公开日期:2022.02.30", SKIPS),
        ("封面", NO_CASE),
    ],
)
def test_t2_the_day_of_disclosure_is_the_days_of_the_page(text: str, counts: tuple[int, int, int]) -> None:
    outcome = World(text=text, published_on=date(2022, 9, 19)).outcome("T2")
    assert outcome.counts == counts
    if outcome.findings:
        assert outcome.quotes() == ["2022-09-19", "公开时间:2021年9月19"]
        assert outcome.findings[0]["stated"] == -365


def test_t2_skips_a_page_without_a_day() -> None:
    assert World(text="公开时间:2021年9月19日").outcome("T2").counts == SKIPS


def test_p1_tells_a_flat_hundred_that_only_rounding_makes() -> None:
    rounded = World().evaluation().claim("好评率", "100", numerator="982081", denominator="982083").outcome("P1")
    assert rounded.counts == BREAKS
    assert rounded.findings[0]["severity"] == "info"
    exact = World().evaluation().claim("好评率", "100", numerator="9", denominator="9")
    assert exact.outcome("P1").counts == PASSES


def rows(*told: tuple[str, str | None, str | None]) -> World:
    """A list of projects: each row its key, that of the row which adds it up, and its spending."""
    world = World()
    for key, part_of, spent in told:
        world.evaluation(key, part_of=part_of, project_name=f"项目{key}")
        if spent is not None:
            world.fund("spent", spent, evaluation_id=key)
    return world


@pytest.mark.parametrize(
    ("world", "counts"),
    [
        (rows(("s", None, "30"), ("a", "s", "10"), ("b", "s", "20")), PASSES),
        (rows(("s", None, "30"), ("a", "s", "10"), ("b", "s", "25")), BREAKS),
        # A list that breaks off under the sum at its head may lack rows; one whose sum stands at its foot lacks none.
        (rows(("s", None, "30"), ("a", "s", "10")), SKIPS),
        (rows(("a", "s", "10"), ("b", "s", "10"), ("s", None, "30")), BREAKS),
        (rows(("a", "s", "10"), ("b", "s", None), ("s", None, "30")), SKIPS),
        # 10.4 + 10.4 may be written as 21.
        (rows(("a", "s", "10.4"), ("b", "s", "10.4"), ("s", None, "21")), PASSES),
        (rows(("s", None, "30"), ("a", "s", "11"), ("x", "a", "5"), ("b", "s", "19")), (2, 0, 1)),
        (rows(("s", None, "30"), ("b", "s", "19"), ("a", "s", "11"), ("x", "a", "5")), (1, 1, 0)),
    ],
)
def test_f10_the_sum_of_a_list(world: World, counts: tuple[int, int, int]) -> None:
    assert world.outcome("F10").counts == counts


def test_f10_quotes_the_sum_and_its_rows() -> None:
    outcome = rows(("s", None, "30"), ("a", "s", "10"), ("b", "s", "25")).outcome("F10")
    assert outcome.quotes() == ["30", "10", "25"]
    assert (outcome.findings[0]["evaluation_id"], outcome.findings[0]["expected"]) == ("s", 350_000)
