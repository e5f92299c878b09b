"""Seeded chance: the same seed and the same names always throw the same dice, on every machine and version."""

from __future__ import annotations

import hashlib
import random


def digest(*parts: object) -> bytes:
    """Thirty-two bytes that depend on the parts in their order."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).digest()


def dice(*parts: object) -> random.Random:
    """A generator of its own for the thing that the parts name.

    Seeded with an integer, because seeding with text is not promised to be the same between Python versions.
    """
    return random.Random(int.from_bytes(digest(*parts)[:12], "big"))  # noqa: S311 - invented figures, no secrets
