"""Documents made to hang, to crash or to eat the memory of their reader end soon, in facts or in a reason."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest

from bench.fuzz.originals import originals
from tasks.parse.bounds import MAX_CHARACTERS, bounded, storable
from tasks.parse.claims.find import MAX_CLAIMS
from tasks.parse.document import Document, UnreadableError
from tasks.parse.isolate import Limits, Lost, Workers
from tasks.parse.single import read_facts
from tests.tasks.parse.readers.samples import zip_file

SECONDS = 40
"""Far more than any needs, for machines that are busy with other things."""
PROCESSOR_SECONDS = 15
"""A million cells take 5, everything else 1 or 2: what is quadratic takes more, on any machine."""
_HEAD = "青禾县教育局2022年度教师培训经费项目绩效自评报告\n一、基本情况\n"
_HEAD += "2022年,教师培训经费项目全年预算20万元,实际支出18万元。\n"
_MANY = 80_000
_ENTITIES = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def report(piece: str, count: int) -> bytes:
    return f"{_HEAD}{piece * count}\n自评得分95分,等级为“优”。\n".encode()


def counted(make: Callable[[int], str], count: int, between: str) -> bytes:
    return report(between.join(make(number) for number in range(count)), 1)


def page(content: str) -> bytes:
    return f"<html><title>青禾县甲项目绩效自评报告</title><body><div>{content}</div></body></html>".encode()


def word(body: str, before: str = "") -> bytes:
    """The sound docx of the demo with another body."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(originals()["docx"][0])) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    text = f'<?xml version="1.0"?>{before}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    return zip_file({**files, "word/document.xml": text.encode()})


HOSTILE: dict[str, Callable[[], bytes]] = {
    **{
        f"one line of {piece!r}": (lambda piece=piece: report(piece, _MANY // len(piece)))  # type: ignore[misc]
        for piece in (
            "甲", "1", "1,", "一", " ", "\t", "|", "a@", "a.", "1-", "亿", "1万", "10%", "10分", "10万元",
            "第", "县", "教育局",
            "得分", "项目", "达到", "2022年", "2022年1月1日至", "预算10万元", "其中:中央资金10万元、", "联系人:张三 ",
            "(", "“", "《",
            "\n", "\r\n", "一、项目概况\n", "(一)概况\n", "產出指標", "政(zheng)",
        )
    },
    "numbers in one sentence": lambda: counted(str, 100_000, "、"),
    "quantities in one sentence": lambda: counted(lambda n: f"培训{n}人次", 20_000, ","),
    "rates in one sentence": lambda: counted(lambda n: f"合格率{n % 100}%", 20_000, ","),
    "shares": lambda: counted(lambda n: f"培训{n}人次,合格{n}人,合格率{n % 100}%", 5_000, "。"),
    "funds": lambda: counted(lambda n: f"财政预算资金{n}万元,支出{n}万元", 8_000, "。"),
    "items": lambda: counted(lambda n: f"{n}.甲{n}项目。预算{n}万元,支出{n}万元", 3_000, "\n"),
    "ids": lambda: counted(lambda n: f"身份证号{110101199003070000 + n}", 5_000, "\n"),
    "rows of pipes": lambda: report("| a | b | 10 |\n", 8_000),
    "rows of tabs": lambda: report("产出指标\t数量指标\t10\t10\n", 5_000),
    "a form that lost its lines": lambda: report("产出指标数量指标培训人次≥100人次120人次1010", 3_000),
    "a giant number": lambda: report(f"预算{'9' * 5000}万元,支出{'9' * 30}万元,得分{'9' * 30}分,{'9' * 40}人次。", 3),
    "a title of a page": lambda: page(f"<h1>{'青禾县教育局项目' * 8_000}</h1>"),
    "a title of pinyin": lambda: page(f"<h1>{'政(zheng)' * 8_000}</h1>"),
    "blanks in a title": lambda: page(f"<h1>甲{' ' * 100_000}乙</h1>"),
    "elements ten thousand deep": lambda: page("<div>" * 10_000 + "甲"),
    "tables ten thousand deep": lambda: page("<table><tr><td>" * 10_000 + "甲"),
    "a million cells": lambda: page("<table>" + ("<tr>" + "<td>1</td>" * 1000 + "</tr>") * 1000 + "</table>"),
    "spans over everything": lambda: page(
        "<table>" + ("<tr>" + "<td rowspan=60000 colspan=1000>1</td>" * 100 + "</tr>") * 50 + "</table>"
    ),
    "a page of 200 MB": lambda: b"<p>x</p>" * (25 * 1024 * 1024),
    "entities of entities": lambda: word("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", f"{_ENTITIES}]>"),
    "a document that unfolds to 300 MB": lambda: word("<w:p/>" + " " * (300 * 1024 * 1024)),
    "tables in tables of a word document": lambda: word("<w:tbl><w:tr><w:tc>" * 3000),
    "an archive that unfolds to 300 MB": lambda: zip_file({"a.txt": b" " * (300 * 1024 * 1024)}),
    "groups of rich text": lambda: b"{\\rtf1" + b"{" * 500_000,
}  # fmt: skip


def read_hostile(name: str) -> Iterator[str]:
    begun = time.process_time()
    try:
        document, facts = read_facts(HOSTILE[name]())
    except UnreadableError as error:
        yield f"{error.state}: {error.reason}"
        return
    if len(document.text) > MAX_CHARACTERS or len(facts.claims) > MAX_CLAIMS or facts != storable(facts):
        raise AssertionError("not bounded")
    if (spent := time.process_time() - begun) > PROCESSOR_SECONDS:
        raise AssertionError(f"{spent:.0f} s of processor time")
    yield "read"


@pytest.fixture(scope="module")
def answers() -> dict[str, list[str | Lost]]:
    limits = Limits(SECONDS, 2 * 1024**3)
    with Workers[str, str]("tests.tasks.parse.fuzz.test_hostile:read_hostile", 2, limits) as workers:
        return dict(zip(HOSTILE, workers.run(list(HOSTILE)), strict=True))


@pytest.mark.xdist_group("hostile")
@pytest.mark.parametrize("name", HOSTILE)
def test_it_ends_in_facts_or_a_reason(name: str, answers: dict[str, list[str | Lost]]) -> None:
    assert len(answers[name]) == 1
    assert not isinstance(answers[name][0], Lost), answers[name]


def test_a_long_document_is_read_up_to_the_limit_with_a_note() -> None:
    text = "甲" * (MAX_CHARACTERS + 10)
    document = bounded(Document(text, (), "text", "text"))
    assert len(document.text) == MAX_CHARACTERS
    assert document.notes == (f"not read: the text behind the first {MAX_CHARACTERS} of {len(text)} characters",)
    short = Document("甲", (), "text", "text")
    assert bounded(short) is short
