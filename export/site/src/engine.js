// What the page asks of the database. Articles are known by their numbers,
// which stand in the order of their days; a whole row is read of those alone
// that are shown.

import { HostError } from './errors.js';
import { Filters } from './filters.js';
import { folder } from './fold.js';
import { Matches } from './matches.js';
import { firstOfDays, fromDifferences, Runs } from './packed.js';
import { Postings } from './postings.js';
import { Ranking } from './ranking.js';

const maxHits = 500; // ids kept of one query, best first
const maxText = 40000; // characters of an article that a snippet is sought in
const searchMs = 30000;

export class Engine {
  // limit(ms) stops what SQLite does after so long; limit(0) lifts it.
  constructor({ db, file, limit, fts5 }) {
    Object.assign(this, { db, file, limit, fts5 });
    this.statements = new Map();
    this.all = this.all.bind(this);
    this.gather = (reads) => this.file.gather(reads);
  }

  // all runs a statement kept prepared and gives its rows as arrays.
  all(sql, ...bind) {
    let st = this.statements.get(sql);
    if (!st) {
      st = this.db.prepare(sql);
      this.statements.set(sql, st);
    }
    try {
      if (bind.length) st.bind(bind);
      const rows = [];
      while (st.step()) rows.push(st.get([]));
      return rows;
    } finally {
      st.reset(true);
    }
  }

  async open() {
    const [view] = await this.gather([() => this.all(`SELECT sql FROM sqlite_schema WHERE name = 'search'`)]);
    const [dataset, hanzi, months, groups, days, rank, totals] = await this.gather([
      () => this.all('SELECT key, value FROM dataset'),
      () => this.all('SELECT variant, folded FROM hanzi'),
      () => this.all('SELECT month_id, month, first_id, last_id, articles FROM facet_months ORDER BY month_id'),
      () => this.all('SELECT group_id, site, source, channel, lang, articles FROM facet_groups ORDER BY group_id'),
      () => this.all('SELECT month_id, articles FROM packed_days'),
      () => this.all(`SELECT v FROM articles_fts_config WHERE k = 'rank'`),
      () => this.all('SELECT block FROM articles_fts_data WHERE id = 1'),
    ]);
    if (!months.length && this.all('SELECT 1 FROM articles LIMIT 1').length) {
      throw new HostError('noFacets', 'facet_months is empty');
    }
    this.months = months.map(([id, month, first, last, articles]) => ({ id, month, first, last, articles }));
    this.groups = groups.map(([id, site, source, channel, lang, articles]) => ({
      id,
      site,
      source,
      channel,
      lang,
      articles,
    }));
    const dated = this.months.filter((m) => m.month !== null);
    this.lastDated = dated.length ? dated[dated.length - 1].last : 0;
    this.days = firstOfDays(days, this.months);
    this.lastID = Math.max(0, ...this.months.map((m) => m.last));
    // The view's own expression makes the tokens of a phrase, so the page can never disagree with it.
    const piece = /--\[([\s\S]*)--\]/.exec(view.length ? view[0][0] : '');
    const weights = /bm25\(([\d.]+), *([\d.]+)\)/.exec(rank.length ? rank[0][0] : '');
    if (!piece || !weights) throw new HostError('noView', 'the view search is not the one this page knows');
    this.tokens = `SELECT (${piece[1]}) FROM (SELECT ?1 AS json) AS j`;
    await this.prepare(folder(hanzi), { title: Number(weights[1]), text: Number(weights[2]) }, totals);
    return { dataset, hanzi, months: this.months, groups: this.groups };
  }

