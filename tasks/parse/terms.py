"""The closed vocabulary of public money that forms and prose share: levels of government, verbs by what they do."""

from __future__ import annotations

LEVEL_OF = {
    word: level
    for level, words in {
        "central": "中央",
        "province": "省 自治区",
        "city": "市 州 地 盟 盟市 州市 市州 地市",
        "county": "县 区 旗 市县 县区 县市区 区县 旗县 旗县区 旗区",
    }.items()
    for word in words.split()
}
"""The level whose money it is, by how provinces call it; 市县 together is what stays at the lowest."""

_IN = "到位 下达 拨付 拨入 下拨 划拨 划入 划转 转拨 转入 拨给 拨到 拨至 核拨 预拨 收到 到账 入账 汇入 筹集 筹措 归集"
_OUT = "支出 支付 列支 使用 执行 开支 花费 用完 用去 支用 支取 拨出 报账 报销 兑付 付清 付讫 付出 付款 用款 偿还"
BRINGS, SPENDS = (tuple(words.split()) for words in (_IN, _OUT))
"""The verbs of what brings money to those who are to spend it, and of what these do with it."""

HANDS_OUT = ("发放", "兑付", "兑现")
"""The verbs of money paid to people, which are said of shares of it as well."""

NO_ACT = (
    "(?!率|进度(?!款)|情况|范围|管理|单位|责任|科目|评价|绩效|政策|方向|预算|力|方式|条件|计划|申请"
    "|项目(?:为|:)?$|(?:专项|补助)资金|的[^,;。]{0,16}额度)"
)
"""What behind a verb of spending makes it the name of something: 支出进度, 使用管理, 付款条件."""
