// The data view: what the release is, its files, how to use it, what its
// columns hold, and what the database says of itself.
import { citations } from './cite.js';
import { Columns } from './columns.js';
import { fill, h, link, words } from './dom.js';
import { facts } from './facts.js';
import { files } from './files.js';
import { use } from './use.js';
import { t } from './words.js';

export class Data {
  constructor({ release }) {
    this.release = release;
    this.columns = new Columns(release);
    this.said = h('div');
    this.element = h('section', { id: 'data', hidden: true }, this.parts(), this.said);
  }

  parts() {
    const { release } = this;
    const section = (id, ...kids) =>
      h('section', { id, 'aria-labelledby': `${id}-title` }, h('h2', { id: `${id}-title` }, t(id)), kids);
    return [
      h('h1', {}, words(release.title)),
      release.description ? h('p', { class: 'lead' }, words(release.description)) : null,
      facts(release),
      release.homepage ? h('p', {}, link(release.homepage)) : null,
      release.downloads.length ? section('downloads', files(release)) : null,
      section('useThis', use(release, 'use')),
      release.assets.columns ? section('columnsTitle', this.columns.element) : null,
      release.citation.line ? section('citeTitle', citations(release.citation, 'h3')) : null,
    ];
  }

  // ready adds what only the opened database can say.
  ready(opened) {
    const entry = ([k, v]) => h('div', {}, h('dt', {}, words(k)), h('dd', {}, words(v)));
    fill(
      this.said,
      h('h2', {}, t('aboutData')),
      h('dl', { class: 'dataset' }, opened.dataset.map(entry)),
      h('p', { class: 'hint' }, `SQLite ${opened.sqlite}`),
    );
  }

  // show leads to a section, if one is named.
  async show(to) {
    await this.columns.show();
    const section = to && to !== this.at && this.element.querySelector(`[id='${to}']`);
    this.at = to; // once there, the reader goes where they like
    if (section) section.scrollIntoView();
  }
}
