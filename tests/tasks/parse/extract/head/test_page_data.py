from __future__ import annotations

import pytest

from tasks.parse.document import Block, Document, PageMeta
from tasks.parse.extract import extract
from tasks.parse.extract.head.dates import read_published_on
from tasks.parse.extract.head.heading import read_title
from tasks.parse.extract.head.index import read_document_no, read_index_no
from tasks.parse.extract.head.publisher import read_publisher
from tasks.parse.readers import read
from tasks.parse.single import read_facts


def page(text: str, **tags: str) -> Document:
    block = Block("paragraph", 0, len(text), text)
    return Document(text=text, blocks=(block,), reader="test", format="txt", meta=PageMeta(tags=tags))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("首页 > 财政\n临江县水利局2022年度河道治理项目绩效自评报告\n发布时间:2023-05-04\n一、项目概况\n",
         "临江县水利局2022年度河道治理项目绩效自评报告"),
        (("预算绩效管理\n"
         "某州数据中心2024年度项目支出绩效单位自评报告\n"
         "一、基本情况\n"), "某州数据中心2024年度项目支出绩效单位自评报告"),
        ("临江市林业局2021年度\n项目绩效自评报告\n(森林防火补助经费项目)\n一、项目基本情况\n",
         "临江市林业局2021年度项目绩效自评报告(森林防火补助经费项目)"),
        (("某某娱乐城_足球网-【投注平台】2022年度河道治理资金绩效自评报告\n"
         "一、概况\n"), "2022年度河道治理资金绩效自评报告"),
        ("2021年度民生档案查询平台运行项目绩效自评报告\n一、概况\n", "2021年度民生档案查询平台运行项目绩效自评报告"),
        (("附件3临江县2021年食品监管专项转移支付绩效自评报告按照要求自评如下:一、"
         "目标情况…"), "临江县2021年食品监管专项转移支付绩效自评报告"),
        ("《学校专项资金绩效自评价报告.docx》由网友上传,更多请找。\n临江四中专项资金绩效自评价报告一、基本情况(一)概况",
         "临江四中专项资金绩效自评价报告"),
        ("附件: 项目支出绩效自评表 (2022年度) 项目名称 委托业务 主管部门 某镇政府", "项目支出绩效自评表"),
        ("索 引 号 | 640000/2023-1 | 文 号 | 无 |\n标 题: | 关于大棚种植项目绩效目标设定的公示 |\n安排资金50万元。\n",
         "关于大棚种植项目绩效目标设定的公示"),
    ],
)  # fmt: skip
def test_the_title_is_read_without_page_furniture_and_brands(text: str, title: str) -> None:
    found = read_title(page(text))
    assert found is not None
    assert found.value == title
    assert text[found.evidence.start : found.evidence.end] == found.evidence.quote


@pytest.mark.parametrize(
    "text",
    [
        "一、项目基本情况\n某工程全长16公里。\n三、项目绩效实现情况\n",
        "标题:\n一、项目概括\n(一)项目基本情况\n",
        "索引号 | 01526035-8/20250418-00001 |\n一、自评结论\n(一)部门整体绩效自评得分\n",
    ],
)
def test_a_body_without_a_head_has_no_title(text: str) -> None:
    assert read_title(page(text)) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("某县2022年度项目绩效自评报告\n发布日期:2023-06-21 浏览量\n一、概况\n截至2022年12月31日", "2023-06-21"),
        ("索引号 579 发布机构 某局\n公开目录 自评 发布日期 2019-06-21\n", "2019-06-21"),
        ("归档时间:2023-09-06\n某县绩效目标申报表\n发布时间:2018年05月20日 15:40 来源:某局\n", "2018-05-20"),
        ("某县2018年绩效评价报告\n作者:某某 编辑:某某 2019-12-11 11:11:33\n一、概况\n", "2019-12-11"),
        ("来源:某县农业农村局   2022-05-16\n一、概况\n", "2022-05-16"),
        ("某县专项支出绩效自评报告\nxiangmuzhanzhan fabushijian:2023-06-26 09:34 🅹\n一、概况\n", "2023-06-26"),
    ],
)
def test_the_day_of_publication_is_the_labelled_one(text: str, day: str) -> None:
    found = read_published_on(page(text))
    assert found is not None
    assert found.value.isoformat() == day


@pytest.mark.parametrize(
    "text",
    [
        "某县2018年度项目自评报告\n一、概况\n资金于2018年7月20日下达。\n某县财政局\n2019年6月5日",
        "评价机构:某所\n报告日期:2021年07月12日\n一、概况\n",
        "上传时间:2023-08-13 格式:DOCX\n服务项目绩效自评表\n一、概况\n",
    ],
)
def test_days_that_a_report_speaks_of_are_not_its_publication(text: str) -> None:
    assert read_published_on(page(text)) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-09-19 作者: 点击数:\n某局部门决算 公开时间:2021年9月19日\n一、概况", "2022-09-19"),
        ("某局部门决算 公开时间:2021年9月19日\n2022-09-19 作者: 点击数:\n一、概况", "2021-09-19"),
        ("根据2022年4月1日通知\n某局部门决算 公开时间:2021年9月19日\n一、概况", "2021-09-19"),
    ],
)
def test_the_pages_own_line_holds_before_the_day_on_a_papers_cover(text: str, day: str) -> None:
    found = read_published_on(page(text))
    assert found is not None
    assert found.value.isoformat() == day


