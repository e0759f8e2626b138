// The SQL console. It has a worker and a connection of its own: Stop kills it
// wherever it is, and the search goes on.
import { Client } from './client.js';
import { dictionary, dictionaryList } from './dictionary.js';
import { clean, fill, h, save } from './dom.js';
import { Editor } from './editor.js';
import { examples, firstExample } from './examples.js';
import { meanings } from './meanings.js';
import { plot, plottable } from './plot.js';
import { resultTable } from './resulttable.js';
import { csv, json } from './rowfile.js';
import { emptyHint, sqlHint } from './sqlhints.js';
import { number, problem, size, t } from './words.js';

const maxRows = 1000;
const maxSeconds = 20;

export class Console {
  constructor(element, page) {
    Object.assign(this, { element, page, ready: null, ran: null, busy: null });
    this.client = new Client(page.program);
  }

  close() {
    this.client.stop();
  }

  build() {
    this.editor = new Editor(() => this.start());
    this.go = h('button', { type: 'button', id: 'run', class: 'primary', click: () => this.start() }, t('run'));
    this.halt = h('button', { type: 'button', id: 'stop', disabled: true, click: () => this.stop() }, t('stop'));
    this.said = h('p', { role: 'status', id: 'sqlsaid', class: 'said' });
    this.hint = h('p', { class: 'hint', id: 'sqlwhy' });
    this.cost = h('p', { class: 'hint' });
    this.out = h('div', { id: 'sqlout' });
    this.side = h('div', { class: 'tables' }, h('p', { class: 'hint' }, t('schemaWait')));
    const wide = matchMedia('(min-width: 800px)').matches;
    fill(
      this.element,
      h('h1', { class: 'sr' }, t('sqlLabel')),
      h(
        'div',
        { class: 'columns console' },
        h(
          'div',
          { class: 'main' },
          this.editor.element,
          h('p', { class: 'hint', id: 'sqlhint' }, t('sqlHint', maxRows, maxSeconds)),
          h('div', { class: 'buttons' }, this.go, this.halt),
          this.said,
          this.hint,
          this.out,
        ),
        h(
          'aside',
          {},
          h('details', { open: true }, h('summary', {}, t('examples')), this.examples()),
          h('details', { open: wide }, h('summary', {}, t('schema')), this.side),
        ),
      ),
    );
  }

  examples() {
    const example = (x) => {
      const click = () => {
        this.editor.value = x.sql.trim();
        this.start();
      };
      return h('li', {}, h('button', { type: 'button', class: 'plain', click }, clean(x.title)));
    };
    return h('ul', { class: 'examples' }, examples(this.page.release.queries || []).map(example));
  }

  show(state, openable) {
    if (!this.editor) this.build();
    if (!openable) return;
    if (state.sql && state.sql !== this.ran) {
      this.editor.value = state.sql;
      this.run(state.sql);
    } else if (!this.editor.value) this.editor.value = firstExample;
    if (!this.tables) {
      this.tables = true;
      this.describe().catch(() => {
        this.tables = false;
      });
    }
  }

  open() {
    if (!this.ready) {
      const { source, program } = this.page;
      const pages = source.blob ? Promise.resolve(null) : program.firstPages();
      this.ready = pages.then((first) => this.client.open(source, first, true));
      this.ready.catch(() => {
        this.ready = null;
      });
    }
    return this.ready;
  }

  start() {
    this.editor.paint();
    const text = this.editor.value.trim();
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
    fill(this.hint);
    const started = performance.now();
    const tick = setInterval(() => {
      this.said.textContent = t('running', number((performance.now() - started) / 1000, 0));
    }, 500);
    this.said.className = 'said';
    this.said.textContent = t('running', 0);
    try {
      await this.open();
      const got = await this.client.call('sql', { text, rows: maxRows, ms: maxSeconds * 1000 });
      if (this.busy === mine) this.draw(got, text);
    } catch (e) {
      if (this.busy !== mine) return;
      const { text: words, detail } = problem(e);
      this.said.className = e.code === 'stopped' ? 'said' : 'said error';
      this.said.textContent = detail ? `${words} ${clean(detail)}` : words;
      fill(this.hint, sqlHint(e.message, this.editor.tables));
    } finally {
      clearInterval(tick);
      if (this.busy === mine) {
        this.busy = null;
        this.go.disabled = false;
        this.halt.disabled = true;
      }
    }
  }

  draw(got, text) {
    const capped = got.more ? ` ${t('capped', maxRows)}` : '';
    const seconds = number(got.ms / 1000, 3);
    this.said.textContent = t('rowsIn', got.rows.length, seconds) + capped;
    this.cost.textContent = t('cost', seconds, got.requests, size(got.bytes));
    if (!got.rows.length) fill(this.hint, emptyHint(text));
    fill(
      this.out,
      got.rows.length ? this.ways(got) : h('p', { class: 'hint' }, t('noRows')),
      got.columns.length ? resultTable(got) : null,
      h('details', { class: 'cost' }, h('summary', {}, t('costTitle')), this.cost),
    );
  }

  // ways to take the rows along, or to look at them.
  ways(got) {
    const file = (id, name, type, write) =>
      h('button', { type: 'button', id, click: () => save(name, type, [write(got)]) }, t(id));
    const place = h('div');
    const chart = (e) => {
      fill(place, plot(got));
      e.currentTarget.remove();
    };
    return [
      h(
        'div',
        { class: 'buttons' },
        file('csv', 'result.csv', 'text/csv;charset=utf-8', csv),
        file('json', 'result.json', 'application/json', json),
        plottable(got) ? h('button', { type: 'button', id: 'plot', click: chart }, t('plot')) : null,
      ),
      place,
    ];
  }

  async describe() {
    await this.open();
    const ask = (text) => this.client.call('sql', { text, rows: 200, ms: maxSeconds * 1000 });
    this.editor.tables = await dictionary(ask, await meanings(this.page.release.assets));
    fill(
      this.side,
      dictionaryList(this.editor.tables, (name) => this.editor.insert(name)),
    );
  }
}
