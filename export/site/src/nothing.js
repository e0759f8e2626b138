// What stands where nothing was found: each condition that can be taken away.
import { clean, h } from './dom.js';
import { labels } from './facets.js';
import { pieces } from './query.js';
import { write } from './state.js';
import { t } from './words.js';

// nothing offers to leave out a filter, with what is then found where sums say
// it, or a part of the query.
export function nothing(state, sums) {
  const without = labels(state).map(({ label, less, facet }) => {
    const n = sums?.[facet] ? [...sums[facet].values()].reduce((a, b) => a + b, 0) : null;
    return [t('withoutFilter', clean(label)), { ...state, ...less }, n];
  });
  const words = pieces(state.q).map(({ text, rest }) => [t('withoutWord', clean(text)), { ...state, q: rest }, null]);
  const way = ([label, next, n]) =>
    h(
      'li',
      {},
      h('a', { href: write({ ...next, a: '', k: 0 }) }, h('bdi', { dir: 'auto' }, label)),
      n === null ? null : h('span', { class: 'hint' }, ` ${t('articles', n)}`),
    );
  const all = [...without, ...words].filter(([, , n]) => n !== 0);
  return h(
    'div',
    { class: 'nothing' },
    h('p', {}, t('none')),
    all.length
      ? [h('p', { class: 'hint' }, t('takeAway')), h('ul', {}, all.map(way))]
      : h('p', { class: 'hint' }, t('noneHint')),
  );
}
