package facts

import (
	"fmt"
	"strings"
	"testing"

	"dabao/schema"
)

// rows writes quantities as "raw value unit modifier" for comparison; exact
// and an empty unit are left out.
func rows(s, lang string) string {
	var out []string
	for _, q := range Quantities(s, lang) {
		row := q.Raw + " " + valueOf(&q)
		if q.Unit != "" {
			row += " " + q.Unit
		}
		if q.Modifier != "exact" {
			row += " " + q.Modifier
		}
		out = append(out, row)
	}
	return strings.Join(out, "; ")
}

func TestQuantities(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"classifier", "救出92名矿工", "92名 92 名"},
		{"classifier, traditional", "發放口罩74.2萬只、手套2.8萬雙", "74.2萬只 742000 只; 2.8萬雙 28000 雙"},
		{"full-width", "３．５％的１２００人", "３．５％ 3.5 ％; １２００人 1200 人"},
		{"thousands", "售出1,234,567輛", "1,234,567輛 1.23457e+06 輛"},
		{"no thousands", "第1,2项和3,4项", "4项 4 项"},
		{"Han", "一百零八件，三千五百人，两万五千里，十二个，二十人", "一百零八件 108 件; 三千五百人 3500 人; 两万五千里 25000 里; 十二个 12 个; 二十人 20 人"},
		{"Han short", "三百五个，一万二元", "三百五个 350 个; 一万二元 12000 元"},
		{"Han decimal", "增长十二点五倍，七点五亿元", "十二点五倍 12.5 倍; 七点五亿元 7.5e+08 元"},
		{"mixed", "3亿5000万人，1万5000元，3千多名", "3亿5000万人 3.5e+08 人; 1万5000元 15000 元; 3千多名 3000 名 about"},
		{"infix", "30余万份、80万多人、20多家、十几位、十余家、一百三十多万", "30余万份 300000 份 about; 80万多人 800000 人 about; 20多家 20 家 about; 十几位 10 位 about; 十余家 10 家 about; 一百三十多万 1.3e+06 about"},
		{"adjacent digits", "五六千元，一两年，七八岁，三四百人，十二三米，2、3级，二、三十度", "五六千元 5000,6000 元 about; 一两年 1,2 年 about; 七八岁 7,8 岁 about; 三四百人 300,400 人 about; 十二三米 12,13 米 about; 2、3级 2,3 级 about; 二、三十度 20,30 度 about"},
		{"range", "15%至20%，2元—10元，3至5天，1-7℃，6～12℃，1.35- 2.7%，5～10万元，3亿到5亿元", "15%至20% 15,20 %; 2元—10元 2,10 元; 3至5天 3,5 天; 1-7℃ 1,7 ℃; 6～12℃ 6,12 ℃; 1.35- 2.7% 1.35,2.7 %; 5～10万元 50000,100000 元; 3亿到5亿元 3e+08,5e+08 元"},
		{"no range", "从3%降至2.3%，7天或14天，2毛钱到10块钱", "3% 3 %; 2.3% 2.3 %; 7天 7 天; 14天 14 天; 2毛钱 0.2 元; 10块钱 10 元"},
		{"percent", "百分之八，百分之十二点五，千分之三，4.6个百分点，25个基点，三成，八成半，九成以上，五到六成", "百分之八 8 %; 百分之十二点五 12.5 %; 千分之三 3 ‰; 4.6个百分点 4.6 个百分点; 25个基点 25 个基点; 三成 30 %; 八成半 85 %; 九成 90 % at_least; 五到六成 50,60 %"},
		{"not tenths", "完成三成立大会，改成两成员国", ""},
		{"fraction", "三分之一，四分之三以上，1/3的人，3/4", "三分之一 0.333333; 四分之三 0.75 at_least; 1/3 0.333333; 3/4 0.75"},
		{"not fraction", "1/8决赛，9/11，12/31、1/1，24/7，今（12/30）", ""},
		{"half", "一年半，两个半小时，半小时，半个月，8分多钟", "一年半 1.5 年; 两个半小时 2.5 个小时; 半小时 0.5 小时; 半个月 0.5 个月; 8分多钟 8 分钟 about"},
		{"not half", "上半年，下半年，一半是，过半", ""},
		{"metres", "身高1米75，一米四，2米，1米33", "1米75 1.75 米; 一米四 1.4 米; 2米 2 米; 1米33 1.33 米"},
		{"money", "60亿元人民币，人民币5000，￥99，15美元，320港元，五块钱，5角，3毛", "60亿元 6e+09 元; 5000 5000 元; 99 99 元; 15美元 15 美元; 320港元 320 港元; 五块钱 5 元; 5角 0.5 元; 3毛 0.3 元"},
		{"money the English way", "约€1.5m，£4bn，$3.2 trillion，$2.5k，$1.5-2.5m，¥5m，$500，$300万", "1.5m 1.5e+06 € about; 4bn 4e+09 £; 3.2 trillion 3.2e+12 $; 2.5k 2500 $; 1.5-2.5m 1.5e+06,2.5e+06 $; 5m 5e+06 元; 500 500 $; 300万 3e+06 $"},
		{"no unit", "10亿商品图片，市值1400亿，十万悬赏", "10亿 1e+09; 1400亿 1.4e+11; 十万 100000"},
		{"compound", "5元/小时，35微克/立方米，100余輛次，5萬余條次，12萬人次", "5元/小时 5 元/小时; 35微克/立方米 35 微克/立方米; 100余輛次 100 輛次 about; 5萬余條次 50000 條次 about; 12萬人次 120000 人次"},
		{"spaces before hedge and unit", "20 余家，100 多万，10 多岁，3 亿 5000 万元，前 10 名，12 多云", "20 余家 20 家 about; 100 多万 1e+06 about; 10 多岁 10 岁 about; 3 亿 5000 万元 3.5e+08 元"},
		{"side by side", "三室两厅，3房2厅2卫，3死5伤，三死五伤，九死一生，3房间", "三室 3 室; 两厅 2 厅; 3房 3 房; 2厅 2 厅; 2卫 2 卫; 3死 3 死; 5伤 5 伤; 三死 3 死; 五伤 5 伤"},
		{"from nought", "零至1%，零到三岁，从零到一，归零到3点", "零至1% 0,1 %; 零到三岁 0,3 岁"},
		{"rarer units", "3000尾鱼，8核处理器，3000转，35列车，130平，30平均，120平方，15bp，三刻钟，两个疗程，3000羽，10环，100手，20BP，50美分，判若两人，4×100米", "3000尾 3000 尾; 8核 8 核; 3000转 3000 转; 130平 130 平; 120平方 120 平方; 15bp 15 bp; 三刻钟 3 刻钟; 两个疗程 2 个疗程; 3000羽 3000 羽; 10环 10 环; 100手 100 手; 20BP 20 BP; 50美分 50 美分"},
		{"rarer units in other words", "5角大楼，30转院，2声道，35局部，100平台，10列入，20环境，两则消息，12厘米", "两则 2 则; 12厘米 12 厘米"},
		{"hundreds of millions counted", "5个亿，3个多亿，投了两个亿", "5个亿 5e+08; 3个多亿 3e+08 about; 两个亿 2e+08"},
		{"kilo", "5千克，5000千瓦，3万千瓦，10千米，2千人", "5千克 5 千克; 5000千瓦 5000 千瓦; 3万千瓦 30000 千瓦; 10千米 10 千米; 2千人 2000 人"},
		{"symbols", "78563 IPS，15 ms，128GB，2.3Gbps，300㎡，2.3 W，36.5℃", "78563 IPS 78563 IPS; 15 ms 15 ms; 128GB 128 GB; 2.3Gbps 2.3 Gbps; 300㎡ 300 ㎡; 2.3 W 2.3 W; 36.5℃ 36.5 ℃"},
		{"hedges", "约5人，近300家，超过20年，逾千人，不到3天，至少2次，不超过5%，上万人，5个左右，60岁以上，18岁以下，百人以上", "5人 5 人 about; 300家 300 家 about; 20年 20 年 at_least; 千人 1000 人 at_least; 3天 3 天 at_most; 2次 2 次 at_least; 5% 5 % at_most; 万人 10000 人 at_least; 5个 5 个 about; 60岁 60 岁 at_least; 18岁 18 岁 at_most"},
		{"exact hedges", "达到50%，高达3米，仅2人，最近3年，附近3家，签约5家", "50% 50 %; 3米 3 米; 2人 2 人; 3年 3 年; 3家 3 家; 5家 5 家"},
		{"recent and nearly", "近三年来，历时近五年", "三年 3 年; 五年 5 年 about"},
		{"durations", "过去两年，七天，3个月，两个多月，20多年，连续11日，为期三天", "两年 2 年; 七天 7 天; 3个月 3 个月; 两个多月 2 个月 about; 20多年 20 年 about; 11日 11 日; 三天 3 天"},
		{"one", "一名医生，一家公司，一年，一米，一天", "一名 1 名; 一家 1 家; 一年 1 年; 一米 1 米; 一天 1 天"},
		{"one is a or the", "一个人，一种病，一次，这一年，同一天，上一周，统一，万一，之一，一些，一般，一直", ""},
		{"ordinals", "第3名，第二轮，第25天，第三、四名，第 5 个，前10名，前三位", ""},
		{"names", "5G手机，含光800，ResNet-50，玄铁910，P2P，C919，A380客机，iPhone 11支持，Windows 10家庭版，COVID-19，MD5，21世纪经济报道，714高炮，315晚会", ""},
		{"brands and places", "三元桥，五台山，六盘水，三门峡，七匹狼，八达岭，五道口，九段线，亿纬锂能，百度", ""},
		{"lexical", "两市，三大股指，三产，两降两升，三要素，半导体，四处，五花八门，胡说八道，一线，一方面，其余，两会，几块钱，多年，数千万元，成千上万户，几十人，万里长征", ""},
		{"slogans", "“四个意识”，“六稳”，三个代表，四个自信，八项规定", ""},
		{"speech", "他说：“三个人都来了”", "三个 3 个"},
		{"scores", "77比73，3比1，2:0，25-18", ""},
		{"clocks", "9点半，14时30分，晚上十一点，23:45，三点五十", ""},
		{"an index is no clock", "沪指报3378.99点，涨50点", "3378.99点 3378.99 点; 50点 50 点"},
		{"dates", "2018年5月3日，25日，1-8月，2013、2014年，90年代", ""},
		{"dates that do not exist", "2022年13月45日，9999年99月99日，25时61分，32日，45日，0000年，2月45日，9月3日25时61分，二〇二二年十三月四十五日", ""},
		{"days that last", "45日内，约60日，倒计时100日，连续45日，应在10日内上诉，3日内瓦", "45日 45 日; 60日 60 日 about; 100日 100 日; 45日 45 日; 10日 10 日"},
		{"reigns", "康熙二十五年，昭和十年，公元前221年，民国三十八年", ""},
		{"phones and versions", "拨打110，12345热线，010-12345678，3.2.1版", ""},
		{"past any float", strings.Repeat("9", 400) + "元，九千亿亿亿亿亿元", ""},
		{"mixed scripts in a number", "3百万人，五0人，1二3个，十二万3千人，3万五人", "3百万人 3e+06 人"},
		{"mixed scripts that add up", "１２万3千四百五十六人，2万五千人，5万一年", "１２万3千四百五十六人 123456 人; 2万五千人 25000 人; 5万 50000"},
		{"full-width thousands", "１，２３４．５公斤，１，２３４，５６７元，1，234元", "１，２３４．５公斤 1234.5 公斤; １，２３４，５６７元 1.23457e+06 元"},
		{"negated", "不会超过15%，没有超过3次", "15% 15 % at_most; 3次 3 次 at_most"},
		{"by and to", "失业人数增1.76万人至20.6万人，价格上涨15%至20%", "1.76万人 17600 人; 20.6万人 206000 人; 15%至20% 15,20 %"},
		{"after a week or a meal", "一周七天，饭后半小时，一周三次，8GB+128GB，成长3成5", "一周 1 周; 七天 7 天; 半小时 0.5 小时; 一周 1 周; 三次 3 次; 8GB 8 GB; 128GB 128 GB; 3成5 35 %"},
		{"plus", "5000+家门店，10万+", "5000+家 5000 家 at_least; 10万 100000 at_least"},
		{"more words", "四轮驱动，三轮车，三部曲，小两口，一成不变，老两口，两部门，十一部委", ""},
		{"per ten thousand", "万分之五，百万分之一", "万分之五 0.0005; 百万分之一 1e-06"},
		{"cells of a table", "12\t人民\n3 个\t5\n个", "3 个 3 个"},
		{"weekdays", "周三家长会，星期五个人", ""},
	} {
		lang := "zh-Hans"
		if strings.ContainsAny(c.text, "萬輛發") {
			lang = "zh-Hant"
		}
		if got := rows(c.text, lang); got != c.want {
			t.Errorf("%s: %s\n got %s\nwant %s", c.name, c.text, got, c.want)
		}
	}
}

