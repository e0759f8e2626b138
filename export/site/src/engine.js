// What the page asks of the database, in SQL. Counting reads the narrow facet
// tables only; articles are read for the twenty rows shown.

import { finder, folder } from './fold.js';
import { HostError } from './ranges.js';

const maxHits = 500; // ids kept of one query, best first
const maxText = 40000; // characters of an article that a snippet is sought in
const searchMs = 30000;
const fewHits = 16; // as many pages of lengths as are read one by one
const maxTree = 128; // pages of a tree that may be fetched whole: a megabyte

export class Engine {
  // limit(ms) stops what SQLite does after so long; limit(0) lifts it.
  constructor({ db, file, limit }) {
    Object.assign(this, { db, file, limit });
    this.statements = new Map();
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
    const [schema] = await this.file.gather([
      () => this.all(`SELECT name, rootpage, CASE name WHEN 'search' THEN sql END FROM sqlite_schema`),
    ]);
    const view = schema.find(([name]) => name === 'search');
    const whole = ['dataset', 'hanzi', 'facet_months'];
    // The rest are roots that the first query will want.
    const touched = [
      'articles',
      'articles_fts_data',
      'articles_fts_idx',
      'articles_fts_docsize',
      'articles_fts_config',
    ];
    this.roots = new Map(schema.map(([name, page]) => [name, page]));
    await Promise.all([this.tree(maxTree, ...whole), this.tree(0, ...touched)]);
    const [dataset, hanzi, months] = await this.file.gather([
      () => this.all('SELECT key, value FROM dataset'),
      () => this.all('SELECT variant, folded FROM hanzi'),
      () => this.all('SELECT month_id, month, first_id, last_id, articles FROM facet_months ORDER BY month_id'),
    ]);
    if (!months.length && this.all('SELECT 1 FROM articles LIMIT 1').length)
      throw new HostError('noFacets', 'facet_months is empty');
    this.months = months.map(([id, month, first, last, articles]) => ({ id, month, first, last, articles }));
    const dated = this.months.filter((m) => m.month !== null);
    this.lastDated = dated.length ? dated[dated.length - 1].last : 0;
    this.lastID = Math.max(0, ...this.months.map((m) => m.last));
    this.fold = folder(hanzi);
    // The view's own expression makes the tokens of a phrase, so the page can never disagree with it.
    const piece = /--\[([\s\S]*)--\]/.exec(view ? view[2] : '');
    if (!piece) throw new HostError('noView', 'the view search is not the one this page knows');
    this.tokens = `SELECT (${piece[1]}) FROM (SELECT ?1 AS json) AS j`;
    return { dataset, hanzi, months: this.months };
  }

  tree(most, ...names) {
    return this.file.fetchTrees(names.map((n) => this.roots.get(n)).filter(Boolean), most);
  }

  // facets gives the groups, which a search without filters does not need.
  async facets() {
    if (!this.groups) {
      await this.tree(maxTree, 'facet_groups');
      const rows = this.all(
        'SELECT group_id, site, source, channel, lang, articles FROM facet_groups ORDER BY group_id',
      );
      this.groups = rows.map(([id, site, source, channel, lang, articles]) => ({
        id,
        site,
        source,
        channel,
        lang,
        articles,
      }));
    }
    return this.groups;
  }

  // expression writes a parsed query's parts as FTS5 syntax.
  expression(parts, phrases) {
    const made = phrases.map((p) => {
      const e = this.all(this.tokens, JSON.stringify(p.text))[0][0];
      return p.prefix && e.endsWith('"') ? `${e}*` : e;
    });
    return parts.map((x) => (typeof x === 'number' ? made[x] : x)).join('');
  }

