"""Source descriptions of the portal's sites, as a crawl of real sites has them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from demo.sites import all_sites
from demo.world import World


def write_sources(folder: Path, addresses: Mapping[str, str]) -> None:
    """Write a YAML file a site into the folder. `addresses` says where each host listens (`Portal.addresses`)."""
    folder.mkdir(parents=True, exist_ok=True)
    for site in all_sites(World(0, 0)):
        place = site.place
        source = {
            "name": place.name,
            "title": place.title,
            "publisher": place.title,
            "region_code": place.region_code,
            "region_name": place.region,
            "official": place.official,
            "verified": True,
            "template": place.template,
            "columns": list(site.columns),
            "delay_seconds": 0.0,
            "delay_reason": "本机演示站点,不涉及任何真实网站",
            "connect": {place.host: addresses[place.host]},
        }
        text = yaml.safe_dump(source, allow_unicode=True, sort_keys=False)
        (folder / f"{place.name}.yaml").write_text(text, encoding="utf-8")
