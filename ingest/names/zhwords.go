package names

import (
	"strings"
	"sync"

	"dabao/schema/fulltext"
)

// The words of Chinese that tell of names, all in the simplified form that
// fulltext folds to. They are the closed classes of the language: what people
// are called by their office, how speech is introduced, how bodies are named.

// runeSet holds characters of the first plane.
type runeSet [1 << 10]uint64

// runesOf makes a set of characters, which must be in the folded form.
func runesOf(s string) *runeSet {
	set := &runeSet{}
	for _, r := range s {
		set.add(r)
	}
	return set
}

func (s *runeSet) add(r rune) {
	if r <= 0xFFFF {
		s[r>>6] |= 1 << (r & 63)
	}
}

func (s *runeSet) has(r rune) bool { return r <= 0xFFFF && s[r>>6]&(1<<(r&63)) != 0 }

// maxSetWord is the longest word of a set in characters.
const maxSetWord = 6

// wordSet holds words of up to maxSetWord characters of the first plane. It is
// filled when it is first asked.
type wordSet struct {
	list        string
	fill        sync.Once
	all         map[[maxSetWord]uint16]bool
	single      runeSet    // the words of one character
	first, last runeSet    // what a word begins and ends with
	heads       [64]uint64 // of longer words the first two characters, and maybe others
	tails       [64]uint64 // the last two
	longest     int
}

func words(list string) *wordSet { return &wordSet{list: list} }

// open takes the words in the form that texts are folded to.
func (s *wordSet) open() {
	s.all = map[[maxSetWord]uint16]bool{}
	for _, w := range strings.Fields(fulltext.Fold(s.list)) {
		r := []rune(w)
		if key, ok := setKey(r); ok {
			s.all[key], s.longest = true, max(s.longest, len(r))
			s.first.add(r[0])
			s.last.add(r[len(r)-1])
			if len(r) == 1 {
				s.single.add(r[0])
				continue
			}
			h, t := pairBit(r[0], r[1]), pairBit(r[len(r)-2], r[len(r)-1])
			s.heads[h>>14] |= 1 << (h & 63)
			s.tails[t>>14] |= 1 << (t & 63)
		}
	}
}

func setKey(w []rune) (key [maxSetWord]uint16, ok bool) {
	if len(w) == 0 || len(w) > maxSetWord {
		return key, false
	}
	for i, r := range w {
		if r > 0xFFFF {
			return key, false
		}
		key[i] = uint16(r)
	}
	return key, true
}

// begins reports whether a longer word of s may begin with a and b.
func (s *wordSet) begins(a, b rune) bool {
	n := pairBit(a, b)
	return s.heads[n>>14]>>(n&63)&1 != 0
}

// ends reports whether a longer word of s may end with a and b.
func (s *wordSet) ends(a, b rune) bool {
	n := pairBit(a, b)
	return s.tails[n>>14]>>(n&63)&1 != 0
}

// has reports whether w is of the set.
func (s *wordSet) has(w []rune) bool {
	s.fill.Do(s.open)
	switch n := len(w); {
	case n == 0 || !s.last.has(w[n-1]):
		return false
	case n == 1:
		return s.single.has(w[0])
	case !s.ends(w[n-2], w[n-1]):
		return false
	}
	key, ok := setKey(w)
	return ok && s.all[key]
}

// endsAt is the length of the longest word of s that ends before i, 0 for none.
func (s *wordSet) endsAt(f []rune, i int) int {
	s.fill.Do(s.open)
	if i <= 0 || !s.last.has(f[i-1]) {
		return 0
	}
	if i > 1 && s.ends(f[i-2], f[i-1]) {
		for n := min(s.longest, i); n > 1; n-- {
			if key, ok := setKey(f[i-n : i]); ok && s.all[key] {
				return n
			}
		}
	}
	if s.single.has(f[i-1]) {
		return 1
	}
	return 0
}

