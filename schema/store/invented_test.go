package store_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"dabao/schema"
	"dabao/schema/fulltext"
)

// press invents news: words by a Zipf law with the exponent of natural text,
// so that the index meets a few tokens everywhere and most tokens rarely. A
// third of the articles are in Traditional characters.
type press struct {
	rnd         *rand.Rand
	words       []string
	upTo        []float64 // cumulated weights of words
	traditional map[rune]rune
}

const (
	particles = "的 了 在 是 和 一 不 有 为 对 这 中 上 与 也 将 到 以 人 年 月 日 等 及 就 被 从 个 并 向"
	newsWords = "工作 发展 经济 建设 社会 国家 企业 服务 技术 项目 管理 中国 市场 疫情 防控 生态 推进 安全 干部 群众 社区 改革 " +
		"创新 农村 产业 投资 教育 医疗 志愿者 检测 核酸 核酸检测 乡村振兴 高质量 数字化 人工智能 环境保护 复杂 头发 网络 党员 " +
		"GDP 5G COVID-19 AI vaccine report 2022 2023 10 3.5% 100 km App"
)

func newPress(seed uint64) *press {
	p := &press{rnd: rand.New(rand.NewPCG(seed, 4)), traditional: map[rune]rune{}}
	for variant, folded := range fulltext.Variants() {
		v, f := []rune(variant)[0], []rune(folded)[0]
		if _, taken := p.traditional[f]; !taken && v >= 0x4E00 && v < 0xA000 {
			p.traditional[f] = v
		}
	}
	p.words = strings.Fields(particles)
	news := strings.Fields(newsWords)
	chars := p.characters(3000)
	for len(p.words) < 40000 {
		var w []rune
		for range 2 + p.rnd.IntN(5)/2*p.rnd.IntN(2) {
			// Some characters make many words, most make few.
			w = append(w, chars[int(float64(len(chars))*math.Pow(p.rnd.Float64(), 3))])
		}
		p.words = append(p.words, string(w))
		if len(p.words)%20 == 0 && len(news) > 0 {
			p.words = append(p.words, news[0])
			news = news[1:]
		}
	}
	sum := 0.0
	for rank := range p.words {
		sum += 1 / math.Pow(float64(rank)+2.7, 1.0)
		p.upTo = append(p.upTo, sum)
	}
	return p
}

// characters picks n characters at random that are the name of their class.
func (p *press) characters(n int) []rune {
	var all []rune
	for r := rune(0x4E00); r < 0x9FA6; r++ {
		if fulltext.Fold(string(r)) == string(r) {
			all = append(all, r)
		}
	}
	p.rnd.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all[:n]
}

func (p *press) word() string {
	at, _ := slices.BinarySearch(p.upTo, p.rnd.Float64()*p.upTo[len(p.upTo)-1])
	return p.words[min(at, len(p.words)-1)]
}

// sentences writes about n words with punctuation, a line each few sentences.
func (p *press) sentences(n int) string {
	var b strings.Builder
	clause := 0
	for i := range n {
		w := p.word()
		b.WriteString(w)
		if w[0] < 0x80 && p.rnd.IntN(3) == 0 {
			b.WriteByte(' ')
		}
		clause++
		switch {
		case i == n-1 || clause > 4 && p.rnd.IntN(60) == 0:
			b.WriteString("。\n")
			clause = 0
		case clause > 4 && p.rnd.IntN(16) == 0:
			b.WriteString("。")
			clause = 0
		case clause > 3 && p.rnd.IntN(5) == 0:
			b.WriteString("，")
			clause = 0
		}
	}
	return strings.TrimRight(b.String(), "\n")
}

// readings invents n articles of about 1.5 KB each.
func (p *press) readings(n int) iter.Seq2[schema.Reading, error] {
	return func(yield func(schema.Reading, error) bool) {
		for i := range n {
			title, text := p.sentences(8), p.sentences(180+p.rnd.IntN(160))
			lang := "zh-Hans"
			if i%3 == 0 {
				lang = "zh-Hant"
				title, text = p.inTraditional(title), p.inTraditional(text)
			}
			sum := sha256.Sum256([]byte(text))
			url := fmt.Sprintf("https://www.example.org/%d", i)
			r := schema.Reading{Claim: url,
				Capture: schema.Capture{Origin: schema.Origin{URI: fmt.Sprintf("%d.html", i)}, SHA256: hex.EncodeToString(sum[:]),
					MediaType: "text/html", Charset: "utf-8", Bytes: int64(len(text)), CapturedAt: "2024-01-01T00:00:00Z"},
				Article: &schema.Article{URL: url, Site: fmt.Sprintf("site%d.example", i%20), Title: strings.TrimRight(title, "。"), Lang: lang,
					PublishedOn: fmt.Sprintf("%d-%02d-%02d", 2019+i%5, 1+i/5%12, 1+i/60%28)}}
			for line := range strings.SplitSeq(text, "\n") {
				r.Article.Blocks = append(r.Article.Blocks, schema.Block{Kind: schema.Paragraph, Text: line})
			}
			if !yield(r, nil) {
				return
			}
		}
	}
}

func (p *press) inTraditional(s string) string {
	return strings.Map(func(r rune) rune {
		if t, ok := p.traditional[r]; ok {
			return t
		}
		return r
	}, s)
}
