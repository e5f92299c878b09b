"""Bounds that keep a hostile or broken file from costing the night: what passes them becomes a recorded reason."""

from __future__ import annotations

MAX_BYTES = 64 * 1024 * 1024
"""The largest file that is opened at all."""

MAX_MARKUP_BYTES = 24 * 1024 * 1024
"""The largest page or text file; a longer one is a listing or a dump of a database, not a disclosure."""

MAX_UNPACKED_BYTES = 128 * 1024 * 1024
"""What an office or PDF file may unfold to; the compression of honest ones stays far below this (zip bombs do not)."""

MAX_TABLE_ROWS = 20_000
MAX_TABLE_COLUMNS = 256
MAX_CELLS = 400_000
"""Cells of a whole document. Spreadsheets of a department's accounts have some ten thousand."""

MAX_CHARACTERS = 32 * 1024 * 1024
"""Characters of a whole document that is put together from blocks."""

MAX_OLD_OFFICE_BYTES = 16 * 1024 * 1024
"""The largest binary Office file (doc, xls) and rich text: a blank cell takes two bytes of one and many of memory."""

MAX_MEMBERS = 500
"""Files of an archive, those of the archives inside it included."""

MAX_PAGES = 300
MAX_SCANNED_PAGES = 30
"""Pages of a scan that are read; each takes seconds."""
MAX_PAGE_CHARACTERS = 60_000
"""Characters of one page of a PDF; a page of print has some thousand, a drawing may have millions of signs."""
MAX_LINKS = 2_000
MAX_FURNITURE = 20_000
"""Characters of page furniture that are kept."""
