"""Masking personal data before anything is read out of a document, in place, so that every span stays true.

The law lets published personal data be processed within reason only (个人信息保护法 art. 13 and 27); an audit of money
needs no phone numbers and no names of clerks. Organisations, roles and amounts stay. What is masked: phones, identity
numbers, e-mail and QQ addresses, bank cards, and names where a field, a role or 同志 says that a person is named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from tasks.parse.document import NOT_READ, Block, Cell, Document, Grid, Link
from tasks.parse.name_lists import person_rows
from tasks.parse.numbers.chinese import CHINESE_NUMERAL
from tasks.parse.numbers.folding import fold
from tasks.parse.surnames import COMPOUND, SURNAMES

MASK = "＊"
_MASKED = re.compile(r"[^\n\t]+")
Span = tuple[int, int]
_MOST_NAMES = 200
_LONGEST_GAP = 4096
_LONGEST_NAME = 10  # characters, with the blanks that spread it
_LONGEST_LIST = 24  # characters of names before one 同志

_NAME = rf"(?:{COMPOUND}|[{SURNAMES}])[ ]{{0,3}}[一-龥](?:[ ]{{0,3}}[一-龥])?"
_ONE_NAME = re.compile(_NAME)
_FULL_NAME = re.compile(rf"[{SURNAMES}][一-龥]{{2,3}}")
_SHORT_NAME = _NAME + "?"
_NAMES = rf"{_NAME}(?:[、,/ ]{{1,3}}{_NAME}){{0,9}}"

_PERSON = (
    r"(?:项目|单位|部门|主要|财务|分管|科室|业务|技术|施工|现场|具体|直接|机构|企业|公司|安全|第一)*(?:负责人|联系人|责任人)|填报人员?|填表人|经办人|"
    r"制表人|制单人|审核人|复核人|报送人|录入人|评价人员?|评价组长|评审专家|专家组?组长|法定代表人|法人代表|法人|意见收集人|收集人|签字人?|签名|姓名|"
    r"签发人|承办人|编制人|监督人|受益人|户主|受助人|项目主管|副?组长|组员"
)
# In running text what may stand before a label is left out: the label alone finds the same names, and a pattern that
# begins with letters is searched for ten times as fast as one that begins with a repetition.
_PERSON_IN_TEXT = (
    r"负责人|联系人|责任人|填报人员|填报人|填表人|经办人|制表人|制单人|审核人|复核人|报送人|录入人|评价人员|评价人|评审专家|组长|法定代表人|"
    r"法人代表|法人|收集人|签字人|签字|签名|姓名|签发人|承办人|编制人|监督人|受益人|户主|受助人|项目主管|组员"
)
_PHONE_LABEL = r"电话号?码?|手机号?码?|联系方式|传真"
_PHONE_LABELS = ("电话", "手机", "联系方式", "传真")
_HOME_LABEL = r"家庭住址|家庭地址|住址"
_LABEL_TAIL = (
    r"(?:及|和|、|/)?(?:联系)?(?:" + _PHONE_LABEL + r")?(?:\((?:签字|签章|签名|盖章|签字并?盖章|公章|姓名)\))?"
)
_PERSON_CELL = re.compile(rf"(?:{_PERSON}){_LABEL_TAIL}:?")
_PHONE_CELL = re.compile(rf".{{0,12}}(?:{_PHONE_LABEL}):?")
_HOME_CELL = re.compile(rf"(?:{_HOME_LABEL}):?")
_COLUMN_HEAD = re.compile(rf"(?:评价人员?|专家)?姓名|签[字名]|(?:{_PERSON}){_LABEL_TAIL}")
_TITLE = (
    r"组长|局长|主任|书记|科长|处长|股长|院长|校长|主席|县长|市长|区长|镇长|乡长|厅长|部长|所长|站长|队长|馆长|园长|工程师|会计师|审计师|"
    r"董事长|调研员"
)
# 会计, 成员 and the like also stand before common words; after them only a colon announces a name.
_LOOSE_ROLE = r"会计|出纳|经理|主管|干事|科员|委员|成员"
_ROLE = f"{_TITLE}|{_LOOSE_ROLE}"
_ROLE_IN_TEXT = "|".join(
    [*(f"{title}:?" for title in _TITLE.split("|")), *(f"{role}:" for role in _LOOSE_ROLE.split("|"))]
)
# No label begins inside another, and no role inside another: where they stand is found once for all patterns.
_LABEL = re.compile(_PERSON_IN_TEXT)
_A_ROLE = re.compile(_ROLE)
# Without one of these nothing in a text is masked. The words are apart from the figures, because a pattern of words
# alone is found ten times as fast.
_SUSPECT_FIGURE = re.compile(r"[\d@]")
_SUSPECT_WORD = re.compile(rf"{_PERSON_IN_TEXT}|{_ROLE}|同志|微信")
_MARKS_A_CELL = re.compile(rf"{_PERSON_IN_TEXT}|电话|手机|联系方式|传真|住址|家庭地址")
_AFTER_NAME = r"(?=同志|先生|女士|联系|电话|手机|担任|任|兼|等|带队|主持|[^一-龥]|$)"
_LABELLED = re.compile(
    rf"(?:{_PERSON_IN_TEXT}){_LABEL_TAIL}(?:\s?[:为是]\s?:?\s{{0,3}}|\s{{1,3}})(?P<names>{_NAMES}){_AFTER_NAME}"
)
# Behind a label and its colon a short word is a name whatever its first character.
_LABELLED_ANY = re.compile(
    rf"(?:{_PERSON_IN_TEXT}){_LABEL_TAIL}\s?:\s{{0,3}}(?P<names>[一-龥]{{2,3}}(?:[、,/ ]{{1,3}}[一-龥]{{2,3}}){{0,9}})"
    r"(?=[\s(,、;。)/]|$|联系|电话|手机)"
)
_LABELLED_DOTTED = re.compile(
    rf"(?:{_PERSON_IN_TEXT}){_LABEL_TAIL}[:为是\s]{{0,3}}(?P<names>[一-龥]{{2,5}}(?:·[一-龥]{{2,6}}){{1,3}})"
)
_LABELLED_GLUED = re.compile(
    rf"(?:{_PERSON_IN_TEXT}){_LABEL_TAIL}(?P<names>{_SHORT_NAME})(?=\s?(?:联系电话|联系方式|电话|手机|\(?1[3-9]\d|\(?0\d{{2,3}}))"
)
_COMRADE = re.compile(
    rf"(?:(?<![一-龥])|(?<=[长任师员记席理由以为请和及事])|(?<=[人股室科处局办])(?!长)|(?<=会计))(?P<names>{_SHORT_NAME})(?=同志)"
)
# Right before 同志 a word of two or three characters is a name whatever its first character.
_COMRADE_ANY = re.compile(
    r"(?:(?<![一-龥])|(?<=[由请和及人股室科处局办]))(?![由请和及以为与对向各老女男长]|[一-龥]?(?:领导|干部)|分管|主管|所有|每位|其他)(?P<names>[一-龥]{2,3}(?:[、,][一-龥]{2,3}){0,5})(?=同志)"
)
_BY_ROLE = re.compile(rf"(?:{_ROLE_IN_TEXT})\s?(?P<names>{_NAMES})(?=同志|担任|任|兼|等|带队|主持|[、,。;)\s]|$)")
_WORDS = re.compile(
    r"成员|常委|方可|方案|任务|任职|任期|任命|高度|高效|高等|全体|党员|安排|安全|应当|应急|单位|关于|管理|项目|余额|花费|解决|解释|符合|时间|"
    r"文件|明确|连续|成立|成果|成本|包括|向社会|易地|石油|施工|施行|金额|资金|路线|车辆|费用|组长|主任|书记|局长|负责|同志|签字|盖章|审核|管护|"
    r"电话|联系|手机|职务|职称|姓名|会议|通过|相关|有关|统一|万元|亿元|左右|康复|农业|农村|农民|房屋|温馨|常务|常规|常态|冷链|边境|商务|商业|"
    r"华侨|江河|古镇|景区|宗教|应用|阳光|时限|时效|包干|米线|麻醉|查询|查看|明细|商品|荣誉|固定|路灯|卫生|卫健|席位|费率|司法|文化|文旅|夏季"
)
_CELL_NAME = re.compile(
    rf"(?<![一-龥])(?:{_NAME}|[一-龥]{{2,5}}(?:·[一-龥]{{2,6}}){{1,3}})(?![一-龥·])|(?<![一-龥]){_SHORT_NAME}(?={_ROLE}|同志|联系|电话)"
)
_ORGANISATION = re.compile(r"[一-龥]{2,}(?:[区县市局科室处股委厅院校站省镇乡队办厂]|中心|公司|小组|政府|部门|机构)")
_NOT_A_NAME = re.compile(
    rf"无|暂无|(?:副|正)?(?:{_ROLE})|{CHINESE_NUMERAL}+元?整?|.*(?:{_ROLE}|职务|单位|电话|日期|项目|签|章|评分)"
)

# Labels of forms that stand where a name was left out.
_NO_NAME = re.compile(
    r"年度|目标|指标|预算|金额|来源|类型|属性|分值|得分|执行|地址|邮编|等级|结论|概况|绩效|名称|内容|情况|编码|日期|如下|自评|评价|以上|同上|详见|附件|[合小总共]计|平均|序号|备注|数量|质量|产出|效益|成本|满意|决策|过程|管理"
)
_SHORT_WORD = re.compile(r"[一-龥]{2,3}")
_LONE_WORD = re.compile(r"(?<![一-龥·])[一-龥](?:[一-龥]{1,2}| {1,3}[一-龥])(?![一-龥·:])")

_CODE_BEFORE = re.compile(
    r"(?:编号|编码|代码|索引号?|文号|序号|标识码|备案?号?|信用码|备|书号|报表|证号)[::\s(]{0,4}[\w-]{0,4}$"
)
_BANK_BEFORE = re.compile(r"(?:卡号|账号|帐号|账户|帐户|银行卡|开户)[^。;\n]{0,16}$")
# Every number that is looked for has one of these in it, and each pattern looks at its first character first of all.
_LONG_NUMBER = re.compile(r"\d\d\d\d(?:\d{3}|[- ]\d{4})")
# A part of each that begins with a digit and nothing else, which is found ten times as fast.
_LIKE_MOBILE = re.compile(r"1[3-9]\d(?:\d{8}|[- ]\d{4}[- ]\d{4})")
_LIKE_LANDLINE = re.compile(r"0\d{2,3}(?:\)\s?|\s?[-—–]\s?)[2-9]\d{6}")
_LIKE_CARD = re.compile(r"\d(?:\d{15}|\d{3} \d{4} \d{4} \d{4})")
_MONEY_AFTER = re.compile(r"\s?(?:[元圆万亿%％]|[.,]\d)")
_MOBILE = re.compile(
    r"(?=[+\d])(?<![\dA-Za-z.,/-])(?:\+?86[- ]?)?1[3-9]\d(?:\d{8}|[- ]\d{4}[- ]\d{4})(?![\dA-Za-z]|-\d)"
)
_LANDLINE = re.compile(
    r"(?=[(0])(?<![\dA-Za-z.,/-])(?:\(0\d{2,3}\)\s?|0\d{2,3}\s?[-—–]\s?)[2-9]\d{6,7}(?:-\d{1,5})?(?![\dA-Za-z]|-\d)"
)
_PHONE = (
    r"(?:\(?0\d{2,3}\)?\s?[-—–]?\s?\d{7,8}(?:-\d{1,5})?|1[3-9]\d[- ]?\d{4}[- ]?\d{4}|1[3-9]\d{5,9}|400-?\d{3}-?\d{4}|"
    r"\d{7,8}(?:-\d{1,5})?)"
)
_NO_AMOUNT = r"(?![\d%元圆万亿]|[.,]\d)"
_PHONE_IN_TEXT = re.compile(
    rf"(?:{_PHONE_LABEL})\s?[:为]?\s{{0,3}}(?P<phone>{_PHONE}(?:[、,/;]\s?{_PHONE}){{0,4}}){_NO_AMOUNT}"
)
_PHONE_BEHIND_NAME = re.compile(
    rf"(?:{_PHONE_LABEL})\s?:\s{{0,3}}[一-龥]{{2,4}}[\s(,、]{{0,3}}(?P<phone>{_PHONE}){_NO_AMOUNT}"
)
_PHONE_IN_CELL = re.compile(rf"(?<![\d.]){_PHONE}{_NO_AMOUNT}")
_IDENTITY = re.compile(
    r"(?=[1-9])(?<![\dA-Za-z])[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
)
_MAIL = re.compile(r"(?<![\w.%+-])[\w.%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}", re.ASCII)
# One that is half masked already, or wrong, is personal all the same.
_SAID_IDENTITY = re.compile(r"身份证(?:件)?(?:号码?)?\s?:?\s{0,3}(?P<digits>[1-9][\d*Xx]{13,17})(?![\d*])")
_WECHAT = re.compile(r"微信(?:号码?)?\s?:\s?(?P<digits>[A-Za-z][\w-]{5,19})(?![\w-])", re.ASCII)
_QQ = re.compile(r"QQ群?(?:号码?)?\s?[::]?\s?(?P<digits>[1-9]\d{4,10})(?!\d)", re.IGNORECASE)
_CARD = re.compile(r"(?=\d)(?<![\dA-Za-z.-])(?:\d{16,19}|\d{4}(?: \d{4}){3}(?: \d{1,3})?)(?![\dA-Za-z.]|-\d)")


def redact(document: Document) -> Document:
    """The document with personal data masked by ＊ of the same length in text, blocks, cells and page furniture."""
    folded = fold(document.text)
    spans = [*_numbers(folded), *_names(folded)]
    listed = 0
    for block in document.tables():
        if block.grid is not None:
            spans.extend(_in_grid(document.text, block.grid))
            persons = person_rows(block.grid)
            listed += len(persons)
            spans.extend((cell.start, cell.end) for cells in persons for cell in cells)
    spans.extend(_repeated(folded, spans))
    text = _masked(document.text, spans)
    blocks = tuple(_redacted_block(block, document.text, text) for block in document.blocks)
    meta = replace(
        document.meta,
        furniture=_plain(document.meta.furniture),
        html_title=None if document.meta.html_title is None else _plain(document.meta.html_title),
        tags={name: _plain(value) for name, value in document.meta.tags.items()},
        links=_plain_links(document.meta.links),
    )
    notes = (*document.notes, f"{NOT_READ} {listed} rows of persons") if listed else document.notes
    return replace(document, text=text, blocks=blocks, meta=meta, notes=notes)


def _numbers(folded: str) -> Iterator[Span]:
    """Phones, identity numbers, mail addresses and bank cards; codes, index numbers and amounts are let be."""
    if any(label in folded for label in _PHONE_LABELS):
        for match in _PHONE_IN_TEXT.finditer(folded):
            yield match.span("phone")
        for match in _PHONE_BEHIND_NAME.finditer(folded):
            yield match.span("phone")
    for pattern, sign in ((_SAID_IDENTITY, "身份证"), (_WECHAT, "微信")):
        if sign in folded:
            for match in pattern.finditer(folded):
                yield match.span("digits")
    if "@" in folded:
        for match in _MAIL.finditer(folded):
            yield match.span()
    if "Q" in folded or "q" in folded:
        for match in _QQ.finditer(folded):
            yield match.span("digits")
    if _LONG_NUMBER.search(folded) is None:
        return
    for likeness, pattern in ((_LIKE_MOBILE, _MOBILE), (_LIKE_LANDLINE, _LANDLINE)):
        for match in pattern.finditer(folded) if likeness.search(folded) else ():
            if not _MONEY_AFTER.match(folded, match.end()) and not _follows(_CODE_BEFORE, folded, match.start()):
                yield match.span()
    if _LIKE_CARD.search(folded) is None:
        return
    for match in _IDENTITY.finditer(folded):
        if is_identity_number(match[0]) and not _follows(_CODE_BEFORE, folded, match.start()):
            yield match.span()
    for match in _CARD.finditer(folded):
        if _is_card(match, folded):
            yield match.span()


def _is_card(match: re.Match[str], folded: str) -> bool:
    """Luhn alone passes one code in ten: a card also begins like UnionPay's (62), or stands behind 卡号 or 账号."""
    digits = match[0].replace(" ", "")
    if not passes_luhn(digits) or _MONEY_AFTER.match(folded, match.end()):
        return False
    if _follows(_BANK_BEFORE, folded, match.start()):
        return True
    return digits.startswith("62") and len(digits) in (16, 19) and not _follows(_CODE_BEFORE, folded, match.start())