// startsAt is the length of the longest word of s that starts at i.
func (s *wordSet) startsAt(f []rune, i int) int {
	s.fill.Do(s.open)
	if i >= len(f) || !s.first.has(f[i]) {
		return 0
	}
	if i+1 < len(f) && s.begins(f[i], f[i+1]) {
		for n := min(s.longest, len(f)-i); n > 1; n-- {
			if key, ok := setKey(f[i : i+n]); ok && s.all[key] {
				return n
			}
		}
	}
	if s.single.has(f[i]) {
		return 1
	}
	return 0
}

// offices are what a person is called by in print: a role where they stand
// beside a name.
var offices = words(`药师 主任药师 副主任药师 主管药师 技师 主管护师 护师 外援 新援 中卫 边锋 边卫 后腰 射手 教头 助教 操盘手 长官 外长 记者 特派记者 见习记者 实习记者 主持人 编辑 责编 主编 总编 总编辑 副总编 作者 通讯员 实习生 校对 摄影师 导演 编剧 制片人 监制 演员 歌手 主播 模特 艺人 主笔 评论员
	教练 主教练 助教 主帅 队长 领队 球员 前锋 后卫 门将 中锋 选手 运动员 裁判 球星 小将 老将 名将 国手
	总统 副总统 总理 副总理 首相 副首相 国王 女王 王子 王妃 公主 天皇 皇帝 酋长 主席 副主席 总书记 书记 副书记 第一书记 委员长 常委 委员 议员 议长 副议长 国会议员 参议员 众议员 立委 立法委员 立法会议员 特首 行政长官 司长 总督
	部长 副部长 省长 副省长 市长 副市长 州长 县长 副县长 区长 副区长 镇长 乡长 村长 村主任 厅长 副厅长 局长 副局长 处长 副处长 科长 副科长 所长 副所长 院长 副院长 校长 副校长 会长 副会长 理事长 秘书长 副秘书长 董事长 副董事长 执行董事 董事 独立董事 总经理 副总经理 副总 经理 总裁 副总裁 总监 厂长 店长 班长 组长 支书 村支书 首席执行官 执行官 创始人 联合创始人 创办人 合伙人 掌门人 负责人 主任 副主任 主委 主管 社长 台长 馆长 团长 副团长 站长 行长 副行长 庭长 署长 专员 总干事 干事 理事 常务理事 监事 秘书 助理 总裁助理 总长 酋长
	司令 司令员 副司令 政委 参谋长 元帅 将军 上将 中将 少将 大校 上校 中校 少校 上尉 警官 民警 警长 警员 消防员 大使 副大使 领事 总领事 副总领事 参赞 发言人 外长 防长 财长 国务卿 检察长 大法官 总检察长
	教授 副教授 讲师 博士 院士 研究员 副研究员 助理研究员 专家 学者 分析师 经济学家 历史学家 科学家 社会学家 心理学家 物理学家 数学家 工程师 高级工程师 总工程师 设计师 建筑师 律师 法官 检察官 会计师 审计师 医生 医师 主任医师 副主任医师 护士 护士长 老师 教师 班主任 辅导员 所长
	牧师 神父 主教 教皇 教宗 法师 住持 阿訇 企业家 作家 诗人 画家 书法家 艺术家 音乐家 作曲家 钢琴家 哲学家 摄影家 评论家 收藏家 慈善家 翻译家 宇航员 航天员 飞行员 机长 船长 代表 人大代表 政协委员 顾问 特使 代办 执行长 财务长 营运长 技术长 策略长 党鞭 总召 召委 里长 邻长 乡代 县代 市代 民代 乡民代表 市民代表 镇民代表 村支部书记 驻村干部 第一书记 理论家 思想家 教育家 革命家 政治家 外交家 军事家 舞蹈家 歌唱家 漫画家 雕塑家 探险家 美食家 发明家 天文学家 生物学家 化学家 人类学家 法学家 语言学家 银行家 实业家 活动家 剧作家 小说家 演奏家 总指挥 指挥 发起人 当家 资深人士 业内人士`)

// correspondents are offices that stand before where somebody reports from.
var correspondents = words(`记者 特派记者 见习记者 实习记者 通讯员 编辑 主持人 大使 总领事 领事 代表 司令 总督`)

