// The lists of the index: which articles have a phrase, and how much its hits
// weigh in each. A frequent word's list comes packed, without the places; any
// other is read by FTS5, the pages it will need fetched at once beforehand.
import { HostError } from './errors.js';
import { readLists, unpackCounts } from './packed.js';

const leafBits = 2 ** 37; // what the number of a segment is multiplied by in the id of a leaf
const leafBytes = 4096; // a leaf fills a page
const mostBytes = 4e6; // of lists that are read without asking the visitor
const mostAhead = 4096; // leaves that are fetched beforehand: a quarter of what is kept
const few = 4; // leaves of a list that is short: it is read whole
const mostLookups = 96; // of single articles in the lists of a phrase

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
  // phrase, and whether it is sought in titles only. Where that would read much it
  // throws instead, unless it is allowed to. whole says that FTS5 will read the
  // lists as well.
  async of(phrases, { allowed, whole: byFTS5 }) {
    const plans = phrases.map((p) => {
      const tokens = this.tokens(p.expression);
      const whole = tokens.length === 1 && !p.expression.endsWith('*');
      return { ...p, tokens, packed: whole ? this.frequent.get(tokens[0]) : undefined };
    });
    const ask = { all: this.all, gather: this.gather };
    const lists = await readLists(
      ask,
      plans.flatMap((p) => p.packed || []),
    );
    await this.ahead(
      plans.filter((p) => byFTS5 || !p.packed),
      allowed,
    );
    const { title, text } = this.weights;
    return plans.map((p) => {
      if (!p.packed) return this.read(p);
      const weigh = p.title ? (inTitle) => title * inTitle : (inTitle, inText) => title * inTitle + text * inText;
      return unpackCounts(lists.shift(), p.packed.articles, weigh);
    });
  }

  // ahead fetches the leaves that reading the lists of phrases will need: first
  // the short lists, which may tell how few articles the others of a phrase have
  // to be looked up in.
  async ahead(phrases, allowed) {
    const spans = await this.gather(phrases.map((p) => () => this.spans(p.expression, p.tokens)));
    const budget = { left: allowed ? Number.POSITIVE_INFINITY : mostBytes };
    const isShort = (s) => length(s) <= few;
    await this.fetch(
      spans.flatMap((list) => list.filter(isShort)),
      budget,
    );
    const lookups = [];
    const whole = [];
    for (const list of spans) {
      const long = list.filter((s) => !isShort(s));
      const lists = long.length ? list.filter(isShort).map((s) => this.having(s)) : [];
      const ids = lists.length ? lists.reduce(common) : null;
      for (const s of long) {
        if (ids && ids.length <= Math.min(mostLookups, length(s) / 2)) {
          // FTS5 opens every list at its beginning, also where one of them is empty.
          for (const id of ids.length ? ids : [1]) lookups.push(() => this.having(s, id));
        } else whole.push(s);
      }
    }
    await this.fetch(whole, budget);
    await this.gather(lookups);
  }

  // fetch fetches all leaves of spans.
  async fetch(spans, budget) {
    const leaves = new Set();
    for (const { first, last } of spans) for (let leaf = first; leaf <= last; leaf++) leaves.add(leaf);
    budget.left -= leaves.size * leafBytes;
    if (budget.left < 0) throw new HostError('costly', String(mostBytes - budget.left));
    const ids = [...leaves].slice(0, mostAhead).map((leaf) => this.segment * leafBits + leaf);
    await this.gather(ids.map((id) => () => this.all('SELECT id FROM articles_fts_data WHERE id = ?', id)));
  }

  // having are the articles that have the token of a span, or of them the one
  // with a number: FTS5 finds that without reading what lies between.
  having({ match }, id) {
    const sql = 'SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?';
    return (id ? this.all(`${sql} AND rowid = ?`, match, id) : this.all(sql, match)).map((r) => r[0]);
  }

  // spans are where the lists of an expression's tokens lie, as {match, first,
  // last}: what finds the token alone, the leaf that the term is on, or the first
  // with its beginning, and the one where a term behind begins.
  spans(expression, tokens) {
    const prefix = expression.endsWith('*');
    const leaf = (sql, term) => this.all(sql, this.segment, new TextEncoder().encode(`0${term}`));
    const before = 'SELECT pgno >> 1 FROM articles_fts_idx WHERE segid = ? AND term <= ? ORDER BY term DESC LIMIT 1';
    const behind = 'SELECT pgno >> 1 FROM articles_fts_idx WHERE segid = ? AND term > ? ORDER BY term LIMIT 1';
    return tokens.map((token, i) => {
      const begins = prefix && i === tokens.length - 1;
      const match = `"${token}"${begins ? '*' : ''}`;
      const [first] = leaf(before, token);
      const [last] = leaf(behind, begins ? `${token}\u{10ffff}` : token);
      return first ? { match, first: first[0], last: last ? last[0] : first[0] } : { match, first: 1, last: 0 };
    });
  }

  // leaves is how many pages of the index a phrase takes to find.
  leaves(expression) {
    return this.spans(expression, this.tokens(expression)).reduce((n, s) => n + length(s), 0);
  }

  // read has FTS5 read a list, places and all.
  read(phrase) {
    const { ids, weights } = this.whole(titled(phrase), 1);
    return { ids, weights: weights[0], length: ids.length };
  }

  // whole has FTS5 find what matches an expression of several phrases: the ids,
  // and the weights of each phrase beside them.
  whole(match, phrases) {
    const weigh = [this.weights.title, this.weights.text];
    const ids = [];
    const weights = Array.from({ length: phrases }, () => []);
    const heard = (id, phrase, column) => {
      if (ids[ids.length - 1] !== id) {
        ids.push(id);
        for (const list of weights) list.push(0);
      }
      weights[phrase][ids.length - 1] += weigh[column];
    };
    const sql = 'SELECT dabao_hits(articles_fts) FROM articles_fts WHERE articles_fts MATCH ?';
    this.fts5.listen(heard, () => this.timed(() => this.all(sql, match)));
    return { ids: Uint32Array.from(ids), weights: weights.map((list) => Uint32Array.from(list)) };
  }

  // totals are how many articles there are and how many tokens they have, of the
  // rows that hold the index's averages.
  totals([row]) {
    const numbers = row ? sqliteNumbers(row[0]) : [];
    return { articles: numbers[0] || 0, tokens: numbers.slice(1).reduce((a, b) => a + b, 0) };
  }
}

const length = ({ first, last }) => last - first + 1;

// common are the numbers of both lists.
function common(a, b) {
  const there = new Set(b);
  return a.filter((id) => there.has(id));
}

// titled is a phrase as FTS5 syntax, with where it is sought.
export const titled = ({ expression, title }) => (title ? `{title} : ${expression}` : expression);

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
