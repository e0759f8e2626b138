package names

import (
	"cmp"
	"slices"
)

// works marks the characters of titles of works: what stands between 《 and 》
// names nothing.
func (t *zhField) works() []bool {
	closed := make([]bool, len(t.f))
	open := -1
	for i, r := range t.f {
		switch {
		case r == '《' || r == '〈':
			if open < 0 {
				open = i
			}
		case (r == '》' || r == '〉') && open >= 0:
			if i-open <= 80 {
				for j := open; j <= i; j++ {
					closed[j] = true
				}
			}
			open = -1
		}
	}
	return closed
}

var (
	outletEnds  = words(`报 日报 晚报 时报 早报 晨报 商报 周报 快报 邮报 周刊 月刊 杂志 画报 新闻周刊 评论 青年报 卫报 电讯报 镜报 早间 期刊 学报`)
	outletCues  = words(`记者 杂志 网站 报道 报 社论 周刊 曝光 援引 刊登 刊发 发表 消息 讯 引述 采访 专访 编辑部 刊文 指出 称 撰文 客户端 发文 电子版 中文网`)
	wireEndings = words(`讯 电 快讯 消息 记者 报道 专电`)
)

// maxOutlet is the longest name of an outlet in characters.
const maxOutlet = 12

// outlets gives the media that a text names by its signs: 《明报》记者, and what
// opens a report before 讯 or 电.
func (l *lattice) outlets(t *zhField) []mention {
	var found []mention
	for i, r := range t.f {
		if r != '《' {
			continue
		}
		end := i + 1
		for end < len(t.f) && end-i <= maxOutlet && isHan(t.f[end]) {
			end++
		}
		if end-i < 3 || t.at(end) != '》' {
			continue
		}
		if l.find(t.f[i+1:end]).flags&(zhOrg|zhBrand) != 0 || outletEnds.endsAt(t.f[:end], end) > 0 && !plainReport(t.f[i+1:end]) || outletCues.startsAt(t.f, end+1) > 0 && end-i <= 8 && t.at(end+1) != '称' {
			found = append(found, mention{start: i + 1, end: end, kind: 'o'})
		}
	}
	if m := t.wire(); m.end > 0 {
		found = append(found, m)
	}
	return found
}

// wire gives the outlet that opens a report before a day and 讯: 长江网10月4日讯.
func (t *zhField) wire() mention {
	start := 0
	for start < len(t.f) && (isBlank(t.f[start]) || t.f[start] == '【' || t.f[start] == '(' || t.f[start] == '据') {
		start++
	}
	end := start
	for end < len(t.f) && (isHan(t.f[end]) || isLatin(t.f[end])) && end-start <= maxOutlet {
		end++
	}
	day := end
	for day < len(t.f) && day-end < 12 && (isDigit(t.f[day]) || t.f[day] == '年' || t.f[day] == '月' || t.f[day] == '日') {
		day++
	}
	if end-start < 2 || day == end || wireEndings.startsAt(t.f, day) == 0 || !outletSigns.has(t.f[end-1]) && !isLatin(t.f[start]) {
		return mention{}
	}
	return mention{start: start, end: end, kind: 'o'}
}

// outletSigns end the name of an outlet.
var outletSigns = runesOf("网社报台刊线")

// plainReport reports whether a title in 报 is a report and no paper.
func plainReport(title []rune) bool {
	n := len(title)
	return n >= 2 && (title[n-2] == '公' || title[n-2] == '通' || title[n-2] == '简' || title[n-2] == '汇' || title[n-2] == '战') || n > 8
}

// dropCredits drops what the credit of a picture names: from the last stop, or
// the bracket, to 摄 or 供图 at the end.
func (t *zhField) dropCredits() {
	end := len(t.f)
	for end > 0 && (isBlank(t.f[end-1]) || t.f[end-1] == ')' || t.f[end-1] == '。' || t.f[end-1] == '】') {
		end--
	}
	if credits.endsAt(t.f, end) == 0 {
		return
	}
	start := end
	for start > 0 && end-start < 40 && t.f[start-1] != '。' && t.f[start-1] != '(' && t.f[start-1] != '\n' && t.f[start-1] != ';' && t.f[start-1] != '【' {
		start--
	}
	t.spans = slices.DeleteFunc(t.spans, func(m mention) bool { return m.start >= start && m.end <= end })
}

var credits = words(`摄 摄影 供图 资料 资料图 资料图片 制图`)

func (t *zhField) sort() {
	slices.SortFunc(t.spans, func(a, b mention) int { return cmp.Compare(a.start, b.start) })
}
