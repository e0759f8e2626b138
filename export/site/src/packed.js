// What the release packs for a reader over a network: the group and the length
// of every article, and how often which articles have the frequent terms
// (schema/store/sql/0005_packed.sql).
import { Numbers } from './leb128.js';

const runLength = 1000; // articles a row of packed_groups and packed_lengths

// Runs is one number an article, of a table with a row for a thousand.
export class Runs {
  // all runs a statement, gather several reads at once; see Engine.
  constructor({ all, gather }, table, column) {
    Object.assign(this, { all, gather, sql: `SELECT ${column} FROM ${table} WHERE run_id = ?` });
    this.runs = new Map();
  }

  // have makes sure of the numbers of these articles.
  async have(ids) {
    const missing = new Set();
    for (let i = 0; i < ids.length; i++) {
      const run = Math.floor((ids[i] - 1) / runLength);
      if (!this.runs.has(run)) missing.add(run);
    }
    const wanted = [...missing];
    const rows = await this.gather(wanted.map((run) => () => this.all(this.sql, run)));
    wanted.forEach((run, i) => {
      const numbers = new Numbers(rows[i].length ? rows[i][0][0] : new Uint8Array());
      const list = new Uint32Array(runLength);
      for (let k = 0; numbers.more; k++) list[k] = numbers.next();
      this.runs.set(run, list);
    });
  }

  of(id) {
    return this.runs.get(Math.floor((id - 1) / runLength))[(id - 1) % runLength];
  }
}

// Hits are the articles that have a phrase, in their order, with the weight of
// its hits in each.
export class Hits {
  constructor(most) {
    this.ids = new Uint32Array(most);
    this.weights = new Uint32Array(most);
    this.length = 0;
  }

  add(id, weight) {
    this.ids[this.length] = id;
    this.weights[this.length++] = weight;
  }
}

// unpackCounts reads the list of a frequent term. weight says what the hits in
// title and text weigh together; 0 leaves the article out.
export function unpackCounts(parts, articles, weight) {
  const bytes = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  parts.reduce((at, p) => {
    bytes.set(p, at);
    return at + p.length;
  }, 0);
  const numbers = new Numbers(bytes);
  const hits = new Hits(articles);
  for (let id = 0; numbers.more; ) {
    const first = bytes[numbers.at++];
    id += first >> 4 || numbers.next();
    const short = first & 15;
    const title = short ? 0 : numbers.next();
    const w = weight(title, short || numbers.next());
    if (w) hits.add(id, w);
  }
  return hits;
}
