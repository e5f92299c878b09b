"""The words of money in prose: what an amount measures, whose money it is, and what makes it no fund at all."""

from __future__ import annotations

import re

# In falling order of how much a word says; among equals the one that stands nearest to the amount holds.
MEASURES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "budget_initial",
        re.compile(
            r"年初(?:部门|批复|财政|项目|下达)?(?:的)?预算|年初批复|年初安排|预算批复"
            r"|批复(?:的)?(?:部门)?预算|部门预算批复"
        ),
    ),
    (
        "budget_adjusted",
        re.compile(r"全年预算|调[整剂]后(?:的)?(?:全年)?(?:预算|指标)|预算调整(?:之后|后|为)|(?:最终|实际下达)预算"),
    ),
    (
        "planned",
        re.compile(
            r"概算|估算|(?<!完成)(?<!实现)总投资|计划投资|投资计划|计划安排|申请|申报(?:资金|金额|预算)"
            r"|拟投资|批复(?:总)?(?:投资|概算)|立项批复"
        ),
    ),
    (
        "received",
        re.compile(
            r"筹集|筹措|到位|下达(?:(?:的)?(?:预算)?指标)?|拨付|拨入|下拨|划拨|收到|到账|拨款(?!收入)|转入|拨给"
            r"|收(?=中央|自治区|[省市州县区]级|上级|财政)|(?:取得|获得|争取到)(?=[^,;。]{0,16}(?:资金|经费)$)"
            r"|(?:决算|财政拨款|本年|全年|当年|总|年度)收入|收入(?:合计|总计|总额|:)|留[用成](?:资金|公益金)?(?:共计|共|为|:)*$"
        ),
    ),
    (
        "spent",
        re.compile(
            r"(?:实际|累计|已|共|总|全年|本年|合计|实)?(?:支出(?!项目(?:为|:)?$|预算|绩效|进度|率|管理|责任"
            r"|科目|评价|政策)|(?<!转移)支付(?!率|进度)|列支|使用(?!率|情况|范围|管理"
            r"|单位)|执行(?!率|进度|情况|力)数?|花费|开支|用去|(?<=[共实已计])支(?![出付持配撑援部]))(?:数|额"
            r"|总额|金额|合计)?"
            r"|(?:资金|经费)(?:·[^·]{0,12}·)?完成(?:数|额)?$"
            r"|决算(?:数|总?金额)(?:为)?|竣工(?:财务)?决算(?:金额|价)?(?:为)?$|(?<![应未欠拖])付(?:清)?(?:工程|尾|货|余)?款$"
            r"|(?:共|累计|实际|全年|总计|合计)[^,;。]{0,4}发放[^,;。]{0,12}$|(?:完成|目前)(?:已)?(?:资金)?发放$"
            r"|(?:完成|实现)(?:项目|工程|固定资产|建设)?(?:总)?投资(?!计划)"
            r"|(?:发放|兑付|兑现)(?:各类|各项)?(?:补贴|补助|扶助|直补|奖补|专项|救助)?资金"
        ),
    ),
    ("budget_adjusted", re.compile(r"(?:资金|预算|经费)指标(?:共计|共|为|:)*$")),
    (
        "balance",
        re.compile(
            r"结余|结转|(?:^|[,;])余$|剩余(?!部分|的|工程|任务|款项?将)|未支出|未执行|未使用|余额|指标收回|收回"
        ),
    ),
    ("budget_initial", re.compile(r"批复(?:资金|金额)?(?:为|:)?$")),
    (
        "budget_adjusted",
        re.compile(
            r"(?<!一般公共)(?<!性基金)(?<!资本经营)预算(?!内|执行|完成|单位|部门|绩效|科目|管理|法|编制|支出绩效)|安排"
        ),
    ),
)
WEAK_RECEIVED = re.compile(r"投入|(?:中央财政|级财政|上级)补助(?:资金|经费)?$|级(?:财政)?配套(?:资金|经费)?$")
"""投入 alone is neither clearly budget nor money received; received where nothing else stands by it."""

WHOLE_SUM = re.compile(
    r"(?:资金(?:总额|规模|总量|数额|金额)|经费(?:数额|金额)|总资金|资金(?=共|合|总)|共有(?:项目|专项)?资金|级财政资金[^,;]{2,24}(?=共计|合计))(?:为|共计|合计|总计|共|:|是)*$"
)
"""资金总额200万元 without any verb says what the project has to spend; a word of less weight than any other."""

BARE_SUM = re.compile(
    r"(?:\d{4}年)?(?:本|该|全)?(?:年度|年|项目)(?:项目|专项)?资金(?:为|:)?"
    r"|(?!.*来源)[^,;:、\d]{3,30}(?:资金|经费|补助金|扶助金|公益金)(?:总额)?为"
)
"""本年度项目资金200万元: the same, where nothing better is said of that amount."""

APPROVED_FOR = re.compile(r"批复[^,。;]{0,14}(?:支出|经费|项目|资金)")
"""批复我局项目支出160万元: an approval of the budget, although 支出 stands nearest to the amount."""

