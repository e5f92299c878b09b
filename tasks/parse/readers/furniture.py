"""What stands around a disclosure on a page: breadcrumbs, share buttons, neighbours, the footer.

The words are those that government portals print around an article (网站标识码, 主办单位, ICP备 ... as the portal
guideline 国办发〔2017〕47号 asks for) and those of the document-sharing sites that keep copies.
"""

from __future__ import annotations

import re

_OF_PUBLICATION = (
    "(?:发布|发文|公开|制发|公布|发稿|生成|成文|信息提供)(?:责任)?(?:机构|机关|单位|部门|主体|日期|时间)|公开责任部门"
)
INFO_LABELS = (
    f"索引(?:号|编号|码)|信息索引号|{_OF_PUBLICATION}|信息分类|主题分类|公开目录|公开类别|信息类别"
    "|生效日期|废止日期|失效日期|信息名称|文件名称|文号|发文字号|发文编号|发布文号|主题词|关键词|主题导航"
    "|时效性|效力属性|有效期|有效性|公开形式|公开方式|公开范围|统一登记号|组配分类|公文种类|内容概述"
    "|创建时间|信息来源|文章来源|索 引 号|文 号|索引號|發布機構|發佈機構|公開目錄|發布日期|文號"
)
"""Labels of the information box that goes with every published record, as a pattern."""

_INFO_LABEL = re.compile(INFO_LABELS)
_INFO_LABEL_END = re.compile(rf"(?:^|\s)(?:{INFO_LABELS})$")
_INFO_LABEL_LAST = frozenset("号码构关位门体期间类录别称词航性期式围类述源號構錄")
_PINYIN = re.compile(r"\([a-zāáǎàōóǒòēéěèīíǐìūúǔùüǘǚǜ]{1,6}\)")
_STAMP = re.compile(
    r"(?:日\s*期|时\s*间|发布于?)\s*[:：]?\s*[\[【(]?\d{4}\s*[-/年.]|来\s*源\s*[:：】]|\d{4}-\d{2}-\d{2} \d{2}:\d{2}"
    r"|(?:作者|供稿(?:单位)?|发布者|发布)\s*[:：]\s*[一-龥]{2,24}(?:[局委办厅府院会站处所校]|中心)(?![一-龥])"
    r"|(?=.{0,99}(?:浏览|点击|阅读|访问|作者|字[体号]|编辑))(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}(?!\d)"
)
_DAY = re.compile(
    r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?(?:\s{1,3}\d{1,2}:\d{2}(?::\d{2}(?:\.\d)?)?)?"
)
_SITE_CODE = re.compile(r"(?:网站)?标识码\s*[:：]?\s*((?:\d{2}|bm|BM)\d{8})(?!\d)")