// TestQuantitiesOfTaiwan holds that 兆 is a trillion where Taiwan's use is read.
func TestQuantitiesOfTaiwan(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"zh-Hant", "營收達3兆4,500億元，發電量20兆瓦，負債34兆美元，預算2兆1,988億6,000萬元", "3兆4,500億元 3.45e+12 元; 20兆瓦 20 兆瓦; 34兆美元 3.4e+13 美元; 2兆1,988億6,000萬元 2.19886e+12 元"},
		{"zh-Hans", "带宽100兆，发电20兆瓦", "20兆瓦 20 兆瓦"},
	} {
		if got := rows(c.text, c.lang); got != c.want {
			t.Errorf("%s: got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestQuantitiesEnglish(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"figures", "The 1,200 workers got 3.5% more.", "1,200 1200; 3.5% 3.5 %"},
		{"words", "Twenty-one officers, two hundred and fifty houses and a dozen cars", "Twenty-one 21; two hundred and fifty 250; a dozen 12"},
		{"scales", "$1.4 billion, £45m, 2.5 million people, half a million voters", "$1.4 billion 1.4e+09 $; £45m 4.5e+07 £; 2.5 million people 2.5e+06 people; half a million 500000"},
		{"marks of scale", "$3.2 trillion, $3.2tn, £4bn, $5M, $5b, €1.5m, € 2m, EUR 5 million, USD 3bn, 2.5k users, 3bn people, $1.5-2.5m", "$3.2 trillion 3.2e+12 $; $3.2tn 3.2e+12 $; £4bn 4e+09 £; $5M 5e+06 $; $5b 5e+09 $; €1.5m 1.5e+06 €; € 2m 2e+06 €; EUR 5 million 5e+06 EUR; USD 3bn 3e+09 USD; 2.5k 2500; 3bn people 3e+09 people; $1.5-2.5m 1.5e+06,2.5e+06 $"},
		{"marks that may be measures", "a 10m wall, 1.5m tall, a 4K video, a 5k run", ""},
		{"hedges", "about 5 miles, at least 23 people, up to 40 days, fewer than 90 minutes, more than 3 tons, nearly 10 years", "5 miles 5 miles about; 23 people 23 people at_least; 40 days 40 days at_most; 90 minutes 90 minutes at_most; 3 tons 3 tons at_least; 10 years 10 years about"},
		{"ranges", "5 to 7 percent, between 5 and 7 miles, 10-15 years", "5 to 7 percent 5,7 percent; 5 and 7 miles 5,7 miles; 10-15 years 10,15 years"},
		{"percent and points", "5 percent, 2 percentage points, half a percentage point, a 0.5-percentage-point rise, a 25-basis-point cut, 5-10 percent, 5%-10%, percent", "5 percent 5 percent; 2 percentage points 2 percentage points; half a percentage point 0.5 percentage point; 0.5-percentage-point 0.5 percentage-point; 25-basis-point 25 basis-point; 5-10 percent 5,10 percent; 5%-10% 5,10 %"},
		{"in words", "a dozen eggs, half a million people, half a mile, half a dozen men", "a dozen 12; half a million people 500000 people; half a mile 0.5 mile; half a dozen 6"},
		{"vague, ratios, clocks", "hundreds of people, dozens of cars, tens of thousands of people, several hundred people, one in five adults, nine out of ten people, at 5:30 p.m., 10 a.m.", ""},
		{"hyphens", "a six-month trial, a 12-mile run, a 34-year-old man", "six-month 6 month; 12-mile 12 mile; 34-year-old 34 year-old"},
		{"fractions", "two thirds of voters, a quarter of homes", "two thirds 0.666667; a quarter 0.25"},
		{"not counted", "the 1st floor, Boeing 737 jets, COVID-19 cases, Highway 61, 5:30 p.m., in 2019, May 5, No. 7, version 3.2.1, one man", ""},
	} {
		if got := rows(c.text, "en-GB"); got != c.want {
			t.Errorf("%s: %s\n got %s\nwant %s", c.name, c.text, got, c.want)
		}
	}
}

func TestCodeGivesNoRows(t *testing.T) {
	a := schema.Article{Lang: "zh", Blocks: []schema.Block{{Kind: schema.Code, Text: "来了12人"}, {Kind: schema.Paragraph, Text: "来了30人"}}}
	Fill(&a, nil)
	if len(a.Quantities) != 1 || a.Quantities[0].Raw != "30人" || a.Quantities[0].Position != 1 {
		t.Errorf("quantities = %+v, want 30人 of block 1 alone", a.Quantities)
	}
}

func TestOtherLanguagesGiveNoRows(t *testing.T) {
	for _, c := range []struct{ text, lang string }{
		{"3.500 Euro und 12 Personen am 3. Mai 2021", "de"},
		{"死者は3人、1月5日に", ""},
		{"12 people", ""},
		{"", "zh"},
	} {
		if got := rows(c.text, c.lang); got != "" {
			t.Errorf("%q in %q: %s, want no rows", c.text, c.lang, got)
		}
	}
	if got := rows("来了12人", ""); got != "12人 12 人" {
		t.Errorf("Han of unknown language: %s", got)
	}
}

func TestNounEnglish(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"a 12.1-inch upper touchscreen handles", ""},
		{"3,000 new homes", "new homes"},
		{"a dozen officers", "officers"},
	} {
		if q := Quantities(c.text, "en"); len(q) != 1 || q[0].Noun != c.want {
			t.Errorf("%s: %+v, want noun %q", c.text, q, c.want)
		}
	}
}

