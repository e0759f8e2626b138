package extract

import (
	"strings"
	"unicode/utf8"

	"dabao/ingest/extract/body"
	"dabao/schema"
)

// creditLine is a line that says who did what: 责任编辑：某某, （记者 某某 通讯员
// 某某）, Editing by X.
type creditLine struct {
	credits []schema.Credit
	source  string
}

// label is a word that names a role in a line of credits. source stands for
// the outlet an article is taken from.
type label struct {
	word string
	role schema.Role
}

const (
	source  schema.Role = "source"
	ignored schema.Role = "" // of a picture's origin
)

// labels, longer ones before those they begin with.
var labels = []label{
	{"责任编辑", schema.Editor}, {"責任編輯", schema.Editor}, {"值班编辑", schema.Editor}, {"实习编辑", schema.Editor}, {"網路編輯", schema.Editor}, {"网络编辑", schema.Editor},
	{"本文编辑", schema.Editor}, {"执行编辑", schema.Editor}, {"视觉编辑", schema.Editor}, {"编辑", schema.Editor}, {"編輯", schema.Editor}, {"责编", schema.Editor}, {"責編", schema.Editor},
	{"核稿编辑", schema.Editor}, {"主编", schema.Editor}, {"主編", schema.Editor}, {"编审", schema.Editor}, {"审核", schema.Editor}, {"值班主任", schema.Editor}, {"流程编辑", schema.Editor},
	{"见习记者", schema.Author}, {"实习记者", schema.Author}, {"特约记者", schema.Author}, {"本报记者", schema.Author}, {"本刊记者", schema.Author}, {"本报讯记者", schema.Author},
	{"法庭記者", schema.Author}, {"法庭记者", schema.Author}, {"特約記者", schema.Author}, {"記者", schema.Author}, {"记者", schema.Author}, {"作者", schema.Author}, {"撰文", schema.Author}, {"撰稿", schema.Author}, {"执笔", schema.Author}, {"執筆", schema.Author}, {"采写", schema.Author}, {"採訪", schema.Author},
	{"文字", schema.Author}, {"文", schema.Author}, {"筆者", schema.Author}, {"采访", schema.Author},
	{"通讯员", schema.Correspond}, {"通訊員", schema.Correspond}, {"特约通讯员", schema.Correspond},
	{"图片来源", ignored}, {"圖片來源", ignored}, {"图源", ignored}, {"資料圖", ignored}, {"资料图", ignored},
	{"写真", schema.Photographer}, {"取材", schema.Author}, {"摄影", schema.Photographer}, {"攝影", schema.Photographer}, {"图片", schema.Photographer}, {"圖片", schema.Photographer}, {"供图", schema.Photographer}, {"图", schema.Photographer}, {"圖", schema.Photographer},
	{"翻译", schema.Translator}, {"翻譯", schema.Translator}, {"译者", schema.Translator}, {"譯者", schema.Translator}, {"编译", schema.Translator}, {"編譯", schema.Translator}, {"译", schema.Translator},
	{"校对", schema.Proofreader}, {"校對", schema.Proofreader}, {"审校", schema.Proofreader},
	{"插画", schema.Illustrator}, {"插圖", schema.Illustrator}, {"插图", schema.Illustrator}, {"漫画", schema.Illustrator}, {"绘图", schema.Illustrator}, {"制图", schema.Illustrator},
	{"本文来源", source}, {"文章来源", source}, {"稿件来源", source}, {"信息来源", source}, {"来源于", source}, {"來源於", source}, {"来源", source}, {"來源", source}, {"稿源", source}, {"出处", source},
}

const maxCreditLines = 60 // of one page

// creditLines reads the lines of credits of a page: those that body cut off,
// the first and last lines of the text, and short lines elsewhere that begin
// with a role.
func (p *page) creditLines(t *titles, b *body.Body) []creditLine {
	var out []creditLine
	add := func(s string) {
		if speech(s) {
			return
		}
		if leadsRole(s) {
			out = append(out, creditLine{credits: roleCredits(s)})
			return
		}
		if ln := readCreditLine(s); ln.source != "" || len(ln.credits) > 0 {
			out = append(out, ln)
		} else if names := reporters(s); len(names) > 0 {
			out = append(out, creditLine{credits: authored(names)})
		}
	}
	for _, s := range b.Credits {
		add(s)
	}
	for i, bl := range b.Blocks {
		if bl.Kind == schema.Caption {
			continue
		}
		if i < 3 || i >= len(b.Blocks)-3 {
			if utf8.RuneCountInString(bl.Text) <= 60 || len(bl.Text) <= 200 && leadsRole(bl.Text) {
				add(bl.Text)
			}
			out = append(out, signatures(bl.Text, i < 3 && len(b.Blocks) > 3)...)
		}
		if strings.Contains(bl.Text, "報導）") || strings.Contains(bl.Text, "報導)") {
			out = append(out, signatures(bl.Text, false)...) // notes follow
		}
	}
	tried := 0
	for i := range p.runs {
		r := &p.runs[i]
		if len(r.text) > 200 || len(r.text) < 6 || p.off(r.place, offPage&^inHidden|inFigure|inHeading) || !startsWithEditor(r.text) && !p.namesMaker(r, t) {
			continue
		}
		if tried++; tried > maxCreditLines {
			break
		}
		s := r.text
		if len(readCreditLine(s).credits) == 0 && !leadsRole(s) {
			s = textOf(r.n.Parent)
			if len(s) < len(r.text)+3 && r.n.Parent.Parent != nil {
				s = textOf(r.n.Parent.Parent)
			}
		}
		if len(s) <= 200 {
			add(s)
		}
	}
	return out
}

