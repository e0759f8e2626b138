// The conditions of a query, and the page's own filters, on articles that are
// known by their numbers alone: a range of them, the groups of the facets, and
// sets of authors.
import { finder } from './fold.js';
import { readLists, unpackAuthor } from './packed.js';

const authorStep = 64; // rows of packed_authors, of which no page holds fewer

export class Filters {
  // all and gather ask the database, groups are Runs, opened is what the
  // database says of groups, months and days.
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
      if (f.field === 'after' || f.field === 'before') this.bound(range, tests, f);
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
  bound(range, tests, f) {
    const { lastDated } = this.opened;
    const at = this.firstOn(f.value);
    if (f.field === 'after' && f.not) tests.push((id) => id < at || id > lastDated);
    else if (f.field === 'after') {
      range.first = Math.max(range.first, at);
      range.last = Math.min(range.last, lastDated);
    } else if (f.not) range.first = Math.max(range.first, at);
    else range.last = Math.min(range.last, at - 1);
  }

  // firstOn is the first article of a day or a later one.
  firstOn(day) {
    const next = this.opened.days.find(([d]) => d >= day);
    return next ? next[1] : this.opened.lastDated + 1;
  }

  // author tests for the articles of those in whose names the text stands.
  async author(f) {
    const wanted = (await this.authors()).filter(({ name }) => this.contains(name, f.value));
    const lists = await readLists(this, wanted);
    const ids = new Set(lists.flatMap((list, i) => unpackAuthor(list, wanted[i].articles)));
    return (id) => ids.has(id) !== f.not;
  }

  // name tests for the articles that have a name of a kind.
  async name(f) {
    const sql = 'SELECT DISTINCT article_id FROM entities WHERE kind = ? AND name = ?';
    const [rows] = await this.gather([() => this.all(sql, ...f.value)]);
    const ids = new Set(rows.map((r) => r[0]));
    return (id) => ids.has(id);
  }

  // authors are all names of authors, read once: a look-up here and there finds
  // every page that they are on, so that all come at once.
  async authors() {
    if (!this.named) {
      const [[[last]]] = await this.gather([() => this.all('SELECT coalesce(max(author_id), 0) FROM packed_authors')]);
      const some = Array.from({ length: Math.ceil(last / authorStep) }, (_, i) => 1 + i * authorStep);
      await this.gather(
        some.map((id) => () => this.all('SELECT articles FROM packed_authors WHERE author_id = ?', id)),
      );
      const rows = this.all('SELECT name, articles, first_part, parts FROM packed_authors ORDER BY author_id');
      this.named = rows.map(([name, articles, first, parts]) => ({ name, articles, first, parts }));
    }
    return this.named;
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
