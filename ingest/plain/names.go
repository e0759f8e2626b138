package plain

import (
	"regexp"
	"strings"
	"unicode"

	"dabao/schema"
)

// surnames are the family names that most Chinese names begin with, in both
// scripts: the hundred most frequent by the 2020 census and those that the
// classic list of surnames adds. Two-character ones stand at the end.
const surnames = "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許邓鄧冯馮韩韓曹曾彭萧蕭肖蔡潘田董袁于余叶葉蒋蔣杜苏蘇魏程吕呂丁沈任姚卢盧傅钟鍾鐘姜崔谭譚廖范汪陆陸金石戴贾賈韦韋夏邱丘方侯邹鄒熊孟秦白江阎閻薛尹段雷黎史龙龍陶贺賀顾顧毛郝龚龔邵万萬钱錢严嚴赖賴覃洪武莫孔汤湯向常温溫康施文牛樊葛邢安齐齊易乔喬伍庞龐颜顏倪庄莊聂聶章鲁魯岳嶽翟殷詹申欧歐耿关關兰蘭焦俞左柳甘祝包宁寧尚符舒阮柯纪紀梅童凌毕畢单單季裴霍涂成苗谷盛曲翁冉骆駱蓝藍路游辛靳欧管柴蒙鲍鮑华華喻祁蒲房滕屈饶饒解牟艾尤阳陽时時穆农農司卓古吉缪繆简簡车車项項连連芦麦麥褚娄婁窦竇戚岑景党黨宫宮费費卜冷晏席卫衛米柏宗瞿桂全佟应應臧闵閔苟邬鄔边邊卞姬师師和仇栾欒隋商刁沙荣榮巫寇桑郎甄丛叢仲虞敖巩鞏明佘池查麻苑迟遲邝鄺官封谈談匡鞠惠荆荊乐樂冀郁胥南班储儲原栗燕楚鄢劳勞谌諶奚皮粟冼蔺藺楼樓盘盤满滿闻聞位厉厲伊仝区區郜海阚闞花权權强強帅帥屠豆朴盖蓋练練廉禹井祖漆巴丰豐支卿国國狄平计計索宣晋晉相初门門云雲容敬来來扈晁芮都普阙闕浦戈伏鹿薄邸雍辜羊阿乌烏母裘亓修邰赫杭况況那宿鲜鮮印逯隆茹诺"

var compoundSurnames = "欧阳歐陽司马司馬上官诸葛諸葛司徒东方東方皇甫尉迟尉遲公孙公孫令狐慕容宇文长孙長孫端木夏侯南宫南宮独孤獨孤"

// names splits the value of a label into names.
func names(value string) []string {
	value = aside.ReplaceAllString(value, " ")
	var out []string
	for _, part := range nameBreak.Split(value, -1) {
		part = strings.Trim(part, " \u3000:.。\uff1a")
		if part == "" {
			continue
		}
		if !hanOrSpace(part) {
			out = append(out, part)
			continue
		}
		out = append(out, hanNames(part)...)
	}
	for i, n := range out {
		out[i] = strings.TrimSpace(withoutRole(n))
	}
	return dropEmpty(out)
}

var (
	aside     = regexp.MustCompile(`[(\x{FF08}][^)\x{FF09}]*(?:[)\x{FF09}]|$)`)
	nameBreak = regexp.MustCompile(`[、,;/&|\x{FF0C}\x{FF1B}\x{FF0F}\x{FF5C}]|\s+(?:and|und|et|y|e|og|och)\s+`)
	roleWord  = regexp.MustCompile(`^(?:本报|本報|本网|本網|本刊|全媒体)?(?:记者|記者|通讯员|通訊員|实习生|编辑|編輯|见习记者)\s*|\s*(?:报道|報道|報導|综合报道)$`)
)

func withoutRole(n string) string {
	if cut := roleWord.ReplaceAllString(n, ""); cut != "" {
		return cut
	}
	return n
}

// hanNames splits at spaces, but joins single characters: two-character names
// are often spread to the width of three (李 明). The page's controls, which
// dumps print on the same line, end them.
func hanNames(s string) []string {
	var out []string
	single := ""
	for _, w := range strings.FieldsFunc(s, unicode.IsSpace) {
		switch n := len([]rune(w)); {
		case n > 1 && len(out) > 0 && widgetWords[w]:
			return out
		case n == 1 && single != "":
			out = append(out, single+w)
			single = ""
		case n == 1:
			single = w
		default:
			out = append(out, w)
		}
	}
	if single != "" {
		out = append(out, single)
	}
	return out
}

func hanOrSpace(s string) bool {
	for _, r := range s {
		if !isHan(r) && !unicode.IsSpace(r) {
			return false
		}
	}
	return true
}