_BREADCRUMB = re.compile(
    r"(?:您|你)?(?:现在|当前)?(?:的|所在)?位置\s*(?:[:：]|是)|当前位置|(?:网站)?首页\s*[>»›/|]|首\s*页\s+>"
)
_NEIGHBOUR = re.compile(
    r"(?:[上下前后]一[篇条页]\s*(?:[:：]|$)|(?:相关|热门|推荐)(?:链接|文章|阅读|新闻|推荐)\s*[:：]?$|猜你喜欢)"
)
_BUTTONS = re.compile(
    r"^[\s【\[]*(?:分享到?|[—\-]*分享[—\-]*|打印本?页?|关闭(?:窗口|本页)?|收藏(?:本页)?|返回(?:顶部|首页|列表)?"
    r"|扫一扫.*|字体(?:大小|:打印)?|字号|加入收藏|设为首页|网站地图|联系我们|免责声明|关于我们|无障碍\S{0,8}|手机版|微信|微博"
    r"|点击下载|举报|相关|下载|下载\s+相关\s+举报|时刻新闻|我要纠错|纠错|播报|朗读|语音播报|Baidu|map|baidu|X"
    r"|下[载載]本文[档檔]|文[档檔][简簡]介|资源描述|已[阅閱][读讀]\d+[页頁].*|第\s*\d+\s*[页頁]\s*[/／]\s*共.*|欢迎(?:来到|访问|光临).*)"
    r"[\s：:】\]|]*$"
)
_BUTTON_ROW = re.compile(
    r"打印本页|关闭窗口|关闭本页|设为首页|加入收藏|扫一扫在手机打开|分享到[:：]|【?字体[:：]|【字体大小|返回顶部"
)
_FOOTER = re.compile(
    r"(?:主办|承办|协办|技术支持|维护)(?:单位|方)?\s*[:：]|ICP备|公网安备|网站标识码|版权所有|Copyright|©"
    r"|建议使用.{0,12}浏览器|网站支持IPv6|备案/?许可证|政府网站找错|网友上传|版[权權][^。]{0,6}(?:[说說]明|[声聲]明)"
)
_COUNTER = re.compile(
    r"^(?:浏览量?|浏览次数|点击数?|点击率|阅读|阅读次数|访问量|责任编辑|编辑|审核|校对)"
    r"\s*[:：]\s*(?:\d*\s*次?|人次|\S{0,8})$"
)
# Where an editor divides an article over pages, and the pager that it then prints.
_PAGE_BREAK = re.compile(r"#PAGE_BREAK#|_ueditor_page_break_tag_|\[NextPage(?:=[^\]]{0,60})?\]|#p#.{0,60}#e#")
_PAGER = re.compile(
    r"(?=.*[上下前后尾末首]一?页)(?:[\[【(]?(?:首页|尾页|末页|[上下前后]一?页|第?(?<!\d)\d{1,3}(?!\d)页?|共\s?\d{1,3}\s?页|[<>«»…]|(?<!\.)\.{2,3}(?!\.))[\]】)]?[\s|/]*){2,40}"
)
_MAX_LINE = 160
_MAX_BUTTON_ROW = 60
_SENTENCE = 30


def is_furniture(line: str) -> bool:
    """Whether a line of a page plainly belongs to the page and not to the document on it.

    A line that carries a date or the name of the publisher is kept even where share buttons stand on it.
    """
    if len(line) > 2 * _MAX_LINE or (len(line) > _SENTENCE and line.endswith("。")):
        return False
    text = _without_pinyin(line).strip()
    if not text or len(text) > _MAX_LINE:
        return False
    if _PAGE_BREAK.fullmatch(text) or _PAGER.fullmatch(text):
        return True
    if _BREADCRUMB.match(text) or _NEIGHBOUR.match(text) or _BUTTONS.match(text) or _FOOTER.search(text):
        return True
    if is_publication_line(text):
        return False
    return bool(_COUNTER.match(text)) or (len(text) < _MAX_BUTTON_ROW and bool(_BUTTON_ROW.search(text)))


def is_publication_line(line: str) -> bool:
    """Whether a short line says when and by whom a page was published."""
    return len(line) <= _MAX_LINE and bool(_STAMP.search(line))


def count_info_labels(text: str) -> int:
    """How many different labels of an information box stand in `text`."""
    return len({match.group() for match in _INFO_LABEL.finditer(_without_pinyin(text))})


def _without_pinyin(text: str) -> str:
    return _PINYIN.sub("", text) if "(" in text else text


def may_end_info_label(text: str) -> bool:
    """Whether the last character of `text` is the last one of any label: a cheap look before `ends_with_info_label`."""
    return text[-1:] in _INFO_LABEL_LAST


def ends_with_info_label(text: str) -> bool:
    """Whether `text` ends in a label whose value comes next in the markup."""
    return text[-1:] in _INFO_LABEL_LAST and bool(_INFO_LABEL_END.search(text[-12:]))


def is_info_label(text: str) -> bool:
    """Whether a line is nothing but a label whose value comes next."""
    return _INFO_LABEL.fullmatch(text.rstrip(":： ")) is not None


def is_date(text: str) -> bool:
    """Whether a line is nothing but a day, with the time of day or without."""
    return _DAY.fullmatch(text.strip()) is not None


def site_code(text: str) -> str | None:
    """The 网站标识码 of a footer: six digits of a division and four of a serial, or `bm` and eight digits."""
    match = _SITE_CODE.search(text)
    return match.group(1).lower() if match else None
