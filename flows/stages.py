"""The staged files of a night, which its steps hand each other, and for how long they stay."""

from __future__ import annotations

import shutil
from pathlib import Path

from flows.settings import Layout

_UNPUBLISHED = 3
"""Nights whose staged files stay though nothing was published of them: `jixiao quality` and `jixiao quarantine` read
the newest. A first night's are gigabytes, and a parser may wait a month to be mended."""


def begin_stage(layout: Layout, run_id: str) -> Path:
    """The empty folder of a night that begins; what it had staged when it was killed is made again from the archive."""
    staged = layout.staged(run_id)
    shutil.rmtree(staged, ignore_errors=True)
    staged.mkdir(parents=True)
    _forget(layout, run_id, _UNPUBLISHED)
    return staged


def keep_only(layout: Layout, run_id: str) -> None:
    """Forget the files of earlier nights: they are in the warehouse now, or will be parsed again from the archive."""
    _forget(layout, run_id, 0)


def keep_data_docs(layout: Layout, run_id: str) -> None:
    """The pages of the newest check in one place; what older ones found is in ops.quality_results.

    Page by page, the index last: whoever reads them while a night ends, or after one that was killed, finds them whole.
    """
    kept = layout.data_docs
    kept.mkdir(exist_ok=True)
    made = (layout.staged(run_id) / "checked" / "data_docs").iterdir()
    pages = sorted(made, key=lambda page: (page.name == "index.html", page.name))
    for page in pages:
        unfinished = kept / f".{page.name}"
        shutil.copyfile(page, unfinished)
        unfinished.replace(kept / page.name)
    for page in kept.iterdir():
        if page.name not in {new.name for new in pages}:
            page.unlink()


def _forget(layout: Layout, run_id: str, others: int) -> None:
    earlier = sorted(path for path in layout.staged(run_id).parent.iterdir() if path.name != run_id)
    for folder in earlier[: max(0, len(earlier) - others)]:
        shutil.rmtree(folder, ignore_errors=True)
