"""Mirror pages in traditional characters with pinyin in brackets, read as the simplified text they were made from.

Copies on foreign hosts turn 项目 into 項(xiàng)目 and 预算数 into 預(yù)算數(shù). The rules work on a repaired
document; afterwards every span is carried back, so that evidence quotes the page as it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from tasks.parse.document import Block, Document
from tasks.parse.facts import Evidence, Facts, Stated

T = TypeVar("T")

_PAIRS = """
萬万 與与 專专 業业 叢丛 東东 絲丝 丟丢 兩两 嚴严 喪丧 個个 豐丰 臨临 為为 麗丽 舉举 義义 烏乌 樂乐 喬乔
習习 鄉乡 書书 買买 亂乱 爭争 於于 虧亏 雲云 亞亚 產产 畝亩 親亲 億亿 僅仅 從从 倉仓 儀仪 們们 價价 眾众
優优 夥伙 會会 偉伟 傳传 傷伤 倫伦 偽伪 體体 餘余 佈布 債债 傾倾 側侧 僑侨 償偿 儲储 兒儿 黨党 蘭兰 關关
興兴 養养 獸兽 內内 岡冈 冊册 寫写 軍军 農农 馮冯 衝冲 決决 況况 凍冻 淨净 準准 減减 湊凑 鳳凤 憑凭 凱凯
擊击 劃划 劉刘 則则 剛刚 創创 刪删 別别 劑剂 勸劝 辦办 務务 動动 勵励 勁劲 勞劳 勢势 勝胜 區区 醫医 華华
協协 單单 賣卖 盧卢 衛卫 卻却 廠厂 廳厅 歷历 曆历 厲厉 壓压 縣县 參参 雙双 發发 髮发 變变 敘叙 葉叶 號号
嘆叹 後后 嚇吓 嗎吗 聽听 啟启 吳吴 員员 響响 問问 嘗尝 團团 園园 圍围 國国 圖图 圓圆 聖圣 場场 壞坏 塊块
堅坚 壇坛 壩坝 墳坟 墜坠 壘垒 墊垫 牆墙 壯壮 聲声 處处 備备 復复 複复 夠够 頭头 奪夺 奮奋 獎奖 婦妇 媽妈
孫孙 學学 寧宁 寶宝 實实 審审 憲宪 宮宫 寬宽 賓宾 對对 尋寻 導导 壽寿 將将 爾尔 塵尘 層层 屬属 歲岁 島岛
嶺岭 嶽岳 峽峡 鞏巩 幣币 帥帅 師师 帶带 幫帮 幹干 並并 廣广 莊庄 慶庆 庫库 應应 廟庙 廢废 開开 異异 棄弃
張张 彌弥 彎弯 彈弹 強强 歸归 當当 錄录 彙汇 匯汇 徹彻 徑径 憶忆 懷怀 態态 總总 戀恋 懇恳 惡恶 慮虑 懲惩
戰战 戲戏 戶户 撲扑 執执 擴扩 掃扫 揚扬 擾扰 撫抚 搶抢 護护 報报 擔担 擬拟 擁拥 擇择 掛挂 擠挤 揮挥 損损
換换 據据 攜携 攝摄 擺摆 數数 斷断 無无 舊旧 時时 曠旷 晉晋 曬晒 曉晓 暫暂 術术 機机 殺杀 雜杂 權权 條条
來来 楊杨 極极 構构 樣样 標标 欄栏 樹树 棟栋 橋桥 樓楼 檔档 檢检 歡欢 歐欧 殘残 毀毁 畢毕 氣气 漢汉 溝沟
沒没 淪沦 滄沧 澤泽 潔洁 淺浅 濟济 測测 渾浑 濃浓 湧涌 濤涛 澇涝 渦涡 潤润 漲涨 滲渗 溫温 灣湾 濕湿 滿满
漁渔 滯滞 濱滨 灘滩 災灾 燈灯 靈灵 爐炉 點点 煉炼 燒烧 熱热 煙烟 愛爱 爺爷 牽牵 犧牺 狀状 獨独 獲获 環环
現现 瑪玛 電电 畫画 暢畅 療疗 瘋疯 癥症 監监 蓋盖 盤盘 著着 睜睁 矯矫 礦矿 碼码 磚砖 確确 禮礼 禍祸 禪禅
離离 種种 積积 稱称 穩稳 窮穷 竊窃 競竞 筆笔 築筑 篩筛 籌筹 簽签 簡简 類类 糧粮 緊紧 糾纠 紅红 紀纪 約约
級级 純纯 紙纸 納纳 紋纹 線线 練练 組组 細细 織织 終终 經经 結结 給给 絡络 絕绝 統统 繼继 績绩 續续 維维
綿绵 綜综 綠绿 緩缓 編编 緣缘 縮缩 繳缴 網网 羅罗 罰罚 職职 聯联 聰聪 腦脑 腳脚 臟脏 艙舱 艱艰 藝艺 節节
蘇苏 範范 莖茎 薦荐 藥药 蒼苍 營营 蕭萧 薩萨 藍蓝 蓮莲 虛虚 蟲虫 雖虽 蝕蚀 補补 製制 襲袭 裝装 見见 觀观
規规 覓觅 視视 覽览 覺觉 觸触 譽誉 計计 訂订 認认 討讨 讓让 訓训 議议 記记 講讲 許许 論论 設设 訪访 證证
評评 識识 訴诉 診诊 詞词 試试 詩诗 誠诚 話话 詢询 該该 詳详 語语 誤误 說说 請请 諸诸 課课 調调 談谈 謀谋
謝谢 謹谨 讀读 譯译 貝贝 負负 財财 責责 賢贤 敗败 貨货 質质 販贩 貪贪 貧贫 購购 貯贮 貫贯 貴贵 貸贷 貿贸
費费 賀贺 資资 賬账 賠赔 賴赖 贈赠 贊赞 趙赵 趕赶 趨趋 躍跃 踐践 蹤踪 車车 軌轨 軟软 轉转 輪轮 較较 載载
輔辅 輛辆 輕轻 輯辑 輸输 轄辖 邊边 遼辽 達达 遷迁 過过 運运 還还 這这 進进 遠远 違违 連连 遲迟 適适 選选
遞递 邏逻 遺遗 鄧邓 鄭郑 鄰邻 郵邮 釋释 裡里 裏里 鑒鉴 針针 釣钓 鈔钞 鋼钢 鐵铁 銀银 鋪铺 錢钱 錯错 鍋锅
鍵键 鎮镇 鏈链 鐘钟 長长 門门 閉闭 間间 閑闲 聞闻 閱阅 闊阔 隊队 陽阳 陰阴 陣阵 階阶 際际 陸陆 陳陈 險险
隨随 隱隐 難难 雞鸡 霧雾 靜静 韓韩 頁页 項项 順顺 須须 預预 領领 頻频 題题 額额 顏颜 願愿 顯显 風风 飛飞
飲饮 飼饲 館馆 馬马 駐驻 驗验 驅驱 騙骗 騰腾 驟骤 髒脏 魚鱼 鮮鲜 鳥鸟 麥麦 黃黄 齊齐 齡龄 龍龙 龜龟 臺台
週周 佔占 徵征 係系 繫系 闢辟 採采 兇凶 堯尧 潯浔 滬沪 贛赣 粵粤 閩闽 瓊琼 隴陇 晝昼 祇只 隻只 勻匀 澆浇
壟垄 僱雇 僥侥 儘尽 盡尽 屆届 廁厕 廂厢 撥拨 擋挡 攔拦 攤摊 斂敛 暈晕 榮荣 槍枪 櫃柜 殼壳 毆殴 湯汤 濁浊
瀏浏 瀾澜 煥焕 猶犹 癢痒 皺皱 矚瞩 禦御 穀谷 稅税 窩窝 綁绑 綱纲 緒绪 締缔 緝缉 縱纵 繪绘 羨羡 聳耸 肅肃
膚肤 膠胶 舖铺 蔣蒋 蔭荫 薊蓟 蠟蜡 衆众 袞衮 褲裤 訊讯 註注 詐诈 誌志 諒谅 諮咨 謂谓 謙谦 譜谱 豎竖 貼贴
賦赋 賺赚 贏赢 蹟迹 跡迹 軸轴 輝辉 辭辞 遙遥 鄒邹 釀酿 鈣钙 鉛铅 銅铜 銷销 鋒锋 錦锦 鍛锻 鎖锁 鑄铸 鑽钻
閘闸 閣阁 闡阐 陝陕 隸隶 雛雏 靚靓 韌韧 頂顶 頓顿 頒颁 頸颈 顆颗 顧顾 飯饭 餅饼 駕驾 騎骑 鬆松 鬥斗 鬧闹
鴨鸭 鵝鹅 麵面 齒齿 闆板 瞭了 慣惯 憂忧 贖赎 紮扎 彥彦 啓启 喚唤 嚐尝 噸吨 埡垭 堿碱 塗涂 墾垦 奧奥 姦奸
嬰婴 寢寝 屜屉 嶄崭 巖岩 幟帜 廈厦 弒弑 徠徕 恆恒 悅悦 愾忾 慘惨 憊惫 戧戗 拋抛 挾挟 捨舍 掙挣 撓挠 擲掷
擻擞 曖暧 朧胧 棲栖 椏桠 楓枫 榿桤 槳桨 樁桩 橢椭 櫻樱 歿殁 氫氢 洶汹 涼凉 淚泪 滅灭 滌涤 漸渐 潛潜 澗涧
濾滤 瀉泻 瀋沈 爍烁 牘牍 狹狭 獄狱 獵猎 琺珐 瑣琐 甌瓯 疊叠 癱瘫 皚皑 盞盏 砲炮 碩硕 磯矶 禎祯 稈秆 筍笋
箋笺 篤笃 簾帘 籃篮 籠笼 糞粪 紳绅 絆绊 緬缅 縫缝 繩绳 纖纤 纜缆 罵骂 羈羁 翹翘 耬耧 腫肿 臘腊 艦舰 芻刍
莢荚 萊莱 葦苇 蕪芜 薔蔷 藎荩 蘆芦 虜虏 蝦虾 螞蚂 蠶蚕 蠻蛮
"""
_SIMPLIFIED = str.maketrans({pair[0]: pair[1] for pair in _PAIRS.split()})
_TRADITIONAL = re.compile("[" + "".join(pair[0] for pair in _PAIRS.split()) + "]")
_PINYIN = re.compile(r"\((?<=[\u4e00-\u9fff]\()[a-zāáǎàōóǒòēéěèīíǐìūúǔùüǘǚǜ]{1,6}\)")
# A simplified page may hold a few such characters in names; a converted page has them in every line.
_CONVERTED_SHARE = 0.03


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the characters of a repaired text stood: `source[i]` holds from `target[i]` on, in step with the text."""

    target: tuple[int, ...]
    source: tuple[int, ...]

    def back(self, position: int) -> int:
        """The place in the original text of a place in the repaired one."""
        run = bisect_right(self.target, position) - 1
        return self.source[run] + position - self.target[run]


