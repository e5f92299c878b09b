"""Projects that a paragraph enumerates, and the paragraphs that open with a project's name."""

from __future__ import annotations

from decimal import Decimal

from tasks.parse.extract import extract
from tasks.parse.readers import read

TITLE = "青禾县水运中心2021年度专项资金绩效自评报告\n"


def told(text: str) -> dict[str | None, set[tuple[str, Decimal]]]:
    evaluations = extract(read(text.encode(), name="page.txt")).evaluations
    return {
        evaluation.name.value if evaluation.name else None: {
            (fund.measure, fund.amount_yuan / 10000) for fund in evaluation.funds
        }
        for evaluation in evaluations
    }


def test_as_many_marks_as_the_page_counts_projects_are_projects() -> None:
    text = (
        f"{TITLE}一、资金投入情况\n2021年我中心有拨款项目3个,共收到资金158万元。我中心收到(1)船舶监控能力建设项目资金8万元,"
        "实际完成0万元(2)救助基地能力建设资金100万元,实际完成102万元(3)渡口改造50万元,实际完成49.4万元。\n"
    )
    found = told(text)
    assert found["船舶监控能力建设项目"] == {("received", Decimal(8)), ("spent", Decimal(0))}
    assert found["渡口改造"] == {("received", Decimal(50)), ("spent", Decimal("49.4"))}
    assert found[None] == {("received", Decimal(158))}
    # Uses of one project's money have one sum each.
    uses = text.replace(",实际完成0万元", "").replace(",实际完成102万元", "").replace(",实际完成49.4万元", "")
    assert "渡口改造" in told(uses)
    assert "渡口改造" not in told(uses.replace("项目3个", "项目5个"))


def test_marks_that_account_for_each_are_projects_of_the_fund_that_the_title_names() -> None:
    text = (
        "青禾区2022年专项转移支付绩效自评报告(生态保护恢复资金)\n一、项目资金情况\n"
        "2022年应到位487万元,实际到位169万元,到位率34.70%。分项目如下:①防火队能力建设补助应到位68万元,实际到位21万元,到位率30.88%;"
        "②退耕还林补助应到位264万元,实际未到位,到位率0%;3退耕还林还草延长期补助应到位28万元,实际到位0万元,到位率0%。\n"
        "共支付21万元。其中①防火队能力建设补助支付21万元,执行率30.88%;②退耕还林补助支付0万元,执行率0%。\n"
    )
    found = told(text.replace("3退耕", "③退耕"))
    assert found["防火队能力建设补助"] == {
        ("budget_adjusted", Decimal(68)),
        ("received", Decimal(21)),
        ("spent", Decimal(21)),
    }
    assert found["退耕还林补助"] == {("budget_adjusted", Decimal(264)), ("spent", Decimal(0))}
    assert found["退耕还林还草延长期补助"] == {("budget_adjusted", Decimal(28)), ("received", Decimal(0))}


def test_labels_that_account_for_each_in_more_than_one_section() -> None:
    text = (
        "一、绩效自评结论\n项目绩效自评得分95分。\n二、资金情况\n1.经费到位\n"
        "学校层面:预算总资金181万元,其中,中央财政投入21万元。总资金到位183万元。\n专业群层面:预算资金78万元,资金到位78万元。\n"
        "2.经费执行\n学校层面:资金支出180万元,资金执行率为98.4%。\n"
    )
    assert {("received", Decimal(183)), ("spent", Decimal(180))} <= told(text)["学校层面"]
    assert told(text)["专业群层面"] == {("budget_adjusted", Decimal(78)), ("received", Decimal(78))}


def test_marks_whose_names_the_page_tells_again_are_projects() -> None:
    text = (
        "青禾县档案局2016年度项目绩效自评报告\n一、项目概况\n"
        "主要项目有:1、国重档案项目,用于修裱。2、新馆建设项目,用于建馆。\n二、资金情况\n"
        "1、国重档案项目资金:2016年县财政安排30万元;2、新馆建设项目资金:2016年县财政拨款427万元,当年到位。\n"
    )
    assert told(text)["国重档案项目"] == {("budget_adjusted", Decimal(30))}
    assert told(text)["新馆建设项目"] == {("received", Decimal(427))}


