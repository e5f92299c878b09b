"""The words of which every paper of the genre is made, by kind: what is made of them alone names no project."""

from __future__ import annotations

YEAR = r"(?:19|20)\d\d年?度?"
TIME = r"[当本今去往上下]年度?|以前年度|[上下]半年|半年度?|[一二三四]季度|年度|历年|全周期"
LEVEL = r"中央|自治区|[省市县区州盟旗乡镇村][级直]?|本级|[各上]级|级|地方"
BODY = r"部门|单位|财政|政府|[局厅]|中心"
MONEY = (
    r"资金|经费|基金|款项|拨款|项目|工程|专项|补助|补贴|资助|转移支付|债券|金额|规模|总[额量]|合计|一般|公共|公用|新增|事业|政策"
    r"|整体|重点|综合|发展"
)
FLOW = (
    r"预算|决算|核[定拨]|批复|下[达拨]|收[到入]|到位|筹集|归集|收支|调[入出减整]|划[拨转]入?|返还|缴入|安排|分[配成解]|拨[付入款]"
    r"|使用|执行|列支|支[出付]|留[用成存]|结[转余存]|剩余|余额|可用|实际|累计"
)
"""What becomes of money from the budget to what is left."""
PAPER = r"绩效|评价|自评|目标|跟踪问效|报告|申报|表|内容|情况|名称|来源|开展|实施|简[要述介]|概[述况括]"
ACT_NO = r"[〔\[(【﹝]\s?\d{4}\s?[〕\])】﹞](?:\s?[一-龥]{2,4})?\s?第?\s?\d{1,5}\s?号"
"""The year and number of an act or a letter: 青财农〔2022〕26号, 某会〔2023〕绩评第38号."""
LINK = r"\d{1,4}个|[中及和与()、的对等个各]|关于|全部|部分|所有|其中"
OUTLINE = (
    r"\([^()]*\)|基本|总体|主要|相关|概况|指标|产出|效益|效果|成效|满意度|决策|过程|组织|管理|投入|工作|完成|实现|设[定置]"
    r"|进展|立项|建设|用途|对象|程序|扶持|统筹|整合|涉农|投资|区域|分析|结论|说明"
)
"""What the headings of a report speak of besides: the outline that the finance ministry gives it."""

GENRE = (TIME, LEVEL, BODY, MONEY, FLOW, PAPER, LINK)


def made_of(*kinds: str) -> str:
    """A pattern of words of some kinds and of nothing else.

    Words of one kind stand within those of another: what was taken once is never tried in another way.
    """
    return rf"(?>{'|'.join(kinds)})*+"
