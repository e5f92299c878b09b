from __future__ import annotations

import pytest

from tasks.parse.extract import extract
from tasks.parse.readers import read


def names(text: str) -> list[str | None]:
    evaluations = extract(read(text.encode(), name="a.txt")).evaluations
    return [evaluation.name.value if evaluation.name else None for evaluation in evaluations]


BODY = "\n一、项目概况\n2022年预算安排资金98万元。\n二、自评结果\n自评得分96分。\n"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("临江县水利局2022年度小型水库维修养护项目绩效自评报告", "小型水库维修养护项目"),
        ("2021年度本专科生奖助学金项目自评结果", "本专科生奖助学金项目"),
        ("临江省医疗保障局2022年疫苗接种专项补助资金项目支出绩效自评报告", "疫苗接种专项补助资金"),
        ("中小学校舍安全保障长效机制资金2020年度绩效评价报告", "中小学校舍安全保障长效机制资金"),
        ("海滨市财政支出项目绩效自评报告(云龙产业园配套路网项目)", "云龙产业园配套路网项目"),
        ("关心下一代专项资金项目自评报告", "关心下一代专项资金项目"),
        ("残疾人就业补助资金区域绩效目标自评表", "残疾人就业补助资金"),
        ("青禾县农业局2024年茶叶质检和品牌发展项目支出预算绩效目标表", "茶叶质检和品牌发展项目"),
        (
            "临江市资源局2022年度项目支出绩效自评报告\n2022年度项目支出绩效自评报告——(临财农指〔2022〕26号矿山生态修复治理经费)",
            "矿山生态修复治理经费",
        ),
        ("临江县2023年老旧小区改造项目 重点绩效评价报告", "老旧小区改造项目"),
        ("2023年某某岛渡船补贴事后绩效评价报告", "某某岛渡船补贴"),
        ("临江省老旧小区改造补助资金全周期跟踪问效报告", "临江省老旧小区改造补助资金"),
        ("临江市公路局2020年度公路养护类项目\n自评结果", "公路养护类项目"),
        (
            "临江县住建局2023年度项目支出绩效自评报告\n临江县住建局2023年度危房改造补助资金绩效自评报告",
            "危房改造补助资金",
        ),
        ("青禾市月湖乡垃圾转运站提升改造项目绩效自评报告", "青禾市月湖乡垃圾转运站提升改造项目"),
    ],
)
def test_a_project_is_named_by_its_title(title: str, name: str) -> None:
    assert names(title + BODY) == [name]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("我单位2022年度实施的“智慧社区平台建设”项目,预算安排资金98万元。", "智慧社区平台建设"),
        ("大保高速老营至板桥段改线工程从瓦窑镇起,估算投资400万元。", "大保高速老营至板桥段改线工程"),
        ("1.李村污水处理设施建设项目位于李村,总投资65万元。", "李村污水处理设施建设项目"),
        ("县财政局下达我局2023年公共法律服务体系建设经费24万元。", "公共法律服务体系建设经费"),
        ("下达2022年临江省文化和旅游专项资金20万元。", "临江省文化和旅游专项资金"),
        ("青禾县教育局关于2022年乡村书屋运行经费的绩效评价报告县财政局：预算资金98万元。", "乡村书屋运行经费"),
        ("依据《青禾县“美丽书屋”建设绩效评价指标体系》开展自评，预算资金98万元。", "青禾县“美丽书屋”建设"),
        ("依据《青禾省乡村书屋补助资金管理办法》，下达我局98万元。", "青禾省乡村书屋补助资金"),
        ("我局对乡村书屋补助资金（以下简称“书屋资金”）开展绩效评价，预算资金98万元。", "乡村书屋补助资金"),
        ("(一)下达农村危房改造转移支付预算和绩效目标情况。2023年共下达补助资金246万元。", "农村危房改造"),
        ("青禾州司法局开展法律援助专项项目,目的是扩大知晓率,预算资金98万元。", "法律援助专项项目"),
        ("项目名称:城区路灯维护费\n项目单位:某县城市管理局\n预算资金98万元。", "城区路灯维护费"),
    ],
)
def test_a_project_without_a_telling_title_is_named_by_its_body(sentence: str, name: str) -> None:
    assert names(f"项目支出绩效自评报告\n一、项目概况\n{sentence}\n二、自评结果\n自评得分96分。\n") == [name]


