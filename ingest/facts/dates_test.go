package facts

import (
	"strings"
	"testing"

	"dabao/schema"
)

// dateRows writes dates as "raw value precision", with a star for a relative one.
func dateRows(s, lang, published string) string {
	a := schema.Article{PublishedAt: published}
	if len(published) == 10 {
		a = schema.Article{PublishedOn: published}
	}
	var out []string
	for _, d := range Dates(s, lang, ReferenceTo(&a)) {
		row := d.Raw + " " + d.Value + " " + d.Precision
		if d.Relative {
			row += "*"
		}
		out = append(out, row)
	}
	return strings.Join(out, "; ")
}

func TestDates(t *testing.T) {
	const published = "2019-09-07T13:43:00+08:00" // a Saturday
	for _, c := range []struct{ name, text, want string }{
		{"full", "2018年12月28日，二〇一九年九月三日，2019-09-03，2019/9/3，2019.9.3", "2018年12月28日 2018-12-28 day; 二〇一九年九月三日 2019-09-03 day; 2019-09-03 2019-09-03 day; 2019/9/3 2019-09-03 day; 2019.9.3 2019-09-03 day"},
		{"year and month", "2018年，2018年3月，2018年8月份，2018年度，2018年底，2018年的7月", "2018年 2018 year; 2018年3月 2018-03 month; 2018年8月份 2018-08 month; 2018年度 2018 year; 2018年底 2018-12 month; 2018年的7月 2018-07 month"},
		{"parts of a year", "2018年上半年，2018年第三季度，2018年第二季，2018年前三季度", "2018年上半年 2018-01/2018-06 month; 2018年第三季度 2018-07/2018-09 month; 2018年第二季 2018-04/2018-06 month; 2018年前三季度 2018-01/2018-09 month"},
		{"partial", "8月26日，12月28日，9月3日", "8月26日 2019-08-26 day; 12月28日 2018-12-28 day; 9月3日 2019-09-03 day"},
		{"lone day", "5日上午，27日，7日", "5日 2019-09-05 day; 27日 2019-08-27 day; 7日 2019-09-07 day"},
		{"ahead", "将于11日举行，预计12月交付，9月底前完成，公司将在11月17日开业", "11日 2019-09-11 day; 12月 2019-12 month; 9月底 2019-09 month; 11月17日 2019-11-17 day"},
		{"ahead in other words", "預估11月初緩解，最快12月通車，可望10月上旬定案", "11月初 2019-11 month; 12月 2019-12 month; 10月上旬 2019-10-01/2019-10-10 day"},
		{"not ahead", "8月26日，警方将其抓获", "8月26日 2019-08-26 day"},
		{"ranges", "1-8月，2016年至2018年，5月20日至31日，5月10-12日，11月25日至12月底，2011-2015年，去年9月至今年3月", "1-8月 2019-01/2019-08 month; 2016年至2018年 2016/2018 year; 5月20日至31日 2019-05-20/2019-05-31 day; 5月10-12日 2019-05-10/2019-05-12 day; 11月25日至12月底 2018-11-25/2018-12 day; 2011-2015年 2011/2015 year; 去年9月至今年3月 2018-09/2019-03 month*"},
		{"lists", "2013、2014年，2018、2019两年，9月3、4日", "2013 2013 year; 2014年 2014 year; 2018 2018 year; 2019 2019 year; 9月3 2019-09-03 day; 4日 2019-09-04 day"},
		{"tens", "8月上旬，8月中旬，2月下旬，今年6月末", "8月上旬 2019-08-01/2019-08-10 day; 8月中旬 2019-08-11/2019-08-20 day; 2月下旬 2019-02-21/2019-02-28 day; 今年6月末 2019-06 month*"},
		{"clock", "8月16日23时30分，8月2日13时8分，8月1日 14:54，9月1日0时至24时，8月20日24时", "8月16日23时30分 2019-08-16T23:30+08:00 minute; 8月2日13时8分 2019-08-02T13:08+08:00 minute; 8月1日 14:54 2019-08-01T14:54+08:00 minute; 9月1日 2019-09-01 day; 8月20日24时 2019-08-20T24:00+08:00 hour"},
		{"clock ranges", "5日08时至6日08时", "5日08时至6日08时 2019-09-05T08:00/2019-09-06T08:00+08:00 hour"},
		{"clock elsewhere", "当地时间9月3日23时", "9月3日23时 2019-09-03T23:00 hour"},
		{"zone", "2019-08-01T10:00:05Z，2019-08-01T10:00-04:00", "2019-08-01T10:00:05Z 2019-08-01T10:00:05Z second; 2019-08-01T10:00-04:00 2019-08-01T10:00-04:00 minute"},
		{"relative", "今天，昨日，去年，明年初，本月，上月3日，去年5月，今年年底", "今天 2019-09-07 day*; 昨日 2019-09-06 day*; 去年 2018 year*; 明年初 2020-01 month*; 本月 2019-09 month*; 上月3日 2019-08-03 day*; 去年5月 2018-05 month*; 今年年底 2019-12 month*"},
		{"weeks", "上周五，本周一，下周四，上周，周四晚上", "上周五 2019-08-30 day*; 本周一 2019-09-02 day*; 下周四 2019-09-12 day*; 上周 2019-08-26/2019-09-01 day*; 周四 2019-09-05 day*"},
		{"hanging on the date before", "2015年3月入职，同年9月升职，次年1月离开。8月3日立案，当日结案。", "2015年3月 2015-03 month; 同年9月 2015-09 month*; 次年1月 2016-01 month*; 8月3日 2019-08-03 day; 当日 2019-08-03 day*"},
		{"day in brackets", "今（7）日，昨（6日）晚", "今（7）日 2019-09-07 day*; 昨（6日） 2019-09-06 day*"},
		{"same sentence", "8月1日立案，5日结案；2018年3月获批，5月动工", "8月1日 2019-08-01 day; 5日 2019-08-05 day; 2018年3月 2018-03 month; 5月 2018-05 month"},
		{"Han months", "整个八月，八月十五，十月怀胎，五月天", "八月 2019-08 month; 十月 2018-10 month"},
		{"short years", "08年，98年5月，零五年，九七年", "08年 2008 year; 98年5月 1998-05 month; 零五年 2005 year; 九七年 1997 year"},
		{"decades", "上世纪90年代，1980年代，二十世纪八十年代，70年代", "上世纪90年代 1990/1999 year; 1980年代 1980/1989 year; 二十世纪八十年代 1980/1989 year; 70年代 1970/1979 year"},
		{"more lists", "7、8月份，5、6日", "7 2019-07 month; 8月份 2019-08 month; 5 2019-09-05 day; 6日 2019-09-06 day"},
		{"around a year", "2000年前后，2000年前的墓", "2000年 2000 year"},
		{"a weekend", "上周末", ""},
		{"spaces around digits", "8 月 3 日消息，2018 年 9 月，2018 年 12 月 30 日 15:30，1-8 月，2016 年至 2018 年，第 2 季度，2018 年第二季度，去年 12 月", "8 月 3 日 2019-08-03 day; 2018 年 9 月 2018-09 month; 2018 年 12 月 30 日 15:30 2018-12-30T15:30+08:00 minute; 1-8 月 2019-01/2019-08 month; 2016 年至 2018 年 2016/2018 year; 第 2 季度 2019-04/2019-06 month*; 2018 年第二季度 2018-04/2018-06 month; 去年 12 月 2018-12 month*"},
		{"spaces around a name or a count", "iPhone 11 月产能，Windows 10 年度更新，3 个月，5 年", ""},
		{"do not exist", "2月30日，13月，2019年2月29日，4月31日，2019年13月，2月45日，2022年13月45日，9999年99月99日，0000年，25时61分，9月3日25时61分，二〇二二年十三月四十五日", ""},
		{"exist beside a count", "2022年，13月龄，2018年12月，历时2年45日，8月1日75分钟", "2022年 2022 year; 2018年12月 2018-12 month; 8月1日 2019-08-01 day"},
		{"vague or recurring", "近日，目前，年底，每年9月，每月25日，常年11月19日，农历八月，周三家长会，几天前", ""},
		{"names", "9.5前线处置，黑色星期五，315晚会，21世纪，今日头条，3月龄，公元前221年，25日元，25日内，3日后", ""},
		{"not a year", "2000年前，5000年历史，3年，100万年", ""},
		{"quoted today", "他说：“今天很冷”", ""},
	} {
		if got := dateRows(c.text, "zh-Hans", published); got != c.want {
			t.Errorf("%s: %s\n got %s\nwant %s", c.name, c.text, got, c.want)
		}
	}
}

