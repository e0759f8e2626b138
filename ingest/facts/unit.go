package facts

import "strings"

// use says after which numerals a unit is believed.
type use int

const (
	measure  use = iota // any numeral, 一 too: 一米, 三年
	counter             // any numeral; after 一 it still counts: 一名, 两家
	generic             // any numeral but 一, which makes it an article: 一个 is "a"
	figures             // Arabic digits, or a Han numeral of two or more characters
	currency            // money
	symbol              // Latin or sign; ends where a letter does not follow
)

// unit is one measure word or unit of measure.
type unit struct {
	word   string // folded
	n      int    // runes of word
	use    use
	clash  string // a unit followed by one of these is part of another word
	factor float64
	canon  string // the unit to write where it is not the word as written
}

// The units, a line a use. "名-次字" is 名 unless 次 or 字 follows, where the
// characters after the hyphen are those that make a common word with it.
const (
	measureWords = `年-级代度检报轻货夜薪限味会华龄 个月 个星期 星期 周-边围刊末 天-然津府猫 周年 周岁 岁
		小时 个小时 个钟头 钟头 分钟 秒-杀 秒钟 毫秒 微秒 纳秒 个季度 季度 个工作日 工作日 个交易日 交易日 个世纪 个学期 个年头 个昼夜 昼夜
		个百分点 百分点 个基点 基点 倍-率速 摄氏度 华氏度
		公里 千米 米-饭粉其兰酒勒线 厘米 公分 公尺 分米 毫米 微米 纳米 英里 海里 浬 华里 英尺 呎 英寸 光年 寸 尺-寸度码 丈-夫人
		平方米 平米 平方公里 平方千米 平方公尺 平方厘米 平方毫米 平方英里 平方英尺 平方呎 方呎 方尺 坪 公顷 英亩 亩 顷-刻
		立方米 立方厘米 立方 公升 毫升 升-级至高温值学到为任旗起降空 加仑
		公斤 千克 克-服制扣隆里拉罗 毫克 微克 公克 公吨 吨-位 总吨 载重吨 斤-斤 市斤 磅-礴 盎司 克拉
		千瓦时 瓦时 度电 千瓦 兆瓦 吉瓦 瓦-斯解砾砖 伏特 伏-击法 千伏 安时 毫安时 毫安 千伏安 赫兹 兆赫 千赫 吉赫 分贝 帕 百帕 千帕 兆帕 千卡 大卡 焦耳 千焦 马力 牛米
		像素 比特 字节 兆字节 吉字节 标准箱 标箱 人次 人份 学分 学时 课时
		刻钟 个疗程 个自然日 个学年 个赛季 个财年 流明 尼特 纳克 蒲式耳`
	currencyWords = `元-旦宵素老气勋宇化器桥里 美元 港元 欧元 英镑 日元 日圆 韩元 新台币 台币 澳元 加元 卢布 卢比 瑞士法郎 瑞郎 法郎 泰铢 比索 港币 人民币 美金
		澳门元 新元 新加坡元 新西兰元 令吉 林吉特 里亚尔 里拉 越南盾 迪拉姆 第纳尔 兰特 克朗 比特币 加币 澳币 澳门币 雷亚尔 兹罗提 丹麦克朗 瑞典克朗 挪威克朗 美分 欧分 便士 块钱 毛钱 毛-利病泽衣巾坯主笔`
	counterWords = `则-是为有以 名-次额排 人-民 位-于数次一 家-庭渠 份-额 张 部-门委队分曲 件 根-据本源 套-餐 台-湾风阶山县河 辆 架 艘 枚 颗 座-位谈 栋 幢 间-接隔歇 户-外籍型口
		支-持付撑援出配部 所-以有谓需示述见占能在 首-次先都页个席批届发季日府相领要尾映播 篇-章 幅-度 封-闭城控锁顶测 株-连洲 棵 朵 粒 匹-配狼敌 串-联通 捆-绑 束-缚
		笔-者记试 单-位独元价项身边 宗-教旨族 例-如外证 桩 枪-手支击 剂 针-对灸织 双-方向重 副-主总经县市省书局部院教校董所处厅科秘司会组队镇区乡
		只-有要能是不需会为在剩得 头-部条脑号衔 瓶-颈 箱 桶 罐 袋 盒 杯-赛 碗 盘-点中水 盆-地 锅 票-房据价选 席-位 门-口店票槛户诊峡 堂 滴 枝-特 匙 勺 帧 册 卷-入
		页-面岩 栏 扇 盏 尊-重敬严 具-体有备 顿-时 餐-厅饮具 趟 遍-布及 拳 脚 回合
		针次 剂次 车次 辆次 架次 航次 班次 户次 条次 批次 件次 场次 例次 台次 台套 家次 间次 床次 处次 艘次 列次 队次 只次 份次 篇次 单次 株次 次人`
	genericWords = `个 种 次-级序数贷氯元于方 款-待项 项-目链 条-例款件约 批-评准 起-来到诉草飞点步义伏源码售价 类-似型 样-本品 处-理于在置罚分境
		场-地所景馆合 轮-胎船流椅值候渡车驾驱毂 组-织成建合装委 段-落线 片-面区方头 层-面次出 块-链头 道-路德理教歉具口 对-于手外内方象此其应比策付接我他美照抗立冲讲话症口
		群-众体岛主聊 把-握手他她这关 口-岸罩腔碑径号子感气服味供述 股-东份票价权市民 步-行骤入伐 句-子号 顶-级尖部替 波-动及折兰 幕-后布墙 圈-子 部分
		站-点台在长立出 阵-地容营 拨-打款付给`
	figureWords = `级-别联 期-间望待限货刊末权盼 届-时满 本-科报次地周届身质土金轮领案 面-临对向积包粉前试板议世料 节-目日约省能点奏假 度-假过量数
		分-别为布析享公行局会店成级区类支散之钟部红配解化流开工外期离校院社组页子担 分钱 折-叠合射旧磨腾扣 集-团中体合成会结聚群市装资约
		里-程面约弄 字-母体幕符节面号典 包-括含装裹围办容子机车庄 班-级长子主组 床-上位 桌-面上 管-理控道辖制 晚-上间会报宴期年点餐高近 篮板 助攻 记-者录载得忆住
		点-击评赞名心燃位明亮到钟 尾-声随灯翼气 杆-菌 挺-进身拔过好立 发-现生布表展出动放言给电行射达光票起明挥作烧往稿文酵货送改 坛-子 壶 碟 贴-近合吧心牌着 筐 窝 丛-林书 簇 羽-毛绒 樘 孔-子 摞 沓 捧 瓣 缕
		列-车入为举表席出 通-过知信常报告车道用行 声-音称明誉势道速 联-合系盟网赛手播动想 注-意册资重射入视定 伙-伴食 转-会身发让移型变入化折基向播载岗战院学业 核-心实酸查电桃准算武 格-局式外力 档-案次期 挡-住板路
		环-境球保节比绕卫路线 局-长面势部限域地 手-机术段工里上续势法套指臂写册游持稿中头腕表掌枪抄势 丸-子 厘-米清升定 角-度落色逐形力斗质膜洲星楼球大 平-均方米面时衡静民安原息凡等台行邑顶整稳仓板常日价 平方-米公千厘毫英分尺呎根和
		路-公车汽线电口由径过人上边段网 眼-睛部科神镜角红泪 日-元本均报常程前后起语圆军益`
	symbolWords = `% ‰ °C °F ℃ ℉ ㎡ ㎥ ㎞ ㎝ ㎜ ㎎ ㎏ ㎖ km² m² m³ km2 m2 m3 cm³ cm² km/h m/s km cm mm nm μm um µm kg mg μg ml mL g KG Kg KM CM MM
		GB TB MB KB PB Gb Mb Gbps Mbps Kbps Tbps GHz MHz kHz KHz Hz mAh Ah Wh kWh KWh MWh GWh TWh kW KW MW GW mW W V kV KV mV kcal cal ms ns μs IPS FLOPS TFLOPS GFLOPS PFLOPS EFLOPS TOPS GOPS fps FPS bps QPS TPS dpi ppi rpm RPM dB dBm Pa kPa MPa hPa psi hp TEU BP bp BTC ETH USD CNY RMB HKD EUR GBP JPY TWD ppm ppb cc nit nits N·m Nm L`
)

