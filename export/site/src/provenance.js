// Where an article comes from: address, rights, the captured bytes, and what was
// done to it since.
import { h, link, words } from './dom.js';
import { license } from './facts.js';
import { number, t } from './words.js';

export function provenance(a, release) {
  const c = a.capture || {};
  const text = (s) => (s ? words(s) : null);
  const rows = [
    ['uid', h('code', {}, a.uid)],
    [t('address'), a.url ? link(a.url) : null],
    [t('publisher'), text(a.publisher)],
    [t('published'), a.published_at ? `${a.published_at} (${t(`rule_${a.published_zone}`)})` : a.published_on],
    [t('modified'), a.modified_at],
    [t('license'), rightful(a, release)],
    [t('rights'), a.rights ? [words(a.rights), differ(a)] : null],
    [t('tdm'), a.tdm_reserved === null ? null : t(`tdm${a.tdm_reserved}`)],
    [t('split'), text(a.split)],
    [t('capture'), text(c.uri)],
    [t('container'), c.container ? [words(c.container), ', ', t('bytesAt', c.offset, c.offset + c.length)] : null],
    [t('capturedAt'), c.captured_at],
    [t('archived'), c.archive_url ? link(c.archive_url) : null],
    [t('charset'), c.media_type ? words(`${c.media_type}, ${c.charset}`) : null],
    [t('reading'), a.confidence === null ? null : t('confidence', a.confidence)],
    [
      t('repairs'),
      a.repairs || a.unresolved ? `${number(a.repairs)}, ${number(a.unresolved)} ${t('unresolved')}` : null,
    ],
    [t('sha256'), c.sha256 ? h('code', {}, c.sha256) : null],
    [t('content'), [h('code', {}, a.content_sha256), hint(t('contentCovers'))]],
    ...a.corrections.map((k) => [t('corrected'), words(correction(k))]),
  ];
  const entry = ([k, v]) => h('div', {}, h('dt', {}, k), h('dd', {}, v));
  const known = rows.filter(([, v]) => v !== null && v !== undefined && v !== '');
  return h('section', { class: 'provenance' }, h('h2', {}, t('provenance')), h('dl', {}, known.map(entry)));
}

const hint = (text) => h('p', { class: 'hint' }, text);
const correction = (k) => t('correctedFrom', k.column, k.was ?? t('missing'), k.now ?? t('missing'), k.reason);

// rightful is the article's licence, and the dataset's where it is another.
function rightful(a, release) {
  if (!a.license) return release.license ? [t('notStated'), hint([t('wholeIs'), ' ', license(release)])] : null;
  const own = /^https?:/.test(a.license) ? link(a.license) : words(a.license);
  return release.license && release.license !== a.license ? [own, hint([t('wholeIs'), ' ', license(release)])] : own;
}

// differ has a word where the rights that the page prints do not name the
// licence.
function differ(a) {
  if (!a.license) return null;
  const rights = a.rights.toLowerCase();
  const parts = a.license.toLowerCase().match(/[a-z]+|\d+(\.\d+)*/g) || [];
  const said = /^https?:/.test(a.license)
    ? rights.includes(a.license.toLowerCase())
    : parts.every((p) => rights.includes(p));
  return said ? null : hint(t('rightsDiffer'));
}
