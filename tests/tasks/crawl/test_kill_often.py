"""Fifty kills at random moments of real crawls: no page lost, none asked for needlessly, archive and journal agree."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from tasks.crawl.site import crawl_source
from tests.tasks.crawl.nights import assert_warcs_are_sound
from tests.tasks.crawl.portal import FAST, Portal, Reply, Route, serve, small_site
from tests.tasks.crawl.test_kill import ROOT, RUN, contents, torn

KILLS, AN_ARCHIVE, MOST_ARCHIVES = 50, 5, 20
# One process imports the crawler and forks a child for every attempt: fifty interpreters would take a minute to start.
FORKING = """
import os, signal, sys, time
from pathlib import Path
from tasks.crawl.site import crawl_source
from tasks.crawl.source import Source
from tests.tasks.crawl.portal import FAST

source = Source.model_validate_json(sys.argv[1])
for line in sys.stdin:
    archive, seconds = line.rsplit(maxsplit=1)
    begun = time.monotonic()
    child = os.fork()
    if child == 0:
        crawl_source(source, Path(archive), sys.argv[2], FAST)
        os._exit(0)
    ended = 0
    while not ended and time.monotonic() < begun + float(seconds):
        time.sleep(0.002)
        ended, status = os.waitpid(child, os.WNOHANG)
    if not ended:
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    print(os.waitstatus_to_exitcode(status), time.monotonic() - begun, flush=True)
"""


def slow_site() -> dict[str, Route]:
    """A site that takes a moment for every answer, so that kills fall into requests as well as between them."""
    return {path: replace(reply, pause=0.004) for path, reply in small_site(12).items() if isinstance(reply, Reply)}


@contextmanager
def attempts(portal: Portal) -> Iterator[Callable[[Path, float], tuple[int, float]]]:
    """Crawls into an archive for so many seconds; gives the exit code (-9 where it was killed) and the time it took."""
    command = [sys.executable, "-c", FORKING, portal.source().model_dump_json(), RUN]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout

        def attempt(archive: Path, seconds: float) -> tuple[int, float]:
            assert process.stdin
            assert process.stdout
            process.stdin.write(f"{archive} {seconds}\n")
            process.stdin.flush()
            code, took = process.stdout.readline().split()
            return int(code), float(took)

        yield attempt
        process.stdin.close()
        process.wait(30)


def test_fifty_kills_lose_nothing_and_repeat_at_most_one_request_each(tmp_path: Path) -> None:
    dice = random.Random(20260301)  # noqa: S311 - moments, no secrets
    calm, killed = tmp_path / "calm", 0
    with serve(slow_site()) as portal, attempts(portal) as attempt:
        expected_summary = crawl_source(portal.source(), calm, RUN, FAST)
        expected, necessary = contents(calm, tmp_path / "expected"), len(portal.hits)
        _, whole = attempt(tmp_path / "timed", 60)
        number = 0
        while killed < KILLS and number < MOST_ARCHIVES:
            archive, deaths = tmp_path / f"disturbed{number}", 0
            number += 1
            portal.hits.clear()
            # A killed crawl leaves less to do: moments early in each attempt fall all over the site.
            for _ in range(AN_ARCHIVE):
                code, _ = attempt(archive, dice.uniform(0, 0.4 * whole))
                deaths += code == -9
                if deaths and dice.random() < 0.3 and archive.exists():
                    torn(archive)
            assert crawl_source(portal.source(), archive, RUN, FAST) == expected_summary
            assert necessary <= len(portal.hits) <= necessary + deaths
            assert max(portal.paths().count(path) for path in set(portal.paths())) <= 1 + deaths
            assert contents(archive, tmp_path / "found").equals(expected)
            killed += deaths
    assert killed >= KILLS
    assert_warcs_are_sound(tmp_path)
