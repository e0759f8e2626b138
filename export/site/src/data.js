// What the release holds: its files with sizes and checksums, and what it says
// of itself.
import { h, link, words } from './dom.js';
import { number, size, t } from './words.js';

export function dataView(release, opened) {
  const files = release.downloads || [];
  const about = [
    [t('version'), release.version],
    [t('license'), release.license ? words(release.license) : null],
    [t('address'), release.homepage ? link(release.homepage) : null],
  ].filter(([, v]) => v);
  return [
    h('h1', {}, words(release.title)),
    release.description ? h('p', { class: 'lead' }, words(release.description)) : null,
    h(
      'dl',
      { class: 'about' },
      about.map(([k, v]) => h('div', {}, h('dt', {}, k), h('dd', {}, v))),
    ),
    files.length
      ? [
          h('h2', {}, t('downloads')),
          h(
            'div',
            { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': t('downloads') },
            h(
              'table',
              { class: 'files' },
              h(
                'thead',
                {},
                h(
                  'tr',
                  {},
                  h('th', { scope: 'col' }, t('file')),
                  h('th', { scope: 'col', class: 'num' }, t('size')),
                  h('th', { scope: 'col' }, 'SHA-256'),
                ),
              ),
              h(
                'tbody',
                {},
                files.map((f) =>
                  h(
                    'tr',
                    {},
                    h('td', {}, h('a', { href: f.url, download: '' }, words(f.name))),
                    h('td', { class: 'num', title: `${number(f.bytes)} B` }, size(f.bytes)),
                    h('td', {}, h('code', { class: 'sum' }, f.sha256)),
                  ),
                ),
              ),
            ),
          ),
          h('p', { class: 'hint' }, t('checkHint')),
        ]
      : null,
    opened
      ? [
          h('h2', {}, t('aboutData')),
          h(
            'dl',
            { class: 'dataset' },
            opened.dataset.map(([k, v]) => h('div', {}, h('dt', {}, words(k)), h('dd', {}, words(v)))),
          ),
          h('p', { class: 'hint' }, `SQLite ${opened.sqlite}`),
        ]
      : null,
  ];
}
