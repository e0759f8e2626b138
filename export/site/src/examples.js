// Statements to start from: those of the release, then stock ones.

const found = (words) => `SELECT uid, published_on, title
FROM search
WHERE q = json_quote('${words.replace(/'/g, "''")}')
ORDER BY rank
LIMIT 20;`;

const stock = [
  {
    title: { en: 'Search, best first', 'zh-Hans': '搜索，最相关在前', 'zh-Hant': '搜尋，最相關在前' },
    sql: found('疫情'),
  },
  {
    title: { en: 'Articles a year and source', 'zh-Hans': '各年各来源文章数', 'zh-Hant': '各年各來源文章數' },
    sql: `SELECT substr(m.month, 1, 4) AS year, g.source, count(*) AS articles
FROM facets JOIN facet_groups AS g USING (group_id) JOIN facet_months AS m USING (month_id)
GROUP BY 1, 2
ORDER BY 1, 3 DESC;`,
  },
  {
    title: { en: 'Numbers with their units', 'zh-Hans': '数字及其单位', 'zh-Hant': '數字及其單位' },
    sql: `SELECT unit, count(*) AS times, min(value), max(value)
FROM quantities
GROUP BY unit
ORDER BY times DESC
LIMIT 50;`,
  },
  {
    title: { en: 'What the file says of itself', 'zh-Hans': '文件的自述', 'zh-Hant': '檔案的自述' },
    sql: 'SELECT key, value FROM dataset;',
  },
];

// firstExample is what the console begins with.
export const firstExample = stock[0].sql;

// examples are those of a release before the stock ones, as {title, sql}.
export function examples(own) {
  const { lang } = document.documentElement;
  return [
    ...own.map((q) => ({ title: q.title, sql: q.sql || found(q.q || '') })),
    ...stock.map((s) => ({ title: s.title[lang] || s.title.en, sql: s.sql })),
  ];
}
