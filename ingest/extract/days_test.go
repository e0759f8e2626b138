package extract

import (
	"strings"
	"testing"
	"time"

	"dabao/ingest/extract/when"
)

// stories are what the pages of TestDays tell, with their headline first.
var stories = map[string][]string{
	"en":      {"Mill road to close for the spring floods", "The county engineer said on Monday that the mill road will stay shut until the water has gone down.", "Farmers on the eastern bank have asked for a ferry, which the county has promised to pay for.", "Buses will turn at the old bakery, and the school has moved its lessons to the parish hall."},
	"de":      {"Mühlweg bleibt wegen Hochwassers gesperrt", "Der Mühlweg bleibt gesperrt, bis das Wasser abgelaufen ist, teilte das Landratsamt am Montag mit.", "Bauern am Ostufer haben um eine Fähre gebeten, die der Kreis bezahlen will.", "Die Busse wenden an der alten Bäckerei, die Schule ist in den Gemeindesaal gezogen."},
	"es":      {"El camino del molino seguirá cortado", "El camino del molino seguirá cortado hasta que baje el agua, dijo el lunes la ingeniera del condado.", "Los agricultores de la orilla este han pedido una barca, que pagará el condado.", "Los autobuses darán la vuelta en la antigua panadería y la escuela se ha mudado al salón."},
	"ru":      {"Мельничная дорога закрыта из-за паводка", "Мельничная дорога останется закрытой, пока не спадёт вода, сообщил в понедельник инженер округа.", "Фермеры восточного берега попросили паром, который округ обещал оплатить.", "Автобусы разворачиваются у старой пекарни, а уроки идут в приходском зале."},
	"zh-Hans": {"水磨路因春汛暂停通行", "县公路局星期一表示，水磨路将封闭到水位回落为止，过往车辆请绕行东岸的旧桥。", "东岸的农户希望开设渡船，县里已经答应承担费用，具体班次将另行通知。", "公交车改在老面包房掉头，学校的课程搬到了礼堂，家长可以打电话咨询。"},
	"zh-Hant": {"水磨路因春汛暫停通行", "縣公路局星期一表示，水磨路將封閉到水位回落為止，過往車輛請繞行東岸的舊橋。", "東岸的農戶希望開設渡船，縣裡已經答應承擔費用，具體班次將另行通知。", "公車改在老麵包房掉頭，學校的課程搬到了禮堂，家長可以打電話諮詢。"},
	"ja":      {"水車通りが春の増水で通行止めに", "県の土木事務所は月曜日、水位が下がるまで水車通りを通行止めにすると発表した。", "東岸の農家は渡し船を求めており、県が費用を負担すると約束している。", "バスは古いパン屋の前で折り返し、学校の授業は公民館で行われている。"},
	"ko":      {"봄 홍수로 물레방앗길 통제", "군청 도로과는 월요일 물이 빠질 때까지 물레방앗길을 통제한다고 밝혔다.", "동쪽 기슭의 농민들은 나룻배를 요구했고 군청은 비용을 내기로 약속했다.", "버스는 옛 빵집 앞에서 돌아가며 학교 수업은 마을회관에서 진행되고 있다."},
	"th":      {"ปิดถนนโรงสีเพราะน้ำหลาก", "วิศวกรของจังหวัดกล่าวเมื่อวันจันทร์ว่าถนนโรงสีจะปิดจนกว่าน้ำจะลดลง ชาวบ้านฝั่งตะวันออกขอให้จัดเรือข้ามฟากซึ่งจังหวัดรับว่าจะออกค่าใช้จ่ายให้ทั้งหมด รถประจำทางกลับรถที่ร้านขนมปังเก่า คนขับบอกว่าใช้เวลานานกว่าเดิมไม่มากนัก ตลาดนัดวันเสาร์ยังเปิดตามปกติ แต่พ่อค้าแม่ค้าต้องเข้าทางสะพานด้านทิศเหนือเท่านั้น ส่วนวัดจัดอาหารให้ครอบครัวที่ต้องย้ายออกจากบ้าน", "โรงเรียนย้ายไปเรียนที่หอประชุมของหมู่บ้าน ผู้ปกครองโทรสอบถามได้ที่สำนักงานเขต ห้องสมุดเปิดให้เด็กเข้าไปทำการบ้านในตอนเย็น และหน่วยแพทย์ตั้งโต๊ะตรวจสุขภาพที่ศาลาริมน้ำ เจ้าหน้าที่จะประกาศวันเปิดถนนอีกครั้งเมื่อระดับน้ำลดลงแล้วและตรวจสะพานเรียบร้อย"},
	"fa":      {"جاده آسیاب به دلیل سیلاب بسته شد", "مهندس استان روز دوشنبه گفت که جاده آسیاب تا فروکش کردن آب بسته خواهد ماند و مردم باید از پل قدیمی بروند.", "کشاورزان کرانه شرقی قایق خواسته\u200cاند و استان قول داده است هزینه آن را بپردازد.", "اتوبوس\u200cها کنار نانوایی قدیمی دور می\u200cزنند و درس\u200cها در تالار روستا برگزار می\u200cشود."},
}

