"""Pages: what a page says of itself, its content as headings, paragraphs and grids, the rest as furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tasks.parse.document import NOT_READ, Document, Link, PageMeta, UnreadableError
from tasks.parse.readers import limits
from tasks.parse.readers.assemble import Assembler
from tasks.parse.readers.charset import Decoded
from tasks.parse.readers.furniture import (
    count_info_labels,
    ends_with_info_label,
    is_date,
    is_furniture,
    is_info_label,
    is_publication_line,
    may_end_info_label,
    site_code,
)
from tasks.parse.readers.headings import MAX_TITLE, heading_level, is_title
from tasks.parse.readers.html_carried import bring_out
from tasks.parse.readers.html_content import content_root, is_chrome
from tasks.parse.readers.html_declared import declared_line
from tasks.parse.readers.html_guard import guarded
from tasks.parse.readers.html_table import TableDraft, read_table
from tasks.parse.readers.html_tree import LINE_TAGS, TEXT, ancestors, as_written, hidden_elements, only_text, walk
from tasks.parse.readers.words import tidy

READER = "html"
_HEADING_TAGS = {f"h{level}": level for level in range(1, 7)}
_FRAMES = frozenset(("div", "nav", "footer", "header", "section", "aside", "ul"))
_LINK_SHARE = 0.6
_AROUND_A_LINE = frozenset(("span", "font", "b", "strong", "em", "i", "u", "a"))
_LABEL_TAGS = frozenset(("span", "b", "strong", "label", "em", "i", "font"))
# Letter by letter, for case set aside costs the engine more than all the rest of such a look.
_FRAMESET = re.compile("<[fF][rR][aA][mM][eE][sS][eE][tT]")
_FRAME_TAGS = re.compile(r"</?(?:frameset|noframes|frame)\b[^>]{0,500}>", re.IGNORECASE)
_BEHIND = re.compile(r"\s*[-_|—–－＿]+\s*")
_SITE_SUFFIX = re.compile(r"\s*[-_|—–]+\s*[^-_|—–]{2,30}$")
_NO_LETTERS = re.compile(r"\W+")
_SITE_ID = re.compile(r"(?:\d{2}|bm|BM)\d{8}")
_SITE_NAME = re.compile(r"[一-龥]{2,20}(?:人民政府|[局厅委办]|委员会|办公室|门户网站|政府网|信息网|网站)")
# The source is a link to its own site, on a line whose label alone is no link.
_SOURCE = re.compile(r"(?:信息|文章)?来源\s*[:：]\s*\S")
_INFO_LINE = 120
_INFO_VALUE = 60
_A_BOX = 3
_SHORTEST_TITLE = 8
_TITLE_LINES = 3
_INFO_TABLE = 1500
_SCHEME = len("javascript:")


@dataclass(slots=True)
class _Piece:
    """A line or a table of the page in reading order, before it is known what is content."""

    text: str
    level: int
    inside: bool
    table: TableDraft | None = None
    is_link: bool = False
    in_chrome: bool = False


def read_html(decoded: Decoded) -> Document:
    """Read a page. Raises `UnreadableError("empty", ...)` where no line of content is left."""
    tree = LexborHTMLParser(guarded(_without_frames(_without_cdata(decoded.text))))
    tags, title = _meta_tags(tree), _html_title(tree)
    links = _links(tree)
    hidden = hidden_elements(tree)
    bring_out(tree, hidden)
    root = content_root(tree, hidden)
    if root is None or tree.body is None:
        raise UnreadableError("empty", "no text in this html file")
    # Most pages have neither, and three literals are looked for faster than elements by a selector.
    may_be_written = any(sign in decoded.text for sign in ("<pre", "<PRE", "white-space"))
    written = as_written(tree) if may_be_written else frozenset()
    pieces = _Flow(root, tree.body, hidden, written).pieces()
    names = [name for name in (tags.get("articletitle"), title) if name]
    pieces = _with_whole_title(pieces, {_key(_own_part(name)) for name in names})
    kept, furniture = _divide(pieces, {_key(name) for name in names})
    furniture_text = "\n".join(furniture)[: limits.MAX_FURNITURE]
    meta = PageMeta(
        tags=tags,
        html_title=title,
        site_id_code=_site_id(tags, furniture_text, kept),
        furniture=furniture_text,
        links=links,
        encoding_note=decoded.note,
    )
    notes = [decoded.note] if decoded.note else []
    if any(piece.table is not None and piece.table.cut for piece in kept):
        notes.append(
            f"{NOT_READ} what a table has behind {limits.MAX_TABLE_ROWS} rows or {limits.MAX_TABLE_COLUMNS} columns"
        )
    return _assemble(kept, tags.get("articletitle") or title, meta, decoded, notes)


def _without_frames(text: str) -> str:
    """The page without its frames, so that what it says to programs that know none (noframes) is its body."""
    return _FRAME_TAGS.sub("", text) if _FRAMESET.search(text) else text


def _without_cdata(text: str) -> str:
    """The page without the marks of unparsed text, which hide what an XML feed or an old template puts between them."""
    return text.replace("<![CDATA[", "").replace("]]>", "") if "<![CDATA[" in text else text


def _assemble(kept: list[_Piece], title: str | None, meta: PageMeta, decoded: Decoded, notes: list[str]) -> Document:
    out = Assembler()
    if kept and title and not _has_title(kept, title) and _may_be_title(own := _own_part(title)):
        # Evidence needs a place in the text, and on many pages the title stands only in the head.
        out.prose("heading", own, level=1)
    if kept:
        out.prose("paragraph", declared_line((piece.text for piece in kept), meta.tags))
    for piece in kept:
        if piece.table is not None:
            out.table(piece.table.cells, piece.table.caption)
        elif piece.level:
            out.prose("heading", piece.text, level=piece.level)
        else:
            out.prose("paragraph", piece.text)
    return out.document(reader=READER, format_name="html", charset=decoded.charset, meta=meta, notes=notes)


def _own_part(title: str) -> str:
    """A page's title without the names of columns and of the site behind it: 报告-绩效信息-某某政府网."""
    first = tidy(_BEHIND.split(title, maxsplit=1)[0])
    return first if len(first) >= _SHORTEST_TITLE and is_title(first) else tidy(_SITE_SUFFIX.sub("", title))