// speech is true of what a reporter says in an interview: 记者：谢谢您。
func speech(s string) bool {
	if !strings.HasPrefix(s, "记者：") && !strings.HasPrefix(s, "記者：") {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune("。？！…?", r)
}

// namesMaker is true of a short piece between headline and text that begins
// with what somebody other than the author did: 摄影 某某.
func (p *page) namesMaker(r *run, t *titles) bool {
	if t.head == nil || r.order < t.head.order || r.order >= p.prose || len(r.text) > 90 {
		return false
	}
	i, lb, _ := nextLabel(r.text)
	return i == 0 && lb.role != schema.Author && lb.role != source && lb.role != ignored
}

func startsWithEditor(s string) bool {
	s = strings.TrimLeft(s, "（(【[ \u3000")
	for _, w := range []string{"责任编辑", "責任編輯", "编辑", "編輯", "责编", "責編"} {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	if i, _, _ := nextLabel(s); i == 0 && len(s) <= 120 && says(s, []string{"责任编辑", "責任編輯", "责编", "責編"}) {
		return true // 作者: 某某 责任编辑: 某某
	}
	return leadsRole(s)
}

// signatures finds the reporter named inside the first or last paragraph:
// 某报讯（记者 某某）…, …。（某某）
func signatures(text string, first bool) []creditLine {
	var out []creditLine
	rest := text
	for range 3 {
		i := strings.IndexAny(rest, "（(〔【［[")
		if i < 0 {
			break
		}
		_, w := utf8.DecodeRuneInString(rest[i:])
		j := strings.IndexAny(rest[i:], "）)〕】］]")
		if j < 0 {
			break
		}
		inner := rest[i+w : i+j]
		if first && i > 90 {
			break
		}
		if n := utf8.RuneCountInString(inner); n >= 2 && n <= 40 {
			if ln := readCreditLine(inner); len(ln.credits) > 0 {
				out = append(out, ln)
			} else if names := reporters(inner); len(names) > 0 {
				out = append(out, creditLine{credits: authored(names)})
			} else if i <= 90 && endsAny(rest[:i], "电", "電", "讯", "訊") {
				out = append(out, creditLine{credits: authored(namesOnly(inner))})
			}
		}
		_, w = utf8.DecodeRuneInString(rest[i+j:])
		rest = rest[i+j+w:]
	}
	if !first {
		if name, ok := closingName(text); ok {
			out = append(out, creditLine{credits: []schema.Credit{{Role: schema.Author, Name: name}}})
		}
	}
	return out
}

// namesOnly are the names of a list, behind the dateline of a wire; nil where it
// holds anything else.
func namesOnly(list string) []string {
	names := strings.FieldsFunc(list, func(r rune) bool { return strings.ContainsRune("、，, \u3000", r) })
	for _, name := range names {
		if !isChineseName(name) || outletName(name) || isDesk(name) {
			return nil
		}
	}
	return names
}

// closingName is the writer's name in parentheses that ends a Chinese article.
func closingName(text string) (string, bool) {
	for _, br := range [][2]string{{"（", "）"}, {"(", ")"}} {
		if !strings.HasSuffix(text, br[1]) {
			continue
		}
		i := strings.LastIndex(text, br[0])
		if i < 0 {
			continue
		}
		inner := strings.TrimSpace(text[i+len(br[0]) : len(text)-len(br[1])])
		before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text[:i], " "))
		if isChineseName(inner) && strings.ContainsRune("。！？”’…", before) {
			return inner, true
		}
	}
	return "", false
}

