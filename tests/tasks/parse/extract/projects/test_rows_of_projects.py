"""The shapes in which reports on many projects list them, and the lists that are of something else."""

from __future__ import annotations

import pytest

from tasks.parse.extract import extract
from tasks.parse.readers import read

HEAD = "青禾县水务局2022年度部门整体支出绩效自评报告\n一、部门概况\n2022年部门预算6800万元。\n二、项目情况\n"


def names(text: str) -> list[str | None]:
    """The names of the projects of a page, the department's own evaluation left out."""
    found = extract(read(text.encode(), name="page.txt")).evaluations
    return [one.name.value if one.name else None for one in found if one.kind == "project"]


@pytest.mark.parametrize(
    "listed",
    [
        "一是河道清淤项目。年度预算150万元,实际支出148万元。\n二是校园饮水改造资金。年度预算60万元,实际支出60万元。\n",
        "一是河道清淤项目预算150万元,支出148万元;二是校园饮水改造资金预算60万元,支出60万元。\n",
        "河道清淤项目到位资金150万元,使用148万元,校园饮水改造资金到位60万元,使用60万元。\n",
        "其中河道清淤项目预算资金150万元,支出148万元,清淤9公里。校园饮水改造资金预算60万元,支出60万元。\n",
        "河道清淤项目:下达资金150万元,已支付148万元。\n校园饮水改造资金:下达资金60万元,已支付60万元。\n",
        "河道清淤项目预算150万元,预算执行率96%;校园饮水改造资金预算60万元,预算执行率88.5%。\n",
        "县水务局河道清淤项目得分93分,等级为优;县教育局校园饮水改造资金得分76.8分,等级为中。\n",
        "全年项目支出210万元,主要项目有:河道清淤项目150万元,清淤9公里;校园饮水改造资金60万元,改造6所。\n",
        "纳入自评的项目有:1、河道清淤项目(150万元),2、校园饮水改造资金(60万元)。\n",
        "2022年专项支出210万元,主要有:河道清淤项目150万元,校园饮水改造资金60万元。\n",
        "河道清淤项目预算执行率100%,校园饮水改造资金预算执行率95%。\n",
        "1.河道清淤项目(预算150万元)\n清淤9公里。\n2.校园饮水改造资金(预算60万元)\n改造6所。\n",
        "河道清淤项目(2022年预算安排150万元,支出148万元)。\n校园饮水改造资金(2022年预算安排60万元,支出60万元)。\n",
        "2022年对2个项目作了评价,得分情况为:河道清淤项目85.6分、校园饮水改造资金90.1分。\n",
        "项目(一):河道清淤项目\n预算安排150万元,实际支出148万元。\n项目(二):校园饮水改造资金\n预算安排60万元。\n",
    ],
)
def test_projects_are_read_where_each_is_accounted_for(listed: str) -> None:
    found = names(f"{HEAD}{listed}三、存在的问题\n资金拨付较慢。\n")
    assert [name.endswith(words) for name, words in zip(found, ("河道清淤项目", "校园饮水改造资金"), strict=True)] == [
        True,
        True,
    ]


def test_accounts_of_parts_are_none_of_projects_where_the_title_names_the_works() -> None:
    listed = (
        "1.大坝防渗工程。计划投资1200万元,完成投资1100万元。\n2.管理房建设工程。计划投资500万元,完成投资450万元。\n"
    )
    assert names(f"松涛水库除险加固工程绩效自评报告\n一、建设情况\n{listed}") == ["松涛水库除险加固工程"]
    # A fund that a title names is put to as many works as the page counts.
    counted = "本次评价共涉及2个项目,分别为:1、南村饮水改造项目,预算资金350万元;2、北村棚圈建设项目,预算资金120万元。\n"
    page = f"青禾县2021年乡村振兴衔接资金项目绩效评价报告\n一、基本情况\n{counted}"
    assert names(page)[-2:] == ["南村饮水改造项目", "北村棚圈建设项目"]


@pytest.mark.parametrize(
    "head",
    [
        "白石镇2021年度项目支出绩效自评报告 (城乡临时救助备用金)\n来源:白石镇\n白石镇2021年度项目支出绩效自评报告\n",
        "白石镇2021年度项目支出绩效自评报告\n(城乡临时救助备用金)\n",
        "白石镇2021年度项目支出绩效自评报告\n——城乡临时救助备用金\n",
    ],
)
def test_the_name_stands_beside_or_beneath_the_title(head: str) -> None:
    assert names(f"{head}一、项目概况\n到位资金14280元。\n二、绩效情况\n全部兑现。\n") == ["城乡临时救助备用金"]


