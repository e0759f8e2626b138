// One article, typeset from its blocks, with its numbers and dates marked and
// led to their rows.

import { clean, h, link, marked, words } from './dom.js';
import { finder } from './fold.js';
import { write } from './state.js';
import { languageName, number, t } from './words.js';

export function article(a, state, fold, phrases) {
  const find = finder(fold, phrases);
  const facts = spans(a);
  const href = (n) => write({ ...state, a: a.uid, n });
  const lang = a.lang ? clean(a.lang) : null;
  const text = (value, field, position) =>
    typeset(value, facts.get(`${field}/${position}`) || [], find(value, field === 'title'), href);
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
      { lang },
      a.kicker ? h('p', { class: 'kicker' }, words(a.kicker)) : null,
      h('h1', { tabindex: '-1' }, a.title ? text(a.title, 'title', 0) : t('untitled')),
      a.subtitle ? h('p', { class: 'subtitle' }, text(a.subtitle, 'subtitle', 0)) : null,
      h(
        'p',
        { class: 'meta' },
        meta.map((m, i) => [i ? ' · ' : null, words(m)]),
      ),
      credits(a),
    ),
    h('div', { class: 'body', lang }, blocks(a, text)),
    a.tags.length
      ? h(
          'p',
          { class: 'tags' },
          h('span', { class: 'label' }, t('tags')),
          a.tags.map((x) => words(x.tag, { class: 'tag' })),
        )
      : null,
    quantities(a, href),
    dates(a, href),
    pictures(a),
    provenance(a, state),
  );
}

// spans gives the marked places of each text, by field and position.
function spans(a) {
  const all = new Map();
  const add = (f, id, kind) => {
    const key = `${f.field}/${f.position}`;
    if (!all.has(key)) all.set(key, []);
    all.get(key).push({ from: f.char_start, to: f.char_end, id, kind });
  };
  for (const q of a.quantities) add(q, `q${q.seq}`, 'quantity');
  for (const d of a.dates) add(d, `d${d.seq}`, 'date');
  return all;
}