// dayCase is one page: what stands where, and what its day and hour are.
type dayCase struct {
	name, lang     string
	from           string // address
	head           string // more in <head>
	above, below   string // markup before and after the headline
	lead           string // text before the first paragraph's
	after, footer  string // markup behind the story, and behind the article
	headline       string // instead of the story's
	plain          bool   // the headline is in <title> alone
	taken          string
	wantOn, wantAt string
}

func (c *dayCase) page() string {
	s := stories[c.lang]
	headline := firstOf(c.headline, s[0])
	heading := `<h1>` + headline + `</h1>`
	if c.plain {
		heading = ""
	}
	return `<!DOCTYPE html><html lang="` + c.lang + `"><head><meta charset="utf-8"><title>` + headline + `</title>` + c.head + `</head><body><header><a href="/">Home</a></header><article>` +
		c.above + heading + c.below + `<p>` + c.lead + strings.Join(s[1:], "</p><p>") + `</p>` + c.after + `</article>` + c.footer + `</body></html>`
}

func TestDays(t *testing.T) {
	for _, c := range dayCases {
		t.Run(c.name, func(t *testing.T) {
			f := From{URL: firstOf(c.from, "https://news.example/local/mill-road")}
			if c.taken != "" {
				var err error
				if f.At, err = time.Parse(time.RFC3339, c.taken); err != nil {
					t.Fatal(err)
				}
			}
			a, err := PageFrom(c.page(), f, maxMarks)
			if err != nil {
				t.Fatal(err)
			}
			if a.PublishedOn != c.wantOn || a.PublishedAt != c.wantAt {
				t.Errorf("published %q, %q; want %q, %q", a.PublishedOn, a.PublishedAt, c.wantOn, c.wantAt)
			}
			for _, b := range a.Blocks {
				if c.lead == "" && b.Text == stories[c.lang][1] {
					return
				}
			}
			if c.lead == "" {
				t.Errorf("the first paragraph is lost: %q", a.Blocks)
			}
		})
	}
}

