// Every word of the interface, in English and in both scripts of Chinese. {0}
// is filled in.

const en = {
  search: 'Search', console: 'SQL', data: 'Data', language: '中文', languageOf: 'zh',
  placeholder: 'Search the articles', searchLabel: 'Search query',
  help: 'Search help',
  helpText: [
    ['核酸 檢測', 'both, in title or text; either Chinese script finds the other'],
    ['"GDP growth"', 'the words in a row'],
    ['a OR b', 'either one'],
    ['a NOT b', 'the first without the second'],
    ['vaccin*', 'words that begin so'],
    ['title:疫情', 'in the title'],
    ['author: source: site: lang:', 'who wrote it, the outlet, the web site, the language'],
    ['after:2022-03 before:2022-06', 'from March on, until the end of May'],
  ],
  articles: ['{0} articles', '{0} article'], newest: 'Newest articles', none: 'Nothing found.',
  noneHint: 'Try fewer words, or take a filter away.',
  firstOf: 'Best {0} of {1}', more: 'Show more', searching: 'Searching…',
  cost: '{0} s · {1} requests · {2}',
  source: 'Outlet', channel: 'Channel', lang: 'Language', year: 'Year', undated: 'undated', without: '(none)',
  filters: 'Filters', clear: 'Clear all', remove: 'Remove filter {0}', showAll: 'Show all {0}', showLess: 'Show fewer',
  histogram: 'Articles a month', drag: 'Drag across months to narrow the search.', asTable: 'As a table', month: 'Month', count: 'Articles',
  chartLabel: 'Bar chart of articles a month, from {0} to {1}; the same figures stand in the table below it.',
  back: 'Back to the results', untitled: '(untitled)', copyLink: 'Copy link', copied: 'Copied',
  numbers: 'Numbers in this article', dates: 'Dates in this article', provenance: 'Where this comes from', pictures: 'Pictures', tags: 'Keywords',
  asWritten: 'As written', value: 'Value', unit: 'Unit', noun: 'Of what', subject: 'Who', meaning: 'Meaning', precision: 'Precision',
  exact: '', about: 'about', at_least: 'at least', at_most: 'at most', toRow: 'to its row in the table', toText: 'show in the text',
  author: 'By', editor: 'Editor', photographer: 'Photo', translator: 'Translation', illustrator: 'Illustration', proofreader: 'Proofreading', correspondent: 'Correspondent',
  nearDuplicate: 'Nearly the same as', corrected: 'Corrected', correctedFrom: '{0}: “{1}” became “{2}” ({3})', missing: 'nothing',
  address: 'Address', publisher: 'Publisher', published: 'Published', modified: 'Modified', license: 'License', rights: 'Rights', tdm: 'Text and data mining',
  tdm0: 'declared free', tdm1: 'reserved', capture: 'Captured file', container: 'In', bytesAt: 'bytes {0} to {1}', capturedAt: 'Captured', archived: 'Archived copy', charset: 'Read as', sha256: 'SHA-256 of the capture',
  content: 'SHA-256 of title and text', repairs: 'Repaired places', unresolved: 'left damaged', rule_page: 'offset as printed', rule_site: 'offset taken from the site', rule_utc: 'offset assumed', split: 'Split',
  run: 'Run', stop: 'Stop', sqlLabel: 'SQL query', examples: 'Examples', schema: 'Tables', running: 'Running… {0} s', rowsIn: ['{0} rows in {1} s · {2} requests · {3}', '{0} row in {1} s · {2} requests · {3}'], capped: 'Only the first {0} rows are shown.',
  csv: 'Save as CSV', json: 'Save as JSON', sqlHint: 'Read-only. One statement, at most {0} rows and {1} seconds. Ctrl+Enter runs it.', stopped: 'Stopped.', noRows: 'No rows.', results: 'Results', schemaWait: 'Reading the tables…',
  downloads: 'Downloads', file: 'File', size: 'Size', aboutData: 'About this dataset', version: 'Version', checkHint: 'Check what you downloaded against SHA256SUMS: sha256sum -c SHA256SUMS',
  opening: 'Opening the database…', wholeTitle: 'The host does not serve parts of files',
  wholeText: 'To search here, your browser has to download the whole database first: {0}. It stays in this tab and nothing is sent anywhere.', wholeGo: 'Download {0}', wholeProgress: '{0} of {1}', cancel: 'Cancel',
  retry: 'Try again', reload: 'Reload the page',
  error_changed: 'The host changed the file while this page was open. Reload the page to read the new one.',
  error_network: 'The connection was lost. Check it, then try again.',
  error_status: 'The host refused to send the database. Try again later, or download the file.',
  error_mismatch: 'The database on the host is not the one this page was made for. Tell whoever published it, or download the release again.',
  error_wal: 'A program that opened the database switched it to WAL mode, which no page can read and which breaks its checksum. Tell whoever published it: put the file of the release in its place again, or run PRAGMA journal_mode=DELETE on it.',
  error_notadb: 'What the host sends is no database. Tell whoever published it.',
  error_noFacets: 'This database is not sealed: its counts are missing. Make a release of it with dabao release.',
  error_noView: 'This database was made by another version of dabao. Make the release again, so that page and database fit.',
  error_noArticle: 'No article of this release has this address. It may have been withdrawn.',
  error_worker: 'Your browser could not start the search. Use a current Firefox, Chrome, Edge or Safari, and open the page from a web server: dabao serve.',
  error_old: 'Your browser is too old for this page. Use a current Firefox, Chrome, Edge or Safari, or download the files below.',
  error_file: 'A page opened from disk may not read its data. Run dabao serve in this folder and open the address it prints.',
  error_slow: 'This took too long and was stopped. Ask for less, or narrow it down.',
  error_readOnly: 'Only reading is allowed here: SELECT. To change a copy of your own, download articles.db.',
  error_memory: 'This needs more memory than the page may take. Ask for less at once.', error_tooBig: 'A value grew too large. Ask for less at once.',
  error_oneStatement: 'One statement at a time, please.', error_noStatement: 'There is no statement to run.', error_sql: 'SQLite says:', error_stopped: 'Stopped.',
  syntax_long: 'The query is longer than 256 characters.', syntax_closesNothing: 'This parenthesis closes nothing.', syntax_notClosed: 'A parenthesis is not closed.', syntax_missing: 'Something to look for is missing here.',
  syntax_bareKeyword: 'AND, OR and NOT stand between words; put them in quotes to look for the word itself.', syntax_deep: 'Too many parentheses inside each other.', syntax_needsValue: '{0}: needs a value.',
  syntax_needsDate: '{0}: needs a date such as 2022, 2022-09 or 2022-09-23.', syntax_nothing: 'There is neither letter nor digit to look for.', syntax_quote: 'This quote is not closed.',
  syntax_filterInside: '{0}: goes for the whole query; it cannot stand within OR or NOT (…).', syntax_notAlone: 'NOT needs something before it to be taken from.', atChar: 'at character {0}',
  keys: '/ search · ↑ ↓ results · Enter open · Esc back', madeWith: 'Made with dabao. Everything here runs in your browser; no one sees what you search for.', thirdParty: 'Licenses of what this page is made with', skip: 'Skip to the results',
};

