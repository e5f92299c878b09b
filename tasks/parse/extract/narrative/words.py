"""The words of money in prose: what an amount measures, whose money it is, and what makes it no fund at all."""

from __future__ import annotations

import re

from tasks.parse.alternation import any_of
from tasks.parse.terms import BRINGS, HANDS_OUT, NO_ACT, SPENDS

_SO_MUCH = r"(?:共计|合计|总计|总额|共|计|为|是|:)*$"
"""What may stand between the word for an amount and the amount itself (资金指标共计为)."""

_MONEY = r"(?:资金|公益金|经费)"
_TO_US = r"(?:给|至)?[我本][县市区旗州省校院镇乡局]"
_GRANTED = rf"(?=[^,;。]{{0,24}}(?:资金|经费|补助|奖补|公益金|拨款|资助)(?:金额)?{_SO_MUCH})"
_DOES = any_of((*BRINGS, *SPENDS, *HANDS_OUT, "投入", "安排", "补助", "投资"))
_WHOLE_INCOME = "(?<![一-龥](?<![年度门位金目算期级局委际的]))总收入"
"""The income of a year, of a body, of a project; 业务总收入, 旅游总收入 are earned."""
_ALTERED = r"(?:调[整剂增减]|[压核]减|追[加减])"


def _words(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives))


# In falling order of how much a word says; among equals the one that stands nearest to the amount holds.
MEASURES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "budget_initial",
        _words(
            "年初(?:部门|批复|财政|项目|下达)?的?预算",
            "年初批复|年初安排|[从由]年初的?$",
            "预算批复|批复的?(?:部门)?预算",
        ),
    ),
    (
        "budget_adjusted",
        _words(
            "全年预算|应到位|(?:最终|实际下达)预算",
            rf"{_ALTERED}后的?(?:(?:全年|年度)?(?:预算|指标)|(?:为|共计|合计|共)?$)",
            rf"预算调整(?:之?后|为)|{_ALTERED}[至为到]$",
        ),
    ),
    (
        "planned",
        _words(
            r"概算|估算|(?<!完成)(?<!实现)总投资|投资计划|批复总?(?:投资|概算)|立项批复",
            rf"(?:计划|(?<![模虚比])拟于?|预计|将){_DOES}|计划(?:总额|数|额|金额)",
            "申请|申报(?!率|书|表|材料|要求|条件)",
            f"(?<![还尚仍按急])需要?(?:投入|{any_of(HANDS_OUT)}|(?:补助|项目|配套|财政)?(?:资金|经费))|总?(?:资金|经费)总?需求",
        ),
    ),
    (
        "received",
        _words(
            f"下达的?(?:预算)?指标|{any_of(BRINGS)}|拨款(?!收入)(?<!支出财政拨款)(?<!使用财政拨款)",
            f"(?:补助|分配|转移支付){_TO_US}|落实(?=[^,;。]{{0,20}}(?:资金|经费|补助))",
            f"(?:共分配[^,;]{{0,16}}|{_MONEY}(?:共|实际)?分配){_MONEY}?{_SO_MUCH}",
            f"收(?=中央|自治区|[省市州县区]级|上级|财政)|(?:取得|获得|得到|获批|争取到?|(?<=[省市州县区旗镇乡局委])获){_GRANTED}",
            f"{_WHOLE_INCOME}|(?:决算|财政拨款|本年|全年|当年|年度|实际|补助|资助|公益金|分成|事业|经营|其他)收入",
            "(?:^|[,;:、年])收入(?:为|共|共计)?$|收入(?:合计|总计|总额|决算(?:总[额计])?数?|:)",
            "(?:累计|共|已)(?:发行)?(?=[^,;。]{0,16}债券(?:资金)?$)|实到|实际配套|留[用成](?:资金|公益金)?" + _SO_MUCH,
        ),
    ),
    (
        "spent",
        _words(
            f"(?<!未)(?<!转移)(?<!整合){any_of(SPENDS)}(?<![应欠拖待]付款){NO_ACT}|实际转移支付|(?<=[共实已计])支(?![出付持配撑援部])",
            f"{_MONEY}(?:·[^·]{{0,12}}·)?完成(?:数|额)?$|(?:完成|实现|实际)(?:项目|工程|固定资产|建设)?总?投资(?!计划)|(?:实际|累计)完成$",
            f"(?<!收入)决算(?:数|总?金额)|(?<!总)决算$|竣工(?:财务)?决算(?:金额|价)?{_SO_MUCH}",
            "(?<![应未欠拖])付清?(?:工程|尾|货|余)?款$|发生(?:费用|支出|[金数]?额)",
            "(?:共|累计|实际|全年|总计|合计|已)[^,;。]{0,12}发放[^,;。]{0,12}$|(?:完成|目前)已?(?:资金)?发放$",
            f"{any_of(HANDS_OUT)}(?:各类|各项)?(?:补贴|补助|扶助|直补|奖补|专项|救助)?资金",
        ),
    ),
    ("budget_adjusted", _words(f"(?:资金|预算|经费)指标{_SO_MUCH}|指标(?:金额|额度){_SO_MUCH}")),
    (
        "balance",
        _words(
            "结余|节余|结转|结存|余额|指标收回|(?:^|[,;])[尚还仍剩净结]?余款?$|剩余(?!部分|的|工程|任务|款项?将)",
            "未(?:形成)?(?:支出|执行|使用|支付|报账|兑付|发放)",
        ),
    ),
    ("budget_initial", _words(r"批[复准](?:数|额|(?:[^,;下预]{0,12}(?:资金|金额|经费))?)(?:为|:)?·{0,3}$")),
    (
        "budget_adjusted",
        _words(
            "(?<!一般公共)(?<!性基金)(?<!资本经营)预算(?!内|执行|完成|单位|部门|绩效|科目|管理|法|编制|支出绩效)",
            "安排|核定",
        ),
    ),
)

