package extract

import (
	"strings"
	"testing"
)

const (
	hanProse = "<p>入秋以来，北山县抓住晴好天气，组织农机手抢收晚稻，全县已收割面积过半，预计月底前可以全部归仓，粮站的烘干机昼夜不停地转着。</p>"
	metaDay  = `<meta property="article:published_time" content="2023-01-05T10:00:00+08:00">`
)

// TestSentencesWithDays holds that a paragraph that names a day stays in the
// text and dates nothing.
func TestSentencesWithDays(t *testing.T) {
	for _, s := range []string{
		"2022年9月3日，该馆开放。",
		"他生于1999年1月1日。",
		"上午9点，2022年9月3日的太阳升起。",
		"该馆的开放时间是2022年9月3日。",
		"他的书发表于2022年9月3日。",
		"On May 5, 2020 it opened.",
		"He was born on 1 January 1999.",
		"The book was published on 5 May 2020.",
		"On <b>May 5, 2020</b> it opened.",
		`She was born on <time datetime="1999-01-01">1 January 1999</time>, in spring.`,
		"Am 5. Mai 2020 wurde die Mühle wieder eröffnet.",
	} {
		story := many3(paragraph)
		if hanShare(s) > .3 {
			story = many3(hanProse)
		}
		story += "<p>Some more words that end the story, which nobody has read before the day was over.</p>"
		for place, text := range map[string]string{"first": "<p>" + s + "</p>" + story, "last": story + "<p>" + s + "</p>"} {
			for _, day := range []string{"", "2023-01-05"} {
				page := "<title>The bridge of the town</title>"
				if day != "" {
					page += metaDay
				}
				a, err := Page(page+"<h1>The bridge of the town</h1><div>"+text+"</div>", "", maxMarks)
				if err != nil {
					t.Errorf("%s, %s: %v", s, place, err)
					continue
				}
				if a.PublishedOn != day {
					t.Errorf("%s, %s: published on %q, want %q", s, place, a.PublishedOn, day)
				}
				if !strings.Contains(a.Text(), bare(s)) {
					t.Errorf("%s, %s: lost from the text", s, place)
				}
			}
		}
	}
}

// bare is a line without its tags.
func bare(s string) string {
	for _, tag := range []string{"<b>", "</b>", `<time datetime="1999-01-01">`, "</time>"} {
		s = strings.ReplaceAll(s, tag, "")
	}
	return s
}

// TestSentencesWithRoles holds that a sentence that begins like a credit names
// nobody and stays in the text.
func TestSentencesWithRoles(t *testing.T) {
	for _, s := range []string{
		"编辑：请稍等。",
		"编辑：马上就来。",
		"来源：国家统计局的数据显示，增长了8%。",
		"来源：请看附表。",
		"河水的来源是山泉。",
		"作者：他们走了，我们留下。",
		"Source: the ministry said so.",
		"By then it was over.",
		"By Monday, all had gone.",
		"Edited by hand, it took them years.",
		"Editor: please wait here.",
	} {
		story := many3(paragraph)
		if hanShare(s) > .3 {
			story = many3(hanProse)
		}
		for place, text := range map[string]string{"first": "<p>" + s + "</p>" + story, "last": story + "<p>" + s + "</p>"} {
			a, err := Page("<title>The bridge of the town</title><h1>The bridge of the town</h1><div>"+text+"</div>", "", maxMarks)
			switch {
			case err != nil:
				t.Errorf("%s, %s: %v", s, place, err)
			case a.Source != "" || len(a.Credits) > 0:
				t.Errorf("%s, %s: source %q, credits %v", s, place, a.Source, a.Credits)
			case !strings.Contains(a.Text(), s):
				t.Errorf("%s, %s: lost from the text", s, place)
			}
		}
	}
}

// TestNamedRoles holds that names and outlets are still read and taken out.
func TestNamedRoles(t *testing.T) {
	for s, want := range map[string]string{
		"责任编辑：李明。":             "李明",
		"编辑：李明，王芳":             "李明 王芳",
		"编辑：小鱼":                "小鱼",
		"来源：北山日报":              "from 北山日报",
		"来源：国家统计局。":            "from 国家统计局",
		"Editing by Anna Beck": "Anna Beck",
	} {
		story := many3(hanProse)
		a, err := Page("<title>大桥今天开放</title><h1>大桥今天开放</h1><div>"+story+"<p>"+s+"</p></div>", "", maxMarks)
		if err != nil {
			t.Errorf("%s: %v", s, err)
			continue
		}
		var got []string
		for _, c := range a.Credits {
			got = append(got, c.Name)
		}
		if a.Source != "" {
			got = append(got, "from", a.Source)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: got %q, want %q", s, got, want)
		}
	}
}
