// The numbers, dates and names of an article as rows, folded: they stand in the
// text as well.
import { h, words } from './dom.js';
import { number, t } from './words.js';

// folded is a table with a label in every cell, for screens too narrow for
// columns.
function folded(title, columns, rows) {
  const cell = (c, i) => h('td', { 'data-label': columns[i], class: c?.num ? 'num' : null }, c?.num ?? c);
  const head = h(
    'tr',
    {},
    columns.map((n) => h('th', { scope: 'col' }, n)),
  );
  return h(
    'section',
    { class: 'facts' },
    h(
      'details',
      {},
      h('summary', {}, h('h2', {}, title), ' ', h('span', { class: 'hint' }, number(rows.length))),
      h(
        'table',
        { class: 'stack' },
        h('thead', {}, head),
        h(
          'tbody',
          {},
          rows.map(({ id, cells }) => h('tr', { id, tabindex: '-1' }, cells.map(cell))),
        ),
      ),
    ),
  );
}

// place leads from a row to the fact in the text.
const place = (id, raw, href) => h('a', { href: href(id), 'data-text': id, title: t('toText') }, words(raw));
const optional = (s) => (s ? words(s) : null);

export function quantities(a, href) {
  if (!a.quantities.length) return null;
  const value = (q) => number(q.value, 6) + (q.value_high === null ? '' : ` – ${number(q.value_high, 6)}`);
  const row = (q) => ({
    id: `row-q${q.seq}`,
    cells: [
      place(`q${q.seq}`, q.raw, href),
      { num: [t(q.modifier), ' ', value(q)] },
      optional(q.unit),
      optional(q.noun),
      optional(q.subject),
    ],
  });
  return folded(t('numbers'), [t('asWritten'), t('value'), t('unit'), t('noun'), t('subject')], a.quantities.map(row));
}

export function dates(a, href) {
  if (!a.dates.length) return null;
  const row = (d) => ({ id: `row-d${d.seq}`, cells: [place(`d${d.seq}`, d.raw, href), d.value, d.precision] });
  return folded(t('dates'), [t('asWritten'), t('meaning'), t('precision')], a.dates.map(row));
}

// names are the entities, one row a name; named leads to the articles with it.
export function names(a, named) {
  if (!a.entities.length) return null;
  const rows = new Map();
  for (const e of a.entities) {
    const key = `${e.kind}:${e.name}`;
    if (!rows.has(key)) rows.set(key, { e, mentions: 0, roles: new Set() });
    const row = rows.get(key);
    row.mentions++;
    if (e.role) row.roles.add(e.role);
  }
  const row = ({ e, mentions, roles }) => ({
    cells: [
      h('a', { href: named(e) }, words(e.name)),
      t(`kind_${e.kind}`),
      optional([...roles].join(t('comma'))),
      { num: number(mentions) },
    ],
  });
  return folded(t('namesHere'), [t('nameTerm'), t('kind'), t('role'), t('mentions')], [...rows.values()].map(row));
}