func TestDatesTraditional(t *testing.T) {
	got := dateRows("民國108年9月3日，108年5月，95年2月20日，明日，上週日", "zh-Hant", "2019-09-07")
	want := "民國108年9月3日 2019-09-03 day; 108年5月 2019-05 month; 明日 2019-09-08 day*; 上週日 2019-09-01 day*"
	if got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestDatesWithoutReference(t *testing.T) {
	got := dateRows("2018年12月28日，9月3日，25日，今天，1-8月，2018年5月至8月，去年5月，2018年3月获批，同年5月动工，9月3日23时", "zh-Hans", "")
	want := "2018年12月28日 2018-12-28 day; 2018年5月至8月 2018-05/2018-08 month; 2018年3月 2018-03 month; 同年5月 2018-05 month*"
	if got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestDatesEnglish(t *testing.T) {
	const published = "2021-03-02T09:15:00-05:00" // a Tuesday
	for _, c := range []struct{ name, text, want string }{
		{"full", "On Feb. 26, 2021 and 18 November 2019 and 2020-05-01.", "Feb. 26, 2021 2021-02-26 day; 18 November 2019 2019-11-18 day; 2020-05-01 2020-05-01 day"},
		{"partial", "On March 1, on December 5, in January, by June 2022", "March 1 2021-03-01 day; December 5 2020-12-05 day; January 2021-01 month; June 2022 2022-06 month"},
		{"ahead", "The trial will open on April 12.", "April 12 2021-04-12 day"},
		{"years", "In 2017 (2018) the 2019 cup and 2,020 cars", "2017 2017 year; 2018 2018 year"},
		{"ranges", "between 2018 and 2020, from 2011 to 2015, March 3-5, 2020", "2018 and 2020 2018/2020 year; 2011 to 2015 2011/2015 year; March 3-5, 2020 2020-03-03/2020-03-05 day"},
		{"relative", "today, last year, next month, on Monday", "today 2021-03-02 day*; last year 2020 year*; next month 2021-04 month*; Monday 2021-03-01 day*"},
		{"quarters and halves", "In Q3 2020, the third quarter of 2020 and the first half of 2019; fourth-quarter revenue, Q1", "Q3 2020 2020-07/2020-09 month; third quarter of 2020 2020-07/2020-09 month; first half of 2019 2019-01/2019-06 month; fourth-quarter 2020-10/2020-12 month*; Q1 2021-01/2021-03 month*"},
		{"no quarter of a year", "scored in the fourth quarter, the second half of the match", ""},
		{"the next quarter or the last", "GDP in the second quarter", ""},
		{"weekdays", "last Friday, next Monday, this Wednesday; last Monday and next Thursday may be either", "last Friday 2021-02-26 day*; next Monday 2021-03-08 day*; this Wednesday 2021-03-03 day*"},
		{"decades and middles", "the 1990s, mid-2020, at 5:30 p.m.", "1990s 1990/1999 year; 2020 2020 year"},
		{"do not exist", "May 45, 2021, in May 45, by June 0.", ""},
		{"names", "via USA Today, of 1909 Jolinda Drive", ""},
		{"none", "You may go, a march, February 30, May I, every Friday, Sept. 31", ""},
	} {
		if got := dateRows(c.text, "en", published); got != c.want {
			t.Errorf("%s: %s\n got %s\nwant %s", c.name, c.text, got, c.want)
		}
	}
}

// TestMonthAheadIsShared reads a month that one block puts ahead the same way
// in the title, which says nothing of it.
func TestMonthAheadIsShared(t *testing.T) {
	a := schema.Article{Title: "11月21日起航", Lang: "zh-Hans", PublishedAt: "2019-08-13T14:07:00+08:00",
		Blocks: []schema.Block{{Kind: schema.Paragraph, Text: "港口将于11月17日开港。"}}}
	Fill(&a, nil)
	want := []schema.Date{
		{Span: schema.Span{Field: "title", Start: 0, End: 6}, Raw: "11月21日", Value: "2019-11-21", Precision: "day"},
		{Span: schema.Span{Field: "block", Start: 4, End: 10}, Raw: "11月17日", Value: "2019-11-17", Precision: "day"},
	}
	if len(a.Dates) != 2 || a.Dates[0] != want[0] || a.Dates[1] != want[1] {
		t.Errorf("got %+v\nwant %+v", a.Dates, want)
	}
}