SOURCES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "carryover",
        re.compile(r"(?:上年|以前年度|年初|往年|上一年度?)(?:度)?(?:结转|结余)|结转(?:结余)?(?:资金|项目|经费)"),
    ),
    (
        "own_or_other",
        re.compile(
            r"自筹|自有资金|财政专户|(?:乡镇|[镇乡村]|街道)(?:级|本级|集体|自有|自行|配套)|(?:企业|公司|合作社|农户|群众|业主|学校|医院)(?:自行)?(?:配套|投入|出资)|(?<!项目)(?<!预算)(?<!实施)(?<!各)(?<!我)(?<!本)(?<!该)单位资金|其他(?:资金|收入)|(?<!财政专户管理的)事业收入|经营收入|社会(?:资本|资金|投入|捐赠)|银行贷款|非财政"
        ),
    ),
    (
        "county",
        re.compile(
            r"(?:市县|县区|县|(?<![一-龥]园)(?<!地)(?<!治)区|旗县?)(?:级|本级|财政|配套)|(?<![我全])县(?:下达|安排|补助|拨付)"
        ),
    ),
    ("city", re.compile(r"(?:市|州|地|盟)(?:级|本级|财政|配套)|(?:盟市|(?<!城)市)(?:补助|资金)")),
    (
        "province",
        re.compile(
            r"(?<!全)(?<!强)省(?:级(?!以下)|本级|财政|配套|补助|下达|拨|内?安排|投入|预算|资金|专项)"
            r"|自治区(?:级|财政|本级|配套|补助|下达|安排|投入|预算|资金|专项)"
        ),
    ),
    ("central", re.compile(r"中央")),
    (
        "fiscal",
        re.compile(
            r"财政(?:拨款|资金|性资金|预算|安排|投入|补助|补贴|下达|专项资金|拨付|支持|一般)|一般公共预算|政府性基金|国有资本经营预算"
        ),
    ),
)
"""The level whose word stands nearest to the amount holds; 财政 alone only where no level is named."""

NOT_A_SOURCE = re.compile(
    r"以[上下]|批复|审批|审核|主管|示范|重点(?:项目|工程|镇|村)|验收|评审|审计|贫困|领导"
    r"|政府(?!债)|有关|相关"
)
"""Behind the word of a level: 县级批复总投资, 省级示范县 say whose act or honour it is, and not whose money."""

AGENCY = re.compile(
    r"(?:省|市|县|区|州|自治区)?财政(?:局|厅|部|所)|(?:发展改革|发改|水利|民政"
    r"|教育|农业农村)[^,。;]{0,6}(?:厅|局|部|委)"
)
"""A bureau that hands money out says nothing of whose money it is."""

PARTS = re.compile(
    r"其中|,即:|资金来源(?:为|是|:)|内有|内含|里面|包括|包含|分别[为是]|分作|分为|主要支出[为是]|主要用于"
    r"|用于|(?:资金|经费)安排(?:情况)?(?:是|为|如下):|具体[为是:]|由[^,。;]{0,12}组成|构成"
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

NO_FUND = re.compile(
    r"(?<!高)标准(?!化)|人均|生均(?!公用经费)|亩均|户均|单价|每(?:人|名|户|亩|件|次|台|套|个|月|天|吨|公里|平方米|辆|张)"
    r"|最(?:高|低(?!生活))|限额|均价|控制价|门槛|高于|低于|较上年|比上年|同比|社会效益|经济效益|目标值|指标值"
    r"|≥|≤|[><]=?|不低于|不少于|不超过|至少|力争|争取(?![^,;。]{0,12}资金)|引资|信贷|申贷|授信|[还尚仍]需|[还尚]缺|缺口|应(?:到位|配套|承担|支付|拨付)|调[减增]|核减|压减|纳入[^,;]{0,8}(?:评价|自评)范围|违规|挪用|截留|套取|挤占|滞留|虚报|追[加减](?!后)|上[缴交]|扣[除减回]|不含[^()]*$"
)
"""Words in an amount's clause that make it a price, a standard, a target, a comparison or an item of running costs."""

NO_FUND_BESIDE = re.compile(
    r"(?:多(?:出|了)?|少了?|增加(?:了|额)?|增长了?|减少了?|下降了?|上升|超过|节约(?:资金"
    r"|了)?|节省(?:资金|了)?|相差|增收|需求|融资"
    r"|收益|产值|利润|营业额|销售额?|纳税|税收|贷款(?!贴息)|捐款|罚款|追回|挽回|损失|合同(?:价款?"
    r"|金额|总价|额)|中标(?:价|金额)?|成交(?:价|金额)?"
    r"|招标(?:价|控制价)?|储备|采购预算(?:金额)?|资产|价值|库存|物资|收入|门票|奖金|保额|赔付|欠款|债务|注册资本|多付|审减)"
    r"[^,;、]{0,4}$"
)
"""Words right before an amount that make it somebody else's money, a result or a difference."""

FUND_INCOME = re.compile(
    r"(?:财政拨款|决算|本年|全年|年度|总|预算)收入|(?:^|[^一-龥])收入\s*:"
    r"|收入(?:合计|总计|总额)|(?:其他|事业|经营|上级补助)收入"
)
"""收入 that is a department's own income, unlike that of farmers or of tickets."""

LEAVES_PARTS = re.compile(
    r"实际|累计|全年|调[整剂]后|截[至止]|年末|年底|到位|结余|剩余|执行|完成支[出付]|已支[出付]|(?:共|共计|合计|总)支[出付]"
)
"""Words of a clause that speaks of the whole again after a list of parts or of uses."""

NO_FUND_BEHIND = re.compile(
    r"\s*(?:/|每|(?:的)?(?:资金)?(?:尚|暂|还|仍)?未(?:能)?(?:及时|足额|全部)?到位|的(?:最低|最高|补助|发放|资助)?标准|以上|以下|以内|左右的目标|的目标|纳入\d{4}年度?预算)"
)
