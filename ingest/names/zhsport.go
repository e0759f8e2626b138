package names

import "slices"

// Reports of matches call teams by words (火箭, 开拓者) and players by what
// writes the sound of a foreign name alone, which elsewhere tells too little.

// sportCues are words of such reports; two of them make one.
var sportCues = words(`NBA CBA MLB 季后赛 常规赛 总决赛 季前赛 联赛 英超 西甲 德甲 意甲 法甲 中超 中甲 欧冠 欧联 亚冠 欧洲杯 世界杯 亚洲杯 世预赛 三分球 篮板 助攻 上篮 扣篮 进球 射门 点球 角球 红牌 黄牌 首发 替补 禁区 后卫 前锋 中锋 门将 主场 客场 主帅 球队 小组赛 半决赛 大联盟 全垒打 先发 中职 英锦赛 大满贯 单打 双打 金牌 奥运`)

// teamNames are teams that are called by a word.
var teamNames = words(`火箭 小牛 黄蜂 开拓者 马刺 湖人 勇士 国王 太阳 快船 掘金 爵士 雷霆 森林狼 灰熊 鹈鹕 骑士 活塞 步行者 公牛 雄鹿 热火 魔术 老鹰 奇才 篮网 猛龙 尼克斯 凯尔特人 独行侠 拓荒者 溜马 暴龙 国安 申花 上港 鲁能 泰达 建业 亚泰 权健 热刺 水晶宫 洋基 道奇 红袜 巨人 红雀`)

// tellsOfSport reports whether two cues of different words stand in the fields.
func tellsOfSport(fields []*zhField) bool {
	var seen []rune
	for _, t := range fields {
		for i := range t.f {
			n := sportCues.startsAt(t.f, i)
			if n < 2 {
				continue
			}
			if len(seen) > 0 && !slices.Equal(seen, t.f[i:i+n]) {
				return true
			}
			seen = t.f[i : i+n]
		}
	}
	return false
}

// teamAt gives the team that token i names, with its city and with 队.
func (t *zhField) teamAt(i int) mention {
	k := t.tokens[i]
	if !teamNames.has(t.text(k)) {
		return mention{}
	}
	m := mention{start: k.start, end: k.end, kind: 'o'}
	if t.placeBefore(k.start) {
		m.start = t.tokens[i-1].start // 达拉斯|小牛
	}
	if t.at(k.end) == '队' {
		m.end++
	}
	return m
}

// countSounds counts the tokens that write foreign sounds, when they are first cut.
func (l *lattice) countSounds(fields []*zhField, pass int) {
	if pass > 0 || !l.sport {
		return
	}
	for _, t := range fields {
		for _, k := range t.tokens {
			if k.class == sounds && k.end-k.start < 5 {
				l.evidence.sounds[packWord(t.text(k))]++
			}
		}
	}
}

// isPlayer reports whether a token that writes foreign sounds is a player: of two
// characters where the report has it more than once.
func (l *lattice) isPlayer(t *zhField, k token) bool {
	name := t.text(k)
	if !l.sport || things.startsAt(t.f, k.end) > 0 || t.at(k.end) == '队' {
		return false
	}
	return len(name) > 2 || k.margin >= 12 && l.evidence.sounds[packWord(name)] > 1
}

// things follow a foreign name that is no person: 斯坦科维奇杯, 温布利球场.
var things = words(`队 杯 奖 省 市 州 郡 县 区 镇 村 岛 河 湖 山 港 湾 街 路 大道 大学 学院 中学 公司 集团 银行 机场 球场 体育场 体育馆 竞技场 广场 教堂 法院 俱乐部 联队 制 病 症 定律 效应 系列 号 型 牌`)
