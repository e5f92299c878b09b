"""`jixiao sources detect` tells the family of every site of the portal, by its page on the web and by a saved copy."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from demo.places import PLACES
from demo.portal import Portal
from demo.sites.site import Site
from tasks.crawl.source import load_source
from tests.demo.conftest import Visitor

NAMES = [place.name for place in PLACES]


def jixiao(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def site_of(portal: Portal, name: str) -> Site:
    return next(site for site in portal.sites if site.place.name == name)


def connect(portal: Portal, site: Site) -> str:
    return f"{site.place.host}={portal.addresses[site.place.host]}"


@pytest.mark.parametrize("name", NAMES)
def test_a_site_is_told_by_its_page_on_the_web(name: str, portal: Portal, tmp_path: Path) -> None:
    site = site_of(portal, name)
    result = jixiao("sources", "detect", site.column_url, "--connect", connect(portal, site))
    assert result.exit_code == 0, result.output
    proposed = Path(tmp_path / "proposed.yaml")
    proposed.write_text(result.stdout.replace(f"name: {_name(result)}", "name: proposed"), encoding="utf-8")
    source = load_source(proposed)
    assert (source.template, source.verified, source.official) == (site.place.template, False, True)
    assert source.columns[0].url == site.column_url
    assert source.columns[0].minimum >= (1 if name == "shuohe" else site.count() * 0.85 - 1)
    assert "What a person must still check" in result.stdout
    assert "items on" in result.stdout
    if site.place.template not in ("sitemap", "feed"):  # they bear no marks of the site
        assert source.region_code == site.place.region_code
        assert source.region_name == site.place.region


def _name(result: Result) -> str:
    return next(line.removeprefix("name: ") for line in result.stdout.splitlines() if line.startswith("name: "))


@pytest.mark.parametrize("name", NAMES)
def test_a_site_is_told_by_a_saved_copy(name: str, portal: Portal, visitor: Visitor, tmp_path: Path) -> None:
    site = site_of(portal, name)
    saved = tmp_path / "saved.html"
    saved.write_bytes(visitor.get(site.column_url).content)
    portal.log.clear()
    result = jixiao("sources", "detect", saved)
    assert result.exit_code == 0, result.output
    assert f"\ntemplate: {site.place.template}\n" in result.stdout
    assert "a saved page does not say where it came from" in result.stdout
    assert not portal.log  # nothing is asked of anybody


def test_what_cannot_be_looked_at_is_said(portal: Portal, tmp_path: Path) -> None:
    site = site_of(portal, "wanglan")
    missing = jixiao("sources", "detect", site.origin + "/nowhere/", "--connect", connect(portal, site))
    assert missing.exit_code == 1
    assert "404" in missing.stderr
    forbidden = jixiao("sources", "detect", site.origin + "/xxgk/jxpj/neibu/", "--connect", connect(portal, site))
    assert forbidden.exit_code == 1
    assert "robots.txt" in forbidden.stderr
    assert jixiao("sources", "detect", tmp_path / "none.html").exit_code == 2


def test_a_page_that_is_no_list_is_proposed_with_doubts(portal: Portal) -> None:
    site = site_of(portal, "baling")
    result = jixiao("sources", "detect", site.origin + site.page_path(1), "--connect", connect(portal, site))
    assert result.exit_code == 0
    assert "no items were found" in result.stdout


def test_robots_are_asked_about_columns(portal: Portal, tmp_path: Path) -> None:
    from demo.sources import write_sources

    write_sources(tmp_path, portal.addresses)
    result = jixiao("sources", "check", "--sources", tmp_path, "--robots", "wanglan", "boyun")
    assert result.exit_code == 0, result.output
    assert result.output.count("robots: ") == 2
    assert "allowed" in result.output
