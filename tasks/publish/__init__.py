"""Publishing: the build database as a compact, read-only snapshot that analysts can open at every moment."""

from __future__ import annotations

from tasks.publish.snapshot import PublishError, PublishSummary, publish

__all__ = ["PublishError", "PublishSummary", "publish"]
