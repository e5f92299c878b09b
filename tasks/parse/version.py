"""The version of the parser: a hash of its own source, so that a changed rule is seen without being declared."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_PARSER = Path(__file__).parent
_WAREHOUSE = _PARSER.parents[1] / "warehouse"


@cache
def code_version() -> str:
    """Twelve hex digits that change with anything that decides what is read out of a document."""
    digest = hashlib.sha256()
    for path in _sources():
        digest.update(path.relative_to(_PARSER.parents[1]).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _sources() -> Iterator[Path]:
    """The parser with its lists of labels, and what it asks of the warehouse: names, scripts, divisions, the model."""
    for folder, patterns in ((_PARSER, ("*.py", "*.yaml")), (_WAREHOUSE, ("*.py", "reference/*.csv"))):
        for pattern in patterns:
            yield from sorted(folder.rglob(pattern))
