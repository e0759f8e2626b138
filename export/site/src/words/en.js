// The words of the interface in English.
export const en = {
  search: 'Search',
  console: 'SQL',
  data: 'Data',
  language: '中文',
  languageOf: 'zh',

  placeholder: 'Search the articles',
  searchLabel: 'Search query',

  help: 'Search help',

  helpText: [
    ['核酸 檢測', 'both, in title or text; either Chinese script finds the other'],
    ['"GDP growth"', 'the words in a row'],
    ['a OR b', 'either one'],
    ['a NOT b', 'the first without the second'],
    ['vaccin*', 'words that begin so'],
    ['title:疫情', 'in the title'],
    ['author: source: site: lang:', 'who wrote it, the source, the web site, the language'],
    ['after:2022-03 before:2022-06', 'from March on, until the end of May'],
  ],

  articles: ['{0} articles', '{0} article'],
  newest: 'Newest articles',
  none: 'Nothing found.',

  noneHint: 'Try another word.',

  firstOf: 'Best {0} of {1}',
  more: 'Show more',
  searching: 'Searching…',

  cost: '{0} s · {1} requests · {2}',

  source: 'Source',
  channel: 'Channel',
  lang: 'Language',
  year: 'Year',
  undated: 'undated',
  without: '(none)',

  filters: 'Filters',
  clear: 'Clear all',
  remove: 'Remove filter {0}',
  showAll: 'Show all {0}',
  showLess: 'Show fewer',

  histogram: 'Articles a month',
  drag: 'Drag across months to narrow the search.',
  asTable: 'As a table',
  month: 'Month',
  count: 'Articles',

  chartLabel: 'Bar chart of articles a month, from {0} to {1}; the same figures stand in the table below it.',

  back: 'Back to the results',
  untitled: '(untitled)',
  copyLink: 'Copy link',
  copied: 'Copied',

  numbers: 'Numbers in this article',
  dates: 'Dates in this article',
  provenance: 'Where this comes from',
  pictures: 'Pictures',
  tags: 'Keywords',

  asWritten: 'As written',
  value: 'Value',
  unit: 'Unit',
  noun: 'Of what',
  subject: 'Who',
  meaning: 'Meaning',
  precision: 'Precision',

  exact: '',
  about: 'about',
  at_least: 'at least',
  at_most: 'at most',
  toRow: 'to its row in the table',
  toText: 'show in the text',

  author: 'By',
  editor: 'Editor',
  photographer: 'Photo',
  translator: 'Translation',
  illustrator: 'Illustration',
  proofreader: 'Proofreading',
  correspondent: 'Correspondent',

  nearDuplicate: 'Nearly the same',
  corrected: 'Corrected',
  correctedFrom: '{0}: “{1}” became “{2}” ({3})',
  missing: 'nothing',

  address: 'Address',
  publisher: 'Publisher',
  published: 'Published',
  modified: 'Modified',
  license: 'License',
  rights: 'Rights',
  tdm: 'Text and data mining',

  tdm0: 'declared free',
  tdm1: 'reserved',
  capture: 'Captured file',
  container: 'In',
  bytesAt: 'bytes {0} to {1}',
  capturedAt: 'Captured',
  archived: 'Archived copy',
  charset: 'Read as',
  sha256: 'SHA-256 of the captured file',

  content: 'SHA-256 of the content',
  repairs: 'Repaired places',
  unresolved: 'left damaged',
  rule_page: 'offset as printed',
  rule_site: 'offset taken from the site',
  rule_utc: 'offset assumed',
  split: 'Split',

  run: 'Run',
  stop: 'Stop',
  sqlLabel: 'SQL query',
  examples: 'Examples',
  schema: 'Tables',
  running: 'Running… {0} s',
  rowsIn: ['{0} rows in {1} s', '{0} row in {1} s'],
  capped: 'Only the first {0} rows are shown.',

  csv: 'Save as CSV',
  json: 'Save as JSON',
  sqlHint: 'Read-only. One statement, at most {0} rows and {1} seconds. Ctrl+Enter runs it.',
  stopped: 'Stopped.',
  noRows: 'No rows.',
  results: 'Results',
  schemaWait: 'Reading the tables…',

  downloads: 'Files',
  file: 'File',
  size: 'Size',
  aboutData: 'About this dataset',
  version: 'Version',

  opening: 'Opening the database…',
  whole_whole: 'The host does not serve parts of files',
  whole_packed: 'The host packs the file on its way',
  whole_short: 'The host sends less of the file than is asked for',
  ownTab: 'Open the page in a tab of its own',

  wholeText:
    'To search here, your browser has to download the whole database first: {0}. It stays in this tab and ' +
    'nothing is sent anywhere.',
  costly: 'This search would read about {0} of the index from the host.',
  goOn: 'Search all the same',
  wholeGo: 'Download {0}',
  wholeProgress: '{0} of {1}',
  cancel: 'Cancel',

  retry: 'Try again',
  reload: 'Reload the page',

  error_changed: 'The host changed the file while this page was open. Reload the page to read the new one.',

  error_network: 'The connection was lost. Check it, then try again.',

  error_status: 'The host refused to send the database. Try again later, or download the file.',

  error_mismatch:
    'The database on the host is not the one this page was made for. Tell whoever published it, or download ' +
    'the release again.',

  error_wal:
    'A program that opened the database switched it to WAL mode, which no page can read and which breaks its ' +
    'checksum. Tell whoever published it: put the file of the release in its place again, or run PRAGMA ' +
    'journal_mode=DELETE on it.',

  error_notadb: 'What the host sends is no database. Tell whoever published it.',

  error_noFacets: 'This database is not sealed: its counts are missing. Make a release of it with dabao release.',

  error_noView:
    'This database was made by another version of dabao. Make the release again, so that page and database fit.',

  error_noArticle: 'No article of this release has this uid. It may have been withdrawn, or stand in another version.',

  error_sandbox:
    'This page stands in a frame, or on a host, that gives it no origin of its own (a sandbox), so it ' +
    'may not read its data. Open it in a tab of its own, or download the release and run dabao serve.',
  error_hostPolicy:
    'A Content-Security-Policy of the host keeps this page from its program or data. Whoever runs the ' +
    "host has to allow it ('self' and 'wasm-unsafe-eval' for scripts, 'self' for workers and " +
    'connections); dabao serve does.',
  error_packed:
    'The host packed a part of the file on its way, which then is no part of it. Tell whoever runs the ' +
    'host to leave articles.db as it is.',
  error_worker:
    'Your browser could not start the search. Use a current Firefox, Chrome, Edge or Safari, and open the page ' +
    'from a web server: dabao serve.',

  error_old:
    'Your browser is too old for this page. Use a current Firefox, Chrome, Edge or Safari, or download the ' +
    'files below.',

  error_file:
    'A page opened from disk may not read its data. Run dabao serve in this folder and open the address it ' +
    'prints.',

  error_slow: 'This took too long and was stopped. Ask for less, or narrow it down.',

  error_readOnly: 'Only reading is allowed here: SELECT. To change a copy of your own, download articles.db.',

  error_memory: 'This needs more memory than the page may take. Ask for less at once.',
  error_tooBig: 'A value grew too large. Ask for less at once.',

  error_oneStatement: 'One statement at a time, please.',
  error_noStatement: 'There is no statement to run.',
  error_sql: 'SQLite says:',
  error_stopped: 'Stopped.',

  syntax_long: 'The query is longer than 256 characters.',
  syntax_closesNothing: 'This parenthesis closes nothing.',
  syntax_notClosed: 'A parenthesis is not closed.',
  syntax_missing: 'Something to look for is missing here.',

  syntax_bareKeyword: 'AND, OR and NOT stand between words; put them in quotes to look for the word itself.',
  syntax_deep: 'Too many parentheses inside each other.',
  syntax_needsValue: '{0}: needs a value.',

  syntax_needsDate: '{0}: needs a date such as 2022, 2022-09 or 2022-09-23.',
  syntax_nothing: 'There is neither letter nor digit to look for.',
  syntax_quote: 'This quote is not closed.',

  syntax_filterInside: '{0}: goes for the whole query; it cannot stand within OR or NOT (…).',
  syntax_notAlone: 'NOT needs something before it to be taken from.',
  atChar: 'at character {0}',

  keys: '/ search · ↑ ↓ results · Enter open · Esc back',
  madeWith: 'Made with dabao. Everything here runs in your browser; no one sees what you search for.',
  thirdParty: 'Licenses of what this page is made with',
  skip: 'Skip to the results',

  copy: 'Copy',
  download: 'Download',
  cite: 'Cite',
  citeLine: 'In one line',
  citeTitle: 'Citing it',
  try: 'Try',
  articlesTerm: 'Articles',
  period: 'Period',
  languages: 'Languages',
  sources: 'Sources',
  noLicense: 'not stated',
  comma: ', ',
  andMore: '{0} more',
  useThis: 'Use this dataset',
  columnsTitle: 'Tables and columns',
  pullTitle: 'Get all of it, and update it',
  pullHint: 'Run it again for a later version: only what changed is downloaded, and every checksum is compared.',
  firstShards: '{0} of {1} files; dabao pull gets them all',
  manyFiles: ['{0} files, {1}', '{0} file, {1}'],
  rows: ['{0} rows', '{0} row'],
  use_database: 'Database',
  use_parquet: 'Parquet',
  use_csv: 'CSV',
  use_update: 'Updating',
  use_proof: 'Proof',
  use_about: 'About the data',
  useHint_database: 'One SQLite file with all tables and full-text search. Opens in any SQLite.',
  useHint_parquet:
    'One nested row an article, in files by month, or by year where months are small. ' +
    'For DuckDB, pandas, polars, R and Spark.',
  useHint_csv: 'One flat file a table, joined by article_id.',
  useHint_update: 'What changed since the release before.',
  useHint_proof: 'Checks that every byte is as published, and rebuilds the release from its sources.',
  useHint_about: 'For people and for programs that catalogue data.',
  'file_articles.db': 'all articles',
  'file_sample.db': 'a sample of 1,000 articles',
  'file_CHANGES.md': 'what changed, in words',
  file_SHA256SUMS: 'checksums of every file',
  'file_articles.sha256': 'a digest for each article',
  'file_recipe.toml': 'what the release is made of',
  'file_inputs.lock': 'its inputs, with their checksums',
  'file_README.md': 'the dataset card',
  file_LICENSE: 'the license',
  'file_CITATION.cff': 'how to cite it, for programs',
  'file_croissant.json': 'Croissant, for machine-learning tools',
  'file_datapackage.json': 'Data Package, each file and column described',
  'file_metadata.json': 'for Datasette',
  'file_ro-crate-metadata.json': 'RO-Crate, for research archives',
  'file_articles-per-period.svg': 'the chart of the card',
  checkLabel: 'How to check',
  isSigned: 'Is it signed?',
  notSigned: 'No: there is no signature beside the checksums.',
  signedHint: 'Check it with the publisher’s key:',
  column: 'Column',
  filled: 'Filled',
  values: 'Values',
  differ: ['{0} different', '{0} value'],
  drawnFrom: 'Drawn from {0} rows, spread evenly over all {1}.',
  exampleRows: 'Some rows',
  type_text: 'text',
  type_integer: 'integer',
  type_real: 'number',
  type_boolean: '0 or 1',
  type_time: 'time',
  type_day: 'day',

  suggestions: 'Suggestions',
  titleTerm: 'Title',
  kind_org: 'Organisation',
  kind_place: 'Place',
  kind_person: 'Person',
  names: 'Names',
  countNames: 'Count the names',
  noNames: 'None of the frequent names is in these articles.',
  sort: 'Sort',
  byRank: 'Best first',
  byDay: 'Newest first',
  newestOf: 'Newest {0} of {1}',
  random: 'A random article',
  saveAll: 'Save all',
  saveHint: 'All articles found, the newest first: uid, day, language, site, source, channel, title and address.',
  save_csv: 'CSV',
  save_json: 'JSON',
  save_uids: 'Only the uids',
  saveProgress: '{0} of {1} read',
  saved: ['{0} articles saved.', '{0} article saved.'],
  takeAway: 'Take one of these away:',
  withoutFilter: 'Without the filter {0}',
  withoutWord: 'Without “{0}”',

  toNamed: '{0}: all articles that name it',
  namesHere: 'Names in this article',
  nameTerm: 'Name',
  kind: 'What',
  role: 'Role',
  mentions: 'Times',
  showPictures: 'Show the pictures',
  fromHosts: 'They lie on {0}, which then sees that you ask.',
  picture: 'Picture',
  noPicture: 'The picture could not be fetched.',
  notStated: 'not stated by the page',
  wholeIs: 'The dataset as a whole:',
  rightsDiffer:
    'These printed rights do not name the license above. Before you reuse the text, ask the publisher which one holds.',
  contentCovers: 'Covers title, subtitle and text, with a line feed after each.',
  reading: 'Reading',
  confidence: '{0} of 100 that the text is the story, and all of it',
  unsure:
    'The reading of this page is among the least sure tenth of the dataset ({0} of 100): ' +
    'the text may be more than the story, or less.',
  neighbours: 'By day',
  earlier: 'Before',
  later: 'After',
  error_withdrawn: 'This article was withdrawn:',

  completions: 'What may come next',
  next_table: 'table',
  next_column: 'column',
  next_keyword: 'SQL',
  wholeCell: 'show all {0} characters',
  plot: 'Chart',
  across: 'Across',
  upward: 'Upward',
  plotLabel: 'Chart of {0} by {1}; the same values stand in the table below.',
  plotFirst: 'Where the first column holds no numbers, its first {0} rows are drawn.',
  workTables: 'Tables behind search and this page',
  table_search:
    'one row an article that matches q; q is JSON with =: q = json_quote(\'words\'), or q = \'["a", "b"]\' for both',
  table_figures: 'one row a number, with the sentence it stands in',
  table_articles_fts: 'the index; ask the view search instead',
  hint_meant: 'Did you mean {0}?',
  hint_table: 'The tables there are stand beside the box.',
  hint_column: "The columns of each table stand beside the box. Text goes in single quotes: 'so'.",
  hint_json: 'q is JSON: write q = json_quote(\'words\'), or q = \'["one", "two"]\' for both.',
  hint_fts:
    "MATCH takes FTS5 syntax. The view search takes any words: SELECT title FROM search WHERE q = json_quote('words').",
  hint_match: "MATCH works on articles_fts only. Ask the view search: WHERE q = json_quote('words').",
  hint_syntax: 'SQLite stops at the word it names: look at it and at what stands before it.',
  hint_bare:
    'The index holds pairs of Chinese characters, so a bare MATCH finds none. ' +
    "Ask the view search: WHERE q = json_quote('核酸检测').",
  hint_equals: "q must be given with =: WHERE q = json_quote('words').",
  use_tables: 'Parquet of the other tables',
  useHint_tables: 'What stands beside the articles. With the shards, the whole database can be made again from them.',
  'file_releases.json': 'all releases so far, for dabao pull',

  costTitle: 'What it took',
  articlesFrom: '{0} from {1}, to search here or to download.',
  sourcesOf: ['{0} sources', '{0} source'],

  notHere: 'No such article here',

  originalBelow: 'The original is linked below.',
};