def test_numbers_told_again_are_of_the_same_projects_and_a_basis_ends_a_name() -> None:
    text = (
        "青禾县妇联2021年度项目支出绩效单位自评报告\n一、基本情况\n1.立项依据。\n"
        "项目1:两癌检查救助项目根据《关于下达检查任务的通知》(青妇发〔2021〕3号)及《关于下达2021年救助资金的通知》。\n"
        "项目2:微心愿(助学金)项目按照(青财预〔2021〕46号)追加的微心愿(助学金)项目。\n2.实施情况。\n"
        "项目1:两癌检查救助项目救助妇女60人,支出12万元。\n项目2:微心愿(助学金)项目资助学生30人,支出3万元。\n"
    )
    found = extract(read(text.encode(), name="page.txt")).evaluations
    sums = {one.name.value: [int(fund.amount_yuan) for fund in one.funds] for one in found if one.name}
    assert sums == {"两癌检查救助项目": [120000], "微心愿(助学金)项目": [30000]}


def test_what_is_counted_with_its_names_is_no_name() -> None:
    listed = (
        "2022年我校共有校园文化建设项目、图书购置项目两个项目,资金总额50万元。"
        "校园文化建设项目30万元用于文化长廊建设,图书购置项目20万元用于采购图书。\n"
    )
    page = f"城南小学2022年度项目绩效自评报告\n一、项目概况\n{listed}"
    assert names(page) == [None, "校园文化建设项目", "图书购置项目"]


def test_a_year_with_its_label_in_a_titles_brackets_is_no_name() -> None:
    page = "环卫工作项目绩效自评报告(评价年度:2018年)\n一、项目概况\n年初预算560万元。\n"
    assert names(page) == ["环卫工作项目"]


def test_numbered_names_that_come_to_the_projects_sum_above_them_need_no_account() -> None:
    listed = (
        "2022年项目支出458万元,具体为:\n1、客运补贴186万元。补贴车辆38台。\n"
        "2、国省道隐患整治240万元。整治12处。\n3、执法装备更新32万元。\n"
    )
    assert names(HEAD + listed) == ["客运补贴", "国省道隐患整治", "执法装备更新"]
    assert [name for name in names(HEAD + listed.replace("458万元", "500万元")) if name] == []


def test_labels_without_a_name_are_of_the_project_of_their_heading() -> None:
    text = (
        "临江区财政局关于2022年度财政重点绩效评价结果的公示\n对2个项目开展了重点评价,结果如下:\n"
        "一、智慧养老平台项目\n项目单位:区民政局\n项目金额:280万元\n评价得分:83.5分\n评价等级:良\n"
        "二、城区公园提升项目\n项目单位:区城管局\n项目金额:1500万元\n评价得分:91分\n评价等级:优\n"
    )
    found = extract(read(text.encode(), name="page.txt")).evaluations
    assert [(one.name.value, one.grade and one.grade.value) for one in found if one.name] == [
        ("智慧养老平台项目", "良"),
        ("城区公园提升项目", "优"),
    ]


