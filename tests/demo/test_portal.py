"""The running portal: conditional requests, counting, revisions, ports, a clean stop, and the files that lead to it."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from pathlib import Path

import httpx
import pytest
import yaml

from demo.placement import SITES
from demo.places import PLACES
from demo.portal import Portal
from demo.sources import write_sources
from demo.specials import SPECIALS
from demo.truth import world_truth
from tasks.crawl.listing import READERS
from tests.demo.conftest import Visitor

SERVED = len(PLACES) + 1


def conditional_addresses(portal: Portal) -> list[tuple[str, str]]:
    """An address and a referer for every kind of thing that can be asked for again."""
    found = [(site.column_url, "") for site in portal.sites]
    found.append(
        (f"{portal.sites[1].origin}/module/web/jpage/dataproxy.jsp?startrecord=1&endrecord=10&columnid=1289", "")
    )
    found.append((f"{portal.sites[3].origin}/common/search/5f2c9d40b7e14a6c8d3e0b1f7a96c258?_isJson=true&page=1", ""))
    found += [
        (document.url, document.parent_url or "")
        for document in world_truth(portal.world)
        if document.state != "gone" and "downfile.jsp" not in document.url
    ]
    return found


def test_unchanged_things_answer_304(portal: Portal, visitor: Visitor) -> None:
    for url, referer in conditional_addresses(portal):
        first = visitor.get(url, referer=referer)
        assert first.status_code == 200, url
        by_tag = visitor.get(url, referer=referer, if_none_match=first.headers["etag"])
        assert (by_tag.status_code, by_tag.content) == (304, b""), url
        assert by_tag.headers["etag"] == first.headers["etag"]
        by_date = visitor.get(url, referer=referer, if_modified_since=first.headers["last-modified"])
        assert by_date.status_code == 304, url
        other = visitor.get(url, referer=referer, if_none_match='"another"')
        assert (other.status_code, other.content) == (200, first.content), url


def test_an_entity_tag_goes_before_a_date(portal: Portal, visitor: Visitor) -> None:
    url = portal.sites[0].column_url
    date = visitor.get(url).headers["last-modified"]
    assert visitor.get(url, if_none_match='"old"', if_modified_since=date).status_code == 200
    assert visitor.get(url, if_modified_since="no date").status_code == 200
    assert visitor.get(url, if_modified_since="Wed, 01 Jan 2014 00:00:00 GMT").status_code == 200


def test_requests_are_counted_by_host_and_status() -> None:
    with Portal(documents=5) as portal:
        guest = Visitor(portal.addresses)
        site = portal.sites[0]
        tag = guest.get(site.column_url).headers["etag"]
        guest.get(site.column_url, if_none_match=tag)
        guest.get(site.origin + "/nowhere")
        guest.close()
        assert portal.visits == {(site.place.host, status): 1 for status in (200, 304, 404)}
        assert [visit.target for visit in portal.log] == [site.column_path, site.column_path, "/nowhere"]


def test_a_revision_changes_one_document_and_its_tag() -> None:
    number = 5  # a form on the first site
    site, serial = number % SITES, number // SITES + len(SPECIALS[number % SITES])
    answers = []
    for revisions in ({}, {number: 1}):
        with Portal(documents=20, revisions=revisions) as portal:
            guest = Visitor(portal.addresses)
            place = portal.sites[site]
            urls = (
                place.origin + place.page_path(serial),
                place.origin + place.page_path(serial - 1),
                place.column_url,
            )
            answers.append([guest.get(url) for url in urls])
            guest.close()
    (before, neighbour, column), (after, same_neighbour, same_column) = answers
    assert before.content != after.content
    assert before.headers["etag"] != after.headers["etag"]
    assert before.headers["last-modified"] != after.headers["last-modified"]
    assert neighbour.content == same_neighbour.content
    assert neighbour.headers["etag"] == same_neighbour.headers["etag"]
    assert column.content == same_column.content


def test_new_documents_change_the_list() -> None:
    tags = []
    for documents in (20, 25):
        with Portal(documents=documents) as portal:
            guest = Visitor(portal.addresses)
            tags.append([guest.get(site.column_url).headers["etag"] for site in portal.sites[:SITES]])
            guest.close()
    assert not set(tags[0]) & set(tags[1])


def test_each_site_has_a_listener_of_its_own_on_the_loopback(portal: Portal) -> None:
    assert len(portal.addresses) == len(portal.sites) == SERVED
    assert len(set(portal.addresses.values())) == SERVED
    assert all(address.startswith("127.0.0.1:") for address in portal.addresses.values())


def free_ports(count: int) -> int:
    for first in range(42000, 60000, 50):
        with contextlib.ExitStack() as stack:
            try:
                for port in range(first, first + count):
                    stack.enter_context(contextlib.closing(socket.socket())).bind(("127.0.0.1", port))
            except OSError:
                continue
        return first
    pytest.skip("no free run of ports")


def test_given_ports_stop_and_start_again() -> None:
    first = free_ports(SERVED)
    for _ in range(2):
        with Portal(documents=5, first_port=first) as portal:
            assert set(portal.addresses.values()) == {f"127.0.0.1:{first + n}" for n in range(SERVED)}
            with httpx.Client(trust_env=False) as client:
                assert client.get(f"http://127.0.0.1:{first}/robots.txt").status_code == 200
        with pytest.raises(httpx.ConnectError), httpx.Client(trust_env=False) as client:
            client.get(f"http://127.0.0.1:{first}/robots.txt")
    assert not [thread for thread in threading.enumerate() if thread.name == "demo-portal" and not thread.is_alive()]


def test_a_taken_port_is_said_so() -> None:
    first = free_ports(SERVED)
    with contextlib.closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", first + 3))
        taken.listen()
        with pytest.raises(OSError, match="in use"):
            Portal(documents=5, first_port=first).start()


def test_foreground_serving_ends_when_cancelled() -> None:
    async def scenario() -> int:
        portal = Portal(documents=5)
        task = asyncio.create_task(portal.serve_forever())
        while not portal.addresses or len(portal.addresses) < SERVED:
            await asyncio.sleep(0.01)
        async with httpx.AsyncClient(trust_env=False) as client:
            address = portal.addresses[portal.sites[0].place.host]
            status = (await client.get(f"http://{address}/robots.txt")).status_code
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.wait_for(task, 10)
        return status

    assert asyncio.run(scenario()) == 200


def test_sources_describe_every_site(portal: Portal, tmp_path: Path) -> None:
    write_sources(tmp_path, portal.addresses)
    files = sorted(tmp_path.glob("*.yaml"))
    assert len(files) == SERVED
    for file in files:
        source = yaml.safe_load(file.read_text(encoding="utf-8"))
        assert source["name"] == file.stem
        (host,) = source["connect"]
        assert source["connect"][host] == portal.addresses[host]
        assert source["columns"][0]["url"].startswith(f"http://{host}/")
        assert source["region_code"].startswith("99")
        assert source["official"] == host.endswith(".jxdemo.gov.cn")
        assert source["template"] in READERS
        assert source["delay_seconds"] == 0.0
        assert source["delay_reason"]
