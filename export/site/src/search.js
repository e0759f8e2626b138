// The search view: what the address asks for, found, listed and counted.
import { chart } from './chart.js';
import { fill, h } from './dom.js';
import { chips, Facets } from './facets.js';
import { Harvest } from './harvest.js';
import { landing } from './landing.js';
import { NameFacet, nameOf } from './namefacet.js';
import { nothing } from './nothing.js';
import { parse, QueryError } from './query.js';
import { QueryBox } from './querybox.js';
import { pageSize, Results, sizeOf } from './results.js';
import { facetNames, plain, same, write } from './state.js';
import { number, size, syntaxProblem, t } from './words.js';

const busyMs = 250; // a search that takes longer says so
const emptyQuery = { match: null, without: null, filters: [], phrases: [] };

// doing says on the root element how far the page is: searching, titles or
// done.
const doing = (what) => {
  document.documentElement.dataset.state = what;
};

export class Search {
  constructor(page) {
    this.page = page;
    this.listed = null; // the state whose hits are on the page
    this.allowed = null; // the query that may cost what it does
    this.run = 0; // number of the search under way; what an older one brings is dropped
    this.results = null;
    this.box = new QueryBox(page);
    this.cost = h('p', { class: 'hint' });
    this.chips = h('div', { class: 'chips' });
    this.count = h('p', { class: 'count', id: 'count' });
    const names = (args) => page.client.call('names', args);
    this.names = new NameFacet(names, (name) => this.narrow({ name }));
    this.facets = new Facets((name, values) => this.narrow({ [name]: values }), this.names);
    this.harvest = new Harvest(page, () => this.args);
    this.sort = sorting((s) => page.go({ ...page.state, s, k: 0 }));
    this.chart = chart((from, to) => this.narrow({ m: `${from}..${to}` }));
    this.landing = landing(page.release, () => this.random());
    this.hits = h('div', { class: 'main', id: 'list' });
    this.columns = h('div', { class: 'columns' }, this.facets.element, this.hits);
    this.element = h(
      'section',
      { id: 'search' },
      h('h1', { class: 'sr' }, page.release.title),
      this.box.element,
      this.box.said,
      this.box.suggestions.element,
      this.landing,
      this.columns,
    );
  }

  narrow(filters) {
    this.page.go({ ...this.page.state, ...filters, a: '', k: 0 });
  }

  async random() {
    const { page } = this;
    try {
      const a = await page.client.call('random');
      if (a) page.go({ ...page.state, a, n: '' });
    } catch (e) {
      page.stuck(e, () => this.random());
    }
  }

  // ready makes room for hits, once there is a database.
  ready(opened) {
    this.facets.load(opened.groups, opened.months);
    this.listed = null;
    this.results = new Results(opened.fold);
    const line = h('div', { class: 'line' }, this.count, this.sort, this.harvest.element);
    const details = h('details', { class: 'cost' }, h('summary', {}, t('costTitle')), this.cost);
    fill(this.hits, this.chips, this.chart.element, line, this.results.element, details);
  }

  links() {
    return this.results ? this.results.links() : [];
  }

  show() {
    if (!same(this.listed, this.page.state)) this.find();
  }

  async find() {
    const { page, box } = this;
    const mine = ++this.run;
    this.listed = null; // until its titles stand, the list is nobody's
    doing('searching');
    const asked = page.state;
    let query = emptyQuery;
    box.say('');
    try {
      if (asked.q) query = parse(asked.q);
    } catch (e) {
      if (!(e instanceof QueryError)) throw e;
      doing('done');
      return box.say(syntaxProblem(e), true);
    }
    fill(
      this.chips,
      chips(asked, (less) => this.narrow(less)),
    );
    this.sort.hidden = !asked.q;
    this.sort.querySelector('select').value = asked.s;
    const current = () => mine === this.run;
    const busy = setTimeout(() => current() && box.say(t('searching')), busyMs);
    try {
      await this.answer(asked, query, current);
    } catch (e) {
      if (!current()) return;
      if (e.code === 'costly') this.ask(asked, Number(e.message));
      else page.stuck(e, () => this.find());
    } finally {
      clearTimeout(busy);
      if (current()) {
        doing('done');
        if (box.said.textContent === t('searching')) box.say('');
      }
    }
  }

  // ask lets the visitor decide whether a search may read so many bytes.
  ask(asked, bytes) {
    const { notice } = this.page;
    const goOn = () => {
      notice.clear();
      this.allowed = asked.q;
      this.find();
    };
    this.columns.hidden = true;
    notice.show(
      h('p', {}, t('costly', size(bytes))),
      h('button', { type: 'button', id: 'go-on', class: 'primary', click: goOn }, t('goOn')),
    );
  }