def _may_be_title(name: str) -> bool:
    """Whether the name of a page may be its document's: no heading of a section, and not the site's name alone."""
    return heading_level(name) is None and not _SITE_NAME.fullmatch(name)


def _with_whole_title(pieces: list[_Piece], titles: set[str]) -> list[_Piece]:
    """The pieces with the lines made one that are together the title named in the head of the page."""
    joined: list[_Piece] = []
    ends = {title[-1] for title in titles if title}
    for piece in pieces:
        joined.append(piece)
        if piece.table is not None or len(piece.text) > MAX_TITLE or ends.isdisjoint(piece.text[-2:]):
            continue
        for count in range(2, min(_TITLE_LINES, len(joined)) + 1):
            lines = joined[-count:]
            if any(line.table is not None or line.inside != piece.inside for line in lines):
                break
            whole = "".join(line.text for line in lines)
            if len(whole) >= _SHORTEST_TITLE and _key(whole) in titles:
                joined[-count:] = [replace(lines[0], text=whole, level=1, is_link=False)]
                break
    return joined


def _divide(pieces: list[_Piece], titles: set[str]) -> tuple[list[_Piece], list[str]]:
    """What of the page is its document: the content, and around it its title, information box and publication line."""
    kept: list[_Piece] = []
    furniture: list[str] = []
    begun = False
    before: _Piece | None = None
    for piece in pieces:
        begun = begun or piece.inside
        # Behind the content stand other articles' titles, never its own.
        if _is_content(piece, titles, may_be_title=not begun) or (not begun and _belongs(piece, before, titles)):
            kept.append(piece)
            before = piece
        else:
            furniture.append(piece.text)
            before = None
    return kept, furniture