def test_beside_the_form_of_a_body_the_prose_lists_its_projects() -> None:
    text = (
        "临泉区残联2022年部门整体支出绩效自评报告\n一、重点项目情况\n1.康复项目。预算安排60万元,实际支出58万元。\n"
        "2.残疾人托养项目。预算安排45万元,实际支出44万元。\n附件:部门整体支出绩效自评表\n部门名称 | 临泉区残联\n"
        "年度预算申请(万元) | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分\n"
        "年度资金总额 | 600 | 640 | 630 | 10 | 98.44% | 9.8\n"
    )
    found = extract(read(text.encode(), name="page.txt")).evaluations
    sums = {
        one.name.value if one.name else None: [int(fund.amount_yuan) // 10000 for fund in one.funds] for one in found
    }
    assert sums == {None: [600, 640, 630], "康复项目": [60, 58], "残疾人托养项目": [45, 44]}


def test_sums_that_a_sentence_shares_out_go_to_the_projects_in_their_order() -> None:
    text = (
        "青禾县检察院2022年度项目支出绩效自评报告\n一、项目概况\n2022年共有2个项目,即办案业务经费、公益诉讼经费,"
        "预算批复分别为120万元、60万元,实际支出分别为118万元、60万元。\n"
    )
    found = extract(read(text.encode(), name="page.txt")).evaluations
    sums = {one.name and one.name.value: [(fund.measure, int(fund.amount_yuan)) for fund in one.funds] for one in found}
    assert sums == {
        "办案业务经费": [("budget_initial", 1200000), ("spent", 1180000)],
        "公益诉讼经费": [("budget_initial", 600000), ("spent", 600000)],
    }


def test_reports_under_titles_of_their_own_are_told_apart_and_links_are_not() -> None:
    reports = [
        f"{name}绩效自评报告\n一、项目概况\n{name}到位资金{sums}万元。\n二、绩效情况\n全部完成。\n"
        for name, sums in (("道路养护项目", "46"), ("厕所改造项目", "62"))
    ]
    assert names("".join(reports)) == ["道路养护项目", "厕所改造项目"]
    assert names(reports[0] + reports[1].split("\n")[0] + "\n") == ["道路养护项目"]


def test_prose_beneath_a_label_of_the_name_is_that_projects() -> None:
    text = (
        "河东区司法局2023年度项目支出绩效自评报告\n一、项目概况\n(一)项目名称:人民调解经费\n年初预算20万元,实际支出18万元。\n"
        "(二)项目名称:法律服务经费\n年初预算32万元,实际支出32万元。\n二、自评结论\n完成较好。\n"
    )
    found = extract(read(text.encode(), name="page.txt")).evaluations
    assert [(one.name and one.name.value, [int(fund.amount_yuan) for fund in one.funds]) for one in found] == [
        ("人民调解经费", [200000, 180000]),
        ("法律服务经费", [320000, 320000]),
    ]


def test_a_row_of_names_with_their_sums_in_brackets() -> None:
    said = "我局对河道清淤项目(300万元)、校园饮水改造经费(200万元)两个项目开展了绩效自评,涉及资金500万元。\n"
    assert names(f"青禾县水务局2022年绩效自评工作报告\n一、自评工作\n{said}") == [
        None,
        "河道清淤项目",
        "校园饮水改造经费",
    ]


def test_self_evaluations_told_one_after_the_other_need_no_word_for_it() -> None:
    said = "绩效自评情况:项目自评得分为96分。全年预算数为320万元,执行数为312万元,完成预算的97.5%。\n"
    assert names(f"青禾县水务局2022年度部门决算公开\n河道清淤项目{said}农村饮水巩固项目{said}") == [
        "河道清淤",
        "农村饮水巩固",
    ]


def test_a_label_needs_no_word_for_money_where_its_sums_make_the_share_behind_them() -> None:
    listed = "农资储备贴息:预算60万元,支出60万元,执行率100%。\n新网工程建设:预算100万元,支出76万元,执行率76%。\n"
    assert names(HEAD + listed) == ["农资储备贴息", "新网工程建设"]


@pytest.mark.parametrize(
    "listed",
    [
        # Classes of the budget, kinds of expense, bodies, places, points of the tree, work that was done.
        "一是教育支出年初预算90万元,决算88万元,完成预算的97.78%;二是卫生支出年初预算3万元,决算2.94万元,完成预算的98%。\n",
        "公务接待费预算3万元,支出2.6万元,执行率86.67%;会议费预算2万元,支出1万元,执行率50%。\n",
        "其中:局机关预算1200万元,支出1180万元;县水文站预算900万元,支出870万元。\n",
        "青禾县申请公益岗位补贴20万元,支出19万元;白石县申请公益岗位补贴30万元,支出29万元。\n",
        "2022年项目支出24万元,支付法律援助补贴15万元,支付人民调解补贴9万元。\n",
        "一是项目决策得分20分;二是项目过程得分19分。\n",
        "一是供水保障有力。投入36万元,新建泵站6座。\n二是执法监管加强。罚没款9万元,立案18起。\n",
    ],
)
def test_other_lists_are_none_of_projects(listed: str) -> None:
    assert [name for name in names(HEAD + listed) if name] == []