def is_converted(text: str) -> bool:
    """Whether a page was turned into traditional characters or had pinyin put into it."""
    if len(_PINYIN.findall(text)) >= 3:
        return True
    return len(_TRADITIONAL.findall(text)) > _CONVERTED_SHARE * max(len(text), 1)


def simplify(document: Document) -> tuple[Document, Origin] | None:
    """The repaired document and the way back to the original, or None where there is nothing to repair."""
    if not is_converted(document.text):
        return None
    target, source, pieces = [0], [0], []
    position = length = 0
    for match in _PINYIN.finditer(document.text):
        pieces.append(document.text[position : match.start()])
        length += match.start() - position
        position = match.end()
        target.append(length)
        source.append(position)
    pieces.append(document.text[position:])
    removed = tuple((m.start(), m.end()) for m in _PINYIN.finditer(document.text))
    text = "".join(pieces).translate(_SIMPLIFIED)

    def forward(place: int) -> int:
        return place - sum(min(place, end) - start for start, end in removed if start < place)

    blocks = tuple(_block(block, text, forward) for block in document.blocks)
    return replace(document, text=text, blocks=blocks), Origin(tuple(target), tuple(source))


def _words(text: str) -> str:
    return _PINYIN.sub("", text).translate(_SIMPLIFIED)