def _belongs(piece: _Piece, before: _Piece | None, titles: set[str]) -> bool:
    """Whether a line goes with the kept line right before it: a label's value in a box of its own, a title's date."""
    if before is None or piece.table is not None or piece.is_link or piece.in_chrome or len(piece.text) > _INFO_VALUE:
        return False
    return is_info_label(before.text) or (is_date(piece.text) and _is_named_title(before, titles))


def _is_content(piece: _Piece, titles: set[str], *, may_be_title: bool) -> bool:
    if piece.inside:
        return piece.table is not None or not is_furniture(piece.text)
    if piece.in_chrome:
        return False
    labels = count_info_labels(piece.text)
    if piece.table is not None and labels >= 2:
        return len(piece.text) <= _INFO_TABLE
    if is_furniture(piece.text) or (piece.is_link and not _SOURCE.match(piece.text)):
        return False
    if may_be_title and piece.table is None and _is_named_title(piece, titles):
        return True
    if labels >= _A_BOX:
        return len(piece.text) <= _INFO_TABLE
    return len(piece.text) <= _INFO_LINE and (is_publication_line(piece.text) or labels >= 1)


def _is_named_title(piece: _Piece, titles: set[str]) -> bool:
    """Whether a line is the title that the head of the page names, perhaps with the site's name behind it."""
    key = _key(piece.text)
    if piece.level == 1 and is_title(piece.text):
        return True
    return len(key) >= _SHORTEST_TITLE and any(title.startswith(key) for title in titles)


@dataclass(slots=True)
class _Flow:
    """Turns a tree into pieces."""

    root: LexborNode
    body: LexborNode
    hidden: frozenset[int]
    written: frozenset[int]

    def pieces(self) -> list[_Piece]:
        """The lines and tables of the page in reading order."""
        found: list[_Piece] = []
        inline: list[str] = []
        link_length = in_link = level = chrome = written = 0
        root_id, root_tag = self.root.mem_id, self.root.tag
        whole = root_id == self.body.mem_id
        inside = whole
        around_root = {node.mem_id for node in ancestors(self.root)}
        tables: dict[int, TableDraft] = {}
        sole: tuple[str, bool] | None = None  # the one text of the paragraph or item that is entered next
        frames: list[bool] = []  # of the open elements that may be a part of the page's frame, whether they are

        def is_leaf(node: LexborNode) -> bool:
            nonlocal sole
            if node.mem_id in around_root:
                return False
            if node.tag != "table":
                if self.written and node.mem_id in self.written:
                    return False
                # Most lines of a page are one text in one element: to go through it event by event costs five times.
                sole = None if root_tag in _AROUND_A_LINE else only_text(node, _AROUND_A_LINE, self.hidden)
                return sole is not None
            draft = read_table(node, self.hidden)
            if draft.is_layout:
                return False
            tables[node.mem_id] = draft
            return True

        def close() -> None:
            nonlocal link_length
            text = tidy("".join(inline))
            inline.clear()
            if text:
                is_link = link_length > _LINK_SHARE * len(text)
                is_content = inside and not (whole and (chrome or (is_link and "附件" not in text)))
                # What stands in the page's frame is never a heading of the document, and menus have a hundred lines.
                depth = 0 if chrome and not is_content else _level(text, level)
                found.append(_Piece(text, depth, is_content, None, is_link, chrome > 0))
            link_length = 0

        def add(text: str) -> None:
            if not written:
                inline.append(text)
                return
            first, *rest = text.split("\n")
            inline.append(first)
            for line in rest:
                close()
                inline.append(line)

        for node, tag, entered in walk(self.body, is_leaf, self.hidden):
            if tag == TEXT:
                text = node.text_content or ""
                if inline or not text.isspace():
                    add(text)
                    if in_link:
                        link_length += len(text.strip())
                continue
            if tag == "br" and level:
                # A title is broken for the eye; it is one line all the same.
                continue
            if tag in LINE_TAGS:
                # A term and its description share a line.
                if inline and not (tag == "dd" and entered) and not (tag == "dt" and not entered):
                    close()
                if tag == "dt" and not entered:
                    inline.append(" ")
                if tag in _FRAMES:
                    if entered:
                        frames.append(is_chrome(node, tag) and node.mem_id not in around_root)
                        chrome += frames[-1]
                    else:
                        chrome -= frames.pop()
            if self.written and node.mem_id in self.written:
                if inline:
                    close()
                written += 1 if entered else -1
            if tag == root_tag and node.mem_id == root_id:
                if inline:
                    close()
                inside = entered
            if tag in _HEADING_TAGS:
                level = _HEADING_TAGS[tag] if entered else 0
            elif tag == "a":
                in_link = in_link + 1 if entered else max(0, in_link - 1)
            elif entered and sole is not None:
                text, is_link = sole
                sole = None
                if not text.isspace():
                    add(text)
                    link_length += len(text.strip()) if is_link or in_link else 0
            elif tag in _LABEL_TAGS and not entered and _ends_with_label(inline):
                inline.append(" ")
            elif tag == "table" and entered and node.mem_id in tables:
                found += _table_pieces(tables[node.mem_id], inside, self.hidden)
        if inline:
            close()
        return found


