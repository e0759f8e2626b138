// The SQL console. It has a worker and a connection of its own: Stop kills it
// wherever it is, and the search goes on.
import { clean, fill, h, save } from './dom.js';
import { number, problem, size, t } from './words.js';

const maxRows = 1000;
const maxSeconds = 20;

const stock = [
  { title: { en: 'Search, best first', 'zh-Hans': '搜索，最相关在前', 'zh-Hant': '搜尋，最相關在前' }, sql: "SELECT uid, published_on, title\nFROM search\nWHERE q = json_quote('疫情')\nORDER BY rank\nLIMIT 20;" },
  { title: { en: 'Articles a year and outlet', 'zh-Hans': '各年各来源文章数', 'zh-Hant': '各年各來源文章數' }, sql: 'SELECT substr(m.month, 1, 4) AS year, g.source, count(*) AS articles\nFROM facets JOIN facet_groups AS g USING (group_id) JOIN facet_months AS m USING (month_id)\nGROUP BY 1, 2\nORDER BY 1, 3 DESC;' },
  { title: { en: 'Numbers with their units', 'zh-Hans': '数字及其单位', 'zh-Hant': '數字及其單位' }, sql: 'SELECT unit, count(*) AS times, min(value), max(value)\nFROM quantities\nGROUP BY unit\nORDER BY times DESC\nLIMIT 50;' },
  { title: { en: 'What the file says of itself', 'zh-Hans': '文件的自述', 'zh-Hant': '檔案的自述' }, sql: 'SELECT key, value FROM dataset;' },
];

export class Console {
  // env: {client, source(), tuning, release, go(sql), state()}
  constructor(element, env) {
    Object.assign(this, { element, env, ready: null, ran: null, result: null });
  }

  close() {
    this.env.client.stop();
  }

  build() {
    this.box = h('textarea', { id: 'sql', rows: '7', spellcheck: 'false', autocapitalize: 'off', autocomplete: 'off', 'aria-label': t('sqlLabel'), 'aria-describedby': 'sqlhint' });
    this.box.addEventListener('keydown', (e) => {
      if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) {
        e.preventDefault();
        this.start();
      }
    });
    this.go = h('button', { type: 'button', id: 'run', class: 'primary', click: () => this.start() }, t('run'));
    this.halt = h('button', { type: 'button', id: 'stop', disabled: true, click: () => this.stop() }, t('stop'));
    this.said = h('p', { role: 'status', id: 'sqlsaid', class: 'said' });
    this.out = h('div', { id: 'sqlout' });
    this.side = h('div', { class: 'tables' }, h('p', { class: 'hint' }, t('schemaWait')));
    const { lang } = document.documentElement;
    const own = (this.env.release.queries || []).map((q) => ({ title: q.title, sql: q.sql || `SELECT uid, published_on, title\nFROM search\nWHERE q = json_quote('${(q.q || '').replace(/'/g, "''")}')\nORDER BY rank\nLIMIT 20;` }));
    const examples = [...own, ...stock.map((s) => ({ title: s.title[lang] || s.title.en, sql: s.sql }))];
    fill(this.element, h('h1', { class: 'sr' }, t('sqlLabel')), h('div', { class: 'columns console' },
      h('div', { class: 'main' }, this.box, h('p', { class: 'hint', id: 'sqlhint' }, t('sqlHint', maxRows, maxSeconds)),
        h('div', { class: 'buttons' }, this.go, this.halt), this.said, this.out),
      h('aside', {}, h('details', { open: true }, h('summary', {}, t('examples')), h('ul', { class: 'examples' }, examples.map((x) => h('li', {}, h('button', { type: 'button', class: 'plain', click: () => { this.box.value = x.sql.trim(); this.start(); } }, clean(x.title)))))),
        h('details', { open: matchMedia('(min-width: 800px)').matches }, h('summary', {}, t('schema')), this.side))));
  }

  show(state, openable) {
    if (!this.box) this.build();
    if (!openable) return;
    if (state.sql && state.sql !== this.ran) {
      this.box.value = state.sql;
      this.run(state.sql);
    } else if (!this.box.value) this.box.value = stock[0].sql;
    if (!this.tables) {
      this.tables = true;
      this.schema().catch(() => { this.tables = false; });
    }
  }

  open() {
    if (!this.ready) {
      this.ready = this.env.client.open(this.env.source(), this.env.tuning, true);
      this.ready.catch(() => { this.ready = null; });
    }
    return this.ready;
  }

  start() {
    const text = this.box.value.trim();
    if (!text) return;
    if (text === this.env.state().sql) this.run(text);
    else this.env.go(text);
  }

  // stop ends the worker, in whatever it is; the next query starts another.
  stop() {
    this.env.client.stop();
    this.ready = null;
  }

  async run(text) {
    this.ran = text;
    if (this.busy) this.stop();
    const mine = (this.busy = {});
    this.go.disabled = true;
    this.halt.disabled = false;
    fill(this.out);
    const started = performance.now();
    const tick = setInterval(() => { this.said.textContent = t('running', number((performance.now() - started) / 1000, 0)); }, 500);
    this.said.className = 'said';
    this.said.textContent = t('running', 0);
    try {
      await this.open();
      const got = await this.env.client.call('sql', { text, rows: maxRows, ms: maxSeconds * 1000 });
      if (this.busy === mine) this.draw(got);
    } catch (e) {
      if (this.busy !== mine) return;
      const { text: words, detail } = problem(e);
      this.said.className = e.code === 'stopped' ? 'said' : 'said error';
      this.said.textContent = detail ? `${words} ${clean(detail)}` : words;
    } finally {
      clearInterval(tick);
      if (this.busy === mine) {
        this.busy = null;
        this.go.disabled = false;
        this.halt.disabled = true;
      }
    }
  }

  draw(got) {
    this.said.textContent = t('rowsIn', got.rows.length, number(got.ms / 1000, 3), got.requests, size(got.bytes)) + (got.more ? ' ' + t('capped', maxRows) : '');
    const cell = (v) => (v === null ? h('td', { class: 'null' }, 'NULL') : typeof v === 'string' ? h('td', {}, h('bdi', { dir: 'auto' }, clean(v.length > 400 ? v.slice(0, 400) + '…' : v))) : typeof v === 'object' ? h('td', {}, h('code', {}, hex(v))) : h('td', { class: 'num' }, String(v)));
    fill(this.out,
      got.rows.length ? h('div', { class: 'buttons' },
        h('button', { type: 'button', id: 'csv', click: () => save('result.csv', 'text/csv;charset=utf-8', [csv(got)]) }, t('csv')),
        h('button', { type: 'button', id: 'json', click: () => save('result.json', 'application/json', [json(got)]) }, t('json'))) : h('p', { class: 'hint' }, t('noRows')),
      got.columns.length ? h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': t('results') },
        h('table', {}, h('thead', {}, h('tr', {}, got.columns.map((c) => h('th', { scope: 'col' }, clean(c))))), h('tbody', {}, got.rows.map((r) => h('tr', {}, r.map(cell)))))) : null);
  }

  // schema lists the tables with their columns, each with the comment that
  // stands beside it in the DDL.
  async schema() {
    await this.open();
    const got = await this.env.client.call('sql', { text: `SELECT name, sql FROM sqlite_schema WHERE type IN ('table', 'view') AND sql IS NOT NULL AND name NOT GLOB 'articles_fts_*' AND name NOT GLOB 'sqlite_*'`, rows: 200, ms: 20000 });
    const views = new Map();
    for (const [name, sql] of got.rows) if (/^CREATE VIEW/i.test(sql)) views.set(name, await this.columns(name));
    fill(this.side, got.rows.map(([name, sql]) => {
      const { comment, columns } = views.has(name) ? { comment: '', columns: views.get(name) } : dictionary(sql);
      return h('details', {}, h('summary', {}, h('code', {}, clean(name))), comment ? h('p', { class: 'hint' }, clean(comment)) : null,
        h('dl', {}, columns.map(([c, said]) => h('div', {}, h('dt', {}, h('button', { type: 'button', class: 'plain', click: () => this.insert(c) }, h('code', {}, clean(c)))), h('dd', {}, clean(said))))));
    }));
  }

  async columns(view) {
    const { columns } = await this.env.client.call('sql', { text: `SELECT * FROM "${view.replace(/"/g, '""')}" LIMIT 0`, rows: 1, ms: 20000 });
    return columns.map((c) => [c, '']);
  }

  insert(name) {
    const { selectionStart: a, selectionEnd: b, value } = this.box;
    this.box.value = value.slice(0, a) + name + value.slice(b);
    this.box.selectionStart = this.box.selectionEnd = a + name.length;
    this.box.focus();
  }
}

