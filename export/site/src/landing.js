// What a visitor sees first: what the dataset is, how to have and to cite it,
// and where to start.
import { citations } from './cite.js';
import { snippet } from './copy.js';
import { clean, h, words } from './dom.js';
import { facts, sentences } from './facts.js';
import { baseURL, groups, weight } from './files.js';
import { menu } from './menu.js';
import { folderFor, quoted } from './shell.js';
import { read, write } from './state.js';
import { size, t } from './words.js';

// random leads to any article.
export const landing = (release, random) =>
  h(
    'section',
    { class: 'landing', 'aria-label': t('aboutData') },
    starts(release),
    h('p', { class: 'lead' }, words(release.description ? sentences(release.description, 2) : stated(release))),
    facts(release),
    h(
      'div',
      { class: 'actions' },
      download(release),
      release.citation.line ? menu(t('cite'), { class: 'cite' }, citations(release.citation, 'h2')) : null,
      h('button', { type: 'button', id: 'random', click: random }, t('random')),
    ),
  );

// stated is what can be said of a release that says nothing of itself.
const stated = ({ articles, sources }) => t('articlesFrom', t('articles', articles), t('sourcesOf', sources));

// starts are the release's own queries, words to search for and SQL alike.
function starts(release) {
  if (!release.queries.length) return null;
  const none = read('');
  const chip = (q) =>
    h(
      'a',
      { class: 'start', href: write(q.sql ? { ...none, v: 'sql', sql: q.sql } : { ...none, q: q.q }) },
      h('bdi', { dir: 'auto' }, clean(q.title)),
    );
  return h(
    'p',
    { class: 'starts' },
    h('span', { class: 'label' }, t('try')),
    release.queries.map((q) => chip(q)),
  );
}

function download(release) {
  const kinds = groups(release).filter(([use]) => ['database', 'parquet', 'csv'].includes(use));
  const entry = ([use, list]) => {
    const one = use === 'database' ? list.find((f) => f.name === 'articles.db') : null;
    const said = h('span', { class: 'hint' }, one ? size(one.bytes) : t('manyFiles', list.length, size(weight(list))));
    const to = one ? { href: one.url, download: '' } : { href: write({ ...read(''), v: 'data', n: `files-${use}` }) };
    return h('li', {}, h('a', to, t(`use_${use}`)), ' ', said);
  };
  return menu(
    t('download'),
    { class: 'download' },
    h('ul', {}, kinds.map(entry)),
    h('h2', {}, t('pullTitle')),
    h('p', { class: 'hint' }, t('pullHint')),
    snippet(`dabao pull ${quoted(baseURL())} -o ${folderFor(release)}`, t('pullTitle')),
  );
}
