package extract

import (
	"strings"
	"unicode/utf8"
)

// surnames cover nearly everybody in China and Taiwan; two-character ones last.
const surnames = "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許韩韓邓鄧冯馮曹彭曾肖蕭萧田董潘袁蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任卢盧姚沈钟鍾姜崔谭譚陆陸范汪廖石金韦韋贾賈夏付方邹鄒熊白孟秦邱侯江尹薛闫閻阎段雷龙龍黎史陶贺賀毛郝顾顧龚龔邵万萬覃武钱錢戴严嚴莫孔向常汤湯康易乔喬赖賴文樊兰蘭殷庄莊施温溫牛葛洪安焦俞倪鲁魯伍米章辛季纪紀翟耿聂聶左祝柳包宁寧卓甘申解游柏骆駱齐齊车車裴裘尚霍项項明靳"

// rareSurnames are those of the classic list that many words begin with as well
// (凌晨, 连日, 古城): they are believed only where a line says that a name stands
// there.
const rareSurnames = "岳嶽奚栗房巫凌童尤卜戚苗鮑鲍舒涂塗古池連连簡简阮歐欧藍蓝曲沙佟冉甄費费岑毕畢祁屈饶饒艾穆农農缪繆芦蘆麦麥褚娄婁窦竇宫宮冷晏席卫衛瞿桂佘臧闵閔苟邬鄔边邊卞姬仇栾欒隋荣榮寇桑郎丛叢仲虞敖巩鞏麻苑迟遲邝鄺封谈談匡鞠惠荆荊冀郁胥班储儲燕楚劳勞谌諶皮粟冼蔺藺楼樓厉厲伊区區郜阚闞廉禹祖漆丰豐狄扈晁芮阙闕浦戈伏鹿薄邸雍辜裘亓修邰赫杭况況宿鲜鮮逯隆茹诺牟喻蒲滕盛葛詹裴匡符尚司邢庞龐葛於滿满申"

func isChineseName(s string) bool { return beginsName(s, surnames) && shortHanName(s) }

// isToldName is true of a name in a place that a line reserves for one.
func isToldName(s string) bool { return beginsName(s, surnames+rareSurnames) && shortHanName(s) }

func beginsName(s, surnames string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s != "" && strings.ContainsRune(surnames, r)
}

// shortHanName is true of two to four Han characters that no word of a byline ends.
func shortHanName(s string) bool {
	if endsAny(s, "報導", "报道", "報道", "电", "電", "讯", "訊", "摄", "攝", "中心") {
		return false
	}
	n := 0
	for _, r := range s {
		if !isHan(r) {
			return false
		}
		n++
	}
	return n >= 2 && n <= 4 && !strings.Contains("完待续待續图文圖文本报資料资料", s)
}

func startsName(s string) bool {
	end := strings.IndexAny(s, " 、，,;；\n"+slashes)
	if end < 0 {
		end = len(s)
	}
	return isChineseName(s[:end]) || wired(s) != ""
}

// wired is the name in front of a wire's place and day: 某某某台北23日電.
func wired(s string) string {
	i := strings.IndexAny(s, "0123456789")
	if i < 0 || i > 8*3 || !strings.Contains(s[i:], "電") && !strings.Contains(s[i:], "电") && !strings.Contains(s[i:], "訊") && !strings.Contains(s[i:], "讯") {
		return ""
	}
	runes := []rune(s[:i])
	if len(runes) < 5 {
		return ""
	}
	if name := string(runes[:3]); isChineseName(name) {
		return name
	}
	return ""
}

// slashes part a name from an outlet. Big5 has wide ones of which the code tables
// make different characters, and some papers take the one that draws boxes.
const slashes = "/／∕╱"

// chineseNames are the names behind a label: two to four characters each, or a
// pen name that stands alone.
func chineseNames(s string) []string {
	if i := strings.IndexAny(s, ":："); i >= 0 {
		s = s[:max(strings.LastIndexAny(s[:i], " \n"), 0)] // the next label
	}
	var out []string
	for _, part := range strings.FieldsFunc(joinNames(s), func(r rune) bool { return strings.ContainsRune(" 、，,;；|｜&　"+slashes, r) }) {
		if i := strings.IndexAny(part, "_-－"); i > 0 {
			part = part[:i] // a staff number
		}
		part = strings.ReplaceAll(strings.Trim(part, "。.·*"), joint, " ")
		if pageTools[part] {
			break
		}
		if reports[part] {
			continue
		}
		n := utf8.RuneCountInString(part)
		if n < 2 || n > 12 || strings.ContainsAny(part, "0123456789") || part == "未知" || part == "匿名" || part == "整合" || part == "佚名" {
			if n > 12 {
				break
			}
			continue
		}
		if hanShare(part) < .5 && len(out) > 0 {
			continue
		}
		out = append(out, part)
	}
	if len(out) > 12 {
		return nil
	}
	return out
}

// joint stands for the space inside a name.
const joint = "\x00"

// joinNames marks the spaces that part no names: those between Latin words, and
// the one that sets two characters to the width of three.
func joinNames(s string) string {
	fields := strings.Split(s, " ")
	var b strings.Builder
	single := func(f string) bool { r, n := utf8.DecodeRuneInString(f); return n == len(f) && isHan(r) }
	for i := 0; i < len(fields); i++ {
		f := fields[i]
		b.WriteString(f)
		if i+1 == len(fields) {
			break
		}
		next := fields[i+1]
		switch {
		case single(f) && single(next) && isToldName(f+next):
			b.WriteString(next)
			if i++; i+1 < len(fields) {
				b.WriteByte(' ')
			}
		case latinWord(f) && latinWord(next):
			b.WriteString(joint)
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func latinWord(s string) bool {
	for i := 0; i < len(s); i++ {
		if !letter(s[i]) && s[i] != '.' && s[i] != '-' && s[i] != '\'' {
			return false
		}
	}
	return s != ""
}

// reports are the words that say, before or behind a name, that it is a reporter's.
var reports = wordSet("報導", "報道", "报道", "綜合報導", "綜合報道", "综合报道", "採訪報導", "連線報導", "攝影報導", "摄影报道", "專題報導", "特稿", "專訪", "电", "電")

// pageTools are the buttons that some pages print on the line of credits; no
// name follows them.
var pageTools = wordSet("打印", "列印", "打印本页", "收藏", "纠错", "糾錯", "我要纠错", "分享", "分享到", "转发", "轉發", "举报", "關閉", "关闭", "关闭窗口", "点赞", "評論", "评论", "字号", "字體", "返回顶部")
