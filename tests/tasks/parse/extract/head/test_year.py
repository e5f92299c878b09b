"""The year that a paper speaks of, where its page, its title and its day of publication tell of different ones."""

from __future__ import annotations

import pytest

from tasks.parse.extract import extract
from tasks.parse.readers import read

_BODY = "一、项目概况\n项目预算12万元,实际支出11万元,自评得分95分。\n"


@pytest.mark.parametrize(
    ("paper", "year"),
    [
        # A site of samples renews the year of its page's title and not that of the paper.
        ("2020年农业保险项目绩效评价报告\n发布时间:2020-09-23\n8 2018 年农业保险 项目绩效评价报告\n" + _BODY, 2018),
        ("2023年度专项资金绩效自评报告\n时间:2022-10-24 浏览量:\n" + _BODY.replace("项目预算", "2021年预算"), 2021),
        ("柳湾补助资金绩效自评报告\n柳湾补助资金绩效自评报告\n(2024年度)\n单位:柳湾局\n" + _BODY, 2024),
        (
            (
                "项目支出绩效目标申报表\n来源:区发改局 2021-06-16 15:34\n项目名称 柳湾路建设\n"
                "年度资金总额 10\n一级指标 二级指标 三级指标 指标值\n产出指标 数量指标 新建道路 2公里\n"
            ),
            2021,
        ),
        ("柳湾资金绩效目标表\n项目名称 | 文保经费 | 起止时间 | 2022年1月—12月 |\n年度资金总额 | 10 |\n", 2022),
        (
            "2017年绩效目标表\n按《关于2016年度绩效自评的通知》公开。\n项目名称 | 文保经费 |\n年度资金总额 | 10 |\n",
            2017,
        ),
    ],
    ids=[
        "renewed title",
        "title after its day",
        "caption under a title printed twice",
        "planned",
        "period of months",
        "act",
    ],
)
def test_the_fiscal_year(paper: str, year: int) -> None:
    assert extract(read(paper.encode(), name="a.txt")).evaluations[0].fiscal_year == year