def test_a_day_of_the_meta_tags_counts_where_the_page_shows_it() -> None:
    text = "某县绩效自评报告\n一、概况\n2023年5月4日公开"
    found = read_published_on(page(text, pubdate="2023-05-04 10:00"))
    assert found is not None
    assert found.evidence.quote == "2023年5月4日"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("发布机构 保江市政务服务管理局\n公开目录 自评报告\n一、概况", "保江市政务服务管理局"),
        ("某报告\n发布时间:2023-04-25 08:47信息来源:临江县文化和旅游局文字大小:[ ]\n一、概况", "临江县文化和旅游局"),
        ("某报告\n来源: 海滨国家高新区 发布时间: 2023-07-24\n一、概况", "海滨国家高新区"),
        ("来源:m8娱乐官网 作者:m8手机版\n一、概况\n无\n临江市委办公室\n2018年6月5日", "临江市委办公室"),
    ],
)
def test_the_publisher_is_the_body_that_the_page_names(text: str, name: str) -> None:
    found = read_publisher(text, None)
    assert found is not None
    assert found.value == name


def test_the_body_in_the_title_publishes_where_no_label_says_otherwise() -> None:
    document = page("临江省医疗保障局2022年疫苗接种补助资金项目支出绩效自评报告\n来源:\n一、概况")
    found = read_publisher(document.text, read_title(document))
    assert found is not None
    assert found.value == "临江省医疗保障局"


def test_a_persons_name_is_no_publisher() -> None:
    assert read_publisher("某报告\n作者:陈某某 编辑:redcloud\n一、概况", None) is None


def test_an_empty_number_stays_empty_when_a_label_follows() -> None:
    text = "索引号 发布机构 某市财政局\n文号 浏览量\n依据某财预〔2019〕107号文件"
    assert read_index_no(text) is None
    assert read_document_no(text) is None


def test_the_documents_own_numbers_are_read_and_cited_ones_are_not() -> None:
    text = "索 引 号:4309810018/2024-1953086 发布机构:某局 文号:宁水〔2022〕45号\n依据某财预〔2019〕107号文件"
    index_no, document_no = read_index_no(text), read_document_no(text)
    assert index_no is not None
    assert document_no is not None
    assert (index_no.value, document_no.value) == ("4309810018/2024-1953086", "宁水〔2022〕45号")


def test_a_body_that_the_project_is_named_after_publishes_nothing() -> None:
    form = "2018年度岩口乡便民服务中心规范化建设项目绩效自评表\n\n项目名称:岩口乡便民服务中心规范化建设\n"
    assert extract(read(form.encode())).publisher is None
    report = "2018年度岩口乡便民服务中心项目绩效自评报告\n\n一、项目概况\n项目名称:乡村大厅改造。全年预算20万元。\n"
    publisher = extract(read(report.encode())).publisher
    assert publisher is not None
    assert publisher.value == "岩口乡便民服务中心"


@pytest.mark.parametrize(
    ("title", "publisher"),
    [
        ("茂名市发展和改革局部门整体支出绩效自评报告", "茂名市发展和改革局"),
        ("2021年澄江县水务局部门整体支出绩效自评报告", "澄江县水务局"),
        ("关于澄江县水务局2022年度农村饮水项目绩效自评报告", "澄江县水务局"),
        ("中共澄江县委组织部2022年度项目支出绩效自评报告", "中共澄江县委组织部"),
        ("湖南省澄江监狱2022年度部门整体支出绩效自评报告", "湖南省澄江监狱"),
        ("澄江县消防救援大队2022年度项目支出绩效自评报告", "澄江县消防救援大队"),
        ("澄江县图书馆2022年免费开放补助资金绩效自评报告", "澄江县图书馆"),
        ("澄江县供销合作社联合社2022年度部门整体支出绩效自评报告", "澄江县供销合作社联合社"),
        ("中国人民政治协商会议澄江县委员会2022年度部门整体支出绩效自评报告", "中国人民政治协商会议澄江县委员会"),
        ("澄江县图书馆建设项目支出绩效自评报告", None),
        ("澄江县2022年农村公路养护项目绩效自评报告", None),
    ],
)
def test_the_body_that_a_title_begins_with_publishes(title: str, publisher: str | None) -> None:
    text = f"{title}\n一、项目基本情况\n2022年预算120万元,实际支出114万元,预算执行率为95%。\n"
    _, facts = read_facts(text.encode())
    assert (facts.publisher.value if facts.publisher else None) == publisher


REPORT_BODY = "\n一、项目基本情况\n2022年农村公路养护项目预算120万元,实际支出114万元,预算执行率为95%。\n"


