from __future__ import annotations

import pytest

from tasks.parse.document import Document, PageMeta
from tasks.parse.trust import judge, site_division

REPORT = "青禾县财政局2022年度培训经费项目绩效自评报告。全年预算数20万元,全年执行数18万元。" * 10


def page(text: str = REPORT, title: str | None = None, site_id: str | None = None, furniture: str = "") -> Document:
    return Document(
        text, (), "html/1", "html", meta=PageMeta(html_title=title, site_id_code=site_id, furniture=furniture)
    )


@pytest.mark.parametrize(
    ("document", "url", "official", "tier"),
    [
        (page(site_id="9991010003"), "http://czj.qinghe.jxdemo.gov.cn/a.html", True, 1),
        (page(site_id="1101010003"), "http://czj.qinghe.jxdemo.gov.cn/a.html", True, 2),
        (page(), "http://czj.qinghe.jxdemo.gov.cn/a.html", True, 2),
        (page(), "http://www.qinghe-hospital.cn/a.html", True, 2),
        (page(), "folder://saved/a.html", False, 3),
        (page(), "http://www.somewhere.com/a.html", False, 4),
        (page(title="某某体育平台注册"), "http://www.somewhere.com/a.html", False, 5),
        (page(title="某某体育平台注册"), "http://czj.qinghe.jxdemo.gov.cn/a.html", True, 5),
        (page("米乐官网登录入口" + REPORT), "folder://saved/a.txt", False, 5),
        (page("項(xiàng)目預(yù)算績(jì)效" * 30), "http://www.somewhere.com/a.html", False, 5),
    ],
)
def test_tier(document: Document, url: str, official: bool, tier: int) -> None:
    assert judge(document, url, official_source=official, region_code="999101").tier == tier


def test_a_tier_says_why() -> None:
    trust = judge(page(title="某某棋牌"), "http://a.example/b", official_source=False, region_code=None)
    assert any("棋牌" in signal for signal in trust.signals)


@pytest.mark.parametrize(
    ("code", "division"), [("4305210003", "430521"), ("bm55000001", None), ("12", None), (None, None)]
)
def test_site_division(code: str | None, division: str | None) -> None:
    assert site_division(code) == division
