// What each column of each table holds, as it was counted when the release was
// made.
import { clean, fill, h, words } from './dom.js';
import { meanings } from './meanings.js';
import { read, write } from './state.js';
import { number, problem, t } from './words.js';

const percent = (n, of) => (of ? `${number((100 * n) / of, 1)} %` : '–');

// Columns reads them when they are first shown.
export class Columns {
  constructor(release) {
    this.release = release;
    this.element = h('div', { class: 'columnlist' });
    this.asked = false;
  }

  async show() {
    const { columns } = this.release.assets;
    if (this.asked || !columns) return;
    this.asked = true;
    fill(this.element, h('p', { class: 'hint' }, t('schemaWait')));
    try {
      const r = await fetch(columns);
      if (!r.ok) throw Object.assign(new Error(`HTTP ${r.status}`), { code: 'status' });
      const [tables, say] = await Promise.all([r.json(), meanings(this.release.assets)]);
      fill(
        this.element,
        tables.map((of) => table(of, say)),
      );
    } catch (e) {
      this.asked = false;
      fill(this.element, h('p', { class: 'error' }, problem(e.code ? e : { code: 'network' }).text));
    }
  }
}

const headRow = (...names) =>
  h(
    'thead',
    {},
    h(
      'tr',
      {},
      names.map((n) => h('th', { scope: 'col' }, n)),
    ),
  );

function table(of, say) {
  return h(
    'details',
    { 'data-table': of.name, open: of.name === 'articles' },
    h(
      'summary',
      {},
      h('code', {}, of.name),
      ' ',
      h('span', { class: 'hint' }, `${say(of.meaning)} · ${t('rows', of.rows)}`),
    ),
    h(
      'table',
      { class: 'columntable' },
      headRow(t('column'), t('meaning'), t('filled'), t('values')),
      h(
        'tbody',
        {},
        of.columns.map((c) => column(of, c, say)),
      ),
    ),
    of.columns.some((c) => c.looked < of.rows)
      ? h('p', { class: 'hint' }, t('drawnFrom', of.columns[0].looked, of.rows))
      : null,
    of.examples.length ? examples(of) : null,
  );
}

function column(of, c, say) {
  return h(
    'tr',
    {},
    h('th', { scope: 'row' }, h('code', {}, c.name), h('span', { class: 'hint' }, t(`type_${c.type}`))),
    h('td', {}, words(say(c.meaning))),
    h('td', { class: 'num', 'data-label': t('filled') }, percent(c.filled, c.looked)),
    h('td', { 'data-label': t('values') }, values(of, c)),
  );
}

// values are the most frequent ones, or the span of all, and how many differ.
function values(of, c) {
  const range =
    c.least !== '' ? h('p', {}, words(c.least === c.greatest ? c.least : `${c.least} – ${c.greatest}`)) : null;
  const differ = c.distinct > 0 ? h('p', { class: 'hint' }, t('differ', c.distinct)) : null;
  const top = c.top.length
    ? h(
        'ul',
        { class: 'common' },
        c.top.map((v) => h('li', {}, value(of, c, v.text), h('span', { class: 'n' }, number(v.rows)))),
      )
    : null;
  return [range, top, differ];
}

// value leads to the articles that have it, where the page can choose by it.
function value(of, c, text) {
  if (of.name !== 'articles' || !['source', 'channel', 'lang'].includes(c.name)) return words(text);
  return h('a', { href: write({ ...read(''), [c.name]: [text] }) }, words(text));
}

function examples(of) {
  const cell = (v) => (v === null ? h('td', { class: 'null' }, 'NULL') : h('td', {}, words(v)));
  return [
    h('h3', {}, t('exampleRows')),
    h(
      'div',
      { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': `${t('exampleRows')} ${clean(of.name)}` },
      h(
        'table',
        { class: 'examplerows' },
        headRow(...of.columns.map((c) => c.name)),
        h(
          'tbody',
          {},
          of.examples.map((r) => h('tr', {}, r.map(cell))),
        ),
      ),
    ),
  ];
}
