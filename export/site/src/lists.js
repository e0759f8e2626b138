// Lists that the engine does not rank: hits by day, all of them, names and
// titles that complete what is typed. Row order is day order, so none of them
// asks how long an article is.

const maxHits = 500; // ids of one list by day
const maxNames = 40; // names counted of one query

// ids lists the articles of a plan from the newest day back, the undated last.
async function ids(engine, args, most) {
  const p = await engine.plan(args, true);
  const [from, id] = p.match ? ['articles_fts', 'rowid'] : ['facets', 'article_id'];
  const sql = `SELECT s.${id} FROM ${from} AS s WHERE ${p.where.join(' AND ')} ORDER BY s.${id} DESC LIMIT ${most}`;
  const head = p.match ? [p.match] : [];
  const [first, last, ...rest] = p.bind.slice(head.length);
  return engine.timed(() => {
    const part = (a, b) => engine.all(sql, ...head, a, b, ...rest).map((r) => r[0]);
    const dated = part(first, Math.min(last, engine.lastDated));
    return most > 0 && dated.length === most ? dated : [...dated, ...part(Math.max(first, engine.lastDated + 1), last)];
  });
}

// byDay gives [id, 0] of the newest that match.
export async function byDay(engine, args) {
  return (await ids(engine, args, maxHits)).slice(0, maxHits).map((id) => [id, 0]);
}

// everything gives the ids of all that match.
export const everything = (engine, args) => ids(engine, args, -1);

export const cellColumns = ['uid', 'published_on', 'lang', 'site', 'source', 'channel', 'title', 'url'];

// cells reads what a file of hits holds, in the order of the ids.
export async function cells(engine, { ids }) {
  const sql = `SELECT ${cellColumns.join(', ')} FROM articles WHERE article_id = ?`;
  return (await engine.file.gather(ids.map((id) => () => engine.all(sql, id)))).flat();
}

// random gives the uid of any article.
export async function random(engine) {
  const id = 1 + Math.floor(Math.random() * engine.lastID);
  const sql = 'SELECT uid FROM articles WHERE article_id >= ? ORDER BY article_id LIMIT 1';
  const [rows] = await engine.file.gather([() => engine.all(sql, id)]);
  return rows.length ? rows[0][0] : null;
}

// names are the most frequent ones of the release, as {name, kind, articles}.
async function names(engine) {
  if (!engine.frequent) {
    await engine.tree(32, 'facet_names');
    const rows = engine.all('SELECT name, kind, articles FROM facet_names ORDER BY name_id');
    engine.frequent = rows.map(([name, kind, articles]) => ({ name, kind, articles }));
  }
  return engine.frequent;
}

// namesOf counts the names among what matches; of the whole release they are
// counted in advance.
export async function namesOf(engine, args) {
  if (!args) return (await names(engine)).slice(0, maxNames);
  await engine.tree(512, 'facet_mentions', 'facet_names');
  const p = await engine.plan(args, true);
  const from = p.match ? 'articles_fts AS s' : 'facets AS s';
  const id = p.match ? 's.rowid' : 's.article_id';
  const sql = `SELECT n.name, n.kind, count(*) FROM ${from} JOIN facet_mentions AS m ON m.article_id = ${id}
    CROSS JOIN json_each(m.names) AS j JOIN facet_names AS n ON n.name_id = j.value
    WHERE ${p.where.join(' AND ')} GROUP BY n.name_id ORDER BY 3 DESC, n.name_id LIMIT ${maxNames}`;
  return engine.timed(() => engine.all(sql, ...p.bind)).map(([name, kind, articles]) => ({ name, kind, articles }));
}

const few = 3;

// suggest completes words: names, sources and authors that begin so or hold
// them, and the newest titles.
export async function suggest(engine, { text }) {
  const word = engine.fold.plain(text);
  const holding = (list, of) => {
    const found = list.map((x) => [engine.fold.plain(of(x)).indexOf(word), x]).filter(([at]) => at >= 0);
    return found.sort(([a], [b]) => (a > 0) - (b > 0)).map(([, x]) => x);
  };
  const frequent = holding(await names(engine), (n) => n.name).slice(0, few);
  const known = [...new Set((await engine.facets()).map((g) => g.source).filter(Boolean))];
  const sources = holding(known, (s) => s).slice(0, few);
  const sql = 'SELECT DISTINCT name FROM credits WHERE name >= ? AND name < ? ORDER BY name LIMIT ?';
  const [authors, titles] = await engine.file.gather([
    () => engine.all(sql, text, `${text}\u{10ffff}`, few).map((r) => r[0]),
    () => titled(engine, text),
  ]);
  const rows = titles.length ? await engine.rows({ ids: titles }) : [];
  return { names: frequent, sources, authors, titles: rows.map(({ uid, title }) => ({ uid, title })) };
}

// titled are the newest articles in whose title a word begins with the text.
function titled(engine, text) {
  const match = engine.expression(['{title} : ', 0], [{ text, prefix: true }]);
  const sql = 'SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? ORDER BY rowid DESC LIMIT ?';
  return engine.timed(() => engine.all(sql, match, few)).map((r) => r[0]);
}
