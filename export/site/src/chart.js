// The histogram of months: bars to drag across, and the same as a table.
import uPlot from 'uplot';
import { fill, h } from './dom.js';
import { number, t } from './words.js';

const maxBars = 1200;

const ordinal = (month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
const monthOf = (n) => `${String(Math.floor(n / 12)).padStart(4, '0')}-${String((n % 12) + 1).padStart(2, '0')}`;

// fingers lets one drag with a finger: uPlot listens to the mouse only.
function fingers(over) {
  const as = (type) => (e) => {
    const { clientX, clientY } = e.changedTouches[0];
    if (e.touches.length > 1) return;
    const made = new MouseEvent(type, { clientX, clientY, button: 0, buttons: 1, bubbles: true });
    // In a drag uPlot passes over a move that says it moved by nothing, as one made here does
    // (findings/uplot_made_drag.sh).
    Object.defineProperty(made, 'movementX', { value: 1 });
    over.dispatchEvent(made);
  };
  const down = as('mousedown');
  over.addEventListener(
    'touchstart',
    (e) => {
      as('mousemove')(e);
      down(e);
    },
    { passive: true },
  );
  over.addEventListener('touchmove', as('mousemove'), { passive: true });
  over.addEventListener('touchend', as('mouseup'), { passive: true });
}

// chart(onRange) gives {element, draw}: draw takes a list of {month, count},
// dated and in order, the range chosen as [from, to] or null, and the first and
// the last month of the whole dataset, which the axis always shows.
export function chart(onRange) {
  const plotBox = h('div', { class: 'plot', role: 'img' });
  const body = h('tbody');
  const table = h(
    'details',
    { class: 'months' },
    h('summary', {}, t('asTable')),
    h(
      'div',
      { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': t('asTable') },
      h(
        'table',
        {},
        h(
          'thead',
          {},
          h('tr', {}, h('th', { scope: 'col' }, t('month')), h('th', { scope: 'col', class: 'num' }, t('count'))),
        ),
        body,
      ),
    ),
  );
  const hint = h('p', { class: 'hint' }, t('drag'));
  const element = h(
    'section',
    { class: 'chart', 'aria-label': t('histogram') },
    h('h2', {}, t('histogram')),
    plotBox,
    hint,
    table,
  );
  let plot = null;
  let shown = { list: [], range: null, extent: null };

  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  function redraw() {
    if (plot) plot.destroy();
    plot = null;
    plotBox.replaceChildren();
    const { list, range, extent } = shown;
    element.hidden = !list.length;
    if (!list.length || !plotBox.clientWidth) return;
    const last = ordinal(extent[1]);
    // A stray year far back would leave no width for the rest.
    const first = Math.max(ordinal(extent[0]), last - maxBars);
    const xs = [];
    const ys = [];
    const counts = new Map(list.map((m) => [ordinal(m.month), m.count]));
    for (let x = first; x <= last; x++) {
      xs.push(x);
      ys.push(counts.get(x) || 0);
    }
    const inside = (x) => !range || (x >= ordinal(range[0]) && x <= ordinal(range[1]));
    const on = ys.map((y, i) => (inside(xs[i]) ? y : 0));
    const bars = uPlot.paths.bars({ size: [0.82, 48], align: 0, gap: 1 });
    const axis = {
      stroke: color('--muted'),
      grid: { stroke: color('--line'), width: 1 },
      ticks: { show: false },
      font: '12px system-ui, sans-serif',
    };
    plot = new uPlot(
      {
        width: plotBox.clientWidth,
        height: 150,
        legend: { show: false },
        padding: [8, 8, 0, 0],
        cursor: { points: { show: false }, y: false, drag: { x: true, y: false, setScale: false } },
        scales: {
          x: { time: false, range: [first - 0.6, last + 0.6] },
          y: { range: (_u, _min, max) => [0, Math.max(1, max * 1.05)] },
        },
        axes: [
          {
            ...axis,
            grid: { show: false },
            space: 64,
            splits: (u) => {
              const step = Math.max(1, Math.ceil(((last - first + 1) * 64) / Math.max(64, u.width)));
              const nice = [1, 2, 3, 6, 12, 24, 60, 120, 240].find((s) => s >= step) || 600;
              return xs.filter((x) => x % nice === 0);
            },
            values: (_u, splits) =>
              splits.map((x) => (x % 12 === 0 && last - first > 36 ? monthOf(x).slice(0, 4) : monthOf(x))),
            size: 28,
          },
          {
            ...axis,
            size: 46,
            incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 1e6],
            values: (_u, splits) => splits.map((y) => number(y)),
          },
        ],
        series: [
          {},
          { paths: bars, fill: color('--bar-off'), stroke: color('--bar-off'), width: 0, points: { show: false } },
          { paths: bars, fill: color('--bar'), stroke: color('--bar'), width: 0, points: { show: false } },
        ],
        hooks: {
          setSelect: [
            (u) => {
              if (u.select.width < 3) return;
              const clamp = (x) => Math.min(last, Math.max(first, Math.round(x)));
              const from = clamp(u.posToVal(u.select.left, 'x'));
              const to = clamp(u.posToVal(u.select.left + u.select.width, 'x'));
              onRange(monthOf(from), monthOf(to));
            },
          ],
        },
      },
      [xs, ys, on],
      plotBox,
    );
    fingers(plot.over);
    const label = t('chartLabel', monthOf(first), monthOf(last));
    plotBox.setAttribute('aria-label', label);
  }

  function draw(list, range, extent) {
    shown = { list, range, extent };
    fill(
      body,
      list.map(({ month, count }) =>
        h(
          'tr',
          {},
          h(
            'th',
            { scope: 'row' },
            h(
              'button',
              { type: 'button', class: 'plain', 'data-month': month, click: () => onRange(month, month) },
              month,
            ),
          ),
          h('td', { class: 'num' }, number(count)),
        ),
      ),
    );
    redraw();
  }

  let width = 0;
  new ResizeObserver(() => {
    if (plotBox.clientWidth !== width) {
      width = plotBox.clientWidth;
      redraw();
    }
  }).observe(plotBox);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  return { element, draw };
}