  // prepare makes what a search consists of.
  async prepare(fold, weights, totals) {
    const ask = { all: this.all, gather: this.gather };
    const postings = new Postings({ ...ask, fts5: this.fts5, timed: (run) => this.timed(run) }, weights);
    await postings.open();
    Object.assign(this, { fold, postings });
    const expression = (phrase) => this.expression(phrase);
    this.matches = new Matches({ postings, expression, lastID: this.lastID });
    const packed = { ...ask, lastID: this.lastID };
    this.groupOf = new Runs(packed, 'packed_groups', 'group_ids');
    const lengths = new Runs(packed, 'packed_lengths', 'lengths', fromDifferences);
    this.ranking = new Ranking({
      totals: postings.totals(totals),
      ln: (x) => this.all('SELECT ln(?)', x)[0][0],
      lengths,
    });
    const { groups, months, days, lastID, lastDated } = this;
    const opened = { groups, months, days, lastID, lastDated };
    this.filters = new Filters({ ...ask, groups: this.groupOf, opened, fold });
  }

  // expression writes a phrase as FTS5 syntax.
  expression({ text, prefix }) {
    const e = this.all(this.tokens, JSON.stringify(text))[0][0];
    return prefix && e.endsWith('"') ? `${e}*` : e;
  }

  timed(run) {
    this.limit(searchMs);
    try {
      return run();
    } finally {
      this.limit(0);
    }
  }

  // found gives what a query matches, by its words alone; the last answer is
  // kept, since hits and counts ask for the same. Where it costs much it is only
  // looked for if that is allowed, or the file is here.
  async found({ query, allowed }) {
    const { match, without, phrases } = query;
    const key = JSON.stringify([match, without, phrases]);
    if (this.last?.key === key) return this.last.found;
    const of = (tree) => this.matches.of(tree, phrases, allowed || this.file.source.blob);
    let found;
    if (match) found = await of(match);
    else {
      const ids = Uint32Array.from({ length: this.lastID }, (_, i) => i + 1);
      const gone = without ? new Set((await of(without)).ids) : null;
      found = { ids: gone ? ids.filter((id) => !gone.has(id)) : ids, parts: [] };
    }
    this.last = { key, found };
    return found;
  }

  // kept gives the numbers of all that match, filters and all, and their places
  // in what the words alone find.
  async kept(args) {
    const { ids, parts } = await this.found(args);
    const at = await this.filters.among(ids, await this.filters.of(args));
    return { ids: Uint32Array.from(at, (i) => ids[i]), at, parts };
  }

  matching(args) {
    return this.kept(args).then(({ ids }) => ids);
  }

  // hits gives [id, rank] of the best matches; equal ones, and all where nothing
  // is to be matched or newest is set, with rank 0, in the order of newestFirst.
  async hits(args) {
    const { ids, at, parts } = await this.kept(args);
    if (args.newest || !args.query.match) return this.newestFirst(ids, maxHits).map((id) => [id, 0]);
    const weights = parts.map((p) => ({ ...p, weights: Uint32Array.from(at, (i) => p.weights[i]) }));
    const ranks = await this.ranking.ranks({ ids, parts: weights });
    const found = best(ranks, maxHits).sort((a, b) => ids[a] - ids[b]);
    const order = this.newestFirst(
      found.map((i) => ids[i]),
      found.length,
    );
    const rankOf = new Map(found.map((i) => [ids[i], ranks[i]]));
    return order
      .map((id) => [id, rankOf.get(id)])
      .sort((a, b) => a[1] - b[1])
      .slice(0, maxHits);
  }

  // newestFirst gives the first so many of ids, which ascend, in the order of the
  // command: from the newest day back and by uid within a day, the undated last.
  // Numbers stand in the order of day and uid.
  newestFirst(ids, most) {
    const out = [];
    let end = ids.length;
    while (end > 0 && ids[end - 1] > this.lastDated) end--;
    const undated = ids.slice(end);
    for (let day = this.days.length - 1; end > 0 && out.length < most; ) {
      while (this.days[day][1] > ids[end - 1]) day--;
      let from = end - 1;
      while (from > 0 && ids[from - 1] >= this.days[day][1]) from--;
      for (let i = from; i < end; i++) out.push(ids[i]);
      end = from;
    }
    return [...out, ...undated].slice(0, most);
  }

