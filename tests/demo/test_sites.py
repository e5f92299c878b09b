"""Each site lists all its items by its own protocol, and serves its pages as its system does."""

from __future__ import annotations

import json
import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from protego import Protego
from selectolax.lexbor import LexborHTMLParser

from demo.places import MIRRORED_SITE
from demo.portal import Portal
from demo.sites.site import Site
from demo.truth import TruthDocument, world_truth
from tests.demo.conftest import Visitor

ARTICLE_LINKS = "ul a, table a, div.row a, li a"


def pages_of(site: Site, portal: Portal) -> set[str]:
    """The addresses of a site's pages according to the truth."""
    return {
        document.url
        for document in world_truth(portal.world)
        if document.site == site.place.name and document.parent_url is None
    }


def links(html: str, base: str) -> set[str]:
    nodes = LexborHTMLParser(html).css(ARTICLE_LINKS)
    return {urljoin(base, node.attributes["href"] or "") for node in nodes}


def trs(site: Site, visitor: Visitor) -> set[str]:
    first = visitor.get(site.column_url).content.decode("utf-8")
    pages = int(re.search(r'createPageHTML\((\d+), 0, "index", "html"\)', first)[1])  # type: ignore[index]
    urls = [site.column_url] + [urljoin(site.column_url, f"index_{n}.html") for n in range(1, pages)]
    assert visitor.get(urljoin(site.column_url, f"index_{pages}.html")).status_code == 404
    return set().union(*(links(visitor.get(url).content.decode("utf-8"), url) for url in urls))


def jcms(site: Site, visitor: Visitor) -> set[str]:
    column = visitor.get(site.column_url).content.decode("utf-8")
    total = int(re.search(r"totalRecord:(\d+)", column)[1])  # type: ignore[index]
    found: set[str] = set()
    for start in range(1, total + 1, 5):
        window = f"startrecord={start}&endrecord={start + 4}&perpage=5"
        url = f"{site.origin}/module/web/jpage/dataproxy.jsp?{window}&col=1&columnid=1289&unitid=4321"
        text = visitor.get(url, method="POST").content.decode("utf-8")
        records = re.findall(r"<record><!\[CDATA\[(.*?)\]\]></record>", text)
        assert len(records) == min(5, total - start + 1)
        found |= {re.search(r'href="([^"]+)"', record)[1] for record in records}  # type: ignore[index]
    assert len(found) == total
    return found


def vsb(site: Site, visitor: Visitor) -> set[str]:
    url, found, numbers = site.column_url, set(), []
    while url:
        html = visitor.get(url).content.decode("gb18030")
        tree = LexborHTMLParser(html)
        found |= {urljoin(url, node.attributes["href"] or "") for node in tree.css("table.winstyle8 a")}
        number = re.search(r"/jxpj/(\d+)\.htm$", url)
        numbers += [int(number[1])] if number else []
        follow = [node for node in tree.css("a.Next") if node.text() == "下页"]
        url = urljoin(url, follow[0].attributes["href"]) if follow else ""
    assert numbers == sorted(numbers, reverse=True), "pages of the list count down"
    return found


def ucap(site: Site, visitor: Visitor) -> set[str]:
    html = visitor.get(site.column_url).content.decode("utf-8")
    address = unescape(re.search(r'href="(/common/search/[^"]+)page=1"', html)[1])  # type: ignore[index]
    found: set[str] = set()
    page, total = 1, 1
    while len(found) < total:
        answer = json.loads(visitor.get(f"{site.origin}{address}page={page}").content.decode("utf-8"))["data"]
        total, page = answer["total"], page + 1
        assert answer["results"]
        found |= {site.origin + result["url"] for result in answer["results"]}
    return found


def plain(site: Site, visitor: Visitor) -> set[str]:
    url, found, total = site.column_url, set(), None
    while url:
        html = visitor.get(url).content.decode(site.encoding)
        stated = int(re.search(r"共(\d+)条", html)[1])  # type: ignore[index]
        assert total in (None, stated)
        total = stated
        tree = LexborHTMLParser(html)
        found |= {urljoin(url, node.attributes["href"] or "") for node in tree.css("div.row a, ul li a")}
        follow = [node for node in tree.css("a") if node.text() == "下一页"]
        url = urljoin(url, follow[0].attributes["href"]) if follow else ""
    assert len(found) == total
    return found


