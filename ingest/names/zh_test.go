package names

import (
	"slices"
	"testing"

	"dabao/schema"
)

// TestChineseNone holds what is no name, or less of one, to giving none: words
// that were cut in two, words that begin like a family name, rooms, meetings,
// and what a place is for.
func TestChineseNone(t *testing.T) {
	for _, c := range []struct {
		text string
		not  []string // none of the mentions
		want []string // among them
	}{
		{"他们沿着新整修的步道走到码头，新建的亲水步道、观景台也已开放。", []string{"修的步", "水步道", "的步"}, nil},
		{"小河是全镇的母亲河，母亲河的水又清了。", []string{"母亲河"}, nil},
		{"图纸包括线路图、管路图、结构图。", []string{"路图", "管路图"}, nil},
		{"扬州市民出行更方便，中国人选择出行的方式也多了。", []string{"扬州市民出行", "中国人选择出行"}, []string{"扬州"}},
		{"会议在南京大学报告厅举行，杭州有望成为长江下游经济中心。", []string{"南京大学报告厅", "长江下游经济中心"}, []string{"南京大学", "杭州"}},
		{"他参加了中国农业技术年会。", []string{"中国农业技术年会"}, nil},
		{"湖南浏阳一社区的居民说，水已经停了两天。", []string{"一社区", "浏阳一社区"}, []string{"湖南", "浏阳"}},
		{"他到中国科学院地理科学与资源研究所工作。", nil, []string{"中国科学院地理科学与资源研究所"}},
		{"兄弟是吴子胜、吴子旺、吴子顺、吴子合。吴子胜说，吴子旺和吴子胜在家，吴子旺也说不知道。", []string{"吴子"}, []string{"吴子胜", "吴子旺", "吴子顺", "吴子合"}},
		{"县议员到国姓乡会勘，国姓乡公所派人陪同。", []string{"国姓乡会"}, []string{"国姓乡公所"}},
		{"他们参观了白鹭物流园和白鹭食品产业园。", []string{"白鹭物流", "白鹭食品"}, nil},
		{"副主任宋金平教授主持会议，花莲县府派人出席。", []string{"金平", "花莲县"}, []string{"宋金平", "花莲县府"}},
		{"他去了通渭县蒲石湾村。蒲石湾村的路不好走，从第三铺乡去蒲石湾村要一天。", []string{"去蒲石湾村"}, []string{"通渭县", "蒲石湾村"}},
		{"司机钱志会。钱志会说，他没有看见。", []string{"钱志"}, []string{"钱志会"}},
	} {
		a := &schema.Article{Lang: "zh-Hans", Blocks: []schema.Block{{Kind: schema.Paragraph, Text: c.text}}}
		var got []string
		for _, e := range Find(a, nil) {
			got = append(got, e.Raw)
		}
		for _, raw := range c.not {
			if slices.Contains(got, raw) {
				t.Errorf("%q gives %q, in %q", c.text, raw, got)
			}
		}
		for _, raw := range c.want {
			if !slices.Contains(got, raw) {
				t.Errorf("%q gives no %q, only %q", c.text, raw, got)
			}
		}
	}
}
