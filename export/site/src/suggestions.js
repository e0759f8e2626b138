// What may complete the words that are typed: names, sources, authors and
// titles, in a line below the box.
import { clean, fill, h } from './dom.js';
import { hasUnit, operators } from './query.js';
import { read, write } from './state.js';
import { t } from './words.js';

const maxTyped = 40; // characters of a name that is still being typed

const quoted = (s) => `"${s.replace(/["“”＂]/g, ' ')}"`;

export class Suggestions {
  constructor(page) {
    this.page = page;
    this.asked = '';
    this.element = h('ul', { class: 'suggest', id: 'suggest', 'aria-label': t('suggestions'), hidden: true });
  }

  clear() {
    this.asked = '';
    this.element.hidden = true;
  }

  // complete looks for what goes on as the text does.
  async complete(text) {
    if (!hasUnit(text) || text.length > maxTyped || operators.test(text)) return this.clear(); // past completing
    this.asked = text;
    let found;
    try {
      found = await this.page.client.call('suggest', { text });
    } catch {
      return; // the search itself says what is wrong
    }
    if (this.asked !== text) return;
    const none = read('');
    const items = [
      ...found.names.map((n) => [t(`kind_${n.kind}`), n.name, { ...none, name: [`${n.kind}:${n.name}`] }]),
      ...found.sources.map((s) => [t('source'), s, { ...none, source: [s] }]),
      ...found.authors.map((s) => [t('author'), s, { ...none, q: `author:${quoted(s)}` }]),
      ...found.titles.map((r) => [t('titleTerm'), r.title, { ...none, q: text, a: r.uid }]),
    ];
    const item = ([what, words, state]) =>
      h(
        'li',
        {},
        h(
          'a',
          { href: write(state) },
          h('span', { class: 'label' }, what),
          ' ',
          h('bdi', { dir: 'auto' }, clean(words)),
        ),
      );
    fill(this.element, items.map(item));
    this.element.hidden = !items.length;
  }
}
