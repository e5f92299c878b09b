"""The invented counties of the portal: names, bodies, hosts, codes. The codes begin with 99 as no division's do."""

# ruff: noqa: E501 - sentences and tables of names are kept whole

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A county and the site on which it publishes: `site_code` its 网站标识码, `short` its word in document numbers."""

    name: str
    title: str
    host: str
    region_code: str
    region: str
    site_code: str
    short: str
    template: str
    official: bool = True


LARGE_PLACES = (
    Place("qinghe", "青禾县财政局", "czj.qinghe.jxdemo.gov.cn", "999101", "青禾县", "9991010007", "青", "trs"),
    Place("linyan", "临砚县人民政府", "www.linyan.jxdemo.gov.cn", "999102", "临砚县", "9991020001", "临砚", "jcms"),
    Place("songming", "松溟县人民政府", "www.songming.jxdemo.gov.cn", "999103", "松溟县", "9991030001", "松", "vsb"),
    Place("qilan", "栖岚县人民政府", "www.qilan.jxdemo.gov.cn", "999104", "栖岚县", "9991040001", "栖", "ucap"),
    Place("wanglan", "望澜县政务公开", "zwgk.wanglan.jxdemo.gov.cn", "999105", "望澜县", "9991050003", "望", "plain"),
)
SMALL_PLACES = (
    Place(
        "chengyu", "澄屿县人民政府", "www.chengyu.jxdemo.gov.cn", "999106", "澄屿县", "9991060001", "澄", "jcms-xxgk"
    ),
    Place("jichuan", "霁川县人民政府", "www.jichuan.jxdemo.gov.cn", "999107", "霁川县", "9991070001", "霁", "jpaas"),
    Place("cenwan", "岑湾县人民政府", "www.cenwan.jxdemo.gov.cn", "999108", "岑湾县", "9991080001", "岑", "gkmlpt"),
    Place(
        "weize", "苇泽县政府信息公开网", "zwgk.weize.jxdemo.gov.cn", "999109", "苇泽县", "9991090002", "苇", "openness"
    ),
    Place("boyun", "泊云县人民政府", "www.boyun.jxdemo.gov.cn", "999110", "泊云县", "9991100001", "泊", "epoint"),
    Place("tinglan", "汀兰县人民政府", "www.tinglan.jxdemo.gov.cn", "999111", "汀兰县", "9991110001", "汀", "truecms"),
    Place("chulan", "楚岚县人民政府", "www.chulan.jxdemo.gov.cn", "999112", "楚岚县", "9991120001", "楚", "content"),
    Place("baling", "巴泠县人民政府", "www.baling.jxdemo.gov.cn", "999113", "巴泠县", "9991130001", "泠", "slugs"),
    Place("shuohe", "朔禾县人民政府", "www.shuohe.jxdemo.gov.cn", "999114", "朔禾县", "9991140001", "朔", "sitemap"),
    Place("tingyu", "听雨县财政局", "czj.tingyu.jxdemo.gov.cn", "999115", "听雨县", "9991150003", "听", "feed"),
    Place("mochi", "墨池县人民政府", "www.mochi.jxdemo.gov.cn", "999116", "墨池县", "9991160001", "墨", "jcms"),
)
"""Counties with a few pages each, for the families of sites that the five large ones do not show."""
MIRROR = Place("m7ylc", "M7盈隆城资讯网", "www.m7ylc-jxdemo.com", "999101", "青禾县", "", "", "plain", official=False)
PLACES = LARGE_PLACES + SMALL_PLACES
MIRRORED_SITE = 0

TOWNS = (
    "石桥镇", "柳湾镇", "白鹭镇", "枫林镇", "双溪镇", "云台乡", "竹坪乡", "槐荫镇", "沙渡镇", "金坡镇", "龙潭乡", "青石镇",
    "茶亭乡", "鹿鸣镇", "望河镇", "松岭乡", "梨园镇", "杏坊镇", "莲塘乡", "古渡镇", "岩口乡", "清泉镇", "凤栖镇", "东篱镇",
)  # fmt: skip
PEOPLE = (
    "陆青野",
    "祁闻舟",
    "童以宁",
    "尹知秋",
    "裴松年",
    "江晚照",
    "闵怀谷",
    "骆听溪",
    "单云起",
    "戚若木",
    "蔺昇",
    "柏堃",
)
"""Invented; 昇 and 堃 stand in GBK but not in GB2312."""
