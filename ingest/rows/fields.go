package rows

import (
	"strings"

	"dabao/schema"
)

// field is one thing that an article has and a row may hold, by its name in
// --map.
type field string

const (
	address   field = "url"
	html      field = "html"
	text      field = "text"
	title     field = "title"
	subtitle  field = "subtitle"
	lang      field = "lang"
	summary   field = "summary"
	outlet    field = "source"
	publisher field = "publisher"
	site      field = "site"
	channel   field = "channel"
	license   field = "license"
	rights    field = "rights"
	tags      field = "tags"
	authors   field = "authors"
	editors   field = "editors"
	published field = "published"
	modified  field = "modified"
	captured  field = "captured"
)

// fieldTable says under which paths each field is looked for, the likeliest
// first, normalised by norm. They are the names of the corpora and tools that
// people hold news in: Common Crawl's derivatives (C4, mC4, OSCAR, RedPajama,
// Dolma, FineWeb, datatrove), extractors (trafilatura, newspaper, news-please,
// fundus, Firecrawl), readers (Wallabag, Readwise, Pocket), the interfaces of
// newspapers and aggregators (WordPress, NewsAPI, Guardian, New York Times), and
// the Chinese words that Chinese crawls use.
var fieldTable = []struct {
	name  field
	paths []string
}{
	{address, split(`url uri link href pageurl articleurl posturl newsurl canonicalurl originalurl targeturi warctargeturi permalink weburl
		sourceurl givenurl resolvedurl 链接 鏈接 連結 网址 網址 地址
		metadata.url meta.url metadata.sourceurl metadata.targeturi metadata.warctargeturi warcheaders.warctargeturi html.respondedurl html.requestedurl source id guid identifier`)},
	{html, split(`html rawhtml pagehtml htmlcontent contenthtml bodyhtml articlehtml pagesource sourcecode html5`)},
	{text, split(`text content body maintext article articletext articlecontent articlebody fulltext plaintext bodytext contenttext newscontent
		rawcontent rawtext raw cleanedtext cleantext markdown document pagecontent contents paragraphs story 正文 内容 內容 文章 全文
		fields.bodytext fields.body content.rendered`)},
	{title, split(`title headline webtitle pagetitle articletitle newstitle titre titel 标题 標題 题目 題目 fields.headline metadata.title metadata.ogtitle meta.title`)},
	{subtitle, split(`subtitle subheadline standfirst deck dek 副标题 副標題 fields.standfirst`)},
	{lang, split(`lang language langcode languagecode inlanguage 语言 語言 metadata.language meta.language metadata.identification.label`)},
	{summary, split(`summary description abstract excerpt snippet leadparagraph trailtext metadescription 摘要 简介 fields.trailtext metadata.description`)},
	{outlet, split(`source outlet sourcename media newspaper 来源 來源 媒体 媒體 出处 metadata.source`)},
	{publisher, split(`publisher sitename provider publication sourcehostname 网站 網站 发布者 metadata.sitename metadata.ogsitename`)},
	{site, split(`site domain domainname hostname sourcedomain host netloc 域名 metadata.domain meta.domain`)},
	{channel, split(`channel section sectionname category categories newsdesk 栏目 欄目 频道 頻道 分类 分類 metadata.section`)},
	{license, split(`license licence 许可 metadata.license`)},
	{rights, split(`rights copyright 版权 版權`)},
	{tags, split(`tags keywords tag keyword topics 标签 標籤 关键词 關鍵詞 关键字 metadata.keywords`)},
	{authors, split(`authors author byline writer writers creator creators reporter publishedby by 作者 记者 記者 撰文 fields.byline metadata.author meta.author`)},
	{editors, split(`editors editor 编辑 編輯 责任编辑 責任編輯`)},
	{published, split(`publishedat published publishedon date publishdate publisheddate publisheddatetime datepublish datepublished dategmt
		publicationdate publishingdate pubdate publishtime publishedtime pubtime posttime newstime webpublicationdate postedat posted time datetime created
		发布时间 發布時間 发布日期 發布日期 发表时间 發表時間 日期 时间 時間 metadata.publishedtime metadata.publisheddate metadata.datepublished
		metadata.articlepublishedtime metadata.articlepublisheddate metadata.article:publishedtime metadata.date meta.date`)},
	{modified, split(`modifiedat modified updatedat updated datemodified datemodify lastmodified modifiedgmt 更新时间 更新時間 修改时间 metadata.modifiedtime`)},
	{captured, split(`capturedat crawledat crawldate crawltime crawltimestamp crawledtime fetchedat fetchtime fetchdate retrievedat retrieved
		datecrawled datecrawl datedownload downloaddate downloadedat scrapedat scrapedate scrapetime accessedat savedat saveddate filedate warcdate timestamp
		抓取时间 抓取時間 采集时间 採集時間 爬取时间 爬取時間 入库时间 metadata.crawldate metadata.timestamp meta.timestamp metadata.scrapedat
		metadata.fetchtime metadata.warcdate warcheaders.warcdate html.crawldate`)},
}

// teaserKeys hold less than an article, or something else that reads like one.
var teaserKeys = split(`leadparagraph snippet abstract description summary excerpt trailtext caption comment message`)

func split(s string) []string { return strings.Fields(s) }

var pathsOf = func() map[field][]string {
	m := map[field][]string{}
	for _, f := range fieldTable {
		m[f.name] = f.paths
	}
	return m
}()

var normalizer = strings.NewReplacer("_", "", "-", "", " ", "", "\u00a0", "")

// norm is the one form in which names of keys are compared.
func norm(key string) string {
	return normalizer.Replace(strings.ToLower(strings.TrimSpace(key)))
}

// Taken says what a key is looked for as; empty for one that is no field. The
// key may be a path.
func Taken(key string, c schema.Columns) string {
	n := norm(key)
	for _, f := range fieldTable {
		for _, p := range (&Row{columns: c}).paths(f.name) {
			if norm(p) == n {
				return string(f.name)
			}
		}
	}
	return ""
}
