// The names among the results, beside the other facets. They are counted when
// asked for: which article has which names is a table of its own.
import { clean, fill, h } from './dom.js';
import { number, t } from './words.js';

const few = 12;

export class NameFacet {
  // count(args) gives the names of a query, or with null of the whole release;
  // change(names) is called when a choice changes.
  constructor(count, change) {
    Object.assign(this, { count, change, wanted: false, asked: null });
    this.element = h('fieldset', { 'data-facet': 'name' });
  }

  // follow shows the names of the search that is on the page.
  async follow(args, chosen, current) {
    this.asked = [args, chosen, current];
    if (!this.wanted && !chosen.length) return this.draw([], chosen);
    const found = await this.count(args);
    if (current()) this.draw(found, chosen);
  }

  draw(found, chosen) {
    const want = () => {
      this.wanted = true;
      this.follow(...this.asked).catch(() => this.draw([], chosen));
    };
    const missing = chosen.filter((c) => !found.some((n) => key(n) === c));
    const shown = [...missing.map((c) => ({ kind: c.split(':')[0], name: nameOf(c), articles: null })), ...found];
    const box = (n) => {
      const on = chosen.includes(key(n));
      const change = () => this.change(on ? chosen.filter((c) => c !== key(n)) : [...chosen, key(n)]);
      const name = h('bdi', { dir: 'auto', class: 'name' }, clean(n.name));
      const kind = h('span', { class: 'kind' }, t(`kind_${n.kind}`));
      const rows = h('span', { class: 'n' }, n.articles === null ? '' : number(n.articles));
      return h(
        'label',
        {},
        h('input', { type: 'checkbox', checked: on, 'data-value': key(n), change }),
        name,
        kind,
        rows,
      );
    };
    fill(
      this.element,
      h('legend', {}, t('names')),
      shown.slice(0, few + missing.length).map(box),
      this.wanted || found.length
        ? null
        : h('button', { type: 'button', class: 'plain', click: want }, t('countNames')),
      this.wanted && !shown.length ? h('p', { class: 'hint' }, t('noNames')) : null,
    );
  }
}

const key = (n) => `${n.kind}:${n.name}`;

// nameOf is the name in a chosen "kind:name".
export const nameOf = (chosen) => chosen.slice(chosen.indexOf(':') + 1);
