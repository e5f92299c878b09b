"""The archive replays in pywb, the tool of web archives: pages, files, revisits and what was taken out.

pywb needs other releases of what a night needs, so it lives in an environment of its own: `.cache/replay`, made by
`python3 -m venv .cache/replay && .cache/replay/bin/pip install --require-hashes -r requirements/replay.lock`, or the
folder that JIXIAO_REPLAY names.
"""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tasks.crawl.captures import Selection, export
from tasks.crawl.removal import apply_takedowns
from tests.tasks.crawl.nights import ITEM, NEXT_NIGHT, THIRD_NIGHT, crawl
from tests.tasks.crawl.portal import HOME, Reply, article, serve, small_site
from tests.tasks.crawl.test_takedown import entry

REPLAY = Path(os.environ.get("JIXIAO_REPLAY") or Path(__file__).parents[3] / ".cache" / "replay") / "bin"
SECOND, THIRD = "/jxgl/2024/2.html", "/jxgl/2024/3.html"

pytestmark = pytest.mark.skipif(
    not (REPLAY / "wayback").exists(), reason=f"pywb is not installed in {REPLAY.parent}: see the head of this file"
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def replayed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address under which pywb shows three nights, of which a page was taken down after, and an export of them."""
    folder = tmp_path_factory.mktemp("replay")
    routes = small_site() | {SECOND: Reply(article("同一份")), THIRD: Reply(article("同一份"), validators=False)}
    with serve(routes) as portal:
        crawl(portal.source(), folder / "archive")
        routes[ITEM] = Reply(article("第二版", "<a href='../files/t.xlsx'>附件：绩效自评表</a>"))
        time.sleep(1.1)  # replay knows nights by their seconds
        crawl(portal.source(), folder / "archive", NEXT_NIGHT)
    export(folder / "archive", Selection(url=HOME + ITEM), folder / "export.warc.gz")
    apply_takedowns(folder / "archive", [entry(HOME + SECOND)], THIRD_NIGHT)
    for name, files in {"nights": sorted((folder / "archive").rglob("*.warc.gz")), "some": [folder / "export.warc.gz"]}.items():  # fmt: skip  # noqa: E501
        for command in (["init", name], ["add", name, *map(str, files)]):
            subprocess.run([REPLAY / "wb-manager", *command], cwd=folder, check=True, capture_output=True, timeout=120)
    port = free_port()
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [REPLAY / "wayback", "-b", "127.0.0.1", "-p", str(port)], cwd=folder, stdout=log, stderr=log
        )
    try:
        end = time.monotonic() + 60
        while time.monotonic() < end and get(f"http://127.0.0.1:{port}/")[0] == 0:
            assert process.poll() is None, (folder / "log").read_text()
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def get(url: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()
    except OSError:
        return 0, b""


def test_a_page_replays_in_its_newest_and_its_first_state(replayed: str) -> None:
    first = small_site()[ITEM]
    assert isinstance(first, Reply)
    newest = get(f"{replayed}/nights/2099id_/{HOME}{ITEM}")
    assert newest == (200, article("第二版", "<a href='../files/t.xlsx'>附件：绩效自评表</a>"))
    assert get(f"{replayed}/nights/2000id_/{HOME}{ITEM}") == (200, first.body)


def test_files_and_lists_replay(replayed: str) -> None:
    assert get(f"{replayed}/nights/2099id_/{HOME}/jxgl/files/t.xlsx") == (200, b"PK\x03\x04 a table")
    assert ITEM.encode() in get(f"{replayed}/nights/2099id_/{HOME}/jxgl/")[1]


def test_a_revisit_replays_what_it_repeats(replayed: str) -> None:
    assert get(f"{replayed}/nights/2099id_/{HOME}{THIRD}") == (200, article("同一份"))


def test_what_was_taken_down_does_not_replay(replayed: str) -> None:
    status, body = get(f"{replayed}/nights/2099id_/{HOME}{SECOND}")
    assert status != 200 or "同一份".encode() not in body


def test_an_export_replays_by_itself(replayed: str) -> None:
    assert get(f"{replayed}/some/2099id_/{HOME}{ITEM}")[0] == 200
    assert get(f"{replayed}/some/2099id_/{HOME}/jxgl/files/t.xlsx")[0] == 404
