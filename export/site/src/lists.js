// Lists that the engine does not rank: hits by day, all of them, names and
// titles that complete what is typed. Row order is day order, so none of them
// asks how long an article is.

const maxNames = 40; // names counted of one query
const cheapLeaves = 12; // pages of the index that a completion may cost

// byDay gives [id, 0] of the newest that match.
export const byDay = (engine, args) => engine.hits({ ...args, newest: true });

// everything gives the ids of all that match, the newest first.
export async function everything(engine, args) {
  return engine.newestFirst(await engine.matching(args), Number.POSITIVE_INFINITY);
}

export const cellColumns = ['uid', 'published_on', 'lang', 'site', 'source', 'channel', 'title', 'url'];

// cells reads what a file of hits holds, in the order of the ids.
export async function cells(engine, { ids }) {
  const sql = `SELECT ${cellColumns.join(', ')} FROM articles WHERE article_id = ?`;
  return (await engine.gather(ids.map((id) => () => engine.all(sql, id)))).flat();
}

// random gives the uid of any article.
export async function random(engine) {
  const id = 1 + Math.floor(Math.random() * engine.lastID);
  const sql = 'SELECT uid FROM articles WHERE article_id >= ? ORDER BY article_id LIMIT 1';
  const [rows] = await engine.gather([() => engine.all(sql, id)]);
  return rows.length ? rows[0][0] : null;
}

// names are the most frequent ones of the release, as {name, kind, articles}.
async function names(engine) {
  if (!engine.frequent) {
    const sql = 'SELECT name, kind, articles FROM facet_names ORDER BY name_id';
    const [rows] = await engine.gather([() => engine.all(sql)]);
    engine.frequent = rows.map(([name, kind, articles]) => ({ name, kind, articles }));
  }
  return engine.frequent;
}

// mentions are the numbers of the names of an article, by article; read whole,
// once.
async function mentions(engine) {
  if (!engine.mentions) {
    const [rows] = await engine.gather([() => engine.all('SELECT article_id, names FROM facet_mentions')]);
    engine.mentions = new Map(rows.map(([id, list]) => [id, JSON.parse(list)]));
  }
  return engine.mentions;
}

// namesOf counts the names among what matches; of the whole release they are
// counted in advance.
export async function namesOf(engine, args) {
  const all = await names(engine);
  if (!args) return all.slice(0, maxNames);
  const of = await mentions(engine);
  const counts = new Uint32Array(all.length);
  for (const id of await engine.matching(args)) for (const n of of.get(id) || []) counts[n - 1]++;
  const found = all.map((n, i) => ({ ...n, articles: counts[i] })).filter((n) => n.articles);
  return found.sort((a, b) => b.articles - a.articles).slice(0, maxNames);
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
  const known = [...new Set(engine.groups.map((g) => g.source).filter(Boolean))];
  const sources = holding(known, (s) => s).slice(0, few);
  const sql = 'SELECT DISTINCT name FROM credits WHERE name >= ? AND name < ? ORDER BY name LIMIT ?';
  const [authors, titles] = await engine.gather([
    () => engine.all(sql, text, `${text}\u{10ffff}`, few).map((r) => r[0]),
    () => titled(engine, text),
  ]);
  const rows = titles.length ? await engine.rows({ ids: titles }) : [];
  return { names: frequent, sources, authors, titles: rows.map(({ uid, title }) => ({ uid, title })) };
}

// titled are the newest articles in whose title a word begins with the text;
// none where finding out would cost more than a completion is worth.
function titled(engine, text) {
  const match = engine.expression({ text, prefix: true });
  if (engine.postings.leaves(match) > cheapLeaves) return [];
  const sql = 'SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? ORDER BY rowid DESC LIMIT ?';
  return engine.timed(() => engine.all(sql, `{title} : ${match}`, few)).map((r) => r[0]);
}
