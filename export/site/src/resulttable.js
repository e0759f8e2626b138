// The rows of an answer as a table: long texts cut with a way to open them, uids
// leading to their articles.
import { clean, h } from './dom.js';
import { hex } from './rowfile.js';
import { read, write } from './state.js';
import { t } from './words.js';

const longest = 200; // characters of a text before it is cut
const shownBytes = 64;
const uid = /^[0-9a-f]{32}$/;
const blob = (v) => `x'${hex(v.slice(0, shownBytes))}${v.length > shownBytes ? '…' : ''}'`;

export function resultTable({ columns, rows }) {
  const head = h(
    'tr',
    {},
    columns.map((c) => h('th', { scope: 'col' }, clean(c))),
  );
  const links = columns.map((c) => /^(uid|near_duplicate_of)$/.test(c));
  const body = rows.map((r) =>
    h(
      'tr',
      {},
      r.map((v, i) => cell(v, links[i])),
    ),
  );
  return h(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': t('results') },
    h('table', {}, h('thead', {}, head), h('tbody', {}, body)),
  );
}

function cell(v, link) {
  if (v === null) return h('td', { class: 'null' }, 'NULL');
  if (v instanceof Uint8Array) return h('td', {}, h('code', {}, blob(v)));
  if (typeof v !== 'string') return h('td', { class: 'num' }, String(v));
  if (link && uid.test(v)) return h('td', {}, h('a', { href: write({ ...read(''), a: v }) }, h('code', {}, v)));
  return h('td', {}, text(v));
}

// text cuts a long one; a click shows all of it.
function text(v) {
  const out = h('bdi', { dir: 'auto' }, clean(v.slice(0, longest)));
  if (v.length <= longest) return out;
  const click = (e) => {
    out.textContent = clean(v);
    out.tabIndex = -1;
    out.focus();
    e.currentTarget.remove();
  };
  return [out, '… ', h('button', { type: 'button', class: 'plain whole', click }, t('wholeCell', v.length))];
}
