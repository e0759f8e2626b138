// The words of the interface in Chinese in traditional characters.
export const hant = {
  search: '搜尋',
  console: 'SQL',
  data: '資料',
  language: 'English',
  languageOf: 'en',

  placeholder: '搜尋文章',
  searchLabel: '搜尋詞',

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

  articles: ['{0} 篇文章', '{0} 篇文章'],
  newest: '最新文章',
  none: '沒有找到。',

  noneHint: '試試少用幾個詞，或去掉一個篩選條件。',

  firstOf: '最相關的 {0} 篇，共 {1} 篇',
  more: '顯示更多',
  searching: '正在搜尋…',

  cost: '{0} 秒 · {1} 次請求 · {2}',

  source: '來源',
  channel: '頻道',
  lang: '語言',
  year: '年份',
  undated: '無日期',
  without: '（無）',

  filters: '篩選',
  clear: '全部清除',
  remove: '去掉篩選 {0}',
  showAll: '顯示全部 {0} 項',
  showLess: '收起',

  histogram: '每月文章數',
  drag: '在圖上拖曳可按月份篩選。',
  asTable: '以表格檢視',
  month: '月份',
  count: '文章數',

  chartLabel: '每月文章數長條圖，{0} 至 {1}；同樣的數字見下方表格。',

  back: '返回結果',
  untitled: '（無標題）',
  copyLink: '複製連結',
  copied: '已複製',

  numbers: '文中的數字',
  dates: '文中的日期',
  provenance: '出處',
  pictures: '圖片',
  tags: '關鍵詞',

  asWritten: '原文',
  value: '數值',
  unit: '單位',
  noun: '對象',
  subject: '主體',
  meaning: '含義',
  precision: '精度',

  exact: '',
  about: '約',
  at_least: '至少',
  at_most: '至多',
  toRow: '檢視表中對應列',
  toText: '在文中檢視',

  author: '作者',
  editor: '編輯',
  photographer: '攝影',
  translator: '翻譯',
  illustrator: '插圖',
  proofreader: '校對',
  correspondent: '記者',

  nearDuplicate: '與此文幾乎相同',
  corrected: '更正',
  correctedFrom: '{0}：「{1}」改為「{2}」（{3}）',
  missing: '空',

  address: '網址',
  publisher: '主辦',
  published: '發布',
  modified: '修改',
  license: '授權',
  rights: '權利聲明',
  tdm: '文字與資料探勘',

  tdm0: '聲明自由',
  tdm1: '保留',
  capture: '存檔檔案',
  container: '所在檔案',
  bytesAt: '第 {0} 至 {1} 位元組',
  capturedAt: '擷取時間',
  archived: '存檔副本',
  charset: '讀取方式',
  sha256: '存檔的 SHA-256',

  content: '標題與內文的 SHA-256',
  repairs: '修復之處',
  unresolved: '處仍有損壞',
  rule_page: '時區據網頁',
  rule_site: '時區據網站',
  rule_utc: '時區為推定',
  split: '劃分',

  run: '執行',
  stop: '停止',
  sqlLabel: 'SQL 查詢',
  examples: '範例',
  schema: '資料表',
  running: '正在執行… {0} 秒',
  rowsIn: ['{0} 列，{1} 秒 · {2} 次請求 · {3}', '{0} 列，{1} 秒 · {2} 次請求 · {3}'],
  capped: '只顯示前 {0} 列。',

  csv: '存為 CSV',
  json: '存為 JSON',
  sqlHint: '唯讀。每次一條敘述，至多 {0} 列、{1} 秒。Ctrl+Enter 執行。',
  stopped: '已停止。',
  noRows: '沒有結果列。',
  results: '結果',
  schemaWait: '正在讀取資料表…',

  downloads: '下載',
  file: '檔案',
  size: '大小',
  aboutData: '關於本資料集',
  version: '版本',
  checkHint: '下載後可用 SHA256SUMS 校驗：sha256sum -c SHA256SUMS',

  opening: '正在開啟資料庫…',
  wholeTitle: '該主機不支援讀取檔案的一部分',

  wholeText: '要在此搜尋，瀏覽器須先下載整個資料庫：{0}。資料只留在本分頁中，不會傳送到任何地方。',
  wholeGo: '下載 {0}',
  wholeProgress: '{0}，共 {1}',
  cancel: '取消',

  retry: '重試',
  reload: '重新載入',

  error_changed: '頁面開啟期間，主機上的檔案已更換。請重新載入頁面。',

  error_network: '網路連線中斷。請檢查網路後重試。',

  error_status: '主機拒絕傳送資料庫。請稍後重試，或直接下載檔案。',

  error_mismatch: '主機上的資料庫與本頁面不符。請告知發布者，或重新下載發布包。',

  error_wal:
    '某個程式開啟資料庫時把它切換成了 WAL 模式，網頁因此無法讀取，校驗和也不再相符。請告知發布者：' +
    '重新放上發布包中的原檔案，或對它執行 PRAGMA journal_mode=DELETE。',

  error_notadb: '主機傳來的不是資料庫。請告知發布者。',

  error_noFacets: '此資料庫尚未封存，缺少統計表。請用 dabao release 製作發布包。',

  error_noView: '此資料庫由另一版本的 dabao 製作。請重新製作發布包，使頁面與資料庫相配。',

  error_noArticle: '本次發布中沒有這篇文章，它可能已被撤下。',

  error_worker: '瀏覽器無法啟動搜尋。請使用新版 Firefox、Chrome、Edge 或 Safari，並透過網頁伺服器開啟：dabao serve。',

  error_old: '瀏覽器版本過舊。請使用新版 Firefox、Chrome、Edge 或 Safari，或下載下列檔案。',

  error_file: '從磁碟直接開啟的頁面不能讀取資料。請在此資料夾執行 dabao serve，再開啟它給出的網址。',

  error_slow: '耗時過長，已停止。請縮小查詢範圍。',

  error_readOnly: '這裡只能讀取（SELECT）。如要修改，請下載 articles.db 後在自己的副本上操作。',

  error_memory: '所需記憶體超過頁面上限。請減少一次查詢的內容。',
  error_tooBig: '某個值過大。請減少一次查詢的內容。',

  error_oneStatement: '每次只能執行一條敘述。',
  error_noStatement: '沒有可執行的敘述。',
  error_sql: 'SQLite 提示：',
  error_stopped: '已停止。',

  syntax_long: '搜尋詞超過 256 個字元。',
  syntax_closesNothing: '這個括號沒有對應的開括號。',
  syntax_notClosed: '括號沒有閉合。',
  syntax_missing: '此處缺少要找的內容。',

  syntax_bareKeyword: 'AND、OR、NOT 應在詞與詞之間；要找這個詞本身，請加引號。',
  syntax_deep: '括號巢狀過深。',
  syntax_needsValue: '{0}: 後面要有內容。',

  syntax_needsDate: '{0}: 後面要有日期，如 2022、2022-09 或 2022-09-23。',
  syntax_nothing: '沒有可查找的文字或數字。',
  syntax_quote: '引號沒有閉合。',

  syntax_filterInside: '{0}: 作用於整個查詢，不能放在 OR 或 NOT (…) 裡。',
  syntax_notAlone: 'NOT 之前要有可供排除的內容。',
  atChar: '第 {0} 個字元',

  keys: '/ 搜尋 · ↑ ↓ 選擇 · Enter 開啟 · Esc 返回',
  madeWith: '由 dabao 製作。一切都在您的瀏覽器中執行，沒有人看到您搜尋什麼。',
  thirdParty: '本頁面所用軟體的授權',
  skip: '跳到結果',
};
