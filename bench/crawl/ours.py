"""Jixiao's crawl as the bench runs it: a source a host, side by side in threads as a night has them."""

from __future__ import annotations

import argparse
import json
import resource
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.crawl.portal import COLUMN, host_name
from tasks.crawl import visit
from tasks.crawl.settings import CrawlSettings
from tasks.crawl.site import crawl_source
from tasks.crawl.source import Source
from tasks.crawl.threads import let_crawls_work


def main() -> None:
    """Crawl the portal once and print what it took as one JSON line."""
    parser = argparse.ArgumentParser(prog="python -m bench.crawl.ours", description=__doc__)
    parser.add_argument("--ports", required=True)
    parser.add_argument("--archive", type=Path, required=True)
    parser.add_argument("--days", type=int, default=0, help="put the clock forward by so many days")
    parser.add_argument("--delay", type=float, default=0.0)
    options = parser.parse_args()
    sources = [_source(number, port, options.delay) for number, port in enumerate(json.loads(options.ports))]
    settings = CrawlSettings(contact="bench@example.org", night_requests=10**6, night_bytes=10**12)
    now = datetime.now(UTC).replace(tzinfo=None) + timedelta(days=options.days)
    run_id = f"{now:%Y%m%dT%H%M%S}000Z"
    visit.utc_now = lambda: now
    let_crawls_work()
    started, cpu = time.monotonic(), time.process_time()
    with ThreadPoolExecutor(len(sources)) as pool:
        summaries = list(pool.map(lambda source: crawl_source(source, options.archive, run_id, settings), sources))
    print(
        json.dumps(
            {
                "pages": sum(summary.fetched + summary.unchanged for summary in summaries),
                "states": sorted({f"{summary.state}: {summary.reason}" for summary in summaries}),
                "seconds": time.monotonic() - started,
                "cpu": time.process_time() - cpu,
                "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            }
        )
    )


def _source(number: int, port: int, delay: float) -> Source:
    return Source.model_validate(
        {
            "name": f"county{number}",
            "title": f"县{number}财政局",
            "publisher": f"县{number}财政局",
            "region_code": "999201",
            "region_name": f"县{number}",
            "official": True,
            "verified": False,
            "template": "plain",
            "columns": [{"url": f"http://{host_name(number)}{COLUMN}", "minimum": 1}],
            "delay_seconds": delay,
            "delay_reason": "a server on this machine",
            "connect": {host_name(number): f"127.0.0.{number + 1}:{port}"},
        }
    )


if __name__ == "__main__":
    main()
