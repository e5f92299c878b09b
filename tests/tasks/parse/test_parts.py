"""Articles over several pages become one document, whose evidence stands in the joined text."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import polars as pl

from tasks.parse.batch import parse_workers
from tasks.parse.document import Document
from tasks.parse.parts import join_parts
from tasks.parse.readers import read
from tests.tasks.parse.test_batch import archived, parsed, staged

URL = "http://czj.qinghe.jxdemo.gov.cn/jxgl/202306/t20230607_5512.html"
HEAD = """<html><head><meta name="ArticleTitle" content="青禾县教育局2022年度教师培训项目绩效自评报告"></head><body>
<h1>青禾县教育局2022年度教师培训项目绩效自评报告</h1><div>发布日期:2023-06-07 来源:青禾县教育局</div>
<div class="TRS_Editor">"""
FOOT = '<p>附件:佐证材料.docx</p></div><div class="footer">网站标识码:9992010001</div></body></html>'
PAGES = (
    "<p>一、项目基本情况</p><p>2022年教师培训项目全年预算20万元,实际支出18万元,预算执行率为90%。</p>",
    """<p>二、绩效指标完成情况</p><table><tr><td>一级指标</td><td>三级指标</td><td>分值</td><td>得分</td></tr>
    <tr><td>产出指标</td><td>培训教师人次</td><td>50</td><td>48</td></tr></table>""",
    "<p>三、自评结论</p><p>经自评,该项目自评得分95分,等级为“优”。</p>",
)


def page(number: int) -> Document:
    return read(f"{HEAD}{PAGES[number]}{FOOT}".encode())


def test_title_and_page_data_stand_once_in_the_joined_text() -> None:
    joined = join_parts(page(0), {2: page(1), 3: page(2)}, 3)
    assert joined.text.count("教师培训项目绩效自评报告") == 1
    assert joined.text.count("发布日期") == 1
    assert joined.notes == ()
    assert joined.text.index("一、") < joined.text.index("二、") < joined.text.index("三、")
    for block in joined.blocks:
        part = joined.text[block.start : block.end]
        assert part == block.text
        for cell in block.grid.cells if block.grid else ():
            assert joined.text[cell.start : cell.end] == cell.text


def test_a_line_of_the_report_that_the_first_page_has_too_stays() -> None:
    first = read(f"{HEAD}<p>自评报告</p><p>(教师培训项目)</p>{PAGES[0]}<p>无。</p>{FOOT}".encode())
    second = read(f"{HEAD}<p>自评报告</p><p>(学生体检项目)</p>{PAGES[0]}<p>无。</p>{FOOT}".encode())
    joined = join_parts(first, {2: second}, 2)
    assert joined.text.count("自评报告\n(") == 2
    assert joined.text.count("无。") == 2


def test_pages_that_are_missing_leave_a_note() -> None:
    joined = join_parts(page(0), {3: page(2)}, 4)
    assert joined.notes == ("not read: 2 of the article's 4 pages",)


def test_a_server_that_sends_the_first_page_again_adds_nothing() -> None:
    assert join_parts(page(0), {2: page(0)}, 2).text == page(0).text


def test_an_article_of_three_pages_is_one_document_of_the_warehouse(tmp_path: Path) -> None:
    bodies = {URL.replace(".html", f"_{n}.html") if n else URL: f"{HEAD}{PAGES[n]}{FOOT}".encode() for n in range(3)}
    manifest = archived(tmp_path, bodies).sort("warc_offset")
    rest = manifest.slice(1).to_dicts()
    parts = [[f"{n}/3", row["warc_file"], row["warc_offset"], None] for n, row in enumerate(rest, 2)]
    whole = hashlib.sha256("\n".join(manifest["sha256"].to_list()).encode()).hexdigest()
    row = manifest.head(1).with_columns(pl.lit(json.dumps(parts)).alias("parts"), pl.lit(whole).alias("sha256"))
    assert parsed(tmp_path, row, parse_workers(1)).states == {"parsed": 1}
    frames = staged(tmp_path)
    assert frames["documents"]["title"].to_list() == ["青禾县教育局2022年度教师培训项目绩效自评报告"]
    evaluation = frames["evaluations"].to_dicts()[0]
    assert (evaluation["stated_execution_rate"], evaluation["total_score"], evaluation["grade"]) == (90, 95, "优")
    text = frames["texts"]["text"][0]
    proofs = frames["evidence"].to_dicts()
    assert len(proofs) > 5
    assert all(text[proof["span_start"] : proof["span_end"]] == proof["quote"] for proof in proofs)


def test_a_further_page_that_is_lost_leaves_the_others(tmp_path: Path) -> None:
    manifest = archived(tmp_path, {URL: f"{HEAD}{PAGES[0]}{FOOT}".encode()})
    parts = json.dumps([["2/3", "gone.warc.gz", 0, None], ["3/3", "a.warc.gz", 10**9, None]])
    parsed(tmp_path, manifest.with_columns(pl.lit(parts).alias("parts")), parse_workers(1))
    assert staged(tmp_path)["parses"]["reason"].to_list() == ["not read: 2 of the article's 3 pages"]