// readCreditLine reads label and names, again and again.
func readCreditLine(s string) creditLine {
	var ln creditLine
	s = strings.NewReplacer("【", " ", "】", "\n", "（", " ", "）", "\n", "〔", " ", "〕", "\n", "[", " ", "]", "\n", "(", " ", ")", "\n", "\u3000", " ", "\u00a0", " ", "︰", "：", "﹕", "：").Replace(s)
	for len(s) > 0 {
		i, lb, after := nextLabel(s)
		if i < 0 {
			break
		}
		japanese := strings.HasSuffix(s[:after], "・")
		marked := strings.HasSuffix(s[:after], "：") && utf8.RuneCountInString(strings.TrimSpace(s[after:])) == 3 && !isDesk(strings.TrimSpace(s[after:]))
		s = s[after:]
		end := len(s)
		if j, _, _ := nextLabel(s); j >= 0 {
			end = j
		}
		chunk := s[:end]
		s = s[end:]
		whole, told := chunk, strings.ContainsAny(strings.TrimRight(chunk, " ，\n"), "，！？")
		if i := strings.IndexAny(chunk, "\n。"); i >= 0 {
			told = told || strings.HasPrefix(chunk[i:], "。")
			chunk = chunk[:i] // the bracket or the sentence is closed
		}
		if lb.role == source {
			if ln.source == "" {
				line, _, _ := strings.Cut(whole, "\n")
				ln.source = sourceName(line)
			}
			continue
		}
		role := lb.role
		if name := wired(chunk); name != "" {
			chunk = name
		}
		if chunk, role = photographed(chunk, role); role == ignored {
			continue
		}
		for _, name := range chineseNames(chunk) {
			if told && hanShare(name) > .5 && (!isChineseName(name) || strings.ContainsAny(name, "了吗嗎呢吧的是在就")) {
				break // what somebody says, or a clause
			}
			if (role == schema.Author || role == schema.Correspond) && lb.word != "作者" && hanShare(name) > .5 && !isToldName(name) && !((japanese || marked) && rareName(name)) {
				continue // 记者 of some outlet
			}
			if role == schema.Photographer && (outletName(name) || says(name, lent)) {
				continue
			}
			ln.credits = append(ln.credits, schema.Credit{Role: role, Name: name})
		}
	}
	return ln
}

// photographed turns a reporter into a photographer where the line says who
// took the picture: 记者 某某 摄.
func photographed(chunk string, role schema.Role) (string, schema.Role) {
	trimmed := strings.TrimRight(chunk, " 。")
	for _, end := range []string{"摄", "攝"} {
		if strings.HasSuffix(trimmed, end) {
			return strings.TrimSuffix(trimmed, end), schema.Photographer
		}
	}
	return chunk, role
}

// lent are words of credits of pictures that name nobody who took one: whoever
// lent it, or what it is a copy of.
var lent = []string{"提供", "授權", "授权", "翻攝", "翻拍", "畫面", "画面", "截圖", "截图", "資料", "资料", "示意", "網路", "网络", "網友", "网友", "官網", "官网", "臉書", "微博", "視頻", "视频", "影片", "合成", "来源", "來源"}

// nextLabel finds the next label that stands at the start of a word and is set
// off by a colon, a bar, a slash or a space. It gives its place and the place
// after the mark.
func nextLabel(s string) (int, label, int) {
	for i := 0; i < len(s); {
		r, w := utf8.DecodeRuneInString(s[i:])
		if isHan(r) {
			for _, lb := range labels {
				if !strings.HasPrefix(s[i:], lb.word) {
					continue
				}
				rest := s[i+len(lb.word):]
				next, nw := utf8.DecodeRuneInString(rest)
				if strings.ContainsRune(":：|｜丨/／・", next) && rest != "" {
					return i, lb, i + len(lb.word) + nw
				}
				if rest != "" && next == ' ' && len(lb.word) > 3 {
					trimmed := strings.TrimLeft(rest, " ")
					if m, mw := utf8.DecodeRuneInString(trimmed); strings.ContainsRune(":：|｜丨/／", m) && trimmed != "" {
						return i, lb, len(s) - len(trimmed) + mw
					}
					return i, lb, i + len(lb.word) + 1
				}
				if isHan(next) && joinsName(lb) && startsName(rest) {
					return i, lb, i + len(lb.word)
				}
			}
		}
		i += w
	}
	return -1, label{}, 0
}

// joinsName says whether a name may follow a label without a mark.
func joinsName(lb label) bool {
	for _, end := range []string{"记者", "記者", "通讯员", "通訊員"} {
		if strings.HasSuffix(lb.word, end) {
			return true
		}
	}
	return false
}

// sourceName is the outlet behind 来源：, up to the next field of the line.
func sourceName(s string) string {
	s = strings.TrimLeft(s, " :：|｜")
	if i := strings.IndexAny(s, "|｜\t"); i > 0 {
		s = s[:i]
	}
	if i := strings.Index(s, "  "); i > 0 {
		s = s[:i]
	}
	s = oneLine(s)
	for _, cut := range []string{" 作者", " 编辑", " 编辑", " 字号", " 时间", " 发布", " 原创", " 责任", " 点击", " 浏览", " 20"} {
		if i := strings.Index(s, cut); i > 0 {
			s = s[:i]
		}
	}
	if toldOutlet(strings.TrimRight(s, " ，,;；")) || says(s, calls) {
		return ""
	}
	s = strings.Trim(s, " 。，,;；")
	if n := utf8.RuneCountInString(s); n < 2 || n > 40 || endsAny(s, "?", "？") { // no outlet asks
		return ""
	}
	return s
}

// calls are words of lines that ask the reader for something.
var calls = []string{"按讚", "按赞", "点赞", "粉絲", "粉丝", "加入", "下載", "下载", "訂閱", "订阅", "追蹤", "扫码", "掃描", "扫描", "點擊", "点击", "返回", "二维码", "收藏本"}