  // plan turns a query and the page's own filters into conditions. narrow is
  // false for counts, to which the page applies its filters itself.
  async plan({ query, chosen, months }, narrow) {
    const p = { match: '', where: [], bind: [], first: 1, last: this.lastID };
    const id = query.match.length ? 's.rowid' : 's.article_id';
    if (query.match.length) p.match = this.expression(query.match, query.phrases);
    if (query.without.length) {
      p.where.push(`${id} NOT IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?)`);
      p.bind.push(this.expression(query.without, query.phrases));
    }
    const tests = [];
    for (const f of query.filters) {
      if (f.field === 'after' || f.field === 'before') this.bound(p, f, id);
      else if (f.field === 'author') {
        p.where.push(
          `${id} ${f.not ? 'NOT ' : ''}IN (SELECT article_id FROM credits
            WHERE name IN (SELECT value FROM json_each(?)) AND role IN ('author', 'correspondent'))`,
        );
        p.bind.push(JSON.stringify(this.authors().filter((name) => this.contains(name, f.value))));
      } else if (f.field === 'name') {
        p.where.push(`${id} IN (SELECT article_id FROM entities WHERE kind = ? AND name = ?)`);
        p.bind.push(...f.value);
      } else tests.push((g) => this.holds(g, f) !== f.not);
    }
    if (narrow) {
      for (const [facet, values] of Object.entries(chosen))
        if (values.length) tests.push((g) => values.includes(g[facet] || ''));
    }
    if (narrow && months) {
      const within = this.months.filter((m) => months.includes(m.id));
      p.first = Math.max(p.first, within.length ? within[0].first : 1);
      p.last = Math.min(p.last, within.length ? within[within.length - 1].last : 0);
    }
    if (tests.length) {
      const allowed = (await this.facets()).filter((g) => tests.every((holds) => holds(g)));
      p.where.push(
        query.match.length
          ? `EXISTS (SELECT 1 FROM facets AS n
              WHERE n.article_id = s.rowid AND n.group_id IN (SELECT value FROM json_each(?)))`
          : `s.group_id IN (SELECT value FROM json_each(?))`,
      );
      p.bind.push(JSON.stringify(allowed.map((g) => g.id)));
    }
    p.where.unshift(`${id} BETWEEN ? AND ?`);
    p.bind.unshift(p.first, p.last);
    if (p.match) {
      p.where.unshift('s.articles_fts MATCH ?');
      p.bind.unshift(p.match);
    }
    return p;
  }

  // bound narrows the ids to a range of days: a sealed file numbers its
  // articles in the order of their days, the undated last. These meet no
  // condition on the day, and so meet each that is taken with NOT.
  bound(p, f, id) {
    const rows = this.all(
      'SELECT article_id FROM articles WHERE published_on >= ? ORDER BY published_on, article_id LIMIT 1',
      f.value,
    );
    const at = rows.length ? rows[0][0] : this.lastDated + 1;
    if (f.field === 'after' && f.not) {
      p.where.push(`(${id} < ? OR ${id} > ?)`);
      p.bind.push(at, this.lastDated);
    } else if (f.field === 'after') {
      p.first = Math.max(p.first, at);
      p.last = Math.min(p.last, this.lastDated);
    } else if (f.not) p.first = Math.max(p.first, at);
    else p.last = Math.min(p.last, at - 1);
  }

  // holds tells whether a group meets a condition: a source by a part of its
  // name, a site with its subdomains, zh for zh-Hans and zh-Hant.
  holds(group, f) {
    const have = group[f.field] || '';
    if (f.field === 'source') return this.contains(have, f.value);
    const want = f.value.toLowerCase();
    if (f.field === 'lang') return have.toLowerCase() === want || have.toLowerCase().startsWith(`${want}-`);
    const host = want.replace(/^www\./, '');
    return have === host || have.endsWith(`.${host}`);
  }

  contains(name, text) {
    return finder(this.fold, [{ text, wanted: true }])(name, true).length > 0;
  }

  // authors lists the names of credits, each by a seek behind the last.
  authors() {
    if (!this.names) {
      this.names = this.all(`WITH RECURSIVE n (name) AS (SELECT min(name) FROM credits
        UNION ALL SELECT (SELECT min(name) FROM credits WHERE name > n.name) FROM n WHERE name IS NOT NULL)
        SELECT name FROM n WHERE name IS NOT NULL`).map((r) => r[0]);
    }
    return this.names;
  }

  timed(run) {
    this.limit(searchMs);
    try {
      return run();
    } finally {
      this.limit(0);
    }
  }