WEAK_RECEIVED = _words(
    "投入(?!使用|营运|运[营行]|生产)",
    "(?:级|财政|街道|乡镇|单位|集体|企业|公司|合作社|群众|农户|学校|业主)(?:承担|自筹|解决)(?:资金|经费)?$",
    "(?:中央财政|级(?:以上)?财政|上级)补助(?:资金|经费)?$",
    r"(?:级|财政)(?:配套|匹配)(?:资金|经费|[^,;、:\d]{0,20}(?:资金|经费))?$",
)
"""投入 alone is neither clearly budget nor money received; received where nothing else stands by it."""

WHOLE_SUM = _words(
    f"项目总金?额{_SO_MUCH}",
    f"(?:[资基]|公益)金(?:总额|规模|总量|数额|金额|额度|总规模|总?盘子){_SO_MUCH}|经费(?:数额|金额){_SO_MUCH}",
    f"总资金{_SO_MUCH}|资金(?=共|合|总){_SO_MUCH}|共有(?:项目|专项)?资金{_SO_MUCH}",
    f"级财政资金[^,;]{{2,24}}(?=共计|合计){_SO_MUCH}",
)
"""资金总额200万元 without any verb says what the project has to spend; a word of less weight than any other."""

APPROVED_FOR = re.compile(r"批复[^,。;]{0,14}(?:支出|经费|项目|资金)")
"""批复我局项目支出160万元: an approval of the budget, although 支出 stands nearest to the amount."""

_GIVES = r"(?:补(?!充|偿|救)|资金|专项|下达|安排|投入|承担|负担|拨|出资|筹)"
"""What may stand behind the bare word of a level (市补48万元)."""


YEARS_BEFORE = "上一?年度?|以前年度|历年|往年|年初"
"""What is left of these is no money of this year."""


def _level(names: str, acts: str, besides: str = "(?!)") -> re.Pattern[str]:
    """The money of a level: by the signs of its budget, by acts that are nobody else's, or bare before what it gives.

    我省, 全县 and 城市 are places and give nothing.
    """
    of_budget = rf"(?:{names})(?:级(?!以下)|本级|财政|配套|分成|留成)"
    return _words(of_budget, rf"(?<![我全本强城]){acts}", rf"(?<![一-龥])(?:{names}){_GIVES}", besides)