// symbolsCapped are one-letter symbols that also end names (5G, 4K): believed
// only from the value behind.
var symbolsCapped = map[string]float64{"G": 8, "M": 10, "T": 1e9}

var unitsByRune = buildUnits()

func buildUnits() map[rune][]unit {
	m := map[rune][]unit{}
	add := func(words string, u use) {
		for _, w := range strings.Fields(words) {
			word, clash, _ := strings.Cut(w, "-")
			if word == "" {
				continue
			}
			x := unit{word: word, n: runes(word), use: u, clash: clash, factor: 1}
			switch word {
			case "块钱":
				x.canon = "元"
			case "毛", "毛钱":
				x.canon, x.factor = "元", 0.1
			case "角":
				x.canon, x.factor = "元", 0.1
			case "分钱":
				x.canon, x.factor = "元", 0.01
			}
			r := []rune(word)[0]
			m[r] = append(m[r], x)
		}
	}
	add(measureWords, measure)
	add(currencyWords, currency)
	add(counterWords, counter)
	add(genericWords, generic)
	add(figureWords, figures)
	add(symbolWords, symbol)
	add("G M", symbol)
	return m
}

// unitAt is the longest unit that stands at i and suits the number n.
func (t *text) unitAt(i int, n *number) (unit, bool) {
	var best unit
	for _, u := range unitsByRune[t.at(i)] {
		if u.n > best.n && t.has(i, u.word) && t.suits(i, n, &u) {
			best = u
		}
	}
	return best, best.n > 0
}