const zh = {
  search: '搜索', console: 'SQL', data: '数据', language: 'English', languageOf: 'en',
  placeholder: '搜索文章', searchLabel: '搜索词',
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
  articles: ['{0} 篇文章', '{0} 篇文章'], newest: '最新文章', none: '没有找到。',
  noneHint: '试试少用几个词，或去掉一个筛选条件。',
  firstOf: '最相关的 {0} 篇，共 {1} 篇', more: '显示更多', searching: '正在搜索…',
  cost: '{0} 秒 · {1} 次请求 · {2}',
  source: '来源', channel: '频道', lang: '语言', year: '年份', undated: '无日期', without: '（无）',
  filters: '筛选', clear: '全部清除', remove: '去掉筛选 {0}', showAll: '显示全部 {0} 项', showLess: '收起',
  histogram: '每月文章数', drag: '在图上拖动可按月份筛选。', asTable: '以表格查看', month: '月份', count: '文章数',
  chartLabel: '每月文章数柱状图，{0} 至 {1}；同样的数字见下方表格。',
  back: '返回结果', untitled: '（无标题）', copyLink: '复制链接', copied: '已复制',
  numbers: '文中的数字', dates: '文中的日期', provenance: '出处', pictures: '图片', tags: '关键词',
  asWritten: '原文', value: '数值', unit: '单位', noun: '对象', subject: '主体', meaning: '含义', precision: '精度',
  exact: '', about: '约', at_least: '至少', at_most: '至多', toRow: '查看表中对应行', toText: '在文中查看',
  author: '作者', editor: '编辑', photographer: '摄影', translator: '翻译', illustrator: '插图', proofreader: '校对', correspondent: '记者',
  nearDuplicate: '与此文几乎相同', corrected: '更正', correctedFrom: '{0}：“{1}”改为“{2}”（{3}）', missing: '空',
  address: '网址', publisher: '主办', published: '发布', modified: '修改', license: '许可', rights: '权利声明', tdm: '文本与数据挖掘',
  tdm0: '声明自由', tdm1: '保留', capture: '存档文件', container: '所在文件', bytesAt: '第 {0} 至 {1} 字节', capturedAt: '抓取时间', archived: '存档副本', charset: '读取方式', sha256: '存档的 SHA-256',
  content: '标题与正文的 SHA-256', repairs: '修复之处', unresolved: '处仍有损坏', rule_page: '时区据网页', rule_site: '时区据网站', rule_utc: '时区为推定', split: '划分',
  run: '运行', stop: '停止', sqlLabel: 'SQL 查询', examples: '示例', schema: '数据表', running: '正在运行… {0} 秒', rowsIn: ['{0} 行，{1} 秒 · {2} 次请求 · {3}', '{0} 行，{1} 秒 · {2} 次请求 · {3}'], capped: '只显示前 {0} 行。',
  csv: '存为 CSV', json: '存为 JSON', sqlHint: '只读。每次一条语句，至多 {0} 行、{1} 秒。Ctrl+Enter 运行。', stopped: '已停止。', noRows: '没有结果行。', results: '结果', schemaWait: '正在读取数据表…',
  downloads: '下载', file: '文件', size: '大小', aboutData: '关于本数据集', version: '版本', checkHint: '下载后可用 SHA256SUMS 校验：sha256sum -c SHA256SUMS',
  opening: '正在打开数据库…', wholeTitle: '该主机不支持读取文件的一部分',
  wholeText: '要在此搜索，浏览器须先下载整个数据库：{0}。数据只留在本标签页中，不会发送到任何地方。', wholeGo: '下载 {0}', wholeProgress: '{0}，共 {1}', cancel: '取消',
  retry: '重试', reload: '重新载入',
  error_changed: '页面打开期间，主机上的文件已更换。请重新载入页面。',
  error_network: '网络连接中断。请检查网络后重试。',
  error_status: '主机拒绝发送数据库。请稍后重试，或直接下载文件。',
  error_mismatch: '主机上的数据库与本页面不符。请告知发布者，或重新下载发布包。',
  error_wal: '某个程序打开数据库时把它切换成了 WAL 模式，网页因此无法读取，校验和也不再相符。请告知发布者：重新放上发布包中的原文件，或对它执行 PRAGMA journal_mode=DELETE。',
  error_notadb: '主机发来的不是数据库。请告知发布者。',
  error_noFacets: '此数据库尚未封存，缺少统计表。请用 dabao release 制作发布包。',
  error_noView: '此数据库由另一版本的 dabao 制作。请重新制作发布包，使页面与数据库相配。',
  error_noArticle: '本次发布中没有这篇文章，它可能已被撤下。',
  error_worker: '浏览器无法启动搜索。请使用新版 Firefox、Chrome、Edge 或 Safari，并通过网页服务器打开：dabao serve。',
  error_old: '浏览器版本过旧。请使用新版 Firefox、Chrome、Edge 或 Safari，或下载下列文件。',
  error_file: '从磁盘直接打开的页面不能读取数据。请在此文件夹运行 dabao serve，再打开它给出的网址。',
  error_slow: '耗时过长，已停止。请缩小查询范围。',
  error_readOnly: '这里只能读取（SELECT）。如要修改，请下载 articles.db 后在自己的副本上操作。',
  error_memory: '所需内存超过页面上限。请减少一次查询的内容。', error_tooBig: '某个值过大。请减少一次查询的内容。',
  error_oneStatement: '每次只能运行一条语句。', error_noStatement: '没有可运行的语句。', error_sql: 'SQLite 提示：', error_stopped: '已停止。',
  syntax_long: '搜索词超过 256 个字符。', syntax_closesNothing: '这个括号没有对应的开括号。', syntax_notClosed: '括号没有闭合。', syntax_missing: '此处缺少要找的内容。',
  syntax_bareKeyword: 'AND、OR、NOT 应在词与词之间；要找这个词本身，请加引号。', syntax_deep: '括号嵌套过深。', syntax_needsValue: '{0}: 后面要有内容。',
  syntax_needsDate: '{0}: 后面要有日期，如 2022、2022-09 或 2022-09-23。', syntax_nothing: '没有可查找的文字或数字。', syntax_quote: '引号没有闭合。',
  syntax_filterInside: '{0}: 作用于整个查询，不能放在 OR 或 NOT (…) 里。', syntax_notAlone: 'NOT 之前要有可供排除的内容。', atChar: '第 {0} 个字符',
  keys: '/ 搜索 · ↑ ↓ 选择 · Enter 打开 · Esc 返回', madeWith: '由 dabao 制作。一切都在您的浏览器中运行，没有人看到您搜索什么。', thirdParty: '本页面所用软件的许可', skip: '跳到结果',
};

