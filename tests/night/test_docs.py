"""What the documentation tells people to type works, on the warehouse of the demo night."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import app
from tests.night.conftest import ROOT, Nights
from warehouse.cookbook import questions

pytestmark = pytest.mark.night

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def commands(page: Path) -> list[list[str]]:
    """The calls of the command in a page's shell blocks."""
    blocks = re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    lines = [line.strip() for block in blocks for line in block.splitlines() if "bin/jixiao " in line]
    return [shlex.split(line.split("bin/jixiao ", 1)[1], comments=True) for line in lines]


QUERIES = [(page.name, words) for page in PAGES for words in commands(page) if words[0] == "query"]
CALLS = [(page.name, words) for page in PAGES for words in commands(page)]


@pytest.mark.parametrize(("page", "words"), QUERIES, ids=[f"{page}-{n}" for n, (page, _) in enumerate(QUERIES)])
def test_queries_answer(nights: Nights, page: str, words: list[str]) -> None:
    where = [str(nights.data) if word == "var/demo" else word for word in words]
    result = CliRunner().invoke(app, where if "--data" in where else [*where, "--data", str(nights.data)])
    assert result.exit_code == 0, result.output
    assert len(result.stdout.splitlines()) > 1, f"{page}: no row answers {words}"


@pytest.mark.parametrize(("page", "words"), CALLS, ids=[f"{page}-{n}" for n, (page, _) in enumerate(CALLS)])
def test_calls_name_commands_and_options_that_exist(page: str, words: list[str]) -> None:
    subcommand = words[:2] if words[0] in ("sources", "demo") else words[:1]
    text = CliRunner().invoke(app, [*subcommand, "--help"], env={"COLUMNS": "200"}).output
    assert "Usage" in text, page
    for option in (word for word in words if word.startswith("--")):
        assert option in text, f"{page}: {option}"


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)
def test_cookbook_runs_on_a_real_warehouse(nights: Nights, question: object) -> None:
    result = CliRunner().invoke(app, ["query", question.sql, "--data", str(nights.data)])  # type: ignore[attr-defined]
    assert result.exit_code == 0, result.output


def test_links_between_pages_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_both_readmes_name_the_same_commands() -> None:
    english, chinese = (set(map(tuple, commands(ROOT / name))) for name in ("README.md", "README.zh-CN.md"))
    assert chinese <= english
