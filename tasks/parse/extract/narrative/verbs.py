"""What words behind an amount say became of it: 40万元已全部拨付到位, 40万元,目前已按规定兑付给农户."""

from __future__ import annotations

import re

from tasks.parse.alternation import any_of
from tasks.parse.terms import BRINGS, HANDS_OUT, SPENDS

CAME, WENT = any_of(BRINGS), any_of((*SPENDS, *HANDS_OUT))

_PAYEES = "企业|施工|承建|供应商|农户|贫困户|脱贫户|学生|受益"
PAID_OUT = re.compile(rf"(?:拨付|下达|支付|划拨|转入)[^,;]{{0,8}}(?:{_PAYEES})|(?:工程|进度|货|材料|服务)款")
"""拨付 to those whom the project pays is spending; to the project it is arrival."""

_MONEY = re.compile(
    r"(?:元)?的?(?:(?:项目|补助|补贴|专项|财政|上述|该)*(?:资金|经费|款项|预算|指标)|[^,;。、:(\d已全]{2,14}?(?:资金|经费|公益金|补助款?|款项))?"
)
_STOP = re.compile(r"[,;、。:(\n]")
_VERB = re.compile(rf"(?P<spent>{WENT})|(?P<received>{CAME}|落实(?=到位|$))")
_SIGN = re.compile(rf"{WENT}|{CAME}|落实|结转|[至给到入]")
"""What all that can be told behind an amount has in it; most words behind amounts have nothing of it."""
_NO_VERB = re.compile(r"率|进度|情况|管理|方案|标准|监管|范围|单位|[的和及与]?(?:文件|通知|过程)")
_DONE = re.compile(
    r"已经?|均|都|现已|业已|全部|全面|全额|全数|足额|悉数|如数|及时|按时|按期|如期|一次性|陆续|顺利|提前|分[一二两三四\d]?批次?|直接|逐级"
)
_ASIDE = re.compile(
    r"[上下]半年|第?[一二三四]季度|就|按规定|按要求|依规|严格|(?:在)?规定(?:的)?(?:时限|时间|期限)内?|目前|现|至今|当年|年内|年底|[截于在]?[至止]?(?:(?:19|20)\d\d年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|末|初|[上中下]旬)?(?:之?前|内)?"
    r"|由[一-龥]{2,12}|通过[一-龥“”]{2,16}|从[一-龥]{2,10}|按照?[一-龥]{1,10}|经[一-龥]{2,12}|资金|完成|投入"
)
_ON = re.compile(rf"[^,;。]{{0,4}}(?:并|且|及)[^,;。]{{0,4}}?(?:{WENT})")
_OBJECT = re.compile(
    r"(?:元)?的?([^,;。、:(\d]{0,24}?(?:资金|经费|公益金|补助款?|奖补|拨款|专款|债券))(?=[,;。、:(]|$)"
)
_USED_AT_ONCE = re.compile(rf"(?:{WENT})(?![率情])")
"""全额拨付使用: two verbs in a row, of which the last tells what became of the money."""
_BALANCE = re.compile(
    r"(?:的?(?:项目)?(?:资金|经费))?(?:(?:尚|暂|还|仍)?未(?:形成)?(?:支付|使用|支出|执行|拨付|发放|兑付)"
    r"|(?:已|全部|全额)*结转(?=[下至到]))"
)
_PAYEE = re.compile(rf"(?:元)?(?:至|给|到)[^,。;]{{0,8}}(?:{_PAYEES}|公司|机构|个人|商户|残疾人(?!联))")
_USED_UP = re.compile(
    r",?用于[^。;\d]{2,60},(?:已|均已)?(?:全部|全额|足额|全数|及时|按时)+(?:执行|支出|使用|支付|发放)(?:完|到位)?"
)
_PLANNED_IN = re.compile(
    r"(?:的?(?:项目)?(?:资金|经费))?(?:已|均|全部|全额)*(?:纳入|列入)了?(?:\d{4}年度?)?(?:年初|部门|年初部门|财政)预算"
)
_WHOLE_CLAUSES = (
    ("budget_initial", _PLANNED_IN),
    ("balance", _BALANCE),
    ("spent", _PAYEE),
    ("spent", _USED_UP),
)
_FAR = 60


def object_behind(behind: str, *, followed: bool) -> str:
    """The noun behind an amount whose verb stands before it (获批2.5亿元专项债券资金); empty where there is none."""
    match = _OBJECT.match(behind)
    return match[1] if match and not (followed and match.end() == len(behind)) else ""


def told_behind(behind: str, *, followed: bool) -> tuple[str, ...]:
    """The measures that the words right behind an amount give it, mostly none or one.

    `followed` tells that another amount stands behind those words: a verb that runs up to it is that one's.
    """
    words = behind[:_FAR]
    if _SIGN.search(words) is None:
        return ()
    for measure, pattern in _WHOLE_CLAUSES:
        match = pattern.match(words)
        if match and (not followed or re.search("[,;、]", behind[match.end() :])):
            return (measure,)
    start = _end_of(_MONEY, words)
    apart = words[start : start + 1] == ","
    if apart:
        start = _end_of(_MONEY, words, start + 1)
    stop = _STOP.search(words, start)
    if stop is None and followed:
        return ()
    clause = words[start : stop.start() if stop else len(words)]
    return _of_clause(clause, apart=apart)


def _of_clause(clause: str, *, apart: bool) -> tuple[str, ...]:
    """What a clause whose subject is the amount before it says; `apart` tells that a comma stands between."""
    for verb in _VERB.finditer(clause):
        before, after = clause[: verb.start()], clause[verb.end() :]
        done = _DONE.search(before) is not None or re.search(r"\d[年月日]", before) is not None
        if _NO_VERB.match(after) or _ASIDE.sub("", _DONE.sub("", before)):
            continue
        if not done and (verb["spent"] or apart or after.startswith("用于")):
            continue
        if verb["spent"] or PAID_OUT.match(clause, verb.start()) or _USED_AT_ONCE.match(after):
            return ("spent",)
        return ("received", "spent") if _ON.match(after) else ("received",)
    return ()


def _end_of(pattern: re.Pattern[str], words: str, start: int = 0) -> int:
    match = pattern.match(words, start)
    return match.end() if match else start