SOURCES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "carryover",
        _words(f"(?:{YEARS_BEFORE})(?:结转|结余)", "结转(?:结余)?(?:资金|项目|经费)"),
    ),
    (
        "own_or_other",
        _words(
            "自筹|自有资金|财政专户|银行贷款|非财政|社会(?:筹集|筹资|资本|资金|投入|捐赠)|其他(?:资金|收入|渠道|来源)",
            "(?<!补助)(?<!支持)(?<!引导)(?<!对)(?<!给)地方(?:资金|财政(?!部)|配套|分成(?!比)|投入)",
            "(?:乡镇|[镇乡村]|街道)(?:级(?=集体(?!经济)|[财资配自投补承负出筹安预]|[^一-龥]|$)|本级|集体(?!经济)|自有|自行|配套)",
            "(?:企业|公司|合作社|农户|群众|业主|学校|医院|(?<!预算)单位)(?:自行)?(?:配套|投入|出资)",
            "(?<![^和及与中、,;:(])单位资金|(?<!财政专户管理的)事业收入|经营收入",
        ),
    ),
    (
        "county",
        _level(
            "市县|县区|区县|县|(?<![一-龥]园)(?<!地)(?<!治)区|旗县?",
            "县(?:下达|安排|补助|拨付)",
            "(?<![省、])[市州盟][、和及]?[县区旗]两级",
        ),
    ),
    ("city", _level("市|州|地|盟", "盟?市(?:补助|资金)")),
    (
        "province",
        _level(
            "(?<!全)(?<!强)省",
            "省(?:下达|拨|内?安排|投入|预算|补助|资金|专项|补)",
            "自治区(?:另|再|又|匹配)*(?:级|财政|本级|配套|补助|下达|下拨|拨付|安排|投入|预算|资金|专项)",
        ),
    ),
    ("central", _words("中央", "国家(?:投资|补助|拨付|下达|专项)")),
    (
        "fiscal",
        _words(
            "财政(?:拨款|资金|经费|性资金|预算|安排|投入|补助|补贴|奖补(?!项目|资金)|下达|专项资金|拨付|支持|一般)",
            "公共(?:财政)?预算|一般公共预算|政府性基金|国有资本经营预算",
        ),
    ),
)
"""The level whose word stands nearest to the amount holds; 财政 alone only where no level is named."""

NOT_A_SOURCE = re.compile(
    r"以[上下]|组织|批复|审批|审核|主管|示范|重点(?:项目|工程|镇|村)|验收|评审|审计|贫困|领导"
    r"|政府(?!债)|有关|相关|文物保护单位|公立医院|龙头|自然保护区|森林公园|湿地公园|开发区|园区"
)
"""Behind the word of a level: 县级批复总投资, 省级示范县 say whose act or honour it is, and not whose money."""

AGENCY = re.compile(
    r"(?:省|市|县|区|州|自治区)?财政(?:局|厅|部|所)|(?:发展改革|发改|水利|民政"
    r"|教育|农业农村)[^,。;]{0,6}(?:厅|局|部|委)"
)
"""A bureau that hands money out says nothing of whose money it is."""

PARTS = _words(
    "其中|,即(?![为是将使])|内[有含]|里面|包括|包含|分别[为是]|分[作为]|用于|主要支出[为是]|构成|由[^,。;]{0,12}组成",
    "资金来源(?:为|是|:)|(?:资金|经费)安排(?:情况)?(?:是|为|如下):|明细(?:如下|为|是)?:|具体[为是:]",
)
"""From here to the end of the sentence amounts are parts of the one before."""

ITEM = re.compile(
    r"(?:人员|公用|办公|工资|设备|采购|购置(?!(?:与应用)?补[贴助])|差旅|会议|培训|劳务|维修|印刷|咨询"
    r"|租赁|水电|基本支出|项目支出|商品和服务|对个人|三公|接待|公务用车"
    r"|工程费|预备费|利息|其他费用)"
)
"""What a part was used for; a part counts as a fund only by its source or its year."""

OTHER_SUBJECT = re.compile(
    r"三公|公务接待|公务用车|因公出国|会议费|差旅费|基本支出|人员经费|(?<!生均)公用经费|人员支出|政府采购"
)
"""Kinds of a unit's spending that are not the project's, nor the department's whole."""

