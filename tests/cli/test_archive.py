"""`jixiao archive` on the archive of a small real site."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner
from warcio.archiveiterator import ArchiveIterator

from cli.archive import Role, archive_app, printable
from tasks.crawl.captures import Selection, captures, find_capture
from tests.tasks.crawl.nights import ITEM, NEXT_NIGHT, crawl
from tests.tasks.crawl.portal import HOME, Reply, article, serve, small_site
from warehouse.tables import table

SPOILT = article("标题\x1b]0;stolen\x07\x1b[31m红‮", '<a href="../files/t.xlsx">附件：绩效自评表</a>').replace(
    b"</h1>", b"</h1>\x9b31m"
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    routes = small_site() | {ITEM: Reply(SPOILT)}
    with serve(routes) as portal:
        crawl(portal.source(), folder / "archive")
        crawl(portal.source(), folder / "archive", NEXT_NIGHT)
    return folder


def run(data: Path, *arguments: str) -> tuple[int, str, str, bytes]:
    done = CliRunner().invoke(archive_app, [*arguments, "--data", str(data)])
    return done.exit_code, done.stdout, done.stderr, done.stdout_bytes


def test_sources_are_listed_with_their_totals(data: Path) -> None:
    code, out, _, _ = run(data, "list")
    assert code == 0
    line = next(line.split() for line in out.splitlines() if line.startswith("yunling-czj"))
    assert line[1] == "2"
    assert line[3] == "6"  # robots, list, three pages, one file
    assert "all" in out


def test_captures_are_selected(data: Path) -> None:
    code, out, _, _ = run(data, "list", "--class", "page")
    assert code == 0
    assert "3 captures" in out
    assert HOME + ITEM in out
    tomorrow = (date.today() + timedelta(days=2)).isoformat()  # noqa: DTZ011
    assert "0 captures" in run(data, "list", "--since", tomorrow)[1]
    assert "0 captures" in run(data, "list", "--source", "other")[1]
    limited = run(data, "list", "--class", "page", "--limit", "1")[1]
    assert "3 captures" in limited
    assert "1 shown" in limited


def test_a_class_that_there_is_not_is_a_wrong_call(data: Path) -> None:
    code, _, error, _ = run(data, "list", "--class", "pages")
    assert code == 2
    assert "attachment" in error
    assert {role.value for role in Role} == set(table("ops.fetches").column("role").allowed)


def test_a_capture_is_shown_without_steering_the_terminal(data: Path) -> None:
    code, out, _, _ = run(data, "show", HOME + ITEM)
    assert code == 0
    assert "WARC-Type: response" in out
    assert "HTTP/1.1 200 OK" in out
    assert "绩效自评" in out
    assert all(character.isprintable() or character in "\n\t　" for character in out)
    assert "\\u001b]0;stolen\\u0007" in out
    record_id = find_capture(data / "archive", HOME + ITEM).record_id
    assert record_id
    assert run(data, "show", record_id)[1] == out
    assert run(data, "show", record_id.strip("<>"))[1] == out
    assert "绩效自评" not in run(data, "show", HOME + ITEM, "--headers")[1]


def test_the_bytes_of_a_capture_are_the_ones_that_came(data: Path) -> None:
    assert run(data, "show", HOME + ITEM, "--bytes")[3] == SPOILT
    assert "bytes that are no text" in run(data, "show", f"{HOME}/jxgl/files/t.xlsx")[1]


def test_an_export_is_a_warc_that_stands_by_itself(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "some.warc.gz"
    code, out, _, _ = run(data, "export", str(target), "--url", HOME + ITEM)
    assert code == 0
    assert "4 records" in out
    with target.open("rb") as stream:
        kinds = [record.rec_type for record in ArchiveIterator(stream)]
    assert kinds == ["warcinfo", "response", "request", "revisit", "request"]
    warcio = Path(sys.executable).with_name("warcio")
    for command in ("check", "index"):
        assert subprocess.run([warcio, command, target], capture_output=True, check=False).returncode == 0
    whole = tmp_path / "all.warc.gz"
    assert run(data, "export", str(whole), "--source", "yunling-czj")[0] == 0
    assert whole.stat().st_size > target.stat().st_size


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("show", "http://nowhere.gov.cn/"), "no capture of http://nowhere.gov.cn/"),
        (("export", "{tmp}/x.warc.gz", "--source", "other"), "nothing in the archive is selected"),
        (("export", "{tmp}/x.warc"), "must end with .warc.gz"),
        (("export", "{tmp}/no/x.warc.gz"), "is no folder"),
    ],
)
def test_what_cannot_be_done_is_said(data: Path, tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    code, _, err, _ = run(data, *(argument.format(tmp=tmp_path) for argument in arguments))
    assert code in (1, 2)
    assert message in err
    assert list(tmp_path.iterdir()) == []


def test_without_an_archive_it_says_so(tmp_path: Path) -> None:
    for arguments in (("list",), ("list", "--class", "page"), ("show", "x"), ("export", str(tmp_path / "x.warc.gz"))):
        code, _, err, _ = run(tmp_path, *arguments)
        assert (code, "there is no archive" in err) == (1, True)


def test_the_first_capture_of_a_repeated_body_comes_along(data: Path) -> None:
    held = list(captures(data / "archive", Selection(url=HOME + ITEM)))
    assert len(held) == 1


def test_control_and_format_characters_are_shown() -> None:
    assert printable("a\x1b[0m\u202e\u200b中\t") == "a\\u001b[0m\\u202e\\u200b中\t"