// dictionary reads a CREATE TABLE of dabao's own: one column a line, its
// meaning behind two dashes. Of anything else it gives the columns it can.
export function dictionary(sql) {
  const lines = sql.split('\n');
  const note = (l) => (/--\s?(.*)$/.exec(l) || ['', ''])[1].trim();
  const columns = [];
  if (/^CREATE VIRTUAL/i.test(sql)) {
    const inside = /fts5\(([^)]*)\)/.exec(sql);
    return { comment: '', columns: inside ? inside[1].split(',').map((s) => s.trim()).filter((s) => /^\w+$/.test(s)).map((c) => [c, '']) : [] };
  }
  for (const line of lines.slice(1)) {
    const m = /^\s+("?)(\w+)\1\s+(TEXT|INTEGER|REAL|BLOB)\b/.exec(line);
    if (m) columns.push([m[2], note(line)]);
  }
  return { comment: note(lines[0]), columns };
}

const hex = (bytes) => `x'${Array.from(bytes.slice(0, 64), (b) => b.toString(16).padStart(2, '0')).join('')}${bytes.length > 64 ? '…' : ''}'`;

// csv is RFC 4180: quoted where needed, CRLF between records.
export function csv({ columns, rows }) {
  const field = (v) => {
    if (v === null) return '';
    const s = v instanceof Uint8Array ? Array.from(v, (b) => b.toString(16).padStart(2, '0')).join('') : String(v);
    return s === '' || /[",\r\n]/.test(s) ? `"${s.replace(/"/g, '""')}"` : s;
  };
  return [columns, ...rows].map((r) => r.map(field).join(',') + '\r\n').join('');
}

// json is an array of objects. Integers that JavaScript cannot hold are
// written in full.
export function json({ columns, rows }) {
  const value = (v) => (typeof v === 'bigint' ? String(v) : v instanceof Uint8Array ? JSON.stringify(Array.from(v, (b) => b.toString(16).padStart(2, '0')).join('')) : typeof v === 'number' && !isFinite(v) ? 'null' : JSON.stringify(v));
  return `[\n${rows.map((r) => `{${columns.map((c, i) => `${JSON.stringify(c)}: ${value(r[i])}`).join(', ')}}`).join(',\n')}\n]\n`;
}
