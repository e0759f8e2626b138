package facts

// What is counted. Chinese has no spaces, so a noun is cut at punctuation, which
// is certain, or at a word that commonly starts or ends a predicate, which is
// not: a piece cut there must end like a noun, and so must a long one. A wrong
// noun is worse than none. The words are here, the reading in counted.go.
const (
	maxNoun = 14
	maxBare = 4 // longest piece after a number that need not end like a noun
	maxHead = 8 // longest piece before a number that need not
)

// predicates are words of two characters that end a noun phrase: common verbs,
// adverbs and conjunctions of news prose.
const predicates = `发放派出开展成立设置增派走访协助排查发现整改追责问责制作编发发布处置劝返保障助力运送选配支援抽调发动涉及达到超过共有实施完成
实现新增累计投入投资建成拥有设有覆盖惠及接待办理清理拆除改造派发收到收集收缴缴获查获抓获破获逮捕扣押查处召开举办举行参加参与吸引引进签约签订
出台印发推出生产销售卖出售出购买采购捐赠募集筹集获得荣获取得提供开通开设开行运营运行出动转移疏散救出收治治愈死亡受伤遇难确诊检测接种出院转运
招收招聘录取考取发表出版翻译拍摄播出安装搭建配备配置搭载种植栽种出口进口运输输送增加减少下降上升增长提高降低提升扩大缩小同比环比分别进行进入来自
前往赶赴下沉投身组成积极充实表示认为介绍透露以及其中包括成为作为用于属于位于通过针对围绕负责用以用来可以能够需要应当必须没有仍然依然正在已经曾经一直
始终先后陆续纷纷迅速及时紧急充分全面主动率先共同联合一起同时之后之前以来期间现场当场随后接到接受接收收取接力响应回应使用利用采用采取应用占据占到
完工竣工动工开工投产投用上线上市上涨下跌下滑突破位列排名居住来到到达抵达到场离开返回送往送到送达就读就业创业上岗到岗值守值班坚守奋战坚持持续
连续发生出现存在产生造成导致引发带动带来形成构成具备具有含有享受获批获准获奖得到受到遭到遭遇面临面向帮助支持扶持资助救助补助补贴奖励表彰
参保脱贫搬迁改建新建扩建在建兴建修建建造建立设立创办创建开办开设创立组建编制制定修订出资入股收购并购转让出售出租租赁装下装有放下摆有写过当过拍了打工符合围观接连全部离职辍学考上
充电出游回购悬赏投放承受自称缓解绕过分期免息阐述晋级晋升夺得拿下拿到赢得赢下击败战胜落后领先打进攻入送出派遣奔赴赶到驰援签署签下拍得成交到账扣除扣款罚款退还
归还偿还支付缴纳缴费花费耗资耗时历时加入退出撤离逃离失踪失联被困受困受灾倒塌坍塌爆炸起火着火坠毁坠落相撞碰撞侧翻致死致伤送医抢救康复痊愈感染隔离排队等候等待前来观看观赏
参观游览入住抵押质押减持增持持有买入卖出抛售认购申购融得融到募得拟定拟于正式最高最低最大最小最多最少最新最快最重最终属于位居名列跻身荣登录得收报报收收于收盘开盘关闭当选入局停运停业停课封闭受阻受损受影滞留聚集集结抵港抵京返乡返校返程复工复产复课`

var predicateSet = func() map[[2]rune]bool {
	m := map[[2]rune]bool{}
	var pair []rune
	for _, r := range predicates {
		if r == '\n' {
			continue
		}
		if pair = append(pair, r); len(pair) == 2 {
			m[[2]rune{pair[0], pair[1]}] = true
			pair = pair[:0]
		}
	}
	return m
}()

func (t *text) predicate(i int) bool { return predicateSet[[2]rune{t.at(i), t.at(i + 1)}] }

// particle reports whether r alone ends a noun phrase.
func particle(r rune) bool {
	switch r {
	case '的', '了', '着', '被', '将', '把', '为', '是', '达', '占', '由', '给', '让', '使', '均', '都', '也', '并', '已', '就', '却', '还', '又', '等', '在', '从', '向', '对', '与', '至', '到', '因', '则', '于', '自', '每', '只', '而', '仅', '没', '获', '啊', '呢', '吗', '吧', '呀', '嘛', '哦', '很', '更', '最', '们', '我', '你', '她', '它', '以', '不', '跟', '塞', '约':
		return true
	}
	return false
}

// nounEnds are characters that commonly end a noun and seldom a verb.
const nounEnds = "人员者生师家长民客商兵童婴犬牛羊猪鸡鸭鱼马狗猫鸟虫车船艇机房楼屋厅室馆店厂站所院校园场港桥路街道线网局部司矿井田地林树木花草果菜粮米油酒茶药品物件具器械材料布衣鞋帽包箱袋瓶书报刊文章稿诗词歌曲剧片照图像卡票证券单册信函案题点项目例则款金费税价额值量率数债币钱资产业企团队组群社党派村镇乡县市省州国区士练授众故子娘郎属亲" +
	"岛山河湖海江沟水气煤钢铁铝铜银石沙土泥火风雨雪光色味病症毒菌疫苗剂罩套岗位席床椅桌灯门窗墙球牌奖杯赛课程班级系科学体心脑核芯屏幕键码号址页帖丝嘴饭纸锅板管罐炮弹枪旗钟镜琴笔伞链轮胎舱库台柜架炉灶厕棚池塘坝渠堤洞塔碑墓庙寺货股权约令法规句段式型种类层面头口手眼皮肉血毛羽蛋奶糖盐粉糕饼汤粒丸膏液漆胶棉绸" +
	"麻绳巾褥垫毯盒桶盆碗盘壶妈爸爷姐弟妹儿女孩娃夫妻友星官警匪徒犯工匠农户族裔籍频构署堂宅舍铺摊墟域度途径源脉力性事政策识念坛巷弄伙伴迷质素仓座坊巢播佬伍障据告速织议录迹职辆" +
	"師樓廠礦樹糧藥鞋孫嬰雞鴨魚鳥蟲園橋網溝鋼鐵鋁銅聲規鍵絲紙彈鏡傘艙庫櫃爐廁稿詞劇費稅債詩爺兒紗綢繩墊壺媽墳廟頻壩蹟勢職題軸筍櫥齒繭賬帳帥辯檔鈔艦眾衆親屬練" // not folded

// loneNouns are the nouns of one character that are counted as they stand.
const loneNouns = "人事书车灯雨雪饭纸锅鱼树花诗歌嘴船房楼桥路门窗枪刀药酒茶水油粮米菜果蛋奶糖盐肉牛羊猪鸡鸭马狗猫鸟虫字词课票钱井山河湖岛村镇县市省国店厂校班队力"

var endsNoun, standsAlone = runeSet(nounEnds), runeSet(loneNouns)

func runeSet(s string) map[rune]bool {
	m := map[rune]bool{}
	for _, r := range s {
		m[r] = true
	}
	return m
}
