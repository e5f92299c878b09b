"""Who carries a project out, as papers tell it of themselves."""

from __future__ import annotations

import pytest

from tasks.parse.extract import extract
from tasks.parse.facts import Evaluation
from tasks.parse.readers import read

PAPERS = """
柳湾镇
柳湾镇2019年扶贫资金绩效自评报告
一、项目概况
县里共安排我镇资金16万元,支出16万元。柳湾镇人人满意,县扶贫办公室也满意。
=====
青禾市柳湾燃气有限公司
一、绩效目标分解下达情况
下达我司资金10万元实施柳湾燃气改造工程,青禾市柳湾燃气有限公司配套资金3万元。已支出3万元,县公司技术监督局验收。
=====
柳湾镇曲艺中心
戏曲进校园演出项目绩效自评报告
1、柳湾镇曲艺中心是青禾市唯一的市属专业团体。
青禾市教育局参加首演。支出9万元。
=====
青禾省侨联
2023年度整体支出绩效自评报告
一、单位基本情况
青禾省侨联是由归侨组成的人民团体。支出9万元。
=====
柳湾县烟叶生产领导小组
柳湾县烟叶生产领导小组2018年烟叶资金项目绩效评价报告
一、项目概况
支出9万元。
=====
柳湾县农业局、河东镇
河湾整治项目绩效评价报告
评价项目单位:柳湾县农业局、河东镇
一、项目概况
支出9万元。
=====
青禾市柳湾区交通局
发布机构:区交通局
美丽交通项目资金绩效自评报告
一、项目概况
2021年预算安排9万元,支出9万元。
青禾市柳湾区交通局
2022年8月1日
=====
柳湾县科学技术委员会
信息推广项目绩效自评报告
一、项目概况
柳湾县科学技术委员会每年安排专项资金9万元,支出9万元。
=====
柳湾县河东镇人民政府
一、绩效目标分解下达情况
柳湾县河东镇人民政府2023年下达转移支付资金9万元,支出9万元。
=====
柳湾县文化局
文物保护项目情况
一、项目概况
3)实施主体。柳湾县文化局。
支出9万元,绩效自评95分。
=====
青禾市柳湾区城管局
公园养护项目绩效评价报告
委托单位名称:
青禾市柳湾区财政局
项目单位名称:
青禾市柳湾区城管局
一、项目概况
支出9万元。
=====
青禾县柳湾乡人民政府
部门整体支出绩效自评报告
一、单位概况
青禾县柳湾乡人民政府内设党政办公室。我乡支出9万元,柳湾乡干部满意。
=====
水质监测站
我单位对水质监测站2021年度水质监测项目使用情况开展了自评。
一、项目概况
支出9万元,自评得分95分。
=====
青禾市生态环境局柳湾县分局
生态环境局2020年部门整体支出绩效自评报告
一、总体目标
青禾市生态环境局柳湾县分局的目标:支出9万元。
=====
青禾市教师发展中心
教师培训经费绩效自评报告
青禾教育局 时间:2022-06-17
一、项目概况
支出9万元。
二、绩效自评工作组织情况
青禾市教师发展中心高度重视自评工作,成立了自评工作领导小组。
=====
青禾市水源调度中心
水系2022年整体绩效自评总结报告.docx
青禾市水源调度中心 2022 年整体支出绩效自评总结报告
一、绩效管理情况
支出9万元。
=====
青禾市第一〇五中学
青禾市第一〇五中学新建项目绩效评价报告
项目单位:青禾市第一〇五中学
一、项目概况
支出9万元。
=====
青禾县柳湾公路管理段
青禾县柳湾公路管理段2020年安全工程支出绩效自评报告
一、项目概况
照《青禾州交通局关于转发计划的通知》建设,支出9万元,青禾州交通局验收。
=====
县移民开发局
青禾县2020年移民资金项目绩效评价报告
一、项目概况
1.职能职责。县移民开发局代县政府执行移民政策。
县水利局与县水利局都编制了计划,支出9万元。
=====
青禾市柳湾区河东乡人民政府
河东乡2021年道路项目绩效自评报告
来源:青禾市柳湾区河东乡人民政府
一、项目概况
支出9万元。
=====
青禾县第二中学
柳湾建设项目绩效评价报告
一、项目概况
本项目建设责任主体是青禾县住建局,项目建设单位为青禾县第二中学。
支出9万元。
=====
青禾县科学技术局
科普项目绩效自评报告
一、项目概况
县科技局认真开展自评工作。青禾县科学技术局支出9万元。
=====
柳湾路灯管理站
路灯项目绩效自评报告
一、机构情况
柳湾路灯管理站为财政全额拨款单位。青禾县城管局支出9万元。
=====
青禾县教育局
学校建设项目绩效自评报告
欢迎访问青禾县教育局
一、项目概况
我校实施小学教育,支出9万元。
=====
青禾省教育厅
培训项目绩效自评报告
一、项目概况
项目由青禾省教育厅直接组织实施,支出9万元。
=====
中国共产党青禾彝族自治县委员会组织部
中国共产党青禾彝族自治县委员会组织部整体支出绩效自评报告
一、部门概况
支出9万元,柳湾县党员教育工作办公室满意。
"""