PROTOCOLS = {"qinghe": trs, "linyan": jcms, "songming": vsb, "qilan": ucap, "wanglan": plain, "m7ylc": plain}


@pytest.mark.parametrize("name", PROTOCOLS)
def test_the_list_protocol_gives_every_item(name: str, portal: Portal, visitor: Visitor) -> None:
    site = next(site for site in portal.sites if site.place.name == name)
    listed = PROTOCOLS[name](site, visitor)
    assert listed == pages_of(site, portal)
    assert len(listed) == site.count()
    assert name == "m7ylc" or site.pages() > 1


@pytest.mark.parametrize("name", [name for name in PROTOCOLS if name != "m7ylc"])
def test_pages_carry_the_marks_of_their_system(name: str, portal: Portal, visitor: Visitor) -> None:
    site = next(site for site in portal.sites if site.place.name == name)
    content = {
        "trs": ".TRS_Editor",
        "jcms": "#zoom",
        "vsb": "#vsb_content .v_news_content",
        "ucap": "ucapcontent",
        "plain": "div.article-content",
    }[site.place.template]
    for document in world_truth(portal.world):
        if document.site != name or document.parent_url or document.number is None:
            continue
        tree = LexborHTMLParser(visitor.get(document.url).content.decode(site.encoding))
        body = tree.css_first(content)
        assert body is not None
        assert document.title in tree.body.text()
        assert f"网站标识码:{site.place.site_code}" in tree.body.text()
        text = body.text() + (document.title or "") + further(document.url, tree, content, visitor)
        for project in document.projects:
            assert project["implementing_unit"] in text


def further(url: str, tree: LexborHTMLParser, content: str, visitor: Visitor) -> str:
    """The content of an article's further pages, as the pager's script names them."""
    pager = re.search(r'createPageHTML\((\d+), 0, "([\w-]+)", "html"\)', tree.html or "")
    if pager is None:
        return ""
    stem = pager[2]
    urls = [urljoin(url, f"{stem}_{number}.html") for number in range(1, int(pager[1]))]
    assert visitor.get(urljoin(url, f"{stem}_{pager[1]}.html")).status_code == 404
    return "".join(LexborHTMLParser(visitor.get(page).text).css_first(content).text() for page in urls)


def states(portal: Portal) -> dict[str, TruthDocument]:
    return {document.state: document for document in world_truth(portal.world) if document.number is None}


def test_bad_items(portal: Portal, visitor: Visitor) -> None:
    bad = states(portal)
    assert visitor.get(bad["gone"].url).status_code == 404
    cut = visitor.get(bad["partial"].url).content.decode("utf-8")
    assert "预算执行率" in cut
    assert "</html>" not in cut
    assert "自评得分" not in cut
    assert visitor.get(bad["empty"].url, referer=bad["empty"].parent_url or "").content == b""
    noise = visitor.get(bad["unreadable"].url, referer=bad["unreadable"].parent_url or "").content
    assert len(noise) > 1000
    assert not noise.startswith((b"PK", b"\xd0\xcf\x11\xe0", b"%PDF"))
    assert "ÏîÄ¿" in visitor.get(bad["broken"].url).content.decode("gb18030")  # 项目 in GBK, read as Latin-1


def test_robots_txt_forbids_the_internal_folder_only(portal: Portal, visitor: Visitor) -> None:
    forbidden = states(portal)["disallowed"].url
    for document in world_truth(portal.world):
        rules = Protego.parse(visitor.get(urljoin(document.url, "/robots.txt")).text)
        assert rules.can_fetch(document.url, "jixiao") == (document.url != forbidden)
    assert visitor.get(forbidden).status_code == 200  # what must not be fetched is really there


def test_encodings(portal: Portal, visitor: Visitor) -> None:
    vsb_site, plain_site = portal.sites[2], portal.sites[4]
    page = visitor.get(vsb_site.origin + vsb_site.page_path(5))
    assert page.headers["content-type"] == "text/html"
    assert b"charset=gb2312" in page.content
    mislabelled = visitor.get(plain_site.origin + plain_site.page_path(5))
    assert "UTF-8" in mislabelled.headers["content-type"]
    with pytest.raises(UnicodeDecodeError):
        mislabelled.content.decode("utf-8")
    assert "主办单位:望澜县人民政府" in mislabelled.content.decode("gb18030")
    wrong = visitor.get(portal.sites[0].origin + portal.sites[0].page_path(0))
    assert "utf-8" in wrong.headers["content-type"]
    with pytest.raises(UnicodeDecodeError):
        wrong.content.decode("utf-8")
    assert "青禾县财政局" in wrong.content.decode("gb18030")


