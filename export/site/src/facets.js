// The facets beside the results, counted in the page from one small matrix
// [group, month, articles], so that choosing one costs no further request.
import { clean, fill, h } from './dom.js';
import { nameOf } from './namefacet.js';
import { facetNames } from './state.js';
import { languageName, number, t } from './words.js';

const few = 8;

const emptySums = () => ({
  source: new Map(),
  channel: new Map(),
  lang: new Map(),
  year: new Map(),
  month: new Map(),
});
const add = (map, key, n) => map.set(key, (map.get(key) || 0) + n);

export class Facets {
  // onChange(name, values) is called when a choice changes; name 'm' is the time.
  // names is a facet that counts for itself.
  constructor(onChange, names) {
    this.onChange = onChange;
    this.names = names;
    this.open = new Set();
    this.boxes = h('div', { class: 'facetlist' });
    const wide = matchMedia('(min-width: 800px)'); // as in style.css
    this.element = h('details', { class: 'facets', open: wide.matches }, h('summary', {}, t('filters')), this.boxes);
    wide.addEventListener('change', () => {
      this.element.open = wide.matches;
    });
  }

  load(groups, months) {
    this.groups = new Map(groups.map((g) => [g.id, g]));
    this.months = new Map(months.map((m) => [m.id, m]));
  }

  // chosenMonths are the ids of the months a state selects; null for all.
  static chosenMonths(months, state) {
    if (!state.m) return null;
    return months.filter((m) => inRange(m.month, state.m)).map((m) => m.id);
  }

  // extent is the first and the last month of the dataset.
  extent() {
    const dated = [...this.months.values()].filter((m) => m.month !== null);
    return dated.length ? [dated[0].month, dated[dated.length - 1].month] : null;
  }

  // whole is count for all there is, from what was counted in advance.
  whole() {
    const sums = emptySums();
    let total = 0;
    for (const g of this.groups.values()) {
      total += g.articles;
      for (const f of facetNames) add(sums[f], g[f] || '', g.articles);
    }
    for (const m of this.months.values()) {
      add(sums.month, m.month, m.articles);
      add(sums.year, m.month ? m.month.slice(0, 4) : '', m.articles);
    }
    return { sums, total };
  }

  // count sums the matrix under every filter but the one counted.
  count(matrix, state) {
    const sums = emptySums();
    let total = 0;
    for (const [gid, mid, n] of matrix) {
      const g = this.groups.get(gid);
      const month = this.months.get(mid).month;
      const misses = facetNames.filter((f) => state[f].length && !state[f].includes(g[f] || ''));
      const timely = !state.m || inRange(month, state.m);
      if (!misses.length) {
        add(sums.month, month, n);
        add(sums.year, month ? month.slice(0, 4) : '', n);
        if (timely) total += n;
      }
      if (timely) for (const f of facetNames) if (misses.every((x) => x === f)) add(sums[f], g[f] || '', n);
    }
    return { sums, total };
  }

  draw(sums, state) {
    const box = (name, label, entries, isOn, show, change) => {
      if (!entries.length) return null;
      const all = this.open.has(name);
      const shown = all ? entries : entries.filter(([v], i) => i < few || isOn(v));
      const rest = entries.length - shown.length;
      return h(
        'fieldset',
        { 'data-facet': name },
        h('legend', {}, label),
        shown.map(([value, n]) =>
          h(
            'label',
            {},
            h('input', {
              type: 'checkbox',
              checked: isOn(value),
              'data-value': value,
              change: (e) => change(value, e.target.checked),
            }),
            h('bdi', { dir: 'auto', class: 'name' }, show(value)),
            h('span', { class: 'n' }, number(n)),
          ),
        ),
        rest > 0 || (all && entries.length > few)
          ? h(
              'button',
              {
                type: 'button',
                class: 'plain',
                click: () => {
                  all ? this.open.delete(name) : this.open.add(name);
                  this.draw(sums, state);
                },
              },
              all ? t('showLess') : t('showAll', entries.length),
            )
          : null,
      );
    };
    const byCount = (map, on) =>
      [...on.filter((v) => !map.has(v)).map((v) => [v, 0]), ...map].sort(
        // Articles without one lead to nothing: they stand last, however many they are.
        (a, b) => (a[0] === '') - (b[0] === '') || b[1] - a[1] || (a[0] < b[0] ? -1 : 1),
      );
    const plain = (f) => (value) =>
      value === '' ? t('without') : f === 'lang' ? languageName(clean(value)) : clean(value);
    fill(
      this.boxes,
      facetNames.map((f) =>
        box(
          f,
          t(f),
          byCount(sums[f], state[f]),
          (v) => state[f].includes(v),
          plain(f),
          (v, on) => this.onChange(f, on ? [...state[f], v] : state[f].filter((x) => x !== v)),
        ),
      ),
      box(
        'year',
        t('year'),
        [...sums.year].sort((a, b) => (a[0] < b[0] ? 1 : -1)).sort((a, b) => (a[0] === '') - (b[0] === '')),
        (v) => state.m === yearRange(v),
        (v) => v || t('undated'),
        (v, on) => this.onChange('m', on ? yearRange(v) : ''),
      ),
      this.names.element,
    );
  }
}

const yearRange = (y) => (y ? `${y}-01..${y}-12` : 'undated');

export function inRange(month, m) {
  if (m === 'undated') return month === null;
  const [from, to] = m.split('..');
  return month !== null && month >= from && month <= to;
}

// labels are the filters in force: what each says, which facet it is of, and the
// change to the state that takes it away.
export function labels(state) {
  const filter = (facet, value, label) => ({
    facet,
    label,
    less: { [facet]: state[facet].filter((x) => x !== value) },
  });
  const said = (f, v) => (v === '' ? `${t(f)} ${t('without')}` : f === 'lang' ? languageName(clean(v)) : v);
  const all = facetNames.flatMap((f) => state[f].map((v) => filter(f, v, said(f, v))));
  all.push(...state.name.map((v) => filter('name', v, nameOf(v))));
  if (state.m) {
    const [a, b] = state.m.split('..');
    const label = state.m === 'undated' ? t('undated') : a === b ? a : `${a} – ${b}`;
    all.push({ facet: 'month', label, less: { m: '' } });
  }
  return all;
}

// chips are the filters in force, each with a way out; narrow takes a change to
// the state.
export function chips(state, narrow) {
  const chip = ({ label, less }) =>
    h(
      'button',
      { type: 'button', class: 'chip', 'aria-label': t('remove', clean(label)), click: () => narrow(less) },
      h('bdi', { dir: 'auto' }, clean(label)),
      h('span', { 'aria-hidden': 'true' }, ' ×'),
    );
  const all = labels(state).map(chip);
  const none = { source: [], channel: [], lang: [], name: [], m: '' };
  if (all.length > 1) all.push(h('button', { type: 'button', class: 'plain', click: () => narrow(none) }, t('clear')));
  return all;
}
