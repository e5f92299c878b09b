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