def test_what_a_sentence_lists_and_the_page_tells_again_are_projects() -> None:
    listed = (
        "青禾县妇女联合会2021年度项目支出绩效自评报告\n一、基本情况\n"
        "2021年部门预算项目,其中:儿童发展经费34.5万元;婚姻调解经费5.8万元。\n"
    )
    again = "二、绩效情况\n(一)儿童发展经费34.5万元\n开展活动。\n(二)婚姻调解经费5.8万元\n调解纠纷。\n"
    assert told(listed + again)["婚姻调解经费"] == {("budget_adjusted", Decimal("5.8"))}
    assert "婚姻调解经费" not in told(listed + "二、绩效情况\n开展活动。\n")


def test_numbered_paragraphs_may_open_with_names_and_sums() -> None:
    text = (
        "青禾市公安局高新区分局项目支出绩效自评报告\n一、项目基本情况\n"
        "1、协警工作经费:20万元。用于服装。\n2、扶贫经费:15.5万元。按照方案执行。\n3、星级管理专项经费:5万元。用于表彰。\n"
    )
    assert told(text) == {
        "协警工作经费": {("budget_adjusted", Decimal(20))}, "扶贫经费": {("budget_adjusted", Decimal("15.5"))},
        "星级管理专项经费": {("budget_adjusted", Decimal(5))},
    }  # fmt: skip


def test_a_fund_whose_headings_account_for_projects_has_them() -> None:
    text = (
        "青禾区2024年度福利彩票公益金使用情况公告\n一、使用情况\n2024年福利彩票公益金预算安排我区318万元,支出18万元。\n"
        "1.孤儿助学工程。项目总额为10.8万元。实际支付10万元,结余0.8万元。\n2.儿童福利类项目。安排5.7万元,实际支付4.95万元。\n"
    )
    assert told(text)["儿童福利类项目"] == {("budget_adjusted", Decimal("5.7")), ("spent", Decimal("4.95"))}
    # Sums alone may be shares of the fund.
    assert "儿童福利类项目" not in told(
        text.replace(",实际支付4.95万元", "").replace("实际支付10万元,结余0.8万元。", "")
    )


def test_the_first_of_counted_projects_has_its_name_though_the_page_breaks_off() -> None:
    text = (
        "青禾市发展和改革局2023年度项目支出绩效自评报告\n我局2023年绩效评价项目4个,涉及资金2613万元。具体情况如下:\n"
        "项目一:2023年第一批、第二批水库移民扶持资金\n一、基本情况\n移民每人每年补助600元。\n"
    )
    assert set(told(text)) == {None, "第一批、第二批水库移民扶持资金"}
    assert told(text)[None] == {("budget_adjusted", Decimal(2613))}


def test_what_a_sentence_puts_one_sum_each_to_and_the_page_tells_again_are_projects() -> None:
    text = (
        "新农村建设资金绩效自评报告\n一、项目基本情况\n"
        "2021年新增债券资金分别是:棚改专项债6000万元用于十字路口棚户区改造项目、非标专项债7500万元用于青禾镇现代食品园区项目。\n"
        "十字路口棚户区改造项目位于青禾县。\n青禾镇现代食品园区项目实施地位于青禾镇。\n"
    )
    found = told(text)
    assert found["十字路口棚户区改造项目"] == {("budget_adjusted", Decimal(6000))}
    assert found["青禾镇现代食品园区项目"] == {("budget_adjusted", Decimal(7500))}
    assert "青禾镇现代食品园区项目" not in told(text.replace("青禾镇现代食品园区项目实施地", "园区实施地"))


def test_what_the_scope_of_an_evaluation_lists_with_sums_are_projects() -> None:
    text = (
        "青禾省财政厅:\n我厅委托第三方机构开展2018年度省级专项资金绩效评价,对专项资金使用绩效进行评价。现将有关情况报送如下:\n一、评价资金范围\n"
        "绩效评价资金范围包括两个部分:一是清单项目资金,包含环境综合整治780万元、美丽乡村建设600万元;"
        "二是2018年度家园清洁行动450万元(含省直100万元)。\n"
    )
    assert told(text) == {
        "环境综合整治": {("budget_adjusted", Decimal(780))}, "美丽乡村建设": {("budget_adjusted", Decimal(600))},
        "家园清洁行动": {("budget_adjusted", Decimal(450))},
    }  # fmt: skip


