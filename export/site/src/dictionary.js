// The tables of the database, each column with its type and the comment that
// stands beside it in the DDL: those a person asks first, and folded below them
// those that search and this page are made of.
import { clean, h } from './dom.js';
import { t } from './words.js';

const tablesSQL = `SELECT name, sql FROM sqlite_schema
  WHERE type IN ('table', 'view') AND sql IS NOT NULL AND name NOT GLOB 'articles_fts_*' AND name NOT GLOB 'sqlite_*'`;

const first = [
  'search',
  'articles',
  'blocks',
  'names',
  'figures',
  'quantities',
  'dates',
  'entities',
  'credits',
  'breadcrumbs',
  'tags',
  'images',
  'annotations',
  'captures',
  'rejects',
  'withdrawn',
  'corrections',
  'dataset',
];
const work = /^(articles_fts|facet|packed_|(block|entity)_spans$|hanzi$)/;

// dictionary gives the tables as {name, comment, columns: [[name, meaning,
// type]]}, in the order to show; ask runs a statement and gives {columns, rows}, say
// puts a meaning into the language of the page.
export async function dictionary(ask, say) {
  const { rows } = await ask(tablesSQL);
  const tables = [];
  for (const [name, sql] of rows) {
    const found = described(sql);
    if (!found.columns.length && /^CREATE VIEW/i.test(sql)) {
      const { columns } = await ask(`SELECT * FROM "${name.replace(/"/g, '""')}" LIMIT 0`);
      found.columns = columns.map((c) => [c, '', '']);
    }
    const said = t(`table_${name}`);
    if (!found.comment && said !== `table_${name}`) found.comment = said;
    found.columns = found.columns.map(([c, meaning, type]) => [c, say(meaning), type]);
    tables.push({ name, ...found, comment: say(found.comment) });
  }
  // A view's column means what that of the table behind it does.
  const meaning = new Map(
    tables
      .flatMap((x) => x.columns)
      .filter(([, said]) => said)
      .map(([c, said]) => [c, said]),
  );
  for (const x of tables) x.columns = x.columns.map(([c, said, type]) => [c, said || meaning.get(c) || '', type]);
  const rank = (x) => (work.test(x.name) ? 1000 : first.includes(x.name) ? first.indexOf(x.name) : 100);
  return tables
    .map((x, i) => ({ x, i }))
    .sort((a, b) => rank(a.x) - rank(b.x) || a.i - b.i)
    .map(({ x }) => x);
}

// dictionaryList shows them; insert is called with the name clicked at.
export function dictionaryList(tables, insert) {
  const name = (text) =>
    h('button', { type: 'button', class: 'plain', click: () => insert(text) }, h('code', {}, clean(text)));
  const column = ([c, said, type]) =>
    h(
      'div',
      {},
      h('dt', {}, name(c), type ? [' ', h('span', { class: 'hint' }, type.toLowerCase())] : null),
      h('dd', {}, clean(said)),
    );
  const table = (x) =>
    h(
      'details',
      {},
      h('summary', {}, h('code', {}, clean(x.name))),
      x.comment ? h('p', { class: 'hint' }, clean(x.comment)) : null,
      h('dl', {}, x.columns.map(column)),
    );
  const asked = tables.filter((x) => !work.test(x.name));
  const behind = tables.filter((x) => work.test(x.name));
  return [
    asked.map(table),
    behind.length ? h('details', { class: 'work' }, h('summary', {}, t('workTables')), behind.map(table)) : null,
  ];
}

// described reads a CREATE of dabao's own: one column a line, its meaning behind
// two dashes. Of anything else it gives the columns it can.
function described(sql) {
  const lines = sql.split('\n');
  const note = (l) => (/--\s?(.*)$/.exec(l) || ['', ''])[1].trim();
  if (/^CREATE VIRTUAL/i.test(sql)) {
    const inside = (/fts5\(([^)]*)\)/.exec(sql) || ['', ''])[1].split(',').map((s) => s.trim());
    return { comment: '', columns: inside.filter((s) => /^\w+$/.test(s)).map((c) => [c, '', '']) };
  }
  const view = /^CREATE VIEW \w+ \( --/.test(sql);
  const line = view ? /^\s+("?)(\w+)\1,?\s+--()/ : /^\s+("?)(\w+)\1\s+(TEXT|INTEGER|REAL|BLOB)\b/;
  const columns = [];
  for (const l of lines.slice(1)) {
    const m = line.exec(l);
    if (m) columns.push([m[2], note(l), m[3] || '']);
    else if (view) break;
  }
  return { comment: /^CREATE (TABLE|VIEW) \w+ \( --/.test(sql) ? note(lines[0]) : '', columns };
}