  // warm fetches what ranking would ask for piece by piece: where the lists of
  // the query's tokens begin, then the lengths of the articles found, one by
  // one if they are few, else of all.
  async warm(p, { phrases }) {
    const tokens = [...new Set(phrases.flatMap((_, i) => this.expression([i], phrases).split('+')))];
    await this.file.gather(
      tokens.map((t) => () => this.all('SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? LIMIT 1', t)),
    );
    const some = this.timed(() =>
      this.all(`SELECT s.rowid FROM articles_fts AS s WHERE ${p.where.join(' AND ')} LIMIT ${fewHits}`, ...p.bind),
    );
    if (some.length === fewHits) await this.tree(maxTree / 2, 'articles_fts_docsize');
    else
      await this.file.gather(
        some.map(
          ([id]) =>
            () =>
              this.all('SELECT sz FROM articles_fts_docsize WHERE id = ?', id),
        ),
      );
  }

  // hits gives [id, rank] of the best matches, or of the newest articles, with
  // rank 0, where nothing is to be matched.
  async hits(args) {
    const p = await this.plan(args, true);
    if (p.match) await this.warm(p, args.query);
    return this.timed(() => {
      const where = p.where.join(' AND ');
      // The + keeps FTS5 from sorting all of them itself.
      if (p.match)
        return this.all(
          `SELECT s.rowid, +s.rank AS rank FROM articles_fts AS s WHERE ${where}
            ORDER BY 2, s.rowid > ${this.lastDated}, s.rowid DESC LIMIT ${maxHits}`,
          ...p.bind,
        );
      // The undated stand last: from the newest day back, then they.
      const list = `SELECT s.article_id FROM facets AS s WHERE ${where} ORDER BY s.article_id DESC LIMIT ${maxHits}`;
      const [first, last, ...rest] = p.bind;
      const ids = this.ids(list, [first, Math.min(last, this.lastDated), ...rest]);
      if (ids.length === maxHits) return ids;
      return [...ids, ...this.ids(list, [Math.max(first, this.lastDated + 1), last, ...rest])].slice(0, maxHits);
    });
  }

  // counts gives [group, month, articles] for all that match the query.
  async counts(args) {
    await this.tree(maxTree, 'facets');
    const p = await this.plan(args, false);
    return this.timed(() => {
      const from = p.match ? 'articles_fts AS s CROSS JOIN facets AS f ON f.article_id = s.rowid' : 'facets AS s';
      const of = p.match ? 'f' : 's';
      return this.all(
        `SELECT ${of}.group_id, ${of}.month_id, count(*) FROM ${from} WHERE ${p.where.join(' AND ')} GROUP BY 1, 2`,
        ...p.bind,
      );
    });
  }

  // rows reads what a list of hits shows. Nothing that stands behind the text
  // in the row: SQLite would have to read through it.
  async rows({ ids }) {
    const sql = `SELECT article_id, uid, title, published_on, published_at, site, source, channel, lang
        FROM articles WHERE article_id = ?`;
    const found = await this.file.gather(ids.map((id) => () => this.all(sql, id)));
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
    const found = await this.file.gather(
      ids.map((id) => () => this.all(`SELECT substr(text, 1, ${maxText}) FROM articles WHERE article_id = ?`, id)),
    );
    return found.map((r) => (r.length ? r[0][0] : ''));
  }

  async article({ uid }) {
    const [found] = await this.file.gather([() => this.objects('SELECT * FROM articles WHERE uid = ?', uid)]);
    if (!found.length) return this.missing(uid);
    const a = found[0];
    const child = (table, order) => () =>
      this.objects(`SELECT * FROM ${table} WHERE article_id = ? ORDER BY ${order}`, a.article_id);
    const names = ['block_spans', 'credits', 'breadcrumbs', 'tags', 'images', 'quantities', 'dates', 'entities'];
    const reads = names.map((n, i) => child(n, i < 5 ? 'position' : 'seq'));
    reads.push(() => this.objects('SELECT * FROM captures WHERE capture_id = ?', a.capture_id));
    reads.push(() => this.objects('SELECT * FROM corrections WHERE uid = ?', a.uid));
    const got = await this.file.gather(reads);
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
    const [rows] = await this.file.gather([() => this.all(sql, uid)]);
    if (rows.length) throw new HostError('withdrawn', rows[0].join(': '));
    throw new HostError('noArticle', uid);
  }

  ids(sql, bind) {
    return this.all(sql, ...bind).map((r) => [r[0], 0]);
  }

  objects(sql, ...bind) {
    const rows = this.all(sql, ...bind);
    const names = this.statements.get(sql).getColumnNames();
    return rows.map((r) => Object.fromEntries(r.map((v, i) => [names[i], v])));
  }
}
