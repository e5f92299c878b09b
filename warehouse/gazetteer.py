"""Names of divisions in running text, and the codes that they can mean.

Names repeat (four cities have a 鼓楼区), change (邵东县 became 邵东市) and are shortened (恩施州 for
恩施土家族苗族自治州): what a name means depends on the divisions named before it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

import polars as pl

from warehouse.reference import regions

_GENERIC = {"城区", "郊区", "矿区", "东区", "西区", "南区", "北区", "新区", "中区", "市区", "县", "市", "区"}
"""Names that are also plain words: they count only after the name of their city."""

_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜"
    "|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|鄂温克|德昂|保安|裕固|京|独龙|鄂伦春|各"
)
_SELF_RULED = re.compile(rf"(?<=[\u4e00-\u9fff]{{2}})(?:(?:{_PEOPLES})族?)+自治(?=[州县旗])")
"""恩施土家族苗族自治州 is 恩施州 in daily use."""
_PROVINCE = re.compile(r"(?:壮族|回族|维吾尔)?自治区$|特别行政区$|省$|市$")
_LONGEST = 15  # characters of the longest name (积石山保安族东乡族撒拉族自治县)
_BODY_MENTIONS = 2  # a division named once in a long text may be anybody's
_BODY_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Divisions by name. `successors` leads from a code no longer in force to the one that is."""

    parents: Mapping[str, str | None]
    successors: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]
    short_provinces: frozenset[str]
    names: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, divisions: pl.DataFrame) -> Gazetteer:
        """The gazetteer of a frame in the schema of the table `regions`."""
        words: defaultdict[str, set[str]] = defaultdict(set)
        parents, successors, own_names = {}, {}, {}
        provinces: set[str] = set()
        for row in divisions.iter_rows(named=True):
            code = row["region_code"]
            parents[code], own_names[code] = row["parent_code"], row["name"]
            if row["successor_code"]:
                successors[code] = row["successor_code"]
            for name in (row["name"], *(row["former_names"] or "").split("、")):
                for word in {name, _SELF_RULED.sub("", name)} - {""}:
                    words[word].add(code)
            if row["level"] == "province":
                short = _PROVINCE.sub("", row["name"])
                words[short].add(code)
                provinces.add(short)
        meanings = {word: tuple(sorted(codes)) for word, codes in words.items()}
        return cls(parents, successors, meanings, frozenset(provinces), own_names)

    def current(self, code: str) -> str:
        """The code in force today; site codes keep the division they were given under (邵东: 430521, now 430582)."""
        seen: set[str] = set()
        while code in self.successors and code not in seen:
            seen.add(code)
            code = self.successors[code]
        return code

    def known(self, code: str) -> bool:
        """Whether the code is or was a division."""
        return code in self.parents

    def directly_below(self, code: str, ending: str) -> tuple[str, ...]:
        """The divisions of today just below one, of those whose name ends so: the 县 of a city."""
        return tuple(
            sorted(
                below
                for below, above in self.parents.items()
                if above == code and below not in self.successors and self.names.get(below, "").endswith(ending)
            )
        )

    def within(self, code: str, above: str) -> bool:
        """Whether a division is another one or lies in it, by today's codes or by those of its time."""
        step: str | None = code
        while step:
            if step == above or self.current(step) == self.current(above):
                return True
            step = self.parents.get(step)
        return False

    def leading(self, text: str | None) -> tuple[str, ...]:
        """The divisions, by today's codes, that the names at the beginning of a text can mean; the last name counts.

        四川省遂宁市大英县行政审批局 has one meaning, 鼓楼区财政局 has four, 某单位 none.
        """
        return self._leading(text)[1] if text else ()

    def leading_length(self, text: str) -> int:
        """The characters that those names take."""
        return self._leading(text)[0]

    def _leading(self, text: str) -> tuple[int, tuple[str, ...]]:
        found: tuple[str, ...] = ()
        start = 0
        while (step := self._name_at(text, start, found)) is not None:
            start, found = step
        if text[:start] in self.short_provinces:
            return 0, ()  # 河南村 and 云南白药 are no provinces; 湖南邵东市 names its city
        return start, tuple(sorted({self.current(code) for code in found}))

    def most_named(self, text: str) -> str | None:
        """The division that by far most names in a text mean; names of several meanings do not count."""
        counts: defaultdict[str, int] = defaultdict(int)
        for mention in re.finditer(r"[\u4e00-\u9fff]{1,12}?[省市县区旗州盟]", text):
            codes = self.leading(mention.group())
            if len(codes) == 1 and self.parents.get(codes[0]):
                counts[codes[0]] += 1
        if not counts:
            return None
        code = min(counts, key=lambda code: (-counts[code], code))
        enough = counts[code] >= _BODY_MENTIONS and counts[code] >= _BODY_SHARE * sum(counts.values())
        return code if enough else None

    def _name_at(self, text: str, start: int, above: tuple[str, ...]) -> tuple[int, tuple[str, ...]] | None:
        """The end and the meanings of the longest name at a place that fits to what was named before."""
        for end in range(min(len(text), start + _LONGEST), start + 1, -1):
            word = text[start:end]
            codes = self.words.get(word, ())
            if above:
                codes = tuple(code for code in codes if any(code != up and self.within(code, up) for up in above))
            elif word in _GENERIC:
                continue
            if codes:
                return end, codes
        return None


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of the divisions that are shipped."""
    return Gazetteer.of(regions())