// calls stand beside a name and tell a person, but are no office.
var calls = words(`先生 女士 小姐 太太 夫人 师傅 同志 同学 父亲 母亲 爸爸 妈妈 妻子 丈夫 老公 老婆 儿子 女儿 哥哥 弟弟 姐姐 妹妹 爷爷 奶奶 男子 女子 男友 女友 前妻 前夫 男星 女星 影星 歌星 影帝 影后 嘉宾 得主 学生 考生 村民 市民 居民 业主 网友 读者 用户 游客 旅客 乘客 患者 病人 司机 店主 店员 老板 商人 农民 工人 职工 员工 志愿者 消费者 嫌疑人 嫌犯 被告人 被告 原告 当事人 受害人 受害者 死者 伤者 遇难者 幸存者 候选人 参选人 名叫 名为 叫做 原名 本名 艺名 笔名 绰号 化名 小将 烈士 英雄 粉丝 员 者 代理人 经纪人 投资人 召集人 联络人 联系人 主讲人 申请人 继承人 传承人 主人公`)

// speech introduces what a person says or does, behind the name.
var speech = words(`说 称 道 问 答 表示 认为 指出 介绍 告诉 强调 透露 坦言 回忆 解释 补充 回应 宣布 呼吁 建议 提到 谈到 谈及 写道 说道 问道 笑道 直言 感叹 自称 提醒 批评 警告 承认 否认 坦承 声称 宣称 重申 反驳 质疑 指控 抱怨 相信 觉得 希望 预计 预测 分析 主张 宣读 致辞 致词 讲话 发言 发文 发帖 发推 发微博 出席 主持 会见 会晤 率团 率队 抵达 接受 参加 结婚 离婚 再婚 求婚 产子 过世 离世 辞世 落网 落选 参选 受访 受邀 现身 主演 饰演 执导 获颁 当选 连任 就任 出任 担任 履新 辞职 辞去 获得 荣获 夺得 夺冠 击败 战胜 不敌 签署 签约 加盟 退役 受伤 入狱 出狱 被捕 被判 被控 去世 逝世 病逝 出生 毕业 今天 昨天 日前 近日 当天 亲自 曾 还 也 则 均 等 一行 自己 及其 夫妇 父母 家人 团队 老师 `)

// bodies end the name of an organisation.
var bodies = words(`公司 有限公司 总公司 分公司 子公司 集团 事务所 交易所 银行 支行 分行 总行 央行 医院 卫生院 卫生所 诊所 疗养院 大学 学院 中学 小学 高中 初中 幼儿园 学校 附中 附小 党校 职校 技校 书院
	政府 县府 市府 省府 议会 国会 内阁 法院 中院 高院 检察院 法庭 派出所 公安局 公安厅 看守所 分局 大队 支队 总队 中队 消防队 救援队 代表队 代表团 乐团 剧团 歌舞团 合唱团 剧院 剧社
	委员会 常委会 管委会 居委会 村委会 业委会 组委会 奥委会 监委会 协会 学会 商会 联合会 总会 分会 工会 总工会 农会 公会 自救会 基金会 联盟 同盟 联谊会 理事会 研究会 促进会 贸促会 协进会 教师会 校友会 学生会 同学会 慈善会 红十字会 俱乐部 公所
	研究院 研究所 研究中心 实验室 科学院 社科院 设计院 规划院 农科院 中心 指挥部 办公室 办事处 代表处 联络处 管理处 服务处 秘书处 事务处 支部 党支部 总支 党总支 党委 党组 工委 纪委 监委 政法委 团委 省委 市委 县委 区委 州委 镇委 乡委 旗委 军委 组织部 宣传部 统战部 外交部 国防部 财政部 教育部 商务部 农业部 交通部 内政部 司法部 卫生部 国务院 武装部 人武部 作战部 事业部 编辑部 文化部 能源部 国安部
	妇联 残联 文联 作协 足协 篮协 科协 侨联 工商联 政协 人大 总社 合作社 供销社 旅行社 出版社 杂志社 报社 通讯社 新闻社 电视台 广播台 电台 卫视 日报 晚报 早报 晨报 时报 商报 快报 周报 邮报 周刊 月刊 青年报 都市报 新闻网 气象台 天文台 气象局 地震局 监测站 机关 大使馆 领事馆 总领馆 使馆 领馆 博物馆 图书馆 美术馆 文化馆 档案馆 科技馆 警方 军方 当局 警察局 警署 消防局 海关 边检站 监狱 财团 乐队 竞赛部 公社 地检署 高检署 地院 地方法院 高等法院 警局 交警队 旅行网 设计部 研发部 公关部 市场部 人事部 业务部 采购部 企划部 投顾 投信 国小 国中 商业处 旅游处 观光处 文化处 教育处 民政处 地政处 工务处 都发处 城乡发展处 环保处 社会处 农业处 卫生处 劳工处 劳动处 人事处 主计处 政风处 财政处 财税处 税务处 建设处 交通处 水利处 消防处 警务处 产业处 经济处 经发处 新闻处 研考处 体育处 动保处 原民处 客家处 养护处 监理处 发改局 民政局 投促局 铁路局 证监局 银保监局 疾控中心 血站 领导小组 工作组 调查组 专案组 专家组 督导组 督查组 巡视组 巡察组 考察组 联席会议 特区政府 福利院 敬老院 养老院 孤儿院 救助站 殡仪馆 气象站
	证监会 银监会 保监会 银保监会 发改委 卫健委 国资委 住建委 住建局 住建厅 经信委 教委 农委 科委 建委 编办 信访局 城管局 网信办 税务局 国税局 地税局 工商局 质监局 药监局 食药监局 环保局 生态环境局 文旅局 体育局 统计局 审计局 财政局 司法局 民政局 人社局 教育局 教育厅 卫生局 交通局 水利局 水务局 农业局 林业局 粮食局 物价局 规划局 国土局 商务局 商务厅 财政厅 司法厅 民政厅 人社厅 卫生厅 水利厅 农业厅 林业厅 执法局 安监局 应急局 邮政局 电力局 房管局 档案局 文物局 旅游局 招商局 新闻办 新闻局 外事办 扶贫办 台办 侨办 宗教局 港务局 航道局 海事局 渔政 公路局 民航局`)