const hant = {
  search: '搜尋', console: 'SQL', data: '資料', language: 'English', languageOf: 'en',
  placeholder: '搜尋文章', searchLabel: '搜尋詞',
  help: '搜尋語法',
  helpText: [
    ['核酸 檢測', '標題或內文中都出現；簡體、繁體互通'],
    ['"GDP growth"', '詞組，按原樣連續出現'],
    ['a OR b', '任意一個'],
    ['a NOT b', '有前者而沒有後者'],
    ['vaccin*', '以此開頭的詞'],
    ['title:疫情', '只在標題中'],
    ['author: source: site: lang:', '作者、來源、網站、語言'],
    ['after:2022-03 before:2022-06', '三月起，至五月底'],
  ],
  articles: ['{0} 篇文章', '{0} 篇文章'], newest: '最新文章', none: '沒有找到。',
  noneHint: '試試少用幾個詞，或去掉一個篩選條件。',
  firstOf: '最相關的 {0} 篇，共 {1} 篇', more: '顯示更多', searching: '正在搜尋…',
  cost: '{0} 秒 · {1} 次請求 · {2}',
  source: '來源', channel: '頻道', lang: '語言', year: '年份', undated: '無日期', without: '（無）',
  filters: '篩選', clear: '全部清除', remove: '去掉篩選 {0}', showAll: '顯示全部 {0} 項', showLess: '收起',
  histogram: '每月文章數', drag: '在圖上拖曳可按月份篩選。', asTable: '以表格檢視', month: '月份', count: '文章數',
  chartLabel: '每月文章數長條圖，{0} 至 {1}；同樣的數字見下方表格。',
  back: '返回結果', untitled: '（無標題）', copyLink: '複製連結', copied: '已複製',
  numbers: '文中的數字', dates: '文中的日期', provenance: '出處', pictures: '圖片', tags: '關鍵詞',
  asWritten: '原文', value: '數值', unit: '單位', noun: '對象', subject: '主體', meaning: '含義', precision: '精度',
  exact: '', about: '約', at_least: '至少', at_most: '至多', toRow: '檢視表中對應列', toText: '在文中檢視',
  author: '作者', editor: '編輯', photographer: '攝影', translator: '翻譯', illustrator: '插圖', proofreader: '校對', correspondent: '記者',
  nearDuplicate: '與此文幾乎相同', corrected: '更正', correctedFrom: '{0}：「{1}」改為「{2}」（{3}）', missing: '空',
  address: '網址', publisher: '主辦', published: '發布', modified: '修改', license: '授權', rights: '權利聲明', tdm: '文字與資料探勘',
  tdm0: '聲明自由', tdm1: '保留', capture: '存檔檔案', container: '所在檔案', bytesAt: '第 {0} 至 {1} 位元組', capturedAt: '擷取時間', archived: '存檔副本', charset: '讀取方式', sha256: '存檔的 SHA-256',
  content: '標題與內文的 SHA-256', repairs: '修復之處', unresolved: '處仍有損壞', rule_page: '時區據網頁', rule_site: '時區據網站', rule_utc: '時區為推定', split: '劃分',
  run: '執行', stop: '停止', sqlLabel: 'SQL 查詢', examples: '範例', schema: '資料表', running: '正在執行… {0} 秒', rowsIn: ['{0} 列，{1} 秒 · {2} 次請求 · {3}', '{0} 列，{1} 秒 · {2} 次請求 · {3}'], capped: '只顯示前 {0} 列。',
  csv: '存為 CSV', json: '存為 JSON', sqlHint: '唯讀。每次一條敘述，至多 {0} 列、{1} 秒。Ctrl+Enter 執行。', stopped: '已停止。', noRows: '沒有結果列。', results: '結果', schemaWait: '正在讀取資料表…',
  downloads: '下載', file: '檔案', size: '大小', aboutData: '關於本資料集', version: '版本', checkHint: '下載後可用 SHA256SUMS 校驗：sha256sum -c SHA256SUMS',
  opening: '正在開啟資料庫…', wholeTitle: '該主機不支援讀取檔案的一部分',
  wholeText: '要在此搜尋，瀏覽器須先下載整個資料庫：{0}。資料只留在本分頁中，不會傳送到任何地方。', wholeGo: '下載 {0}', wholeProgress: '{0}，共 {1}', cancel: '取消',
  retry: '重試', reload: '重新載入',
  error_changed: '頁面開啟期間，主機上的檔案已更換。請重新載入頁面。',
  error_network: '網路連線中斷。請檢查網路後重試。',
  error_status: '主機拒絕傳送資料庫。請稍後重試，或直接下載檔案。',
  error_mismatch: '主機上的資料庫與本頁面不符。請告知發布者，或重新下載發布包。',
  error_wal: '某個程式開啟資料庫時把它切換成了 WAL 模式，網頁因此無法讀取，校驗和也不再相符。請告知發布者：重新放上發布包中的原檔案，或對它執行 PRAGMA journal_mode=DELETE。',
  error_notadb: '主機傳來的不是資料庫。請告知發布者。',
  error_noFacets: '此資料庫尚未封存，缺少統計表。請用 dabao release 製作發布包。',
  error_noView: '此資料庫由另一版本的 dabao 製作。請重新製作發布包，使頁面與資料庫相配。',
  error_noArticle: '本次發布中沒有這篇文章，它可能已被撤下。',
  error_worker: '瀏覽器無法啟動搜尋。請使用新版 Firefox、Chrome、Edge 或 Safari，並透過網頁伺服器開啟：dabao serve。',
  error_old: '瀏覽器版本過舊。請使用新版 Firefox、Chrome、Edge 或 Safari，或下載下列檔案。',
  error_file: '從磁碟直接開啟的頁面不能讀取資料。請在此資料夾執行 dabao serve，再開啟它給出的網址。',
  error_slow: '耗時過長，已停止。請縮小查詢範圍。',
  error_readOnly: '這裡只能讀取（SELECT）。如要修改，請下載 articles.db 後在自己的副本上操作。',
  error_memory: '所需記憶體超過頁面上限。請減少一次查詢的內容。', error_tooBig: '某個值過大。請減少一次查詢的內容。',
  error_oneStatement: '每次只能執行一條敘述。', error_noStatement: '沒有可執行的敘述。', error_sql: 'SQLite 提示：', error_stopped: '已停止。',
  syntax_long: '搜尋詞超過 256 個字元。', syntax_closesNothing: '這個括號沒有對應的開括號。', syntax_notClosed: '括號沒有閉合。', syntax_missing: '此處缺少要找的內容。',
  syntax_bareKeyword: 'AND、OR、NOT 應在詞與詞之間；要找這個詞本身，請加引號。', syntax_deep: '括號巢狀過深。', syntax_needsValue: '{0}: 後面要有內容。',
  syntax_needsDate: '{0}: 後面要有日期，如 2022、2022-09 或 2022-09-23。', syntax_nothing: '沒有可查找的文字或數字。', syntax_quote: '引號沒有閉合。',
  syntax_filterInside: '{0}: 作用於整個查詢，不能放在 OR 或 NOT (…) 裡。', syntax_notAlone: 'NOT 之前要有可供排除的內容。', atChar: '第 {0} 個字元',
  keys: '/ 搜尋 · ↑ ↓ 選擇 · Enter 開啟 · Esc 返回', madeWith: '由 dabao 製作。一切都在您的瀏覽器中執行，沒有人看到您搜尋什麼。', thirdParty: '本頁面所用軟體的授權', skip: '跳到結果',
};

