package facts

// text is one field in two readings of the same length: r as printed, f with
// full-width forms made ASCII and the characters that matter here made
// simplified, so that every table is written once. Spans index both.
type text struct {
	r, f   []rune
	tongue tongue
	hant   bool     // of Taiwan or Hong Kong by its language: 95年 may count from 1911
	cal    []moment // calendar spans in order; see calendar.go
}

func newText(s, lang string) *text {
	t := &text{}
	if len(s) == 0 || len(s) > 4*maxBlock {
		return t
	}
	t.r = []rune(s)
	if len(t.r) > maxBlock {
		t.r = nil
		return t
	}
	t.f = make([]rune, len(t.r))
	for i, r := range t.r {
		t.f[i] = fold(r)
	}
	t.tongue = tongueOf(lang, t.f)
	t.hant = traditionalUse(lang)
	switch t.tongue {
	case chinese:
		t.cal = t.spacedCalendar()
	case english:
		t.cal = t.calendarEnglish()
	}
	return t
}

// at is the folded rune at i, 0 outside the text.
func (t *text) at(i int) rune {
	if i < 0 || i >= len(t.f) {
		return 0
	}
	return t.f[i]
}

// has reports whether s stands at i in the folded text.
func (t *text) has(i int, s string) bool {
	if i < 0 {
		return false
	}
	for _, r := range s {
		if i >= len(t.f) || t.f[i] != r {
			return false
		}
		i++
	}
	return true
}

// endsAt reports whether s, of n runes, ends just before i.
func (t *text) endsAt(i int, s string, n int) bool { return i >= n && t.has(i-n, s) }

// hasAny returns the length of the first of words that stands at i, or 0.
func (t *text) hasAny(i int, words []string) int {
	for _, w := range words {
		if t.has(i, w) {
			return runes(w)
		}
	}
	return 0
}

func runes(s string) int {
	n := 0
	for range s {
		n++
	}
	return n
}

// traditional and simplified pair the traditional forms of the characters that
// the tables of this package are written in, one to one.
const (
	traditional = "並亞佈佔併來侖侷係個倖備傢傳傷價億內兩冊別則創劃劑動勛勳勵勸區協卻卽厤參員問啓啟單噸噹嚮嚴國圍圓圖團埰堅報場塊墻" +
		"夠奬奮學寀實寫將專對導屆層屬島崗崙嵗巖帶幀幣幫幾廳張強彆彔後徑從憶應戰戶捲採揮撐撥擁擊擔據擬擴擺攝敎敵數於旂昇時" +
		"晝曆曏書會東査條棟業極榮構槍樁標樣機檢檯檻欄權歐歲歷歸殤殺毀氣決沒沖淩減測準溫滿漲澤灣為無營燬爲爾牀牆獎獨獲現環" +
		"產産畝當疊癒癥發盃盞監盤盧眾確碼磚礫祕禮種稱積穫筆箇節簡簽籃籌籤糰紀約紅納級紛紹終組結給統綁綑經綫緊線編緻縛縣縮" +
		"總績織繞繫繳續纍罰羅羣義聯脩脫腦腳臨臺與興舉舊舘茲莊華萬蓆蓋蔘蘭處號衆衕衛衝裏補裝裡製襬見親訂計記訪設許訴診証評" +
		"試話該認語說説課調談諾謂講證譭譯議讀讓讚貓貝負貧貨責買貸貼賃資賣質購賽贈贊趕踰車軍載輕輛輪輸轄轉辦農迴這連週進遊" +
		"運過達違遠遷選還邊鄉鄰醫釐針釦鈡銀銖銜銷錄錢録錶鍋鍼鍾鎊鎖鎭鎮鏈鐘長門閉開間閤闆關陞陣陰陸隊階隨隻雙離難電韆韓響" +
		"頁頂頃項須預頓領頭頸顆額類風颱飛飯飲餅餘館馬騰驟體髮鬚麪麫麵點黨齡齣𡻕"
	simplified = "并亚布占并来仑局系个幸备家传伤价亿内两册别则创划剂动勋勋励劝区协却即历参员问启启单吨当向严国围圆图团采坚报场块墙" +
		"够奖奋学采实写将专对导届层属岛岗仑岁岩带帧币帮几厅张强别录后径从忆应战户卷采挥撑拨拥击担据拟扩摆摄教敌数于旗升时" +
		"昼历向书会东查条栋业极荣构枪桩标样机检台槛栏权欧岁历归殇杀毁气决没冲凌减测准温满涨泽湾为无营毁为尔床墙奖独获现环" +
		"产产亩当叠愈症发杯盏监盘卢众确码砖砾秘礼种称积获笔个节简签篮筹签团纪约红纳级纷绍终组结给统绑捆经线紧线编致缚县缩" +
		"总绩织绕系缴续累罚罗群义联修脱脑脚临台与兴举旧馆兹庄华万席盖参兰处号众同卫冲里补装里制摆见亲订计记访设许诉诊证评" +
		"试话该认语说说课调谈诺谓讲证毁译议读让赞猫贝负贫货责买贷贴赁资卖质购赛赠赞赶逾车军载轻辆轮输辖转办农回这连周进游" +
		"运过达违远迁选还边乡邻医厘针扣钟银铢衔销录钱录表锅针钟镑锁镇镇链钟长门闭开间合板关升阵阴陆队阶随只双离难电千韩响" +
		"页顶顷项须预顿领头颈颗额类风台飞饭饮饼余馆马腾骤体发须面面面点党龄出岁"
)

var foldHan = func() map[rune]rune {
	s := []rune(simplified)
	m := make(map[rune]rune, len(s))
	for i, r := range []rune(traditional) {
		if s[i] != r {
			m[r] = s[i]
		}
	}
	m['○'], m['〇'] = '零', '零'
	m['％'], m['﹪'] = '%', '%'
	m['–'], m['—'], m['−'], m['―'], m['─'], m['‐'], m['‑'] = '-', '-', '-', '-', '-', '-', '-'
	m['～'], m['〜'] = '~', '~'
	m['\u00a0'], m['\u3000'], m['\u2009'], m['\u202f'] = ' ', ' ', ' ', ' '
	return m
}()

func fold(r rune) rune {
	switch {
	case r < 0x80:
		return r
	case r == 0xFF5E:
		return '~'
	case r >= 0xFF01 && r <= 0xFF5D:
		return r - 0xFEE0
	}
	if s, ok := foldHan[r]; ok {
		return s
	}
	return r
}

func isHan(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= 0x3400 && r <= 0x4DBF || r >= 0x20000 && r <= 0x3FFFD || r == '〇'
}

func isDigit(r rune) bool  { return r >= '0' && r <= '9' }
func isLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

// endsSentence reports whether a sentence ends with r (folded).
func endsSentence(r rune) bool {
	return r == '。' || r == '!' || r == '?' || r == '\n' || r == 0
}
