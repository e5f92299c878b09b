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
