// Two columns of an answer as a chart: bars where the first holds words or days,
// a line where it holds numbers.
import uPlot from 'uplot';
import { clean, fill, h } from './dom.js';
import { number, t } from './words.js';

const mostBars = 60;

const numeric = (rows, i) =>
  rows.length > 0 && rows.every((r) => r[i] === null || typeof r[i] === 'number') && rows.some((r) => r[i] !== null);

// plottable tells whether an answer has a column of numbers and another.
export const plottable = ({ columns, rows }) =>
  columns.length > 1 && rows.length > 1 && columns.some((_, i) => numeric(rows, i));

// plot is the choice of two columns and their chart.
export function plot({ columns, rows }) {
  const numbers = columns.map((_, i) => i).filter((i) => numeric(rows, i));
  const y0 = numbers.find((i) => i > 0) ?? numbers[0];
  const choice = (id, label, list, at) => {
    const options = list.map((i) => h('option', { value: i, selected: i === at }, clean(columns[i])));
    const select = h('select', { id, change: () => draw() }, options);
    return [h('label', {}, h('span', { class: 'label' }, label), ' ', select), select];
  };
  const [xLabel, x] = choice(
    'plot-x',
    t('across'),
    columns.map((_, i) => i),
    y0 === 0 ? 1 : 0,
  );
  const [yLabel, y] = choice('plot-y', t('upward'), numbers, y0);
  const place = h('div', { class: 'plot', role: 'img' });
  let chart = null;
  const draw = () => {
    if (chart) chart.destroy();
    fill(place);
    const [a, b] = [Number(x.value), Number(y.value)];
    place.setAttribute('aria-label', t('plotLabel', clean(columns[b]), clean(columns[a])));
    if (place.clientWidth) chart = drawn(place, rows, a, b);
  };
  new ResizeObserver(() => draw()).observe(place);
  return h(
    'div',
    { class: 'plotbox' },
    h('p', { class: 'buttons' }, xLabel, yLabel),
    place,
    rows.length > mostBars ? h('p', { class: 'hint' }, t('plotFirst', mostBars)) : null,
  );
}

function drawn(place, rows, a, b) {
  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const asNumbers = numeric(rows, a);
  const list = asNumbers ? [...rows].sort((r, s) => r[a] - s[a]) : rows.slice(0, mostBars);
  const xs = asNumbers ? list.map((r) => r[a]) : list.map((_, i) => i);
  const axis = {
    stroke: color('--muted'),
    grid: { stroke: color('--line'), width: 1 },
    ticks: { show: false },
    font: '12px system-ui, sans-serif',
  };
  const label = (i) => (Number.isInteger(i) && list[i] ? shortened(String(list[i][a] ?? 'NULL')) : '');
  const step = Math.max(1, Math.ceil((xs.length * 80) / Math.max(80, place.clientWidth - 60)));
  const across = asNumbers
    ? { ...axis, values: (_u, splits) => splits.map((v) => number(v, 3)) }
    : {
        ...axis,
        grid: { show: false },
        splits: () => xs.filter((i) => i % step === 0),
        values: (_u, splits) => splits.map(label),
      };
  const bars = { paths: uPlot.paths.bars({ size: [0.8, 60] }), fill: color('--bar'), width: 0 };
  const line = { stroke: color('--bar'), width: 2 };
  return new uPlot(
    {
      width: place.clientWidth,
      height: 240,
      legend: { show: false },
      padding: [12, 12, 0, 0],
      cursor: { drag: { x: false, y: false } },
      scales: {
        x: { time: false, range: asNumbers ? undefined : [-0.6, xs.length - 0.4] },
        y: { range: (_u, min, max) => [Math.min(0, min), Math.max(max * 1.05, min < 0 ? 0 : 1e-9)] },
      },
      axes: [across, { ...axis, size: 60, values: (_u, splits) => splits.map((v) => number(v, 3)) }],
      series: [{}, { ...(asNumbers ? line : bars), points: { show: asNumbers } }],
    },
    [xs, list.map((r) => r[b])],
    place,
  );
}

const shortened = (s) => (clean(s).length > 12 ? `${clean(s).slice(0, 11)}…` : clean(s));
