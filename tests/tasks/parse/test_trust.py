from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tasks.parse.document import Document, Link, PageMeta
from tasks.parse.facts import Evaluation, Evidence, Facts, Stated
from tasks.parse.signals import Signal, site_division
from tasks.parse.single import read_facts
from tasks.parse.trust import Trust, judge
from warehouse.vocabulary import TRUST_SIGNALS

SEEDS = Path(__file__).parents[3] / ".." / "shared" / "seeds"
REPORT = "青禾县财政局2022年度培训经费项目绩效自评报告。全年预算数20万元,全年执行数18万元。" * 10
FOREIGN = "http://www.somewhere.com/a.html"
GOVERNMENT = "http://czj.qinghe.jxdemo.gov.cn/a.html"
FRAME = "主办单位:青禾县人民政府 蜀ICP备12345678号-1 川公网安备 51092302000123号 网站标识码:9991010003"


def page(
    text: str = REPORT,
    title: str | None = None,
    site_id: str | None = None,
    furniture: str = "",
    links: tuple[Link, ...] = (),
    tags: dict[str, str] | None = None,
) -> Document:
    meta = PageMeta(tags=tags or {}, html_title=title, site_id_code=site_id, furniture=furniture, links=links)
    return Document(text, (), "html/1", "html", meta=meta)


def told(year: int | None = None, published: int | None = None) -> Facts:
    evaluation = Evaluation("project", 0, 9, fiscal_year=year, fiscal_year_method="title" if year else None)
    day = date(published, 5, 1) if published else None
    stated = Stated(day, str(day), Evidence(0, 1, "", "test")) if day else None
    return Facts("project_report", published_on=stated, evaluations=(evaluation,))


def judged(document: Document, url: str, *, official: bool = False, facts: Facts | None = None) -> Trust:
    return judge(document, facts or told(), url, official_source=official, region_code="999101")


def codes(document: Document, url: str, *, official: bool = False, facts: Facts | None = None) -> set[str]:
    found = {signal.code for signal in judged(document, url, official=official, facts=facts).signals}
    assert found <= set(TRUST_SIGNALS)
    return found


@pytest.mark.parametrize(
    ("document", "url", "official", "tier"),
    [
        (page(site_id="9991010003"), GOVERNMENT, True, 1),
        (page(site_id="1101010003"), GOVERNMENT, True, 2),
        (page(), GOVERNMENT, True, 2),
        (page(), "http://www.qinghe-hospital.cn/a.html", True, 2),
        (page(), "folder://saved/a.html", False, 3),
        (page(), "https://m.taodocs.com/p-1.html", False, 3),
        (page(), FOREIGN, False, 4),
        (page(furniture=FRAME), "http://www.somewhere.com/zwgk/a.html", False, 5),
        (page(title="某某体育平台注册"), FOREIGN, False, 5),
        (page(title="某某体育平台注册"), GOVERNMENT, True, 5),
        (page(tags={"keywords": "某某娱乐官网"}), GOVERNMENT, True, 5),
        (page("米乐官网登录入口" + REPORT), "folder://saved/a.txt", False, 5),
        (page("項(xiàng)目預(yù)算績(jì)效" * 30), FOREIGN, False, 5),
        (page("項目預算績效" * 30), FOREIGN, False, 5),
        (page(links=(Link("https://www.yabo88.com/reg", "点击进入"),)), FOREIGN, False, 5),
        # Offices do speak of the trade.
        (page("查处老虎机、百家乐等赌博违法案件专项经费" + REPORT), GOVERNMENT, True, 2),
        (page("社区棋牌室改造项目" + REPORT), "folder://saved/a.txt", False, 3),
        (page("某市智慧体育平台建设项目" + REPORT), "http://www.tiyu-center.cn/a.html", True, 2),
    ],
)
def test_tier(document: Document, url: str, official: bool, tier: int) -> None:
    assert judged(document, url, official=official).tier == tier