func (t *text) suits(i int, n *number, u *unit) bool {
	next := t.at(i + u.n)
	if u.clash != "" && next != 0 && strings.ContainsRune(u.clash, next) && !t.excused(i, u) {
		return false
	}
	switch u.use {
	case symbol:
		if isLetter(next) && isLetter(t.at(i+u.n-1)) || !n.arabic {
			return false
		}
		if least, ok := symbolsCapped[u.word]; ok && (n.lo < least || isDigit(next)) {
			return false
		}
	case figures:
		if !n.arabic && n.end-n.start < 2 {
			return false
		}
		return t.figureSuits(i, n, u)
	case generic, counter:
		return t.countSuits(i, n, u)
	case measure:
		return t.measureSuits(i, n, u)
	}
	return true
}

// excused undoes a clash where a longer word makes the count sure again.
func (t *text) excused(i int, u *unit) bool {
	rest := i + u.n
	switch u.word {
	case "项":
		return t.has(rest, "目标")
	case "处":
		return t.has(rest, "分局") || t.has(rest, "分店")
	case "支":
		return t.has(rest, "部队")
	}
	return false
}

func (t *text) figureSuits(i int, n *number, u *unit) bool {
	whole := n.lo == float64(int64(n.lo))
	switch u.word {
	case "点": // of an index; a clock has no such hour
		return n.arabic && (n.hi > 24 || !whole) && !isDigit(t.at(i+1))
	case "日": // 25日 is a date unless the sentence says for how long; 45日 a slip
		return n.hi >= 100 || t.lasting(n.start) || t.at(i+1) == '内' && t.at(i+2) != '瓦' || n.hi > 31 && t.spanned(n.start, i+1)
	case "级":
		return n.arabic && n.hi < 100
	case "平": // of floor space
		return n.lo >= 10
	case "角", "局", "发", "厘", "手", "核", "转", "环", "联", "列":
		return n.arabic && n.exp == 0 || n.big
	case "届":
		return n.arabic && !t.has(i+1, "中") && !t.has(i+1, "全")
	case "折":
		return n.arabic && n.hi < 10
	case "晚", "夜":
		return n.hi < 100
	}
	return true
}

