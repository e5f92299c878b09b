"""A program of its own: a scanned PDF to lines of text and ruled lines, as one JSON object a page.

Run as `python -I ocr_worker.py FILE PAGES SECONDS`, because native code that decodes hostile images may take all
memory, hang or crash, and only a process can be stopped. It imports nothing of ours.

Each object: `page` from 1, `lines` as [left, top, right, bottom, text, confidence], `rules` as [left, top, right,
bottom]; all in points of the page, turned upright.
"""

from __future__ import annotations

import json
import math
import sys
import time
from statistics import median
from typing import Any

_DPI = 200
_LONGEST_SIDE = 2400  # pixels; a page of A4 at that resolution has 2339
_LONG_LINE = 120  # pixels of a line of text whose slope can be told
_SHORTEST_RULE = 40  # pixels; strokes of large characters stay below
_THREADS = 2


def main(path: str, most_pages: int, seconds: float) -> None:
    """Write the pages of `path` to standard output until `seconds` have passed."""
    import pypdfium2  # type: ignore[import-untyped]
    from rapidocr import RapidOCR  # type: ignore[import-not-found]  # an extra

    began = time.monotonic()
    engine = RapidOCR(
        params={"Global.log_level": "critical", "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS}
    )
    document = pypdfium2.PdfDocument(path)
    for index in range(min(len(document), most_pages)):
        if time.monotonic() - began > seconds:
            break
        page = document[index]
        scale = min(_DPI / 72, _LONGEST_SIDE / max(1.0, *page.get_size()))
        image = page.render(scale=scale, grayscale=True).to_numpy().squeeze()
        json.dump(
            {"page": index + 1, "of": len(document), **_read(engine, image, scale)}, sys.stdout, ensure_ascii=False
        )
        sys.stdout.write("\n")
        sys.stdout.flush()


def _read(engine: Any, image: Any, scale: float) -> dict[str, list[list[Any]]]:
    import cv2  # type: ignore[import-not-found]  # comes with the extra
    import numpy as np

    found = engine(cv2.cvtColor(image, cv2.COLOR_GRAY2BGR))
    if found.boxes is None or found.txts is None:
        return {"lines": [], "rules": []}
    height, width = image.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), _slope(found.boxes), 1)
    lines: list[list[Any]] = []
    for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
        corners = np.hstack([box, np.ones((4, 1))]) @ turn.T / scale
        (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
        lines.append([*(round(float(value), 1) for value in (left, top, right, bottom)), text, round(float(score), 3)])
    upright = cv2.warpAffine(image, turn, (width, height), borderValue=255)
    return {"lines": lines, "rules": _rules(upright, scale)}


def _slope(boxes: Any) -> float:
    """By how many degrees the page stands askew: the slope of its long lines of text."""
    slopes = [
        math.degrees(math.atan2(box[1][1] - box[0][1], box[1][0] - box[0][0]))
        for box in boxes
        if box[1][0] - box[0][0] > _LONG_LINE
    ]
    return median(slopes) if slopes else 0.0


def _rules(image: Any, scale: float) -> list[list[float]]:
    """The long thin dark bars of a page: the rules of its tables."""
    import cv2
    import numpy as np

    ink = cv2.adaptiveThreshold(image, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15)
    # What is left of the slope, and gaps of bad print, cut a thin rule in pieces.
    rules: list[list[float]] = []
    for across in (True, False):
        mend = np.ones((3, 9) if across else (9, 3), np.uint8)
        whole = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, mend)
        bars = cv2.morphologyEx(
            whole, cv2.MORPH_OPEN, np.ones((1, _SHORTEST_RULE) if across else (_SHORTEST_RULE, 1), np.uint8)
        )
        count, _, stats, _ = cv2.connectedComponentsWithStats(bars, connectivity=8)
        for left, top, width, height, _area in stats[1:count]:
            long, thick = (width, height) if across else (height, width)
            if long >= _SHORTEST_RULE and thick * 5 < long:
                box = (left, top, left + width, top + height)
                rules.append([round(float(value) / scale, 1) for value in box])
    return rules


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))