def test_gb18030_pages_hold_what_gb2312_cannot(portal: Portal, visitor: Visitor) -> None:
    site = portal.sites[2]
    pages = [visitor.get(site.origin + site.page_path(serial)).content for serial in range(site.count())]
    beyond = [page for page in pages if _fails(page, "gb2312")]
    assert beyond
    assert not [page for page in pages if _fails(page, "gb18030")]


def _fails(page: bytes, encoding: str) -> bool:
    try:
        page.decode(encoding)
    except UnicodeDecodeError:
        return True
    return False


def test_tables_have_spans(portal: Portal, visitor: Visitor) -> None:
    forms = [d for d in world_truth(portal.world) if d.doc_type == "self_eval_form" and d.parent_url is None]
    assert forms
    for document in forms:
        site = next(site for site in portal.sites if site.place.name == document.site)
        html = visitor.get(document.url).content.decode(site.encoding)
        assert "rowspan=" in html
        assert "colspan=" in html


def test_vsb_downloads_ask_for_a_referer(portal: Portal, visitor: Visitor) -> None:
    files = [d for d in world_truth(portal.world) if d.site == "songming" and d.parent_url and d.state == "parsed"]
    assert files
    refused = visitor.get(files[0].url)
    assert refused.status_code == 200
    assert refused.headers["content-type"].startswith("text/html")
    assert "没有权限" in refused.content.decode("gb18030")
    granted = visitor.get(files[0].url, referer=files[0].parent_url or "")
    assert "没有权限".encode("gb18030") not in granted.content
    assert "attachment" in granted.headers["content-disposition"]


def test_jcms_downloads_are_redirected(portal: Portal, visitor: Visitor) -> None:
    files = [d for d in world_truth(portal.world) if d.site == "linyan" and d.parent_url]
    assert files
    answer = visitor.get(files[0].url)
    assert answer.status_code == 302
    assert visitor.get(urljoin(files[0].url, answer.headers["location"])).content.startswith(b"PK")


def test_every_attachment_is_linked_from_its_page(portal: Portal, visitor: Visitor) -> None:
    for document in world_truth(portal.world):
        if document.parent_url is None:
            continue
        site = next(site for site in portal.sites if site.place.name == document.site)
        html = visitor.get(document.parent_url).content.decode(site.encoding)
        if site.place.template == "gkmlpt":  # names them in its list
            continue
        hrefs = [node.attributes["href"] or "" for node in LexborHTMLParser(html).css("a[href]")]
        assert document.url in {urljoin(document.parent_url, href) for href in hrefs}


def test_the_mirror_copies_and_brands(portal: Portal, visitor: Visitor) -> None:
    copies = [document for document in world_truth(portal.world) if document.copy_of]
    originals = {document.url: document for document in world_truth(portal.world)}
    assert copies
    for copy in copies:
        original = originals[copy.copy_of or ""]
        html = visitor.get(copy.url).content.decode("utf-8")
        tree = LexborHTMLParser(html)
        assert tree.css_first("h1").text().startswith("M7盈隆城")
        assert "网站标识码" not in html
        assert "下一篇" in html
        printed = re.search(r"发布日期:(\d{4}-\d\d-\d\d)", html)
        assert printed
        assert printed[1] > (original.published_on or "")
        body = tree.css_first("div.content").text()
        theirs = LexborHTMLParser(visitor.get(original.url).text).css_first(".TRS_Editor").text()
        assert body.split() == theirs.split()
        assert original.site == portal.sites[MIRRORED_SITE].place.name
        assert copy.projects == original.projects


def test_addresses_that_nobody_placed_are_not_found(portal: Portal, visitor: Visitor) -> None:
    for site in portal.sites:
        for path in (
            "/nothing",
            "/info/1002/99999999.htm",
            urlsplit(site.column_path).path + "x",
            "/attach/0/" + "0" * 32 + ".docx",
        ):
            assert visitor.get(site.origin + path).status_code == 404
