"""The journal under several writers."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from tasks.crawl.journal import Fetch, State, open_journal

AT = datetime(2026, 3, 1, 18, 0, 0, 5)  # noqa: DTZ001 - the journal's times are UTC without a zone
RUN = "20260301T180000Z"
FETCH = Fetch(RUN, "a", "http://x.gov.cn/1", "page", AT, 12, "ok", 200, "text/html", 3, "0" * 64, None, "f", 7)
STATE = State(
    "http://x.gov.cn/1", "a", "page", None, "名", '"e"', None, 200, "text/html", "0" * 64, 3, "f", 7, AT,
    "http://x.gov.cn/1",
)  # fmt: skip

WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from tasks.crawl.journal import open_journal
from tests.tasks.crawl.test_journal import FETCH, STATE
for number in range(40):
    with open_journal(Path(sys.argv[1])) as journal:
        url = f"http://x.gov.cn/{sys.argv[2]}/{number}"
        journal.record([(replace(FETCH, url=url), replace(STATE, url=url))])
"""


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    with open_journal(tmp_path) as journal:
        journal.record([(FETCH, STATE), (replace(FETCH, url="http://x.gov.cn/2", outcome="gone", reason="404"), None)])
    with open_journal(tmp_path) as journal:
        assert journal.state(STATE.url) == STATE
        assert journal.state("http://x.gov.cn/2") is None
        assert journal.done(RUN, "a", FETCH.url)
        assert not journal.done(RUN, "a", "http://x.gov.cn/2")
        assert not journal.done("another run", "a", FETCH.url)
        assert journal.content(STATE.url, "0" * 64) == STATE.content == journal.same_content("a", "0" * 64)
        assert journal.same_content("b", "0" * 64) is None
        assert journal.miss("http://x.gov.cn/2") is not None
        assert journal.miss(STATE.url) is None
        assert [number for number, _ in journal.fetches(RUN)] == [1, 2]


def test_a_transaction_is_all_or_nothing(tmp_path: Path) -> None:
    with open_journal(tmp_path) as journal:
        with pytest.raises(Exception, match="NOT NULL"):
            journal.record([(FETCH, STATE), (replace(FETCH, outcome=None), None)])  # type: ignore[arg-type]
        assert journal.state(STATE.url) is None
        assert journal.count(RUN, "a") == 0
        journal.record([(FETCH, STATE)])
        assert journal.count(RUN, "a") == 1


def test_an_address_of_two_sources_belongs_to_the_first_by_name(tmp_path: Path) -> None:
    for order in ("ab", "ba"):
        folder = tmp_path / order
        with open_journal(folder) as journal:
            for source in order:
                state = replace(STATE, source_id=source, name=f"name in {source}")
                journal.record([(replace(FETCH, source_id=source), state)])
            assert journal.state(STATE.url) == replace(STATE, source_id="a", name="name in a")


def test_several_threads_and_processes_write_at_once(tmp_path: Path) -> None:
    root = Path(__file__).parents[3]
    processes = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), f"process{number}"], cwd=root)
        for number in range(2)
    ]

    def write(thread: int) -> None:
        with open_journal(tmp_path) as journal:
            for number in range(60):
                url = f"http://x.gov.cn/thread{thread}/{number}"
                journal.record([(replace(FETCH, url=url), replace(STATE, url=url))])

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(write, range(3)))
    assert [process.wait(120) for process in processes] == [0, 0]
    with open_journal(tmp_path) as journal:
        assert journal.count(RUN, "a") == 2 * 40 + 3 * 60
        assert len(list(journal.states(["page"]))) == 2 * 40 + 3 * 60


def test_what_is_superseded_is_forgotten_and_what_later_nights_need_is_not(tmp_path: Path) -> None:
    with open_journal(tmp_path) as journal:
        for day in range(1, 6):
            journal.record([(replace(FETCH, run_id=f"2026030{day}T180000Z"), STATE)])
        assert journal.prune(2) == 3
        assert journal.prune(2) == 0
        assert [len(list(journal.fetches(f"2026030{day}T180000Z"))) for day in range(1, 6)] == [0, 0, 0, 1, 1]
        assert journal.state(STATE.url) == STATE
        assert journal.content(STATE.url, STATE.sha256) == STATE.content


def test_years_of_nights_stay_flat(tmp_path: Path) -> None:
    """Nights of fetches come and go, and the file does not grow with them."""
    urls = [f"http://x.gov.cn/jxgl/{number}.html" for number in range(500)]
    sizes = []
    with open_journal(tmp_path) as journal:
        journal.record([(replace(FETCH, url=url), replace(STATE, url=url)) for url in urls])
        for day in range(16):
            run_id = f"202604{day + 1:02d}T180000Z"
            journal.record([(replace(FETCH, url=url, run_id=run_id, outcome="gone"), None) for url in urls])
            journal.prune(5)
            with closing(sqlite3.connect(tmp_path / "journal.sqlite")) as reader:
                sizes.append(reader.execute("PRAGMA page_count").fetchone()[0])
    assert max(sizes[8:]) <= 1.05 * sizes[7]
