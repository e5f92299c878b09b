"""Whole reports in the manner of many provinces, invented, each with every fact it states."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tasks.parse.extract import extract
from tasks.parse.readers import read

HUNAN_DEPT = """青禾县某局2022年度部门整体支出绩效自评报告
一、部门(单位)基本情况
(一)部门职能。负责全县相关工作。
(二)2022年部门预算收入1256.30万元,其中一般公共预算拨款1200万元,其他收入56.30万元;预算支出1256.30万元,其中基本支出856.30万元,项目支出400万元。
二、一般公共预算支出情况
(一)基本支出情况。2022年基本支出决算850.12万元,其中人员经费780万元,公用经费70.12万元。“三公”经费支出8.5万元,较上年下降12%。
(二)项目支出情况。2022年项目支出395.6万元。
三、部门整体支出绩效情况
2022年决算收入1310.55万元,决算支出1245.72万元,年末结转结余64.83万元。预算完成率99.16%。
四、绩效自评结论
综合评分为96分,等级为“优”。
"""

SICHUAN_MULTI = """青禾县政务服务中心2023年专项预算项目支出绩效自评报告
(政务大厅运行维护经费项目)
一、项目概况
(一)项目资金申报及批复情况。该项目2023年预算安排30万元,由县级财政资金保障。
(二)资金使用情况。截至2023年12月底,已支付29.8万元,结余0.2万元。
四、评价结论
该项目自评得分99分。
五、存在主要问题
无
青禾县政务服务中心2023年专项预算项目支出绩效自评报告
(12345热线运行经费项目)
一、项目概况
该项目2023年预算安排45万元,实际到位45万元,实际支出45万元,执行率100%。
四、评价结论
自评得分100分。
"""

HENAN_MULTI = """2022年度青禾市水利局项目支出绩效自评情况
根据要求,我局对以下3个项目开展了绩效自评,自评情况如下:
一、防汛抗旱经费
项目全年预算数为120万元,执行数为118.5万元,完成预算的98.75%。自评得分98.9分,等级为优。
二、河长制工作经费
项目全年预算数为60万元,执行数为60万元,完成预算的100%。自评得分100分,等级为优。
三、水资源监测项目
项目全年预算数为80万元,执行数为52万元,完成预算的65%。自评得分88.5分,等级为良。
"""

HUBEI_TWO = """青禾县林业局2021年度林业专项资金绩效评价报告
受青禾县财政局委托,青禾会计师事务所有限公司对2021年度林业专项资金进行了绩效评价。
一、基本情况
(一)项目概况。项目主管部门为青禾县林业局,项目实施单位为青禾县国有林场。
(二)资金情况。2021年林业专项资金预算总额1,850.00万元,其中:中央财政资金1,200.00万元,省级财政资金450.00万元,县级配套200.00万元。截至2021年12月31日,实际到位资金1,650.00万元(中央1,200.00万元、省级450.00万元),资金到位率89.19%;实际支出1,523.46万元,预算执行率92.33%。
二、评价结论
经评价,该项目综合得分85.6分,评价等级为“良”。
评分标准:90(含)-100分为优,80(含)-90分为良,60(含)-80分为中,60分以下为差。
三、存在的问题
资金支付进度偏慢,县级配套资金200万元未到位。
"""

GUANGDONG = """关于2022年省级农村电影公益放映场次补贴专项资金绩效自评的报告
青禾市文化广电旅游体育局
2023年4月18日
一、基本情况
2022年下达我市省级农村电影公益放映场次补贴专项资金48.96万元,用于全市408个行政村放映补贴,每场补贴200元。
二、资金使用情况
截至2022年12月31日,资金已全部支出,支出率100%。全年共放映4896场次,观众达36.5万人次。
三、自评结论
自评分数98.6分,自评等级:优。
"""

JIANGXI = """青禾区2021年度“厕所革命”项目绩效自评报告
一、项目基本情况
1.项目投入。2021年我区“厕所革命”项目计划总投资1.35亿元,其中申请地方政府专项债券8000万元,区级财政配套5500万元。
2.项目完成情况。全年新建改建农村户厕3200座,完成投资1.18亿元,占计划的87.4%。
3.资金到位和使用。到位资金1.2亿元,其中专项债券8000万元、区级财政4000万元;已支付工程进度款9865.23万元,资金支付率82.21%。
二、评价情况
自评得分90.50分,综合评定等级“优”。
"""

NINGXIA = """青禾县2023年中央财政困难群众救助补助资金绩效自评报告
一、绩效目标分解下达情况
(一)中央下达补助资金预算和绩效目标情况。2023年中央财政下达我县困难群众救助补助资金6,320万元,自治区财政下达1,150万元,县级财政预算安排800万元,共计8,270万元。
二、绩效目标完成情况分析
(一)资金投入情况分析
1.项目资金到位情况分析。资金全部到位,到位率100%。
2.项目资金执行情况分析。2023年共支出8,105.36万元,其中:城市低保1,230万元、农村低保4,520万元、特困供养1,355.36万元、临时救助1,000万元。预算执行率98.01%。
(三)绩效指标完成情况分析
救助对象满意度达96.5%。
"""

SHANXI_NEG = """青禾市财政局关于印发2023年度财政重点绩效评价工作方案的通知
各县(市、区)财政局:
现将《2023年度财政重点绩效评价工作方案》印发给你们,请遵照执行。
一、评价对象。选取2022年度预算安排500万元以上的项目12个。
二、评价等级分为优、良、中、差,得分90分以上为优。
"""

HEBEI_NEG = """青禾县召开2022年度预算绩效自评工作培训会
来源:青禾县财政局 发布时间:2023-03-15
3月14日,县财政局组织召开预算绩效自评培训会,全县86家预算单位参加。会议要求,各单位要对2022年度预算安排的项目全面开展自评,涉及资金12.6亿元。
"""

BID_NEG = """青禾县财政局2023年第三方绩效评价服务采购项目竞争性磋商公告
项目编号:XX-2023-018
预算金额:85万元;最高限价:85万元。
采购需求:对2022年度10个项目开展绩效评价,出具绩效评价报告。
"""

STAFF_NEG = """青禾医院2023年职工绩效考核方案
一、考核得分90分以上为优秀,80-89分为良好。
二、绩效奖金总额120万元,按科室得分发放。
"""

BUDGET_NEG = """青禾县水利局2024年部门预算公开说明
一、2024年收入预算1256万元,其中财政拨款1200万元。
二、支出预算1256万元,其中基本支出800万元,项目支出456万元。
六、预算绩效情况说明:2024年项目绩效目标情况见附表。
"""

MONITOR_NEG = """青禾区2023年1-7月部门预算项目绩效运行监控情况报告
一、总体情况
纳入监控的项目36个,预算资金2.35亿元,1-7月已支出1.02亿元,支出进度43.4%。
"""

XINJIANG = """2022年青禾县农村道路日常养护项目支出绩效自评报告
项目名称:农村道路日常养护项目
项目单位:青禾县交通运输局
主管部门:青禾县交通运输局
一、基本情况
(一)项目概况
该项目由青禾县交通运输局组织实施,项目资金投入390.00万元,资金来源:一般债券资金。截至2022年12月31日,实际执行386.55万元,预算执行率为99.12%。
(二)项目绩效目标
四、绩效评价结论
本项目总分100分,综合评分结果为97.86分,绩效级别为“优”。其中,项目决策类指标权重为20分,得分为20分;项目过程类指标权重为20分,得分为19.86分;项目产出类指标权重为35分,得分为35分;项目效益类指标权重为25分,得分为23分。
"""

TIBET = """金川市青禾县2021年草原生态保护补助奖励资金绩效评价报告
一、项目概况
2021年,自治区财政厅下达我县草原生态保护补助奖励资金2,356.78万元(藏财农指〔2021〕25号),其中禁牧补助1,200万元,草畜平衡奖励1,156.78万元。资金于2021年9月30日前全部兑现到户,兑现率100%,涉及3,215户15,632人,户均7,330元。
二、绩效评价情况
评价得分89分,等次为良。
"""

HALF_YEAR = """澄江县水务局2023年1-7月农村饮水项目支出绩效运行监控报告
一、监控工作开展情况
农村饮水项目年初预算200万元,1-7月执行数90万元,执行率45%。
"""

CHECKED_BY_ITSELF = """青禾县救灾资金使用管理的自查报告
一、资金使用情况
2020年上级下达我县救灾资金437.2万元,已支出366.7万元,执行率83.88%。
"""

SHANGHAI = """青禾区2021年度社区食堂运营补贴项目绩效评价报告
委托单位:青禾区财政局
评价机构:上海青禾咨询有限公司
一、项目概况
项目预算及执行:2021年项目年初预算680万元,年中调减45万元,调整后预算635万元,实际支出612.37万元,预算执行率96.44%。
二、评价结论
项目总得分83.52分,绩效评级为“良”。
"""

# Name, rate of execution, rate of arrival, score, grade, and the funds in 万元.
REPORTS = [
    (
        HUNAN_DEPT,
        [
            (
                None,
                "99.16",
                None,
                "96",
                "优",
                [
                    ("budget_adjusted", "total", "1256.3"),
                    ("budget_adjusted", "fiscal", "1200"),
                    ("budget_adjusted", "own_or_other", "56.3"),
                    ("received", "total", "1310.55"),
                    ("spent", "total", "1245.72"),
                    ("balance", "total", "64.83"),
                ],
            )
        ],
    ),
    (
        SICHUAN_MULTI,
        [
            (
                "政务大厅运行维护经费项目",
                None,
                None,
                "99",
                None,
                [("budget_adjusted", "county", "30"), ("spent", "total", "29.8"), ("balance", "total", "0.2")],
            ),
            (
                "12345热线运行经费项目",
                "100",
                None,
                "100",
                None,
                [("budget_adjusted", "total", "45"), ("received", "total", "45"), ("spent", "total", "45")],
            ),
        ],
    ),
    (
        HENAN_MULTI,
        [
            (
                "防汛抗旱经费",
                "98.75",
                None,
                "98.9",
                "优",
                [("budget_adjusted", "total", "120"), ("spent", "total", "118.5")],
            ),
            (
                "河长制工作经费",
                "100",
                None,
                "100",
                "优",
                [("budget_adjusted", "total", "60"), ("spent", "total", "60")],
            ),
            (
                "水资源监测项目",
                "65",
                None,
                "88.5",
                "良",
                [("budget_adjusted", "total", "80"), ("spent", "total", "52")],
            ),
        ],
    ),
    (
        HUBEI_TWO,
        [
            (
                "林业专项资金",
                "92.33",
                "89.19",
                "85.6",
                "良",
                [
                    ("budget_adjusted", "total", "1850"),
                    ("budget_adjusted", "central", "1200"),
                    ("budget_adjusted", "province", "450"),
                    ("budget_adjusted", "county", "200"),
                    ("received", "total", "1650"),
                    ("received", "central", "1200"),
                    ("received", "province", "450"),
                    ("spent", "total", "1523.46"),
                ],
            )
        ],
    ),
    (
        GUANGDONG,
        [("省级农村电影公益放映场次补贴专项资金", "100", None, "98.6", "优", [("received", "province", "48.96")])],
    ),
    (
        JIANGXI,
        [
            (
                "“厕所革命”项目",
                "82.21",
                None,
                "90.50",
                "优",
                [
                    ("planned", "total", "13500"),
                    ("planned", "county", "5500"),
                    ("received", "total", "12000"),
                    ("received", "county", "4000"),
                    ("spent", "total", "9865.23"),
                ],
            )
        ],
    ),
    (
        NINGXIA,
        [
            (
                "中央财政困难群众救助补助资金",
                "98.01",
                "100",
                None,
                None,
                [
                    ("received", "central", "6320"),
                    ("received", "province", "1150"),
                    ("budget_adjusted", "county", "800"),
                    ("received", "total", "8270"),
                    ("spent", "total", "8105.36"),
                ],
            )
        ],
    ),
    (
        XINJIANG,
        [
            (
                "农村道路日常养护项目",
                "99.12",
                None,
                "97.86",
                "优",
                [("received", "total", "390"), ("spent", "total", "386.55")],
            )
        ],
    ),
    (TIBET, [("草原生态保护补助奖励资金", None, None, "89", "良", [("received", "total", "2356.78")])]),
    (
        HALF_YEAR,
        [("农村饮水项目", "45", None, None, None, [("budget_initial", "total", "200"), ("spent", "total", "90")])],
    ),
    (
        CHECKED_BY_ITSELF,
        [("青禾县救灾资金", "83.88", None, None, None, [("received", "total", "437.2"), ("spent", "total", "366.7")])],
    ),
    (
        SHANGHAI,
        [
            (
                "社区食堂运营补贴项目",
                "96.44",
                None,
                "83.52",
                "良",
                [("budget_initial", "total", "680"), ("budget_adjusted", "total", "635"), ("spent", "total", "612.37")],
            )
        ],
    ),
]
OTHER_PAPERS = [SHANXI_NEG, HEBEI_NEG, BID_NEG, STAFF_NEG, BUDGET_NEG, MONITOR_NEG]


Expected = tuple[str | None, str | None, str | None, str | None, str | None, list[tuple[str, str, str]]]


@pytest.mark.parametrize(("report", "expected"), REPORTS)
def test_a_report_states_these_facts_and_no_others(report: str, expected: list[Expected]) -> None:
    evaluations = extract(read(report.encode(), name="report.txt")).evaluations
    assert [e.name.value if e.name else None for e in evaluations] == [row[0] for row in expected]
    for evaluation, (_, execution, arrival, score, grade, funds) in zip(evaluations, expected, strict=True):
        values = (evaluation.execution_rate, evaluation.arrival_rate, evaluation.total_score, evaluation.grade)
        assert [str(value.value) if value else None for value in values] == [execution, arrival, score, grade]
        found = {(fund.measure, fund.source, fund.amount_yuan) for fund in evaluation.funds}
        assert found == {(measure, source, Decimal(amount) * 10_000) for measure, source, amount in funds}


@pytest.mark.parametrize("paper", OTHER_PAPERS)
def test_the_genres_neighbours_state_nothing(paper: str) -> None:
    facts = extract(read(paper.encode(), name="paper.txt"))
    assert (facts.doc_type, facts.evaluations, facts.claims) == ("negative", (), ())