@pytest.mark.parametrize(
    "page_data",
    [
        "发布时间：\n2023-06-07 11:11\n来源：\n澄江县交通运输局\n浏览次数：",
        "日期：[2023-06-07]  来源：[澄江县交通运输局]",
        "稿源：澄江县交通运输局　2023-06-07 10:00",
        "2023-06-07来源：澄江县交通运输局",
        "来源：澄江县交通运输局时间：2023-06-07 11:11",
        "2023-06-07 10:11\n来源：澄江县交通运输局",
        "[ 发布日期 ]  2023-06-07  [ 发布机构 ]  澄江县交通运输局",
        "【信息来源：澄江县交通运输局】 【信息时间：2023-06-07 阅读次数：9】 【字号 大 中 小】",
    ],
)
def test_day_and_publisher_are_read_however_they_are_printed(page_data: str) -> None:
    _, facts = read_facts(f"农村公路养护项目支出绩效自评报告\n{page_data}{REPORT_BODY}".encode())
    assert facts.published_on is not None
    assert facts.publisher is not None
    assert (facts.published_on.value.isoformat(), facts.publisher.value) == ("2023-06-07", "澄江县交通运输局")
    assert [evaluation.name.value for evaluation in facts.evaluations if evaluation.name] == ["农村公路养护项目"]


def test_the_body_above_a_letters_title_is_its_beginning() -> None:
    head = "澄江县水务局文件\n澄水发〔2023〕15号\n澄江县水务局\n关于2022年度农村公路养护项目绩效自评的报告\n县财政局："
    _, facts = read_facts(f"{head}{REPORT_BODY}".encode())
    assert facts.title is not None
    assert facts.title.value == "澄江县水务局关于2022年度农村公路养护项目绩效自评的报告"


def test_the_body_in_brackets_beneath_a_title_is_no_project() -> None:
    _, facts = read_facts(f"2022年度农村公路养护项目支出绩效自评报告\n(澄江县交通运输局){REPORT_BODY}".encode())
    assert [evaluation.name.value for evaluation in facts.evaluations if evaluation.name] == ["农村公路养护项目"]


def test_title_and_index_beside_labels_without_a_colon() -> None:
    text = (
        "信息索引 11530100-/2023-0615001\n名称 临江县水利局2022年度河道治理项目绩效自评报告\n"
        "发布机构 临江县水利局\n一、项目概况\n"
    )
    title, index = read_title(page(text)), read_index_no(text)
    assert title is not None
    assert index is not None
    assert (title.value, index.value) == ("临江县水利局2022年度河道治理项目绩效自评报告", "11530100-/2023-0615001")


def test_a_library_names_the_file_whose_title_it_cut() -> None:
    name = "某省体彩公益金2021年度绩效自评报告"
    text = f"《{name}.docx》由会员分享,可在线阅读。\n1、某省体彩公益金2021年度绩效自评报某省体育局序号"
    title = read_title(page(text))
    assert title is not None
    assert title.value == name


def test_a_project_that_is_named_like_a_paper_is_no_title() -> None:
    text = "2020年度项目支出绩效自评表 | |||\n项目名称 |\n2020年卫片执法补助经费支出绩效自评表 |\n主管部门 | 某局 |\n"
    title = read_title(read(text.encode()))
    assert title is not None
    assert title.value == "2020年度项目支出绩效自评表"


def test_the_caption_of_a_table_and_a_year_alone_are_no_title() -> None:
    text = (
        "2024年度新增专项债券项目绩效评价情况\n发布日期:2025-06-24\n我单位进行绩效自评,结果如下:\n"
        "2024年新增专项债券项目绩效评价表(单位:亿元)\n项目名称\n"
    )
    found = read_title(read(text.encode()))
    assert found is not None
    assert found.value == "2024年度新增专项债券项目绩效评价情况"
    form = read_title(read("项目支出绩效目标申报表\n(2024 年度)\n项目名称\n某项目\n".encode()))
    assert form is not None
    assert form.value == "项目支出绩效目标申报表"


HEAD = '<meta name="PubDate" content="2022-08-13 10:07"><meta name="ContentSource" content="来源：青禾县水务局">'
TEXT = "<h1>青禾县清淤经费绩效自评报告</h1>{}<p>一、项目基本情况</p><p>年初预算安排清淤经费20万元，实际支出20万元。</p>"


@pytest.mark.parametrize(
    ("shown", "day", "publisher"),
    [
        ("", "2022-08-13", "青禾县水务局"),
        ("<p>发布时间：2022-08-10 来源：青禾县财政局</p>", "2022-08-10", "青禾县财政局"),
        ("<p>发布时间：2022-08-10</p>", "2022-08-10", "青禾县水务局"),
    ],
)
def test_the_head_of_a_page_says_what_its_text_does_not(shown: str, day: str, publisher: str) -> None:
    page = f"<html><head>{HEAD}</head><body><div id='zoom'>{TEXT.format(shown)}</div></body></html>"
    found = extract(read(page.encode(), name="a.html"))
    assert found.published_on is not None
    assert found.publisher is not None
    assert (found.published_on.value.isoformat(), found.publisher.value) == (day, publisher)
    assert found.published_on.evidence.quote == day