  // counts gives [group, month, articles] for all that match the query.
  async counts({ query, allowed }) {
    const { ids } = await this.kept({ query, allowed });
    await this.groupOf.have(ids);
    const counted = new Map();
    let month = 0;
    for (const id of ids) {
      while (this.months[month].last < id) month++;
      const group = this.groupOf.of(id);
      const key = month * 2 ** 32 + group;
      counted.set(key, (counted.get(key) || 0) + 1);
    }
    return [...counted].map(([key, n]) => [key % 2 ** 32, this.months[Math.floor(key / 2 ** 32)].id, n]);
  }

  // rows reads what a list of hits shows. Nothing that stands behind the text
  // in the row: SQLite would have to read through it.
  async rows({ ids }) {
    const sql = `SELECT article_id, uid, title, published_on, published_at, site, source, channel, lang
      FROM articles WHERE article_id = ?`;
    const found = await this.gather(ids.map((id) => () => this.all(sql, id)));
    return found.flat().map(([id, uid, title, on, at, site, source, channel, lang]) => ({
      id,
      uid,
      title,
      on,
      at,
      site,
      source,
      channel,
      lang,
    }));
  }

  async texts({ ids }) {
    const sql = `SELECT substr(text, 1, ${maxText}) FROM articles WHERE article_id = ?`;
    const found = await this.gather(ids.map((id) => () => this.all(sql, id)));
    return found.map((r) => (r.length ? r[0][0] : ''));
  }

  async article({ uid }) {
    const [found] = await this.gather([() => this.objects('SELECT * FROM articles WHERE uid = ?', uid)]);
    if (!found.length) return this.missing(uid);
    const a = found[0];
    const child = (table, order, columns) => () =>
      this.objects(`SELECT ${columns} FROM ${table} WHERE article_id = ? ORDER BY ${order}`, a.article_id);
    const names = ['block_spans', 'credits', 'breadcrumbs', 'tags', 'images', 'quantities', 'dates', 'entities'];
    // Without raw, which would be cut from the text for each.
    const places = 'seq, field, position, char_start, char_end, kind, name, role';
    const reads = names.map((n, i) => child(n, i < 5 ? 'position' : 'seq', n === 'entities' ? places : '*'));
    reads.push(() => this.objects('SELECT * FROM captures WHERE capture_id = ?', a.capture_id));
    reads.push(() => this.objects('SELECT * FROM corrections WHERE uid = ?', a.uid));
    const got = await this.gather(reads);
    for (const [i, n] of names.entries()) a[n] = got[i];
    a.capture = got[names.length][0];
    a.corrections = got[names.length + 1];
    // The view blocks would walk through the text once for each block.
    const points = [...a.text];
    a.blocks = a.block_spans.map((b) => ({ ...b, text: b.caption ?? points.slice(b.char_start, b.char_end).join('') }));
    delete a.text;
    return a;
  }

  // missing says why there is no article.
  async missing(uid) {
    const sql = 'SELECT date, reason FROM withdrawn WHERE uid = ?';
    const [rows] = await this.gather([() => this.all(sql, uid)]);
    if (rows.length) throw new HostError('withdrawn', rows[0].join(': '));
    throw new HostError('noArticle', uid);
  }

  objects(sql, ...bind) {
    const rows = this.all(sql, ...bind);
    const names = this.statements.get(sql).getColumnNames();
    return rows.map((r) => Object.fromEntries(r.map((v, i) => [names[i], v])));
  }
}

// best gives the places of the least ranks, those that share the last one's
// included, in no order.
function best(ranks, most) {
  const cut = ranks.length > most ? ranks.slice().sort()[most - 1] : Number.POSITIVE_INFINITY;
  const places = [];
  for (let i = 0; i < ranks.length; i++) if (ranks[i] <= cut) places.push(i);
  return places;
}
