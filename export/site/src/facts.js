// What the release says of itself in a few words.
import { clean, h, link, words } from './dom.js';
import { languageName, number, size, t } from './words.js';

const shownLanguages = 4;

const languages = (list) => {
  const names = list.slice(0, shownLanguages).map((l) => languageName(clean(l.text)));
  const rest = list.length - names.length;
  return [...names, ...(rest > 0 ? [t('andMore', rest)] : [])].join(t('comma'));
};

// license leads to its text where that is known.
export const license = (release) => {
  if (!release.license) return t('noLicense');
  return release.licenseURL ? link(release.licenseURL, release.license) : words(release.license);
};

// facts are the entries of a list of terms.
export function facts(release) {
  const entries = [
    [t('articlesTerm'), release.articles ? number(release.articles) : null],
    [t('period'), release.first ? `${release.first} – ${release.last}` : null],
    [t('languages'), release.languages.length ? words(languages(release.languages)) : null],
    [t('sources'), release.sources ? number(release.sources) : null],
    [t('license'), license(release)],
    [t('size'), release.dbSize ? size(release.dbSize) : null],
    [t('version'), release.version ? words([release.version, release.date].filter(Boolean).join(' · ')) : null],
  ];
  return h(
    'dl',
    { class: 'factlist' },
    entries.filter(([, v]) => v !== null).map(([k, v]) => h('div', {}, h('dt', {}, k), h('dd', {}, v))),
  );
}

// sentences are the first so many of a text.
export function sentences(text, most) {
  const ends = /[。！？](?:[”」』])?|[.!?](?=\s|$)/g;
  let end = text.length;
  for (let i = 0; i < most; i++) {
    const m = ends.exec(text);
    if (!m) return text;
    end = m.index + m[0].length;
  }
  return text.slice(0, end);
}
