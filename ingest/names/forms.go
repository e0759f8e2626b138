package names

import (
	"strings"
	"sync"

	"dabao/schema"
	"dabao/schema/fulltext"
)

// The names of countries and of bodies between them are the same in every
// article, so that what is printed of them goes by one form everywhere: US and
// U.S. as United States. Only forms that can mean nothing else are here: not
// America, which is a continent too, not 中共, and no form of Taiwan or Hong Kong
// for one of the mainland.

// englishForms are a kind, the form, and after colons what else is printed for it.
const englishForms = `
place United States:US:U.S.:USA:U.S.A.:United States of America
place United Kingdom:UK:U.K.
place United Arab Emirates:UAE:U.A.E.
place Soviet Union:USSR:U.S.S.R.
place Democratic Republic of Congo:Democratic Republic of the Congo:DRC:DR Congo
place Russia:Russian Federation
place South Korea:Republic of Korea
place North Korea:DPRK
org United Nations:UN:U.N.
org European Union:EU:E.U.
org NATO:North Atlantic Treaty Organization:North Atlantic Treaty Organisation
org World Health Organization:World Health Organisation:WHO
org World Trade Organization:World Trade Organisation:WTO
org International Monetary Fund:IMF
org European Central Bank:ECB
org International Atomic Energy Agency:IAEA
org Federal Bureau of Investigation:FBI:F.B.I.
org Central Intelligence Agency:CIA:C.I.A.`

// chineseForms are a kind, the form in both scripts, and what else is printed.
const chineseForms = `
place 美国 美國:美利坚合众国
place 中国 中國:中华人民共和国
place 英国 英國:大不列颠及北爱尔兰联合王国
place 法国 法國:法兰西共和国
place 德国 德國:德意志联邦共和国
place 俄罗斯 俄羅斯:俄罗斯联邦:俄国
place 韩国 韓國:大韩民国
place 印度尼西亚 印度尼西亞:印尼
place 沙特阿拉伯 沙特阿拉伯:沙特
place 沙乌地阿拉伯 沙烏地阿拉伯:沙乌地
place 阿联酋 阿聯酋:阿拉伯联合酋长国
place 台湾 台灣:台湾省
org 欧盟 歐盟:欧洲联盟
org 联合国安理会 聯合國安理會:安理会:联合国安全理事会
org 世界卫生组织 世界衛生組織:世卫组织:世卫
org 世界贸易组织 世界貿易組織:世贸组织:世贸
org 世界银行 世界銀行:世行
org 国际货币基金组织 國際貨幣基金組織:国际货币基金
org 北约 北約:北大西洋公约组织
org 东盟 東盟:东南亚国家联盟
org 最高人民法院 最高人民法院:最高法
org 最高人民检察院 最高人民檢察院:最高检
org 中央纪委 中央紀委:中纪委
org 中国科学院 中國科學院:中科院
org 中国社会科学院 中國社會科學院:中国社科院
org 国家发展改革委 國家發展改革委:国家发展和改革委员会:国家发改委
org 工业和信息化部 工業和信息化部:工信部
org 人力资源和社会保障部 人力資源和社會保障部:人社部
org 住房和城乡建设部 住房和城鄉建設部:住建部
org 文化和旅游部 文化和旅遊部:文旅部
org 国家卫生健康委 國家衛生健康委:国家卫生健康委员会:国家卫健委
org 中国疾控中心 中國疾控中心:中国疾病预防控制中心
org 中国足协 中國足協:中国足球协会
org 国民党 國民黨:中国国民党
org 民进党 民進黨:民主进步党
org 台铁 台鐵:台铁局:台铁公司`

// forms give the form by kind and what is printed, in lower case or folded.
type forms map[alias]string

func (f forms) add(kind schema.EntityKind, printed, form string) {
	f[alias{kind, fulltext.Fold(strings.ToLower(printed))}] = form
}

var (
	openEnglishForms = sync.OnceValue(func() forms {
		f := forms{}
		for line := range strings.SplitSeq(strings.TrimSpace(englishForms), "\n") {
			kind, names, _ := strings.Cut(line, " ")
			all := strings.Split(names, ":")
			for _, printed := range all {
				f.add(schema.EntityKind(kind), printed, all[0])
			}
		}
		return f
	})
	openChineseForms = sync.OnceValue(func() (scripts [2]forms) {
		scripts = [2]forms{{}, {}}
		for line := range strings.SplitSeq(strings.TrimSpace(chineseForms), "\n") {
			kind, names, _ := strings.Cut(line, " ")
			both, others, _ := strings.Cut(names, ":")
			for i, form := range strings.Fields(both) {
				for _, printed := range append(strings.Split(others, ":"), form) {
					scripts[i].add(schema.EntityKind(kind), printed, form)
				}
			}
		}
		return scripts
	})
)

// chineseForm gives the form of a name in the script of a text: besides the list,
// 臺 of a place or body is 台, as most print it.
func chineseForm(e *schema.Entity, traditional bool) string {
	script := 0
	if traditional {
		script = 1
	}
	if form := openChineseForms()[script][alias{e.Kind, fulltext.Fold(e.Name)}]; form != "" {
		return form
	}
	if e.Kind != schema.Person {
		return strings.ReplaceAll(e.Name, "臺", "台")
	}
	return e.Name
}

// englishForm gives the form of a name in English.
func englishForm(e *schema.Entity) string {
	if form := openEnglishForms()[alias{e.Kind, strings.ToLower(e.Name)}]; form != "" {
		return form
	}
	return e.Name
}