def _ends_with_label(inline: list[str]) -> bool:
    """Whether a line so far ends in a label whose value comes next."""
    if not inline:
        return False
    last = inline[-1].rstrip()
    # Most elements that end here hold words of which the last letter says that they are none.
    return (not last or may_end_info_label(last)) and ends_with_info_label("".join(inline[-2:]).strip())


def _table_pieces(draft: TableDraft, inside: bool, hidden: frozenset[int]) -> list[_Piece]:
    """A table and the tables inside its cells, one after the other."""
    pieces: list[_Piece] = []
    waiting = [draft]
    while waiting:
        table = waiting.pop(0)
        text = " ".join(cell.text for cell in table.cells if cell.text)
        if text:
            pieces.append(_Piece(text, 0, inside, table=table))
        waiting += [read_table(nested, hidden) for nested in table.nested]
    return pieces


def _level(text: str, tag_level: int) -> int:
    return heading_level(text) or (1 if is_title(text) else tag_level)


def _meta_tags(tree: LexborHTMLParser) -> dict[str, str]:
    tags: dict[str, str] = {}
    for node in tree.css("meta")[:200]:
        attributes = node.attributes
        name = (attributes.get("name") or attributes.get("property") or "").strip().lower()
        content = tidy(attributes.get("content") or "")
        if name and content and name not in tags:
            tags[name] = content[:2000]
    return tags


def _html_title(tree: LexborHTMLParser) -> str | None:
    node = tree.css_first("title")
    return (tidy(node.text())[:500] or None) if node is not None else None


def _links(tree: LexborHTMLParser) -> tuple[Link, ...]:
    links: list[Link] = []
    for node in tree.css("a[href]"):
        href = (node.attrs.get("href") or "").strip()
        if href and not href[:_SCHEME].lower().startswith(("javascript:", "#")):
            links.append(Link(href[:2000], tidy(node.text())[:300] or tidy(node.attrs.get("title") or "")[:300]))
        if len(links) >= limits.MAX_LINKS:
            break
    return tuple(links)


def _site_id(tags: dict[str, str], furniture: str, kept: list[_Piece]) -> str | None:
    stated = tags.get("siteidcode", "")
    return stated.lower() if _SITE_ID.fullmatch(stated) else site_code(furniture)


def _has_title(kept: list[_Piece], title: str) -> bool:
    key = _key(title)
    return any(piece.level == 1 or (len(piece.text) >= 6 and key.startswith(_key(piece.text))) for piece in kept[:12])


def _key(title: str) -> str:
    return _NO_LETTERS.sub("", title)
