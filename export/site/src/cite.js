// How the release and its articles are cited: in one line, for BibTeX, and as
// CSL-JSON. The line of an article is that of `dabao show --cite`.

import { snippet } from './copy.js';
import { h } from './dom.js';
import { t } from './words.js';

// citations shows the forms of one reference, under headings of a level.
export const citations = ({ line, bibtex, csl }, level) =>
  [
    [t('citeLine'), line],
    ['BibTeX', bibtex],
    ['CSL-JSON', csl],
  ].map(([name, text]) => h('div', {}, h(level, {}, name), snippet(text, name)));

// articleCitation makes the forms for an article of a release.
export function articleCitation(a, release) {
  const from = a.source || a.publisher || a.site;
  const authors = a.credits.filter((c) => c.role === 'author').map((c) => c.name);
  const where = release.name ? `In dataset ${release.name} ${release.version}, ` : '';
  const proof = `uid ${a.uid}, sha256 ${a.capture ? a.capture.sha256 : ''}`;
  const parts = [from, a.published_on, a.url].filter(Boolean).map((s) => ` ${s}.`);
  const line = `${authors.length ? `${authors.join(', ')}: ` : ''}${a.title}.${parts.join('')} ${where}${proof}.`;
  return { line, bibtex: bibtex(a, authors, from, where + proof), csl: csl(a, authors, from, where + proof) };
}

const special = {
  '\\': '\\textbackslash ',
  '{': '(',
  '}': ')',
  '~': '\\textasciitilde ',
  '^': '\\textasciicircum ',
};

// tex escapes what has a meaning to TeX, as the release's own entry does
// (export/release/reference.go).
const tex = (s) =>
  s
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\{}&%$#_~^]/g, (c) => special[c] || `\\${c}`);

function bibtex(a, authors, from, note) {
  const fields = [
    ['title', `{${tex(a.title)}}`],
    ['author', authors.map((name) => `{${tex(name)}}`).join(' and ')],
    ['journal', from ? tex(from) : ''],
    ['year', a.published_on ? a.published_on.slice(0, 4) : ''],
    ['date', a.published_on || ''],
    ['url', (a.url || '').replace(/\{/g, '%7B').replace(/\}/g, '%7D')],
    ['urldate', a.capture?.captured_at ? a.capture.captured_at.slice(0, 10) : ''],
    ['note', tex(note)],
  ];
  const lines = fields.filter(([, v]) => v).map(([k, v]) => `  ${k} = {${v}}`);
  return `@article{${a.uid},\n${lines.join(',\n')}\n}\n`;
}

const parts = (day) => ({ 'date-parts': [day.slice(0, 10).split('-').map(Number)] });

function csl(a, authors, from, note) {
  const item = {
    id: a.uid,
    type: 'article-newspaper',
    title: a.title,
    author: authors.length ? authors.map((literal) => ({ literal })) : undefined,
    'container-title': from || undefined,
    issued: a.published_on ? parts(a.published_on) : undefined,
    accessed: a.capture?.captured_at ? parts(a.capture.captured_at) : undefined,
    URL: a.url || undefined,
    language: a.lang || undefined,
    note,
  };
  return `${JSON.stringify([item], null, 2)}\n`;
}
