"""Measure words: what may stand behind a number when things, people, time or space are counted."""

from __future__ import annotations

_ROWS = (
    "个工作日 个百分点 个千分点 倍 个小时 个月 个人 个 件次 件 项次 项 人次 人天 人月 人 名 位 户次 户",
    "家次 家 台次 台 套 张 份 本 册 条 篇 期 次 场次 场 批次 批 组 块 面 部 辆 艘 架 间 座 处 所 栋 幢 棵 株",
    "头 只 羽 尾 匹 口 片 段 道 盏 根 支 枚 粒 瓶 箱 袋 桶 包 种 类 款 例 起 宗 单 笔 轮 步 级 届 站 点 路 层",
    "亩次 亩 公顷 平方公里 平方千米 平方米 平方 平米 立方米 万方 方 公里 千米 厘米 毫米 米 万吨 吨 公斤 千克",
    "克 斤 升 毫升 千瓦时 千瓦 度 小时 分钟 秒 工作日 天 日 周 季度 年 学时 课时 床 床位 席 桌 副 双 对 幅 封",
    "则 版 网格 分 ㎡ m2 km 镇 乡 村 县 市 省 区 街道 社区 国",
)
MEASURE_WORDS = frozenset(word for row in _ROWS for word in row.split())
MEASURE = "|".join(sorted(MEASURE_WORDS, key=lambda word: (-len(word), word)))
"""The measure words as alternatives of a regular expression, longest first."""
