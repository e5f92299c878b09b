"""`python -m bench.parse`: the speed of parsing beside trafilatura and selectolax, and the memory of a long run."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from bench.machine import machine, versions
from bench.parse.contestants import contestants
from bench.parse.measure import Speed, memory, race
from bench.parse.pages import long_pages, portal_pages
from bench.parse.pool import load, pool_speed

_REPEATED = 2000


def main() -> None:
    """Measures, prints, and writes only where told to."""
    options = _options()
    lines = [f"{machine()}; {versions('selectolax', 'trafilatura')}", ""]
    print(*lines, sep="\n")
    # Line by line: a run over 100,000 pages that is broken off has said what it saw so far.
    for line in _measured(options):
        print(line, flush=True)
        lines.append(line)
    if options.out:
        options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _measured(options: argparse.Namespace) -> Iterator[str]:
    if options.memory:
        return _memory(options.memory, options.seed)
    if options.workers:
        return _workers(options.workers, options.documents, options.rounds, options.seed)
    return _speed(options.documents, options.rounds, options.seed)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.parse", description=__doc__)
    parser.add_argument("--documents", type=int, default=300, help="pages of each kind (default: 300)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds that count (default: 5)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the demo portal (default: 1)")
    parser.add_argument("--memory", type=int, metavar="N", help="parse N pages instead and show the memory held")
    parser.add_argument("--workers", type=int, metavar="N", help="compare one worker process with N instead")
    parser.add_argument("--out", type=Path, help="also write the result to this file")
    return parser.parse_args()


def _speed(documents: int, rounds: int, seed: int) -> Iterator[str]:
    runners, missing = contestants()
    for title, pages in (
        ("demo portal", list(portal_pages(documents, seed))),
        ("long pages", list(long_pages(documents, seed))),
    ):
        size = sum(map(len, pages)) / len(pages) / 1000
        yield f"{title}: {len(pages)} pages of {size:.1f} KB on average; processor time, median of {rounds} rounds"
        yield ""
        yield from _table(race(pages, runners, rounds))
        yield ""
    yield from missing


def _table(speeds: Sequence[Speed]) -> Iterator[str]:
    yield "| | pages a second | ms a page (best to worst round) | time beside jixiao's |"
    yield "|---|---:|---:|---:|"
    for speed in speeds:
        span = f"{speed.seconds * 1000:.2f} ({speed.best * 1000:.2f} to {speed.worst * 1000:.2f})"
        yield f"| {speed.name} | {speed.pages_a_second:.0f} | {span} | {speed.seconds / speeds[0].seconds:.2f} |"


def _workers(workers: int, documents: int, rounds: int, seed: int) -> Iterator[str]:
    """One pool beside the other in each round, so that what else the machine does falls on both."""
    pages = list(portal_pages(documents, seed))
    speeds = [(pool_speed(pages, 1), pool_speed(pages, workers)) for _ in range(rounds)]
    one, many = (median(column) for column in zip(*speeds, strict=True))
    ratio = median(more / single for single, more in speeds)
    yield f"{documents} pages of the demo portal by the wall clock, median of {rounds} rounds; {load()}"
    yield f"1 worker: {one:.0f} pages a second; {workers} workers: {many:.0f}; {ratio:.2f} times as many"


def _memory(documents: int, seed: int) -> Iterator[str]:
    """Distinct pages as far as they are cheap to make; caches that grow with what they see would show all the same."""
    yield "| pages parsed | MB resident |"
    yield "|---:|---:|"
    pages = list(portal_pages(min(documents, _REPEATED), seed))
    for number, held in memory(islice(cycle(pages), documents), max(1, documents // 10)):
        yield f"| {number} | {held:.0f} |"


if __name__ == "__main__":
    main()
