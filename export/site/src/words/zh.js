// The words of the interface in Chinese in simplified characters.
export const zh = {
  search: '搜索',
  console: 'SQL',
  data: '数据',
  language: 'English',
  languageOf: 'en',

  placeholder: '搜索文章',
  searchLabel: '搜索词',

  help: '搜索语法',

  helpText: [
    ['核酸 檢測', '标题或正文中都出现；简体、繁体互通'],
    ['"GDP growth"', '词组，按原样连续出现'],
    ['a OR b', '任意一个'],
    ['a NOT b', '有前者而没有后者'],
    ['vaccin*', '以此开头的词'],
    ['title:疫情', '只在标题中'],
    ['author: source: site: lang:', '作者、来源、网站、语言'],
    ['after:2022-03 before:2022-06', '三月起，至五月底'],
  ],

  articles: ['{0} 篇文章', '{0} 篇文章'],
  newest: '最新文章',
  none: '没有找到。',

  noneHint: '试试少用几个词，或去掉一个筛选条件。',

  firstOf: '最相关的 {0} 篇，共 {1} 篇',
  more: '显示更多',
  searching: '正在搜索…',

  cost: '{0} 秒 · {1} 次请求 · {2}',

  source: '来源',
  channel: '频道',
  lang: '语言',
  year: '年份',
  undated: '无日期',
  without: '（无）',

  filters: '筛选',
  clear: '全部清除',
  remove: '去掉筛选 {0}',
  showAll: '显示全部 {0} 项',
  showLess: '收起',

  histogram: '每月文章数',
  drag: '在图上拖动可按月份筛选。',
  asTable: '以表格查看',
  month: '月份',
  count: '文章数',

  chartLabel: '每月文章数柱状图，{0} 至 {1}；同样的数字见下方表格。',

  back: '返回结果',
  untitled: '（无标题）',
  copyLink: '复制链接',
  copied: '已复制',

  numbers: '文中的数字',
  dates: '文中的日期',
  provenance: '出处',
  pictures: '图片',
  tags: '关键词',

  asWritten: '原文',
  value: '数值',
  unit: '单位',
  noun: '对象',
  subject: '主体',
  meaning: '含义',
  precision: '精度',

  exact: '',
  about: '约',
  at_least: '至少',
  at_most: '至多',
  toRow: '查看表中对应行',
  toText: '在文中查看',

  author: '作者',
  editor: '编辑',
  photographer: '摄影',
  translator: '翻译',
  illustrator: '插图',
  proofreader: '校对',
  correspondent: '记者',

  nearDuplicate: '与此文几乎相同',
  corrected: '更正',
  correctedFrom: '{0}：“{1}”改为“{2}”（{3}）',
  missing: '空',

  address: '网址',
  publisher: '主办',
  published: '发布',
  modified: '修改',
  license: '许可',
  rights: '权利声明',
  tdm: '文本与数据挖掘',

  tdm0: '声明自由',
  tdm1: '保留',
  capture: '存档文件',
  container: '所在文件',
  bytesAt: '第 {0} 至 {1} 字节',
  capturedAt: '抓取时间',
  archived: '存档副本',
  charset: '读取方式',
  sha256: '存档的 SHA-256',

  content: '标题与正文的 SHA-256',
  repairs: '修复之处',
  unresolved: '处仍有损坏',
  rule_page: '时区据网页',
  rule_site: '时区据网站',
  rule_utc: '时区为推定',
  split: '划分',

  run: '运行',
  stop: '停止',
  sqlLabel: 'SQL 查询',
  examples: '示例',
  schema: '数据表',
  running: '正在运行… {0} 秒',
  rowsIn: ['{0} 行，{1} 秒 · {2} 次请求 · {3}', '{0} 行，{1} 秒 · {2} 次请求 · {3}'],
  capped: '只显示前 {0} 行。',

  csv: '存为 CSV',
  json: '存为 JSON',
  sqlHint: '只读。每次一条语句，至多 {0} 行、{1} 秒。Ctrl+Enter 运行。',
  stopped: '已停止。',
  noRows: '没有结果行。',
  results: '结果',
  schemaWait: '正在读取数据表…',

  downloads: '下载',
  file: '文件',
  size: '大小',
  aboutData: '关于本数据集',
  version: '版本',
  checkHint: '下载后可用 SHA256SUMS 校验：sha256sum -c SHA256SUMS',

  opening: '正在打开数据库…',
  wholeTitle: '该主机不支持读取文件的一部分',

  wholeText: '要在此搜索，浏览器须先下载整个数据库：{0}。数据只留在本标签页中，不会发送到任何地方。',
  wholeGo: '下载 {0}',
  wholeProgress: '{0}，共 {1}',
  cancel: '取消',

  retry: '重试',
  reload: '重新载入',

  error_changed: '页面打开期间，主机上的文件已更换。请重新载入页面。',

  error_network: '网络连接中断。请检查网络后重试。',

  error_status: '主机拒绝发送数据库。请稍后重试，或直接下载文件。',

  error_mismatch: '主机上的数据库与本页面不符。请告知发布者，或重新下载发布包。',

  error_wal:
    '某个程序打开数据库时把它切换成了 WAL 模式，网页因此无法读取，校验和也不再相符。请告知发布者：' +
    '重新放上发布包中的原文件，或对它执行 PRAGMA journal_mode=DELETE。',

  error_notadb: '主机发来的不是数据库。请告知发布者。',

  error_noFacets: '此数据库尚未封存，缺少统计表。请用 dabao release 制作发布包。',

  error_noView: '此数据库由另一版本的 dabao 制作。请重新制作发布包，使页面与数据库相配。',

  error_noArticle: '本次发布中没有这篇文章，它可能已被撤下。',

  error_worker: '浏览器无法启动搜索。请使用新版 Firefox、Chrome、Edge 或 Safari，并通过网页服务器打开：dabao serve。',

  error_old: '浏览器版本过旧。请使用新版 Firefox、Chrome、Edge 或 Safari，或下载下列文件。',

  error_file: '从磁盘直接打开的页面不能读取数据。请在此文件夹运行 dabao serve，再打开它给出的网址。',

  error_slow: '耗时过长，已停止。请缩小查询范围。',

  error_readOnly: '这里只能读取（SELECT）。如要修改，请下载 articles.db 后在自己的副本上操作。',

  error_memory: '所需内存超过页面上限。请减少一次查询的内容。',
  error_tooBig: '某个值过大。请减少一次查询的内容。',

  error_oneStatement: '每次只能运行一条语句。',
  error_noStatement: '没有可运行的语句。',
  error_sql: 'SQLite 提示：',
  error_stopped: '已停止。',

  syntax_long: '搜索词超过 256 个字符。',
  syntax_closesNothing: '这个括号没有对应的开括号。',
  syntax_notClosed: '括号没有闭合。',
  syntax_missing: '此处缺少要找的内容。',

  syntax_bareKeyword: 'AND、OR、NOT 应在词与词之间；要找这个词本身，请加引号。',
  syntax_deep: '括号嵌套过深。',
  syntax_needsValue: '{0}: 后面要有内容。',

  syntax_needsDate: '{0}: 后面要有日期，如 2022、2022-09 或 2022-09-23。',
  syntax_nothing: '没有可查找的文字或数字。',
  syntax_quote: '引号没有闭合。',

  syntax_filterInside: '{0}: 作用于整个查询，不能放在 OR 或 NOT (…) 里。',
  syntax_notAlone: 'NOT 之前要有可供排除的内容。',
  atChar: '第 {0} 个字符',

  keys: '/ 搜索 · ↑ ↓ 选择 · Enter 打开 · Esc 返回',
  madeWith: '由 dabao 制作。一切都在您的浏览器中运行，没有人看到您搜索什么。',
  thirdParty: '本页面所用软件的许可',
  skip: '跳到结果',
};
