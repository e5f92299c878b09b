"""Names of public bodies in running text: 保山市政务服务管理局, 中共保山市委办公室, 海口国家高新区管委会."""

from __future__ import annotations

import re

_SUFFIX = (
    r"(?:管理局|服务局|事务局|总局|分局|局|委员会|管委会|办公室|办事处|人民政府"
    r"|政府(?!专项|债|采购|投资|性|购买)|研究室|研究院|研究所|指挥部|服务中心|中心"
    r"|监察委|人民法院|人民检察院|法院|检察院|党校|政协|总工会|工会|联合会|纪委|农科院|科学院|医院|卫生院|站|厅|[残妇文侨]联|科协|领导小组|团委|红十字会|管理处|水库|林场)"
)
ENDS = "[局厅委办部院校学馆站所处会队司府心园社段团场镇乡中小科股室组联行街]|街道|机关|集团|海关"
"""What the names of bodies end in. A name that ends so may be anything: only where a body must stand does it hold."""
LEADS = (
    "关于|根据|按照|用于|通过|获得|欢迎|访问|光临|进入|下达|印发|拨入|报告|发布机构|建立|完成|确保|拓展|重组|由|对|为|在|经|报|向|照|据|按|请|受|与|及|是|了|的|将|给|到|从|至|让|以"
    "|年|度|日|月|我"
)
"""Words that stand before a body's name without a mark between; some of their letters stand in names as well."""
_SCHOOL = r"(?:大学|学院|中学|小学|学校|幼儿园)"
_PLACE = (
    r"(?:中共|中国共产党|共青团)?(?:[一-龥]{1,10}?|[Xx×*]{1,3}\s?)"
    r"(?:自治区|自治州|自治县|特别行政区|省|市|州|县|区|旗|盟|镇|乡)"
)
BODY = re.compile(rf"{_PLACE}[一-龥]{{0,18}}?{_SUFFIX}(?![一-龥]?(?:域|部门(?!整体|支出|预算|决算|项目|绩效|专项)))")
SCHOOL = re.compile(rf"{_PLACE}[一-龥0-9]{{0,14}}?{_SCHOOL}")
DONE_TO_IT = re.compile(r"(?:提升|改造|新建|改建|扩建|改扩建|维修|修缮|迁建|装修|除险|加固|整治)")
"""Behind a name: what it names is a house that is worked on."""
# Also the name of what is built or run, unless a year or the report's object follows: 某县图书馆建设项目.
_HOUSE = re.compile(
    rf"{_PLACE}[一-龥]{{0,18}}?(?:[一-龥]{{2}}部|监狱|[大支总]队|联合社|[一-龥]{{2}}馆)(?=(?:19|20)\d\d年|部门|关于|整体|单位|\(|$)"
    r"|共青团[一-龥]{2,10}?委(?:员会)?(?=(?:19|20)\d\d年|部门|关于|整体|\(|$)"
    r"|中国人民政治协商会议[一-龥]{2,12}委员会|[一-龥]{4,20}(?:中心|馆|院|剧团)(?=[^\S\n][一-龥]{4})"
    rf"|[一-龥]{{0,20}}?(?:{_SCHOOL}|医院|保健院|街道办事处|局|厅|委|委员会|办公室|中心|政府|法院|检察院)(?=(?:19|20)\d\d\s?年|关于\s?\d)"
)
_LONGER = re.compile(
    r"[一-龥]{2,10}?[站所队馆处](?=(?:19|20)\d\d年|部门|关于|整体|单位|\(|$)"
    rf"|[一-龥]{{0,4}}{_SUFFIX}|{_SCHOOL}|卫生院|医院|[一-龥]{{2,14}}分局"
)
# 某省委党校(某省行政学院): one body of two names.
_SECOND_NAME = re.compile(r"\([一-龥]{4,16}(?:学院|局|办公室|委员会)\)")
_BODY_ALONE = re.compile(
    rf"(?:中共)?[一-龥()]{{1,24}}?(?:{_SUFFIX}|{_SCHOOL}|部|院|所|委|办|队|馆|园|[一二三四五六七八九十]中"
    rf"|处|股|科|社|区|公司|集团|银行|会|乡|镇|街道|单位)"
)
_ANYTHING = re.compile(r".+", re.DOTALL)
_NOT_A_NAME = re.compile(r"^(?:关于|公开|公示|公布|本|我|该|各|全|由|对|为|在|和|与|根据|按照|经)|有关|相关|情况")


def body_at_start(words: str) -> re.Match[str] | None:
    """The public body whose name the words begin with."""
    match = _HOUSE.match(words) or BODY.match(words)
    if match is None or _NOT_A_NAME.search(match.group()) or _is_built(words, match):
        return None
    # 政务服务中心办公室: the suffix of a part of the name is not its end.
    longer = _LONGER.match(words, match.end()) or _SECOND_NAME.match(words, match.end())
    return _ANYTHING.match(words, 0, longer.end()) if longer else match


def _is_built(words: str, body: re.Match[str]) -> bool:
    """Whether a station or a reservoir is what is built (某某转运站提升改造项目) and not who builds."""
    return body.group().endswith(("站", "水库")) and DONE_TO_IT.match(words, body.end()) is not None


def is_body(words: str) -> bool:
    """Whether the whole of the words is the name of a body."""
    return _BODY_ALONE.fullmatch(words) is not None


def body_of_title(words: str) -> re.Match[str] | None:
    """The public body that a title names first, behind the year that some titles lead with (2022年度某市水利局…)."""
    year = re.match(r"(?:关于)?(?:(?:19|20)\d\d|[Xx×*]{2,4}(?=年))年?度?|关于", words)
    found = body_at_start(words[year.end() :]) if year else None
    if found is None:
        return body_at_start(words)
    # The match is made again on the whole title, so that its places are the title's.
    at = words.find(found.group())
    return _ANYTHING.match(words, at, at + len(found.group()))