// plurals before a body say that many are meant.
var plurals = words(`各国 多国 各地 各级 各家 多家 许多 一些 所有 其他 其它 每个 全球 主要 部分 两国 三国 国家 外国`)

// schools end the name of a school behind a word of two characters.
var schools = words(`高中 国中 国小 中学 小学 幼儿园`)

// nationals are bodies that a country has one of, so that they need no place.
var nationals = words(`国务院 外交部 国防部 财政部 教育部 商务部 农业部 交通部 内政部 司法部 卫生部 文化部 能源部 国安部 证监会 银监会 保监会 银保监会 发改委 卫健委 国资委 网信办 央行 红十字会 社科院 篮协 足协 作协 药监局 新闻局 民航局 国税局`)

// brands end the name of a company behind a word that is nothing else.
var brands = words(`股份 科技 药业 制药 证券 传媒 控股 实业 重工 乳业 酒业 影业 置业 地产 信托 期货 航空 卫视 电器 集团 资本 保险 软件 网络 电子 汽车 物流 快递 影视 娱乐 文化 生物 医药 医疗 食品 能源 电力 钢铁 矿业 化工 石化 建设 建工 环保 旅游 酒店 教育 出行 支付 金融 基金 电商 国际 投资 体育 智能 光电 半导体 新材 新能源 转债 金服 金控 产险 寿险 财险 租赁`)

// teams end the name of a team, or of a force, behind a place.
var teams = words(`交警 公安 消防 城管 队 男篮 女篮 男足 女足 男排 女排 国足 国奥 国奥队 男队 女队 国家队 足球队 篮球队 排球队 乒乓球队 羽毛球队 代表队 军 军队 部队 空军 海军 陆军 警察 海警`)

// offices of one character end an organisation behind a place or a level.
var shortBodies = runesOf("局厅委署办院社会党")

// meets follow 会 where it is no body but a verb or a meeting: 会勘, 会后.
var meets = runesOf("勘同商晤见谈诊审签考师合议场报费址堂后前上中期面计")

// levels stand for the place that the article is about: 县公安局.
var levels = runesOf("省市县区州镇乡旗村")

