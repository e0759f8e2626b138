// How to open the dataset elsewhere.
import { snippet } from './copy.js';
import { h } from './dom.js';
import { baseURL } from './files.js';
import { tabs } from './menu.js';
import { operators } from './query.js';
import { folderFor, quoted } from './shell.js';
import { t } from './words.js';

const someShards = 3; // addresses of shards that a statement spells out

// ways are [name, text] for each program.
function ways(release) {
  const database = new URL(release.dataURL, document.baseURI).href;
  // The view takes words only, not the operators of the search box.
  const words = release.queries.find((q) => q.q && !operators.test(q.q))?.q || '';
  const query = words
    ? 'SELECT uid, published_on, title FROM search WHERE q = json_quote(?) ORDER BY rank LIMIT 20'
    : 'SELECT uid, published_on, title FROM articles ORDER BY published_on DESC, uid LIMIT 20';
  const sql = query.replace('?', `'${words.replace(/\s+/g, ' ').replace(/'/g, "''")}'`);
  const string = JSON.stringify(words);
  const shards = release.downloads.filter((f) => f.use === 'parquet').map((f) => new URL(f.url, document.baseURI).href);
  const python = `import sqlite3
from urllib.request import urlretrieve

urlretrieve(${JSON.stringify(database)}, "articles.db")
db = sqlite3.connect("file:articles.db?mode=ro", uri=True)
rows = db.execute("""
    ${query.replace(/ (FROM|WHERE|ORDER)/g, '\n    $1')}
"""${words ? `, [${string}]` : ''})
for row in rows:
    print(row)
`;
  const r = `library(DBI)
download.file(${JSON.stringify(database)}, "articles.db", mode = "wb")
db <- dbConnect(RSQLite::SQLite(), "articles.db", flags = RSQLite::SQLITE_RO)
dbGetQuery(db, "
  ${query.replace(/ (FROM|WHERE|ORDER)/g, '\n  $1')}
"${words ? `, params = list(${string})` : ''})
`;
  const list = shards.slice(0, someShards).map((u) => `  '${u.replace(/'/g, "''")}'`);
  const partly = shards.length > someShards ? `-- ${t('firstShards', someShards, shards.length)}\n` : '';
  const duckdb = `${partly}SELECT lang, count(*) AS articles, sum(chars) AS characters
FROM read_parquet([
${list.join(',\n')}
]) GROUP BY lang ORDER BY articles DESC;
`;
  const sqlite = `curl -o articles.db ${quoted(database)}
sqlite3 -readonly articles.db <<'SQL'
${sql};
SQL
`;
  const pull = `dabao pull ${quoted(baseURL())} -o ${folderFor(release)}
`;
  return [
    ['Python', python],
    ['R', r],
    ...(shards.length ? [['DuckDB', duckdb]] : []),
    ['sqlite3', sqlite],
    ['dabao', pull, t('pullHint')],
  ];
}

export const use = (release, id) =>
  tabs(
    t('useThis'),
    id,
    ways(release).map(([name, text, hint]) => [
      name,
      h('div', {}, hint ? h('p', { class: 'hint' }, hint) : null, snippet(text, name)),
    ]),
  );