@pytest.mark.parametrize(
    ("document", "url", "facts", "code"),
    [
        (page(), "http://m.somewhere.com/a.html", None, "mobile_host"),
        (page(), "http://x.com/gongkai/202108/t20210819_2471575.html", None, "government_path_elsewhere"),
        (page(), "http://x.com/html/zfxxgkzfwj201706t20170608_2964829.html", None, "government_path_elsewhere"),
        (page(), "http://x.com/wlmqs/c119485/202501/" + "a1" * 16 + ".shtml", None, "government_path_elsewhere"),
        (page(site_id="9991010003"), FOREIGN, None, "site_code_elsewhere"),
        (page(site_id="1101010003"), GOVERNMENT, None, "site_code_differs"),
        (page(furniture=FRAME), FOREIGN, None, "sponsor_elsewhere"),
        (page(furniture=FRAME), GOVERNMENT, None, "sponsor"),
        (page(furniture=FRAME), GOVERNMENT, None, "registered"),
        (page(), GOVERNMENT, None, "not_registered"),
        (page(tags={"description": "某某电竞app"}), FOREIGN, None, "betting_advertising"),
        (page(REPORT + "真人视讯"), FOREIGN, None, "betting_advertising"),
        (page(links=(Link("http://m6-online.net/", "皇冠体育"),)), FOREIGN, None, "betting_links"),
        (page("項目預算績效" * 30), FOREIGN, None, "traditional_script"),
        (page(REPORT + "上一篇:足球数据分析软件有哪些\n下一篇:彩种开奖走势图"), FOREIGN, None, "unrelated_neighbours"),
        (page(), FOREIGN, told(2011, 2024), "late_publication"),
    ],
)
def test_each_sign_is_seen(document: Document, url: str, facts: Facts | None, code: str) -> None:
    assert code in codes(document, url, facts=facts)


@pytest.mark.parametrize(
    ("document", "facts", "code"),
    [
        (page(REPORT + "真人视讯" + REPORT * 3), None, "betting_advertising"),
        (page(REPORT + "上一篇:2022年部门决算公开\n下一篇:没有了"), None, "unrelated_neighbours"),
        (page(), told(2022, 2025), "late_publication"),
        (page(furniture=FRAME), None, "not_registered"),
        (page(links=(Link("http://[", "坏链接"), Link("https://www.gov.cn/", "中国政府网"))), None, "betting_links"),
    ],
)
def test_no_sign_without_cause(document: Document, facts: Facts | None, code: str) -> None:
    assert code not in codes(document, GOVERNMENT, official=True, facts=facts)


def test_a_sign_says_what_was_seen() -> None:
    trust = judged(page(title="某某棋牌", furniture=FRAME), FOREIGN)
    assert Signal("gambling_words", "棋牌") in trust.signals
    assert "registered: 蜀ICP备12345678号" in [str(signal) for signal in trust.signals]
    assert trust.signals[0] == Signal("foreign_host", "www.somewhere.com")


def test_the_casino_mirror_among_the_seeds_is_spam() -> None:
    (path,) = SEEDS.glob("000_*.txt") if SEEDS.exists() else [None]
    if path is None:
        pytest.skip("no seed documents beside the checkout")
    document, facts = read_facts(path.read_bytes(), name=path.name)
    trust = judge(document, facts, "folder://seeds/000.txt", official_source=False, region_code=None)
    assert trust.tier >= 4
    assert {"betting_advertising", "late_publication"} & {signal.code for signal in trust.signals}


@pytest.mark.parametrize("number", ["001", "002", "003", "004"])
def test_the_other_seeds_are_not(number: str) -> None:
    found = sorted(SEEDS.glob(f"{number}_*.txt"))
    if not found:
        pytest.skip("no seed documents beside the checkout")
    document, facts = read_facts(found[0].read_bytes(), name=found[0].name)
    assert judge(document, facts, "folder://seeds/x.txt", official_source=False, region_code=None).tier == 3


@pytest.mark.parametrize(
    ("code", "division"), [("4305210003", "430521"), ("bm55000001", None), ("12", None), (None, None)]
)
def test_site_division(code: str | None, division: str | None) -> None:
    assert site_division(code) == division
