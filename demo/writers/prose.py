"""Sentences that reports share: money, work done, self-evaluation, problems; each in several wordings."""

from __future__ import annotations

import random

from demo.places import PEOPLE, PLACES
from demo.record import Evaluation, Record
from demo.sectors import SECTORS, Sector
from demo.writers.words import amount, parts, percent, plain

ORDINALS = ("一是", "二是", "三是", "四是", "五是", "六是")
_LONG_GRADE = {"优": "优秀", "良": "良好", "中": "一般", "差": "较差"}


def field_of(e: Evaluation) -> Sector:
    """The vocabulary of the evaluation's sector."""
    return SECTORS[e.sector]


def own_name(e: Evaluation) -> str:
    """我局, 我馆: how a body speaks of itself."""
    return {"局": "我局", "馆": "我馆"}.get(e.unit[-1], "我单位")


def town_of(e: Evaluation) -> str:
    """The town in a project's name, or the county where a department speaks."""
    name = e.project or e.unit
    for mark in ("镇", "乡"):
        if mark in name[:4]:
            return name[: name.index(mark) + 1].removeprefix("政务服务热线")
    return "项目区"


def background(e: Evaluation, throw: random.Random) -> str:
    """Why the project exists."""
    place = town_of(e)
    text = field_of(e).background.replace("{t}", place).replace("{c}", "县")
    lead = throw.choice(
        (
            f"{text}。为切实补齐短板,{e.unit}在充分调研的基础上提出实施“{e.project}”项目,经县人民政府批准后组织实施。",
            f"“{e.project}”项目立足{place}实际提出。{text}。{e.unit}会同属地乡镇多次现场踏勘,形成实施方案并报批。",
            f"近年来,{text}。围绕县委、县政府年度重点工作安排,{e.unit}将“{e.project}”列入{e.year}年度项目计划。",
        )
    )
    aim = throw.choice(
        (
            "项目实施旨在通过集中投入,解决一批群众反映强烈的具体问题,并形成可复制的管理办法。",
            "项目的总体目标是用一个预算年度完成既定建设任务,使服务能力与群众需求基本相适应。",
            "项目设立的目的在于巩固前期成果、补强薄弱环节,促进城乡公共服务更加均衡。",
        )
    )
    return lead + aim


def several_years(e: Evaluation) -> str:
    """The whole investment and the years over which it is spread; empty for a project of one year."""
    whole = e.amount("planned")
    years = [f"{one.year}年计划投资{amount(one.yuan)}" for one in e.money if one.measure == "planned" and one.year]
    return f"项目总投资{amount(whole)},分年度实施,{','.join(years)}。" if whole is not None and years else ""


def overview_quantity(e: Evaluation) -> str:
    """The first of the two places where the main quantity is named."""
    q = e.quantity
    return (
        "" if q is None else f"{e.year}年度计划任务全部分解到村(社区)。据年末统计,{q.phrase}{plain(q.first)}{q.unit}。"
    )


def output_quantity(e: Evaluation) -> str:
    """The second place."""
    q = e.quantity
    return "" if q is None else f"产出数量方面,{q.phrase}{plain(q.second)}{q.unit}。"


def tally_sentence(e: Evaluation) -> str:
    """The count, those done, and the rate."""
    t = e.tally
    return "" if t is None else f"{t.sentence},{t.rate_name}{percent(t.rate)}。"


def remarks(e: Evaluation) -> str:
    """What else the report says of its counts and its money."""
    return "".join(e.remarks)


def works(e: Evaluation, throw: random.Random, *, gap: bool = False) -> str:
    """一是 … 四是: what was done. With a gap in the numbering where the record wants one."""
    order = list(field_of(e).works)
    throw.shuffle(order)
    marks = [*ORDINALS[:3], ORDINALS[4] if gap else ORDINALS[3]]
    return ";".join(f"{mark}{work}" for mark, work in zip(marks, order, strict=True)) + "。"


def arrival(e: Evaluation, record: Record, throw: random.Random) -> str:
    """Budget and what arrived of it."""
    budget, received = e.amount("budget_adjusted"), e.amount("received")
    if budget is None or received is None:
        return ""
    number = f"{PLACES[record.site].short}财预〔{e.year}〕{throw.randrange(3, 140)}号"
    opening = throw.choice(
        (
            f"{e.year}年,根据县财政局资金下达文件({number}),项目全年预算数为{amount(budget)}。",
            f"按照《{PLACES[record.site].region}财政局关于批复{e.year}年部门预算的通知》({number}),项目全年预算{amount(budget)}。",
        )
    )
    rate = "" if e.arrival_rate is None else f",资金到位率为{percent(e.arrival_rate)}"
    return f"{opening}截至{e.year}年12月31日,实际到位资金{amount(received)}{parts(e.money, 'received')}{rate}。"