// sites end the name of a place that people made.
var sites = words(`机场 国际机场 火车站 高铁站 汽车站 车站 客运站 地铁站 动车站 港口 码头 大桥 隧道 公园 广场 体育场 体育馆 球场 球馆 体育中心 会展中心 景区 风景区 风景名胜区 保护区 自然保护区 森林公园 湿地公园 开发区 经开区 高新区 工业园 工业区 产业园 科技园 科学城 园区 新区 自贸区 试验区 示范区 保税区 小区 社区 大厦 大楼 花园 花苑 家园 公寓 别墅 山庄 度假村 商圈 夜市 眷村 水库 水电站 核电站 电站 煤矿 油田 农场 林场 牧场 渔场 遗址 古城 古镇 老街 步行街 大街 寺 庙 教堂 清真寺 陵园 公墓 大剧院 国家公园 半岛 群岛 列岛 高原 平原 盆地 沙漠 草原 山脉 海峡 海湾 运河 三角洲 地区 自治州 自治县 自治区 流域 国际机场`)

// never joins the name of an organisation from inside, though its class would.
var outside = words(`资管 养老 涉事 老旧 想 去 来 往 赴 回 离 官 官网 官方 股 个 名 家 位 间 座 批 涉 涉及 涉嫌 大部 局部 部分 是 有 在 到 为 说 称 要 会 能 可 让 使 给 被 把 将 从 向 对 与 和 及 或 等 的 了 着 过 地 得 其 该 此 这 那 各 某 本 我 你 他 她 它 们 全 每 多 几 已 曾 正 还 也 都 只 仅 更 最 很 不 没 未 无
	记者 报道 获悉 消息 来自 成为 作为 前往 进入 来到 赴 走进 参加 出席 加入 邀请 委托 组织 召开 举行 举办 成立 组建 设立 建立 开展 进行 实施 发布 公布 印发 下发 出台 宣布 通过 根据 按照 依据 经过 联合 协同 会同 配合 协助 支持 帮助 要求 责令 通知 通报 据 获 移送 送往 送到 送至 抵达 位于 坐落 毕业 就读 任职 担任 现任 原任 曾任 当选 接受 接到 收到 得到 取得 获得 获 通知 表示 认为 指出 介绍 告诉 强调 透露 显示 提供 认定 判决 起诉 举报 投诉 收购 入股 控股 持有 投资 旗下 所属 下属 隶属 包括 其中 以及 由于 因为 如果 虽然 但是 不过 而且 并且 同时 随后 之后 此前 目前 日前 近日 今年 去年 昨日 今日 当天 当地 有关 相关 一些 这些 那些 部分 多家 多个 一家 一个 这家 那家 该家 某家 各大 各类 各级 各地 全国 国内 国外 海外 境外 知名 著名 大型 中小 小型 民营 国有 私营 上市 老牌 主要 重点 所有 其他 其它 另外 参观 考察 视察 调研 访问 拜访 采访 求助 联系 咨询 拨打 反映 申请 签署 签订 签约 合作 收治 救治 转院 住院 入院 出院 就诊 送医 报警 报案 抗议 要求 谴责 呼吁 批评 反对 指责 抨击 痛批 炮轰 敦促 促请 恳请 控告 状告 回应 质疑 声援 拜会 会见 力挺 提交 提出 递交 推荐 选举 推举 任命 聘请 聘任 服务 落户 入驻 进驻 登陆 亮相 现身 做客 对阵 迎战 击败 战胜 对战 负于 不敌 主场 客场`)

// markets are sites that need no place before them; anyMarket says which of many
// one is, and names none.
var (
	markets   = words(`商圈 夜市 眷村`)
	anyMarket = words(`热门 传统 主要 大型 核心 周边 各大 本地 当地 地方 重要 知名 著名 特色 附近 繁华 新兴 成熟 高端 社区 校园 城市 中心 一线 整个 观光 美食 全国 全市 国际 海鲜 文化`)
)

