"""Pages to measure parsing on: those of the demo portal, and the same as long as a government's pages really are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from html import escape
from itertools import cycle, islice
from random import Random

from demo.dice import dice
from demo.formats.html import body
from demo.paper import Heading, Paper, Paragraph, Table
from demo.record import Evaluation, Item, Line, Record
from demo.sites import official_sites
from demo.sites.reply import Ask
from demo.sites.site import Site
from demo.specials import SPECIALS
from demo.world import World
from demo.writers import prose, write

LONG_BYTES = 45_000
FORM_ROWS = 30
_Writer = Callable[[Evaluation, Random], str]
_GROUPS = (("产出指标", "数量指标"), ("产出指标", "质量指标"), ("产出指标", "时效指标"), ("效益指标", "社会效益指标"))
_CELL = '<td width="72" valign="center"><p class="MsoNormal" align="center"><span style="font-size:9pt">'
_LINE = '<p class="MsoNormal" style="text-indent:32pt;line-height:28pt"><span style="font-family:仿宋_GB2312">'


def portal_pages(documents: int, seed: int = 1) -> Iterator[bytes]:
    """The numbered pages of a portal of that many documents, in the sites' own markup and encodings."""
    world = World(seed, documents)
    sites = official_sites(world)
    for number in range(documents):
        site, serial = _place(sites, number)
        yield site.answer(Ask(site.page_path(serial), referer=site.origin)).body()


def long_pages(documents: int, seed: int = 1) -> Iterator[bytes]:
    """Pages of 40 to 50 KB with scripts, menus and Word's markup: every third a form of 30 rows, the others reports."""
    world = World(seed, 60 + documents)
    sites = official_sites(world)
    forms = cycle([n for n in range(60) if _layout(world, sites, n) == "central_form"])
    reports = cycle([n for n in range(60) if _layout(world, sites, n) == "narrative"])
    for number in range(documents):
        near = next(forms if number % 3 == 0 else reports)
        site, serial = _place(sites, near)
        item = World(seed + number, 60).item(site.number, serial)
        content = _long_form(item.page) if number % 3 == 0 else _long_report(item.page, number)
        yield _page(site, item, content)


def _place(sites: tuple[Site, ...], number: int) -> tuple[Site, int]:
    site = sites[number % len(sites)]
    return site, number // len(sites) + len(SPECIALS[site.number])


def _layout(world: World, sites: tuple[Site, ...], number: int) -> str:
    site, serial = _place(sites, number)
    return world.item(site.number, serial).page.layout


def _long_form(record: Record) -> str:
    (evaluation,) = record.evaluations
    lines = tuple(_line(evaluation, row) for row in range(FORM_ROWS))
    return _as_word_leaves_it(write(replace(record, evaluations=(replace(evaluation, lines=lines),))))


def _line(evaluation: Evaluation, row: int) -> Line:
    like = evaluation.lines[row % len(evaluation.lines)]
    first, second = _GROUPS[row * len(_GROUPS) // FORM_ROWS]
    name = f"{like.level3}({row + 1}片区)"
    return Line(first, second, name, like.target, like.actual, Decimal(3), Decimal(3), like.reason)


def _long_report(record: Record, number: int) -> str:
    paper = write(record)
    content = _as_word_leaves_it(paper)
    (evaluation,) = record.evaluations
    throw = dice("long", number)
    more: Iterator[_Writer] = cycle((prose.works, prose.management, prose.benefits, prose.organisation))
    parts = [content, _as_word_leaves_it(Paper("", (Heading("八、其他需要说明的情况"),)))]
    size = len(content.encode())
    while size < LONG_BYTES - 14_000:
        said = Paragraph(f"{throw.randrange(20, 90)}个村(社区)参加了抽查。{next(more)(evaluation, throw)}")
        parts.append(_as_word_leaves_it(Paper("", (said,))))
        size += len(parts[-1].encode())
    return "".join(parts)


def _as_word_leaves_it(paper: Paper) -> str:
    """Paragraphs and cells in the spans and classes that come with text pasted from Word."""
    parts = []
    for block in paper.blocks:
        if isinstance(block, Table):
            html = body(Paper("", (block,))).replace("</p></td>", "</span></p></td>")
            parts.append(html.replace("<td><p>", _CELL).replace("><p>", ' width="72"><p class="MsoNormal"><span>'))
        else:
            parts.append(f"{_LINE}{escape(block.text, quote=False)}</span></p>\n")
    return "".join(parts)


def _page(site: Site, item: Item, content: str) -> bytes:
    """The site's page with the styles, scripts and menus that the demo portal leaves out."""
    html = site.page_html(item, escape(item.page.title), content, "")
    styles = "".join(f".m{n} li a{{color:#{n:03d}333;padding:0 {n}px;background:url(/i/{n}.png)}}\n" for n in range(60))
    script = "".join(f'var s{n}=document.getElementById("m{n}");if(s{n}){{s{n}.onclick=go}}\n' for n in range(60))
    names = (
        "要闻动态",
        "政务公开",
        "财政预决算",
        "办事服务",
        "互动交流",
        "领导信箱",
        "机构职能",
        "政策解读",
        "公告公示",
    )
    menu = "".join(
        f'<li class="m{n}"><a href="/c{n}/index.html" target="_blank">{name}</a></li>\n'
        for n, name in enumerate(islice(cycle(names), 90))
    )
    html = html.replace("</head>", f"<style>{styles}</style><script>{script}</script></head>", 1)
    return html.replace("<body>", f'<body><div class="nav"><ul>{menu}</ul></div>', 1).encode(site.encoding, "replace")
