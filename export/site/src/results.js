// The list of hits: titles first, what surrounds the words after.

import { clean, direction, fill, h, marked, words } from './dom.js';
import { around, finder } from './fold.js';
import { write } from './state.js';
import { languageName, t } from './words.js';

export const pageSize = 20;
export const fewAtOnce = 6; // of the first page, as many as a screen shows: the others when one comes near them
const wide = /[\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff]/;

// sizeOf is how many more hits are read next where so many are shown.
export function sizeOf(shown, wanted) {
  if (shown >= pageSize) return pageSize;
  return wanted ? Math.max(pageSize, wanted) - shown : Math.min(fewAtOnce, pageSize - shown);
}

export class Results {
  constructor(fold) {
    this.fold = fold;
    this.list = h('ol', { class: 'hits', id: 'hits' });
    this.more = h('button', { type: 'button', class: 'more', hidden: true }, t('more'));
    this.element = h('div', {}, this.list, this.more);
    this.near = () => {}; // what is done when the end of the list comes near
    this.end = new IntersectionObserver(([seen]) => seen.isIntersecting && this.near(), { rootMargin: '300px' });
  }

  // watch looks whether the end is near, once what stands before it has its
  // height: until then, rest.
  watch() {
    this.end.observe(this.more);
  }

  rest() {
    this.end.unobserve(this.more);
  }

  // clear empties the list for a query to come.
  clear(phrases) {
    this.find = finder(this.fold, phrases);
    this.list.replaceChildren();
    this.items = new Map();
  }

  // titles adds rows; texts fills their snippets in later.
  titles(rows, state) {
    for (const r of rows) {
      const title = r.title || t('untitled');
      const meta = [r.source || r.site, r.on, r.channel, r.lang && languageName(clean(r.lang))].filter(Boolean);
      const snippet = h('p', { class: 'snippet' });
      const a = h(
        'a',
        { href: write({ ...state, v: 'search', a: r.uid, n: '' }), 'data-uid': r.uid },
        marked(title, this.find(title, true)),
      );
      this.list.append(
        h(
          'li',
          {},
          h('h3', { lang: r.lang ? clean(r.lang) : null, dir: direction(title) }, a),
          h(
            'p',
            { class: 'meta' },
            meta.map((m, i) => [i ? h('span', { 'aria-hidden': 'true' }, ' · ') : null, words(m)]),
          ),
          snippet,
        ),
      );
      this.items.set(r.id, { snippet, lang: r.lang });
    }
  }

  texts(ids, texts) {
    ids.forEach((id, i) => {
      const item = this.items.get(id);
      if (!item) return;
      const text = texts[i].replace(/[\n\t]/g, ' ');
      const dense = wide.test(text.slice(0, 200));
      const { text: cut, marks } = around(text, this.find(text, false), dense ? 30 : 70, dense ? 130 : 260);
      if (item.lang) item.snippet.lang = clean(item.lang);
      item.snippet.dir = direction(cut) || '';
      fill(item.snippet, marked(cut, marks));
    });
  }

  links() {
    return [...this.list.querySelectorAll('h3 a')];
  }
}
