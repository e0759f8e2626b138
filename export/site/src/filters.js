// The conditions of a query, and the page's own filters, on articles that are
// known by their numbers alone: a range of them, the groups of the facets, and
// sets of authors.
import { finder } from './fold.js';

export class Filters {
  // all and gather ask the database, groups are Runs, opened is what the
  // database says of groups and months, without gives the ids that match what
  // a query takes away.
  constructor({ all, gather, groups, opened, fold }) {
    Object.assign(this, { all, gather, groups, opened, fold });
    this.byID = new Map(opened.groups.map((g) => [g.id, g]));
  }

  // of gives a test of an article's number for a query's conditions and, where
  // they are given, the facets chosen and the months.
  async of({ query, chosen = {}, months = null }) {
    const range = { first: 1, last: this.opened.lastID };
    const tests = [];
    const groupTests = [];
    for (const f of query.filters) {
      if (f.field === 'after' || f.field === 'before') await this.bound(range, tests, f);
      else if (f.field === 'author') tests.push(await this.author(f));
      else if (f.field === 'name') tests.push(await this.name(f));
      else groupTests.push((g) => this.holds(g, f) !== f.not);
    }
    for (const [facet, values] of Object.entries(chosen)) {
      if (values.length) groupTests.push((g) => values.includes(g[facet] || ''));
    }
    if (months) {
      const within = this.opened.months.filter((m) => months.includes(m.id));
      range.first = Math.max(range.first, within.length ? within[0].first : 1);
      range.last = Math.min(range.last, within.length ? within[within.length - 1].last : 0);
    }
    if (groupTests.length) {
      const fits = this.opened.groups.filter((g) => groupTests.every((holds) => holds(g)));
      const allowed = new Set(fits.map((g) => g.id));
      tests.push((id) => allowed.has(this.groups.of(id)));
    }
    return { ...range, tests, grouped: groupTests.length > 0 };
  }

  // among keeps those of ids, which ascend, that a filter lets through; it gives
  // their places in ids.
  async among(ids, filter) {
    const { first, last, tests, grouped } = filter;
    const inside = [];
    for (let i = 0; i < ids.length; i++) if (ids[i] >= first && ids[i] <= last) inside.push(i);
    if (grouped) await this.groups.have(inside.map((i) => ids[i]));
    return tests.length ? inside.filter((i) => tests.every((holds) => holds(ids[i]))) : inside;
  }

  // bound narrows the range to days: a sealed file numbers its articles in the
  // order of their days, the undated last. These meet no condition on the day,
  // and so meet each that is taken with NOT.
  async bound(range, tests, f) {
    const { lastDated } = this.opened;
    const at = await this.firstOn(f.value);
    if (f.field === 'after' && f.not) tests.push((id) => id < at || id > lastDated);
    else if (f.field === 'after') {
      range.first = Math.max(range.first, at);
      range.last = Math.min(range.last, lastDated);
    } else if (f.not) range.first = Math.max(range.first, at);
    else range.last = Math.min(range.last, at - 1);
  }

  // firstOn is the first article of a day or a later one. Where a month begins,
  // the table of months says so.
  async firstOn(day) {
    const month = day.slice(0, 7);
    const next = this.opened.months.find((m) => m.month !== null && m.month >= month);
    if (!next) return this.opened.lastDated + 1;
    if (next.month > month || day.endsWith('-01')) return next.first;
    const sql = `SELECT article_id FROM articles WHERE published_on >= ? ORDER BY published_on, article_id LIMIT 1`;
    const [rows] = await this.gather([() => this.all(sql, day)]);
    return rows.length ? rows[0][0] : this.opened.lastDated + 1;
  }

  // author tests for the articles of those in whose names the text stands.
  async author(f) {
    const [names] = await this.gather([() => this.authors()]);
    const wanted = names.filter((name) => this.contains(name, f.value));
    const sql = `SELECT DISTINCT article_id FROM credits
      WHERE name = ? AND role IN ('author', 'correspondent')`;
    const found = await this.gather(wanted.map((name) => () => this.all(sql, name)));
    const ids = new Set(found.flat().map((r) => r[0]));
    return (id) => ids.has(id) !== f.not;
  }

  // name tests for the articles that have a name of a kind.
  async name(f) {
    const sql = 'SELECT DISTINCT article_id FROM entities WHERE kind = ? AND name = ?';
    const [rows] = await this.gather([() => this.all(sql, ...f.value)]);
    const ids = new Set(rows.map((r) => r[0]));
    return (id) => ids.has(id);
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
}