const all = { en, zh, hant };
const tags = { en: 'en', zh: 'zh-Hans', hant: 'zh-Hant' }; // what the page calls its language
let ui = 'en';

// formOf is the form of the interface that fits a language tag, if any does.
function formOf(tag) {
  const t = tag.toLowerCase();
  if (t === 'hant' || /^zh\b.*-(hant|tw|hk|mo)\b/.test(t)) return t.includes('hans') ? 'zh' : 'hant';
  return all[t.slice(0, 2)] ? t.slice(0, 2) : null;
}

const wishes = () => (navigator.languages || [navigator.language]).filter(Boolean).map(formOf).filter(Boolean);

export function chooseLanguage() {
  let kept = null;
  try {
    kept = localStorage.getItem('dabao-language');
  } catch {
    // storage is closed to this page
  }
  ui = (kept && formOf(kept)) || wishes()[0] || 'en';
  document.documentElement.lang = tags[ui];
}

// otherLanguage is what the switch leads to: Chinese in the visitor's script,
// or English.
export const otherLanguage = () => (ui === 'en' ? wishes().find((w) => w !== 'en') || 'zh' : 'en');

export function keepLanguage(l) {
  try {
    localStorage.setItem('dabao-language', l);
  } catch {
    // then for this visit only
  }
}

