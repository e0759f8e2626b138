// The lists of the index: which articles have a phrase, and how much its hits
// weigh in each. A frequent word's list comes packed, without the places; any
// other is read by FTS5, its pages fetched at once beforehand.
import { Hits, unpackCounts } from './packed.js';

const mostAhead = 48; // pages of one token's list that are fetched beforehand
const leafBits = 2 ** 37; // what the number of a segment is multiplied by in the id of a leaf

export class Postings {
  // weights are those of a hit in title and text.
  constructor({ all, gather, fts5, timed }, weights) {
    Object.assign(this, { all, gather, fts5, timed, weights });
    all(`CREATE VIRTUAL TABLE temp.spelled USING fts5 (s, content='', tokenize='unicode61')`);
    all('CREATE VIRTUAL TABLE temp.spelled_tokens USING fts5vocab (temp, spelled, instance)');
  }

  async open() {
    const [terms, segments] = await this.gather([
      () => this.all('SELECT CAST(term AS TEXT), articles, first_part, parts FROM packed_terms'),
      () => this.all('SELECT segid FROM articles_fts_idx LIMIT 1'),
    ]);
    this.frequent = new Map(terms.map(([term, articles, first, parts]) => [term, { articles, first, parts }]));
    this.segment = segments.length ? segments[0][0] : 0;
  }

  // tokens are those of an expression's strings, as they stand in the index.
  tokens(expression) {
    this.all(`INSERT INTO temp.spelled (spelled) VALUES ('delete-all')`);
    const strings = [...expression.matchAll(/"([^"]*)"/g)].map((m) => m[1]);
    for (const [i, s] of strings.entries()) this.all('INSERT INTO temp.spelled (rowid, s) VALUES (?, ?)', i + 1, s);
    return this.all('SELECT term FROM temp.spelled_tokens ORDER BY doc, "offset"').map((r) => r[0]);
  }

  // of gives the hits of each phrase, given as {expression, title}: an FTS5
  // phrase, and whether it is sought in titles only.
  async of(phrases) {
    const plans = phrases.map((p) => {
      const tokens = this.tokens(p.expression);
      const whole = tokens.length === 1 && !p.expression.endsWith('*');
      return { ...p, tokens, packed: whole ? this.frequent.get(tokens[0]) : undefined };
    });
    const parts = plans.map((p) => this.partReads(p));
    const read = await this.gather(parts.flat());
    await this.ahead(plans.filter((p) => !p.packed).flatMap((p) => p.tokens));
    const lists = parts.map((list) => read.splice(0, list.length));
    return plans.map((p, i) => {
      if (!p.packed) return this.read(p);
      const { title, text } = this.weights;
      const weigh = p.title ? (inTitle) => title * inTitle : (inTitle, inText) => title * inTitle + text * inText;
      return unpackCounts(
        lists[i].map((r) => r[0][0]),
        p.packed.articles,
        weigh,
      );
    });
  }

  partReads({ packed }) {
    if (!packed) return [];
    const ids = Array.from({ length: packed.parts }, (_, i) => packed.first + i);
    return ids.map((id) => () => this.all('SELECT counts FROM packed_counts WHERE part_id = ?', id));
  }

  // ahead fetches the leaves that hold the lists of tokens.
  async ahead(tokens) {
    const spans = await this.gather([...new Set(tokens)].map((t) => () => this.span(t, t)));
    const leaves = new Set();
    for (const [first, last] of spans) {
      for (let leaf = first; leaf <= Math.min(last, first + mostAhead - 1); leaf++) {
        leaves.add(this.segment * leafBits + leaf);
      }
    }
    await this.gather([...leaves].map((id) => () => this.all('SELECT id FROM articles_fts_data WHERE id = ?', id)));
  }

  // span is the first and the last leaf that may hold the lists of terms from one
  // to another: the one that the first is on, and the one where a term behind the
  // last begins.
  span(from, to) {
    const leaf = (sql, term) => this.all(sql, this.segment, new TextEncoder().encode(`0${term}`));
    const before = 'SELECT pgno >> 1 FROM articles_fts_idx WHERE segid = ? AND term <= ? ORDER BY term DESC LIMIT 1';
    const behind = 'SELECT pgno >> 1 FROM articles_fts_idx WHERE segid = ? AND term > ? ORDER BY term LIMIT 1';
    const [first] = leaf(before, from);
    const [last] = leaf(behind, to);
    if (!first) return [1, 0];
    return [first[0], last ? last[0] : first[0]];
  }

  // leaves is how many pages of the index a phrase takes to find.
  leaves(expression) {
    const tokens = this.tokens(expression);
    const prefix = expression.endsWith('*');
    const spans = tokens.map((t, i) => this.span(t, prefix && i === tokens.length - 1 ? `${t}\u{10ffff}` : t));
    return spans.reduce((n, [first, last]) => n + last - first + 1, 0);
  }

  // read has FTS5 read a list, places and all.
  read({ expression, title }) {
    const match = title ? `{title} : ${expression}` : expression;
    const weigh = [this.weights.title, this.weights.text];
    const ids = [];
    const weights = [];
    const heard = (id, _phrase, column) => {
      if (ids[ids.length - 1] !== id) {
        ids.push(id);
        weights.push(0);
      }
      weights[weights.length - 1] += weigh[column];
    };
    const sql = 'SELECT dabao_hits(articles_fts) FROM articles_fts WHERE articles_fts MATCH ?';
    this.fts5.listen(heard, () => this.timed(() => this.all(sql, match)));
    const hits = new Hits(ids.length);
    for (const [i, id] of ids.entries()) hits.add(id, weights[i]);
    return hits;
  }

  // whole has FTS5 find what matches an expression of several phrases: the ids,
  // and the weights of each phrase beside them.
  whole(match, phrases) {
    const weigh = [this.weights.title, this.weights.text];
    const ids = [];
    const weights = [];
    const heard = (id, phrase, column) => {
      if (ids[ids.length - 1] !== id) {
        ids.push(id);
        weights.push(new Array(phrases).fill(0));
      }
      weights[weights.length - 1][phrase] += weigh[column];
    };
    const sql = 'SELECT dabao_hits(articles_fts) FROM articles_fts WHERE articles_fts MATCH ?';
    this.fts5.listen(heard, () => this.timed(() => this.all(sql, match)));
    return {
      ids: Uint32Array.from(ids),
      weights: Array.from({ length: phrases }, (_, p) => Uint32Array.from(weights, (w) => w[p])),
    };
  }

  // totals are how many articles there are and how many tokens they have, of the
  // rows that hold the index's averages.
  totals([row]) {
    const numbers = row ? sqliteNumbers(row[0]) : [];
    return { articles: numbers[0] || 0, tokens: numbers.slice(1).reduce((a, b) => a + b, 0) };
  }
}

// sqliteNumbers reads SQLite's varints: the high bits first.
function sqliteNumbers(bytes) {
  const all = [];
  let value = 0;
  for (const byte of bytes) {
    value = value * 128 + (byte & 127);
    if (byte > 127) continue;
    all.push(value);
    value = 0;
  }
  return all;
}
