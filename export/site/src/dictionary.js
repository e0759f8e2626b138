// The tables of the database, each column with the comment that stands beside
// it in the DDL.
import { clean, h } from './dom.js';

const tablesSQL = `SELECT name, sql FROM sqlite_schema
  WHERE type IN ('table', 'view') AND sql IS NOT NULL AND name NOT GLOB 'articles_fts_*' AND name NOT GLOB 'sqlite_*'`;

// dictionary gives an element for each table; ask runs a statement and gives
// {columns, rows}, and insert is called with the column clicked at.
export async function dictionary(ask, insert) {
  const { rows } = await ask(tablesSQL);
  const tables = [];
  for (const [name, sql] of rows) {
    if (!/^CREATE VIEW/i.test(sql)) tables.push(table(name, described(sql), insert));
    else {
      const { columns } = await ask(`SELECT * FROM "${name.replace(/"/g, '""')}" LIMIT 0`);
      tables.push(table(name, { comment: '', columns: columns.map((c) => [c, '']) }, insert));
    }
  }
  return tables;
}

function table(name, { comment, columns }, insert) {
  const term = (c) =>
    h('dt', {}, h('button', { type: 'button', class: 'plain', click: () => insert(c) }, h('code', {}, clean(c))));
  const entries = columns.map(([c, said]) => h('div', {}, term(c), h('dd', {}, clean(said))));
  const about = comment ? h('p', { class: 'hint' }, clean(comment)) : null;
  return h('details', {}, h('summary', {}, h('code', {}, clean(name))), about, h('dl', {}, entries));
}

// described reads a CREATE TABLE of dabao's own: one column a line, its
// meaning behind two dashes. Of anything else it gives the columns it can.
function described(sql) {
  const lines = sql.split('\n');
  const note = (l) => (/--\s?(.*)$/.exec(l) || ['', ''])[1].trim();
  const columns = [];
  if (/^CREATE VIRTUAL/i.test(sql)) {
    const inside = /fts5\(([^)]*)\)/.exec(sql);
    return {
      comment: '',
      columns: inside
        ? inside[1]
            .split(',')
            .map((s) => s.trim())
            .filter((s) => /^\w+$/.test(s))
            .map((c) => [c, ''])
        : [],
    };
  }
  for (const line of lines.slice(1)) {
    const m = /^\s+("?)(\w+)\1\s+(TEXT|INTEGER|REAL|BLOB)\b/.exec(line);
    if (m) columns.push([m[2], note(line)]);
  }
  return { comment: note(lines[0]), columns };
}
