// All hits of a search as a file: read in parts, with how far it is, and a way
// to stop.
import { fill, h, save } from './dom.js';
import { menu } from './menu.js';
import { csv, json } from './rowfile.js';
import { problem, t } from './words.js';

const part = 200; // rows read at once
const columns = ['uid', 'published_on', 'lang', 'site', 'source', 'channel', 'title', 'url']; // as in lists.js

const forms = {
  csv: ['articles.csv', 'text/csv;charset=utf-8', (rows) => csv({ columns, rows })],
  json: ['articles.json', 'application/json', (rows) => json({ columns, rows })],
  uids: ['uids.txt', 'text/plain;charset=utf-8', (rows) => rows.map(([uid]) => `${uid}\n`).join('')],
};

export class Harvest {
  // asked gives what the engine is asked for the hits on the page.
  constructor(page, asked) {
    Object.assign(this, { page, asked, run: 0 });
    this.said = h('p', { class: 'hint', role: 'status' });
    this.bar = h('progress', { hidden: true, 'aria-label': t('saveAll') });
    this.halt = h('button', { type: 'button', hidden: true, click: () => this.stop(t('stopped')) }, t('stop'));
    this.ways = Object.keys(forms).map((form) =>
      h('button', { type: 'button', id: `save-${form}`, click: () => this.start(form) }, t(`save_${form}`)),
    );
    this.element = menu(
      t('saveAll'),
      { class: 'harvest', hidden: true },
      h('p', { class: 'hint' }, t('saveHint')),
      h('div', { class: 'buttons' }, this.ways),
      this.bar,
      this.said,
      this.halt,
    );
  }

  // offer is for so many hits.
  offer(total) {
    this.stop('');
    this.element.hidden = !total;
  }

  stop(said) {
    this.run++;
    this.bar.hidden = true;
    this.halt.hidden = true;
    for (const b of this.ways) b.disabled = false;
    fill(this.said, said);
  }

  async start(form) {
    this.stop('');
    const mine = this.run;
    const [name, type, write] = forms[form];
    const { client } = this.page;
    for (const b of this.ways) b.disabled = true;
    this.halt.hidden = false;
    fill(this.said, t('searching'));
    try {
      const ids = await client.call('everything', this.asked());
      const rows = [];
      for (let at = 0; at < ids.length && mine === this.run; at += part) {
        rows.push(...(await client.call('cells', { ids: ids.slice(at, at + part) })));
        if (mine === this.run) this.progress(rows.length, ids.length);
      }
      if (mine !== this.run) return;
      this.stop(t('saved', rows.length));
      save(name, type, [write(rows)]);
    } catch (e) {
      if (mine === this.run) this.stop(problem(e).text);
    }
  }

  progress(n, all) {
    Object.assign(this.bar, { hidden: false, max: all, value: n });
    fill(this.said, t('saveProgress', n, all));
  }
}