def _follows(pattern: re.Pattern[str], folded: str, at: int) -> bool:
    return pattern.search(folded[max(0, at - 24) : at]) is not None


def is_identity_number(number: str) -> bool:
    """Whether the check character of an 18-character identity number (GB 11643) is right."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], weights, strict=True))
    return "10X98765432"[total % 11] == number[17].upper()


def passes_luhn(digits: str) -> bool:
    """Whether the check digit of a card number (ISO/IEC 7812) is right."""
    total = 0
    for position, char in enumerate(reversed(digits)):
        digit = int(char) * (2 if position % 2 else 1)
        total += digit - 9 if digit > 9 else digit
    return total % 10 == 0


def _names(folded: str) -> Iterator[Span]:
    """Names that a label, a role or 同志 marks in running text."""
    labels = [label.start() for label in _LABEL.finditer(folded)]
    roles = [role.start() for role in _A_ROLE.finditer(folded)]
    for pattern, places in ((_LABELLED, labels), (_LABELLED_GLUED, labels), (_BY_ROLE, roles)):
        for match in _matched_at(pattern, folded, places):
            yield from _each_name(folded, *match.span("names"))
    for match in _matched_at(_LABELLED_ANY, folded, labels):
        for word in _SHORT_WORD.finditer(folded, *match.span("names")):
            if _may_be_name(word[0]):
                yield word.span()
    for match in _comrades(_COMRADE, _LONGEST_NAME, folded):
        yield from _each_name(folded, *match.span("names"))
    for match in _comrades(_COMRADE_ANY, _LONGEST_LIST, folded):
        for word in _SHORT_WORD.finditer(folded, *match.span("names")):
            if _may_be_name(word[0]):
                yield word.span()
    if "·" in folded:
        for match in _matched_at(_LABELLED_DOTTED, folded, labels):
            yield match.span("names")


def _matched_at(pattern: re.Pattern[str], folded: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """The matches that begin at one of the places, from left to right, none inside another."""
    behind = 0
    for place in places:
        match = pattern.match(folded, place) if place >= behind else None
        if match is not None:
            behind = match.end()
            yield match


def _comrades(pattern: re.Pattern[str], longest: int, folded: str) -> Iterator[re.Match[str]]:
    """The names before 同志, looked for only there."""
    behind = 0
    at = folded.find("同志")
    while at >= 0:
        match = pattern.search(folded, max(behind, at - longest), at + 2)
        if match:
            behind = match.end()
            yield match
        at = folded.find("同志", at + 2)


def _each_name(folded: str, start: int, end: int) -> Iterator[Span]:
    for match in _ONE_NAME.finditer(folded[start:end]):
        if _is_name(_squeezed(match[0])):
            yield start + match.start(), start + match.end()


def _squeezed(text: str) -> str:
    return "".join(text.split())


# A report names the same few persons again and again.
@lru_cache(maxsize=1024)
def _is_name(written: str) -> bool:
    if "·" in written:
        return True
    if len(written) > 2 and _ORGANISATION.fullmatch(written):
        return False
    return _WORDS.search(written) is None and _NOT_A_NAME.fullmatch(written) is None


@lru_cache(maxsize=1024)
def _may_be_name(written: str) -> bool:
    """Whether a short word in the place of a name is one, whatever its first character."""
    return _is_name(written) and _NO_NAME.search(written) is None


def _in_grid(text: str, grid: Grid) -> Iterator[Span]:
    """Names and phones in the cells beside and below personal labels."""
    if _MARKS_A_CELL.search(_squeezed(fold("".join(cell.text for cell in grid.cells)))) is None:
        return
    rows = grid.rows()
    heads: dict[int, int] = {}
    for cell in grid.cells:
        said = _squeezed(fold(cell.text))
        if _MARKS_A_CELL.search(said) is None:
            continue
        right = _right_of(rows, cell)
        if right is not None:
            if _PERSON_CELL.fullmatch(said):
                yield from _person_cell(text, right, alone=True)
            if _PHONE_CELL.fullmatch(said):
                yield from _matches(_PHONE_IN_CELL, text, right)
            if _HOME_CELL.fullmatch(said) and not _is_head(right):
                yield right.start, right.end
        if _COLUMN_HEAD.fullmatch(said) and right is not None and _is_head(right):
            heads[cell.column] = cell.row
    for column, row in heads.items():
        for below in _below(rows, row, column):
            yield from _person_cell(text, below, alone=below.row == row + 1)


def _right_of(rows: list[list[Cell | None]], cell: Cell) -> Cell | None:
    column = cell.column + cell.column_span
    return rows[cell.row][column] if cell.row < len(rows) and column < len(rows[cell.row]) else None


def _is_head(cell: Cell) -> bool:
    """Whether the cell beside a label is a head too (姓名 | 职务 | 单位), so that persons stand below."""
    return (
        re.search(
            r"职务|职称|单位|部门|签|姓名|电话|评分|分工|专业|身份证|金额|序号|备注|日期|时间|[住地]址|年龄|性别|人数|原因",
            cell.text,
        )
        is not None
    )


def _below(rows: list[list[Cell | None]], row: int, column: int) -> Iterator[Cell]:
    """The cells below a head, down to the first that holds neither a name nor nothing."""
    for line in rows[row + 1 :]:
        cell = line[column]
        if cell is None or not cell.text.strip():
            continue
        if len(_squeezed(cell.text)) > 10:
            return
        yield cell


def _person_cell(text: str, cell: Cell, *, alone: bool) -> Iterator[Span]:
    """The names in a cell of persons, where a name stands alone or before its role, and the phones beside them.

    With `alone` the cell is that of one label, and a short word in it is a name whatever its first character.
    """
    folded = fold(text[cell.start : cell.end])
    for match in _CELL_NAME.finditer(folded):
        if _is_name(_squeezed(match[0])):
            yield cell.start + match.start(), cell.start + match.end()
    if alone:
        words = [word.span() for word in _LONE_WORD.finditer(folded) if _may_be_name(_squeezed(word[0]))]
        yield from ((cell.start + first, cell.start + last) for first, last in words)
    yield from _matches(_PHONE_IN_CELL, text, cell)


def _matches(pattern: re.Pattern[str], text: str, cell: Cell) -> Iterator[Span]:
    for match in pattern.finditer(fold(text[cell.start : cell.end])):
        yield cell.start + match.start(), cell.start + match.end()


def _repeated(folded: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Wherever else a full name of three and more characters stands; shorter ones could be words."""
    names = {folded[first:last] for first, last in spans if last - first >= 3}
    known = [name for name in sorted(names) if _FULL_NAME.fullmatch(name)][:_MOST_NAMES]
    if known:
        for match in re.finditer("|".join(known), folded):
            yield match.span()