def _block(block: Block, text: str, forward: Any) -> Block:
    start, end = forward(block.start), forward(block.end)
    grid = block.grid
    if grid is not None:
        cells = tuple(
            replace(cell, text=_words(cell.text), start=forward(cell.start), end=forward(cell.end))
            for cell in grid.cells
        )
        grid = replace(grid, cells=cells, caption=_words(grid.caption) if grid.caption else None)
    return replace(block, start=start, end=end, text=_words(block.text), grid=grid)


def restore(facts: Facts, document: Document, origin: Origin) -> Facts:
    """The facts of a repaired document with every span, and every name, as the original page has it."""
    return _restored(facts, document.text, origin)


def _restored(value: T, text: str, origin: Origin) -> T:
    if isinstance(value, Evidence):
        start, end = _ends(value.start, value.end, origin)
        return replace(value, start=start, end=end, quote=text[start:end])
    if isinstance(value, tuple):
        return tuple(_restored(item, text, origin) for item in value)  # type: ignore[return-value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changes: dict[str, Any] = {f.name: _restored(getattr(value, f.name), text, origin) for f in fields(value)}
    if "start" in changes and "end" in changes:
        changes["start"], changes["end"] = _ends(changes["start"], changes["end"], origin)
    if isinstance(value, Stated):
        quote = changes["evidence"].quote
        if isinstance(value.value, str) and value.value == value.evidence.quote:
            changes["value"] = quote
        changes["as_written"] = quote if value.as_written == value.evidence.quote else value.as_written
    return replace(value, **changes)


def _ends(start: int, end: int, origin: Origin) -> tuple[int, int]:
    # The end is carried back from the last character inside, then over the pinyin that belongs to it.
    return origin.back(start), origin.back(end) if end > start else origin.back(start)