func TestNounAndSubject(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"县卫生局紧急抽调885名医务工作者组成队伍", "医务工作者/县卫生局"},
		{"市公安局共发放口罩74.2万只。", "口罩/市公安局"},
		{"公司去年净利润3.5亿元,", "净利润/"},
		{"，净利润3.5亿元，", "净利润/"},
		{"走访重点场所2万余处，", "重点场所/"},
		{"20个镇（街道）已完成", "镇（街道）/"},
		{"同比增长8.4%，", "/"},
		{"造成三人死亡", "/"},
		{"一行5人开忘年会", "/"},
		{"三个停车场塞满车的景象", "停车场/"},
		{"年薪两百多万挖他，", "/"},
		{"成为漏洞缓解绕过全球两个大奖", "大奖/"},
		{"江河湖面阵风风力可达7～8级", "/"},
		{"一位自称业主的男子", "/"},
		{"走访过100多名学生的家", "学生/"},
		{"为她打开了一扇人生的新大门", "/"},
		{"卫星电视、广播、报纸三家", "/"},
		{"近千辆共享单车投放在门口", "共享单车/"},
		{"苦等一米四的孩子", "/"},
		{"每个单项奖金100万美元", "单项奖金/"},
		{"只能解决两顿，", "/"},
		{"身高1米75，", "身高/"},
		{"长江、黄河等地航线9条", "航线/"},
	} {
		q := Quantities(c.text, "zh-Hans")
		if len(q) != 1 {
			t.Errorf("%s: %d rows, want 1", c.text, len(q))
			continue
		}
		if got := fmt.Sprintf("%s/%s", q[0].Noun, q[0].Subject); got != c.want {
			t.Errorf("%s: noun/subject %s, want %s", c.text, got, c.want)
		}
	}
}
