package plain

import (
	"regexp"
	"strings"

	"dabao/schema"
)

// Field is what a label announces.
type field int

const (
	fieldNone field = iota
	fieldSource
	fieldPublished
	fieldModified
	fieldTitle
	fieldURL
	fieldTags
	fieldIgnored // a short value of the page's own: a count, a desk
	fieldDropped // the title that the article had elsewhere
	fieldRole    // a person: see labelRole
)

// labels are the words in front of a value, longest first within a field. Both
// scripts are written out: a label is a printed word, not a pair of variants.
var labels = []struct {
	f     field
	role  schema.Role
	words string
}{
	{fieldSource, "", "信息来源 文章来源 新闻来源 稿件来源 稿源 出处 來源 来源 出處 新聞來源 文章來源 Source 来源网站"},
	{fieldModified, "", "更新时间 更新時間 修改时间 最后更新 最後更新 Last-updated Updated-on Updated 更新"},
	{fieldPublished, "", "发布时间 發布時間 發佈時間 发表时间 發表時間 发布日期 發布日期 發佈日期 刊登日期 时间 時間 日期 发布于 發布於 发表于 Published-on Published Posted-on Posted Date 発行日 公開日"},
	{fieldTitle, "", "标题 標題 Title Headline"},
	{fieldDropped, "", "原标题 原標題 原题 原題"},
	{fieldURL, "", "原文链接 原文連結 链接 網址 网址 URL Link"},
	{fieldTags, "", "关键词 關鍵詞 關鍵字 关键字 标签 標籤 Tags Keywords Topics"},
	{fieldIgnored, "", "审核 審核 监制 監製 策划 策劃 终审 終審 签发 簽發 值班主任 值班总编 阅读 閱讀 点击 點擊 点击数 浏览 瀏覽 浏览次数 阅读数 阅读量 评论 評論 字号 字號 字体 字體 訪問量 编号 Views Comments"},
	{fieldRole, schema.Editor, "责任编辑 責任編輯 值班编辑 新媒体编辑 视觉编辑 美术编辑 编辑 編輯 责编 責編 主编 主編 Edited-by Editing-by Editors Editor"},
	{fieldRole, schema.Photographer, "摄影报道 攝影報道 摄影记者 攝影記者 摄影 攝影 图片 圖片 Photographs-by Photography-by Photographer Photos-by Photo-by 撮影"},
	{fieldRole, schema.Translator, "翻译 翻譯 譯者 译者 编译 編譯 Translated-by Translation-by Translator"},
	{fieldRole, schema.Illustrator, "插画 插畫 插图 插圖 制图 製圖 漫画 漫畫 Illustrations-by Illustration-by Illustrated-by"},
	{fieldRole, schema.Proofreader, "校对 校對 审校 審校 Proofread-by"},
	{fieldRole, schema.Correspond, "通讯员 通訊員 Correspondent"},
	{fieldRole, schema.Author, "本报记者 本報記者 本网记者 特约记者 实习记者 实习生 文字记者 采访记者 记者 記者 采写 採寫 撰文 撰稿 作者 作家 文字 執筆 Written-by Reporting-by Reported-by Story-by Reporter Author Authors"},
}

// labelField and labelRole are labels by word, lower case.
var labelField, labelRole = func() (map[string]field, map[string]schema.Role) {
	f, r := map[string]field{}, map[string]schema.Role{}
	for _, l := range labels {
		for _, w := range strings.Fields(l.words) {
			w = strings.ToLower(strings.ReplaceAll(w, "-", " "))
			f[w] = l.f
			if l.f == fieldRole {
				r[w] = l.role
			}
		}
	}
	return f, r
}()

// shortLabels stand for a role only before a slash or a colon: 文/…, 图:….
var shortLabels = map[string]schema.Role{
	"文": schema.Author, "图": schema.Photographer, "圖": schema.Photographer, "摄": schema.Photographer,
	"攝": schema.Photographer, "译": schema.Translator, "譯": schema.Translator, "编": schema.Editor, "編": schema.Editor,
	"绘": schema.Illustrator, "繪": schema.Illustrator, "撰": schema.Author,
}

