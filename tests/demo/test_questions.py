"""Whatever is asked of a site, it answers: with a page, a redirection or a 404."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demo.sites import all_sites
from demo.sites.reply import Ask
from demo.world import World

SITES = all_sites(World(1, 60))
FAR_SITES = all_sites(World(1, 100_000))
NUMBERS = st.one_of(st.integers(-5, 10**13).map(str), st.text(max_size=6))
PATTERNS = (
    "/zwgk/jxgl/index_{}.html",
    "/zwgk/jxgl/202001/t20200101_{}.html",
    "/zwgk/jxgl/202001/P020200101{}.pdf",
    "/art/2020/1/1/art_1289_{}.html",
    "/attach/0/{}.docx",
    "/zwgk/jxpj/{}.htm",
    "/info/1002/{}.htm",
    "/qlx/c100289/202001/{}.shtml",
    "/qlx/c100289/202001/files/{}.xlsx",
    "/xxgk/jxpj/index_{}.html",
    "/xxgk/jxpj/2020/0101/{}.html",
    "/news/2020/{}.html",
    "/news/index_{}.html",
    "/{}",
)


@settings(deadline=None)
@given(st.sampled_from(PATTERNS), NUMBERS, st.dictionaries(st.sampled_from(["page", "wbfileid"]), NUMBERS))
def test_any_path(pattern: str, number: str, query: dict[str, str]) -> None:
    for site in SITES:
        reply = site.answer(Ask(pattern.format(number), query))
        assert reply.status in (200, 302, 404)
        reply.body()


@settings(deadline=None)
@given(NUMBERS, NUMBERS, NUMBERS)
def test_any_question_to_the_endpoints(start: str, end: str, name: str) -> None:
    jcms, vsb, ucap = FAR_SITES[1:4]
    query = {"startrecord": start, "endrecord": end, "columnid": "1289", "page": start, "filename": name}
    assert len(jcms.answer(Ask("/module/web/jpage/dataproxy.jsp", query)).body()) < 200_000
    assert jcms.answer(Ask("/module/download/downfile.jsp", query)).status in (302, 404)
    assert vsb.answer(Ask("/system/_content/download.jsp", {"wbfileid": name}, vsb.origin)).status in (200, 404)
    channel = "/common/search/5f2c9d40b7e14a6c8d3e0b1f7a96c258"
    assert ucap.answer(Ask(channel, query)).status == 200


@pytest.mark.parametrize("number", range(len(FAR_SITES)))
def test_a_page_stands_at_one_address_only(number: int) -> None:
    site = FAR_SITES[number]
    path = site.page_path(site.count() - 1)
    assert site.answer(Ask(path)).status == 200
    for other in (path.replace("/20", "/19", 1), path + "/", path.upper(), "/x" + path):
        assert other == path or site.answer(Ask(other)).status == 404
