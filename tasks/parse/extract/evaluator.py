"""Who gave the score: the unit itself, its department, the finance bureau, or a firm that the bureau hired."""

from __future__ import annotations

import re
from functools import lru_cache

from tasks.parse.extract.spans import narrow

_FIRM = re.compile(
    r"(?:会计师事务所|咨询(?:有限)?(?:责任)?公司|评估有限公司|资产评估|第三方(?:机构|评价机构"
    r"|单位)?)[^。\n]{0,30}(?:受|接受|对|开展|实施|进行)"
    r"|(?:委托|聘请|引入)[^。\n]{0,24}(?:会计师事务所|咨询[^。\n]{0,4}公司|第三方)"
    r"|评价机构\s*:[^\n]{0,24}(?:事务所|公司)"
    r"|受[^。\n]{2,30}(?:财政|委托方)[^。\n]{0,12}委托"
)
_FISCAL = re.compile(
    r"财政(?:重点)?绩效评价|财政重点评价|财政(?:再|抽查)评价|(?:财政局|财政厅)[^。\n《》]{0,12}(?:组织"
    r"|成立|组成了?|开展了?|对)[^。\n《》]{0,30}(?:绩效评价|重点评价)"
)
_DEPARTMENT = re.compile(
    r"部门(?:重点)?(?:绩效)?评价(?:报告|得分|小组)|主管部门(?:组织|开展|对)|评价(?:工作)?(?:小)?组[^。\n]{0,20}(?:对|赴|通过)"
)
_SELF = re.compile(r"自评|自我评价|自查评价")


@lru_cache(maxsize=4)
def read_evaluator(text: str, title: str = "") -> str:
    """A word of `warehouse.vocabulary.EVALUATORS`; a report that says nothing of it is the unit's own.

    A title that says 自评 holds against everything: firms help with such reports too. Else a report by the bureau
    or a firm may cite the unit's own 自评, so that they are asked for first.
    """
    if _SELF.search(narrow(title)):
        return "unit_self"
    narrowed = re.sub(r"《[^》]{0,200}》", "", narrow(text))
    head = narrowed[:2500]
    if _FIRM.search(head):
        return "third_party"
    if _FISCAL.search(narrow(title)) or ("评价" in title and _FISCAL.search(head)):
        return "fiscal"
    if _SELF.search(narrowed):
        return "unit_self"
    if _FISCAL.search(narrowed):
        return "fiscal"
    return "department" if _DEPARTMENT.search(head) else "unit_self"