// slogans are the words that 三个, 四个 make the name of a policy with.
var slogans = []string{"代表", "意识", "自信", "全面", "维护", "确立", "服从"}

// countSuits keeps Han numerals from words they build with a classifier:
// 四处, 三轮车, 二期.
func (t *text) countSuits(i int, n *number, u *unit) bool {
	if n.arabic || !n.single {
		return true
	}
	if n.lo == 1 && n.hi == 1 && u.use == generic {
		return false
	}
	if u.word == "个" && t.hasAny(i+1, slogans) > 0 || u.word == "项" && t.has(i+1, "规定") || u.word == "道" && t.at(n.start-1) == '说' {
		return false
	}
	if prev := t.at(n.start - 1); u.word == "口" && (prev == '小' || prev == '老') {
		return false
	}
	if n.lo > 2 && t.idiom(n.start) {
		return false
	}
	switch t.f[n.start] {
	case '二': // 两 counts, 二 numbers: 二次, 二层, 二手
		return n.lo != n.hi
	case '四':
		return u.word != "处" && u.word != "起" && u.word != "面"
	}
	return true
}

// idiom reports whether the Han digit at i is the second of a saying such as
// 五花八门: a digit stands two places before it, and no word between them that
// joins two numbers or counts by itself (一周三次).
func (t *text) idiom(i int) bool {
	between := t.at(i - 1)
	return hanDigit(t.at(i-2)) > 0 && isHan(between) && hanDigit(between) < 0 &&
		!strings.ContainsRune("至到或周天年月日人次", between)
}

func (t *text) measureSuits(i int, n *number, u *unit) bool {
	if n.arabic {
		return true
	}
	switch u.word {
	case "周", "天", "年":
		if n.single && (t.f[n.start] == '四' && u.word == "周" || t.f[n.start] == '二') {
			return false
		}
		if n.single && n.lo == 1 {
			return t.oneSpan(i, n)
		}
	case "丈", "寸", "尺", "季度", "星期":
		return !n.single || t.f[n.start] == '两'
	case "瓦", "伏", "帕", "磅":
		return !n.single || n.lo > 1
	}
	return true
}

// oneSpan reports whether 一年, 一天, 一周 at i measures a time, and is not
// "one day" or part of a set phrase.
func (t *text) oneSpan(i int, n *number) bool {
	switch t.at(n.start - 1) {
	case '上': // 上一年, but 网上一天
		return placeName(t.at(n.start - 2))
	case '这', '那', '每', '哪', '同', '某', '有', '下', '头', '前', '后', '的', '任', '新', '又', '整', '第', '当', '另', '次', '终', '逐':
		return false
	}
	switch t.at(i + 1) {
	case '一', '四', '到', '天', '比', '中', '又':
		return false
	}
	return true
}

// spanned reports whether a hedge before start or a word at end makes a span of
// the days between: 约45日, 60日内, 90日的, 倒计时50日.
func (t *text) spanned(start, end int) bool {
	switch t.at(end) {
	case '以', '之', '后', '左', '的', '前', '期', '余', '多':
		return true
	}
	return t.hedgeEndingAt(start).word != "" || t.endsAt(start, "倒计时", 3) || t.at(start-1) == '共'
}

// lasting reports whether the words before a day count say that it lasts.
func (t *text) lasting(i int) bool {
	for i > 0 && t.at(i-1) == ' ' {
		i--
	}
	for _, w := range [...]string{"连续", "为期", "历时", "长达", "一连", "持续", "短短", "不到", "超过", "满"} {
		if t.endsAt(i, w, runes(w)) {
			return true
		}
	}
	return false
}
