"""The crawl lists every site of the portal whole, each in the manner of its family, over real HTTP."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from demo.places import SMALL_PLACES
from demo.portal import Portal
from demo.sites.interfaces import EpointSite, GkmlptSite
from demo.sites.reply import Ask
from demo.sources import write_sources
from demo.truth import world_truth
from demo.world import World
from tasks.crawl.journal import open_journal
from tasks.crawl.settings import CrawlSettings
from tasks.crawl.site import crawl_source
from tasks.crawl.source import load_source
from tasks.crawl.summary import CrawlSummary
from tests.demo.conftest import Visitor

NIGHT, NEXT_NIGHT = "20260301T180000Z", "20260302T180000Z"
NAMES = [place.name for place in SMALL_PLACES]


def crawl(portal: Portal, name: str, folder: Path, run_id: str = NIGHT) -> CrawlSummary:
    write_sources(folder / "sources", portal.addresses)
    source = load_source(folder / "sources" / f"{name}.yaml")
    return crawl_source(source, folder / "archive", run_id, CrawlSettings(contact="crawl@example.org"))


@pytest.mark.parametrize("name", NAMES)
def test_a_small_site_is_listed_whole(name: str, portal: Portal, tmp_path: Path) -> None:
    summary = crawl(portal, name, tmp_path)
    due = {document.url: document for document in world_truth(portal.world) if document.site == name}
    with open_journal(tmp_path / "archive") as journal:
        states = list(journal.states(("page", "attachment")))
    assert summary.state == "green", summary.reason
    assert {state.url for state in states} == set(due)
    assert {state.url: state.parent_url for state in states} == {url: due[url].parent_url for url in due}
    if name == "tingyu":  # a feed never says how many items there are
        assert "unverified" in (summary.reason or "")
    elif name == "shuohe":
        assert "2 items lie outside /zwgk/jxzp/" in (summary.reason or "")
    else:
        assert summary.reason is None


@pytest.mark.parametrize("name", NAMES)
def test_an_unchanged_small_site_brings_nothing_new(name: str, portal: Portal, tmp_path: Path) -> None:
    first = crawl(portal, name, tmp_path)
    again = crawl(portal, name, tmp_path, NEXT_NIGHT)
    assert (again.state, again.fetched, again.listed) == ("green", 0, first.listed)


def test_small_sites_have_pages_to_turn_and_files(portal: Portal) -> None:
    small = [site for site in portal.sites if site.place.name in NAMES]
    assert len(small) == len(NAMES)
    assert all(site.pages() > 1 for site in small)
    with_files = {document.site for document in world_truth(portal.world) if document.parent_url}
    assert {"cenwan", "chengyu"} & with_files


def site_url(portal: Portal, name: str) -> str:
    return next(site.origin for site in portal.sites if site.place.name == name)


def test_a_module_of_jcms_answers_only_posts_and_with_the_whole_area(portal: Portal, visitor: Visitor) -> None:
    url = site_url(portal, "chengyu") + "/module/xxgk/search.jsp?currpage=1"
    assert visitor.get(url).status_code == 405
    text = visitor.get(url, method="POST").text
    assert "art_1440_" in text
    assert "art_1552_" in text


def test_jpaas_turns_pages_only_by_param_json(portal: Portal, visitor: Visitor) -> None:
    url = (
        site_url(portal, "jichuan")
        + "/api-gateway/jpaas-publish-server/front/page/build/unit?webId=9107&pageId=229101&tplSetId=k&tagId=t"
        "&parseType=bulidstatic&pageType=column"
    )
    first = visitor.get(url).content
    assert visitor.get(url + "&pageNo=2").content == first
    assert visitor.get(url + '&paramJson={"pageNo":2,"pageSize":15}').content != first


def test_gkmlpt_has_its_first_page_twice_and_files_only_in_its_json(portal: Portal, visitor: Visitor) -> None:
    base = f"{site_url(portal, 'cenwan')}/gkmlpt/api/all/{GkmlptSite.category}?sid={GkmlptSite.sid}&page="
    pages = [json.loads(visitor.get(f"{base}{page}").content) for page in (0, 1, 2)]
    assert pages[0] == pages[1] != pages[2]
    files = [
        (article["url"], file["url"])
        for page in pages
        for article in page["articles"]
        for file in article["attachment"]
    ]
    assert files
    for page_url, file_url in files:
        assert file_url not in visitor.get(page_url).text


def test_epoint_answers_only_its_own_site(portal: Portal) -> None:
    site = EpointSite(World(1, 60))
    path = "/EWB-FRONT/rest/lightfrontaction/getgovinfolist"
    asked = {"siteGuid": "another", "categorynum": "003008", "pageIndex": 0, "pageSize": 20}
    assert json.loads(site.answer(Ask(path, method="POST", body=json.dumps(asked))).body())["custom"]["total"] == 0
    asked["siteGuid"] = site.guid
    answer = json.loads(site.answer(Ask(path, method="POST", body=json.dumps(asked))).body())["custom"]
    assert answer["total"] == site.count()
    assert site.answer(Ask(path)).status == 405


def test_truecms_wants_a_referer_and_a_small_window(portal: Portal, visitor: Visitor) -> None:
    site = next(site for site in portal.sites if site.place.name == "tinglan")
    url = f"{site.origin}/TrueCMS/messageController/getMessage.do?columnId=754f6db5-d294-46d5-b25c-da3a86d102cd"

    def ask(window: int, referer: str = site.column_url) -> tuple[int, bool]:
        reply = visitor.get(f"{url}&startrecord=1&endrecord={window}&perpage={window}&callback=cb", referer=referer)
        return reply.status_code, "<record>" in reply.text

    assert [ask(window) for window in (50, 20, 10)] == [(404, False), (200, False), (200, True)]
    assert ask(10, referer="http://elsewhere.example/")[0] == 404


def test_a_paged_jcms_ignores_records_and_cuts_pages(portal: Portal, visitor: Visitor) -> None:
    url = f"{site_url(portal, 'mochi')}/module/web/jpage/dataproxy.jsp?columnid=88&perpage=100"
    first = visitor.get(f"{url}&startrecord=1&page=1").text
    assert first.count("<record>") == 3
    assert visitor.get(f"{url}&startrecord=4&page=1").text == first
    assert visitor.get(f"{url}&startrecord=1&page=2").text != first


def test_what_was_tried_in_vain_is_recorded_as_a_trial(portal: Portal, tmp_path: Path) -> None:
    crawl(portal, "tinglan", tmp_path)
    with open_journal(tmp_path / "archive") as journal:
        fetches = list(journal.last_of_run(NIGHT, "tinglan"))
    tried = [(fetch.role, fetch.outcome) for fetch in fetches if "getMessage.do" in urlsplit(fetch.url).path]
    assert tried == [("trial", "gone"), ("trial", "changed_shape"), ("list", "ok")]
