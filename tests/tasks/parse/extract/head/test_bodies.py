"""The unit that carries out and the department above it, as forms and reports of several provinces name them."""

from __future__ import annotations

import pytest

from tasks.parse.extract import extract
from tasks.parse.readers import read

# Each begins with the unit and the department that it names.
PAPERS = """
- | 云溪县农业农村局
绩效目标自评表
专项名称
柑橘苗圃补助
市级主管部门
市农业农村局
县级主管部门
云溪县农业农村局
资金情况（万元）
全年预算数（A）
全年执行数（B）
年度资金总额
40
40
=====
云溪县民政局机关 | 云溪县民政局机关
绩效自评表
项目名称
百岁老人津贴
实施（主管）单位
314002-云溪县民政局机关 金额单位：万元
全年预算数（A）
全年执行数（B）
年度资金总额
40
40
=====
云溪市第三中学 | 云溪市教育局
绩效目标表
项目名称
校舍修缮
主管部门

及编码

[015001]云溪市教育局
实施单位
【015033】云溪市第三中学
年度资金总额
40
=====
云溪市档案馆 | 云溪市文化局
项目支出绩效目标表
项目名称 | 库房消防改造
部门名称 | 云溪市文化局
单位名称 | 云溪市档案馆
年度资金总额 | 24.9
其中：财政拨款 | 24.9
=====
云溪市河东区人民法院 | -
项目支出绩效目标表
207101云溪市河东区人民法院 | 单位：万元 |
项目名称 | 安全隐患维修 |
预算数 | 20.00 | 其中：财政资金 | 20.00 |
一级指标 | 二级指标 | 三级指标 | 指标值 |
产出指标 | 数量指标 | 维修面积 | ≥400平方米 |
=====
云溪区农技中心 | 云溪区农业农村局
绩效目标自评表项目名称马铃薯种薯繁育项目实施单位/项目负责人云溪区农技中心/李某自治区主管部门农业农村厅\
市县主管部门云溪区农业农村局资金情况(万元)全年预算数(A)全年执行数(B)执行率(B/A)年度资金总额300300100%
=====
相关项目建设单位 | 云溪省发改委
项目支出绩效自评表项目名称产业发展专项资金主管部门云溪省发改委实施单位相关项目建设单位项目资金(万元)\
年初预算数全年预算数全年执行数分值执行率得分年度资金总额3003003001010010
=====
云溪县住建局 | -
绩效自评报告
一、项目基本情况
云溪县住建局为本项目责任主体。年初预算安排清淤经费20万元，实际支出20万元。
=====
省发展咨询中心 | -
绩效自评报告
一、项目基本情况
省发展咨询中心是省政府直属的研究机构。年初预算安排咨询经费20万元，实际支出20万元。
=====
云溪职业技术学院 | -
云溪职业技术学院2019年度实训经费绩效自评报告
一、项目基本情况
年初预算安排5万元，实际支出5万元。
=====
云溪市林业局林业技术推广站 | -
云溪市林业局林业技术推广站2019年度绩效自评报告
一、项目基本情况
年初预算安排示范经费5万元，实际支出5万元。
"""


@pytest.mark.parametrize("paper", PAPERS.split("=====\n"))
def test_bodies_are_read(paper: str) -> None:
    named, _, text = paper.strip().partition("\n")
    evaluation = extract(read(text.encode(), name="a.txt")).evaluations[0]
    bodies = (evaluation.implementing_unit, evaluation.competent_department)
    assert " | ".join(body.value if body else "-" for body in bodies) == named