func FuzzScriptTime(f *testing.F) {
	for _, s := range []string{`{"publishedAt":"2024-03-05"}`, `pubDate='2024-03-05'`, `var ct = "1709604900"`, `"published\":\"2024-03-05`, `pubpubpub:`, `pub\\\`, `{"title":"Mill road to close","published":1709604900}`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p := page{code: []string{s}, states: []script{{text: s}}}
		if m, ok := p.scriptTime("Mill road to close", when.DayFirst, zoneOf{0, "utc"}); ok && m.Year < 1900 {
			t.Errorf("%q gave %+v", s, m)
		}
	})
}

// dayCases are grouped by where the day stands.
var dayCases = []dayCase{
	// printed in or as a heading
	{name: "a heading under the headline", lang: "en", below: `<h3>March 5, 2024</h3>`, wantOn: "2024-03-05"},
	{name: "a heading above the headline", lang: "de", above: `<h2>5. März 2024</h2>`, wantOn: "2024-03-05"},
	{name: "a heading with a clock", lang: "zh-Hans", below: `<h4>2024-03-05 10:15</h4>`, wantOn: "2024-03-05", wantAt: "2024-03-05T10:15:00+08:00"},
	{name: "in an element of the headline", lang: "en", headline: `Mill road to close <small>5 March 2024</small>`, wantOn: "2024-03-05"},
	{name: "a heading that tells of a day", lang: "en", after: `<h2>What happened on 3 May 1999</h2><p>The river rose by a metre on that day, and the mill stood in the water for a week.</p>`},
	// in the dateline that opens the text
	{name: "place, day and dash", lang: "en", lead: "HARROWMERE, March 5, 2024 — ", wantOn: "2024-03-05"},
	{name: "place, day and agency", lang: "en", lead: "HARROWMERE, March 5, 2024 (Wire) - ", wantOn: "2024-03-05"},
	{name: "place and day in brackets", lang: "de", lead: "Harrowmere (5. März 2024). ", wantOn: "2024-03-05"},
	{name: "release with slashes", lang: "en", lead: "HARROWMERE, March 5, 2024 /Wire/ -- ", wantOn: "2024-03-05"},
	{name: "agency of China", lang: "zh-Hans", lead: "澜浦社水磨2024年3月5日电 ", wantOn: "2024-03-05"},
	{name: "agency of Taiwan", lang: "zh-Hant", lead: "（瀾浦社記者王小明水磨2024年3月5日電）", wantOn: "2024-03-05"},
	{name: "day that the text tells of", lang: "en", lead: "On March 3, 1999, the river rose. "},
	{name: "day that the text tells of, Chinese", lang: "zh-Hans", lead: "1999年3月3日，河水上涨。"},
	{name: "signature of an office", lang: "zh-Hans", after: `<p style="text-align:right">县公路局</p><p style="text-align:right">2024年3月5日</p>`, wantOn: "2024-03-05"},
	{name: "signature in Han numerals", lang: "zh-Hant", after: `<p>縣公路局</p><p>中華民國一百一十三年三月五日</p>`, wantOn: "2024-03-05"},
	{name: "signature on one line", lang: "de", after: `<p>Harrow, 5. März 2024</p>`, wantOn: "2024-03-05"},
	{name: "box named for the sidebar, headline in another", lang: "en", plain: true, above: `<div class="layout has-sidebar">`, headline: "County to close a road", below: `<div>By Ann Example - 5 March 2024</div>`, after: `</div>`, wantOn: "2024-03-05"},
	{name: "no headline, today above the menu", lang: "en", plain: true, headline: "Spring news of the county", above: `<div class="date">Saturday, 9 March 2024</div>` + strings.Repeat(`<p>Menu</p>`, 30), below: `<div class="date">5 March 2024</div>`, wantOn: "2024-03-05"},
	{name: "changed under the headline, a birth in bold", lang: "es", below: `<div>Actualizado martes 05/03/2024</div>`, after: `<p><strong>Nacida el 5 de enero de 1975</strong> en Harrow, ` + strings.Repeat("la ingeniera ha dirigido las obras del condado durante muchos años. ", 6) + `</p>`, wantOn: "2024-03-05"},
	{name: "day of an earlier story that the text answers", lang: "en", below: `<div class="time">5 March 2024</div>`, after: `<p>Re: Who pays for the ferry? Published February 20, 2024</p>`, wantOn: "2024-03-05"},
	{name: "changed under the headline, other stories by day", lang: "en", below: `<p>Updated 5 March 2024</p>`, after: `<p class="date">4 March 2024</p><p class="date">3 March 2024</p>`, wantOn: "2024-03-05"},
	// in an attribute or a name only
	{name: "title of abbr", lang: "en", below: `<p class="byline">Posted <abbr class="published" title="2024-03-05T10:15:00+01:00">a while back</abbr></p>`, wantOn: "2024-03-05", wantAt: "2024-03-05T10:15:00+01:00"},
	{name: "label of an element", lang: "en", below: `<span class="age" aria-label="Published March 5, 2024">long ago</span>`, wantOn: "2024-03-05"},
	{name: "data attribute", lang: "de", below: `<span class="datum" data-date="2024-03-05T10:15:00+01:00"></span>`, wantOn: "2024-03-05", wantAt: "2024-03-05T10:15:00+01:00"},
	{name: "data attribute with seconds", lang: "es", below: `<span class="fecha" data-timestamp="1709630100"></span>`, wantOn: "2024-03-05", wantAt: "2024-03-05T09:15:00Z"},
	{name: "day, month and year apart", lang: "en", above: `<div class="post-date"><span class="day">05</span><span class="month">Mar</span><span class="year">2024</span></div>`, wantOn: "2024-03-05"},
	{name: "class of the one element", lang: "ru", after: `<div class="article-date">05.03.2024</div>`, wantOn: "2024-03-05"},
	{name: "only a style sheet parts name and day", lang: "en", below: `<div class="post-meta"><span>Ann Example</span><span>2024-03-05 10:15</span></div>`, wantOn: "2024-03-05", wantAt: "2024-03-05T10:15:00Z"},
	{name: "only a style sheet parts day and clock", lang: "en", below: `<div><span><span>Published Tue, Mar 5 2024</span><span>10:15 AM EDT</span></span></div>`, wantOn: "2024-03-05", wantAt: "2024-03-05T10:15:00-04:00"},
	{name: "clock and day apart above the headline", lang: "en", above: `<div><span>1:26 pm</span><span>Mar 5, 2024</span><span>Roads</span></div>`, wantOn: "2024-03-05", wantAt: "2024-03-05T13:26:00Z"},
	{name: "changed before published, named so", lang: "en", below: `<div><span class="posted-on"><time class="updated">September 10, 2024</time><time class="entry-date published">March 5, 2024</time></span> by Ann Example</div>`, wantOn: "2024-03-05"},
	{name: "in a byline that links a long name", lang: "en", below: `<div id="Byline"><a href="/writers/ann">Ann Example | Harrow County Advance Media</a> on March 5, 2024 at 10:15 AM, updated March 6, 2024 at 9:00 AM</div>`, wantOn: "2024-03-05", wantAt: "2024-03-05T10:15:00Z"},
	{name: "in a byline that is a link", lang: "en", below: `<a class="byline" href="/writers/ann-example-of-the-harrow-county-advance"><div><span>By Ann Example, Harrow County Advance Media</span><time>2024-03-05 10:15:00 UTC</time></div></a>`, wantOn: "2024-03-05", wantAt: "2024-03-05T10:15:00Z"},
	{name: "in a box with the subtitle", lang: "en", below: `<div class="subhead"><h2>The county has promised a ferry.</h2><div><span class="posted">March 5, 2024</span></div></div>`, wantOn: "2024-03-05"},
	{name: "pubdate on what is named updated", lang: "en", head: `<meta name="pubdate" content="2024-03-06">`, below: `<p>on <time class="updated" datetime="2024-03-05 20:08:00-0500" pubdate>March 5, 2024 08:08 pm</time></p>`, wantOn: "2024-03-05", wantAt: "2024-03-05T20:08:00-05:00"},
	{name: "value of a meta element", lang: "en", head: `<meta property="article:published_time" value="2024-03-05T10:15:00+00:00">`, wantOn: "2024-03-05", wantAt: "2024-03-05T10:15:00Z"},
	{name: "stamp in UTC, day in the address, change printed", lang: "en", from: "https://news.example/2024/03/05/mill-road/", head: `<meta property="article:published_time" content="2024-03-06T02:12:54Z">`, below: `<p>Updated March 6, 2024</p>`, wantOn: "2024-03-05", wantAt: "2024-03-06T02:12:54Z"},
	{name: "title of a span", lang: "de", below: `<div class="autor">von Anna Muster <span title="05.03.2024">vor langer Zeit</span></div>`, wantOn: "2024-03-05"},
	{name: "title that is a stamp without marks", lang: "en", below: `<div class="timestamp updated" title="2024-03-05T1015Z">Mar 5, 4:03 PM EDT</div>`, wantOn: "2024-03-05"},
	{name: "content of an element", lang: "en", below: `<div id="date-published" content="2024-03-05T10:15:00Z">long ago</div>`, wantOn: "2024-03-05", wantAt: "2024-03-05T10:15:00Z"},
	{name: "unspoken", lang: "en", below: `<p class="dateline" aria-hidden="true"><span>Tuesday 5 March 2024</span></p>`, wantOn: "2024-03-05"},
	{name: "unspoken and not shown", lang: "en", below: `<div aria-hidden="true" style="display:none"><p class="dateline">Tuesday 5 March 2024</p></div>`},
	{name: "microdata of suggested stories", lang: "en", head: `<meta name="dc.date" content="2024-03-05">`, footer: `<ul><li itemscope itemtype="https://schema.org/NewsArticle"><a href="/x">The library opens late again on Sundays</a><meta itemprop="datePublished" content="2024-01-05T16:00:49Z"></li><li itemscope itemtype="https://schema.org/NewsArticle"><a href="/y">The bakery is to be sold before summer</a><meta itemprop="datePublished" content="2024-01-06T16:00:49Z"></li></ul>`, wantOn: "2024-03-05"},
	{name: "microdata of the story beside that of comments", lang: "en", footer: `<div itemscope itemtype="https://schema.org/Article"><meta itemprop="datePublished" content="2024-03-05"></div><div itemscope itemtype="https://schema.org/Comment"><meta itemprop="datePublished" content="2024-03-09"></div>`, wantOn: "2024-03-05"},
	{name: "published before it was changed, under the text", lang: "es", after: `<p class="ultima">5 marzo 2024 (modificado el 8 marzo 2024 | 10:19)</p>`, wantOn: "2024-03-05"},
	// in headline or address
	{name: "day first in the address", lang: "en", from: "https://news.example/local/05-03-2024-mill-road", wantOn: "2024-03-05"},
	{name: "day first at the end", lang: "es", from: "https://news.example/el-molino-05-03-2024.html", wantOn: "2024-03-05"},
	{name: "day in parts", lang: "de", from: "https://news.example/05/03/2024/muehlweg", wantOn: "2024-03-05"},
	{name: "month by name", lang: "en", from: "https://news.example/2024/mar/05/mill-road", wantOn: "2024-03-05"},
	{name: "day in the headline", lang: "en", headline: "Flood bulletin 05-03-2024", wantOn: "2024-03-05"},
	{name: "day in the headline, Chinese", lang: "zh-Hans", headline: "水情通报（2024年3月5日）", wantOn: "2024-03-05"},
	// stated in a script
	{name: "seconds in a script", lang: "zh-Hans", footer: `<script>var biz = "x"; var ct = "1709604900"; var svr_time = "1711111111";</script>`, wantOn: "2024-03-05", wantAt: "2024-03-05T10:15:00+08:00"},
	{name: "clock in a script", lang: "zh-Hans", footer: `<script>var a=1;var createTime = '2024-03-05 10:15';</script>`, wantOn: "2024-03-05", wantAt: "2024-03-05T10:15:00+08:00"},
	{name: "publishing time in a script", lang: "en", footer: `<script>window.page = {"id":7,"publishTime":"2024-03-05T10:15:00Z","type":"story"};</script>`, wantOn: "2024-03-05", wantAt: "2024-03-05T10:15:00Z"},
	{name: "names in a script", lang: "en", footer: `<script>var layer = {'article': {'first_published': '2024-03-05 10:15:00', 'isoPubDate': "2024-03-05T10:15:00", updateDate: '2024-04-01'}};</script>`, wantOn: "2024-03-05", wantAt: "2024-03-05T10:15:00Z"},
	{name: "names in a script within a string", lang: "en", footer: `<script>load("{\"publication_date\":\"2024-03-05\"}");</script>`, wantOn: "2024-03-05"},
	{name: "names in a script of several stories", lang: "en", footer: `<script>var list = [{'pubDate': '2024-03-05'}, {'pubDate': '2024-03-04'}];</script>`},
	{name: "several stories in a state, one with the title", lang: "en", footer: `<script>window.__STATE__ = {"stories":[{"title":"Library opens late","publishedAt":"2024-01-05T10:15:00Z"},{"title":"Mill road to close for the spring floods","publishedAt":"2024-03-05T10:15:00Z"}],"pad":"` + strings.Repeat("x", 600) + `"};</script>`, wantOn: "2024-03-05", wantAt: "2024-03-05T10:15:00Z"},
	{name: "other times in a script", lang: "en", footer: `<script>var t = {"unpublishDate":"2025-03-05","publisherId":"20240305","last_published":"2024-03-05","publishEnd":"2024-03-05"};</script>`},
	// all that the page says of its days
	{name: "changed, as a line says", lang: "en", footer: `<footer><p>Last updated on: 5 March 2024</p></footer>`, wantOn: "2024-03-05"},
	{name: "changed, as the metadata says", lang: "en", head: `<meta property="article:modified_time" content="2024-03-05T10:15:00Z">`, wantOn: "2024-03-05", wantAt: "2024-03-05T10:15:00Z"},
	{name: "file changed", lang: "en", head: `<meta http-equiv="last-modified" content="Tue, 05 Mar 2024 10:15:00 GMT">`},
	{name: "owner's year", lang: "en", footer: `<footer>© 2024 Harrow Post. 1999-2024</footer>`},
	{name: "address elsewhere", lang: "en", head: `<link rel="canonical" href="https://agency.example/2024/03/05/mill-road/">`, wantOn: "2024-03-05"},
	{name: "other format", lang: "en", head: `<link rel="amphtml" href="/amp/2024/03/05/mill-road/">`, wantOn: "2024-03-05"},
	{name: "headline leads to itself", lang: "de", headline: `<a href="/2024/03/05/muehlweg/">Mühlweg bleibt wegen Hochwassers gesperrt</a>`, wantOn: "2024-03-05"},
	// other calendars and short years
	{name: "republic with slashes", lang: "zh-Hant", below: `<p class="date">發布時間：113/03/05 10:15</p>`, wantOn: "2024-03-05", wantAt: "2024-03-05T10:15:00+08:00"},
	{name: "republic in words", lang: "zh-Hant", below: `<p>發布日期：中華民國113年3月5日</p>`, wantOn: "2024-03-05"},
	{name: "republic without its name", lang: "zh-Hant", below: `<p>張貼日期 113.03.05</p>`, wantOn: "2024-03-05"},
	{name: "era of Japan", lang: "ja", below: `<p>令和6年3月5日</p>`, wantOn: "2024-03-05"},
	{name: "era of Japan, short", lang: "ja", below: `<p class="date">更新日：R6.3.5</p>`, wantOn: "2024-03-05"},
	{name: "short year in Japan", lang: "ja", below: `<div class="date">24/03/05 10:15</div>`, wantOn: "2024-03-05", wantAt: "2024-03-05T10:15:00Z"},
	{name: "short year in Korea", lang: "ko", below: `<div class="date">24.03.05 10:15</div>`, wantOn: "2024-03-05", wantAt: "2024-03-05T10:15:00Z"},
	{name: "short year of the Buddha", lang: "th", below: `<div class="date">5 มี.ค. 67 10:15 น.</div>`, wantOn: "2024-03-05", wantAt: "2024-03-05T10:15:00Z"},
	{name: "year of the Buddha", lang: "th", below: `<p>05/03/2567</p>`, wantOn: "2024-03-05"},
	{name: "Persian day", lang: "fa", below: `<span class="date">۱۵ اسفند ۱۴۰۲ - ۱۰:۱۵</span>`, wantOn: "2024-03-05", wantAt: "2024-03-05T10:15:00Z"},
	{name: "Persian day in numbers", lang: "fa", below: `<p>تاریخ انتشار: ۱۴۰۲/۱۲/۱۵</p>`, wantOn: "2024-03-05"},
	// in a sentence of the page about itself, under the story
	{name: "weblog's foot", lang: "en", after: `<p class="postmetadata">This entry was posted on Tuesday, March 5th, 2024 at 10:15 am and is filed under <a href="/roads">Roads</a>. You can follow any responses.</p>`, wantOn: "2024-03-05", wantAt: "2024-03-05T10:15:00Z"},
	{name: "weblog's foot, German", lang: "de", after: `<div class="post-footer">Dieser Artikel wurde am 5. März 2024 um 10:15 von <a href="/author/a">Anna</a> geschrieben und unter <a href="/tag/x">Wasser</a> abgelegt.</div>`, wantOn: "2024-03-05", wantAt: "2024-03-05T10:15:00Z"},
	{name: "weblog's foot, Russian", lang: "ru", after: `<div class="meta-foot">Эта запись опубликована 5 марта 2024 в рубрике Дороги.</div>`, wantOn: "2024-03-05"},
	{name: "foot that tells of a change of law", lang: "en", after: `<p>This article refers to the act that was passed on March 3, 1999 by the county and its council.</p>`},
	// in the one time element of the page
	{name: "time far above the headline", lang: "en", above: `<time datetime="2024-03-05T10:15:00+01:00"></time>` + strings.Repeat("<i></i>", 300), wantOn: "2024-03-05", wantAt: "2024-03-05T10:15:00+01:00"},
	{name: "times that differ", lang: "en", above: `<time datetime="2024-03-05"></time><time datetime="2024-03-06"></time>` + strings.Repeat("<i></i>", 300)},
	{name: "time of an event", lang: "en", above: `<time itemprop="startDate" datetime="2024-03-05"></time>` + strings.Repeat("<i></i>", 300)},
	{name: "time of a quoted post", lang: "de", after: `<blockquote class="social-media"><p>Wasser überall, schreibt uns eine Leserin aus dem Unterdorf.</p><a href="https://social.example/1"><time datetime="2024-03-04T10:15:00Z">4. März 2024</time></a></blockquote>`},
	{name: "quoted post under the headline", lang: "en", below: `<blockquote><p>Water everywhere</p>May 3, 2023</blockquote>`, after: `<div class="article-date">March 5, 2024</div>`, wantOn: "2024-03-05"},
	// in a link, in a box
	{name: "link to the day in a list", lang: "en", below: `<ul class="post-facts"><li><a href="/time/2024-03-05">5 Mar 2024 10:15</a></li><li>1479 views</li></ul>`, wantOn: "2024-03-05", wantAt: "2024-03-05T10:15:00Z"},
	{name: "links to days in a list", lang: "en", below: `<ul><li><a href="/a">5 Mar 2024</a></li><li><a href="/b">4 Mar 2024</a></li></ul>`},
	{name: "link beside the day in its box", lang: "ja", above: `<h2>お知らせ</h2><dl class="date"><dt>2024.03.05</dt><dd><a href="/news">ニュースリリース一覧へもどる</a></dd></dl>`, wantOn: "2024-03-05"},
	{name: "page in a form", lang: "de", above: `<form action="/x.aspx"><div><p>Aktuell</p>`, below: `<p class="date">Mär<span>05</span>2024</p>`, after: `</div></form>`, wantOn: "2024-03-05"},
	// declared in a meta element that holds JSON
	{name: "meta of a counter", lang: "en", head: `<meta name="parsely-page" content='{"title": "x", "pub_date": "2024-03-05T10:15:00Z", "tags": []}'>`, wantOn: "2024-03-05", wantAt: "2024-03-05T10:15:00Z"},
	// behind lines of an address
	{name: "agency below its contacts", lang: "en", lead: "FOR RELEASE</p><p>Contact: County</p><p>Exhibit 7</p><p>HARROWMERE, March 5, 2024 — ", wantOn: "2024-03-05"},
	// a moment in UTC on the eve of the day that the address names
	{name: "eve of the address", lang: "es", from: "https://news.example/2024/03/05/molino", head: `<meta property="article:published_time" content="2024-03-04T23:15:00Z">`, wantOn: "2024-03-05", wantAt: "2024-03-04T23:15:00Z"},
	{name: "days before the address", lang: "es", from: "https://news.example/2024/03/05/molino", head: `<meta property="article:published_time" content="2024-03-02T23:15:00Z">`, wantOn: "2024-03-02", wantAt: "2024-03-02T23:15:00Z"},
	// beside the day of the address
	{name: "meetings against the address", lang: "en", from: "https://news.example/blog/2024/03/05/mill/", below: `<p>Tuesday, September 24, 2024 at 2:30 PM</p><p>Monday, November 25, 2024 at 3:00 PM</p>`, wantOn: "2024-03-05"},
	{name: "one of the printed is in the address", lang: "de", from: "https://news.example/2024/03/05/muehlweg/", below: `<p>1. Februar 2024</p><p>5. März 2024</p>`, wantOn: "2024-03-05"},
	{name: "a printed day against the address", lang: "de", from: "https://news.example/2024/03/05/muehlweg/", below: `<p class="datum">6. März 2024</p>`, wantOn: "2024-03-06"},
	{name: "day of birth beside the day of a change", lang: "es", head: `<meta name="date" content="2024-03-05T10:15:00+01:00">`, below: `<p>Actualizado martes 05/03/2024</p><ul><li>Nacida el 5 de enero de 1975</li></ul>`, wantOn: "2024-03-05", wantAt: "2024-03-05T10:15:00+01:00"},
	// without the year
	{name: "month and day, changed that day", lang: "zh-Hans", head: `<meta itemprop="dateUpdate" content="2024-03-05 10:20:57">`, below: `<div class="article-source"><span class="date">发布时间：03-05</span><span class="time">10:15</span></div>`, wantOn: "2024-03-05", wantAt: "2024-03-05T10:15:00+08:00"},
	{name: "month and day, changed in the new year", lang: "zh-Hans", head: `<meta itemprop="dateUpdate" content="2025-01-02 10:20:57">`, below: `<span class="date">12月30日</span>`, wantOn: "2024-12-30"},
	{name: "month and day, changed long after", lang: "zh-Hans", head: `<meta itemprop="dateUpdate" content="2024-11-02 10:20:57">`, below: `<span class="date">03-05</span>`},
	{name: "month and day, and when it was taken", lang: "en", below: `<p class="date">Published March 5</p>`, taken: "2024-06-01T08:00:00Z", wantOn: "2024-03-05"},
	{name: "month and day, not known from when", lang: "en", below: `<p class="date">March 5</p>`},
	{name: "a score under the headline", lang: "de", below: `<p class="info">3-5</p>`, taken: "2024-06-01T08:00:00Z"},
	// which of several
	{name: "published beside written", lang: "zh-Hans", below: `<table><tr><td>成文日期：</td><td>2024年02月20日</td><td>发布日期：</td><td>2024年03月05日</td></tr></table>`, wantOn: "2024-03-05"},
	{name: "published before written", lang: "zh-Hans", below: `<ul><li>发布日期：2024-03-05</li><li>成文日期：2024-02-20</li><li>有效期至：2029-03-01</li></ul>`, wantOn: "2024-03-05"},
	{name: "written alone is not published", lang: "zh-Hant", below: `<p>施行日期：2024-02-20</p>`},
	{name: "deadline", lang: "en", below: `<p class="meta">Published: 5 March 2024</p><p class="meta">Deadline: 9 April 2024</p>`, wantOn: "2024-03-05"},
	{name: "days of a meeting", lang: "en", below: `<p><strong>24th to 26th June 2013</strong></p>`, footer: `<footer><p class="lastupdated">Last updated on 5 March 2024</p></footer>`, wantOn: "2024-03-05"},
	{name: "days of a meeting, German", lang: "de", below: `<p>5. – 7. März 2024</p>`},
	{name: "days of a fair beside the day", lang: "en", below: `<p>9 April 2024 – 12 April 2024</p><p class="meta">5 March 2024</p>`, wantOn: "2024-03-05"},
	{name: "clock, dash and day", lang: "en", below: `<p class="meta">10:15 - 5 March 2024</p>`, wantOn: "2024-03-05", wantAt: "2024-03-05T10:15:00Z"},
	{name: "number of an issue, dash and day", lang: "de", below: `<p class="meta">Nr. 3 - 5. März 2024</p>`, wantOn: "2024-03-05"},
	{name: "other dates of the page have the day first", lang: "en", below: `<p>Published 05/03/2024</p>`, footer: `<div class="comments"><p>Well done. 25/03/2024</p></div>`, wantOn: "2024-03-05"},
	{name: "other dates of the page have the month first", lang: "en", below: `<p>Published 05/03/2024</p>`, footer: `<div class="comments"><p>Well done. 05/25/2024</p></div>`, wantOn: "2024-05-03"},
	{name: "other dates of the page differ", lang: "en", from: "https://news.example.co.uk/a", below: `<p>Published 05/03/2024</p>`, footer: `<div class="comments"><p>05/25/2024</p><p>25/05/2024</p></div>`, wantOn: "2024-03-05"},
	{name: "section beside the day", lang: "en", below: `<p class="meta">Company Events 5 March 2024</p>`, wantOn: "2024-03-05"},
	{name: "owner beside the day", lang: "de", below: `<p class="meta">5. März 2024 | © Harrower Bote</p>`, wantOn: "2024-03-05"},
	{name: "event above", lang: "de", above: `<p>Termin: 9. April 2024</p>`, below: `<p>Veröffentlicht am 5. März 2024</p>`, wantOn: "2024-03-05"},
	{name: "suggested story", lang: "en", above: `<div class="eyebrow"><span>March 5, 2024</span> <span>Roads</span></div>`, footer: `<section><h2>Keep reading</h2><a href="/x"><h3>Library opens late</h3><time datetime="2024-01-05T00:00">Jan 5, 2024</time></a></section>`, wantOn: "2024-03-05"},
	{name: "suggested story alone", lang: "en", footer: `<section><h2>Keep reading</h2><a href="/x"><h3>Library opens late</h3><time datetime="2024-01-05T00:00">Jan 5, 2024</time></a></section>`},
	{name: "suggested story beside, a link apart", lang: "es", footer: `<div class="mas"><div><h3><a href="/x">La biblioteca abre tarde</a></h3><time datetime="2024-01-05">5 de enero de 2024</time></div></div>`},
	{name: "registration in the footer", lang: "ru", footer: `<div class="bottom"><p>Свидетельство о регистрации СМИ Эл № 77-12345 от 03.05.2016. Учредитель: редакция.</p></div>`},
	{name: "registration in the footer, Korean", lang: "ko", footer: `<div class="bottom"><span>등록번호: 수원 아01234</span> <span>등록일: 2010.03.05</span> <span>발행인: 김철수</span></div>`},
	{name: "registration in the footer, Chinese", lang: "zh-Hans", footer: `<div class="foot"><p>互联网新闻信息服务许可证 1112017 发证日期：2017-05-20</p></div>`},
	{name: "founding in the footer", lang: "de", footer: `<div id="bottom"><p>Datum der Eintragung: 03.05.2016, HRB 1234</p></div>`},
	{name: "registration beside the day", lang: "ko", below: `<div class="info">입력 2024.03.05 10:15</div>`, footer: `<div class="bottom">등록일자 2010.03.05</div>`, wantOn: "2024-03-05", wantAt: "2024-03-05T10:15:00Z"},
	{name: "one label against published_time", lang: "en", head: `<meta property="article:published_time" content="2024-03-05T10:15:00+00:00">`, below: `<p class="note">Date: 12 January 2021</p>`, wantOn: "2024-03-05", wantAt: "2024-03-05T10:15:00Z"},
	{name: "one label at the end against published_time", lang: "de", head: `<meta property="article:published_time" content="2024-03-05T10:15:00+01:00">`, after: `<p>Datum: 12.01.2021</p>`, wantOn: "2024-03-05", wantAt: "2024-03-05T10:15:00+01:00"},
	// midnight in UTC
	{name: "midnight is a day", lang: "en", head: `<meta property="article:published_time" content="2024-03-05T00:00:00Z">`, below: `<p class="date">March 5, 2024</p>`, wantOn: "2024-03-05"},
	{name: "midnight of a Chinese site", lang: "zh-Hans", head: `<meta property="article:published_time" content="2024-03-04T16:00:00Z">`, wantOn: "2024-03-05"},
	{name: "midnight alone", lang: "en", below: `<time datetime="2024-03-05T00:00:00.000Z">Mar 4, 2024</time>`, wantOn: "2024-03-05"},
	// by distance from the capture
	{name: "hours ago", lang: "en", below: `<p class="meta">5 hours ago</p>`, taken: "2024-03-05T14:20:00Z", wantOn: "2024-03-05"},
	{name: "hours ago, not known from when", lang: "en", below: `<p class="meta">5 hours ago</p>`},
	{name: "yesterday with a clock", lang: "zh-Hans", below: `<span class="time">昨天 10:15</span>`, taken: "2024-03-05T20:20:00Z", wantOn: "2024-03-05", wantAt: "2024-03-05T10:15:00+08:00"},
	{name: "days ago beside a name", lang: "de", below: `<div class="meta"><span>Anna Muster</span> <span>vor 2 Tagen</span></div>`, taken: "2024-03-07T08:00:00Z", wantOn: "2024-03-05"},
	{name: "days ago of another story", lang: "ja", footer: `<ul><li><a href="/x">図書館の開館時間</a><span>3日前</span></li></ul>`, taken: "2024-03-07T08:00:00Z"},
	{name: "hours ago against a stamp", lang: "ko", head: `<meta property="article:published_time" content="2024-03-05T10:15:00+09:00">`, below: `<span class="date">3시간 전</span>`, taken: "2024-05-05T08:00:00Z", wantOn: "2024-03-05", wantAt: "2024-03-05T10:15:00+09:00"},
}
