"""Scrapy's crawl of the same pages: lists followed, links of every page looked through, nothing kept."""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Iterator
from typing import Any

import scrapy
from scrapy.crawler import CrawlerProcess

from bench.crawl.portal import COLUMN


class Reports(scrapy.Spider):  # type: ignore[misc]
    """Goes through the lists and counts the pages."""

    name = "reports"
    pages = 0

    def parse(self, response: Any) -> Iterator[Any]:
        """A page of a list: its items and the next page."""
        type(self).pages += 1
        for href in response.css("ul.list a::attr(href)").getall():
            yield response.follow(href, self.parse_page)
        for href in response.xpath("//a[text()='下一页']/@href").getall():
            yield response.follow(href, self.parse)

    def parse_page(self, response: Any) -> Iterator[Any]:
        """A report: the files that hang on it (there are none, but that has to be seen)."""
        type(self).pages += 1
        for href in response.css("a::attr(href)").getall():
            if href.lower().endswith((".pdf", ".doc", ".docx", ".xls", ".xlsx", ".zip")):
                yield response.follow(href, self.parse_page)


def main() -> None:
    """Crawl the portal once and print what it took as one JSON line."""
    parser = argparse.ArgumentParser(prog="python -m bench.crawl.theirs", description=__doc__)
    parser.add_argument("--ports", required=True)
    parser.add_argument("--delay", type=float, default=0.0)
    options = parser.parse_args()
    Reports.start_urls = [
        f"http://127.0.0.{host}:{port}{COLUMN}" for host, port in enumerate(json.loads(options.ports), 1)
    ]
    process = CrawlerProcess(
        {
            "LOG_LEVEL": "ERROR",
            "ROBOTSTXT_OBEY": True,
            "TELNETCONSOLE_ENABLED": False,
            "CONCURRENT_REQUESTS": 16,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
            "DOWNLOAD_DELAY": options.delay,
            "RANDOMIZE_DOWNLOAD_DELAY": False,
            "DNSCACHE_ENABLED": True,
        }
    )
    process.crawl(Reports)
    started, cpu = time.monotonic(), time.process_time()
    process.start()
    print(
        json.dumps(
            {
                "pages": Reports.pages,
                "seconds": time.monotonic() - started,
                "cpu": time.process_time() - cpu,
                "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            }
        )
    )


if __name__ == "__main__":
    main()