def test_the_body_that_hands_out_the_money_does_not_carry_the_project_out() -> None:
    text = (
        "道路防护工程绩效自评报告\n一、项目概况\n经青禾州交通运输局关于下达建设计划的通知下达。青禾州交通运输局印发了办法。\n"
        "临江县交通运输局完成护栏1820米。2022年预算安排资金98万元。\n二、自评结果\n自评得分96分。\n"
    )
    (evaluation,) = extract(read(text.encode(), name="a.txt")).evaluations
    assert evaluation.implementing_unit is not None
    assert evaluation.implementing_unit.value == "临江县交通运输局"


def test_a_station_that_is_rebuilt_publishes_nothing() -> None:
    facts = extract(read(f"青禾市月湖乡垃圾转运站提升改造项目绩效自评报告{BODY}".encode(), name="a.txt"))
    assert facts.publisher is None


def test_items_that_begin_with_a_year_are_projects_too() -> None:
    text = (
        "临江州财政局2022年度项目支出绩效自评报告\n一、基本情况\n对预算批复的15个项目开展了自评。\n(一)项目概况\n"
        "1.电子卖场平台服务经费\n2022年批复服务经费20万元。\n2.2022年财政委托业务经费\n2022年批复30万元。\n"
    )
    assert [name for name in names(text) if name] == ["电子卖场平台服务经费", "2022年财政委托业务经费"]


def test_a_departments_report_that_lost_its_lines_is_an_evaluation() -> None:
    text = (
        "2022 年党建工作项目部门评价报告 一、项目基本情况 (一)项目概况 "
        "1.项目立项情况 年初安排预算资金 1 万元用 于开展该项目。"
        " 2.项目执行情况 完成组织能力的提升。"
    )
    (evaluation,) = extract(read(text.encode(), name="a.txt")).evaluations
    assert evaluation.name is not None
    assert evaluation.name.value == "党建工作项目"
    assert [fund.measure for fund in evaluation.funds] == ["budget_initial"]


def test_what_an_office_makes_public_is_not_its_publisher() -> None:
    facts = extract(read(f"关于公开青禾镇客货邮融合站点建设项目绩效自评报告{BODY}".encode(), name="a.txt"))
    assert facts.publisher is None


def test_a_kind_of_building_work_is_no_projects_name() -> None:
    text = "青禾县项目支出绩效自评报告\n一、资金情况\n项目批复总投资3374万元(其中建筑工程3292万元),第二批2069万元。\n"
    found = extract(read(text.encode(), name="page.txt")).evaluations
    assert "建筑工程" not in {one.name.value for one in found if one.name}


@pytest.mark.parametrize(
    "title",
    [
        "青禾县某镇人民政府2023年度绩效自评报告",
        "青禾县南山镇中心小学2021年度项目资金绩效自评报告",
        "青禾市住房公积金管理 中心项目支出绩效自评报告",
    ],
)
def test_a_title_that_says_whose_report_it_is_names_no_project(title: str) -> None:
    assert names(f"{title}\n一、项目概况\n全年预算98万元,实际支出90万元。\n二、自评结果\n自评得分96分。\n") == [None]


def test_a_samples_money_is_named_behind_the_years_that_were_blotted_out() -> None:
    assert names(
        "项目绩效自评报告【优秀15篇】\n工程项目绩效自评报告1\n一、基本情况\n下达了20xx年乡村书屋扶持资金，我乡获得20xx年乡村书屋扶持资金。\n"
        "20xx年12月拨付我乡20xx年乡村书屋扶持资金50万元，审定《青禾县20xx年扶持书屋项目实施方案》。\n"
    ) == ["乡村书屋扶持资金"]


def test_works_without_more_words_are_no_name() -> None:
    paper = "工程项目绩效评价报告【优秀15篇】\n工程项目绩效评价报告1\n一、基本情况\n平台以进度为主线。\n"
    assert names(paper) == [None]


def test_a_fund_with_its_sum_before_the_words_for_a_department_is_a_project() -> None:
    text = (
        "2020年青禾祠开放经费236.25万元部门整体支出绩效自评表\n单位名称 | 青禾县宗教事务局 |\n"
        "资金情况(万元) | 年初预算资金总额 | 全年执行数 |\n"
        "合计 | 236 | 236 |\n其中:财政拨款 | 236 | 236 |\n"
    )
    facts = extract(read(text.encode(), name="a.txt"))
    assert [(one.kind, one.name.value if one.name else None) for one in facts.evaluations] == [
        ("project", "青禾祠开放经费")
    ]
    whole = text.replace("青禾祠开放经费236.25万元", "青禾县宗教事务局")
    assert [one.kind for one in extract(read(whole.encode(), name="a.txt")).evaluations] == ["department"]
