package rows

import (
	"reflect"
	"testing"

	"dabao/schema"
)

func asIs(s string) string { return s }

func article(line string) (*schema.Article, error) {
	r, err := Parse([]byte(line), nil)
	if err != nil {
		return nil, err
	}
	return r.Article(asIs), nil
}

func TestArticle(t *testing.T) {
	a, err := article(`{"url":"http://www.a.example.cn/1?utm_source=x","Title":" 標題 ","content":"第一段\n\n第二段","date":"2022-09-23 14:54","author":["甲","乙"],
		"editors":[{"name":"丙"}],"keywords":"疫情","source":"某報","language":"zh","description":"d","updated_at":1663916040}`)
	if err != nil {
		t.Fatal(err)
	}
	want := &schema.Article{
		URL: "http://www.a.example.cn/1", Site: "a.example.cn", Title: "標題", Source: "某報", Lang: "zh", Summary: "d", Tags: []string{"疫情"},
		PublishedAt: "2022-09-23T14:54:00+08:00", PublishedOn: "2022-09-23", PublishedZone: "site", ModifiedAt: "2022-09-23T06:54:00Z",
		Blocks:  []schema.Block{{Kind: schema.Paragraph, Text: "第一段"}, {Kind: schema.Paragraph, Text: "第二段"}},
		Credits: []schema.Credit{{Role: schema.Author, Name: "甲"}, {Role: schema.Author, Name: "乙"}, {Role: schema.Editor, Name: "丙"}},
	}
	if !reflect.DeepEqual(a, want) {
		t.Errorf("got  %+v\nwant %+v", a, want)
	}
	a, err = article(`{"title":"t","text":"x","date":"2023-01-02T03:04:05-05:00","authors":7,"tags":{}}`)
	if err != nil || a.PublishedAt != "2023-01-02T03:04:05-05:00" || a.PublishedZone != "page" || a.Credits != nil || a.Tags != nil {
		t.Errorf("got %+v, %v", a, err)
	}
	a, err = article(`{"title":"t","text":"x","date":"2023-01-02"}`)
	if err != nil || a.PublishedAt != "" || a.PublishedOn != "2023-01-02" || a.PublishedZone != "" {
		t.Errorf("got %+v, %v", a, err)
	}
}
