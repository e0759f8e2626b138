// One article, typeset from its blocks, with its numbers and dates marked and
// led to their rows, and its names to the articles that have them too.

import { clean, direction, h, parts, words } from './dom.js';
import { dates, names, quantities } from './facttables.js';
import { finder } from './fold.js';
import { pictures } from './pictures.js';
import { provenance } from './provenance.js';
import { read, write } from './state.js';
import { languageName, t } from './words.js';

// named is the address of all articles with the name of an entity.
export const named = (e) => write({ ...read(''), name: [`${e.kind}:${e.name}`] });

export function article(a, page, phrases) {
  const { state, release, opened } = page;
  const find = finder(opened.fold, phrases);
  const href = (n) => write({ ...state, a: a.uid, n });
  const facts = spans(a, href);
  const lang = a.lang ? clean(a.lang) : null;
  const dir = direction(a.title || a.blocks[0]?.text || '');
  const text = (value, field, position) =>
    typeset(value, facts.get(`${field}/${position}`) || [], find(value, field === 'title'));
  const meta = [
    a.source || a.publisher || a.site,
    a.published_at ? a.published_at.replace('T', ' ').slice(0, 16) : a.published_on,
    ...(a.breadcrumbs.length ? [a.breadcrumbs.map((b) => b.label).join(' › ')] : [a.channel]),
    a.lang && languageName(clean(a.lang)),
  ].filter(Boolean);
  return h(
    'article',
    { class: 'story', 'data-uid': a.uid },
    h(
      'header',
      { lang, dir },
      a.kicker ? h('p', { class: 'kicker' }, words(a.kicker)) : null,
      h('h1', { tabindex: '-1' }, a.title ? text(a.title, 'title', 0) : t('untitled')),
      a.subtitle ? h('p', { class: 'subtitle' }, text(a.subtitle, 'subtitle', 0)) : null,
      h(
        'p',
        { class: 'meta' },
        meta.map((m, i) => [i ? ' · ' : null, words(m)]),
      ),
      credits(a),
      unsure(a, release),
    ),
    h('div', { class: 'body', lang, dir }, blocks(a, text)),
    a.tags.length
      ? h(
          'p',
          { class: 'tags' },
          h('span', { class: 'label' }, t('tags')),
          a.tags.map((x) => words(x.tag, { class: 'tag' })),
        )
      : null,
    names(a, named),
    quantities(a, href),
    dates(a, href),
    pictures(a),
    provenance(a, release),
  );
}

// spans gives the marked places of each text, by field and position.
function spans(a, href) {
  const all = new Map();
  const add = (f, id, kind, to, title) => {
    const key = `${f.field}/${f.position}`;
    if (!all.has(key)) all.set(key, []);
    all.get(key).push({ from: f.char_start, to: f.char_end, id, kind, href: to, title });
  };
  for (const q of a.quantities) add(q, `q${q.seq}`, 'quantity', href(`q${q.seq}`), t('toRow'));
  for (const d of a.dates) add(d, `d${d.seq}`, 'date', href(`d${d.seq}`), t('toRow'));
  for (const e of a.entities) add(e, `e${e.seq}`, 'entity', named(e), t('toNamed', t(`kind_${e.kind}`)));
  return all;
}

// typeset marks facts, whose ends count code points, and what the query found
// within and between them.
function typeset(value, facts, found) {
  const at = [0];
  for (const c of value) at.push(at[at.length - 1] + c.length);
  const unit = (i) => at[Math.min(i, at.length - 1)];
  const piece = (from, to) =>
    parts(
      value.slice(from, to),
      found.filter(([a, b]) => a < to && b > from).map(([a, b]) => [Math.max(a, from) - from, Math.min(b, to) - from]),
    );
  const out = h('bdi', { dir: 'auto' });
  let done = 0;
  const sorted = facts.map((f) => ({ ...f, a: unit(f.from), b: unit(f.to) })).sort((x, y) => x.a - y.a || y.b - x.b);
  for (const f of sorted) {
    if (f.a < done || f.b <= f.a) continue;
    if (f.a > done) out.append(...piece(done, f.a));
    out.append(h('a', { class: `fact ${f.kind}`, id: `text-${f.id}`, href: f.href, title: f.title }, piece(f.a, f.b)));
    done = f.b;
  }
  if (done < value.length) out.append(...piece(done, value.length));
  return out;
}

// blocks puts list items in a row into one list.
function blocks(a, text) {
  const out = [];
  let list = null;
  for (const b of a.blocks) {
    if (b.kind !== 'list_item') list = null;
    const inner = () => text(b.text, 'block', b.position);
    if (b.kind === 'list_item') {
      if (!list) {
        list = h('ul');
        out.push(list);
      }
      list.append(h('li', {}, inner()));
    } else if (b.kind === 'heading') out.push(h('h2', {}, inner()));
    else if (b.kind === 'quote') out.push(h('blockquote', {}, h('p', {}, inner())));
    else if (b.kind === 'caption') out.push(h('p', { class: 'caption' }, inner()));
    else if (b.kind === 'code') out.push(h('pre', { class: 'scroll', tabindex: '0' }, inner()));
    else if (b.kind === 'table') out.push(grid(b.text));
    else out.push(h('p', {}, inner()));
  }
  return out;
}

const grid = (text) =>
  h(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': t('schema') },
    h(
      'table',
      {},
      h(
        'tbody',
        {},
        text.split('\n').map((row) =>
          h(
            'tr',
            {},
            row.split('\t').map((c) => h('td', {}, words(c))),
          ),
        ),
      ),
    ),
  );

// unsure says so of the readings that the release is least sure of.
const unsure = (a, release) =>
  a.confidence !== null && a.confidence <= release.leastSure
    ? h('p', { class: 'unsure', role: 'note' }, t('unsure', a.confidence), a.url ? [' ', t('originalBelow')] : null)
    : null;

function credits(a) {
  if (!a.credits.length) return null;
  const roles = [...new Set(a.credits.map((c) => c.role))];
  return h(
    'p',
    { class: 'credits' },
    roles.map((r, i) => [
      i ? ' · ' : null,
      h('span', { class: 'label' }, t(r)),
      ' ',
      a.credits.filter((c) => c.role === r).map((c, k) => [k ? ', ' : null, words(c.name)]),
    ]),
  );
}