def test_lines_that_open_with_an_act_and_tell_how_its_money_was_executed_are_projects() -> None:
    text = (
        "青禾县交通运输局 2020年绩效自评工作报告\n一、组织情况\n自评共计20项,年初预算4660万元,总支出2939万元。\n"
        "(1)青财建(2019)296号文)干线养护43万。预算执行率100%。\n"
        "(2)2)青财建[2019]290号提前下达2020年成品油税费改革转移支付143.13万元。预算执行率100%。\n"
        "3)青财建(2020)97号,关于下达2020年公交车油价补助的通知,4.1万元。执行率30%。\n"
    )
    found = told(text)
    assert found["干线养护"] == {("budget_adjusted", Decimal(43))}
    assert found["成品油税费改革转移支付"] == {("budget_adjusted", Decimal("143.13"))}
    assert found["公交车油价补助"] == {("budget_adjusted", Decimal("4.1"))}
    assert ("budget_initial", Decimal(4660)) in found[None]
    # Acts that say nothing of what became of their money may all have given to one project.
    assert "干线养护" not in told(text.replace("执行率", "完成率"))


def test_works_to_which_a_fund_comes_are_projects_where_the_page_tells_of_them_again() -> None:
    text = (
        "青禾市国家文物保护专项资金绩效自评报告\n一、资金下达\n下达国家文物保护专项资金873万元,具体为下达省级文物单位李家大院修缮工程545万元、"
        "博物馆馆藏文物保护105万元、北塔寺防雷工程223万元。\n二、资金到位\n一是李家大院修缮工程1月到位250万元。二是9月下达北塔寺防雷工程223万元。\n"
    )
    assert {"李家大院修缮工程", "北塔寺防雷工程"} <= set(told(text))
    assert "李家大院修缮工程" not in told(text.replace("873万元", "900万元"))
    assert "李家大院修缮工程" not in told(text.partition("二、")[0])


def test_clauses_that_each_account_for_a_sum_are_projects_of_a_department() -> None:
    text = (
        "青禾县法庭2021年度部门整体支出绩效评价报告\n一、部门概况\n2021年度支出900万元。\n我庭所有项目皆照预算执行。其中,法庭执行年初预算数6万元,"
        "年末结算支出6万元,项目资金支出进度比率为100%;案件审理400万元,年末结算支出300万元,项目资金支出进度比率为75%。\n"
    )
    found = told(text)
    assert found["法庭执行"] == {("budget_initial", Decimal(6)), ("spent", Decimal(6))}
    assert found["案件审理"] == {("budget_adjusted", Decimal(400)), ("spent", Decimal(300))}
    assert found[None] == {("spent", Decimal(900))}
    # Kinds of spending have accounts too, and a share that no sums make proves nothing.
    assert set(told(text.replace("法庭执行", "基本支出").replace("案件审理", "项目支出"))) == {None}
    assert "案件审理" not in told(text.replace("75%", "57%"))


def test_ordinals_that_each_account_for_a_sum_are_projects() -> None:
    text = (
        "青禾县教育局2022年部门绩效自评工作情况总结\n一、项目支出自评情况\n2022年项目30个,分为两个方面,一是用于其他教育支出,"
        "即支教教师补助经费合计75万元,已于本年度支出75万元,预算完成率100%。主要用于支教;二是学前教育支出,即公办园经费、民办园经费"
        "等合计200万元,已于本年度支出150万元,预算完成率75%。\n"
    )
    found = told(text)
    assert found["支教教师补助经费"] == {("budget_adjusted", Decimal(75)), ("spent", Decimal(75))}
    assert found["学前教育支出"] == {("budget_adjusted", Decimal(200)), ("spent", Decimal(150))}


def test_money_may_be_called_otherwise_where_the_page_tells_of_its_project() -> None:
    text = (
        "2021年度项目支出绩效评价自评报告\n一、项目概况\n我局申请地震监测业务经费5万元、地震救援经费3万元。"
        "地震监测项目升级3台仪器。地震救援项目采购电话2部。\n"
    )
    assert {"地震监测业务经费", "地震救援经费"} <= set(told(text))
    assert "地震监测业务经费" not in told(text.replace("地震监测项目", "监测项目"))