export const language = () => ui;

// t is a word of the interface; the second form of a list is for one.
export function t(key, ...args) {
  let s = all[ui][key];
  if (s === undefined) s = key;
  if (Array.isArray(s) && typeof s[0] === 'string') s = s[args[0] === 1 ? 1 : 0];
  if (typeof s !== 'string') return s;
  return s.replace(/\{(\d)\}/g, (_, i) => (typeof args[i] === 'number' ? number(args[i]) : args[i]));
}

export const number = (n, digits = 0) => new Intl.NumberFormat(tags[ui], { maximumFractionDigits: digits }).format(n);

export function size(bytes) {
  if (bytes < 1000) return `${number(bytes)} B`;
  const units = ['kB', 'MB', 'GB'];
  let i = -1;
  do bytes /= 1000;
  while (++i < 2 && bytes >= 1000);
  return `${number(bytes, bytes < 10 ? 1 : 0)} ${units[i]}`;
}

export function languageName(tag) {
  try {
    return new Intl.DisplayNames([tags[ui]], { type: 'language' }).of(tag) || tag;
  } catch {
    return tag;
  }
}

// problem says an error in words, and what to do.
export function problem(e) {
  const code = e.code && t('error_' + e.code) !== 'error_' + e.code ? e.code : 'sql';
  return { text: t('error_' + code), detail: ['sql', 'status', 'tooBig', 'worker'].includes(code) ? e.message : '' };
}

export function syntaxProblem(e) {
  const text = t('syntax_' + e.message, e.arg);
  return e.at ? `${text} (${t('atChar', e.at + 1)})` : text;
}
