from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tasks.crawl.threads import on_one_core

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a thread choose its core")


def test_crawls_of_a_process_share_a_core_and_leave_it() -> None:
    together = Barrier(3)

    def crawl(_number: int) -> tuple[set[int], set[int]]:
        with on_one_core():
            together.wait()
            inside = os.sched_getaffinity(0)
        return inside, os.sched_getaffinity(0)

    before = os.sched_getaffinity(0)
    with ThreadPoolExecutor(3) as pool:
        crawls = list(pool.map(crawl, range(3)))
    assert len({core for inside, _ in crawls for core in inside}) == 1
    assert all(after == before for _, after in crawls)
    assert os.sched_getaffinity(0) == before


def test_a_crawl_that_fails_leaves_the_core_too() -> None:
    before = os.sched_getaffinity(0)
    with pytest.raises(ValueError, match="no"), on_one_core():
        raise ValueError("no")
    assert os.sched_getaffinity(0) == before
