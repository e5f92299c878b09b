"""The ways in which reports word their money: each sentence with every fund it states, in 万元."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tasks.parse.extract.narrative.funds import read_funds
from tasks.parse.extract.spans import Span

INITIAL = "budget_initial"
BUDGET = "budget_adjusted"
PLANNED = "planned"
RECEIVED = "received"
SPENT = "spent"
BALANCE = "balance"

WORDINGS = [
    (
        "2022年部门年初预算支出1020.31万元,部门决算支出860.92万元。本年财政拨款收支差额为0万元。",
        [(INITIAL, "total", "1020.31"), (SPENT, "total", "860.92")],
    ),
    (
        "中央1500万元,省级800万元,合计2300万元,已下达。",
        [(RECEIVED, "central", "1500"), (RECEIVED, "province", "800"), (RECEIVED, "total", "2300")],
    ),
    (
        "中央资金1500万元、省级资金800万元、县级资金200万元,共计2500万元,已全部到位。",
        [
            (RECEIVED, "central", "1500"),
            (RECEIVED, "county", "200"),
            (RECEIVED, "province", "800"),
            (RECEIVED, "total", "2500"),
        ],
    ),
    (
        "其中中央财政资金1200万元,省级配套300万元已下达到位。",
        [(RECEIVED, "central", "1200"), (RECEIVED, "province", "300")],
    ),
    (
        "2022年年初预算安排120万元,年中追加20万元,调整后预算140万元,全年支出133.5万元,结余6.5万元。",
        [(INITIAL, "total", "120"), (BUDGET, "total", "140"), (SPENT, "total", "133.5"), (BALANCE, "total", "6.5")],
    ),
    (
        "项目预算批复资金350万元,实际到位350万元,资金到位率100%;实际支出298.6万元,预算执行率85.31%。",
        [(INITIAL, "total", "350"), (RECEIVED, "total", "350"), (SPENT, "total", "298.6")],
    ),
    (
        "该项目总投资3000万元,其中中央预算内投资1800万元,省级配套600万元,市县配套600万元,截至年底完成投资2750万元。",
        [
            (PLANNED, "central", "1800"),
            (PLANNED, "county", "600"),
            (PLANNED, "province", "600"),
            (PLANNED, "total", "3000"),
            (SPENT, "total", "2750"),
        ],
    ),
    (
        "2021年省财政厅下达我县中央农村客运补贴资金456.2万元,县财政局已全额拨付至县交通运输局。",
        [(RECEIVED, "central", "456.2")],
    ),
    ("全年预算数500万元,执行数480万元,完成预算的96%。", [(BUDGET, "total", "500"), (SPENT, "total", "480")]),
    (
        "项目全年预算数为88.4万元,执行数为88.4万元,完成预算的100%。",
        [(BUDGET, "total", "88.4"), (SPENT, "total", "88.4")],
    ),
    (
        "2023年度项目资金共计60万元,由县级财政全额安排,已支付工程款45万元,支付设备款10万元。",
        [(BUDGET, "county", "60"), (SPENT, "total", "10"), (SPENT, "total", "45")],
    ),
    (
        "本项目年初预算30万元,全部为市级财政资金,实际使用30万元,资金使用率100%。",
        [(INITIAL, "city", "30"), (SPENT, "total", "30")],
    ),
    ("截至2022年12月31日,累计列支经费18.27万元。", [(SPENT, "total", "18.27")]),
    ("资金实际支出52.3万元,其中:差旅费3.1万元,印刷费2.2万元,劳务费47万元。", [(SPENT, "total", "52.3")]),
    ("按人均补助500元标准,发放补贴资金126.5万元。", [(SPENT, "total", "126.5")]),
    (
        "收到上级专项资金1000万元,当年拨付项目单位800万元,结转下年200万元。",
        [(RECEIVED, "total", "800"), (RECEIVED, "total", "1000"), (BALANCE, "total", "200")],
    ),
    ("资金来源为中央财政资金700万元、省级财政资金100万元。", [(BUDGET, "central", "700"), (BUDGET, "province", "100")]),
    ("2020年下达省级水利专项资金280万元(其中:提前下达200万元,第二批80万元)。", [(RECEIVED, "province", "280")]),
    ("项目申请资金200万元,批复150万元。", [(INITIAL, "total", "150"), (PLANNED, "total", "200")]),
    (
        "我单位2022年度收入总计1256.38万元,其中财政拨款收入1200万元,其他收入56.38万元。",
        [(RECEIVED, "fiscal", "1200"), (RECEIVED, "own_or_other", "56.38"), (RECEIVED, "total", "1256.38")],
    ),
    ("2022年支出合计1234.5万元,其中:基本支出900万元,项目支出334.5万元。", [(SPENT, "total", "1234.5")]),
    ("“三公”经费支出5.2万元,较上年减少0.8万元。", []),
    ("公务接待费年初预算2万元,实际支出1.5万元。", []),
    ("2022年预算总额1.2亿元,支出1.15亿元。", [(BUDGET, "total", "12000"), (SPENT, "total", "11500")]),
    ("2022年预算安排1,250,000.00元,支付1,245,300.50元。", [(BUDGET, "total", "125"), (SPENT, "total", "124.53005")]),
    ("县财政安排配套资金约80万元。", [(BUDGET, "county", "80")]),
    ("补助标准为每人每月600元,计划补助2000人。", []),
    ("带动农户户均增收3000元,实现产值1.2亿元。", []),
    ("合同金额为235.6万元,中标价为230万元。", []),
    (
        "年初结转资金12万元,本年收到财政拨款88万元,本年支出95万元,年末结转5万元。",
        [(RECEIVED, "fiscal", "88"), (SPENT, "total", "95"), (BALANCE, "carryover", "12"), (BALANCE, "total", "5")],
    ),
    ("上年结转50万元,本年预算安排150万元。", [(BUDGET, "total", "150"), (BALANCE, "carryover", "50")]),
    ("市级财政预算安排资金260万元,实际拨付260万元,执行率100%。", [(BUDGET, "city", "260"), (RECEIVED, "total", "260")]),
    ("该项目资金260万元于2021年6月全部拨付到位。", [(RECEIVED, "total", "260")]),
    ("本年度项目资金200万元,到位200万元,到位率100%。", [(RECEIVED, "total", "200")]),
    ("2019年,项目计划投资1200万元,实际完成投资1180万元。", [(PLANNED, "total", "1200"), (SPENT, "total", "1180")]),
    ("财政拨款预算收入3210.55万元,支出预算3210.55万元。", [(BUDGET, "fiscal", "3210.55")]),
    ("2022年部门预算项目支出64.2万元,分别是科技活动经费5万元,评审费18万元。", [(BUDGET, "total", "64.2")]),
    ("项目资金总预算为1866万元,其中部门预算项目支出64.2万元,专项预算支出1801.8万元。", [(BUDGET, "total", "1866")]),
    ("下达我区中央转移支付资金(残疾人事业发展补助资金)41.3万元,用于残疾人康复。", [(RECEIVED, "central", "41.3")]),
    ("投入中央直达资金41.3万元,执行数41.3万元,执行率100%。", [(RECEIVED, "central", "41.3"), (SPENT, "total", "41.3")]),
    ("年中调减中央财政资金300万元,全年预算执行数合计3120万元。", [(SPENT, "total", "3120")]),
    (
        "2024年预算资金合计3120万元,其中省级安排补贴资金600万元,中央安排农机购置补贴资金2520万元。",
        [(BUDGET, "central", "2520"), (BUDGET, "province", "600"), (BUDGET, "total", "3120")],
    ),
    ("财政局已将下达的资金通过“一卡通”形式全部发放到农户手中,发放资金8640万元。", [(SPENT, "total", "8640")]),
    ("市应承担站房增加投资共7300万元,还需拨付410万元,市级预算安排380万元,某区承担65万元。", [(BUDGET, "city", "380")]),
    (
        "一批项目县级批复总投资2180.5万元(其中建筑工程2010万元),合计批复总投资5136.7万元(其中建筑工程4950.3万元)。",
        [(PLANNED, "total", "2180.5"), (PLANNED, "total", "5136.7")],
    ),
    (
        "2021年7月县财政局下达项目资金100万元,2021年10月下达50万元,共下达150万元。",
        [(RECEIVED, "total", "50"), (RECEIVED, "total", "100"), (RECEIVED, "total", "150")],
    ),
    (
        "资金到位情况:到位资金356万元,其中:中央资金200万元,自治区资金100万元,县配套资金56万元。",
        [
            (RECEIVED, "central", "200"),
            (RECEIVED, "county", "56"),
            (RECEIVED, "province", "100"),
            (RECEIVED, "total", "356"),
        ],
    ),
    (
        "资金执行情况:截至2020年底,已支出356万元,其中中央资金200万元、自治区资金100万元、县级资金56万元。",
        [(SPENT, "central", "200"), (SPENT, "county", "56"), (SPENT, "province", "100"), (SPENT, "total", "356")],
    ),
    ("2018年支出120万元,2019年支出130万元。", [(SPENT, "total", "120"), (SPENT, "total", "130")]),
    (
        "项目总投资500万元,其中财政资金300万元,企业自筹200万元。",
        [(PLANNED, "fiscal", "300"), (PLANNED, "own_or_other", "200"), (PLANNED, "total", "500")],
    ),
    (
        "项目概算投资860万元,资金来源为申请中央预算内资金600万元,地方自筹260万元。",
        [(PLANNED, "central", "600"), (PLANNED, "own_or_other", "260"), (PLANNED, "total", "860")],
    ),
    (
        "2022年我局共有预算资金3,456.78万元,实际支出3,300.21万元,结余结转156.57万元。",
        [(BUDGET, "total", "3456.78"), (SPENT, "total", "3300.21"), (BALANCE, "total", "156.57")],
    ),
    ("全年预算数145万元,其中年初预算数100万元,追加预算45万元。", [(INITIAL, "total", "100"), (BUDGET, "total", "145")]),
    ("项目实施后,节约财政资金35万元,减少损失120万元。", []),
    ("罚没收入上缴国库235万元。", []),
    ("扶持企业12家,兑现奖补资金860万元。", [(SPENT, "total", "860")]),
    ("共救助学生450名,发放助学金45万元。", [(SPENT, "total", "45")]),
    (
        "全县投入资金2300万元,其中中央资金1500万元,省级资金800万元。",
        [(RECEIVED, "central", "1500"), (RECEIVED, "province", "800"), (RECEIVED, "total", "2300")],
    ),
    (
        "省财政下达专项资金1845万元,其中,中央专项1078万元,省级专项224万元。",
        [(RECEIVED, "central", "1078"), (RECEIVED, "province", "224"), (RECEIVED, "total", "1845")],
    ),
    ("截至目前,资金拨付率80%,累计拨付资金40万元至施工单位。", [(SPENT, "total", "40")]),
    ("项目预算50万元,全部用于设备采购,已支付完毕。", [(BUDGET, "total", "50")]),
    ("本项目未使用资金3.2万元已由财政收回。", [(BALANCE, "total", "3.2")]),
    ("该项目2023年预算数为0万元,执行数为0万元。", [(BUDGET, "total", "0"), (SPENT, "total", "0")]),
    (
        "年初预算18万元,实际到位18万元,实际支出17.9985万元,支出率99.99%。",
        [(INITIAL, "total", "18"), (RECEIVED, "total", "18"), (SPENT, "total", "17.9985")],
    ),
    (
        "(1)项目资金到位情况。省级财政资金500万元,市级配套资金200万元,均已到位。",
        [(RECEIVED, "city", "200"), (RECEIVED, "province", "500")],
    ),
    ("县级配套资金应到位100万元,实际到位60万元。", [(BUDGET, "county", "100"), (RECEIVED, "total", "60")]),
    (
        "2022年度省级财政共安排某某专项资金5000万元,实际下达4800万元,实际支出4500万元。",
        [(BUDGET, "province", "5000"), (RECEIVED, "total", "4800"), (SPENT, "total", "4500")],
    ),
    ("财政拨款安排支出2300万元,其中工资福利支出1500万元,商品和服务支出800万元。", [(BUDGET, "fiscal", "2300")]),
    ("本年度该项目支出预算100万元,支出决算98万元。", [(BUDGET, "total", "100"), (SPENT, "total", "98")]),
    ("资金总额76万元,全部为中央集中彩票公益金。", [(BUDGET, "central", "76")]),
    ("融资贷款2亿元,贷款贴息资金支出300万元。", [(SPENT, "total", "300")]),
    ("绩效目标:完成投资不低于500万元。", []),
    ("项目经费预算:10万元。实际支出:9.8万元。", [(BUDGET, "total", "10"), (SPENT, "total", "9.8")]),
    ("专项经费10万元已足额拨付,用于购买办公设备5万元,印制宣传资料5万元。", [(RECEIVED, "total", "10")]),
    (
        "财政下达预算指标1,020万元,实际用款计划1,000万元,支出990万元。",
        [(RECEIVED, "fiscal", "1020"), (SPENT, "total", "990")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), WORDINGS)
def test_a_sentence_states_these_funds_and_no_others(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = {(f.measure, f.source, f.amount_yuan) for f in read_funds(text, [Span(0, len(text))])}
    assert found == {(measure, source, Decimal(amount) * 10_000) for measure, source, amount in expected}