// isName reports whether s looks like a person's name by itself: a Chinese
// name with a known surname, a transcribed one with its middle dot, a Korean
// one, or two to five capitalised words.
func isName(s string) bool {
	rs := []rune(s)
	switch {
	case hanOrSpace(s):
		n := len(rs)
		if n >= 3 && n <= 4 && strings.Contains(compoundSurnames, string(rs[:2])) {
			return true
		}
		return n >= 2 && n <= 3 && strings.ContainsRune(surnames, rs[0])
	case len(rs) > 0 && isHan(rs[0]):
		return strings.ContainsAny(s, "·•・") && len(rs) <= 14 && !strings.ContainsAny(s, " ,。\uff0c")
	case len(rs) > 0 && unicode.Is(unicode.Hangul, rs[0]):
		return len(rs) >= 2 && len(rs) <= 4
	}
	ws := strings.Fields(s)
	if len(ws) < 2 || len(ws) > 5 || len(s) > 50 {
		return false
	}
	capitals := 0
	for _, w := range ws {
		r := []rune(w)[0]
		if strings.ContainsAny(w, "0123456789:;?!\"\uff1a\uff1b\uff1f\uff01") || !unicode.IsLetter(r) {
			return false
		}
		if unicode.IsUpper(r) {
			capitals++
		}
	}
	return capitals >= 2 && unicode.IsUpper([]rune(ws[0])[0])
}

var (
	endByline   = regexp.MustCompile(`[(\x{FF08}]([^()\x{FF08}\x{FF09}]{2,60})[)\x{FF09}]\s*$`)
	startByline = regexp.MustCompile(`^.{0,24}?[(【\x{FF08}]\s*((?:本报|本報|本网|本網)?(?:记者|記者)\s*[^()【】/\x{FF08}\x{FF09}\x{FF0F}]{2,40}?)\s*(?:[/\x{FF0F}].{0,12})?[)】\x{FF09}]`)
	both        = regexp.MustCompile(`\s*(?:文[、/\x{FF0F}]?[图圖摄攝]|[图圖]文|文并摄|文並攝|摄影报道|攝影報道)$`) // who wrote it took the pictures too
	wire        = regexp.MustCompile(`^(?i)(reporting|writing|editing|additional reporting|compiled|translated|photographs?)(?: and (?:writing|editing))? by (.+?)\.?$`)
)

// byline reads the names that stand in parentheses at the end of the last
// paragraph, or, as agencies do it, near the beginning of the first. The
// paragraph keeps them: they are printed there.
func (r *reader) byline() {
	var firstText, lastText string
	for _, b := range r.a.Blocks {
		if b.Kind == schema.Paragraph {
			if firstText == "" {
				firstText = b.Text
			}
			lastText = b.Text
		}
	}
	if x := endByline.FindStringSubmatchIndex(lastText); x != nil && endsSentence(strings.TrimSpace(lastText[:x[0]])) {
		r.endNames(strings.TrimSpace(lastText[x[2]:x[3]]))
	}
	if x := startByline.FindStringSubmatch(firstText); x != nil && !r.has(schema.Author) {
		if m, ok := parseMeta(x[1]); ok {
			r.adopt(m)
		}
	}
}

func (r *reader) endNames(inside string) {
	if endWords[strings.ToLower(inside)] {
		return
	}
	if m, ok := parseMeta(inside); ok && len(m.credits) > 0 {
		r.adopt(m)
		return
	}
	if x := both.FindStringIndex(inside); x != nil {
		inside = inside[:x[0]]
		r.strictNames(schema.Photographer, inside)
	}
	if !r.has(schema.Author) {
		r.strictNames(schema.Author, inside)
	}
}

// wireCredits reads the line that closes an agency's report: "Reporting by A;
// editing by B".
func wireCredits(s string) (meta, bool) {
	m := meta{labelled: true}
	for part := range strings.SplitSeq(s, ";") {
		x := wire.FindStringSubmatch(strings.TrimSpace(part))
		if x == nil || !m.people(englishRole(x[1]), x[2], true) {
			return meta{}, false
		}
	}
	return m, true
}

func englishRole(verb string) schema.Role {
	switch strings.ToLower(verb) {
	case "editing":
		return schema.Editor
	case "translated":
		return schema.Translator
	case "photograph", "photographs":
		return schema.Photographer
	}
	return schema.Author
}

// strictNames credits names only if all of them look like one.
func (r *reader) strictNames(role schema.Role, value string) {
	m := meta{}
	if m.people(role, value, true) {
		r.adopt(m)
	}
}

func (r *reader) has(role schema.Role) bool {
	for _, c := range r.a.Credits {
		if c.Role == role {
			return true
		}
	}
	return false
}

func dropEmpty(in []string) []string {
	out := in[:0]
	for _, s := range in {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}