def evaluation(text: str) -> Evaluation:
    return extract(read(text.encode(), name="a.txt")).evaluations[0]


@pytest.mark.parametrize("paper", PAPERS.split("=====\n"))
def test_the_carrying_unit(paper: str) -> None:
    unit, _, text = paper.strip().partition("\n")
    found = evaluation(text).implementing_unit
    assert found is not None
    assert found.value == unit


@pytest.mark.parametrize(
    ("cover", "unit", "department"),
    [
        ("项目名称 柳湾路 项目单位 XX 县局 主管部门 XX 县局 评价机构:中介 部门(单位 )评价组", "XX县局", "XX县局"),
        ("项 目 名 称 : 柳 路 项 目 单 位 : 柳 湾 侨 联 主 管 部 门 : 柳 湾 侨 联", "柳湾侨联", "柳湾侨联"),
        (
            "转移支付(项目)名称 电影资金\n省级主管部门 青禾省文化厅\n地方主管部门 柳湾文化局 资金使用单位 柳湾影院",
            "柳湾影院",
            "柳湾文化局",
        ),
    ],
)  # fmt: skip
def test_bodies_on_covers_and_forms(cover: str, unit: str, department: str) -> None:
    found = evaluation(f"绩效评价报告\n{cover}\n年度资金总额 9 9 10 100% 10\n一、项目概况\n支出9万元。\n")
    assert found.implementing_unit is not None
    assert found.competent_department is not None
    assert "".join(found.implementing_unit.value.split()) == unit
    assert "".join(found.competent_department.value.split()) == department


@pytest.mark.parametrize(
    ("paper", "department"),
    [
        ("一、部门概况\n我单位全称为青禾县房屋征收中心,为县住建局所属事业单位。\n支出9万元。", "县住建局"),
        ("一、项目单位情况\n青禾县房屋征收中心隶属于青禾县住建局,是全额拨款单位。\n支出9万元。", "青禾县住建局"),
        ("省级预算部门:县住建局填报人姓名:林某\n项目单位:青禾县房屋征收中心\n支出9万元。", "县住建局"),
        ("主管部门县住建局项目单位青禾县房屋征收中心项目名称柳湾路工程评价单位县财政局县财政局制", "县住建局"),
    ],
)
def test_the_department_above_the_unit(paper: str, department: str) -> None:
    found = evaluation(f"柳湾路征收项目绩效自评报告\n{paper}\n自评得分95分。\n")
    assert found.implementing_unit is not None
    assert found.competent_department is not None
    assert found.implementing_unit.value == "青禾县房屋征收中心"
    assert found.competent_department.value == department
