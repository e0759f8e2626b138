// The SQL console. It has a worker and a connection of its own: Stop kills it
// wherever it is, and the search goes on.
import { Client } from './client.js';
import { dictionary } from './dictionary.js';
import { clean, fill, h, save } from './dom.js';
import { examples, firstExample } from './examples.js';
import { csv, hex, json } from './rowfile.js';
import { number, problem, size, t } from './words.js';

const maxRows = 1000;
const maxSeconds = 20;

export class Console {
  constructor(element, page) {
    Object.assign(this, { element, page, ready: null, ran: null, busy: null });
    this.client = new Client(page.release.assets);
  }

  close() {
    this.client.stop();
  }

  build() {
    this.box = h('textarea', {
      id: 'sql',
      rows: '7',
      spellcheck: 'false',
      autocapitalize: 'off',
      autocomplete: 'off',
      'aria-label': t('sqlLabel'),
      'aria-describedby': 'sqlhint',
    });
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
    fill(
      this.element,
      h('h1', { class: 'sr' }, t('sqlLabel')),
      h(
        'div',
        { class: 'columns console' },
        h(
          'div',
          { class: 'main' },
          this.box,
          h('p', { class: 'hint', id: 'sqlhint' }, t('sqlHint', maxRows, maxSeconds)),
          h('div', { class: 'buttons' }, this.go, this.halt),
          this.said,
          this.out,
        ),
        h(
          'aside',
          {},
          h(
            'details',
            { open: true },
            h('summary', {}, t('examples')),
            h(
              'ul',
              { class: 'examples' },
              examples(this.page.release.queries || []).map((x) =>
                h(
                  'li',
                  {},
                  h(
                    'button',
                    {
                      type: 'button',
                      class: 'plain',
                      click: () => {
                        this.box.value = x.sql.trim();
                        this.start();
                      },
                    },
                    clean(x.title),
                  ),
                ),
              ),
            ),
          ),
          h('details', { open: matchMedia('(min-width: 800px)').matches }, h('summary', {}, t('schema')), this.side),
        ),
      ),
    );
  }

  show(state, openable) {
    if (!this.box) this.build();
    if (!openable) return;
    if (state.sql && state.sql !== this.ran) {
      this.box.value = state.sql;
      this.run(state.sql);
    } else if (!this.box.value) this.box.value = firstExample;
    if (!this.tables) {
      this.tables = true;
      this.describe().catch(() => {
        this.tables = false;
      });
    }
  }

  open() {
    if (!this.ready) {
      this.ready = this.client.open(this.page.source, true);
      this.ready.catch(() => {
        this.ready = null;
      });
    }
    return this.ready;
  }

  start() {
    const text = this.box.value.trim();
    if (!text) return;
    const { state } = this.page;
    if (text === state.sql) this.run(text);
    else this.page.go({ ...state, v: 'sql', sql: text });
  }

  // stop ends the worker, in whatever it is; the next query starts another.
  stop() {
    this.client.stop();
    this.ready = null;
  }

  async run(text) {
    this.ran = text;
    if (this.busy) this.stop();
    const mine = {};
    this.busy = mine;
    this.go.disabled = true;
    this.halt.disabled = false;
    fill(this.out);
    const started = performance.now();
    const tick = setInterval(() => {
      this.said.textContent = t('running', number((performance.now() - started) / 1000, 0));
    }, 500);
    this.said.className = 'said';
    this.said.textContent = t('running', 0);
    try {
      await this.open();
      const got = await this.client.call('sql', { text, rows: maxRows, ms: maxSeconds * 1000 });
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
    this.said.textContent =
      t('rowsIn', got.rows.length, number(got.ms / 1000, 3), got.requests, size(got.bytes)) +
      (got.more ? ` ${t('capped', maxRows)}` : '');
    const cell = (v) =>
      v === null
        ? h('td', { class: 'null' }, 'NULL')
        : typeof v === 'string'
          ? h('td', {}, h('bdi', { dir: 'auto' }, clean(v.length > 400 ? `${v.slice(0, 400)}…` : v)))
          : typeof v === 'object'
            ? h('td', {}, h('code', {}, blob(v)))
            : h('td', { class: 'num' }, String(v));
    fill(
      this.out,
      got.rows.length
        ? h(
            'div',
            { class: 'buttons' },
            h(
              'button',
              { type: 'button', id: 'csv', click: () => save('result.csv', 'text/csv;charset=utf-8', [csv(got)]) },
              t('csv'),
            ),
            h(
              'button',
              { type: 'button', id: 'json', click: () => save('result.json', 'application/json', [json(got)]) },
              t('json'),
            ),
          )
        : h('p', { class: 'hint' }, t('noRows')),
      got.columns.length
        ? h(
            'div',
            { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': t('results') },
            h(
              'table',
              {},
              h(
                'thead',
                {},
                h(
                  'tr',
                  {},
                  got.columns.map((c) => h('th', { scope: 'col' }, clean(c))),
                ),
              ),
              h(
                'tbody',
                {},
                got.rows.map((r) => h('tr', {}, r.map(cell))),
              ),
            ),
          )
        : null,
    );
  }

  async describe() {
    await this.open();
    const ask = (text) => this.client.call('sql', { text, rows: 200, ms: maxSeconds * 1000 });
    fill(this.side, await dictionary(ask, (column) => this.insert(column)));
  }

  insert(name) {
    const { selectionStart: a, selectionEnd: b, value } = this.box;
    this.box.value = value.slice(0, a) + name + value.slice(b);
    this.box.selectionStart = this.box.selectionEnd = a + name.length;
    this.box.focus();
  }
}

const shownBytes = 64;
const blob = (v) => `x'${hex(v.slice(0, shownBytes))}${v.length > shownBytes ? '…' : ''}'`;