  // answer lists, then counts; it stops as soon as its search is not the
  // current one.
  async answer(asked, query, current) {
    const { client, opened } = this.page;
    const started = performance.now();
    const before = await client.call('stats');
    if (!current()) return;
    const chosen = Object.fromEntries(facetNames.map((f) => [f, asked[f]]));
    const named = asked.name.map((n) => ({ field: 'name', value: [n.split(':')[0], nameOf(n)] }));
    const whole = { ...query, filters: [...query.filters, ...named] };
    const months = Facets.chosenMonths(opened.months, asked);
    const args = { query: whole, chosen, months, allowed: this.allowed === asked.q };
    this.args = args;
    const hits = await client.call(asked.s ? 'byDay' : 'hits', args);
    if (!current()) return;
    await this.list(hits, query, asked, current);
    if (!current()) return;
    this.box.say('');
    await this.tally(args, asked, hits.length, current);
    if (!current()) return;
    this.results.watch();
    this.box.found();
    await this.names.follow(plain(asked) ? null : args, asked.name, current);
    if (!current()) return;
    const after = await client.call('stats');
    this.cost.textContent = t(
      'cost',
      number((performance.now() - started) / 1000, 1),
      after.requests - before.requests,
      size(after.bytes - before.bytes),
    );
  }

  // list shows the titles, then what surrounds the words; more rows on demand.
  async list(hits, query, asked, current) {
    const { page, results } = this;
    let at = 0;
    const next = async () => {
      results.rest();
      const part = hits.slice(at, at + sizeOf(at, asked.k));
      const rows = await page.client.call('rows', { ids: part.map(([id]) => id) });
      if (!current()) return;
      if (at === 0) {
        page.notice.clear();
        this.columns.hidden = false;
        results.clear(query.phrases);
        this.count.textContent = asked.q ? '' : t('newest');
        this.cost.textContent = '';
      }
      results.titles(rows, asked);
      if (!hits.length) results.list.append(h('li', { class: 'none' }, nothing(asked)));
      results.more.hidden = at + part.length >= hits.length;
      if (at === 0) {
        this.listed = asked;
        doing('titles');
      }
      at += part.length;
      if (!part.length) return;
      const shown = rows.map((r) => r.id);
      const texts = await page.client.call('texts', { ids: shown });
      if (!current()) return;
      results.texts(shown, texts);
      if (at > part.length) results.watch(); // the first are followed by the counts, which move them down
    };
    let reading = next();
    const more = (upTo) => {
      reading = reading.then(async () => {
        while (current() && at < Math.min(upTo, hits.length)) await next();
      });
      return reading.catch((e) => current() && page.stuck(e, () => this.find()));
    };
    results.near = () => current() && at < pageSize && more(at + 1);
    results.more.onclick = async () => {
      await more(Math.max(at, pageSize) + pageSize);
      if (!current()) return;
      page.state = { ...page.state, k: at };
      history.replaceState(null, '', write(page.state));
    };
    await reading;
  }

  // tally fills facets and histogram. The whole of the release is counted in
  // advance.
  async tally(args, asked, listable, current) {
    const { client } = this.page;
    let counted;
    if (plain(asked)) counted = this.facets.whole();
    else {
      const matrix = await client.call('counts', args);
      if (!current()) return;
      counted = this.facets.count(matrix, asked);
    }
    const { sums, total } = counted;
    this.facets.draw(sums, asked);
    const months = [...sums.month].filter(([m]) => m !== null).sort((a, b) => (a[0] < b[0] ? -1 : 1));
    const range = asked.m && asked.m !== 'undated' ? asked.m.split('..') : null;
    const bars = months.map(([month, n]) => ({ month, count: n }));
    this.chart.draw(bars, range, this.facets.extent());
    const all = t('articles', total);
    const best = total > listable && asked.q ? t(asked.s ? 'newestOf' : 'firstOf', listable, total) : null;
    this.harvest.offer(total);
    const none = this.results.list.querySelector('.none');
    if (none) fill(none, nothing(asked, sums));
    this.count.textContent = [asked.q ? null : t('newest'), all, best].filter(Boolean).join(' · ');
  }
}

// sorting is the choice of an order.
function sorting(change) {
  const option = (value, label) => h('option', { value }, label);
  const select = h(
    'select',
    { id: 'sort', change: (e) => change(e.target.value) },
    option('', t('byRank')),
    option('day', t('byDay')),
  );
  return h('label', { class: 'sort' }, h('span', { class: 'label' }, t('sort')), ' ', select);
}
