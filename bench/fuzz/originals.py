"""Sound documents of every format that the readers take, to be damaged: the demo portal's invented disclosures."""

from __future__ import annotations

import gzip
import zipfile
from email.message import EmailMessage
from functools import cache
from io import BytesIO
from pathlib import Path

from demo.formats import FORMATS, html
from demo.items import slot_item
from demo.paper import Paper, Table
from demo.placement import SITES
from demo.writers import write

_SLOTS = 24
_MADE_ELSEWHERE = Path(__file__).parents[2] / "tests" / "tasks" / "parse" / "readers" / "files"
WEIGHTS = {
    "html": 20, "html_gbk": 10, "html_utf16": 3, "html_big5": 3, "text": 20, "text_gbk": 6, "docx": 10, "xlsx": 10,
    "pdf": 6, "mhtml": 3, "zip": 3, "gzip": 2, "xls": 4,
}  # fmt: skip
"""How often each format is drawn. Files for which LibreOffice is started (doc, rtf) take seconds: see `SLOW`."""
SLOW = ("doc", "rtf")


@cache
def originals() -> dict[str, tuple[bytes, ...]]:
    """Some documents of each format."""
    papers = [write(slot_item(1, number % SITES, number // SITES).page) for number in range(_SLOTS)]
    pages = [page(paper) for paper in papers]
    dumps = [FORMATS["txt"][0](paper) for paper in papers]
    few = papers[::4]
    # A workbook holds the tables of a paper alone.
    forms = [paper for paper in papers if any(isinstance(block, Table) for block in paper.blocks)]
    words = tuple(FORMATS["docx"][0](paper) for paper in few)
    found = {
        "html": tuple(text.encode() for text in pages),
        "html_gbk": tuple(text.replace("utf-8", "gbk").encode("gb18030") for text in pages),
        "html_utf16": tuple(text.replace("utf-8", "utf-16").encode("utf-16") for text in pages),
        "html_big5": tuple(text.replace("utf-8", "big5").encode("big5", "xmlcharrefreplace") for text in pages),
        "text": tuple(dumps),
        "text_gbk": tuple(dump.decode().encode("gb18030") for dump in dumps),
        "docx": words,
        "xlsx": tuple(FORMATS["xlsx"][0](paper) for paper in forms),
        "pdf": tuple(FORMATS["pdf"][0](paper) for paper in few),
        "mhtml": tuple(_mhtml(text) for text in pages[::6]),
        "zip": (_zip({"自评报告.txt": dumps[0], "附件/自评表.docx": words[0]}),),
        "gzip": (gzip.compress(dumps[1], mtime=0),),
    }
    for name in ("xls", *SLOW):
        found[name] = ((_MADE_ELSEWHERE / f"form.{name}").read_bytes(),)
    return found


def page(paper: Paper) -> str:
    """A paper as a page of its own."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{paper.title}</title></head><body>'
        f'<div class="nav"><a href="/">首页</a></div><h1>{paper.title}</h1><div>发布时间:2024-03-01</div>'
        f'<div class="content">{html.body(paper)}</div><div class="footer">主办:青禾县人民政府</div></body></html>'
    )


def _mhtml(text: str) -> bytes:
    message = EmailMessage()
    message["Subject"] = "page"
    message.set_content(text, subtype="html")
    message.make_mixed(boundary="----part")
    return message.as_bytes()


def _zip(files: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 3, 1, 0, 0, 0)), content)
    return buffer.getvalue()