// standing may follow the name of a place at once: 北京机场. Others of sites
// would name any: 中国公园.
var standing = words(`大桥 隧道 水库 码头 机场 国际机场 火车站 高铁站 汽车站 车站 客运站 动车站 港口 体育场 体育馆 体育中心 会展中心 开发区 经开区 高新区 自贸区 试验区 示范区 保税区 半岛 群岛 列岛 高原 平原 盆地 沙漠 草原 海峡 地区 流域 新区`)

// blend makes another word of a place it stands behind.
var blends = words(`人 化 式 籍 裔 菜 话 语 文 字 画 梦 风 味 系 产 版 杯 牌 路 东路 西路 南路 北路 中路 一路 二路 三路 四路 五路 东街 西街 南街 北街 街 大道 巷 胡同 高速 高铁 线 站 号 法 帝国 共产 特色 模式 精神 制造 故事 新闻 时间 节 奥运 奥运会 世博会 亚运会 冬奥会 世界杯 峰会 论坛 条约 协定 宣言 会议 大会 公报 协议 共识 战争 战役 惨案 事变 事件 起义 革命 会战 之战 保卫战 大屠杀 奖 银 虎 猫 犬 狗 鸡 鸭 鱼 虾 羊 牛 猪 马 茶 酒 面 粉 米 瓷 绣 剧 戏 曲 腔 调 舞 大学城 时报广场`)

// noBodies end like bodies and are rooms, meetings, states of a thing, or what a
// region is for others: 报告厅, 年会, 格局, 经济中心.
var noBodies = words(`报告厅 音乐厅 宴会厅 多功能厅 展览厅 会议厅 咖啡厅 歌舞厅 候车厅 候机厅 大厅 餐厅 客厅 展厅 舞厅 格局 结局 布局 全局 大局 开局 平局 赛局 牌局 饭局 骗局 时局 政局 战局 棋局 残局 僵局
	年会 晚会 午会 早会 展会 博览会 展览会 发布会 交流会 座谈会 研讨会 推介会 运动会 奥运会 世博会 音乐会 演唱会 酒会 茶话会 总结会 动员会 表彰会 报告会 听证会 说明会 记者会 见面会 恳谈会 洽谈会 订货会 招聘会 拍卖会 追悼会 分享会 法说会 联欢会 诗会 庙会 机会 社会 大会
	经济中心 金融中心 政治中心 贸易中心 航运中心 权力中心 人口中心 市中心 正中心 震中心 评委 编委 常委 政委 立委 主委 召委`)

// learned are bodies named after two fields: 地理科学与资源研究所.
var learned = words(`学会 研究会 研究所 研究院 学院 实验室 研究中心`)

// generic are bodies that every place has; without one they name none.
var generic = words(`人民政府 人民法院 党委 党支部 党组 党总支 政法委 常委会 人大常委会 代表大会 国家机关 人民公社 高级中学 解放区 根据地 清政府 党员 市政府 省政府 县政府 区政府 镇政府 乡政府 中学校 联合会 大会 支部 总部 市委 省委 县委 文理学院 组织部 宣传部 统战部 国民 警察局 公安局 公安部门 派出所 教育局 居委会 村委会 管委会 人民 科研院所 院所 高校 检察院 法院 国会 议会 参议会 委员会 办公厅 政治局 书记处 党校 团委 军区 海关 海军 空军 陆军 电视台 科学院 研究院 乐队 竞赛部 设计部 研发部 公关部 市场部 人事部 业务部 采购部 企划部 地检署 高检署 地院 地方法院 高等法院 警局 公社 财政局 司法局 民政局 交通局 农业局 国土局 商务局 财政厅 民政厅 卫生厅 通讯社 武装部 农科院 人大 交易所 大使馆 领事馆 出版社 卫生局 税务局 工商局 邮局 银行 总工会 工会 妇联 政协 公社 大队 支队`)

// associations are bodies that a subject names, not a place: 消费者协会.
var associations = words(`协会 学会 联合会 研究院 基金会 总公司 促进会 总工会 有限公司 出版社 杂志社 日报 晚报 周刊`)

// strongBrands make a company of a place: 金陵药业.
var strongBrands = words(`金服 金控 股份 药业 制药 证券 传媒 控股 实业 重工 乳业 酒业 影业 置业 信托 期货 卫视 集团`)