def _plain(text: str) -> str:
    folded = fold(text)
    if not _is_suspect(folded):
        return text
    return _masked(text, [*_numbers(folded), *_names(folded)])


def _is_suspect(folded: str) -> bool:
    return _SUSPECT_FIGURE.search(folded) is not None or _SUSPECT_WORD.search(folded) is not None


def _plain_links(links: tuple[Link, ...]) -> tuple[Link, ...]:
    # Most pages name nobody in any of their hundred links.
    if not _is_suspect(fold("\n".join([link.text for link in links]))):
        return links
    return tuple(replace(link, text=_plain(link.text)) for link in links)


def _masked(text: str, spans: Iterable[Span]) -> str:
    pieces: list[str] = []
    written = 0
    for first, last in sorted(spans):
        if last > written:
            pieces += (text[written:first], _blackened(text[max(first, written) : last]))
            written = last
    return "".join([*pieces, text[written:]])


def _blackened(words: str) -> str:
    """As many masks as characters; line breaks and tabs stay, for they part cells and lines."""
    if "\n" not in words and "\t" not in words:
        return MASK * len(words)
    return _MASKED.sub(lambda run: MASK * len(run[0]), words)


def _redacted_block(block: Block, before: str, after: str) -> Block:
    grid = block.grid
    if grid is not None and grid.caption is not None:
        grid = replace(grid, caption=_plain(grid.caption))
    if before[block.start : block.end] == after[block.start : block.end]:
        return block if grid is block.grid else replace(block, grid=grid)
    mask = _mask_of(before, after)
    if grid is not None:
        cells = tuple(replace(cell, text=mask(cell.text, cell.start, cell.end)) for cell in grid.cells)
        grid = replace(grid, cells=cells)
    masked = mask(block.text, block.start, block.end)
    return Block(block.kind, block.start, block.end, masked, block.level, grid, block.locator)


def _mask_of(before: str, after: str) -> Callable[[str, int, int], str]:
    """A function that masks a part of the text which may lack line breaks and spaces of its span."""

    def mask(part: str, start: int, end: int) -> str:
        old, new = before[start:end], after[start:end]
        if old == new:
            return part
        if old == part:
            return new
        chars, at = [], 0
        for char in part:
            found = old.find(char, at, at + _LONGEST_GAP)
            # A character that the reader put in itself (a space between lines) is none of the document's.
            if found < 0 or (char.isspace() and not old[at : at + 1].isspace()):
                chars.append(char if char.isspace() or found >= 0 else MASK)
                continue
            chars.append(new[found])
            at = found + 1
        return "".join(chars)

    return mask
