"""What all sites have in common: lists by arithmetic, pages from records, attachments, robots.txt, not found."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from datetime import date
from html import escape
from urllib.parse import quote

from demo.dice import digest
from demo.formats import FORMATS
from demo.formats.html import body as html_body
from demo.places import PLACES, Place
from demo.record import Attachment, Item
from demo.sites.reply import Ask, Reply, moment
from demo.specials import SPECIALS
from demo.world import World
from demo.writers import write

FILES_A_PAGE = 8
"""Attachments of a page are numbered below this in addresses."""


def mojibake(text: str) -> str:
    """GBK bytes that somebody once read as Latin-1 and stored so."""
    return text.encode("gb18030").decode("latin-1")


class Site(ABC):
    """One host of the portal."""

    number: int
    encoding = "utf-8"
    content_type = "text/html; charset=utf-8"
    meta_charset = "utf-8"
    robots = "User-agent: *\nDisallow: /admin/\n"

    def __init__(self, world: World) -> None:
        self.world = world

    @property
    def place(self) -> Place:
        """Whose site it is."""
        return PLACES[self.number]

    @property
    def origin(self) -> str:
        """Scheme and host of the site's addresses."""
        return f"http://{self.place.host}"

    @property
    def column_url(self) -> str:
        """The address of the list."""
        return self.origin + self.column_path

    @property
    def columns(self) -> tuple[dict[str, object], ...]:
        """The lists as a source's file names them."""
        # The bad items alone make one of an official site's list; a mirror may hold nothing yet.
        return ({"url": self.column_url, "minimum": 1},)

    @property
    @abstractmethod
    def column_path(self) -> str:
        """The path of the list's first page."""

    @abstractmethod
    def page_path(self, serial: int) -> str:
        """The path of an item's page."""

    @abstractmethod
    def file_path(self, serial: int, number: int, extension: str) -> str:
        """The path, with its query, under which a page links its attachment."""

    @abstractmethod
    def listing(self, ask: Ask) -> Reply | None:
        """A page of the list, None where the path is none."""

    @abstractmethod
    def serial_of_page(self, path: str) -> int | None:
        """The serial that a page's path would have; it need not exist."""

    @abstractmethod
    def file_of(self, ask: Ask) -> tuple[int, int] | None:
        """Serial and number of the attachment that is asked for, where the path is one of an attachment."""

    @abstractmethod
    def page_html(self, item: Item, title: str, content: str, files: str) -> str:
        """The page around the content."""

    def answer(self, ask: Ask) -> Reply:
        """The answer to anything."""
        if ask.path == "/robots.txt":
            return Reply(lambda: self.robots.encode(), "text/plain", self.world.tag(self.place.host, "robots"))
        return self.listing(ask) or self._file(ask) or self._page(ask) or self.not_found()

    def not_found(self) -> Reply:
        """A 404 in the words of such sites."""
        text = "<html><head><title>404</title></head><body>您访问的页面不存在或已被删除</body></html>"
        return Reply(lambda: text.encode(self.encoding), self.content_type, status=404)

    # lists

    def count(self) -> int:
        """How many items the list has."""
        return self.world.count(self.number)

    @property
    def page_size(self) -> int:
        """Items on a page of the list: twenty, but five in a small portal, so that its lists have several pages too."""
        return 20 if self.count() > 100 else 5

    def pages(self) -> int:
        """How many pages the list has."""
        return max(1, -(-self.count() // self.page_size))

    def serials(self, start: int, length: int) -> range:
        """The serials of `length` items from the newest but `start` on; newest first."""
        newest = self.count() - 1 - start
        return range(newest, max(newest - length, -1), -1)

    def serials_of_page(self, page: int) -> range:
        """The serials on a page of the list; pages count from 1."""
        return self.serials((page - 1) * self.page_size, self.page_size)

    def entries(self, serials: range) -> Iterator[tuple[str, str, date]]:
        """What a list says of its items: path, title and day."""
        for serial in serials:
            yield self.page_path(serial), self.world.title(self.number, serial), self.world.day(self.number, serial)

    def list_reply(self, make: Callable[[], str], *parts: object, content_type: str | None = None) -> Reply:
        """A reply with a part of the list: its tag changes when the number of items does."""
        newest = self.world.day(self.number, self.count() - 1)
        tag = self.world.tag(self.place.host, "list", self.count(), *parts)
        kind = content_type or self.content_type
        return Reply(lambda: make().encode(self.encoding), kind, tag, moment(newest))

    # pages

    def _item(self, serial: int | None) -> Item | None:
        if serial is None or not 0 <= serial < self.count():
            return None
        return self.world.item(self.number, serial)

    def part_of(self, path: str) -> tuple[str, int]:
        """The path of an article's first page, and which of its pages a path is of; 0 is the first."""
        return path, 0

    def divided(self, item: Item, content: str) -> list[str]:
        """The content by page: most articles have one."""
        del item
        return [content]

    def _page(self, ask: Ask) -> Reply | None:
        path, part = self.part_of(ask.path)
        serial = self.serial_of_page(path)
        if serial is None or not 0 <= serial < self.count() or self.page_path(serial) != path:
            return None
        if part and part >= len(self._contents(self.world.item(self.number, serial))):
            return None
        kinds = SPECIALS[self.number]
        if serial < len(kinds) and kinds[serial] == "gone":
            return None
        revision = self.world.revision(self.number, serial)
        tag = self.world.tag(self.place.host, "page", serial, revision, *([part] if part else []))
        changed = moment(self.world.day(self.number, serial), revision)
        return Reply(lambda: self._page_bytes(serial, part), self.content_type, tag, changed)

    def _contents(self, item: Item) -> list[str]:
        return self.divided(item, html_body(write(item.page)))

    def _page_bytes(self, serial: int, part: int) -> bytes:
        item = self.world.item(self.number, serial)
        title, content = item.page.title, self._contents(item)[part]
        if item.spoil == "mojibake":
            title, content = mojibake(title), mojibake(content)
        html = self.page_html(item, escape(title), content, self._file_links(item))
        if item.spoil == "truncated":
            html = html[: html.index("、评价结论") + 2]
        encoding = "gb18030" if item.spoil == "wrong_charset" else self.encoding
        return html.encode(encoding)

    def _file_links(self, item: Item) -> str:
        links = []
        for number, file in enumerate(item.attachments):
            extension = self.extension(file)
            path = escape(self.file_path(item.serial, number, extension))
            links.append(self.file_link(path, f"{escape(file.name)}.{extension}", number))
        return "".join(links)

    def file_link(self, path: str, name: str, number: int) -> str:
        """The link of an attachment."""
        return f'<p>附件{number + 1}:<a href="{path}" target="_blank">{name}</a></p>\n'

    @staticmethod
    def extension(file: Attachment) -> str:
        """The extension of an attachment's name; the file of random bytes calls itself xls."""
        return "xls" if file.spoil == "random" else file.format

    # attachments

    def _file(self, ask: Ask) -> Reply | None:
        found = self.file_of(ask)
        if found is None:
            return None
        serial, number = found
        item = self._item(serial)
        if item is None or number >= len(item.attachments):
            return None
        file = item.attachments[number]
        revision = self.world.revision(self.number, serial)
        changed = moment(self.world.day(self.number, serial), revision)
        tag = self.world.tag(self.place.host, "file", serial, number, revision)
        name = quote(f"{file.name}.{self.extension(file)}")
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
        return Reply(lambda: file_bytes(file), FORMATS[file.format][1], tag, changed, headers=headers)

    # tokens of thirty-two hex digits that hold a number

    def token(self, value: int, *kind: object) -> str:
        """A name that looks like a hash and holds a number."""
        return digest(self.world.seed, *kind, value).hex()[:22] + f"{value ^ 0x2A5F17C3D1:010x}"

    def from_token(self, token: str, *kind: object) -> int | None:
        """The number in such a name, None where the name is none of ours."""
        try:
            value = int(token[22:], 16) ^ 0x2A5F17C3D1
        except ValueError:
            return None
        return value if self.token(value, *kind) == token else None


def file_bytes(file: Attachment) -> bytes:
    """An attachment's bytes."""
    if file.spoil == "empty":
        return b""
    if file.spoil == "random":
        return b"".join(digest("noise", n) for n in range(120))
    return FORMATS[file.format][0](write(file.record))
