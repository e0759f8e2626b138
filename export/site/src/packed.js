// What the release packs for a reader over a network: the group and the length
// of every article, its day and its authors, and how often which articles have
// the frequent terms (schema/store/sql/0005_packed.sql).
import { Bits, Series } from './rice.js';

const runLength = 250; // articles a row of packed_groups and packed_lengths
const monthDays = 31; // numbers a row of packed_days

// Runs is one number an article, of a table with a row for every 250.
export class Runs {
  // all runs a statement, gather several reads at once (see Engine); lastID is
  // the last article. unpack makes the numbers of those that a row holds.
  constructor({ all, gather, lastID }, table, column, unpack = (numbers) => numbers) {
    Object.assign(this, { all, gather, lastID, unpack });
    this.sql = `SELECT ${column} FROM ${table} WHERE run_id = ?`;
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
      const n = Math.min(runLength, this.lastID - run * runLength);
      this.runs.set(run, this.unpack(new Bits(rows[i].length ? rows[i][0][0] : []).list(n)));
    });
  }

  of(id) {
    return this.runs.get(Math.floor((id - 1) / runLength))[(id - 1) % runLength];
  }
}

// fromDifferences turns differences, of which all but the first are written
// zigzag, into what they are between.
export function fromDifferences(numbers) {
  let last = 0;
  return numbers.map((n, i) => {
    last += i && n % 2 ? -(n + 1) / 2 : i ? n / 2 : n;
    return last;
  });
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

// readLists reads lists that are given as {first, parts}, as bytes.
export async function readLists({ all, gather }, lists) {
  const rows = ({ first, parts }) => Array.from({ length: parts }, (_, i) => first + i);
  const read = await gather(
    lists.flatMap(rows).map((id) => () => all('SELECT list FROM packed_parts WHERE part_id = ?', id)),
  );
  return lists.map(({ parts }) => joined(read.splice(0, parts).map((r) => r[0][0])));
}

function joined(parts) {
  const bytes = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  parts.reduce((at, p) => {
    bytes.set(p, at);
    return at + p.length;
  }, 0);
  return bytes;
}

// unpackCounts reads the list of a frequent term (segment.ReadCounts in Go).
// weight says what the hits in title and text weigh together; 0 leaves the
// article out.
export function unpackCounts(bytes, articles, weight) {
  const bits = new Bits(bytes);
  const [gaps, texts, titles, skips] = Array.from({ length: 4 }, () => new Series());
  const hits = new Hits(articles);
  let skip = bits.next(skips);
  for (let i = 0, id = 0; i < articles; i++) {
    id += 1 + bits.next(gaps);
    const text = bits.next(texts);
    let title = 0;
    if (skip) skip--;
    else {
      title = 1 + bits.next(titles);
      skip = bits.next(skips);
    }
    const w = weight(title, text);
    if (w) hits.add(id, w);
  }
  return hits;
}

// unpackAuthor reads which articles an author has.
export function unpackAuthor(bytes, articles) {
  let id = 0;
  return new Bits(bytes).list(articles).map((gap) => {
    id += 1 + gap;
    return id;
  });
}

// firstOfDays lists the days of the months with the first article of each, as
// [YYYY-MM-DD, id]; rows are those of packed_days.
export function firstOfDays(rows, months) {
  const packed = new Map(rows);
  return months
    .filter((m) => packed.has(m.id))
    .flatMap(({ id, month, first }) => {
      let next = first;
      return new Bits(packed.get(id)).list(monthDays).flatMap((articles, i) => {
        next += articles;
        return articles ? [[`${month}-${String(i + 1).padStart(2, '0')}`, next - articles]] : [];
      });
    });
}