# A PDF's text may print the labels before the values, or a value before its label.
APART = """
云溪市总工会专项业务 | 云溪市总工会 | 云溪市总工会
支出项目绩效目标申报表 填报日期: 2020 项目名称 项目主管部门 年 05 月 08 日 单位:万元 云溪市总工会专项业务 云溪市总工会 \
项目执行单位 项目负责人 李某 联系电话 一级指标 二级指标 三级指标 指标值 产出指标 数量指标 活动次数 2次
=====
村道养护项目 | 云溪县交通局 | 云溪县交通局
绩效自评表 填报日期:2022 年 8 月 10 项目名称 项目主管单 位 自评总分: 95 项目实施单位 云溪县交通局 云溪县交通局 \
项目负责人 李某 单位领导审签: 村道养护项目 项目属性 年初预算数 30 全年执行数 30
=====
体育中心委托运营结算费用 | 云溪区体育事业管理中心 | 云溪区体育局
支出绩效自评表 (2022 年度) 体育中心委托运营结 算费用 项目名称 主管部门 云溪区体育局 年初预算数 全年预算数 全年执行数 \
年度资金总额 25 25 21.5 项目资金 (万元) 云溪区体育 事业管理中心 实施单位
"""


@pytest.mark.parametrize("paper", APART.split("=====\n"))
def test_names_apart_from_their_labels_are_read(paper: str) -> None:
    named, _, text = paper.strip().partition("\n")
    evaluation = extract(read(text.encode(), name="a.txt")).evaluations[0]
    found = (evaluation.name, evaluation.implementing_unit, evaluation.competent_department)
    assert [(said.value.replace(" ", "") if said else "-") for said in found] == named.split(" | ")


def test_a_cover_that_ran_together_names_its_project_and_bodies() -> None:
    text = (
        "2021年项目绩效自评报告表填报日期2022年9月18日基本情况项目名称重大传染病防治项目主要内容管好免费疫苗的冷链和接种。"
        "项目单位云溪市疾病预防控制中心主管部门市卫生健康委员会单位负责人李某项目负责人李某\n总额1002万元，其中：中央726万元。"
    )
    evaluation = extract(read(text.encode(), name="a.txt")).evaluations[0]
    found = (evaluation.name, evaluation.implementing_unit, evaluation.competent_department)
    assert [said.value if said else None for said in found] == [
        "重大传染病防治项目",
        "云溪市疾病预防控制中心",
        "市卫生健康委员会",
    ]


@pytest.mark.parametrize("label", ["绩效自评项目名称", "项目及政策名称", "专项转移支付名称", "项目名称及编码"])
def test_labels_of_names_are_read_by_their_words(label: str) -> None:
    text = f"绩效自评表\n{label}\n河道清淤\n业主单位\n云溪县水利局\n行业主管部门\n云溪市水利局\n年度资金总额\n40\n"
    evaluation = extract(read(text.encode(), name="a.txt")).evaluations[0]
    found = (evaluation.name, evaluation.implementing_unit, evaluation.competent_department)
    assert [said.value if said else None for said in found] == ["河道清淤", "云溪县水利局", "云溪市水利局"]


def test_goals_of_a_transfer_that_ran_together_name_it() -> None:
    text = (
        "云溪县第二批补助安排情况表1云溪县城管局管网工程306合计331附件2补助资金绩效目标表专项名称流域生态补偿专项资金市级主管部门"
        "云溪市生态环境局补助区域云溪县县级主管部门云溪县财政局资金情况(万元)省级补助1763其中:本次下达331年度目标"
    )
    evaluation = extract(read(text.encode(), name="a.txt")).evaluations[0]
    found = (evaluation.name, evaluation.competent_department)
    assert [said.value if said else None for said in found] == ["流域生态补偿专项资金", "云溪县财政局"]


def test_names_that_narrow_cells_broke_off_are_put_together() -> None:
    text = (
        "项目支出绩效自评表\n项目名称\n城区供水管网漏损治理改造工\n程项目\n主管部门\n云溪市住房和城乡建设\n局\n实施单位\n"
        "云溪市自来水有限责任\n公司\n年初预算数\n全年执行数\n年度资金总额\n20\n20\n"
    )
    evaluation = extract(read(text.encode(), name="a.txt")).evaluations[0]
    found = (evaluation.name, evaluation.implementing_unit, evaluation.competent_department)
    assert [said.value if said else None for said in found] == [
        "城区供水管网漏损治理改造工程项目",
        "云溪市自来水有限责任公司",
        "云溪市住房和城乡建设局",
    ]