// typeset marks facts, whose ends count code points, and what the query found
// within and between them.
function typeset(value, facts, found, href) {
  const at = [0];
  for (const c of value) at.push(at[at.length - 1] + c.length);
  const unit = (i) => at[Math.min(i, at.length - 1)];
  const piece = (from, to) =>
    marked(
      value.slice(from, to),
      found.filter(([a, b]) => a < to && b > from).map(([a, b]) => [Math.max(a, from) - from, Math.min(b, to) - from]),
    );
  const out = h('bdi', { dir: 'auto' });
  let done = 0;
  const sorted = facts.map((f) => ({ ...f, a: unit(f.from), b: unit(f.to) })).sort((x, y) => x.a - y.a || y.b - x.b);
  for (const f of sorted) {
    if (f.a < done || f.b <= f.a) continue;
    if (f.a > done) out.append(piece(done, f.a));
    out.append(
      h('a', { class: `fact ${f.kind}`, id: `text-${f.id}`, href: href(f.id), title: t('toRow') }, piece(f.a, f.b)),
    );
    done = f.b;
  }
  if (done < value.length) out.append(piece(done, value.length));
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

const headRow = (...names) =>
  h(
    'thead',
    {},
    h(
      'tr',
      {},
      names.map((n) => h('th', { scope: 'col' }, n)),
    ),
  );
const section = (title, cls, ...kids) => h('section', { class: cls }, h('h2', {}, title), kids);
const scrolled = (label, table) =>
  h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': label }, table);

function quantities(a, href) {
  if (!a.quantities.length) return null;
  const value = (q) => number(q.value, 6) + (q.value_high === null ? '' : ` – ${number(q.value_high, 6)}`);
  return section(
    t('numbers'),
    'facts',
    scrolled(
      t('numbers'),
      h(
        'table',
        {},
        headRow(t('asWritten'), t('value'), t('unit'), t('noun'), t('subject')),
        h(
          'tbody',
          {},
          a.quantities.map((q) =>
            h(
              'tr',
              { id: `row-q${q.seq}`, tabindex: '-1' },
              h(
                'td',
                {},
                h('a', { href: href(`q${q.seq}`), 'data-text': `q${q.seq}`, title: t('toText') }, words(q.raw)),
              ),
              h('td', { class: 'num' }, [t(q.modifier), ' ', value(q)]),
              h('td', {}, words(q.unit)),
              h('td', {}, q.noun ? words(q.noun) : null),
              h('td', {}, q.subject ? words(q.subject) : null),
            ),
          ),
        ),
      ),
    ),
  );
}

function dates(a, href) {
  if (!a.dates.length) return null;
  return section(
    t('dates'),
    'facts',
    scrolled(
      t('dates'),
      h(
        'table',
        {},
        headRow(t('asWritten'), t('meaning'), t('precision')),
        h(
          'tbody',
          {},
          a.dates.map((d) =>
            h(
              'tr',
              { id: `row-d${d.seq}`, tabindex: '-1' },
              h(
                'td',
                {},
                h('a', { href: href(`d${d.seq}`), 'data-text': `d${d.seq}`, title: t('toText') }, words(d.raw)),
              ),
              h('td', {}, d.value),
              h('td', {}, d.precision),
            ),
          ),
        ),
      ),
    ),
  );
}

function pictures(a) {
  if (!a.images.length) return null;
  return section(
    t('pictures'),
    'pictures',
    h(
      'ul',
      {},
      a.images.map((i) =>
        h('li', {}, [
          i.caption ? words(i.caption) : null,
          i.credit ? [' ', words(i.credit, { class: 'label' })] : null,
          i.url ? [' ', link(i.url)] : null,
        ]),
      ),
    ),
  );
}

function provenance(a, state) {
  const c = a.capture || {};
  const rows = [
    ['uid', h('code', {}, a.uid)],
    [t('address'), a.url ? link(a.url) : null],
    [t('publisher'), a.publisher ? words(a.publisher) : null],
    [t('published'), a.published_at ? `${a.published_at} (${t(`rule_${a.published_zone}`)})` : a.published_on],
    [t('modified'), a.modified_at],
    [t('license'), a.license ? words(a.license) : null],
    [t('rights'), a.rights ? words(a.rights) : null],
    [t('tdm'), a.tdm_reserved === null ? null : t(`tdm${a.tdm_reserved}`)],
    [t('split'), a.split ? words(a.split) : null],
    [
      t('nearDuplicate'),
      a.near_duplicate_of
        ? h(
            'a',
            { href: write({ ...state, a: a.near_duplicate_of, n: '' }) },
            words(a.near_duplicate_title || a.near_duplicate_of),
          )
        : null,
    ],
    [t('capture'), c.uri ? words(c.uri) : null],
    [t('container'), c.container ? [words(c.container), ', ', t('bytesAt', c.offset, c.offset + c.length)] : null],
    [t('capturedAt'), c.captured_at],
    [t('archived'), c.archive_url ? link(c.archive_url) : null],
    [t('charset'), c.media_type ? words(`${c.media_type}, ${c.charset}`) : null],
    [
      t('repairs'),
      a.repairs || a.unresolved ? `${number(a.repairs)}, ${number(a.unresolved)} ${t('unresolved')}` : null,
    ],
    [t('sha256'), c.sha256 ? h('code', {}, c.sha256) : null],
    [t('content'), h('code', {}, a.content_sha256)],
    ...a.corrections.map((k) => [
      t('corrected'),
      words(
        t(
          'correctedFrom',
          k.column,
          k.was === null ? t('missing') : k.was,
          k.now === null ? t('missing') : k.now,
          k.reason,
        ),
      ),
    ]),
  ];
  return section(
    t('provenance'),
    'provenance',
    h(
      'dl',
      {},
      rows
        .filter(([, v]) => v !== null && v !== undefined && v !== '')
        .map(([k, v]) => h('div', {}, h('dt', {}, k), h('dd', {}, v))),
    ),
  );
}