// widgetWords are the words of a page's controls. A line made of them alone is
// no part of the article.
var widgetWords = words(`小字号 小字號 大字号 大字號 中字号 中字號 字号 字號 大 中 小 特大 默认 字体 字體 加大 缩小 縮小
打印 打印本页 打印本頁 打印本文 列印 列印本頁 友善列印 返回顶部 返回頂部 回到顶部 回到頂部 回頂部 回顶部 顶部 頂部 置顶 返回 返回首页 返回首頁 返回列表
分享 分享到 分享至 分享本文 分享文章 分享让更多人看到 分享讓更多人看到 转发 轉發 收藏 加入收藏 设为首页 设置首页 設為首頁 点赞 點讚 赞 讚 踩 推荐 推薦 举报 舉報 纠错 糾錯 我要纠错 关注 關注
评论 評論 我要评论 我要評論 发表评论 發表評論 网友评论 查看评论 跟帖 留言 评论区 微信 微博 新浪微博 腾讯微博 朋友圈 微信好友 空间 QQ QQ空间 QQ好友 豆瓣 人人网 支付宝
扫一扫 掃一掃 微信扫一扫 微信掃一掃 扫码 扫描二维码 二维码 用微信扫码二维码 分享至好友和朋友圈 扫一扫分享到微信 扫一扫在手机打开当前页 手机看 手机版 手機版 手机阅读 客户端 下载客户端 打开APP APP 打开
复制链接 複製連結 复制 複製 复制成功 链接 連結 邮件 郵件 电子邮件 电邮 订阅 訂閱 登录 登錄 登入 注册 註冊 退出 搜索 搜尋 菜单 選單 导航 導航 网站地图 無障礙 无障碍 繁体 繁體 简体 簡體 English
关闭 關閉 关闭窗口 關閉視窗 关闭本页 上一页 下一页 上一頁 下一頁 上一篇 下一篇 上一条 下一条 下页 上页 尾页 首页 首頁 更多 更多> 展开全文 展開全文 阅读全文 閱讀全文 点击查看 查看更多 加载中 加載中 正在加载
播放 暂停 播放视频 视频 音频 语音播报 听新闻 全屏 收起 展开 广告 廣告 AD 赞助 贊助 加好友 追蹤 讚好 廣告贊助 人民号 图片 [图片] 图集 印刷 シェア ツイート 印刷する ブックマーク 保存 공유 인쇄
share share-this share-this-article share-article tweet retweet print print-this-page print-article email e-mail email-this mail facebook twitter x linkedin whatsapp
telegram reddit pinterest line weibo wechat messenger copy copy-link copy-url link bookmark save save-article save-for-later listen listen-to-this-article comment comments
leave-a-comment no-comments view-comments add-comment reply back-to-top top menu search home login log-in sign-in sign-up register subscribe subscribe-now newsletter
newsletters follow follow-us like likes advertisement advertisements ad sponsored skip-to-content skip-to-main-content next previous prev close open play pause mute
read-more show-more load-more loading gift-article give-this-article font-size text-size a a+ a- aa + - on instagram youtube rss get-the-app download-app download cookies
cookie-settings accept accept-all privacy-policy terms-of-use contact about about-us via to image`)

// besideDate are words around a date that name nobody.
var besideDate = words(`原创 原創 转载 轉載 讯 訊 电 電 时 時 我有话说 调整字体 缩小字体 放大字体 放大 正常 缩小 超大 人参与 人參與 次阅读 阅读时间 分钟 分钟阅读
stand veröffentlicht zuletzt aktualisiert aktualisiert: am um uhr lesezeit minuten min min. minute minutes read first last published updated posted on at by et pt est edt pst pdt bst cet publié mis à jour le
publicado el actualizado em às h pubblicato il alle ore bijgewerkt laatst om opdateret kl 更新 公開 配信 入力 수정 입력 승인`)

// relatedWords head what follows an article.
var relatedWords = words(`相关阅读 相關閱讀 相关新闻 相關新聞 相关报道 相關報道 相關報導 相关链接 相關連結 相关文章 相關文章 相关内容 相关推荐 延伸阅读 延伸閱讀 推荐阅读 推薦閱讀 热门推荐 熱門推薦 热门新闻 熱門新聞 热门文章 精彩推荐
猜你喜欢 猜你喜歡 更多新闻 更多新聞 更多文章 最新新闻 最新新聞 最新文章 为您推荐 為您推薦 热点新闻 热点推荐 编辑推荐 編輯推薦 排行榜 点击排行 热门排行 阅读排行 友情链接 最新评论 热门评论 全部评论 精彩评论 网友评论 网友跟帖 你可能感兴趣 你可能喜歡 人气排行 图片新闻 视频推荐 往期回顾 往期回顧 関連記事 関連ニュース おすすめ記事 관련기사
related related-articles related-stories related-news related-links related-content related-topics more-on-this-story more-stories more-news more-from more-like-this read-next up-next you-may-also-like you-might-also-like
recommended recommended-for-you most-read most-popular trending popular latest-news latest-stories latest top-stories editors'-picks editor's-picks also-on see-also don't-miss around-the-web from-the-web comments leave-a-reply leave-a-comment join-the-conversation`)

// rightsForm is a line about who owns the page or what may be done with it.
var rightsForm = regexp.MustCompile(`(?i)^.{0,12}(?:版权所有|版權所有|版权声明|版權聲明|免责声明|免責聲明|特别声明|郑重声明|声明[:\x{FF1A}]|聲明[:\x{FF1A}]|转载请注明|轉載請註明|未经.{0,20}(?:授权|许可|书面)|未經.{0,20}(?:授權|許可|同意)|all rights reserved|copyright\s|©|\(c\)\s*\d{4}|无断転載|無断転載|무단전재)|(?:all rights reserved\.?|版权所有|版權所有)$|不代表本[网站报網報]|仅供参考.{0,10}不构成|(?:ICP备|ICP備|互联网新闻信息服务许可证)`)

// ownsForm is the part of those that is worth keeping as the printed rights.
var ownsForm = regexp.MustCompile(`(?i)版权所有|版權所有|all rights reserved|copyright\s|©|\(c\)\s*\d{4}|無断転載|未经.{0,20}(?:授权|许可)|未經.{0,20}(?:授權|許可|同意)|转载请注明|轉載請註明`)

// endWords are parenthesised remarks that name nobody.
var endWords = words("完 全文完 待续 待續 续完 未完待续 略 图略 下同 上接第一版 下转第二版 本报讯 本文完 end ends")

// homeWords name a site's front page in a breadcrumb line.
var homeWords = words("首页 首頁 网站首页 主页 主頁 home 홈 ホーム トップ top")

func words(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[strings.ToLower(w)] = true
		m[strings.ToLower(strings.ReplaceAll(w, "-", " "))] = true
	}
	return m
}
