"""`python -m bench.crawl`: what a night of crawling costs, beside Scrapy on the same pages; whether memory stays flat.

The portal is served by a process of its own; each crawl is a process too, and its processor time is counted from the
first request's preparation to the end. The contestants take turns, round by round. Jixiao's share includes the archive,
the journal, the turns taken at each host, and the judging of every page; Scrapy keeps nothing.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.crawl.portal import ROWS
from bench.machine import machine, versions

_ROOT = Path(__file__).parents[2]
_NIGHTS = (("first", 0), ("after one day", 1), ("after 59 days", 59), ("after 60 days", 60))
"""The night after 60 days is one of the many of an archive that has been kept for some time; that of the day before
makes up for the looks of all nights between, which the bench leaves out."""


@dataclass(frozen=True, slots=True)
class Took:
    """What a crawl took."""

    pages: int
    seconds: float
    cpu: float
    megabytes: float

    @property
    def ms(self) -> float:
        """Milliseconds of processor time a page."""
        return self.cpu / max(1, self.pages) * 1000


def main() -> None:
    """Measures, prints, and writes only where told to."""
    options = _options()
    lines = [f"{machine()}; {versions('httpcore', 'warcio', 'scrapy')}", ""]
    if options.memory:
        lines += list(_memory(options.memory, options.hosts))
    elif options.polite:
        lines += list(_polite(options.polite, options.hosts, options.pages))
    else:
        lines += list(_costs(options.pages, options.hosts, options.rounds))
    text = "\n".join(lines) + "\n"
    print(text, end="")
    if options.out:
        options.out.write_text(text, encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.crawl", description=__doc__)
    parser.add_argument("--pages", type=int, default=4000, help="pages of the portal (default: 4000)")
    parser.add_argument("--hosts", type=int, default=8, help="hosts over which they are spread (default: 8)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds that count (default: 3)")
    parser.add_argument("--polite", type=float, metavar="DELAY", help="time a crawl with this delay a host instead")
    parser.add_argument("--memory", type=int, metavar="N", help="compare the memory of N pages with ten times as many")
    parser.add_argument("--out", type=Path, help="also write the result to this file")
    return parser.parse_args()


def _costs(pages: int, hosts: int, rounds: int) -> Iterator[str]:
    nights: dict[str, list[Took]] = {name: [] for name, _ in _NIGHTS}
    scrapy: list[Took] = []
    for _ in range(rounds):
        with _portal(pages, hosts) as ports, TemporaryDirectory() as archive:
            scrapy.append(_crawl("theirs", ports))
            for name, days in _NIGHTS:
                nights[name].append(_crawl("ours", ports, "--archive", archive, "--days", str(days)))
    yield f"{pages} pages over {hosts} hosts, no delay; processor time, median of {rounds} rounds"
    yield ""
    yield "| | requests answered | seconds of processor time | ms a page | wall seconds | MB |"
    yield "|---|---:|---:|---:|---:|---:|"
    yield _line("Scrapy, nothing kept", scrapy)
    for name, tooks in nights.items():
        yield _line(f"Jixiao, {name}", tooks)
    first, sixty = nights["first"], nights["after 60 days"]
    yield ""
    ratios = [ours.ms / theirs.ms for ours, theirs in zip(first, scrapy, strict=True)]
    yield f"a page beside Scrapy's: {median(ratios):.2f} ({', '.join(f'{ratio:.2f}' for ratio in ratios)})"
    for name in ("after one day", "after 60 days"):
        shares = [night.cpu / start.cpu for night, start in zip(nights[name], first, strict=True)]
        yield f"the unchanged night {name} beside the first: {median(shares):.2f}"
    assert sixty  # noqa: S101 - every round had one


def _line(name: str, tooks: Sequence[Took]) -> str:
    pages = int(median(took.pages for took in tooks))
    cpu, wall = median(took.cpu for took in tooks), median(took.seconds for took in tooks)
    ms, megabytes = median(took.ms for took in tooks), median(took.megabytes for took in tooks)
    return f"| {name} | {pages} | {cpu:.2f} | {ms:.2f} | {wall:.1f} | {megabytes:.0f} |"


def _polite(delay: float, hosts: int, pages: int) -> Iterator[str]:
    """The shortest time is that of one host's requests: its robots.txt, its lists and its pages, the delay apart."""
    a_host = pages // hosts
    requests = 1 + -(-a_host // ROWS) + a_host
    shortest = (requests - 1) * delay
    with _portal(pages, hosts) as ports, TemporaryDirectory() as archive:
        ours = _crawl("ours", ports, "--archive", archive, "--delay", str(delay))
        theirs = _crawl("theirs", ports, "--delay", str(delay))
    yield f"{pages} pages over {hosts} hosts, {delay} s between two requests to a host: {requests} requests a host"
    yield f"shortest possible {shortest:.1f} s; Jixiao {ours.seconds:.1f} s ({ours.seconds / shortest:.3f} times);"
    yield f"Scrapy {theirs.seconds:.1f} s ({theirs.seconds / shortest:.3f} times)"


def _memory(pages: int, hosts: int) -> Iterator[str]:
    yield "| pages | MB at most |"
    yield "|---:|---:|"
    for count in (pages, pages * 10):
        with _portal(count, hosts) as ports, TemporaryDirectory() as archive:
            took = _crawl("ours", ports, "--archive", archive)
        yield f"| {took.pages} | {took.megabytes:.0f} |"


@contextmanager
def _portal(pages: int, hosts: int) -> Iterator[str]:
    command = [sys.executable, "-m", "bench.crawl.portal", "--pages", str(pages), "--hosts", str(hosts)]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None  # noqa: S101 - it was asked for
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def _crawl(who: str, ports: str, *options: str) -> Took:
    command = [sys.executable, "-m", f"bench.crawl.{who}", "--ports", ports, *options]
    done = subprocess.run(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True, check=True)
    took = json.loads(done.stdout.strip().splitlines()[-1])
    return Took(took["pages"], took["seconds"], took["cpu"], took["megabytes"])


if __name__ == "__main__":
    main()