NOT_COME = r"未(?:及时|足额|全部|全额|按时|能|予)*(?:拨付|下达|到位)"
"""What is still to come has not been received."""

FORESEEN = r"(?:预计|预期|(?<![按照])计划)[^,;。]{0,4}(?:全年|年底|年末|下半年|[到至]\d{1,2}月)"
"""What half-yearly reports expect of the rest of the year."""

NO_FUND = _words(
    rf"{FORESEEN}[^,;]{{0,8}}(?:支出|执行|使用|支付)",
    # Prices and standards, bounds and goals, comparisons and effects.
    "(?<!高)标准(?!化)|[人亩户]均|生均(?!公用经费)|单价|均价|控制价|每(?!年|季|期|笔|项|批)[一-龥]",
    "最(?:高|低(?!生活))|限额|门槛|[高低]于|不少于|不超过|至少|[≥≤<>]|目标值|指标值|超(?:出|过)[^,;]{0,6}(?:预算|概算)",
    "[较比]上年|同比|收支差额|社会效益|经济效益|纳入[^,;]{0,8}(?:评价|自评)范围|不含[^()]*$",
    # What is sought or still to come, what was taken away.
    "力争|争取(?![^,;。]{0,24}资金|到?$)|引资|信贷|申贷|授信|[还尚仍]需|[还尚]缺|缺口",
    f"应(?:配套|承担|支付|拨付|执行|支出|发放)|待(?:支付|拨付|付)|{NOT_COME}",
    "(?:调[减增]|[核压]减)(?!后|[至为到]$)|追[加减](?!后)|上[缴交]|扣[除减回]|违规|挪用|截留|套取|挤占|滞留|虚报",
)
"""Words in an amount's clause that make it a price, a standard, a target, a comparison or an item of running costs."""

_OF_OTHERS = _words(
    # Differences: how much more, less or saved.
    "多(?:出|了)?|少了?|增加(?:了|额)?|增长了?|减少了?|下降了?|上升|超过|节[约省](?:资金|了)?|相差|增收|多付|审减",
    # What others earn, owe or lost, and what things are worth.
    "收入|收益|产值|利润|营业额|销售额?|门票|奖金|纳税|税收|捐款|罚款|追回|挽回|损失|资产|价值|库存|储备|物资(?!支)",
    "(?<![资经][金费])(?<!资金总)(?<!经费总)需求|融资|(?<!银行)贷款(?!贴息)|欠款|债务|注册资本|保额|赔付",
    # What was agreed on with those who sell.
    "合同总?(?:价款?|金额|总价|额)|(?:中标|成交)(?:价|金额)?|招标(?:价|控制价)?|采购预算(?:金额)?",
)
NO_FUND_BESIDE = re.compile(rf"(?:{_OF_OTHERS.pattern})[^,;、]{{0,4}}$|[^,;、]各$")
"""Words right before an amount that make it somebody else's money, a result or a difference."""

FUND_INCOME = re.compile(
    rf"{_WHOLE_INCOME}|(?:财政拨款|决算|本年|当年|全年|年度|预算|实际|分成)收入|(?:^|[^一-龥]|年)收入\s*(?::|(?:为|共|共计)?$)"
    r"|收入(?:合计|总计|总额|决算)|(?:其他|事业|经营|补助|资助|公益金|资金|经费)收入"
)
"""收入 that is a department's own income, unlike that of farmers or of tickets."""

LEAVES_PARTS = re.compile(
    r"[本当]年支出|实际|累计|目前|至今|全年|调[整剂]后|截[至止]|年末|年底|到位|结余|剩余|执行|完成支[出付]|已(?:全部|全额|足额|通过[^,;]{1,10})?(?:支[出付用]|列支|报账|报销|使用|兑付|发放)|决算|(?:共|共计|合计|总)支[出付]"
)
"""Words of a clause that speaks of the whole again after a list of parts or of uses."""

NO_FUND_BEHIND = re.compile(
    r"\s*(?:/|每|(?:的)?(?:资金)?(?:尚|暂|还|仍)?未(?:能)?(?:及时|足额|全部)?到位|的(?:最低|最高|补助|发放|资助)?标准|以上|以下|以内|左右的目标|的目标|纳入\d{4}年度?预算)"
)