def spending(e: Evaluation, throw: random.Random) -> str:
    """What was spent, the rate, and what is left."""
    spent, balance = e.amount("spent"), e.amount("balance")
    if spent is None:
        return ""
    rate = "" if e.execution_rate is None else f",预算执行率为{percent(e.execution_rate)}"
    left = "" if balance is None else f",年末结余{amount(balance)}"
    lead = throw.choice((f"{e.year}年,项目实际支出{amount(spent)}", f"截至{e.year}年底,项目累计支出{amount(spent)}"))
    reason = f"{e.cause}" if e.cause else ""
    return f"{lead}{left}{rate}。{reason}"


def management(e: Evaluation, throw: random.Random, me: str | None = None) -> str:
    """How the money was looked after. `me` where the writer is not the unit itself."""
    me = me or own_name(e)
    pool = [
        f"{me}严格执行国库集中支付制度,资金拨付按照经办、审核、审批三级签批,未发现挤占、挪用和虚列支出情况。",
        "项目单独设立明细账,做到专款专用、账实相符,支付凭证附有合同、验收单和发票等佐证材料。",
        "涉及政府采购的事项均通过采购平台公开进行,中标结果按规定公示。",
        f"{me}制定了项目资金管理细则,明确开支范围和报销时限,并接受县审计、财政部门的监督检查。",
        "每季度对照绩效目标开展运行监控,对进度滞后的环节下发提示单,督促限期整改。",
        "项目完工后及时办理竣工财务决算和资产移交手续,形成的固定资产登记入账。",
    ]
    return "".join(throw.sample(pool, 3))


def organisation(e: Evaluation, throw: random.Random) -> str:
    """Who carried out the self-evaluation, with the names that such reports print."""
    first, second, third = throw.sample(PEOPLE, 3)
    return throw.choice(
        (
            f"为做好本次自评,成立了以主要负责人{first}同志为组长,{second}、{third}同志为成员的绩效自评工作小组,采取查阅资料、现场核查、座谈走访等方式开展工作。",
            f"自评工作由{first}同志牵头,规划财务股{second}同志负责数据汇总,业务股室{third}同志负责佐证材料收集,形成自评底稿后集体研究确定评分。",
            f"按照“谁用款、谁自评”的要求,由{first}同志任组长组建评价小组,{second}同志具体负责实地抽查,{third}同志负责问卷回收和统计。",
        )
    )


def benefits(e: Evaluation, throw: random.Random) -> str:
    """What it was good for, without figures."""
    f = field_of(e)
    place = town_of(e)
    pool = [
        f"社会效益方面,{f.social}达到预期,{place}群众的获得感有所增强。",
        f"{f.other_benefit[0].removesuffix('指标')}方面,{f.other_benefit[1]}符合年初设定的方向,相关成效逐步显现。",
        f"可持续影响方面,{f.lasting}稳步提升,后续管护责任已落实到具体岗位。",
        f"从走访情况看,{place}干部群众普遍认可项目成效,{f.satisfied}达到年初目标。",
    ]
    throw.shuffle(pool)
    return "".join(pool[:3])


def conclusion(e: Evaluation, throw: random.Random) -> str:
    """Score and grade."""
    if e.total is None:
        return ""
    grade = ""
    if e.grade is not None:
        word = throw.choice((e.grade, _LONG_GRADE[e.grade]))
        grade = throw.choice((f",自评等次为“{word}”", f",自评结果:{word}"))
    lead = throw.choice(
        (
            "对照绩效指标逐项打分,",
            "综合资金执行、产出、效益和满意度情况,经集体评议,",
            f"按照{PLACES[0].region[-1]}级项目支出绩效自评要求逐条核对佐证材料后,",
        )
    )
    return f"{lead}本项目自评得分{plain(e.total)}分{grade}。"


def problem_text(e: Evaluation, throw: random.Random) -> str:
    """The problems as stated; a bare 无 stays bare."""
    if e.problems is None or e.problems.startswith("无"):
        return e.problems or ""
    extra = throw.choice(
        (
            "绩效指标的细化、量化程度还不够,个别指标佐证材料收集不够及时。",
            "项目前期论证与预算编制的衔接不够紧密,支出进度前慢后快。",
            "业务股室对绩效管理的认识还有差距,日常监控记录不够完整。",
        )
    )
    return f"1.{e.problems}。2.{extra}"


def measures(throw: random.Random, *, wrong_body: bool = False) -> str:
    """What will be done better. A report pasted from elsewhere speaks of a 委 and a park that are not here."""
    pool = [
        "我委将进一步压实主体责任,把绩效目标分解到季度、落实到人。",
        "加强项目库建设,做到先有项目后有预算,提高预算编制的准确性。",
        "建立健全长效管护机制,明确管护主体、经费来源和考核办法。",
        "强化结果应用,将自评结果作为下年度预算安排的重要参考。",
        "加大业务培训力度,提升一线人员发现问题、解决问题的能力。",
        "拓宽群众参与渠道,在方案制定、实施和验收环节广泛听取意见。",
    ]
    text = "".join(([pool[0]] if wrong_body else []) + throw.sample(pool[1:], 3))
    return text + ("希望继续给予资金支持,推动园区经济持续健康发展。" if wrong_body else "")
