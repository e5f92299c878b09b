"""docs/adding-a-source.md is followed to the letter, on a site of the demo portal."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner, Result

from cli.main import app
from demo.portal import Portal
from tasks.crawl.listing import READERS
from tasks.crawl.settings import CrawlSettings
from tasks.crawl.site import crawl_source
from tasks.crawl.source import Source, load_source
from tests.demo.conftest import Visitor

PAGE = Path(__file__).parents[2] / "docs" / "adding-a-source.md"
NAME, HOST = "qinghe-czj", "czj.qinghe.jxdemo.gov.cn"


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def commands(word: str) -> list[list[str]]:
    """The calls of the command in the page's shell blocks, without what follows a redirection."""
    lines = [line.split("bin/jixiao ", 1)[1] for line in "".join(blocks("sh")).splitlines()]
    calls = [shlex.split(line.split(">")[0]) for line in lines]
    return [call for call in calls if word in call]


def run(arguments: list[str]) -> Result:
    return CliRunner().invoke(app, arguments)


@pytest.fixture
def connect(portal: Portal) -> list[str]:
    return ["--connect", f"{HOST}={portal.addresses[HOST]}"]


def test_the_page_is_followed_from_detect_to_a_crawl(
    portal: Portal, visitor: Visitor, connect: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JIXIAO_CONTACT", "you@example.org")
    monkeypatch.chdir(tmp_path)
    by_address, by_file = commands("detect")
    (tmp_path / "saved.html").write_bytes(visitor.get(by_address[2]).content)
    written = [run([*call, *connect]) for call in (by_address, by_file)]
    assert [result.exit_code for result in written] == [0, 0], written[0].output
    assert all("template: trs" in result.stdout for result in written)

    folder = tmp_path / "sources"
    folder.mkdir()
    proposed = yaml.safe_load(written[0].stdout)
    described = yaml.safe_load(blocks("yaml")[0])
    assert set(proposed) - {"connect"} == set(described)
    differing = {field for field in described if described[field] != proposed[field]}
    assert differing == {"name", "columns"}  # what the page has a person correct: the name, and the years
    assert proposed["columns"][0] | {"years": [2018, 2020]} == described["columns"][0]
    described["connect"] = proposed["connect"]
    (folder / f"{NAME}.yaml").write_text(yaml.safe_dump(described, allow_unicode=True), encoding="utf-8")

    for call in commands("check"):
        result = run([*call, "--sources", str(folder)])
        assert result.exit_code == 0, result.output
    assert "allowed" in result.output
    (crawl,) = commands("run")
    assert crawl[crawl.index("--source") + 1] == NAME
    settings = CrawlSettings(default_delay=0.0)  # a person waits two seconds between requests, a test need not
    summary = crawl_source(load_source(folder / f"{NAME}.yaml"), tmp_path / "try", "20260301T180000Z", settings)
    assert summary.state == "green", summary.reason
    assert summary.listed > 10


def test_the_overrides_of_the_page_are_fields() -> None:
    fields = yaml.safe_load(blocks("yaml")[0]) | yaml.safe_load(blocks("yaml")[1])
    assert Source.model_validate(fields).tls == "legacy"


def test_the_page_names_every_template() -> None:
    table = set(re.findall(r"^\| `([\w-]+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    assert table == set(READERS)
